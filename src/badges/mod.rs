//! The badges that Waymark makes itself, and the digits that go with some: the letters of a QR badge
//! or of a written NFC tag, sheets of badges as PDF, a teacher's PIN, the number of a substitute's
//! card. A code says only which badge it is. Whose it is, and whether it still counts, is never in
//! here, and no level and no group is ever on the badge that a child taps.

pub mod code;
mod draw;
pub mod issue;
pub mod pin;
pub mod print;
pub mod sheet;
