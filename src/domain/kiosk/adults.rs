//! Who may be at the desk, and what each may see and do there. A teacher may everything. A
//! substitute sees who is where today and moves children: no levels, no words, no requests, no
//! child's skills, and no way out of the kiosk. The rule is asked before a page opens and before a
//! touch does anything; that a page does not offer something is only a courtesy.

use jiff::civil;

use crate::domain::{
    badge::BadgeKey,
    event::Actor,
    ids::{StudentId, TeacherId},
    log::LogFilter,
};

use super::{Context, Desk, DeskDid, DeskPage, DeskTouch, Kiosk};

/// A grown-up at the desk, by the badge that was tapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adult {
    /// A teacher of the class, with a PIN.
    Teacher(TeacherId),
    /// Whoever stands in for one, with a card of that day and its number.
    Substitute {
        /// The day it was made for.
        day: civil::Date,
        /// Everything the card answered with.
        card: Vec<BadgeKey>,
    },
}

impl Adult {
    /// Whom the journal names.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match self {
            Self::Teacher(teacher) => Actor::Teacher(teacher.clone()),
            Self::Substitute { .. } => Actor::Substitute,
        }
    }

    /// Whether they stand in for a teacher.
    #[must_use]
    pub fn is_substitute(&self) -> bool {
        matches!(self, Self::Substitute { .. })
    }

    /// Whether a desk of theirs has to be locked on that day.
    fn is_over(&self, today: civil::Date) -> bool {
        matches!(self, Self::Substitute { day, .. } if *day != today)
    }

    /// Whether both tapped the same badge, or are the same teacher with another badge.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Teacher(one), Self::Teacher(two)) => one == two,
            (Self::Substitute { card: one, .. }, Self::Substitute { card: two, .. }) => {
                one.iter().any(|key| two.contains(key))
            }
            _ => false,
        }
    }
}

impl Desk {
    /// Whether whoever is here may see a page.
    #[must_use]
    pub fn may(&self, page: &DeskPage) -> bool {
        match (&self.who, page) {
            (Adult::Teacher(_), _)
            | (_, DeskPage::Pin(_) | DeskPage::Now | DeskPage::Place(_) | DeskPage::Where(_)) => {
                true
            }
            (Adult::Substitute { day, .. }, DeskPage::Log(filter, _) | DeskPage::Hours(filter)) => {
                is_of(filter, *day)
            }
            (
                _,
                DeskPage::Requests(_)
                | DeskPage::Class(_)
                | DeskPage::Child(_)
                | DeskPage::Skill(..)
                | DeskPage::Words(_)
                | DeskPage::Story(..)
                | DeskPage::WhichSkill(_)
                | DeskPage::Work(..)
                | DeskPage::Plot(..)
                | DeskPage::Goals(_)
                | DeskPage::Goal(..)
                | DeskPage::Badges(..)
                | DeskPage::Secret(_)
                | DeskPage::ClassBadges
                | DeskPage::VoidAll(_)
                | DeskPage::Flagged(_)
                | DeskPage::Conferences(_)
                | DeskPage::Link(_)
                | DeskPage::Give(..)
                | DeskPage::Unknown(_)
                | DeskPage::NewCard(_)
                | DeskPage::ClassList(..)
                | DeskPage::Dissents(_)
                | DeskPage::Print(_)
                | DeskPage::Scanner
                | DeskPage::Export
                | DeskPage::ExportChild(_)
                | DeskPage::PackProblems
                | DeskPage::Rosters(_)
                | DeskPage::Roster(_)
                | DeskPage::Typing(..)
                | DeskPage::Line(..)
                | DeskPage::Children(_)
                | DeskPage::Card(_)
                | DeskPage::Animals(_)
                | DeskPage::Leaves(_)
                | DeskPage::Erase(..)
                | DeskPage::Erased(_)
                | DeskPage::Tablet
                | DeskPage::Tablets(_),
            ) => false,
        }
    }

    /// Whether whoever is here may ask for that.
    #[must_use]
    pub fn may_ask(&self, touch: &DeskTouch) -> bool {
        match (&self.who, touch) {
            (Adult::Teacher(_), _)
            | (
                _,
                DeskTouch::Digit(_)
                | DeskTouch::Erase
                | DeskTouch::Enter
                | DeskTouch::Lock
                | DeskTouch::AllHere(_)
                | DeskTouch::WithoutBadge
                | DeskTouch::Undo,
            ) => true,
            (_, DeskTouch::Open(page)) => self.may(page),
            (_, DeskTouch::Do(_, what)) => matches!(what, DeskDid::Moved(_) | DeskDid::CheckedOut),
            (
                _,
                DeskTouch::AllSeen
                | DeskTouch::AllPrinted
                | DeskTouch::LeaveWords(..)
                | DeskTouch::Link(_)
                | DeskTouch::Print(_)
                | DeskTouch::Tablet(_)
                | DeskTouch::Tablets(_)
                | DeskTouch::Why(_)
                | DeskTouch::Type(_)
                | DeskTouch::Correct(..)
                | DeskTouch::Keep
                | DeskTouch::DrawSecrets(_)
                | DeskTouch::VoidAll
                | DeskTouch::Leave(_)
                | DeskTouch::DeleteForGood(_)
                | DeskTouch::Close
                | DeskTouch::FullScreen(_),
            ) => false,
        }
    }

    /// Where a touch of a child leads whoever is here: to everything about the child, or for a
    /// substitute to where the child is.
    #[must_use]
    pub fn page_of(&self, student: &StudentId) -> DeskPage {
        match self.who {
            Adult::Teacher(_) => DeskPage::Child(student.clone()),
            Adult::Substitute { .. } => DeskPage::Where(student.clone()),
        }
    }
}

/// Whether a log is of one day alone, and of no child alone.
fn is_of(filter: &LogFilter, day: civil::Date) -> bool {
    filter.day == Some(day) && filter.student.is_none()
}

impl Kiosk {
    /// Locks a substitute's desk when its day is over.
    pub(super) fn lock_what_is_over(&mut self, ctx: Context<'_>) {
        let today = ctx.moment.wall.date();
        if self
            .desk
            .as_ref()
            .is_some_and(|desk| desk.who.is_over(today))
        {
            self.lock();
        }
    }
}
