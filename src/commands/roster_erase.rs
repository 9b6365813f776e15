//! `waymark roster erase`: children are deleted for good. Says who it would be and does nothing without
//! `--yes`; more than one child at once only after an export that has everything about them.

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use serde_json::json;

use super::{
    error::CommandError, journal::counted, out::Out, places::Places, progress::Progress,
    roster::full_name,
};
use crate::{
    domain::{
        erasure::{Erasures, erasing},
        event::Actor,
        ids::{EntryId, StudentId},
        records::Records,
    },
    export,
    storage::{Arrival, Journal, StorageError},
};

#[derive(Args, Clone, Debug)]
pub(super) struct EraseArgs {
    /// Who, by their ids
    #[arg(value_name = "ID")]
    students: Vec<String>,
    /// Everybody who left the class
    #[arg(long, conflicts_with_all = ["students", "all"])]
    left: bool,
    /// Everybody, also those who left
    #[arg(long, conflicts_with = "students")]
    all: bool,
    /// The folder of an export that has everything about them
    #[arg(long, value_name = "DIR")]
    exported: Option<PathBuf>,
    /// Do it: this cannot be undone
    #[arg(long)]
    yes: bool,
}

/// What no program on this tablet reaches.
const BEYOND: &str = "Files that were copied elsewhere (exports, sticks, backups), papers, and students.csv cannot be reached from here: delete those by hand. Other tablets delete them when they hear of it.";

pub(super) fn erase(places: &Places, args: EraseArgs, out: &mut Out) -> Result<(), CommandError> {
    let (_, mut journal, now) = places.class_and_journal()?;
    let records = journal.records();
    let who = chosen(&records, &args)?;
    if args.left || args.all {
        let Some(folder) = &args.exported else {
            return Err(CommandError::Refused(
                "Nothing was changed. Export the class first (waymark export --to DIR), look at it, then name that folder with --exported DIR.".to_owned(),
            ));
        };
        let exported =
            export::exported_entries(folder).map_err(CommandError::file(folder.clone(), "read"))?;
        is_whole(&journal, &who, &exported)?;
    }
    if !args.yes {
        return tell(&records, &who, out);
    }
    let events: Vec<_> = who.iter().map(|id| erasing(&records, id)).collect();
    journal.append(&now, &Actor::CommandLine, &events)?;
    let progress = Progress::new("Cleaning up", None);
    let clean = journal.clean_all()?;
    drop(progress);
    journal.close()?;
    if out.is_json() {
        return out.json(&json!({"erased": who, "clean": clean}));
    }
    let count = counted(who.len() as u64, "child is", "children are");
    out.line(format_args!("{count} deleted for good on this tablet."))?;
    if !clean {
        out.line("The kiosk has the journal open: it cleans up its copies within a minute, or at its next start.")?;
    }
    out.line(BEYOND)
}

/// Who is meant.
fn chosen(records: &Records, args: &EraseArgs) -> Result<Vec<StudentId>, CommandError> {
    let left = records.who_left().map(|(id, _)| id.clone());
    if args.left {
        return Ok(left.collect());
    }
    if args.all {
        return Ok(records
            .students()
            .map(|(id, _)| id.clone())
            .chain(left)
            .collect());
    }
    if args.students.is_empty() {
        return Err(CommandError::Misused(
            "Name the children by their ids (waymark roster list shows them), or say --left or --all.".to_owned(),
        ));
    }
    let mut who = Vec::new();
    for id in &args.students {
        let id = StudentId::from(id.as_str());
        // Once more is right too: a tablet that had not heard of it may have written since.
        if records.card(&id).is_none() && !records.is_erased(&id) {
            return Err(CommandError::Refused(format!(
                "Nobody in the class has the id `{id}`; nothing was changed. waymark roster list shows the ids."
            )));
        }
        who.push(id);
    }
    Ok(who)
}

/// Whether every entry about these children is in the export.
fn is_whole(
    journal: &Journal,
    who: &[StudentId],
    exported: &BTreeSet<EntryId>,
) -> Result<(), CommandError> {
    let erasures = Erasures::of(who);
    let mut missing = 0_u64;
    let mut failed: Option<StorageError> = None;
    journal.for_each_since(Arrival::START, |_, entry| {
        let Ok(entry) = entry else { return true };
        match entry.scrubbed(&erasures) {
            Ok(Some(_)) if !entry.is_scrubbed() && !exported.contains(&entry.id) => missing += 1,
            Ok(_) => {}
            Err(error) => failed = Some(error.into()),
        }
        failed.is_none()
    })?;
    match (failed, missing) {
        (Some(error), _) => Err(error.into()),
        (None, 0) => Ok(()),
        (None, missing) => {
            let entries = counted(missing, "entry", "entries");
            Err(CommandError::Refused(format!(
                "{entries} about these children are not in that export; nothing was changed. Export once more (waymark export --to DIR), then try again."
            )))
        }
    }
}

/// Who it would be.
fn tell(records: &Records, who: &[StudentId], out: &mut Out) -> Result<(), CommandError> {
    if out.is_json() {
        return out.json(&json!({"would_erase": who}));
    }
    for id in who {
        let name = records.card(id).map(full_name).unwrap_or_default();
        out.line(format_args!("{:<8} {name}", id.as_str()))?;
    }
    let count = counted(who.len() as u64, "child", "children");
    out.line(format_args!(
        "{count}. Nothing was changed. With --yes everything about them is deleted for good, on every tablet of the class; it cannot be undone."
    ))?;
    out.line(BEYOND)
}
