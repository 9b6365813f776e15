//! Levels over time, as a teacher sees them: what was found above and large, what the child says
//! below and small, each mark the patch of its level, so that colour is never needed to read it.
//! Only paints; what the marks mean is for the screen to say.

use eframe::egui::{Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::pack::Level;

use super::{
    layout::Cut,
    levels::{self, Ink},
    text::{self, Style},
    theme::{self, size},
    widgets,
};

/// One level that somebody named.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where between the left edge, 0, and the right one, 1.
    pub across: f32,
    /// Its height on the ladder, from 0; `None` ends the line.
    pub level: Option<usize>,
    /// Whether a teacher named it.
    pub found: bool,
}

/// What a plot shows.
#[derive(Debug)]
pub struct Plot<'a> {
    /// The ladder with its names, lowest first.
    pub ladder: Vec<(&'a Level, &'a str)>,
    /// The marks, from left to right.
    pub marks: Vec<Mark>,
    /// What is written below, and where.
    pub below: Vec<(f32, String)>,
    /// All of it in words.
    pub named: String,
}

/// The largest a mark gets: what a teacher found, and what a child says.
const LARGEST: [f32; 2] = [46.0, 30.0];
/// The least.
const LEAST: [f32; 2] = [30.0, 20.0];
/// Between the names and the plot, and the room of half a mark at its edges.
const EDGE: f32 = 28.0;

/// Draws it.
pub fn show(ui: &Ui, place: Rect, plot: &Plot<'_>) {
    widgets::card(ui, place);
    let mut area = place.shrink2(vec2(18.0, 10.0));
    let months = area.cut_bottom_by(36.0, 2.0);
    let style = Style::regular(size::SMALL);
    let widest = plot
        .ladder
        .iter()
        .map(|(_, name)| text::width(ui, name, &style));
    let names = widest.fold(0.0, f32::max).min(area.width() * 0.22) + 2.0;
    let names = area.cut_left_by(names, EDGE);
    let inner = area.shrink2(vec2(EDGE, 0.0));
    for (line, row) in rows(names, plot).into_iter().zip(rows(area, plot)) {
        text::label_unsaid(ui, line.0, line.1, &style);
        let quiet = Stroke::new(1.5, theme::HAIRLINE);
        ui.painter().hline(area.x_range(), row.0.center().y, quiet);
    }
    let x = |across: f32| inner.min.x + inner.width() * across;
    for (across, words) in &plot.below {
        let middle = x(*across);
        let line = Stroke::new(1.5, theme::HAIRLINE);
        ui.painter().vline(middle, area.y_range(), line);
        let width = text::width(ui, words, &style) + 2.0;
        let left = (middle - width / 2.0).min(months.max.x - width);
        let place = Rect::from_min_size(pos2(left, months.min.y), vec2(width, months.height()));
        text::label_unsaid(ui, place, words, &style);
    }
    for found in [true, false] {
        line_of(ui, (inner, area), plot, found);
    }
    name(ui, place, &plot.named);
}

/// The rows of the ladder, the highest at the top, with their names.
fn rows<'p>(area: Rect, plot: &Plot<'p>) -> Vec<(Rect, &'p str)> {
    let rows = area.grid_by(1, plot.ladder.len(), 0.0);
    let names = plot.ladder.iter().rev().map(|(_, name)| *name);
    rows.into_iter().zip(names).collect()
}

/// What a teacher found, or what the child said: a quiet line, and the marks on it.
fn line_of(ui: &Ui, (inner, area): (Rect, Rect), plot: &Plot<'_>, found: bool) {
    let own = plot.marks.iter().filter(|mark| mark.found == found);
    let rows = rows(area, plot);
    let high = rows.first().map_or(0.0, |(row, _)| row.height());
    let side = side(inner.width(), high, own.clone().count(), found);
    let place = |mark: &Mark| -> Option<Pos2> {
        let (row, _) = rows.iter().rev().nth(mark.level?)?;
        let aside = if found { -0.22 } else { 0.24 };
        let y = row.center().y + row.height() * aside;
        Some(pos2(inner.min.x + inner.width() * mark.across, y))
    };
    let places: Vec<Option<Pos2>> = own.clone().map(place).collect();
    for run in places.split(Option::is_none) {
        let run: Vec<Pos2> = run.iter().copied().flatten().collect();
        if found {
            let line = Stroke::new(3.0, theme::FADED_LINE);
            ui.painter().line(run, line);
        } else {
            let line = Stroke::new(2.0, theme::FADED_LINE);
            ui.painter()
                .extend(Shape::dashed_line(&run, line, 8.0, 7.0));
        }
    }
    for (mark, place) in own.zip(places) {
        let level = mark.level.and_then(|level| plot.ladder.get(level));
        if let Some(((level, _), middle)) = level.zip(place) {
            let patch = Rect::from_center_size(middle, vec2(side, side));
            levels::paint(ui, patch, level, Ink::Full);
        }
    }
}

/// The side of a mark: as large as the row has room for, smaller where there are many.
fn side(width: f32, row: f32, count: usize, found: bool) -> f32 {
    let at = usize::from(!found);
    let (most, least) = (LARGEST.get(at), LEAST.get(at));
    let (most, least) = (
        most.copied().unwrap_or(30.0),
        least.copied().unwrap_or(20.0),
    );
    #[expect(
        clippy::cast_precision_loss,
        reason = "a child has a few hundred at the most"
    )]
    let apart = width / count.max(1) as f32;
    let room = row * if found { 0.54 } else { 0.42 };
    (apart * 1.25).clamp(least, most).min(room)
}

fn name(ui: &Ui, place: Rect, named: &str) {
    let id = ui.scope_id().with("plot");
    ui.interact(place, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Image, true, named));
}
