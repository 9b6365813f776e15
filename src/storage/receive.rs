//! Taking in entries that other tablets wrote: what fits is saved, and nothing else is.

use std::thread;

use rusqlite::{Transaction, TransactionBehavior};

use super::{
    erase,
    error::StorageError,
    filing::Filing,
    fold::{Known, Stale},
    gaps, index,
    journal::{Journal, heads},
};
use crate::{
    domain::ids::EntryId,
    journal::{Chain, Damage, Entry},
};

/// What became of entries from elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Received {
    /// How many were new and are saved now.
    pub new: u64,
    /// How many were known already.
    pub known: u64,
    /// What was not taken in, and why.
    pub refused: Vec<Refused>,
}

/// An entry that was not taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The entry, as it came.
    pub entry: Box<Entry>,
    /// What is wrong with it.
    pub why: Damage,
}

impl Journal {
    /// Takes in entries of other tablets, in the order of each tablet's series, and saves all that
    /// fit at once. One that is damaged, out of its place or said to be this tablet's own is refused
    /// by name and holds up only its own tablet's later ones.
    pub fn receive(&mut self, entries: impl Into<Vec<Entry>>) -> Result<Received, StorageError> {
        self.receive_with(entries.into(), false)
    }

    /// As [`Journal::receive`]; with `over_gaps`, a series may go on after missing entries, because
    /// whoever calls has checked the entries against each other and nothing better will come.
    pub(super) fn receive_with(
        &mut self,
        entries: Vec<Entry>,
        over_gaps: bool,
    ) -> Result<Received, StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut known = self.known.clone();
        known.catch_up(&transaction, &self.tablet)?;
        let mut stale = Stale::default();
        let mut chain = Chain::from_heads(heads(&transaction)?);
        let mut received = Received::default();
        let mut filing = Filing::begin(&transaction)?;
        for entry in &entries {
            if entry.id.seq <= chain.head(&entry.id.tablet).seq {
                filing.identify()?;
                match index::find(&transaction, &entry.id)? {
                    Some((_, checksum)) if checksum == entry.checksum => {
                        erase::take_words_back(&transaction, &mut known, entry, &mut stale)?;
                        received.known += 1;
                    }
                    Some(_) => received.refuse(entry, |entry| Damage::Forked { entry }),
                    None => match gaps::close(&transaction, entry)? {
                        Ok(()) => {
                            save(&transaction, entry, &mut filing, &mut known, &mut stale)?;
                            received.new += 1;
                        }
                        Err(damage) => received.refuse(entry, |_| damage),
                    },
                }
                continue;
            }
            if entry.id.tablet == self.tablet {
                received.refuse(entry, |entry| Damage::Forked { entry });
                continue;
            }
            match chain.extend(entry) {
                Ok(()) => {}
                Err(Damage::Missing { .. }) if over_gaps => {
                    gaps::open(&transaction, &chain.head(&entry.id.tablet), &entry.id)?;
                    chain.skip_to(&entry.id, entry.checksum);
                }
                Err(damage) => {
                    received.refuse(entry, |_| damage);
                    continue;
                }
            }
            save(&transaction, entry, &mut filing, &mut known, &mut stale)?;
            received.new += 1;
        }
        filing.end()?;
        let erased = erase::if_needed(&transaction, &known, &stale)?;
        known.refold(&transaction, stale)?;
        transaction.commit()?;
        self.known = known;
        self.forget_checkpoint(erased);
        let_go(entries);
        Ok(received)
    }
}

/// Saves an entry; what is known to be about an erased child is not even written.
fn save(
    transaction: &Transaction<'_>,
    entry: &Entry,
    filing: &mut Filing<'_>,
    known: &mut Known,
    stale: &mut Stale,
) -> Result<(), StorageError> {
    let left = erase::on_arrival(transaction, known, entry)?;
    let entry = left.as_ref().unwrap_or(entry);
    let arrival = filing.add(entry)?;
    known.take_in(arrival, entry, stale);
    Ok(())
}

/// Gives back the memory of what is saved. Of many entries that takes a while, for which nobody waits.
fn let_go(entries: Vec<Entry>) {
    const MANY: usize = 2_048;
    if entries.len() < MANY {
        return;
    }
    let thread = thread::Builder::new().name("let go".to_owned());
    if let Err(error) = thread.spawn(move || drop(entries)) {
        tracing::debug!(%error, "no thread to let go of entries");
    }
}

impl Received {
    fn refuse(&mut self, entry: &Entry, why: impl FnOnce(EntryId) -> Damage) {
        let why = why(entry.id.clone());
        let entry = Box::new(entry.clone());
        self.refused.push(Refused { entry, why });
    }
}
