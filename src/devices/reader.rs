//! The card readers of this tablet, through PC/SC: one thread that waits for cards and reports
//! taps. Readers may come and go, there may be several or none, and the service behind them
//! (`pcscd`) may stop and come back: each is reported, none of it ends the thread. The only module
//! that names `pcsc`. It never writes to a card and never holds one for longer than it takes to
//! read it.

use std::{
    ffi::CString,
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use pcsc::{Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State};

pub use super::card::CardTrouble;
use super::{
    card,
    presence::{Change, Presence, Sight, is_for_badges},
};
use crate::domain::badge::{BadgeKey, Tap, TapSource};

/// What the readers have to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderReport {
    /// These readers are plugged in now, by name; perhaps none. From here on a tap is seen.
    Readers(Vec<String>),
    /// The service that knows the readers is not running. It is tried again every second.
    NoService,
    /// A badge was tapped.
    Tap(Tap),
    /// Something was tapped that gave no badge.
    Trouble(CardTrouble),
}

/// The thread that watches the readers. Dropping it is the same as [`CardReaders::stop`].
#[derive(Debug)]
pub struct CardReaders {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    /// Nothing is ever sent: it closes when the thread has ended.
    ended: mpsc::Receiver<()>,
}

/// How long to wait before the service is tried again.
const BACK_OFF: Duration = Duration::from_secs(1);
/// How long to wait when a reader vanished just as it was asked.
const MOMENT: Duration = Duration::from_millis(100);
/// The longest wait for a card. A reader plugged in just before a wait began is found after it.
const WAIT: Duration = Duration::from_secs(10);
/// How often a thread that should stop is told again, in case it was not yet waiting.
const NUDGE: Duration = Duration::from_millis(50);
/// How long a thread that should stop is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest answer of a card that does not send extended ones, status included.
const ANSWER: usize = 258;

impl CardReaders {
    /// Starts to watch. `report` is called on the watching thread, with the readers or their
    /// absence first, and must not block for long. Fails if the system gives no thread.
    pub fn start(report: impl Fn(ReaderReport) + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (ending, ended) = mpsc::channel();
        let watched = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("card-readers".to_owned())
            .spawn(move || {
                watch(&watched, &report);
                drop(ending);
            })?;
        Ok(Self {
            shared,
            thread: Some(thread),
            ended,
        })
    }

    /// Stops watching and waits until the thread has ended: at once, or after the answer of a card
    /// that is being read. A driver that does not answer for 3 seconds is left behind with the
    /// thread, so that it cannot keep the program from closing.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for CardReaders {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        self.shared.control().stopping = true;
        self.shared.bell.notify_all();
        let begun = Instant::now();
        loop {
            // A cancel that comes between two waits is lost, so it is said until it is heard.
            self.shared.cancel();
            match self.ended.recv_timeout(NUDGE) {
                Err(mpsc::RecvTimeoutError::Timeout) if begun.elapsed() < PATIENCE => {}
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    tracing::warn!("a card reader hangs: closing without it");
                    return;
                }
                Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        if thread.join().is_err() {
            tracing::error!("the card reader thread ended in a panic");
        }
    }
}

/// What the thread and its owner both see.
#[derive(Debug, Default)]
struct Shared {
    control: Mutex<Control>,
    bell: Condvar,
}

#[derive(Default)]
struct Control {
    stopping: bool,
    /// The connection to the service while there is one.
    context: Option<Context>,
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control")
            .field("stopping", &self.stopping)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn control(&self) -> MutexGuard<'_, Control> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopping(&self) -> bool {
        self.control().stopping
    }

    /// Waits, unless it is time to stop.
    fn pause(&self, time: Duration) {
        drop(
            self.bell
                .wait_timeout_while(self.control(), time, |control| !control.stopping),
        );
    }

    fn cancel(&self) {
        let context = self.control().context.clone();
        if let Some(Err(error)) = context.map(|context| context.cancel()) {
            tracing::debug!("could not cancel the wait for a card: {error}");
        }
    }
}

/// The thread: connects to the service, watches until that fails, and tries again.
fn watch(shared: &Shared, report: &impl Fn(ReaderReport)) {
    let mut told = false;
    while !shared.stopping() {
        let lost = match Context::establish(Scope::User) {
            Ok(context) => {
                shared.control().context = Some(context.clone());
                let mut readers = Readers::new(context);
                let lost = readers.watch(shared, |what| {
                    told = false;
                    report(what);
                });
                shared.control().context = None;
                lost
            }
            Err(error) => Err(error),
        };
        if let Err(error) = lost {
            tracing::debug!("no card reader service: {error}");
            if !told && !shared.stopping() {
                report(ReaderReport::NoService);
                told = true;
            }
            shared.pause(BACK_OFF);
        }
    }
}

/// The readers of one connection to the service.
struct Readers {
    context: Context,
    /// The first one stands for the list of readers itself.
    states: Vec<ReaderState>,
    /// One for each reader, in the order of `states` without the first.
    presences: Vec<Presence>,
    known: bool,
}

