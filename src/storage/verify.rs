//! Is everything still as it was written? Reads every entry, follows every series, and asks SQLite
//! about the file. Changes nothing.

use std::{collections::BTreeMap, path::Path};

use rusqlite::Connection;

use super::{
    error::{OpenError, StorageError},
    index, open,
    rows::{self, Arrival},
};
use crate::{
    domain::{
        event::Event,
        ids::{EntryId, TabletId},
        time::Stamp,
    },
    journal::{Chain, Checksum, Damage, Entry, Head},
};

/// How many entries are checked between two words of progress.
const STEP: u64 = 1_000;

/// What a check of the whole journal found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// The end of every tablet's series.
    pub tablets: BTreeMap<TabletId, Head>,
    /// Everything that is wrong; empty when all is well.
    pub damage: Vec<Damage>,
}

/// Checks the journal in a data folder without changing anything, and even if it is too damaged to
/// be opened for anything else. `progress` is told how many entries were checked.
pub fn verify_folder(folder: &Path, progress: impl FnMut(u64)) -> Result<Verification, OpenError> {
    let connection = open::to_read(&folder.join(open::FILE))?;
    Ok(verify(&connection, progress)?)
}

/// Checks the journal behind a connection.
pub(super) fn verify(
    connection: &Connection,
    mut progress: impl FnMut(u64),
) -> Result<Verification, StorageError> {
    let mut walk = Walk::default();
    while walk.step(connection, STEP)? {
        progress(walk.found.entries);
    }
    let mut found = walk.finish();
    found.damage.extend(structure(connection)?);
    if found.damage.is_empty() && !index::is_whole(connection)? {
        let words = "the index of the entries does not fit them";
        found.damage.push(Damage::File(words.to_owned()));
    }
    Ok(found)
}

/// A check of every entry that can be interrupted between steps.
#[derive(Debug, Default)]
pub(super) struct Walk {
    chain: Chain,
    at: Arrival,
    found: Verification,
    /// The last in the common order whose words are gone, and who was erased last.
    scrubbed: Option<Stamp>,
    erased: Option<Stamp>,
    gaps: Vec<Gap>,
}

/// Entries that are missing in the middle of a series, and may come later in the file than those after
/// them.
#[derive(Debug)]
struct Gap {
    first: EntryId,
    last: u64,
    /// The checksum of the entry before the first.
    before: Checksum,
    /// The entry after the last.
    next: Entry,
}

impl Walk {
    /// Checks up to `count` entries more. Whether there may be more to check.
    pub(super) fn step(
        &mut self,
        connection: &Connection,
        count: u64,
    ) -> Result<bool, StorageError> {
        let Self {
            chain,
            at,
            found,
            scrubbed,
            erased,
            gaps,
        } = self;
        let mut left = count;
        let walked = rows::each_after_strictly(connection, *at, |(arrival, entry), misfiled| {
            *at = arrival;
            found.entries += 1;
            match entry {
                Ok(entry) => {
                    follow(chain, &entry, gaps, &mut found.damage);
                    let stamp = match &entry.event {
                        Event::Scrubbed { .. } => Some(&mut *scrubbed),
                        Event::StudentErased { .. } => Some(&mut *erased),
                        _ => None,
                    };
                    if let Some(last) = stamp {
                        *last = last.take().max(Some(entry.stamp().clone()));
                    }
                    found.damage.extend(misfiled.map(|column| Damage::Misfiled {
                        entry: entry.id,
                        column,
                    }));
                }
                Err(damage) => found.damage.push(damage),
            }
            left -= 1;
            left > 0
        });
        match walked {
            Ok(()) => Ok(left == 0),
            Err(StorageError::Damaged(error)) => {
                found.damage.push(Damage::File(error.to_string()));
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// What was found.
    pub(super) fn finish(self) -> Verification {
        let mut found = self.found;
        if self.scrubbed > self.erased
            && let Some(Stamp { entry, .. }) = self.scrubbed
        {
            found.damage.push(Damage::Blank { entry });
        }
        Verification {
            tablets: self.chain.heads().clone(),
            ..found
        }
    }
}

/// Follows the series to this entry, naming all that is wrong on the way.
fn follow(chain: &mut Chain, entry: &Entry, gaps: &mut Vec<Gap>, damage: &mut Vec<Damage>) {
    let before = chain.head(&entry.id.tablet).checksum;
    let Err(wrong) = chain.extend(entry) else {
        return;
    };
    if let Damage::OutOfOrder { .. } = wrong {
        match gaps.iter().position(|gap| gap.first == entry.id) {
            Some(at) => fill(gaps, at, entry, damage),
            None => damage.push(wrong),
        }
        return;
    }
    chain.skip_to(&entry.id, entry.checksum);
    if is_named_already(&wrong, damage.last()) {
        return;
    }
    if let Damage::Missing {
        tablet,
        first,
        last,
    } = &wrong
    {
        let (tablet, seq, last) = (tablet.clone(), *first, *last);
        gaps.push(Gap {
            first: EntryId { tablet, seq },
            last,
            before,
            next: entry.clone(),
        });
    }
    damage.push(wrong);
}

/// Fills the gap at `at` with an entry that came later: it is not missing any more. Names it where it does
/// not fit.
fn fill(gaps: &mut Vec<Gap>, at: usize, entry: &Entry, damage: &mut Vec<Damage>) {
    let mismatch = |entry: &Entry| Damage::ChecksumMismatch {
        entry: entry.id.clone(),
    };
    let Some(gap) = gaps.get_mut(at).filter(|gap| entry.verify(&gap.before)) else {
        damage.push(mismatch(entry));
        return;
    };
    let named = damage.iter().position(|damage| {
        matches!(damage, Damage::Missing { tablet, first, .. }
            if *tablet == entry.id.tablet && *first == entry.id.seq)
    });
    gap.first.seq += 1;
    gap.before = entry.checksum;
    if gap.first.seq <= gap.last {
        if let Some(Damage::Missing { first, .. }) = named.and_then(|at| damage.get_mut(at)) {
            *first += 1;
        }
        return;
    }
    if let Some(named) = named {
        damage.remove(named);
    }
    let gap = gaps.remove(at);
    if !gap.next.verify(&gap.before) {
        damage.push(mismatch(&gap.next));
    }
}

/// Whether the one entry that is missing is there, but cannot be read.
fn is_named_already(wrong: &Damage, last: Option<&Damage>) -> bool {
    match (wrong, last) {
        (
            Damage::Missing {
                tablet,
                first,
                last,
            },
            Some(Damage::Unreadable { entry, .. }),
        ) => first == last && entry.seq == *first && entry.tablet == *tablet,
        _ => false,
    }
}

/// What SQLite says about the file itself; empty when all is well.
pub(super) fn structure(connection: &Connection) -> Result<Vec<Damage>, StorageError> {
    let ask = || -> Result<Vec<String>, rusqlite::Error> {
        let mut statement = connection.prepare("PRAGMA quick_check(20)")?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    match ask().map_err(StorageError::from) {
        Ok(words) if words == ["ok"] => Ok(Vec::new()),
        Ok(words) => Ok(words.into_iter().map(Damage::File).collect()),
        Err(StorageError::Damaged(error)) => Ok(vec![Damage::File(error.to_string())]),
        Err(error) => Err(error),
    }
}
