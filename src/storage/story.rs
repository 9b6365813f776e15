//! The story of one child, and of one skill on one day, asked of the journal itself: the newest
//! first.

use std::cmp::Reverse;

use jiff::civil;

use super::{error::StorageError, index, journal::Journal};
use crate::{
    domain::{
        ids::{SkillId, StudentId},
        records::can_be_withdrawn,
        story::{self, STORY_LINES, StoryLine, StoryOf},
        time::Stamp,
    },
    journal::Entry,
};

impl Journal {
    /// The lines that a teacher asks for, the newest first; [`STORY_LINES`] at the most.
    pub fn told(&self, of: &StoryOf) -> Result<Vec<StoryLine>, StorageError> {
        match of {
            StoryOf::Child(student) => self.story(student),
            StoryOf::Skill(skill, day) => self.work_on(skill, *day),
        }
    }

    /// What was done on a skill on a day, by whomever, the newest first; [`STORY_LINES`] at the most.
    fn work_on(&self, skill: &SkillId, day: civil::Date) -> Result<Vec<StoryLine>, StorageError> {
        let entries = index::work_of_day(&self.connection, skill, day, STORY_LINES)?;
        Ok(self.in_order(entries))
    }

    /// Everything about one child, the newest first; [`STORY_LINES`] at the most. What was withdrawn
    /// is in it and says so. Of what names no student (a badge voided, a group set) the last is told.
    pub fn story(&self, student: &StudentId) -> Result<Vec<StoryLine>, StorageError> {
        let records = self.records();
        let mut entries = index::last_of_student(&self.connection, student, STORY_LINES)?;
        let badges: Vec<_> = entries
            .iter()
            .filter_map(|entry| story::linked_badge(&entry.event).cloned())
            .collect();
        for id in story::told_elsewhere(&records, student, &badges) {
            entries.extend(index::entry(&self.connection, &id)?);
        }
        Ok(self.in_order(entries))
    }

    fn in_order(&self, entries: Vec<Entry>) -> Vec<StoryLine> {
        let records = self.records();
        let line = |entry: Entry| StoryLine {
            withdrawn: records.is_withdrawn(&entry.id) && can_be_withdrawn(&entry.event),
            at: entry.at.datetime(),
            time_unsure: entry.time_unsure,
            here: entry.id.tablet == *self.tablet(),
            stamp: Stamp {
                clock: entry.clock,
                entry: entry.id,
            },
            actor: entry.actor,
            event: entry.event,
        };
        let mut lines: Vec<StoryLine> = entries.into_iter().map(line).collect();
        lines.sort_by(|one, other| Reverse(&one.stamp).cmp(&Reverse(&other.stamp)));
        lines
    }
}
