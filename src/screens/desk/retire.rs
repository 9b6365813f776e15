//! Retiring this tablet: what is going to happen, how far it is, what came of it, and the second yes. The
//! PIN is asked for on its own page.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        exporting::ExportTo,
        health::State,
        kiosk::{
            Desk, DeskPage, DeskTouch, LeftBehind, RetireStep, Retiring, TabletsPage, TabletsTouch,
        },
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
    super::{View, chip_height, retired},
    export,
};

/// The side of a sign before a sentence.
const SIGN: f32 = 44.0;

/// How many places an export can be sent to by a button of their own.
const PLACES: usize = 3;

/// How a sentence begins.
enum Mark {
    Number(usize),
    Now,
    Sign(State),
}

type Line = (Mark, String);

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
) -> Option<DeskTouch> {
    let say = view.say;
    let mut foot = area.cut_bottom_by(chip_height(canvas), GRID);
    let head = area.cut_top_by(52.0, GRID);
    let style = Style::bold(size::NAME).centered();
    let title = |key: &str| text::heading(ui, head, &say.text(key), &style);
    match view.kiosk.retiring() {
        None => {
            title("desk-retire-ask");
            let places = offers(ui, &mut area, view, desk);
            lines(ui, area, &plan(view));
            places.or(leave(ui, &mut foot, view, "back"))
        }
        Some(Retiring::Prepares(step)) => {
            title("desk-retire-prepares");
            lines(ui, area, &steps(view, *step));
            leave(ui, &mut foot, view, "desk-retire-stop")
        }
        Some(Retiring::Refused(why)) => {
            title("desk-retire-refused");
            let places = offers(ui, &mut area, view, desk);
            let told = retired::refusal(view, why);
            lines(ui, area, &[(Mark::Sign(State::DoesNotWork), told)]);
            places.or(leave(ui, &mut foot, view, "back"))
        }
        Some(Retiring::Ready(left) | Retiring::AsksPin(left)) => {
            title("desk-retire-ready");
            let again = export_again(ui, &mut area, view, left);
            lines(ui, area, &found(view, left));
            let words = say.text("desk-retire-wipe");
            // Not where the first yes was, nor where the way back was.
            let place = foot.cut_right_by(widgets::chip_width(ui, &words), NEAR);
            let wipes = widgets::chip(ui, place, &words);
            let stays = leave(ui, &mut foot, view, "desk-retire-no");
            stays
                .or(again)
                .or(wipes.then_some(DeskTouch::Tablets(TabletsTouch::Wipe)))
        }
        Some(Retiring::Wipes | Retiring::Done(_)) => None,
    }
}

/// The way back, which ends it with nothing done.
fn leave(ui: &Ui, foot: &mut Rect, view: &View<'_>, key: &str) -> Option<DeskTouch> {
    let words = view.say.text(key);
    let place = foot.cut_left_by(widgets::chip_width(ui, &words), NEAR);
    let all = DeskPage::Tablets(TabletsPage::All(0));
    widgets::chip(ui, place, &words).then_some(DeskTouch::Open(all))
}

/// Where there is no export: the way back to where it can be sent.
fn export_again(ui: &Ui, area: &mut Rect, view: &View<'_>, left: &LeftBehind) -> Option<DeskTouch> {
    if left.export.is_ok() {
        return None;
    }
    let words = view.say.text("desk-retire-again");
    let place = area.cut_bottom_by(TOUCH, NEAR);
    let page = DeskPage::Tablets(TabletsPage::Retire);
    let again = dense::row_button(ui, place, None, &words, RowLook::Sunny, &[]);
    again.then_some(DeskTouch::Open(page))
}

/// Where the export can go, at the foot of `area`.
fn offers(ui: &Ui, area: &mut Rect, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    let offers: Vec<(String, ExportTo)> = export::places(view, desk)
        .take(PLACES)
        .map(|to| {
            let key = match to {
                ExportTo::Folder(_) => "desk-retire-to-folder",
                ExportTo::Stick(_) => "desk-retire-to-stick",
            };
            (view.say.with(key, &[("name", &to.name())]), to)
        })
        .collect();
    if offers.is_empty() {
        let words = view.say.text("desk-retire-no-place");
        let style = Style::regular(size::TEXT).centered().rows(3);
        text::label_unsaid(ui, area.cut_bottom_by(2.0 * TOUCH, NEAR), &words, &style);
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "three at the most")]
    let height = offers.len() as f32 * (TOUCH + GRID) - GRID;
    let places = area.cut_bottom_by(height, NEAR);
    let places = places.grid_by(1, offers.len(), GRID);
    let mut touch = None;
    for (place, (words, to)) in places.into_iter().zip(offers) {
        if dense::row_button(ui, place, None, &words, RowLook::Plain, &[]) {
            touch = Some(DeskTouch::Tablets(TabletsTouch::Retire(to)));
        }
    }
    touch
}

