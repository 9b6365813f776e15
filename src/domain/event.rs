//! The things that happen in a class. An [`Event`] is what a journal entry says; its names and
//! fields are the file format, so they are added to and never changed.

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{
    badge::{BadgeKey, TapSource},
    erasure::BadgeMark,
    ids::{
        BlockId, CriterionId, EntryId, GroupId, LevelId, SkillId, StationId, StudentId, TabletId,
        TaskId, TeacherId,
    },
    pack::StudentCard,
    secret::Secret,
    time::Hlc,
};

/// Who made an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A child at the kiosk.
    Student(StudentId),
    /// A teacher at the kiosk.
    Teacher(TeacherId),
    /// A substitute at the kiosk, by a card of that day.
    Substitute,
    /// The program itself.
    Tablet,
    /// Somebody at the command line.
    CommandLine,
}

/// Whom a badge belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A student.
    Student(StudentId),
    /// A teacher, who needs a PIN as well.
    Teacher(TeacherId),
    /// Whoever stands in for a teacher on that day, by the clock on the tablet's wall; needs the
    /// number of the day as well.
    Substitute(civil::Date),
}

/// Why a badge no longer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// It cannot be found.
    Lost,
    /// There is a new one.
    Replaced,
    /// The year is over.
    YearEnd,
}

/// How a task went, in three pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowItWent {
    /// I did it on my own.
    OnMyOwn,
    /// I did it with some help.
    WithHelp,
    /// It is still hard.
    StillHard,
}

/// A mistake worth sharing, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OopsKind {
    /// I went too fast.
    TooFast,
    /// I read it wrong.
    MisreadIt,
    /// I mixed up the steps.
    MixedUpSteps,
    /// I tried a new way and it did not work yet.
    NewWay,
}

/// When it was, of something that a correction puts in afterwards: the time, and the place in the
/// order of the entry that was withdrawn for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// What the clock on that tablet's wall said.
    pub at: civil::DateTime,
    /// The place in the order.
    #[serde(flatten)]
    pub clock: Hlc,
}

/// One pick on a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// The row.
    pub criterion: CriterionId,
    /// The picture chosen in it.
    pub level: LevelId,
}

