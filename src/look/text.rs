//! Text that fits: it grows as far as asked for, wraps, then shrinks, and only then is cut with an
//! ellipsis. Every text drawn here is also there for a screen reader, and its colour is a [`Tone`],
//! whose contrast with every ground it may stand on is tested.

use std::{borrow::Cow, sync::Arc};

use eframe::egui::{
    Align, FontId, Galley, Id, Rect, Role, Sense, Ui, WidgetInfo,
    accesskit::Live,
    emath::GuiRounding as _,
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
};

use super::{
    script, spoken,
    theme::{self, Tone},
};

/// The least that text shrinks to, as a part of its size.
const SMALLEST: f32 = 0.66;

/// The sizes that text shrinks in: few, so that few letters have to be drawn anew.
const STEPS: [f32; 21] = [
    16.0, 17.0, 18.0, 19.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0, 34.0, 36.0, 40.0, 44.0, 48.0,
    52.0, 58.0, 64.0, 72.0, 84.0,
];

/// From one row to the next, in sizes of the text.
const ROW: f32 = 1.35;

/// How a text is to be set.
#[derive(Clone, Debug)]
pub struct Style {
    /// Face and size.
    pub font: FontId,
    /// Colour.
    pub tone: Tone,
    /// Left, middle or right.
    pub align: Align,
    /// Top, middle or bottom of its place.
    pub valign: Align,
    /// How many lines it may take.
    pub rows: usize,
    /// Whether it is larger where the class has larger text.
    pub grows: bool,
}

impl Style {
    /// Upright ink on one line, starting at the left.
    #[must_use]
    pub fn regular(size: f32) -> Self {
        let font = theme::regular(size);
        Self {
            font,
            tone: Tone::Ink,
            align: Align::Min,
            valign: Align::Center,
            rows: 1,
            grows: true,
        }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(size: f32) -> Self {
        Self {
            font: theme::bold(size),
            ..Self::regular(size)
        }
    }

    /// What comes second.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self {
            tone: Tone::Quiet,
            ..self
        }
    }

    /// White, for the one big button.
    #[must_use]
    pub fn on_blue(self) -> Self {
        Self {
            tone: Tone::OnBlue,
            ..self
        }
    }

    /// In the middle of its place.
    #[must_use]
    pub fn centered(self) -> Self {
        Self {
            align: Align::Center,
            ..self
        }
    }

    /// At the top of its place.
    #[must_use]
    pub fn top(self) -> Self {
        Self {
            valign: Align::Min,
            ..self
        }
    }

    /// At the bottom of its place.
    #[must_use]
    pub fn bottom(self) -> Self {
        Self {
            valign: Align::Max,
            ..self
        }
    }

    /// On up to that many lines.
    #[must_use]
    pub fn rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// Of that size, also where the class has larger text.
    #[must_use]
    pub fn fixed(self) -> Self {
        Self {
            grows: false,
            ..self
        }
    }

    /// The size that is wished for, and how many lines it may take.
    fn wanted(&self, ui: &Ui) -> (f32, usize) {
        if !self.grows || theme::growth(ui) <= 1.0 {
            return (self.font.size, self.rows);
        }
        // Larger text may take more lines, as far as its place is high enough.
        let rows = match self.rows {
            1 => 2,
            rows => rows + rows.div_ceil(2),
        };
        (theme::grown(ui, self.font.size), rows)
    }
}

/// Sets a text in its place, names it for a screen reader, and notes it for reading aloud.
pub fn label(ui: &Ui, place: Rect, text: &str, style: &Style) {
    let (_, drawn) = named(ui, place, text, style);
    spoken::note(ui, drawn, text);
}

/// The same for what only a teacher reads: it is never read aloud.
pub fn label_unsaid(ui: &Ui, place: Rect, text: &str, style: &Style) {
    named(ui, place, text, style);
}

/// The same for what comes up by itself: a screen reader says it at once.
pub fn notice(ui: &Ui, place: Rect, text: &str, style: &Style) {
    let (id, drawn) = named(ui, place, text, style);
    spoken::note(ui, drawn, text);
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_live(Live::Assertive));
}

