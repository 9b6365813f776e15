//! Waymark: a classroom kiosk.

pub mod badges;
pub mod devices;
pub mod domain;
