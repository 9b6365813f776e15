//! The teacher's desk: what opens behind a teacher's badge *and* a PIN, on the same tablet. It goes
//! away after a minute of silence, and at once when a child taps; nothing that was begun is then
//! half done, since every touch here is one thing to record or none.

use std::{fmt, sync::Arc, time::Duration};

use crate::domain::{
    badge::{BadgeKey, TapSource},
    board,
    event::{Actor, Event, Holder, VoidReason},
    ids::{EntryId, LevelId, SkillId, StationId, StudentId, TaskId, TeacherId},
    log::{LogFilter, LogLine},
    pack::{Pack, Skill},
    records::{Records, StudentRecord},
};

use super::{Context, Kiosk, Record, Then, timing};

/// A teacher at the kiosk, from the tap until it locks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Who.
    pub teacher: TeacherId,
    /// What they look at.
    pub page: DeskPage,
    /// What they did here, the latest last.
    pub done: Vec<DeskDone>,
    /// The log that was asked for last, when it has come.
    pub log: Option<Log>,
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
    /// Everything about one child.
    Child(StudentId),
    /// One child in one skill: recording an assessment, giving a level, or taking it back; with the
    /// score that was picked, in percent.
    Skill(StudentId, SkillId, Option<u8>),
    /// A few words for a child's next tap.
    Words(StudentId),
    /// Waiting for a badge to be tapped that is to be this child's.
    Link(StudentId),
    /// How this tablet is, and the way out of the kiosk.
    Tablet,
}

/// The keys for the PIN.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinPad {
    /// What was typed.
    pub pin: Pin,
    /// What came of it.
    pub state: PadState,
    /// Until when no key is taken, since the program started.
    pub wait_until: Option<Duration>,
}

/// What a PIN pad says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PadState {
    /// Type it.
    #[default]
    Typing,
    /// One moment.
    Checking,
    /// That was not it.
    Wrong,
    /// There is none to compare with.
    NoPin,
}

/// Digits that nobody else may read: never in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Pin {
    fn from(digits: &str) -> Self {
        Self(digits.to_owned())
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pin({} digits)", self.0.len())
    }
}

