//! When a tablet exports by itself, and what a teacher is told of exports. Writes no file and looks at
//! no clock of its own.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::{SignedDuration, ToSpan as _, civil};
use serde::{Deserialize, Serialize};

use super::{
    ids::StudentId,
    pack::{Block, Pack, StudentCard},
    text::tidy,
};

/// What the class pack says of exports (`[export]` in `kiosk.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportSettings {
    /// The folder, by its whole path; `None` where there is none.
    pub folder: Option<PathBuf>,
    /// Whether it is written at the end of every block of the timetable.
    pub blocks: bool,
    /// Whether it is written at the end of the day.
    pub days: bool,
}

/// What this tablet remembers of its exports, also over a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The last one that was finished.
    #[serde(default)]
    pub last: Option<LastExport>,
    /// When the last one to the folder began, by the clock on the wall.
    #[serde(default)]
    pub folder: Option<civil::DateTime>,
    /// When one child's data alone was last exported, and where.
    #[serde(default)]
    pub children: BTreeMap<StudentId, LastExport>,
}

/// An export that was finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExport {
    /// When, by the clock on the wall.
    pub at: civil::DateTime,
    /// Where.
    pub to: ExportTo,
}

/// Where to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportTo {
    /// The folder of the class pack, as it was then.
    Folder(PathBuf),
    /// A stick, by where it is mounted.
    Stick(PathBuf),
}

/// How an export goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportState {
    /// Nothing was exported since the start.
    #[default]
    Rest,
    /// It is being written; so many lines so far.
    Running(ExportTo, u64),
    /// It is on the disk.
    Done(ExportTo),
    /// It is not.
    Failed(ExportTo, ExportTrouble),
}

/// Why an export is not there, as far as a teacher can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportTrouble {
    /// There is no room for it.
    Full,
    /// There is no room to prepare it on this tablet.
    TabletFull,
    /// The folder or the stick is not there, or was taken out.
    Gone,
    /// It may not be written to.
    ReadOnly,
    /// The journal cannot be read.
    Journal,
    /// Something else.
    Other,
}

/// What the page about exports shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportLook {
    /// The last one that was finished.
    pub last: Option<LastExport>,
    /// How the one that was asked for goes.
    pub state: ExportState,
    /// Whose data alone it is, as long as [`Self::state`] tells of that; `None` of the class.
    pub of: Option<StudentId>,
    /// The sticks that are plugged in; `None` before anybody looked.
    pub sticks: Option<Vec<PathBuf>>,
    /// When one child's data alone was last exported, and where.
    pub children: BTreeMap<StudentId, LastExport>,
}

/// The folder for one child's data alone: a name that every disk takes, and no two children share.
#[must_use]
pub fn folder_of_child(student: &StudentId, card: Option<&StudentCard>) -> String {
    let name = card.map(|card| format!("{} {}", card.first_name, card.last_name));
    let name = tidy(&name.unwrap_or_default());
    let plain = |letter: char| match letter {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
        letter if letter.is_control() => '-',
        letter => letter,
    };
    let name: String = name.chars().take(40).map(plain).collect();
    let id: String = student.as_str().chars().take(40).map(plain).collect();
    format!("{} ({id})", name.trim_matches(['.', ' ']))
        .trim_start()
        .to_owned()
}

impl ExportTo {
    /// The name that a teacher knows it by: a stick's own, and all of a folder's path.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Stick(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            }
        }
    }
}

/// How far back a missed end is caught up with, in days: a tablet may sleep over a holiday.
const BACK: i32 = 14;

/// How long after a try that failed the next one comes.
const AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// When a day ends that has no timetable.
const END: civil::Time = civil::time(16, 0, 0, 0);

/// Whether an export is due now that was not made yet: since the last end of a block or of a day, as the
/// class pack wants it, none to the folder began. `last` is when the last one began and `tried` when the
/// last one failed, by the clock on the wall. What was missed several times is due once.
#[must_use]
pub fn is_due(
    pack: &Pack,
    last: Option<civil::DateTime>,
    tried: Option<civil::DateTime>,
    now: civil::DateTime,
) -> bool {
    // A time that is far ahead was written by a wrong clock.
    let believed = |at: &civil::DateTime| at.duration_since(now) < SignedDuration::from_hours(24);
    let waits = tried.is_some_and(|tried| {
        let since = now.duration_since(tried);
        since >= SignedDuration::ZERO && since < AGAIN
    });
    let end = last_end(pack, now).filter(|_| pack.tablet.export.folder.is_some() && !waits);
    end.is_some_and(|end| last.filter(believed).is_none_or(|last| last < end))
}

/// When to ask [`is_due`] again: at the next end, or when a failed try may be repeated. `None` where
/// the tablet exports nothing by itself.
#[must_use]
pub fn ask_again(
    pack: &Pack,
    tried: Option<civil::DateTime>,
    now: civil::DateTime,
) -> Option<civil::DateTime> {
    pack.tablet.export.folder.as_ref()?;
    let days = std::iter::successors(Some(now.date()), |day| day.tomorrow().ok());
    let days = days.take(usize::try_from(BACK).unwrap_or_default());
    let mut ends = days.flat_map(|day| ends_of(pack, day));
    let next = ends.find(|end| *end > now);
    let again = tried.and_then(|tried| tried.checked_add(AGAIN).ok());
    let again = again.filter(|again| *again > now);
    next.into_iter().chain(again).min()
}

/// The last moment until now at which something ended.
fn last_end(pack: &Pack, now: civil::DateTime) -> Option<civil::DateTime> {
    let days = std::iter::successors(Some(now.date()), |day| day.yesterday().ok());
    let first = now.date().saturating_sub(BACK.days());
    let mut days = days.take_while(|day| *day >= first);
    let ends = |day| {
        let ends = ends_of(pack, day).into_iter();
        ends.filter(|end| *end <= now).max()
    };
    days.find_map(ends)
}

/// The moments of a day at which an export is due, the soonest first.
fn ends_of(pack: &Pack, day: civil::Date) -> Vec<civil::DateTime> {
    let settings = &pack.tablet.export;
    if !pack.is_school_day(day) {
        return Vec::new();
    }
    let blocks = pack.blocks.iter();
    let blocks = blocks.filter(|block| block.days.contains(&day.weekday()));
    let mut ends: Vec<_> = blocks.map(|block| end_of(block, day)).collect();
    if ends.is_empty() {
        ends.push(day.to_datetime(END));
    }
    ends.sort_unstable();
    match (settings.blocks, settings.days) {
        (true, _) => ends,
        (false, true) => ends.split_off(ends.len().saturating_sub(1)),
        (false, false) => Vec::new(),
    }
}

/// When a block ends on a day.
fn end_of(block: &Block, day: civil::Date) -> civil::DateTime {
    let minutes: i64 = block
        .rounds
        .iter()
        .map(|round| i64::from(round.minutes))
        .sum();
    let starts = day.to_datetime(block.starts);
    starts.checked_add(minutes.minutes()).unwrap_or(starts)
}
