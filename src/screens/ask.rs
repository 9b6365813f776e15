//! The two questions that may come in between: a second child while the first still reflects, and
//! "Still there?". Neither shows anything of what the first child was doing.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::kiosk::Touch,
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::size,
        widgets::{self, Face},
    },
};

use super::{Here, View};

/// A second child: check in quickly, or wait.
pub(super) fn handover(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let words = view
        .say
        .with("friend-is-busy", &[("name", &here.card.first_name)]);
    let (left, right) = question(ui, canvas, here, &words);
    let mut corner = canvas.area;
    let mut touch = super::not_me(ui, &mut corner, view);
    if widgets::tile(
        ui,
        left,
        Face::Art(Art::ICanWait),
        &view.say.text("i-can-wait"),
        None,
    ) {
        touch = Some(Touch::Done);
    }
    if widgets::big_button(
        ui,
        right,
        Some(Face::Art(Art::Quick)),
        &view.say.text("check-in-quickly"),
    ) {
        touch = Some(Touch::QuickCheckIn);
    }
    touch
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
    if widgets::tile(
        ui,
        left,
        Face::Art(Art::NotMe),
        &view.say.text("not-me"),
        None,
    ) {
        touch = Some(Touch::NotMe);
    }
    if widgets::big_button(
        ui,
        right,
        Some(Face::Art(Art::StillHere)),
        &view.say.text("im-still-here"),
    ) {
        touch = Some(Touch::StillHere);
    }
    touch
}

fn question(ui: &Ui, canvas: Canvas, here: Here<'_>, words: &str) -> (Rect, Rect) {
    let place = canvas
        .area
        .middle(vec2(canvas.area.width(), canvas.area.height().min(680.0)));
    let mut area = place;
    let mut foot = area.cut_bottom(if canvas.portrait { 288.0 } else { 132.0 });
    let animal = area.cut_top(220.0);
    widgets::avatar(ui, animal.middle(vec2(200.0, 200.0)), &here.card.picture);
    text::label(
        ui,
        area,
        words,
        &Style::bold(size::GREETING).centered().rows(3),
    );
    if canvas.portrait {
        let big = foot.cut_top(132.0);
        (foot, big)
    } else {
        (foot.cut_left(400.0), foot)
    }
}
