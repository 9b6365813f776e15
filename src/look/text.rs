//! Text that fits: it wraps, then shrinks, and only then is cut with an ellipsis. Every text drawn
//! here is also there for a screen reader.

use std::{borrow::Cow, sync::Arc};

use eframe::egui::{
    Align, Color32, FontId, Galley, Rect, Role, Sense, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
};

use super::{script, theme};

/// The least that text shrinks to, as a part of its size.
const SMALLEST: f32 = 0.66;

/// How a text is to be set.
#[derive(Clone, Debug)]
pub struct Style {
    /// Face and size.
    pub font: FontId,
    /// Colour.
    pub color: Color32,
    /// Left, middle or right.
    pub align: Align,
    /// Top, middle or bottom of its place.
    pub valign: Align,
    /// How many lines it may take.
    pub rows: usize,
}

impl Style {
    /// Upright ink on one line, starting at the left.
    #[must_use]
    pub fn regular(size: f32) -> Self {
        let font = theme::regular(size);
        Self {
            font,
            color: theme::INK,
            align: Align::Min,
            valign: Align::Center,
            rows: 1,
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

    /// In another colour.
    #[must_use]
    pub fn color(self, color: Color32) -> Self {
        Self { color, ..self }
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
}

/// Sets a text in its place and names it for a screen reader.
pub fn label(ui: &Ui, place: Rect, text: &str, style: &Style) {
    let drawn = flow(ui, place, text, style);
    let id = ui
        .scope_id()
        .with(("text", text, place.min.x.to_bits(), place.min.y.to_bits()));
    let info = || WidgetInfo::labeled(Role::Label, true, text);
    ui.interact(drawn, id, Sense::hover()).widget_info(info);
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
    ui.painter().galley(pos2(anchor, y), galley, style.color);
    drawn
}

/// How high a text will be in its place.
#[must_use]
pub fn height(ui: &Ui, place: Rect, text: &str, style: &Style) -> f32 {
    fit(ui, text, place, style).rect.height()
}

/// How wide a text would be on one line.
#[must_use]
pub fn width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter()
        .layout_no_wrap(text.to_owned(), font, theme::INK)
        .rect
        .width()
}

fn fit(ui: &Ui, text: &str, place: Rect, style: &Style) -> Arc<Galley> {
    let mut size = style.font.size;
    loop {
        let galley = set(ui, text, place.width(), size, style);
        let fits = !galley.elided
            && !breaks_a_word(&galley)
            && galley.rect.height() <= place.height() + 1.0;
        if fits || size <= style.font.size * SMALLEST {
            return galley;
        }
        size -= 2.0;
    }
}

fn set(ui: &Ui, text: &str, width: f32, size: f32, style: &Style) -> Arc<Galley> {
    let font = FontId::new(size, style.font.family.clone());
    let text = script::drawn(ui, text, &font, width);
    let format = TextFormat {
        font_id: font,
        color: style.color,
        line_height: Some(size * 1.35),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.into_owned(), format);
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: style.rows,
        break_anywhere: style.rows == 1,
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
