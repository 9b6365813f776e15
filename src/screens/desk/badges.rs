//! A child's badges: which there are and since when, a new one, and one that is lost. Of a badge its
//! last letters are shown, never all of it.

use eframe::egui::{Rect, Ui};
use jiff::Timestamp;

use crate::{
    domain::{
        badge::BadgeKey,
        ids::StudentId,
        kiosk::{Desk, DeskDid, DeskPage, DeskTouch, PrintPage, PrintWhat},
        records::BadgeRecord,
        story,
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GAP, GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, child, room_for, sentences};

/// Between two rows.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (student, asked): (&StudentId, Option<&BadgeKey>),
) -> Option<DeskTouch> {
    let mut touch = child::head(ui, canvas, &mut area, view, &desk.page);
    let all: Vec<_> = story::badges_of(view.ctx.records, student).collect();
    if let Some((badge, _)) = all.iter().find(|(badge, _)| Some(*badge) == asked) {
        return touch.or(is_it_lost(ui, area, view, student, badge));
    }
    let mut row = area.cut_top_by(TOUCH, GRID);
    let words = view.say.text("desk-link");
    let width = widgets::chip_width(ui, &words);
    if widgets::chip(ui, row.cut_right_by(width, GRID), &words) {
        touch = Some(DeskTouch::Open(DeskPage::Link(student.clone())));
    }
    let words = view.say.text("desk-press-short");
    let width = widgets::chip_width(ui, &words);
    if widgets::chip(ui, row.cut_right_by(width, GRID), &words) {
        let how = PrintPage::How(PrintWhat::Child(student.clone()));
        touch = Some(DeskTouch::Open(DeskPage::Print(how)));
    }
    text::label_unsaid(
        ui,
        row,
        &how_many(view, &all),
        &Style::bold(size::SMALL).rows(2),
    );
    let room = room_for(area, TOUCH, BETWEEN);
    let columns = if canvas.portrait || all.len() <= room {
        1
    } else {
        2
    };
    let shown = all.chunks(room).zip(area.grid_by(columns, 1, GRID));
    for (few, mut column) in shown {
        for (badge, known) in few {
            let row = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_badge(ui, row, view, student, (badge, known)));
        }
    }
    touch
}

/// "2 badges: 1 card, 1 code."
fn how_many(view: &View<'_>, all: &[(&BadgeKey, &BadgeRecord)]) -> String {
    let is_card = |badge: &BadgeKey| matches!(badge, BadgeKey::Uid(_));
    let cards = all.iter().filter(|(badge, _)| is_card(badge)).count();
    if all.is_empty() {
        return view.say.text("desk-no-badge");
    }
    let cards_words = view.say.count("desk-cards", cards, &[]);
    let codes_words = view.say.count("desk-codes", all.len() - cards, &[]);
    match (cards, all.len() - cards) {
        (_, 0) => cards_words,
        (0, _) => codes_words,
        _ => format!("{cards_words} · {codes_words}"),
    }
}

/// A badge; a touch asks whether it is lost.
fn show_badge(
    ui: &Ui,
    row: Rect,
    view: &View<'_>,
    student: &StudentId,
    (badge, known): (&BadgeKey, &BadgeRecord),
) -> Option<DeskTouch> {
    let zone = view.ctx.moment.wall.time_zone();
    let since = known
        .holder
        .stamp()
        .and_then(|stamp| Timestamp::from_millisecond(stamp.clock.millis).ok());
    let mut words = sentences::badge(view, badge);
    if let Some(since) = since {
        let day = since.to_zoned(zone.clone()).date();
        let day = view.say.date("desk-day", day);
        let since = view.say.with("desk-linked-on", &[("day", &day)]);
        words = format!("{words} · {since}");
    }
    let words = format!("{words} · {}", view.say.text("desk-lost"));
    let page = DeskPage::Badges(student.clone(), Some(badge.clone()));
    let face = Some(Face::Art(Art::Tap));
    dense::row_button(ui, row, face, &words, RowLook::Plain, &[]).then_some(DeskTouch::Open(page))
}

/// There is no undoing it, so it is asked once.
fn is_it_lost(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
    badge: &BadgeKey,
) -> Option<DeskTouch> {
    let words = sentences::badge(view, badge);
    let words = view.say.with("desk-lost-question", &[("badge", &words)]);
    let style = Style::bold(size::NAME).centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(100.0, GRID), &words, &style);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
    let about = view.say.text("desk-lost-about");
    text::label_unsaid(ui, area.cut_top_by(64.0, GRID), &about, &quiet);
    let mut answers = area
        .cut_top_by(area.height().min(120.0), 0.0)
        .grid_by(2, 1, GAP)
        .into_iter();
    let (no, yes) = (
        view.say.text("desk-lost-no"),
        view.say.text("desk-lost-yes"),
    );
    let keeps = answers
        .next()
        .is_some_and(|place| dense::key(ui, place, &no));
    let voids = answers
        .next()
        .is_some_and(|place| dense::key(ui, place, &yes));
    if voids {
        let did = DeskDid::Lost(badge.clone());
        return Some(DeskTouch::Do(student.clone(), did));
    }
    let page = DeskPage::Badges(student.clone(), None);
    keeps.then_some(DeskTouch::Open(page))
}
