//! Cutting a screen into places. Plain rectangles: what stands where is read off the code.

use eframe::egui::{Rect, Ui, Vec2, pos2, vec2};

use super::theme::{BIG_TOUCH, GAP, GRID};

/// The widest that content gets; a wider window has more paper to its sides.
const WIDEST: f32 = 1360.0;
/// A canvas whose shorter side is less than this is a small tablet's.
const SMALL: f32 = 680.0;

/// The part of the window that content stands in, and which way the tablet is held.
#[derive(Clone, Copy, Debug)]
pub struct Canvas {
    /// Without the margins.
    pub area: Rect,
    /// Whether it stands upright.
    pub portrait: bool,
    /// Whether it is a small tablet's: what is only to be looked at is smaller there.
    pub small: bool,
}

impl Canvas {
    /// The canvas of a window.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        let window = ui.max_rect();
        let size = vec2(window.width().min(WIDEST), window.height());
        let small = size.min_elem() < SMALL;
        let margin = if small {
            vec2(2.0, 2.0)
        } else {
            vec2(4.0, 3.0)
        };
        Self {
            area: Rect::from_center_size(window.center(), size).shrink2(margin * GRID),
            portrait: window.height() > window.width(),
            small,
        }
    }

    /// One length on a large tablet, another on a small one.
    #[must_use]
    pub fn either(&self, large: f32, small: f32) -> f32 {
        if self.small { small } else { large }
    }
}

/// Cuts pieces off a rectangle and hands them out. Where nothing else is said, [`GAP`] is left
/// between what was cut and the rest, so that both can be touched.
pub trait Cut {
    /// The uppermost `height`.
    fn cut_top(&mut self, height: f32) -> Rect;
    /// The lowest `height`.
    fn cut_bottom(&mut self, height: f32) -> Rect;
    /// The leftmost `width`.
    fn cut_left(&mut self, width: f32) -> Rect;
    /// The rightmost `width`.
    fn cut_right(&mut self, width: f32) -> Rect;
    /// The uppermost `height`, with another gap.
    fn cut_top_by(&mut self, height: f32, gap: f32) -> Rect;
    /// The lowest `height`, with another gap.
    fn cut_bottom_by(&mut self, height: f32, gap: f32) -> Rect;
    /// The leftmost `width`, with another gap.
    fn cut_left_by(&mut self, width: f32, gap: f32) -> Rect;
    /// The rightmost `width`, with another gap.
    fn cut_right_by(&mut self, width: f32, gap: f32) -> Rect;
    /// Equal columns.
    fn columns(&self, count: usize) -> Vec<Rect>;
    /// Equal cells, row by row.
    fn grid(&self, columns: usize, rows: usize) -> Vec<Rect>;
    /// Equal cells, row by row, with another gap.
    fn grid_by(&self, columns: usize, rows: usize, gap: f32) -> Vec<Rect>;
    /// Equal cells for `count` things to be touched, in as many columns as make their sides most
    /// alike to `wide` times as wide as high with few empty cells, each at least [`BIG_TOUCH`] high if
    /// that can be had.
    fn cells(&self, count: usize, wide: f32) -> Vec<Rect>;
    /// A rectangle of that size around the same middle.
    fn middle(&self, size: Vec2) -> Rect;
}

impl Cut for Rect {
    fn cut_top(&mut self, height: f32) -> Rect {
        self.cut_top_by(height, GAP)
    }

    fn cut_bottom(&mut self, height: f32) -> Rect {
        self.cut_bottom_by(height, GAP)
    }

    fn cut_left(&mut self, width: f32) -> Rect {
        self.cut_left_by(width, GAP)
    }

    fn cut_right(&mut self, width: f32) -> Rect {
        self.cut_right_by(width, GAP)
    }

    fn cut_top_by(&mut self, height: f32, gap: f32) -> Rect {
        let cut = Self::from_min_max(self.min, pos2(self.max.x, self.min.y + height));
        self.min.y = (cut.max.y + gap).min(self.max.y);
        cut
    }

    fn cut_bottom_by(&mut self, height: f32, gap: f32) -> Rect {
        let cut = Self::from_min_max(pos2(self.min.x, self.max.y - height), self.max);
        self.max.y = (cut.min.y - gap).max(self.min.y);
        cut
    }

    fn cut_left_by(&mut self, width: f32, gap: f32) -> Rect {
        let cut = Self::from_min_max(self.min, pos2(self.min.x + width, self.max.y));
        self.min.x = (cut.max.x + gap).min(self.max.x);
        cut
    }

    fn cut_right_by(&mut self, width: f32, gap: f32) -> Rect {
        let cut = Self::from_min_max(pos2(self.max.x - width, self.min.y), self.max);
        self.max.x = (cut.min.x - gap).max(self.min.x);
        cut
    }

    fn columns(&self, count: usize) -> Vec<Rect> {
        self.grid(count, 1)
    }

    fn grid(&self, columns: usize, rows: usize) -> Vec<Rect> {
        self.grid_by(columns, rows, GAP)
    }

    fn grid_by(&self, columns: usize, rows: usize, gap: f32) -> Vec<Rect> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a screen has a handful of columns and rows"
        )]
        let (across, down) = (columns.max(1) as f32, rows.max(1) as f32);
        let size = vec2(
            (self.width() - gap * (across - 1.0)) / across,
            (self.height() - gap * (down - 1.0)) / down,
        );
        let mut cells = Vec::with_capacity(columns * rows);
        let mut y = self.min.y;
        for _ in 0..rows {
            let mut x = self.min.x;
            for _ in 0..columns {
                cells.push(Self::from_min_size(pos2(x, y), size));
                x += size.x + gap;
            }
            y += size.y + gap;
        }
        cells
    }

    fn cells(&self, count: usize, wide: f32) -> Vec<Rect> {
        let count = count.max(1);
        let ways = (1..=count).map(|columns| {
            let rows = count.div_ceil(columns);
            let cells = self.grid(columns, rows);
            let size = cells.first().map_or(Vec2::ZERO, Rect::size);
            let small = BIG_TOUCH - size.min_elem().min(BIG_TOUCH);
            let shape = (size.x.max(1.0) / size.y.max(1.0) / wide).ln().abs();
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            let empty = (columns * rows - count) as f32 / count as f32;
            (small.max(0.0), shape + empty, cells)
        });
        let best =
            ways.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        best.map(|(_, _, cells)| cells).unwrap_or_default()
    }

    fn middle(&self, size: Vec2) -> Rect {
        Self::from_center_size(self.center(), size)
    }
}
