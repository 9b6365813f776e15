//! The tests, one binary so that the window code links once.

mod screens;
mod support;
