//! Entries as rows of the table `entries`.

use rusqlite::{Connection, Row, Statement, params, types::FromSql};

use super::error::StorageError;
use crate::{
    domain::{
        ids::{EntryId, StudentId},
        time::Hlc,
    },
    journal::{Checksum, Damage, Entry, Stored},
};

/// The order in which an entry came into this file, from 1. Means nothing on another tablet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arrival(pub i64);

impl Arrival {
    /// Before the first.
    pub const START: Self = Self(0);
}

/// A row, understood or damaged.
pub(super) type Arrived = (Arrival, Result<Entry, Damage>);

const AFTER: &str = "SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum, kind, student
    FROM entries WHERE arrival > ?1 ORDER BY arrival";

/// Adds a row.
pub(super) const INSERT: &str = "INSERT INTO entries
    (tablet, seq, millis, count, at, time_unsure, actor, kind, student, body, checksum)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

/// Adds the entry as the last to arrive.
pub(super) fn insert(connection: &Connection, entry: &Entry) -> Result<Arrival, StorageError> {
    let mut statement = connection.prepare_cached(INSERT)?;
    insert_by(&mut statement, entry)
}

/// The same with [`INSERT`] at hand.
pub(super) fn insert_by(
    statement: &mut Statement<'_>,
    entry: &Entry,
) -> Result<Arrival, StorageError> {
    let student = entry.event.student();
    let arrival = statement.insert(params![
        entry.id.tablet.as_str(),
        signed(entry.id.seq),
        entry.clock.millis,
        entry.clock.count,
        entry.at_text(),
        entry.time_unsure,
        entry.actor_text(),
        entry.event.kind(),
        student.as_ref().map(StudentId::as_str),
        entry.body.as_ref(),
        entry.checksum.0,
    ])?;
    Ok(Arrival(arrival))
}

/// Calls `each` with every row after `arrival`, in order of arrival, until it says no.
pub(super) fn each_after(
    connection: &Connection,
    arrival: Arrival,
    mut each: impl FnMut(Arrived) -> Result<bool, StorageError>,
) -> Result<(), StorageError> {
    let mut statement = connection.prepare_cached(AFTER)?;
    let mut rows = statement.query([arrival.0])?;
    while let Some(row) = rows.next()? {
        if !each(arrived(row)?)? {
            break;
        }
    }
    Ok(())
}

/// As [`each_after`], and names the column, if there is one, that does not say what the event says.
pub(super) fn each_after_strictly(
    connection: &Connection,
    arrival: Arrival,
    mut each: impl FnMut(Arrived, Option<&'static str>) -> bool,
) -> Result<(), StorageError> {
    let mut statement = connection.prepare_cached(AFTER)?;
    let mut rows = statement.query([arrival.0])?;
    while let Some(row) = rows.next()? {
        let arrived = arrived(row)?;
        let column = arrived
            .1
            .as_ref()
            .ok()
            .and_then(|entry| misfiled(row, entry));
        if !each(arrived, column) {
            break;
        }
    }
    Ok(())
}

/// The arrival of the last row.
pub(super) fn last_arrival(connection: &Connection) -> Result<Arrival, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce(max(arrival), 0) FROM entries")?;
    Ok(Arrival(statement.query_row([], |row| row.get(0))?))
}

/// A row of the columns `arrival` to `checksum`, in the order of the table's form in [`AFTER`].
pub(super) fn arrived(row: &Row<'_>) -> Result<Arrived, StorageError> {
    let arrival = row.get(0)?;
    let entry = match stored(row) {
        Ok(stored) => {
            let id = stored.id.clone();
            Entry::read(stored).map_err(|error| Damage::Unreadable {
                entry: id,
                why: error.to_string(),
            })
        }
        Err(error) => Err(Damage::File(format!("row {arrival}: {error}"))),
    };
    Ok((Arrival(arrival), entry))
}

/// The column that does not say what the event says, if there is one.
fn misfiled(row: &Row<'_>, entry: &Entry) -> Option<&'static str> {
    let student = entry.event.student();
    if row.get::<_, String>(10).ok().as_deref() != Some(entry.event.kind()) {
        Some("kind")
    } else if row.get::<_, Option<String>>(11).ok() != Some(student.map(|id| id.to_string())) {
        Some("student")
    } else {
        None
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    fn get<T: FromSql>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
        row.get(column)
    }
    Ok(Stored {
        id: EntryId {
            tablet: get::<String>(row, 1)?.into(),
            seq: unsigned(row, 2)?,
        },
        clock: Hlc {
            millis: get(row, 3)?,
            count: get(row, 4)?,
        },
        at: get(row, 5)?,
        time_unsure: get(row, 6)?,
        actor: get(row, 7)?,
        body: get(row, 8)?,
        checksum: Checksum(get(row, 9)?),
    })
}

/// A number as SQLite keeps it. No series is as long as 2^63.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number of ours as SQLite kept it.
pub(super) fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    match u64::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => Err(rusqlite::Error::IntegralValueOutOfRange(column, number)),
    }
}
