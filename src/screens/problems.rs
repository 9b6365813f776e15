//! What a teacher sees when the class pack or the journal cannot be used: every problem in one
//! list, that nothing is lost, and a way to try again.

use eframe::egui::{Ui, vec2};

use crate::look::{
    layout::{Canvas, Cut},
    paper, pictures,
    text::{self, Style},
    theme::{self, size},
    widgets::{self, Face},
    words::Say,
};

/// Draws the list; true when *Try again* was touched. `problems` are whole sentences with their
/// places, `title` and `help` keys of sentences.
#[must_use]
pub fn show(ui: &Ui, say: Say<'_>, title: &str, help: Option<&str>, problems: &[String]) -> bool {
    paper::contours(ui);
    let canvas = Canvas::of(ui);
    let mut area = canvas.area;
    let mut top = area.cut_top(112.0);
    let picture = top.cut_left(100.0);
    pictures::emoji(ui, picture.middle(vec2(88.0, 88.0)), "🧰");
    match help {
        Some(help) => {
            let (upper, lower) = top.split_top_bottom_at_fraction(0.6);
            text::label(ui, upper, &say.text(title), &Style::bold(size::HEADING));
            text::label(
                ui,
                lower,
                &say.text(help),
                &Style::regular(size::TEXT).color(theme::QUIET),
            );
        }
        None => {
            text::label(ui, top, &say.text(title), &Style::bold(size::HEADING));
        }
    }
    let foot = area.cut_bottom(108.0);
    let button = foot.middle(vec2(foot.width().min(520.0), 108.0));
    let again = widgets::big_button(
        ui,
        button,
        Some(Face::Emoji("🔄")),
        &say.text("try-again-button"),
    );

    widgets::card(ui, area);
    let mut list = area.shrink(28.0);
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
    again
}
