//! What people tap with. Reading a device comes in two parts that never mix:
//!
//! - a pure part that turns bytes, keys and states into what they mean, without a thread, a clock or
//!   a device, so that every kind of rubbish can be fed to it in a test: [`wedge`] (a scanner that
//!   types), [`ndef`] (what is written on a tag), [`card`] (the talk with a card), [`tag`] (writing a
//!   code on one), [`signal`] (a reader's light and beep), [`presence`] (when a card is newly there);
//! - where a device blocks, one thread that waits on it: [`reader`], [`camera`]. It is an owned
//!   value: named, started with the function it reports to, stopped and joined by `stop` or by being
//!   dropped.
//!
//! Beside them [`desktop`]: what the desktop around the kiosk asks of every program. [`display`]: how large
//! the screen says it is. [`printer`]: what CUPS is asked and told, each with a time limit, by whoever
//! has a thread for it.
//!
//! Every device reports the same [`Tap`](crate::domain::badge::Tap). What a device cannot make
//! sense of is named in its report or ignored; it is never a panic, and never a wrong badge. A
//! device knows codes (from [`badges::code`](crate::badges::code)), but not whose they are, and
//! writes no code, no serial number and no picture to a log.

pub mod camera;
pub mod card;
mod connection;
pub mod desktop;
pub mod disk;
pub mod display;
pub mod ndef;
pub mod presence;
pub mod printer;
pub mod reader;
pub mod signal;
pub mod speaker;
pub mod sticks;
pub mod tag;
pub mod wedge;
