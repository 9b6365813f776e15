//! Where entries are found without reading them all: by identity and by student. The tables that say
//! so are filled when nobody waits, never while a child does; entries that arrived since are looked
//! through one by one. So an append touches the one page that it adds to, and a lookup is right at
//! any moment.

use std::ops::ControlFlow;

use jiff::civil;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    error::StorageError,
    rows::{self, Arrival, signed, unsigned},
};
use crate::{
    domain::{
        ids::{EntryId, SkillId, StudentId, TabletId},
        log::LogFilter,
    },
    journal::{Checksum, Entry, Head},
};

const OF_STUDENT: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival IN (SELECT arrival FROM entries_by_student WHERE student = ?1
                      UNION ALL
                      SELECT arrival FROM entries
                      WHERE arrival > (SELECT arrival FROM indexed) AND student = ?1)
    ORDER BY arrival";

const LAST_OF_STUDENT: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival IN (SELECT arrival FROM entries_by_student WHERE student = ?1
                      UNION ALL
                      SELECT arrival FROM entries
                      WHERE arrival > (SELECT arrival FROM indexed) AND student = ?1)
    ORDER BY arrival DESC LIMIT ?2";

const CHECK_INS_OF_STUDENT: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival IN (SELECT arrival FROM entries_by_student WHERE student = ?1
                      UNION ALL
                      SELECT arrival FROM entries
                      WHERE arrival > (SELECT arrival FROM indexed) AND student = ?1)
    AND kind IN ('checked_in', 'checked_out')
    ORDER BY arrival DESC";

const CHECK_INS_OF_DAY: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival IN (SELECT arrival FROM entries_by_day WHERE day = ?1 AND about = 'station'
                      UNION ALL
                      SELECT arrival FROM entry_days
                      WHERE arrival > (SELECT arrival FROM indexed)
                      AND day = ?1 AND about = 'station')
    ORDER BY arrival DESC";

/// At a station, or on a skill.
const OF_DAY_ABOUT: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival IN (SELECT arrival FROM entries_by_day
                      WHERE day = ?1 AND about = ?2 AND which = ?3
                      UNION ALL
                      SELECT arrival FROM entry_days
                      WHERE arrival > (SELECT arrival FROM indexed)
                      AND day = ?1 AND about = ?2 AND which = ?3)
    ORDER BY arrival DESC";

const LAST_CHECK_INS: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE kind IN ('checked_in', 'checked_out') ORDER BY arrival DESC";

const OF_IDENTITY: &str = "
    SELECT student, checksum FROM entries
    WHERE arrival = coalesce((SELECT arrival FROM entries_by_identity WHERE tablet = ?1 AND seq = ?2),
                             (SELECT arrival FROM entries
                              WHERE arrival > (SELECT arrival FROM indexed)
                              AND tablet = ?1 AND seq = ?2))";

/// Those that the index knows, in the order of the series.
const OF_SERIES: &str = "
    SELECT e.arrival, e.tablet, e.seq, millis, count, at, time_unsure, actor, body, checksum
    FROM entries_by_identity i CROSS JOIN entries e ON e.arrival = i.arrival
    WHERE i.tablet = ?1 AND i.seq > ?2 ORDER BY i.seq LIMIT ?3";

/// Those that arrived since.
const OF_SERIES_SINCE: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival > (SELECT arrival FROM indexed) AND tablet = ?1 AND seq > ?2
    ORDER BY seq LIMIT ?3";

const ENTRY: &str = "
    SELECT arrival, tablet, seq, millis, count, at, time_unsure, actor, body, checksum FROM entries
    WHERE arrival = coalesce((SELECT arrival FROM entries_by_identity WHERE tablet = ?1 AND seq = ?2),
                             (SELECT arrival FROM entries
                              WHERE arrival > (SELECT arrival FROM indexed)
                              AND tablet = ?1 AND seq = ?2))";

/// What arrived later comes later in its series.
const LAST_OF_TABLET: &str = "
    SELECT seq, checksum FROM entries
    WHERE arrival = coalesce((SELECT max(arrival) FROM entries
                              WHERE arrival > (SELECT arrival FROM indexed) AND tablet = ?1),
                             (SELECT arrival FROM entries_by_identity
                              WHERE tablet = ?1 ORDER BY seq DESC LIMIT 1))";

/// The indexed ones are found by hopping from one to the next.
const TABLETS: &str = "
    WITH RECURSIVE hop (tablet) AS (
        SELECT min(tablet) FROM entries_by_identity
        UNION ALL
        SELECT (SELECT min(tablet) FROM entries_by_identity next WHERE next.tablet > hop.tablet)
        FROM hop WHERE tablet IS NOT NULL)
    SELECT tablet FROM hop WHERE tablet IS NOT NULL
    UNION
    SELECT tablet FROM entries WHERE arrival > (SELECT arrival FROM indexed)";

