//! `waymark demo`: a made-up class-year in an empty data folder, to explore before a class has one
//! of its own, and to measure with.

mod child;
mod day;
mod names;
mod seen;
mod year;

use std::{fs, io, path::Path};

use clap::Args;
use serde_json::json;

use self::year::{Plan, Year};
use super::{
    error::CommandError,
    out::Out,
    places::{Places, now_at, students_checksum},
    progress::Progress,
};
use crate::storage::Journal;

#[derive(Args, Clone, Debug)]
pub(super) struct DemoArgs {
    /// How many students, those of the class pack first [default: the class pack's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=5000))]
    students: Option<u16>,
    /// How many school days before today; what is over of today comes on top
    #[arg(long, value_name = "N", default_value_t = 180, value_parser = clap::value_parser!(u16).range(1..=250))]
    days: u16,
    /// Another number makes another year
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Just so many entries, with as many students as that takes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    entries: Option<u64>,
}

/// How many badges are named to be tried.
const TO_TRY: usize = 3;

pub(super) fn demo(places: &Places, args: &DemoArgs, out: &mut Out) -> Result<(), CommandError> {
    let (dir, data) = (places.class()?, places.data()?);
    let pack = places.pack()?;
    refuse_unless_empty(&data)?;
    let plan = Plan::new(&pack, &now_at(&pack), args, students_checksum(&dir)?)?;
    let start = plan.start().clone();
    let mut journal = Journal::open(&data, &start, &mut rand::rng())?.journal;
    // The journal began with an entry of its own.
    let begun = journal.len()?;
    let most = args
        .entries
        .map_or(u64::MAX, |entries| entries.saturating_sub(begun));
    let year = Year::new(plan, journal.tablet().clone(), begun);
    let to_try = year.badges_to_try(TO_TRY);
    let students = year.students();
    let mut progress = Progress::new("Making a year", args.entries.or(Some(year.estimate())));
    let happenings = year.take(usize::try_from(most).unwrap_or(usize::MAX));
    let made = journal.append_bulk(happenings, |saved| progress.at(saved))?;
    drop(progress);
    journal.close()?;
    let entries = made.saturating_add(begun);
    if out.is_json() {
        let badges: Vec<_> = to_try
            .iter()
            .map(|(name, code)| json!({"first_name": name, "code": code}))
            .collect();
        return out.json(&json!({
            "entries": entries, "students": students, "days": args.days, "badges": badges,
        }));
    }
    let days = args.days;
    out.line(format_args!(
        "{entries} entries: {students} students on {days} school days, all made up."
    ))?;
    let (class, data) = (shown(&dir), shown(&data));
    out.line(format_args!(
        "\nLook around:  waymark run --class {class} --data {data}"
    ))?;
    out.line("Badges to scan, as QR codes or NFC tags with these letters:")?;
    for (name, code) in to_try {
        out.line(format_args!("  {code}  {name}"))?;
    }
    Ok(())
}

/// Only an empty folder is filled: made-up entries never mix with what really happened.
fn refuse_unless_empty(folder: &Path) -> Result<(), CommandError> {
    let is_empty = match fs::read_dir(folder) {
        Ok(mut files) => files.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(CommandError::file(folder, "read")(error)),
    };
    if is_empty {
        return Ok(());
    }
    Err(CommandError::Refused(format!(
        "{} is not empty; nothing in it was changed. Name an empty or a new folder with --data.",
        folder.display()
    )))
}

/// A path as a shell reads it.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(char::is_whitespace) {
        format!("'{text}'")
    } else {
        text
    }
}
