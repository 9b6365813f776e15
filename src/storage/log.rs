//! Who went where, and when, asked of the journal itself: the newest first.

use std::{cmp::Reverse, ops::ControlFlow};

use super::{error::StorageError, index, journal::Journal};
use crate::domain::log::{LogFilter, LogLine};

impl Journal {
    /// The lines that a teacher asks for, the newest first; [`LogFilter::most`] of them. Only what
    /// counts: an entry that was withdrawn is left out, as it is in the export.
    pub fn log(&self, filter: &LogFilter) -> Result<Vec<LogLine>, StorageError> {
        let records = self.records();
        let mut lines: Vec<LogLine> = Vec::new();
        index::each_check_in(&self.connection, filter, |entry| {
            let line = LogLine::of(entry.happened());
            let wanted = |line: &LogLine| filter.wants(line) && !records.is_withdrawn(&line.entry);
            lines.extend(line.filter(wanted));
            if lines.len() < filter.most() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        lines.sort_by_key(|line| Reverse(line.at));
        Ok(lines)
    }
}
