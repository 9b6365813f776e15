//! Many tablets, one class.

pub(crate) mod conformance;
mod medium;
mod memory;
mod own;
mod parting;
mod plan;
mod simulation;
