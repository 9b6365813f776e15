//! The journal of this tablet: what was recorded, and what follows from it. Synchronous; whoever owns
//! it owns the SQLite connection.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Zoned, civil};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::{
    erase,
    error::StorageError,
    fold::{Known, Stale},
    gaps, index,
    lock::Lock,
    rows::{self, Arrival},
    snapshot,
    store::JournalLook,
    verify::{self, Verification},
};
use crate::{
    domain::{
        event::{Actor, Event},
        ids::{EntryId, TabletId},
        records::Records,
    },
    journal::{Damage, Draft, Entry, Head},
};

/// How many entries may pass before a checkpoint is due.
const CHECKPOINT_EVERY: i64 = 2_000;

/// How many entries one transaction of [`Journal::append_bulk`] holds.
const BULK: usize = 4_000;

/// The journal, open.
#[derive(Debug)]
pub struct Journal {
    pub(super) connection: Connection,
    pub(super) tablet: TabletId,
    pub(super) known: Known,
    pub(super) checkpointed: Arrival,
    /// SQLite's count of what other connections committed.
    data_version: i64,
    folder: Option<PathBuf>,
    /// Held so that nobody sets the file aside meanwhile.
    lock: Option<Lock>,
}

/// What is kept beside the entries, for this tablet alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The hash of the tablet's PIN, for teachers without one of their own.
    PinHash,
    /// How many PINs were wrong since the last right one.
    WrongPins,
    /// The checksums of the class pack's files as this tablet last published or took them: JSON.
    PackFiles,
    /// On what badges are printed, where, and how far each printer is off.
    Printing,
    /// Where this tablet meets the others, as joining left it.
    MeetingPlace,
    /// The class that this tablet shares with; none before it first does.
    ClassId,
    /// When this tablet exported last, and where to.
    Exported,
    /// The place that this tablet left for good when it was retired.
    LeftPlace,
}

impl Journal {
    /// Puts a journal together from opened things.
    pub(super) fn assemble(
        connection: Connection,
        tablet: TabletId,
        folder: Option<PathBuf>,
    ) -> Result<Self, StorageError> {
        let data_version = data_version(&connection)?;
        let (known, checkpointed) = Known::load(&connection, &tablet)?;
        Ok(Self {
            connection,
            tablet,
            known,
            checkpointed,
            data_version,
            folder,
            lock: None,
        })
    }

    /// Keeps the folder's lock for as long as the journal lives.
    pub(super) fn hold(mut self, lock: Lock) -> Self {
        self.lock = Some(lock);
        self
    }

    /// This tablet.
    #[must_use]
    pub fn tablet(&self) -> &TabletId {
        &self.tablet
    }

    /// Whether this tablet has written no entry yet.
    pub(super) fn is_new_here(&self) -> bool {
        self.known.head.seq == 0
    }

    /// The data folder; `None` for a journal in memory.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What is true now. Cheap: the parts are shared.
    #[must_use]
    pub fn records(&self) -> Arc<Records> {
        Arc::clone(&self.known.records)
    }

