//! The thread that owns the journal while the kiosk runs. The window only ever hands it work and
//! never waits for it; what became of the work comes back through `report`.

use std::{
    io,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use jiff::{Zoned, civil};

use super::{
    error::StorageError,
    journal::{Journal, Setting},
    open, snapshot,
    store_ledger::{Piece, StoreLedger},
};
use crate::domain::{
    event::{Actor, Event},
    ids::{EntryId, TabletId, Ticket},
    kiosk::{Adult, CardNumber, PinHash},
    log::{LogFilter, LogLine},
    records::Records,
    story::{StoryLine, StoryOf},
    time::Hlc,
};

/// How many records may wait to be saved.
const WAITING: usize = 64;

/// How often a store at rest looks around.
const REST: Duration = Duration::from_secs(1);

/// How long a store that makes a snapshot waits for work between two steps.
const BETWEEN_STEPS: Duration = Duration::from_millis(3);

/// The journal on its own thread. Dropping it finishes what was accepted, closes the journal, and
/// waits for that.
#[derive(Debug)]
pub struct Store {
    inbox: Option<Arc<SyncSender<Work>>>,
    tablet: Arc<Mutex<TabletId>>,
    thread: Option<JoinHandle<()>>,
}

/// What the store has to say.
#[derive(Debug)]
pub enum StoreReport {
    /// It is on the disk.
    Saved {
        /// Which request it was.
        ticket: Ticket,
        /// The entries made, in the order of the events.
        entries: Vec<EntryId>,
        /// What is true now.
        records: Arc<Records>,
    },
    /// Nothing of it was saved.
    NotSaved {
        /// Which request it was.
        ticket: Ticket,
        /// Why.
        error: StorageError,
    },
    /// Another program wrote to the journal, or entries of other tablets came in.
    Changed {
        /// What is true now.
        records: Arc<Records>,
        /// Whether a teacher has set a PIN.
        pin_is_set: bool,
    },
    /// A PIN may be compared with this hash; it was counted as a wrong one already.
    PinHash {
        /// Which try it was.
        ticket: Ticket,
        /// The hash, if there is one for whoever tries.
        hash: Option<PinHash>,
        /// How many PINs were wrong since the last right one, this one included.
        wrong: u32,
    },
    /// A PIN could not be counted, so it must not be compared.
    PinNotCounted {
        /// Which try it was.
        ticket: Ticket,
        /// Why.
        error: StorageError,
    },
    /// The log of check-ins.
    Log {
        /// What was asked for.
        filter: LogFilter,
        /// The newest first.
        lines: Vec<LogLine>,
    },
    /// A story.
    Story {
        /// What was asked about.
        of: StoryOf,
        /// The newest first.
        lines: Vec<StoryLine>,
    },
    /// How the journal is.
    Looked(JournalLook),
    /// Something in the store's own time went wrong; told once, until it goes well again.
    Trouble(StorageError),
}

/// How the journal is: nothing here is counted row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalLook {
    /// How many entries are in it.
    pub entries: u64,
    /// How many of them nobody else has for certain.
    pub alone: u64,
    /// When the last one was written, by the clock on the wall.
    pub last: Option<civil::DateTime>,
    /// The greatest reading of any entry.
    pub clock: Hlc,
}

/// The store does not take the request; nothing of it will be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// Too much is waiting already.
    #[error("The tablet is still saving what came before. Nothing is lost; try again in a moment.")]
    Full,
    /// Its thread has ended.
    #[error("Nothing more can be saved; what was saved is safe. Start Waymark again.")]
    Ended,
}

#[derive(Debug)]
pub(super) enum Work {
    /// Record this.
    Record(Recording),
    /// A PIN of somebody is about to be compared.
    CountPin(Ticket, Adult),
    /// It was right.
    PinWasRight(Adult),
    /// Who went where, and when?
    Log(LogFilter),
    /// What was recorded about this child?
    Story(StoryOf),
    /// How is the journal?
    Look,
    /// Keep this beside the entries.
    Keep(Setting, String),
    /// Something that another thread waits for.
    Piece(Piece),
}

#[derive(Debug)]
pub(super) struct Recording {
    ticket: Ticket,
    now: Zoned,
    actor: Actor,
    events: Vec<Event>,
    number: Option<CardNumber>,
}

