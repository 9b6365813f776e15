//! Waymark: a classroom kiosk.

pub mod badges;
pub mod config;
pub mod devices;
pub mod domain;
pub mod journal;
pub mod look;
pub mod screens;
pub mod storage;
