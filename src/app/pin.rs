//! The PIN, from the keys to the answer. It is counted as wrong before it is compared, and compared
//! on a thread of its own: Argon2 takes its time, and no child waits for it.

use std::{
    thread::{self, JoinHandle},
    time::Duration,
};

use argon2::{Argon2, PasswordVerifier as _, password_hash::phc::PasswordHash};

use crate::{
    domain::kiosk::{Input, Pin, PinAnswer},
    storage::Store,
};

use super::{App, inbox::Message};

/// The PIN of a practice kiosk, which tells it to everybody.
pub(super) const PRACTICE_PIN: &str = "2468";

/// The longest that a teacher waits after a wrong PIN.
const LONGEST: Duration = Duration::from_mins(10);

/// How long no PIN is taken after that many wrong ones: nothing after the first, then 1, 2, 4, ...
/// seconds, ten minutes at the most. All 10,000 PINs of four digits take 69 days that way.
#[must_use]
pub(super) fn wait_after(wrong: u32) -> Duration {
    match wrong {
        0 | 1 => Duration::ZERO,
        wrong => Duration::from_secs(1 << (wrong - 2).min(20)).min(LONGEST),
    }
}

/// A PIN on its way: first to the store, which counts it, then to the thread that compares it.
#[derive(Debug, Default)]
pub(super) struct PinCheck {
    waiting: Option<Pin>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for PinCheck {
    fn drop(&mut self) {
        self.join();
    }
}

impl PinCheck {
    fn join(&mut self) {
        if let Some(Err(_)) = self.thread.take().map(JoinHandle::join) {
            tracing::error!("the PIN was not compared");
        }
    }
}

impl App {
    /// Takes a PIN from the kiosk, if one was typed.
    pub(super) fn begin_pin_check(&mut self) {
        let Some(pin) = self.kiosk.take_pin() else {
            return;
        };
        if self.options.practice {
            let right = pin.digits() == PRACTICE_PIN;
            return self.tell(Input::Pin(if right {
                PinAnswer::Right
            } else {
                PinAnswer::Wrong(Duration::ZERO)
            }));
        }
        self.pin_check.waiting = Some(pin);
        let counted = self.store.as_ref().map(Store::try_count_pin);
        if !matches!(counted, Some(Ok(()))) {
            self.tell(Input::Pin(PinAnswer::Wait(Duration::from_secs(1))));
        }
    }

    /// The store has counted it: compare it now.
    pub(super) fn compare_pin(&mut self, hash: Option<String>, wrong: u32) {
        let Some(pin) = self.pin_check.waiting.take() else {
            return;
        };
        let Some(hash) = hash else {
            return self.tell(Input::Pin(PinAnswer::NoPin));
        };
        let outbox = self.outbox.clone();
        self.pin_check.join();
        let compare = move || outbox.send(Message::Pin(is_right(&pin, &hash), wrong));
        match thread::Builder::new()
            .name("waymark-pin".to_owned())
            .spawn(compare)
        {
            Ok(thread) => self.pin_check.thread = Some(thread),
            Err(error) => {
                tracing::error!(%error, "the PIN was not compared");
                self.tell(Input::Pin(PinAnswer::Wait(Duration::from_secs(1))));
            }
        }
    }

    /// It was compared.
    pub(super) fn answer_pin(&mut self, right: bool, wrong: u32) {
        if !right {
            return self.tell(Input::Pin(PinAnswer::Wrong(wait_after(wrong))));
        }
        if let Some(Err(busy)) = self.store.as_ref().map(Store::try_forget_wrong_pins) {
            tracing::error!(%busy, "wrong PINs stay counted");
        }
        self.tell(Input::Pin(PinAnswer::Right));
    }
}

/// Whether the PIN is the one. Argon2 does the same work for a right one and a wrong one.
fn is_right(pin: &Pin, hash: &str) -> bool {
    match PasswordHash::new(hash) {
        Ok(hash) => Argon2::default()
            .verify_password(pin.digits().as_bytes(), &hash)
            .is_ok(),
        Err(error) => {
            tracing::error!(%error, "the PIN's hash cannot be read; set the PIN again");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_pin_makes_the_next_one_wait_longer_up_to_ten_minutes() {
        let waits: Vec<u64> = (0..8).map(|wrong| wait_after(wrong).as_secs()).collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32]);
        assert_eq!(wait_after(12), LONGEST);
        assert_eq!(wait_after(u32::MAX), LONGEST);
        let all: Duration = (0..10_000).map(wait_after).sum();
        assert!(all > Duration::from_hours(24 * 60));
    }
}
