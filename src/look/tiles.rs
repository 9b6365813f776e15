//! What the page for a child without a badge is made of: names and pictures that are touched, and dots
//! and rings that tell how many. Nothing here is ever read aloud.

use eframe::egui::{Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::{
    layout::Cut,
    text::{self, Style},
    theme::{self, size},
    widgets::{Face, press, target},
};

/// Between the middles of two dots or rings.
const APART: f32 = 60.0;

/// A white card that is a name.
#[must_use]
pub fn name(ui: &Ui, place: Rect, words: &str) -> bool {
    let response = target(ui, place, words, None);
    let line = Some(theme::HAIRLINE);
    let card = press(ui, place, &response, theme::CARD, theme::SHADOW, line);
    let style = Style::bold(size::NAME).centered().rows(2);
    text::paint(ui, card.shrink2(vec2(12.0, 6.0)), words, &style);
    response.clicked()
}

/// A white card that is a picture; `named` says which to whoever goes by names.
#[must_use]
pub fn picture(ui: &Ui, place: Rect, face: Face<'_>, named: &str) -> bool {
    let response = target(ui, place, named, None);
    let line = Some(theme::HAIRLINE);
    let card = press(ui, place, &response, theme::CARD, theme::SHADOW, line);
    let side = (card.size().min_elem() - 24.0).min(132.0);
    face.paint(ui, card.middle(vec2(side, side)));
    response.clicked()
}

/// Dots for parts of a list, counted from 0: a large one where `here` is.
pub fn parts(ui: &Ui, place: Rect, count: usize, here: usize, named: &str) {
    for (index, spot) in row(ui, place, count, named).into_iter().enumerate() {
        let (radius, color) = if index == here {
            (13.0, theme::INK)
        } else {
            (9.0, theme::FADED_LINE)
        };
        ui.painter().circle_filled(spot.center(), radius, color);
    }
}

/// Rings to be filled, from the left.
pub fn slots(ui: &Ui, place: Rect, count: usize, filled: usize, named: &str) {
    for (index, spot) in row(ui, place, count, named).into_iter().enumerate() {
        let (fill, line) = if index < filled {
            (theme::INK, theme::INK)
        } else {
            (theme::CARD, theme::FADED_LINE)
        };
        let line = Stroke::new(4.0, line);
        ui.painter().circle(spot.center(), 18.0, fill, line);
    }
}

/// So many places side by side in the middle of one, named as a whole.
fn row(ui: &Ui, place: Rect, count: usize, named: &str) -> Vec<Rect> {
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let row = place.middle(vec2(count as f32 * APART, place.height()));
    let id = ui.scope_id().with(("row", named));
    ui.interact(row, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, named));
    row.grid_by(count, 1, 0.0)
}
