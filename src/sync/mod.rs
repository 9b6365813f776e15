//! Many tablets, one class: what each side has, what it lacks, and a copy of that. The network is never
//! on the path of a tap, and nothing here decides what an entry means.
//!
//! A round is *compare, plan, apply*, the same for every [`Peer`]: [`Peer::survey`] tells how far the
//! other side has every tablet's series, the pure plan of [`crate::journal`] tells what goes which
//! way, and the copy takes one batch at a time from or to the [`Ledger`], which is this tablet's
//! side. An entry that cannot be taken is parked and shown, never dropped, and holds up only what
//! follows it in its own series.
//!
//! Whatever has a series that a peer lacks hands it on, whoever wrote it: so a stick that was at two
//! tablets carries both, and a tablet that was restored gives back what its old self had written.

mod account;
pub mod folder;
mod joining;
mod joint;
mod ledger;
mod meeting;
mod peer;
pub mod postgres;
mod rhythm;
mod round;

pub use account::{account, odd};
pub use joining::{Invitation, JoinError, accept};
pub use meeting::{Known, Meeting, class_there, keep_class, known_class};
pub use peer::{Heard, Ledger, Oddity, Peer, PeerError, Refusal, Survey};
pub use rhythm::Rhythm;
pub use round::{Outcome, Pace, Progress, round};

pub use crate::journal::Status;
