//! Waymark: a full-screen kiosk for a classroom tablet with badge hardware.
//!
//! A child taps a badge; the kiosk knows them, shows where they are on their trail, helps them look
//! honestly at their own work with pictures, keeps their chosen task from day to day, and checks
//! them in at their station. This page is the map of the program.
//!
//! # Where things are
//!
//! | folder | what is in it |
//! | --- | --- |
//! | [`domain`] | what is true about a class: packs, badges, events, the fold of them, and the kiosk's behaviour as a pure state machine. No I/O, no threads, no clock, no window |
//! | [`config`] | class pack files and rosters to checked values, or every problem at once |
//! | [`journal`] | entries as values: identity, order, checksums. Pure |
//! | [`storage`] | SQLite on this tablet. The only folder that names `rusqlite` |
//! | [`sync`] | many tablets, one class: peers (a shared folder, PostgreSQL), and a round of compare, plan and copy |
//! | [`badges`] | badge codes, sheets of badges as PDF, and the digits that go with some badges |
//! | [`devices`] | the card readers' thread, which also writes tags, the scanner that types, the camera's thread, the speaker's thread, the printers of this computer and how much room there is. They report and never panic |
//! | [`export`] | what a teacher opens: the workbook, tables, entries, results for a gradebook |
//! | [`look`] | colours, type, sizes, drawings, motion, pictures, words and the clips that say them. The only folder that mixes a colour |
//! | [`screens`] | one file per thing a child or a teacher can be looking at |
//! | [`app`] | the window: owned state, inbox, logic, drawing, worker threads |
//! | [`commands`] | one file per verb of the command line |
//!
//! To change what a screen shows, open its file in `src/screens`; what it says is in
//! `assets/texts`, how things look in `src/look`, when it appears in [`domain::kiosk`].
//!
//! # Who may use whom
//!
//! Arrows go one way, and the test `source_rules` holds them: `domain` uses nobody; `config`,
//! `journal`, `badges` and `look` use `domain`; `devices` uses `badges` and `domain`; `storage` uses
//! `journal`; `sync` uses `storage`; `export` uses `storage`, `badges` and the words of `look`; `screens` use `look` and `domain`; `app` uses all of these,
//! `commands` use `app`, and only `main` ends the process.
//!
//! # Who runs when
//!
//! The window's thread draws and thinks. Drawing has no effects: a screen returns what was asked
//! for by a touch, and [`app`] carries it out in eframe's `logic()`. The store's thread owns the one
//! SQLite connection; the card readers, the camera, the speaker, the pack watcher and what waits for a signal to
//! stop have a thread each, a PIN one while it is compared, and once a teacher asks how the tablet is,
//! the scout has one (and where tablets share, the one that syncs), which finds out what takes its time,
//! and once one prints, the press, which makes the pages, saves and sends them, and follows the job, and
//! once one exports, or a block ends, the exporter. All report through one bounded inbox and wake the
//! window; each is a value that is stopped and joined when it is dropped. Entries that come in by the
//! thousand are understood, checked and folded by threads that end with their batch or segment. Pictures
//! of the class pack are decoded on a thread of [`look`].
//!
//! # What always holds
//!
//! - Saved before said: a screen says that something was recorded only after the entry is durable.
//! - Before a tap no name, level or roster is on the screen, and nothing of one child is ever on
//!   another's. What a teacher sees opens behind a badge and a PIN, and a child's tap locks it;
//!   a substitute's card ends with its day and opens no level and no words.
//! - What is on a child's screen can be heard, and a voice ends with the screen it reads: nothing of one
//!   child is heard on another's turn.
//! - Nothing in the journal is edited. A correction is an entry that points at another.
//! - What is true now does not depend on the order in which entries arrived.
//! - Bad input is a sentence (what happened, what is safe, what to do), never a panic or a loss.

pub mod app;
pub mod badges;
pub mod commands;
pub mod config;
pub mod devices;
pub mod domain;
pub mod export;
pub mod journal;
pub mod look;
pub mod screens;
pub mod storage;
pub mod sync;
