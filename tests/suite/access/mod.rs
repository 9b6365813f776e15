//! A screen that everyone can use: large enough for a finger, in millimetres; readable, in contrast
//! and in size; and told apart without colours. Each test prints the table of what it measured.

mod colors;
mod display;
mod keys;
mod sizes;
mod tree;
