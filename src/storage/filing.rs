//! Filing entries in the index as they come in by the thousand: the same rows that
//! [`super::index::update`] finds by reading the entries again, without reading them again.

use rusqlite::{Connection, params};

use super::{
    error::StorageError,
    index,
    rows::{Arrival, signed},
};
use crate::{
    domain::{event::Event, ids::StationId},
    journal::Entry,
};

/// Files entries in the order of their arrival; everything before the first is in the index.
pub(super) struct Filing<'a> {
    connection: &'a Connection,
    last: Option<Arrival>,
}

impl<'a> Filing<'a> {
    /// Brings the index up to date and goes on from there. Call it within a transaction.
    pub(super) fn begin(connection: &'a Connection) -> Result<Self, StorageError> {
        index::update(connection)?;
        let last = None;
        Ok(Self { connection, last })
    }

    /// Files an entry that was inserted just now.
    pub(super) fn add(&mut self, arrival: Arrival, entry: &Entry) -> Result<(), StorageError> {
        self.last = Some(arrival);
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO entries_by_identity (tablet, seq, arrival) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![
                entry.id.tablet.as_str(),
                signed(entry.id.seq),
                arrival.0
            ])?;
        if let Some(student) = entry.event.student() {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO entries_by_student (student, arrival) VALUES (?1, ?2)",
                )?
                .execute(params![student.as_str(), arrival.0])?;
        }
        self.add_to_day(arrival, entry)
    }

    fn add_to_day(&self, arrival: Arrival, entry: &Entry) -> Result<(), StorageError> {
        let station = station(&entry.event);
        let skill = entry.event.skill().filter(|_| station.is_none());
        let (about, which) = match (station, skill) {
            (Some(station), _) => ("station", station.as_str()),
            (None, Some(skill)) => ("skill", skill.as_str()),
            // What only a newer program knows to be about a skill, or about another time.
            (None, None) => {
                return if ["skill", "station", "was"]
                    .iter()
                    .any(|word| entry.body.contains(word))
                {
                    self.ask_the_view(arrival)
                } else {
                    Ok(())
                };
            }
        };
        if entry.body.contains("\"was\"") {
            return self.ask_the_view(arrival);
        }
        let day = entry.at_text().get(..10).unwrap_or(entry.at_text());
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO entries_by_day (day, about, which, arrival)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![day, about, which, arrival.0])?;
        Ok(())
    }

    fn ask_the_view(&self, arrival: Arrival) -> Result<(), StorageError> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO entries_by_day
                 SELECT day, about, which, arrival FROM entry_days WHERE arrival = ?1",
            )?
            .execute([arrival.0])?;
        Ok(())
    }

    /// The index knows all that was added.
    pub(super) fn end(self) -> Result<(), StorageError> {
        if let Some(last) = self.last {
            self.connection
                .prepare_cached("UPDATE indexed SET arrival = ?1")?
                .execute([last.0])?;
        }
        Ok(())
    }
}

/// Where a check-in or departure was; the kinds that the view finds by their station.
fn station(event: &Event) -> Option<&StationId> {
    match event {
        Event::CheckedIn { station, .. } | Event::CheckedOut { station, .. } => Some(station),
        _ => None,
    }
}
