//! Many tablets, one class.

pub(crate) mod conformance;
mod medium;
mod memory;
mod plan;
mod simulation;
