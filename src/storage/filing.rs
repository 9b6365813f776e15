//! Entries that come in by the thousand: each is saved and filed in the index at once, the same rows that
//! [`super::index::update`] finds by reading the entries again.

use std::{collections::BTreeMap, rc::Rc};

use rusqlite::{CachedStatement, Connection, params, types::Value};

use super::{
    error::StorageError,
    index,
    rows::{self, Arrival},
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
    /// The last that is found by its identity.
    identified: Arrival,
    last: Arrival,
    /// Filed at the end, in the order of the index, a list at a time: that is quicker.
    students: BTreeMap<StudentId, Vec<Value>>,
    days: BTreeMap<String, BTreeMap<About, Vec<Value>>>,
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
        let last = rows::last_arrival(connection)?;
        Ok(Self {
            connection,
            insert: connection.prepare_cached(rows::INSERT)?,
            identified: last,
            last,
            students: BTreeMap::new(),
            days: BTreeMap::new(),
        })
    }

    /// Adds the entry as the last to arrive.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<Arrival, StorageError> {
        let arrival = rows::insert_by(&mut self.insert, entry)?;
        self.last = arrival;
        if let Some(student) = entry.event.student() {
            let arrivals = self.students.entry(student).or_default();
            arrivals.push(arrival.0.into());
        }
        match about(&entry.event) {
            Some(about) if is_plain(entry) => {
                let arrivals = self.of_day(entry).entry(about).or_default();
                arrivals.push(arrival.0.into());
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
    fn of_day(&mut self, entry: &Entry) -> &mut BTreeMap<About, Vec<Value>> {
        let day = entry.at_text().get(..10).unwrap_or(entry.at_text());
        self.days.entry(day.to_owned()).or_default()
    }

    /// All that was added is found by its identity at once, as if it had been here before.
    pub(super) fn identify(&mut self) -> Result<(), StorageError> {
        if self.identified < self.last {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO entries_by_identity (tablet, seq, arrival)
                     SELECT tablet, seq, arrival FROM entries WHERE arrival > ?1",
                )?
                .execute([self.identified.0])?;
            self.identified = self.last;
        }
        Ok(())
    }

    /// The index knows all that was added.
    pub(super) fn end(mut self) -> Result<(), StorageError> {
        self.identify()?;
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_student (student, arrival)
             SELECT ?1, value FROM rarray(?2)",
        )?;
        for (student, arrivals) in self.students {
            file.execute(params![student.as_str(), Rc::new(arrivals)])?;
        }
        let mut file = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO entries_by_day (day, about, which, arrival)
             SELECT ?1, ?2, ?3, value FROM rarray(?4)",
        )?;
        for (day, abouts) in self.days {
            for (about, arrivals) in abouts {
                let (about, which) = match &about {
                    About::Skill(skill) => ("skill", skill.as_str()),
                    About::Station(station) => ("station", station.as_str()),
                };
                file.execute(params![day, about, which, Rc::new(arrivals)])?;
            }
        }
        self.connection
            .prepare_cached("UPDATE indexed SET arrival = ?1")?
            .execute([self.last.0])?;
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
