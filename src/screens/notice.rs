//! Short messages: a whole screen while nobody is here, a banner over whoever is.

use eframe::egui::{Rect, Stroke, StrokeKind, Ui, vec2};

use crate::{
    domain::kiosk::{NoticeKind, Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{self, size},
    },
};

use super::View;

/// Its picture, what happened, and what to do.
fn said(kind: NoticeKind) -> (Art, &'static str, Option<&'static str>) {
    match kind {
        NoticeKind::GotYou => (Art::GotYou, "got-you", None),
        NoticeKind::UnknownBadge => (Art::UnknownBadge, "unknown-badge", Some("unknown-badge-do")),
        NoticeKind::VoidedBadge => (Art::OldBadge, "voided-badge", Some("voided-badge-do")),
        NoticeKind::TeacherBadge => (Art::TeacherBadge, "teacher-badge", Some("teacher-badge-do")),
        NoticeKind::HoldLonger => (Art::HoldLonger, "hold-longer", Some("hold-longer-do")),
        NoticeKind::NotABadge => (Art::NotABadge, "not-a-badge", Some("not-a-badge-do")),
        NoticeKind::TryAgain => (Art::TryAgain, "try-again", Some("try-again-do")),
        NoticeKind::NotSaved => (Art::NotSaved, "not-saved", Some("not-saved-do")),
        NoticeKind::NotYou => (Art::NotYou, "not-you", Some("not-you-do")),
    }
}

pub(super) fn full(ui: &Ui, canvas: Canvas, view: &View<'_>, kind: NoticeKind) -> Option<Touch> {
    let (art, key, what_to_do) = said(kind);
    let mut area = canvas
        .area
        .middle(vec2(canvas.area.width(), canvas.area.height().min(620.0)));
    let picture = area.cut_top(280.0);
    ui.painter().circle(
        picture.center(),
        140.0,
        theme::SUN,
        Stroke::new(4.0, theme::SUN_LINE),
    );
    art.paint(ui, picture.middle(vec2(176.0, 176.0)));
    let title = area.cut_top(120.0);
    text::label(
        ui,
        title,
        &view.say.text(key),
        &Style::bold(size::GREETING).centered().rows(2),
    );
    if let Some(key) = what_to_do {
        text::label(
            ui,
            area,
            &view.say.text(key),
            &Style::regular(size::NAME).centered().rows(3).top(),
        );
    }
    None
}

/// Over whoever is here.
pub(super) fn banner(ui: &Ui, canvas: Canvas, view: &View<'_>, kind: NoticeKind) {
    let (art, key, what_to_do) = said(kind);
    banner_with(ui, canvas, view, art, key, what_to_do);
}

/// Saving takes longer than it should.
pub(super) fn one_moment(ui: &Ui, canvas: Canvas, view: &View<'_>) {
    banner_with(ui, canvas, view, Art::OneMoment, "one-moment", None);
}

fn banner_with(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    art: Art,
    key: &str,
    what_to_do: Option<&str>,
) {
    let height = if what_to_do.is_some() { 128.0 } else { 96.0 };
    let top = canvas.area.center_top() + vec2(0.0, height / 2.0);
    let place = Rect::from_center_size(top, vec2(canvas.area.width().min(760.0), height));
    ui.painter().rect_filled(
        place.translate(vec2(0.0, 6.0)),
        theme::RADIUS,
        theme::SUN_LINE,
    );
    ui.painter().rect(
        place,
        theme::RADIUS,
        theme::SUN,
        Stroke::new(3.0, theme::INK),
        StrokeKind::Inside,
    );
    let mut inner = place.shrink2(vec2(24.0, 12.0));
    let picture = inner.cut_left(72.0);
    art.paint(ui, picture.middle(vec2(68.0, 68.0)));
    match what_to_do {
        Some(what_to_do) => {
            let (upper, lower) = inner.split_top_bottom_at_fraction(0.45);
            text::label(ui, upper, &view.say.text(key), &Style::bold(size::NAME));
            text::label(
                ui,
                lower,
                &view.say.text(what_to_do),
                &Style::regular(size::SMALL).rows(2),
            );
        }
        None => {
            text::label(ui, inner, &view.say.text(key), &Style::bold(size::NAME));
        }
    }
}
