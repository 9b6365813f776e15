//! When a badge before the camera is newly there. A camera sees the same badge many times a second,
//! and a badge on a lanyard all the time: as long as it was seen in the last five seconds it is the
//! same scan. No clock and no camera; it keeps a handful of codes, and only for so long.

use std::time::Duration;

use super::decode::Seen;

/// The same badge again within this long is the same scan.
pub const SAME: Duration = Duration::from_secs(5);

/// How many badges are kept apart; of more, the one that was not seen for longest is forgotten.
const MOST: usize = 8;

/// What was before the camera lately.
#[derive(Debug, Default)]
pub struct Scans {
    lately: Vec<(Seen, Duration)>,
}

impl Scans {
    /// Takes in what is seen at `now`; whether it is a new scan.
    pub fn is_new(&mut self, seen: &Seen, now: Duration) -> bool {
        self.forget(now);
        let before = self.lately.iter().position(|(known, _)| known == seen);
        if let Some(at) = before {
            self.lately.remove(at);
        } else if self.lately.len() == MOST {
            self.lately.remove(0);
        }
        self.lately.push((seen.clone(), now));
        before.is_none()
    }

    /// The camera rests from `now` on.
    pub fn rest(&mut self, now: Duration) {
        self.forget(now);
    }

    /// It looks again. What it saw last is still the same scan, however long it rested: whoever
    /// stands there with a badge around the neck has not shown it again.
    pub fn wake(&mut self, now: Duration) {
        for (_, at) in &mut self.lately {
            *at = now;
        }
    }

    fn forget(&mut self, now: Duration) {
        self.lately.retain(|(_, at)| now.saturating_sub(*at) < SAME);
    }
}
