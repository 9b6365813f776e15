//! The card readers of this tablet, through PC/SC: one thread that waits for cards and reports
//! taps. Readers may come and go, there may be several or none, and the service behind them
//! (`pcscd`) may stop and come back: each is reported, none of it ends the thread. Between two taps it
//! obeys [`Order`]s: writing a code on the card that lies there, and a light and a beep. An order never
//! goes before a tap that is to be reported, and only a card of the serial number in it is written on.

use std::{
    ffi::CString,
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use pcsc::{Context, Error, ReaderState, Scope, State};

pub use super::card::CardTrouble;
use super::{
    connection::{self, OnReader},
    presence::{Change, Presence, Sight, is_for_badges},
    signal,
};
use crate::{
    badges::code::BadgeCode,
    domain::{
        badge::{BadgeKey, Tap},
        tag::{Signal, TagTrouble, TagWritten},
    },
};

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
    /// What came of an order to write.
    Written(TagWritten),
}

/// Something for the readers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Write a code on the card with that serial number, which lies on a reader. Each is answered by
    /// [`ReaderReport::Written`].
    Write {
        /// The serial number.
        uid: BadgeKey,
        /// The code.
        code: BadgeCode,
        /// Also over something that is no badge.
        over: bool,
    },
    /// Show by light and beep what became of the last tap, on a reader that can.
    Signal(Signal),
}

/// The thread has too much to do, or has ended; the order was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the card readers take no more orders now: nothing was changed, try again")]
pub struct NotTaken;

/// The thread that watches the readers. Dropping it is the same as [`CardReaders::stop`].
#[derive(Debug)]
pub struct CardReaders {
    shared: Arc<Shared>,
    orders: SyncSender<Order>,
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
/// How many orders may wait.
const ORDERS: usize = 8;

impl CardReaders {
    /// Starts to watch. `report` is called on the watching thread, with the readers or their
    /// absence first, and must not block for long. Fails if the system gives no thread.
    pub fn start(report: impl Fn(ReaderReport) + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (ending, ended) = mpsc::channel();
        let (orders, ordered) = sync_channel(ORDERS);
        let watched = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("card-readers".to_owned())
            .spawn(move || {
                watch(&watched, &ordered, &report);
                drop(ending);
            })?;
        Ok(Self {
            shared,
            orders,
            thread: Some(thread),
            ended,
        })
    }

    /// Hands an order in and wakes the thread. Never waits for it.
    ///
    /// # Errors
    ///
    /// When too many wait already.
    pub fn try_send(&self, order: Order) -> Result<(), NotTaken> {
        self.shared.waiting.fetch_add(1, Ordering::AcqRel);
        if self.orders.try_send(order).is_err() {
            self.shared.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(NotTaken);
        }
        self.shared.cancel();
        Ok(())
    }

    /// Wakes the thread again if it has not seen all orders: a wake that comes between two waits is lost.
    /// Whether it had to.
    #[must_use]
    pub fn nudge(&self) -> bool {
        let waits = self.shared.waiting.load(Ordering::Acquire) > 0;
        if waits {
            self.shared.cancel();
        }
        waits
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
    /// Orders that the thread has not seen.
    waiting: AtomicUsize,
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

    /// The next order, if one waits.
    fn next(&self, orders: &Receiver<Order>) -> Option<Order> {
        let order = orders.try_recv().ok()?;
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        Some(order)
    }

    fn cancel(&self) {
        let context = self.control().context.clone();
        if let Some(Err(error)) = context.map(|context| context.cancel()) {
            tracing::debug!("could not cancel the wait for a card: {error}");
        }
    }
}

/// The thread: connects to the service, watches until that fails, and tries again.
fn watch(shared: &Shared, orders: &Receiver<Order>, report: &impl Fn(ReaderReport)) {
    let mut told = false;
    while !shared.stopping() {
        let lost = match Context::establish(Scope::User) {
            Ok(context) => {
                shared.control().context = Some(context.clone());
                let mut readers = Readers::new(context);
                let lost = readers.watch(shared, orders, |what| {
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
            while let Some(order) = shared.next(orders) {
                if let Order::Write { uid, code, .. } = order {
                    report(written(uid, &code, Err(TagTrouble::NoReader)));
                }
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
    /// Readers that still beep by themselves at every card.
    loud: Vec<CString>,
    /// The reader of the last tap.
    last: Option<CString>,
}

impl Readers {
    fn new(context: Context) -> Self {
        Self {
            context,
            states: vec![ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE)],
            presences: Vec::new(),
            known: false,
            loud: Vec::new(),
            last: None,
        }
    }

    /// Reports until it is time to stop, or the service is lost.
    fn watch(
        &mut self,
        shared: &Shared,
        orders: &Receiver<Order>,
        mut report: impl FnMut(ReaderReport),
    ) -> Result<(), Error> {
        while !shared.stopping() {
            if self.refresh()? {
                report(ReaderReport::Readers(self.names()));
                self.hush_all();
            }
            while let Some(order) = shared.next(orders) {
                if let Some(what) = self.obey(order) {
                    report(what);
                }
            }
            match self.context.get_status_change(WAIT, &mut self.states) {
                Ok(()) => {
                    for card in self.look() {
                        report(card.read(&self.context));
                        self.hush_all();
                        self.last = Some(card.reader);
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
            let (state, presence) = if let Some(at) = kept {
                before.swap_remove(at)
            } else {
                self.loud.push(name.clone());
                self.meet(name)
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
    fn look(&mut self) -> Vec<OnReader> {
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
                Some(OnReader {
                    reader: state.name().to_owned(),
                    atr: state.atr().to_vec(),
                    mute,
                })
            })
            .collect()
    }

    /// Keeps new readers from beeping at every card by themselves, as soon as they let one.
    fn hush_all(&mut self) {
        let takes = |reader: &CString| signal::takes_signals(&reader.to_string_lossy());
        let context = &self.context;
        self.loud
            .retain(|reader| takes(reader) && !connection::hush(context, reader));
    }

    /// Does what was ordered; what there is to report of it.
    fn obey(&mut self, order: Order) -> Option<ReaderReport> {
        match order {
            Order::Write { uid, code, over } => {
                let outcome = self.write(&uid, &code, over);
                Some(written(uid, &code, outcome))
            }
            Order::Signal(what) => {
                let last = self.last.as_ref();
                let last = last.filter(|reader| signal::takes_signals(&reader.to_string_lossy()));
                if let Some(reader) = last
                    && !connection::tell_reader(&self.context, reader, &signal::command(what))
                {
                    tracing::debug!("the reader shows no light");
                }
                None
            }
        }
    }

    /// Writes on the card with that serial number, on whichever reader it lies.
    fn write(&self, uid: &BadgeKey, code: &BadgeCode, over: bool) -> Result<(), TagTrouble> {
        for state in self.states.iter().skip(1) {
            match connection::write(&self.context, state.name(), (uid, code), over) {
                Err(TagTrouble::NotThere) => {}
                outcome => return outcome,
            }
        }
        Err(TagTrouble::NotThere)
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

fn written(uid: BadgeKey, code: &BadgeCode, outcome: Result<(), TagTrouble>) -> ReaderReport {
    let code = code.key();
    ReaderReport::Written(TagWritten { uid, code, outcome })
}
