//! When a camera has to look for badges. It rests whenever nobody could want it to: a camera that is
//! on is a light in a child's face, and a badge on a lanyard is in front of it all the time.

use super::{DeskPage, Kiosk, Page};

/// What the camera is wanted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookout {
    /// Nothing: it is closed, and its light is off.
    #[default]
    Rest,
    /// Badges are read, and nobody sees its picture.
    Read,
    /// Badges are read, and its picture is on the screen.
    Show,
}

impl Kiosk {
    /// What the camera is wanted for now. It reads where a badge is waited for: on the first screen
    /// (with its picture) and during what is said there, when a visit is at its end, while somebody
    /// reflects or the kiosk asks whether they are still there (so that a queue never waits behind
    /// them), on the page for a child without a badge, at a hand-over, and where a teacher links a
    /// badge. Everywhere else it rests.
    #[must_use]
    pub fn lookout(&self) -> Lookout {
        if let Some(desk) = &self.desk {
            let links = matches!(
                desk.page,
                DeskPage::Link(_) | DeskPage::Give(..) | DeskPage::NewCard(_)
            );
            let links = links && desk.is_open();
            return if links { Lookout::Read } else { Lookout::Rest };
        }
        match &self.visit {
            None if self.notice.is_none() && self.forgotten.is_none() => Lookout::Show,
            None => Lookout::Read,
            Some(visit) => {
                let page = &visit.page;
                let second = page.draft().is_some() || *page == Page::Handover;
                if page.is_result() || second || visit.still_there.is_some() {
                    Lookout::Read
                } else {
                    Lookout::Rest
                }
            }
        }
    }
}
