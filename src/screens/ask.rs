//! The two questions that may come in between: a second child while the first still reflects, and
//! "Still there?". Neither shows anything of what the first child was doing.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::kiosk::Touch,
    look::{
        art::Art,
        focus,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{BIG_TOUCH, GAP, NEAR, size},
        widgets::{self, Face},
    },
};

use super::{Here, View};

/// A second child: check in quickly, or wait.
pub(super) fn handover(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let words = view.by_name(ui, here, ["friend-is-busy", "friend-is-busy-unnamed"]);
    let (left, right) = question(ui, canvas, here, &words);
    let mut touch = None;
    if widgets::big_button(
        ui,
        right,
        Some(Face::Art(Art::Quick)),
        &view.say.text("check-in-quickly"),
    ) {
        touch = Some(Touch::QuickCheckIn);
    }
    let waits = widgets::tile(
        ui,
        left,
        Face::Art(Art::ICanWait),
        &view.say.text("i-can-wait"),
        None,
    );
    if waits || focus::escaped(ui) {
        touch = Some(Touch::Done);
    }
    let mut row = canvas.area;
    let corner = super::corner(ui, canvas, &mut row, view);
    touch.or(super::not_me(ui, corner, view))
}

/// Nobody has touched anything for a while.
pub(super) fn still_there(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let (left, right) = question(ui, canvas, here, &view.say.text("still-there"));
    let mut touch = None;
    if widgets::big_button(
        ui,
        right,
        Some(Face::Art(Art::StillHere)),
        &view.say.text("im-still-here"),
    ) {
        touch = Some(Touch::StillHere);
    }
    if widgets::tile(
        ui,
        left,
        Face::Art(Art::NotMe),
        &view.say.text("not-me"),
        None,
    ) {
        touch = Some(Touch::NotMe);
    }
    super::listen(ui, canvas);
    touch
}

fn question(ui: &Ui, canvas: Canvas, here: Here<'_>, words: &str) -> (Rect, Rect) {
    let mut area = canvas
        .area
        .middle(vec2(canvas.area.width(), canvas.area.height().min(700.0)));
    let button = canvas.either(132.0, BIG_TOUCH);
    let feet = if canvas.portrait {
        2.0 * button + GAP
    } else {
        button
    };
    let mut foot = area.cut_bottom_by(feet, NEAR);
    // The corner is left to "That's not me".
    area.min.y = area.min.y.max(canvas.area.min.y + 24.0);
    // The animal and the words stand together, in the middle of what is left.
    let side = (area.height() * 0.5).clamp(120.0, 280.0);
    let style = Style::bold(size::GREETING).centered().rows(3);
    let mut most = area;
    most.min.y += side + NEAR;
    let height = text::height(ui, most, words, &style);
    let mut both = area.middle(vec2(area.width(), side + NEAR + height));
    let animal = both.cut_top_by(side, NEAR);
    widgets::avatar(ui, animal.middle(vec2(side, side)), &here.card.picture);
    text::heading(ui, both, words, &style);
    if canvas.portrait {
        let big = foot.cut_top(button);
        (foot, big)
    } else {
        (foot.cut_left((foot.width() * 0.36).min(440.0)), foot)
    }
}
