//! Waymark: a classroom kiosk.

pub mod config;
pub mod domain;
pub mod journal;
pub mod look;
pub mod screens;
pub mod storage;
