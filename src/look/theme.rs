//! The design tokens: every colour, type size and distance that screens may use.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, FontData, FontDefinitions, FontFamily, FontId, TextStyle, Ui, Vec2, vec2,
};

use crate::domain::pack::{Inches, TextSize};

use super::{glyphs, pictures};

/// Warm paper, behind everything.
pub const PAPER: Color32 = Color32::from_rgb(0xFB, 0xF6, 0xEC);
/// Contour lines on the paper.
pub const CONTOUR: Color32 = Color32::from_rgb(0xF0, 0xE8, 0xD6);
/// Text and outlines.
pub const INK: Color32 = Color32::from_rgb(0x1D, 0x27, 0x33);
/// Text that comes second.
pub const QUIET: Color32 = Color32::from_rgb(0x45, 0x4F, 0x5C);
/// Cards.
pub const CARD: Color32 = Color32::WHITE;
/// The line around a card.
pub const HAIRLINE: Color32 = Color32::from_rgb(0xE4, 0xDA, 0xC7);
/// Below a card.
pub const SHADOW: Color32 = Color32::from_rgb(0xE7, 0xE0, 0xD2);
/// The one big button of a screen, and where the keyboard is.
pub const BLUE: Color32 = Color32::from_rgb(0x0B, 0x5C, 0x8A);
/// The big button's lower edge.
pub const DEEP_BLUE: Color32 = Color32::from_rgb(0x08, 0x43, 0x66);
/// Text on the big button.
pub const ON_BLUE: Color32 = Color32::WHITE;
/// What is warm and personal: the child's animal, a note.
pub const SUN: Color32 = Color32::from_rgb(0xFF, 0xF3, 0xC9);
/// The line around it.
pub const SUN_LINE: Color32 = Color32::from_rgb(0xF0, 0xDF, 0xA8);
/// The trail, and what is still to come on it.
pub const TRAIL: Color32 = Color32::from_rgb(0xCF, 0xC0, 0xA6);
/// The part of the trail that was walked.
pub const PATH: Color32 = Color32::from_rgb(0xF1, 0xE3, 0xC4);
/// What is light in a drawing.
pub const CREAM: Color32 = Color32::from_rgb(0xFF, 0xFB, 0xF2);
/// Inside of a waymark still to come.
pub const FADED: Color32 = Color32::from_rgb(0xEF, 0xE6, 0xD6);
/// Outline of a waymark still to come.
pub const FADED_LINE: Color32 = Color32::from_rgb(0x8A, 0x7D, 0x65);

/// Inside of the sign that a part works.
pub const GOOD: Color32 = Color32::from_rgb(0x7F, 0xD1, 0xB4);
/// Inside of the sign that somebody should look at a part.
pub const CAREFUL: Color32 = Color32::from_rgb(0xF7, 0xC8, 0x4B);
/// Inside of the sign that a part does not work.
pub const BROKEN: Color32 = Color32::from_rgb(0xF0, 0x8A, 0x6B);

/// What text may be coloured like. There is no other way to colour one, so [`TEXT_PAIRS`] is all the
/// text on all the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What is said.
    Ink,
    /// What comes second.
    Quiet,
    /// On the big button.
    OnBlue,
}

impl Tone {
    /// Its colour.
    #[must_use]
    pub fn color(self) -> Color32 {
        match self {
            Self::Ink => INK,
            Self::Quiet => QUIET,
            Self::OnBlue => ON_BLUE,
        }
    }
}

/// Every tone of text with every ground it stands on. A student reads all of them, so each has a
/// contrast of 7 or more (WCAG 2.2, success criterion 1.4.6, AAA).
pub const TEXT_PAIRS: [(Tone, Color32); 8] = [
    (Tone::Ink, FADED),
    (Tone::Ink, PAPER),
    (Tone::Ink, CARD),
    (Tone::Ink, SUN),
    (Tone::Quiet, PAPER),
    (Tone::Quiet, CARD),
    (Tone::Quiet, SUN),
    (Tone::OnBlue, BLUE),
];

/// Shapes that carry a meaning, with what they stand on: each has a contrast of 3 or more (WCAG 2.2,
/// success criterion 1.4.11). What is only pretty (contours, hairlines, shadows) is not among them.
pub const SHAPE_PAIRS: [(&str, Color32, Color32); 9] = [
    ("focus ring on paper", INK, PAPER),
    ("focus ring on a card", INK, CARD),
    ("focus ring on the contours", INK, CONTOUR),
    ("focus ring on a card's shadow", INK, SHADOW),
    ("the big button on paper", BLUE, PAPER),
    ("the clock on its card", BLUE, CARD),
    ("time that is gone on its card", FADED_LINE, CARD),
    ("a waymark still to come on paper", FADED_LINE, PAPER),
    ("a waymark still to come on sun", FADED_LINE, SUN),
];

/// Type sizes in points at 1280 x 800.
pub mod size {
    /// Small labels; the least that is used.
    pub const SMALL: f32 = 24.0;
    /// Sentences.
    pub const TEXT: f32 = 28.0;
    /// Names on cards.
    pub const NAME: f32 = 36.0;
    /// Questions, and the big button.
    pub const HEADING: f32 = 48.0;
    /// Greetings.
    pub const GREETING: f32 = 64.0;
    /// The first screen.
    pub const TITLE: f32 = 76.0;
}