/// Sets a text, names it, and tells where it stands.
fn named(ui: &Ui, place: Rect, text: &str, style: &Style) -> (Id, Rect) {
    let drawn = flow(ui, place, text, style);
    let id = ui
        .scope_id()
        .with(("text", text, place.min.x.to_bits(), place.min.y.to_bits()));
    let info = || WidgetInfo::labeled(Role::Label, true, text);
    ui.interact(drawn, id, Sense::hover()).widget_info(info);
    (id, drawn)
}

/// Sets what a page is about: a heading for a screen reader, which says it when the page changes.
pub fn heading(ui: &Ui, place: Rect, text: &str, style: &Style) {
    let drawn = flow(ui, place, text, style);
    spoken::note(ui, drawn, text);
    // One id for all pages: it is the same heading, and says something else now.
    let id = ui.ctx().viewport_id().0.with("heading");
    let info = || WidgetInfo::labeled(Role::Heading, true, text);
    ui.interact(drawn, id, Sense::hover()).widget_info(info);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_level(1);
        node.set_live(Live::Polite);
    });
}

/// Sets a text in its place; for the inside of something that is named itself.
pub fn paint(ui: &Ui, place: Rect, text: &str, style: &Style) {
    flow(ui, place, text, style);
}

/// Sets a text and tells how much of its place it takes.
fn flow(ui: &Ui, place: Rect, text: &str, style: &Style) -> Rect {
    let mut style = Cow::Borrowed(style);
    let mut galley = fit(ui, text, place, &style);
    if style.align == Align::Min && galley.rows.len() > 1 && script::starts_at_the_right(text) {
        style.to_mut().align = Align::Max;
        galley = fit(ui, text, place, &style);
    }
    let (width, height) = (galley.rect.width(), galley.rect.height());
    let y = match style.valign {
        Align::Min => place.min.y,
        Align::Center => place.center().y - height / 2.0,
        Align::Max => place.max.y - height,
    };
    let (anchor, left) = match style.align {
        Align::Min => (place.min.x, place.min.x),
        Align::Center => (place.center().x, place.center().x - width / 2.0),
        Align::Max => (place.max.x, place.max.x - width),
    };
    let drawn = Rect::from_min_size(pos2(left, y), galley.rect.size());
    ui.painter()
        .galley(pos2(anchor, y), galley, style.tone.color());
    drawn
}

/// How high a text will be in its place.
#[must_use]
pub fn height(ui: &Ui, place: Rect, text: &str, style: &Style) -> f32 {
    fit(ui, text, place, style).rect.height()
}

/// How large a text will be in its place, in points.
#[must_use]
pub fn fitted_size(ui: &Ui, place: Rect, text: &str, style: &Style) -> f32 {
    let galley = fit(ui, text, place, style);
    let section = galley.job.sections.first();
    section.map_or(style.font.size, |section| section.format.font_id.size)
}

/// Makes a style, of a name or a sentence, no larger than a size that [`fitted_size`] gave.
pub fn at_most(ui: &Ui, style: &mut Style, size: f32) {
    let growth = if style.grows { theme::growth(ui) } else { 1.0 };
    style.font.size = style.font.size.min(size / growth);
}

/// How wide a text would be on one line, as large as it is here.
#[must_use]
pub fn width(ui: &Ui, text: &str, style: &Style) -> f32 {
    let font = FontId::new(style.wanted(ui).0, style.font.family.clone());
    ui.painter()
        .layout_no_wrap(text.to_owned(), font, theme::INK)
        .rect
        .width()
}

fn fit(ui: &Ui, text: &str, place: Rect, style: &Style) -> Arc<Galley> {
    let galley = fit_wide(ui, text, place, style);
    let things = 1 + text.matches(" · ").count();
    if galley.rows.len() > 1 && (2..=style.rows).contains(&things) {
        // A dot between two things stands at no line's end.
        let lines = text.replace(" · ", "\n");
        return fit(ui, &lines, place, style);
    }
    if style.align == Align::Center && (2..=3).contains(&galley.rows.len()) {
        return balanced(ui, text, place.width(), galley, style);
    }
    galley
}

