//! Reflect: one criterion, and for each level one picture of how work looks there.

use eframe::egui::{Ui, pos2};

use crate::{
    domain::kiosk::{Draft, Touch},
    look::{
        layout::Canvas,
        levels,
        picture_card::{self, PictureCard},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    draft: &Draft,
    at: usize,
) -> Option<Touch> {
    let skill = here.at.pack.skill(&draft.skill)?;
    let criterion = skill.rubric.get(at)?;
    let help = view.say.text("tap-the-picture");
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        view.pack_text(&criterion.name),
        Some(&help),
    );
    let (back_place, foot) = back_row(ui, canvas, &mut page.area, view);
    let steps = skill.rubric.len();
    let named = view.say.with(
        "step-of",
        &[
            ("step", &(at + 1).to_string()),
            ("steps", &steps.to_string()),
        ],
    );
    let middle = pos2(page.area.center().x, foot.center().y);
    widgets::steps(ui, middle, steps, at, &named);

    let levels = &here.at.pack.levels;
    let places = picture_card::places(ui, canvas, page.area, levels.len());
    let chosen = draft.picks.get(at).copied().flatten();
    let cells = criterion.cells.iter().zip(levels).enumerate();
    let cards = cells.map(|(index, (cell, level))| {
        let words = view.pack_text(&cell.text);
        let named = format!("{}: {words}", view.pack_text(&level.name));
        PictureCard {
            face: Face::Picture(&cell.picture),
            wash: levels::wash(level),
            words: words.into(),
            more: None,
            level: Some(level),
            mark: None,
            chosen: (chosen == Some(index)).then(|| levels::color(level)),
            named: named.into(),
        }
    });
    let cards: Vec<_> = places.into_iter().zip(cards).collect();
    let touch = picture_card::choose(ui, &cards).map(Touch::Pick);
    let touch = touch.or(back(ui, back_place, view));
    page.close(ui, view, touch)
}
