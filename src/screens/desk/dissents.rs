//! Levels that tablets gave differently on one day: what counts now beside what lost, and one touch
//! that decides.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        dissent::{self, Dissent},
        kiosk::{DeskDid, DeskPage, DeskTouch},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::Face,
    },
};

use super::{super::View, Rows, nothing_to_do};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let all = dissent::dissents(view.ctx.pack, view.ctx.records);
    if all.is_empty() {
        nothing_to_do(ui, area, &view.say.text("desk-dissents-none"));
        return None;
    }
    let title = area.cut_top_by(48.0, GRID / 2.0);
    let style = Style::bold(size::NAME);
    let words = view.say.count("desk-dissents", all.len(), &[]);
    text::heading(ui, title, &words, &style);
    let help = area.cut_top_by(64.0, NEAR);
    let quiet = Style::regular(size::SMALL).quiet().rows(2).top();
    text::label_unsaid(ui, help, &view.say.text("desk-dissents-help"), &quiet);
    let rows = Rows {
        columns: 1,
        height: if canvas.portrait {
            2.0 * TOUCH + GRID
        } else {
            TOUCH
        },
        between: GRID,
        beside: GRID,
    };
    let page = (part, DeskPage::Dissents);
    rows.show(ui, area, view, &all, page, |place, dissent| {
        show_one(ui, canvas, place, view, dissent)
    })
}

fn show_one(
    ui: &Ui,
    canvas: Canvas,
    mut place: Rect,
    view: &View<'_>,
    dissent: &Dissent<'_>,
) -> Option<DeskTouch> {
    let choices = if canvas.portrait {
        place.cut_bottom_by(TOUCH, GRID / 2.0)
    } else {
        place.cut_right_by(place.width() * 0.6, NEAR)
    };
    let animal = place.cut_left_by(TOUCH, GRID);
    pictures::emoji(ui, animal.middle(vec2(48.0, 48.0)), &dissent.card.picture);
    let skill = view.pack_text(&dissent.skill.name);
    let words = format!("{} · {skill}", dissent.card.first_name);
    text::label_unsaid(ui, place, &words, &Style::regular(size::SMALL).rows(2));
    let mut touch = None;
    let places = choices.grid_by(dissent.levels.len(), 1, GRID);
    for (index, (place, level)) in places.into_iter().zip(&dissent.levels).enumerate() {
        let name = view.pack_text(&level.name);
        let (words, look) = if index == 0 {
            let words = view.say.with("desk-counts-now", &[("level", name)]);
            (words, RowLook::Counts)
        } else {
            (name.to_owned(), RowLook::Plain)
        };
        if dense::row_button(ui, place, Some(Face::Level(level)), &words, look, &[]) {
            let did = DeskDid::Decided(dissent.skill.id.clone(), level.id.clone());
            touch = Some(DeskTouch::Do(dissent.student.clone(), did));
        }
    }
    touch
}

/// How many there are.
pub(super) fn count(view: &View<'_>) -> usize {
    dissent::dissents(view.ctx.pack, view.ctx.records).len()
}
