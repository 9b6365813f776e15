//! Thinking: what came in since the last frame, what it means to the kiosk, and when to wake again.
//! All effects of the program start here; drawing has none.

use std::{sync::Arc, time::Duration};

use eframe::egui;

use crate::{
    devices::reader::{CardTrouble, ReaderReport},
    domain::{
        event::Actor,
        health::Readers,
        ids::Ticket,
        kiosk::{Context, Input, Record, Touch, Trouble},
        pack::Inches,
        records::Records,
    },
    look::{
        pictures,
        theme::{self, Density},
    },
    screens,
    storage::{Store, StoreReport},
};

use super::{App, Asked, inbox::Message, open::LoadedPack};

/// The ticket of what the program itself records; the kiosk's own start at 1.
const OWN: Ticket = Ticket(0);

impl App {
    pub(super) fn think(&mut self, ctx: &egui::Context) {
        let said = self.pack.as_ref().and_then(|pack| pack.tablet.screen);
        fit(ctx, said.or(self.display));
        // What was touched belongs to the screen of the last frame, so it goes before what came in since.
        match self.asked.take() {
            Some(Asked::Touch(touch)) => {
                let hear = match &touch {
                    Touch::Hear(utterance) => Some(utterance.clone()),
                    _ => None,
                };
                self.carry_out(ctx, &touch);
                self.tell(Input::Touch(touch));
                self.begin_pin_check();
                if let Some(utterance) = hear {
                    self.say(utterance);
                }
            }
            Some(Asked::TryAgain) => self.try_again(ctx),
            None => {}
        }
        self.read_page();
        while let Ok(message) = self.inbox.try_recv() {
            self.take(ctx, message);
        }
        for scan in std::mem::take(&mut self.scans) {
            self.tell(scan);
        }
        self.tell(Input::Tick);
        self.ask_the_journal();
        self.run_errand();
        self.run_print_errands();
        self.mind_retiring();
        self.export_if_due();
        self.begin_number();
        self.point_the_camera();
        self.order_of_readers(ctx);
        self.draw_secrets();
        self.stay_open(ctx);
        self.wake_later(ctx);
    }

    pub(super) fn take(&mut self, ctx: &egui::Context, message: Message) {
        match message {
            Message::Store(report) => self.take_store_report(report),
            Message::Reader(ReaderReport::Tap(tap)) => self.tell(Input::Tap(tap)),
            Message::Reader(ReaderReport::Trouble(trouble)) => {
                self.tell(Input::Trouble(match trouble {
                    CardTrouble::LiftedTooEarly => Trouble::LiftedTooEarly,
                    CardTrouble::RandomUid => Trouble::RandomUid,
                    CardTrouble::Unreadable => Trouble::Unreadable,
                }));
            }
            Message::Reader(ReaderReport::Written(written)) => self.tell(Input::Tag(written)),
            Message::Reader(ReaderReport::Readers(readers)) => {
                self.note_readers(Readers::Found(readers));
            }
            Message::Camera(report) => self.take_camera_report(ctx, report),
            Message::Found(found) => self.take_found(found),
            Message::Join(looked) => self.join(ctx, *looked),
            Message::Invitation(made) => self.take_invitation(made),
            Message::Sharing(sharing) => self.take_sharing(sharing),
            Message::Print(news) => self.tell(Input::Print(news)),
            Message::Export(news) => self.take_export_news(news),
            Message::Retire(news) => self.take_retire_news(ctx, news),
            Message::Pin(compared) => self.answer_pin(compared),
            Message::Number(drawn) => self.tell(Input::Number(drawn)),
            Message::Stop => self.close(ctx),
            Message::Speaker(report) => self.take_speaker_report(report),
            Message::Reader(ReaderReport::NoService) => self.note_readers(Readers::NoService),
            Message::Pack(Ok(loaded)) => {
                pictures::forget_files(ctx);
                self.take_edited_pack(*loaded);
            }
            Message::Pack(Err(problems)) if self.pack.is_none() => {
                self.pack_problems = Some(problems);
            }
            Message::Pack(Err(problems)) => {
                self.note_pack(Some(&problems));
                tracing::warn!(
                    "the edited class pack is not used; the last good one stays\n{problems}"
                );
            }
        }
    }

    fn take_edited_pack(&mut self, loaded: LoadedPack) {
        let store = self.store.as_ref().and_then(Store::ledger);
        let events = store.map(|store| {
            let practice = self.options.practice;
            loaded.roster_events(&self.records, &store.tablet(), practice)
        });
        let events = events.unwrap_or_default();
        self.take_pack(loaded.pack);
        self.note_pack(loaded.refused.as_ref());
        if !events.is_empty() {
            self.record(Record {
                ticket: OWN,
                actor: Actor::Tablet,
                events,
                number: None,
            });
        }
    }

