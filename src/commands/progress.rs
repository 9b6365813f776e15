//! A bar for work that takes over a second. Shows nothing before that, nor where standard error is
//! not a terminal, and leaves nothing behind.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work in progress.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: bool,
}

/// How long work may take without a bar.
const QUIET: Duration = Duration::from_secs(1);

impl Progress {
    /// Work of so many steps; `None` where nobody knows.
    pub(super) fn new(what: &'static str, steps: Option<u64>) -> Self {
        let template = match steps {
            Some(_) => "{msg} {wide_bar} {human_pos} of {human_len}",
            None => "{spinner} {msg}: {human_pos}",
        };
        let bar = ProgressBar::with_draw_target(steps, ProgressDrawTarget::hidden());
        // A template that cannot be read leaves the plain bar.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self {
            bar,
            since: Instant::now(),
            shown: false,
        }
    }

    /// So many steps are done.
    pub(super) fn at(&mut self, step: u64) {
        if !self.shown && self.since.elapsed() > QUIET {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(step);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
