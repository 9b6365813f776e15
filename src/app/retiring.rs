//! Retiring this tablet, as far as the window has to do with it: a thread prepares it while children are
//! served, and once a teacher's PIN was right the journal is given to that thread, which wipes it. Then
//! the kiosk begins anew, as after its first start.

use std::{path::PathBuf, sync::Arc};

use eframe::egui;
use jiff::Zoned;

use crate::{
    domain::{
        event::Actor,
        exporting::{ExportTo, ExportTrouble},
        ids::Lang,
        kiosk::{Input, Kiosk, LeftBehind, News, RetireRefusal, RetireStep, Retiring},
        pack::Pack,
        sharing::MeetingPlace,
    },
    export,
    storage::{Journal, OpenError, Setting, Store, StoreLedger},
    sync::Pace,
};

use super::{
    App,
    exporter::{self, Export},
    exporting::Exports,
    inbox::{Message, Outbox},
    retire::{Leaving, Tells, WipeError},
    worker::{Stopping, Worker},
};

/// What the thread tells.
#[derive(Debug)]
pub(super) enum RetireNews {
    /// How it goes.
    Goes(Retiring),
    /// The tablet is wiped, or is not; where its export is.
    Wiped(Result<Option<ExportTo>, RetireRefusal>),
}

/// Retiring, from the first yes until it is over.
#[derive(Default)]
pub(super) struct Retirement {
    /// Where to, while another export is under way.
    waits: Option<ExportTo>,
    /// Prepares or wipes.
    worker: Option<Worker<()>>,
}

/// What a tablet is retired with.
struct Job {
    data: PathBuf,
    pack: Arc<Pack>,
    lang: Lang,
    place: Option<MeetingPlace>,
    now: Zoned,
    outbox: Outbox,
}

impl Retirement {
    /// Whether the tablet is being retired: nothing is shared meanwhile but by that.
    pub(super) fn is_under_way(&self) -> bool {
        self.worker.is_some()
    }
}

impl App {
    /// The first yes.
    pub(super) fn prepare_to_retire(&mut self, to: ExportTo) {
        if self.options.practice {
            // Of practice nothing is kept: there is nothing to export.
            return self.refuse_to_retire(RetireRefusal::NotExported(to, ExportTrouble::Other));
        }
        self.retirement.waits = Some(to);
    }

    fn refuse_to_retire(&mut self, why: RetireRefusal) {
        self.tell(Input::News(News::Retiring(Retiring::Refused(why))));
    }

    /// Begins when it can, and ends what nobody waits for any more.
    pub(super) fn mind_retiring(&mut self) {
        if self.kiosk.retiring().is_none() {
            self.retirement.waits = None;
            if let Some(worker) = self.retirement.worker.take() {
                worker.let_go();
                self.share_again();
            }
            return;
        }
        if self.exports_now() {
            return;
        }
        if let Some(to) = self.retirement.waits.take() {
            self.begin_to_prepare(to);
        }
    }

    fn share_again(&mut self) {
        if let Some(pack) = self.pack.clone() {
            self.set_sync_up(&pack);
        }
    }

    fn job(&self) -> Option<Job> {
        let pack = self.pack.clone()?;
        Some(Job {
            data: self.options.data.clone(),
            lang: pack.tablet.language.clone(),
            place: self.place_of(&pack),
            pack,
            now: self.moment().wall,
            outbox: self.outbox.clone(),
        })
    }

    fn begin_to_prepare(&mut self, to: ExportTo) {
        let refused = RetireRefusal::NotExported(to.clone(), ExportTrouble::Other);
        let ledger = self.store.as_ref().and_then(Store::ledger);
        let (Some(job), Some(ledger)) = (self.job(), ledger) else {
            return self.refuse_to_retire(refused);
        };
        self.end_sync();
        let begun = Worker::start("retire", 1, move |_, stopping| {
            job.prepare(ledger, &to, &stopping);
        });
        match begun {
            Ok(worker) => self.retirement.worker = Some(worker),
            Err(error) => {
                tracing::error!(%error, "the tablet cannot be retired");
                self.refuse_to_retire(refused);
                self.share_again();
            }
        }
    }

    /// The PIN was right. From here on nobody else has the journal.
    pub(super) fn wipe_tablet(&mut self, left: &LeftBehind, actor: Actor) {
        let Some(job) = self.job() else {
            return self.refuse_to_retire(RetireRefusal::InUse);
        };
        self.retirement.worker = None;
        self.end_sync();
        self.press = None;
        self.exports = Exports::default();
        self.store = None;
        let (own, tells) = (
            left.own,
            if left.shared {
                Tells::IfItCan
            } else {
                Tells::Nobody
            },
        );
        let export = left.export.as_ref().ok().map(|(to, _)| to.clone());
        let outbox = self.outbox.clone();
        let begun = Worker::start("retire", 1, move |_, _| {
            let wiped = job.wipe(own, &actor, tells).map(|()| export);
            outbox.send(Message::Retire(RetireNews::Wiped(wiped)));
        });
        match begun {
            Ok(worker) => self.retirement.worker = Some(worker),
            Err(error) => {
                tracing::error!(%error, "the tablet cannot be wiped");
                let refused = Err(RetireRefusal::InUse);
                self.outbox
                    .send(Message::Retire(RetireNews::Wiped(refused)));
            }
        }
    }