    fn take_store_report(&mut self, report: StoreReport) {
        match report {
            StoreReport::Saved {
                ticket,
                entries,
                records,
            } => {
                self.records = records;
                self.forget_exports_of_erased();
                self.health.journal_in_trouble = false;
                let recorded = entries.len();
                // First of all: what was saved decides which page is next.
                self.tell(Input::Saved(ticket, entries));
                self.count_recorded(recorded);
            }
            StoreReport::NotSaved { ticket, error } => {
                tracing::error!(%error, "not saved");
                self.health.journal_in_trouble = true;
                self.tell(Input::NotSaved(ticket));
            }
            StoreReport::Changed {
                records,
                pin_is_set,
            } => {
                let files = |records: &Records| {
                    records
                        .pack_files()
                        .map(|(_, file)| file.clone())
                        .collect::<Vec<_>>()
                };
                if files(&records) != files(&self.records)
                    && let Some(watch) = &self.watch
                {
                    watch.look_now();
                }
                self.records = records;
                self.forget_exports_of_erased();
                self.health.pin_is_set = pin_is_set || self.options.practice;
                self.tell(Input::Changed);
            }
            StoreReport::Log { filter, lines } => self.tell(Input::Log((filter, lines.into()))),
            StoreReport::Story { of, lines } => {
                self.tell(Input::Story((of, lines.into())));
            }
            StoreReport::Looked(look) => {
                let mut sharing = Arc::clone(&self.health.sharing);
                if sharing.place.is_none() {
                    Arc::make_mut(&mut sharing).alone = look.alone;
                }
                self.health.journal = Some(look);
                self.take_sharing(sharing);
            }
            StoreReport::PinHash {
                ticket,
                hash,
                wrong,
            } => self.compare_pin(ticket, hash, wrong),
            StoreReport::PinNotCounted { ticket, error } => {
                tracing::error!(%error, "the PIN was not counted");
                self.pin_was_not_checked(ticket);
            }
            // Children are served all the same; `doctor` and `journal verify` tell more.
            StoreReport::Trouble(error) => tracing::error!(%error, "housekeeping of the journal"),
        }
    }

    /// Tells the kiosk something and carries out what it wants recorded.
    pub(super) fn tell(&mut self, input: Input) {
        let Some(pack) = self.pack.clone() else {
            return self.kiosk.handle_without_class(input);
        };
        if self.store.is_none() {
            return;
        }
        let moment = self.moment();
        let ctx = Context {
            pack: &pack,
            records: &self.records,
            moment: &moment,
        };
        let before = self.kiosk.scene();
        let records = self.kiosk.handle(ctx, input);
        self.follow_with_sound(&before);
        for record in records {
            self.record(record);
        }
    }

    /// Wakes the window when something is due, and not before.
    fn wake_later(&self, ctx: &egui::Context) {
        let now = self.started.elapsed();
        let kiosk = self.kiosk.deadline().map(|due| due.saturating_sub(now));
        let keys = self
            .wedge
            .deadline()
            .map(|due| self.key_clock.until(due, now));
        let trial = self.listener.deadline();
        let trial = trial.map(|due| self.key_clock.until(due, now));
        let slow = self
            .kiosk
            .saving_since()
            .map(|since| (since + screens::SLOW).saturating_sub(now));
        let slow = slow.filter(|left| !left.is_zero());
        let clock = self
            .kiosk
            .visit()
            .is_none()
            .then(|| self.until_the_clock_changes());
        let export = self.until_an_export();
        if let Some(soonest) = [kiosk, keys, trial, slow, clock, export]
            .into_iter()
            .flatten()
            .min()
        {
            ctx.request_repaint_after(soonest + Duration::from_millis(1));
        }
    }

    /// How long "12 minutes left" stays true; between blocks, until the next full minute.
    fn until_the_clock_changes(&self) -> Duration {
        let now = self.moment().wall.datetime();
        let place = self.pack.as_ref().and_then(|pack| pack.place(now));
        let past_the_minute = match place {
            Some(place) => now.duration_since(place.since),
            None => now.duration_since(now.date().to_datetime(jiff::civil::Time::midnight())),
        };
        let past = u64::try_from(past_the_minute.as_millis() % 60_000).unwrap_or_default();
        Duration::from_millis(60_000 - past)
    }
}

/// Makes the window's points fit the canvas that screens are drawn for.
fn fit(ctx: &egui::Context, screen: Option<Inches>) {
    let scale = ctx.pixels_per_point();
    let window = ctx.content_rect().size() * scale;
    let monitor = ctx.input(|input| input.viewport().monitor_size);
    // Without a word from anybody, the window is taken for a tablet of the usual size.
    let density = match (screen, monitor) {
        (Some(screen), Some(monitor)) => Density::of(monitor * scale, screen),
        (screen, _) => Density::of(window, screen.unwrap_or(Inches::ASSUMED)),
    };
    let wanted = theme::pixels_per_point(window, density);
    if (scale - wanted).abs() > 0.005 {
        ctx.set_pixels_per_point(wanted);
        ctx.request_repaint();
    }
}
