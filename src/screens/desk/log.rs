//! Check-ins: who went where, and when, by day, part of the day, station and child. A touch opens
//! the line, where what is wrong with it is put right.

use eframe::egui::{Rect, Ui};
use jiff::{ToSpan, civil};

use crate::{
    domain::{
        ids::BlockId,
        kiosk::{Desk, DeskPage, DeskTouch, TypedFor},
        log::{LogFilter, LogLine},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, parts, room_for};

/// Between two lines.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    filter: &LogFilter,
    part: usize,
) -> Option<DeskTouch> {
    let mut row = area.cut_top_by(TOUCH, GRID);
    let more = if canvas.portrait {
        area.cut_top_by(TOUCH, GRID)
    } else {
        row.cut_right_by(row.width() * 0.5, GRID)
    };
    let mut touch = match &filter.student {
        Some(_) => whose(ui, row, view, filter),
        None => days(ui, row, view, filter.day, |day| {
            let filter = LogFilter {
                day: Some(day),
                ..filter.clone()
            };
            DeskPage::Log(filter, 0)
        }),
    };
    touch = touch.or(choices(ui, more, view, filter));
    touch = touch.or(stations(ui, area.cut_top_by(TOUCH, GRID), view, filter));
    let foot = area.cut_bottom_by(TOUCH, GRID);
    // Until the answer has come, nothing is claimed.
    let (_, lines) = desk.log.as_ref().filter(|(asked, _)| asked == filter)?;
    if lines.is_empty() {
        let style = Style::regular(size::TEXT).quiet().centered();
        text::label_unsaid(ui, area, &view.say.text("desk-log-empty"), &style);
        return touch;
    }
    let columns = if canvas.portrait { 1 } else { 2 };
    let older = (lines.len() >= filter.most()).then(|| area.cut_bottom_by(36.0, BETWEEN));
    let rows = room_for(area, TOUCH, BETWEEN);
    let all = lines.len().div_ceil(rows * columns);
    let part = part.min(all - 1);
    if let Some(place) = older.filter(|_| part + 1 == all) {
        let quiet = Style::regular(size::SMALL).quiet().centered();
        text::label_unsaid(ui, place, &view.say.text("desk-story-older"), &quiet);
    }
    let mut few = lines.iter().skip(part * rows * columns);
    for mut column in area.grid_by(columns, 1, GRID) {
        for line in few.by_ref().take(rows) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_line(ui, place, view, (filter, part), line));
        }
    }
    let open = |part| DeskPage::Log(filter.clone(), part);
    touch.or(parts(ui, foot, view, part, all, open))
}

fn show_line(
    ui: &Ui,
    place: Rect,
    view: &View<'_>,
    (filter, part): (&LogFilter, usize),
    line: &LogLine,
) -> Option<DeskTouch> {
    let card = view.ctx.records.card(&line.student);
    let words = in_words(view, line, filter.day.is_none());
    let face = card.map(|card| Face::Emoji(&card.picture));
    let station = view.ctx.pack.station(&line.station);
    let mark = station.map(Face::of_station);
    let touched = dense::row_button(ui, place, face, &words, RowLook::Plain, mark.as_slice());
    if !touched {
        return None;
    }
    let desk = view.kiosk.desk()?;
    let page = DeskPage::Line(Box::new(line.clone()), filter.clone(), part);
    // A substitute corrects nothing, but sees where the child is.
    let page = if desk.may(&page) {
        page
    } else {
        desk.page_of(&line.student)
    };
    Some(DeskTouch::Open(page))
}

/// When, who and where.
pub(super) fn in_words(view: &View<'_>, line: &LogLine, with_day: bool) -> String {
    let station = view.ctx.pack.station(&line.station);
    let station_name = match station {
        Some(station) => view.pack_text(&station.name),
        None => line.station.as_str(),
    };
    let card = view.ctx.records.card(&line.student);
    let name = card.map_or(line.student.as_str(), |card| card.first_name.as_str());
    let time = line.at.strftime("%H:%M").to_string();
    let when = if with_day {
        format!("{} {time}", view.say.date("desk-day", line.at.date()))
    } else {
        time
    };
    let key = match (line.left, line.by_teacher) {
        (true, _) => "desk-log-left",
        (false, true) => "desk-log-by-hand",
        (false, false) if line.by_pictures => "desk-log-by-pictures",
        (false, false) => "desk-log-line",
    };
    view.say.with(
        key,
        &[("when", &when), ("name", name), ("station", station_name)],
    )
}

/// All check-ins of a day.
pub(super) fn of_day(day: civil::Date) -> DeskPage {
    let filter = LogFilter {
        day: Some(day),
        ..LogFilter::default()
    };
    DeskPage::Log(filter, 0)
}

