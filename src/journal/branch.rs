//! Where a series went two ways, because its tablet was copied or set back and both went on: which way
//! keeps the name, and what the other is called from then on. Both follow from the entries alone, so
//! every tablet that hears of the two comes to the same, whoever hears first.

use super::entry::{Checksum, Entry};
use crate::domain::{ids::EntryId, sha256::Sha256, time::Hlc};

/// What decides between two entries that claim one place in a series: the lesser one keeps it. That is
/// the one written first by the hybrid clock, which hardly ever is the copy's. Two that it cannot tell
/// apart are decided by their [`Entry::branch`], which stays what it is when both move: were it another
/// one that has to go under the new name than under the old, it would be written in two places. Only what
/// was written at one moment is told apart by its checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    clock: Hlc,
    branch: [u8; 32],
    checksum: [u8; 32],
}

impl Entry {
    /// Its claim to its place.
    #[must_use]
    pub fn claim(&self) -> Claim {
        Claim {
            clock: self.clock,
            branch: self.branch().0,
            checksum: self.checksum.0,
        }
    }

    /// Whether it is what the other says too, at the same place: the words were taken out of one of the two,
    /// or one names an entry by the name that it had before.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_words = || {
            let is_name = |part: &str| part.parse::<EntryId>().is_ok();
            let [ours, theirs] = [self, other].map(|entry| entry.body.split('"'));
            let blank = |part| if is_name(part) { "" } else { part };
            ours.map(blank).eq(theirs.map(blank))
        };
        self.clock == other.clock
            && self.at_text() == other.at_text()
            && (self.is_scrubbed() || other.is_scrubbed() || same_words())
    }

    /// Whether it is the other in another form, at the same place, and can take its place: it says the same,
    /// and has its words if the other has.
    #[must_use]
    pub fn is_form_of(&self, other: &Self) -> bool {
        self.says_the_same(other) && (other.is_scrubbed() || !self.is_scrubbed())
    }

    /// What the name of the series follows from that begins with this entry once it has to move. The
    /// same wherever the entry was before: of its time alone.
    #[must_use]
    pub fn branch(&self) -> Checksum {
        let mut hash = Sha256::new();
        hash.update(b"waymark branch 1\n");
        hash.update(self.clock.millis.to_be_bytes());
        hash.update(self.clock.count.to_be_bytes());
        hash.update(self.at_text());
        Checksum(hash.finish())
    }
}
