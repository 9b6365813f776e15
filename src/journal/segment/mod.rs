//! Segments: a stretch of one tablet's series as a text that can be kept and carried anywhere, and
//! that says by itself whether it is whole. Pure: bytes in, bytes out.
//!
//! Form 1 is lines of UTF-8, each ended by a line feed:
//!
//! | line | what |
//! | --- | --- |
//! | first | a JSON object that begins `{"waymark":"segment","form":1,`: `class`, `series`, `first`, `last`, and the checksums `before` the first entry and `after` the last, in hexadecimal |
//! | then | one entry a line, as [`Entry::to_json_line`] writes it: to the letter, the checksum at the end |
//! | last | SHA-256 of all bytes before this line, as 64 hexadecimal digits |
//!
//! A later form keeps the first line's beginning, so that this program can say that it is newer. What
//! is asked here is whether the text is what was written; whether its entries follow each other is
//! for whoever takes them in ([`super::Chain`]).

mod name;
mod tidy;

use serde::{Deserialize, Serialize};

pub use name::{NotASegmentName, SegmentName, is_series};
pub use tidy::{Tidy, tidy};

use super::entry::{Checksum, Entry, EntryError, Head};
use crate::domain::{
    ids::{ClassId, TabletId},
    sha256::sha256,
};

/// How many entries a segment holds at the most.
pub const MOST_ENTRIES: u64 = 20_000;

/// The same as a number of entries in memory.
pub(crate) const MOST_BATCH: usize = 20_000;

/// How long a segment of several entries is at the most, in bytes.
pub const MOST_BYTES: u64 = 16 << 20;

/// How long a segment of one entry may be, and what is read of any file at the most, in bytes.
pub const LIMIT: u64 = 64 << 20;

/// How much of a segment's beginning [`Header::read`] wants, in bytes.
pub const BEGINNING: usize = 1024;

/// How much of a segment's end [`ends_in`] wants, in bytes.
pub const END: usize = 160;

/// The form written here.
const FORM: u32 = 1;

/// How every segment begins, of any form.
const MAGIC: &[u8] = br#"{"waymark":"segment","form":"#;

/// The last line: 64 digits and the line's end.
const LAST_LINE: usize = 65;

/// Why a text is not the segment that it should be. Displays as the end of a sentence about the file.
#[derive(Debug, thiserror::Error)]
pub enum SegmentError {
    /// Its end is missing.
    #[error("is cut short")]
    TornTail,
    /// Something in it is not as it was written.
    #[error("was changed after it was written")]
    ChecksumMismatch,
    /// It was never a segment.
    #[error("is not a segment, whatever its name says")]
    Foreign,
    /// It is of another class.
    #[error("belongs to another class, {theirs}")]
    OtherClass {
        /// Which.
        theirs: ClassId,
    },
    /// A newer program wrote it in a form that this one does not know.
    #[error("was written by a newer Waymark, in form {form}")]
    Newer {
        /// The form.
        form: u32,
    },
    /// It is whole, but holds other entries than its name says.
    #[error("does not hold what its name says")]
    NotWhatItsNameSays,
    /// It is longer than any segment.
    #[error("is too large to be a segment")]
    TooLarge,
    /// An entry in it cannot be read.
    #[error("holds an entry that cannot be read, number {seq}")]
    Unreadable {
        /// Its number.
        seq: u64,
        /// What is wrong with it.
        #[source]
        source: Box<EntryError>,
    },
}

/// The first line of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Whose class.
    pub class: ClassId,
    /// What it must be called.
    pub name: SegmentName,
    /// The checksum of the entry before the first; [`Checksum::START`] where there is none.
    pub before: Checksum,
    /// The checksum of the last entry.
    pub after: Checksum,
}

#[derive(Serialize, Deserialize)]
struct HeaderLine {
    waymark: String,
    form: u32,
    class: ClassId,
    series: TabletId,
    first: u64,
    last: u64,
    before: String,
    after: String,
}

impl Header {
    /// Reads the first line from the beginning of a segment, at least [`BEGINNING`] bytes of it where
    /// there are as many.
    pub fn read(beginning: &[u8]) -> Result<Self, SegmentError> {
        let begins = beginning.iter().zip(MAGIC).all(|(one, other)| one == other);
        if !begins {
            return Err(SegmentError::Foreign);
        }
        let line = match beginning.iter().position(|byte| *byte == b'\n') {
            Some(end) => beginning.get(..end).unwrap_or_default(),
            None if beginning.len() < BEGINNING => return Err(SegmentError::TornTail),
            None => return Err(SegmentError::ChecksumMismatch),
        };
        let form = form_of(line).ok_or(SegmentError::ChecksumMismatch)?;
        if form != FORM {
            return Err(SegmentError::Newer { form });
        }
        let read = || {
            let line: HeaderLine = serde_json::from_slice(line).ok()?;
            let after: Checksum = line.after.parse().ok()?;
            let named = name::is_series(&line.series) && 0 < line.first && line.first <= line.last;
            named.then_some(())?;
            Some(Self {
                class: line.class,
                name: SegmentName {
                    check: name::check(&after),
                    series: line.series,
                    first: line.first,
                    last: line.last,
                },
                before: line.before.parse().ok()?,
                after,
            })
        };
        read().ok_or(SegmentError::ChecksumMismatch)
    }

