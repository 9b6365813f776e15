//! The tests.

#![cfg(test)]

mod badge_code;
mod reader;
mod support;
mod tags;
mod wedge;