/// The same lines as narrow as they can be, so that no single word is left for the last one.
fn balanced(ui: &Ui, text: &str, width: f32, wide: Arc<Galley>, style: &Style) -> Arc<Galley> {
    let rows = wide.rows.len();
    let size = wide
        .job
        .sections
        .first()
        .map_or(style.font.size, |section| section.format.font_id.size);
    let mut best = wide;
    let one_row = best.intrinsic_size().x;
    // From the narrowest that could be: twelve steps to the width there is.
    #[expect(clippy::cast_precision_loss, reason = "two or three rows")]
    let most_rows = rows as f32;
    let narrowest = width / most_rows;
    for step in 0..12_u8 {
        let width = narrowest + (width - narrowest) * f32::from(step) / 12.0;
        if least_rows(one_row, width, size) > most_rows {
            continue;
        }
        let galley = set(ui, text, width, size, rows, style);
        if !galley.elided && !breaks_a_word(&galley) {
            best = galley;
            break;
        }
    }
    best
}

fn fit_wide(ui: &Ui, text: &str, place: Rect, style: &Style) -> Arc<Galley> {
    let least = style.font.size.max(theme::size::SMALL) * SMALLEST;
    let (wanted, rows) = style.wanted(ui);
    let try_size = |size| {
        let galley = set(ui, text, place.width(), size, rows, style);
        let fits = !galley.elided
            && !breaks_a_word(&galley)
            && galley.rect.height() <= place.height() + 1.0;
        (galley, fits)
    };
    let (galley, fits) = try_size(wanted);
    if fits {
        return galley;
    }
    // Only sizes at which it may fit are tried, for each has letters that are drawn for it alone.
    let one_row = galley.intrinsic_size().x / wanted;
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let most_rows = rows as f32;
    let may_fit = |size: f32| {
        let rows = least_rows(one_row * size, place.width(), size);
        let row = (size * ROW).round_to_pixels(ui.pixels_per_point());
        rows <= most_rows && rows * row <= place.height() + 1.0
    };
    let steps = STEPS.into_iter().rev();
    let mut tried = steps
        .filter(|size| (least..wanted).contains(size) && may_fit(*size))
        .map(try_size);
    let found = tried.find(|(_, fits)| *fits);
    found.unwrap_or_else(|| try_size(least)).0
}

/// How many rows a text takes at the least that is so wide on one: at the end of each there may be a
/// space that takes no room.
fn least_rows(one_row: f32, width: f32, size: f32) -> f32 {
    let space = size / 2.0;
    ((one_row + space) / (width + 1.0 + space)).ceil().max(1.0)
}

fn set(ui: &Ui, text: &str, width: f32, size: f32, rows: usize, style: &Style) -> Arc<Galley> {
    let font = FontId::new(size, style.font.family.clone());
    // A product stays on one line.
    let text = text.replace(" × ", "\u{a0}×\u{a0}");
    let text = script::drawn(ui, &text, &font, width);
    let format = TextFormat {
        font_id: font,
        color: style.tone.color(),
        line_height: Some(size * ROW),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.into_owned(), format);
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: rows,
        break_anywhere: rows == 1,
        ..TextWrapping::default()
    };
    job.halign = style.align;
    ui.painter().layout_job(job)
}

/// Whether a word had to be split over two lines.
fn breaks_a_word(galley: &Galley) -> bool {
    let (last, rows) = match galley.rows.split_last() {
        Some((_, rows)) if !rows.is_empty() => (rows.len(), rows),
        _ => return false,
    };
    let ends_in_word = |row: &eframe::egui::epaint::text::PlacedRow| {
        row.glyphs.last().is_some_and(|glyph| {
            !glyph.chr.is_whitespace() && !matches!(glyph.chr, '-' | '/' | '\u{2013}' | '\u{2014}')
        })
    };
    rows.iter()
        .take(last)
        .any(|row| !row.ends_with_newline && ends_in_word(row))
}
