//! The tests.

mod roster;
