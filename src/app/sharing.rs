//! Sharing with other tablets, as far as the window has to do with it: which place it is, starting the
//! thread, what it told, and what a teacher asks of it.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;

use crate::{
    domain::{
        kiosk::{Input, Invitation, News, SyncErrand},
        pack::Pack,
        sharing::{MeetingPlace, Sharing},
    },
    storage::Store,
    sync::Invitation as Made,
};

use super::{
    App,
    sync::{Nudge, Setup, Syncing},
};

/// What a tablet is called whose class pack cannot be used yet.
const NAMELESS: &str = "Waymark";

impl App {
    /// Shares with other tablets from now on, where the class pack or joining says so.
    pub(super) fn set_sync_up(&mut self, pack: &Pack) {
        let place = self.place_of(pack);
        let name = pack.tablet.name.clone();
        let class = pack.tablet.class.get(&pack.tablet.language).to_owned();
        self.share_at(place, name, class);
    }

    /// The same for a tablet that joined a class and whose own class pack cannot be used yet: the class's
    /// is among what it fetches.
    pub(super) fn share_without_pack(&mut self) {
        if let Some(place) = self.meeting_place.clone() {
            self.share_at(Some(place), NAMELESS.to_owned(), String::new());
        }
    }

    fn share_at(&mut self, place: Option<MeetingPlace>, name: String, class: String) {
        if self.retirement.is_under_way() {
            return;
        }
        self.kiosk
            .offer_to_join(self.joiner.fresh && place.is_none());
        let ledger = self.store.as_ref().and_then(Store::ledger);
        let (Some(place), Some(ledger), false) = (place, ledger, self.options.practice) else {
            self.end_sync();
            if self.health.sharing.place.is_some() {
                self.take_sharing(Arc::default());
            }
            return;
        };
        let setup = Setup {
            place,
            name,
            class,
            zone: self.timezone.clone(),
        };
        if self
            .syncing
            .as_ref()
            .is_some_and(|syncing| *syncing.setup() == setup)
        {
            return;
        }
        self.end_sync();
        match Syncing::start(setup, ledger, self.outbox.clone()) {
            Ok(syncing) => self.syncing = Some(syncing),
            Err(error) => tracing::error!(%error, "nothing is shared with other tablets"),
        }
    }

    /// Where this tablet meets the others, as its class pack or joining says.
    pub(super) fn place_of(&self, pack: &Pack) -> Option<MeetingPlace> {
        let named = pack.tablet.sync.clone();
        let named = named.filter(|named| Some(named) != self.left_place.as_ref());
        named.or(self.meeting_place.clone())
    }

    pub(super) fn end_sync(&mut self) {
        if let Some(syncing) = self.syncing.take() {
            syncing.let_go();
        }
    }

    pub(super) fn run_sync_errand(&mut self, errand: SyncErrand) {
        match errand {
            SyncErrand::Round => self.nudge_sync(Nudge::Now),
            SyncErrand::Join(code) => self.look_at_code(*code),
            SyncErrand::StopJoining => self.stop_joining(),
            SyncErrand::Invite if self.syncing.is_none() => self.take_invitation(None),
            SyncErrand::Invite => self.nudge_sync(Nudge::Invite),
            SyncErrand::MakeNew => self.nudge_sync(Nudge::BecomeNew),
            SyncErrand::Retire(to) => self.prepare_to_retire(to),
            SyncErrand::Wipe(left, actor) => self.wipe_tablet(&left, actor),
        }
    }

    pub(super) fn nudge_sync(&self, nudge: Nudge) {
        if let Some(syncing) = &self.syncing {
            syncing.nudge(nudge);
        }
    }

    /// What is known of the others now.
    pub(super) fn take_sharing(&mut self, sharing: Arc<Sharing>) {
        self.health.sharing = Arc::clone(&sharing);
        self.tell(Input::News(News::Sharing(sharing)));
        self.tell_facts();
    }

    pub(super) fn take_invitation(&mut self, made: Option<Made>) {
        let invitation = made.map_or(Invitation::NotMade, |made| {
            let left = made.until.duration_since(Timestamp::now());
            let left = Duration::try_from(left).unwrap_or_default();
            Invitation::Letters(made.code.letters(), self.started.elapsed() + left)
        });
        self.tell(Input::News(News::Invitation(invitation)));
    }

    /// So many entries were recorded here: nobody else has them yet.
    pub(super) fn count_recorded(&mut self, entries: usize) {
        let now = self.moment().wall.datetime();
        let sharing = Arc::make_mut(&mut self.health.sharing);
        sharing.alone += entries as u64;
        sharing.alone_since.get_or_insert(now);
        let sharing = Arc::clone(&self.health.sharing);
        self.tell(Input::News(News::Sharing(sharing)));
        self.nudge_sync(Nudge::Recorded);
    }
}
