//! A series that went two ways, because its tablet was copied or set back and both went on, is parted: the
//! way that does not keep the name is written again under another one, to the letter, on every tablet
//! that has any of it, its own included. What the other wrote then comes in like any other tablet's.
//! Nothing is lost, and nothing is there twice.
//!
//! Which way has to go and what it is called then follows from its first entry ([`Entry::claim`],
//! [`Entry::branch`]). So two that move the same move it to the same place, find each other there, and
//! part only where they differ. The tablet itself goes on under a name that nobody had before.

use std::collections::BTreeMap;

use jiff::Zoned;
use rand::Rng;
use rusqlite::{Transaction, TransactionBehavior, params};

use super::{
    erase,
    error::StorageError,
    fold::{Known, Stale},
    index,
    journal::{self, Journal},
    open,
    rows::{self, Arrival, signed},
    sharing, snapshot,
};
use crate::{
    domain::{
        event::{Actor, Event},
        ids::{EntryId, TabletId},
    },
    journal::{Checksum, Damage, Draft, Entry, Head},
    storage::{Parked, Way},
};

/// How a tablet became a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What it was called.
    pub was: TabletId,
    /// What it is called now.
    pub tablet: TabletId,
    /// How many of its entries stand under another name now.
    pub moved: u64,
}

impl Journal {
    /// Makes this tablet a new one, because `first` (as [`crate::sync::PeerError::TwoOfUs`] names it)
    /// is another entry elsewhere: everything that it wrote from there on moves to another name, and
    /// an entry says so. All of it is on the disk when this returns, or nothing is changed. Does
    /// nothing when the tablet has another name already.
    pub fn become_new(
        &mut self,
        first: &EntryId,
        now: &Zoned,
        random: &mut impl Rng,
    ) -> Result<Renamed, StorageError> {
        let was = self.tablet.clone();
        if first.tablet != was {
            let tablet = was.clone();
            let moved = 0;
            return Ok(Renamed { was, tablet, moved });
        }
        let tablet = TabletId::from(open::draw_tablet(random));
        let moved = self.move_from(first, &tablet, Some(now))?;
        Ok(Renamed { was, tablet, moved })
    }

    /// Moves what another tablet wrote from `first` on to another name, because there is another entry
    /// in that place which keeps it. How many moved. All of it is on the disk when this returns, or
    /// nothing is changed.
    pub fn part(&mut self, first: &EntryId) -> Result<u64, StorageError> {
        let tablet = self.tablet.clone();
        self.move_from(first, &tablet, None)
    }

    /// Takes in what lies somewhere as the way of a series that does not keep the name: its entries in
    /// order, from the one on by which it differs. They get the name that they have wherever else they
    /// moved. How many were new.
    pub fn take_in_branch(&mut self, entries: &[Entry]) -> Result<u64, StorageError> {
        let Some(first) = entries.first().map(|entry| entry.id.clone()) else {
            return Ok(0);
        };
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        let count = |transaction: &Transaction<'_>| {
            transaction.query_row("SELECT count(*) FROM entries", [], |row| row.get(0))
        };
        let before: i64 = count(&transaction)?;
        let rows = entries.iter().map(|entry| (None, entry.clone())).collect();
        move_rows(&transaction, rows, &first)?;
        let new = u64::try_from(count(&transaction)? - before).unwrap_or_default();
        if new > 0 {
            index::renew(&transaction)?;
            transaction.execute("DELETE FROM checkpoint", [])?;
            let (known, _) = Known::load(&transaction, &self.tablet)?;
            erase::again(&transaction, &known)?;
            transaction.commit()?;
            self.known = known;
            self.checkpointed = Arrival::START;
        }
        Ok(new)
    }

    /// Moves a series from `first` on; this tablet is `tablet` then, and says so where it is told when.
    fn move_from(
        &mut self,
        first: &EntryId,
        tablet: &TabletId,
        says_so: Option<&Zoned>,
    ) -> Result<u64, StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        let moved = move_branch(&transaction, first)?;
        transaction.execute(
            "DELETE FROM parked WHERE tablet = ?1 AND seq >= ?2 AND way = 'to'",
            params![first.tablet.as_str(), signed(first.seq)],
        )?;
        index::renew(&transaction)?;
        journal::write_setting(&transaction, journal::TABLET, tablet.as_str())?;
        transaction.execute("DELETE FROM checkpoint", [])?;
        let (mut known, _) = Known::load(&transaction, tablet)?;
        if let Some(now) = says_so {
            say_so(&transaction, &mut known, tablet, first, now)?;
        }
        transaction.commit()?;
        self.known = known;
        self.checkpointed = Arrival::START;
        self.tablet = tablet.clone();
        if moved > 0 {
            self.copy_anew_or_say_so();
        }
        Ok(moved)
    }

    pub(super) fn copy_anew_or_say_so(&self) {
        if let Err(error) = self.copy_anew() {
            tracing::error!(%error, "the copies of the journal are still of the time before");
        }
    }

    /// The copies have the moved entries under the old name, and so may the log beside the file: restored
    /// from, they would be there twice.
    fn copy_anew(&self) -> Result<(), StorageError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        match (self.folder(), self.tail(1)?.pop()) {
            (Some(folder), Some((_, last))) if !snapshot::newest_first(folder)?.is_empty() => {
                snapshot::only(folder, last.at.date())
            }
            _ => Ok(()),
        }
    }
}

