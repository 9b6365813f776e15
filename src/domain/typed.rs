//! A text while it is being typed, on the glass or on a keyboard: one line, of at most so many
//! characters, with nothing in it that nobody can see. Every text that a teacher types is one of
//! these, so that a story can replay it and it is gone when the desk locks.

use super::text::{is_unseen, tidy};

/// A text that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    text: String,
    most: usize,
    face: KeyFace,
    shift: bool,
}

/// Which keys are to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyFace {
    /// The letters.
    #[default]
    Letters,
    /// Digits and marks.
    Digits,
    /// Letters and marks that English does not have.
    Accents,
}

/// What one touch of a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Adds a character, as it is.
    Char(char),
    /// Takes the last one away.
    Erase,
    /// Turns between capitals and small letters.
    Shift,
    /// Shows other keys.
    Turn(KeyFace),
    /// That is all.
    Enter,
}

impl Typed {
    /// Nothing yet, with room for `most` characters.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self::with("", most)
    }

    /// A text that was typed before.
    #[must_use]
    pub fn with(text: &str, most: usize) -> Self {
        let mut typed = Self {
            text: String::new(),
            most,
            face: KeyFace::Letters,
            shift: true,
        };
        for letter in text.chars() {
            typed.press(Stroke::Char(letter));
        }
        typed.face = KeyFace::Letters;
        typed
    }

    /// As far as it was typed, with a space that may stand at its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says, one space between its words; `None` while it says nothing.
    #[must_use]
    pub fn said(&self) -> Option<String> {
        Some(tidy(&self.text)).filter(|said| !said.is_empty())
    }

    /// How many characters are still free.
    #[must_use]
    pub fn room(&self) -> usize {
        self.most.saturating_sub(self.text.chars().count())
    }

    /// Which keys are to be seen.
    #[must_use]
    pub fn face(&self) -> KeyFace {
        self.face
    }

    /// Whether the next letter of the keys on the glass is a capital.
    #[must_use]
    pub fn shift(&self) -> bool {
        self.shift
    }

    /// Takes one touch of a key in. What there is no room for is not taken.
    pub fn press(&mut self, stroke: Stroke) {
        match stroke {
            Stroke::Char(letter) => {
                let letter = if letter == '\u{a0}' { ' ' } else { letter };
                let follows = letter != ' ' || !(self.text.is_empty() || self.text.ends_with(' '));
                let seen = !is_unseen(letter) && !letter.is_control();
                if follows && seen && self.room() > 0 {
                    self.text.push(letter);
                    if self.face == KeyFace::Accents {
                        self.face = KeyFace::Letters;
                    }
                }
            }
            Stroke::Erase => {
                self.text.pop();
            }
            Stroke::Shift => {
                self.shift = !self.shift;
                return;
            }
            Stroke::Turn(face) => {
                self.face = face;
                return;
            }
            Stroke::Enter => return,
        }
        self.shift = begins_a_sentence(&self.text);
    }
}

/// Whether the next letter begins a sentence.
fn begins_a_sentence(text: &str) -> bool {
    let ended = text.strip_suffix(' ').map_or("", |before| before);
    text.is_empty() || ended.ends_with(['.', '!', '?']) || text.ends_with(['¿', '¡'])
}
