//! Waymark: a classroom kiosk.

pub mod config;
pub mod domain;
