//! The big card that a child chooses by its picture.

use std::borrow::Cow;

use eframe::egui::{Align2, Color32, Rect, Role, Stroke, StrokeKind, Ui, vec2};

use crate::domain::pack::Level;

use super::{
    layout::Cut,
    levels::{self, Ink},
    pictures, speaker,
    text::{self, Style},
    theme::{self, size},
    widgets::{Face, card, name, press, touchable},
};

/// A big card to choose by its picture: a wash of colour behind it, a sentence, a sign below.
pub struct PictureCard<'a> {
    /// The picture.
    pub face: Face<'a>,
    /// The colour behind it.
    pub wash: Color32,
    /// The sentence.
    pub words: Cow<'a, str>,
    /// A second, smaller sentence.
    pub more: Option<&'a str>,
    /// The level that this stands for.
    pub level: Option<&'a Level>,
    /// A mark in the upper left corner: an emoji and a word.
    pub mark: Option<(&'a str, String)>,
    /// The colour around it when it was chosen before.
    pub chosen: Option<Color32>,
    /// What a screen reader says; the words where it is empty.
    pub named: Cow<'a, str>,
}

impl<'a> PictureCard<'a> {
    /// A card with one sentence, on sun yellow.
    #[must_use]
    pub fn plain(face: Face<'a>, words: impl Into<Cow<'a, str>>) -> Self {
        Self {
            face,
            wash: theme::SUN,
            words: words.into(),
            more: None,
            level: None,
            mark: None,
            chosen: None,
            named: Cow::Borrowed(""),
        }
    }

    /// Draws the card as something that only tells.
    pub fn show_still(&self, ui: &Ui, place: Rect) {
        card(ui, place);
        self.inside(ui, place, 0.0);
        let named = self.name();
        name(ui, place, Role::Label, &named);
        speaker::of(ui, speaker_place(place), &named);
    }

    /// Draws the card, with at least this much height for its words; true when it was touched.
    fn show(&self, ui: &Ui, place: Rect, words: f32) -> bool {
        let named = self.name();
        let finger = finger_place(ui, place);
        let response = touchable(ui, finger, &named, Some(self.chosen.is_some()));
        let card = press(
            ui,
            place,
            &response,
            theme::CARD,
            theme::SHADOW,
            Some(theme::HAIRLINE),
        );
        if let Some(color) = self.chosen {
            let round = theme::RADIUS;
            let (wide, ink) = (Stroke::new(8.0, color), Stroke::new(3.0, theme::INK));
            let painter = ui.painter();
            painter.rect_stroke(card, round, wide, StrokeKind::Middle);
            painter.rect_stroke(card.expand(4.0), round, ink, StrokeKind::Middle);
        }
        self.inside(ui, card, words);
        speaker::of(ui, speaker_place(card), &named);
        response.clicked()
    }

    fn name(&self) -> String {
        let words = if self.named.is_empty() {
            &self.words
        } else {
            &self.named
        };
        match self.more {
            Some(more) => format!("{words}. {more}"),
            None => words.to_string(),
        }
    }

    fn inside(&self, ui: &Ui, card: Rect, words: f32) {
        let inner = card.shrink(padding(card));
        if is_lying(card) {
            self.lying(ui, inner);
        } else {
            self.standing(ui, inner, words);
        }
        if let Some((emoji, word)) = &self.mark {
            tag(ui, inner, emoji, word, is_lying(card));
        }
    }

    fn standing(&self, ui: &Ui, mut inner: Rect, words: f32) {
        let words = words.max(self.words_height(ui, inner));
        let speaks = speaker::is_offered(ui);
        if self.has_foot(ui) {
            let foot = inner.cut_bottom_by(theme::TOUCH, FOOT_GAP);
            let side = vec2(56.0, 56.0);
            let sign = if speaks {
                Align2::LEFT_CENTER.align_size_within_rect(side, foot)
            } else {
                foot.middle(side)
            };
            if let Some(level) = self.level {
                levels::paint(ui, sign, level, Ink::Full);
            }
        }
        let words = inner.cut_bottom_by(words, 8.0);
        self.picture(ui, inner);
        self.sentences(ui, words, true);
    }

    /// Whether there is a strip below the words.
    fn has_foot(&self, ui: &Ui) -> bool {
        self.level.is_some() || speaker::is_offered(ui)
    }

    /// How much height the words take of a card that stands.
    fn words_height(&self, ui: &Ui, mut inner: Rect) -> f32 {
        if self.has_foot(ui) {
            inner.cut_bottom_by(theme::TOUCH, FOOT_GAP);
        }
        // Larger sentences take their room from the picture.
        let share = if self.more.is_some() { 0.52 } else { 0.45 };
        let most = inner.height() * (share * theme::growth(ui)).min(0.74);
        let place = Rect::from_min_size(inner.min, vec2(inner.width(), most));
        let needed = self.sentences_height(ui, place, true);
        let least = (inner.height() * share).min(84.0);
        needed.clamp(least.min(most), most)
    }

