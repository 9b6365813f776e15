//! The name of a segment: whose entries, from which to which, and a taste of the last one's checksum.

use std::{fmt, str::FromStr};

use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Checksum, Entry, Head},
};

/// What a segment is called: `SERIES-FIRST-LAST-CHECK.segment`, in letters that every file system
/// keeps. Numbers have at least ten digits and the check sixteen, so that a listing in the order of
/// names is in the order of the entries.
///
/// A series of a tablet that was copied or set back shows in the names alone: the same last number
/// with another check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentName {
    /// Whose entries.
    pub series: TabletId,
    /// The number of the first one.
    pub first: u64,
    /// The number of the last one.
    pub last: u64,
    /// The first eight bytes of the last one's checksum.
    pub check: u64,
}

/// A text that names no segment.
#[derive(Debug, thiserror::Error)]
#[error("it should read like BCDFGHJKLNPR-0000000001-0000000020-0123456789abcdef.segment")]
pub struct NotASegmentName;

/// The longest series that can be named, in letters.
const LETTERS: usize = 32;

const ENDING: &str = ".segment";

impl SegmentName {
    /// The name of a segment of these entries, which are of one series and without gaps; `None` if
    /// there are none, or if their tablet cannot stand in a file's name.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Option<Self> {
        let (first, last) = (entries.first()?, entries.last()?);
        is_series(&first.id.tablet).then(|| Self {
            series: first.id.tablet.clone(),
            first: first.id.seq,
            last: last.id.seq,
            check: check(&last.checksum),
        })
    }

    /// How many entries it holds.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.last - self.first + 1
    }

    /// Never: a segment holds at least one entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Whether the entry with that number is in it.
    #[must_use]
    pub fn holds(&self, seq: u64) -> bool {
        (self.first..=self.last).contains(&seq)
    }

    /// Whether its last entry can be the one with that checksum.
    #[must_use]
    pub fn ends_with(&self, last: &Checksum) -> bool {
        self.check == check(last)
    }

    /// What it is called when it ends with an earlier entry.
    #[must_use]
    pub fn up_to(&self, end: &Head) -> Self {
        Self {
            series: self.series.clone(),
            first: self.first,
            last: end.seq,
            check: check(&end.checksum),
        }
    }

    /// Its last entry.
    #[must_use]
    pub fn last_entry(&self) -> EntryId {
        EntryId {
            tablet: self.series.clone(),
            seq: self.last,
        }
    }
}

/// Whether a tablet's name can stand in the name of a file on any file system: upper-case letters and
/// digits, so that none differs from another by case alone.
#[must_use]
pub fn is_series(tablet: &TabletId) -> bool {
    let text = tablet.as_str();
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (1..=LETTERS).contains(&text.len()) && text.bytes().all(plain)
}

pub(super) fn check(checksum: &Checksum) -> u64 {
    let bytes = checksum.0.iter().take(8);
    bytes.fold(0, |check, byte| check << 8 | u64::from(*byte))
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            series,
            first,
            last,
            check,
        } = self;
        write!(f, "{series}-{first:010}-{last:010}-{check:016x}{ENDING}")
    }
}

impl FromStr for SegmentName {
    type Err = NotASegmentName;

    /// Only what [`SegmentName`] displays as: two spellings of one name would be two files.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let mut parts = text.strip_suffix(ENDING)?.split('-');
            let name = Self {
                series: parts.next()?.into(),
                first: parts.next()?.parse().ok()?,
                last: parts.next()?.parse().ok()?,
                check: u64::from_str_radix(parts.next()?, 16).ok()?,
            };
            let sound = is_series(&name.series) && 0 < name.first && name.first <= name.last;
            (sound && name.to_string() == text).then_some(name)
        };
        read().ok_or(NotASegmentName)
    }
}
