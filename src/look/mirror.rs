//! The mirror on the first screen: what the camera sees, small, in the colours of ink and paper, with
//! a frame where the badge belongs. It is a picture for whoever stands there: nothing of it stays.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, ColorImage, Context, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind,
    TextureHandle, TextureId, TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::{
    art::Art,
    layout::Cut,
    text::{self, Style},
    theme::{self, GRID, size},
};

/// The picture on its way to the screen.
pub struct Glass {
    texture: TextureHandle,
    size: [usize; 2],
}

/// What the mirror shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mirror {
    /// The camera is being opened.
    Waiting,
    /// This, of so many pixels.
    Picture(TextureId, Vec2),
}

/// How wide a mirror is to its height: as most cameras see.
const WIDE: f32 = 4.0 / 3.0;

impl Glass {
    /// Shows a picture in shades of grey, row by row, in place of the last one. Shades that are more or
    /// fewer than pixels are not shown.
    pub fn show(glass: &mut Option<Self>, ctx: &Context, size: [usize; 2], shades: &[u8]) {
        let [width, height] = size;
        if width * height != shades.len() || shades.is_empty() {
            return;
        }
        let pixels = shades.iter().map(|shade| tinted(*shade)).collect();
        let image = Arc::new(ColorImage::new(size, pixels));
        if let Some(glass) = glass {
            glass.texture.set(image, TextureOptions::LINEAR);
            glass.size = size;
        } else {
            let texture = ctx.load_texture("mirror", image, TextureOptions::LINEAR);
            *glass = Some(Self { texture, size });
        }
    }
}

impl Mirror {
    /// What is in the glass, if anything is.
    #[must_use]
    pub fn of(glass: Option<&Glass>) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a small picture")]
        let size = |glass: &Glass| vec2(glass.size[0] as f32, glass.size[1] as f32);
        glass.map_or(Self::Waiting, |glass| {
            Self::Picture(glass.texture.id(), size(glass))
        })
    }

    /// How high it is with its words below, when it is that wide.
    #[must_use]
    pub fn height(ui: &Ui, width: f32, words: &str) -> f32 {
        width / WIDE + GRID + words_height(ui, width, words)
    }

    /// Draws it at the top of a place, `words` below it; both are named so.
    pub fn paint(self, ui: &Ui, mut place: Rect, words: &str) {
        let glass = place.cut_top_by(place.width() / WIDE, GRID);
        ui.painter().rect(
            glass,
            theme::RADIUS,
            theme::FADED,
            Stroke::NONE,
            StrokeKind::Inside,
        );
        match self {
            Self::Waiting => Art::Scan.paint_pale(ui, glass.shrink(2.0 * GRID)),
            Self::Picture(texture, size) => {
                let image = eframe::egui::Image::new((texture, glass.size()))
                    .uv(middle_of(size))
                    .corner_radius(CornerRadius::same(theme::RADIUS))
                    .fit_to_exact_size(glass.size());
                image.paint_at(ui, glass);
            }
        }
        ui.painter().rect(
            glass,
            theme::RADIUS,
            Color32::TRANSPARENT,
            Stroke::new(3.0, theme::HAIRLINE),
            StrokeKind::Inside,
        );
        let side = glass.height() * 0.62;
        corners(
            ui,
            Align2::CENTER_CENTER.align_size_within_rect(vec2(side, side), glass),
        );
        let id = ui.scope_id().with("mirror");
        let info = || WidgetInfo::labeled(Role::Image, true, words);
        ui.interact(glass, id, Sense::hover()).widget_info(info);
        text::label(ui, place, words, &below());
    }
}

fn below() -> Style {
    Style::bold(size::SMALL).centered().rows(2).top()
}

fn words_height(ui: &Ui, width: f32, words: &str) -> f32 {
    let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 200.0));
    text::height(ui, room, words, &below())
}

/// The part of a picture that fills a mirror: its middle.
fn middle_of(size: Vec2) -> Rect {
    let wide = size.x / size.y.max(1.0);
    let part = if wide > WIDE {
        vec2(WIDE / wide, 1.0)
    } else {
        vec2(1.0, wide / WIDE)
    };
    Rect::from_center_size(pos2(0.5, 0.5), part)
}

/// Four corners of a square: where the badge belongs.
fn corners(ui: &Ui, square: Rect) {
    let length = square.width() * 0.22;
    let middle = square.center();
    for corner in [
        square.left_top(),
        square.right_top(),
        square.right_bottom(),
        square.left_bottom(),
    ] {
        let inward = (middle - corner) / (middle - corner).abs();
        let line = vec![
            corner + vec2(inward.x * length, 0.0),
            corner,
            corner + vec2(0.0, inward.y * length),
        ];
        for (width, color) in [(8.0, theme::INK), (4.0, theme::CARD)] {
            ui.painter().line(line.clone(), Stroke::new(width, color));
        }
    }
}

/// A shade between ink and paper: calm beside the rest of the screen.
fn tinted(shade: u8) -> Color32 {
    theme::INK.lerp_to_gamma(theme::CREAM, f32::from(shade) / 255.0)
}
