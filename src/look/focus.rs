//! Where the keyboard is. A page can be walked with Tab, Shift+Tab and the arrow keys (egui moves
//! the focus) and with one switch (the focus steps on by itself); Enter or Space chooses. What this
//! file adds: the focus is never nowhere while keys are used, and starts on the first thing that a
//! page offers, which is its big button or first choice. It chooses nothing itself.

use std::time::Duration;

use eframe::egui::{Event, Id, Key, Memory, Response, Ui};

/// What was offered on a page, kept from one pass to the next in egui's memory.
#[derive(Clone, Debug, Default)]
struct Walk {
    /// Whether the last hand was on keys rather than on the glass.
    keys: bool,
    /// Everything that can be chosen, in reading order.
    offered: Vec<Id>,
    /// Whether egui is moving the focus in this pass.
    moving: bool,
    /// When the focus stepped on by itself, or was moved, last.
    stepped: Duration,
}

fn place() -> Id {
    Id::unique("waymark-focus")
}

/// Begins a page. Returns whether a person moved the focus, which tells that somebody is here.
#[must_use = "somebody is there"]
pub fn begin(ui: &Ui) -> bool {
    let (moved, pressed, pointed) = ui.input(|input| {
        let pressed = |keys: &[Key]| keys.iter().any(|key| input.key_pressed(*key));
        let walks = [
            Key::Tab,
            Key::ArrowUp,
            Key::ArrowDown,
            Key::ArrowLeft,
            Key::ArrowRight,
        ];
        let pointed =
            |event: &Event| matches!(event, Event::PointerButton { .. } | Event::Touch { .. });
        (
            pressed(&walks),
            pressed(&[Key::Enter, Key::Space]),
            input.events.iter().any(pointed),
        )
    });
    if pointed {
        let_go(ui);
    }
    ui.data_mut(|data| {
        let walk = data.get_temp_mut_or_default::<Walk>(place());
        walk.offered.clear();
        walk.moving = moved;
        walk.keys = (walk.keys && !pointed) || moved || pressed;
        if moved || pressed {
            walk.stepped = Duration::ZERO;
        }
    });
    moved
}

/// Somebody types: the focus is nowhere until keys walk again.
pub fn let_go(ui: &Ui) {
    if let Some(id) = ui.memory(Memory::focused) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
    }
    ui.data_mut(|data| data.get_temp_mut_or_default::<Walk>(place()).keys = false);
}

/// Something that can be chosen was drawn.
pub(super) fn offer(ui: &Ui, response: &Response) {
    ui.data_mut(|data| {
        let walk = data.get_temp_mut_or_default::<Walk>(place());
        walk.offered.push(response.id);
    });
}

/// Ends a page: gives the focus to the first thing offered if it is nowhere, and steps it on when
/// `scan` (how long it stays) is over at `now`, the time since the program started.
pub fn end(ui: &Ui, scan: Option<Duration>, now: Duration) {
    let mut walk = ui.data(|data| data.get_temp::<Walk>(place()).unwrap_or_default());
    let focused = ui.memory(Memory::focused);
    let at = walk
        .offered
        .iter()
        .position(|offered| Some(*offered) == focused);
    let wanted = match (at, scan) {
        (None, None) if !walk.keys => None,
        // egui would move it on from there, or does so in the next pass: that one begins.
        (None, _) if walk.moving => {
            ui.ctx().request_repaint();
            None
        }
        (None, _) => walk.offered.first(),
        // The first pass after a key: the time begins anew.
        (Some(_), Some(_)) if walk.stepped.is_zero() => {
            walk.stepped = now;
            None
        }
        (Some(at), Some(scan)) if now >= walk.stepped + scan => {
            walk.offered.get(at + 1).or_else(|| walk.offered.first())
        }
        (Some(_), _) => None,
    };
    if let Some(wanted) = wanted {
        ui.memory_mut(|memory| memory.request_focus(*wanted));
        walk.stepped = now;
        ui.ctx().request_repaint();
    }
    if !walk.offered.is_empty()
        && let Some(scan) = scan
    {
        let left = (walk.stepped + scan).saturating_sub(now);
        ui.ctx()
            .request_repaint_after(left.max(Duration::from_millis(1)));
    }
    ui.data_mut(|data| data.insert_temp(place(), walk));
}

/// Whether Escape was pressed: what goes back does so.
#[must_use]
pub fn escaped(ui: &Ui) -> bool {
    ui.input(|input| input.key_pressed(Key::Escape))
}
