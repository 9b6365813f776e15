//! What a teacher is shown of the other tablets of the class, and may do about them: a round now, what
//! could not be taken, making this tablet a new one. What is known of them stays while the desk is
//! locked; nothing of it is about a child. The kiosk only ever says what it would like done
//! ([`super::Errand`]).

use std::sync::Arc;

use crate::domain::sharing::Sharing;

use super::{DeskPage, Errand, Kiosk};

/// What is known of the other tablets.
#[derive(Clone, Debug, Default)]
pub(super) struct Tablets {
    sharing: Arc<Sharing>,
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
    /// Whether this tablet is to become a new one.
    MakeNew,
}

/// What can be asked for on these pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabletsTouch {
    /// A round, now.
    SyncNow,
    /// This tablet becomes a new one.
    MakeNew,
}

/// What is to be done about the tablets. Nothing of it is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncErrand {
    /// A round, now.
    Round,
    /// This tablet goes by another name from now on.
    MakeNew,
}

impl Kiosk {
    /// What is known of the other tablets.
    #[must_use]
    pub fn sharing(&self) -> &Sharing {
        &self.tablets.sharing
    }

    pub(super) fn on_sharing(&mut self, sharing: Arc<Sharing>) {
        self.tablets.sharing = sharing;
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
        }
    }
}
