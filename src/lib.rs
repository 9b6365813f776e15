//! Waymark: a classroom kiosk.

pub mod domain;
pub mod look;
pub mod screens;
