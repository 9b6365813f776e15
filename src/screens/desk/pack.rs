//! What is wrong with the edited class pack while the last good one is used, and *Try again*.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::kiosk::{Desk, DeskPage, DeskTouch, TabletTouch},
    look::{
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
    },
};

use super::super::{View, chip_height, problems};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let tablet = &desk.tablet;
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let title = area.cut_top_by(48.0, GRID / 2.0);
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, title, &view.say.text("pack-problems"), &style);
    let read = tablet
        .pack_read
        .map(|at| at.strftime("%H:%M:%S").to_string());
    let read = read.unwrap_or_default();
    let words = view.say.with("desk-pack-read", &[("time", &read)]);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(64.0, GRID), &words, &quiet);
    widgets::card(ui, area);
    problems::list(ui, area.shrink(NEAR), view.say, &tablet.pack_problems);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left_by(width, NEAR), &back);
    let again = view.say.text("try-again-button");
    let place = foot.cut_right_by(foot.width().min(360.0), NEAR);
    let again = widgets::big_button(ui, place, None, &again);
    let again = again.then_some(DeskTouch::Tablet(TabletTouch::ReadPack));
    again.or(goes_back.then_some(DeskTouch::Open(DeskPage::Tablet)))
}
