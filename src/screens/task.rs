//! The task being worked on, its link as a QR code, and how it went.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{event::HowItWent, kiosk::Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        picture_card::PictureCard,
        qr,
        text::{self, Style},
        theme::{self, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let Some(task) = here.at.task() else {
        let (mut area, not_me) = head(ui, canvas, view, here, &view.say.text("my-task"), None);
        return not_me.or(back(ui, &mut area, view).then_some(Touch::Back));
    };
    let (mut area, not_me) = head(
        ui,
        canvas,
        view,
        here,
        view.pack_text(&task.name),
        Some(view.pack_text(&task.about)),
    );
    let mut foot = area.cut_bottom(120.0);
    let words = view.say.text("back");
    let width = widgets::chip_width(ui, &words).max(160.0);
    let mut touch = not_me;
    if widgets::chip(ui, foot.cut_left(width).middle(vec2(width, 76.0)), &words) {
        touch = Some(Touch::Back);
    }
    if widgets::big_button(
        ui,
        foot,
        Some(Face::Art(Art::FinishedIt)),
        &view.say.text("finished-it"),
    ) {
        touch = Some(Touch::Finished);
    }
    match &task.link {
        Some(link) => {
            let halves = if canvas.portrait {
                area.grid(1, 2)
            } else {
                area.columns(2)
            };
            if let [left, right] = halves.as_slice() {
                big_picture(ui, *left, Face::Picture(&task.picture));
                link_card(ui, *right, view, link);
            }
        }
        None => big_picture(ui, area, Face::Picture(&task.picture)),
    }
    touch
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
    let words = inner.cut_bottom(64.0);
    text::label(
        ui,
        words,
        &view.say.text("scan-link"),
        &Style::regular(size::SMALL).centered().rows(2),
    );
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
    let (mut area, not_me) = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("how-did-it-go"),
        None,
    );
    let mut touch = not_me.or(back(ui, &mut area, view).then_some(Touch::Back));
    let ways = [
        (HowItWent::OnMyOwn, "🚲", "on-my-own"),
        (HowItWent::WithHelp, "🤝", "with-help"),
        (HowItWent::StillHard, "🧗", "still-hard"),
    ];
    let places = if canvas.portrait {
        area.grid(1, 3)
    } else {
        area.columns(3)
    };
    for (place, (how, emoji, key)) in places.into_iter().zip(ways) {
        let words = view.say.text(key);
        if PictureCard::plain(Face::Emoji(emoji), &words).show(ui, place) {
            touch = Some(Touch::Went(how));
        }
    }
    touch
}
