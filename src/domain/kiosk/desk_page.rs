//! What a teacher can look at, ask for by a touch, and do at the desk; only the words for it. What
//! follows from them is in `desk` and `deeds`.

use jiff::civil;

use crate::domain::{
    badge::BadgeKey,
    event::VoidReason,
    ids::{EntryId, GroupId, LevelId, SkillId, StationId, StudentId, TaskId},
    log::{LogFilter, LogLine},
    pack::Pack,
    records::Records,
    typed::{Stroke, Typed},
};

use super::{
    Before, CardDraft, ClassList, LinkTouch, NewCard, PinPad, PrintPage, PrintTouch, PrintWhat,
    TabletTouch, TabletsPage, TabletsTouch, TypedFor,
};

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
    /// Their secret pictures, for the teacher's eyes.
    Secret(StudentId),
    /// How many badges and secret pictures the class has.
    ClassBadges,
    /// Whether all of them are to be voided, and whether that was asked before.
    VoidAll(bool),
    /// Voided badges that were tapped: the how-manieth few, from 0.
    Flagged(usize),
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
    /// Choosing a skill, for what was done on it that day.
    WhichSkill(civil::Date),
    /// What was done on a skill on a day, by whomever: the how-manieth few, from 0.
    Work(SkillId, civil::Date, usize),
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
    /// Whether these are deleted for good, and whether that was asked before.
    Erase(Erased, bool),
    /// So many are deleted for good.
    Erased(usize),
    /// Waiting for a badge to be tapped that is to be this child's.
    Link(StudentId),
    /// Choosing whose a badge is to be: the one that was tapped, by its keys, or the next one; the
    /// how-manieth few, from 0.
    Give(Vec<BadgeKey>, usize),
    /// Badges that were tapped and are nobody's: the how-manieth few, from 0.
    Unknown(usize),
    /// How this tablet is, and the way out of the kiosk.
    Tablet,
    /// The tablets of the class.
    Tablets(TabletsPage),
    /// Where one child is, and where to send them; all that a substitute sees of a child.
    Where(StudentId),
    /// Waiting for a card that is to be the teacher's own or a substitute's.
    NewCard(NewCard),
    /// Printing badges.
    Print(PrintPage),
    /// Trying a scanner.
    Scanner,
    /// The export: to a folder or a stick.
    Export,
    /// The same with one child's data alone.
    ExportChild(StudentId),
    /// What is wrong with the edited class pack.
    PackProblems,
    /// Rosters that can be taken over: the how-manieth few, from 0.
    Rosters(usize),
    /// What the one that was read would change, or what is wrong with it: the how-manieth few, from 0.
    Roster(usize),
}

/// Who is deleted for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erased {
    /// One child.
    Child(StudentId),
    /// Everybody who left the class.
    WhoLeft,
    /// Everybody, also those who left.
    Everybody,
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
    /// Gave them a badge that was somebody else's, by its keys and whose they were.
    Gave(Before),
    /// Wrote a code on a badge of theirs; what was linked by that, and whose it was.
    Wrote(Before),
    /// Put everybody who should be at a station there.
    AllHere(StationId),
    /// Looked at all finished tasks.
    AllSeen,
    /// Printed the badge of a level that was given.
    Printed(SkillId, LevelId),
    /// Printed all level badges that were to be printed.
    AllPrinted,
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
    /// Made a badge of theirs count no more, with everything on the same card. The page asks once
    /// before.
    Lost(BadgeKey),
    /// The same of all these badges of theirs; a new one comes next.
    MadeNew(Vec<BadgeKey>),
    /// Made a voided badge of theirs count again; why it was voided.
    FoundAgain(BadgeKey, VoidReason),
    /// Saw that a voided badge of theirs was tapped, and left it void.
    KeptVoid(BadgeKey),
    /// Voided these badges, and all secret pictures, at year end.
    VoidedAll(Vec<(BadgeKey, StudentId)>),
    /// Gave them secret pictures.
    GaveSecrets,
    /// Decided which of the levels that tablets gave is the one.
    Decided(SkillId, LevelId),
    /// Took a roster over.
    TookOver,
    /// Deleted so many children for good, which is never undone.
    Erased(usize),
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
    /// All level badges are printed.
    AllPrinted,
    /// The same with words for them.
    LeaveWords(StudentId, String),
    /// Something about a badge that is given to a child.
    Link(LinkTouch),
    /// Something about printing.
    Print(PrintTouch),
    /// Something about this tablet and its files.
    Tablet(TabletTouch),
    /// Something about the tablets of the class.
    Tablets(TabletsTouch),
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
    /// Open the page for a child without a badge; the desk locks.
    WithoutBadge,
    /// Draw secret pictures for a child, or for everybody who has none.
    DrawSecrets(Option<StudentId>),
    /// Void every student's badge and all secret pictures.
    VoidAll,
    /// Delete them for good.
    DeleteForGood(Erased),
    /// Take the last thing back.
    Undo,
    /// End the program.
    Close,
    /// Into a window, or back to the full screen.
    FullScreen(bool),
}

impl DeskPage {
    /// Whether everything that the page shows is still there.
    pub(super) fn fits(&self, pack: &Pack, records: &Records) -> bool {
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
            | Self::Secret(student)
            | Self::Plot(student, _)
            | Self::Skill(student, ..)
            | Self::Words(student)
            | Self::Where(student)
            | Self::Leaves(student)
            | Self::ExportChild(student)
            | Self::Erase(Erased::Child(student), _)
            | Self::Link(student)
            | Self::Print(
                PrintPage::How(PrintWhat::Child(student))
                | PrintPage::Printers(PrintWhat::Child(student), _)
                | PrintPage::Shift(PrintWhat::Child(student)),
            ) => Some(student),
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
            Self::Badges(student, _) => Some(Self::Badges(student.clone(), None)),
            Self::NewCard(_) => Some(Self::Tablet),
            Self::VoidAll(_) => Some(Self::ClassBadges),
            Self::Line(_, filter, part) => Some(Self::Log(filter.clone(), *part)),
            Self::Card(draft) if draft.student.is_none() => student.cloned().map(Self::Child),
            Self::Card(_) | Self::Leaves(_) => Some(Self::Children(0)),
            _ => None,
        }
    }

    /// The child and the skill that are judged here.
    pub(super) fn judged(&self) -> Option<(&StudentId, &SkillId)> {
        match self {
            Self::Skill(student, skill, _) | Self::Typing(TypedFor::Why(student, skill, _), _) => {
                Some((student, skill))
            }
            _ => None,
        }
    }
}
