//! *I forgot my badge*: a page for one child, opened by a grown-up from the desk. First names, then
//! twelve pictures; whoever picks their own three in order is in as by a badge.
//!
//! Nobody learns anything from a wrong pick: it is on the disk before it is answered, the answer is
//! the same for a child who has no pictures, and the third one ends the page. Of nobody more than a
//! first name is ever shown.

use std::{collections::BTreeMap, time::Duration};

use crate::domain::{
    badge::TapSource,
    board,
    called::called,
    event::{Actor, Event},
    ids::StudentId,
    records::Records,
    secret::SecretPicture,
    text::tidy,
};

use super::{Context, Kiosk, NoticeKind, Record, Then};

/// How long the page is there for a child to begin.
const OPEN: Duration = Duration::from_mins(1);
/// How long it stays after a touch.
const SILENCE: Duration = Duration::from_secs(25);
/// How long it stays at the most.
const LONGEST: Duration = Duration::from_mins(2);
/// How many wrong picks end it, whoever's.
const WRONG: u8 = 3;

/// The page for a child without a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// What is to be seen of it.
    pub page: ForgottenPage,
    opened: Duration,
    opened_by: Actor,
    touched: Duration,
    wrong: u8,
}

/// What is to be seen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForgottenPage {
    /// First names: the how-manieth few, from 0.
    Names(usize),
    /// Three pictures are picked.
    Pictures {
        /// Whose.
        student: StudentId,
        /// The ones so far.
        picked: Vec<SecretPicture>,
        /// Whether others were picked before.
        again: bool,
    },
}

/// What can be touched on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForgottenTouch {
    /// Show the how-manieth few of the names.
    Names(usize),
    /// That is me.
    Me(StudentId),
    /// The next picture.
    Picture(SecretPicture),
    /// Take the last picture away, or go back to the names.
    Back,
    /// Nobody needs it.
    Close,
}

/// What children are called, by the alphabet. Where two would be called the same, the whole last name
/// tells them apart.
#[must_use]
pub fn names(records: &Records) -> Vec<(StudentId, String)> {
    let called = called(records);
    let mut same: BTreeMap<&str, usize> = BTreeMap::new();
    for name in called.values() {
        *same.entry(name).or_default() += 1;
    }
    let all = board::by_first_name(records).into_iter();
    all.filter_map(|(student, _, card)| {
        let name = called.get(student)?;
        let alone = same.get(name.as_str()).is_none_or(|count| *count < 2);
        let name = if alone {
            name.clone()
        } else {
            tidy(&format!("{} {}", card.first_name, card.last_name))
        };
        Some((student.clone(), name))
    })
    .collect()
}

impl Forgotten {
    /// When it closes by itself; `more` is what a child with one switch needs for a step.
    fn deadline(&self, more: Duration) -> Duration {
        let more = more * 12;
        let until = (self.opened + OPEN).max(self.touched + SILENCE + more);
        until.min(self.opened + LONGEST + more)
    }
}

impl ForgottenPage {
    /// What is heard of it: while two are equal, what was being read may be read to its end.
    pub(super) fn heard(&self) -> (Option<StudentId>, bool) {
        match self {
            Self::Names(_) => (None, false),
            Self::Pictures { student, again, .. } => (Some(student.clone()), *again),
        }
    }
}

impl Kiosk {
    /// The page for a child without a badge, while it is open. Whoever is signed in meanwhile has the
    /// screen first.
    #[must_use]
    pub fn forgotten(&self) -> Option<&Forgotten> {
        self.forgotten.as_ref()
    }

    /// A grown-up at the desk opens it, and the desk locks.
    pub(super) fn open_without_badge(&mut self, ctx: Context<'_>) {
        let Some(desk) = &self.desk else { return };
        let opened_by = desk.who.actor();
        self.lock();
        self.last_tap = None;
        let now = ctx.moment.since_start;
        self.forgotten = Some(Forgotten {
            page: ForgottenPage::Names(0),
            opened: now,
            opened_by,
            touched: now,
            wrong: 0,
        });
    }

