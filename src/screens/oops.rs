//! My oops: a mistake worth sharing, by its kind. Mistakes are celebrated here.

use eframe::egui::Ui;

use crate::{
    domain::{event::OopsKind, kiosk::Touch},
    look::{
        layout::Canvas,
        picture_card::{self, PictureCard},
        widgets::Face,
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let help = view.say.text("oops-about");
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("oops-question"),
        Some(&help),
    );
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let kinds = [
        (OopsKind::TooFast, "🐇", "too-fast"),
        (OopsKind::MisreadIt, "👓", "misread-it"),
        (OopsKind::MixedUpSteps, "🔀", "mixed-up-steps"),
        (OopsKind::NewWay, "🧪", "new-way"),
    ];
    let places = picture_card::places(ui, canvas, page.area, kinds.len());
    let card = |(_, emoji, key)| PictureCard::plain(Face::Emoji(emoji), view.say.text(key));
    let cards: Vec<_> = places.into_iter().zip(kinds.map(card)).collect();
    let shared = picture_card::choose(ui, &cards).and_then(|index| kinds.get(index));
    let touch = shared.map(|(kind, ..)| Touch::Share(*kind));
    let touch = touch.or(back(ui, back_place, view));
    page.close(ui, view, touch)
}
