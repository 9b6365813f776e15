//! A scanner that types ("keyboard wedge"), told apart from a person who types. Keys go in with
//! the time they came at; out come the keys that a person typed, a little later, and the scans,
//! whose keys reach nobody. It has no clock, decodes no keyboard layout (it is fed physical keys),
//! and never passes on what an unreadable scan said.
//!
//! Keys of a burst are at most [`GAP`] apart (scanners: 5 to 60 ms). A burst ends with Enter, Tab
//! or a longer pause, and is a scan when it has at least [`SHORTEST`] keys. Numbers: field reports
//! on several scanners and shop programs (woocommerce-android#14162, odoo#214407, `InvenTree`#10589).

use std::time::Duration;

use crate::{
    badges::code::BadgeCode,
    domain::{
        badge::{Tap, TapSource},
        joining::{self, JoinCode},
    },
};

/// The longest pause between two keys of one scan.
pub const GAP: Duration = Duration::from_millis(100);
/// The longest time from the first to the last key of a code.
pub const WHOLE: Duration = Duration::from_millis(1500);
/// The fewest keys that count as a scan, Enter or Tab not among them.
pub const SHORTEST: u32 = 6;
/// The most keys that are kept; a burst of more is noise.
pub const MOST: usize = 64;

/// The least time that is more than [`GAP`], for a clock that counts in milliseconds.
const PAST_GAP: Duration = Duration::from_millis(101);

/// A key that went down, by its place on the keyboard. Shift and its like are no keys here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WedgeKey {
    /// A letter or digit, as a US keyboard has it at that place; the case does not matter.
    Char(char),
    /// Enter or Tab.
    End,
    /// Any other key.
    Other,
}

/// What a burst of keys said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// A badge code.
    Code(BadgeCode),
    /// The code of a class to join. It is longer than a badge code and may take longer.
    Join(Box<JoinCode>),
    /// Eighteen letters that are no badge code: worth another try.
    Damaged,
    /// Something else, of which only the length is known.
    Noise {
        /// How many keys.
        keys: u32,
    },
}

impl Scan {
    /// The tap it stands for, if it is one.
    #[must_use]
    pub fn tap(&self) -> Option<Tap> {
        let Self::Code(code) = self else { return None };
        Some(Tap {
            keys: vec![code.key()],
            source: TapSource::KeyboardScanner,
        })
    }
}

/// What came out: keys to pass on to whoever has the focus, then perhaps a scan.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "the keys in it were typed by a person"]
pub struct Outcome<E> {
    /// What a person typed, in order.
    pub pass: Vec<E>,
    /// A scan that is complete.
    pub scan: Option<Scan>,
}

/// Tells scans from typing. `E` is what the caller knows a key by (an event of its window); it is
/// held until it is clear whose it is, at most [`GAP`] long, then given back or forgotten.
#[derive(Debug)]
pub struct Wedge<E> {
    burst: Option<Burst<E>>,
    /// When a scan was last complete: some scanners end it with two keys, or late.
    scanned: Option<Duration>,
}

/// Keys in quick succession, of which it is not yet known who pressed them.
#[derive(Debug)]
struct Burst<E> {
    began: Duration,
    last: Duration,
    keys: u32,
    /// What was typed, while it can still be a code.
    text: Option<String>,
    /// The keys and what came with them; empty once it is certain to be a scan.
    held: Vec<E>,
}

impl<E> Wedge<E> {
    /// Nothing heard yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            burst: None,
            scanned: None,
        }
    }

    /// A key went down at `now`. A key that repeats itself because it is held down is not pressed
    /// again: it goes to [`Wedge::also`].
    pub fn press(&mut self, key: WedgeKey, event: E, now: Duration) -> Outcome<E> {
        let mut outcome = self.poll(now);
        if key != WedgeKey::End {
            self.burst
                .get_or_insert_with(|| Burst::at(now))
                .add(key, event, now);
        } else if let Some(burst) = self.burst.take() {
            outcome = self.end(burst, now);
            if outcome.scan.is_none() {
                outcome.pass.push(event);
            }
        } else if !self.just_scanned(now) {
            outcome.pass.push(event);
        }
        outcome
    }

    /// Something that belongs to the keys before it: the text a key made, its release, its
    /// repetition. It is given back at once if no key is held, and else goes where they go.
    #[must_use = "it was typed by a person if it comes back"]
    pub fn also(&mut self, event: E) -> Option<E> {
        match &mut self.burst {
            None => Some(event),
            Some(burst) => {
                burst.hold(event);
                None
            }
        }
    }

    /// Ends a burst whose pause is over at `now`. To be called once more than keys come: at
    /// [`Wedge::deadline`], after the keys that came until then.
    pub fn poll(&mut self, now: Duration) -> Outcome<E> {
        let over = |burst: &mut Burst<E>| now.saturating_sub(burst.last) > GAP;
        match self.burst.take_if(over) {
            Some(burst) => self.end(burst, now),
            None => Outcome::nothing(),
        }
    }

    /// When [`Wedge::poll`] has something to do if no more keys come.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        self.burst
            .as_ref()
            .map(|burst| burst.last.saturating_add(PAST_GAP))
    }

    fn end(&mut self, burst: Burst<E>, now: Duration) -> Outcome<E> {
        if burst.keys < SHORTEST {
            return Outcome {
                pass: burst.held,
                scan: None,
            };
        }
        self.scanned = Some(now);
        Outcome {
            pass: Vec::new(),
            scan: Some(burst.scan()),
        }
    }

    fn just_scanned(&self, now: Duration) -> bool {
        self.scanned
            .is_some_and(|then| now.saturating_sub(then) <= GAP)
    }
}

impl<E> Outcome<E> {
    fn nothing() -> Self {
        Self {
            pass: Vec::new(),
            scan: None,
        }
    }
}

impl<E> Default for Wedge<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Burst<E> {
    fn at(now: Duration) -> Self {
        Self {
            began: now,
            last: now,
            keys: 0,
            text: Some(String::new()),
            held: Vec::new(),
        }
    }

    fn add(&mut self, key: WedgeKey, event: E, now: Duration) {
        self.keys = self.keys.saturating_add(1);
        self.last = self.last.max(now);
        let text = self.text.as_deref().unwrap_or_default();
        let joins = text.get(..joining::BEGINS.len());
        let joins = joins.is_some_and(|begins| begins.eq_ignore_ascii_case(joining::BEGINS));
        let late = !joins && self.last.saturating_sub(self.began) > WHOLE;
        let most = if joins { joining::LONGEST } else { MOST };
        match (&mut self.text, key) {
            (Some(text), WedgeKey::Char(key))
                if key.is_ascii_alphanumeric() && text.len() < most && !late =>
            {
                text.push(key);
            }
            _ => self.text = None,
        }
        self.hold(event);
    }

    fn hold(&mut self, event: E) {
        if self.keys >= SHORTEST {
            self.held.clear();
        } else if self.held.len() < MOST {
            self.held.push(event);
        }
    }

    fn scan(self) -> Scan {
        let noise = Scan::Noise { keys: self.keys };
        let Some(text) = self.text else { return noise };
        if let Ok(code) = JoinCode::read(&text) {
            return Scan::Join(code.into());
        }
        match text.parse() {
            Ok(code) => Scan::Code(code),
            Err(_) if BadgeCode::is_nearly(&text) => Scan::Damaged,
            Err(_) => noise,
        }
    }
}
