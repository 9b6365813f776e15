//! The big card that a child chooses by its picture.

use std::borrow::Cow;

use eframe::egui::{Align2, Color32, Rect, Role, Stroke, StrokeKind, Ui, vec2};

use crate::domain::pack::Level;

use super::{
    layout::{Canvas, Cut},
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
        self.inside(ui, place, &Common::default());
        let named = self.name();
        name(ui, place, Role::Label, &named);
        speaker::of(ui, speaker_place(place), &named);
    }

    /// Draws the card like the others of its choice; true when it was touched.
    fn show(&self, ui: &Ui, place: Rect, common: &Common) -> bool {
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
        self.inside(ui, card, common);
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

    fn inside(&self, ui: &Ui, card: Rect, common: &Common) {
        let inner = card.shrink(padding(card));
        let lying = is_lying(card);
        let parts = self.parts(ui, inner, lying, common.words);
        self.picture(ui, parts.picture);
        if let Some((level, sign)) = self.level.zip(parts.sign) {
            levels::paint(ui, sign, level, Ink::Full);
        }
        self.sentences(ui, parts.words, !lying, common);
        if let Some((emoji, word)) = &self.mark {
            tag(ui, inner, emoji, word, lying);
        }
    }

    /// What stands where: the picture above the words, or beside them.
    fn parts(&self, ui: &Ui, mut inner: Rect, lying: bool, words: f32) -> Parts {
        let speaks = speaker::is_offered(ui);
        let side = vec2(56.0, 56.0);
        if !lying {
            let words = words.max(self.words_height(ui, inner));
            let mut sign = None;
            if self.has_foot(ui) {
                let foot = inner.cut_bottom_by(theme::TOUCH, FOOT_GAP);
                sign = Some(if speaks {
                    Align2::LEFT_CENTER.align_size_within_rect(side, foot)
                } else {
                    foot.middle(side)
                });
            }
            let words = inner.cut_bottom_by(words, 8.0);
            let picture = inner;
            return Parts {
                picture,
                words,
                sign,
            };
        }
        let share = 0.36 / theme::growth(ui);
        let width = inner.height().min(inner.width() * share);
        let picture = inner.cut_left_by(width, 14.0);
        let above = speaks && inner.height() > side.y + theme::TOUCH + FOOT_GAP;
        if speaks && !(above && self.level.is_some()) {
            inner.cut_right(speaker::SIDE - 6.0);
        }
        let sign = self.level.map(|_| {
            let mut column = inner.cut_right_by(side.x, 12.0);
            if above {
                column.cut_bottom_by(speaker::SIDE, 0.0);
            }
            column.middle(side)
        });
        Parts {
            picture,
            words: inner,
            sign,
        }
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
        let share = if self.more.is_some() { 0.58 } else { 0.45 };
        let most = inner.height() * (share * theme::growth(ui)).min(0.74);
        let place = Rect::from_min_size(inner.min, vec2(inner.width(), most));
        let needed = self.sentences_height(ui, place, true);
        let least = (inner.height() * share).min(84.0);
        needed.clamp(least.min(most), most)
    }

    fn picture(&self, ui: &Ui, mut place: Rect) {
        ui.painter().rect_filled(place, 20.0, self.wash);
        if self.mark.is_some() {
            // The tag keeps off the picture.
            place.min.y += place.height() * 0.26;
        }
        // A level's sign has no room around it in its drawing.
        let share = if matches!(self.face, Face::Level(_)) {
            0.88
        } else {
            0.78
        };
        let side = place.size().min_elem() * share;
        self.face.paint(ui, place.middle(vec2(side, side)));
    }

    /// How the sentence, and the one below it, are set in a place of that width.
    fn styles(&self, ui: &Ui, width: f32, middle: bool) -> (Style, Option<Style>) {
        let turn = |style: Style| if middle { style.centered() } else { style };
        if self.more.is_none() {
            let size = if self.level.is_some() {
                size::TEXT
            } else {
                size::NAME
            };
            return (turn(Style::regular(size).rows(5)), None);
        }
        let is_large = theme::growth(ui) > 1.0;
        let (name, about) = if is_large || width > 290.0 {
            (size::NAME, size::TEXT)
        } else {
            (size::TEXT, size::SMALL)
        };
        let about = turn(Style::regular(about).quiet().rows(5)).top();
        let mut name = Style::bold(name).rows(2);
        if is_large {
            // A name is large already: the room is for the sentence below.
            name = name.fixed();
        }
        (turn(name), Some(about))
    }

    fn sentences_height(&self, ui: &Ui, place: Rect, middle: bool) -> f32 {
        let (style, about) = self.styles(ui, place.width(), middle);
        let name = text::height(ui, place, &self.words, &style);
        let below = about
            .zip(self.more)
            .map(|(style, more)| text::height(ui, place, more, &style));
        name + below.unwrap_or_default()
    }

    /// The sizes in which the sentence, and the one below it, fit on this card.
    fn sizes(&self, ui: &Ui, place: Rect, middle: bool) -> [f32; 2] {
        let (style, about) = self.styles(ui, place.width(), middle);
        let Some((about, more)) = about.zip(self.more) else {
            return [text::fitted_size(ui, place, &self.words, &style), f32::MAX];
        };
        let (upper, lower) = rooms(ui, place, &self.words, &style);
        [
            text::fitted_size(ui, upper, &self.words, &style),
            text::fitted_size(ui, lower, more, &about),
        ]
    }

    fn sentences(&self, ui: &Ui, place: Rect, middle: bool, common: &Common) {
        let (mut style, mut about) = self.styles(ui, place.width(), middle);
        text::at_most(ui, &mut style, common.sizes[0]);
        if let Some(about) = &mut about {
            text::at_most(ui, about, common.sizes[1]);
        }
        let Some((about, more)) = about.zip(self.more) else {
            text::paint(ui, place, &self.words, &style);
            return;
        };
        let (upper, lower) = rooms(ui, place, &self.words, &style);
        let name = upper.height();
        let below = text::height(ui, lower, more, &about);
        let spare = (place.height() - name - below).max(0.0);
        let upper = if middle { name } else { name + spare / 2.0 };
        let (upper, lower) = place.split_top_bottom_at_y(place.min.y + upper);
        let upper_style = if middle { style } else { style.bottom() };
        text::paint(ui, upper, &self.words, &upper_style);
        text::paint(ui, lower, more, &about);
    }
}

