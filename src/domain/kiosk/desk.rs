//! The teacher's desk: what opens behind a teacher's badge *and* a PIN, on the same tablet. It goes
//! away after a minute of silence, and at once when a child taps; nothing that was begun is then
//! half done, since every touch here is one thing to record or none.

use std::{sync::Arc, time::Duration};

use crate::domain::{
    event::Event,
    ids::StudentId,
    log::{LogFilter, LogLine},
    scanner::Trial,
    story::{Story, StoryLine, StoryOf},
};

use super::{
    Adult, Context, DeskDid, DeskDone, DeskPage, DeskTouch, Kiosk, Linking, NewCard, PadState, Pin,
    PinAnswer, PinPad, Record, Tablet,
};

/// A grown-up at the kiosk, from the tap until it locks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who.
    pub who: Adult,
    /// What they look at.
    pub page: DeskPage,
    /// What they did here, the latest last.
    pub done: Vec<DeskDone>,
    /// The log that was asked for last, when it has come.
    pub log: Option<Log>,
    /// Why the next judgement is made, where the teacher says so. Only while its page is there.
    pub why: Option<String>,
    /// The story that was asked for last, when it has come.
    pub story: Option<Story>,
    /// What was found out about this tablet while its pages were open.
    pub tablet: Tablet,
    /// How far a badge is given, on the page for that.
    pub linking: Linking,
    /// The scanner that is tried.
    pub trial: Trial,
}

/// A log and what was asked for.
pub type Log = (LogFilter, Arc<[LogLine]>);

impl Desk {
    /// Whether the PIN was right.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.page, DeskPage::Pin(_))
    }

    /// A child's story, if it has come.
    #[must_use]
    pub fn story_of(&self, student: &StudentId) -> Option<&[StoryLine]> {
        self.told(&StoryOf::Child(student.clone()))
    }

    /// A story, if it has come.
    #[must_use]
    pub fn told(&self, wanted: &StoryOf) -> Option<&[StoryLine]> {
        let (of, lines) = self.story.as_ref()?;
        (of == wanted).then_some(lines)
    }

    fn pad(&mut self) -> Option<&mut PinPad> {
        match &mut self.page {
            DeskPage::Pin(pad) => Some(pad),
            _ => None,
        }
    }
}

impl Kiosk {
    /// The teacher who is here.
    #[must_use]
    pub fn desk(&self) -> Option<&Desk> {
        self.desk.as_ref()
    }

    /// Whether a teacher is here whose PIN was right.
    #[must_use]
    pub fn desk_is_open(&self) -> bool {
        self.desk.as_ref().is_some_and(Desk::is_open)
    }

    /// A PIN that wants to be compared. Each is given out once; the answer is [`super::Input::Pin`].
    #[must_use]
    pub fn take_pin(&mut self) -> Option<Pin> {
        self.pin_to_check.take()
    }

    /// A log that is wanted. Each is given out once; the answer is [`super::Input::Log`].
    #[must_use]
    pub fn take_question(&mut self) -> Option<LogFilter> {
        self.question.take()
    }

    /// A story that is wanted. Each is given out once; the answer is [`super::Input::Story`].
    #[must_use]
    pub fn take_story_question(&mut self) -> Option<StoryOf> {
        self.story_question.take()
    }

    pub(super) fn ask_the_journal(&mut self) {
        let Some(desk) = &self.desk else { return };
        if let DeskPage::Log(filter, _) = &desk.page {
            self.question = Some(filter.clone());
        }
        self.story_question = match &desk.page {
            DeskPage::Child(student) | DeskPage::Story(student, _) | DeskPage::Plot(student, _) => {
                Some(StoryOf::Child(student.clone()))
            }
            DeskPage::Work(skill, day, _) => Some(StoryOf::Skill(skill.clone(), *day)),
            _ => None,
        };
    }

    pub(super) fn on_story(&mut self, story: Story) {
        // An answer that comes late is for a page that is gone.
        let wanted = |desk: &&mut Desk| match &story.0 {
            StoryOf::Child(student) => desk.page.child() == Some(student),
            StoryOf::Skill(skill, day) => {
                matches!(&desk.page, DeskPage::Work(of, on, _) if of == skill && on == day)
            }
        };
        if let Some(desk) = self.desk.as_mut().filter(wanted) {
            desk.story = Some(story);
        }
    }

    pub(super) fn on_log(&mut self, log: Log) {
        if let Some(desk) = &mut self.desk {
            desk.log = Some(log);
        }
    }

    /// Takes no PIN before then, whoever comes to the desk.
    pub fn take_no_pin_before(&mut self, until: Duration) {
        self.no_pin_before = Some(until);
    }

    /// Children whose reflection waits for them, unfinished.
    #[must_use]
    pub fn has_draft(&self, student: &StudentId) -> bool {
        self.drafts.contains_key(student)
    }

    /// A grown-up's badge: whoever was here finds their picks again at their next tap. The badge of
    /// whoever is at the desk locks it.
    pub(super) fn tap_of_adult(&mut self, who: Adult) {
        for visit in self.visit.take().into_iter().chain(self.parked.take()) {
            self.keep_draft(&visit);
        }
        let own = |desk: &Desk| desk.who.is_same(&who) && desk.is_open();
        if self.desk.as_ref().is_some_and(own) {
            return self.lock();
        }
        // Another teacher's badge, or a second tap at the pad, begins anew but waits as long.
        let wait_until = self.no_pin_before;
        self.lock();
        self.forgotten = None;
        self.desk = Some(Desk {
            who,
            page: DeskPage::Pin(PinPad {
                wait_until,
                ..PinPad::default()
            }),
            done: Vec::new(),
            log: None,
            why: None,
            story: None,
            tablet: Tablet::default(),
            linking: Linking::default(),
            trial: Trial::default(),
        });
    }

