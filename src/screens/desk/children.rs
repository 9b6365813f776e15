//! Roster: everybody in the class, to add, change or let go.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        board,
        ids::StudentId,
        kiosk::{CardDraft, DeskPage, DeskTouch, Erased},
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
    class_lists, parts, room_for,
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
    let here = DeskPage::Children(0);
    let mut touch = class_lists::switch(ui, area.cut_top_by(TOUCH, GRID), view, &here);
    let columns = if canvas.portrait { 2 } else { 4 };
    let mut rows = room_for(area, TOUCH, BETWEEN);
    let mut foot = None;
    if all.len() + 1 > rows * columns {
        foot = Some(area.cut_bottom_by(TOUCH, GRID));
        rows = room_for(area, TOUCH, BETWEEN);
    }
    // The first place of every part adds a child.
    let room = (rows * columns).saturating_sub(1).max(1);
    let count = all.len().div_ceil(room).max(1);
    let part = part.min(count - 1);
    let mut few = all.into_iter().skip(part * room);
    for (index, mut column) in area.grid_by(columns, 1, BETWEEN).into_iter().enumerate() {
        let mut rows = rows;
        if index == 0 {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            let words = view.say.text("desk-add");
            if dense::row_button(ui, place, None, &words, RowLook::Sunny, &[]) {
                let draft = CardDraft::new(records);
                touch = Some(DeskTouch::Open(DeskPage::Card(Box::new(draft))));
            }
            rows = rows.saturating_sub(1);
        }
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
    let goes = widgets::chip(ui, foot.cut_right_by(width, GRID), &words);
    let words = view.say.text("desk-delete");
    let width = widgets::chip_width(ui, &words);
    if widgets::chip(ui, foot.cut_right(width), &words) {
        let who = Erased::Child(student.clone());
        return Some(DeskTouch::Open(DeskPage::Erase(who, false)));
    }
    let back = CardDraft::of(view.ctx.records, student).filter(|_| goes_back);
    let back = back.map(|draft| DeskTouch::Open(DeskPage::Card(Box::new(draft))));
    back.or(goes.then(|| DeskTouch::Leave(student.clone())))
}
