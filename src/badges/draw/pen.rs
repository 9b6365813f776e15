//! What a page is drawn with, in millimetres from its upper left corner: lines, words, pictures and
//! QR codes. Every shape of a code is black on bare paper, and nothing is drawn into its quiet zone.

use std::collections::BTreeMap;

use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Size, Transform},
    graphic::Graphic,
    image::Image,
    num::NormalizedF32,
    paint::{Fill, FillRule, LineCap, Stroke, StrokeDash},
    surface::Surface,
};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use qrcode::{Color, EcLevel, QrCode, Version};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::typeset::{Block, LEADING, Line, Room, Type, Weight};
use crate::badges::{
    code::BadgeCode,
    print::Drawing,
    sheet::{Area, CornerRadius, Parting},
};

/// Modules of a code of 18 letters (version 2) on a side.
pub(super) const MODULES: f32 = 25.0;
/// The same with its quiet zone of four modules on each side (ISO/IEC 18004).
pub(super) const MODULES_WITH_QUIET_ZONE: f32 = 33.0;
/// How far a capital's middle is above its line, in sizes of the letters.
const CAPITAL_MIDDLE: f32 = 0.35;

/// What is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words and outlines.
    Dark,
    /// Words that come second.
    Quiet,
    /// Lines to cut or to write along.
    Line,
    /// Warm and personal: light enough to be white in grey.
    Sun,
    /// Around it.
    SunLine,
    /// Bare paper, on ink.
    Paper,
    /// Codes.
    Black,
}

impl Ink {
    fn color(self) -> rgb::Color {
        let (red, green, blue) = match self {
            Self::Dark => (0x1D, 0x27, 0x33),
            Self::Quiet => (0x45, 0x4F, 0x5C),
            Self::Line => (0x9A, 0x9A, 0x9A),
            Self::Sun => (0xFF, 0xF3, 0xC9),
            Self::SunLine => (0xE3, 0xC8, 0x74),
            Self::Paper => (0xFF, 0xFF, 0xFF),
            Self::Black => (0, 0, 0),
        };
        rgb::Color::new(red, green, blue)
    }
}

/// Where lines of words begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
}

/// The pictures of a document; each is in it once.
#[derive(Default)]
pub(super) struct Pictures(BTreeMap<Drawing, Option<(Picture, Size)>>);

/// A picture as the document has it.
#[derive(Clone)]
enum Picture {
    Drawn(Graphic),
    Photo(Image),
}

/// Draws on one page.
pub(super) struct Pen<'p, 's> {
    surface: &'p mut Surface<'s>,
    letters: &'p Type<'p>,
    pictures: &'p mut Pictures,
}

impl<'p, 's> Pen<'p, 's> {
    pub(super) fn new(
        surface: &'p mut Surface<'s>,
        letters: &'p Type<'p>,
        pictures: &'p mut Pictures,
    ) -> Self {
        Self {
            surface,
            letters,
            pictures,
        }
    }

    /// The typefaces.
    pub(super) fn letters(&self) -> &'p Type<'p> {
        self.letters
    }

