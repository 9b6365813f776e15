//! A card for a grown-up: the next one that is laid on the reader becomes the teacher's own, or a
//! substitute's until tonight. The number of a substitute's card is told here, once.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        event::Holder,
        kiosk::{CardFor, CardRefusal, CardState, DeskPage, DeskTouch, NewCard},
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{NEAR, size},
        widgets,
    },
};

use super::super::{View, chip_height};

/// Between two digits: a space at which no line ends.
const NEVER_BROKEN: &str = "\u{a0}";

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    card: &NewCard,
) -> Option<DeskTouch> {
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    if let CardState::Made(number) = &card.state {
        told(ui, canvas, area, view, number.digits());
    } else {
        asked(ui, area, view, card);
    }
    goes_back.then_some(DeskTouch::Open(DeskPage::Tablet))
}

/// What to do, what it is for, and why the last card was not it.
fn asked(ui: &Ui, mut area: Rect, view: &View<'_>, card: &NewCard) {
    let (title, help) = match card.whose {
        CardFor::Me => ("desk-own-badge-lay", "desk-own-badge-help"),
        CardFor::Substitute => ("desk-substitute-lay", "desk-substitute-help"),
    };
    let style = Style::bold(size::NAME).centered().rows(2);
    text::heading(
        ui,
        area.cut_top_by(96.0, NEAR),
        &view.say.text(title),
        &style,
    );
    let said = match &card.state {
        CardState::Refused(refusal) => Some(refused(view, refusal)),
        CardState::Making(_) => Some(view.say.text("one-moment")),
        CardState::Waiting | CardState::Made(_) => None,
    };
    let below = area.cut_bottom_by(110.0, NEAR);
    let side = area.size().min_elem().min(340.0);
    Art::Tap.paint(ui, area.middle(vec2(side, side)));
    let Some(words) = said else {
        let style = Style::regular(size::TEXT).quiet().centered().rows(2);
        return text::label_unsaid(ui, below, &view.say.text(help), &style);
    };
    let place = below.middle(vec2(below.width().min(1000.0), below.height()));
    widgets::sunny_card(ui, place);
    let style = Style::regular(size::TEXT).centered().rows(2);
    text::notice(ui, place.shrink(12.0), &words, &style);
}

/// The number, as large as it can be read aloud from, and what holds for it.
fn told(ui: &Ui, canvas: Canvas, area: Rect, view: &View<'_>, digits: &str) {
    let spaced: Vec<String> = digits.chars().map(String::from).collect();
    let words = view.say.with(
        "desk-number-for-today",
        &[("number", &spaced.join(NEVER_BROKEN))],
    );
    let mut place = area.middle(vec2(area.width().min(1000.0), area.height().min(420.0)));
    widgets::card(ui, place);
    place = place.shrink(NEAR);
    let rows = if canvas.portrait { 2 } else { 1 };
    let style = Style::bold(size::TITLE).centered().rows(rows);
    let height = place.height() * 0.55;
    text::heading(ui, place.cut_top_by(height, NEAR), &words, &style);
    let style = Style::regular(size::TEXT).centered().rows(4).top();
    text::label_unsaid(ui, place, &view.say.text("desk-number-once"), &style);
}

fn refused(view: &View<'_>, refusal: &CardRefusal) -> String {
    match refusal {
        CardRefusal::Random => view.say.text("desk-card-random"),
        CardRefusal::Yours => view.say.text("desk-card-yours"),
        CardRefusal::Of(Holder::Substitute(_)) => view.say.text("desk-card-of-substitute"),
        CardRefusal::Of(Holder::Teacher(teacher)) => {
            view.say.with("desk-card-of", &[("name", teacher.as_str())])
        }
        CardRefusal::Of(Holder::Student(student)) => {
            let record = view.ctx.records.student(student);
            match record.and_then(|record| record.card.get()) {
                Some(card) => {
                    let name = format!("{} {}", card.first_name, card.last_name);
                    view.say.with("desk-card-of", &[("name", name.trim())])
                }
                None => view.say.text("desk-card-of-leaver"),
            }
        }
    }
}
