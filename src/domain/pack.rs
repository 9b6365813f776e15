//! The class pack as checked values. Every reference in a [`Pack`] holds: what a rubric, a menu or
//! a timetable names is there. `config` makes one from files or says everything that is wrong.

use std::{path::PathBuf, time::Duration};

use jiff::{ToSpan, civil};

use super::{
    exporting::ExportSettings,
    ids::{
        BlockId, CriterionId, GroupId, Lang, LevelId, SkillId, StationId, StudentId, TaskId, UnitId,
    },
    sharing::MeetingPlace,
    text::{Picture, Text},
    utterance::{ReadAloud, Recordings},
};

/// Everything a class defines.
#[derive(Clone, Debug)]
pub struct Pack {
    /// This tablet.
    pub tablet: TabletSettings,
    /// Whether Hello shows the level at once or behind a press.
    pub show_level: ShowLevel,
    /// School days after which a reflection is due again; 1 or more.
    pub reflect_every: u8,
    /// School days after which a talk about the plan is due again; 0 for never.
    pub conference_every: u8,
    /// The ladder, lowest first; 2 to 6 rungs.
    pub levels: Vec<Level>,
    /// Units in teaching order.
    pub units: Vec<Unit>,
    /// Skills in teaching order.
    pub skills: Vec<Skill>,
    /// Places, in the order they are shown.
    pub stations: Vec<Station>,
    /// Rotation groups.
    pub groups: Vec<Group>,
    /// The day, block by block, in order of their start.
    pub blocks: Vec<Block>,
    /// The children of `students.csv`, in its order.
    pub students: Vec<(StudentId, StudentCard)>,
    /// What a teacher or a child has recorded. None of it has been listened to yet.
    pub recordings: Recordings,
}

/// What is particular to one tablet (`kiosk.toml`).
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent switches, each a line of the file"
)]
pub struct TabletSettings {
    /// The class, as the first screen and the export call it.
    pub class: Text,
    /// What the teacher calls this tablet.
    pub name: String,
    /// The station it stands at, if it stands at one.
    pub station: Option<StationId>,
    /// Its language; a student's own goes before it.
    pub language: Lang,
    /// Its time zone by IANA name; the system's where it is left out.
    pub timezone: Option<String>,
    /// Whether to look for PC/SC readers.
    pub card_reader: bool,
    /// Whether a reader shows by light and beep what became of a tap.
    pub reader_signals: bool,
    /// Whether to take fast typing for a badge scanner.
    pub keyboard_scanner: bool,
    /// Which camera looks for badges, if any.
    pub camera: CameraChoice,
    /// When pages are read aloud; a student's own setting goes before it.
    pub read_aloud: ReadAloud,
    /// How loud sounds and the voice are, in percent of what the tablet gives: 0 to 100.
    pub volume: u8,
    /// Whether there is no sound at all.
    pub mute: bool,
    /// Whether nothing on the screen is to move.
    pub reduced_motion: bool,
    /// How large its display is, where the teacher says so.
    pub screen: Option<Inches>,
    /// How large sentences are.
    pub text_size: TextSize,
    /// Where the teacher's export goes by itself, and when.
    pub export: ExportSettings,
    /// For a child with one switch: how long the focus stays before it steps on by itself.
    pub switch_scan: Option<Duration>,
    /// Where it meets the other tablets of its class, where the file says so.
    pub sync: Option<MeetingPlace>,
}

/// Which camera looks for badges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CameraChoice {
    /// None: the camera is never opened.
    #[default]
    Off,
    /// The first one that takes pictures.
    First,
    /// The video device at this path.
    Device(PathBuf),
    /// No camera: pictures in this folder, one after the other, as a test or a try has them.
    Folder(PathBuf),
}

/// The diagonal of a display.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Inches(pub f32);

impl Inches {
    /// The tablet that is assumed where nobody says how large the display is.
    pub const ASSUMED: Self = Self(10.1);
    /// The smallest display on which everything is large enough for a finger.
    pub const SMALLEST: Self = Self(8.0);

    /// In millimetres.
    #[must_use]
    pub fn millimetres(self) -> f32 {
        self.0 * 25.4
    }
}

