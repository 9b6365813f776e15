//! A reader's own light and beep: what is sent to an ACR122U so that it shows green or red. Only the
//! bytes; that a reader has neither is no trouble, and no tap waits for it.
//!
//! Source: ACS, *ACR122U API*, 6.2 (light and beep: which lights, then times in units of 100 ms) and 6.7
//! (its own beep at every card, which it forgets to leave out when it is plugged in again).

use crate::domain::tag::Signal;

/// Keeps the reader from beeping at every card by itself.
pub const OWN_BEEP_OFF: [u8; 5] = [0xFF, 0x00, 0x52, 0x00, 0x00];

/// Green, and one short beep.
const GOOD: [u8; 9] = [0xFF, 0x00, 0x40, 0x2E, 0x04, 0x01, 0x00, 0x01, 0x01];
/// Red, and two beeps. No more than two: while it blinks, the reader reads no card.
const BAD: [u8; 9] = [0xFF, 0x00, 0x40, 0x5D, 0x04, 0x02, 0x01, 0x02, 0x01];

/// Whether a reader of that name takes these commands. Another one would hand them to the card.
#[must_use]
pub fn takes_signals(reader: &str) -> bool {
    reader.to_uppercase().contains("ACR122")
}

/// The command for a signal.
#[must_use]
pub fn command(signal: Signal) -> [u8; 9] {
    match signal {
        Signal::Good => GOOD,
        Signal::Bad => BAD,
    }
}
