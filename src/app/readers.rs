//! What the kiosk wants of the card readers: a code written on a tag, a light and a beep.

use std::time::Duration;

use eframe::egui;

use crate::{
    badges::code::BadgeCode,
    devices::reader::{CardReaders, Order},
    domain::{
        badge::BadgeKey,
        kiosk::Input,
        tag::{TagJob, TagTrouble, TagWritten},
    },
};

use super::App;

/// After how long a reader that has not heard an order is woken again.
const NUDGE: Duration = Duration::from_millis(50);

impl App {
    /// Hands over what is wanted. Never waits; a code that no reader takes is not written, and the kiosk
    /// is told.
    pub(super) fn order_of_readers(&mut self, ctx: &egui::Context) {
        if let Some(job) = self.kiosk.take_tag_job() {
            self.order_writing(job);
        }
        let shows = self
            .pack
            .as_ref()
            .is_some_and(|pack| pack.tablet.reader_signals);
        if let Some(signal) = self.kiosk.take_signal().filter(|_| shows)
            && let Some(readers) = &self.readers
            && let Err(busy) = readers.try_send(Order::Signal(signal))
        {
            tracing::debug!(%busy, "no light");
        }
        if self.readers.as_ref().is_some_and(CardReaders::nudge) {
            ctx.request_repaint_after(NUDGE);
        }
    }

    fn order_writing(&mut self, job: TagJob) {
        let known = job.code.as_ref().and_then(|key| match key {
            BadgeKey::Code(letters) => letters.parse::<BadgeCode>().ok(),
            BadgeKey::Uid(_) => None,
        });
        let code = known.unwrap_or_else(|| BadgeCode::draw(&mut rand::rng()));
        let order = Order::Write {
            uid: job.uid.clone(),
            code,
            over: job.over,
        };
        let taken = self
            .readers
            .as_ref()
            .is_some_and(|readers| readers.try_send(order).is_ok());
        if !taken {
            self.tell(Input::Tag(TagWritten {
                uid: job.uid,
                code: code.key(),
                outcome: Err(TagTrouble::NoReader),
            }));
        }
    }
}
