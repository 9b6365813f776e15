//! What can still be read in a damaged file. Reads the pages themselves, so that it works where
//! SQLite refuses: whatever looks like a row of `entries` is a candidate, and the chain of checksums
//! says which candidates are what was written. Changes nothing.
//!
//! The layout is that of <https://www.sqlite.org/fileformat2.html>, sections 1.6 (pages), 2.1
//! (records) and 4 (write-ahead log).

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
};

use super::error::StorageError;
use crate::{
    domain::{
        ids::{EntryId, TabletId},
        time::Hlc,
    },
    journal::{Checksum, Entry, Head, Stored},
};

/// The page size of every file that this program makes; for files whose header is gone.
const PAGE_BYTES: usize = 4096;

/// Every entry in the file and its write-ahead log that is whole and comes after `heads`, tablet by
/// tablet in the order of its series. A series may go on after a gap: then the entries after it are
/// whole, but the one right after it cannot be checked and is left out.
pub(super) fn salvage(
    file: &Path,
    log: &Path,
    heads: &BTreeMap<TabletId, Head>,
) -> Result<Vec<Entry>, StorageError> {
    let file = read(file)?;
    let log = read(log)?;
    let pages = Pages::find(&file, &log);
    let mut candidates: BTreeMap<(TabletId, u64), Vec<Entry>> = BTreeMap::new();
    for page in &pages.all {
        for stored in pages.rows(page) {
            let EntryId { tablet, seq } = stored.id.clone();
            if heads.get(&tablet).is_none_or(|head| head.seq < seq)
                && let Ok(entry) = Entry::read(stored)
            {
                let same = candidates.entry((tablet, seq)).or_default();
                if !same.contains(&entry) {
                    same.push(entry);
                }
            }
        }
    }
    Ok(whole(candidates, heads))
}

/// Those candidates that their series vouches for.
fn whole(
    candidates: BTreeMap<(TabletId, u64), Vec<Entry>>,
    heads: &BTreeMap<TabletId, Head>,
) -> Vec<Entry> {
    let mut ends: BTreeMap<TabletId, (u64, Vec<Checksum>)> = BTreeMap::new();
    for (tablet, head) in heads {
        ends.insert(tablet.clone(), (head.seq, vec![head.checksum]));
    }
    let mut found = Vec::new();
    for ((tablet, seq), same) in candidates {
        let (last, before) = ends
            .entry(tablet)
            .or_insert_with(|| (0, vec![Checksum::START]));
        let after_gap = seq != *last + 1;
        let sound = |entry: &Entry| !after_gap && before.iter().any(|sum| entry.verify(sum));
        let checksums = same.iter().map(|entry| entry.checksum).collect();
        // Where an entry is there in both forms, it was scrubbed, and its words are what was not
        // written over yet. The next entry tells whether its checksum is right.
        let gone = same
            .iter()
            .find(|entry| entry.is_scrubbed() && sound(entry));
        let kept = gone.or_else(|| same.iter().find(|entry| sound(entry)));
        match kept.cloned() {
            Some(entry) => {
                *before = if entry.is_scrubbed() {
                    checksums
                } else {
                    vec![entry.checksum]
                };
                found.push(entry);
            }
            None => *before = checksums,
        }
        *last = seq;
    }
    found
}

/// The pages of a file and of its log.
struct Pages<'a> {
    all: Vec<&'a [u8]>,
    /// The newest form of each page, by its number.
    by_number: HashMap<u32, &'a [u8]>,
}

impl<'a> Pages<'a> {
    fn find(file: &'a [u8], log: &'a [u8]) -> Self {
        let size = page_bytes(file, log);
        let mut all: Vec<&[u8]> = file.chunks(size).collect();
        let mut by_number: HashMap<u32, &[u8]> = (1..).zip(all.iter().copied()).collect();
        let salts = log.get(16..24);
        for frame in log.get(32..).unwrap_or_default().chunks(24 + size) {
            let Some((header, page)) = frame.split_at_checked(24) else {
                continue;
            };
            all.push(page);
            // Frames with other salts are left from before; their rows count, their order does not.
            if header.get(8..16) == salts
                && let Some(number) = be(header, 0, 4).and_then(|n| u32::try_from(n).ok())
            {
                by_number.insert(number, page);
            }
        }
        Self { all, by_number }
    }

