//! Taking in entries that other tablets wrote: what fits is saved, and nothing else is.

use std::{
    iter,
    sync::mpsc,
    thread::{self, Scope},
};

use rusqlite::{Transaction, TransactionBehavior};

use super::{
    erase,
    error::StorageError,
    filing::Filing,
    fold::{Known, Stale},
    gaps, index,
    journal::{Journal, heads},
    rows::Arrival,
};
use crate::{
    domain::ids::TabletId,
    journal::{Chain, Checksum, Damage, Entry},
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
        let mut taking = Taking {
            transaction: &transaction,
            tablet: &self.tablet,
            over_gaps,
            chain: Chain::from_heads(heads(&transaction)?),
            filing: Filing::begin(&transaction)?,
            known,
            stale: Stale::default(),
            saved: Vec::new(),
            received: Received::default(),
        };
        thread::scope(|scope| {
            let mut found = in_row(scope, &entries);
            let mut each = entries.iter();
            each.try_for_each(|entry| taking.take(entry, found.next().flatten()))
        })?;
        let (mut known, stale, received) = taking.end()?;
        let erased = erase::if_needed(&transaction, &known, &stale)?;
        known.refold(&transaction, stale)?;
        transaction.commit()?;
        self.known = known;
        self.forget_checkpoint(erased);
        let_go(entries);
        Ok(received)
    }
}

/// So many entries are worth a thread.
const MANY: usize = 2_048;

/// Entries that are being taken in, in one transaction.
struct Taking<'a> {
    transaction: &'a Transaction<'a>,
    tablet: &'a TabletId,
    over_gaps: bool,
    chain: Chain,
    filing: Filing<'a>,
    known: Known,
    stale: Stale,
    /// What is not folded yet.
    saved: Vec<(Arrival, &'a Entry)>,
    received: Received,
}

impl<'a> Taking<'a> {
    /// Takes one in that was found to follow the entry with the checksum `found`, if it was found to
    /// follow any.
    fn take(&mut self, entry: &'a Entry, found: Option<Checksum>) -> Result<(), StorageError> {
        if entry.id.seq <= self.chain.head(&entry.id.tablet).seq {
            return self.take_known(entry);
        }
        if entry.id.tablet == *self.tablet {
            self.received.refuse(entry, forked(entry));
            return Ok(());
        }
        let follows = |last: &Checksum| found == Some(*last) || entry.verify(last);
        match self.chain.extend_if(entry, follows) {
            Ok(()) => {}
            Err(Damage::Missing { .. }) if self.over_gaps => {
                gaps::open(
                    self.transaction,
                    &self.chain.head(&entry.id.tablet),
                    &entry.id,
                )?;
                self.chain.skip_to(&entry.id, entry.checksum);
            }
            Err(damage) => {
                self.received.refuse(entry, damage);
                return Ok(());
            }
        }
        self.save(entry)
    }

    /// One in the part of its series that is here, which it may fill a gap of.
    fn take_known(&mut self, entry: &'a Entry) -> Result<(), StorageError> {
        self.filing.identify()?;
        match index::find(self.transaction, &entry.id)? {
            Some((_, checksum)) if checksum == entry.checksum => {
                self.received.known += 1;
                erase::take_words_back(self.transaction, &mut self.known, entry, &mut self.stale)
            }
            Some(_) => {
                self.received.refuse(entry, forked(entry));
                Ok(())
            }
            None => match gaps::close(self.transaction, entry)? {
                Ok(()) => self.save(entry),
                Err(damage) => {
                    self.received.refuse(entry, damage);
                    Ok(())
                }
            },
        }
    }

    /// Saves an entry; what is known to be about an erased child is not even written.
    fn save(&mut self, entry: &'a Entry) -> Result<(), StorageError> {
        self.received.new += 1;
        match erase::on_arrival(self.transaction, &self.known, entry)? {
            Some(left) => {
                let arrival = self.filing.add(&left)?;
                self.known.take_in(arrival, &left, &mut self.stale);
            }
            None => self.saved.push((self.filing.add(entry)?, entry)),
        }
        Ok(())
    }

    /// Files what was saved and folds it, both at once where it is much.
    fn end(self) -> Result<(Known, Stale, Received), StorageError> {
        let (mut known, mut stale) = (self.known, self.stale);
        let many = self.saved.len() >= MANY;
        let mut saved = self.saved.into_iter();
        let mut fold = || {
            for (arrival, entry) in saved.by_ref() {
                known.take_in(arrival, entry, &mut stale);
            }
        };
        thread::scope(|scope| {
            if many {
                start("fold", scope, &mut fold);
            }
            self.filing.end()
        })?;
        fold();
        Ok((known, stale, self.received))
    }
}

/// The checksum of the entry before each in the list, where that is one of its series which it follows
/// and it is whole. For many entries a thread finds it out ahead.
fn in_row<'scope>(
    scope: &'scope Scope<'scope, '_>,
    entries: &'scope [Entry],
) -> Box<dyn Iterator<Item = Option<Checksum>> + 'scope> {
    let before = iter::once(None).chain(entries.iter().map(Some));
    let mut found = before.zip(entries).map(|(before, entry)| {
        let before = before.filter(|before| before.id.tablet == entry.id.tablet)?;
        entry.verify(&before.checksum).then_some(before.checksum)
    });
    if entries.len() < MANY {
        return Box::new(found);
    }
    let (tell, told) = mpsc::channel();
    start("verify", scope, move || {
        // Until nobody listens any more.
        found.all(|found| tell.send(found).is_ok());
    });
    Box::new(told.into_iter())
}

/// Starts a thread. Without it, what it does is done where it is wanted.
fn start<'scope>(
    name: &str,
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) {
    let thread = thread::Builder::new().name(name.to_owned());
    if let Err(error) = thread.spawn_scoped(scope, work) {
        tracing::debug!(%error, name, "no thread");
    }
}

fn forked(entry: &Entry) -> Damage {
    let entry = entry.id.clone();
    Damage::Forked { entry }
}

/// Gives back the memory of what is saved. Of many entries that takes a while, for which nobody waits.
fn let_go(entries: Vec<Entry>) {
    if entries.len() < MANY {
        return;
    }
    let thread = thread::Builder::new().name("let go".to_owned());
    if let Err(error) = thread.spawn(move || drop(entries)) {
        tracing::debug!(%error, "no thread to let go of entries");
    }
}

impl Received {
    fn refuse(&mut self, entry: &Entry, why: Damage) {
        let entry = Box::new(entry.clone());
        self.refused.push(Refused { entry, why });
    }
}
