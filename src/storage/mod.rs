//! The journal in an SQLite file on this tablet. The only place that names rusqlite.
//!
//! What was appended is on the disk before [`Journal::append`] returns (WAL, `synchronous=FULL`), all
//! of it or nothing. Rows are only added, but for a child who is deleted for good: the rows about them
//! are scrubbed in place, and then every other place in the folder is cleaned. A damaged file is set aside and rebuilt, never deleted; a newer program's file
//! and another program's file are left untouched. In here nothing decides what an entry means: that
//! is the fold's business ([`crate::domain::records`]).
//!
//! A data folder holds:
//!
//! | name | what |
//! | --- | --- |
//! | `waymark.sqlite`, `-wal`, `-shm` | the journal |
//! | `waymark.lock` | held by everyone who has the journal open to write |
//! | `snapshots/waymark-YYYY-MM-DD.sqlite` | sound copies, one a day, the newest seven |
//! | `waymark-damaged-YYYYMMDDTHHMMSSZ.sqlite`, `-wal`, `-shm` | what was set aside |
//! | `before-joining-YYYYMMDDTHHMMSSZ/` | what a tablet held before it joined a class |
//! | `waymark-restoring.sqlite` | a restored journal that is not in its place yet |
//! | `prints/` | the newest papers that were printed, with names of children |
//! | `waymark.check` | asks the next start to look at the whole file |

mod aside;
mod erase;
mod error;
mod filing;
mod fold;
mod forms;
mod gaps;
mod history;
mod index;
mod journal;
mod lock;
mod log;
mod open;
mod pins;
mod receive;
mod rename;
mod restore;
mod rows;
mod salvage;
mod sharing;
mod snapshot;
mod store;
mod store_ledger;
mod story;
mod verify;
mod views;

pub use aside::{begin_again, begin_anew, nobody_has, says_nothing_of_a_child, wipe};
pub use erase::{Cleaning, PRINTS};
pub use error::{OpenError, StorageError};
pub use history::{LevelNamed, Words};
pub use journal::{Journal, Setting};
pub use open::Opened;
pub use open::bytes_on_disk;
pub use receive::{Received, Refused};
pub use rename::Renamed;
pub use restore::Restored;
pub use rows::Arrival;
pub use sharing::{Met, Parked, PlaceStanding, Standing, TabletStanding, Way};
pub use snapshot::newest_snapshot;
pub use store::{Busy, JournalLook, Store, StoreReport};
pub use store_ledger::StoreLedger;
pub use verify::{Verification, verify_folder};
pub use views::{Reading, View};
