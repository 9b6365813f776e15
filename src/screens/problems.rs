//! What a teacher sees when the class pack or the journal cannot be used: every problem in one
//! list, that nothing is lost, and a way to try again.

use std::time::Duration;

use eframe::egui::{Rect, Ui, vec2};

use crate::look::{
    focus,
    layout::{Canvas, Cut},
    paper, pictures,
    text::{self, Style},
    theme::{BIG_TOUCH, NEAR, size},
    widgets::{self, Face},
    words::Say,
};

/// Draws the list; true when *Try again* was touched. `problems` are whole sentences with their
/// places, `title` and `help` keys of sentences.
#[must_use]
pub fn show(ui: &Ui, say: Say<'_>, title: &str, help: Option<&str>, problems: &[String]) -> bool {
    // Nobody is signed in here who could go silent.
    let _walked = focus::begin(ui);
    paper::contours(ui);
    let canvas = Canvas::of(ui);
    let mut area = canvas.area;
    let side = canvas.either(88.0, 72.0);
    let mut top = area.cut_top_by(canvas.either(112.0, 92.0), NEAR);
    let picture = top.cut_left_by(side, NEAR);
    pictures::emoji(ui, picture.middle(vec2(side, side)), "🧰");
    let style = Style::bold(size::HEADING).rows(2);
    match help {
        Some(help) => {
            let (upper, lower) = top.split_top_bottom_at_fraction(0.6);
            text::heading(ui, upper, &say.text(title), &style);
            text::label(
                ui,
                lower,
                &say.text(help),
                &Style::regular(size::TEXT).quiet(),
            );
        }
        None => {
            text::heading(ui, top, &say.text(title), &style);
        }
    }
    let foot = area.cut_bottom_by(BIG_TOUCH, NEAR);
    widgets::card(ui, area);
    list(ui, area.shrink(28.0), say, problems);
    let button = foot.middle(vec2(foot.width().min(520.0), BIG_TOUCH));
    let words = say.text("try-again-button");
    let again = widgets::big_button(ui, button, Some(Face::Emoji("🔄")), &words);
    focus::end(ui, None, Duration::ZERO);
    again
}

/// The sentences one below the other, as many as there is room for, and how many more there are.
pub(super) fn list(ui: &Ui, mut list: Rect, say: Say<'_>, problems: &[String]) {
    let mut left = problems.len();
    let style = Style::regular(size::SMALL).rows(5).top();
    for problem in problems {
        let height = text::height(ui, list, problem, &style);
        let below = if left > 1 { 44.0 } else { 0.0 };
        if height + below > list.height() && left < problems.len() {
            break;
        }
        text::label(ui, list, problem, &style);
        list.min.y += height + 12.0;
        left -= 1;
    }
    if left > 0 {
        let more = say.count("pack-problems-more", left, &[]);
        text::label(ui, list, &more, &Style::bold(size::SMALL).top());
    }
}
