//! What may stand in a text and is in none of the typefaces: emoji, drawn from the bundled set, and
//! for a letter that nobody here can draw a round pebble, so that it is seen that there is one.

use eframe::egui::{
    self, Color32, ColorImage, Ui,
    epaint::text::{
        FontPriority, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph,
        has_emoji_presentation,
    },
    vec2,
};

use unicode_segmentation::UnicodeSegmentation as _;

use super::{pictures, svg, theme};

/// Makes a window draw them.
pub(super) fn install(ctx: &egui::Context) {
    let emoji = GlyphRasterizer::new("waymark emoji", emoji);
    ctx.add_glyph_rasterizer(emoji.with_priority(FontPriority::Highest));
    ctx.add_glyph_rasterizer(GlyphRasterizer::new("waymark pebble", pebble));
}

/// An emoji as high as the letters around it.
fn emoji(wanted: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
    if !has_emoji_presentation(wanted.cluster) {
        return None;
    }
    let side = pixels(wanted.font_size_px);
    let drawing = pictures::emoji_drawing(wanted.cluster)?;
    let image = svg::parse(drawing.as_bytes())
        .ok()
        .and_then(|tree| svg::draw(&tree, side))?;
    Some(glyph(image, wanted.font_size_px, true))
}

/// Something round where a letter should be.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the engine asks for an option; this is its last resort"
)]
fn pebble(wanted: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
    let side = pixels(wanted.font_size_px * 0.5);
    let middle = f32::from(side) / 2.0;
    let near = |place: u16| (f32::from(place) + 0.5 - middle).powi(2);
    let dot = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x, y)))
        .map(|(x, y)| {
            let inside = (middle - (near(x) + near(y)).sqrt()).clamp(0.0, 1.0);
            Color32::WHITE.gamma_multiply(inside * 0.45)
        });
    let image = ColorImage::new([usize::from(side); 2], dot.collect());
    Some(glyph(image, wanted.font_size_px, false))
}

/// A picture that stands on its line like a letter, its middle where a capital's middle is.
fn glyph(image: ColorImage, font_size: f32, is_color: bool) -> RasterizedGlyph {
    let size = image.size;
    #[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
    let (width, height) = (size[0] as f32, size[1] as f32);
    let beside = font_size * 0.06;
    let above = -(font_size * 0.36 + height / 2.0);
    RasterizedGlyph {
        bitmap: GlyphBitmap {
            image,
            offset_px: vec2(beside, above),
            is_color,
        },
        advance_px: width + 2.0 * beside,
    }
}

/// Whole pixels; no letter of ours is larger than a few hundred.
fn pixels(length: f32) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what fits"
    )]
    let pixels = length.round().clamp(1.0, 512.0) as u16;
    pixels
}

/// Whether any letter of a name can be drawn; one without any is better not shown at all.
#[must_use]
pub fn can_draw(ui: &Ui, name: &str) -> bool {
    let font = theme::bold(theme::size::NAME);
    let mut letters = name.chars().filter(|letter| letter.is_alphanumeric());
    name.graphemes(true).any(has_emoji_presentation)
        || ui
            .ctx()
            .fonts_mut(|fonts| letters.any(|letter| fonts.has_glyph(&font, letter)))
}
