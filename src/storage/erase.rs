//! Deleting a child for good on this tablet. The rows about the child are scrubbed in the same
//! transaction that takes the erasure in, so nothing ever shows them again; what is left of them
//! elsewhere in the data folder (unused parts of the file, its log, snapshots, damaged files that were
//! set aside, saved papers) is cleaned afterwards, step by step. What is still to be cleaned stands in
//! the file itself: a power cut at any moment leaves it for the next start.
//!
//! Which entries are about whom is for [`crate::domain::erasure`] to say. What was copied to other
//! places before cannot be reached from here.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, Transaction, params};

use super::{
    error::StorageError,
    fold::{Known, Stale},
    index,
    journal::{Journal, read_setting, write_setting},
    rows::{self, Arrival, signed, unsigned},
    snapshot,
};
use crate::{
    domain::{
        erasure::Erasures,
        ids::{EntryId, StudentId},
    },
    journal::{Checksum, Entry},
};

/// The folder of papers that were printed, in a data folder.
pub const PRINTS: &str = "prints";

/// How far the cleaning is after a child was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleaning {
    /// Nothing is left of them in the data folder.
    Done,
    /// There is more to do.
    More,
    /// Another program reads the file just now: try again later.
    Later,
}

/// What is cleaned, in this order.
const STEPS: [&str; 4] = ["file", "snapshots", "set_aside", "prints"];

impl Journal {
    /// Does one step of the cleaning after a child was erased. Each may take seconds where there is
    /// much; a step that was cut off is done again.
    pub fn clean(&mut self) -> Result<Cleaning, StorageError> {
        let due = due(&self.connection)?;
        let Some(step) = STEPS
            .into_iter()
            .find(|step| due.iter().any(|one| one == step))
        else {
            return Ok(Cleaning::Done);
        };
        if let Some(folder) = self.folder().map(Path::to_owned) {
            match step {
                "file" => {
                    if !clean_file(&self.connection)? {
                        return Ok(Cleaning::Later);
                    }
                }
                "snapshots" => self.clean_snapshots(&folder)?,
                "set_aside" => {
                    remove_all(&folder, |name| {
                        name.starts_with("waymark-damaged-")
                            || name.starts_with("waymark-restoring")
                    })?;
                    remove_folders(&folder, "before-joining-")?;
                }
                _ => remove_all(&folder.join(PRINTS), |_| true)?,
            }
        }
        self.connection
            .execute("DELETE FROM cleaning WHERE step = ?1", [step])?;
        Ok(if due.len() > 1 {
            Cleaning::More
        } else {
            Cleaning::Done
        })
    }

    /// All of the cleaning, for a program that ends afterwards. Whether all is done.
    pub fn clean_all(&mut self) -> Result<bool, StorageError> {
        loop {
            match self.clean()? {
                Cleaning::Done => return Ok(true),
                Cleaning::More => {}
                Cleaning::Later => return Ok(false),
            }
        }
    }

