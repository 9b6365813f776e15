//! This tablet: how it is, in words and with what to do, and the way out of the kiosk.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::kiosk::DeskTouch,
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
    let foot = area.cut_bottom_by(BIG_TOUCH, NEAR);
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
    let places = foot.grid_by(2, 1, GAP);
    let [window, close] = places.as_slice() else {
        return None;
    };
    let words = view.say.text(key);
    let turns = widgets::tile(ui, *window, Face::Art(Art::Class), &words, None);
    let words = view.say.text("desk-close");
    let closes = widgets::tile(ui, *close, Face::Art(Art::NotMe), &words, None);
    let turns = turns.then_some(DeskTouch::FullScreen(!full));
    turns.or(closes.then_some(DeskTouch::Close))
}
