//! The speaker button: reads a page or a card aloud. It is drawn only where something can be heard,
//! and its own name is the only thing on a page that is never read.

use eframe::egui::{CornerRadius, Rect, Stroke, Ui, vec2};

use super::{
    art::Art,
    layout::Cut,
    spoken, theme,
    widgets::{focus_ring, pressed_place, target},
};

/// How large it is.
pub const SIDE: f32 = theme::TOUCH;
/// How far the touch targets of its own card stay away from it.
pub const APART: f32 = theme::GAP;

/// Whether there are speaker buttons.
#[must_use]
pub fn is_offered(ui: &Ui) -> bool {
    spoken::listen(ui).is_some()
}

/// A button that reads the whole page.
pub fn of_page(ui: &Ui, place: Rect) {
    if let Some(listen) = spoken::listen(ui)
        && button(ui, place, &listen)
    {
        spoken::ask_for_page(ui);
    }
}

/// A button that reads `text`.
pub fn of(ui: &Ui, place: Rect, text: &str) {
    if let Some(listen) = spoken::listen(ui)
        && button(ui, place, &format!("{listen}: {text}"))
    {
        spoken::ask_for(ui, text);
    }
}

/// A round face in the middle of its place.
fn button(ui: &Ui, place: Rect, named: &str) -> bool {
    let place = place.middle(vec2(SIDE, SIDE));
    let response = target(ui, place, named, None);
    let face = pressed_place(place, &response);
    let painter = ui.painter();
    painter.circle_filled(place.center() + vec2(0.0, 4.0), SIDE / 2.0, theme::SHADOW);
    let line = Stroke::new(2.0, theme::HAIRLINE);
    painter.circle(face.center(), SIDE / 2.0, theme::CARD, line);
    focus_ring(ui, face, &response, CornerRadius::same(theme::RADIUS));
    Art::Speaker.paint(ui, face.middle(vec2(48.0, 48.0)));
    response.clicked()
}