    /// Which entries were scrubbed here after the one of that turn, in order, each with its turn; 0 is
    /// before the first. For whoever has copies of them elsewhere.
    pub fn scrubbed_after(&self, turn: u64) -> Result<Vec<(u64, EntryId)>, StorageError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT turn, tablet, seq FROM scrubbed WHERE turn > ?1 ORDER BY turn",
        )?;
        let found = statement.query_map([signed(turn)], |row| {
            let tablet: String = row.get(1)?;
            let entry = EntryId {
                tablet: tablet.into(),
                seq: unsigned(row, 2)?,
            };
            Ok((unsigned(row, 0)?, entry))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Which entries were scrubbed here since that place was told last, as they are now, and how far that
    /// is: for [`Journal::scrubbed_at`], once its copies are scrubbed too.
    pub fn to_scrub(&self, place: &str) -> Result<(u64, Vec<Entry>), StorageError> {
        let told = read_setting(&self.connection, &of_place(place))?;
        let told = told.and_then(|turn| turn.parse().ok()).unwrap_or(0);
        let scrubbed = self.scrubbed_after(told)?;
        let far = scrubbed.last().map_or(told, |(turn, _)| *turn);
        let mut entries = Vec::new();
        for (_, id) in &scrubbed {
            entries.extend(index::entry(&self.connection, id)?);
        }
        Ok((far, entries))
    }

    /// That place has scrubbed its copies so far.
    pub fn scrubbed_at(&mut self, place: &str, far: u64) -> Result<(), StorageError> {
        write_setting(&self.connection, &of_place(place), &far.to_string())
    }

    fn clean_snapshots(&self, folder: &Path) -> Result<(), StorageError> {
        match self.tail(1)?.pop() {
            Some((_, last)) => snapshot::only(folder, last.at.date()),
            None => Ok(()),
        }
    }
}

/// The setting that says how far a place was told what is scrubbed.
fn of_place(place: &str) -> String {
    format!("scrubbed_at/{place}")
}

/// A line of JSON as it is once those children are erased; `None` where that is the line as it is.
pub(super) fn scrubbed_line(
    line: &str,
    erasures: &Erasures,
) -> Result<Option<String>, StorageError> {
    // What cannot be read was written down by nobody but its own reader.
    let Ok(entry) = Entry::from_json_line(line) else {
        return Ok(None);
    };
    let left = entry.scrubbed(erasures)?;
    Ok(left.map(|left| left.to_json_line()).transpose()?)
}

/// Scrubs the entries that some side did not take.
fn scrub_parked(connection: &Connection, erasures: &Erasures) -> Result<(), StorageError> {
    let mut statement =
        connection.prepare("SELECT DISTINCT line FROM parked WHERE line IS NOT NULL")?;
    let lines = statement.query_map([], |row| row.get(0))?;
    for line in lines.collect::<Result<Vec<String>, _>>()? {
        if let Some(left) = scrubbed_line(&line, erasures)? {
            connection.execute("UPDATE parked SET line = ?2 WHERE line = ?1", [line, left])?;
        }
    }
    Ok(())
}

/// Scrubs what came in beside the common way, if anybody was ever erased.
pub(super) fn again(transaction: &Transaction<'_>, known: &Known) -> Result<(), StorageError> {
    scrub_rows(transaction, known.records.erasures())?;
    index::renew(transaction)
}

/// Scrubs the rows, if somebody was erased in this batch. Whether somebody was.
pub(super) fn if_needed(
    transaction: &Transaction<'_>,
    known: &Known,
    stale: &Stale,
) -> Result<bool, StorageError> {
    if !stale.is_everything() {
        return Ok(false);
    }
    scrub_rows(transaction, known.records.erasures())?;
    scrub_parked(transaction, known.records.erasures())?;
    // It has names in it.
    transaction.execute("DELETE FROM checkpoint", [])?;
    for step in STEPS {
        transaction.execute("INSERT OR IGNORE INTO cleaning VALUES (?1)", [step])?;
    }
    Ok(true)
}

/// What is left of an entry that comes in, if it may not be written here as it is. Where it comes from it
/// still has its words: that is for whoever has copies elsewhere, like what was scrubbed here.
pub(super) fn on_arrival(
    transaction: &Transaction<'_>,
    known: &Known,
    entry: &Entry,
) -> Result<Option<Entry>, StorageError> {
    let left = entry.scrubbed(known.records.erasures())?;
    if let Some(left) = left.as_ref().filter(|left| left.body != entry.body) {
        note_scrubbed(transaction, &left.id)?;
    }
    Ok(left)
}

/// Whoever has copies of it elsewhere is to hear of it.
fn note_scrubbed(transaction: &Transaction<'_>, entry: &EntryId) -> Result<(), StorageError> {
    transaction
        .prepare_cached("INSERT INTO scrubbed (tablet, seq) VALUES (?1, ?2)")?
        .execute(params![entry.tablet.as_str(), signed(entry.seq)])?;
    Ok(())
}

/// Puts the words of an entry back that is scrubbed here without a reason, if this is the entry.
pub(super) fn take_words_back(
    transaction: &Transaction<'_>,
    known: &mut Known,
    entry: &Entry,
    stale: &mut Stale,
) -> Result<(), StorageError> {
    if entry.is_scrubbed() || entry.scrubbed(known.records.erasures())?.is_some() {
        return Ok(());
    }
    let ours = index::entry(transaction, &entry.id)?;
    if !ours.is_some_and(|ours| ours.is_scrubbed()) {
        return Ok(());
    }
    let before = EntryId {
        tablet: entry.id.tablet.clone(),
        seq: entry.id.seq.saturating_sub(1),
    };
    let before = match before.seq {
        0 => Some(Checksum::START),
        _ => index::find(transaction, &before)?.map(|(_, checksum)| checksum),
    };
    if !before.is_some_and(|before| entry.verify(&before)) {
        return Ok(());
    }
    if let Some(arrival) = index::arrival(transaction, &entry.id)? {
        rewrite(transaction, arrival, entry)?;
        index::forget_after(transaction, arrival)?;
        index::update(transaction)?;
        known.take_in(arrival, entry, stale);
    }
    Ok(())
}

fn scrub_rows(transaction: &Transaction<'_>, erasures: &Erasures) -> Result<(), StorageError> {
    let mut scrubbed = Vec::new();
    rows::each_after(transaction, Arrival::START, |(arrival, entry)| {
        // What cannot be read is in nobody's record, and is left for whoever mends the file.
        if let Ok(entry) = entry
            && let Some(left) = entry.scrubbed(erasures)?
            && left.body != entry.body
        {
            scrubbed.push((arrival, entry.event.student(), left));
        }
        Ok(true)
    })?;
    for (arrival, student, left) in scrubbed {
        index::forget(transaction, arrival, student.as_ref())?;
        rewrite(transaction, arrival, &left)?;
        note_scrubbed(transaction, &left.id)?;
    }
    Ok(())
}

/// Writes what an entry says now into its row.
pub(super) fn rewrite(
    transaction: &Transaction<'_>,
    arrival: Arrival,
    entry: &Entry,
) -> Result<(), StorageError> {
    let student = entry.event.student();
    transaction
        .prepare_cached(
            "UPDATE entries SET actor = ?2, kind = ?3, student = ?4, body = ?5 WHERE arrival = ?1",
        )?
        .execute(params![
            arrival.0,
            entry.actor_text(),
            entry.event.kind(),
            student.as_ref().map(StudentId::as_str),
            entry.body.as_ref(),
        ])?;
    Ok(())
}

fn due(connection: &Connection) -> Result<Vec<String>, StorageError> {
    let mut statement = connection.prepare_cached("SELECT step FROM cleaning")?;
    let due = statement.query_map([], |row| row.get(0))?;
    Ok(due.collect::<Result<_, _>>()?)
}

/// Writes the file anew without its unused parts and empties its log. Whether nobody was in the way.
fn clean_file(connection: &Connection) -> Result<bool, StorageError> {
    match connection.execute_batch("VACUUM") {
        Ok(()) => {}
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

/// Removes folders of ours with all that is in them: of journals that were set aside.
fn remove_folders(folder: &Path, begins: &str) -> Result<(), StorageError> {
    for entry in fs::read_dir(folder).map_err(StorageError::file(folder))? {
        let path = entry.map_err(StorageError::file(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        if path.is_dir() && name.is_some_and(|name| name.starts_with(begins)) {
            fs::remove_dir_all(&path).map_err(StorageError::file(&path))?;
        }
    }
    Ok(())
}

/// Removes the files of a folder that have such a name, if the folder is there.
fn remove_all(folder: &Path, is_one: impl Fn(&str) -> bool) -> Result<(), StorageError> {
    let unreadable = || StorageError::file(folder);
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable()(error)),
    };
    let mut wanted: Vec<PathBuf> = Vec::new();
    for file in files {
        let path = file.map_err(unreadable())?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        if path.is_file() && name.is_some_and(|name| is_one(&name)) {
            wanted.push(path);
        }
    }
    for path in &wanted {
        snapshot::remove(path)?;
    }
    snapshot::sync_folder(folder)
}
