//! Now: stations as columns with the children in them, how long the round lasts, and what waits.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        badge_life,
        board::{self, Column, Seated},
        ids::StationId,
        kiosk::{DeskPage, DeskTouch, TabletsPage},
        plan,
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, dissents, give, room_for};

/// Between two children of a column.
const BETWEEN: f32 = 8.0;

pub(super) fn show(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let now = ctx.moment.wall.datetime();
    let mut line = area.cut_top_by(TOUCH, GRID);
    // Beside the line, if the tablet lies.
    let mut ways = if canvas.portrait {
        area.cut_top_by(TOUCH, GRID)
    } else {
        line
    };
    let waits = waits(view);
    let places = if waits.is_empty() {
        Vec::new()
    } else {
        // A few are no wider than three, where the tablet lies.
        let least = if canvas.portrait { 1 } else { 3 };
        area.cut_top_by(TOUCH, GRID).columns(waits.len().max(least))
    };
    let mut touch = without_badge(ui, &mut ways, view);
    if view
        .kiosk
        .desk()
        .is_some_and(|desk| desk.may(&DeskPage::Unknown(0)))
    {
        touch = touch.or(give::way(ui, &mut ways, view));
    }
    if !canvas.portrait {
        line = ways;
    }
    for ((words, page), place) in waits.into_iter().zip(places) {
        if widgets::chip(ui, place, &words) {
            touch = Some(DeskTouch::Open(page));
        }
    }
    let style = Style::regular(size::SMALL).quiet().rows(2);
    text::label_unsaid(ui, line, &says(view), &style);
    let columns = board::board(ctx.pack, ctx.records, now);
    let rows = if canvas.portrait { 2 } else { 1 };
    let places = area.grid_by(columns.len().div_ceil(rows), rows, GRID);
    for (place, column) in places.into_iter().zip(&columns) {
        touch = touch.or(show_column(ui, place, view, column));
    }
    touch
}

/// The way in for a child who forgot their badge.
fn without_badge(ui: &Ui, line: &mut Rect, view: &View<'_>) -> Option<DeskTouch> {
    let words = view.say.text("desk-without-badge");
    let place = line.cut_right_by(widgets::chip_width(ui, &words), GRID);
    widgets::chip(ui, place, &words).then_some(DeskTouch::WithoutBadge)
}

/// What waits for the teacher besides the requests, and the pages where it is.
fn waits(view: &View<'_>) -> Vec<(String, DeskPage)> {
    let ctx = view.ctx;
    let due = plan::conferences_due(ctx.pack, ctx.records, ctx.moment.wall.date()).len();
    let (unknown, unknown_page) = give::unknown_page(view).unwrap_or((0, DeskPage::Unknown(0)));
    let flagged = badge_life::flagged(ctx.records).len();
    let all = [
        ("desk-unknown-badges", unknown, unknown_page),
        (
            "desk-dissents",
            dissents::count(view),
            DeskPage::Dissents(0),
        ),
        ("desk-conferences", due, DeskPage::Conferences(0)),
        ("desk-flagged", flagged, DeskPage::Flagged(0)),
        (
            "desk-tablets-wait",
            view.kiosk.sharing().waiting(),
            DeskPage::Tablets(TabletsPage::All(0)),
        ),
    ];
    let may = |page: &DeskPage| view.kiosk.desk().is_some_and(|desk| desk.may(page));
    let some = all
        .into_iter()
        .filter(|(_, count, page)| *count > 0 && may(page));
    some.map(|(key, count, page)| (view.say.count(key, count, &[]), page))
        .collect()
}

/// The round, how much of it is left, and what waits.
fn says(view: &View<'_>) -> String {
    let ctx = view.ctx;
    let now = ctx.moment.wall.datetime();
    let mut parts = Vec::new();
    match ctx.pack.place(now) {
        Some(place) => {
            parts.push(view.pack_text(&place.block.name).to_owned());
            let left = place.until.duration_since(now).as_secs_f32();
            let minutes = super::super::start::minutes_left(left);
            parts.push(view.say.count("minutes-left", minutes, &[]));
        }
        None => parts.push(view.say.text("between-blocks")),
    }
    parts.join(" · ")
}

