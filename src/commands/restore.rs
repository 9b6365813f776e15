//! `waymark restore`: a lost tablet comes back under a new name, into a data folder without a journal:
//! from the place where the tablets of its class meet, with everything, or from an export, with all that
//! an export has.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;
use serde_json::{Value, json};

use super::{
    error::CommandError,
    join::{first_round, settle},
    journal::counted,
    out::Out,
    places::{Places, now_at, students_checksum},
    progress::Progress,
    sync_gone as gone,
};
use crate::{
    domain::{
        event::{Actor, Event},
        ids::{EntryId, TabletId},
        pack::Pack,
        sharing::{Line, MeetingPlace, Server},
    },
    storage::{Journal, OpenError, TabletStanding},
    sync,
};

#[derive(Args, Clone, Debug)]
pub(super) struct RestoreArgs {
    /// The shared folder of the class, a folder with an export, or a server as postgresql://...
    #[arg(long, value_name = "PLACE")]
    from: String,
}

/// The entries of an export.
const ENTRIES: &str = "entries.jsonl";

pub(super) fn restore(
    places: &Places,
    args: &RestoreArgs,
    out: &mut Out,
) -> Result<(), CommandError> {
    let (pack, data) = (places.pack()?, places.data()?);
    match Journal::open_to_read(&data) {
        Err(OpenError::Missing(_)) => {}
        Ok(_) => {
            return Err(CommandError::Refused(format!(
                "There is a journal in {} already; nothing was changed. Name another folder with --data, or move that one away.",
                data.display()
            )));
        }
        Err(error) => return Err(error.into()),
    }
    let from = Path::new(&args.from);
    let export = from.join(ENTRIES);
    let export = if from.is_file() {
        from.to_owned()
    } else {
        export
    };
    if !args.from.contains("://") && export.is_file() {
        return from_export(places, &pack, &export, out);
    }
    from_place(places, &pack, &args.from, out)
}

/// Everything that is at a place where tablets meet, which this one meets at from now on.
fn from_place(places: &Places, pack: &Pack, from: &str, out: &mut Out) -> Result<(), CommandError> {
    let place = if from.contains("://") {
        MeetingPlace::Postgres(Server {
            connection: Line::new(from),
            password_file: None,
        })
    } else {
        let folder = PathBuf::from(from);
        let whole = folder.canonicalize();
        MeetingPlace::Folder(whole.map_err(CommandError::file(folder, "read"))?)
    };
    let class = sync::class_there(&place, &TabletId::from(""))?.ok_or_else(|| {
        CommandError::Refused(format!(
            "{} is no shared folder of a class and has no {ENTRIES} of an export; nothing was changed.",
            place.in_words()
        ))
    })?;
    let now = now_at(pack);
    let checksum = students_checksum(&places.class()?)?;
    let mut journal = places.journal(&now)?;
    settle(&mut journal, &class, &place)?;
    // Before anything else: whatever comes between, its own list of children is not the class's.
    let own = Event::PackPublished { checksum };
    journal.append(&now, &Actor::CommandLine, &[own])?;
    let fetched = first_round(&mut journal, &place, &class, pack).map(|outcome| outcome.fetched);
    let back = match &fetched {
        Ok(back) => *back,
        Err(_) => entries_of_others(&journal)?,
    };
    let restored = Event::TabletRestored {
        set_aside: String::new(),
        entries: back,
    };
    journal.append(&now, &Actor::CommandLine, &[restored])?;
    let heard = journal.standing()?.tablets;
    journal.close()?;
    fetched.map_err(|error| {
        let back = counted(back, "entry is", "entries are");
        CommandError::Refused(format!(
            "{back} back, not all: {error} Run `waymark sync --once`, or start the kiosk: either goes on from here."
        ))
    })?;
    tell(back, 0, &heard, out)
}

fn entries_of_others(journal: &Journal) -> Result<u64, CommandError> {
    let own = journal.tablet();
    let heads = journal.heads()?;
    let others = heads.iter().filter(|(tablet, _)| *tablet != own);
    Ok(others.map(|(_, head)| head.seq).sum())
}

