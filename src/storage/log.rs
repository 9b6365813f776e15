//! Who went where, and when, asked of the journal itself: the newest first.

use std::{cmp::Reverse, ops::ControlFlow};

use rusqlite::Row;

use super::{error::StorageError, index, journal::Journal, rows};
use crate::domain::log::{LOG_LINES, LogFilter, LogLine};

/// How many check-ins older than the day that is asked for end the search: those of other tablets
/// come late, but not as late as that.
const TOO_OLD: usize = 2_000;
/// How many check-ins are looked through at the most.
const MOST: usize = 100_000;

impl Journal {
    /// The lines that a teacher asks for, the newest first; [`LOG_LINES`] at the most. Only what
    /// counts: an entry that was withdrawn is left out, as it is in the export.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogLine>, StorageError> {
        let records = self.records();
        let day = filter.day.map(|day| day.to_string());
        let mut lines: Vec<LogLine> = Vec::new();
        let (mut seen, mut too_old) = (0, 0);
        let mut take = |row: &Row<'_>| {
            seen += 1;
            // Most rows are not of the day, which is seen without reading what they say.
            let at = row.get_ref(rows::AT)?.as_str().unwrap_or_default();
            let of_day = day
                .as_deref()
                .map(|day| at.get(..day.len()).cmp(&Some(day)));
            let of_this_day = of_day.is_none_or(std::cmp::Ordering::is_eq);
            if (of_this_day || rows::was_before(row)?)
                && let (_, Ok(entry)) = rows::arrived(row)?
            {
                let line = LogLine::of(entry.happened());
                let wanted =
                    |line: &LogLine| filter.wants(line) && !records.is_withdrawn(&line.entry);
                lines.extend(line.filter(wanted));
            }
            too_old = match of_day {
                Some(std::cmp::Ordering::Less) => too_old + 1,
                _ => 0,
            };
            Ok(
                if lines.len() < LOG_LINES && too_old < TOO_OLD && seen < MOST {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                },
            )
        };
        match &filter.student {
            Some(student) => index::each_check_in_of(&self.connection, student, &mut take)?,
            None => rows::each_check_in(&self.connection, &mut take)?,
        }
        lines.sort_by_key(|line| Reverse(line.at));
        Ok(lines)
    }
}
