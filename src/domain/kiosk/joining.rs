//! Joining a class on the new tablet: a grown-up touches the button of a tablet on which nobody has worked
//! yet, or scans a code on the first screen, says yes, and the page stays until the class is there. A
//! child's tap goes before it. None of it needs a class pack, so it goes on where that cannot be used.

use std::time::Duration;

use crate::domain::joining::{JoinCode, LONGEST};

use super::{Errand, Input, Kiosk, News, SyncErrand, Touch, timing};

/// How far joining is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joining {
    /// How that is done; and what was typed of a code so far.
    How(String),
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
    /// The file that says whose folder it is is damaged.
    Damaged,
    /// Its own file names another place.
    OtherPlace,
    /// The place does not let it in, or is not who it says it is.
    NotLetIn,
    /// The place is away.
    Away,
}

/// What can be touched, or typed, on these pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinTouch {
    /// How is a class joined?
    How,
    /// This was typed or pasted; a backspace takes a letter back.
    Type(String),
    /// What was typed is thrown away.
    Clear,
    /// Yes, this class.
    Yes,
    /// Not now, or what is said was read.
    Leave,
    /// Stop; the tablet is what it was before, but for its sample class's name.
    Stop,
}

/// What the kiosk is told about it.
#[derive(Clone, Debug)]
pub enum JoinNews {
    /// A code was scanned.
    Scanned(JoinCode),
    /// It was refused.
    Refused(JoinRefusal),
    /// It was stopped, and nothing of the class is here any more.
    Stopped,
}

impl Kiosk {
    /// How far joining is, where it goes on.
    #[must_use]
    pub fn joining(&self) -> Option<&Joining> {
        self.tablets.joining.as_ref()
    }

    /// Whether this tablet offers to join a class: nobody has worked on it, and it meets no others.
    #[must_use]
    pub fn may_join(&self) -> bool {
        self.tablets.may_join
    }

    /// Whether it offers that from now on.
    pub fn offer_to_join(&mut self, may: bool) {
        self.tablets.may_join = may;
    }

    /// What joining needs of [`Kiosk::handle`], where there is no class pack that can be used: nobody can
    /// be signed in there.
    pub fn handle_without_class(&mut self, input: Input) {
        match input {
            Input::Joining(news) => self.on_joining(news),
            Input::Touch(Touch::Join(touch)) => self.touch_joining(touch),
            Input::News(News::Sharing(sharing)) => self.on_sharing(sharing),
            _ => {}
        }
    }

    pub(super) fn on_joining(&mut self, news: JoinNews) {
        let nobody = self.visit.is_none() && self.desk.is_none();
        let joining = &mut self.tablets.joining;
        match (news, &joining) {
            // It is about to become one.
            (JoinNews::Scanned(_), Some(Joining::Fetches(_))) => {}
            (JoinNews::Scanned(code), _) if nobody => {
                *joining = Some(Joining::Asks(code));
                self.touched = self.last.map_or(self.touched, |(now, _)| now);
            }
            (JoinNews::Refused(why), Some(Joining::Fetches(_))) => {
                *joining = Some(Joining::Refused(why));
            }
            (JoinNews::Stopped, _) => *joining = None,
            _ => {}
        }
    }

    /// Something was touched or typed. A touch that does not belong to the page does nothing.
    pub(super) fn touch_joining(&mut self, touch: JoinTouch) {
        self.touch_retired();
        self.touched = self.last.map_or(self.touched, |(now, _)| now);
        let nobody = self.visit.is_none() && self.desk.is_none();
        let joining = self.tablets.joining.take();
        self.tablets.joining = match (touch, joining) {
            (JoinTouch::How, None) if nobody && self.may_join() => {
                Some(Joining::How(String::new()))
            }
            (JoinTouch::Type(text), Some(Joining::How(typed))) => Some(typed_so_far(typed, &text)),
            (JoinTouch::Clear, Some(Joining::How(_))) => Some(Joining::How(String::new())),
            (JoinTouch::Yes, Some(Joining::Asks(code))) => {
                self.errand = Some(Errand::Sync(SyncErrand::Join(code.clone().into())));
                Some(Joining::Fetches(code))
            }
            (JoinTouch::Stop, Some(Joining::Fetches(code))) => {
                self.errand = Some(Errand::Sync(SyncErrand::StopJoining));
                Some(Joining::Fetches(code))
            }
            (JoinTouch::Leave, Some(Joining::Fetches(code))) => Some(Joining::Fetches(code)),
            (JoinTouch::Leave, _) => None,
            (_, other) => other,
        };
    }

    /// When the page that says how goes by itself: nobody is there any more.
    pub(super) fn joining_deadline(&self) -> Option<Duration> {
        let waits = matches!(
            self.tablets.joining,
            Some(Joining::How(_) | Joining::Asks(_))
        );
        waits.then(|| self.touched + timing::JOIN)
    }

    pub(super) fn let_time_pass_at_joining(&mut self, now: Duration) {
        if self.joining_deadline().is_some_and(|due| due <= now) {
            self.tablets.joining = None;
        }
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

    /// A tap: what was only said or asked is out of the way, about retiring too.
    pub(super) fn interrupt_joining(&mut self) {
        let fetches = |joining: &mut Joining| !matches!(joining, Joining::Fetches(_));
        self.tablets.joining.take_if(fetches);
        self.stop_retiring();
    }
}

/// With more letters; as soon as they are a whole code, it is asked about. What no code has is passed over.
fn typed_so_far(mut typed: String, text: &str) -> Joining {
    for letter in text.chars() {
        match letter {
            '\u{8}' => {
                typed.pop();
            }
            letter if letter.is_ascii_alphabetic() && typed.len() < LONGEST => {
                typed.push(letter.to_ascii_uppercase());
            }
            _ => {}
        }
    }
    JoinCode::read(&typed).map_or(Joining::How(typed), Joining::Asks)
}
