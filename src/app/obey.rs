//! Carrying out what the kiosk wants.

use eframe::egui::{self, ViewportCommand};

use crate::domain::{
    event::{Actor, Event},
    ids::Ticket,
    kiosk::{DeskTouch, Input, Touch},
};

use super::App;

impl App {
    /// What a teacher asks of the program itself, behind the PIN.
    pub(super) fn carry_out(&self, ctx: &egui::Context, touch: &Touch) {
        if !self.kiosk.desk_is_open() {
            return;
        }
        match touch {
            Touch::Desk(DeskTouch::Close) => ctx.send_viewport_cmd(ViewportCommand::Close),
            Touch::Desk(DeskTouch::FullScreen(full)) => {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(*full));
            }
            _ => {}
        }
    }

    /// Looks up what a teacher wants to see. Without an answer the page stays as it is.
    pub(super) fn ask_the_journal(&mut self) {
        let Some(store) = &self.store else { return };
        if let Some(filter) = self.kiosk.take_question()
            && let Err(busy) = store.try_log(filter)
        {
            tracing::warn!(%busy, "the log was not looked up");
        }
        if let Some(student) = self.kiosk.take_story_question()
            && let Err(busy) = store.try_story(student)
        {
            tracing::warn!(%busy, "a story was not looked up");
        }
    }

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
