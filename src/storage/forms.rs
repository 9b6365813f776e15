//! One entry in two forms. Where a way of a series moves and then moves again with what was before it, it
//! depends on who moves it when which names of entries it follows; so two tablets can have the same entries
//! at the same place, which name others by other names. They are the same entries all the same: one
//! form gives way to the other, and nothing moves for it.

use std::collections::BTreeMap;

use rusqlite::{Transaction, TransactionBehavior, params};

use super::{erase, error::StorageError, fold::Known, index, journal::Journal, rows::Arrival};
use crate::{
    domain::ids::EntryId,
    journal::{Checksum, Entry, Head},
};

impl Journal {
    /// Takes over the form in which entries of a series are somewhere else: these, in order, as long as
    /// they are what is here at their places in another form ([`Entry::is_form_of`]). What comes after
    /// them here follows on them then. How many those are. All of it is on the disk when this returns,
    /// or nothing is changed.
    pub fn take_form(&mut self, entries: &[Entry]) -> Result<u64, StorageError> {
        let Some(first) = entries.first() else {
            return Ok(0);
        };
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        let taken = take_over(&transaction, &first.id, entries)?;
        if taken > 0 {
            index::renew(&transaction)?;
            transaction.execute("DELETE FROM checkpoint", [])?;
            let (known, _) = Known::load(&transaction, &self.tablet)?;
            erase::again(&transaction, &known)?;
            transaction.commit()?;
            self.known = known;
            self.checkpointed = Arrival::START;
            self.copy_anew_or_say_so();
        }
        Ok(taken)
    }
}

fn take_over(
    transaction: &Transaction<'_>,
    first: &EntryId,
    entries: &[Entry],
) -> Result<u64, StorageError> {
    let mut head = end_before(transaction, first)?;
    let mut taken = 0;
    let mut rest = index::rows_from(transaction, first)?.into_iter().peekable();
    for theirs in entries {
        let is_one = |(_, ours): &(Arrival, Entry)| {
            ours.id == theirs.id && theirs.is_form_of(ours) && theirs.verify(&head.checksum)
        };
        let Some((arrival, _)) = rest.next_if(is_one) else {
            break;
        };
        put(transaction, arrival, theirs)?;
        head = theirs.head();
        taken += 1;
    }
    if taken > 0 {
        for (arrival, ours) in rest {
            // What comes after a gap hangs on entries that are not here.
            if ours.id.seq != head.seq + 1 {
                break;
            }
            let after = ours.moved(ours.id.clone(), &head, &BTreeMap::new())?;
            put(transaction, arrival, &after)?;
            head = after.head();
        }
    }
    Ok(taken)
}

/// The end of the series before an entry.
fn end_before(transaction: &Transaction<'_>, first: &EntryId) -> Result<Head, StorageError> {
    let before = EntryId {
        tablet: first.tablet.clone(),
        seq: first.seq.saturating_sub(1),
    };
    let found = index::find(transaction, &before)?;
    Ok(Head {
        seq: before.seq,
        checksum: found.map_or(Checksum::START, |(_, checksum)| checksum),
    })
}

fn put(transaction: &Transaction<'_>, arrival: Arrival, entry: &Entry) -> Result<(), StorageError> {
    erase::rewrite(transaction, arrival, entry)?;
    transaction
        .prepare_cached("UPDATE entries SET checksum = ?2 WHERE arrival = ?1")?
        .execute(params![arrival.0, entry.checksum.0])?;
    Ok(())
}
