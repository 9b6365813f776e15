//! What is to be heard, as text: sentences in the order of reading, each in pieces. A piece is
//! what may have a recording of its own; which it has, and how a piece without one is spoken, is
//! the speaker's business. Pure; no sound in here.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use super::ids::Lang;

/// Something to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// In what language.
    pub lang: Lang,
    /// One after the other, with a breath between them.
    pub sentences: Vec<Sentence>,
}

/// One sentence, in the pieces that are joined without a breath: "Hi," and "Maya".
pub type Sentence = Vec<Arc<str>>;

/// The recordings of a class pack, by language and [`slug`] of what they say.
pub type Recordings = BTreeMap<(Lang, String), PathBuf>;

/// When pages are read aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadAloud {
    /// By themselves when they appear, and at every speaker button.
    Always,
    /// At a touch of a speaker button.
    #[default]
    Button,
    /// Never; there are no speaker buttons.
    Off,
}

/// The longest name of a recording, in characters.
const LONGEST: usize = 100;

impl ReadAloud {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Always, Self::Button, Self::Off];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Button => "button",
            Self::Off => "off",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|this| this.name() == name)
    }
}

/// The name that a recording of `text` has, without its ending: the letters and digits of any
/// script in lower case, and one hyphen for whatever stands between them. Empty when there is
/// nothing to say. `I can round to ten.` is `i-can-round-to-ten`.
#[must_use]
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-");
    let short: String = name.chars().take(LONGEST).collect();
    short.trim_end_matches('-').to_owned()
}

/// The parts of a text between its marks: what a comma, a colon, a dot or the end of a sentence
/// divides, when a space follows. Never empty parts.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    text.split(move |letter: char| {
        let divides = letter == '·' || letter.is_whitespace() && ",.:;?!…".contains(before);
        before = letter;
        divides
    })
    .map(str::trim)
    .filter(|part| part.contains(char::is_alphanumeric))
}
