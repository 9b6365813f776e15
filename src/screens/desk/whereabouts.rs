//! Where one child is, should be, and can be sent: all that a substitute sees of a child.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        ids::StudentId,
        kiosk::{DeskDid, DeskTouch},
        pack::Station,
        standing::Standpoint,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GAP, GRID, NEAR, size},
        widgets::{self, Face},
    },
};

use super::super::View;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
) -> Option<DeskTouch> {
    let at = view.ctx.standpoint(student)?;
    area.cut_top(GRID);
    head(ui, area.cut_top_by(96.0, NEAR), view, at);
    let stations = &view.ctx.pack.stations;
    let places: Vec<_> = stations.iter().map(Some).chain([None]).collect();
    let columns = if canvas.portrait { 2 } else { 3 };
    let rows = places.len().div_ceil(columns);
    #[expect(clippy::cast_precision_loss, reason = "a class has a few stations")]
    let most = 120.0 * rows as f32;
    area.max.y = area.max.y.min(area.min.y + most);
    let mut touch = None;
    for (place, station) in area.grid_by(columns, rows, NEAR).into_iter().zip(places) {
        touch = touch.or(show_place(ui, place, view, at, station));
    }
    touch.map(|what| DeskTouch::Do(student.clone(), what))
}

/// Who it is, and where they should be if that is elsewhere.
fn head(ui: &Ui, mut row: Rect, view: &View<'_>, at: Standpoint<'_>) {
    let Some(card) = at.record.card.get() else {
        return;
    };
    let animal = row.cut_left_by(96.0, GAP);
    widgets::avatar(ui, animal, &card.picture);
    let name = format!("{} {}", card.first_name, card.last_name);
    let style = Style::bold(size::NAME).rows(2);
    let expected = at.expected_station().filter(|_| !is_right(at));
    let Some(station) = expected.and_then(|id| view.ctx.pack.station(id)) else {
        return text::heading(ui, row, name.trim(), &style);
    };
    let (upper, lower) = row.split_top_bottom_at_fraction(0.58);
    text::heading(ui, upper, name.trim(), &style.bottom());
    let words = view.say.with(
        "desk-should-be",
        &[("station", view.pack_text(&station.name))],
    );
    let style = Style::regular(size::SMALL).quiet().top();
    text::label_unsaid(ui, lower, &words, &style);
}

/// Whether the child is where their group is.
fn is_right(at: Standpoint<'_>) -> bool {
    at.station_now().is_some() && at.station_now() == at.expected_station()
}

/// One station, or nowhere.
fn show_place(
    ui: &Ui,
    place: Rect,
    view: &View<'_>,
    at: Standpoint<'_>,
    station: Option<&Station>,
) -> Option<DeskDid> {
    let id = station.map(|station| &station.id);
    let is_here = at.station_now() == id;
    let look = if is_here {
        RowLook::Chosen
    } else if id.is_some() && at.expected_station() == id {
        RowLook::Sunny
    } else {
        RowLook::Plain
    };
    let (face, name) = match station {
        Some(station) => (
            (!is_here).then(|| Face::of_station(station)),
            view.pack_text(&station.name).to_owned(),
        ),
        None => (None, view.say.text("desk-not-here")),
    };
    let touched = dense::row_button(ui, place, face, &name, look, &[]);
    (touched && !is_here).then(|| match station {
        Some(station) => DeskDid::Moved(station.id.clone()),
        None => DeskDid::CheckedOut,
    })
}
