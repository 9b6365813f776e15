//! Keys on their way into the window: what a scanner typed is taken out, what a person typed goes on.

use std::time::Duration;

use eframe::egui::{Event, Key, RawInput};

use crate::{
    devices::wedge::{GAP, Outcome, Scan, Wedge, WedgeKey},
    domain::{
        kiosk::{Input, JoinNews, Joining, Trouble},
        scanner::{Listener, Pressed, ScannedKey},
    },
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
            self.wedge = Wedge::new();
            if !self.kiosk.tries_a_scanner() {
                return;
            }
        }
        let typed = |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_));
        let now = self
            .key_clock
            .read(self.started.elapsed(), raw_input.events.iter().any(typed));
        self.try_scanner(raw_input, now);
        let events = std::mem::take(&mut raw_input.events);
        let written = self.writes_a_code().then(|| events.clone());
        for event in events {
            match event {
                Event::Key { key, .. } if walks(key) => raw_input.events.push(event),
                Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    repeat: false,
                    ..
                } if !changes_others(physical_key.unwrap_or(key)) => {
                    let key = wedge_key(physical_key.unwrap_or(key));
                    let outcome = self.wedge.press(key, event, now);
                    self.take_keys(outcome, raw_input);
                }
                Event::Key { .. } | Event::Text(_) => {
                    raw_input.events.extend(self.wedge.also(event));
                }
                other => raw_input.events.push(other),
            }
        }
        let outcome = self.wedge.poll(now);
        self.take_keys(outcome, raw_input);
        if let Some(written) = written {
            raw_input.events = written;
        }
    }

    /// Whether somebody may be writing the code of a class: whatever is typed reaches the page then, by a
    /// person as by a scanner, and a badge that is scanned is a tap all the same.
    fn writes_a_code(&self) -> bool {
        matches!(self.kiosk.joining(), Some(Joining::How(_)))
    }

    /// On the page where a scanner is tried, every key is looked at once more, before it goes its way.
    fn try_scanner(&mut self, raw_input: &RawInput, now: Duration) {
        if !self.kiosk.tries_a_scanner() {
            self.listener = Listener::default();
            return;
        }
        let mut told = self.listener.poll(now);
        for event in &raw_input.events {
            match event {
                Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    modifiers,
                    ..
                } if !walks(*key) && !changes_others(physical_key.unwrap_or(*key)) => {
                    let pressed = Pressed {
                        at: now,
                        key: scanned_key(physical_key.unwrap_or(*key)),
                        shift: modifiers.shift,
                    };
                    told = self.listener.press(pressed).or(told);
                }
                Event::Text(text) => self.listener.wrote(text),
                _ => {}
            }
        }
        self.scans.extend(told.map(Input::Scanned));
    }

    fn take_keys(&mut self, outcome: Outcome<Event>, raw_input: &mut RawInput) {
        raw_input.events.extend(outcome.pass);
        match outcome.scan {
            Some(Scan::Damaged) if self.writes_a_code() => {}
            Some(Scan::Damaged) => self.scans.push(Input::Trouble(Trouble::Damaged)),
            Some(Scan::Noise { keys }) => {
                tracing::debug!(keys, "the scanner typed something that is no badge");
            }
            // A scanner that is tried signs nobody in: the trial tells of whatever it read.
            Some(_) if self.kiosk.tries_a_scanner() => {}
            Some(Scan::Join(code)) => {
                let news = JoinNews::Scanned(*code);
                self.scans.push(Input::Joining(news));
            }
            Some(scan) => self.scans.extend(scan.tap().map(Input::Tap)),
            None => {}
        }
    }
}

/// The scanner's clock. Keys are seen only once a frame, so a slow frame looks like a pause between
/// them. A pause is believed only when a frame without any key has seen it; until then this clock
/// goes no further than the longest gap inside a scan.
#[derive(Debug, Default)]
pub(super) struct KeyClock {
    last: Duration,
    behind: Duration,
}

impl KeyClock {
    /// What it shows at `now` in a frame with or without keys.
    fn read(&mut self, now: Duration, keys: bool) -> Duration {
        let passed = now.saturating_sub(self.last);
        if keys {
            self.behind += passed.saturating_sub(GAP);
        }
        if keys || passed > GAP {
            self.last = now;
        }
        now.saturating_sub(self.behind)
    }

    /// How long from `now` until it shows `due`.
    pub(super) fn until(&self, due: Duration, now: Duration) -> Duration {
        (due + self.behind).saturating_sub(now)
    }
}

/// Whether a key types nothing itself, as those that a scanner holds for capitals.
fn changes_others(key: Key) -> bool {
    use Key::{
        AltLeft, AltRight, CapsLock, ControlLeft, ControlRight, ShiftLeft, ShiftRight, SuperLeft,
        SuperRight,
    };
    matches!(
        key,
        AltLeft
            | AltRight
            | CapsLock
            | ControlLeft
            | ControlRight
            | ShiftLeft
            | ShiftRight
            | SuperLeft
            | SuperRight
    )
}

/// Whether a key only moves the focus. No scanner has it, so it need not wait to be told apart.
fn walks(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
    )
}

/// The same for trying a scanner.
fn scanned_key(key: Key) -> ScannedKey {
    match (key, wedge_key(key)) {
        (Key::Enter, _) => ScannedKey::Enter,
        (Key::Tab, _) => ScannedKey::Tab,
        (_, WedgeKey::Char(letter)) => ScannedKey::Char(letter),
        _ => ScannedKey::Other,
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
