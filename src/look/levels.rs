//! The level badges: a sewn patch with a shape, a colour and a little picture each, so that any one
//! of the three is enough to tell them apart. What they are is for the class pack to say.

use eframe::egui::{Color32, Rect, Ui};

use crate::domain::pack::{Level, Shape, Sign};

use super::{
    art::{self, Art},
    theme,
};

/// How a level's badge is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// In its colour.
    Full,
    /// Still to come.
    Faded,
}

/// Draws the badge of a level.
pub fn paint(ui: &Ui, place: Rect, level: &Level, ink: Ink) {
    paint_moving(ui, place, place, level, ink);
}

/// Draws it on its way: drawn for `place`, seen where it is `now`.
pub fn paint_moving(ui: &Ui, place: Rect, now: Rect, level: &Level, ink: Ink) {
    let Level { shape, sign, .. } = level;
    let uri = format!(
        "bytes://level-{shape:?}-{sign:?}-{ink:?}-{:?}.svg",
        level.color
    );
    art::made_moving(ui, place, now, uri.into(), || svg(level, ink));
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

/// The badge as SVG, 100 units square; the shape takes its colour from `color`.
#[must_use]
pub fn svg(level: &Level, ink: Ink) -> String {
    let (left, top, side) = room(level.shape);
    let patch = placed(shape(level.shape).svg(), 0, 0, 100);
    let sign = placed(sign(level.sign).svg(), left, top, side);
    let (color, patch, sign) = match ink {
        Ink::Full => (color(level), patch, sign),
        Ink::Faded => (theme::FADED, art::pale(&patch), art::pale(&sign)),
    };
    let color = art::hex(color);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" color="{color}">{patch}{sign}</svg>"#
    )
}

/// A drawing at its place inside another.
fn placed(svg: &str, left: u8, top: u8, side: u8) -> String {
    let place = format!(r#"<svg x="{left}" y="{top}" width="{side}" height="{side}" "#);
    svg.replacen("<svg ", &place, 1)
}

/// Where on a patch there is room for the sign: left, top, side.
fn room(shape: Shape) -> (u8, u8, u8) {
    match shape {
        Shape::Circle | Shape::Square => (20, 20, 60),
        Shape::Diamond => (25, 25, 50),
        Shape::Hexagon => (21, 21, 58),
        Shape::Star => (26, 30, 48),
        Shape::Triangle => (27, 38, 46),
    }
}

fn shape(shape: Shape) -> Art {
    match shape {
        Shape::Circle => Art::ShapeCircle,
        Shape::Diamond => Art::ShapeDiamond,
        Shape::Hexagon => Art::ShapeHexagon,
        Shape::Star => Art::ShapeStar,
        Shape::Square => Art::ShapeSquare,
        Shape::Triangle => Art::ShapeTriangle,
    }
}

fn sign(sign: Sign) -> Art {
    match sign {
        Sign::Magnifier => Art::SignMagnifier,
        Sign::Compass => Art::SignCompass,
        Sign::Flag => Art::SignFlag,
        Sign::Mountain => Art::SignMountain,
        Sign::Leaf => Art::SignLeaf,
        Sign::Key => Art::SignKey,
    }
}
