//! Joining a class: asking whether the code is good on a thread of its own, then beginning anew as a
//! tablet of that class. The first round is the sync thread's.

use std::{
    path::Path,
    sync::Arc,
    thread::{self, JoinHandle},
};

use eframe::egui;
use jiff::Timestamp;

use crate::{
    config,
    domain::{
        event::{Actor, Event},
        ids::TabletId,
        joining::JoinCode,
        kiosk::{Input, JoinNews, JoinRefusal, Joining},
        mishap::is_of_the_marker,
        sharing::{MeetingPlace, Sharing},
    },
    storage::{self, Journal, OpenError, Setting, Store},
    sync::{self, JoinError, PeerError, postgres::AcceptError},
};

use super::{App, Asked, inbox::Message};

/// A code that was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    code: JoinCode,
    place: Result<MeetingPlace, JoinRefusal>,
}

/// The thread, which ends by itself, and how far joining is.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    thread: Option<JoinHandle<()>>,
    /// Whether nobody had worked on this tablet when its journal was opened, nor since.
    pub(super) fresh: bool,
    /// Whether this tablet began anew for the class that is being joined.
    begun: bool,
}

impl App {
    /// Looks whether the code is good. Nothing is changed by that.
    pub(super) fn look_at_code(&mut self, code: JoinCode) {
        let own = self.pack.as_ref().and_then(|pack| pack.tablet.sync.clone());
        if own.is_some_and(|own| own != code.place) {
            return self.refuse_to_join(JoinRefusal::OtherPlace);
        }
        let (data, outbox) = (self.options.data.clone(), self.outbox.clone());
        let look = move || {
            let place = look(&data, &code);
            outbox.send(Message::Join(Looked { code, place }.into()));
        };
        let begun = thread::Builder::new()
            .name("waymark-join".to_owned())
            .spawn(look);
        match begun {
            Ok(thread) => {
                self.joiner.thread = Some(thread);
                self.joiner.begun = false;
            }
            Err(error) => {
                tracing::error!(%error, "no class can be joined");
                self.refuse_to_join(JoinRefusal::Away);
            }
        }
    }

    fn refuse_to_join(&mut self, why: JoinRefusal) {
        self.tell(Input::Joining(JoinNews::Refused(why)));
    }

    /// The code is good: this tablet is one of that class from here on.
    pub(super) fn join(&mut self, ctx: &egui::Context, looked: Looked) {
        if let Some(Err(_)) = self.joiner.thread.take().map(JoinHandle::join) {
            tracing::error!("a code was not looked at");
        }
        let waits =
            matches!(self.kiosk.joining(), Some(Joining::Fetches(code)) if *code == looked.code);
        if !waits {
            return tracing::info!("joining was stopped");
        }
        let place = match looked.place {
            Ok(place) => place,
            Err(why) => return self.refuse_to_join(why),
        };
        self.take_sharing(Arc::new(Sharing::default()));
        self.syncing = None;
        self.store = None;
        let begun = self.begin_anew(&looked.code, &place);
        self.joiner.begun = begun.is_ok();
        self.try_again(ctx);
        if let Err(error) = begun {
            tracing::error!(%error, "the class was not joined");
            self.refuse_to_join(JoinRefusal::Away);
        }
    }

    /// Nothing more is fetched, and what was is removed: the place has it. Where a child was at work
    /// meanwhile, joining goes on.
    pub(super) fn stop_joining(&mut self) {
        // One that waits for a place that is away ends by itself.
        self.joiner.thread = None;
        if !std::mem::take(&mut self.joiner.begun) {
            // The tablet is no member yet, and what is found out of the code comes too late.
            return self.tell(Input::Joining(JoinNews::Stopped));
        }
        let ledger = self.store.as_ref().and_then(Store::ledger);
        let fresh = ledger.map(|ledger| ledger.ask(|journal| journal.is_fresh_itself()));
        if !matches!(fresh, Some(Ok(true))) {
            tracing::warn!("joining goes on: somebody has worked here");
            return self.tell(Input::Joining(JoinNews::Stopped));
        }
        self.end_sync();
        self.store = None;
        self.take_sharing(Arc::default());
        let now = self.moment().wall;
        let begun = storage::begin_again(&self.options.data, &now, &mut rand::rng());
        match begun.map(|journal| journal.close().map_err(OpenError::from)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) | Err(error) => tracing::error!(%error, "joining was not undone"),
        }
        // With the next frame, in which nothing more is heard of the journal of before.
        self.asked = Some(Asked::TryAgain);
        self.scans.push(Input::Joining(JoinNews::Stopped));
    }

    fn begin_anew(&self, code: &JoinCode, place: &MeetingPlace) -> Result<(), OpenError> {
        let now = self.moment().wall;
        let mut journal = storage::begin_anew(&self.options.data, &now, &mut rand::rng())?;
        settle(&mut journal, code, place, &self.options.class)?;
        journal.close()?;
        Ok(())
    }
}

/// Keeps whose tablet this is and where it meets the others, and that its own list of children, which is
/// a sample, is not the class's.
fn settle(
    journal: &mut Journal,
    code: &JoinCode,
    place: &MeetingPlace,
    class: &Path,
) -> Result<(), OpenError> {
    journal.set(Setting::ClassId, code.class.as_str())?;
    match serde_json::to_string(place) {
        Ok(kept) => journal.set(Setting::MeetingPlace, &kept)?,
        Err(error) => tracing::error!(%error, "the place cannot be kept"),
    }
    if let Ok(checksum) = config::students_checksum(class) {
        let now = jiff::Zoned::now();
        journal.append(&now, &Actor::Tablet, &[Event::PackPublished { checksum }])?;
    }
    Ok(())
}

fn look(data: &Path, code: &JoinCode) -> Result<MeetingPlace, JoinRefusal> {
    let tablet = match Journal::open_to_read(data) {
        Ok(journal) => match journal.is_fresh() {
            Ok(true) => journal.tablet().clone(),
            _ => return Err(JoinRefusal::HasRecords),
        },
        Err(OpenError::Missing(_)) => TabletId::from(""),
        Err(_) => return Err(JoinRefusal::HasRecords),
    };
    let accepted = sync::accept(code, None, &tablet, Timestamp::now(), &mut rand::rng());
    accepted.map_err(|error| {
        tracing::warn!(%error, "a code was not taken");
        match error {
            JoinError::NoFolder { .. } => JoinRefusal::NoFolder,
            JoinError::Expired | JoinError::Server(AcceptError::Over(_)) => JoinRefusal::Expired,
            JoinError::Unknown => JoinRefusal::Unknown,
            JoinError::Peer(error) | JoinError::Server(AcceptError::Peer(error)) => match error {
                PeerError::OtherClass { .. } => JoinRefusal::OtherClass,
                PeerError::NotAllowed { .. } => JoinRefusal::NotLetIn,
                PeerError::Nonsense { what, .. } if is_of_the_marker(&what) => JoinRefusal::Damaged,
                _ => JoinRefusal::Away,
            },
        }
    })
}
