//! A tablet that held only the sample class begins anew in another class: what was here is set aside in a
//! folder of its own, never deleted, and a new journal with a new id takes its place.

use std::{fs, io, path::Path};

use jiff::{Zoned, tz::TimeZone};

use super::{
    error::{OpenError, StorageError},
    journal::{Journal, Setting},
    lock::Lock,
    open::{self, CHECK, FILE},
    rows::Arrival,
    snapshot,
};
use crate::domain::event::{Event, Holder};

/// What a data folder may hold of a journal, the logs first: beside another journal they would be taken
/// for its own.
const PARTS: [&str; 5] = ["-wal", "-shm", "", "snapshots", CHECK];

impl Journal {
    /// The same of what this tablet wrote itself, whatever came from others.
    pub fn is_fresh_itself(&self) -> Result<bool, StorageError> {
        const STEP: usize = 1_000;
        let mut after = 0;
        loop {
            let entries = self.entries_of(self.tablet(), after, STEP)?;
            let Some(last) = entries.last() else {
                return Ok(true);
            };
            after = last.id.seq;
            let mut events = entries.iter().map(|entry| &entry.event);
            if !events.all(says_nothing_of_a_child) {
                return Ok(false);
            }
        }
    }

    /// Whether nothing was recorded here but who is in the class: no child has done anything yet.
    pub fn is_fresh(&self) -> Result<bool, StorageError> {
        let mut fresh = true;
        self.for_each_since(Arrival::START, |_, entry| {
            fresh = entry.is_ok_and(|entry| says_nothing_of_a_child(&entry.event));
            fresh
        })?;
        Ok(fresh)
    }
}

/// Whether something can happen on a tablet on which no child has done anything yet.
#[must_use]
pub fn says_nothing_of_a_child(event: &Event) -> bool {
    match event {
        Event::BadgeLinked { holder, .. } => matches!(holder, Holder::Teacher(_)),
        event => matches!(
            event.kind(),
            "tablet_joined"
                | "student_added"
                | "student_changed"
                | "pack_published"
                | "unknown_badge_tapped"
        ),
    }
}

/// Sets the journal in `folder` aside and begins a new one; the tablet's PIN stays. Nobody else may have
/// it open.
///
/// # Errors
///
/// When somebody has, or something cannot be moved or made.
pub fn begin_anew(
    folder: &Path,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Journal, OpenError> {
    let stamp = now.with_time_zone(TimeZone::UTC);
    let aside = folder.join(format!(
        "before-joining-{}",
        stamp.strftime("%Y%m%dT%H%M%SZ")
    ));
    begin(folder, Some(&aside), now, random)
}

/// Removes the journal in `folder`, of which others have everything, and begins a new one; the tablet's
/// PIN stays. Nobody else may have it open.
///
/// # Errors
///
/// When somebody has, or something cannot be removed or made.
pub fn begin_again(
    folder: &Path,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Journal, OpenError> {
    begin(folder, None, now, random)
}

fn begin(
    folder: &Path,
    aside: Option<&Path>,
    now: &Zoned,
    random: &mut impl rand::Rng,
) -> Result<Journal, OpenError> {
    let pin = match Journal::open_to_read(folder) {
        Ok(journal) => journal.setting(Setting::PinHash)?,
        Err(OpenError::Missing(_)) => None,
        Err(error) => return Err(error),
    };
    fs::create_dir_all(folder).map_err(StorageError::file(folder))?;
    let lock = Lock::shared(folder)?;
    if !lock.make_exclusive()? {
        return Err(OpenError::Held(folder.join(FILE)));
    }
    if let Some(aside) = aside {
        fs::create_dir_all(aside).map_err(StorageError::file(aside))?;
    }
    for part in PARTS {
        let name = match part {
            "" | "-wal" | "-shm" => format!("{FILE}{part}"),
            name => name.to_owned(),
        };
        let from = folder.join(&name);
        let gone = match aside {
            Some(aside) => fs::rename(&from, aside.join(&name)),
            None if from.is_dir() => fs::remove_dir_all(&from),
            None => fs::remove_file(&from),
        };
        match gone {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StorageError::file(&from)(error).into());
            }
            _ => {}
        }
    }
    snapshot::sync_folder(folder)?;
    let mut journal = open::open_file(folder, FILE, now, random)?;
    if let Some(pin) = pin {
        journal.set(Setting::PinHash, &pin)?;
    }
    lock.make_shared()?;
    Ok(journal.hold(lock))
}

/// Refuses where somebody has the journal in `folder` open, as [`begin_anew`] and [`wipe`] would. Changes
/// nothing.
///
/// # Errors
///
/// When somebody has, or the lock cannot be asked.
pub fn nobody_has(folder: &Path) -> Result<(), OpenError> {
    if !folder.join(FILE).exists() {
        return Ok(());
    }
    if Lock::shared(folder)?.make_exclusive()? {
        Ok(())
    } else {
        Err(OpenError::Held(folder.join(FILE)))
    }
}

/// Removes the journal in `folder` and everything that was ever kept of it: copies, what was set aside,
/// pages that were printed, and settings. Nobody else may have it open. Nothing else there is touched.
///
/// # Errors
///
/// When somebody has it open, or something cannot be removed.
pub fn wipe(folder: &Path) -> Result<(), OpenError> {
    let lock = Lock::shared(folder)?;
    if !lock.make_exclusive()? {
        return Err(OpenError::Held(folder.join(FILE)));
    }
    let unreadable = || StorageError::file(folder);
    for file in fs::read_dir(folder).map_err(unreadable())? {
        let path = file.map_err(unreadable())?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name else { continue };
        let ours = name.starts_with(FILE)
            || [CHECK, "snapshots", "prints"].contains(&name)
            || ["waymark-damaged-", "waymark-rest", "before-joining-"]
                .iter()
                .any(|begins| name.starts_with(begins));
        if !ours {
            continue;
        }
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.map_err(StorageError::file(&path))?;
    }
    Ok(snapshot::sync_folder(folder)?)
}
