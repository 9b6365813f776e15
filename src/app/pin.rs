//! The PIN, from the keys to the answer, and the number of a substitute's card. A PIN is counted as
//! wrong before it is compared, and compared on a thread of its own: Argon2 takes its time, and no
//! child waits for it.

use std::{
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::{
    badges::pin,
    domain::{
        ids::Ticket,
        kiosk::{Adult, Input, Pin, PinAnswer, PinHash},
    },
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

/// A PIN on its way: first to the store, which counts it, then to the thread that compares it. Only
/// the answer to the last one typed opens anything, so that what one person typed is never compared
/// with what was kept of another.
#[derive(Debug, Default)]
pub(super) struct PinCheck {
    /// Counts the tries.
    last: Ticket,
    waiting: Option<Try>,
    thread: Option<JoinHandle<()>>,
}

/// What was typed, and who typed it.
#[derive(Debug)]
struct Try {
    who: Adult,
    pin: Pin,
}

/// A PIN that was compared.
#[derive(Debug)]
pub(super) struct Compared {
    ticket: Ticket,
    who: Adult,
    right: bool,
    /// How many were wrong since the last right one.
    wrong: u32,
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

    /// Does what takes its time on the thread of its own. Whether it could be begun.
    pub(super) fn begin(&mut self, work: impl FnOnce() + Send + 'static) -> bool {
        self.join();
        let begun = thread::Builder::new()
            .name("waymark-pin".to_owned())
            .spawn(work);
        match begun {
            Ok(thread) => {
                self.thread = Some(thread);
                true
            }
            Err(error) => {
                tracing::error!(%error, "there is no thread for a PIN");
                false
            }
        }
    }
}

impl App {
    /// Takes a PIN from the kiosk, if one was typed.
    pub(super) fn begin_pin_check(&mut self) {
        let Some(pin) = self.kiosk.take_pin() else {
            return;
        };
        let Some(who) = self.kiosk.desk().map(|desk| desk.who.clone()) else {
            return;
        };
        if self.options.practice && !who.is_substitute() {
            let right = pin.digits() == PRACTICE_PIN;
            return self.tell(Input::Pin(if right {
                PinAnswer::Right
            } else {
                PinAnswer::Wrong(Duration::ZERO)
            }));
        }
        let ticket = Ticket(self.pin_check.last.0 + 1);
        self.pin_check.last = ticket;
        self.pin_check.waiting = Some(Try {
            who: who.clone(),
            pin,
        });
        let store = self.store.as_ref();
        if let Some(Err(busy)) = store.map(|store| store.try_count_pin(ticket, who)) {
            tracing::error!(%busy, "the PIN was not counted");
            self.pin_was_not_checked(ticket);
        }
    }

    /// The store has counted it: compare it now.
    pub(super) fn compare_pin(&mut self, ticket: Ticket, hash: Option<PinHash>, wrong: u32) {
        if ticket != self.pin_check.last {
            return;
        }
        let Some(Try { who, pin }) = self.pin_check.waiting.take() else {
            return;
        };
        let Some(hash) = hash else {
            return self.tell(Input::Pin(PinAnswer::NoPin));
        };
        let outbox = self.outbox.clone();
        let compare = move || {
            let right = pin::is_right(&pin, &hash).unwrap_or_else(|error| {
                tracing::error!(%error, "the PIN's hash cannot be read; set the PIN again");
                false
            });
            outbox.send(Message::Pin(Compared {
                ticket,
                who,
                right,
                wrong,
            }));
        };
        if !self.pin_check.begin(compare) {
            self.pin_was_not_checked(ticket);
        }
    }

    /// It could not be counted or compared. The next try is taken.
    pub(super) fn pin_was_not_checked(&mut self, ticket: Ticket) {
        if ticket == self.pin_check.last {
            self.pin_check.waiting = None;
            self.tell(Input::Pin(PinAnswer::NotChecked));
        }
    }

    /// It was compared.
    pub(super) fn answer_pin(&mut self, compared: Compared) {
        if !compared.right {
            let wait = wait_after(compared.wrong);
            return self.tell(Input::Pin(PinAnswer::Wrong(wait)));
        }
        let store = self.store.as_ref();
        if let Some(Err(busy)) = store.map(|store| store.try_forget_wrong_pins(compared.who)) {
            tracing::error!(%busy, "wrong PINs stay counted");
        }
        if compared.ticket == self.pin_check.last {
            self.tell(Input::Pin(PinAnswer::Right));
        }
    }

    /// Draws a number for a substitute's card, if the kiosk wants one.
    pub(super) fn begin_number(&mut self) {
        if !self.kiosk.take_number_wish() {
            return;
        }
        let outbox = self.outbox.clone();
        let draw = move || {
            let number = pin::draw(&mut rand::rng());
            let drawn = match pin::hash(&number) {
                Ok(hash) => Some((number, hash)),
                Err(error) => {
                    tracing::error!(%error, "a substitute's number cannot be kept");
                    None
                }
            };
            outbox.send(Message::Number(drawn));
        };
        if !self.pin_check.begin(draw) {
            self.tell(Input::Number(None));
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
