//! The export: where it went last, and when; now to the folder, or to a stick that is plugged in. What
//! goes on and what came of it is told in a sentence, with what to do.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        exporting::{ExportState, ExportTo, ExportTrouble},
        health::State,
        kiosk::{Desk, DeskPage, DeskTouch, TabletTouch},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        signs,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::{
    super::{View, chip_height},
    facts,
};

/// The side of a sign.
const SIGN: f32 = 56.0;

/// How high the sentence of what goes on is, and the three below it together.
const STATE: f32 = 124.0;
const LINES: f32 = 210.0;

/// How many sticks have a button of their own.
const STICKS: usize = 3;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let back = view.say.text("back");
    let mut foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    let head = area.cut_top_by(52.0, GRID);
    let style = Style::bold(size::NAME).centered();
    text::heading(ui, head, &view.say.text("desk-export-title"), &style);
    let offers = offers(view, desk);
    let across = if canvas.portrait || offers.len() < 3 {
        1
    } else {
        2
    };
    let down = offers.len().div_ceil(across).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a handful of buttons")]
    let height = down as f32 * (TOUCH + GRID) - GRID;
    // What came of one child's data is told on a page of its own.
    let of_class = is_running(desk) || desk.tablet.exports.of.is_none();
    let told_of = state(view, desk).filter(|_| of_class);
    let wanted = if told_of.is_some() { STATE } else { 0.0 } + LINES + 2.0 * NEAR;
    let most = area.height() - height - NEAR;
    let card = area.cut_top_by(wanted.min(most), NEAR);
    widgets::card(ui, card);
    told(ui, card.shrink(NEAR), view, desk, told_of);
    let buttons = area.cut_top_by(height, 0.0);
    let mut touch = None;
    if offers.is_empty() && !is_running(desk) {
        let words = view.say.text("desk-export-no-stick");
        let style = Style::regular(size::TEXT).quiet().centered().rows(2);
        text::label_unsaid(ui, buttons, &words, &style);
    }
    let places = buttons.grid_by(across, down, GRID);
    for (place, (words, to)) in places.into_iter().zip(offers) {
        if dense::row_button(ui, place, None, &words, RowLook::Sunny, &[]) {
            touch = Some(DeskTouch::Tablet(TabletTouch::Export(to)));
        }
    }
    touch.or(goes_back.then_some(DeskTouch::Open(DeskPage::Tablet)))
}

/// Where an export can go now; nothing while one is under way.
pub(super) fn offers(view: &View<'_>, desk: &Desk) -> Vec<(String, ExportTo)> {
    if is_running(desk) {
        return Vec::new();
    }
    let offers = places(view, desk).map(|to| {
        let words = match to {
            ExportTo::Folder(_) => view.say.text("desk-export-to-folder"),
            ExportTo::Stick(_) => view
                .say
                .with("desk-export-to-stick", &[("name", &to.name())]),
        };
        (words, to)
    });
    offers.collect()
}

/// The folder of the class pack, and the sticks that are plugged in.
pub(super) fn places(view: &View<'_>, desk: &Desk) -> impl Iterator<Item = ExportTo> {
    let folder = view.ctx.pack.tablet.export.folder.iter().cloned();
    let sticks = desk.tablet.exports.sticks.iter().flatten().take(STICKS);
    let sticks = sticks.cloned().map(ExportTo::Stick);
    folder.map(ExportTo::Folder).chain(sticks)
}

pub(super) fn is_running(desk: &Desk) -> bool {
    matches!(desk.tablet.exports.state, ExportState::Running(..))
}

/// A sign and the sentence beside it.
pub(super) fn tell_state(ui: &Ui, mut line: Rect, state: Option<State>, words: &str) {
    let sign = line.cut_left_by(SIGN, NEAR);
    let sign = sign.middle(vec2(SIGN, SIGN));
    match state {
        Some(state) => signs::paint(ui, sign, state),
        None => Art::OneMoment.paint(ui, sign),
    }
    let style = Style::bold(size::TEXT).rows(3);
    text::label_unsaid(ui, line, words, &style);
}

