//! A journal that is open here is this tablet's side of a round.

use std::collections::BTreeMap;

use super::peer::Ledger;
use crate::{
    domain::ids::TabletId,
    journal::{Entry, Head},
    storage::{Journal, Received, StorageError},
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
}
