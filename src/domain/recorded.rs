//! The values that [`super::records`] holds: what one entry said of one thing. No rules.

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::ids::{LevelId, StationId, TaskId};

/// A check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Here {
    /// Where.
    pub station: StationId,
    /// When, by that tablet's clock.
    pub at: civil::DateTime,
}

/// Where a child saw their own work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reflection {
    /// Where the rule led.
    pub placed: LevelId,
    /// What the child said.
    pub chosen: LevelId,
    /// The day.
    pub day: civil::Date,
}

/// A task taken from the menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenTask {
    /// The task.
    pub task: TaskId,
    /// The level it was chosen at.
    pub level: LevelId,
}

/// A scored quiz or checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessed {
    /// Percent, if there was a score.
    pub score: Option<u8>,
    /// The level the teacher saw in it, if the teacher said.
    pub level: Option<LevelId>,
    /// The day.
    pub day: civil::Date,
}

/// What a student aims at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// The level to reach.
    pub level: LevelId,
    /// By when.
    pub by: civil::Date,
}

/// A few words from the teacher.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The words; `None` before they arrived and after they were read.
    pub text: Option<String>,
    /// Whether the student saw them.
    pub read: bool,
}
