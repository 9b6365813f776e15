//! SVG drawings to pixels. Text, files and addresses inside a drawing are never opened, and nothing
//! in one is run.

use eframe::egui::ColorImage;
use resvg::{
    tiny_skia::Pixmap,
    usvg::{self, ImageHrefResolver, Options, Size, Transform, Tree},
};

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
    Some(ColorImage::from_rgba_premultiplied(
        [width, height],
        drawn.data(),
    ))
}
