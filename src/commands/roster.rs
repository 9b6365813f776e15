//! `waymark roster`: the children of the class. An import shows what it changes, and never removes
//! a child; deleting one for good is in `roster_erase`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{
    error::CommandError,
    out::Out,
    places::Places,
    progress::Progress,
    roster_erase::{EraseArgs, erase},
};
use crate::{
    config::roster as files,
    domain::{
        event::Actor,
        ids::StudentId,
        list_note::ListNote,
        pack::{Pack, StudentCard},
        roster::{self, RosterPlan},
    },
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum RosterVerb {
    /// Take over a class list: plain CSV, or a OneRoster folder or zip
    Import(ImportArgs),
    /// Show who is in the class
    List,
    /// Delete children for good, with everything about them
    Erase(EraseArgs),
}

#[derive(Args, Clone, Debug)]
pub(super) struct ImportArgs {
    /// A CSV file, or a OneRoster 1.1 or 1.2 export as a folder or a zip
    path: PathBuf,
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
    /// Which class of a OneRoster export, by its id, code or title
    #[arg(long, value_name = "CLASS")]
    only: Option<String>,
}

pub(super) fn roster(places: &Places, verb: RosterVerb, out: &mut Out) -> Result<(), CommandError> {
    match verb {
        RosterVerb::Import(args) => import(places, args, out),
        RosterVerb::List => list(places, out),
        RosterVerb::Erase(args) => erase(places, args, out),
    }
}

fn import(places: &Places, args: ImportArgs, out: &mut Out) -> Result<(), CommandError> {
    let file = files::read_class(&args.path, args.only.as_deref()).map_err(|problems| {
        CommandError::Roster {
            path: args.path,
            problems,
        }
    })?;
    if args.dry_run {
        let (pack, cards) = places.class_as_it_would_be()?;
        let plan = roster::plan(&cards, &file.students);
        tell(&plan, &file.notes, &pack, out)?;
        if !out.is_json() {
            out.line("Nothing was changed. Leave out --dry-run to take this over.")?;
        }
        return Ok(());
    }
    let (pack, mut journal, now) = places.class_and_journal()?;
    let plan = roster::plan(&journal.records().cards(), &file.students);
    let events = plan.events();
    let mut progress = Progress::new("Taking over", u64::try_from(events.len()).ok());
    let happenings = events
        .into_iter()
        .map(|event| (now.clone(), Actor::CommandLine, event));
    journal.append_bulk(happenings, |saved| progress.at(saved))?;
    drop(progress);
    journal.close()?;
    tell(&plan, &file.notes, &pack, out)
}

/// Says what changes, and what the teacher should look over.
fn tell(
    plan: &RosterPlan,
    notes: &[ListNote],
    pack: &Pack,
    out: &mut Out,
) -> Result<(), CommandError> {
    let notes = notes.iter().map(ToString::to_string);
    let notes: Vec<String> = notes.chain(unknown_groups(plan, pack)).collect();
    if out.is_json() {
        let ids = |list: &[(StudentId, StudentCard)]| -> Vec<StudentId> {
            list.iter().map(|(id, _)| id.clone()).collect()
        };
        let changed: Vec<_> = plan.changed.iter().map(|change| &change.student).collect();
        return out.json(&json!({
            "added": ids(&plan.added),
            "changed": changed,
            "unchanged": plan.unchanged,
            "not_in_file": ids(&plan.vanished),
            "notes": notes,
        }));
    }
    for note in notes {
        out.line(format_args!("note: {note}"))?;
    }
    out.line(plan)
}

/// Notes for groups that the timetable does not know.
fn unknown_groups(plan: &RosterPlan, pack: &Pack) -> Vec<String> {
    let unknown = plan.unknown_groups(pack).into_iter();
    let notes = unknown.map(|group| {
        format!("timetable.toml has no group `{group}`: its children see no rotation until it does")
    });
    notes.collect()
}

fn list(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let (_, journal, _) = places.class_and_journal()?;
    let records = journal.records();
    for (id, record) in records.students() {
        let Some(card) = record.card.get() else {
            continue;
        };
        let group = record.group();
        if out.is_json() {
            out.json(&json!({
                "student": id,
                "first_name": card.first_name,
                "last_name": card.last_name,
                "picture": card.picture,
                "group": group,
                "language": card.language,
                "read_aloud": card.read_aloud,
                "identifier": card.identifier,
            }))?;
        } else {
            let group = group.map_or_else(String::new, |group| format!("  {group}"));
            let (picture, name) = (&card.picture, full_name(card));
            out.line(format_args!("{:<8} {picture} {name}{group}", id.as_str()))?;
        }
    }
    if !out.is_json() {
        let count = records.students().count();
        out.line(format_args!("{count} students"))?;
    }
    Ok(journal.close()?)
}

/// How a teacher's list calls a child.
pub(super) fn full_name(card: &StudentCard) -> String {
    format!("{} {}", card.first_name, card.last_name)
        .trim()
        .to_owned()
}
