//! The task being worked on, its link as a QR code, and how it went.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{event::HowItWent, kiosk::Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        picture_card::{self, PictureCard},
        qr,
        text::{self, Style},
        theme::{self, BIG_TOUCH, NEAR, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_place, back_row, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let Some(task) = here.at.task() else {
        let mut page = head(ui, canvas, view, here, &view.say.text("my-task"), None);
        let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
        return page.close(ui, view, back(ui, back_place, view));
    };
    let mut page = head(ui, canvas, view, here, view.pack_text(&task.name), None);
    let mut foot = page
        .area
        .cut_bottom_by(canvas.either(120.0, BIG_TOUCH), NEAR);
    let back_place = back_place(ui, canvas, &mut foot, view);
    let style = Style::regular(size::NAME).centered().rows(3);
    let about = view.pack_text(&task.about);
    let area = page.area;
    let most = Rect::from_min_size(area.min, vec2(area.width(), area.height() * 0.38));
    let height = text::height(ui, most, about, &style);
    text::label(ui, page.area.cut_top_by(height, NEAR), about, &style);
    match &task.link {
        Some(link) => {
            let halves = if canvas.portrait {
                page.area.grid_by(1, 2, NEAR)
            } else {
                page.area.grid_by(2, 1, NEAR)
            };
            if let [left, right] = halves.as_slice() {
                big_picture(ui, *left, Face::Picture(&task.picture));
                link_card(ui, *right, view, link);
            }
        }
        None => big_picture(ui, page.area, Face::Picture(&task.picture)),
    }
    let finished = widgets::big_button(
        ui,
        foot,
        Some(Face::Art(Art::FinishedIt)),
        &view.say.text("finished-it"),
    );
    let touch = finished.then_some(Touch::Finished);
    page.close(ui, view, touch.or(back(ui, back_place, view)))
}

fn big_picture(ui: &Ui, place: Rect, face: Face<'_>) {
    let side = place.size().min_elem().min(420.0);
    let spot = place.middle(vec2(side, side));
    ui.painter().circle(
        spot.center(),
        side / 2.0,
        theme::SUN,
        (4.0, theme::SUN_LINE),
    );
    face.paint(ui, spot.middle(vec2(side, side) * 0.6));
}

fn link_card(ui: &Ui, place: Rect, view: &View<'_>, link: &str) {
    widgets::card(ui, place);
    let mut inner = place.shrink(20.0);
    let style = Style::regular(size::SMALL).centered().rows(2);
    let scan = view.say.text("scan-link");
    let most = Rect::from_min_size(inner.min, vec2(inner.width(), inner.height() * 0.46));
    let height = text::height(ui, most, &scan, &style);
    text::label(ui, inner.cut_bottom_by(height, 8.0), &scan, &style);
    let side = inner.size().min_elem();
    qr::paint(ui, inner.middle(vec2(side, side)), link);
}

/// "How did it go?" in three pictures.
pub(super) fn how_did_it_go(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("how-did-it-go"),
        None,
    );
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let ways = [
        (HowItWent::OnMyOwn, "🚲", "on-my-own"),
        (HowItWent::WithHelp, "🤝", "with-help"),
        (HowItWent::StillHard, "🧗", "still-hard"),
    ];
    let places = if canvas.portrait {
        page.area.grid(1, 3)
    } else {
        page.area.columns(3)
    };
    let card = |(_, emoji, key)| PictureCard::plain(Face::Emoji(emoji), view.say.text(key));
    let cards: Vec<_> = places.into_iter().zip(ways.map(card)).collect();
    let went = picture_card::choose(ui, &cards).and_then(|index| ways.get(index));
    let touch = went.map(|(how, ..)| Touch::Went(*how));
    let touch = touch.or(back(ui, back_place, view));
    page.close(ui, view, touch)
}
