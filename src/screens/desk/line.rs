//! One line of the log, and what may be wrong with it; and the parts of a day to look at.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        kiosk::{DeskPage, DeskTouch},
        log::{LogFilter, LogLine},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{
    super::{View, chip_height},
    log::{block_in_words, in_words},
    room_for,
};

/// Between two choices.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    (line, filter, part): (&LogLine, &LogFilter, usize),
) -> Option<DeskTouch> {
    let records = view.ctx.records;
    let style = Style::bold(size::TEXT).centered().rows(2);
    let words = in_words(view, line, true);
    text::heading(ui, area.cut_top_by(76.0, GRID), &words, &style);
    let foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let mut touch = show_foot(ui, foot, view, (line, filter, part));
    if records.student(&line.student).is_some() {
        let name = records.card(&line.student)?.first_name.as_str();
        let words = view.say.with("desk-page-of", &[("name", name)]);
        let place = area.cut_top_by(TOUCH, NEAR);
        if dense::row_button(ui, place, None, &words, RowLook::Plain, &[]) {
            touch = Some(DeskTouch::Open(DeskPage::Child(line.student.clone())));
        }
    }
    if line.left {
        return touch;
    }
    let style = Style::bold(size::SMALL);
    let place = area.cut_top_by(36.0, BETWEEN);
    text::label_unsaid(ui, place, &view.say.text("desk-really"), &style);
    let stations = &view.ctx.pack.stations;
    let columns = if canvas.portrait {
        2
    } else {
        stations.len().div_ceil(2).clamp(2, 4)
    };
    let rows = stations.len().div_ceil(columns).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let most = rows as f32 * (1.4 * TOUCH + BETWEEN);
    area.max.y = area.max.y.min(area.min.y + most);
    for (place, station) in area
        .grid_by(columns, rows, BETWEEN)
        .into_iter()
        .zip(stations)
    {
        let is_here = station.id == line.station;
        let look = if is_here {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        let face = (!is_here).then(|| Face::of_station(station));
        let name = view.pack_text(&station.name);
        if dense::row_button(ui, place, face, name, look, &[]) && !is_here {
            let line = Box::new(line.clone());
            touch = Some(DeskTouch::Correct(line, Some(station.id.clone())));
        }
    }
    touch
}

fn show_foot(
    ui: &Ui,
    mut foot: Rect,
    view: &View<'_>,
    (line, filter, part): (&LogLine, &LogFilter, usize),
) -> Option<DeskTouch> {
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back)
        .then(|| DeskTouch::Open(DeskPage::Log(filter.clone(), part)));
    let words = view.say.text("desk-withdraw");
    let width = widgets::chip_width(ui, &words);
    let withdraws = widgets::chip(ui, foot.cut_right(width), &words)
        .then(|| DeskTouch::Correct(Box::new(line.clone()), None));
    goes_back.or(withdraws)
}

/// All day, or one stretch of the timetable, or one round of it.
pub(super) fn hours(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    filter: &LogFilter,
) -> Option<DeskTouch> {
    let style = Style::bold(size::TEXT).centered();
    let words = view.say.text("desk-part-of-day");
    text::heading(ui, area.cut_top_by(48.0, GRID), &words, &style);
    let day = filter.day.map(jiff::civil::Date::weekday);
    let blocks = view.ctx.pack.blocks.iter();
    let blocks = blocks.filter(|block| day.is_none_or(|day| block.days.contains(&day)));
    let parts = blocks.flat_map(|block| {
        let rounds = 0..u8::try_from(block.rounds.len()).unwrap_or(u8::MAX);
        let rounds = rounds.filter(|_| block.rounds.len() > 1).map(Some);
        let rounds = std::iter::once(None).chain(rounds);
        rounds.map(|round| Some((block.id.clone(), round)))
    });
    let parts: Vec<_> = std::iter::once(None).chain(parts).collect();
    let room = room_for(area, TOUCH, BETWEEN);
    let columns = parts.len().div_ceil(room).max(3);
    let rows = parts.len().div_ceil(columns);
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let most = rows as f32 * (1.4 * TOUCH + BETWEEN);
    area.max.y = area.max.y.min(area.min.y + most);
    let mut touch = None;
    for (place, part) in area.grid_by(columns, rows, BETWEEN).into_iter().zip(parts) {
        let words = match &part {
            Some((block, round)) => block_in_words(view, block, *round),
            None => view.say.text("desk-all-day"),
        };
        let look = if filter.block == part {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::row_button(ui, place, None, &words, look, &[]) {
            let filter = LogFilter {
                block: part,
                ..filter.clone()
            };
            touch = Some(DeskTouch::Open(DeskPage::Log(filter, 0)));
        }
    }
    touch
}