    fn paint(&mut self, path: Option<Path>, fill: Option<Ink>, stroke: Option<Stroke>) {
        let Some(path) = path else { return };
        self.surface.set_fill(fill.map(|ink| Fill {
            paint: ink.color().into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
        self.surface.set_stroke(stroke);
        self.surface.draw_path(&path);
    }

    /// A filled rectangle with corners of that radius.
    pub(super) fn fill(&mut self, area: Area, radius: f32, ink: Ink) {
        self.paint(rounded(area, radius), Some(ink), None);
    }

    /// The outline of a rectangle.
    pub(super) fn outline(&mut self, area: Area, radius: f32, width: f32, ink: Ink) {
        self.paint(rounded(area, radius), None, Some(stroke(width, ink)));
    }

    /// A dashed outline.
    pub(super) fn dashes(&mut self, area: Area, radius: f32, width: f32, ink: Ink) {
        let dashed = Stroke {
            dash: Some(StrokeDash {
                array: vec![width * 5.0, width * 4.0],
                offset: 0.0,
            }),
            ..stroke(width, ink)
        };
        self.paint(rounded(area, radius), None, Some(dashed));
    }

    /// A line from one point to another.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.paint(path.finish(), None, Some(stroke(width, ink)));
    }

    /// What helps to part a badge from its neighbours.
    pub(super) fn parting(&mut self, cell: Area, parting: Parting) {
        const GAP: f32 = 1.0;
        const LONG: f32 = 4.0;
        const THIN: f32 = 0.2;
        match parting {
            Parting::None => {}
            Parting::Outline(CornerRadius(hundredths)) => {
                let radius = f32::from(hundredths) / 100.0;
                self.outline(cell, radius, THIN, Ink::Line);
            }
            Parting::Marks => {
                for x in [cell.left, cell.right()] {
                    let (top, bottom) = (cell.top - GAP, cell.bottom() + GAP);
                    self.line((x, top - LONG), (x, top), THIN, Ink::Dark);
                    self.line((x, bottom), (x, bottom + LONG), THIN, Ink::Dark);
                }
                for y in [cell.top, cell.bottom()] {
                    let (left, right) = (cell.left - GAP, cell.right() + GAP);
                    self.line((left - LONG, y), (left, y), THIN, Ink::Dark);
                    self.line((right, y), (right + LONG, y), THIN, Ink::Dark);
                }
            }
        }
    }

    /// Words as large as they fit into an area, in its middle from top to bottom.
    pub(super) fn words(&mut self, text: &str, area: Area, look: Look) {
        let block = self.fitted(text, area, look);
        let top = area.top + (area.height - block.height()) / 2.0;
        self.block(&block, Area { top, ..area }, look);
    }

    /// A name, or a line to write it on where its letters cannot be printed.
    pub(super) fn name(&mut self, name: &str, area: Area, look: Look) {
        if self.letters.can_write(name) {
            return self.words(name, area, look);
        }
        let foot = area.top + area.height * 0.85;
        self.line((area.left, foot), (area.right(), foot), 0.25, Ink::Quiet);
    }

    /// Words from the top of an area down; where they end.
    pub(super) fn words_from_top(&mut self, text: &str, area: Area, look: Look) -> f32 {
        let block = self.fitted(text, area, look);
        self.block(&block, area, look);
        area.top + block.height()
    }

    /// How words would be set.
    pub(super) fn fitted(&self, text: &str, area: Area, look: Look) -> Block {
        let room = Room {
            width: area.width,
            height: area.height,
            rows: look.rows,
            sizes: look.sizes,
        };
        self.letters.fit(text, look.weight, room)
    }

    /// Lines, the first at the top of the area.
    pub(super) fn block(&mut self, block: &Block, area: Area, look: Look) {
        let mut middle = area.top + block.size * LEADING / 2.0;
        for line in &block.lines {
            let width = line.width * block.size;
            let left = match look.align {
                Align::Left => area.left,
                Align::Middle => area.left + (area.width - width) / 2.0,
            };
            let foot = middle + block.size * CAPITAL_MIDDLE;
            self.set(line, (left, foot), block.size, look.ink);
            middle += block.size * LEADING;
        }
    }

    fn set(&mut self, line: &Line, (left, foot): (f32, f32), size: f32, ink: Ink) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: ink.color().into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
        let mut left = left;
        for piece in &line.pieces {
            self.surface.draw_glyphs(
                Point::from_xy(left, foot),
                &piece.glyphs,
                piece.font.clone(),
                &piece.text,
                size,
                false,
            );
            left += piece.width * size;
        }
    }

    /// A code with its upper left black corner there; the quiet zone around it is the caller's.
    pub(super) fn code(&mut self, left: f32, top: f32, module: f32, code: &BadgeCode) {
        let letters = code.to_string();
        // Eighteen letters are in version 2-H by their number alone.
        let Ok(code) = QrCode::with_version(letters, Version::Normal(2), EcLevel::H) else {
            return;
        };
        let mut path = PathBuilder::new();
        let colors = code.to_colors();
        for (row, line) in (0_u8..).zip(colors.chunks(code.width())) {
            let mut column = 0_u8;
            // Neighbours are one shape: no printer leaves a gap between them.
            for run in line.chunk_by(|one, next| one == next) {
                let wide = u8::try_from(run.len()).unwrap_or(0);
                if run.first() == Some(&Color::Dark) {
                    let x = left + f32::from(column) * module;
                    let y = top + f32::from(row) * module;
                    if let Some(bar) = Rect::from_xywh(x, y, f32::from(wide) * module, module) {
                        path.push_rect(bar);
                    }
                }
                column += wide;
            }
        }
        self.paint(path.finish(), Some(Ink::Black), None);
    }

    /// A picture as large as it fits into an area, in its middle. One that cannot be read leaves its
    /// place empty.
    pub(super) fn picture(&mut self, drawing: &Drawing, area: Area) {
        let Some((picture, size)) = self.prepared(drawing) else {
            return;
        };
        let scale = (area.width / size.width()).min(area.height / size.height());
        let (x, y) = area.middle();
        let left = x - size.width() * scale / 2.0;
        let top = y - size.height() * scale / 2.0;
        self.surface
            .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, left, top));
        match picture {
            Picture::Drawn(graphic) => self.surface.draw_graphic(graphic),
            Picture::Photo(image) => self.surface.draw_image(image, size),
        }
        self.surface.pop();
    }

    fn prepared(&mut self, drawing: &Drawing) -> Option<(Picture, Size)> {
        if let Some(known) = self.pictures.0.get(drawing) {
            return known.clone();
        }
        let prepared = self.prepare(drawing);
        self.pictures.0.insert(drawing.clone(), prepared.clone());
        prepared
    }

    fn prepare(&mut self, drawing: &Drawing) -> Option<(Picture, Size)> {
        let image = match drawing {
            Drawing::Svg(bytes) => return self.prepare_svg(bytes),
            Drawing::Png(bytes) => Image::from_png(bytes.to_vec().into(), true).ok()?,
            Drawing::Jpeg(bytes) => Image::from_jpeg(bytes.to_vec().into(), true).ok()?,
        };
        let (width, height) = image.size();
        let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let size = Size::from_wh(f32::from(width), f32::from(height))?;
        Some((Picture::Photo(image), size))
    }

    fn prepare_svg(&mut self, bytes: &[u8]) -> Option<(Picture, Size)> {
        let options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_data(bytes, &options).ok()?;
        let size = Size::from_wh(tree.size().width(), tree.size().height())?;
        let mut builder = self.surface.stream_builder();
        let mut surface = builder.surface();
        surface.draw_svg(&tree, size, SvgSettings::default())?;
        surface.finish();
        let graphic = Graphic::new(builder.finish(), false);
        Some((Picture::Drawn(graphic), size))
    }
}

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    pub(super) align: Align,
    /// How many lines there may be.
    pub(super) rows: usize,
    /// The largest and the smallest letters, in millimetres.
    pub(super) sizes: (f32, f32),
}

