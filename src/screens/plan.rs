//! My plan: the goal, and by when.

use eframe::egui::{Ui, vec2};

use crate::{
    domain::kiosk::Touch,
    look::{
        art::Art,
        layout::{Canvas, Cut},
        levels,
        picture_card::PictureCard,
        text::{self, Style},
        theme::{NEAR, size},
        widgets::{Face, sunny_card},
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let mut page = head(ui, canvas, view, here, &view.say.text("my-plan"), None);
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let area = page.area;
    let goal = here.at.focus().and_then(|focus| {
        let goal = here.at.record.skills.get(&focus.id)?.goal.get()?.as_ref()?;
        Some((focus, goal, here.at.pack.level(&goal.level)?.1))
    });
    let width = area.width().min(620.0);
    let place = area.middle(vec2(width, area.height().min(460.0)));
    if let Some((focus, goal, level)) = goal {
        let name = view.pack_text(&level.name);
        let words = format!("{}: {}", view.say.text("my-goal"), name);
        let more = format!(
            "{} · {}",
            view.pack_text(&focus.name),
            view.say.date("by-date", goal.by)
        );
        let card = PictureCard {
            wash: levels::wash(level),
            more: Some(&more),
            ..PictureCard::plain(Face::Level(level), &words)
        };
        card.show_still(ui, place);
    } else {
        sunny_card(ui, place);
        let mut inner = place.shrink(canvas.either(36.0, 18.0));
        let words = inner.cut_bottom_by(inner.height() * 0.5, NEAR);
        let side = inner.height().min(200.0);
        Art::NoGoal.paint(ui, inner.middle(vec2(side, side)));
        text::label(
            ui,
            words,
            &view.say.text("no-goal"),
            &Style::regular(size::NAME).centered().rows(3),
        );
    }
    let touch = back(ui, back_place, view);
    page.close(ui, view, touch)
}
