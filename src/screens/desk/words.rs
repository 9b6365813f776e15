//! A few words for a child, in the child's own language: they greet the child at the next tap.

use eframe::egui::Rect;
use eframe::egui::Ui;

use crate::{
    domain::{
        ids::StudentId,
        kiosk::{DeskPage, DeskTouch, TypedFor},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{NEAR, size},
        widgets::{self, Face},
    },
};

use super::super::{View, chip_height};

/// What a teacher says most often.
const WORDS: [&str; 6] = [
    "words-proud",
    "words-kept-going",
    "words-helped",
    "words-show-me",
    "words-see-me",
    "words-try-next",
];

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let card = view.ctx.records.student(student)?.card.get()?;
    let title = view
        .say
        .with("desk-words-for", &[("name", &card.first_name)]);
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, area.cut_top_by(72.0, NEAR), &title, &style);
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let lang = card.language.as_ref().unwrap_or_else(|| view.say.lang());
    let say = view.say.to(lang);
    let columns = if canvas.portrait { 1 } else { 2 };
    let mut touch = None;
    let places = area.grid_by(columns, WORDS.len() / columns, NEAR);
    for (place, key) in places.into_iter().zip(WORDS) {
        let words = say.text(key);
        if widgets::tile(ui, place, Face::Art(Art::ANote), &words, None) {
            touch = Some(DeskTouch::LeaveWords(student.clone(), words));
        }
    }
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    let write = view.say.text("desk-write");
    let width = widgets::chip_width(ui, &write).max(200.0);
    let place = foot.cut_right(width);
    if dense::row_button(ui, place, None, &write, RowLook::Sunny, &[]) {
        touch = Some(DeskTouch::Open(TypedFor::Words(student.clone()).begin("")));
    }
    touch.or(goes_back.then(|| DeskTouch::Open(DeskPage::Child(student.clone()))))
}