    fn lying(&self, ui: &Ui, mut inner: Rect) {
        let share = 0.36 / theme::growth(ui);
        let side = inner.height().min(inner.width() * share);
        let picture = inner.cut_left_by(side, 14.0);
        self.picture(ui, picture);
        if speaker::is_offered(ui) {
            inner.cut_right(speaker::SIDE - 6.0);
        }
        if let Some(level) = self.level {
            let sign = inner.cut_right_by(56.0, 12.0);
            levels::paint(ui, sign.middle(vec2(56.0, 56.0)), level, Ink::Full);
        }
        self.sentences(ui, inner, false);
    }

    fn picture(&self, ui: &Ui, mut place: Rect) {
        ui.painter().rect_filled(place, 20.0, self.wash);
        if self.mark.is_some() {
            // The tag keeps off the picture.
            place.min.y += place.height() * 0.26;
        }
        let side = place.size().min_elem() * 0.78;
        self.face.paint(ui, place.middle(vec2(side, side)));
    }

    /// How the sentence, and the one below it, are set in a place of that width.
    fn styles(&self, width: f32, middle: bool) -> (Style, Option<Style>) {
        let turn = |style: Style| if middle { style.centered() } else { style };
        if self.more.is_none() {
            let size = if self.level.is_some() {
                size::TEXT
            } else {
                size::NAME
            };
            return (turn(Style::regular(size).rows(5)), None);
        }
        let (name, about) = if width > 290.0 {
            (size::NAME, size::TEXT)
        } else {
            (size::TEXT, size::SMALL)
        };
        let about = turn(Style::regular(about).quiet().rows(5)).top();
        (turn(Style::bold(name).rows(2)), Some(about))
    }

    fn sentences_height(&self, ui: &Ui, place: Rect, middle: bool) -> f32 {
        let (style, about) = self.styles(place.width(), middle);
        let name = text::height(ui, place, &self.words, &style);
        let below = about
            .zip(self.more)
            .map(|(style, more)| text::height(ui, place, more, &style));
        name + below.unwrap_or_default()
    }

    fn sentences(&self, ui: &Ui, place: Rect, middle: bool) {
        let (style, about) = self.styles(place.width(), middle);
        let Some((about, more)) = about.zip(self.more) else {
            text::paint(ui, place, &self.words, &style);
            return;
        };
        let room = |share: f32| {
            Rect::from_min_size(place.min, vec2(place.width(), place.height() * share))
        };
        let name = text::height(ui, room(0.5 / theme::growth(ui)), &self.words, &style);
        let below = text::height(ui, room(0.62), more, &about);
        let spare = (place.height() - name - below).max(0.0);
        let upper = if middle { name } else { name + spare / 2.0 };
        let (upper, lower) = place.split_top_bottom_at_y(place.min.y + upper);
        let upper_style = if middle { style } else { style.bottom() };
        text::paint(ui, upper, &self.words, &upper_style);
        text::paint(ui, lower, more, &about);
    }
}

/// A tag on the upper left corner of a card; on one that lies there is no room for its word.
fn tag(ui: &Ui, inner: Rect, emoji: &str, word: &str, lying: bool) {
    let style = Style::bold(size::SMALL);
    let wide = if lying {
        0.0
    } else {
        text::width(ui, word, &style.font).min(inner.width() - 68.0) + 12.0
    };
    let place = Rect::from_min_size(inner.min, vec2(wide + 52.0, 48.0));
    let line = Stroke::new(2.0, theme::SUN_LINE);
    ui.painter()
        .rect(place, 20.0, theme::SUN, line, StrokeKind::Inside);
    let mut words = place.shrink2(vec2(10.0, 6.0));
    pictures::emoji(ui, words.cut_left_by(32.0, 8.0), emoji);
    if !lying {
        text::paint(ui, words, word, &style);
    }
}

/// Draws cards to choose from, with pictures of one size, and says which was touched, from 0.
#[must_use]
pub fn choose(ui: &Ui, cards: &[(Rect, PictureCard<'_>)]) -> Option<usize> {
    let standing = cards.iter().filter(|(place, _)| !is_lying(*place));
    let words = standing
        .map(|(place, card)| card.words_height(ui, place.shrink(padding(*place))))
        .fold(0.0, f32::max);
    let mut touched = None;
    for (index, (place, card)) in cards.iter().enumerate() {
        if card.show(ui, *place, words) {
            touched = Some(index);
        }
    }
    touched
}

/// Between the words of a card and the strip below them, in points.
const FOOT_GAP: f32 = 6.0;

/// Between the edge of a card and what is on it.
fn padding(card: Rect) -> f32 {
    (card.size().min_elem() * 0.07).clamp(10.0, 20.0)
}

/// Where the card takes a touch: not near its speaker button.
fn finger_place(ui: &Ui, mut card: Rect) -> Rect {
    if speaker::is_offered(ui) {
        let speaker = speaker_place(card);
        if is_lying(card) {
            card.max.x = speaker.min.x - speaker::APART;
        } else {
            card.max.y = speaker.min.y - speaker::APART;
        }
    }
    card
}

/// Whether the picture stands beside the words, not over them.
fn is_lying(card: Rect) -> bool {
    card.height() < card.width() * 0.62
}

/// The lower right corner, where the speaker button is.
fn speaker_place(card: Rect) -> Rect {
    let side = vec2(speaker::SIDE, speaker::SIDE);
    Align2::RIGHT_BOTTOM.align_size_within_rect(side, card.shrink(12.0))
}