/// Something that happened. In files: an object whose `kind` is the variant's name in
/// `snake_case`, beside its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", remote = "Self")]
#[expect(
    missing_docs,
    reason = "the fields are the words of the design; each variant is documented"
)]
pub enum Event {
    /// A student joined the class.
    StudentAdded {
        student: StudentId,
        card: StudentCard,
    },
    /// What is known of a student changed; the whole card as it is now.
    StudentChanged {
        student: StudentId,
        card: StudentCard,
    },
    /// A student left the class.
    StudentLeft { student: StudentId },
    /// A badge belongs to somebody from now on.
    BadgeLinked { badge: BadgeKey, holder: Holder },
    /// A badge no longer counts.
    BadgeVoided { badge: BadgeKey, reason: VoidReason },
    /// A student is at a station; `express` when the tap alone did it, `was` when it is put in
    /// afterwards.
    CheckedIn {
        student: StudentId,
        station: StationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        block: Option<BlockId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<u8>,
        source: TapSource,
        express: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Was>,
    },
    /// A student left their station.
    CheckedOut {
        student: StudentId,
        station: StationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Was>,
    },
    /// A student looked at their own work: the picks, the level they lead to by the rule, and the
    /// level the student says is right.
    ReflectionFinished {
        student: StudentId,
        skill: SkillId,
        picks: Vec<Pick>,
        placed: LevelId,
        chosen: LevelId,
    },
    /// The teacher gave a level, and may have said why.
    LevelAwarded {
        student: StudentId,
        skill: SkillId,
        level: LevelId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The teacher took a level back: the student's own placement counts again.
    LevelTakenBack {
        student: StudentId,
        skill: SkillId,
        level: LevelId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Tablets gave different levels, and a teacher who saw these awards beside each other decided.
    AwardsSettled {
        student: StudentId,
        skill: SkillId,
        awards: Vec<EntryId>,
    },
    /// The badge of a level that was given was printed.
    LevelBadgePrinted {
        student: StudentId,
        skill: SkillId,
        level: LevelId,
    },
    /// A student took a task from the menu.
    TaskChosen {
        student: StudentId,
        skill: SkillId,
        level: LevelId,
        task: TaskId,
    },
    /// A student finished a task.
    TaskFinished {
        student: StudentId,
        skill: SkillId,
        task: TaskId,
        how: HowItWent,
    },
    /// The teacher looked at a finished task.
    TaskApproved {
        student: StudentId,
        skill: SkillId,
        task: TaskId,
    },
    /// A student is ready to show what they know.
    AssessmentRequested { student: StudentId, skill: SkillId },
    /// A quiz or checkpoint was scored; `score` in percent, 0 to 100.
    AssessmentRecorded {
        student: StudentId,
        skill: SkillId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<LevelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// What a student aims at, and by when.
    GoalSet {
        student: StudentId,
        skill: SkillId,
        level: LevelId,
        by: civil::Date,
    },
    /// The goal was reached.
    GoalMet { student: StudentId, skill: SkillId },
    /// The talk about the plan took place.
    ConferenceHeld { student: StudentId },
    /// The teacher left a few words that greet the student at the next tap.
    NoteLeft { student: StudentId, text: String },
    /// The student saw them.
    NoteRead { student: StudentId, note: EntryId },
    /// A mistake worth sharing.
    OopsShared {
        student: StudentId,
        skill: SkillId,
        oops: OopsKind,
    },
    /// Who rotates with whom from now on.
    GroupsSet { groups: Vec<(StudentId, GroupId)> },
    /// A badge nobody knows was tapped.
    UnknownBadgeTapped { badge: BadgeKey, source: TapSource },
    /// A badge that no longer counts was tapped.
    VoidedBadgeTapped {
        badge: BadgeKey,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        student: Option<StudentId>,
        source: TapSource,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        station: Option<StationId>,
    },
    /// A teacher saw that this voided badge was tapped, and it stays as it is; or takes that back.
    VoidedTapSeen { badge: BadgeKey, seen: bool },
    /// A student has these secret pictures from now on.
    SecretGiven { student: StudentId, secret: Secret },
    /// A student's secret pictures no longer count.
    SecretVoided {
        student: StudentId,
        reason: VoidReason,
    },
    /// A student is in without a badge, by their secret pictures, at a page that somebody opened.
    SecretRight {
        student: StudentId,
        opened_by: Actor,
    },
    /// Somebody picked other pictures than this student's, at a page that somebody opened.
    SecretWrong {
        student: StudentId,
        opened_by: Actor,
    },
    /// An earlier entry about a student no longer counts.
    EntryWithdrawn { student: StudentId, entry: EntryId },
    /// This tablet's roster file was taken over; `checksum` is of `students.csv`, in hexadecimal.
    PackPublished { checksum: String },
    /// A file of the class pack is like this from now on: its text, else its bytes in base64, else it
    /// is gone. `checksum` is of its bytes, in hexadecimal; empty where it is gone.
    PackFilePublished {
        path: String,
        checksum: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base64: Option<String>,
    },
    /// A student is deleted for good: what was written about them before counts for nothing and is
    /// scrubbed on every tablet, with what was written about the badges that they had, which are
    /// known by their marks alone.
    StudentErased {
        student: StudentId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        badges: Vec<BadgeMark>,
    },
    /// What stands where an entry about a student was who is deleted for good; `left` is what it says
    /// of others.
    Scrubbed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<Box<Event>>,
    },
    /// A journal was begun on a tablet.
    TabletJoined { program: String },
    /// A damaged journal was set aside under that file name, and this many entries are back.
    TabletRestored { set_aside: String, entries: u64 },
    /// The tablet of that name has left the class; what it recorded stays.
    TabletRetired { name: String },
    /// Another tablet goes by the name that this one had: its entries from that number on, until this
    /// one, stand under the new name instead.
    TabletRenamed { was: TabletId, from: u64 },
    /// What a newer program wrote: carried, not understood.
    #[serde(skip)]
    Unknown(Value),
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown(value) => value.serialize(serializer),
            known => Self::serialize(known, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Self::deserialize(&value).unwrap_or(Self::Unknown(value)))
    }
}

impl Event {
    /// Reads what stands in a file. The same as any other way of reading one, and quicker where the kind is
    /// known: there are a million of them.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_str(text);
        let read = Self::deserialize(&mut json).and_then(|event| json.end().map(|()| event));
        match read {
            Err(error) if error.is_data() => serde_json::from_str(text).map(Self::Unknown),
            read => read,
        }
    }