    /// Records that `events` happened now: all of them or none, and on the disk when this returns.
    /// What another program wrote to the file meanwhile is taken in first.
    pub fn append(
        &mut self,
        now: &Zoned,
        actor: &Actor,
        events: &[Event],
    ) -> Result<Vec<EntryId>, StorageError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let happenings = events
            .iter()
            .map(|event| (now.clone(), actor.clone(), event.clone()));
        self.write(happenings)
    }

    /// Records very many events, a few thousand at a time; each batch is saved whole or not at all.
    /// `progress` is told how many are saved. Returns how many there were.
    ///
    /// The hybrid clock never goes back: give them in the order of their times.
    pub fn append_bulk(
        &mut self,
        happenings: impl IntoIterator<Item = (Zoned, Actor, Event)>,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, StorageError> {
        let mut happenings = happenings.into_iter().peekable();
        let mut saved = 0;
        while happenings.peek().is_some() {
            let ids = self.write(happenings.by_ref().take(BULK))?;
            self.index()?;
            saved += ids.len() as u64;
            progress(saved);
        }
        Ok(saved)
    }

    fn write(
        &mut self,
        happenings: impl Iterator<Item = (Zoned, Actor, Event)>,
    ) -> Result<Vec<EntryId>, StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut known = self.known.clone();
        known.catch_up(&transaction, &self.tablet)?;
        let mut stale = Stale::default();
        let mut ids = Vec::new();
        for (at, actor, event) in happenings {
            let (clock, time_unsure) = known.clock.next(at.timestamp().as_millisecond());
            let draft = Draft {
                clock,
                at,
                time_unsure,
                actor,
                event,
            };
            let entry = Entry::next(&self.tablet, &known.head, draft)?;
            let arrival = rows::insert(&transaction, &entry)?;
            known.head = entry.head();
            known.take_in(arrival, &entry, &mut stale);
            ids.push(entry.id);
        }
        let erased = erase::if_needed(&transaction, &known, &stale)?;
        known.refold(&transaction, stale)?;
        transaction.commit()?;
        self.known = known;
        self.forget_checkpoint(erased);
        Ok(ids)
    }

    /// Takes in what another program wrote to the file. Whether it wrote anything, be it entries or
    /// settings. Costs next to nothing when it did not.
    pub fn catch_up(&mut self) -> Result<bool, StorageError> {
        let version = data_version(&self.connection)?;
        if version == self.data_version {
            return Ok(false);
        }
        let transaction = self.connection.transaction()?;
        let mut known = self.known.clone();
        known.catch_up(&transaction, &self.tablet)?;
        transaction.commit()?;
        self.known = known;
        self.data_version = version;
        Ok(true)
    }

    /// Writes a checkpoint and brings the index up to date if enough entries passed since the last.
    /// Whether it did. Never called on
    /// the way of a tap.
    pub fn checkpoint_if_due(&mut self) -> Result<bool, StorageError> {
        let due = self.known.arrival.0 - self.checkpointed.0 >= CHECKPOINT_EVERY;
        if due {
            self.checkpoint()?;
        }
        Ok(due)
    }

    /// A transaction that only reads.
    pub(super) fn to_hold_still(&self) -> Result<Transaction<'_>, StorageError> {
        Ok(self.connection.unchecked_transaction()?)
    }

    /// Moves what was written ahead into the file itself, so that no append ever has to.
    pub(super) fn tidy(&self) -> Result<(), StorageError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Copies the journal as the snapshot of `day`, unless there is one or there is no folder. Whether
    /// it did. Takes seconds where there is much; the running kiosk leaves it to its [`super::Store`].
    pub fn snapshot(&self, day: civil::Date) -> Result<bool, StorageError> {
        match &self.folder {
            Some(folder) => snapshot::take(folder, day, &mut || true),
            None => Ok(false),
        }
    }

    /// Writes a last checkpoint and closes the file.
    pub fn close(mut self) -> Result<(), StorageError> {
        if self.known.arrival > self.checkpointed && !self.connection.is_readonly("main")? {
            self.checkpoint()?;
        }
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// Brings the index up to date.
    fn index(&mut self) -> Result<(), StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        index::update(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// After a child was erased, the last checkpoint is gone.
    pub(super) fn forget_checkpoint(&mut self, erased: bool) {
        if erased {
            self.checkpointed = Arrival::START;
        }
    }

    fn checkpoint(&mut self) -> Result<(), StorageError> {
        self.index()?;
        self.known.write_checkpoint(&self.connection)?;
        self.checkpointed = self.known.arrival;
        Ok(())
    }

    /// A setting of this tablet.
    pub fn setting(&self, setting: Setting) -> Result<Option<String>, StorageError> {
        read_setting(&self.connection, setting.key())
    }

    /// Sets a setting of this tablet; on the disk when this returns.
    pub fn set(&mut self, setting: Setting, value: &str) -> Result<(), StorageError> {
        write_setting(&self.connection, setting.key(), value)
    }

    /// The end of every tablet's series, as far as nothing is missing in it.
    pub fn heads(&self) -> Result<BTreeMap<TabletId, Head>, StorageError> {
        gaps::heads_before(&self.connection, heads(&self.connection)?)
    }

    /// At the most `most` entries of a series, in order, right after number `after`; up to the first that
    /// is missing or cannot be read.
    pub fn entries_of(
        &self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StorageError> {
        index::of_series(&self.connection, series, after, most)
    }

    /// One entry, if it is there and can be read.
    pub fn entry(&self, id: &EntryId) -> Result<Option<Entry>, StorageError> {
        index::entry(&self.connection, id)
    }

    /// How many entries there are.
    pub fn len(&self) -> Result<u64, StorageError> {
        let count = "SELECT count(*) FROM entries";
        Ok(self
            .connection
            .query_row(count, [], |row| rows::unsigned(row, 0))?)
    }

    /// How the journal is. Costs the same however much is in it.
    pub fn look(&self) -> Result<JournalLook, StorageError> {
        let last = self.tail(1)?.pop();
        Ok(JournalLook {
            entries: u64::try_from(self.last_arrival()?.0).unwrap_or_default(),
            alone: self.standing()?.alone,
            last: last.map(|(_, entry)| entry.at.datetime()),
            clock: self.known.clock,
        })
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> Result<bool, StorageError> {
        Ok(self.last_arrival()? == Arrival::START)
    }

    /// The arrival of the last entry.
    pub fn last_arrival(&self) -> Result<Arrival, StorageError> {
        rows::last_arrival(&self.connection)
    }

    /// The last `n` entries that can be read, oldest first.
    pub fn tail(&self, n: u32) -> Result<Vec<(Arrival, Entry)>, StorageError> {
        let since = Arrival(self.last_arrival()?.0 - i64::from(n));
        let mut entries = Vec::new();
        self.for_each_since(since, |arrival, entry| {
            match entry {
                Ok(entry) => entries.push((arrival, entry)),
                Err(damage) => tracing::warn!(%damage, "an entry was passed over"),
            }
            true
        })?;
        Ok(entries)
    }

    /// Calls `each` with every entry that arrived after `arrival`, in that order, until it says
    /// `false`. What cannot be read is passed on as damage.
    pub fn for_each_since(
        &self,
        arrival: Arrival,
        mut each: impl FnMut(Arrival, Result<Entry, Damage>) -> bool,
    ) -> Result<(), StorageError> {
        rows::each_after(&self.connection, arrival, |(arrival, entry)| {
            Ok(each(arrival, entry))
        })
    }

    /// Checks every entry, every series and the file's structure. `progress` is told how many
    /// entries were checked.
    pub fn verify(&self, progress: impl FnMut(u64)) -> Result<Verification, StorageError> {
        verify::verify(&self.connection, progress)
    }
}

impl Setting {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::PinHash => "pin_hash",
            Self::WrongPins => "wrong_pins",
            Self::Printing => "printing",
            Self::PackFiles => "pack_files",
            Self::MeetingPlace => "meeting_place",
            Self::ClassId => "class_id",
            Self::Exported => "exported",
            Self::LeftPlace => "left_place",
        }
    }
}

/// The setting that names this tablet: drawn when the file is made, and anew when it is restored.
pub(super) const TABLET: &str = "tablet";

/// Reads a setting.
pub(super) fn read_setting(
    connection: &Connection,
    key: &str,
) -> Result<Option<String>, StorageError> {
    let mut statement = connection.prepare_cached("SELECT value FROM settings WHERE key = ?1")?;
    let value = statement.query_row([key], |row| row.get(0));
    Ok(value.optional()?)
}

/// Writes a setting.
pub(super) fn write_setting(
    connection: &Connection,
    key: &str,
    value: &str,
) -> Result<(), StorageError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
        .execute([key, value])?;
    Ok(())
}

/// The end of every tablet's series, whatever is missing before.
pub(super) fn heads(connection: &Connection) -> Result<BTreeMap<TabletId, Head>, StorageError> {
    index::tablets(connection)?
        .into_iter()
        .map(|tablet| Ok((tablet.clone(), index::head(connection, &tablet)?)))
        .collect()
}

fn data_version(connection: &Connection) -> Result<i64, StorageError> {
    let mut statement = connection.prepare_cached("PRAGMA data_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
