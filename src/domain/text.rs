//! Texts in several languages, and pictures, as a class pack gives them.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use super::ids::Lang;

/// One text, in one language for everybody or in several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    fallback: Arc<str>,
    by_lang: BTreeMap<Lang, Arc<str>>,
}

impl Text {
    /// The same words in every language.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self {
            fallback: text.into(),
            by_lang: BTreeMap::new(),
        }
    }

    /// One text per language; a language that is missing reads the English one, else the first.
    /// `None` when there is no text at all.
    #[must_use]
    pub fn in_languages(by_lang: BTreeMap<Lang, Arc<str>>) -> Option<Self> {
        let english = by_lang.get(&Lang::from("en"));
        let fallback = english.or_else(|| by_lang.values().next())?.clone();
        Some(Self { fallback, by_lang })
    }

    /// The words for a reader of `lang`.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> &str {
        self.by_lang.get(lang).unwrap_or(&self.fallback)
    }

    /// Every language this text was written in; empty when it is the same for all.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.by_lang.keys()
    }
}

/// A name as a person would write it: one space between its words, no line breaks, and nothing in
/// it that nobody can see.
#[must_use]
pub fn tidy(name: &str) -> String {
    let spaced: String = name
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !is_unseen(*letter))
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character has no look of its own: control characters but the line break, zero-width
/// spaces and direction marks. Zero-width joiners are not among them: they make families of emoji,
/// and letters of Persian and Hindi.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    let control = letter.is_control() && letter != '\n';
    control
        || matches!(
            letter,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
        )
        || ('\u{202A}'..='\u{202E}').contains(&letter)
        || ('\u{2060}'..='\u{206F}').contains(&letter)
}

/// What stands for a thing where a child would have to read its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// One emoji of the bundled set, as text.
    Emoji(Arc<str>),
    /// A PNG, JPEG or SVG file of the class pack, by its full path.
    File(PathBuf),
}

impl Picture {
    /// An emoji by its characters.
    #[must_use]
    pub fn emoji(text: &str) -> Self {
        Self::Emoji(text.into())
    }
}
