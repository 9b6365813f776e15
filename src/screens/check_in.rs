//! Check in: where the child's group should be first, then the other stations with a seat left.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{kiosk::Touch, pack::Station, standing::seats_left},
    look::{
        layout::{Canvas, Cut},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, head};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let (mut area, not_me) = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("where-are-you"),
        None,
    );
    let mut touch = not_me.or(back(ui, &mut area, view).then_some(Touch::Back));
    let expected = here
        .at
        .expected_station()
        .and_then(|id| here.at.pack.station(id));
    if let Some(station) = expected {
        let place = area.cut_top(if canvas.portrait { 200.0 } else { 180.0 });
        let words = view
            .say
            .with("im-here-at", &[("station", view.pack_text(&station.name))]);
        if widgets::big_button(ui, place, Some(Face::of_station(station)), &words) {
            touch = Some(Touch::Here(station.id.clone()));
        }
    }
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
    touch.or(other_stations(ui, canvas, area, view, &others))
}

fn other_stations(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    others: &[(&Station, usize)],
) -> Option<Touch> {
    let columns = if canvas.portrait { 1 } else { 2 };
    let rows = others.len().div_ceil(columns).max(1);
    let mut touch = None;
    for (place, (station, seats)) in area.grid(columns, rows).into_iter().zip(others) {
        let height = place.height().min(150.0);
        let place = Rect::from_min_size(place.min, eframe::egui::vec2(place.width(), height));
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
