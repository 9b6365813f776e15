//! What is true about a class. No I/O, no threads, no clock, no window: nothing in here can fail
//! on its own, so a whole school day can be replayed in a test in milliseconds.

pub mod badge;
pub mod badge_life;
pub mod board;
pub mod called;
pub mod coverage;
pub mod dissent;
pub mod event;
pub mod exporting;
pub mod health;
pub mod ids;
pub mod joining;
pub mod kiosk;
pub mod list_note;
pub mod log;
pub mod pack;
pub mod placement;
pub mod plan;
pub mod print_list;
pub mod printing;
mod recorded;
pub mod records;
pub mod register;
pub mod roster;
pub mod scanner;
pub mod secret;
pub mod sharing;
pub mod standing;
pub mod story;
pub mod tag;
pub mod text;
pub mod time;
pub mod typed;
pub mod unknown;
pub mod utterance;