    pub(super) fn touch_forgotten(
        &mut self,
        ctx: Context<'_>,
        touch: ForgottenTouch,
        out: &mut Vec<Record>,
    ) {
        if self.saving.is_some() || self.visit.is_some() || self.desk.is_some() {
            return;
        }
        let Some(forgotten) = &mut self.forgotten else {
            return;
        };
        forgotten.touched = ctx.moment.since_start;
        self.notice = None;
        match (&mut forgotten.page, touch) {
            (_, ForgottenTouch::Close) => self.forgotten = None,
            (page @ ForgottenPage::Names(_), ForgottenTouch::Names(part)) => {
                *page = ForgottenPage::Names(part);
            }
            (page @ ForgottenPage::Names(_), ForgottenTouch::Me(student)) => {
                if is_closed(ctx, &student) {
                    return self.ask_a_grown_up(ctx);
                }
                *page = ForgottenPage::Pictures {
                    student,
                    picked: Vec::new(),
                    again: false,
                };
            }
            (ForgottenPage::Pictures { picked, .. }, ForgottenTouch::Picture(picture)) => {
                if picked.len() < 3 && !picked.contains(&picture) {
                    picked.push(picture);
                }
                if picked.len() == 3 {
                    self.compare_pictures(ctx, out);
                }
            }
            (page @ ForgottenPage::Pictures { .. }, ForgottenTouch::Back) => {
                if let ForgottenPage::Pictures { picked, .. } = page
                    && picked.pop().is_none()
                {
                    *page = ForgottenPage::Names(0);
                }
            }
            _ => {}
        }
    }

    /// Three were picked. What becomes of it is on the disk before anybody is told.
    fn compare_pictures(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(Forgotten {
            page: ForgottenPage::Pictures {
                student, picked, ..
            },
            opened_by,
            ..
        }) = &self.forgotten
        else {
            return;
        };
        let (student, opened_by) = (student.clone(), opened_by.clone());
        if is_closed(ctx, &student) {
            return self.ask_a_grown_up(ctx);
        }
        let known = ctx.records.student(&student);
        let known = known.and_then(|record| record.secret.pictures());
        if known.is_some_and(|known| known.pictures().as_slice() == picked.as_slice()) {
            let event = Event::SecretRight {
                student: student.clone(),
                opened_by,
            };
            let actor = Actor::Student(student.clone());
            self.record(ctx, actor, vec![event], Then::InByPictures(student), out);
        } else {
            let event = Event::SecretWrong { student, opened_by };
            let then = Then::OtherPictures;
            self.record(ctx, Actor::Tablet, vec![event], then, out);
        }
    }

    /// They were right: the page is done, and the child is in.
    pub(super) fn in_by_pictures(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        out: &mut Vec<Record>,
    ) {
        self.forgotten = None;
        if ctx.records.student(&student).is_some() {
            self.greet(ctx, student, TapSource::SecretPictures, out);
        }
    }

    /// They were others.
    pub(super) fn other_pictures(&mut self, ctx: Context<'_>) {
        let Some(forgotten) = &mut self.forgotten else {
            return;
        };
        forgotten.touched = ctx.moment.since_start;
        forgotten.wrong += 1;
        let ends = forgotten.wrong >= WRONG;
        let ForgottenPage::Pictures {
            student,
            picked,
            again,
        } = &mut forgotten.page
        else {
            return;
        };
        picked.clear();
        *again = true;
        if ends || is_closed(ctx, student) {
            self.ask_a_grown_up(ctx);
        }
    }

    /// Nothing came of the pick: it may be made once more.
    pub(super) fn forget_picks(&mut self) {
        if let Some(Forgotten {
            page: ForgottenPage::Pictures { picked, .. },
            ..
        }) = &mut self.forgotten
        {
            picked.clear();
        }
    }

    /// Somebody with a badge comes first: what was picked so far is gone.
    pub(super) fn interrupt_forgotten(&mut self) {
        if let Some(forgotten) = &mut self.forgotten {
            forgotten.page = ForgottenPage::Names(0);
        }
    }

    fn ask_a_grown_up(&mut self, ctx: Context<'_>) {
        self.forgotten = None;
        self.show_notice(ctx, NoticeKind::AskYourTeacher);
    }

    /// When the page closes by itself.
    pub(super) fn forgotten_deadline(&self) -> Option<Duration> {
        let forgotten = self.forgotten.as_ref().filter(|_| self.saving.is_none())?;
        Some(forgotten.deadline(self.switch_scan))
    }

    pub(super) fn let_time_pass_at_forgotten(&mut self, ctx: Context<'_>) {
        let over = self
            .forgotten_deadline()
            .is_some_and(|due| due <= ctx.moment.since_start);
        let gone = self.forgotten.as_ref().is_some_and(|forgotten| {
            matches!(&forgotten.page, ForgottenPage::Pictures { student, .. }
                if ctx.records.student(student).is_none())
        });
        if over || gone && self.saving.is_none() {
            self.forgotten = None;
        }
    }
}

fn is_closed(ctx: Context<'_>, student: &StudentId) -> bool {
    let now = ctx.moment.wall.datetime();
    let record = ctx.records.student(student);
    record.is_none_or(|record| record.secret.closed_until(now).is_some())
}