/// The least and the most digits of a PIN.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// What came of a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAnswer {
    /// It is the one.
    Right,
    /// It is not; no key is taken for that long.
    Wrong(Duration),
    /// It was not looked at: that long no key is taken.
    Wait(Duration),
    /// This tablet has none.
    NoPin,
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
            Self::Child(student) | Self::Words(student) | Self::Link(student) => {
                records.student(student).is_some()
            }
            Self::Skill(student, skill, _) => {
                records.student(student).is_some() && pack.skill(skill).is_some()
            }
            _ => true,
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

    fn ask_for_log(&mut self) {
        if let Some(DeskPage::Log(filter, _)) = self.desk.as_ref().map(|desk| &desk.page) {
            self.question = Some(filter.clone());
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

    /// A teacher's badge: whoever was here finds their picks again at their next tap. The badge of
    /// the teacher who is here locks the desk.
    pub(super) fn tap_of_teacher(&mut self, teacher: &TeacherId) {
        for visit in self.visit.take().into_iter().chain(self.parked.take()) {
            self.keep_draft(&visit);
        }
        let own = |desk: &Desk| desk.teacher == *teacher && desk.is_open();
        if self.desk.as_ref().is_some_and(own) {
            return self.lock();
        }
        // Another teacher's badge, or a second tap at the pad, begins anew but waits as long.
        let wait_until = self
            .desk
            .as_mut()
            .and_then(|desk| desk.pad()?.wait_until)
            .or(self.no_pin_before);
        self.lock();
        self.desk = Some(Desk {
            teacher: teacher.clone(),
            page: DeskPage::Pin(PinPad {
                wait_until,
                ..PinPad::default()
            }),
            done: Vec::new(),
            log: None,
        });
    }

    pub(super) fn lock(&mut self) {
        self.desk = None;
        self.pin_to_check = None;
        self.question = None;
    }

    pub(super) fn on_pin(&mut self, ctx: Context<'_>, answer: PinAnswer) {
        let now = ctx.moment.since_start;
        if let PinAnswer::Wrong(wait) | PinAnswer::Wait(wait) = answer {
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
                _ => PadState::Wrong,
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
            return self.lock();
        }
        if let Some(pad) = desk.pad() {
            if pad.wait_until.is_none_or(|until| until <= now) {
                self.pin_to_check = pad.touch(&touch).or(self.pin_to_check.take());
            }
            return;
        }
        match touch {
            DeskTouch::Open(DeskPage::Pin(_)) => {}
            DeskTouch::Open(page) => {
                desk.page = page;
                self.ask_for_log();
            }
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
            DeskTouch::Undo => self.undo(ctx, out),
            _ => {}
        }
    }

    fn do_for(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        what: DeskDid,
        out: &mut Vec<Record>,
    ) {
        let Some(at) = ctx.standpoint(&student) else {
            return;
        };
        let who = student.clone();
        let event = match what.clone() {
            DeskDid::Found(skill, level, score) => {
                let events = found(at.record, &student, &skill, &level, score);
                return self.record_at_desk(ctx, events, student, what, out);
            }
            DeskDid::TookBack(skill) => {
                let award = at.record.skills.get(&skill).map(|record| &record.award);
                let Some(Some(level)) = award.and_then(|award| award.get().cloned()) else {
                    return;
                };
                Event::LevelTakenBack {
                    student: who,
                    skill,
                    level,
                }
            }
            DeskDid::Moved(station) => by_hand(ctx, who, station),
            DeskDid::CheckedOut => {
                let Some(station) = at.station_now().cloned() else {
                    return;
                };
                Event::CheckedOut {
                    student: who,
                    station,
                }
            }
            DeskDid::Approved(task) => {
                let has_it = |skill: &&Skill| skill.task(&task).is_some();
                let Some(skill) = ctx.pack.skills.iter().find(has_it) else {
                    return;
                };
                Event::TaskApproved {
                    student: who,
                    skill: skill.id.clone(),
                    task,
                }
            }
            // Words come with their text, a badge with its tap.
            DeskDid::LeftWords | DeskDid::Linked(_) | DeskDid::AllHere(_) | DeskDid::AllSeen => {
                return;
            }
        };
        self.record_at_desk(ctx, vec![event], student, what, out);
    }

    fn record_at_desk(
        &mut self,
        ctx: Context<'_>,
        events: Vec<Event>,
        student: StudentId,
        what: DeskDid,
        out: &mut Vec<Record>,
    ) {
        if let Some(desk) = &self.desk {
            let actor = Actor::Teacher(desk.teacher.clone());
            self.record(ctx, actor, events, Then::AtDesk(what, vec![student]), out);
        }
    }

    /// "All of table 3 is here."
    fn all_here(&mut self, ctx: Context<'_>, station: &StationId, out: &mut Vec<Record>) {
        let Some(desk) = &self.desk else { return };
        let actor = Actor::Teacher(desk.teacher.clone());
        let now = ctx.moment.wall.datetime();
        let missing = board::missing_at(ctx.pack, ctx.records, now, station);
        if missing.is_empty() {
            return;
        }
        let here = |student: &StudentId| by_hand(ctx, student.clone(), station.clone());
        let events = missing.iter().map(here).collect();
        let then = Then::AtDesk(DeskDid::AllHere(station.clone()), missing);
        self.record(ctx, actor, events, then, out);
    }

    /// As many finished tasks as one record holds; a list that long is seen in several touches.
    fn all_seen(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        const MOST: usize = 200;
        let Some(desk) = &self.desk else { return };
        let actor = Actor::Teacher(desk.teacher.clone());
        let all = board::finished(ctx.pack, ctx.records)
            .into_iter()
            .take(MOST);
        let (events, students): (Vec<_>, Vec<_>) = all
            .map(|finished| {
                let student = finished.student.clone();
                let event = Event::TaskApproved {
                    student: student.clone(),
                    skill: finished.skill.id.clone(),
                    task: finished.task.id.clone(),
                };
                (event, student)
            })
            .unzip();
        if !events.is_empty() {
            let then = Then::AtDesk(DeskDid::AllSeen, students);
            self.record(ctx, actor, events, then, out);
        }
    }

    /// A badge that nobody has, tapped while the desk waits for one; true when it was taken.
    pub(super) fn link_at_desk(
        &mut self,
        ctx: Context<'_>,
        keys: &[BadgeKey],
        out: &mut Vec<Record>,
    ) -> bool {
        let Some(DeskPage::Link(student)) = self.desk.as_ref().map(|desk| &desk.page) else {
            return false;
        };
        let student = student.clone();
        let link = |badge: &BadgeKey| Event::BadgeLinked {
            badge: badge.clone(),
            holder: Holder::Student(student.clone()),
        };
        let events = keys.iter().map(link).collect();
        self.record_at_desk(ctx, events, student, DeskDid::Linked(keys.to_vec()), out);
        true
    }

    fn undo(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some((desk, last)) = self
            .desk
            .as_ref()
            .and_then(|desk| Some((desk, desk.done.last()?)))
        else {
            return;
        };
        let actor = Actor::Teacher(desk.teacher.clone());
        let back = |(student, entry): &(StudentId, EntryId)| Event::EntryWithdrawn {
            student: student.clone(),
            entry: entry.clone(),
        };
        let void = |badge: &BadgeKey| Event::BadgeVoided {
            badge: badge.clone(),
            reason: VoidReason::Replaced,
        };
        let events = match &last.what {
            // A badge that was linked is known from then on; it can only stop to count.
            DeskDid::Linked(keys) => keys.iter().map(void).collect(),
            _ => last.entries.iter().map(back).collect(),
        };
        self.record(ctx, actor, events, Then::UndoneAtDesk, out);
    }

    /// What was done at the desk is on the disk.
    pub(super) fn done_at_desk(
        &mut self,
        what: DeskDid,
        students: Vec<StudentId>,
        entries: Vec<EntryId>,
    ) {
        let Some(desk) = &mut self.desk else { return };
        if let DeskPage::Skill(student, ..) | DeskPage::Words(student) | DeskPage::Link(student) =
            &desk.page
        {
            desk.page = DeskPage::Child(student.clone());
        }
        // What is done for one child may be several entries: a badge may have two keys.
        let last = students.last().cloned();
        let students = students
            .into_iter()
            .chain(std::iter::repeat(last).flatten());
        let entries = students.zip(entries).collect();
        desk.done.push(DeskDone { what, entries });
        self.ask_for_log();
    }

    pub(super) fn undone_at_desk(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.done.pop();
        }
        self.ask_for_log();
    }

    /// When the desk locks by itself.
    pub(super) fn desk_deadline(&self) -> Option<Duration> {
        let desk = self.desk.as_ref().filter(|_| self.saving.is_none())?;
        let lock = self.touched + timing::DESK;
        match &desk.page {
            // The keys come back.
            DeskPage::Pin(pad) => Some(pad.wait_until.map_or(lock, |until| until.min(lock))),
            _ => Some(lock),
        }
    }

    pub(super) fn let_time_pass_at_desk(&mut self, ctx: Context<'_>) {
        let now = ctx.moment.since_start;
        if self.desk.is_some() && self.saving.is_none() && self.touched + timing::DESK <= now {
            self.lock();
        }
        let Some(desk) = &mut self.desk else { return };
        if let Some(pad) = desk.pad() {
            pad.wait_until.take_if(|until| *until <= now);
        }
        if !desk.page.fits(ctx.pack, ctx.records) {
            desk.page = DeskPage::Now;
        }
    }
}

