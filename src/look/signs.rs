//! The sign of how a part is: a shape of its own for each, so that none is told by colour alone.

use eframe::egui::{Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::domain::health::State;

use super::theme;

/// Draws it: a tick in a circle, a mark in a triangle, a cross in a square, a line in a circle.
pub fn paint(ui: &Ui, place: Rect, state: State) {
    let side = place.size().min_elem();
    let place = Rect::from_center_size(place.center(), vec2(side, side)).shrink(side * 0.06);
    let at = |x: f32, y: f32| place.min + vec2(x, y) * place.width();
    let line = |width: f32| Stroke::new(side * width, theme::INK);
    let middle = place.center();
    let radius = place.width() / 2.0;
    let painter = ui.painter();
    match state {
        State::Works => {
            painter.circle(middle, radius, theme::GOOD, line(0.05));
            painter.line(
                vec![at(0.27, 0.52), at(0.44, 0.7), at(0.75, 0.33)],
                line(0.1),
            );
        }
        State::LookAt => {
            let corners = vec![at(0.5, 0.02), at(1.0, 0.94), at(0.0, 0.94)];
            painter.add(Shape::convex_polygon(corners, theme::CAREFUL, line(0.05)));
            painter.line_segment([at(0.5, 0.36), at(0.5, 0.64)], line(0.1));
            painter.circle_filled(at(0.5, 0.8), side * 0.055, theme::INK);
        }
        State::DoesNotWork => {
            let round = side * 0.14;
            let inside = eframe::egui::StrokeKind::Inside;
            painter.rect(place, round, theme::BROKEN, line(0.05), inside);
            painter.line_segment([at(0.28, 0.28), at(0.72, 0.72)], line(0.1));
            painter.line_segment([at(0.28, 0.72), at(0.72, 0.28)], line(0.1));
        }
        State::NotYet => {
            painter.circle(
                middle,
                radius,
                theme::CARD,
                Stroke::new(side * 0.05, theme::FADED_LINE),
            );
            let y = middle.y;
            let ends = [pos2(at(0.3, 0.0).x, y), pos2(at(0.7, 0.0).x, y)];
            painter.line_segment(ends, Stroke::new(side * 0.1, theme::FADED_LINE));
        }
    }
}
