//! What follows from the records for one student right now: the focus, the level, what is due,
//! where to be. Each question has one function; the kiosk and the screens ask the same ones.

use jiff::{ToSpan, civil};

use super::{
    ids::{EntryId, LevelId, StationId},
    pack::{Pack, Place, ShowLevel, Skill, Task},
    records::{Records, SkillRecord, StudentRecord},
};

/// The level a student works at in one skill, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its height on the ladder, from 0.
    pub level: usize,
    /// Who says so.
    pub by: SaidBy,
}

/// Who says that a student is at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidBy {
    /// The teacher, by an award.
    Teacher,
    /// The student, by a reflection: "my thinking".
    Myself,
}

/// The next thing a student needs: what the one big button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A reflection is due.
    Reflect,
    /// There is no task for the focus.
    ChooseTask,
    /// They are nowhere yet in this round.
    CheckIn,
    /// Nothing is due.
    AllSet,
}

/// One student, looked at through the pack at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Standpoint<'a> {
    /// The class pack.
    pub pack: &'a Pack,
    /// The student.
    pub record: &'a StudentRecord,
    /// The time of day where the tablet stands.
    pub now: civil::DateTime,
}

impl<'a> Standpoint<'a> {
    /// The skill of the current goal, else what the class works on now. `None` in a class without skills.
    #[must_use]
    pub fn focus(&self) -> Option<&'a Skill> {
        let goals = self
            .record
            .skills
            .iter()
            .filter(|(_, skill)| matches!(skill.goal.get(), Some(Some(_))));
        let latest = goals
            .max_by_key(|(_, skill)| skill.goal.stamp())
            .and_then(|(id, _)| self.pack.skill(id));
        latest.or_else(|| self.pack.focus(self.now.date()))
    }

    /// What is recorded of the focus.
    #[must_use]
    pub fn focus_record(&self) -> Option<&'a SkillRecord> {
        self.record.skills.get(&self.focus()?.id).map(AsRef::as_ref)
    }

    /// The level in a skill: the teacher's award, else the student's own placement, else none yet.
    #[must_use]
    pub fn standing(&self, skill: &Skill) -> Option<Standing> {
        let record = self.record.skills.get(&skill.id)?;
        let find = |id: &LevelId| self.pack.level(id).map(|(level, _)| level);
        let award = record.award.get().and_then(Option::as_ref).and_then(find);
        match award {
            Some(level) => Some(Standing {
                level,
                by: SaidBy::Teacher,
            }),
            None => self.own_level(skill).map(|level| Standing {
                level,
                by: SaidBy::Myself,
            }),
        }
    }

    /// The level that the student saw in their own work last.
    #[must_use]
    pub fn own_level(&self, skill: &Skill) -> Option<usize> {
        let reflection = self.record.skills.get(&skill.id)?.reflection.get()?;
        self.pack.level(&reflection.chosen).map(|(level, _)| level)
    }

    /// The award of the focus, if the student has done nothing since it was given: they have not
    /// seen it yet.
    #[must_use]
    pub fn new_award(&self) -> Option<&'a EntryId> {
        let record = self.focus_record()?;
        let award = record.award.stamp()?;
        record.award.get()?.as_ref()?;
        let done = [
            self.record.here.stamp(),
            record.reflection.stamp(),
            record.chosen.stamp(),
            record.last_finished(),
        ];
        (done.into_iter().flatten().max() < Some(award)).then_some(&award.entry)
    }

    /// When the level is on the Hello screen.
    #[must_use]
    pub fn show_level(&self) -> ShowLevel {
        let own = self.record.card.get().and_then(|card| card.show_level);
        own.unwrap_or(self.pack.show_level)
    }

    /// The task being worked on in the focus, if the pack still has it.
    #[must_use]
    pub fn task(&self) -> Option<&'a Task> {
        self.focus()?.task(&self.focus_record()?.task()?.task)
    }

    /// Whether it is time to look at one's work again: there is no reflection for the focus yet, or
    /// something was assessed or finished since, or it is older than the pack says. At most one a day.
    #[must_use]
    pub fn reflection_is_due(&self) -> bool {
        let today = self.now.date();
        let Some(focus) = self.focus() else {
            return false;
        };
        if focus.rubric.is_empty() || self.record.reflected.get() == Some(&today) {
            return false;
        }
        let Some(record) = self.focus_record() else {
            return true;
        };
        let Some(reflection) = record.reflection.get() else {
            return true;
        };
        let last = record.reflection.stamp();
        record.assessment.stamp() > last
            || record.last_finished() > last
            || reflection.day > today
            || self.pack.school_days_between(reflection.day, today)
                >= usize::from(self.pack.reflect_every)
    }

    /// The height at which the menu opens: the level in the focus, else the lowest.
    #[must_use]
    pub fn menu_level(&self) -> usize {
        self.focus()
            .and_then(|focus| self.standing(focus))
            .map_or(0, |standing| standing.level)
    }

    /// Where the school day stands.
    #[must_use]
    pub fn place(&self) -> Option<Place<'a>> {
        self.pack.place(self.now)
    }

    /// Where the student's group should be now; on a tablet that stands at a station, there, when
    /// nothing rotates.
    #[must_use]
    pub fn expected_station(&self) -> Option<&'a StationId> {
        let group = self.record.group();
        let rotates = self.place().and_then(|place| place.station_of(group?));
        rotates.or(self.pack.tablet.station.as_ref())
    }

    /// Where the student is: the last check-in of this round, or of the last half hour between blocks.
    #[must_use]
    pub fn station_now(&self) -> Option<&'a StationId> {
        let here = self.record.here.get()?.as_ref()?;
        let since = match self.place() {
            Some(place) => place.since,
            None => self.now.checked_sub(30.minutes()).ok()?,
        };
        // A check-in from the future was made while the clock was wrong.
        let soon = self.now.checked_add(5.minutes()).ok()?;
        (since <= here.at && here.at <= soon).then_some(&here.station)
    }

    /// Whether a check-in is due: they are nowhere yet in this round and could be somewhere, or they
    /// stand where they should be while the journal has them elsewhere.
    #[must_use]
    pub fn check_in_is_due(&self) -> bool {
        let expected = self.expected_station();
        match self.station_now() {
            Some(now) => expected.is_some_and(|expected| {
                now != expected && self.pack.tablet.station.as_ref() == Some(expected)
            }),
            None => expected.is_some() || self.place().is_some_and(|place| place.rotates()),
        }
    }

    /// What the one big button does.
    #[must_use]
    pub fn next(&self) -> Next {
        let has_menu = self.focus().is_some_and(|focus| !focus.menu.is_empty());
        if self.reflection_is_due() {
            Next::Reflect
        } else if has_menu && self.task().is_none() {
            Next::ChooseTask
        } else if self.check_in_is_due() {
            Next::CheckIn
        } else {
            Next::AllSet
        }
    }
}

/// Seats left at a station now; 0 when it is full.
#[must_use]
pub fn seats_left(
    pack: &Pack,
    records: &Records,
    now: civil::DateTime,
    station: &StationId,
) -> usize {
    let taken = records.students().filter(|(_, record)| {
        let standpoint = Standpoint { pack, record, now };
        standpoint.station_now() == Some(station)
    });
    let seats = pack
        .station(station)
        .map_or(0, |station| usize::from(station.seats));
    seats.saturating_sub(taken.count())
}
