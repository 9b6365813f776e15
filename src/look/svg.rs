//! SVG drawings to pixels. Text, files and addresses inside a drawing are never opened, and nothing
//! in one is run.

use eframe::egui::{ColorImage, load::SizeHint, vec2};
use resvg::{
    tiny_skia::Pixmap,
    usvg::{self, ImageHrefResolver, Options, Size, Transform, Tree},
};

/// How many pixels wide and high a drawing may be asked for.
const LARGEST: u32 = 2048;

/// Reads a drawing. What it links to is left out.
pub(super) fn parse(bytes: &[u8]) -> Result<Tree, usvg::Error> {
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_data(bytes, &options)
}

/// Draws it as large as it fits a square of `most` pixels; `None` where it is thinner than a pixel.
pub(super) fn draw(tree: &Tree, most: u16) -> Option<ColorImage> {
    let whole = tree.size();
    let square = Size::from_wh(f32::from(most), f32::from(most))?;
    let fitted = whole.scale_to(square);
    let pixels = fitted.to_int_size();
    let mut drawn = Pixmap::new(pixels.width(), pixels.height())?;
    let scale = fitted.width() / whole.width();
    resvg::render(
        tree,
        Transform::from_scale(scale, scale),
        &mut drawn.as_mut(),
    );
    let width = usize::try_from(pixels.width()).ok()?;
    let height = usize::try_from(pixels.height()).ok()?;
    let image = ColorImage::from_rgba_premultiplied([width, height], drawn.data());
    Some(image.with_source_size(vec2(whole.width(), whole.height())))
}

/// How many pixels wide and high a drawing is wanted.
pub(super) fn side(hint: SizeHint) -> u16 {
    let wanted = match hint {
        SizeHint::Size { width, height, .. } => width.max(height),
        SizeHint::Width(side) | SizeHint::Height(side) => side,
        SizeHint::Scale(_) => LARGEST,
    };
    u16::try_from(wanted.min(LARGEST)).unwrap_or_default()
}
