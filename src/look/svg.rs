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

/// Draws it as large as it fits a square of `side` pixels; `None` where it is thinner than a pixel.
pub(super) fn draw(tree: &Tree, side: u16) -> Option<ColorImage> {
    let size = tree.size();
    let scale = f32::from(side) / size.width().max(size.height());
    let square = Size::from_wh(f32::from(side), f32::from(side))?;
    let scaled = size.scale_to(square).to_int_size();
    let mut pixels = Pixmap::new(scaled.width(), scaled.height())?;
    resvg::render(
        tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let size = [scaled.width(), scaled.height()].map(usize::try_from);
    let [Ok(width), Ok(height)] = size else {
        return None;
    };
    Some(ColorImage::from_rgba_premultiplied(
        [width, height],
        pixels.data(),
    ))
}