/// What goes on, when the last one was, what happens by itself, and what is in it.
fn told(ui: &Ui, mut area: Rect, view: &View<'_>, desk: &Desk, state: Option<Told>) {
    if let Some((state, words)) = state {
        let part = STATE / (STATE + LINES);
        let line = area.cut_top_by(area.height() * part - GRID, GRID);
        tell_state(ui, line, state, &words);
    }
    let lines = [
        last(view, desk),
        by_itself(view),
        view.say.text("desk-export-about"),
    ];
    let places = area.grid_by(1, lines.len(), GRID);
    for (place, words) in places.into_iter().zip(lines) {
        let style = Style::regular(size::SMALL).rows(2);
        text::label_unsaid(ui, place, &words, &style);
    }
}

/// A sign, once it is over, and a sentence.
pub(super) type Told = (Option<State>, String);

/// How the one that was asked for goes, in a sentence.
pub(super) fn state(view: &View<'_>, desk: &Desk) -> Option<Told> {
    let say = view.say;
    Some(match &desk.tablet.exports.state {
        ExportState::Rest => return None,
        ExportState::Running(to, 0) => {
            let words = say.with("desk-export-begins", &[("where", &place(view, to))]);
            (None, words)
        }
        ExportState::Running(to, lines) => {
            let lines = usize::try_from(*lines).unwrap_or(usize::MAX);
            let named = [("where", place(view, to))];
            let named = named
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            (None, say.count("desk-export-running", lines, &named))
        }
        ExportState::Done(to @ ExportTo::Stick(_)) => {
            let words = say.with("desk-export-on-stick", &[("name", &to.name())]);
            (Some(State::Works), words)
        }
        ExportState::Done(to @ ExportTo::Folder(_)) => {
            let words = say.with("desk-export-in-folder", &[("path", &to.name())]);
            (Some(State::Works), words)
        }
        ExportState::Failed(to, trouble) => {
            let key = failed(to, *trouble);
            (
                Some(State::DoesNotWork),
                say.with(key, &[("name", &to.name())]),
            )
        }
    })
}

/// The key of what went wrong, and what to do.
pub(in crate::screens) fn failed(to: &ExportTo, trouble: ExportTrouble) -> &'static str {
    use ExportTo::{Folder, Stick};
    match (trouble, to) {
        (ExportTrouble::Full, Stick(_)) => "desk-export-stick-full",
        (ExportTrouble::Full, Folder(_)) => "desk-export-folder-full",
        (ExportTrouble::TabletFull, _) => "desk-export-tablet-full",
        (ExportTrouble::Gone, Stick(_)) => "desk-export-stick-gone",
        (ExportTrouble::Gone, Folder(_)) => "desk-export-folder-gone",
        (ExportTrouble::ReadOnly, Stick(_)) => "desk-export-stick-read-only",
        (ExportTrouble::ReadOnly, Folder(_)) => "desk-export-folder-read-only",
        (ExportTrouble::Journal, _) => "desk-export-journal",
        (ExportTrouble::Other, Stick(_)) => "desk-export-stick-other",
        (ExportTrouble::Other, Folder(_)) => "desk-export-folder-other",
    }
}

fn last(view: &View<'_>, desk: &Desk) -> String {
    let Some(last) = &desk.tablet.exports.last else {
        return view.say.text("desk-export-never");
    };
    let day = if last.at.date() == view.ctx.moment.wall.date() {
        view.say.text("desk-today")
    } else {
        view.say.date("desk-day", last.at.date())
    };
    let when = format!("{day} {}", facts::time(last.at));
    let named = [("when", when.as_str()), ("where", &place(view, &last.to))];
    view.say.with("desk-export-last", &named)
}

fn by_itself(view: &View<'_>) -> String {
    let settings = &view.ctx.pack.tablet.export;
    let Some(folder) = &settings.folder else {
        return view.say.text("desk-export-no-folder");
    };
    let key = match (settings.blocks, settings.days) {
        (true, _) => "desk-export-each-block",
        (false, true) => "desk-export-each-day",
        (false, false) => "desk-export-by-hand",
    };
    let path = folder.display().to_string();
    view.say.with(key, &[("path", &path)])
}

pub(in crate::screens) fn place(view: &View<'_>, to: &ExportTo) -> String {
    match to {
        ExportTo::Folder(_) => to.name(),
        ExportTo::Stick(_) => view.say.with("desk-export-stick", &[("name", &to.name())]),
    }
}