/// Points to a millimetre, at the most: a length of `n * MM` points is `n` millimetres or more on
/// every display from [`Inches::SMALLEST`] on. See [`pixels_per_point`].
pub const MM: f32 = 5.9;
/// The grid that everything stands on, in points: 2 mm.
pub const GRID: f32 = 12.0;
/// The least side of anything that can be touched: 10 mm (Hoober; Anthony et al. 2013).
pub const TOUCH: f32 = 5.0 * GRID;
/// The least side of what matters on a screen: 18 mm.
pub const BIG_TOUCH: f32 = 9.0 * GRID;
/// Between two things that can be touched: 8 mm.
pub const GAP: f32 = 4.0 * GRID;
/// Between things of which no more than one can be touched.
pub const NEAR: f32 = 2.0 * GRID;
/// Corners of cards.
pub const RADIUS: u8 = 28;

/// The typefaces: for upright text, and for names and headings.
///
/// Andika was drawn for beginning readers. Names in scripts that it does not have follow in Noto;
/// what is in neither is looked for among the machine's own typefaces.
const FACES: [(&str, &[u8], &[u8]); 4] = [
    (
        "andika",
        include_bytes!("../../assets/fonts/Andika-Regular.ttf"),
        include_bytes!("../../assets/fonts/Andika-Bold.ttf"),
    ),
    (
        "arabic",
        include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf"),
        include_bytes!("../../assets/fonts/NotoSansArabic-Bold.ttf"),
    ),
    (
        "hebrew",
        include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf"),
        include_bytes!("../../assets/fonts/NotoSansHebrew-Bold.ttf"),
    ),
    (
        "devanagari",
        include_bytes!("../../assets/fonts/NotoSansDevanagari-Regular.ttf"),
        include_bytes!("../../assets/fonts/NotoSansDevanagari-Bold.ttf"),
    ),
];

/// All typefaces, Andika first.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, upright, bold) in FACES {
        let faces = [
            (FontFamily::Proportional, name.to_owned(), upright),
            (bold_family(), format!("{name}-bold"), bold),
        ];
        for (family, name, bytes) in faces {
            let face = Arc::new(FontData::from_static(bytes));
            fonts.font_data.insert(name.clone(), face);
            fonts.families.entry(family).or_default().push(name);
        }
    }
    fonts
        .families
        .insert(FontFamily::Monospace, vec!["andika".to_owned()]);
    fonts
}

/// The files of all typefaces, Andika first: the upright one and the bold one of each.
pub fn typefaces() -> impl Iterator<Item = (&'static [u8], &'static [u8])> {
    FACES.into_iter().map(|(_, upright, bold)| (upright, bold))
}

/// Sets a window up to be drawn in: fonts, pictures, paper for a background.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    glyphs::install(ctx);
    pictures::install(ctx);
    ctx.set_theme(egui::Theme::Light);
    ctx.all_styles_mut(|style| {
        style.visuals.panel_fill = PAPER;
        style.visuals.window_fill = PAPER;
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
        style
            .text_styles
            .insert(TextStyle::Body, regular(size::TEXT));
    });
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// The upright face at a size.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The bold face at a size.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// How many pixels of a display are a millimetre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Density(f32);

impl Density {
    /// Of a display with that many pixels and that diagonal.
    #[must_use]
    pub fn of(pixels: Vec2, screen: Inches) -> Self {
        Self(pixels.length() / screen.millimetres().max(1.0))
    }
}

/// The canvas that screens are drawn for on a 10-inch tablet, lying, in points.
const CANVAS: Vec2 = vec2(1280.0, 800.0);
/// The smallest canvas that screens are laid out for, lying, in points: 8 inches at 16:9.
const SMALLEST_CANVAS: Vec2 = vec2(1016.0, 588.0);

/// Pixels per point for a window of `pixels`: its canvas is at least 1280 x 800 points, and no point
/// is smaller than 1 / [`MM`] of a millimetre, so that a smaller display has fewer points and a
/// button stays as large as a finger. Below `SMALLEST_CANVAS` screens would not fit: there
/// millimetres give way, and `doctor` says so.
#[must_use]
pub fn pixels_per_point(pixels: Vec2, density: Density) -> f32 {
    let turned = |canvas: Vec2| {
        if pixels.y > pixels.x {
            vec2(canvas.y, canvas.x)
        } else {
            canvas
        }
    };
    let whole = (pixels / turned(CANVAS)).min_elem();
    let for_fingers = density.0 / MM;
    let most = (pixels / turned(SMALLEST_CANVAS)).min_elem();
    whole.max(for_fingers.min(most)).clamp(0.3, 12.0)
}

/// Makes sentences in this Ui and all below it grow.
pub fn grow_text(ui: &mut Ui, by: TextSize) {
    let font = regular(size::TEXT * by.factor());
    ui.style_mut().text_styles.insert(TextStyle::Body, font);
}

/// How many times as large as drawn sentences are here.
#[must_use]
pub fn growth(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / size::TEXT
}

/// A type size as it is here. What is large already grows by half as much, and what is larger than
/// a heading (11 mm) not at all: its room is for the sentences.
#[must_use]
pub fn grown(ui: &Ui, size: f32) -> f32 {
    let more = growth(ui) - 1.0;
    if size > size::HEADING {
        size
    } else if size > size::NAME {
        size * (1.0 + more / 2.0)
    } else {
        size * (1.0 + more)
    }
}
