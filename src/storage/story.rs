//! The story of one child, asked of the journal itself: the newest first.

use std::cmp::Reverse;

use super::{error::StorageError, index, journal::Journal};
use crate::{
    domain::{
        ids::StudentId,
        records::can_be_withdrawn,
        story::{self, STORY_LINES, StoryLine},
        time::Stamp,
    },
    journal::Entry,
};

impl Journal {
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
        Ok(lines)
    }
}
