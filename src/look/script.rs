//! How words of any script are laid out, beyond what the text engine does by itself: it shapes
//! letters and picks typefaces, but sets every line from left to right. This puts right-to-left
//! words in their order, and leaves out what has no look.
//!
//! Never changes what a screen reader or a voice is given: that is the text as it was written.

use std::borrow::Cow;

use eframe::egui::{Color32, FontId, Ui};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::is_unseen;

/// How many marks above and below a letter are drawn; Vietnamese, Hebrew and Arabic need three.
const MOST_MARKS: usize = 3;

/// A text as it is to be set in lines of at most `most` points: without what has no look, and where
/// words run from right to left, broken into lines before they change places.
#[must_use]
pub(super) fn drawn<'t>(ui: &Ui, text: &'t str, font: &FontId, most: f32) -> Cow<'t, str> {
    let text = seen(text);
    if !turns(&text) {
        return text;
    }
    let painter = ui.painter();
    let width = |line: &str| {
        let galley = painter.layout_no_wrap(line.to_owned(), font.clone(), Color32::BLACK);
        galley.rect.width()
    };
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = match line.as_str() {
                "" => word.to_owned(),
                line => format!("{line} {word}"),
            };
            if !line.is_empty() && width(&longer) > most {
                lines.push(visual(&line));
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        lines.push(visual(&line));
    }
    Cow::Owned(lines.join("\n"))
}

/// A text without what nobody can see or read: control characters and direction marks, and marks
/// piled up on one letter until they cover the lines around it.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
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
pub fn turns(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl)
}

/// Whether the first word of a text runs from right to left; its lines then begin at the right.
#[must_use]
pub(super) fn starts_at_the_right(text: &str) -> bool {
    turns(text)
        && text
            .chars()
            .find(|letter| letter.is_alphabetic())
            .is_some_and(is_rtl)
}

fn is_rtl(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

/// One line in the order in which it is seen from left to right, by the Unicode Bidirectional
/// Algorithm; the letters inside a right-to-left word stay as they are, for the engine turns those.
#[must_use]
pub fn visual(line: &str) -> String {
    let info = BidiInfo::new(line, None);
    let mut seen = String::with_capacity(line.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let turned = levels.get(run.start).is_some_and(Level::is_rtl);
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
