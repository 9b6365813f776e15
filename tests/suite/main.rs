//! The tests, one binary so that the window code links once.

#![cfg(test)]
#![allow(unreachable_pub, reason = "nothing is reachable from outside a test binary")]

mod pack;
mod roster;
mod screens;
mod support;
