//! The paper map that everything lies on.

use eframe::egui::{Shape, Stroke, Ui, pos2};

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
