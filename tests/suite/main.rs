//! The tests.

mod pack;