/// What follows from a teacher's judgement. The same level once more is kept, and that is written
/// down too: whoever asked has their answer.
fn found(
    record: &StudentRecord,
    student: &StudentId,
    skill: &SkillId,
    level: &LevelId,
    score: Option<u8>,
) -> Vec<Event> {
    let before = record.skills.get(skill);
    let waits = before.is_some_and(|before| before.is_waiting_for_assessment());
    let has_it = before.and_then(|before| before.awarded()) == Some(level);
    let assessed = Event::AssessmentRecorded {
        student: student.clone(),
        skill: skill.clone(),
        score,
        level: Some(level.clone()),
    };
    let awarded = Event::LevelAwarded {
        student: student.clone(),
        skill: skill.clone(),
        level: level.clone(),
    };
    let is_written = waits || score.is_some() || has_it;
    let events = [(is_written, assessed), (!has_it, awarded)];
    let wanted = events.into_iter().filter(|(wanted, _)| *wanted);
    wanted.map(|(_, event)| event).collect()
}

/// A teacher says that a child is at a station now.
fn by_hand(ctx: Context<'_>, student: StudentId, station: StationId) -> Event {
    let place = ctx.pack.place(ctx.moment.wall.datetime());
    Event::CheckedIn {
        student,
        station,
        block: place.as_ref().map(|place| place.block.id.clone()),
        round: place.and_then(|place| u8::try_from(place.round).ok()),
        source: TapSource::Teacher,
        express: false,
    }
}

impl PinPad {
    /// Takes a key; returns a PIN that is to be compared.
    fn touch(&mut self, touch: &DeskTouch) -> Option<Pin> {
        if self.state == PadState::Checking {
            return None;
        }
        match touch {
            DeskTouch::Digit(digit @ 0..=9) if self.pin.len() < *PIN_DIGITS.end() => {
                self.state = PadState::Typing;
                self.pin.0.push(char::from(b'0' + digit));
            }
            DeskTouch::Erase => {
                self.pin.0.pop();
            }
            DeskTouch::Enter if PIN_DIGITS.contains(&self.pin.len()) => {
                self.state = PadState::Checking;
                return Some(std::mem::take(&mut self.pin));
            }
            _ => {}
        }
        None
    }
}
