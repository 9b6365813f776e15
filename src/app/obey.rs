//! Carrying out what the kiosk wants.

use crate::domain::{
    event::{Actor, Event},
    ids::Ticket,
    kiosk::Input,
};

use super::App;

impl App {
    /// Hands events to the journal's thread. What it cannot take was not saved, and the kiosk is told.
    pub(super) fn record(&mut self, ticket: Ticket, actor: Actor, events: Vec<Event>) {
        let now = self.moment().wall;
        let taken = self
            .store
            .as_ref()
            .map(|store| store.try_record(ticket, now, actor, events));
        if let Some(Err(busy)) = taken {
            tracing::error!(%busy, "not saved");
            self.scans.push(Input::NotSaved(ticket));
        }
    }
}
