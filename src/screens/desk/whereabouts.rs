//! Where one child is, and where to send them: all that a substitute sees of a child.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{ids::StudentId, kiosk::DeskTouch},
    look::{
        layout::Cut,
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
    },
};

use super::{super::View, child};

pub(super) fn show(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let at = view.ctx.standpoint(student)?;
    let card = at.record.card.get()?;
    let mut row = area.cut_top_by(84.0, NEAR);
    let animal = row.cut_left_by(84.0, GRID);
    widgets::avatar(ui, animal, &card.picture);
    let name = format!("{} {}", card.first_name, card.last_name);
    text::heading(ui, row, name.trim(), &Style::bold(size::NAME).rows(2));
    child::show_stations(ui, area, view, student, at)
}
