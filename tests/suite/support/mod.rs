//! Stand-ins for the real parts, for more than one test.

pub(crate) mod pcscd;
