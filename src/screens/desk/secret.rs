//! A child's secret pictures, for the teacher's eyes: shown after a deliberate touch, and drawn anew.

use eframe::egui::{Rect, Ui, vec2};
use jiff::Timestamp;

use crate::{
    domain::{
        ids::StudentId,
        kiosk::{DeskPage, DeskTouch},
        time::Stamp,
    },
    look::{
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{GAP, GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::{
    super::{View, forgotten},
    child,
};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let badges = DeskPage::Badges(student.clone(), None);
    let mut touch = child::head(ui, canvas, &mut area, view, &badges);
    let record = view.ctx.records.student(student)?;
    let name = record.card.get()?.first_name.as_str();
    let mut foot = area.cut_bottom_by(TOUCH, GRID);
    let back = view.say.text("back");
    if widgets::chip(ui, foot.cut_left(widgets::chip_width(ui, &back)), &back) {
        touch = Some(DeskTouch::Open(badges));
    }
    let draw = match record.secret.pictures() {
        Some(_) => view.say.text("desk-secret-new"),
        None => view.say.text("desk-secret-give"),
    };
    if widgets::chip(ui, foot.cut_right(widgets::chip_width(ui, &draw)), &draw) {
        touch = Some(DeskTouch::DrawSecrets(Some(student.clone())));
    }
    let title = view.say.with("desk-secret-of", &[("name", name)]);
    let style = Style::bold(size::NAME).centered();
    text::label_unsaid(ui, area.cut_top_by(48.0, GRID / 2.0), &title, &style);
    let about = view.say.with("desk-secret-about", &[("name", name)]);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(64.0, NEAR), &about, &quiet);
    let now = view.ctx.moment.wall.datetime();
    if let Some(until) = record.secret.closed_until(now) {
        let time = until.strftime("%H:%M").to_string();
        let words = view.say.with("desk-secret-closed", &[("time", &time)]);
        let row = area.cut_bottom_by(64.0, GRID);
        widgets::sunny_card(ui, row);
        let style = Style::regular(size::SMALL).centered().rows(2);
        text::label_unsaid(ui, row.shrink(GRID / 2.0), &words, &style);
    }
    let Some(secret) = record.secret.pictures() else {
        let words = view.say.text("desk-secret-none");
        text::label_unsaid(ui, area, &words, &Style::regular(size::TEXT).centered());
        return touch;
    };
    let high = area.height().min(260.0);
    let wide = area.width().min(3.0 * high + 2.0 * GAP);
    let places = area.middle(vec2(wide, high)).grid_by(3, 1, NEAR);
    for (place, picture) in places.into_iter().zip(secret.pictures()) {
        widgets::card(ui, place);
        let (upper, lower) = place.split_top_bottom_at_fraction(0.72);
        let side = (upper.size().min_elem() - 24.0).min(132.0);
        pictures::emoji(ui, upper.middle(vec2(side, side)), picture.emoji());
        let words = view.say.text(forgotten::name(picture));
        text::label_unsaid(ui, lower, &words, &Style::bold(size::SMALL).centered());
    }
    touch
}

/// The row of a child's badges page that tells whether they have secret pictures, and leads to them.
pub(super) fn row(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let record = view.ctx.records.student(student)?;
    let has = record.secret.pictures().is_some();
    let (words, key) = match record.secret.since().filter(|_| has) {
        Some(since) => {
            let day = day(view, since);
            let words = view.say.with("desk-secret-has", &[("day", &day)]);
            (words, "desk-secret-show")
        }
        None => (view.say.text("desk-secret-none"), "desk-secret-give"),
    };
    let button = view.say.text(key);
    let width = widgets::chip_width(ui, &button);
    let place = row.cut_right_by(width, GRID);
    text::label_unsaid(ui, row, &words, &Style::regular(size::SMALL).rows(2));
    let touched = widgets::chip(ui, place, &button);
    touched.then(|| {
        if has {
            DeskTouch::Open(DeskPage::Secret(student.clone()))
        } else {
            DeskTouch::DrawSecrets(Some(student.clone()))
        }
    })
}

/// The day of an entry, where this tablet stands.
pub(super) fn day(view: &View<'_>, stamp: &Stamp) -> String {
    let zone = view.ctx.moment.wall.time_zone();
    let at = Timestamp::from_millisecond(stamp.clock.millis).unwrap_or_default();
    view.say.date("desk-day", at.to_zoned(zone.clone()).date())
}
