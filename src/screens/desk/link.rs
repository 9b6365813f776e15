//! A new badge for a child: the next badge that nobody has becomes theirs.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        ids::StudentId,
        kiosk::{DeskPage, DeskTouch},
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{NEAR, size},
        widgets,
    },
};

use super::super::{View, chip_height};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let card = view.ctx.records.student(student)?.card.get()?;
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let words = view
        .say
        .with("desk-link-for", &[("name", &card.first_name)]);
    let style = Style::bold(size::NAME).centered().rows(2);
    text::heading(ui, area.cut_top_by(96.0, NEAR), &words, &style);
    let side = area.size().min_elem().min(380.0);
    Art::Tap.paint(ui, area.middle(vec2(side, side)));
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    widgets::chip(ui, foot.cut_left(width), &back)
        .then(|| DeskTouch::Open(DeskPage::Badges(student.clone(), None)))
}