    /// Something came of it.
    pub(super) fn take_retire_news(&mut self, ctx: &egui::Context, news: RetireNews) {
        let wiped = match news {
            RetireNews::Goes(how) => return self.tell(Input::News(News::Retiring(how))),
            RetireNews::Wiped(wiped) => wiped,
        };
        self.retirement = Retirement::default();
        let how = match wiped {
            Ok(export) => {
                // Nothing that anybody did before is remembered.
                self.kiosk = Kiosk::default();
                Retiring::Done(export)
            }
            Err(why) => Retiring::Refused(why),
        };
        self.try_again(ctx);
        self.tell(Input::News(News::Retiring(how)));
    }
}

impl Job {
    fn leaving(&self, pace: Pace) -> Leaving<'_> {
        Leaving {
            pack: &self.pack,
            place: self.place.as_ref(),
            now: self.now.clone(),
            pace,
        }
    }

    fn tell(&self, how: Retiring) {
        self.outbox.send(Message::Retire(RetireNews::Goes(how)));
    }

    /// Shares, exports and reads back, and tells what would be left behind. Tells nothing more once it is to
    /// stop.
    fn prepare(&self, mut ledger: StoreLedger, to: &ExportTo, stopping: &Stopping) {
        let shared = self.leaving(Pace::GENTLE);
        let shared = shared.share(&mut ledger, &mut || !stopping.is_so());
        if let Err(error) = &shared {
            tracing::warn!(%error, "what is only here was not shared");
        }
        let export = self.export(to, shared.is_ok(), stopping);
        if stopping.is_so() {
            return;
        }
        let own = ledger.ask(|journal| {
            let heads = journal.heads()?;
            let own = heads.get(journal.tablet()).map_or(0, |head| head.seq);
            Ok((own, journal.standing()?.alone))
        });
        let told = match own {
            Ok((own, alone)) => Retiring::Ready(LeftBehind {
                // What was recorded meanwhile is looked at again before anything is wiped.
                own: export.as_ref().map_or(own, |(_, own)| *own),
                export: export.map(|(entries, _)| (to.clone(), entries)),
                alone,
                shared: self.place.is_some() && shared.is_ok(),
            }),
            Err(error) => {
                tracing::error!(%error, "what is only here is not known");
                let why = RetireRefusal::NotExported(to.clone(), ExportTrouble::Journal);
                Retiring::Refused(why)
            }
        };
        self.tell(told);
    }

    /// How many entries the export has that was read back, and how many of them this tablet wrote.
    fn export(
        &self,
        to: &ExportTo,
        shared: bool,
        stopping: &Stopping,
    ) -> Result<(u64, u64), RetireRefusal> {
        let exports = |lines| Retiring::Prepares(RetireStep::Exports { shared, lines });
        let wanted = Export {
            of: None,
            to: to.clone(),
            data: self.data.clone(),
            pack: Arc::clone(&self.pack),
            lang: self.lang.clone(),
            now: self.now.datetime(),
        };
        self.tell(exports(0));
        let mut told = std::time::Instant::now();
        let written = exporter::write(&wanted, |lines| {
            if told.elapsed() >= exporter::TELL {
                told = std::time::Instant::now();
                self.tell(exports(lines));
            }
            !stopping.is_so()
        });
        written.map_err(|trouble| RetireRefusal::NotExported(to.clone(), trouble))?;
        self.tell(Retiring::Prepares(RetireStep::ReadsBack { shared }));
        let folder = exporter::folder_of(to);
        let read = Journal::open_to_read(&self.data).map(|journal| {
            let read = export::read_back(&journal, &folder, || !stopping.is_so());
            read.unwrap_or_else(|error| {
                tracing::warn!(%error, "the export was not read back");
                None
            })
        });
        match read {
            Ok(Some(read)) => Ok((read.entries, read.own)),
            Ok(None) => Err(RetireRefusal::NotReadBack(to.clone())),
            Err(error) => {
                tracing::error!(%error, "the journal was not read");
                let trouble = ExportTrouble::Journal;
                Err(RetireRefusal::NotExported(to.clone(), trouble))
            }
        }
    }

    fn wipe(&self, own: u64, actor: &Actor, tells: Tells) -> Result<(), RetireRefusal> {
        let refused = |error: WipeError| {
            tracing::error!(%error, "the tablet is not wiped");
            match error {
                WipeError::WentOn => RetireRefusal::WentOn,
                WipeError::Open(OpenError::InUse(_)) => RetireRefusal::InUse,
                WipeError::NotTold(_) | WipeError::Open(_) => RetireRefusal::NotRemoved,
            }
        };
        let opened = Journal::open(&self.data, &self.now, &mut rand::rng());
        let journal = opened.map_err(|error| refused(error.into()))?.journal;
        self.leaving(Pace::QUICK)
            .wipe(journal, &self.data, own, actor, tells)
            .map_err(refused)?;
        self.keep_away().map_err(|error| {
            tracing::error!(%error, "the place that was left is not kept");
            RetireRefusal::NotRemoved
        })
    }

    /// Where the class pack names the place, the new tablet would be one of the class again at once.
    fn keep_away(&self) -> Result<(), OpenError> {
        let Some(place) = &self.pack.tablet.sync else {
            return Ok(());
        };
        let mut journal = Journal::open(&self.data, &self.now, &mut rand::rng())?.journal;
        if let Ok(place) = serde_json::to_string(place) {
            journal.set(Setting::LeftPlace, &place)?;
        }
        Ok(journal.close()?)
    }
}
