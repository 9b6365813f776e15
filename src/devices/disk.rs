//! How much room a disk has left. Asks the system once and keeps nothing.

use std::path::Path;

/// Bytes that are free for this user on the disk of a folder, or of the nearest folder above it
/// that exists. `None` if the system does not tell.
#[must_use]
pub fn free_bytes(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|folder| folder.exists())?;
    match fs4::available_space(there) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            tracing::debug!(%error, "nobody tells how much room is left");
            None
        }
    }
}
