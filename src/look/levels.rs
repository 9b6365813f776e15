//! The signs of the levels: a shape, a colour and a line drawing each, so that any one of the three
//! is enough to tell them apart.

use eframe::egui::{Color32, Rect, Ui, load::Bytes};
use eframe::egui::{Image, ImageSource};

use crate::domain::pack::{Level, Shape, Sign};

use super::theme;

/// How a level's sign is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// In its colour.
    Full,
    /// Still to come.
    Faded,
}

/// Draws the sign of a level.
pub fn paint(ui: &Ui, place: Rect, level: &Level, ink: Ink) {
    let name = format!("bytes://level-{}-{ink:?}-{:?}.svg", level.id, level.color);
    let bytes = match ui.ctx().try_load_bytes(&name) {
        Ok(eframe::egui::load::BytesPoll::Ready { bytes, .. }) => bytes,
        _ => Bytes::from(svg(level, ink).into_bytes()),
    };
    Image::new(ImageSource::Bytes {
        uri: name.into(),
        bytes,
    })
    .paint_at(ui, place);
}

/// The colour of a level.
#[must_use]
pub fn color(level: &Level) -> Color32 {
    let [r, g, b] = level.color;
    Color32::from_rgb(r, g, b)
}

/// The same as a light wash behind a picture.
#[must_use]
pub fn wash(level: &Level) -> Color32 {
    Color32::WHITE.lerp_to_gamma(color(level), 0.17)
}

/// The sign as SVG, 100 units square.
#[must_use]
pub fn svg(level: &Level, ink: Ink) -> String {
    let (fill, line) = match ink {
        Ink::Full => (color(level), theme::INK),
        Ink::Faded => (theme::FADED, theme::FADED_LINE),
    };
    let (fill, line) = (hex(fill), hex(line));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<g stroke="{line}" stroke-width="4" stroke-linejoin="round" fill="{fill}">{shape}</g>
<g stroke="{line}" stroke-width="5.5" stroke-linecap="round" stroke-linejoin="round" fill="none">{sign}</g></svg>"#,
        shape = outline(level.shape),
        sign = drawing(level.sign),
    )
}

fn hex(color: Color32) -> String {
    format!("#{:02X}{:02X}{:02X}", color.r(), color.g(), color.b())
}

fn outline(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => r#"<circle cx="50" cy="50" r="43"/>"#,
        Shape::Diamond => r#"<path d="M50 3 97 50 50 97 3 50Z"/>"#,
        Shape::Hexagon => r#"<path d="M50 4 90 27V73L50 96 10 73V27Z"/>"#,
        Shape::Star => {
            r#"<path d="M50 3 63.5 35.4 98.5 38.2 71.9 61.1 80 95.3 50 77 20 95.3 28.1 61.1 1.5 38.2 36.5 35.4Z"/>"#
        }
        Shape::Square => r#"<rect x="9" y="9" width="82" height="82" rx="9"/>"#,
        Shape::Triangle => r#"<path d="M50 5 97 90H3Z"/>"#,
    }
}

fn drawing(sign: Sign) -> &'static str {
    match sign {
        Sign::Magnifier => r#"<circle cx="45" cy="45" r="13"/><path d="M55 55 67 67"/>"#,
        Sign::Compass => r#"<path d="M50 27 58 50 50 73 42 50ZM44 50H56"/>"#,
        Sign::Flag => r#"<path d="M41 73V30L63 38 41 47"/>"#,
        Sign::Mountain => r#"<path d="M30 66 45 42 52 53 58 46 70 66Z"/>"#,
        Sign::Leaf => r#"<path d="M36 66C32 46 44 36 66 36 67 56 56 68 40 62M34 70 52 52"/>"#,
        Sign::Key => r#"<circle cx="41" cy="56" r="9"/><path d="M48 50 67 36M60 41 65 48"/>"#,
    }
}
