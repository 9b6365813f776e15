//! What a child can be looking at, one file a screen. A screen draws a [`View`] and returns what
//! was asked for by a touch; it changes nothing, saves nothing and knows no device.

mod ask;
mod check_in;
mod compare;
mod desk;
mod forgotten;
mod hello;
mod join_how;
mod joining;
mod level_choice;
mod menu;
mod note;
mod notice;
mod oops;
mod plan;
pub mod problems;
mod ready;
mod reflect;
mod retired;
mod set;
mod start;
mod task;
mod trail;
mod walk;

use std::time::Duration;

use eframe::egui::{Align, Align2, Rect, Ui, UiBuilder, vec2};

use crate::{
    domain::{
        badge::Tap,
        kiosk::{Context, Kiosk, Page, Touch, Visit},
        pack::StudentCard,
        standing::Standpoint,
        utterance::Utterance,
    },
    look::{
        focus, glyphs,
        layout::{Canvas, Cut},
        mirror::Mirror,
        motion::Motion,
        paper, speaker, spoken,
        text::{self, Style},
        theme::{self, GRID, NEAR, size},
        widgets,
        words::Say,
    },
};

pub use joining::{About, Instead};

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
    /// What the camera sees, on a tablet with one that works.
    pub mirror: Option<Mirror>,
    /// Whether there are speaker buttons.
    pub listen: bool,
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

/// Draws what is to be seen now, and returns what was asked for by a touch, and what is to be read
/// aloud when this is new on the screen.
pub fn show(ui: &mut Ui, view: &View<'_>) -> (Option<Touch>, Utterance) {
    let listen = view.listen && view.kiosk.desk().is_none();
    let listen = listen.then(|| view.say.text("listen"));
    spoken::begin(ui.ctx(), listen);
    let touch = draw(ui, view);
    let said = spoken::finish(ui.ctx());
    if view.kiosk.desk().is_some() {
        // What a teacher reads is nobody else's to hear.
        return (touch, view.say.utter(&[]));
    }
    let asked = said.asked.as_deref();
    let hear = asked.map(|texts| Touch::Hear(view.say.utter(texts)));
    (touch.or(hear), view.say.utter(said.news()))
}

fn draw(ui: &mut Ui, view: &View<'_>) -> Option<Touch> {
    // A finger that came down for one child is not taken for the next one's button in that place.
    let turn = UiBuilder::new()
        .max_rect(ui.max_rect())
        .id_salt(view.kiosk.turn());
    let mut ui = ui.new_child(turn);
    let tablet = &view.ctx.pack.tablet;
    if view.kiosk.desk().is_none() {
        theme::grow_text(&mut ui, tablet.text_size);
    }
    let walked = focus::begin(&ui);
    let touch = turned(&ui, view);
    focus::end(&ui, tablet.switch_scan, view.ctx.moment.since_start);
    let somebody = walked && view.kiosk.visit().is_some();
    touch.or(somebody.then_some(Touch::StillHere))
}

