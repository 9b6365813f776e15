//! Who has the folder's journal open. Everyone who may write to it holds the lock together with the
//! others; whoever sets the file aside must hold it alone, or the others would go on writing to what
//! was set aside.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::error::StorageError;

/// A hold on the folder, for as long as it lives. Folders without locks, as some network shares are,
/// count as held.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Holds the folder with others; waits while somebody holds it alone.
    pub(super) fn shared(folder: &Path) -> Result<Self, StorageError> {
        let path = folder.join("waymark.lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StorageError::file(&path))?;
        let lock = Self { file, path };
        lock.make_shared()?;
        Ok(lock)
    }

    /// Holds the folder alone, if nobody else holds it; otherwise holds nothing.
    pub(super) fn make_exclusive(&self) -> Result<bool, StorageError> {
        self.checked(self.file.unlock())?;
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => self.checked(Err(error)).map(|()| true),
        }
    }

    /// Holds the folder with others again.
    pub(super) fn make_shared(&self) -> Result<(), StorageError> {
        self.checked(self.file.unlock())?;
        self.checked(self.file.lock_shared())
    }

    fn checked(&self, outcome: io::Result<()>) -> Result<(), StorageError> {
        match outcome {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => {
                Err(StorageError::file(&self.path)(error))
            }
            _ => Ok(()),
        }
    }
}
