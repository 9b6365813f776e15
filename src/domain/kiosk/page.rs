//! What can be on the screen of a child who is here, and what they can touch.

use std::time::Duration;

use crate::domain::{
    badge::{Tap, TapSource},
    event::{HowItWent, OopsKind},
    ids::{CriterionId, EntryId, LevelId, SkillId, StationId, StudentId, TaskId},
    pack::{Pack, Skill},
    standing::Next,
    utterance::Utterance,
};

use super::{Context, DeskTouch, ForgottenTouch, JoinTouch};

/// One child at the kiosk, from the tap to the start screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who.
    pub student: StudentId,
    /// What they look at.
    pub page: Page,
    /// What was recorded since the tap: what "That's not me" takes back.
    pub recorded: Vec<EntryId>,
    /// The same for the child, in the order it happened.
    pub done: Vec<Done>,
    /// Whether they pressed to see their level, in a class that asks for that.
    pub level_shown: bool,
    /// Whether they see an award of the focus for the first time.
    pub earned: bool,
    /// What they tapped on.
    pub source: TapSource,
    /// Since when the kiosk asks whether they are still there.
    pub still_there: Option<Duration>,
}

/// A page of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The greeting, the trail, the task, and the one big button.
    Hello,
    /// One criterion of the rubric, counted from 0.
    Reflect(Draft, usize),
    /// The level that the pictures lead to: does it feel right?
    Placed(Draft),
    /// Choosing another level than the pictures say.
    OtherLevel(Draft),
    /// What the teacher found, shown after the child has said.
    Compare {
        /// The skill.
        skill: SkillId,
        /// What the child said, by its height on the ladder.
        said: usize,
        /// What the teacher found.
        found: usize,
    },
    /// The choice menu at one height of the ladder; where text is large a few tasks at a time: the
    /// how-manieth few, from 0.
    Menu(usize, usize),
    /// The task being worked on.
    Task,
    /// How a finished task went.
    HowDidItGo,
    /// Where to be.
    CheckIn,
    /// What was recorded; the end.
    Set,
    /// All skills, a few at a time: the how-manieth few, from 0.
    Trail(usize),
    /// The goal.
    Plan,
    /// Asking for an assessment.
    Ready,
    /// A mistake worth sharing.
    Oops,
    /// The teacher's note.
    Note(EntryId),
    /// A second child, while a first one reflects: check in quickly, or wait.
    Handover,
}

/// A walk through a rubric that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The skill.
    pub skill: SkillId,
    /// The rubric's rows when it was begun: a draft is only good for just these.
    pub rubric: Vec<CriterionId>,
    /// The ladder when it was begun.
    pub ladder: Vec<LevelId>,
    /// One pick per row, as a height on the ladder from 0.
    pub picks: Vec<Option<usize>>,
}

/// Something a child did in this visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Looked at their work and said this level.
    Reflected(LevelId),
    /// Chose a task.
    Chose(TaskId),
    /// Finished one.
    Finished(TaskId),
    /// Checked in.
    CheckedIn(StationId),
    /// Asked to show what they know.
    AskedToShow(SkillId),
    /// Shared a mistake.
    SharedOops,
}

/// A short message that goes away by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub kind: NoticeKind,
    /// When it goes away, since the program started.
    pub until: Duration,
}

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// The same badge again: it was heard the first time.
    GotYou,
    /// Nobody's badge; it is on the teacher's list.
    UnknownBadge,
    /// A badge that no longer counts; it is on the teacher's list.
    VoidedBadge,
    /// There were too many picks of secret pictures that were not a child's.
    AskYourTeacher,
    /// A substitute's card of another day; it is on the teacher's list.
    DayIsOver,
    /// The badge that scanners are tried with.
    TestBadge,
    /// The card was gone too soon.
    HoldLonger,
    /// A phone or a bank card.
    NotABadge,
    /// It could not be read.
    TryAgain,
    /// What was tried was not saved.
    NotSaved,
    /// Someone said that it was not them; what was recorded is taken back.
    NotYou,
}

