//! The tests, one binary so that the window code links once.

mod pack;
mod screens;
mod support;
