//! Entries as values: what one is, what its checksum covers, how a series hangs together, and what
//! can be wrong with one. Pure: it reads no file, asks no clock and starts no thread.

mod chain;
mod entry;

pub use chain::{Chain, Damage};
pub use entry::{Checksum, Draft, Entry, EntryError, Head, Stored};
