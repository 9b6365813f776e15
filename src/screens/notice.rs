//! Short messages: a whole screen while nobody is here, a banner over whoever is.

use eframe::egui::{Rect, Stroke, StrokeKind, Ui, vec2};

use crate::{
    domain::kiosk::{NoticeKind, Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{self, GRID, NEAR, size},
    },
};

use super::{View, chip_height, corner};

/// Its picture, what happened, and what to do.
fn said(kind: NoticeKind) -> (Art, &'static str, Option<&'static str>) {
    match kind {
        NoticeKind::GotYou => (Art::GotYou, "got-you", None),
        NoticeKind::UnknownBadge => (Art::UnknownBadge, "unknown-badge", Some("unknown-badge-do")),
        NoticeKind::VoidedBadge => (Art::OldBadge, "voided-badge", Some("voided-badge-do")),
        NoticeKind::AskYourTeacher => (
            Art::ICanWait,
            "ask-your-teacher",
            Some("ask-your-teacher-do"),
        ),
        NoticeKind::DayIsOver => (Art::OldBadge, "desk-day-over", Some("desk-day-over-do")),
        NoticeKind::TestBadge => (Art::AllSet, "desk-test-badge", Some("desk-test-badge-do")),
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
    let side = canvas.either(280.0, 200.0);
    let picture = area.cut_top_by(side + 8.0, NEAR);
    ui.painter().circle(
        picture.center(),
        side / 2.0,
        theme::SUN,
        Stroke::new(4.0, theme::SUN_LINE),
    );
    art.paint(ui, picture.middle(vec2(side, side) * 0.63));
    let (words, style) = (
        view.say.text(key),
        Style::bold(size::GREETING).centered().rows(2),
    );
    let most = Rect::from_min_size(area.min, vec2(area.width(), area.height() * 0.6));
    let height = text::height(ui, most, &words, &style);
    text::heading(ui, area.cut_top_by(height, GRID), &words, &style);
    if let Some(key) = what_to_do {
        let style = Style::regular(size::NAME).centered().rows(3).top();
        text::label(ui, area, &view.say.text(key), &style);
    }
    // What is said to a grown-up has no voice.
    if !matches!(kind, NoticeKind::DayIsOver | NoticeKind::TestBadge) {
        super::listen(ui, canvas);
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
    let place = banner_place(ui, canvas, view, what_to_do.is_some());
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
    let picture = inner.cut_left_by(64.0, 18.0);
    art.paint(ui, picture.middle(vec2(68.0, 68.0)));
    match what_to_do {
        Some(what_to_do) => {
            let (upper, lower) = inner.split_top_bottom_at_fraction(0.45);
            let name = Style::bold(size::NAME).bottom();
            text::notice(ui, upper, &view.say.text(key), &name);
            let small = Style::regular(size::SMALL).rows(2).top();
            text::notice(ui, lower, &view.say.text(what_to_do), &small);
        }
        None => text::notice(ui, inner, &view.say.text(key), &Style::bold(size::NAME)),
    }
}

/// Over the head, beside "That's not me" and what reads the page, which stay free; upright below them.
fn banner_place(ui: &Ui, canvas: Canvas, view: &View<'_>, long: bool) -> Rect {
    let height = if long { 112.0 } else { 88.0 };
    let height = height * theme::growth(ui);
    let mut row = canvas.area;
    if canvas.portrait {
        row.cut_top_by(chip_height(canvas), GRID);
    } else {
        corner(ui, canvas, &mut row, view);
    }
    row.max.y = row.min.y + height;
    let width = row.width().min(760.0);
    Rect::from_x_y_ranges(row.max.x - width..=row.max.x, row.y_range())
}
