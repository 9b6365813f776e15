//! Entries as values: what one is, what its checksum covers, how a series hangs together, what can be
//! wrong with one, the text that carries a stretch of them, and what two sides lack of each other's.
//! Pure: it reads no file, asks no clock and starts no thread.

mod branch;
mod chain;
mod entry;
mod moved;
mod plan;
pub mod segment;
mod status;

pub use branch::Claim;
pub use chain::{Chain, Damage};
pub use entry::{Checksum, Draft, Entry, EntryError, Head, NotAChecksum, Stored};
pub use plan::{Plan, Stretch, Wrong, compare};
pub use status::Status;