/// Moves what is here of a series from `first` on. How many entries that is.
fn move_branch(transaction: &Transaction<'_>, first: &EntryId) -> Result<u64, StorageError> {
    let rows = index::rows_from(transaction, first)?;
    let moved = rows.len() as u64;
    let rows = rows.into_iter();
    let rows = rows.map(|(arrival, entry)| (Some(arrival), entry));
    move_rows(transaction, rows.collect(), first)?;
    transaction.execute(
        "DELETE FROM gaps WHERE tablet = ?1 AND first >= ?2",
        params![first.tablet.as_str(), signed(first.seq)],
    )?;
    Ok(moved)
}

/// Writes a series again from `first` on, each entry in its old row where it has one, as a series of their
/// own; or takes the row away where another tablet has brought the same entry there already. What comes
/// after a gap hangs on entries that are not here: it is put aside whole, for a teacher to see.
fn move_rows(
    transaction: &Transaction<'_>,
    rows: Vec<(Option<Arrival>, Entry)>,
    first: &EntryId,
) -> Result<(), StorageError> {
    let mut to: Option<Series> = None;
    let mut places = BTreeMap::new();
    let mut expected = first.seq;
    for (arrival, entry) in rows {
        if entry.id.seq != expected {
            put_aside(transaction, arrival, &entry, expected)?;
            continue;
        }
        expected += 1;
        let mut new = to.take().unwrap_or_else(|| Series::of(&entry, first));
        let moved = loop {
            let moved = entry.moved(new.next(), &new.head, &places)?;
            let Some(there) = index::entry(transaction, &moved.id)? else {
                write(transaction, arrival, &entry.id, &moved)?;
                break moved;
            };
            if there.checksum == moved.checksum || there.says_the_same(&moved) {
                take_away(transaction, arrival, &entry.id)?;
                break there;
            }
            if moved.claim() < there.claim() {
                move_branch(transaction, &moved.id)?;
            } else {
                new = Series::of(&moved, &moved.id);
            }
        };
        new.head = moved.head();
        places.insert(entry.id, moved.id);
        to = Some(new);
    }
    Ok(())
}

/// A series that entries move to.
struct Series {
    tablet: TabletId,
    head: Head,
}

impl Series {
    /// The one that begins with this entry, which cannot stay in the series of `from`. Two entries of one
    /// moment are told apart by their checksums.
    fn of(entry: &Entry, from: &EntryId) -> Self {
        let name = |sum: &Checksum| TabletId::from(open::letters(&sum.0));
        let mut tablet = name(&entry.branch());
        if tablet == from.tablet {
            tablet = name(&entry.checksum);
        }
        let head = Head::default();
        Self { tablet, head }
    }

    fn next(&self) -> EntryId {
        EntryId {
            tablet: self.tablet.clone(),
            seq: self.head.seq + 1,
        }
    }
}

fn write(
    transaction: &Transaction<'_>,
    arrival: Option<Arrival>,
    old: &EntryId,
    entry: &Entry,
) -> Result<(), StorageError> {
    let Some(arrival) = arrival else {
        let arrival = rows::insert(transaction, entry)?;
        return index::rename(transaction, None, Some((&entry.id, arrival)));
    };
    transaction
        .prepare_cached(
            "UPDATE entries SET tablet = ?2, seq = ?3, body = ?4, checksum = ?5 WHERE arrival = ?1",
        )?
        .execute(params![
            arrival.0,
            entry.id.tablet.as_str(),
            signed(entry.id.seq),
            entry.body.as_ref(),
            entry.checksum.0,
        ])?;
    index::rename(transaction, Some(old), Some((&entry.id, arrival)))
}

fn take_away(
    transaction: &Transaction<'_>,
    arrival: Option<Arrival>,
    old: &EntryId,
) -> Result<(), StorageError> {
    let Some(arrival) = arrival else {
        return Ok(());
    };
    transaction
        .prepare_cached("DELETE FROM entries WHERE arrival = ?1")?
        .execute([arrival.0])?;
    index::rename(transaction, Some(old), None)
}

/// Takes an entry after a gap out of its series, and keeps it whole with what was not taken.
fn put_aside(
    transaction: &Transaction<'_>,
    arrival: Option<Arrival>,
    entry: &Entry,
    missing: u64,
) -> Result<(), StorageError> {
    let why = Damage::Missing {
        tablet: entry.id.tablet.clone(),
        first: missing,
        last: entry.id.seq - 1,
    };
    let place = entry.id.tablet.to_string();
    let parked = Parked::new(entry, Way::From, &place, why.to_string(), &entry.at);
    sharing::put_parked(transaction, &parked)?;
    take_away(transaction, arrival, &entry.id)
}

/// Records that the tablet is a new one.
fn say_so(
    transaction: &Transaction<'_>,
    known: &mut Known,
    tablet: &TabletId,
    first: &EntryId,
    now: &Zoned,
) -> Result<(), StorageError> {
    let (clock, time_unsure) = known.clock.next(now.timestamp().as_millisecond());
    let draft = Draft {
        clock,
        at: now.clone(),
        time_unsure,
        actor: Actor::Tablet,
        event: Event::TabletRenamed {
            was: first.tablet.clone(),
            from: first.seq,
        },
    };
    let entry = Entry::next(tablet, &known.head, draft)?;
    let arrival = rows::insert(transaction, &entry)?;
    known.head = entry.head();
    let mut stale = Stale::default();
    known.take_in(arrival, &entry, &mut stale);
    known.refold(transaction, stale)
}
