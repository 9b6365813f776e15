//! What several tests stand on.

pub mod badge_shots;
pub mod between;
pub mod classroom;
pub mod cups;
pub mod desktop;
pub mod happenings;
pub mod pcscd;
pub mod postgres;
pub mod tablet;
