//! Whose is a badge to be? Everybody in the class, those without a badge in yellow; and the badges that
//! were tapped and are nobody's. Of a badge only its last letters are shown.

use std::collections::BTreeSet;

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        badge::BadgeKey,
        board,
        event::Holder,
        ids::StudentId,
        kiosk::{DeskPage, DeskTouch, LinkTouch},
        unknown::{UnknownBadge, unknown_badges},
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

use super::{super::View, Rows, nothing_to_do, parts, room_for, sentences};

/// Between two rows.
const BETWEEN: f32 = 8.0;
/// What the page is about, and a line that helps.
const HEAD: f32 = 78.0;

/// Choosing the child; `badge` was tapped, or is empty where the next one is meant.
pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    (badge, part): (&[BadgeKey], usize),
) -> Option<DeskTouch> {
    let records = view.ctx.records;
    let head = area.cut_top_by(HEAD, GRID);
    let (upper, lower) = head.split_top_bottom_at_fraction(0.56);
    let title = match badge.last() {
        Some(key) => {
            let which = sentences::badge(view, key);
            view.say.with("desk-give-badge", &[("badge", &which)])
        }
        None => view.say.text("desk-give-next"),
    };
    text::heading(ui, upper, &title, &Style::bold(size::NAME));
    let quiet = Style::regular(size::SMALL).quiet();
    let badges = records.badges().filter_map(|(_, badge)| badge.counts_for());
    let with_badge: BTreeSet<_> = badges.collect();
    let has_one = |student: &StudentId| with_badge.contains(&Holder::Student(student.clone()));
    let all = board::by_first_name(records);
    let mut help = view.say.text(if badge.is_empty() {
        "desk-give-help"
    } else {
        "desk-give-help-badge"
    });
    if all.iter().any(|(student, ..)| !has_one(student)) {
        help = format!("{help} {}", view.say.text("desk-give-yellow"));
    }
    text::label_unsaid(ui, lower, &help, &quiet);
    let columns = if canvas.portrait { 2 } else { 4 };
    let mut rows = room_for(area, TOUCH, BETWEEN);
    let mut foot = None;
    if all.len() > rows * columns {
        foot = Some(area.cut_bottom_by(TOUCH, GRID));
        rows = room_for(area, TOUCH, BETWEEN);
    }
    let count = all.len().div_ceil(rows * columns).max(1);
    let part = part.min(count - 1);
    let mut touch = None;
    let none = view.say.text("desk-no-badge");
    let columns = all.len().div_ceil(rows).clamp(2, columns);
    let mut few = all.into_iter().skip(part * rows * columns);
    for mut column in area.grid_by(columns, 1, BETWEEN) {
        for (student, _, card) in few.by_ref().take(rows) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            let face = Some(Face::Emoji(&card.picture));
            let name = format!("{} {}", card.first_name, card.last_name);
            let name = name.trim();
            let (named, look) = if has_one(student) {
                (name.to_owned(), RowLook::Plain)
            } else {
                (format!("{name} · {none}"), RowLook::Sunny)
            };
            if dense::named_row(ui, place, (name, &named), face, look, &[]) {
                touch = Some(DeskTouch::Link(LinkTouch::To(student.clone())));
            }
        }
    }
    let page = |part| DeskPage::Give(badge.to_vec(), part);
    touch.or(foot.and_then(|foot| parts(ui, foot, view, part, count, page)))
}

/// The badges that are nobody's; a touch asks whose one is to be.
pub(super) fn unknown(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let today = view.ctx.moment.wall.date();
    let all = unknown_badges(view.ctx.records, today);
    if all.is_empty() {
        nothing_to_do(ui, area, &view.say.text("desk-unknown-none"));
        return None;
    }
    let head = area.cut_top_by(HEAD, GRID);
    let (upper, lower) = head.split_top_bottom_at_fraction(0.56);
    let words = view.say.count("desk-unknown-badges", all.len(), &[]);
    text::heading(ui, upper, &words, &Style::bold(size::NAME));
    let quiet = Style::regular(size::SMALL).quiet();
    text::label_unsaid(ui, lower, &view.say.text("desk-unknown-help"), &quiet);
    let rows = Rows {
        columns: if canvas.portrait { 1 } else { 2 },
        height: TOUCH,
        between: BETWEEN,
        beside: GRID,
    };
    let page = (part, DeskPage::Unknown);
    rows.show(ui, area, view, &all, page, |place, one| {
        let words = when_tapped(view, one);
        let face = Some(Face::Art(Art::UnknownBadge));
        let give = DeskTouch::Open(DeskPage::Give(vec![one.badge.clone()], 0));
        dense::row_button(ui, place, face, &words, RowLook::Plain, &[]).then_some(give)
    })
}

/// "Card …12F6 · 9:41 · give it to…"; the day too, if it was another.
fn when_tapped(view: &View<'_>, one: &UnknownBadge<'_>) -> String {
    let badge = sentences::badge(view, one.badge);
    let time = one.at.strftime("%H:%M").to_string();
    let when = if one.at.date() == view.ctx.moment.wall.date() {
        time
    } else {
        format!("{} {time}", view.say.date("desk-day", one.at.date()))
    };
    format!("{badge} · {when} · {}", view.say.text("desk-give-it-to"))
}

/// What leads to the badges that are nobody's: to the one, if there is one.
pub(super) fn unknown_page(view: &View<'_>) -> Option<(usize, DeskPage)> {
    let all = unknown_badges(view.ctx.records, view.ctx.moment.wall.date());
    let page = match all.as_slice() {
        [] => return None,
        [one] => DeskPage::Give(vec![one.badge.clone()], 0),
        _ => DeskPage::Unknown(0),
    };
    Some((all.len(), page))
}

/// The way to choosing a child for the next badge, at the right of a row.
pub(super) fn way(ui: &Ui, row: &mut Rect, view: &View<'_>) -> Option<DeskTouch> {
    let words = view.say.text("desk-give-next-badge");
    let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
    widgets::chip(ui, place, &words).then_some(DeskTouch::Open(DeskPage::Give(Vec::new(), 0)))
}
