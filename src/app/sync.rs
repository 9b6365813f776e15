//! The thread that shares what happens with the other tablets: a round at the start, soon after something
//! was recorded, when there is news at the place where they meet, and else every minute; less and less
//! often while that place is away. It asks the store for one small piece at a time, and nothing it
//! waits for ever holds up a tap.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use jiff::{Zoned, tz::TimeZone};
use rand::{RngExt as _, rngs::StdRng};

use crate::{
    domain::{
        ids::TabletId,
        sharing::{Hindrance, MeetingPlace, Sharing, Trouble},
    },
    journal::Status,
    storage::{Journal, StorageError, StoreLedger},
    sync::{self, Known, Meeting, Outcome, Pace, PeerError, Rhythm},
};

use super::inbox::{Message, Outbox};

/// How many nudges may wait; one more says nothing new.
const WAITING: usize = 8;

/// How often it is looked whether there is news at the place.
const LOOK: Duration = Duration::from_secs(1);

/// How long closing waits for a place that does not answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long another place waits for it.
const MOMENT: Duration = Duration::from_millis(100);

/// What it works with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setup {
    /// Where the tablets meet.
    pub(super) place: MeetingPlace,
    /// What this tablet is called.
    pub(super) name: String,
    /// What the class is called.
    pub(super) class: String,
    /// The classroom's time zone.
    pub(super) zone: TimeZone,
}

/// Why it is to look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nudge {
    /// Somebody wants a round, now.
    Now,
    /// Something was recorded.
    Recorded,
    /// This tablet becomes a new one, because another goes by its name.
    BecomeNew,
    /// Another tablet is to be let in.
    Invite,
}

/// The thread; it ends when this is dropped, between two batches. For a place that hangs, closing waits
/// 3 s at the most: what was copied is durable, and the rest is for the next start.
pub(super) struct Syncing {
    setup: Setup,
    /// Closed to end the thread.
    nudges: Option<SyncSender<Nudge>>,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// Nothing is ever sent: it closes when the thread has ended.
    ended: Receiver<()>,
}

impl Syncing {
    /// Starts it on the journal of a running store.
    pub(super) fn start(setup: Setup, ledger: StoreLedger, outbox: Outbox) -> io::Result<Self> {
        let (nudges, inbox) = sync_channel(WAITING);
        let stopping = Arc::new(AtomicBool::new(false));
        let (ending, ended) = channel();
        let mut worker = Worker {
            meeting: Meeting::new(setup.place.clone(), ledger.tablet()),
            setup: setup.clone(),
            ledger,
            outbox,
            stopping: Arc::clone(&stopping),
            sharing: Sharing::default(),
            rhythm: Rhythm::default(),
            started: Instant::now(),
        };
        let thread = thread::Builder::new()
            .name("waymark-sync".to_owned())
            .spawn(move || {
                worker.work(&inbox);
                drop(ending);
            })?;
        Ok(Self {
            setup,
            nudges: Some(nudges),
            stopping,
            thread: Some(thread),
            ended,
        })
    }

    /// Ends it where another takes its place: without waiting for a place that hangs.
    pub(super) fn let_go(mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.nudges = None;
        if self.ended.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the place where tablets met hangs: another takes its place");
            self.thread = None;
        }
    }

    /// What it was started with.
    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Tells it something; never waits.
    pub(super) fn nudge(&self, nudge: Nudge) {
        let sent = self.nudges.as_ref().map(|nudges| nudges.try_send(nudge));
        if sent.is_some_and(|sent| sent.is_err()) {
            tracing::debug!("a round is due anyway");
        }
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.nudges = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the place where tablets meet hangs: going on without it");
        } else if thread.join().is_err() {
            tracing::error!("the thread that shares with other tablets ended badly");
        }
    }
}

/// What the thread owns.
struct Worker {
    setup: Setup,
    ledger: StoreLedger,
    outbox: Outbox,
    stopping: Arc<AtomicBool>,
    meeting: Meeting,
    sharing: Sharing,
    rhythm: Rhythm,
    started: Instant,
}