/// What is going to happen. A tablet that meets nobody shares nothing.
fn plan(view: &View<'_>) -> Vec<Line> {
    let meets = view.kiosk.sharing().place.is_some();
    let keys = [
        meets.then_some("desk-retire-share"),
        Some("desk-retire-export"),
        Some("desk-retire-wipes"),
        Some("desk-retire-new"),
    ];
    let numbered = keys.into_iter().flatten().enumerate();
    numbered
        .map(|(place, key)| (Mark::Number(place + 1), view.say.text(key)))
        .collect()
}

/// The same while it goes on: nothing is wiped yet.
fn steps(view: &View<'_>, step: RetireStep) -> Vec<Line> {
    let mut lines = plan(view);
    let meets = view.kiosk.sharing().place.is_some();
    let says = match step {
        RetireStep::Shares if meets => view.say.text("desk-retire-sharing"),
        RetireStep::Shares => view.say.count("desk-retire-exporting", 0, &[]),
        RetireStep::Exports { lines, .. } => {
            let lines = usize::try_from(lines).unwrap_or(usize::MAX);
            view.say.count("desk-retire-exporting", lines, &[])
        }
        RetireStep::ReadsBack { .. } => view.say.text("desk-retire-reading"),
    };
    let went = match step {
        RetireStep::Exports { shared: false, .. } | RetireStep::ReadsBack { shared: false } => {
            let told = view.say.text("desk-retire-not-shared");
            (Mark::Sign(State::LookAt), told)
        }
        _ => (Mark::Sign(State::Works), view.say.text("desk-retire-share")),
    };
    let went = (meets && step != RetireStep::Shares).then_some(went);
    let begun = went.into_iter().chain([(Mark::Now, says)]);
    lines
        .iter_mut()
        .zip(begun)
        .for_each(|(line, begun)| *line = begun);
    lines
}

/// What came of it, and what the second yes does.
fn found(view: &View<'_>, left: &LeftBehind) -> Vec<Line> {
    let say = view.say;
    let alone = usize::try_from(left.alone).unwrap_or(usize::MAX);
    let shared = match (alone, left.shared) {
        (0, true) => (State::Works, say.text("desk-retire-all-shared")),
        (0, false) => (State::Works, say.text("desk-retire-nothing-alone")),
        (_, _) => (State::LookAt, say.count("desk-retire-alone", alone, &[])),
    };
    let exported = match &left.export {
        Ok((to, entries)) => {
            let entries = usize::try_from(*entries).unwrap_or(usize::MAX);
            let names = [("where", export::place(view, to))];
            let names = names
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            (
                State::Works,
                say.count("desk-retire-exported", entries, &names),
            )
        }
        Err(why) => (State::LookAt, retired::no_export(view, why)),
    };
    let marked = |(state, words)| (Mark::Sign(state), words);
    vec![
        marked(shared),
        marked(exported),
        (Mark::Number(3), say.text("desk-retire-wipes")),
        (Mark::Number(4), say.text("desk-retire-last")),
    ]
}

/// The sentences on one card, each behind its mark.
fn lines(ui: &Ui, mut area: Rect, lines: &[Line]) {
    let style = Style::regular(size::SMALL).rows(4);
    let beside = vec2(area.width() - SIGN - 3.0 * NEAR, 400.0);
    let beside = Rect::from_min_size(area.min, beside);
    let high = |words: &str| text::height(ui, beside, words, &style).max(SIGN);
    let heights: Vec<f32> = lines.iter().map(|(_, words)| high(words)).collect();
    #[expect(clippy::cast_precision_loss, reason = "four at the most")]
    let count = lines.len() as f32;
    let wanted: f32 = heights.iter().sum();
    let gap = ((area.height() - wanted) / (count + 1.0)).clamp(2.0, NEAR);
    let card = area.cut_top_by((wanted + gap * (count + 1.0)).min(area.height()), 0.0);
    widgets::card(ui, card);
    let mut inner = card.shrink2(vec2(NEAR, gap));
    for ((mark, words), height) in lines.iter().zip(heights) {
        let mut line = inner.cut_top_by(height, gap);
        let sign = line.cut_left_by(SIGN, NEAR);
        let sign = sign.middle(vec2(SIGN, SIGN));
        match mark {
            Mark::Sign(state) => signs::paint(ui, sign, *state),
            Mark::Now => Art::OneMoment.paint(ui, sign),
            Mark::Number(number) => {
                let style = Style::bold(size::TEXT).centered().quiet();
                text::paint(ui, sign, &number.to_string(), &style);
            }
        }
        text::label_unsaid(ui, line, words, &style);
    }
}
