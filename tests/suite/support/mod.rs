//! What several tests stand on.

pub mod classroom;
pub mod happenings;
pub mod pcscd;