    /// Whether it is of this class and belongs under this name.
    pub fn expect(&self, class: &ClassId, name: &SegmentName) -> Result<(), SegmentError> {
        if self.class != *class {
            let theirs = self.class.clone();
            Err(SegmentError::OtherClass { theirs })
        } else if self.name == *name {
            Ok(())
        } else {
            Err(SegmentError::NotWhatItsNameSays)
        }
    }

    /// The end of the series with this segment.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.name.last,
            checksum: self.after,
        }
    }

    fn line(&self) -> Result<Vec<u8>, EntryError> {
        let line = HeaderLine {
            waymark: "segment".to_owned(),
            form: FORM,
            class: self.class.clone(),
            series: self.name.series.clone(),
            first: self.name.first,
            last: self.name.last,
            before: self.before.to_string(),
            after: self.after.to_string(),
        };
        let mut line = serde_json::to_vec(&line).map_err(|source| EntryError::Json {
            what: "the header",
            source,
        })?;
        line.push(b'\n');
        Ok(line)
    }
}

/// The digits right after the magic.
fn form_of(line: &[u8]) -> Option<u32> {
    let digits = line
        .get(MAGIC.len()..)?
        .split(|byte| *byte == b',')
        .next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The checksum of the last entry as the end of a segment has it, the last [`END`] bytes or more;
/// `None` where that is no end of a segment. With [`Header::read`] it tells whether a file that nobody
/// meddled with is whole, however long it is.
#[must_use]
pub fn ends_in(end: &[u8]) -> Option<Checksum> {
    const BEFORE: &[u8] = br#""checksum":""#;
    const AFTER: &[u8] = b"\"}\n";
    let (rest, last) = end.split_at_checked(end.len().checked_sub(LAST_LINE)?)?;
    digits(last.strip_suffix(b"\n")?)?;
    let rest = rest.strip_suffix(AFTER)?;
    let (rest, checksum) = rest.split_at_checked(rest.len().checked_sub(64)?)?;
    rest.ends_with(BEFORE).then(|| digits(checksum))?
}

fn digits(text: &[u8]) -> Option<Checksum> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The segment of these entries, which are of one series, in order and without gaps, and follow the
/// entry with the checksum `before`.
#[must_use = "nothing is written yet"]
pub fn write(
    class: &ClassId,
    before: Checksum,
    entries: &[Entry],
) -> Result<Option<(SegmentName, Vec<u8>)>, EntryError> {
    let (Some(name), Some(last)) = (SegmentName::of(entries), entries.last()) else {
        return Ok(None);
    };
    let header = Header {
        class: class.clone(),
        name: name.clone(),
        before,
        after: last.checksum,
    };
    let mut text = header.line()?;
    for entry in entries {
        text.extend_from_slice(entry.to_json_line()?.as_bytes());
        text.push(b'\n');
    }
    seal(&mut text);
    Ok(Some((name, text)))
}

/// Adds the last line.
fn seal(text: &mut Vec<u8>) {
    let hash = Checksum(sha256(&text));
    text.extend_from_slice(hash.to_string().as_bytes());
    text.push(b'\n');
}

/// All entries of a segment.
pub fn read(
    bytes: Vec<u8>,
    class: &ClassId,
    name: &SegmentName,
) -> Result<Vec<Entry>, SegmentError> {
    Segment::open(bytes, class, name)?.collect()
}

/// Checks a segment from end to end: form, class, name and the hash of all of it.
pub fn check(bytes: &[u8], class: &ClassId, name: &SegmentName) -> Result<Header, SegmentError> {
    let header = Header::read(bytes);
    if let Err(error @ (SegmentError::Foreign | SegmentError::Newer { .. })) = header {
        return Err(error);
    }
    let (text, last) = bytes
        .len()
        .checked_sub(LAST_LINE)
        .and_then(|end| bytes.split_at_checked(end))
        .ok_or(SegmentError::TornTail)?;
    let written = last.strip_suffix(b"\n").and_then(digits);
    let written = written.ok_or(SegmentError::TornTail)?;
    if written.0 != sha256(text) {
        return Err(SegmentError::ChecksumMismatch);
    }
    let header = header?;
    header.expect(class, name)?;
    Ok(header)
}

/// A segment that is as it was written. Iterating reads its entries one by one, in order.
#[derive(Clone, Debug)]
pub struct Segment {
    header: Header,
    bytes: Vec<u8>,
    /// Where the next line begins, and the number of the entry on it.
    at: usize,
    next: u64,
    /// Where the last line begins.
    end: usize,
}

impl Segment {
    /// Reads a segment that [`check`] finds whole.
    pub fn open(bytes: Vec<u8>, class: &ClassId, name: &SegmentName) -> Result<Self, SegmentError> {
        let header = check(&bytes, class, name)?;
        Ok(Self::checked(bytes, header))
    }

    /// Reads what was checked already.
    #[must_use]
    pub(crate) fn checked(bytes: Vec<u8>, header: Header) -> Self {
        Self {
            at: first_line(&bytes),
            next: header.name.first,
            end: bytes.len().saturating_sub(LAST_LINE),
            header,
            bytes,
        }
    }

    /// The first line.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Goes on to the entry after that number without reading what is before.
    pub fn skip_to(&mut self, after: u64) {
        while self.next <= after {
            if self.line().is_none() {
                break;
            }
        }
    }

    /// The entries' lines, each with its end.
    fn lines(&self) -> &[u8] {
        let text = self.bytes.get(..self.end).unwrap_or_default();
        text.get(first_line(text)..).unwrap_or_default()
    }

    /// The next line without its end.
    fn line(&mut self) -> Option<std::ops::Range<usize>> {
        let rest = self.bytes.get(self.at..self.end)?;
        let length = rest.iter().position(|byte| *byte == b'\n')?;
        let line = self.at..self.at + length;
        self.at = line.end + 1;
        self.next += 1;
        Some(line)
    }
}

fn first_line(text: &[u8]) -> usize {
    let end = text.iter().position(|byte| *byte == b'\n');
    end.map_or(text.len(), |end| end + 1)
}

impl Iterator for Segment {
    type Item = Result<Entry, SegmentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let seq = self.next;
        let Some(line) = self.line() else {
            // Said once, then it is over.
            let all = seq == self.header.name.last + 1 || seq == u64::MAX;
            self.next = u64::MAX;
            return (!all).then_some(Err(SegmentError::NotWhatItsNameSays));
        };
        let read = entry_on(self.bytes.get(line).unwrap_or_default(), seq).and_then(|entry| {
            let name = &self.header.name;
            let here = entry.id.tablet == name.series && entry.id.seq == seq;
            let last = seq != name.last || entry.checksum == self.header.after;
            let fits = here && last && seq <= name.last;
            fits.then_some(entry)
                .ok_or(SegmentError::NotWhatItsNameSays)
        });
        if read.is_err() {
            self.at = self.end;
            self.next = u64::MAX;
        }
        Some(read)
    }
}