/// What a child can ask for by a touch. A page takes only the touches that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    /// "That's not me."
    NotMe,
    /// The one big button of Hello, and of what follows a result.
    Next,
    /// One step back, in the end to Hello.
    Back,
    /// Go to a page that Hello offers.
    Open(Page),
    /// The picture for this level, by its height on the ladder.
    Pick(usize),
    /// The level the pictures lead to is right.
    FeelsRight,
    /// It is not.
    NotQuite,
    /// Show the menu for this height of the ladder, and the how-manieth few of its tasks.
    MenuAt(usize, usize),
    /// Take this task.
    Choose(TaskId),
    /// "I finished it."
    Finished,
    /// How it went.
    Went(HowItWent),
    /// "I'm here."
    Here(StationId),
    /// "I'm ready to show what I know."
    ImReady,
    /// This kind of mistake.
    Share(OopsKind),
    /// The note was read.
    NoteRead,
    /// Show my level.
    ShowLevel,
    /// "I'm still here."
    StillHere,
    /// Read this to me.
    Hear(Utterance),
    /// Done: back to the start screen.
    Done,
    /// The second child checks in quickly.
    QuickCheckIn,
    /// A badge of the practice row.
    Practice(Tap),
    /// Something on the page for a child without a badge.
    Forgotten(ForgottenTouch),
    /// Something about joining a class, or what was said instead of the first screen was read.
    Join(JoinTouch),
    /// Something at the teacher's desk.
    Desk(DeskTouch),
}

impl Page {
    /// The reflection that is under way on this page.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Reflect(draft, _) | Self::Placed(draft) | Self::OtherLevel(draft) => Some(draft),
            _ => None,
        }
    }

    /// Whether the class pack still has everything that this page shows.
    #[must_use]
    pub(super) fn fits(&self, pack: &Pack) -> bool {
        match self {
            Self::Compare { skill, said, found } => {
                pack.skill(skill).is_some() && (*said).max(*found) < pack.levels.len()
            }
            Self::Menu(level, _) => *level < pack.levels.len() && !pack.skills.is_empty(),
            Self::Ready => !pack.skills.is_empty(),
            page => page.draft().is_none_or(|draft| draft.fits(pack)),
        }
    }

    /// Whether this page is a result, which goes away sooner than a question.
    #[must_use]
    pub fn is_result(&self) -> bool {
        matches!(self, Self::Set)
    }
}

impl Draft {
    /// An empty one.
    #[must_use]
    pub fn begin(pack: &Pack, skill: &Skill) -> Self {
        let rubric: Vec<_> = skill
            .rubric
            .iter()
            .map(|criterion| criterion.id.clone())
            .collect();
        let ladder = pack.levels.iter().map(|level| level.id.clone()).collect();
        Self {
            skill: skill.id.clone(),
            picks: vec![None; rubric.len()],
            rubric,
            ladder,
        }
    }

    /// Whether the class pack still asks just these questions with just these answers.
    #[must_use]
    pub fn fits(&self, pack: &Pack) -> bool {
        let same_rubric = |skill: &Skill| skill.rubric.iter().map(|row| &row.id).eq(&self.rubric);
        pack.skill(&self.skill).is_some_and(same_rubric)
            && pack.levels.iter().map(|level| &level.id).eq(&self.ladder)
    }

    /// The first criterion without a pick.
    #[must_use]
    pub fn first_open(&self) -> Option<usize> {
        self.picks.iter().position(Option::is_none)
    }

    /// The picks so far.
    #[must_use]
    pub fn levels(&self) -> Vec<usize> {
        self.picks.iter().copied().flatten().collect()
    }
}

impl Visit {
    pub(super) fn new(student: StudentId, source: TapSource, page: Page) -> Self {
        Self {
            student,
            page,
            recorded: Vec::new(),
            done: Vec::new(),
            level_shown: false,
            earned: false,
            source,
            still_there: None,
        }
    }

    /// Where following the one big button leads after something was recorded.
    pub(super) fn next_page(&self, ctx: Context<'_>) -> Page {
        let Some(standpoint) = ctx.standpoint(&self.student) else {
            return Page::Set;
        };
        match standpoint.next() {
            Next::ChooseTask => Page::Menu(standpoint.menu_level(), 0),
            Next::CheckIn => Page::CheckIn,
            Next::Reflect | Next::AllSet => Page::Set,
        }
    }
}
