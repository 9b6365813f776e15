//! The teacher's desk: what opens behind a teacher's badge *and* a PIN, on the same tablet. It goes
//! away after a minute of silence, and at once when a child taps; nothing that was begun is then
//! half done, since every touch here is one thing to record or none.

use std::{sync::Arc, time::Duration};

use jiff::civil;

use crate::domain::{
    badge::BadgeKey,
    event::Event,
    ids::{EntryId, GroupId, LevelId, SkillId, StationId, StudentId, TaskId},
    log::{LogFilter, LogLine},
    pack::Pack,
    records::Records,
    story::{Story, StoryLine},
    typed::{Stroke, Typed},
};

use super::{
    Adult, CardDraft, ClassList, Context, Kiosk, NewCard, PadState, Pin, PinAnswer, PinPad, Record,
    Tablet, TabletTouch, TypedFor, timing,
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
}

/// A log and what was asked for.
pub type Log = (LogFilter, Arc<[LogLine]>);

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskPage {
    /// The PIN is asked for; nothing else is to be seen before it.
    Pin(PinPad),
    /// Who is where, and what waits for the teacher.
    Now,
    /// Everybody at one station, or nowhere yet.
    Place(Option<StationId>),
    /// Check-ins, the newest first: the how-manieth few, from 0.
    Log(LogFilter, usize),
    /// Who asked for an assessment, skill by skill: the how-manieth few, from 0.
    Requests(usize),
    /// Children by skills: the how-manieth few, from 0.
    Class(usize),
    /// The class by skill, or who waits for attention: the how-manieth few, from 0.
    ClassList(ClassList, usize),
    /// Levels that tablets gave differently: the how-manieth few, from 0.
    Dissents(usize),
    /// One child: their skills, and where they are.
    Child(StudentId),
    /// Everything that was recorded about them: the how-manieth few, from 0.
    Story(StudentId, usize),
    /// What they aim at, and when they were talked with.
    Goals(StudentId),
    /// Choosing a goal in a skill: the level, where one was picked.
    Goal(StudentId, SkillId, Option<LevelId>),
    /// Their badges, and one that is asked about: is it lost?
    Badges(StudentId, Option<BadgeKey>),
    /// Their levels in one skill, over time.
    Plot(StudentId, SkillId),
    /// Whom it is time to talk with: the how-manieth few, from 0.
    Conferences(usize),
    /// One child in one skill: recording an assessment, giving a level, or taking it back; with the
    /// score that was picked, in percent.
    Skill(StudentId, SkillId, Option<u8>),
    /// A few words for a child's next tap.
    Words(StudentId),
    /// The keys, what is being typed, and what for.
    Typing(TypedFor, Typed),
    /// In which part of the day the log is to be looked at.
    Hours(LogFilter),
    /// One check-in or departure, out of the few of the log that it was touched on.
    Line(Box<LogLine>, LogFilter, usize),
    /// Everybody in the class, to add, change or let go: the how-manieth few, from 0.
    Children(usize),
    /// What is known of a child, before it is kept.
    Card(Box<CardDraft>),
    /// The pictures that nobody else has.
    Animals(Box<CardDraft>),
    /// Whether a child leaves the class.
    Leaves(StudentId),
    /// Waiting for a badge to be tapped that is to be this child's.
    Link(StudentId),
    /// How this tablet is, and the way out of the kiosk.
    Tablet,
    /// Where one child is, and where to send them; all that a substitute sees of a child.
    Where(StudentId),
    /// Waiting for a card that is to be the teacher's own or a substitute's.
    NewCard(NewCard),
    /// What is wrong with the edited class pack.
    PackProblems,
    /// Rosters that can be taken over: the how-manieth few, from 0.
    Rosters(usize),
    /// What the one that was read would change, or what is wrong with it: the how-manieth few, from 0.
    Roster(usize),
}

/// Something a teacher did, and how to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDone {
    /// What.
    pub what: DeskDid,
    /// For whom, and the entries it made.
    pub entries: Vec<(StudentId, EntryId)>,
}

