//! Entries that come in by the thousand: each is saved and filed in the index at once, the same rows that
//! [`super::index::update`] finds by reading the entries again.

use std::collections::BTreeMap;

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
    students: BTreeMap<StudentId, Vec<Arrival>>,
    days: BTreeMap<String, BTreeMap<About, Vec<Arrival>>>,
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
            students: BTreeMap::new(),
            days: BTreeMap::new(),
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
            self.students.entry(student).or_default().push(arrival);
        }
        match about(&entry.event) {
            Some(about) if is_plain(entry) => {
                self.of_day(entry).entry(about).or_default().push(arrival);
            }
            // What was put in afterwards, and what only a newer program knows to be about a skill.
            _ if ["\"skill\"", "\"station\""]
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
            _ => {}
        }
        Ok(arrival)
    }

    /// What is known of the day of an entry.
    fn of_day(&mut self, entry: &Entry) -> &mut BTreeMap<About, Vec<Arrival>> {
        let day = entry.at_text().get(..10).unwrap_or(entry.at_text());
        self.days.entry(day.to_owned()).or_default()
    }

    /// The index knows all that was added.
    pub(super) fn end(self) -> Result<(), StorageError> {
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_student (student, arrival) VALUES (?1, ?2)",
        )?;
        for (student, arrivals) in &self.students {
            for arrival in arrivals {
                file.execute(params![student.as_str(), arrival.0])?;
            }
        }
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_day (day, about, which, arrival)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (day, abouts) in &self.days {
            for (about, arrivals) in abouts {
                let (about, which) = match about {
                    About::Skill(skill) => ("skill", skill.as_str()),
                    About::Station(station) => ("station", station.as_str()),
                };
                for arrival in arrivals {
                    file.execute(params![day, about, which, arrival.0])?;
                }
            }
        }
        if let Some(last) = self.last {
            self.connection
                .prepare_cached("UPDATE indexed SET arrival = ?1")?
                .execute([last.0])?;
        }
        Ok(())
    }
}

/// Whether it stands on the day on which it was written.
fn is_plain(entry: &Entry) -> bool {
    match &entry.event {
        Event::CheckedIn { was, .. } | Event::CheckedOut { was, .. } => was.is_none(),
        _ => !entry.body.contains("\"was\""),
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
