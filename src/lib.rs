//! Waymark: a classroom kiosk.

pub mod config;
pub mod domain;
pub mod look;
pub mod screens;
