//! This tablet: how each of its parts is, in words and with what to do, the cards of
//! grown-ups, and the way out of the kiosk.

use std::ops::Range;

use eframe::egui::{Pos2, Rect, Role, Ui, vec2};

use crate::{
    domain::{
        health::{Fact, State},
        kiosk::{CardFor, Desk, DeskPage, DeskTouch, NewCard, PrintPage, TabletsPage},
    },
    look::{
        layout::{Canvas, Cut},
        signs,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::{super::View, facts};

/// Between a sign and its words.
const BESIDE: f32 = 14.0;

/// The side of a sign.
const SIGN: f32 = 42.0;

/// The sizes of letters, the best first.
const SIZES: [f32; 6] = [size::SMALL, 22.0, 20.0, 18.0, 16.5, LAST];

/// The smallest of them.
const LAST: f32 = 15.0;

/// How high a line is, as a part of the size of its letters.
const LINE: f32 = 1.35;

/// The least between two parts.
const LEAST: f32 = 6.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let facts = &desk.tablet.facts;
    let problems = matches!(
        facts.iter().find(|fact| matches!(fact, Fact::Pack(_))),
        Some(Fact::Pack(1..))
    );
    let lines: u8 = if canvas.portrait { 3 } else { 2 };
    let height = f32::from(lines) * (TOUCH + GRID) - GRID;
    let foot = area.cut_bottom_by(height, GRID);
    if facts.is_empty() {
        let style = Style::regular(size::TEXT).quiet().centered();
        text::label_unsaid(ui, area, &view.say.text("desk-looking"), &style);
        return buttons(ui, foot, view, problems, lines);
    }
    let worst = facts.iter().map(Fact::state).max();
    let title = match worst {
        Some(State::DoesNotWork) => "desk-much-to-do",
        Some(State::LookAt) => "desk-some-to-do",
        _ => "desk-all-well",
    };
    let line = area.cut_top_by(44.0, GRID);
    text::heading(
        ui,
        line,
        &view.say.text(title),
        &Style::bold(size::TEXT).centered(),
    );
    widgets::card(ui, area);
    let across = if canvas.portrait { 1 } else { 2 };
    let columns = area.shrink2(vec2(NEAR, 16.0)).grid_by(across, 1, NEAR);
    let rows: Vec<Row<'_>> = facts.iter().map(|fact| Row::of(view, fact)).collect();
    show_rows(ui, &columns, &rows);
    buttons(ui, foot, view, problems, lines)
}

/// A part in words.
struct Row<'a> {
    fact: &'a Fact,
    /// Which part, and in a word how it is.
    head: String,
    sentence: String,
}

impl<'a> Row<'a> {
    fn of(view: &View<'_>, fact: &'a Fact) -> Self {
        let name = view.say.text(facts::part(fact));
        let state = view.say.text(facts::state(fact.state()));
        Self {
            fact,
            head: format!("{name} · {state}"),
            sentence: facts::sentence(view, fact),
        }
    }

    fn style(size: f32) -> Style {
        Style::regular(size).rows(4).top()
    }

    /// How high it is in a column of that width, in letters of that size.
    fn height(&self, ui: &Ui, width: f32, size: f32) -> f32 {
        let beside = Rect::from_min_size(Pos2::ZERO, vec2(width - SIGN - BESIDE, 1_000.0));
        let sentence = text::height(ui, beside, &self.sentence, &Self::style(size));
        (size * LINE + sentence).max(SIGN)
    }

    fn show(&self, ui: &Ui, mut row: Rect, size: f32) {
        widgets::name(
            ui,
            row,
            Role::Label,
            &format!("{}. {}", self.head, self.sentence),
        );
        let sign = row.cut_left_by(SIGN, BESIDE);
        let top = Rect::from_min_size(sign.min, vec2(SIGN, SIGN.min(row.height())));
        signs::paint(ui, top, self.fact.state());
        let head = row.cut_top_by(size * LINE, 0.0);
        text::paint(ui, head, &self.head, &Style::bold(size));
        text::paint(ui, row, &self.sentence, &Self::style(size));
    }
}

