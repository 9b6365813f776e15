//! When the next round is due. Pure: it is told what happened and what a clock says, and reads none.

use std::time::Duration;

/// How long nothing may be recorded before a round takes what was.
const QUIET: Duration = Duration::from_secs(3);

/// However much goes on being recorded, a round is at the latest that long after the first of it.
const AT_LATEST: Duration = Duration::from_secs(20);

/// How often a round is made when nothing is known to have happened.
const EVERY: Duration = Duration::from_mins(1);

/// How long after the first round that failed the next is made.
const AGAIN: Duration = Duration::from_secs(5);

/// The longest between two rounds that fail.
const LONGEST: Duration = Duration::from_mins(5);

/// When the next round is due, as a time since some moment that whoever asks chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    due: Duration,
    /// When it is due without anything that happens.
    anyway: Duration,
    /// When something was recorded first since the last round.
    recorded: Option<Duration>,
    failed: u32,
}

impl Rhythm {
    /// When the next round is due; at once at the start.
    #[must_use]
    pub fn due(&self) -> Duration {
        self.due
    }

    /// Something was recorded here. While rounds fail it changes nothing: there is nowhere to bring it.
    pub fn recorded(&mut self, now: Duration) {
        if self.failed > 0 {
            return;
        }
        let first = *self.recorded.get_or_insert(now);
        // Never later than it was due anyway.
        let anyway = self.anyway;
        self.due = (now + QUIET).min(first + AT_LATEST).min(anyway);
    }

    /// Somebody asks for a round, there is news at the place, or it is there again.
    pub fn now(&mut self, now: Duration) {
        (self.due, self.anyway) = (now, now);
    }

    /// A round came to its end.
    pub fn went_well(&mut self, now: Duration) {
        *self = Self {
            due: now + EVERY,
            anyway: now + EVERY,
            recorded: None,
            failed: 0,
        };
    }

    /// A round failed. `chance`, from 0 to 1, keeps tablets from coming all at once.
    pub fn failed(&mut self, now: Duration, chance: f64) {
        let doubled = AGAIN.saturating_mul(1 << self.failed.min(10));
        let wait = doubled.min(LONGEST);
        let wait = wait.mul_f64(0.75 + 0.25 * chance.clamp(0.0, 1.0));
        self.failed = self.failed.saturating_add(1);
        self.recorded = None;
        (self.due, self.anyway) = (now + wait, now + wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_round_is_made_at_once_then_every_minute() {
        let mut rhythm = Rhythm::default();
        assert_eq!(rhythm.due(), at(0));
        rhythm.went_well(at(2));
        assert_eq!(rhythm.due(), at(62));
    }

    #[test]
    fn what_is_recorded_goes_on_its_way_after_a_few_seconds_of_quiet_and_never_waits_for_long() {
        let mut rhythm = Rhythm::default();
        rhythm.went_well(at(0));
        rhythm.recorded(at(10));
        assert_eq!(rhythm.due(), at(13));
        rhythm.recorded(at(12));
        assert_eq!(rhythm.due(), at(15), "quiet begins anew");
        for second in 13..40 {
            rhythm.recorded(at(second));
        }
        assert!(rhythm.due() <= at(40), "{:?}", rhythm.due());
        rhythm.went_well(at(40));
        assert_eq!(rhythm.due(), at(100));
    }

    #[test]
    fn a_place_that_is_away_is_asked_less_and_less_often_and_at_once_when_it_is_back() {
        let mut rhythm = Rhythm::default();
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..9 {
            rhythm.failed(now, 1.0);
            waits.push(rhythm.due().checked_sub(now).unwrap().as_secs());
            now = rhythm.due();
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
        rhythm.recorded(now + at(1));
        assert_eq!(rhythm.due(), now, "recording does not hurry it");
        rhythm.failed(now, 0.0);
        assert_eq!(
            rhythm.due().checked_sub(now).unwrap(),
            at(225),
            "not all tablets at once"
        );
        rhythm.now(now + at(2));
        assert_eq!(rhythm.due(), now + at(2));
        rhythm.went_well(now + at(2));
        rhythm.failed(now + at(3), 1.0);
        assert_eq!(rhythm.due(), now + at(8), "patience begins anew");
    }
}
