//! Sound copies of the journal, one a day, for the day the file is damaged. A copy is made in steps of
//! a few milliseconds, checked entry by entry, and only then given its name.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use jiff::civil;
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{
    error::StorageError,
    open,
    verify::{self, Walk},
};
use crate::journal::Damage;

/// How many copies are kept.
const KEPT: usize = 7;

/// Pages copied in one step: 512 KB.
const PAGES: i32 = 128;

/// Entries checked in one step.
const ENTRIES: u64 = 300;

const FOLDER: &str = "snapshots";

/// Copies the journal in `folder` as the snapshot of `day`, unless there is one. Between steps it
/// asks `go_on`, which may take its time and may say no; then the copy is given up. Whether a
/// snapshot was made.
pub(super) fn take(
    folder: &Path,
    day: civil::Date,
    go_on: &mut impl FnMut() -> bool,
) -> Result<bool, StorageError> {
    let name = folder.join(FOLDER).join(format!("waymark-{day}.sqlite"));
    if name.try_exists().map_err(StorageError::file(&name))? {
        return Ok(false);
    }
    let made = make(folder, &name, go_on)?;
    if made {
        for old in newest_first(folder)?.into_iter().skip(KEPT) {
            remove(&old)?;
        }
    }
    Ok(made)
}

/// Copies the journal in `folder` as the snapshot of `day`, whether or not there is one, and removes
/// every other: what they hold of a child is to be gone. At any moment there is one at least.
pub(super) fn only(folder: &Path, day: civil::Date) -> Result<(), StorageError> {
    let name = folder.join(FOLDER).join(format!("waymark-{day}.sqlite"));
    make(folder, &name, &mut || true)?;
    for other in newest_first(folder)? {
        if other != name {
            remove(&other)?;
        }
    }
    sync_folder(&folder.join(FOLDER))
}

/// Makes a copy under another name first.
fn make(
    folder: &Path,
    name: &Path,
    go_on: &mut impl FnMut() -> bool,
) -> Result<bool, StorageError> {
    let snapshots = folder.join(FOLDER);
    fs::create_dir_all(&snapshots).map_err(StorageError::file(&snapshots))?;
    let part = snapshots.join("waymark-part.tmp");
    remove(&part)?;
    let made = copy(&folder.join(open::FILE), &part, go_on);
    if !matches!(made, Ok(true)) {
        remove(&part)?;
        return made;
    }
    sync_file(&part)?;
    fs::rename(&part, name).map_err(StorageError::file(name))?;
    sync_folder(&snapshots)?;
    Ok(true)
}

/// The snapshots in a data folder, the newest day first.
pub(super) fn newest_first(folder: &Path) -> Result<Vec<PathBuf>, StorageError> {
    let snapshots = folder.join(FOLDER);
    let unreadable = || StorageError::file(&snapshots);
    let listing = match fs::read_dir(&snapshots) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable()(error)),
    };
    let mut found = Vec::new();
    for file in listing {
        let path = file.map_err(unreadable())?.path();
        if let Some(day) = day_of(&path) {
            found.push((day, path));
        }
    }
    found.sort();
    Ok(found.into_iter().rev().map(|(_, path)| path).collect())
}

/// The day of the newest snapshot in a data folder.
pub fn newest_snapshot(folder: &Path) -> Result<Option<civil::Date>, StorageError> {
    let newest = newest_first(folder)?.into_iter().next();
    Ok(newest.and_then(|path| day_of(&path)))
}

/// The day in a snapshot's name.
fn day_of(path: &Path) -> Option<civil::Date> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_prefix("waymark-")?.strip_suffix(".sqlite")?;
    day.parse().ok()
}

/// Whether a snapshot can be restored from: it is ours, and nothing in it is damaged.
pub(super) fn is_sound(snapshot: &Path) -> bool {
    let Ok(connection) = open::to_read(snapshot) else {
        return false;
    };
    match verify::verify(&connection, |_| {}) {
        Ok(found) => !found.damage.iter().any(makes_unsound),
        Err(error) => {
            tracing::warn!(%error, "a snapshot cannot be read");
            false
        }
    }
}

/// What went missing in an earlier restoration stays missing, and who was deleted may yet be heard of;
/// that is no reason to refuse a copy.
fn makes_unsound(damage: &Damage) -> bool {
    !matches!(damage, Damage::Missing { .. } | Damage::Blank { .. })
}

/// Whether the copy was finished; an error if what was copied is not sound.
fn copy(
    journal: &Path,
    part: &Path,
    go_on: &mut impl FnMut() -> bool,
) -> Result<bool, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut source = Connection::open_with_flags(journal, flags)?;
    // One view of the journal for all steps, whatever is appended meanwhile.
    let view = source.transaction()?;
    view.query_row("SELECT count(*) FROM settings", [], |_| Ok(()))?;
    let mut target = Connection::open(part)?;
    {
        let backup = Backup::new(&view, &mut target)?;
        while backup.step(PAGES)? != StepResult::Done {
            if !go_on() {
                return Ok(false);
            }
        }
    }
    drop(view);
    // A snapshot is one file, with nothing beside it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    let mut walk = Walk::default();
    while walk.step(&target, ENTRIES)? {
        if !go_on() {
            return Ok(false);
        }
    }
    match walk.finish().damage.into_iter().find(makes_unsound) {
        Some(damage) => Err(StorageError::Unsound(damage)),
        None => Ok(true),
    }
}

/// Makes what is in a file last through a power cut.
pub(super) fn sync_file(path: &Path) -> Result<(), StorageError> {
    // Opened for writing: Windows syncs no other.
    let file = File::options().write(true).open(path);
    file.and_then(|file| file.sync_all())
        .map_err(StorageError::file(path))
}

/// Makes new names in a folder last through a power cut, where the system can.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StorageError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(StorageError::file(folder))?;
    }
    Ok(())
}

/// Removes a file of ours, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), StorageError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StorageError::file(path)(error))
        }
        _ => Ok(()),
    }
}
