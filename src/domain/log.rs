//! The log of check-ins, as a teacher asks for it.

use jiff::civil;

use super::{
    event::{Actor, Event},
    ids::{EntryId, StationId, StudentId},
};

/// How many lines a log has at the most: more than a class makes in a day.
pub const LOG_LINES: usize = 1_000;

/// Which check-ins are asked for. What is left out is not asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Of that day, by the clock on the tablet's wall.
    pub day: Option<civil::Date>,
    /// At that station.
    pub station: Option<StationId>,
    /// Of that child.
    pub student: Option<StudentId>,
}

/// One check-in, or one departure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The entry that says so.
    pub entry: EntryId,
    /// When, by the clock on that tablet's wall.
    pub at: civil::DateTime,
    /// Who.
    pub student: StudentId,
    /// Where.
    pub station: StationId,
    /// Whether they left it.
    pub left: bool,
    /// Whether a teacher or a substitute put it in by hand.
    pub by_teacher: bool,
}

impl LogLine {
    /// The line of an entry, if it is about a station at all.
    #[must_use]
    pub fn of(entry: &EntryId, at: civil::DateTime, actor: &Actor, event: &Event) -> Option<Self> {
        let (student, station, left) = match event {
            Event::CheckedIn {
                student, station, ..
            } => (student, station, false),
            Event::CheckedOut { student, station } => (student, station, true),
            _ => return None,
        };
        Some(Self {
            entry: entry.clone(),
            at,
            student: student.clone(),
            station: station.clone(),
            left,
            by_teacher: matches!(actor, Actor::Teacher(_) | Actor::Substitute),
        })
    }
}

impl LogFilter {
    /// Whether a line is asked for.
    #[must_use]
    pub fn wants(&self, line: &LogLine) -> bool {
        self.day.is_none_or(|day| line.at.date() == day)
            && self
                .station
                .as_ref()
                .is_none_or(|station| line.station == *station)
            && self
                .student
                .as_ref()
                .is_none_or(|student| line.student == *student)
    }
}
