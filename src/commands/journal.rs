//! `waymark journal`: what happened, line by line, and whether it is all still as it was written.
//! Only reads.

use std::{thread, time::Duration};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{error::CommandError, out::Out, places::Places, progress::Progress};
use crate::{
    domain::{
        event::{Event, Holder},
        records::Records,
    },
    journal::{Damage, Entry, EntryError},
    storage::{self, Arrival, Journal, StorageError, Verification},
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum JournalVerb {
    /// Show the last entries
    Tail(TailArgs),
    /// Check every entry
    Verify,
}

#[derive(Args, Clone, Debug)]
pub(super) struct TailArgs {
    /// How many
    #[arg(short, value_name = "N", default_value_t = 10)]
    n: u32,
    /// Go on with what is written from now on
    #[arg(long)]
    follow: bool,
}

/// How often a journal that is followed is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(super) fn journal(
    places: &Places,
    verb: &JournalVerb,
    out: &mut Out,
) -> Result<(), CommandError> {
    match verb {
        JournalVerb::Tail(args) => tail(places, args, out),
        JournalVerb::Verify => verify(places, out),
    }
}

fn tail(places: &Places, args: &TailArgs, out: &mut Out) -> Result<(), CommandError> {
    let mut journal = places.journal_to_read()?;
    let mut seen = Arrival(journal.last_arrival()?.0 - i64::from(args.n));
    seen = show_since(&journal, seen, out)?;
    if !args.follow {
        return Ok(());
    }
    loop {
        out.flush()?;
        thread::sleep(LOOK_EVERY);
        if journal.catch_up()? {
            seen = show_since(&journal, seen, out)?;
        }
    }
}

/// Shows what arrived after `seen`; the last that was shown.
fn show_since(journal: &Journal, seen: Arrival, out: &mut Out) -> Result<Arrival, CommandError> {
    let records = journal.records();
    let mut last = seen;
    let mut outcome = Ok(());
    journal.for_each_since(seen, |arrival, entry| {
        last = arrival;
        outcome = show(&records, entry, out);
        outcome.is_ok()
    })?;
    outcome.map(|()| last)
}

fn show(
    records: &Records,
    entry: Result<Entry, Damage>,
    out: &mut Out,
) -> Result<(), CommandError> {
    match entry {
        Ok(entry) if out.is_json() => out.line(as_json(&entry)?),
        Ok(entry) => out.line(in_words(records, &entry)),
        Err(damage) => {
            tracing::warn!("{damage}; `waymark journal verify` tells more");
            Ok(())
        }
    }
}

/// The entry's line of JSON; secret pictures are not in it, for it may end in somebody's log.
fn as_json(entry: &Entry) -> Result<String, CommandError> {
    let line = entry.to_json_line().map_err(StorageError::from)?;
    // Most lines are as they were written: no name in them could be that one.
    if !line.contains("secret") && !line.contains("\\u") {
        return Ok(line);
    }
    let json = |source| {
        StorageError::from(EntryError::Json {
            what: "a line",
            source,
        })
    };
    let mut value: Value = serde_json::from_str(&line).map_err(json)?;
    without_secrets(&mut value);
    Ok(value.to_string())
}

/// Takes them out, however deep, and whatever kind of event they stand in: a newer program may write
/// kinds that this one does not know.
fn without_secrets(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_secrets),
        Value::Object(fields) => {
            fields.remove("secret");
            fields.values_mut().for_each(without_secrets);
        }
        _ => {}
    }
}

/// `2026-11-20 09:15:02  checked_in           Maya (s01)  hands-on`.
fn in_words(records: &Records, entry: &Entry) -> String {
    let at = entry.at.strftime("%F %T");
    let unsure = if entry.time_unsure { "?" } else { " " };
    let kind = entry.event.kind();
    let student = entry.event.student().map(|id| {
        let card = records.student(&id).and_then(|record| record.card.get());
        card.map_or_else(
            || id.to_string(),
            |card| format!("{} ({id})", card.first_name),
        )
    });
    let student = student.unwrap_or_default();
    let text = details(&entry.event);
    format!("{at}{unsure} {kind:<21} {student:<20} {text}")
        .trim_end()
        .to_owned()
}