impl Store {
    /// Starts the thread. `report` is called on it, and must not wait for whoever calls the store.
    pub fn start(
        journal: Journal,
        report: impl Fn(StoreReport) + Send + 'static,
    ) -> io::Result<Self> {
        let (inbox, work) = sync_channel(WAITING);
        let tablet = Arc::new(Mutex::new(journal.tablet().clone()));
        let keeper = Keeper {
            journal,
            report,
            today: None,
            copied: None,
            in_trouble: false,
            since_tidy: 0,
        };
        let thread = thread::Builder::new()
            .name("waymark-store".to_owned())
            .spawn(move || keeper.run(&work))?;
        Ok(Self {
            inbox: Some(Arc::new(inbox)),
            tablet,
            thread: Some(thread),
        })
    }

    /// A way for another thread to share the journal with other tablets; `None` once it is stopping.
    #[must_use]
    pub fn ledger(&self) -> Option<StoreLedger> {
        let inbox = self.inbox.as_ref()?;
        Some(StoreLedger::new(inbox, &self.tablet))
    }

    /// Asks for `events` to be recorded as of `now`: all of them or none. Never waits; the answer is a
    /// report with the same ticket.
    pub fn try_record(
        &self,
        ticket: Ticket,
        now: Zoned,
        actor: Actor,
        events: Vec<Event>,
    ) -> Result<(), Busy> {
        self.try_record_card(ticket, now, actor, events, None)
    }

    /// The same for events that link a card whose number is kept first: no card is linked to a number
    /// that is not.
    pub fn try_record_card(
        &self,
        ticket: Ticket,
        now: Zoned,
        actor: Actor,
        events: Vec<Event>,
        number: Option<CardNumber>,
    ) -> Result<(), Busy> {
        self.try_send(Work::Record(Recording {
            ticket,
            now,
            actor,
            events,
            number,
        }))
    }

    /// Counts a PIN as wrong, durably, before anybody knows; the answer is [`StoreReport::PinHash`] or
    /// [`StoreReport::PinNotCounted`]. So neither pulling the plug nor a restart gives a try for
    /// nothing.
    pub fn try_count_pin(&self, ticket: Ticket, who: Adult) -> Result<(), Busy> {
        self.try_send(Work::CountPin(ticket, who))
    }

    /// Asks for the log of check-ins; the answer is [`StoreReport::Log`].
    pub fn try_log(&self, filter: LogFilter) -> Result<(), Busy> {
        self.try_send(Work::Log(filter))
    }

    /// Asks for a story; the answer is [`StoreReport::Story`].
    pub fn try_story(&self, of: StoryOf) -> Result<(), Busy> {
        self.try_send(Work::Story(of))
    }

    /// Asks how the journal is; the answer is [`StoreReport::Looked`].
    pub fn try_look(&self) -> Result<(), Busy> {
        self.try_send(Work::Look)
    }

    /// Keeps a setting of this tablet.
    pub fn try_keep(&self, setting: Setting, value: String) -> Result<(), Busy> {
        self.try_send(Work::Keep(setting, value))
    }

    /// The PIN that was counted last was right, and somebody is in.
    pub fn try_forget_wrong_pins(&self, who: Adult) -> Result<(), Busy> {
        self.try_send(Work::PinWasRight(who))
    }

    fn try_send(&self, work: Work) -> Result<(), Busy> {
        let inbox = self.inbox.as_ref().ok_or(Busy::Ended)?;
        inbox.try_send(work).map_err(|error| match error {
            TrySendError::Full(_) => Busy::Full,
            TrySendError::Disconnected(_) => Busy::Ended,
        })
    }

    /// Finishes what was accepted, closes the journal, and waits for that.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.inbox = None;
        if let Some(Err(_)) = self.thread.take().map(JoinHandle::join) {
            tracing::error!("the store's thread panicked; what it had saved is safe");
        }
    }
}

/// What the thread owns.
struct Keeper<R> {
    journal: Journal,
    report: R,
    /// The day of the last record.
    today: Option<civil::Date>,
    /// The day that was copied last, or could not be.
    copied: Option<civil::Date>,
    in_trouble: bool,
    /// Records since the write-ahead log was tidied.
    since_tidy: u32,
}

