//! A tablet that finds another going by its name becomes a new one. What it wrote since they parted is
//! written again under the new name, in the same place of this file and to the letter; what the other
//! wrote then comes in like any other tablet's. Nothing is lost, and nothing is there twice.
//!
//! The new name follows from the first entry that moves. So two copies of one file that both have to
//! move what they have in common move it to the same place, find each other there, and part only where
//! they differ.

use std::collections::BTreeMap;

use jiff::Zoned;
use rand::Rng;
use rusqlite::{Transaction, TransactionBehavior, params};

use super::{
    error::StorageError,
    fold::{Known, Stale},
    index,
    journal::{self, Journal},
    open,
    rows::{self, Arrival, signed},
    snapshot,
};
use crate::{
    domain::{
        event::{Actor, Event},
        ids::{EntryId, TabletId},
    },
    journal::{Checksum, Draft, Entry, Head},
};

/// How a tablet became a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What it was called.
    pub was: TabletId,
    /// What it is called now.
    pub tablet: TabletId,
    /// How many of its entries stand under the new name now.
    pub moved: u64,
}

impl Journal {
    /// Makes this tablet a new one, because `first` (as [`crate::sync::PeerError::TwoOfUs`] names it)
    /// is another entry elsewhere: everything that it wrote from there on moves to the new name, and
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
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        let rows = index::rows_from(&transaction, first)?;
        let moved = rows.len() as u64;
        let tablet = match move_entries(&transaction, rows)? {
            Some(tablet) => tablet,
            None => TabletId::from(open::draw_tablet(random)),
        };
        transaction.execute(
            "DELETE FROM parked WHERE tablet = ?1 AND seq >= ?2 AND way = 'to'",
            params![was.as_str(), signed(first.seq)],
        )?;
        index::renew(&transaction)?;
        journal::write_setting(&transaction, journal::TABLET, tablet.as_str())?;
        transaction.execute("DELETE FROM checkpoint", [])?;
        let (mut known, _) = Known::load(&transaction, &tablet)?;
        say_so(&transaction, &mut known, &tablet, first, now)?;
        transaction.commit()?;
        self.known = known;
        self.checkpointed = Arrival::START;
        self.tablet = tablet.clone();
        if moved > 0
            && let Err(error) = self.copy_anew(now)
        {
            tracing::error!(%error, "the copies of the journal are still of the time before");
        }
        Ok(Renamed { was, tablet, moved })
    }

    /// The copies have the moved entries under the old name: restored from, they would be there twice.
    fn copy_anew(&self, now: &Zoned) -> Result<(), StorageError> {
        let Some(folder) = self.folder() else {
            return Ok(());
        };
        for old in snapshot::newest_first(folder)? {
            snapshot::remove(&old)?;
        }
        self.snapshot(now.date())?;
        Ok(())
    }
}

/// Writes the entries again, each in its old row, as a series of their own, or takes the row away where
/// another copy of this file has brought the same entry there already. The series that is this
/// tablet's now, if anything was written.
fn move_entries(
    transaction: &Transaction<'_>,
    rows: Vec<(Arrival, Entry)>,
) -> Result<Option<TabletId>, StorageError> {
    let Some((_, first)) = rows.first() else {
        return Ok(None);
    };
    let mut new = Series::of(transaction, &first.checksum)?;
    let mut places = BTreeMap::new();
    for (arrival, entry) in rows {
        let moved = loop {
            let moved = entry.moved(new.next(), &new.head, &places)?;
            if new.is_ours {
                write(transaction, arrival, &moved)?;
                break moved;
            }
            let there = index::find(transaction, &moved.id)?;
            if there.is_some_and(|(_, checksum)| checksum == moved.checksum) {
                let row = "DELETE FROM entries WHERE arrival = ?1";
                transaction.execute(row, [arrival.0])?;
                break moved;
            }
            new = Series::of(transaction, &moved.checksum)?;
        };
        new.head = moved.head();
        places.insert(entry.id, moved.id);
    }
    Ok(new.is_ours.then_some(new.tablet))
}

/// A series that entries move to.
struct Series {
    tablet: TabletId,
    head: Head,
    /// Whether nobody has it yet.
    is_ours: bool,
}

impl Series {
    /// The one whose name follows from a checksum.
    fn of(transaction: &Transaction<'_>, checksum: &Checksum) -> Result<Self, StorageError> {
        let tablet = TabletId::from(open::letters(&checksum.0));
        let is_ours = index::head(transaction, &tablet)?.seq == 0;
        let head = Head::default();
        Ok(Self {
            tablet,
            head,
            is_ours,
        })
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
    arrival: Arrival,
    entry: &Entry,
) -> Result<(), StorageError> {
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
    Ok(())
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
