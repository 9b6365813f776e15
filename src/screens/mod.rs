//! What a child can be looking at, one file a screen. A screen draws a [`View`] and returns what
//! was asked for by a touch; it changes nothing, saves nothing and knows no device.

mod ask;
mod check_in;
mod compare;
mod hello;
mod level_choice;
mod menu;
mod note;
mod notice;
mod oops;
mod plan;
pub mod problems;
mod ready;
mod reflect;
mod set;
mod start;
mod task;
mod trail;
mod walk;

use std::time::Duration;

use eframe::egui::{Rect, Ui, UiBuilder, vec2};

use crate::{
    domain::{
        badge::Tap,
        kiosk::{Context, Kiosk, Page, Touch, Visit},
        pack::StudentCard,
        standing::Standpoint,
    },
    look::{
        layout::{Canvas, Cut},
        motion::Motion,
        paper,
        text::{self, Style},
        theme::{self, size},
        widgets,
        words::Say,
    },
};

/// How long saving may take before the screen says so.
pub const SLOW: Duration = Duration::from_millis(400);

/// All that a screen may look at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The class, what is true now, and the clocks.
    pub ctx: Context<'a>,
    /// Who is here and what they look at.
    pub kiosk: &'a Kiosk,
    /// The sentences, in the reader's language.
    pub say: Say<'a>,
    /// What a teacher should know about this tablet, as keys of sentences, the most urgent first.
    pub quiet_lines: &'a [&'static str],
    /// The badges of the practice row; empty on a real kiosk.
    pub practice: &'a [PracticeBadge],
    /// How far what moves on this page has come.
    pub motion: Motion,
}

/// A badge of a made-up child to try the kiosk with.
#[derive(Clone, Debug)]
pub struct PracticeBadge {
    /// The animal on it.
    pub picture: String,
    /// What tapping it is.
    pub tap: Tap,
}

/// Whoever is here, with everything a screen says about them.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) at: Standpoint<'a>,
    pub(crate) card: &'a StudentCard,
}

/// Draws what is to be seen now, and returns what was asked for by a touch.
pub fn show(ui: &mut Ui, view: &View<'_>) -> Option<Touch> {
    // A finger that came down for one child is not taken for the next one's button in that place.
    let turn = UiBuilder::new()
        .max_rect(ui.max_rect())
        .id_salt(view.kiosk.turn());
    let ui = &ui.new_child(turn);
    paper::contours(ui);
    let canvas = Canvas::of(ui);
    let Some(here) = view.here() else {
        return match view.kiosk.notice() {
            Some(notice) => notice::full(ui, canvas, view, notice.kind),
            None => start::show(ui, canvas, view),
        };
    };
    let touch = if here.visit.still_there.is_some() {
        ask::still_there(ui, canvas, view, here)
    } else {
        page(ui, canvas, view, here)
    };
    let slow = |since| view.ctx.moment.since_start >= since + SLOW;
    if let Some(notice) = view.kiosk.notice() {
        notice::banner(ui, canvas, view, notice.kind);
    } else if view.kiosk.saving_since().is_some_and(slow) {
        notice::one_moment(ui, canvas, view);
    }
    touch
}

fn page(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    match &here.visit.page {
        Page::Hello => hello::show(ui, canvas, view, here),
        Page::Reflect(draft, criterion) => reflect::show(ui, canvas, view, here, draft, *criterion),
        Page::Placed(draft) => level_choice::placed(ui, canvas, view, here, draft),
        Page::OtherLevel(draft) => level_choice::other(ui, canvas, view, here, draft),
        Page::Compare { skill, said, found } => {
            compare::show(ui, canvas, view, here, skill, *said, *found)
        }
        Page::Menu(level) => menu::show(ui, canvas, view, here, *level),
        Page::Task => task::show(ui, canvas, view, here),
        Page::HowDidItGo => task::how_did_it_go(ui, canvas, view, here),
        Page::CheckIn => check_in::show(ui, canvas, view, here),
        Page::Set => set::show(ui, canvas, view, here),
        Page::Trail(part) => trail::show(ui, canvas, view, here, *part),
        Page::Plan => plan::show(ui, canvas, view, here),
        Page::Ready => ready::show(ui, canvas, view, here),
        Page::Oops => oops::show(ui, canvas, view, here),
        Page::Note(note) => note::show(ui, canvas, view, here, note),
        Page::Handover => ask::handover(ui, canvas, view, here),
    }
}

impl<'a> View<'a> {
    fn here(&self) -> Option<Here<'a>> {
        let visit = self.kiosk.visit()?;
        let at = self.ctx.standpoint(&visit.student)?;
        Some(Here {
            visit,
            at,
            card: at.record.card.get()?,
        })
    }

    /// A text of the class pack in the reader's language.
    pub(crate) fn pack_text<'t>(&self, text: &'t crate::domain::text::Text) -> &'t str {
        text.get(self.say.lang())
    }
}

/// The head that most pages share: the child's animal, the question, a line that helps, and "That's
/// not me". Returns the place that is left, and whether that was touched.
pub(crate) fn head(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    question: &str,
    help: Option<&str>,
) -> (Rect, Option<Touch>) {
    let mut area = canvas.area;
    let mut top = area.cut_top(if canvas.portrait { 252.0 } else { 108.0 });
    let mut row = if canvas.portrait {
        top.cut_top(96.0)
    } else {
        top
    };
    let animal = row.cut_left(96.0);
    widgets::avatar(
        ui,
        Rect::from_min_size(animal.min, vec2(96.0, 96.0)),
        &here.card.picture,
    );
    let not_me = not_me(ui, &mut row, view);
    let words = if canvas.portrait { top } else { row };
    let heading = Style::bold(size::HEADING).centered().rows(2);
    match help {
        Some(help) => {
            let rows = if canvas.portrait { 2 } else { 1 };
            let (upper, lower) = words.split_top_bottom_at_fraction(0.6);
            text::label(ui, upper, question, &Style { rows, ..heading }.bottom());
            let quiet = Style::regular(size::TEXT).color(theme::QUIET);
            text::label(ui, lower, help, &quiet.centered().rows(rows));
        }
        None => text::label(ui, words, question, &heading),
    }
    (area, not_me)
}

/// "That's not me", always in the upper right corner.
pub(crate) fn not_me(ui: &Ui, row: &mut Rect, view: &View<'_>) -> Option<Touch> {
    let words = view.say.text("not-me");
    let width = widgets::chip_width(ui, &words);
    let corner = Rect::from_min_size(row.cut_right(width).min, vec2(width, 72.0));
    widgets::chip(ui, corner, &words).then_some(Touch::NotMe)
}

/// The foot that most pages share: a way back. Returns whether it was touched.
pub(crate) fn back(ui: &Ui, area: &mut Rect, view: &View<'_>) -> bool {
    let words = view.say.text("back");
    let mut foot = area.cut_bottom(76.0);
    let width = widgets::chip_width(ui, &words).max(180.0);
    widgets::chip(ui, foot.cut_left(width), &words)
}