impl<R: Fn(StoreReport)> Keeper<R> {
    fn run(mut self, work: &Receiver<Work>) {
        loop {
            match work.recv_timeout(REST) {
                Ok(next) => self.work(next),
                Err(RecvTimeoutError::Timeout) => self.rest(work),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Err(error) = self.journal.close() {
            (self.report)(StoreReport::Trouble(error));
        }
    }

    fn work(&mut self, work: Work) {
        match work {
            Work::Record(recording) => self.record(recording),
            Work::CountPin(ticket, who) => (self.report)(match self.journal.count_pin(&who) {
                Ok((hash, wrong)) => StoreReport::PinHash {
                    ticket,
                    hash,
                    wrong,
                },
                Err(error) => StoreReport::PinNotCounted { ticket, error },
            }),
            Work::Log(filter) => match self.journal.log(&filter) {
                Ok(lines) => (self.report)(StoreReport::Log { filter, lines }),
                Err(error) => (self.report)(StoreReport::Trouble(error)),
            },
            Work::Story(of) => match self.journal.told(&of) {
                Ok(lines) => (self.report)(StoreReport::Story { of, lines }),
                Err(error) => (self.report)(StoreReport::Trouble(error)),
            },
            Work::Look => match self.journal.look() {
                Ok(look) => (self.report)(StoreReport::Looked(look)),
                Err(error) => (self.report)(StoreReport::Trouble(error)),
            },
            Work::Keep(setting, value) => {
                if let Err(error) = self.journal.set(setting, &value) {
                    (self.report)(StoreReport::Trouble(error));
                }
            }
            Work::Piece(piece) => {
                if piece.of(&mut self.journal) {
                    self.tell_what_is_true();
                }
            }
            Work::PinWasRight(who) => {
                if let Err(error) = self.journal.pin_was_right(&who) {
                    (self.report)(StoreReport::Trouble(error));
                }
            }
        }
    }

    fn record(&mut self, recording: Recording) {
        let Recording {
            ticket,
            now,
            actor,
            events,
            number,
        } = recording;
        let kept = number.map_or(Ok(()), |number| self.journal.keep_number(&number));
        let report = match kept.and_then(|()| self.journal.append(&now, &actor, &events)) {
            Ok(entries) => {
                self.today = Some(now.date());
                self.since_tidy += 1;
                StoreReport::Saved {
                    ticket,
                    entries,
                    records: self.journal.records(),
                }
            }
            Err(error) => {
                self.look_closer_next_time(&error);
                StoreReport::NotSaved { ticket, error }
            }
        };
        (self.report)(report);
    }

    /// Everything that can wait until nobody is tapping.
    fn rest(&mut self, work: &Receiver<Work>) {
        match self.look_around(work) {
            Ok(()) => self.in_trouble = false,
            Err(error) => {
                self.look_closer_next_time(&error);
                if !self.in_trouble {
                    self.in_trouble = true;
                    (self.report)(StoreReport::Trouble(error));
                }
            }
        }
    }

    fn look_around(&mut self, work: &Receiver<Work>) -> Result<(), StorageError> {
        if self.journal.catch_up()? {
            self.tell_what_is_true();
        }
        // After a child was erased: one step at a time, so that a tap waits for one at the most.
        self.journal.clean()?;
        self.journal.checkpoint_if_due()?;
        if self.since_tidy >= 100 {
            self.journal.tidy()?;
            self.since_tidy = 0;
        }
        self.snapshot_if_due(work)
    }

    fn tell_what_is_true(&self) {
        let records = self.journal.records();
        (self.report)(match self.journal.has_pin() {
            Ok(pin_is_set) => StoreReport::Changed {
                records,
                pin_is_set,
            },
            Err(error) => StoreReport::Trouble(error),
        });
    }

    /// One copy a day, on days when something was recorded. Work that comes in meanwhile goes first.
    fn snapshot_if_due(&mut self, work: &Receiver<Work>) -> Result<(), StorageError> {
        let due = self.today.filter(|today| self.copied != Some(*today));
        let folder = self.journal.folder().map(ToOwned::to_owned);
        let (Some(today), Some(folder)) = (due, folder) else {
            return Ok(());
        };
        let mut stopped = false;
        let made = snapshot::take(&folder, today, &mut || {
            match work.recv_timeout(BETWEEN_STEPS) {
                Ok(next) => self.work(next),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => stopped = true,
            }
            !stopped
        });
        if !stopped {
            self.copied = Some(today);
        }
        made.map(|_| ())
    }

    /// After damage, the next start looks at the whole file and mends it.
    fn look_closer_next_time(&self, error: &StorageError) {
        let Some(folder) = self.journal.folder().filter(|_| error.is_damage()) else {
            return;
        };
        if let Err(error) = std::fs::write(folder.join(open::CHECK), []) {
            tracing::error!(%error, "the next start cannot be asked to check the journal");
        }
    }
}
