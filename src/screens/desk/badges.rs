//! A child's badges: which there are and since when, those that were voided, a new one, one that is
//! lost, and one that is found again; and the way to their secret pictures. Of a badge its last
//! letters are shown, never all of it.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        badge::BadgeKey,
        badge_life::{self, Voided},
        event::VoidReason,
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
        theme::{GAP, GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, child, room_for, secret, sentences, story as told};

/// Between two rows.
const BETWEEN: f32 = 8.0;

/// A badge that counts, or how it ended.
type Row<'a> = (&'a BadgeKey, &'a BadgeRecord, Option<&'a Voided>);

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (student, asked): (&StudentId, Option<&BadgeKey>),
) -> Option<DeskTouch> {
    let mut touch = child::head(ui, canvas, &mut area, view, &desk.page);
    let records = view.ctx.records;
    let counting: Vec<_> = story::badges_of(records, student).collect();
    let voided = badge_life::voided_of(records, student);
    if let Some((badge, _)) = counting.iter().find(|(badge, _)| Some(*badge) == asked) {
        return touch.or(is_it_lost(ui, canvas, area, view, student, badge));
    }
    if let Some((badge, _, how)) = voided.iter().find(|(badge, ..)| Some(*badge) == asked) {
        return touch.or(is_it_found(ui, area, view, student, badge, how));
    }
    let mut row = area.cut_top_by(TOUCH, GRID);
    if canvas.portrait {
        let line = std::mem::replace(&mut row, area.cut_top_by(TOUCH, GRID));
        text::label_unsaid(ui, line, &how_many(view, &counting), &count_style());
    }
    touch = touch.or(new_ones(ui, &mut row, view, student, &counting));
    if !canvas.portrait {
        text::label_unsaid(ui, row, &how_many(view, &counting), &count_style());
    }
    let row = area.cut_top_by(TOUCH, GRID);
    touch = touch.or(secret::row(ui, row, view, student));
    let ended = voided
        .into_iter()
        .map(|(key, badge, how)| (key, badge, Some(how)));
    let all: Vec<Row<'_>> = counting
        .into_iter()
        .map(|(key, badge)| (key, badge, None))
        .chain(ended)
        .collect();
    let room = room_for(area, TOUCH, BETWEEN);
    let columns = if canvas.portrait || all.len() <= room {
        1
    } else {
        2
    };
    let shown = all.chunks(room).zip(area.grid_by(columns, 1, GRID));
    for (few, mut column) in shown {
        for badge in few {
            let row = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_badge(ui, row, view, student, *badge));
        }
    }
    touch
}

fn count_style() -> Style {
    Style::bold(size::SMALL).rows(2)
}