/// How large sentences are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As drawn: 100 %.
    #[default]
    Normal,
    /// 125 %.
    Large,
    /// 150 %.
    Largest,
}

impl TextSize {
    /// How many times as large as drawn.
    #[must_use]
    pub fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Largest => 1.5,
        }
    }
}

/// When a child's level is on the Hello screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowLevel {
    /// At once.
    Always,
    /// After the child presses a button, for classes where levels are a private matter.
    Press,
}

/// The outline that tells a level without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Seeker's.
    Circle,
    /// Explorer's.
    Diamond,
    /// Trailblazer's.
    Hexagon,
    /// Guide's.
    Star,
    /// Spare.
    Square,
    /// Spare.
    Triangle,
}

/// The little picture inside a level's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    /// Seeker's.
    Magnifier,
    /// Explorer's.
    Compass,
    /// Trailblazer's.
    Flag,
    /// Guide's.
    Mountain,
    /// Spare.
    Leaf,
    /// Spare.
    Key,
}

/// One rung of the ladder.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name in files.
    pub id: LevelId,
    /// Its name on screens.
    pub name: Text,
    /// What it means, in one "I" sentence.
    pub means: Text,
    /// Its outline; no two levels share one.
    pub shape: Shape,
    /// Red, green, blue.
    pub color: [u8; 3],
    /// Its line drawing.
    pub sign: Sign,
}

/// A stretch of teaching.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name in files.
    pub id: UnitId,
    /// Its name on screens.
    pub name: Text,
    /// Its first and its last day, if the class has planned them.
    pub dates: Option<(civil::Date, civil::Date)>,
}

/// One learning target with its rubric and its menu.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Its name in files.
    pub id: SkillId,
    /// The unit it belongs to.
    pub unit: UnitId,
    /// Its standard code, such as `3.NBT.A.1`.
    pub standard: String,
    /// Its name on screens.
    pub name: Text,
    /// What stands for it.
    pub picture: Picture,
    /// The day from which the class works on it.
    pub starts: civil::Date,
    /// What to look at in one's work; 1 to 6 criteria.
    pub rubric: Vec<Criterion>,
    /// What to do at each level, must-do first.
    pub menu: Vec<Task>,
}

/// One row of a rubric.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its name in files.
    pub id: CriterionId,
    /// What is looked at, as an "I can" sentence.
    pub name: Text,
    /// One picture and sentence per level, in the order of the ladder.
    pub cells: Vec<Cell>,
}

/// How work looks at one level of one criterion.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What stands for it.
    pub picture: Picture,
    /// The sentence.
    pub text: Text,
}

/// One thing on a choice menu.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its name in files.
    pub id: TaskId,
    /// The level it is for.
    pub level: LevelId,
    /// Must-do, or else may-do.
    pub must: bool,
    /// Its name on screens.
    pub name: Text,
    /// What to do, in one short sentence.
    pub about: Text,
    /// What stands for it.
    pub picture: Picture,
    /// A page for the child's own device, shown as a QR code.
    pub link: Option<String>,
}

/// A place in the classroom.
#[derive(Clone, Debug)]
pub struct Station {
    /// Its name in files.
    pub id: StationId,
    /// Its name on screens.
    pub name: Text,
    /// What stands for it; a tent on the trail where it is left out.
    pub picture: Option<Picture>,
    /// How many children fit; 1 or more.
    pub seats: u8,
}

/// Children who rotate together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name in files.
    pub id: GroupId,
    /// Its name on screens.
    pub name: Text,
    /// What stands for it.
    pub picture: Picture,
}

/// One stretch of the timetable.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its name in files.
    pub id: BlockId,
    /// Its name on screens.
    pub name: Text,
    /// The weekdays on which it takes place.
    pub days: Vec<civil::Weekday>,
    /// When it starts.
    pub starts: civil::Time,
    /// Its rounds, one after the other; 1 or more.
    pub rounds: Vec<Round>,
}

/// One round of a rotation.
#[derive(Clone, Debug)]
pub struct Round {
    /// How long it takes; 1 or more.
    pub minutes: u16,
    /// Where each group goes.
    pub stations: Vec<(GroupId, StationId)>,
}

