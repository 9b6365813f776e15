//! Many tablets, one class.

pub(crate) mod conformance;
mod memory;
mod plan;
