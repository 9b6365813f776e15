//! Pictures: emoji of the bundled set, files of the class pack, and Waymark's own drawings.

use std::sync::Arc;

use eframe::egui::{
    self, Image, ImageSource, Rect, TextureOptions, Ui,
    emath::GuiRounding as _,
    load::{
        Bytes, BytesPoll, ImageLoadResult, ImageLoader, ImagePoll, LoadError, SizeHint,
        TextureLoadResult, has_extension,
    },
    vec2,
};
use twemoji_assets::svg::SvgTwemojiAsset;

use super::{
    layout::Cut as _,
    picture_files::{PictureFiles, SCHEME},
    svg,
};
use crate::domain::text::Picture;

/// What is drawn where a picture cannot be: an empty frame.
pub const INSTEAD: &str = "\u{1F5BC}";

/// Draws a picture as large as it fits into its place. It is never the only name of a thing, so a
/// screen reader passes it over.
pub fn paint(ui: &Ui, place: Rect, picture: &Picture) {
    match picture {
        Picture::Emoji(emoji) => self::emoji(ui, place, emoji),
        Picture::File(path) => {
            let uri = format!("{SCHEME}{}", path.display());
            paint_image(ui, place, ImageSource::Uri(uri.into()));
        }
    }
}

/// Draws an emoji.
pub fn emoji(ui: &Ui, place: Rect, emoji: &str) {
    if let Some(svg) = emoji_drawing(emoji).or_else(|| emoji_drawing(INSTEAD)) {
        drawing(ui, place, emoji, svg);
    }
}

/// The drawing of an emoji as an SVG. Of one that the set does not have in this form (a skin tone
/// or a profession too new for it), the plain form, else what it begins with.
#[must_use]
pub fn emoji_drawing(emoji: &str) -> Option<&'static str> {
    let plain: String = emoji.chars().filter(|part| !is_skin_tone(*part)).collect();
    let first = emoji.chars().next()?.to_string();
    let found = find(emoji)
        .or_else(|| find(&plain))
        .or_else(|| find(&first));
    found.map(|asset| -> &'static str { asset })
}

fn is_skin_tone(letter: char) -> bool {
    ('\u{1F3FB}'..='\u{1F3FF}').contains(&letter)
}

/// Draws an SVG that the program itself holds, nearly all of which are square; `name` tells it from
/// others.
fn drawing(ui: &Ui, place: Rect, name: &str, svg: &'static str) {
    let uri = format!("bytes://{name}.svg");
    let source = ImageSource::Bytes {
        uri: uri.into(),
        bytes: Bytes::Static(svg.as_bytes()),
    };
    let side = place.size().min_elem();
    paint_image(ui, place.middle(vec2(side, side)), source);
}

/// The set names some emoji with a variation selector (U+FE0F) and some without.
fn find(emoji: &str) -> Option<&'static SvgTwemojiAsset> {
    SvgTwemojiAsset::from_emoji(emoji)
        .or_else(|| SvgTwemojiAsset::from_emoji(&emoji.replace('\u{FE0F}', "")))
        .or_else(|| SvgTwemojiAsset::from_emoji(&format!("{emoji}\u{FE0F}")))
}

fn paint_image(ui: &Ui, place: Rect, source: ImageSource<'_>) {
    let image = Image::new(source).show_loading_spinner(false);
    let size = match load(ui, place, &image) {
        Ok(poll) => poll.size().unwrap_or(place.size()),
        Err(_) => return emoji_once(ui, place, image.uri()),
    };
    let scale = (place.size() / size.max(vec2(1.0, 1.0))).min_elem();
    image.paint_at(ui, Rect::from_center_size(place.center(), size * scale));
}

/// Loads a picture for a place, of the very size at which [`Image::paint_at`] asks for it if it fills
/// the place, so that it is drawn once.
fn load(ui: &Ui, place: Rect, image: &Image<'_>) -> TextureLoadResult {
    let pixels_per_point = ui.pixels_per_point();
    let side = place.round_to_pixels(pixels_per_point).size() * pixels_per_point;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "as many pixels as a screen has"
    )]
    let pixels = |length: f32| length.round() as u32;
    let hint = SizeHint::Size {
        width: pixels(side.x),
        height: pixels(side.y),
        maintain_aspect_ratio: false,
    };
    let source = image.source(ui.ctx());
    source.load(ui.ctx(), TextureOptions::default(), hint)
}

/// A picture that cannot be shown is an empty frame; the pack's own check has named the file.
fn emoji_once(ui: &Ui, place: Rect, uri: Option<&str>) {
    if uri.is_some_and(|uri| uri.starts_with(SCHEME)) {
        emoji(ui, place, INSTEAD);
    }
}

/// Draws what the program itself holds as SVG, each when it is first needed at a size. Keeps nothing:
/// the window does.
struct Drawings;

impl ImageLoader for Drawings {
    fn id(&self) -> &'static str {
        "waymark::Drawings"
    }

    fn load(&self, ctx: &egui::Context, uri: &str, hint: SizeHint) -> ImageLoadResult {
        let ours = uri.starts_with("bytes://") && has_extension(uri, "svg");
        let bytes = match ctx.try_load_bytes(uri) {
            Ok(BytesPoll::Ready { bytes, .. }) if ours => bytes,
            _ => return Err(LoadError::NotSupported),
        };
        let drawing = svg::parse(&bytes).ok();
        let drawn = drawing.and_then(|drawing| svg::draw(&drawing, svg::side(hint)));
        let image = drawn.ok_or_else(|| LoadError::Loading("it cannot be drawn".to_owned()))?;
        Ok(ImagePoll::Ready {
            image: Arc::new(image),
        })
    }

    fn forget(&self, _: &str) {}

    fn forget_all(&self) {}

    fn byte_size(&self) -> usize {
        0
    }
}

/// Makes a window show pictures.
pub(super) fn install(ctx: &egui::Context) {
    ctx.add_image_loader(Arc::new(Drawings));
    ctx.add_image_loader(Arc::new(PictureFiles::start()));
}

/// Forgets every picture file, so that one that was changed is read again.
pub fn forget_files(ctx: &egui::Context) {
    ctx.forget_all_images();
}
