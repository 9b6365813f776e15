//! The pad for a teacher's PIN. What was typed is handed out once, to be compared elsewhere, and is in no
//! log.

use std::{fmt, time::Duration};

use super::DeskTouch;

/// The keys for the PIN.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PinPad {
    /// What was typed.
    pub pin: Pin,
    /// What came of it.
    pub state: PadState,
    /// Until when no key is taken, since the program started.
    pub wait_until: Option<Duration>,
}

/// What a PIN pad says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PadState {
    /// Type it.
    #[default]
    Typing,
    /// One moment.
    Checking,
    /// That was not it.
    Wrong,
    /// There is none to compare with.
    NoPin,
    /// It could not be compared; the next try is taken.
    NotChecked,
}

/// Digits that nobody else may read: never in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Pin {
    fn from(digits: &str) -> Self {
        Self(digits.to_owned())
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pin({} digits)", self.0.len())
    }
}

/// The least and the most digits of a PIN.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// What came of a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAnswer {
    /// It is the one.
    Right,
    /// It is not; no key is taken for that long.
    Wrong(Duration),
    /// It could not be counted or compared, so it counts for nothing.
    NotChecked,
    /// There is none for this badge on this tablet.
    NoPin,
}

impl PinPad {
    /// Takes a key; returns a PIN that is to be compared.
    pub(super) fn touch(&mut self, touch: &DeskTouch) -> Option<Pin> {
        if self.state == PadState::Checking {
            return None;
        }
        match touch {
            DeskTouch::Digit(digit @ 0..=9) if self.pin.len() < *PIN_DIGITS.end() => {
                self.state = PadState::Typing;
                self.pin.0.push(char::from(b'0' + digit));
            }
            DeskTouch::Erase => {
                self.pin.0.pop();
            }
            DeskTouch::Enter if PIN_DIGITS.contains(&self.pin.len()) => {
                self.state = PadState::Checking;
                return Some(std::mem::take(&mut self.pin));
            }
            _ => {}
        }
        None
    }
}
