//! What several tests stand on.

pub mod classroom;
pub mod pcscd;
