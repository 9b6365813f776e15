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

use super::{super::View, Rows, goals, nothing_to_do};

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
    let rows = Rows {
        columns: if canvas.portrait { 1 } else { 2 },
        height: TOUCH,
        between: BETWEEN,
        beside: GRID,
    };
    let page = (part, DeskPage::Conferences);
    rows.show(ui, area, view, &due, page, |row, one| {
        let when = goals::talked(view, one.last);
        let words = format!("{} · {when}", one.card.first_name);
        let face = Some(Face::Emoji(&one.card.picture));
        let goals = DeskTouch::Open(DeskPage::Goals(one.student.clone()));
        dense::row_button(ui, row, face, &words, RowLook::Plain, &[]).then_some(goals)
    })
}
