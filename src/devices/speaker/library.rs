//! Which recording says a piece: the class pack's own, else a clip that ships with Waymark, else
//! the same for its parts, else none, and the words are for a voice program. Opens no file.

use std::{path::PathBuf, sync::Arc};

use crate::domain::{
    ids::Lang,
    utterance::{Recordings, parts, slug},
};

/// Looks up a clip that ships with Waymark, by its language and slug.
pub type Clips = fn(&Lang, &str) -> Option<&'static [u8]>;

/// Every recording there is.
#[derive(Clone)]
pub struct Library {
    /// Of the class pack.
    recordings: Arc<Recordings>,
    /// Of Waymark.
    clips: Clips,
}

/// Something to be heard, and where its sound comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A file of the class pack, and what it says, should it be no sound.
    Recording(PathBuf, String),
    /// A clip that ships with Waymark.
    Clip(&'static [u8]),
    /// Nobody has recorded these words.
    Words(String),
}

/// A piece of this many words, all of them recorded, is put together word by word: a date. A
/// longer one would sound chopped.
const FEW_WORDS: usize = 3;

impl Library {
    /// What a class has recorded, over the clips that ship with Waymark.
    #[must_use]
    pub fn new(recordings: Recordings, clips: Clips) -> Self {
        Self {
            recordings: Arc::new(recordings),
            clips,
        }
    }

    /// How a piece is to be heard.
    #[must_use]
    pub fn find(&self, lang: &Lang, piece: &str) -> Vec<Part> {
        if let Some(part) = self.whole(lang, piece) {
            return vec![part];
        }
        let divided = self.divided(lang, piece);
        if divided.iter().any(|part| !matches!(part, Part::Words(_))) {
            return divided;
        }
        let each: Vec<&str> = piece.split_whitespace().collect();
        if (2..=FEW_WORDS).contains(&each.len()) {
            let all: Option<Vec<Part>> = each.iter().map(|word| self.whole(lang, word)).collect();
            if let Some(all) = all {
                return all;
            }
        }
        vec![words(piece)]
    }

    /// A piece part by part: the longest run of parts that was recorded as one, and so on.
    fn divided(&self, lang: &Lang, piece: &str) -> Vec<Part> {
        let all: Vec<&str> = parts(piece).collect();
        let mut rest = all.as_slice();
        let mut found = Vec::new();
        while let Some((first, others)) = rest.split_first() {
            let mut runs = (1..=rest.len()).rev().filter_map(|count| {
                let (run, after) = rest.split_at(count);
                Some((self.whole(lang, &run.join(" "))?, after))
            });
            let (part, after) = runs.next().unwrap_or_else(|| (words(first), others));
            found.push(part);
            rest = after;
        }
        found
    }

    /// The recording that says just this.
    fn whole(&self, lang: &Lang, piece: &str) -> Option<Part> {
        let key = (lang.clone(), slug(piece));
        if let Some(file) = self.recordings.get(&key) {
            return Some(Part::Recording(file.clone(), piece.to_owned()));
        }
        (self.clips)(lang, &key.1).map(Part::Clip)
    }
}

fn words(piece: &str) -> Part {
    Part::Words(piece.to_owned())
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The names of recordings may be names of children.
        f.debug_struct("Library")
            .field("recordings", &self.recordings.len())
            .finish_non_exhaustive()
    }
}
