//! What is true now, kept beside the file: entries taken in as they arrive, and a checkpoint so that
//! a start need not read them all. Nothing depends on the checkpoint being there or being right: one
//! that does not fit the entries, or that another fold wrote, is passed over.

use std::{collections::BTreeSet, sync::Arc};

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    error::StorageError,
    index,
    rows::{self, Arrival},
};
use crate::{
    domain::{
        event::Event,
        ids::{EntryId, StudentId, TabletId},
        records::{Anew, Records},
        sha256::sha256,
        time::Hlc,
    },
    journal::{Checksum, Entry, EntryError, Head},
};

/// Which fold this is. Raise it when [`Records`] or its rules change, so that checkpoints of the
/// older fold are passed over.
const FORM: i64 = 5;

/// All that follows from the entries up to an arrival. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// What is true.
    pub(super) records: Arc<Records>,
    /// The greatest reading of any entry.
    pub(super) clock: Hlc,
    /// The end of this tablet's own series.
    pub(super) head: Head,
    /// The last entry taken in.
    pub(super) arrival: Arrival,
}

/// Whose records have to be folded anew once a batch is in.
#[derive(Debug, Default)]
pub(super) struct Stale {
    students: BTreeSet<StudentId>,
    withdrawn: Vec<EntryId>,
    everything: bool,
}

impl Stale {
    /// Whether a student was erased, so that rows may have to be scrubbed.
    pub(super) fn is_everything(&self) -> bool {
        self.everything
    }
}

impl Known {
    /// What is known at a start, and how much of it came from the checkpoint.
    pub(super) fn load(
        connection: &Connection,
        tablet: &TabletId,
    ) -> Result<(Self, Arrival), StorageError> {
        let mut known = match read_checkpoint(connection) {
            Ok(known) => known.unwrap_or_default(),
            Err(error) if error.is_damage() => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "the checkpoint cannot be read; folding everything");
                Self::default()
            }
        };
        let checkpointed = known.arrival;
        known.head = index::head(connection, tablet)?;
        known.catch_up(connection, tablet)?;
        Ok((known, checkpointed))
    }

    /// Takes in every row that arrived since.
    pub(super) fn catch_up(
        &mut self,
        connection: &Connection,
        tablet: &TabletId,
    ) -> Result<(), StorageError> {
        let mut stale = Stale::default();
        rows::each_after(connection, self.arrival, |(arrival, entry)| {
            match entry {
                Ok(entry) => {
                    if entry.id.tablet == *tablet && entry.id.seq > self.head.seq {
                        self.head = entry.head();
                    }
                    self.take_in(arrival, &entry, &mut stale);
                }
                Err(damage) => {
                    tracing::warn!(%damage, "an entry was passed over");
                    self.arrival = arrival;
                }
            }
            Ok(true)
        })?;
        self.refold(connection, stale)
    }

    /// Takes one entry in. Whoever has taken in a batch calls [`Known::refold`] with `stale`.
    pub(super) fn take_in(&mut self, arrival: Arrival, entry: &Entry, stale: &mut Stale) {
        self.arrival = self.arrival.max(arrival);
        self.clock = self.clock.max(entry.clock);
        let records = Arc::make_mut(&mut self.records);
        match records.apply(entry.happened()) {
            None => {}
            Some(Anew::Everything) => stale.everything = true,
            Some(Anew::Student(student)) => {
                stale.students.insert(student);
                if let Event::EntryWithdrawn { entry, .. } = &entry.event {
                    stale.withdrawn.push(entry.clone());
                }
            }
        }
    }

    /// Folds anew what is stale: students from every entry about them.
    pub(super) fn refold(
        &mut self,
        connection: &Connection,
        mut stale: Stale,
    ) -> Result<(), StorageError> {
        if stale.everything {
            stale = self.fold_everything(connection)?;
        }
        // Whom a withdrawn entry is about is for that entry to say, should the withdrawal err.
        for entry in &stale.withdrawn {
            let found = index::find(connection, entry)?;
            stale
                .students
                .extend(found.and_then(|(student, _)| student));
        }
        for student in stale.students {
            let entries = index::of_student(connection, &student)?;
            Arc::make_mut(&mut self.records).refold(&student, entries.iter().map(Entry::happened));
        }
        Ok(())
    }

    /// Folds every row anew; what is left to do are withdrawals.
    fn fold_everything(&mut self, connection: &Connection) -> Result<Stale, StorageError> {
        let mut stale = Stale::default();
        let mut anew = Self {
            records: Arc::new(self.records.all_anew()),
            ..self.clone()
        };
        rows::each_after(connection, Arrival::START, |(arrival, entry)| {
            if let Ok(entry) = entry {
                anew.take_in(arrival, &entry, &mut stale);
            }
            Ok(arrival < self.arrival)
        })?;
        self.records = anew.records;
        Ok(stale)
    }

    /// Writes the checkpoint.
    pub(super) fn write_checkpoint(&self, connection: &Connection) -> Result<(), StorageError> {
        let Some(chain) = checksum_at(connection, self.arrival)? else {
            return Ok(());
        };
        let records =
            serde_json::to_string(self.records.as_ref()).map_err(|source| EntryError::Json {
                what: "the checkpoint",
                source,
            })?;
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO checkpoint (id, form, arrival, chain, millis, count, records, digest)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                FORM,
                self.arrival.0,
                chain.0,
                self.clock.millis,
                self.clock.count,
                records,
                sha256(&records),
            ])?;
        Ok(())
    }
}

/// The checkpoint, if there is one that this fold wrote and that fits the entries.
fn read_checkpoint(connection: &Connection) -> Result<Option<Known>, StorageError> {
    let found = connection
        .query_row(
            "SELECT arrival, chain, millis, count, records, digest FROM checkpoint WHERE form = ?1",
            [FORM],
            |row| {
                let clock = Hlc {
                    millis: row.get(2)?,
                    count: row.get(3)?,
                };
                let texts: (String, [u8; 32]) = (row.get(4)?, row.get(5)?);
                Ok((Arrival(row.get(0)?), Checksum(row.get(1)?), clock, texts))
            },
        )
        .optional()?;
    let Some((arrival, chain, clock, (text, written))) = found else {
        return Ok(None);
    };
    if sha256(&text) != written || checksum_at(connection, arrival)? != Some(chain) {
        tracing::warn!("the checkpoint does not fit the entries; folding everything");
        return Ok(None);
    }
    match serde_json::from_str::<Records>(&text) {
        Ok(records) => Ok(Some(Known {
            records: Arc::new(records),
            clock,
            head: Head::default(),
            arrival,
        })),
        Err(error) => {
            tracing::warn!(%error, "the checkpoint cannot be read; folding everything");
            Ok(None)
        }
    }
}

fn checksum_at(
    connection: &Connection,
    arrival: Arrival,
) -> Result<Option<Checksum>, StorageError> {
    let found = connection
        .query_row(
            "SELECT checksum FROM entries WHERE arrival = ?1",
            [arrival.0],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.map(Checksum))
}