/// What an export has. Badges and secret pictures are not in it, and neither are checksums: its entries
/// are written anew, in the order of their times.
fn from_export(
    places: &Places,
    pack: &Pack,
    file: &Path,
    out: &mut Out,
) -> Result<(), CommandError> {
    let now = now_at(pack);
    let (mut lines, mut left) = read(file)?;
    lines.sort_by_key(|line| line.at.timestamp());
    let begin = lines.first().map_or(&now, |line| &line.at);
    let mut journal = places.journal(begin)?;
    let tablet = journal.tablet().clone();
    let before = journal.heads()?.get(&tablet).map_or(0, |head| head.seq);
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    let mut happenings = Vec::new();
    for mut line in lines {
        rename(&mut line.event, &moved);
        let Ok(event) = serde_json::from_value::<Event>(line.event) else {
            left += 1;
            continue;
        };
        let seq = before + happenings.len() as u64 + 1;
        let id = EntryId {
            tablet: tablet.clone(),
            seq,
        };
        moved.insert(line.id, id.to_string());
        happenings.push((line.at, line.actor, event));
    }
    let mut progress = Progress::new("Restoring", Some(happenings.len() as u64));
    let saved = journal.append_bulk(happenings, |saved| progress.at(saved))?;
    drop(progress);
    finish(places, journal, &now, saved)?;
    tell(saved, left, &[], out)
}

/// The tablet says that it was restored, and that its own list of children is not the class's.
fn finish(
    places: &Places,
    mut journal: Journal,
    now: &Zoned,
    entries: u64,
) -> Result<(), CommandError> {
    let checksum = students_checksum(&places.class()?)?;
    let events = [
        Event::PackPublished { checksum },
        Event::TabletRestored {
            set_aside: String::new(),
            entries,
        },
    ];
    journal.append(now, &Actor::CommandLine, &events)?;
    Ok(journal.close()?)
}

fn tell(
    entries: u64,
    left: u64,
    heard: &[TabletStanding],
    out: &mut Out,
) -> Result<(), CommandError> {
    if out.is_json() {
        let tablets: Vec<_> = heard.iter().map(as_json).collect();
        return out.json(&json!({ "entries": entries, "left_out": left, "tablets": tablets }));
    }
    let back = counted(entries, "entry is", "entries are");
    out.line(format_args!("{back} back, under a new name."))?;
    for other in heard.iter().filter(|other| !other.status.retired) {
        out.line(gone::in_words(other))?;
    }
    if !heard.is_empty() {
        out.line("What the lost tablet recorded and never brought there is lost with it. Tell the others which one it was with `waymark sync gone ID`.")?;
    }
    if left > 0 {
        let left = counted(left, "entry is", "entries are");
        out.line(format_args!(
            "{left} not: an export has no badges and no secret pictures. Link the badges anew."
        ))?;
    }
    out.line("Set a PIN with `waymark teacher pin`: it is kept on each tablet alone.")
}

fn as_json(other: &TabletStanding) -> Value {
    json!({
        "tablet": other.tablet,
        "name": other.status.name,
        "heard": other.status.at.to_string(),
        "here": other.here,
        "owes": other.owes,
        "retired": other.status.retired,
    })
}

/// A line of an export.
struct Exported {
    id: String,
    at: Zoned,
    actor: Actor,
    event: Value,
}

/// The lines that can be restored, and how many cannot.
fn read(file: &Path) -> Result<(Vec<Exported>, u64), CommandError> {
    let unreadable = || CommandError::file(file, "read");
    let reader = BufReader::new(File::open(file).map_err(unreadable())?);
    let (mut lines, mut left) = (Vec::new(), 0);
    for line in reader.lines() {
        match exported(&line.map_err(unreadable())?) {
            Some(line) => lines.push(line),
            None => left += 1,
        }
    }
    Ok((lines, left))
}

fn exported(line: &str) -> Option<Exported> {
    let mut value: Value = serde_json::from_str(line).ok()?;
    let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
    let kind = text(&value, "kind").or_else(|| text(value.get("event")?, "kind"))?;
    // Nothing is left of them that opens anything.
    if kind.contains("badge_linked")
        || kind.contains("badge_voided")
        || kind.contains("_tap")
        || kind.starts_with("secret_")
    {
        return None;
    }
    let id = format!("{}-{}", text(&value, "tablet")?, value.get("seq")?);
    Some(Exported {
        id,
        at: text(&value, "at")?.parse().ok()?,
        actor: serde_json::from_value(value.get_mut("actor")?.take()).ok()?,
        event: value.get_mut("event")?.take(),
    })
}

/// Entries that point at others point at them by their new names.
fn rename(value: &mut Value, moved: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(new) = moved.get(text) {
                new.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, moved)),
        Value::Object(fields) => fields.values_mut().for_each(|field| rename(field, moved)),
        _ => {}
    }
}