fn turned(ui: &Ui, view: &View<'_>) -> Option<Touch> {
    paper::contours(ui);
    let canvas = Canvas::of(ui);
    if let Instead::Shown(touch) = retired::show(ui, canvas, view) {
        return touch;
    }
    if let Some(desk) = view.kiosk.desk() {
        let touch = desk::show(ui, canvas, view, desk);
        if let Some(notice) = view.kiosk.notice() {
            notice::banner(ui, canvas, view, notice.kind);
        }
        return touch.map(Touch::Desk);
    }
    let Some(here) = view.here() else {
        return match (view.kiosk.notice(), view.kiosk.forgotten()) {
            (Some(notice), _) => notice::full(ui, canvas, view, notice.kind),
            (None, Some(page)) => forgotten::show(ui, canvas, view, page),
            (None, None) => {
                let about = About {
                    say: view.say,
                    kiosk: view.kiosk,
                    students: Some(view.ctx.records.students().count()),
                    mirror: view.mirror,
                };
                match joining::show(ui, canvas, &about) {
                    Instead::Shown(touch) => touch,
                    Instead::Nothing => start::show(ui, canvas, view),
                }
            }
        };
    };
    let touch = if here.visit.still_there.is_some() {
        ask::still_there(ui, canvas, view, here)
    } else {
        page(ui, canvas, view, here)
    };
    let slow = |since| view.ctx.moment.since_start >= since + SLOW;
    spoken::first(ui);
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
        Page::Menu(level, part) => menu::show(ui, canvas, view, here, *level, *part),
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

    /// A sentence with the child's name, or the one without where no typeface has any of its letters.
    fn by_name(&self, ui: &Ui, here: Here<'_>, [named, unnamed]: [&str; 2]) -> String {
        let name = &here.card.first_name;
        if glyphs::can_draw(ui, name) {
            self.say.with(named, &[("name", name)])
        } else {
            self.say.text(unnamed)
        }
    }
}

/// The head that most pages share: the child's animal, the question, a line that helps, and room
/// for "That's not me", which is drawn last, so that keys and screen readers come to it last.
pub(crate) struct Head {
    /// The place that is left.
    pub(crate) area: Rect,
    corner: Rect,
}

/// Draws the head of a page.
pub(crate) fn head(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    question: &str,
    help: Option<&str>,
) -> Head {
    let style = Style::bold(size::HEADING).centered().rows(2);
    head_with(ui, canvas, view, here, question, help, &style)
}

/// The same with a heading of another style.
pub(crate) fn head_with(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    question: &str,
    help: Option<&str>,
    style: &Style,
) -> Head {
    let mut area = canvas.area;
    let mut style = style.clone();
    if canvas.small && theme::growth(ui) > 1.0 {
        // A heading is large already: the room is for what it is about.
        style.font.size = style.font.size.min(size::HEADING);
        style = style.fixed();
    }
    let style = &style;
    let side = canvas.either(96.0, 84.0);
    let mut row = Rect::from_min_size(area.min, vec2(area.width(), side));
    let animal = row.cut_left_by(side, NEAR);
    let corner = corner(ui, canvas, &mut row, view);
    let (width, share) = if canvas.portrait {
        area.cut_top_by(side, GRID);
        (area.width(), 0.11)
    } else {
        (row.width(), 0.16)
    };
    // Without a line that helps, the head takes no more room than its heading grows by.
    let grows = match help {
        Some(_) => theme::growth(ui),
        None if style.grows => theme::grown(ui, style.font.size) / style.font.size,
        None => 1.0,
    };
    let share = if canvas.small && !canvas.portrait {
        0.13
    } else {
        share
    };
    let most = (area.height() * share * grows).max(side);
    let place = |height: f32| Rect::from_min_size(row.min, vec2(width, height));
    let quiet = Style::regular(size::TEXT).quiet().rows(2).top();
    let quiet = Style {
        align: style.align,
        ..quiet
    };
    let below = help.map_or(0.0, |help| {
        text::height(ui, place(most * 0.45), help, &quiet)
    });
    let above = text::height(ui, place(most - below), question, style);
    let least = if canvas.portrait { 0.0 } else { side };
    let mut words = area.cut_top_by((above + below).max(least), NEAR);
    if !canvas.portrait {
        words.min.x = row.min.x;
        words.max.x = row.max.x;
        if style.align == Align::Center {
            words = toward(area.center().x, words, widest(ui, question, help, style));
        }
    }
    widgets::avatar(ui, animal, &here.card.picture);
    match help {
        Some(help) => {
            let left_over = (words.height() - above - below).max(0.0) / 2.0;
            let (upper, lower) = words.split_top_bottom_at_y(words.min.y + left_over + above);
            text::heading(ui, upper, question, &style.clone().bottom());
            text::label(ui, lower, help, &quiet);
        }
        None => text::heading(ui, words, question, style),
    }
    Head { area, corner }
}