impl Look {
    /// A name or a heading: bold ink.
    pub(super) fn bold(rows: usize, sizes: (f32, f32)) -> Self {
        Self {
            weight: Weight::Bold,
            ink: Ink::Dark,
            align: Align::Left,
            rows,
            sizes,
        }
    }

    /// A sentence.
    pub(super) fn regular(rows: usize, sizes: (f32, f32)) -> Self {
        Self {
            weight: Weight::Regular,
            ..Self::bold(rows, sizes)
        }
    }

    /// In the middle of its area.
    pub(super) fn centered(self) -> Self {
        Self {
            align: Align::Middle,
            ..self
        }
    }

    /// In another colour.
    pub(super) fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

fn stroke(width: f32, ink: Ink) -> Stroke {
    Stroke {
        paint: ink.color().into(),
        width,
        line_cap: LineCap::Butt,
        ..Stroke::default()
    }
}

/// A rectangle with round corners, as four lines and four curves.
fn rounded(area: Area, radius: f32) -> Option<Path> {
    /// How far the handles of a curve are for a quarter of a circle.
    const QUARTER: f32 = 0.552_285;
    let mut path = PathBuilder::new();
    let radius = radius.min(area.width / 2.0).min(area.height / 2.0);
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(
            area.left,
            area.top,
            area.width,
            area.height,
        )?);
        return path.finish();
    }
    let (left, top, right, bottom) = (area.left, area.top, area.right(), area.bottom());
    let near = radius * (1.0 - QUARTER);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - near, top, right, top + near, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(
        right,
        bottom - near,
        right - near,
        bottom,
        right - radius,
        bottom,
    );
    path.line_to(left + radius, bottom);
    path.cubic_to(
        left + near,
        bottom,
        left,
        bottom - near,
        left,
        bottom - radius,
    );
    path.line_to(left, top + radius);
    path.cubic_to(left, top + near, left + near, top, left + radius, top);
    path.close();
    path.finish()
}
