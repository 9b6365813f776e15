//! Whom it is time to talk with: who had no talk yet first, then the longest ago.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        kiosk::{DeskPage, DeskTouch},
        plan,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets::Face,
    },
};

use super::{super::View, goals, nothing_to_do, parts, room_for};

/// Between two rows.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let due = plan::conferences_due(ctx.pack, ctx.records, ctx.moment.wall.date());
    let words = view.say.count("desk-conferences", due.len(), &[]);
    if due.is_empty() {
        nothing_to_do(ui, area, &words);
        return None;
    }
    text::heading(
        ui,
        area.cut_top_by(TOUCH, GRID),
        &words,
        &Style::bold(size::NAME),
    );
    let columns = if canvas.portrait { 1 } else { 2 };
    let mut rows = room_for(area, TOUCH, BETWEEN);
    let mut foot = None;
    if due.len() > rows * columns {
        foot = Some(area.cut_bottom_by(TOUCH, GRID));
        rows = room_for(area, TOUCH, BETWEEN);
    }
    let all = due.len().div_ceil(rows * columns);
    let part = part.min(all - 1);
    let mut few = due.iter().skip(part * rows * columns);
    let mut touch = None;
    for mut column in area.grid_by(columns, 1, GRID) {
        for one in few.by_ref().take(rows) {
            let row = column.cut_top_by(TOUCH, BETWEEN);
            let when = goals::talked(view, one.last);
            let words = format!("{} · {when}", one.card.first_name);
            let face = Some(Face::Emoji(&one.card.picture));
            if dense::row_button(ui, row, face, &words, RowLook::Plain, &[]) {
                touch = Some(DeskTouch::Open(DeskPage::Goals(one.student.clone())));
            }
        }
    }
    touch.or(foot.and_then(|row| parts(ui, row, view, part, all, DeskPage::Conferences)))
}
