//! A tablet that finds another going by its name becomes a new one. What it wrote since they parted is
//! written again under the new name, in the same place of this file and to the letter; what the other
//! wrote then comes in like any other tablet's. Nothing is lost, and nothing is there twice.

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
    journal::{Draft, Entry, Head},
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
        let tablet = TabletId::from(open::draw_tablet(random));
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        let head = move_entries(&transaction, &tablet, first)?;
        let moved = head.seq;
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

/// Writes every entry from `first` on again as one of `tablet`, in its old row. The end of the new
/// series.
fn move_entries(
    transaction: &Transaction<'_>,
    tablet: &TabletId,
    first: &EntryId,
) -> Result<Head, StorageError> {
    let mut head = Head::default();
    let rows = index::rows_from(transaction, first)?;
    let places = rows.iter().zip(1..).map(|((_, entry), seq)| {
        let tablet = tablet.clone();
        (entry.id.clone(), EntryId { tablet, seq })
    });
    let places: BTreeMap<EntryId, EntryId> = places.collect();
    for (arrival, entry) in rows {
        let to = EntryId {
            tablet: tablet.clone(),
            seq: head.seq + 1,
        };
        let moved = entry.moved(to, &head, &places)?;
        transaction
            .prepare_cached(
                "UPDATE entries SET tablet = ?2, seq = ?3, body = ?4, checksum = ?5 WHERE arrival = ?1",
            )?
            .execute(params![
                arrival.0,
                tablet.as_str(),
                signed(moved.id.seq),
                moved.body.as_ref(),
                moved.checksum.0,
            ])?;
        transaction
            .prepare_cached(
                "UPDATE entries_by_identity SET tablet = ?3, seq = ?4 WHERE tablet = ?1 AND seq = ?2",
            )?
            .execute(params![
                entry.id.tablet.as_str(),
                signed(entry.id.seq),
                tablet.as_str(),
                signed(moved.id.seq),
            ])?;
        head = moved.head();
    }
    transaction.execute(
        "DELETE FROM parked WHERE tablet = ?1 AND seq >= ?2 AND way = 'to'",
        params![first.tablet.as_str(), signed(first.seq)],
    )?;
    Ok(head)
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