/// What else there is to say of an event, in a few words.
fn details(event: &Event) -> String {
    use Event as E;
    match event {
        E::CheckedIn { station, .. } | E::CheckedOut { station, .. } => station.to_string(),
        E::ReflectionFinished { skill, chosen, .. } => format!("{skill}: {chosen}"),
        E::LevelAwarded { skill, level, .. }
        | E::LevelTakenBack { skill, level, .. }
        | E::LevelBadgePrinted { skill, level, .. }
        | E::GoalSet { skill, level, .. } => format!("{skill}: {level}"),
        E::TaskChosen { skill, task, .. }
        | E::TaskFinished { skill, task, .. }
        | E::TaskApproved { skill, task, .. } => format!("{skill}: {task}"),
        E::AssessmentRecorded {
            skill,
            score: Some(score),
            ..
        } => format!("{skill}: {score} %"),
        E::AwardsSettled { skill, .. }
        | E::AssessmentRequested { skill, .. }
        | E::AssessmentRecorded { skill, .. }
        | E::GoalMet { skill, .. }
        | E::OopsShared { skill, .. } => skill.to_string(),
        E::BadgeLinked {
            badge,
            holder: Holder::Teacher(name),
        } => format!("{badge} of teacher {name}"),
        E::BadgeLinked {
            badge,
            holder: Holder::Substitute(day),
        } => format!("{badge} of a substitute for {day}"),
        E::BadgeLinked { badge, .. }
        | E::BadgeVoided { badge, .. }
        | E::UnknownBadgeTapped { badge, .. }
        | E::VoidedBadgeTapped { badge, .. } => badge.to_string(),
        E::EntryWithdrawn { entry, .. } => entry.to_string(),
        E::Scrubbed { .. } => "was about a child who is deleted for good".to_owned(),
        E::PackFilePublished { path, .. } => path.clone(),
        E::GroupsSet { groups } => format!("{} students", groups.len()),
        E::TabletJoined { program } => program.clone(),
        E::TabletRetired { name } => name.clone(),
        E::TabletRestored { entries, .. } => format!("{entries} entries are back"),
        E::TabletRenamed { was, from } => format!("was {was} up to entry {from}"),
        // A note's words are between the teacher and the child.
        _ => String::new(),
    }
}

fn verify(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let mut progress = Progress::new("Entries checked", None);
    let found = storage::verify_folder(&places.data()?, |checked| progress.at(checked))?;
    drop(progress);
    tell(&found, out)?;
    if found.damage.is_empty() {
        return Ok(());
    }
    out.flush()?;
    Err(CommandError::Answered)
}

fn tell(found: &Verification, out: &mut Out) -> Result<(), CommandError> {
    let damage: Vec<_> = found.damage.iter().map(ToString::to_string).collect();
    if out.is_json() {
        let tablets: serde_json::Map<_, _> = found
            .tablets
            .iter()
            .map(|(tablet, head)| (tablet.to_string(), json!(head.seq)))
            .collect();
        return out.json(&json!({
            "entries": found.entries, "tablets": tablets, "damage": damage,
        }));
    }
    let entries = counted(found.entries, "entry", "entries");
    let tablets = counted(found.tablets.len() as u64, "tablet", "tablets");
    if damage.is_empty() {
        return out.line(format_args!("{entries} on {tablets}, all whole."));
    }
    for one in &damage {
        out.line(one)?;
    }
    let places = counted(damage.len() as u64, "place is", "places are");
    out.line(format_args!(
        "{entries} on {tablets}; {places} damaged. Everything else is whole. Start the kiosk again: it sets a damaged file aside and brings back what its copies hold."
    ))
}

/// `1 entry`, `3 entries`.
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{number} {word}")
}
