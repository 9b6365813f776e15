//! The paper map that everything lies on, and the dotted trail across it.

use eframe::egui::{Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::theme;

/// Faint contour lines over the whole window.
pub fn contours(ui: &Ui) {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, theme::PAPER);
    let stroke = Stroke::new(3.0, theme::CONTOUR);
    let mut base = window.top() - 30.0;
    let mut turn: f32 = 0.0;
    while base < window.bottom() + 60.0 {
        let points = (0_u8..=64).map(|step| {
            let along = f32::from(step) / 64.0;
            let wave =
                (along * 7.0 + turn * 0.35).sin() * 24.0 + (along * 3.1 - turn * 0.6).sin() * 30.0;
            pos2(window.left() + along * window.width(), base + wave)
        });
        ui.painter().add(Shape::line(points.collect(), stroke));
        base += 92.0;
        turn += 1.0;
    }
}

/// A dotted trail through the points, leaving `clear` points of room around each of them.
pub fn trail(painter: &Painter, points: &[(Pos2, f32)]) {
    for pair in points.windows(2) {
        let [(from, from_clear), (to, to_clear)] = pair else {
            continue;
        };
        let reach = vec2((to.x - from.x) * 0.5, (to.y - from.y) * 0.5);
        let bend = if reach.x.abs() > reach.y.abs() {
            vec2(0.0, -26.0)
        } else {
            vec2(34.0, 0.0)
        };
        dots(painter, *from, *to, bend, *from_clear, *to_clear);
    }
}

fn dots(
    painter: &Painter,
    from: Pos2,
    to: Pos2,
    bend: eframe::egui::Vec2,
    from_clear: f32,
    to_clear: f32,
) {
    let (one, two) = (
        from + (to - from) * 0.33 + bend,
        from + (to - from) * 0.67 - bend,
    );
    let at = |t: f32| {
        let u = 1.0 - t;
        (from.to_vec2() * u * u * u
            + one.to_vec2() * 3.0 * u * u * t
            + two.to_vec2() * 3.0 * u * t * t
            + to.to_vec2() * t * t * t)
            .to_pos2()
    };
    let mut last: Option<Pos2> = None;
    for step in 0_u16..=200 {
        let t = f32::from(step) / 200.0;
        let here = at(t);
        let free = here.distance(from) > from_clear && here.distance(to) > to_clear;
        if free && last.is_none_or(|last| last.distance(here) >= 26.0) {
            let along = (at((t + 0.01).min(1.0)) - at((t - 0.01).max(0.0))).normalized() * 4.0;
            painter.line_segment([here - along, here + along], Stroke::new(9.0, theme::TRAIL));
            for end in [here - along, here + along] {
                painter.circle_filled(end, 4.5, theme::TRAIL);
            }
            last = Some(here);
        }
    }
}

/// A ring of dots around the waymark where the child is.
pub fn ring(painter: &Painter, around: Rect) {
    let radius = around.width() / 2.0;
    let count: u8 = 40;
    for step in 0..count {
        let angle = f32::from(step) / f32::from(count) * std::f32::consts::TAU;
        painter.circle_filled(
            around.center() + vec2(angle.cos(), angle.sin()) * radius,
            2.4,
            theme::INK,
        );
    }
}
