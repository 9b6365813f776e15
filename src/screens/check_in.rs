//! Check in: where the child's group should be first, then the other stations with a seat left.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{kiosk::Touch, pack::Station, standing::seats_left},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{BIG_TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("where-are-you"),
        None,
    );
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let mut touch = None;
    let expected = here
        .at
        .expected_station()
        .and_then(|id| here.at.pack.station(id));
    let others: Vec<(&Station, usize)> = here
        .at
        .pack
        .stations
        .iter()
        .filter(|station| expected.is_none_or(|expected| expected.id != station.id))
        .map(|station| {
            (
                station,
                seats_left(here.at.pack, view.ctx.records, here.at.now, &station.id),
            )
        })
        .filter(|(_, seats)| *seats > 0)
        .collect();
    if others.is_empty() {
        // Nothing else is offered: what is left stands in the middle.
        let height = page.area.height().min(300.0);
        page.area = page.area.middle(vec2(page.area.width(), height));
    }
    if let Some(station) = expected {
        let height = match (canvas.portrait, page.area.height() < 450.0) {
            _ if others.is_empty() => 220.0,
            (true, _) => 180.0,
            (false, false) => 150.0,
            // The other stations need the room.
            (false, true) => BIG_TOUCH,
        };
        let place = page.area.cut_top(canvas.either(height, BIG_TOUCH));
        let words = view
            .say
            .with("im-here-at", &[("station", view.pack_text(&station.name))]);
        if widgets::big_button(ui, place, Some(Face::of_station(station)), &words) {
            touch = Some(Touch::Here(station.id.clone()));
        }
    } else if others.is_empty() {
        let style = Style::bold(size::NAME).centered().rows(3).top();
        let (upper, lower) = page.area.split_top_bottom_at_fraction(0.6);
        let side = upper.size().min_elem();
        Art::Station.paint(ui, upper.middle(vec2(side, side)));
        text::label(ui, lower, &view.say.text("all-full"), &style);
    }
    let touch = touch
        .or(other_stations(ui, page.area, view, &others))
        .or(back(ui, back_place, view));
    page.close(ui, view, touch)
}

fn other_stations(
    ui: &Ui,
    area: Rect,
    view: &View<'_>,
    others: &[(&Station, usize)],
) -> Option<Touch> {
    let mut touch = None;
    for (place, (station, seats)) in area.cells(others.len(), 2.6).into_iter().zip(others) {
        let height = place.height().min(160.0);
        let place = Rect::from_min_size(place.min, vec2(place.width(), height));
        let seats = view.say.count("seats-left", *seats, &[]);
        if widgets::tile(
            ui,
            place,
            Face::of_station(station),
            view.pack_text(&station.name),
            Some(&seats),
        ) {
            touch = Some(Touch::Here(station.id.clone()));
        }
    }
    touch
}