/// The part of the day, and the ways to one child and one skill.
fn choices(ui: &Ui, row: Rect, view: &View<'_>, filter: &LogFilter) -> Option<DeskTouch> {
    let today = view.ctx.moment.wall.date();
    let by_skill = DeskPage::WhichSkill(filter.day.unwrap_or(today));
    let may = |page: &DeskPage| view.kiosk.desk().is_some_and(|desk| desk.may(page));
    let all = if may(&by_skill) { 3 } else { 2 };
    let mut places = row.grid_by(all, 1, BETWEEN).into_iter();
    let (hours, find) = (places.next()?, places.next()?);
    let chosen = filter.block.as_ref();
    let words = chosen.map_or_else(
        || view.say.text("desk-all-day"),
        |(block, round)| block_in_words(view, block, *round),
    );
    let look = if chosen.is_some() {
        RowLook::Chosen
    } else {
        RowLook::Plain
    };
    let to_hours = dense::row_button(ui, hours, None, &words, look, &[])
        .then(|| DeskTouch::Open(DeskPage::Hours(filter.clone())));
    let to = TypedFor::Search(filter.clone()).begin("");
    if !may(&to) {
        return to_hours;
    }
    let words = view.say.text("desk-find");
    let to_search = dense::row_button(ui, find, None, &words, RowLook::Plain, &[])
        .then_some(DeskTouch::Open(to));
    let words = view.say.text("desk-by-skill");
    let to_skill = places
        .next()
        .is_some_and(|place| dense::row_button(ui, place, None, &words, RowLook::Plain, &[]));
    let to_skill = to_skill.then_some(DeskTouch::Open(by_skill));
    to_hours.or(to_search).or(to_skill)
}

/// A stretch of the timetable, and which round of it.
pub(super) fn block_in_words(view: &View<'_>, block: &BlockId, round: Option<u8>) -> String {
    let blocks = &view.ctx.pack.blocks;
    let known = blocks.iter().find(|known| known.id == *block);
    let name = known.map_or(block.as_str(), |block| view.pack_text(&block.name));
    match round {
        Some(round) => {
            let round = (u16::from(round) + 1).to_string();
            let names = [("block", name), ("round", round.as_str())];
            view.say.with("desk-round", &names)
        }
        None => name.to_owned(),
    }
}

/// One day, and the pages of its neighbours.
pub(super) fn days(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    day: Option<civil::Date>,
    page_of: impl Fn(civil::Date) -> DeskPage,
) -> Option<DeskTouch> {
    let today = view.ctx.moment.wall.date();
    let day = day.unwrap_or(today);
    let turn = |by: i32| -> Option<DeskPage> {
        let day: civil::Date = day.checked_add(by.days()).ok()?;
        let page = page_of(day);
        let may = view.kiosk.desk()?.may(&page);
        (may && day <= today).then_some(page)
    };
    let before = view.say.text("desk-day-before");
    let after = view.say.text("desk-day-after");
    let width = widgets::chip_width(ui, &before).max(widgets::chip_width(ui, &after));
    let (left, right) = (row.cut_left_by(width, GRID), row.cut_right_by(width, GRID));
    let words = if day == today {
        view.say.text("desk-today")
    } else {
        view.say.date("desk-day", day)
    };
    text::label_unsaid(ui, row, &words, &Style::bold(size::TEXT).centered());
    let goes_back = turn(-1).filter(|_| widgets::chip(ui, left, &before));
    let goes_on = turn(1).filter(|_| widgets::chip(ui, right, &after));
    goes_back.or(goes_on).map(DeskTouch::Open)
}

/// One child, on all days, and the way back to them.
fn whose(ui: &Ui, mut row: Rect, view: &View<'_>, filter: &LogFilter) -> Option<DeskTouch> {
    let student = filter.student.as_ref()?;
    let card = view.ctx.records.student(student)?.card.get()?;
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let place = row.cut_left_by(width, GRID);
    let name = format!("{} {}", card.first_name, card.last_name);
    text::label_unsaid(ui, row, name.trim(), &Style::bold(size::TEXT).centered());
    widgets::chip(ui, place, &back).then(|| DeskTouch::Open(DeskPage::Story(student.clone(), 0)))
}

fn stations(ui: &Ui, row: Rect, view: &View<'_>, filter: &LogFilter) -> Option<DeskTouch> {
    let all = view.ctx.pack.stations.iter().map(Some);
    let choices: Vec<_> = std::iter::once(None).chain(all).collect();
    let mut touch = None;
    for (place, station) in row
        .grid_by(choices.len(), 1, BETWEEN)
        .into_iter()
        .zip(choices)
    {
        let id = station.map(|station| station.id.clone());
        let look = if filter.station == id {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        let name = match station {
            Some(station) => view.pack_text(&station.name).to_owned(),
            None => view.say.text("desk-everywhere"),
        };
        if dense::row_button(ui, place, None, &name, look, &[]) {
            let filter = LogFilter {
                station: id,
                ..filter.clone()
            };
            touch = Some(DeskTouch::Open(DeskPage::Log(filter, 0)));
        }
    }
    touch
}
