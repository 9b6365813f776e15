//! Entries that went missing in the middle of a series when a damaged file was restored. What comes after
//! them is kept and counts here; towards others the series ends before the gap, so that what is
//! missing is asked for and the gap closes.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    error::StorageError,
    index,
    rows::{signed, unsigned},
};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Checksum, Damage, Entry, Head},
};

/// The end of every tablet's series as far as nothing is missing in it.
pub(super) fn heads_before(
    connection: &Connection,
    mut heads: BTreeMap<TabletId, Head>,
) -> Result<BTreeMap<TabletId, Head>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT tablet, min(first) FROM gaps GROUP BY tablet")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let tablet = TabletId::from(row.get::<_, String>(0)?);
        let seq = unsigned(row, 1)?.saturating_sub(1);
        match checksum_of(connection, &tablet, seq)? {
            Some(checksum) if seq > 0 => {
                heads.insert(tablet, Head { seq, checksum });
            }
            _ => {
                heads.remove(&tablet);
            }
        }
    }
    Ok(heads)
}

/// Notes that the entries of a series between `after` and `next` are missing.
pub(super) fn open(
    connection: &Connection,
    after: &Head,
    next: &EntryId,
) -> Result<(), StorageError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO gaps (tablet, first, last) VALUES (?1, ?2, ?3)")?
        .execute(params![
            next.tablet.as_str(),
            signed(after.seq + 1),
            signed(next.seq - 1)
        ])?;
    Ok(())
}

/// Whether the entry is the first of a gap and fits into it; if it does, the gap is smaller by it. The
/// caller saves the entry.
pub(super) fn close(
    connection: &Connection,
    entry: &Entry,
) -> Result<Result<(), Damage>, StorageError> {
    let EntryId { tablet, seq } = &entry.id;
    let last = connection
        .prepare_cached("SELECT last FROM gaps WHERE tablet = ?1 AND first = ?2")?
        .query_row(params![tablet.as_str(), signed(*seq)], |row| {
            unsigned(row, 0)
        })
        .optional()?;
    let damaged = |damage: fn(EntryId) -> Damage| Ok(Err(damage(entry.id.clone())));
    let Some(last) = last else {
        return damaged(|entry| Damage::OutOfOrder { entry });
    };
    let before = checksum_of(connection, tablet, seq.saturating_sub(1))?;
    if !before.is_some_and(|before| entry.verify(&before)) {
        return damaged(|entry| Damage::ChecksumMismatch { entry });
    }
    let next = EntryId {
        tablet: tablet.clone(),
        seq: seq + 1,
    };
    if last > *seq {
        connection
            .prepare_cached("UPDATE gaps SET first = ?3 WHERE tablet = ?1 AND first = ?2")?
            .execute(params![tablet.as_str(), signed(*seq), signed(next.seq)])?;
        return Ok(Ok(()));
    }
    let next = index::entry(connection, &next)?;
    if next.is_some_and(|next| !next.verify(&entry.checksum)) {
        return damaged(|entry| Damage::Forked { entry });
    }
    connection
        .prepare_cached("DELETE FROM gaps WHERE tablet = ?1 AND first = ?2")?
        .execute(params![tablet.as_str(), signed(*seq)])?;
    Ok(Ok(()))
}

fn checksum_of(
    connection: &Connection,
    tablet: &TabletId,
    seq: u64,
) -> Result<Option<Checksum>, StorageError> {
    if seq == 0 {
        return Ok(Some(Checksum::START));
    }
    let tablet = tablet.clone();
    let found = index::find(connection, &EntryId { tablet, seq })?;
    Ok(found.map(|(_, checksum)| checksum))
}