fn entry_on(line: &[u8], seq: u64) -> Result<Entry, SegmentError> {
    let text = std::str::from_utf8(line).ok();
    let text = text.ok_or(SegmentError::ChecksumMismatch)?;
    Entry::from_json_line(text).map_err(|source| SegmentError::Unreadable {
        seq,
        source: Box::new(source),
    })
}

/// What a damaged segment still has: its entries from the first on, as long as each is vouched for by
/// its own checksum and the one before. None if even the first line cannot be trusted.
#[must_use]
pub fn salvage(bytes: &[u8], class: &ClassId, name: &SegmentName) -> Vec<Entry> {
    let Ok(header) = Header::read(bytes) else {
        return Vec::new();
    };
    if header.expect(class, name).is_err() {
        return Vec::new();
    }
    let mut before = header.before;
    let lines = bytes.split(|byte| *byte == b'\n').skip(1);
    let chained = (name.first..=name.last)
        .zip(lines)
        .map_while(|(seq, line)| {
            let entry = entry_on(line, seq).ok()?;
            let follows = entry.id.tablet == name.series && entry.id.seq == seq;
            (follows && entry.verify(&before)).then(|| {
                before = entry.checksum;
                entry
            })
        });
    chained.collect()
}

/// One segment of several that follow each other, copied line by line without reading an entry;
/// `None` if they do not follow each other.
pub fn join(parts: &[Segment]) -> Result<Option<(SegmentName, Vec<u8>)>, EntryError> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Ok(None);
    };
    let pairs = parts.iter().zip(parts.iter().skip(1));
    let mut follow = pairs.map(|(one, other)| (one.header(), other.header()));
    let in_row = follow.all(|(one, other)| {
        one.class == other.class
            && one.name.series == other.name.series
            && one.name.last + 1 == other.name.first
            && one.after == other.before
    });
    if !in_row {
        return Ok(None);
    }
    let header = Header {
        class: first.header.class.clone(),
        name: SegmentName {
            first: first.header.name.first,
            ..last.header.name.clone()
        },
        before: first.header.before,
        after: last.header.after,
    };
    let mut text = header.line()?;
    let lines = parts.iter().map(|part| part.lines().len());
    text.reserve(lines.sum::<usize>() + LAST_LINE);
    for part in parts {
        text.extend_from_slice(part.lines());
    }
    seal(&mut text);
    Ok(Some((header.name, text)))
}
