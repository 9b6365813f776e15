//! This tablet's side of a round: a journal that is open here, or one that a running kiosk's store owns.

use std::collections::BTreeMap;

use super::peer::Ledger;
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Entry, Head},
    storage::{Journal, Met, Parked, Received, Standing, StorageError, StoreLedger},
};

impl Ledger for Journal {
    fn tablet(&self) -> TabletId {
        Journal::tablet(self).clone()
    }

    fn heads(&mut self) -> Result<BTreeMap<TabletId, Head>, StorageError> {
        Journal::heads(self)
    }

    fn entries(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StorageError> {
        self.entries_of(series, after, most)
    }

    fn receive(&mut self, entries: Vec<Entry>) -> Result<Received, StorageError> {
        Journal::receive(self, entries)
    }

    fn part(&mut self, first: &EntryId) -> Result<u64, StorageError> {
        Journal::part(self, first)
    }

    fn take_form(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError> {
        Journal::take_form(self, &entries)
    }

    fn take_in_branch(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError> {
        Journal::take_in_branch(self, &entries)
    }

    fn keep(&mut self, met: Met) -> Result<(), StorageError> {
        Journal::keep(self, &met)
    }

    fn parked(&mut self) -> Result<Vec<Parked>, StorageError> {
        Journal::parked(self)
    }

    fn standing(&mut self) -> Result<Standing, StorageError> {
        Journal::standing(self)
    }

    fn to_scrub(&mut self, place: &str) -> Result<(u64, Vec<Entry>), StorageError> {
        Journal::to_scrub(self, place)
    }

    fn scrubbed(&mut self, place: &str, far: u64) -> Result<(), StorageError> {
        self.scrubbed_at(place, far)
    }
}

impl Ledger for StoreLedger {
    fn tablet(&self) -> TabletId {
        StoreLedger::tablet(self)
    }

    fn heads(&mut self) -> Result<BTreeMap<TabletId, Head>, StorageError> {
        StoreLedger::heads(self)
    }

    fn entries(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StorageError> {
        StoreLedger::entries(self, series, after, most)
    }

    fn receive(&mut self, entries: Vec<Entry>) -> Result<Received, StorageError> {
        StoreLedger::receive(self, entries)
    }

    fn part(&mut self, first: &EntryId) -> Result<u64, StorageError> {
        StoreLedger::part(self, first.clone())
    }

    fn take_form(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError> {
        self.ask_for(
            move |journal| journal.take_form(&entries),
            |taken| *taken > 0,
        )
    }

    fn take_in_branch(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError> {
        StoreLedger::take_in_branch(self, entries)
    }

    fn keep(&mut self, met: Met) -> Result<(), StorageError> {
        StoreLedger::keep(self, met)
    }

    fn parked(&mut self) -> Result<Vec<Parked>, StorageError> {
        StoreLedger::parked(self)
    }

    fn standing(&mut self) -> Result<Standing, StorageError> {
        StoreLedger::standing(self)
    }

    fn to_scrub(&mut self, place: &str) -> Result<(u64, Vec<Entry>), StorageError> {
        let place = place.to_owned();
        self.ask(move |journal| journal.to_scrub(&place))
    }

    fn scrubbed(&mut self, place: &str, far: u64) -> Result<(), StorageError> {
        let place = place.to_owned();
        self.ask(move |journal| journal.scrubbed_at(&place, far))
    }
}
