//! The tests.

mod journal;
mod storage;
mod support;
