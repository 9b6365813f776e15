//! What a teacher sees when the class pack or the journal cannot be used: every problem in one
//! list, that nothing is lost, a way to try again, and on a new tablet the way into a class.

use std::time::Duration;

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        health::JournalProblem,
        mistake::{self, Mistake, MistakeKind},
    },
    look::{
        focus,
        layout::{Canvas, Cut},
        paper, pictures,
        text::{self, Style},
        theme::{BIG_TOUCH, NEAR, TOUCH, size},
        widgets::{self, Face},
        words::Say,
    },
};

use super::joining::{self, About, Instead};

/// What can be touched here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemsTouch {
    /// Try again.
    TryAgain,
    /// How is a class joined?
    Join,
}

/// Draws the list; what was touched. `problems` are whole sentences with their places, `title` and
/// `help` keys of sentences; `may_join` where the tablet may join a class.
#[must_use]
pub fn show(
    ui: &Ui,
    say: Say<'_>,
    (title, help): (&str, Option<&str>),
    problems: &[String],
    may_join: bool,
) -> Option<ProblemsTouch> {
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
    let mut foot = area.cut_bottom_by(BIG_TOUCH, NEAR);
    widgets::card(ui, area);
    list(ui, area.shrink(28.0), say, problems);
    let join = say.text("desk-join");
    let joins = may_join && {
        let place = foot.cut_left_by(widgets::chip_width(ui, &join), NEAR);
        widgets::chip(ui, place.middle(vec2(place.width(), TOUCH)), &join)
    };
    let button = foot.middle(vec2(foot.width().min(520.0), BIG_TOUCH));
    let words = say.text("try-again-button");
    let again = widgets::big_button(ui, button, Some(Face::Emoji("🔄")), &words);
    focus::end(ui, None, Duration::ZERO);
    let again = again.then_some(ProblemsTouch::TryAgain);
    again.or(joins.then_some(ProblemsTouch::Join))
}

/// Draws why the journal, in that file, cannot be opened; what was touched.
#[must_use]
pub fn journal(
    ui: &Ui,
    say: Say<'_>,
    problem: JournalProblem,
    file: &str,
) -> Option<ProblemsTouch> {
    let key = match problem {
        JournalProblem::Newer => "journal-newer",
        JournalProblem::Older => "journal-older",
        JournalProblem::Foreign => "journal-foreign",
        JournalProblem::InUse => "journal-in-use",
        JournalProblem::Damaged => "journal-damaged",
        JournalProblem::Full => "journal-full",
        JournalProblem::ReadOnly => "journal-read-only",
        JournalProblem::Busy => "journal-busy",
        JournalProblem::Disk => "journal-disk",
        JournalProblem::Other => "journal-other",
    };
    let file = say.with("journal-file", &[("file", file)]);
    let told = [say.text(key), file];
    show(ui, say, ("journal-problem", None), &told, false)
}

/// Joining a class on a tablet whose class pack cannot be used: the page, where it goes on.
#[must_use]
pub fn joining(ui: &Ui, about: &About<'_>) -> Instead {
    if about.kiosk.joining().is_none() {
        return Instead::Nothing;
    }
    let _walked = focus::begin(ui);
    paper::contours(ui);
    let shown = joining::show(ui, Canvas::of(ui), about);
    focus::end(ui, None, Duration::ZERO);
    shown
}

/// The sentences one below the other, as many as there is room for, and how many more there are.
pub(super) fn list(ui: &Ui, mut list: Rect, say: Say<'_>, problems: &[String]) {
    let mut left = problems.len();
    let style = Style::regular(size::SMALL).rows(5).top();
    for problem in problems {
        let problem = &told(say, problem);
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

/// A problem in the reader's language. It is written in English, with more than its kind; no teacher reads
/// its code.
fn told(say: Say<'_>, problem: &str) -> String {
    let mistake = Mistake::of(problem).filter(|_| say.lang().as_str() != "en");
    let Some(mistake) = mistake else {
        return mistake::without_code(problem).into_owned();
    };
    let key = match mistake.kind {
        MistakeKind::Unknown => "desk-wrong-unknown",
        MistakeKind::Missing => "desk-wrong-missing",
        MistakeKind::NoFile => "desk-wrong-no-file",
        MistakeKind::NoTask => "desk-wrong-no-task",
        MistakeKind::NoName => "desk-wrong-no-name",
        MistakeKind::Twice => "desk-wrong-twice",
        MistakeKind::Count => "desk-wrong-count",
        MistakeKind::Large => "desk-wrong-large",
        MistakeKind::Value => "desk-wrong-value",
        MistakeKind::Times => "desk-wrong-times",
        MistakeKind::Line => "desk-wrong-line",
        MistakeKind::Closed => "desk-wrong-closed",
        MistakeKind::Picture => "desk-wrong-picture",
        MistakeKind::Zip => "desk-wrong-zip",
        MistakeKind::Nobody => "desk-wrong-nobody",
        MistakeKind::WhichClass => "desk-wrong-which-class",
        MistakeKind::Shortened => "desk-wrong-shortened",
        MistakeKind::More => "desk-wrong-more",
    };
    let this = say.text("desk-wrong-this");
    let what = mistake.what.map_or(this, |what| format!("“{what}”"));
    let mut told = format!("{}: {}", mistake.place, say.with(key, &[("what", &what)]));
    if let Some(meant) = mistake.meant {
        told.push(' ');
        told.push_str(&say.with("desk-wrong-meant", &[("word", meant)]));
    }
    told
}
