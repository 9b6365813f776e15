//! The kiosk as a running program. Four files: this one owns everything, `logic` thinks, `draw`
//! draws, `obey` carries out. The rules of the kiosk are not here but in [`crate::domain::kiosk`].
//!
//! Threads, each owned by a value here, named, stopped and joined: the store (the only one that
//! knows the database), the card readers, the camera, the speaker, the pack watcher, the scout that
//! finds out what takes its time, the press that prints, the exporter, the one that shares with other
//! tablets, what waits for a signal to
//! stop, and while a PIN is compared the one that does it. They report through one bounded inbox and
//! wake the window. No tap or touch ever waits for them.

mod camera;
pub mod class_files;
mod draw;
mod errands;
pub mod exporter;
mod exporting;
mod health;
mod inbox;
mod join;
mod keys;
mod logic;
mod obey;
mod open;
mod pack_watch;
mod pin;
mod press;
mod printing;
mod readers;
mod retire;
mod retiring;
mod scout;
mod sharing;
pub mod sheets;
mod stop;
mod sync;
mod voice;
mod worker;

use std::{
    path::PathBuf,
    sync::{Arc, mpsc::Receiver},
    time::Instant,
};

use eframe::egui;
use jiff::tz::TimeZone;

use crate::{
    config::{Problems, Watch},
    devices::{desktop, display, reader::CardReaders, wedge::Wedge},
    domain::{
        health::JournalProblem,
        ids::Lang,
        kiosk::{Input, Kiosk, Touch},
        pack::{Inches, Pack},
        records::Records,
        scanner::Listener,
        sharing::MeetingPlace,
        time::Moment,
    },
    look::{
        theme::{self, Density},
        words::Words,
    },
    screens::PracticeBadge,
    storage::Store,
};

pub(crate) use camera::source as camera_source;
pub use retire::WipeError;
pub(crate) use retire::{Leaving, Tells};
pub(crate) use sync::status;

use camera::Eye;
use exporting::Exports;
use health::Health;
use inbox::{Message, Outbox};
use join::Joiner;
use keys::KeyClock;
use open::Opening;
use pack_watch::PackWatch;
use pin::PinCheck;
use press::Press;
use retiring::Retirement;
use scout::Scout;
use stop::StopSignal;
use sync::Syncing;
use voice::Voice;

/// How to run the kiosk.
#[derive(Clone, Debug)]
pub struct Options {
    /// The class pack.
    pub class: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// A window of this size in points; the full screen without.
    pub windowed: Option<(f32, f32)>,
    /// The language, before the class pack's.
    pub lang: Option<Lang>,
    /// Without badges, and nothing is kept.
    pub practice: bool,
}

/// The kiosk could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no window to draw in.
    #[error(
        "Waymark could not open its window. What was recorded is safe. Start it on a screen with OpenGL ES 2 or later."
    )]
    Window(#[source] eframe::Error),
}

/// Runs the kiosk until its window is closed.
///
/// # Errors
///
/// When there is no window to draw in. A class pack or a journal that cannot be used is no error
/// here: it is a screen that says so, with *Try again*.
pub fn run(options: Options) -> Result<(), Error> {
    let started = Instant::now();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Waymark")
        .with_app_id("waymark");
    let viewport = match options.windowed {
        Some((width, height)) => viewport.with_inner_size([width, height]),
        // No size here: with one, some compositors keep the window at it.
        None => viewport.with_fullscreen(true),
    };
    let native = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        persist_window: false,
        ..eframe::NativeOptions::default()
    };
    // Made before the pack is read, so that an edit meanwhile is noticed.
    let watch = Watch::new(options.class.clone());
    let opening = Opening::begin(&options);
    let make = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(App::new(
            options,
            started,
            watch,
            opening,
            &cc.egui_ctx,
        )))
    };
    eframe::run_native("waymark", native, Box::new(make)).map_err(Error::Window)
}