/// Brings the index up to date. Costs next to nothing when it is; call it within a transaction.
pub(super) fn update(connection: &Connection) -> Result<(), StorageError> {
    let last = rows::last_arrival(connection)?.0;
    let mut indexed = connection.prepare_cached("SELECT arrival FROM indexed")?;
    if indexed.query_row([], |row| row.get::<_, i64>(0))? == last {
        return Ok(());
    }
    connection.execute_batch(
        "INSERT OR IGNORE INTO entries_by_identity
         SELECT tablet, seq, arrival FROM entries WHERE arrival > (SELECT arrival FROM indexed);
         INSERT OR IGNORE INTO entries_by_student
         SELECT student, arrival FROM entries
         WHERE arrival > (SELECT arrival FROM indexed) AND student IS NOT NULL;
         INSERT OR IGNORE INTO entries_by_day
         SELECT day, about, which, arrival FROM entry_days WHERE arrival > (SELECT arrival FROM indexed);",
    )?;
    connection.execute("UPDATE indexed SET arrival = ?1", [last])?;
    Ok(())
}

/// Forgets a row that is about to be scrubbed.
pub(super) fn forget(
    connection: &Connection,
    arrival: Arrival,
    student: Option<&StudentId>,
) -> Result<(), StorageError> {
    if let Some(student) = student {
        connection
            .prepare_cached("DELETE FROM entries_by_student WHERE student = ?1 AND arrival = ?2")?
            .execute(params![student.as_str(), arrival.0])?;
    }
    connection
        .prepare_cached(
            "DELETE FROM entries_by_day WHERE (day, about, which, arrival) IN
             (SELECT day, about, which, arrival FROM entry_days WHERE arrival = ?1)",
        )?
        .execute([arrival.0])?;
    Ok(())
}

/// Knows nothing after the row before this one, so that the next [`update`] reads it again.
pub(super) fn forget_after(connection: &Connection, arrival: Arrival) -> Result<(), StorageError> {
    connection.execute(
        "UPDATE indexed SET arrival = min(arrival, ?1)",
        [arrival.0 - 1],
    )?;
    Ok(())
}

/// Where an entry lies.
pub(super) fn arrival(
    connection: &Connection,
    id: &EntryId,
) -> Result<Option<Arrival>, StorageError> {
    let mut statement = connection.prepare_cached(ENTRY)?;
    let mut rows = statement.query(params![id.tablet.as_str(), signed(id.seq)])?;
    Ok(match rows.next()? {
        Some(row) => Some(Arrival(row.get(0)?)),
        None => None,
    })
}

/// That an entry is called otherwise now, or is not there any more, or is there now.
pub(super) fn rename(
    connection: &Connection,
    old: Option<&EntryId>,
    new: Option<(&EntryId, Arrival)>,
) -> Result<(), StorageError> {
    if let Some(old) = old {
        connection
            .prepare_cached("DELETE FROM entries_by_identity WHERE tablet = ?1 AND seq = ?2")?
            .execute(params![old.tablet.as_str(), signed(old.seq)])?;
    }
    if let Some((new, arrival)) = new {
        connection
            .prepare_cached("INSERT OR REPLACE INTO entries_by_identity VALUES (?1, ?2, ?3)")?
            .execute(params![new.tablet.as_str(), signed(new.seq), arrival.0])?;
    }
    Ok(())
}

/// Makes the index anew, for whoever changed what entries are called. Reads every entry.
pub(super) fn renew(connection: &Connection) -> Result<(), StorageError> {
    connection.execute_batch(
        "DELETE FROM entries_by_identity; DELETE FROM entries_by_student;
         DELETE FROM entries_by_day; UPDATE indexed SET arrival = 0;",
    )?;
    update(connection)
}

/// Whether the index knows exactly the entries that it says it knows.
pub(super) fn is_whole(connection: &Connection) -> Result<bool, StorageError> {
    let whole = connection.query_row(
        "SELECT (SELECT count(*) FROM entries_by_identity) = count(*)
            AND (SELECT count(*) FROM entries_by_student) = count(student)
            AND (SELECT count(*) FROM entries_by_day)
                = (SELECT count(*) FROM entry_days WHERE arrival <= (SELECT arrival FROM indexed))
         FROM entries WHERE arrival <= (SELECT arrival FROM indexed)",
        [],
        |row| row.get(0),
    )?;
    Ok(whole)
}

/// Every readable entry about one student, in order of arrival.
pub(super) fn of_student(
    connection: &Connection,
    student: &StudentId,
) -> Result<Vec<Entry>, StorageError> {
    let mut statement = connection.prepare_cached(OF_STUDENT)?;
    let mut rows = statement.query([student.as_str()])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.extend(rows::arrived(row)?.1.ok());
    }
    Ok(entries)
}

/// The readable ones among the last `most` entries about one student, the last to arrive first.
pub(super) fn last_of_student(
    connection: &Connection,
    student: &StudentId,
    most: usize,
) -> Result<Vec<Entry>, StorageError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(LAST_OF_STUDENT)?;
    let mut rows = statement.query(params![student.as_str(), most])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.extend(rows::arrived(row)?.1.ok());
    }
    Ok(entries)
}

