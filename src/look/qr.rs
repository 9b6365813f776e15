//! A link as a QR code on the screen.

use eframe::egui::{Color32, Rect, Ui, pos2, vec2};

/// Draws `link` as large as whole pixels allow, black on white, with its quiet zone of four
/// modules (ISO/IEC 18004). Nothing is drawn for a link that is too long for any code.
pub fn paint(ui: &Ui, place: Rect, link: &str) {
    let Ok(code) = qrcode::QrCode::new(link.as_bytes()) else {
        return;
    };
    let Ok(modules) = u16::try_from(code.width()) else {
        return;
    };
    let width = f32::from(modules);
    let side = (place.size().min_elem() / (width + 8.0)).floor().max(1.0);
    let corner = place.center() - vec2(width, width) * side / 2.0;
    ui.painter().rect_filled(place, 0.0, Color32::WHITE);
    for (row, line) in (0..modules).zip(code.to_colors().chunks(code.width())) {
        for (column, _) in (0..modules)
            .zip(line)
            .filter(|(_, color)| **color == qrcode::Color::Dark)
        {
            let at = pos2(
                corner.x + f32::from(column) * side,
                corner.y + f32::from(row) * side,
            );
            ui.painter().rect_filled(
                Rect::from_min_size(at, vec2(side, side)),
                0.0,
                Color32::BLACK,
            );
        }
    }
}
