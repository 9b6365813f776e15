//! What goes which way between two sides that each know how far they have every series. A value that
//! prints; it copies nothing, and looks at no entry.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::entry::Head;
use crate::domain::ids::{EntryId, TabletId};

/// What goes which way, in the order of the series' names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the other side has and we lack.
    pub fetch: Vec<Stretch>,
    /// What we have and the other side lacks, whoever wrote it; our own comes first.
    pub send: Vec<Stretch>,
    /// What cannot go on. The rest does.
    pub wrong: Vec<Wrong>,
}

/// A stretch of one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose series.
    pub series: TabletId,
    /// The last entry that both sides have; 0 before the first.
    pub after: Head,
    /// The last entry to be copied.
    pub last: u64,
}

/// Why a series is not copied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// The other side has entries of this very tablet that this tablet never wrote: a copy of it writes
    /// too, or its file was set back. Named is the last entry there, or the one that differs.
    TwoOfUs(EntryId),
    /// Both sides end at the same number with different entries.
    Forked(EntryId),
}

/// What goes which way, when `ours` are the ends of the series here and `theirs` there, and this
/// tablet is `me`. That two series of different length agree as far as the shorter one goes is for
/// whoever copies to check: [`Stretch::after`] says what the entry there has to be.
#[must_use]
pub fn compare(
    ours: &BTreeMap<TabletId, Head>,
    theirs: &BTreeMap<TabletId, Head>,
    me: &TabletId,
) -> Plan {
    let mut plan = Plan::default();
    let series: BTreeSet<&TabletId> = ours.keys().chain(theirs.keys()).collect();
    for series in series {
        let here = ours.get(series).copied().unwrap_or_default();
        let there = theirs.get(series).copied().unwrap_or_default();
        let stretch = |after: Head, last: Head| Stretch {
            series: series.clone(),
            after,
            last: last.seq,
        };
        let there_id = || EntryId {
            tablet: series.clone(),
            seq: there.seq,
        };
        if here == there {
            continue;
        }
        if here.seq > there.seq {
            plan.send.push(stretch(there, here));
        } else if series == me {
            plan.wrong.push(Wrong::TwoOfUs(there_id()));
        } else if here.seq == there.seq {
            plan.wrong.push(Wrong::Forked(there_id()));
        } else {
            plan.fetch.push(stretch(here, there));
        }
    }
    plan.send.sort_by_key(|stretch| stretch.series != *me);
    plan
}

impl Plan {
    /// Whether nothing goes either way and nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fetch.is_empty() && self.send.is_empty() && self.wrong.is_empty()
    }
}

impl Stretch {
    /// How many entries it is.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.last.saturating_sub(self.after.seq)
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { series, last, .. } = self;
        write!(f, "{series} {}..={last}", self.after.seq + 1)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TwoOfUs(entry) => write!(f, "two of us at {entry}"),
            Self::Forked(entry) => write!(f, "forked at {entry}"),
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for wrong in &self.wrong {
            writeln!(f, "wrong {wrong}")?;
        }
        for stretch in &self.send {
            writeln!(f, "send {stretch}")?;
        }
        for stretch in &self.fetch {
            writeln!(f, "fetch {stretch}")?;
        }
        Ok(())
    }
}
