//! What is asked, and what comes back: questions as SQL, rows as values.

use tokio_postgres::{Row, types::FromSql};

use crate::{
    domain::{
        ids::{EntryId, TabletId},
        time::Hlc,
    },
    journal::{Checksum, Entry, Head, Stored},
};

/// The form of the schema, and the class of the role.
pub(super) const WHOSE: &str =
    "(SELECT v.version::bigint FROM waymark.schema_version v), coalesce(waymark.my_class(), '')";

/// Everything a round has to know, in one question. The ends of the series are found by hopping
/// along the primary key, two steps a series, whatever their length.
pub(super) const SURVEY: &str = "
    WITH RECURSIVE mine (class) AS (SELECT waymark.my_class()), hop (tablet) AS (
        (SELECT e.tablet FROM waymark.entries e WHERE e.class = (SELECT class FROM mine) ORDER BY e.class, e.tablet LIMIT 1)
        UNION ALL
        SELECT (SELECT e.tablet FROM waymark.entries e
                WHERE e.class = (SELECT class FROM mine) AND e.tablet > hop.tablet ORDER BY e.class, e.tablet LIMIT 1)
        FROM hop WHERE hop.tablet IS NOT NULL
    )
    SELECT 'whose', coalesce(m.class, ''), v.version::bigint, NULL::bytea, NULL::text FROM mine m, waymark.schema_version v
    UNION ALL
    SELECT 'head', hop.tablet, last.seq, last.checksum, NULL FROM hop CROSS JOIN LATERAL (
        SELECT e.seq, e.checksum FROM waymark.entries e
        WHERE e.class = (SELECT class FROM mine) AND e.tablet = hop.tablet ORDER BY e.seq DESC LIMIT 1
    ) last
    UNION ALL
    SELECT 'status', s.tablet, 0, NULL, s.status FROM waymark.statuses s WHERE s.class = (SELECT class FROM mine)";

pub(super) fn entry(row: &Row, series: &TabletId) -> Result<Entry, (u64, String)> {
    let seq: i64 = field(row, 0).unwrap_or_default();
    let seq = u64::try_from(seq).unwrap_or_default();
    let stored = stored(row, series, seq)
        .ok_or_else(|| (seq, "its columns are not what they should be".to_owned()))?;
    Entry::read(stored).map_err(|error| (seq, error.to_string()))
}

pub(super) fn head(row: &Row) -> Option<Head> {
    Some(Head {
        seq: u64::try_from(field::<i64>(row, 2)?).ok()?,
        checksum: Checksum(field::<&[u8]>(row, 3)?.try_into().ok()?),
    })
}

pub(super) fn stored(row: &Row, series: &TabletId, seq: u64) -> Option<Stored> {
    Some(Stored {
        id: EntryId {
            tablet: series.clone(),
            seq,
        },
        clock: Hlc {
            millis: field(row, 1)?,
            count: u32::try_from(field::<i64>(row, 2)?).ok()?,
        },
        at: field(row, 3)?,
        time_unsure: field(row, 4)?,
        actor: field(row, 5)?,
        body: field(row, 6)?,
        checksum: Checksum(field::<&[u8]>(row, 7)?.try_into().ok()?),
    })
}

/// A column, if it is there and of that kind.
pub(super) fn field<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Option<T> {
    row.try_get(column).ok()
}

/// A number as the server keeps it. What is larger is refused before it gets there.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
