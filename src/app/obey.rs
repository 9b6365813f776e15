//! Carrying out what the kiosk wants.

use eframe::egui::{self, ViewportCommand};

use crate::{
    domain::kiosk::{Desk, DeskTouch, Input, Record, Touch},
    storage,
};

use super::App;

impl App {
    /// What a teacher asks of the program itself, behind the PIN.
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, touch: &Touch) {
        let Touch::Desk(touch) = touch else { return };
        let may = |desk: &Desk| desk.is_open() && desk.may_ask(touch);
        if !self.kiosk.desk().is_some_and(may) {
            return;
        }
        match touch {
            DeskTouch::Close => self.close(ctx),
            DeskTouch::FullScreen(full) => {
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(*full));
            }
            _ => {}
        }
    }

    /// Ends the program: the desk asked for it, or the system did.
    pub(super) fn close(&mut self, ctx: &egui::Context) {
        self.closes = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// A kiosk is not closed by its window: a child finds Alt+F4. A practice kiosk and one in a window
    /// are, and so is one that shows what is wrong with its class pack or journal, since nobody can
    /// get to the desk there.
    pub(super) fn stay_open(&self, ctx: &egui::Context) {
        let free = self.options.practice || self.options.windowed.is_some();
        let no_desk = self.pack.is_none() || self.store.is_none();
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !(self.closes || free || no_desk) {
            tracing::info!("the window was asked to close; it stays");
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
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
        if let Some(story) = self.kiosk.take_story_question()
            && let Err(busy) = store.try_story(story)
        {
            tracing::warn!(%busy, "a story was not looked up");
        }
    }

    /// Hands events to the journal's thread. What it cannot take was not saved, and the kiosk is told.
    pub(super) fn record(&mut self, record: Record) {
        if self.joiner.fresh && !record.events.iter().all(storage::says_nothing_of_a_child) {
            self.joiner.fresh = false;
            self.kiosk.offer_to_join(false);
        }
        let Record {
            ticket,
            actor,
            events,
            number,
        } = record;
        let now = self.moment().wall;
        let taken = self
            .store
            .as_ref()
            .map(|store| store.try_record_card(ticket, now, actor, events, number));
        if let Some(Err(busy)) = taken {
            tracing::error!(%busy, "not saved");
            self.scans.push(Input::NotSaved(ticket));
        }
    }
}
