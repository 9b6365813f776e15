//! The badges that Waymark makes itself: the letters of a QR badge or of a written NFC tag. A badge
//! says only which badge it is. Whose it is, and whether it still counts, is never in here and
//! never on the badge.

pub mod code;