/// What a teacher can do for a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskDid {
    /// Found them at a level: gave it, if they did not have it, and wrote an assessment down, if one
    /// was asked for or there is a score, in percent.
    Found(SkillId, LevelId, Option<u8>),
    /// Took a level back.
    TookBack(SkillId),
    /// Sent them to a station.
    Moved(StationId),
    /// Took them out of their station.
    CheckedOut,
    /// Left a few words.
    LeftWords,
    /// Looked at a finished task.
    Approved(TaskId),
    /// Linked a badge to them, by all its keys.
    Linked(Vec<BadgeKey>),
    /// Put everybody who should be at a station there.
    AllHere(StationId),
    /// Looked at all finished tasks.
    AllSeen,
    /// Withdrew a check-in or departure, and put a check-in in at another station, if one is given.
    Corrected(Box<LogLine>, Option<StationId>),
    /// Added them to the class.
    Added,
    /// Changed what is known of them; the group that was set for many at once, if this set it anew.
    Changed(Option<GroupId>),
    /// Saw them leave the class.
    Left,
    /// Linked a further badge to themselves, by all its keys.
    OwnBadge(Vec<BadgeKey>),
    /// Made a card for a substitute, by all its keys.
    Substitute(Vec<BadgeKey>),
    /// Set a goal: a level in a skill, and by when.
    GoalSet(SkillId, LevelId, civil::Date),
    /// Found that the goal in a skill was met.
    GoalMet(SkillId),
    /// Talked with them about their plan.
    Talked,
    /// Made a badge of theirs count no more. The page asks once before; there is no way back but the
    /// badge's next tap as a new one.
    Lost(BadgeKey),
    /// Decided which of the levels that tablets gave is the one.
    Decided(SkillId, LevelId),
    /// Took a roster over.
    TookOver,
}

/// What a teacher can ask for by a touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskTouch {
    /// A digit of the PIN, 0 to 9.
    Digit(u8),
    /// Take the last digit away.
    Erase,
    /// That is the PIN.
    Enter,
    /// Away from the desk.
    Lock,
    /// Go to a page.
    Open(DeskPage),
    /// Do something for a child.
    Do(StudentId, DeskDid),
    /// Put everybody who should be at that station there, but is not here yet.
    AllHere(StationId),
    /// Look at all finished tasks.
    AllSeen,
    /// The same with words for them.
    LeaveWords(StudentId, String),
    /// Something about this tablet and its files.
    Tablet(TabletTouch),
    /// Why the next judgement on this page is made; nothing, if it is touched again.
    Why(Option<String>),
    /// Keys, in the order in which they went down.
    Type(Vec<Stroke>),
    /// A check-in or departure never was, or was at another station.
    Correct(Box<LogLine>, Option<StationId>),
    /// Keep what is known of a child.
    Keep,
    /// They leave the class.
    Leave(StudentId),
    /// Take the last thing back.
    Undo,
    /// End the program.
    Close,
    /// Into a window, or back to the full screen.
    FullScreen(bool),
}

impl Desk {
    /// Whether the PIN was right.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(self.page, DeskPage::Pin(_))
    }

    /// A child's story, if it has come.
    #[must_use]
    pub fn story_of(&self, student: &StudentId) -> Option<&[StoryLine]> {
        let (of, lines) = self.story.as_ref()?;
        (of == student).then_some(lines)
    }

    fn pad(&mut self) -> Option<&mut PinPad> {
        match &mut self.page {
            DeskPage::Pin(pad) => Some(pad),
            _ => None,
        }
    }
}

impl DeskPage {
    /// Whether everything that the page shows is still there.
    fn fits(&self, pack: &Pack, records: &Records) -> bool {
        match self {
            Self::Place(Some(station)) => pack.station(station).is_some(),
            Self::Goal(student, skill, _)
            | Self::Plot(student, skill)
            | Self::Skill(student, skill, _) => {
                records.student(student).is_some() && pack.skill(skill).is_some()
            }
            Self::Line(line, ..) => !records.is_withdrawn(&line.entry),
            Self::Card(draft) | Self::Animals(draft) => draft.fits(records),
            Self::Typing(to, _) => to.page().fits(pack, records),
            page => page
                .child()
                .is_none_or(|student| records.student(student).is_some()),
        }
    }

    /// The child that the page is about, if it is about one.
    #[must_use]
    pub fn child(&self) -> Option<&StudentId> {
        match self {
            Self::Child(student)
            | Self::Story(student, _)
            | Self::Goals(student)
            | Self::Goal(student, ..)
            | Self::Badges(student, _)
            | Self::Plot(student, _)
            | Self::Skill(student, ..)
            | Self::Words(student)
            | Self::Where(student)
            | Self::Leaves(student)
            | Self::Link(student) => Some(student),
            _ => None,
        }
    }