    pub(super) fn lock(&mut self) {
        self.desk = None;
        self.pin_to_check = None;
        self.question = None;
        self.number_wanted = false;
        self.tag_job = None;
        self.secrets_for = None;
        self.story_question = None;
        self.errand = None;
        self.stop_retiring();
    }

    pub(super) fn on_pin(&mut self, ctx: Context<'_>, answer: PinAnswer) {
        let now = ctx.moment.since_start;
        if let PinAnswer::Wrong(wait) = answer {
            self.no_pin_before = Some(now + wait);
        }
        let Some(desk) = &mut self.desk else { return };
        let Some(pad) = desk.pad().filter(|pad| pad.state == PadState::Checking) else {
            return;
        };
        self.touched = now;
        *pad = PinPad {
            wait_until: self.no_pin_before,
            state: match answer {
                PinAnswer::NoPin => PadState::NoPin,
                PinAnswer::NotChecked => PadState::NotChecked,
                PinAnswer::Wrong(_) | PinAnswer::Right => PadState::Wrong,
            },
            ..PinPad::default()
        };
        if answer == PinAnswer::Right {
            self.no_pin_before = None;
            desk.page = DeskPage::Now;
            self.wipe_if_asked();
        }
    }

    pub(super) fn touch_desk(&mut self, ctx: Context<'_>, touch: DeskTouch, out: &mut Vec<Record>) {
        if self.saving.is_some() {
            return;
        }
        let now = ctx.moment.since_start;
        if self.shows_a_code_alone(now) {
            return self.lock();
        }
        let Some(desk) = &mut self.desk else { return };
        self.touched = now;
        self.notice = None;
        if touch == DeskTouch::Lock {
            // A badge that was just linked here may be tapped at once.
            self.last_tap = None;
            return self.lock();
        }
        if let Some(pad) = desk.pad() {
            // Not what the pad says: an answer may have come for the pad before it.
            if self.no_pin_before.is_none_or(|until| until <= now) {
                self.pin_to_check = pad.touch(&touch).or(self.pin_to_check.take());
            }
            return;
        }
        if !desk.may_ask(&touch) {
            return;
        }
        match touch {
            DeskTouch::Open(DeskPage::Pin(_)) => {}
            DeskTouch::Open(DeskPage::NewCard(card)) => {
                desk.page = DeskPage::NewCard(NewCard::waiting(card.whose));
            }
            DeskTouch::Open(page) => {
                desk.why.take_if(|_| page.judged() != desk.page.judged());
                desk.trial = Trial::default();
                desk.page = page;
                desk.linking = Linking::default();
                self.stop_retiring();
                self.ask_the_journal();
                self.ask_about_tablet(ctx);
            }
            DeskTouch::Link(touch) => self.touch_link(ctx, touch, out),
            DeskTouch::Why(why) => desk.why = why,
            DeskTouch::Type(strokes) => self.type_in(ctx, &strokes, out),
            DeskTouch::Correct(line, station) => self.correct(ctx, line, station, out),
            DeskTouch::Keep => self.keep_card(ctx, out),
            DeskTouch::Leave(student) => self.let_go(ctx, student, out),
            DeskTouch::Do(student, what) => self.do_at_desk(ctx, student, what, out),
            DeskTouch::LeaveWords(student, text) => {
                let event = Event::NoteLeft {
                    student: student.clone(),
                    text,
                };
                self.record_at_desk(ctx, vec![event], student, DeskDid::LeftWords, out);
            }
            DeskTouch::AllHere(station) => self.all_here(ctx, &station, out),
            DeskTouch::AllSeen => self.all_seen(ctx, out),
            DeskTouch::AllPrinted => self.all_printed(ctx, out),
            DeskTouch::Tablets(touch) => self.touch_tablets(&touch),
            DeskTouch::Tablet(touch) => self.touch_tablet(ctx, touch, out),
            DeskTouch::WithoutBadge => self.open_without_badge(ctx),
            DeskTouch::DrawSecrets(student) => self.wish_for_secrets(ctx, student),
            DeskTouch::VoidAll => self.void_all(ctx, out),
            DeskTouch::Print(touch) => self.touch_printing(ctx, touch),
            DeskTouch::DeleteForGood(who) => self.erase_at_desk(ctx, &who, out),
            DeskTouch::Undo => self.undo(ctx, out),
            _ => {}
        }
    }

    /// When the desk locks by itself.
    pub(super) fn desk_deadline(&self) -> Option<Duration> {
        let desk = self.desk.as_ref().filter(|_| self.saving.is_none())?;
        let lock = self.locks_at();
        let sooner = match &desk.page {
            // The keys come back.
            DeskPage::Pin(pad) => pad.wait_until,
            _ => self
                .next_look()
                .or(self.next_look_at_printers())
                .or(self.next_second()),
        };
        Some(sooner.map_or(lock, |until| until.min(lock)))
    }

    pub(super) fn let_time_pass_at_desk(&mut self, ctx: Context<'_>) {
        let now = ctx.moment.since_start;
        if self.desk.is_some() && self.saving.is_none() && self.locks_at() <= now {
            self.lock();
        }
        self.look_again(ctx);
        let Some(desk) = &mut self.desk else { return };
        if let Some(pad) = desk.pad() {
            pad.wait_until.take_if(|until| *until <= now);
        }
        if !desk.page.fits(ctx.pack, ctx.records) {
            desk.page = DeskPage::Now;
        }
    }
}