    /// Every row on the page that could be an entry, if it is a leaf of a table.
    fn rows(&self, page: &[u8]) -> Vec<Stored> {
        let start = if page.starts_with(b"SQLite format 3") {
            100
        } else {
            0
        };
        if page.get(start) != Some(&0x0D) {
            return Vec::new();
        }
        let cells = be(page, start + 3, 2).unwrap_or(0);
        (0..cells)
            .filter_map(|cell| {
                let offset = be(page, start + 8 + 2 * cell, 2)?;
                entry_of(&self.payload(page, offset)?)
            })
            .collect()
    }

    /// The payload of a cell, from its own page and those it flows over to.
    fn payload(&self, page: &[u8], offset: usize) -> Option<Vec<u8>> {
        let usable = page.len();
        let (length, used) = varint(page.get(offset..)?)?;
        let (_rowid, more) = varint(page.get(offset + used..)?)?;
        let start = offset + used + more;
        let most = usable.checked_sub(35)?;
        if length <= most {
            return page.get(start..start + length).map(<[u8]>::to_vec);
        }
        if length > self.by_number.len() * usable {
            return None;
        }
        let least = ((usable - 12) * 32 / 255).checked_sub(23)?;
        let even = least + (length - least) % (usable - 4);
        let local = if even <= most { even } else { least };
        let mut payload = page.get(start..start + local)?.to_vec();
        let mut next = be(page, start + local, 4)?;
        while payload.len() < length {
            let flow = self.by_number.get(&u32::try_from(next).ok()?)?;
            let part = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(flow.get(4..4 + part)?);
            next = be(flow, 0, 4)?;
        }
        Some(payload)
    }
}

/// A value of a record.
enum Value<'a> {
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
    Other,
}

/// The record as an entry, if it has the shape of one.
fn entry_of(payload: &[u8]) -> Option<Stored> {
    use Value as V;
    let values = record(payload)?;
    let [
        _arrival,
        V::Text(tablet),
        V::Integer(seq),
        V::Integer(millis),
        V::Integer(count),
        V::Text(at),
        V::Integer(time_unsure),
        V::Text(actor),
        V::Text(_kind),
        _student,
        V::Text(body),
        V::Blob(checksum),
    ] = values.as_slice()
    else {
        return None;
    };
    Some(Stored {
        id: EntryId {
            tablet: TabletId::from(*tablet),
            seq: u64::try_from(*seq).ok().filter(|seq| *seq > 0)?,
        },
        clock: Hlc {
            millis: *millis,
            count: u32::try_from(*count).ok()?,
        },
        at: (*at).to_owned(),
        time_unsure: *time_unsure == 1,
        actor: (*actor).to_owned(),
        body: (*body).to_owned(),
        checksum: Checksum((*checksum).try_into().ok()?),
    })
}

fn record(payload: &[u8]) -> Option<Vec<Value<'_>>> {
    let (header_end, mut at) = varint(payload)?;
    let header = payload.get(..header_end)?;
    let mut content = payload.get(header_end..)?;
    let mut values = Vec::new();
    while at < header_end {
        let (kind, used) = varint(header.get(at..)?)?;
        at += used;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let (bytes, rest) = content.split_at_checked(length)?;
        content = rest;
        values.push(match kind {
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(bytes)),
            0 | 7 => Value::Other,
            _ if kind % 2 == 0 => Value::Blob(bytes),
            _ => Value::Text(str::from_utf8(bytes).ok()?),
        });
    }
    Some(values)
}

/// A big-endian integer in two's complement.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    bytes
        .iter()
        .fold(if negative { -1 } else { 0 }, |value: i64, byte| {
            (value << 8) | i64::from(*byte)
        })
}

/// A variable-length integer and how many bytes it takes; none that no length could have.
fn varint(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value: u64 = 0;
    for (index, byte) in bytes.iter().take(9).enumerate() {
        if index == 8 {
            return None;
        }
        value = (value << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, index + 1));
        }
    }
    None
}

/// `length` bytes from `offset` on as a big-endian number.
fn be(bytes: &[u8], offset: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(offset..offset.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |value, byte| (value << 8) | usize::from(*byte)),
    )
}

/// The page size that the file or its log was written with.
fn page_bytes(file: &[u8], log: &[u8]) -> usize {
    let of_file = file
        .starts_with(b"SQLite format 3\0")
        .then(|| be(file, 16, 2))
        .flatten();
    let plausible = |size: &usize| size.is_power_of_two() && (512..=32_768).contains(size);
    of_file
        .filter(plausible)
        .or_else(|| be(log, 8, 4).filter(plausible))
        .unwrap_or(PAGE_BYTES)
}

/// All of a file; nothing where there is none.
fn read(path: &Path) -> Result<Vec<u8>, StorageError> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(StorageError::file(path)(error)),
    }
}