/// All in letters of one size: the largest in which everything fits. Where nothing does, what is not
/// used makes room for what somebody has to do.
fn show_rows(ui: &Ui, columns: &[Rect], rows: &[Row<'_>]) {
    let Some(first) = columns.first() else { return };
    let mut best = None;
    for size in SIZES {
        let heights: Vec<f32> = rows
            .iter()
            .map(|row| row.height(ui, first.width(), size) + LEAST)
            .collect();
        let split = split(&heights, columns.len());
        let highest = split
            .iter()
            .map(|part| heights_of(&heights, part))
            .fold(0.0, f32::max);
        let fits = highest <= first.height() + LEAST;
        best = Some((size, heights, split));
        if fits {
            break;
        }
        let used = rows
            .iter()
            .take_while(|row| row.fact.state() != State::NotYet);
        let used = used.count();
        if size <= LAST && used < rows.len() {
            return show_rows(ui, columns, rows.get(..used).unwrap_or_default());
        }
    }
    let Some((size, heights, split)) = best else {
        return;
    };
    for (column, part) in columns.iter().zip(split) {
        #[expect(clippy::cast_precision_loss, reason = "a dozen parts")]
        let count = part.len().max(1) as f32;
        let left = (column.height() + LEAST - heights_of(&heights, &part)).max(0.0);
        let more = (left / count).min(NEAR);
        let mut column = *column;
        let rows = rows.iter().zip(&heights).skip(part.start).take(part.len());
        for (row, height) in rows {
            row.show(ui, column.cut_top_by(height - LEAST, LEAST + more), size);
        }
    }
}

fn heights_of(heights: &[f32], part: &Range<usize>) -> f32 {
    heights.iter().skip(part.start).take(part.len()).sum()
}

/// Where the second column begins, so that the higher one is as low as can be.
fn split(heights: &[f32], columns: usize) -> Vec<Range<usize>> {
    let all = heights.len();
    if columns < 2 {
        return [(0, all)].map(|(from, to)| from..to).to_vec();
    }
    let ways = (0..=all).map(|at| [0..at, at..all]);
    let higher = |[left, right]: &[Range<usize>; 2]| {
        heights_of(heights, left).max(heights_of(heights, right))
    };
    let best = ways.min_by(|one, other| higher(one).total_cmp(&higher(other)));
    best.map(Vec::from).unwrap_or_default()
}

/// What can be done here; the class pack's problems where there are any.
fn buttons(ui: &Ui, foot: Rect, view: &View<'_>, problems: bool, lines: u8) -> Option<DeskTouch> {
    let full = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
    let window = if full {
        "desk-window"
    } else {
        "desk-full-screen"
    };
    let card = |whose| DeskTouch::Open(DeskPage::NewCard(NewCard::waiting(whose)));
    let see = DeskTouch::Open(DeskPage::PackProblems);
    let mut offers = vec![
        (
            "desk-press",
            DeskTouch::Open(DeskPage::Print(PrintPage::What)),
        ),
        ("desk-export", DeskTouch::Open(DeskPage::Export)),
        ("desk-scanner", DeskTouch::Open(DeskPage::Scanner)),
        (
            "desk-tablets",
            DeskTouch::Open(DeskPage::Tablets(TabletsPage::All(0))),
        ),
        ("desk-import", DeskTouch::Open(DeskPage::Rosters(0))),
        ("desk-own-badge", card(CardFor::Me)),
        ("desk-substitute", card(CardFor::Substitute)),
        (window, DeskTouch::FullScreen(!full)),
        ("desk-close", DeskTouch::Close),
    ];
    if problems {
        offers.insert(0, ("desk-pack-see", see));
    }
    let mut touch = None;
    let lines = usize::from(lines);
    let places = foot.grid_by(offers.len().div_ceil(lines), lines, GRID);
    for (place, (key, asked)) in places.into_iter().zip(offers) {
        if widgets::chip(ui, place, &view.say.text(key)) {
            touch = Some(asked);
        }
    }
    touch
}
