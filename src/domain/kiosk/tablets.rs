//! What a teacher is shown of the other tablets of the class, and may do about them: a round now, what
//! could not be taken, making this tablet a new one. What is known of them stays while the desk is
//! locked; nothing of it is about a child. The kiosk only ever says what it would like done
//! ([`super::Errand`]).

use std::{sync::Arc, time::Duration};

use crate::domain::{event::Actor, exporting::ExportTo, joining::JoinCode, sharing::Sharing};

use super::{DeskPage, Errand, Joining, Kiosk, LeftBehind, Retiring, timing};

/// What is known of the other tablets.
#[derive(Clone, Debug, Default)]
pub(super) struct Tablets {
    sharing: Arc<Sharing>,
    /// The code that lets a tablet in, while its page is there.
    invitation: Invitation,
    /// How far this tablet's own joining is.
    pub(super) joining: Option<Joining>,
    /// Whether it offers to join a class.
    pub(super) may_join: bool,
    /// How far this tablet's own retiring is.
    pub(super) retiring: Option<Retiring>,
}

/// A code that lets another tablet into the class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Invitation {
    /// It is not there yet.
    #[default]
    Waiting,
    /// These letters, good until then by the clock that counts from the start.
    Letters(String, Duration),
    /// There is none: the place is away, full or refuses.
    NotMade,
}

/// A page about the tablets of the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabletsPage {
    /// All of them: the how-manieth few, from 0.
    All(usize),
    /// Entries that could not be taken in: the how-manieth few, from 0.
    Parked(usize),
    /// What lies where they meet and cannot be used: the how-manieth few, from 0.
    Odd(usize),
    /// Files of the class pack that two tablets changed on one day: the how-manieth few, from 0.
    Files(usize),
    /// Whether this tablet is to become a new one.
    MakeNew,
    /// The code that lets another tablet in.
    Add,
    /// Retiring this tablet.
    Retire,
}

/// What can be asked for on these pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabletsTouch {
    /// A round, now.
    SyncNow,
    /// This tablet becomes a new one.
    MakeNew,
    /// A code for another tablet.
    Invite,
    /// Prepare to retire this tablet: share, export there, read back.
    Retire(ExportTo),
    /// Wipe it, once the PIN was right.
    Wipe,
}

/// What is to be done about the tablets. Nothing of it is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncErrand {
    /// Join that class, if the code is good.
    Join(Box<JoinCode>),
    /// Stop joining; the answer is [`super::JoinNews::Stopped`].
    StopJoining,
    /// A round, now.
    Round,
    /// This tablet goes by another name from now on.
    MakeNew,
    /// A code for another tablet.
    Invite,
    /// Share, export there and read back; the answers are [`super::News::Retiring`].
    Retire(ExportTo),
    /// Wipe this tablet, if it is as it was then; who says so.
    Wipe(Box<LeftBehind>, Actor),
}

impl Kiosk {
    /// What is known of the other tablets.
    #[must_use]
    pub fn sharing(&self) -> &Sharing {
        &self.tablets.sharing
    }

    /// The code that lets another tablet in.
    #[must_use]
    pub fn invitation(&self) -> &Invitation {
        &self.tablets.invitation
    }

    /// A code came, or could not be made. Without its page it is not kept.
    pub(super) fn on_invitation(&mut self, invitation: Invitation) {
        let page = self.desk.as_ref().map(|desk| &desk.page);
        self.tablets.invitation = match page {
            Some(DeskPage::Tablets(TabletsPage::Add)) => invitation,
            _ => Invitation::Waiting,
        };
    }

    /// When the desk locks by itself: after a while of silence. A code for another tablet stays until it is
    /// over, because that tablet may have to be fetched and started first.
    pub(super) fn locks_at(&self) -> Duration {
        let silent = self.touched + timing::DESK;
        let page = self.desk.as_ref().map(|desk| &desk.page);
        match (page, &self.tablets.invitation) {
            (Some(DeskPage::Tablets(TabletsPage::Add)), Invitation::Letters(_, until)) => {
                silent.max(*until)
            }
            _ => silent,
        }
    }

    /// Whether the desk would be locked but for the code: whoever touches it now need not be the teacher.
    pub(super) fn shows_a_code_alone(&self, now: Duration) -> bool {
        self.touched + timing::DESK <= now && self.locks_at() > now
    }

    /// When the page with a code has something new to show: each second, until the code is over.
    pub(super) fn next_second(&self) -> Option<Duration> {
        let (desk, (now, _)) = (self.desk.as_ref()?, self.last?);
        let counts = desk.page == DeskPage::Tablets(TabletsPage::Add);
        let running =
            matches!(&self.tablets.invitation, Invitation::Letters(_, until) if *until > now);
        (counts && running).then(|| Duration::from_secs(now.as_secs() + 1))
    }

    pub(super) fn on_sharing(&mut self, sharing: Arc<Sharing>) {
        self.tablets.sharing = sharing;
        self.fetched();
        // What was asked about is over.
        if !self.tablets.sharing.may_become_new()
            && let Some(desk) = &mut self.desk
            && desk.page == DeskPage::Tablets(TabletsPage::MakeNew)
        {
            desk.page = DeskPage::Tablets(TabletsPage::All(0));
        }
    }

    pub(super) fn touch_tablets(&mut self, touch: &TabletsTouch) {
        match touch {
            TabletsTouch::SyncNow => self.errand = Some(Errand::Sync(SyncErrand::Round)),
            TabletsTouch::MakeNew if self.sharing().may_become_new() => {
                self.errand = Some(Errand::Sync(SyncErrand::MakeNew));
                if let Some(desk) = &mut self.desk {
                    desk.page = DeskPage::Tablets(TabletsPage::All(0));
                }
            }
            TabletsTouch::MakeNew => {}
            TabletsTouch::Retire(to) => self.begin_to_retire(to.clone()),
            TabletsTouch::Wipe => self.ask_to_wipe(),
            TabletsTouch::Invite => {
                self.tablets.invitation = Invitation::Waiting;
                self.errand = Some(Errand::Sync(SyncErrand::Invite));
                if let Some(desk) = &mut self.desk {
                    desk.page = DeskPage::Tablets(TabletsPage::Add);
                }
            }
        }
    }
}
