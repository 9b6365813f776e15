//! Waymark: a classroom kiosk.

pub mod app;
pub mod badges;
pub mod commands;
pub mod config;
pub mod devices;
pub mod domain;
pub mod export;
pub mod journal;
pub mod look;
pub mod screens;
pub mod storage;
