//! Whether a row of entries is whole: every tablet's series without gaps, every checksum right.

use std::collections::BTreeMap;

use super::entry::{Checksum, Entry, Head};
use crate::domain::ids::{EntryId, TabletId};

/// What can be wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Entries of a series are not there.
    #[error("entries {tablet}-{first} to {tablet}-{last} are missing")]
    Missing {
        /// Whose series.
        tablet: TabletId,
        /// The first number that is missing.
        first: u64,
        /// The last number that is missing.
        last: u64,
    },
    /// An entry stands where the series had already gone on.
    #[error("entry {entry} is there again, or not in its place")]
    OutOfOrder {
        /// Which.
        entry: EntryId,
    },
    /// An entry is not what was written, or does not follow the one before.
    #[error("entry {entry} was changed after it was written")]
    ChecksumMismatch {
        /// Which.
        entry: EntryId,
    },
    /// Two different entries claim the same place in a series: a tablet was cloned, or set back.
    #[error("entry {entry} is another one here: its tablet was copied or set back")]
    Forked {
        /// Which.
        entry: EntryId,
    },
    /// An entry cannot be read at all.
    #[error("entry {entry} cannot be read: {why}")]
    Unreadable {
        /// Which.
        entry: EntryId,
        /// What is wrong with it.
        why: String,
    },
    /// An entry says nothing any more, although nobody who was deleted for good is known who could be
    /// the reason: they may yet be heard of from another tablet.
    #[error(
        "entry {entry} says nothing, and no child is known who was deleted for good after it; share with the other tablets, then check again"
    )]
    Blank {
        /// Which.
        entry: EntryId,
    },
    /// A column kept beside the event does not say what the event says.
    #[error("entry {entry} is filed wrongly: its {column} is not the event's")]
    Misfiled {
        /// Which.
        entry: EntryId,
        /// The column.
        column: &'static str,
    },
    /// The file itself is broken, in SQLite's words.
    #[error("the database file is broken: {0}")]
    File(String),
}

/// Follows the series of several tablets, entry by entry.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    heads: BTreeMap<TabletId, Head>,
}

impl Chain {
    /// Goes on from series that are known already.
    #[must_use]
    pub fn from_heads(heads: BTreeMap<TabletId, Head>) -> Self {
        Self { heads }
    }

    /// The end of every series so far.
    #[must_use]
    pub fn heads(&self) -> &BTreeMap<TabletId, Head> {
        &self.heads
    }

    /// The end of one tablet's series.
    #[must_use]
    pub fn head(&self, tablet: &TabletId) -> Head {
        self.heads.get(tablet).copied().unwrap_or_default()
    }

    /// Whether the entry comes right after its tablet's last one and is whole; goes on to it if so.
    pub fn extend(&mut self, entry: &Entry) -> Result<(), Damage> {
        self.extend_if(entry, |last| entry.verify(last))
    }

    /// The same where `is_after` says whether the entry is whole and follows the one with that checksum.
    pub fn extend_if(
        &mut self,
        entry: &Entry,
        is_after: impl FnOnce(&Checksum) -> bool,
    ) -> Result<(), Damage> {
        let head = self.head(&entry.id.tablet);
        follows(&head, &entry.id)?;
        if is_after(&head.checksum) {
            self.skip_to(&entry.id, entry.checksum);
            Ok(())
        } else {
            let entry = entry.id.clone();
            Err(Damage::ChecksumMismatch { entry })
        }
    }

    /// Goes on to an entry whatever is wrong with it, so that the next one can be judged by itself.
    pub fn skip_to(&mut self, entry: &EntryId, checksum: Checksum) {
        let head = Head {
            seq: entry.seq,
            checksum,
        };
        match self.heads.get_mut(&entry.tablet) {
            Some(last) => *last = head,
            None => {
                self.heads.insert(entry.tablet.clone(), head);
            }
        }
    }
}

/// Whether that place in a series is the one right after its end.
fn follows(head: &Head, entry: &EntryId) -> Result<(), Damage> {
    let expected = head.seq.saturating_add(1);
    match entry.seq.cmp(&expected) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(Damage::OutOfOrder {
            entry: entry.clone(),
        }),
        std::cmp::Ordering::Greater => Err(Damage::Missing {
            tablet: entry.tablet.clone(),
            first: expected,
            last: entry.seq - 1,
        }),
    }
}
