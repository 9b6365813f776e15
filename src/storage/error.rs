//! What can go wrong with the database, as sentences: what happened, what is safe, what to do.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;

use crate::journal::{Damage, EntryError};

/// Why something could not be saved or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No room.
    #[error(
        "The disk is full, so this was not saved; everything saved before is safe. Free some space, then try again."
    )]
    DiskFull(#[source] rusqlite::Error),
    /// No right to write.
    #[error(
        "The data folder cannot be written to, so this was not saved; everything saved before is safe. Make the folder and its disk writable, then try again."
    )]
    ReadOnly(#[source] rusqlite::Error),
    /// Another program holds the file for longer than five seconds.
    #[error(
        "Another program keeps the database busy, so this was not saved; everything saved before is safe. Close that program, then try again."
    )]
    Locked(#[source] rusqlite::Error),
    /// The file is broken.
    #[error(
        "The database file is damaged, so this was not saved. Close Waymark and start it again: it sets the file aside and brings back everything that can be read."
    )]
    Damaged(#[source] rusqlite::Error),
    /// The disk does not answer as it should.
    #[error(
        "The disk reported an error, so this may not be saved; everything saved before should be safe. Check the disk, then try again."
    )]
    Disk(#[source] rusqlite::Error),
    /// A file beside the database cannot be handled.
    #[error(
        "{} cannot be read or written; the entries saved before are safe. Check the disk and the folder's rights, then try again.", path.display()
    )]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// An entry cannot be put into words.
    #[error(
        "This could not be written down, so it was not saved; everything saved before is safe. Please report it."
    )]
    Entry(#[source] EntryError),
    /// An entry from elsewhere does not belong.
    #[error(
        "Entries from elsewhere were not taken in because they are damaged; everything saved before is safe. Get them again from where they came from."
    )]
    Refused(#[source] Damage),
    /// Today's copy of the journal is not sound, because the journal is not.
    #[error(
        "The journal has a damaged entry, so today's copy of it was not kept; the earlier copies are safe. Run `waymark journal verify` to see what is damaged."
    )]
    Unsound(#[source] Damage),
    /// The store has stopped.
    #[error("Waymark is closing, so this was not saved; everything saved before is safe.")]
    Closed,
    /// Anything else that SQLite says.
    #[error(
        "The database gave an unexpected answer, so this was not saved; everything saved before is safe. Start Waymark again, and report it if it comes back."
    )]
    Unexpected(#[source] rusqlite::Error),
}

/// Why a journal cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is none.
    #[error("There is no journal in {} yet. Start the kiosk once, or name the right folder with --data.", .0.display())]
    Missing(PathBuf),
    /// A newer program wrote it.
    #[error(
        "{} was written by a newer Waymark, so this one leaves it untouched. Install the newer program on this tablet.", .0.display()
    )]
    Newer(PathBuf),
    /// An older program wrote it, and its form cannot be brought up to date.
    #[error(
        "{} was written by an older Waymark and could not be brought up to date; nothing was changed. Start the kiosk once, or copy the folder to where it can be written to.", path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: StorageError,
    },
    /// Some other program's file has its name.
    #[error(
        "{} belongs to another program, so it was left untouched. Move it away, or name another folder with --data.", .0.display()
    )]
    Foreign(PathBuf),
    /// It is about to be set aside or wiped, and another Waymark has it open.
    #[error(
        "Another Waymark has {} open; nothing was changed. Close the kiosk, then try again.", .0.display()
    )]
    Held(PathBuf),
    /// It is damaged, and another Waymark has it open.
    #[error(
        "{} is damaged, and another Waymark still has it open; nothing was changed. Close the other one, then start again.", .0.display()
    )]
    InUse(PathBuf),
    /// It is damaged, and was only to be read.
    #[error(
        "{} is damaged; nothing was changed. Start the kiosk: it sets the file aside and brings back everything that can be read.", path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: StorageError,
    },
    /// It cannot be opened for another reason.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl StorageError {
    /// Whether the file itself is broken, so that opening it again sets it aside.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }

    /// For `map_err` on what is done with one file or folder.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull(error),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly(error)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(error),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error),
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error),
            _ => Self::Unexpected(error),
        }
    }
}

impl From<EntryError> for StorageError {
    fn from(error: EntryError) -> Self {
        Self::Entry(error)
    }
}
