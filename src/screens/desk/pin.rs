//! The PIN: twelve keys, and as many dots as digits were typed.

use eframe::egui::{Event, Key, Memory, Rect, Role, Ui, vec2};

use crate::{
    domain::kiosk::{Desk, DeskTouch, PIN_DIGITS, PadState, PinPad, Retiring},
    look::{
        art::Art,
        dense, focus,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{self, BIG_TOUCH, NEAR, TOUCH, size},
        widgets,
    },
};

use super::super::View;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    desk: &Desk,
    pad: &PinPad,
) -> Option<DeskTouch> {
    let mut area = canvas.area;
    let lock = view.say.text("desk-lock");
    let mut top = area.cut_top_by(TOUCH, 0.0);
    let corner = top.cut_right(widgets::chip_width(ui, &lock));
    let side = (area.height() * 0.15).clamp(TOUCH, BIG_TOUCH);
    let keys = vec2(3.0 * side * 1.4 + 2.0 * NEAR, 4.0 * side + 3.0 * NEAR);
    let (words, keys) = if canvas.portrait {
        let keys_place = area.cut_bottom_by(area.height() * 0.6, NEAR);
        (area, keys_place.middle(keys))
    } else {
        let half = (area.width() - NEAR) / 2.0;
        let left = area.cut_left_by(half, NEAR);
        (left, area.middle(keys))
    };
    said(ui, words, view, desk, pad);
    let now = view.ctx.moment.since_start;
    let waits = pad.wait_until.is_some_and(|until| until > now);
    let touch = pressed(ui, keys, view, pad).or_else(|| typed(ui, pad));
    let touch = touch.filter(|_| !waits && pad.state != PadState::Checking);
    let locks = widgets::chip(ui, corner, &lock);
    touch.or(locks.then_some(DeskTouch::Lock))
}

fn said(ui: &Ui, area: Rect, view: &View<'_>, desk: &Desk, pad: &PinPad) {
    let substitute = desk.who.is_substitute();
    let mut area = area.middle(vec2(area.width(), area.height().min(500.0)));
    let side = (area.height() - 330.0).clamp(0.0, 170.0);
    if side > 60.0 {
        let place = area.cut_top_by(side, 0.0);
        Art::TeacherBadge.paint(ui, place.middle(vec2(side, side)));
    }
    let title = Style::bold(size::HEADING).centered().rows(2).bottom();
    let place = area.cut_top_by(area.height() * 0.42, NEAR);
    let asks = match view.kiosk.retiring() {
        Some(Retiring::AsksPin(_)) => "desk-retire-pin",
        _ if substitute => "desk-number",
        _ => "desk-pin",
    };
    text::heading(ui, place, &view.say.text(asks), &title);
    dots(ui, area.cut_top_by(48.0, NEAR), view, pad.pin.len());
    let now = view.ctx.moment.since_start;
    let left = pad.wait_until.map(|until| until.saturating_sub(now));
    let left = left.filter(|left| !left.is_zero());
    let words = match (left, pad.state) {
        (Some(left), _) => {
            ui.ctx()
                .request_repaint_after(std::time::Duration::from_secs(1));
            let seconds = usize::try_from(left.as_secs() + 1).unwrap_or(usize::MAX);
            view.say.count("desk-pin-wait", seconds, &[])
        }
        (None, PadState::Wrong) => view.say.text("desk-pin-wrong"),
        (None, PadState::NoPin) if substitute => view.say.text("desk-no-number"),
        (None, PadState::NoPin) => view.say.text("desk-no-pin"),
        (None, PadState::NotChecked) => view.say.text("desk-pin-not-checked"),
        (None, PadState::Checking) => view.say.text("one-moment"),
        (None, PadState::Typing) => return,
    };
    let style = Style::regular(size::TEXT).centered().rows(3).top();
    text::notice(ui, area, &words, &style);
}

/// As many as were typed, in places for the most there can be.
fn dots(ui: &Ui, place: Rect, view: &View<'_>, typed: usize) {
    let words = view.say.count("desk-pin-typed", typed, &[]);
    widgets::name(ui, place, Role::Label, &words);
    let most = *PIN_DIGITS.end();
    #[expect(clippy::cast_precision_loss, reason = "a PIN has at most eight digits")]
    let row = place.middle(vec2(most as f32 * 44.0, place.height()));
    for (index, spot) in row.grid_by(most, 1, 0.0).into_iter().enumerate() {
        let (radius, color) = if index < typed {
            (13.0, theme::INK)
        } else {
            (6.0, theme::FADED_LINE)
        };
        ui.painter().circle_filled(spot.center(), radius, color);
    }
}

fn pressed(ui: &Ui, place: Rect, view: &View<'_>, pad: &PinPad) -> Option<DeskTouch> {
    let keys = place.grid_by(3, 4, NEAR);
    let mut touch = None;
    for (index, key) in keys.into_iter().enumerate() {
        let (words, pressed) = match index {
            9 => (view.say.text("desk-erase"), DeskTouch::Erase),
            11 if PIN_DIGITS.contains(&pad.pin.len()) => {
                let words = view.say.text("desk-enter");
                if widgets::big_button(ui, key, None, &words) {
                    touch = Some(DeskTouch::Enter);
                }
                continue;
            }
            11 => continue,
            index => {
                let digit = u8::try_from(if index == 10 { 0 } else { index + 1 }).unwrap_or(0);
                (digit.to_string(), DeskTouch::Digit(digit))
            }
        };
        if dense::key(ui, key, &words) {
            touch = Some(pressed);
        }
    }
    touch
}

/// The same from a keyboard. Who types digits does not walk the keys on the glass, so Enter sends the
/// PIN.
fn typed(ui: &Ui, pad: &PinPad) -> Option<DeskTouch> {
    let enough = PIN_DIGITS.contains(&pad.pin.len());
    let walks = ui.memory(Memory::focused).is_some();
    let touch = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Text(text) => match text.as_bytes() {
                [digit @ b'0'..=b'9'] => Some(DeskTouch::Digit(digit - b'0')),
                _ => None,
            },
            Event::Key {
                key, pressed: true, ..
            } => match key {
                Key::Backspace => Some(DeskTouch::Erase),
                Key::Enter if enough && !walks => Some(DeskTouch::Enter),
                _ => None,
            },
            _ => None,
        })
    });
    if touch.is_some() {
        focus::let_go(ui);
    }
    touch
}
