//! Trying a scanner: the test badge to scan, what its keys told, and what to change.

use eframe::egui::{Rect, Role, Ui, vec2};

use crate::{
    domain::{
        badge::TEST_BADGE,
        health::State,
        kiosk::{Desk, DeskPage, DeskTouch, PrintPage, PrintWhat},
        scanner::{Capitals, Fault, ScanReport, Suffix, TIMES},
    },
    look::{
        layout::{Canvas, Cut},
        qr, signs,
        text::{self, Style},
        theme::{GRID, NEAR, size},
        widgets,
    },
};

use super::super::{View, chip_height};

/// The side of a sign.
const SIGN: f32 = 40.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let trial = &desk.trial;
    let mut foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let mut touch = None;
    let print = PrintPage::How(PrintWhat::Test);
    for (key, page) in [
        ("back", DeskPage::Tablet),
        ("desk-scanner-print", DeskPage::Print(print)),
        ("desk-scanner-start-over", DeskPage::Scanner),
    ] {
        let words = view.say.text(key);
        let width = widgets::chip_width(ui, &words);
        if widgets::chip(ui, foot.cut_left_by(width, GRID), &words) {
            touch = Some(DeskTouch::Open(page));
        }
    }
    let head = area.cut_top_by(52.0, GRID);
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, head, &title(view, desk), &style);
    let names = view.say.text("desk-scanner-here");
    let mut badge = if canvas.portrait {
        area.cut_top_by((area.height() * 0.34).min(340.0), GRID)
    } else {
        area.cut_left_by((area.width() * 0.3).min(360.0), NEAR)
    };
    widgets::card(ui, badge);
    badge = badge.shrink(GRID);
    let row = badge.cut_bottom_by(64.0, 4.0);
    let style = Style::regular(size::SMALL).quiet().centered().rows(2);
    text::label_unsaid(ui, row, &names, &style);
    let side = badge.size().min_elem();
    qr::paint(ui, badge.middle(vec2(side, side)), TEST_BADGE);
    widgets::card(ui, area);
    let last = trial.scans.last();
    let rows = rows(view, trial.fault(), last);
    let count = rows.len();
    for (place, (state, head, sentence)) in area
        .shrink(GRID)
        .grid_by(1, count, 4.0)
        .into_iter()
        .zip(rows)
    {
        row_of(ui, place, state, &head, &sentence);
    }
    touch
}

/// What to do now, or that all is well.
fn title(view: &View<'_>, desk: &Desk) -> String {
    let trial = &desk.trial;
    if !view.ctx.pack.tablet.keyboard_scanner {
        return view.say.text("desk-scanner-off");
    }
    match (trial.fault(), trial.scans.len()) {
        (Some(_), _) => view.say.text("desk-scanner-change"),
        (None, 0) => view.say.text("desk-scanner-begin"),
        (None, scans) if scans < TIMES => view.say.count("desk-scanner-again", TIMES - scans, &[]),
        _ => view.say.text("desk-scanner-well"),
    }
}

fn row_of(ui: &Ui, mut place: Rect, state: State, head: &str, sentence: &str) {
    widgets::name(ui, place, Role::Label, &format!("{head}. {sentence}"));
    let sign = place.cut_left_by(SIGN, 14.0);
    signs::paint(ui, sign.middle(vec2(SIGN, SIGN)), state);
    let head_place = place.cut_top_by(place.height() * 0.36, 0.0);
    text::paint(ui, head_place, head, &Style::bold(size::SMALL).bottom());
    let style = Style::regular(size::SMALL).rows(2).top();
    text::paint(ui, place, sentence, &style);
}

type Row = (State, String, String);

/// The five things that are told, one row each.
fn rows(view: &View<'_>, fault: Option<Fault>, last: Option<&ScanReport>) -> [Row; 5] {
    let say = |key: &str| view.say.text(key);
    let wait = || (State::NotYet, say("desk-scanner-code-wait"));
    let code = match (fault, last) {
        (_, None) => wait(),
        (None, Some(_)) => (State::Works, say("desk-scanner-code-well")),
        (Some(fault), Some(_)) => (State::DoesNotWork, wrong(view, fault)),
    };
    let suffix = last.map_or_else(wait, |scan| match scan.suffix {
        Suffix::Enter => (State::Works, say("desk-scanner-enter")),
        Suffix::Tab => (State::Works, say("desk-scanner-tab")),
        Suffix::None => (State::LookAt, say("desk-scanner-no-suffix")),
    });
    let capitals = last.map_or_else(wait, |scan| match scan.capitals {
        Capitals::Shift => (State::Works, say("desk-scanner-shift")),
        Capitals::Small | Capitals::Unknown => (State::Works, say("desk-scanner-small")),
        Capitals::Locked => (State::LookAt, say("desk-scanner-locked")),
    });
    let speed = last.map_or_else(wait, |scan| {
        let ms = scan.between.as_millis().to_string();
        let state = match fault {
            Some(Fault::Slow(_) | Fault::Dropped(_) | Fault::Doubled(_)) => State::LookAt,
            _ => State::Works,
        };
        (state, view.say.with("desk-scanner-between", &[("ms", &ms)]))
    });
    let keyboard = match fault {
        Some(Fault::Layout) => State::DoesNotWork,
        _ => State::Works,
    };
    let row = |key: &str, (state, sentence): (State, String)| (state, say(key), sentence);
    [
        row("desk-scanner-code", code),
        row("desk-scanner-suffix", suffix),
        row("desk-scanner-speed", speed),
        row("desk-scanner-capitals", capitals),
        row(
            "desk-scanner-keyboard",
            (keyboard, say("desk-scanner-keyboard-about")),
        ),
    ]
}

/// What is wrong, and what to change.
fn wrong(view: &View<'_>, fault: Fault) -> String {
    let say = view.say;
    match fault {
        Fault::Dropped(count) => say.count("desk-scanner-dropped", count, &[]),
        Fault::Doubled(count) => say.count("desk-scanner-doubled", count, &[]),
        Fault::Extra(count) => say.count("desk-scanner-extra", count, &[]),
        Fault::Wrong(count) => say.count("desk-scanner-wrong", count, &[]),
        Fault::Layout => say.text("desk-scanner-layout"),
        Fault::Slow(longest) => {
            let ms = longest.as_millis().to_string();
            say.with("desk-scanner-slow", &[("ms", &ms)])
        }
        Fault::NotTheTestBadge => say.text("desk-scanner-other"),
    }
}