/// What is known of a student beside their records.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StudentCard {
    /// What everybody calls them.
    pub first_name: String,
    /// For the teacher's lists; never on a student screen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// Their animal: an emoji.
    pub picture: String,
    /// Their rotation group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Their own language, where it differs from the tablet's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// The district's number, where the roster came with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// When pages are read aloud to them, where it differs from the tablet's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_aloud: Option<ReadAloud>,
    /// When their level is on the Hello screen, where it differs from the class's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_level: Option<ShowLevel>,
}

/// Where the school day stands at some moment.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The block.
    pub block: &'a Block,
    /// Which of its rounds, from 0.
    pub round: usize,
    /// When this round began, as the time of that day.
    pub since: civil::DateTime,
    /// When it ends.
    pub until: civil::DateTime,
}

impl Pack {
    /// The level of that name and its height on the ladder, from 0.
    #[must_use]
    pub fn level(&self, id: &LevelId) -> Option<(usize, &Level)> {
        self.levels
            .iter()
            .enumerate()
            .find(|(_, level)| level.id == *id)
    }

    /// The skill of that name.
    #[must_use]
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.id == *id)
    }

    /// The station of that name.
    #[must_use]
    pub fn station(&self, id: &StationId) -> Option<&Station> {
        self.stations.iter().find(|station| station.id == *id)
    }

    /// What the class works on: the skill that started last on or before `today`, else the first.
    #[must_use]
    pub fn focus(&self, today: civil::Date) -> Option<&Skill> {
        let started = self.skills.iter().filter(|skill| skill.starts <= today);
        started
            .max_by_key(|skill| skill.starts)
            .or_else(|| self.skills.first())
    }

    /// Whether there is school on that day: whether any block takes place. With an empty timetable
    /// every Monday to Friday counts.
    #[must_use]
    pub fn is_school_day(&self, day: civil::Date) -> bool {
        use civil::Weekday::{Saturday, Sunday};
        if self.blocks.is_empty() {
            return !matches!(day.weekday(), Saturday | Sunday);
        }
        self.blocks
            .iter()
            .any(|block| block.days.contains(&day.weekday()))
    }

    /// School days after `from`, up to and with `to`. Counts no further than a year.
    #[must_use]
    pub fn school_days_between(&self, from: civil::Date, to: civil::Date) -> usize {
        let days = std::iter::successors(Some(from), |day| day.tomorrow().ok());
        days.skip(1)
            .take(366)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_school_day(*day))
            .count()
    }

    /// The block and round that `now` falls into; `None` between blocks.
    #[must_use]
    pub fn place(&self, now: civil::DateTime) -> Option<Place<'_>> {
        self.blocks
            .iter()
            .filter(|block| block.days.contains(&now.date().weekday()))
            .find_map(|block| {
                let mut since = now.date().to_datetime(block.starts);
                for (round, part) in block.rounds.iter().enumerate() {
                    let until = since.checked_add(i64::from(part.minutes).minutes()).ok()?;
                    if since <= now && now < until {
                        return Some(Place {
                            block,
                            round,
                            since,
                            until,
                        });
                    }
                    since = until;
                }
                None
            })
    }
}

impl Skill {
    /// The task of that name.
    #[must_use]
    pub fn task(&self, id: &TaskId) -> Option<&Task> {
        self.menu.iter().find(|task| task.id == *id)
    }

    /// The menu for one level, must-do first.
    pub fn tasks_for<'a>(&'a self, level: &'a LevelId) -> impl Iterator<Item = &'a Task> {
        let at = move |must: bool| {
            self.menu
                .iter()
                .filter(move |task| task.level == *level && task.must == must)
        };
        at(true).chain(at(false))
    }
}

impl<'a> Place<'a> {
    /// Whether groups go to stations in this round.
    #[must_use]
    pub fn rotates(&self) -> bool {
        self.block
            .rounds
            .get(self.round)
            .is_some_and(|round| !round.stations.is_empty())
    }

    /// Where a group should be now.
    #[must_use]
    pub fn station_of(&self, group: &GroupId) -> Option<&'a StationId> {
        let round = self.block.rounds.get(self.round)?;
        round
            .stations
            .iter()
            .find(|(who, _)| who == group)
            .map(|(_, station)| station)
    }
}
