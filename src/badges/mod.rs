//! The badges that Waymark makes itself, and the digits that go with some: the letters of a QR badge
//! or of a written NFC tag, a teacher's PIN, the number of a substitute's card. A badge says only
//! which badge it is. Whose it is, and whether it still counts, is never in here and never on the
//! badge.

pub mod code;
pub mod pin;
