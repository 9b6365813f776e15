//! How words of any script are laid out, beyond what the text engine does by itself: it shapes
//! letters and picks typefaces, but sets every line from left to right. This puts right-to-left
//! words in their order, and leaves out what has no look.
//!
//! Never changes what a screen reader or a voice is given: that is the text as it was written.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::is_unseen;

/// How many marks above and below a letter are drawn; Vietnamese, Hebrew and Arabic need three.
const MOST_MARKS: usize = 3;

/// A text without what nobody can see or read: control characters and direction marks, and marks
/// piled up on one letter until they cover the lines around it.
#[must_use]
pub(super) fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(is_odd_byte) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len());
    for letter in text.graphemes(true) {
        let mut marks = 0_usize;
        for part in letter.chars().filter(|part| !is_unseen(*part)) {
            marks += usize::from(bidi_class(part) == BidiClass::NSM && !is_joining(part));
            if marks <= MOST_MARKS {
                seen.push(part);
            }
        }
    }
    Cow::Owned(seen)
}

fn is_odd_byte(byte: u8) -> bool {
    byte.is_ascii_control() && byte != b'\n'
}

/// Parts of an emoji that count as marks by their class alone.
fn is_joining(letter: char) -> bool {
    matches!(letter, '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}')
}

/// Whether a text has words that run from right to left.
#[must_use]
pub(super) fn turns(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl)
}

fn is_rtl(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

/// One line in the order in which it is seen from left to right, by the Unicode Bidirectional
/// Algorithm; the letters inside a right-to-left word stay as they are, for the engine turns those.
#[must_use]
pub(super) fn visual(line: &str) -> String {
    let info = BidiInfo::new(line, None);
    let mut seen = String::with_capacity(line.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let turned = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let text = line.get(run).unwrap_or_default();
            if turned {
                turn(text, &mut seen);
            } else {
                seen.push_str(text);
            }
        }
    }
    seen
}

/// The words of a right-to-left run and what is between them, last first.
fn turn(run: &str, seen: &mut String) {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_word = false;
    for letter in run.graphemes(true) {
        let of_word = letter.chars().next().is_some_and(is_rtl);
        match pieces.last_mut() {
            Some(word) if in_word && of_word => word.push_str(letter),
            _ => pieces.push(mirrored(letter).to_owned()),
        }
        in_word = of_word;
    }
    seen.extend(pieces.into_iter().rev());
}

fn mirrored(letter: &str) -> &str {
    match letter {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "«" => "»",
        "»" => "«",
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{seen, turns, visual};

    #[test]
    fn words_from_right_to_left_change_places_and_keep_their_letters() {
        assert!(turns("Hi, נועה!") && !turns("Hi, Zoë!"));
        assert_eq!(visual("Hi, נועה!"), "Hi, נועה!");
        assert_eq!(visual("נועה כהן"), "כהן נועה");
        assert_eq!(visual("Hi, נועה בן-דוד!"), "Hi, דוד-בן נועה!");
        assert_eq!(visual("ליאם (2) כאן"), "כאן (2) ליאם");
    }

    #[test]
    fn what_cannot_be_seen_is_left_out_and_emoji_stay_whole() {
        assert_eq!(seen("Ma\u{200B}ya\u{202E}\u{7}"), "Maya");
        assert_eq!(
            seen("👩🏽\u{200D}🚀 1\u{FE0F}\u{20E3}"),
            "👩🏽\u{200D}🚀 1\u{FE0F}\u{20E3}"
        );
        let pile = format!("Z{}oe", "\u{0301}".repeat(200));
        assert_eq!(seen(&pile).chars().count(), 6);
    }
}