impl Readers {
    fn new(context: Context) -> Self {
        Self {
            context,
            states: vec![ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE)],
            presences: Vec::new(),
            known: false,
        }
    }

    /// Reports until it is time to stop, or the service is lost.
    fn watch(
        &mut self,
        shared: &Shared,
        mut report: impl FnMut(ReaderReport),
    ) -> Result<(), Error> {
        while !shared.stopping() {
            if self.refresh()? {
                report(ReaderReport::Readers(self.names()));
            }
            match self.context.get_status_change(WAIT, &mut self.states) {
                Ok(()) => {
                    for card in self.look() {
                        report(card.read(&self.context));
                    }
                }
                Err(Error::Timeout | Error::Cancelled) => {}
                Err(Error::UnknownReader | Error::ReaderUnavailable) => shared.pause(MOMENT),
                Err(lost) => return Err(lost),
            }
        }
        Ok(())
    }

    /// Brings the list of readers up to date; whether it changed. What lies on a new reader is
    /// looked at here, so that it is no tap.
    fn refresh(&mut self) -> Result<bool, Error> {
        let mut names = match self.context.list_readers_owned() {
            // One was plugged in while the list was made: the wait tells.
            Err(Error::InsufficientBuffer) => return Ok(false),
            names => names?,
        };
        names.retain(|name| is_for_badges(&name.to_string_lossy()));
        let mut readers = self.states.iter().skip(1);
        if self.known
            && readers
                .by_ref()
                .map(ReaderState::name)
                .eq(names.iter().map(CString::as_c_str))
        {
            return Ok(false);
        }
        let mut before: Vec<_> = self
            .states
            .drain(1..)
            .zip(self.presences.drain(..))
            .collect();
        for name in names {
            let kept = before
                .iter()
                .position(|(state, _)| state.name() == name.as_c_str());
            let (state, presence) = match kept {
                Some(at) => before.swap_remove(at),
                None => self.meet(name),
            };
            self.states.push(state);
            self.presences.push(presence);
        }
        self.known = true;
        Ok(true)
    }

    /// A first look at a reader.
    fn meet(&self, name: CString) -> (ReaderState, Presence) {
        let mut state = ReaderState::new(name, State::UNAWARE);
        let mut presence = Presence::default();
        let first = self
            .context
            .get_status_change(Duration::ZERO, std::slice::from_mut(&mut state));
        match first {
            Ok(()) => {
                presence.look(sight(state.event_state()), state.event_count());
                state.sync_current_state();
            }
            Err(error) => tracing::debug!("a new reader does not say what lies on it: {error}"),
        }
        (state, presence)
    }

    /// Takes over what the readers show, and returns the cards that are newly there.
    fn look(&mut self) -> Vec<NewCard> {
        for state in self.states.iter_mut().take(1) {
            state.sync_current_state();
        }
        let readers = self.states.iter_mut().skip(1);
        readers
            .zip(&mut self.presences)
            .filter_map(|(state, presence)| {
                let change = presence.look(sight(state.event_state()), state.event_count());
                state.sync_current_state();
                let mute = match change {
                    Change::Nothing => return None,
                    Change::Laid => false,
                    Change::LaidMute => true,
                };
                Some(NewCard {
                    reader: state.name().to_owned(),
                    atr: state.atr().to_vec(),
                    mute,
                })
            })
            .collect()
    }

    fn names(&self) -> Vec<String> {
        let readers = self.states.iter().skip(1);
        readers
            .map(|state| state.name().to_string_lossy().into_owned())
            .collect()
    }
}

fn sight(state: State) -> Sight {
    if state.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
        Sight::Away
    } else if state.contains(State::PRESENT) {
        Sight::Card {
            mute: state.contains(State::MUTE),
        }
    } else if state.contains(State::EMPTY) {
        Sight::Empty
    } else {
        Sight::Away
    }
}

/// A card that was just laid down.
struct NewCard {
    reader: CString,
    atr: Vec<u8>,
    mute: bool,
}

impl NewCard {
    fn read(&self, context: &Context) -> ReaderReport {
        match self.keys(context) {
            Ok(keys) => ReaderReport::Tap(Tap {
                keys,
                source: TapSource::CardReader,
            }),
            Err(trouble) => ReaderReport::Trouble(trouble),
        }
    }

    fn keys(&self, context: &Context) -> Result<Vec<BadgeKey>, CardTrouble> {
        if self.mute {
            return Err(CardTrouble::Unreadable);
        }
        let protocols = Protocols::T0 | Protocols::T1;
        let card = context
            .connect(&self.reader, ShareMode::Shared, protocols)
            .map_err(trouble)?;
        let mut buffer = [0; ANSWER];
        let keys = card::read(&self.atr, |command| {
            let answer = card.transmit(command, &mut buffer).map_err(trouble)?;
            Ok(answer.to_vec())
        });
        // Left as it is: a reset takes time, and the card is lifted anyway.
        if let Err((_, error)) = card.disconnect(Disposition::LeaveCard) {
            tracing::debug!("could not let go of a card: {error}");
        }
        keys
    }
}

/// What to tell a child when the service answered with an error. A card torn from the field in the
/// middle of an answer shows as a failed transmission.
fn trouble(error: Error) -> CardTrouble {
    tracing::debug!("a card was not read: {error}");
    match error {
        Error::RemovedCard
        | Error::NoSmartcard
        | Error::UnpoweredCard
        | Error::ResetCard
        | Error::NotTransacted
        | Error::CommError
        | Error::CommDataLost => CardTrouble::LiftedTooEarly,
        _ => CardTrouble::Unreadable,
    }
}
