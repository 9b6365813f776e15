//! Class: children by skills. In each cell what the child said, small, and what the teacher found.

use eframe::egui::{Rect, Role, Ui, vec2};

use crate::{
    domain::{
        board,
        kiosk::{DeskPage, DeskTouch},
        standing::Standpoint,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        levels::{self, Ink},
        pictures,
        text::{self, Style},
        theme::{self, GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, class_lists, parts, room_for};

/// The least width of a column that has the name of its skill above it.
const NAMED: f32 = 96.0;

/// Between two rows.
const BETWEEN: f32 = 6.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let (pack, records) = (view.ctx.pack, view.ctx.records);
    let now = view.ctx.moment.wall.datetime();
    let here = DeskPage::Class(0);
    let mut touch = class_lists::switch(ui, area.cut_top_by(TOUCH, GRID), view, &here);
    let foot = area.cut_bottom_by(TOUCH, GRID);
    let mut head = area.cut_top_by(72.0, BETWEEN);
    let names = canvas.either(230.0, 180.0);
    let legend = head.cut_left_by(names, GRID);
    let style = Style::regular(size::SMALL * 0.75).quiet().rows(2);
    text::label_unsaid(ui, legend, &view.say.text("desk-legend"), &style);
    for (place, skill) in head
        .grid_by(pack.skills.len(), 1, 4.0)
        .into_iter()
        .zip(&pack.skills)
    {
        if place.width() < NAMED {
            pictures::paint(ui, place.middle(vec2(44.0, 44.0)), &skill.picture);
            widgets::name(ui, place, Role::Label, view.pack_text(&skill.name));
            continue;
        }
        let (upper, lower) = place.split_top_bottom_at_fraction(0.5);
        pictures::paint(ui, upper.middle(vec2(34.0, 34.0)), &skill.picture);
        let style = Style::regular(size::SMALL * 0.75).centered().rows(2).top();
        text::label_unsaid(ui, lower, view.pack_text(&skill.name), &style);
    }
    let all = board::by_first_name(records);
    let room = room_for(area, TOUCH, BETWEEN);
    let count = all.len().div_ceil(room).max(1);
    let part = part.min(count - 1);
    for (student, record, card) in all.into_iter().skip(part * room).take(room) {
        let mut row = area.cut_top_by(TOUCH, BETWEEN);
        let name = row.cut_left_by(names, GRID);
        let face = Some(Face::Emoji(&card.picture));
        if dense::row_button(ui, name, face, &card.first_name, RowLook::Plain, &[]) {
            touch = Some(DeskTouch::Open(DeskPage::Child(student.clone())));
        }
        cells(ui, row, view, Standpoint { pack, record, now });
    }
    touch.or(parts(ui, foot, view, part, count, DeskPage::Class))
}

/// What one child said and what was found, skill by skill.
fn cells(ui: &Ui, row: Rect, view: &View<'_>, at: Standpoint<'_>) {
    let pack = view.ctx.pack;
    ui.painter().hline(
        row.x_range(),
        row.max.y + BETWEEN / 2.0,
        (1.0, theme::HAIRLINE),
    );
    for (cell, skill) in row
        .grid_by(pack.skills.len(), 1, 4.0)
        .into_iter()
        .zip(&pack.skills)
    {
        let said = at.own_level(skill).and_then(|level| pack.levels.get(level));
        let found = at
            .record
            .skills
            .get(&skill.id)
            .and_then(|record| record.awarded());
        let found = found.and_then(|id| pack.level(id)).map(|(_, level)| level);
        let (left, right) = cell.split_left_right_at_fraction(0.44);
        let side = |most: f32, place: Rect| vec2(1.0, 1.0) * place.width().min(most);
        if let Some(level) = said {
            levels::paint(ui, left.middle(side(28.0, left)), level, Ink::Full);
        }
        if let Some(level) = found {
            levels::paint(ui, right.middle(side(46.0, right)), level, Ink::Full);
        }
        let name = |level: &crate::domain::pack::Level| view.pack_text(&level.name).to_owned();
        let none = view.say.text("desk-no-level");
        let words = view.say.with(
            "desk-cell",
            &[
                ("skill", view.pack_text(&skill.name)),
                ("said", &said.map_or_else(|| none.clone(), name)),
                ("found", &found.map_or_else(|| none.clone(), name)),
            ],
        );
        widgets::name(ui, cell, Role::Label, &words);
    }
}
