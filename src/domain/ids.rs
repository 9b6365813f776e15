//! Names of things, one type each, so that a station can never stand where a skill belongs.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Declares newtypes over a short shared string.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as written in files.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// A student, as the school or `students.csv` numbers them. Leading zeros count.
    StudentId;
    /// A teacher, by the name that `badge link --teacher` was given.
    TeacherId;
    /// A rung of the ladder: `seeker`, `explorer`, ...
    LevelId;
    /// One learning target.
    SkillId;
    /// A stretch of teaching that holds several skills.
    UnitId;
    /// One row of a rubric.
    CriterionId;
    /// One thing on a choice menu.
    TaskId;
    /// A place in the classroom.
    StationId;
    /// Children who rotate together.
    GroupId;
    /// One stretch of the timetable.
    BlockId;
    /// One device running Waymark: twelve letters, drawn at random when its journal is made.
    TabletId;
    /// One class: twelve letters, drawn at random when its first tablet begins to share.
    ClassId;
    /// A language by its two-letter ISO 639-1 code: `en`, `es`.
    Lang;
}

/// The letters of badge codes, of the ids of tablets and classes, and of whatever else a keyboard scanner
/// types: 19 of them, a prime, that are the same key on QWERTY, AZERTY and QWERTZ keyboards; no digit, no I. In a badge
/// code a letter's place in this row is its value in GF(19).
pub const LETTERS: &[u8; 19] = b"BCDEFGHJKLNOPRSTUVX";

/// One request to record something, so that its answer can be told from another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// The identity of a journal entry: the tablet that wrote it, and its place in that tablet's own
/// series, counted from 1 without gaps. Written `TABLET-SEQ`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EntryId {
    /// Who wrote it.
    pub tablet: TabletId,
    /// Its number, from 1.
    pub seq: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.tablet, self.seq)
    }
}

/// A text that is no entry's identity.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an entry: it should read like BCDFGHJKLNPR-12")]
pub struct NotAnEntryId(String);

impl FromStr for EntryId {
    type Err = NotAnEntryId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.rsplit_once('-')
            .and_then(|(tablet, seq)| {
                let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
                (!tablet.is_empty()).then(|| Self {
                    tablet: tablet.into(),
                    seq,
                })
            })
            .ok_or_else(|| NotAnEntryId(text.to_owned()))
    }
}

impl TryFrom<String> for EntryId {
    type Error = NotAnEntryId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EntryId> for String {
    fn from(id: EntryId) -> Self {
        id.to_string()
    }
}
