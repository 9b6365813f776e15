//! How Waymark looks and speaks: colours, type, sizes, pictures, words and voice, all in one place, so
//! that a screen only says what goes where. Knows nothing of kiosks, journals or devices.

pub mod layout;
pub mod levels;
pub mod paper;
pub mod picture_card;
pub mod pictures;
pub mod qr;
pub mod speaker;
pub mod spoken;
pub mod text;
pub mod theme;
pub mod voice;
pub mod widgets;
pub mod words;