impl Worker {
    fn work(&mut self, nudges: &Receiver<Nudge>) {
        self.look();
        self.tell();
        while !self.stopping.load(Ordering::Relaxed) {
            let now = self.started.elapsed();
            let until = self.rhythm.due().saturating_sub(now);
            if until.is_zero() {
                self.round();
                continue;
            }
            match nudges.recv_timeout(until.min(LOOK)) {
                Ok(Nudge::Now) => self.rhythm.now(self.started.elapsed()),
                Ok(Nudge::Invite) => self.invite(),
                Ok(Nudge::BecomeNew) => self.become_new(),
                Ok(Nudge::Recorded) => self.rhythm.recorded(self.started.elapsed()),
                Err(RecvTimeoutError::Timeout) => {
                    if self.meeting.has_news() {
                        self.rhythm.now(self.started.elapsed());
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn round(&mut self) {
        self.sharing.busy = true;
        self.tell();
        let made = self.make_a_round();
        self.sharing.busy = false;
        let now = self.started.elapsed();
        match made {
            Ok(outcome) => {
                self.sharing.odd = sync::odd(&outcome.oddities);
                self.sharing.trouble = None;
                if outcome.finished {
                    self.rhythm.went_well(now);
                    self.sharing.in_step = Some(self.wall().datetime());
                } else {
                    self.rhythm.now(now);
                }
            }
            Err(PeerError::Here(StorageError::Closed)) => return,
            Err(error) => {
                tracing::warn!(%error, "a round did not come to its end");
                let what = Hindrance::from(&error);
                let same = self
                    .sharing
                    .trouble
                    .take()
                    .filter(|known| known.what == what);
                self.sharing.trouble = Some(same.unwrap_or(Trouble {
                    what,
                    since: self.wall().datetime(),
                }));
                self.rhythm.failed(now, rand::rng().random());
            }
        }
        self.look();
        self.tell();
    }

    fn make_a_round(&mut self) -> Result<Outcome, PeerError> {
        let known = self.class()?;
        let (setup, stopping) = (&self.setup, &self.stopping);
        let made = sync::round(
            &mut self.ledger,
            self.meeting.peer(&known)?,
            Pace::GENTLE,
            &mut |heads| status(&setup.name, &setup.zone, heads),
            &mut |_| !stopping.load(Ordering::Relaxed),
        );
        if made.is_err() {
            self.meeting.leave();
        }
        made
    }

    /// Whose tablet it is. The place is asked here and not by the store, because it may hang.
    fn class(&self) -> Result<Known, PeerError> {
        let place = self.setup.place.clone();
        let known = self
            .ledger
            .ask(move |journal| sync::known_class(journal, &place))?;
        if let Some(known) = known {
            return Ok(known);
        }
        let there = sync::class_there(&self.setup.place, &self.ledger.tablet())?;
        let keep = |journal: &mut Journal| sync::keep_class(journal, there, &mut rand::rng());
        Ok(self.ledger.ask(keep)?)
    }

    fn invite(&mut self) {
        let (known, class) = (self.class(), self.setup.class.clone());
        let made = known.and_then(|known| self.meeting.invite(&known, &class, &mut rand::rng()));
        if let Err(error) = &made {
            tracing::warn!(%error, "no tablet can be let in now");
        }
        self.outbox.send(Message::Invitation(made.ok()));
    }

    fn become_new(&mut self) {
        let trouble = self.sharing.trouble.as_ref();
        let Some(Hindrance::TwoOfUs(first)) = trouble.map(|trouble| &trouble.what) else {
            return;
        };
        let random: StdRng = rand::make_rng();
        match self.ledger.become_new(first.clone(), self.wall(), random) {
            Ok(renamed) => {
                tracing::warn!(moved = renamed.moved, "this tablet is a new one");
                self.sharing.trouble = None;
                self.meeting = Meeting::new(self.setup.place.clone(), renamed.tablet);
            }
            Err(error) => tracing::error!(%error, "this tablet did not become a new one"),
        }
        self.rhythm.now(self.started.elapsed());
    }

    /// Brings what is told up to what the journal knows.
    fn look(&mut self) {
        let known = self.ledger.standing().and_then(|standing| {
            let parked = self.ledger.parked()?;
            Ok((standing, parked))
        });
        match known {
            Ok((standing, parked)) => {
                let place = Some(self.meeting.in_words());
                let mut sharing = sync::account(place, &standing, &parked);
                sharing.in_step = self.sharing.in_step.or(sharing.in_step);
                sharing.trouble = self.sharing.trouble.take();
                sharing.odd = std::mem::take(&mut self.sharing.odd);
                self.sharing = sharing;
            }
            Err(StorageError::Closed) => {}
            Err(error) => tracing::error!(%error, "what is known of other tablets was not read"),
        }
    }

    fn tell(&self) {
        self.outbox
            .send(Message::Sharing(self.sharing.clone().into()));
    }

    fn wall(&self) -> Zoned {
        Zoned::now().with_time_zone(self.setup.zone.clone())
    }
}

/// How this tablet is, for the others.
pub(crate) fn status(
    name: &str,
    zone: &TimeZone,
    heads: &std::collections::BTreeMap<TabletId, crate::journal::Head>,
) -> Status {
    Status {
        name: name.to_owned(),
        program: concat!("waymark ", env!("CARGO_PKG_VERSION")).to_owned(),
        at: Zoned::now().with_time_zone(zone.clone()),
        heads: heads
            .iter()
            .map(|(tablet, head)| (tablet.clone(), head.seq))
            .collect(),
        retired: false,
    }
}
