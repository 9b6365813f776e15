//! Waymark: a classroom kiosk.

pub mod domain;
