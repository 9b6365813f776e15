//! Roster: everybody in the class, to add, change or let go.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        board,
        ids::StudentId,
        kiosk::{CardDraft, DeskPage, DeskTouch},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{
    super::{View, chip_height},
    class_badges, parts, room_for,
};

/// Between two children.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let records = view.ctx.records;
    let all = board::by_first_name(records);
    let mut head = area.cut_top_by(TOUCH, GRID);
    let add = view.say.text("desk-add");
    let width = widgets::chip_width(ui, &add)
        .max(240.0)
        .min(head.width() * 0.5);
    let place = head.cut_right_by(width, GRID);
    let mut touch = None;
    if dense::row_button(ui, place, None, &add, RowLook::Sunny, &[]) {
        touch = Some(DeskTouch::Open(DeskPage::Card(Box::new(CardDraft::new(
            records,
        )))));
    }
    touch = touch.or(class_badges::way(ui, &mut head, view));
    let words = view.say.count("desk-children", all.len(), &[]);
    text::heading(ui, head, &words, &Style::bold(size::NAME));
    let columns = if canvas.portrait { 2 } else { 4 };
    let mut rows = room_for(area, TOUCH, BETWEEN);
    let mut foot = None;
    if all.len() > rows * columns {
        foot = Some(area.cut_bottom_by(TOUCH, GRID));
        rows = room_for(area, TOUCH, BETWEEN);
    }
    let count = all.len().div_ceil(rows * columns).max(1);
    let part = part.min(count - 1);
    let mut few = all.into_iter().skip(part * rows * columns);
    for mut column in area.grid_by(columns, 1, BETWEEN) {
        for (student, _, card) in few.by_ref().take(rows) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            let face = Some(Face::Emoji(&card.picture));
            let name = format!("{} {}", card.first_name, card.last_name);
            if dense::row_button(ui, place, face, name.trim(), RowLook::Plain, &[]) {
                let draft = CardDraft::of(records, student);
                touch = draft.map(|draft| DeskTouch::Open(DeskPage::Card(Box::new(draft))));
            }
        }
    }
    touch.or(foot.and_then(|foot| parts(ui, foot, view, part, count, DeskPage::Children)))
}

/// The way to the roster, at the right of a row.
pub(super) fn way(ui: &Ui, row: &mut Rect, view: &View<'_>) -> Option<DeskTouch> {
    let words = view.say.text("desk-roster");
    let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
    widgets::chip(ui, place, &words).then_some(DeskTouch::Open(DeskPage::Children(0)))
}

/// Whether a child leaves the class: asked once.
pub(super) fn leaves(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let card = view.ctx.records.card(student)?;
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let side = (area.height() * 0.34).min(160.0);
    let animal = area.cut_top_by(side, NEAR);
    widgets::avatar(ui, animal.middle(vec2(side, side)), &card.picture);
    let name = format!("{} {}", card.first_name, card.last_name);
    let words = view.say.with("desk-leaves-ask", &[("name", name.trim())]);
    let place = area.cut_top_by(area.height() * 0.5, GRID);
    text::heading(
        ui,
        place,
        &words,
        &Style::bold(size::NAME).centered().rows(2),
    );
    let words = view.say.text("desk-leaves-kept");
    let style = Style::regular(size::TEXT).quiet().centered().rows(2).top();
    text::label_unsaid(ui, area, &words, &style);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    let words = view.say.text("desk-leaves");
    let width = widgets::chip_width(ui, &words);
    let goes = widgets::chip(ui, foot.cut_right(width), &words);
    let back = CardDraft::of(view.ctx.records, student).filter(|_| goes_back);
    let back = back.map(|draft| DeskTouch::Open(DeskPage::Card(Box::new(draft))));
    back.or(goes.then(|| DeskTouch::Leave(student.clone())))
}
