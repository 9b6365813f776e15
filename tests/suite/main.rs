//! The tests.

#![cfg(test)]

mod pack;
