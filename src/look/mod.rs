//! How Waymark looks and speaks: colours, type, sizes, pictures, words and voice, all in one place, so
//! that a screen only says what goes where. Knows nothing of kiosks, journals or devices.

pub mod art;
pub mod dense;
pub mod focus;
pub mod glyphs;
pub mod keyboard;
pub mod layout;
pub mod levels;
pub mod mirror;
pub mod motion;
pub mod paper;
pub mod path;
pub mod picture_card;
mod picture_files;
pub mod pictures;
pub mod plot;
pub mod qr;
pub mod script;
pub mod signs;
pub mod speaker;
pub mod spoken;
mod svg;
pub mod text;
pub mod theme;
pub mod tiles;
pub mod vision;
pub mod voice;
pub mod widgets;
pub mod words;
