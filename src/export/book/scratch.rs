//! Where the long sheets wait before they go into the workbook. They may be as large as the journal, and
//! the journal's own disk must always have room for the next tap: so they wait where there is plenty of
//! it, and an export ends with an error before it takes the last.

use std::{
    io,
    path::{Path, PathBuf},
};

/// What is never taken from the disk of the journal, in bytes: room for months of taps.
const FOR_THE_JOURNAL: u64 = 64 * 1024 * 1024;

/// What is never taken from the disk that the export goes to, in bytes: so much is written at the most
/// before its room is looked at again.
const FOR_THE_EXPORT: u64 = 8 * 1024 * 1024;

/// How many bytes an entry may take in a sheet, generously.
const BYTES_AN_ENTRY: u64 = 1024;

/// A folder, and how much room is left to it.
pub(super) struct Scratch {
    /// The folder.
    pub(super) folder: PathBuf,
    kept_free: u64,
}

impl Scratch {
    /// Beside the journal of so many entries, if there is plenty of room; else where the export goes,
    /// if that has more.
    pub(super) fn choose(journal: Option<&Path>, to: &Path, entries: u64) -> Self {
        let wanted = entries.saturating_mul(BYTES_AN_ENTRY) + FOR_THE_JOURNAL;
        let there = Self {
            folder: to.to_owned(),
            kept_free: FOR_THE_EXPORT,
        };
        let Some(journal) = journal else { return there };
        let (here, room) = (free(journal), free(to));
        if here.is_none_or(|here| here >= wanted) || room <= here {
            Self {
                folder: journal.to_owned(),
                kept_free: FOR_THE_JOURNAL,
            }
        } else {
            there
        }
    }

    /// An error once there is no more room than what is kept free.
    pub(super) fn look(&self) -> io::Result<()> {
        if free(&self.folder).is_some_and(|free| free < self.kept_free) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

/// Bytes that are free on the disk of a folder; `None` if the system does not tell.
fn free(folder: &Path) -> Option<u64> {
    match fs4::available_space(folder) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            tracing::debug!(%error, "nobody tells how much room is left");
            None
        }
    }
}
