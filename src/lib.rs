//! Waymark: a classroom kiosk.

pub mod domain;
pub mod journal;
pub mod storage;
