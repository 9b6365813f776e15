//! Joining a class on the new tablet: a code was scanned on the first screen, a grown-up says yes, and the
//! page stays until the class is there. A child's tap goes before it.

use crate::domain::joining::JoinCode;

use super::{Errand, Kiosk, SyncErrand};

/// How far joining is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Join this class?
    Asks(JoinCode),
    /// The tablet was let in or is about to be; the class is on its way.
    Fetches(JoinCode),
    /// The class is there.
    Joined(JoinCode),
    /// It cannot, for this reason.
    Refused(JoinRefusal),
}

/// Why a tablet did not join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinRefusal {
    /// Children have done something on it.
    HasRecords,
    /// The shared folder is not there on this tablet.
    NoFolder,
    /// The code's ten minutes are over.
    Expired,
    /// Nobody made it.
    Unknown,
    /// Another class is at that place.
    OtherClass,
    /// Its own file names another place.
    OtherPlace,
    /// The place is away, or does not let it in.
    Away,
}

/// What the kiosk is told about it.
#[derive(Clone, Debug)]
pub enum JoinNews {
    /// A code was scanned.
    Scanned(JoinCode),
    /// It was refused.
    Refused(JoinRefusal),
}

impl Kiosk {
    /// How far joining is, where it goes on.
    #[must_use]
    pub fn joining(&self) -> Option<&Joining> {
        self.tablets.joining.as_ref()
    }

    pub(super) fn on_joining(&mut self, news: JoinNews) {
        let nobody = self.visit.is_none() && self.desk.is_none();
        let joining = &mut self.tablets.joining;
        match (news, &joining) {
            // It is about to become one.
            (JoinNews::Scanned(_), Some(Joining::Fetches(_))) => {}
            (JoinNews::Scanned(code), _) if nobody => *joining = Some(Joining::Asks(code)),
            (JoinNews::Refused(why), Some(Joining::Fetches(_))) => {
                *joining = Some(Joining::Refused(why));
            }
            _ => {}
        }
    }

    /// Yes, or no and what is said is read.
    pub(super) fn touch_joining(&mut self, yes: bool) {
        self.touch_retired();
        self.tablets.joining = match self.tablets.joining.take() {
            Some(Joining::Asks(code)) if yes => {
                self.errand = Some(Errand::Sync(SyncErrand::Join(code.clone().into())));
                Some(Joining::Fetches(code))
            }
            Some(Joining::Fetches(code)) => Some(Joining::Fetches(code)),
            _ => None,
        };
    }

    /// A round came to its end: then the class is there.
    pub(super) fn fetched(&mut self) {
        if self.sharing().in_step.is_none() {
            return;
        }
        if let Some(Joining::Fetches(code)) = self.tablets.joining.clone() {
            self.tablets.joining = Some(Joining::Joined(code));
        }
    }

    /// A tap: what was only said or asked is out of the way.
    pub(super) fn interrupt_joining(&mut self) {
        let fetches = |joining: &mut Joining| !matches!(joining, Joining::Fetches(_));
        self.tablets.joining.take_if(fetches);
    }
}
