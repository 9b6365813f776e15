//! What asks a verb that goes on and on to end: a service manager's SIGTERM, Ctrl+C. It is asked between
//! two steps and never interrupts one; asked a second time, the program ends at once, and what was
//! recorded is safe either way. Where there are no such signals the system ends the program itself.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::error::CommandError;

/// Whether the program was asked to end; never, by default.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

/// How long it may take to notice.
const NOTICE: Duration = Duration::from_millis(100);

impl Stop {
    /// Takes note of the signals from now on.
    pub(super) fn wait() -> Result<Self, CommandError> {
        let stop = Self::default();
        #[cfg(unix)]
        {
            use signal_hook::{
                consts::{SIGINT, SIGTERM},
                flag,
            };
            let refused = |error: std::io::Error| {
                CommandError::Refused(format!(
                    "The signals that end this program cannot be had ({error}); nothing was done. Try again, or with --once."
                ))
            };
            for signal in [SIGTERM, SIGINT] {
                // In this order: the first is noted, and only the second finds it noted.
                flag::register_conditional_shutdown(signal, 0, Arc::clone(&stop.0))
                    .and_then(|_| flag::register(signal, Arc::clone(&stop.0)))
                    .map_err(refused)?;
            }
        }
        Ok(stop)
    }

    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits that long, or until it is asked.
    pub(super) fn wait_for(&self, time: Duration) {
        let until = Instant::now() + time;
        while !self.is_asked() && Instant::now() < until {
            thread::sleep(NOTICE.min(until.saturating_duration_since(Instant::now())));
        }
    }
}
