//! Files that a teacher or a school writes, turned into checked values or into every problem at once.

pub mod roster;