/// Everything the window owns.
pub(crate) struct App {
    options: Options,
    started: Instant,
    words: Words,
    /// The last class pack that could be used.
    pack: Option<Arc<Pack>>,
    /// What is wrong with the class pack, if the first one could not be used.
    pack_problems: Option<Problems>,
    /// Why there is no journal.
    journal_problem: Option<JournalProblem>,
    timezone: TimeZone,
    records: Arc<Records>,
    kiosk: Kiosk,
    /// What the screen asked for and `logic` has yet to carry out.
    asked: Option<Asked>,
    /// What the keyboard scanner saw since `logic` last ran.
    scans: Vec<Input>,
    wedge: Wedge<egui::Event>,
    /// Hears what a scanner types while one is tried.
    listener: Listener,
    key_clock: KeyClock,
    health: Health,
    /// Where this tablet meets the others, as joining left it.
    meeting_place: Option<MeetingPlace>,
    /// The place that it left for good when it was retired, though its class pack still names it.
    left_place: Option<MeetingPlace>,
    practice: Vec<PracticeBadge>,
    /// Whether the desktop asks for nothing to move.
    less_motion: bool,
    /// How large the display says it is.
    display: Option<Inches>,
    drawn: bool,
    /// Whether the program ends with this frame.
    closes: bool,
    // Dropped in this order: the inbox first, so that no thread waits to report while it is joined.
    inbox: Receiver<Message>,
    outbox: Outbox,
    pin_check: PinCheck,
    stop: StopSignal,
    voice: Voice,
    readers: Option<CardReaders>,
    eye: Eye,
    watch: Option<PackWatch>,
    /// Looks around once a teacher wants to know; not there before.
    scout: Option<Scout>,
    /// Prints once a teacher wants something printed; not there before.
    press: Option<Press>,
    /// Looks at the code of a class.
    joiner: Joiner,
    /// Shares with other tablets, where that is set up.
    syncing: Option<Syncing>,
    /// Prepares and wipes, once a teacher retires this tablet.
    retirement: Retirement,
    /// Exports once a teacher asks for it, or it is due; its thread is not there before.
    exports: Exports,
    store: Option<Store>,
}

/// What a screen can ask the program for.
#[derive(Clone, Debug)]
enum Asked {
    /// Something of the kiosk.
    Touch(Touch),
    /// To load the class pack or open the journal again.
    TryAgain,
}

impl App {
    fn new(
        options: Options,
        started: Instant,
        watch: Watch,
        opening: Opening,
        ctx: &egui::Context,
    ) -> Self {
        theme::install(ctx);
        if let Some((width, height)) = options.windowed {
            let pixels = egui::vec2(width, height);
            let density = Density::of(pixels, Inches::ASSUMED);
            ctx.set_pixels_per_point(theme::pixels_per_point(pixels, density));
        }
        let (outbox, inbox) = inbox::channel(ctx.clone());
        let mut app = Self {
            options,
            started,
            words: Words::load(),
            pack: None,
            pack_problems: None,
            journal_problem: None,
            timezone: TimeZone::system(),
            records: Arc::default(),
            kiosk: Kiosk::default(),
            asked: None,
            scans: Vec::new(),
            wedge: Wedge::new(),
            listener: Listener::default(),
            key_clock: KeyClock::default(),
            health: Health::default(),
            meeting_place: None,
            practice: Vec::new(),
            less_motion: desktop::asks_for_less_motion(),
            display: display::inches(),
            drawn: false,
            closes: false,
            pin_check: PinCheck::default(),
            stop: StopSignal::default(),
            voice: Voice::default(),
            inbox,
            outbox,
            readers: None,
            eye: Eye::default(),
            watch: None,
            scout: None,
            press: None,
            joiner: Joiner::default(),
            syncing: None,
            retirement: Retirement::default(),
            left_place: None,
            exports: Exports::default(),
            store: None,
        };
        app.wait_for_signals();
        app.watch_pack(watch);
        app.take_opening(opening);
        app
    }

    fn wait_for_signals(&mut self) {
        match StopSignal::wait(self.outbox.clone()) {
            Ok(stop) => self.stop = stop,
            Err(error) => tracing::error!(%error, "signals to stop will end it at once"),
        }
    }

    /// What the clocks say.
    fn moment(&self) -> Moment {
        let wall = jiff::Timestamp::now().to_zoned(self.timezone.clone());
        Moment {
            since_start: self.started.elapsed(),
            wall,
        }
    }

    /// The language of the screen.
    fn language(&self) -> Lang {
        match &self.pack {
            Some(pack) => self.kiosk.language(pack, &self.records),
            None => self
                .options
                .lang
                .clone()
                .unwrap_or_else(|| Lang::from("en")),
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.think(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn raw_input_hook(&mut self, _ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        self.sort_keys(raw_input);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        theme::PAPER.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
