//! Who went where, and when, asked of the journal itself: the newest first.

use std::cmp::Reverse;

use super::{error::StorageError, index, journal::Journal, rows};
use crate::{
    domain::log::{LOG_LINES, LogFilter, LogLine},
    journal::Entry,
};

/// How many entries older than the day that is asked for end the search: entries of other tablets
/// come late, but not as late as that.
const TOO_OLD: usize = 5_000;
/// How many entries are looked through at the most.
const MOST: usize = 100_000;

impl Journal {
    /// The lines that a teacher asks for, the newest first; [`LOG_LINES`] at the most. Only what
    /// counts: an entry that was withdrawn is left out, as it is in the export.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogLine>, StorageError> {
        let records = self.records();
        let mut lines: Vec<LogLine> = Vec::new();
        let (mut seen, mut too_old) = (0, 0);
        let mut take = |entry: &Entry| {
            seen += 1;
            let at = entry.at.datetime();
            too_old = match filter.day {
                Some(day) if at.date() < day => too_old + 1,
                _ => 0,
            };
            let line = LogLine::of(&entry.id, at, &entry.actor, &entry.event);
            let line = line.filter(|line| filter.wants(line) && !records.is_withdrawn(&line.entry));
            lines.extend(line);
            lines.len() < LOG_LINES && too_old < TOO_OLD && seen < MOST
        };
        match &filter.student {
            Some(student) => {
                let entries = index::of_student(&self.connection, student)?;
                let _whole = entries.iter().rev().all(take);
            }
            None => rows::each_check_in_backwards(&self.connection, |(_, entry)| {
                entry.is_err() || entry.as_ref().is_ok_and(&mut take)
            })?,
        }
        lines.sort_by_key(|line| Reverse(line.at));
        Ok(lines)
    }
}