    /// The `kind` it has in files.
    #[must_use]
    pub fn kind(&self) -> &str {
        use Event as E;
        match self {
            E::StudentAdded { .. } => "student_added",
            E::StudentChanged { .. } => "student_changed",
            E::StudentLeft { .. } => "student_left",
            E::BadgeLinked { .. } => "badge_linked",
            E::BadgeVoided { .. } => "badge_voided",
            E::CheckedIn { .. } => "checked_in",
            E::CheckedOut { .. } => "checked_out",
            E::ReflectionFinished { .. } => "reflection_finished",
            E::LevelAwarded { .. } => "level_awarded",
            E::LevelTakenBack { .. } => "level_taken_back",
            E::AwardsSettled { .. } => "awards_settled",
            E::LevelBadgePrinted { .. } => "level_badge_printed",
            E::TaskChosen { .. } => "task_chosen",
            E::TaskFinished { .. } => "task_finished",
            E::TaskApproved { .. } => "task_approved",
            E::AssessmentRequested { .. } => "assessment_requested",
            E::AssessmentRecorded { .. } => "assessment_recorded",
            E::GoalSet { .. } => "goal_set",
            E::GoalMet { .. } => "goal_met",
            E::ConferenceHeld { .. } => "conference_held",
            E::NoteLeft { .. } => "note_left",
            E::NoteRead { .. } => "note_read",
            E::OopsShared { .. } => "oops_shared",
            E::GroupsSet { .. } => "groups_set",
            E::UnknownBadgeTapped { .. } => "unknown_badge_tapped",
            E::VoidedBadgeTapped { .. } => "voided_badge_tapped",
            E::VoidedTapSeen { .. } => "voided_tap_seen",
            E::SecretGiven { .. } => "secret_given",
            E::SecretVoided { .. } => "secret_voided",
            E::SecretRight { .. } => "secret_right",
            E::SecretWrong { .. } => "secret_wrong",
            E::EntryWithdrawn { .. } => "entry_withdrawn",
            E::PackPublished { .. } => "pack_published",
            E::PackFilePublished { .. } => "pack_file_published",
            E::StudentErased { .. } => "student_erased",
            E::Scrubbed { .. } => "scrubbed",
            E::TabletJoined { .. } => "tablet_joined",
            E::TabletRestored { .. } => "tablet_restored",
            E::TabletRetired { .. } => "tablet_retired",
            E::TabletRenamed { .. } => "tablet_renamed",
            E::Unknown(value) => {
                let kind = value.get("kind").and_then(|kind| kind.as_str());
                kind.unwrap_or("unknown")
            }
        }
    }

    /// The skill it is about, if it is about one.
    #[must_use]
    pub fn skill(&self) -> Option<&SkillId> {
        use Event as E;
        match self {
            E::ReflectionFinished { skill, .. }
            | E::LevelAwarded { skill, .. }
            | E::LevelTakenBack { skill, .. }
            | E::AwardsSettled { skill, .. }
            | E::LevelBadgePrinted { skill, .. }
            | E::TaskChosen { skill, .. }
            | E::TaskFinished { skill, .. }
            | E::TaskApproved { skill, .. }
            | E::AssessmentRequested { skill, .. }
            | E::AssessmentRecorded { skill, .. }
            | E::GoalSet { skill, .. }
            | E::GoalMet { skill, .. }
            | E::OopsShared { skill, .. } => Some(skill),
            _ => None,
        }
    }

    /// The student it is about, if it is about one.
    #[must_use]
    pub fn student(&self) -> Option<StudentId> {
        use Event as E;
        match self {
            E::StudentAdded { student, .. }
            | E::StudentChanged { student, .. }
            | E::StudentLeft { student }
            | E::StudentErased { student, .. }
            | E::CheckedIn { student, .. }
            | E::CheckedOut { student, .. }
            | E::ReflectionFinished { student, .. }
            | E::LevelAwarded { student, .. }
            | E::LevelTakenBack { student, .. }
            | E::AwardsSettled { student, .. }
            | E::LevelBadgePrinted { student, .. }
            | E::TaskChosen { student, .. }
            | E::TaskFinished { student, .. }
            | E::TaskApproved { student, .. }
            | E::AssessmentRequested { student, .. }
            | E::AssessmentRecorded { student, .. }
            | E::GoalSet { student, .. }
            | E::GoalMet { student, .. }
            | E::ConferenceHeld { student }
            | E::NoteLeft { student, .. }
            | E::NoteRead { student, .. }
            | E::OopsShared { student, .. }
            | E::SecretGiven { student, .. }
            | E::SecretVoided { student, .. }
            | E::SecretRight { student, .. }
            | E::SecretWrong { student, .. }
            | E::EntryWithdrawn { student, .. }
            | E::BadgeLinked {
                holder: Holder::Student(student),
                ..
            } => Some(student.clone()),
            E::VoidedBadgeTapped { student, .. } => student.clone(),
            E::Unknown(value) => value
                .get("student")
                .and_then(|id| id.as_str())
                .map(StudentId::from),
            E::BadgeLinked {
                holder: Holder::Teacher(_) | Holder::Substitute(_),
                ..
            }
            | E::BadgeVoided { .. }
            | E::GroupsSet { .. }
            | E::UnknownBadgeTapped { .. }
            | E::VoidedTapSeen { .. }
            | E::PackPublished { .. }
            | E::PackFilePublished { .. }
            | E::Scrubbed { .. }
            | E::TabletJoined { .. }
            | E::TabletRestored { .. }
            | E::TabletRetired { .. }
            | E::TabletRenamed { .. } => None,
        }
    }
}
