//! Many tablets, one class.

pub(crate) mod conformance;
mod medium;
mod memory;
mod own;
mod plan;
mod simulation;