/// The ways to a new one, at the right of the row.
fn new_ones(
    ui: &Ui,
    row: &mut Rect,
    view: &View<'_>,
    student: &StudentId,
    counting: &[(&BadgeKey, &BadgeRecord)],
) -> Option<DeskTouch> {
    let mut touch = None;
    let words = view.say.text("desk-link");
    let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
    if widgets::chip(ui, place, &words) {
        touch = Some(DeskTouch::Open(DeskPage::Link(student.clone())));
    }
    let words = view.say.text("desk-press-short");
    let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
    if widgets::chip(ui, place, &words) {
        let how = PrintPage::How(PrintWhat::Child(student.clone()));
        touch = Some(DeskTouch::Open(DeskPage::Print(how)));
    }
    if !counting.is_empty() {
        let words = view.say.text("desk-lost-new");
        let place = row.cut_right_by(widgets::chip_width(ui, &words), GRID);
        if widgets::chip(ui, place, &words) {
            let keys = counting.iter().map(|(key, _)| (*key).clone()).collect();
            touch = Some(DeskTouch::Do(student.clone(), DeskDid::MadeNew(keys)));
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

/// A badge; a touch asks whether it is lost, or found.
fn show_badge(
    ui: &Ui,
    row: Rect,
    view: &View<'_>,
    student: &StudentId,
    (badge, known, ended): Row<'_>,
) -> Option<DeskTouch> {
    let name = sentences::badge(view, badge);
    let words = match (ended, known.holder.stamp()) {
        (Some(how), _) => {
            let (how, asks) = (in_words(view, how), view.say.text("desk-voided-ask"));
            format!("{name} · {how} · {asks}")
        }
        (None, Some(since)) => {
            let day = secret::day(view, since);
            let since = view.say.with("desk-linked-on", &[("day", &day)]);
            format!("{name} · {since} · {}", view.say.text("desk-lost"))
        }
        (None, None) => name,
    };
    let page = DeskPage::Badges(student.clone(), Some(badge.clone()));
    let art = ended.map_or(Art::Tap, |_| Art::OldBadge);
    let face = Some(Face::Art(art));
    dense::row_button(ui, row, face, &words, RowLook::Plain, &[]).then_some(DeskTouch::Open(page))
}

/// "lost on November 20, ms-rivera".
fn in_words(view: &View<'_>, how: &Voided) -> String {
    let key = match how.reason {
        VoidReason::Lost => "desk-voided-lost",
        VoidReason::Replaced => "desk-voided-replaced",
        VoidReason::YearEnd => "desk-voided-year-end",
    };
    let day = view.say.date("desk-day", how.at.date());
    let by = told::who(view, &how.by);
    view.say.with(key, &[("day", &day), ("by", &by)])
}

/// Asked once, and said what follows.
fn is_it_lost(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
    badge: &BadgeKey,
) -> Option<DeskTouch> {
    ask(
        ui,
        &mut area,
        view,
        ("desk-lost-question", "desk-lost-about"),
        badge,
    );
    let high = area.height().min(120.0);
    let places = if canvas.portrait {
        area.cut_top_by(area.height().min(330.0), 0.0)
            .grid_by(1, 3, NEAR)
    } else {
        area.cut_top_by(high, 0.0).grid_by(3, 1, NEAR)
    };
    let of = |did| DeskTouch::Do(student.clone(), did);
    let keys = badge_life::card_of(view.ctx.records, badge);
    let answers = [
        ("desk-lost-no", back(student)),
        ("desk-lost-yes", of(DeskDid::Lost(badge.clone()))),
        ("desk-lost-new", of(DeskDid::MadeNew(keys))),
    ];
    answered(ui, places, view, answers)
}

/// The same of a badge that was voided.
fn is_it_found(
    ui: &Ui,
    mut area: Rect,
    view: &View<'_>,
    student: &StudentId,
    badge: &BadgeKey,
    how: &Voided,
) -> Option<DeskTouch> {
    ask(
        ui,
        &mut area,
        view,
        ("desk-found-question", "desk-found-about"),
        badge,
    );
    let places = area
        .cut_top_by(area.height().min(120.0), 0.0)
        .grid_by(2, 1, GAP);
    let did = DeskDid::FoundAgain(badge.clone(), how.reason);
    let answers = [
        ("desk-found-no", back(student)),
        ("desk-found-yes", DeskTouch::Do(student.clone(), did)),
    ];
    answered(ui, places, view, answers)
}

fn ask(ui: &Ui, area: &mut Rect, view: &View<'_>, (asks, about): (&str, &str), badge: &BadgeKey) {
    let words = sentences::badge(view, badge);
    let words = view.say.with(asks, &[("badge", &words)]);
    let style = Style::bold(size::NAME).centered().rows(2);
    text::label_unsaid(ui, area.cut_top_by(100.0, GRID), &words, &style);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
    let place = area.cut_top_by(64.0, GRID);
    text::label_unsaid(ui, place, &view.say.text(about), &quiet);
}

fn back(student: &StudentId) -> DeskTouch {
    DeskTouch::Open(DeskPage::Badges(student.clone(), None))
}

fn answered(
    ui: &Ui,
    places: Vec<Rect>,
    view: &View<'_>,
    answers: impl IntoIterator<Item = (&'static str, DeskTouch)>,
) -> Option<DeskTouch> {
    let mut touch = None;
    for (place, (key, asked)) in places.into_iter().zip(answers) {
        if dense::key(ui, place, &view.say.text(key)) {
            touch = Some(asked);
        }
    }
    touch
}