fn show_column(
    ui: &Ui,
    mut place: Rect,
    view: &View<'_>,
    column: &Column<'_>,
) -> Option<DeskTouch> {
    let head = place.cut_top_by(TOUCH, BETWEEN);
    let (face, name) = title(view, column);
    let mut children: Vec<_> = column.children.iter().collect();
    // Who is elsewhere or reflecting is never among those there is no room for.
    children.sort_by_key(|child| child.elsewhere.is_none() && !view.kiosk.has_draft(child.student));
    let all = children.len();
    let words = format!("{name} {all}");
    let mut touch = None;
    if dense::row_button(ui, head, Some(face), &words, RowLook::Head, &[]) {
        let station = column.station.map(|station| station.id.clone());
        touch = Some(DeskTouch::Open(DeskPage::Place(station)));
    }
    let room = room_for(place, TOUCH, BETWEEN);
    let shown = if all > room { room - 1 } else { all };
    for child in children.into_iter().take(shown) {
        touch = touch.or(show_child(
            ui,
            place.cut_top_by(TOUCH, BETWEEN),
            view,
            child,
        ));
    }
    if all > shown {
        let more = view.say.count("desk-more-children", all - shown, &[]);
        let row = place.cut_top_by(TOUCH, BETWEEN);
        if dense::row_button(ui, row, None, &more, RowLook::Plain, &[]) {
            let station = column.station.map(|station| station.id.clone());
            touch = Some(DeskTouch::Open(DeskPage::Place(station)));
        }
    }
    touch
}

fn title<'a>(view: &View<'a>, column: &Column<'a>) -> (Face<'a>, String) {
    match column.station {
        Some(station) => (
            Face::of_station(station),
            view.pack_text(&station.name).to_owned(),
        ),
        None => (Face::Art(Art::BetweenBlocks), view.say.text("desk-nowhere")),
    }
}

/// Yellow, with the sign of where they should be, for who is somewhere else. Its name says what the
/// sign does.
fn show_child(ui: &Ui, place: Rect, view: &View<'_>, child: &Seated<'_>) -> Option<DeskTouch> {
    let (look, sign) = match child.elsewhere {
        Some(station) => {
            let name = view.pack_text(&station.name);
            let words = view.say.with("desk-should-be", &[("station", name)]);
            (RowLook::Sunny, Some((Face::of_station(station), words)))
        }
        None if view.kiosk.has_draft(child.student) => {
            let words = view.say.text("desk-reflecting");
            let sign = (Face::Art(Art::LookAtMyWork), words);
            (RowLook::Plain, Some(sign))
        }
        None => (RowLook::Plain, None),
    };
    let face = Some(Face::Emoji(&child.card.picture));
    let name = child.card.first_name.as_str();
    let (mark, named) = match sign {
        Some((mark, words)) => (Some(mark), format!("{name} · {words}")),
        None => (None, name.to_owned()),
    };
    dense::named_row(ui, place, (name, &named), face, look, mark.as_slice())
        .then(|| Some(DeskTouch::Open(view.kiosk.desk()?.page_of(child.student))))
        .flatten()
}

/// Everybody at one place, where a column has no room for all.
pub(super) fn one_place(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    station: Option<&StationId>,
) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let columns = board::board(ctx.pack, ctx.records, ctx.moment.wall.datetime());
    let column = columns
        .iter()
        .find(|column| column.station.map(|station| &station.id) == station)?;
    let (_, name) = title(view, column);
    let words = format!("{name} · {}", column.children.len());
    let style = Style::bold(size::NAME);
    let mut head = area.cut_top_by(TOUCH, GRID);
    let mut touch = None;
    let now = ctx.moment.wall.datetime();
    let missing = station.map(|station| board::missing_at(ctx.pack, ctx.records, now, station));
    if let Some((station, missing)) = station.zip(missing.filter(|missing| !missing.is_empty())) {
        let words = view.say.count("desk-all-here", missing.len(), &[]);
        let width = widgets::chip_width(ui, &words);
        if widgets::chip(ui, head.cut_right_by(width, GRID), &words) {
            touch = Some(DeskTouch::AllHere(station.clone()));
        }
    }
    text::heading(ui, head, &words, &style);
    let rows = room_for(area, TOUCH, BETWEEN);
    // As few columns as hold them all, so that long names have room.
    let most = if canvas.portrait { 3 } else { 5 };
    let across = column.children.len().div_ceil(rows).clamp(3, most);
    for (index, column_place) in area.grid_by(across, 1, GRID).into_iter().enumerate() {
        let mut place = column_place;
        for child in column.children.iter().skip(index * rows).take(rows) {
            touch = touch.or(show_child(
                ui,
                place.cut_top_by(TOUCH, BETWEEN),
                view,
                child,
            ));
        }
    }
    touch
}
