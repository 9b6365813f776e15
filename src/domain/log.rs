//! The log of check-ins, as a teacher asks for it.

use jiff::civil;

use super::{
    badge::TapSource,
    event::{Actor, Event, Was},
    ids::{BlockId, EntryId, StationId, StudentId},
    records::Happened,
    time::Hlc,
};

/// How many lines the log of a day has at the most: more than a class makes (28 children, 12 each).
const DAY_LINES: usize = 500;

/// How many any other has: more than a child makes in a month.
const RECENT_LINES: usize = 200;

/// Which check-ins are asked for. What is left out is not asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Of that day, by the clock on the tablet's wall.
    pub day: Option<civil::Date>,
    /// At that station.
    pub station: Option<StationId>,
    /// Of that child.
    pub student: Option<StudentId>,
    /// In that stretch of the timetable and, where it is given, in that round of it, from 0.
    /// Departures are in none.
    pub block: Option<(BlockId, Option<u8>)>,
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
    /// In which stretch of the timetable, if it fell into one.
    pub block: Option<BlockId>,
    /// In which of its rounds, from 0.
    pub round: Option<u8>,
    /// Whether a teacher or a substitute put it in by hand.
    pub by_teacher: bool,
    /// Whether they were in without a badge, by their secret pictures.
    pub by_pictures: bool,
    /// Its place in the order of all entries.
    pub clock: Hlc,
}

impl LogLine {
    /// The line of an entry, if it is about a station at all.
    #[must_use]
    pub fn of(happened: Happened<'_>) -> Option<Self> {
        let Happened {
            stamp,
            at,
            actor,
            event,
        } = happened;
        let (student, station, was) = match event {
            Event::CheckedIn {
                student,
                station,
                was,
                ..
            }
            | Event::CheckedOut {
                student,
                station,
                was,
            } => (student, station, was.as_ref()),
            _ => return None,
        };
        let (block, round) = match event {
            Event::CheckedIn { block, round, .. } => (block.clone(), *round),
            _ => (None, None),
        };
        Some(Self {
            entry: stamp.entry.clone(),
            at: was.map_or(at, |was| was.at),
            student: student.clone(),
            station: station.clone(),
            left: matches!(event, Event::CheckedOut { .. }),
            block,
            round,
            by_pictures: matches!(
                event,
                Event::CheckedIn {
                    source: TapSource::SecretPictures,
                    ..
                }
            ),
            by_teacher: matches!(actor, Actor::Teacher(_) | Actor::Substitute),
            clock: was.map_or(stamp.clock, |was| was.clock),
        })
    }

    /// The same once more, at the same time of day, after this line was withdrawn; somewhere else
    /// where a station is given.
    #[must_use]
    pub fn once_more(&self, station: Option<&StationId>) -> Event {
        let was = Some(Was {
            at: self.at,
            clock: self.clock,
        });
        let student = self.student.clone();
        let station = station.unwrap_or(&self.station).clone();
        if self.left {
            return Event::CheckedOut {
                student,
                station,
                was,
            };
        }
        Event::CheckedIn {
            student,
            station,
            block: self.block.clone(),
            round: self.round,
            source: TapSource::Teacher,
            express: false,
            was,
        }
    }
}

impl LogFilter {
    /// The same of one child, on all days: where they were is seldom asked about today alone.
    #[must_use]
    pub fn of_child(self, student: StudentId) -> Self {
        Self {
            day: None,
            student: Some(student),
            ..self
        }
    }

    /// How many lines are told at the most, the newest.
    #[must_use]
    pub fn most(&self) -> usize {
        if self.day.is_some() {
            DAY_LINES
        } else {
            RECENT_LINES
        }
    }

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
            && self.block.as_ref().is_none_or(|(block, round)| {
                line.block.as_ref() == Some(block) && (round.is_none() || line.round == *round)
            })
    }
}
