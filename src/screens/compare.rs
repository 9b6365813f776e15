//! What the teacher found, shown only after the child has said what they think. Never a score.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::{ids::SkillId, kiosk::Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        levels,
        picture_card::PictureCard,
        theme::{BIG_TOUCH, NEAR},
        widgets::{self, Face},
    },
};

use super::{Here, View, head};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    skill: &SkillId,
    said: usize,
    found: usize,
) -> Option<Touch> {
    let skill = here.at.pack.skill(skill)?;
    let levels = &here.at.pack.levels;
    let mut page = head(ui, canvas, view, here, view.pack_text(&skill.name), None);
    let key = match found.cmp(&said) {
        std::cmp::Ordering::Equal => "same-view",
        std::cmp::Ordering::Greater => "found-higher",
        std::cmp::Ordering::Less => "found-lower",
    };
    let foot = page
        .area
        .cut_bottom_by(canvas.either(120.0, BIG_TOUCH), NEAR);
    let next = page.area.cut_bottom_by(canvas.either(112.0, 84.0), NEAR);
    let area = page.area;
    let width = area.width().min(820.0);
    let pair = area.middle(vec2(width, area.height())).columns(2);
    for ((place, key), level) in pair
        .into_iter()
        .zip(["you-said", "we-found"])
        .zip([said, found])
    {
        let Some(level) = levels.get(level) else {
            continue;
        };
        PictureCard {
            face: Face::Level(level),
            wash: levels::wash(level),
            words: view.say.text(key).into(),
            more: Some(view.pack_text(&level.name)),
            level: None,
            mark: None,
            chosen: None,
            named: format!("{}: {}", view.say.text(key), view.pack_text(&level.name)).into(),
        }
        .show_still(ui, place);
    }
    widgets::sunny_plate(
        ui,
        next,
        Face::Art(Art::MyTrail),
        &view.say.text(key),
        &view.say.text("next-step"),
    );
    let went_on = widgets::big_button(
        ui,
        foot,
        Some(Face::Art(Art::GoOn)),
        &view.say.text("go-on"),
    );
    page.close(ui, view, went_on.then_some(Touch::Next))
}
