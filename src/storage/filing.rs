//! Entries that come in by the thousand: each is saved and filed in the index at once, the same rows that
//! [`super::index::update`] finds by reading the entries again.

use rusqlite::{CachedStatement, Connection, params};

use super::{
    error::StorageError,
    index,
    rows::{self, Arrival, signed},
};
use crate::{
    domain::{
        event::Event,
        ids::{SkillId, StationId, StudentId},
    },
    journal::Entry,
};

/// Saves and files entries in the order of their arrival.
pub(super) struct Filing<'a> {
    connection: &'a Connection,
    insert: CachedStatement<'a>,
    identify: CachedStatement<'a>,
    /// Filed in the order of the index at the end, which is quicker.
    students: Vec<(StudentId, Arrival)>,
    days: Vec<(String, About, Arrival)>,
    last: Option<Arrival>,
}

/// What an entry of a day is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Skill(SkillId),
    Station(StationId),
}

impl<'a> Filing<'a> {
    /// Brings the index up to date and goes on from there. Call it within a transaction.
    pub(super) fn begin(connection: &'a Connection) -> Result<Self, StorageError> {
        index::update(connection)?;
        Ok(Self {
            connection,
            insert: connection.prepare_cached(rows::INSERT)?,
            identify: connection.prepare_cached(
                "INSERT OR IGNORE INTO entries_by_identity (tablet, seq, arrival) VALUES (?1, ?2, ?3)",
            )?,
            students: Vec::new(),
            days: Vec::new(),
            last: None,
        })
    }

    /// Adds the entry as the last to arrive. It is found by its identity from now on.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<Arrival, StorageError> {
        let arrival = rows::insert_by(&mut self.insert, entry)?;
        self.last = Some(arrival);
        self.identify.execute(params![
            entry.id.tablet.as_str(),
            signed(entry.id.seq),
            arrival.0
        ])?;
        if let Some(student) = entry.event.student() {
            self.students.push((student, arrival));
        }
        let is_plain = !entry.body.contains("\"was\"");
        match about(&entry.event).filter(|_| is_plain) {
            Some(about) => {
                let day = entry.at_text().get(..10).unwrap_or(entry.at_text());
                self.days.push((day.to_owned(), about, arrival));
            }
            // What was put in afterwards, and what only a newer program knows to be about a skill.
            None if ["\"skill\"", "\"station\""]
                .iter()
                .any(|word| entry.body.contains(word)) =>
            {
                self.connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO entries_by_day
                         SELECT day, about, which, arrival FROM entry_days WHERE arrival = ?1",
                    )?
                    .execute([arrival.0])?;
            }
            None => {}
        }
        Ok(arrival)
    }

    /// The index knows all that was added.
    pub(super) fn end(mut self) -> Result<(), StorageError> {
        self.students.sort_unstable();
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_student (student, arrival) VALUES (?1, ?2)",
        )?;
        for (student, arrival) in &self.students {
            file.execute(params![student.as_str(), arrival.0])?;
        }
        self.days.sort_unstable();
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_day (day, about, which, arrival)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (day, about, arrival) in &self.days {
            let (about, which) = match about {
                About::Skill(skill) => ("skill", skill.as_str()),
                About::Station(station) => ("station", station.as_str()),
            };
            file.execute(params![day, about, which, arrival.0])?;
        }
        if let Some(last) = self.last {
            self.connection
                .prepare_cached("UPDATE indexed SET arrival = ?1")?
                .execute([last.0])?;
        }
        Ok(())
    }
}

/// What the view `entry_days` finds an entry by.
fn about(event: &Event) -> Option<About> {
    match event {
        Event::CheckedIn { station, .. } | Event::CheckedOut { station, .. } => {
            Some(About::Station(station.clone()))
        }
        other => other.skill().cloned().map(About::Skill),
    }
}
