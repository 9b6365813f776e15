//! Entries as JSON Lines: what `waymark journal tail --json` shows, without what could open a door: of
//! everybody, or of one child and then without a word about another.
//!
//! Badge codes, serial numbers and secret pictures are left out wherever they stand. So are all checksums: a serial
//! number is short enough to be guessed until the checksum over it fits, and each checksum covers
//! all entries before.

use std::{
    collections::BTreeSet,
    io::{self, BufRead},
};

use jiff::civil;
use serde_json::Value;

use super::{ExportError, Line, Output};
use crate::{
    badges::code::BadgeCode,
    domain::{
        badge::BadgeKey,
        erasure::Erasures,
        event::Event,
        ids::{EntryId, StudentId},
        records::Records,
    },
    journal::{Entry, EntryError},
    storage::Reading,
};

/// One child alone: what erasing that child would take, and what erasing all others would leave.
pub(super) struct Alone {
    child: Erasures,
    others: Erasures,
}

impl Alone {
    pub(super) fn of(student: &StudentId, records: &Records) -> Self {
        let here = records.students().map(|(id, _)| id);
        let all = here.chain(records.who_left().map(|(id, _)| id));
        let others: Vec<_> = all.filter(|id| *id != student).cloned().collect();
        Self {
            child: Erasures::of(std::slice::from_ref(student)),
            others: Erasures::of(&others),
        }
    }

    /// What an entry says of the child alone, if it says anything of them.
    fn part(&self, entry: Entry) -> Result<Option<Entry>, EntryError> {
        if entry.scrubbed(&self.child)?.is_none() {
            return Ok(None);
        }
        Ok(match entry.scrubbed(&self.others)? {
            None => Some(entry),
            Some(rest) => matches!(rest.event, Event::Scrubbed { left: Some(_) }).then_some(rest),
        })
    }
}

/// Writes the entries of the day `since` or later, of everybody or of one child; how many there are.
/// `line` counts them.
pub(super) fn write(
    reading: &Reading<'_>,
    since: Option<civil::Date>,
    alone: Option<&Alone>,
    output: &mut Output,
    line: &mut Line<'_>,
) -> Result<u64, ExportError> {
    let mut entries = 0;
    reading.each_entry::<ExportError>(|entry| {
        let entry = match entry {
            Ok(entry) => entry,
            Err(damage) => {
                tracing::warn!("{damage}; it is not in the export");
                return Ok(());
            }
        };
        if since.is_some_and(|since| entry.at.date() < since) {
            return Ok(());
        }
        let entry = match alone {
            Some(alone) => alone.part(entry)?,
            None => Some(entry),
        };
        let Some(entry) = entry else { return Ok(()) };
        let mut text = without_badges(&entry)?;
        text.push('\n');
        output.put(text.as_bytes())?;
        entries += 1;
        line.go_on_or_stop()
    })?;
    Ok(entries)
}

/// Which entries are in the file of an export; a line that is none is passed over.
pub(super) fn entries_in(file: impl BufRead) -> io::Result<BTreeSet<EntryId>> {
    let mut entries = BTreeSet::new();
    for line in file.lines() {
        let value: Value = serde_json::from_str(&line?).unwrap_or_default();
        let tablet = value.get("tablet").and_then(Value::as_str);
        let seq = value.get("seq").and_then(Value::as_u64);
        entries.extend(tablet.zip(seq).map(|(tablet, seq)| EntryId {
            tablet: tablet.into(),
            seq,
        }));
    }
    Ok(entries)
}

/// The entry's line of JSON, without badges and checksum.
pub(super) fn without_badges(entry: &Entry) -> Result<String, EntryError> {
    let json = |source| EntryError::Json {
        what: "a line",
        source,
    };
    let mut value: Value = serde_json::from_str(&entry.to_json_line()?).map_err(json)?;
    if let Some(line) = value.as_object_mut() {
        line.remove("checksum");
    }
    strip(&mut value);
    serde_json::to_string(&value).map_err(json)
}

/// Takes every badge and all secret pictures out of a value, however deep, and whatever kind of event it stands in.
fn strip(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !is_badge(item));
            items.iter_mut().for_each(strip);
        }
        Value::Object(fields) => {
            let opens = |name: &str| matches!(name, "badge" | "secret");
            fields.retain(|name, field| !opens(name) && !is_badge(field));
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}

fn is_badge(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.parse::<BadgeKey>().is_ok() || text.parse::<BadgeCode>().is_ok()
}
