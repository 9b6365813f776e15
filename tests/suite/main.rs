//! The tests.

mod reader;
mod support;
