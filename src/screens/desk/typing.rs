//! The keys, what is being typed, and what for; and for a search, whom it finds.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        board,
        kiosk::{DeskPage, DeskTouch, NameField, TypedFor},
        log::LogFilter,
        typed::{Stroke, Typed},
    },
    look::{
        dense::{self, RowLook},
        focus,
        keyboard::{self, KeyNames},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, room_for};

/// From here on it is said how many characters are free.
const FEW: usize = 20;
/// How high the line is that says so.
const ROOM: f32 = 32.0;
/// Between two children.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    to: &TypedFor,
    typed: &Typed,
) -> Option<DeskTouch> {
    let mut area = canvas.area;
    let title = title(view, to)?;
    let head = area.cut_top_by(TOUCH, GRID);
    let ready = typed.said().is_some() || to.may_be_empty();
    let leaves = show_head(ui, head, view, to, (&title, ready));
    let spanish = view.say.lang().as_str() == "es";
    let rows = keyboard::rows(spanish);
    let share = if canvas.portrait { 0.42 } else { 0.6 };
    let high = keyboard::height(rows, area.height() * share);
    let keys = area.cut_bottom_by(high, GRID);
    let one_line = matches!(to, TypedFor::Search(_) | TypedFor::Name(..));
    let few = typed.room() <= FEW;
    let most = if one_line { TOUCH } else { 260.0 };
    let below = if few { ROOM + 4.0 } else { 0.0 };
    let field = area.cut_top_by(
        most.min(area.height() - below),
        if few { 4.0 } else { GRID },
    );
    if few {
        let words = view.say.count("desk-room", typed.room(), &[]);
        let style = Style::regular(size::SMALL).quiet();
        text::label_unsaid(ui, area.cut_top_by(ROOM, GRID), &words, &style);
    }
    let strokes = keyboard::field(ui, field, &title, typed);
    let found = match to {
        TypedFor::Search(filter) => search(ui, canvas, area, view, filter, typed),
        _ => None,
    };
    let pressed = keyboard::show(ui, keys, typed, &names(view), spanish);
    let pressed = pressed.map(|stroke| DeskTouch::Type(vec![stroke]));
    let strokes = (!strokes.is_empty()).then_some(DeskTouch::Type(strokes));
    let away = focus::escaped(ui).then(|| DeskTouch::Open(to.page()));
    leaves.or(found).or(strokes).or(pressed).or(away)
}

/// What is typed, for whom; `None` when they are gone.
fn title(view: &View<'_>, to: &TypedFor) -> Option<String> {
    let name = |student| {
        let card = view.ctx.records.student(student)?.card.get()?;
        Some(card.first_name.as_str())
    };
    let words = match to {
        TypedFor::Words(student) => {
            let name = name(student)?;
            view.say.with("desk-words-for", &[("name", name)])
        }
        TypedFor::Why(student, ..) => view.say.with("desk-why-for", &[("name", name(student)?)]),
        TypedFor::Search(_) => view.say.text("desk-search"),
        TypedFor::Name(_, NameField::First) => view.say.text("desk-first-name"),
        TypedFor::Name(_, NameField::Last) => view.say.text("desk-last-name"),
    };
    Some(words)
}

/// The way back, what is typed, and that it is whole.
fn show_head(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    to: &TypedFor,
    (title, ready): (&str, bool),
) -> Option<DeskTouch> {
    let back = view.say.text("back");
    let whole = view.say.text("desk-keep");
    let chip = |words: &str| widgets::chip_width(ui, words);
    let (left, right) = (chip(&back), chip(&whole).max(chip(&back)));
    let (left, right) = (row.cut_left_by(left, GRID), row.cut_right_by(right, GRID));
    text::heading(ui, row, title, &Style::bold(size::TEXT).centered().rows(2));
    let goes_back = widgets::chip(ui, left, &back).then(|| DeskTouch::Open(to.page()));
    // A search is answered by touching whom it found.
    let offered = ready && !matches!(to, TypedFor::Search(_));
    let leaves = offered && dense::row_button(ui, right, None, &whole, RowLook::Chosen, &[]);
    goes_back.or(leaves.then(|| DeskTouch::Type(vec![Stroke::Enter])))
}

/// Whom the search finds.
fn search(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    filter: &LogFilter,
    typed: &Typed,
) -> Option<DeskTouch> {
    let found = board::named(view.ctx.records, typed.text());
    if found.is_empty() {
        let style = Style::regular(size::TEXT).quiet().centered().rows(2);
        text::label_unsaid(ui, area, &view.say.text("desk-nobody-found"), &style);
        return None;
    }
    let rows = room_for(area, TOUCH, BETWEEN);
    let columns = if canvas.portrait { 3 } else { 5 };
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let high = rows as f32 * (TOUCH + BETWEEN) - BETWEEN;
    let mut area = area;
    let places = area.cut_top_by(high, 0.0).grid_by(columns, rows, BETWEEN);
    let room = places.len();
    let shown = if found.len() > room {
        room - 1
    } else {
        found.len()
    };
    let mut touch = None;
    let mut places = places.into_iter();
    for ((student, card), place) in found.iter().take(shown).zip(places.by_ref()) {
        let words = format!("{} {}", card.first_name, card.last_name);
        let face = Some(Face::Emoji(&card.picture));
        if dense::row_button(ui, place, face, words.trim(), RowLook::Plain, &[]) {
            let filter = filter.clone().of_child((*student).clone());
            touch = Some(DeskTouch::Open(DeskPage::Log(filter, 0)));
        }
    }
    if let Some(place) = places.next().filter(|_| found.len() > shown) {
        let words = view
            .say
            .count("desk-more-children", found.len() - shown, &[]);
        let style = Style::regular(size::SMALL).quiet().centered().rows(2);
        text::label_unsaid(ui, place.shrink(NEAR / 4.0), &words, &style);
    }
    touch
}

fn names(view: &View<'_>) -> KeyNames {
    KeyNames {
        space: view.say.text("desk-space"),
        erase: view.say.text("desk-erase"),
        shift: view.say.text("desk-shift"),
        letters: view.say.text("desk-letters"),
        digits: view.say.text("desk-digits"),
        accents: view.say.text("desk-accents"),
    }
}
