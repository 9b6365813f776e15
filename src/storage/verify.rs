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
    domain::{event::Event, ids::TabletId, time::Stamp},
    journal::{Chain, Damage, Entry, Head},
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
        } = self;
        let mut left = count;
        let walked = rows::each_after_strictly(connection, *at, |(arrival, entry), misfiled| {
            *at = arrival;
            found.entries += 1;
            match entry {
                Ok(entry) => {
                    follow(chain, &entry, &mut found.damage);
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
fn follow(chain: &mut Chain, entry: &Entry, damage: &mut Vec<Damage>) {
    let Err(wrong) = chain.extend(entry) else {
        return;
    };
    if !matches!(wrong, Damage::OutOfOrder { .. }) {
        chain.skip_to(&entry.id, entry.checksum);
    }
    if !is_named_already(&wrong, damage.last()) {
        damage.push(wrong);
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
