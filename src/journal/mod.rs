//! Entries as values: what one is, what its checksum covers, how a series hangs together, what
//! can be wrong with one, and the text that carries a stretch of them. Pure: it reads no file, asks no
//! clock and starts no thread.

mod chain;
mod entry;
pub mod segment;

pub use chain::{Chain, Damage};
pub use entry::{Checksum, Draft, Entry, EntryError, Head, NotAChecksum, Stored};
