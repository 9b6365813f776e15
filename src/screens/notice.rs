//! Short messages: a whole screen while nobody is here, a banner over whoever is.

use eframe::egui::{Rect, Stroke, StrokeKind, Ui, vec2};

use crate::{
    domain::kiosk::{NoticeKind, Touch},
    look::{
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{self, size},
    },
};

use super::View;

/// Its picture, what happened, and what to do.
fn said(kind: NoticeKind) -> (&'static str, &'static str, Option<&'static str>) {
    match kind {
        NoticeKind::GotYou => ("👍", "got-you", None),
        NoticeKind::UnknownBadge => ("🔍", "unknown-badge", Some("unknown-badge-do")),
        NoticeKind::VoidedBadge => ("🍂", "voided-badge", Some("voided-badge-do")),
        NoticeKind::TeacherBadge => ("🍎", "teacher-badge", Some("teacher-badge-do")),
        NoticeKind::HoldLonger => ("✋", "hold-longer", Some("hold-longer-do")),
        NoticeKind::NotABadge => ("📱", "not-a-badge", Some("not-a-badge-do")),
        NoticeKind::TryAgain => ("🔁", "try-again", Some("try-again-do")),
        NoticeKind::NotSaved => ("🛟", "not-saved", Some("not-saved-do")),
        NoticeKind::NotYou => ("💛", "not-you", Some("not-you-do")),
    }
}

pub(super) fn full(ui: &Ui, canvas: Canvas, view: &View<'_>, kind: NoticeKind) -> Option<Touch> {
    let (emoji, key, what_to_do) = said(kind);
    super::listen(ui, &mut canvas.area.clone());
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
    pictures::emoji(ui, picture.middle(vec2(164.0, 164.0)), emoji);
    let title = area.cut_top(120.0);
    text::label(
        ui,
        title,
        &view.say.text(key),
        &Style::bold(size::GREETING).centered().rows(2),
    );
    if let Some(key) = what_to_do {
        let style = Style::regular(size::NAME).centered().rows(3).top();
        if kind == NoticeKind::TeacherBadge {
            text::label_unsaid(ui, area, &view.say.text(key), &style);
        } else {
            text::label(ui, area, &view.say.text(key), &style);
        }
    }
    None
}

/// Over whoever is here.
pub(super) fn banner(ui: &Ui, canvas: Canvas, view: &View<'_>, kind: NoticeKind) {
    let (emoji, key, what_to_do) = said(kind);
    banner_with(ui, canvas, view, emoji, key, what_to_do);
}

/// Saving takes longer than it should.
pub(super) fn one_moment(ui: &Ui, canvas: Canvas, view: &View<'_>) {
    banner_with(ui, canvas, view, "⏳", "one-moment", None);
}

fn banner_with(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    emoji: &str,
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
    pictures::emoji(ui, picture.middle(vec2(64.0, 64.0)), emoji);
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
