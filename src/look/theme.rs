//! The design tokens: every colour, type size and distance that screens may use.

use std::sync::Arc;

use eframe::egui::{self, Color32, FontData, FontDefinitions, FontFamily, FontId, Vec2, vec2};

use super::{glyphs, pictures};

/// Warm paper, behind everything.
pub const PAPER: Color32 = Color32::from_rgb(0xFB, 0xF6, 0xEC);
/// Contour lines on the paper.
pub const CONTOUR: Color32 = Color32::from_rgb(0xF0, 0xE8, 0xD6);
/// Text and outlines.
pub const INK: Color32 = Color32::from_rgb(0x1D, 0x27, 0x33);
/// Text that comes second.
pub const QUIET: Color32 = Color32::from_rgb(0x50, 0x5B, 0x69);
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
pub const FADED_LINE: Color32 = Color32::from_rgb(0xA9, 0x9C, 0x84);

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

/// The grid that everything stands on, in points.
pub const GRID: f32 = 12.0;
/// Space between cards.
pub const GAP: f32 = 2.0 * GRID;
/// Space to the edge of the screen.
pub const MARGIN: f32 = 4.0 * GRID;
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

/// Pixels per point that make a window of `pixels` at least the canvas that screens are drawn for:
/// 1280 x 800 points lying, 800 x 1280 standing.
#[must_use]
pub fn pixels_per_point(pixels: Vec2) -> f32 {
    let canvas = if pixels.y > pixels.x {
        vec2(800.0, 1280.0)
    } else {
        vec2(1280.0, 800.0)
    };
    let scale = (pixels / canvas).min_elem();
    scale.clamp(0.3, 6.0)
}
