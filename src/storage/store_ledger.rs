//! The journal of a running kiosk, for a thread that shares it with other tablets: the store's thread
//! stays the owner of the connection and serves one small piece of work at a time, so that a tap waits
//! for no more than one.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        mpsc::{SyncSender, sync_channel},
    },
};

use jiff::Zoned;

use super::{
    error::StorageError,
    journal::Journal,
    receive::Received,
    rename::Renamed,
    sharing::{Met, Parked, Standing},
    store::Work,
};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Entry, Head},
};

/// A way to ask the store for what a round needs. Cheap to clone; it does not keep the store alive, and
/// says [`StorageError::Closed`] once the store has stopped.
#[derive(Clone, Debug)]
pub struct StoreLedger {
    inbox: Weak<SyncSender<Work>>,
    tablet: Arc<Mutex<TabletId>>,
}

/// One piece of work on the journal that somebody waits for, and whether it changes what is true.
pub(super) struct Piece(Box<dyn FnOnce(&mut Journal) -> bool + Send>);

impl Piece {
    /// Does it. Whether what is true may have changed.
    pub(super) fn of(self, journal: &mut Journal) -> bool {
        (self.0)(journal)
    }
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Piece")
    }
}

impl StoreLedger {
    pub(super) fn new(inbox: &Arc<SyncSender<Work>>, tablet: &Arc<Mutex<TabletId>>) -> Self {
        Self {
            inbox: Arc::downgrade(inbox),
            tablet: Arc::clone(tablet),
        }
    }

    /// This tablet.
    #[must_use]
    pub fn tablet(&self) -> TabletId {
        let tablet = self.tablet.lock();
        tablet.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// As [`Journal::become_new`]; the window is told what is true then.
    pub fn become_new(
        &self,
        first: EntryId,
        now: Zoned,
        mut random: impl rand::Rng + Send + 'static,
    ) -> Result<Renamed, StorageError> {
        let name = Arc::clone(&self.tablet);
        let become_new = move |journal: &mut Journal| {
            let renamed = journal.become_new(&first, &now, &mut random)?;
            *name.lock().unwrap_or_else(PoisonError::into_inner) = renamed.tablet.clone();
            Ok(renamed)
        };
        self.ask_for(become_new, |_| true)
    }

    /// As [`Journal::part`]; the window is told what is true then.
    pub fn part(&self, first: EntryId) -> Result<u64, StorageError> {
        self.ask_for(move |journal| journal.part(&first), |moved| *moved > 0)
    }

    /// As [`Journal::take_in_branch`]; the window is told what is true then.
    pub fn take_in_branch(&self, entries: Vec<Entry>) -> Result<u64, StorageError> {
        self.ask_for(
            move |journal| journal.take_in_branch(&entries),
            |new| *new > 0,
        )
    }

    /// How far every series is here.
    pub fn heads(&self) -> Result<BTreeMap<TabletId, Head>, StorageError> {
        self.ask(|journal| journal.heads())
    }

    /// At the most `most` entries of a series, in order, right after number `after`.
    pub fn entries(
        &self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StorageError> {
        let series = series.clone();
        self.ask(move |journal| journal.entries_of(&series, after, most))
    }

    /// As [`Journal::receive`]; the window is told what is true then.
    pub fn receive(&self, entries: Vec<Entry>) -> Result<Received, StorageError> {
        self.ask_for(
            move |journal| journal.receive(entries),
            |received| received.new > 0,
        )
    }

    /// As [`Journal::keep`].
    pub fn keep(&self, met: Met) -> Result<(), StorageError> {
        self.ask(move |journal| journal.keep(&met))
    }

    /// As [`Journal::parked`].
    pub fn parked(&self) -> Result<Vec<Parked>, StorageError> {
        self.ask(|journal| journal.parked())
    }

    /// As [`Journal::standing`].
    pub fn standing(&self) -> Result<Standing, StorageError> {
        self.ask(|journal| journal.standing())
    }

    /// Asks the journal anything that is done in a few milliseconds, and waits for the answer.
    pub fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.ask_for(question, |_| false)
    }

    /// As [`StoreLedger::ask`]; where `changes` says so of the answer, the window is told what is true.
    pub fn ask_for<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
        changes: impl FnOnce(&T) -> bool + Send + 'static,
    ) -> Result<T, StorageError> {
        let (reply, answer) = sync_channel(1);
        let piece = Piece(Box::new(move |journal: &mut Journal| {
            let said = question(journal);
            let is_new = said.as_ref().is_ok_and(changes);
            if reply.send(said).is_err() {
                tracing::debug!("nobody waits for the store's answer any more");
            }
            is_new
        }));
        let inbox = self.inbox.upgrade().ok_or(StorageError::Closed)?;
        let sent = inbox.send(Work::Piece(piece));
        drop(inbox);
        sent.map_err(|_gone| StorageError::Closed)?;
        answer.recv().unwrap_or(Err(StorageError::Closed))
    }
}
