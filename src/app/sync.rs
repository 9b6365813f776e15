//! The thread that shares what happens with the other tablets: a round at the start, soon after something
//! was recorded, when there is news at the place where they meet, and else every minute; less and less
//! often while that place is away. It asks the store for one small piece at a time, and nothing it
//! waits for ever holds up a tap.

use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError},
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

use super::{
    inbox::{Message, Outbox},
    worker::{Stopping, Worker},
};

/// How many nudges may wait; one more says nothing new.
const WAITING: usize = 8;

/// How often it is looked whether there is news at the place.
const LOOK: Duration = Duration::from_secs(1);

/// How often it is told how many entries a round has fetched.
const TELL: Duration = Duration::from_millis(250);

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

/// The thread, and what it was started with. It ends between two batches: what was copied is durable, and
/// the rest is for the next start.
pub(super) struct Syncing {
    setup: Setup,
    worker: Worker<Nudge>,
}

impl Syncing {
    /// Starts it on the journal of a running store.
    pub(super) fn start(setup: Setup, ledger: StoreLedger, outbox: Outbox) -> io::Result<Self> {
        let kept = setup.clone();
        let worker = Worker::start("waymark-sync", WAITING, move |nudges, stopping| {
            let mut rounds = Rounds {
                meeting: Meeting::new(kept.place.clone(), ledger.tablet()),
                setup: kept,
                ledger,
                outbox,
                stopping,
                sharing: Sharing::default(),
                rhythm: Rhythm::default(),
                started: Instant::now(),
            };
            rounds.work(nudges);
        })?;
        Ok(Self { setup, worker })
    }

    /// Ends it where another takes its place: without waiting for a place that hangs.
    pub(super) fn let_go(self) {
        self.worker.let_go();
    }

    /// What it was started with.
    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Tells it something; never waits.
    pub(super) fn nudge(&self, nudge: Nudge) {
        if !self.worker.send(nudge) {
            tracing::debug!("a round is due anyway");
        }
    }
}

/// What the thread owns.
struct Rounds {
    setup: Setup,
    ledger: StoreLedger,
    outbox: Outbox,
    stopping: Stopping,
    meeting: Meeting,
    sharing: Sharing,
    rhythm: Rhythm,
    started: Instant,
}

impl Rounds {
    fn work(&mut self, nudges: &Receiver<Nudge>) {
        self.look();
        self.tell();
        while !self.stopping.is_so() {
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
        let (sharing, outbox) = (&mut self.sharing, &self.outbox);
        let mut told = Instant::now();
        let mut go_on = |done: sync::Progress| {
            if done.to_fetch > 0 && (sharing.fetched.is_none() || told.elapsed() >= TELL) {
                told = Instant::now();
                sharing.fetched = Some((done.fetched, done.to_fetch.max(done.fetched)));
                outbox.send(Message::Sharing(sharing.clone().into()));
            }
            !stopping.is_so()
        };
        let made = sync::round(
            &mut self.ledger,
            self.meeting.peer(&known)?,
            Pace::GENTLE,
            &mut |heads| status(&setup.name, &setup.zone, heads),
            &mut go_on,
        );
        self.sharing.fetched = None;
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
