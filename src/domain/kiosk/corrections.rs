//! Corrections of the log. Nothing in it is edited: what is wrong is withdrawn, and what is right is
//! put in beside it, at the time that it was.

use crate::domain::{
    event::Event,
    ids::{EntryId, StationId, StudentId},
    log::LogLine,
};

use super::{Context, DeskDid, Kiosk, Record};

impl Kiosk {
    /// A check-in or departure never was, or was at another station.
    pub(super) fn correct(
        &mut self,
        ctx: Context<'_>,
        line: Box<LogLine>,
        station: Option<StationId>,
        out: &mut Vec<Record>,
    ) {
        let known = station
            .as_ref()
            .is_none_or(|id| ctx.pack.station(id).is_some());
        if !known
            || ctx.records.is_withdrawn(&line.entry)
            || station.as_ref() == Some(&line.station)
        {
            return;
        }
        let student = line.student.clone();
        let withdrawn = Event::EntryWithdrawn {
            student: student.clone(),
            entry: line.entry.clone(),
        };
        let instead = station
            .as_ref()
            .map(|station| line.once_more(Some(station)));
        let events = std::iter::once(withdrawn).chain(instead).collect();
        self.record_at_desk(ctx, events, student, DeskDid::Corrected(line, station), out);
    }
}

/// What takes a correction back. A withdrawal is final, so the line is put in once more, in its own
/// place; `entries` are the withdrawal and what was put in instead.
pub(super) fn taken_back(line: &LogLine, entries: &[(StudentId, EntryId)]) -> Vec<Event> {
    let instead = entries.iter().skip(1);
    let withdrawn = instead.map(|(student, entry)| Event::EntryWithdrawn {
        student: student.clone(),
        entry: entry.clone(),
    });
    withdrawn.chain([line.once_more(None)]).collect()
}
