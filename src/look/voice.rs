//! The clips that ship with Waymark: its own sentences as `assets/voice/render` made them, and three
//! short sounds. Found by what they say; nothing is decoded or played here.

use include_dir::{Dir, include_dir};

use crate::domain::ids::Lang;

static CLIPS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/voice");

/// The OGG Vorbis clip that says what `slug` is the [slug](crate::domain::utterance::slug) of.
#[must_use]
pub fn clip(lang: &Lang, slug: &str) -> Option<&'static [u8]> {
    let file = CLIPS.get_file(format!("{lang}/{slug}.ogg"))?;
    Some(file.contents())
}

/// Somebody is greeted.
pub const HELLO: &[u8] = include_bytes!("../../assets/voice/sounds/hello.ogg");
/// Something was saved.
pub const SAVED: &[u8] = include_bytes!("../../assets/voice/sounds/saved.ogg");
/// An adult's help is needed.
pub const ASK_AN_ADULT: &[u8] = include_bytes!("../../assets/voice/sounds/ask-an-adult.ogg");
