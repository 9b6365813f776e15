//! Segments, and a shared folder as a peer.

mod bad;
mod beds;
mod segments;
mod sharing;
