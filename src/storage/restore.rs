//! A damaged journal is set aside under a new name, never deleted, and a new one takes its place: the
//! newest sound snapshot, and whatever else can still be read and vouched for in the damaged file.
//!
//! The new journal is finished under another name before the old one is moved, so that a power cut
//! at any moment leaves either the damaged file in its place or the finished one to be put there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{Zoned, tz::TimeZone};
use rusqlite::Connection;

use super::{
    error::{OpenError, StorageError},
    journal,
    open::{self, FILE},
    salvage, snapshot,
};
use crate::domain::event::{Actor, Event};

/// What was done for a damaged journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the damaged file is now; `None` if the file was gone altogether.
    pub set_aside: Option<PathBuf>,
    /// The snapshot that the new journal was made from, if there was a sound one.
    pub snapshot: Option<PathBuf>,
    /// How many entries are back, those of the snapshot included.
    pub entries: u64,
    /// How many of them came out of the damaged file.
    pub salvaged: u64,
}

/// The new journal while it is being made.
const RESTORING: &str = "waymark-restoring.sqlite";

/// The new journal, finished, on its way to its place; the time when the old one was found damaged
/// follows.
const RESTORED: &str = "waymark-restored-";

/// Whether the folder has no journal to open although it had one: it is gone, or empty, or too short
/// to be one, or a finished restoration waits to be put in its place.
pub(super) fn is_expected(folder: &Path) -> Result<bool, StorageError> {
    let path = folder.join(FILE);
    if finished(folder)?.is_some() {
        return Ok(true);
    }
    // SQLite takes a file that is shorter than any page for an empty one, and would begin anew.
    match bytes(&path) {
        0 => {}
        1..512 => return Ok(true),
        _ => return Ok(false),
    }
    let log = beside(&path, "-wal");
    Ok(!snapshot::newest_first(folder)?.is_empty() || bytes(&log) > 0)
}

/// Sets the journal in `folder` aside and puts a restored one in its place. Nobody else may have it
/// open.
pub(super) fn restore(
    folder: &Path,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Restored, OpenError> {
    if let Some((new, stamp)) = finished(folder)? {
        let set_aside = swap(folder, &new, &stamp)?;
        let salvaged = 0;
        return Ok(Restored {
            set_aside,
            snapshot: None,
            entries: open::open_file(folder, FILE, now, random)?.len()?,
            salvaged,
        });
    }
    let stamp = now
        .with_time_zone(TimeZone::UTC)
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string();
    let path = folder.join(FILE);
    let new = folder.join(RESTORING);
    for suffix in ["", "-wal", "-shm", "-journal"] {
        snapshot::remove(&beside(&new, suffix))?;
    }
    let snapshots = snapshot::newest_first(folder)?;
    let source = snapshots.into_iter().find(|path| snapshot::is_sound(path));
    if let Some(source) = &source {
        fs::copy(source, &new).map_err(StorageError::file(&new))?;
        // A new tablet from here on: the old one's series may go on in places we do not know.
        let connection = Connection::open(&new).map_err(StorageError::from)?;
        let tablet = open::draw_tablet(random);
        journal::write_setting(&connection, journal::TABLET, &tablet)?;
    }
    let mut journal = open::open_file(folder, RESTORING, now, random)?;
    let found = salvage::salvage(
        &path,
        &beside(&path, "-wal"),
        &journal::heads(&journal.connection)?,
    )?;
    let received = journal.receive_with(found, true)?;
    for refused in &received.refused {
        tracing::warn!(damage = %refused.why, "an entry of the damaged journal was left where it is");
    }
    let there = path.try_exists().map_err(StorageError::file(&path))?;
    let name = if there { aside(&stamp) } else { String::new() };
    let entries = journal.len()?.saturating_sub(1);
    let event = Event::TabletRestored {
        set_aside: name,
        entries,
    };
    journal.append(now, &Actor::Tablet, &[event])?;
    journal.close()?;
    let done = folder.join(format!("{RESTORED}{stamp}.sqlite"));
    snapshot::sync_file(&new)?;
    fs::rename(&new, &done).map_err(StorageError::file(&done))?;
    snapshot::sync_folder(folder)?;
    Ok(Restored {
        set_aside: swap(folder, &done, &stamp)?,
        snapshot: source,
        entries,
        salvaged: received.new,
    })
}

/// Moves the old journal out of the way and the new one to its place. May be done again after a
/// power cut.
fn swap(folder: &Path, new: &Path, stamp: &str) -> Result<Option<PathBuf>, StorageError> {
    let path = folder.join(FILE);
    let set_aside = folder.join(aside(stamp));
    // The log first: beside the new journal it would be taken for its own.
    for suffix in ["-wal", "-shm", ""] {
        let from = beside(&path, suffix);
        if from.try_exists().map_err(StorageError::file(&from))? {
            fs::rename(&from, beside(&set_aside, suffix)).map_err(StorageError::file(&from))?;
        }
    }
    snapshot::sync_folder(folder)?;
    fs::rename(new, &path).map_err(StorageError::file(&path))?;
    snapshot::sync_folder(folder)?;
    snapshot::remove(&folder.join(open::CHECK))?;
    let there = set_aside
        .try_exists()
        .map_err(StorageError::file(&set_aside))?;
    Ok(there.then_some(set_aside))
}

/// A finished restoration that is not in its place, and the time it is of.
fn finished(folder: &Path) -> Result<Option<(PathBuf, String)>, StorageError> {
    let unreadable = || StorageError::file(folder);
    for file in fs::read_dir(folder).map_err(unreadable())? {
        let path = file.map_err(unreadable())?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let stamp = name.and_then(|name| name.strip_prefix(RESTORED)?.strip_suffix(".sqlite"));
        if let Some(stamp) = stamp.map(str::to_owned) {
            return Ok(Some((path, stamp)));
        }
    }
    Ok(None)
}

fn aside(stamp: &str) -> String {
    format!("waymark-damaged-{stamp}.sqlite")
}

/// The name of a file that SQLite keeps beside a database.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// How long a file is; 0 if it is not there.
fn bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
