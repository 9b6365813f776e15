//! The big card that a child chooses by its picture.

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
    pub words: &'a str,
    /// A second, smaller sentence.
    pub more: Option<&'a str>,
    /// The level that this stands for.
    pub level: Option<&'a Level>,
    /// A mark in the corner.
    pub mark: Option<&'a str>,
    /// The colour around it when it was chosen before.
    pub chosen: Option<Color32>,
    /// What a screen reader says; the words where it is empty.
    pub named: &'a str,
}

impl<'a> PictureCard<'a> {
    /// A card with one sentence, on sun yellow.
    #[must_use]
    pub fn plain(face: Face<'a>, words: &'a str) -> Self {
        Self {
            face,
            wash: theme::SUN,
            words,
            more: None,
            level: None,
            mark: None,
            chosen: None,
            named: "",
        }
    }

    /// Draws the card as something that only tells.
    pub fn show_still(&self, ui: &Ui, place: Rect) {
        card(ui, place);
        self.inside(ui, place);
        let named = self.name();
        name(ui, place, Role::Label, &named);
        speaker::of(ui, speaker_place(place), &named);
    }

    /// Draws the card; true when it was touched.
    #[must_use]
    pub fn show(&self, ui: &Ui, place: Rect) -> bool {
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
            ui.painter().rect_stroke(
                card,
                theme::RADIUS,
                Stroke::new(8.0, color),
                StrokeKind::Middle,
            );
        }
        self.inside(ui, card);
        speaker::of(ui, speaker_place(card), &named);
        response.clicked()
    }

    fn name(&self) -> String {
        let words = if self.named.is_empty() {
            self.words
        } else {
            self.named
        };
        match self.more {
            Some(more) => format!("{words}. {more}"),
            None => words.to_owned(),
        }
    }

    fn inside(&self, ui: &Ui, card: Rect) {
        if is_lying(card) {
            self.lying(ui, card.shrink(18.0));
        } else {
            self.standing(ui, card.shrink(20.0));
        }
        if let Some(mark) = self.mark {
            let corner =
                Rect::from_center_size(card.right_top() + vec2(-40.0, 40.0), vec2(44.0, 44.0));
            pictures::emoji(ui, corner, mark);
        }
    }

    fn standing(&self, ui: &Ui, mut inner: Rect) {
        let speaks = speaker::is_offered(ui);
        if self.level.is_some() || speaks {
            let foot = inner.cut_bottom(if speaks { speaker::SIDE - 8.0 } else { 56.0 });
            let sign = Align2::LEFT_CENTER.align_size_within_rect(vec2(56.0, 56.0), foot);
            let sign = if speaks {
                sign
            } else {
                foot.middle(vec2(56.0, 56.0))
            };
            if let Some(level) = self.level {
                levels::paint(ui, sign, level, Ink::Full);
            }
            inner.max.y += 12.0;
        }
        let share = match (self.more.is_some(), speaks) {
            (true, true) => 0.58,
            (true, false) => 0.48,
            (false, _) => 0.4,
        };
        let words_height = (inner.height() * share).clamp(84.0, 212.0);
        let words = inner.cut_bottom(words_height);
        inner.max.y += 8.0;
        self.picture(ui, inner);
        self.sentences(ui, words, true);
    }

    fn lying(&self, ui: &Ui, mut inner: Rect) {
        let side = inner.height().min(inner.width() * 0.36);
        let picture = inner.cut_left(side);
        self.picture(ui, picture);
        if speaker::is_offered(ui) {
            inner.cut_right(speaker::SIDE - 6.0);
        }
        if let Some(level) = self.level {
            let sign = inner.cut_right(56.0);
            levels::paint(ui, sign.middle(vec2(56.0, 56.0)), level, Ink::Full);
        }
        self.sentences(ui, inner, false);
    }

    fn picture(&self, ui: &Ui, place: Rect) {
        ui.painter().rect_filled(place, 20.0, self.wash);
        let side = place.size().min_elem() * 0.72;
        self.face.paint(ui, place.middle(vec2(side, side)));
    }

    fn sentences(&self, ui: &Ui, place: Rect, middle: bool) {
        let turn = |style: Style| if middle { style.centered() } else { style };
        let Some(more) = self.more else {
            let size = if self.level.is_some() {
                size::TEXT
            } else {
                size::NAME
            };
            text::paint(ui, place, self.words, &turn(Style::regular(size).rows(3)));
            return;
        };
        let wide = place.width() > 290.0;
        let (name, about) = if wide {
            (size::NAME, size::TEXT)
        } else {
            (size::TEXT, size::SMALL)
        };
        let (upper, lower) = place.split_top_bottom_at_fraction(0.4);
        text::paint(ui, upper, self.words, &turn(Style::bold(name).rows(2)));
        let about = Style::regular(about).color(theme::QUIET).rows(4);
        text::paint(ui, lower, more, &turn(about.top()));
    }
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
