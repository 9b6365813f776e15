//! The tests, one binary so that the window code links once.

#![cfg(test)]
#![allow(
    unreachable_pub,
    reason = "nothing is reachable from outside a test binary"
)]

mod badge_code;
mod commands;
mod journal;
mod pack;
mod reader;
mod roster;
mod screens;
mod storage;
mod support;
mod tags;
mod wedge;
