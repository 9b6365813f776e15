//! Moments and their order. Tablets drift and batteries die, so entries are ordered by a hybrid
//! logical clock (Kulkarni et al. 2014): wall time where it can be trusted, a count where not.

use std::time::Duration;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use super::ids::{EntryId, TabletId};

/// A reading of the hybrid logical clock. Later is greater.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Hlc {
    /// Milliseconds since 1970, never less than in any entry seen before.
    pub millis: i64,
    /// Tells entries of the same millisecond apart.
    pub count: u32,
}

/// How far ahead of everything seen a wall clock may be and still be believed: 400 days.
const BELIEVABLE_MILLIS: i64 = 400 * 24 * 3600 * 1000;

/// The first moment at which this program can have run: 2026-01-01, in milliseconds since 1970.
const FIRST_MILLIS: i64 = 1_767_225_600_000;

impl Hlc {
    /// The next reading after `self` when the wall clock says `wall` milliseconds, and whether that
    /// wall clock cannot be right: before the last entry by more than a minute, before this program
    /// was written, or more than 400 days ahead.
    #[must_use]
    pub fn next(self, wall: i64) -> (Self, bool) {
        let absurd = wall < FIRST_MILLIS
            || (self.millis > 0 && wall > self.millis.saturating_add(BELIEVABLE_MILLIS));
        let unsure = absurd || wall < self.millis.saturating_sub(60_000);
        let next = if wall > self.millis && !absurd {
            Self {
                millis: wall,
                count: 0,
            }
        } else {
            Self {
                millis: self.millis,
                count: self.count.saturating_add(1),
            }
        };
        (next, unsure)
    }
}

/// The place of an entry in the one order that all tablets agree on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// When, first.
    pub clock: Hlc,
    /// Who and which, to tell equals apart.
    pub entry: EntryId,
}

impl Stamp {
    /// The tablet that wrote it.
    #[must_use]
    pub fn tablet(&self) -> &TabletId {
        &self.entry.tablet
    }
}

/// A reading of both clocks: one that only ever goes on, and one that people read.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Since the program started.
    pub since_start: Duration,
    /// What a clock on the wall says.
    pub wall: Zoned,
}
