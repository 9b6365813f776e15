//! Segments, and a shared folder as a peer.

mod ahead;
mod bad;
mod beds;
mod disks;
mod faults;
mod mending;
mod segments;
mod sharing;
