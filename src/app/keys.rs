//! Keys on their way into the window: what a scanner typed is taken out, what a person typed goes on.

use eframe::egui::{Event, Key, RawInput};

use crate::{
    devices::wedge::{Outcome, Scan, WedgeKey},
    domain::kiosk::{Input, Trouble},
};

use super::App;

impl App {
    /// Lets the scanner's state machine look at every key before the window does.
    pub(super) fn sort_keys(&mut self, raw_input: &mut RawInput) {
        if self
            .pack
            .as_ref()
            .is_some_and(|pack| !pack.tablet.keyboard_scanner)
        {
            return;
        }
        let now = self.started.elapsed();
        for event in std::mem::take(&mut raw_input.events) {
            match event {
                Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    repeat: false,
                    ..
                } => {
                    let key = wedge_key(physical_key.unwrap_or(key));
                    let outcome = self.wedge.press(key, event, now);
                    self.take_keys(outcome, raw_input);
                }
                Event::Key { .. } | Event::Text(_) => {
                    raw_input.events.extend(self.wedge.also(event))
                }
                other => raw_input.events.push(other),
            }
        }
        let outcome = self.wedge.poll(now);
        self.take_keys(outcome, raw_input);
    }

    fn take_keys(&mut self, outcome: Outcome<Event>, raw_input: &mut RawInput) {
        raw_input.events.extend(outcome.pass);
        match outcome.scan {
            Some(Scan::Damaged) => self.scans.push(Input::Trouble(Trouble::Unreadable)),
            Some(scan) => self.scans.extend(scan.tap().map(Input::Tap)),
            None => {}
        }
    }
}

/// The key as a US keyboard has it at that place. Key names of letters and digits are one character.
fn wedge_key(key: Key) -> WedgeKey {
    match (key, key.symbol_or_name().as_bytes()) {
        (Key::Enter | Key::Tab, _) => WedgeKey::End,
        (_, [letter]) if letter.is_ascii_alphanumeric() => WedgeKey::Char(char::from(*letter)),
        _ => WedgeKey::Other,
    }
}
