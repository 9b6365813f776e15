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

pub mod folder;
mod joint;
mod ledger;
mod peer;
mod round;

pub use peer::{Heard, Ledger, Oddity, Peer, PeerError, Refusal, Survey};
pub use round::{Outcome, Pace, Progress, round};

pub use crate::journal::Status;
