//! This tablet: how it is, in words and with what to do, the cards of grown-ups, and the way out of
//! the kiosk.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::kiosk::{CardFor, DeskPage, DeskTouch, NewCard},
    look::{
        art::Art,
        layout::Cut,
        text::{self, Style},
        theme::{BIG_TOUCH, GAP, NEAR, size},
        widgets::{self, Face},
    },
};

use super::super::View;

pub(super) fn show(ui: &Ui, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    // Four tiles, side by side or two by two.
    let across = if area.width() > area.height() { 4 } else { 2 };
    let rows = 4 / across;
    #[expect(clippy::cast_precision_loss, reason = "one row or two")]
    let height = BIG_TOUCH * rows as f32 + GAP * (rows - 1) as f32;
    let foot = area.cut_bottom_by(height, NEAR);
    let lines: Vec<String> = if view.quiet_lines.is_empty() {
        vec![view.say.text("desk-all-well")]
    } else {
        view.quiet_lines
            .iter()
            .map(|key| view.say.text(key))
            .collect()
    };
    let place = area.middle(vec2(area.width().min(1000.0), area.height()));
    widgets::card(ui, place);
    let mut inner = place.shrink(NEAR);
    let title = Style::bold(size::NAME);
    let name = inner.cut_top_by(60.0, NEAR);
    text::heading(ui, name, &view.say.text("desk-tablet"), &title);
    for line in lines {
        let style = Style::regular(size::TEXT).rows(2).top();
        let height = text::height(ui, inner, &line, &style);
        let row = inner.cut_top_by(height.min(inner.height()), NEAR);
        text::label_unsaid(ui, row, &line, &style);
    }
    let full = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
    let key = if full {
        "desk-window"
    } else {
        "desk-full-screen"
    };
    let places = foot.grid_by(across, rows, GAP);
    let card = |whose| DeskTouch::Open(DeskPage::NewCard(NewCard::waiting(whose)));
    let tiles = [
        ("desk-own-badge", Art::TeacherBadge, card(CardFor::Me)),
        ("desk-substitute", Art::Tap, card(CardFor::Substitute)),
        (key, Art::Class, DeskTouch::FullScreen(!full)),
        ("desk-close", Art::NotMe, DeskTouch::Close),
    ];
    let mut asked = None;
    for (place, (key, art, touch)) in places.into_iter().zip(tiles) {
        let words = view.say.text(key);
        if widgets::tile(ui, place, Face::Art(art), &words, None) {
            asked = Some(touch);
        }
    }
    asked
}