/// What stands where on a card.
struct Parts {
    picture: Rect,
    words: Rect,
    sign: Option<Rect>,
}

/// What the cards of one choice have in common: the least height of the words, so that the pictures
/// are of one size, and the most that their type may be, so that one is not louder than another.
struct Common {
    words: f32,
    sizes: [f32; 2],
}

impl Default for Common {
    fn default() -> Self {
        Self {
            words: 0.0,
            sizes: [f32::MAX; 2],
        }
    }
}

/// The room of a name, which may take half of a place, and what that leaves for the sentence below.
fn rooms(ui: &Ui, place: Rect, name: &str, style: &Style) -> (Rect, Rect) {
    let half = place.height() * 0.5;
    let most = Rect::from_min_size(place.min, vec2(place.width(), half));
    let height = text::height(ui, most, name, style).min(place.height());
    place.split_top_bottom_at_y(place.min.y + height)
}

/// The least height of a card that lies, so that its words are larger than beside three others.
const LEAST_LYING: f32 = 160.0;

/// Places for cards to choose from: side by side on a tablet that lies; in pairs upright, and where
/// large text needs their width.
#[must_use]
pub fn places(ui: &Ui, canvas: Canvas, area: Rect, count: usize) -> Vec<Rect> {
    let in_pairs = area.grid(2, count.div_ceil(2).max(1));
    let high = in_pairs.first().map_or(0.0, Rect::height);
    let wanted = count > 3 && theme::growth(ui) > 1.2 && high >= LEAST_LYING;
    match count {
        0 | 1 => vec![area],
        _ if canvas.portrait || wanted => in_pairs,
        5 => area.grid(3, 2),
        count => area.grid(count.min(4), count.div_ceil(4)),
    }
}

/// A tag on the upper left corner of a card; on one that lies there is no room for its word.
fn tag(ui: &Ui, inner: Rect, emoji: &str, word: &str, lying: bool) {
    let style = Style::bold(size::SMALL);
    let wide = if lying {
        0.0
    } else {
        text::width(ui, word, &style).min(inner.width() - 68.0) + 12.0
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
    let mut common = Common {
        words,
        ..Common::default()
    };
    for (place, card) in cards {
        let lying = is_lying(*place);
        let parts = card.parts(ui, place.shrink(padding(*place)), lying, words);
        let sizes = card.sizes(ui, parts.words, !lying);
        common.sizes[0] = common.sizes[0].min(sizes[0]);
        common.sizes[1] = common.sizes[1].min(sizes[1]);
    }
    let mut touched = None;
    for (index, (place, card)) in cards.iter().enumerate() {
        if card.show(ui, *place, &common) {
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