/// How wide the words of a head are where each stands on one line.
fn widest(ui: &Ui, question: &str, help: Option<&str>, style: &Style) -> f32 {
    let help = help.map_or(0.0, |help| {
        text::width(ui, help, &Style::regular(size::TEXT))
    });
    text::width(ui, question, style).max(help) + 4.0
}

/// A place of that width, as near to `middle` as there is room in `place`; all of it if it is narrower.
fn toward(middle: f32, place: Rect, width: f32) -> Rect {
    if width > place.width() {
        return place;
    }
    let left = (middle - width / 2.0).clamp(place.min.x, place.max.x - width);
    Rect::from_x_y_ranges(left..=left + width, place.y_range())
}

impl Head {
    /// Draws what comes last on a page. `touch` is what was asked for before.
    pub(crate) fn close(&self, ui: &Ui, view: &View<'_>, touch: Option<Touch>) -> Option<Touch> {
        touch.or(not_me(ui, self.corner, view))
    }
}

/// How high a chip is.
pub(crate) fn chip_height(canvas: Canvas) -> f32 {
    canvas.either(72.0, theme::TOUCH)
}

/// The place of "That's not me", cut from the upper right corner of a row, and of one round button
/// beside it.
pub(crate) fn corner(ui: &Ui, canvas: Canvas, row: &mut Rect, view: &View<'_>) -> Rect {
    let words = view.say.text("not-me");
    // On a small tablet the question needs the room more.
    let width = if canvas.small {
        widgets::least_chip_width(ui, &words)
    } else {
        widgets::chip_width(ui, &words)
    };
    let place = row.cut_right(width);
    row.cut_right_by(theme::TOUCH, NEAR);
    Rect::from_min_size(place.min, vec2(width, chip_height(canvas)))
}

/// The button that reads the page, where nothing else is in the upper right corner.
pub(crate) fn listen(ui: &Ui, canvas: Canvas) {
    let side = vec2(theme::TOUCH, theme::TOUCH);
    let place = Align2::RIGHT_TOP.align_size_within_rect(side, canvas.area);
    speaker::of_page(ui, place);
}

/// "That's not me", always in the upper right corner, and beside it the button that reads the page.
pub(crate) fn not_me(ui: &Ui, place: Rect, view: &View<'_>) -> Option<Touch> {
    let words = view.say.text("not-me");
    let touched = widgets::chip(ui, place, &words);
    let beside = place.left_center() - vec2(theme::GAP + theme::TOUCH / 2.0, 0.0);
    speaker::of_page(
        ui,
        Rect::from_center_size(beside, vec2(theme::TOUCH, theme::TOUCH)),
    );
    touched.then_some(Touch::NotMe)
}

/// Cuts the place of the way back from the lower left corner; what else is in that row comes too.
pub(crate) fn back_row(ui: &Ui, canvas: Canvas, area: &mut Rect, view: &View<'_>) -> (Rect, Rect) {
    let mut foot = area.cut_bottom(chip_height(canvas));
    (back_place(ui, canvas, &mut foot, view), foot)
}

/// Cuts the place of the way back from the left of a row.
pub(crate) fn back_place(ui: &Ui, canvas: Canvas, row: &mut Rect, view: &View<'_>) -> Rect {
    let width = widgets::chip_width(ui, &view.say.text("back")).max(canvas.either(160.0, 120.0));
    row.cut_left(width)
        .middle(vec2(width, chip_height(canvas).min(row.height())))
}

/// The way back. Returns whether it was touched, or Escape was pressed.
pub(crate) fn back(ui: &Ui, place: Rect, view: &View<'_>) -> Option<Touch> {
    let touched = widgets::chip(ui, place, &view.say.text("back"));
    (touched || focus::escaped(ui)).then_some(Touch::Back)
}