/// One entry, if it is there and can be read.
pub(super) fn entry(connection: &Connection, id: &EntryId) -> Result<Option<Entry>, StorageError> {
    let mut statement = connection.prepare_cached(ENTRY)?;
    let mut rows = statement.query(params![id.tablet.as_str(), signed(id.seq)])?;
    let row = rows.next()?;
    Ok(row
        .map(rows::arrived)
        .transpose()?
        .and_then(|(_, entry)| entry.ok()))
}

/// Calls `each` with every readable check-in and departure of a student, else of a day, else of all,
/// the last to arrive first, until it has enough. There may be some among them that are not asked for.
pub(super) fn each_check_in(
    connection: &Connection,
    filter: &LogFilter,
    mut each: impl FnMut(&Entry) -> ControlFlow<()>,
) -> Result<(), StorageError> {
    let mut statement;
    let mut rows = if let Some(student) = &filter.student {
        statement = connection.prepare_cached(CHECK_INS_OF_STUDENT)?;
        statement.query([student.as_str()])?
    } else if let Some(day) = filter.day {
        if let Some(station) = &filter.station {
            statement = connection.prepare_cached(OF_DAY_ABOUT)?;
            statement.query(params![day.to_string(), "station", station.as_str()])?
        } else {
            statement = connection.prepare_cached(CHECK_INS_OF_DAY)?;
            statement.query([day.to_string()])?
        }
    } else {
        statement = connection.prepare_cached(LAST_CHECK_INS)?;
        statement.query([])?
    };
    while let Some(row) = rows.next()? {
        if let (_, Ok(entry)) = rows::arrived(row)?
            && each(&entry).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// The readable ones among the last `most` entries of a day about a skill, the last to arrive first.
pub(super) fn work_of_day(
    connection: &Connection,
    skill: &SkillId,
    day: civil::Date,
    most: usize,
) -> Result<Vec<Entry>, StorageError> {
    let mut statement = connection.prepare_cached(OF_DAY_ABOUT)?;
    let mut rows = statement.query(params![day.to_string(), "skill", skill.as_str()])?;
    let mut entries = Vec::new();
    while entries.len() < most
        && let Some(row) = rows.next()?
    {
        entries.extend(rows::arrived(row)?.1.ok());
    }
    Ok(entries)
}

/// At the most `most` entries of a series, in order, right after number `after`; up to the first that is
/// missing or cannot be read.
pub(super) fn of_series(
    connection: &Connection,
    series: &TabletId,
    after: u64,
    most: usize,
) -> Result<Vec<Entry>, StorageError> {
    let mut entries: Vec<Entry> = Vec::new();
    for query in [OF_SERIES, OF_SERIES_SINCE] {
        let last = after.saturating_add(entries.len() as u64);
        let left = i64::try_from(most - entries.len()).unwrap_or(i64::MAX);
        let mut statement = connection.prepare_cached(query)?;
        let mut rows = statement.query(params![series.as_str(), signed(last), left])?;
        while let Some(row) = rows.next()? {
            let expected = after.saturating_add(entries.len() as u64 + 1);
            match rows::arrived(row)?.1 {
                Ok(entry) if entry.id.seq == expected => entries.push(entry),
                _ => break,
            }
        }
    }
    Ok(entries)
}

/// Every readable entry of a series from `first` on, in order, with its place in this file. Of those
/// that the index knows.
pub(super) fn rows_from(
    connection: &Connection,
    first: &EntryId,
) -> Result<Vec<(Arrival, Entry)>, StorageError> {
    let mut statement = connection.prepare_cached(OF_SERIES)?;
    let before = signed(first.seq.saturating_sub(1));
    let mut rows = statement.query(params![first.tablet.as_str(), before, i64::MAX])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        if let (arrival, Ok(entry)) = rows::arrived(row)? {
            entries.push((arrival, entry));
        }
    }
    Ok(entries)
}

/// The student that an entry is about and the checksum that it was filed with, if it is there.
pub(super) fn find(
    connection: &Connection,
    entry: &EntryId,
) -> Result<Option<(Option<StudentId>, Checksum)>, StorageError> {
    let mut statement = connection.prepare_cached(OF_IDENTITY)?;
    let found = statement
        .query_row(params![entry.tablet.as_str(), signed(entry.seq)], |row| {
            let student: Option<String> = row.get(0)?;
            Ok((student.map(StudentId::from), Checksum(row.get(1)?)))
        })
        .optional()?;
    Ok(found)
}

/// The end of one tablet's series.
pub(super) fn head(connection: &Connection, tablet: &TabletId) -> Result<Head, StorageError> {
    let mut statement = connection.prepare_cached(LAST_OF_TABLET)?;
    let head = statement
        .query_row([tablet.as_str()], |row| {
            Ok(Head {
                seq: unsigned(row, 0)?,
                checksum: Checksum(row.get(1)?),
            })
        })
        .optional()?;
    Ok(head.unwrap_or_default())
}

/// Every tablet that has entries here.
pub(super) fn tablets(connection: &Connection) -> Result<Vec<TabletId>, StorageError> {
    let mut statement = connection.prepare_cached(TABLETS)?;
    let tablets = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(tablets
        .map(|tablet| tablet.map(TabletId::from))
        .collect::<Result<_, _>>()?)
}
