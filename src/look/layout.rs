//! Cutting a screen into places. Plain rectangles: what stands where is read off the code.

use eframe::egui::{Rect, Ui, Vec2, pos2, vec2};

use super::theme::{GAP, MARGIN};

/// The widest that content gets; a wider window has more paper to its sides.
const WIDEST: f32 = 1360.0;

/// The part of the window that content stands in, and which way the tablet is held.
#[derive(Clone, Copy, Debug)]
pub struct Canvas {
    /// Without the margins.
    pub area: Rect,
    /// Whether it stands upright.
    pub portrait: bool,
}

impl Canvas {
    /// The canvas of a window.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        let window = ui.max_rect();
        let size = vec2(window.width().min(WIDEST), window.height());
        let area = Rect::from_center_size(window.center(), size).shrink2(vec2(MARGIN, 36.0));
        Self {
            area,
            portrait: window.height() > window.width(),
        }
    }
}

/// Cuts pieces off a rectangle and hands them out.
pub trait Cut {
    /// The uppermost `height`; what is left starts a gap below it.
    fn cut_top(&mut self, height: f32) -> Rect;
    /// The lowest `height`; what is left ends a gap above it.
    fn cut_bottom(&mut self, height: f32) -> Rect;
    /// The leftmost `width`; what is left starts a gap after it.
    fn cut_left(&mut self, width: f32) -> Rect;
    /// The rightmost `width`; what is left ends a gap before it.
    fn cut_right(&mut self, width: f32) -> Rect;
    /// Equal columns.
    fn columns(&self, count: usize) -> Vec<Rect>;
    /// Equal cells, row by row.
    fn grid(&self, columns: usize, rows: usize) -> Vec<Rect>;
    /// A rectangle of that size around the same middle.
    fn middle(&self, size: Vec2) -> Rect;
}

impl Cut for Rect {
    fn cut_top(&mut self, height: f32) -> Rect {
        let cut = Self::from_min_max(self.min, pos2(self.max.x, self.min.y + height));
        self.min.y = (cut.max.y + GAP).min(self.max.y);
        cut
    }

    fn cut_bottom(&mut self, height: f32) -> Rect {
        let cut = Self::from_min_max(pos2(self.min.x, self.max.y - height), self.max);
        self.max.y = (cut.min.y - GAP).max(self.min.y);
        cut
    }

    fn cut_left(&mut self, width: f32) -> Rect {
        let cut = Self::from_min_max(self.min, pos2(self.min.x + width, self.max.y));
        self.min.x = (cut.max.x + GAP).min(self.max.x);
        cut
    }

    fn cut_right(&mut self, width: f32) -> Rect {
        let cut = Self::from_min_max(pos2(self.max.x - width, self.min.y), self.max);
        self.max.x = (cut.min.x - GAP).max(self.min.x);
        cut
    }

    fn columns(&self, count: usize) -> Vec<Rect> {
        self.grid(count, 1)
    }

    fn grid(&self, columns: usize, rows: usize) -> Vec<Rect> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a screen has a handful of columns and rows"
        )]
        let (across, down) = (columns.max(1) as f32, rows.max(1) as f32);
        let size = vec2(
            (self.width() - GAP * (across - 1.0)) / across,
            (self.height() - GAP * (down - 1.0)) / down,
        );
        let mut cells = Vec::with_capacity(columns * rows);
        let mut y = self.min.y;
        for _ in 0..rows {
            let mut x = self.min.x;
            for _ in 0..columns {
                cells.push(Self::from_min_size(pos2(x, y), size));
                x += size.x + GAP;
            }
            y += size.y + GAP;
        }
        cells
    }

    fn middle(&self, size: Vec2) -> Rect {
        Self::from_center_size(self.center(), size)
    }
}