    /// The page that follows once something was done for a child on this one, if it is not this one.
    pub(super) fn after(&self, student: Option<&StudentId>) -> Option<Self> {
        match self {
            // What was chosen is done: back to where it is seen.
            Self::Skill(student, ..)
            | Self::Words(student)
            | Self::Typing(TypedFor::Words(student), _) => Some(Self::Child(student.clone())),
            Self::Goal(student, ..) => Some(Self::Goals(student.clone())),
            Self::Link(student) | Self::Badges(student, _) => {
                Some(Self::Badges(student.clone(), None))
            }
            Self::NewCard(_) => Some(Self::Tablet),
            Self::Line(_, filter, part) => Some(Self::Log(filter.clone(), *part)),
            Self::Card(draft) if draft.student.is_none() => student.cloned().map(Self::Child),
            Self::Card(_) | Self::Leaves(_) => Some(Self::Children(0)),
            _ => None,
        }
    }

    /// The child and the skill that are judged here.
    fn judged(&self) -> Option<(&StudentId, &SkillId)> {
        match self {
            Self::Skill(student, skill, _) | Self::Typing(TypedFor::Why(student, skill, _), _) => {
                Some((student, skill))
            }
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

    /// A child whose story is wanted. Each is given out once; the answer is [`super::Input::Story`].
    #[must_use]
    pub fn take_story_question(&mut self) -> Option<StudentId> {
        self.story_question.take()
    }

    pub(super) fn ask_the_journal(&mut self) {
        let Some(desk) = &self.desk else { return };
        if let DeskPage::Log(filter, _) = &desk.page {
            self.question = Some(filter.clone());
        }
        self.story_question = match &desk.page {
            DeskPage::Child(student) | DeskPage::Story(student, _) | DeskPage::Plot(student, _) => {
                Some(student.clone())
            }
            _ => None,
        };
    }

    pub(super) fn on_story(&mut self, story: Story) {
        // An answer that comes late is for a page that is gone.
        let wanted = |desk: &&mut Desk| desk.page.child() == Some(&story.0);
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
        });
    }

    pub(super) fn lock(&mut self) {
        self.desk = None;
        self.pin_to_check = None;
        self.question = None;
        self.number_wanted = false;
        self.story_question = None;
        self.errand = None;
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
        }
    }

    pub(super) fn touch_desk(&mut self, ctx: Context<'_>, touch: DeskTouch, out: &mut Vec<Record>) {
        if self.saving.is_some() {
            return;
        }
        let now = ctx.moment.since_start;
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
                desk.page = page;
                self.ask_the_journal();
                self.ask_about_tablet(ctx);
            }
            DeskTouch::Why(why) => desk.why = why,
            DeskTouch::Type(strokes) => self.type_in(ctx, &strokes, out),
            DeskTouch::Correct(line, station) => self.correct(ctx, line, station, out),
            DeskTouch::Keep => self.keep_card(ctx, out),
            DeskTouch::Leave(student) => self.let_go(ctx, student, out),
            DeskTouch::Do(student, what) => self.do_for(ctx, student, what, out),
            DeskTouch::LeaveWords(student, text) => {
                let event = Event::NoteLeft {
                    student: student.clone(),
                    text,
                };
                self.record_at_desk(ctx, vec![event], student, DeskDid::LeftWords, out);
            }
            DeskTouch::AllHere(station) => self.all_here(ctx, &station, out),
            DeskTouch::AllSeen => self.all_seen(ctx, out),
            DeskTouch::Tablet(touch) => self.touch_tablet(ctx, touch, out),
            DeskTouch::Undo => self.undo(ctx, out),
            _ => {}
        }
    }

    /// When the desk locks by itself.
    pub(super) fn desk_deadline(&self) -> Option<Duration> {
        let desk = self.desk.as_ref().filter(|_| self.saving.is_none())?;
        let lock = self.touched + timing::DESK;
        let sooner = match &desk.page {
            // The keys come back.
            DeskPage::Pin(pad) => pad.wait_until,
            _ => self.next_look(),
        };
        Some(sooner.map_or(lock, |until| until.min(lock)))
    }

    pub(super) fn let_time_pass_at_desk(&mut self, ctx: Context<'_>) {
        let now = ctx.moment.since_start;
        if self.desk.is_some() && self.saving.is_none() && self.touched + timing::DESK <= now {
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
