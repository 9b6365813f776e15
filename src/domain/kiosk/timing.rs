//! How long things stay on the screen. All durations are since the program started.

use std::time::Duration;

use super::{Context, Kiosk};

/// The same badge within this long is the same tap.
pub(super) const SAME_BADGE: Duration = Duration::from_secs(5);
/// How long a notice stays.
pub(super) const NOTICE: Duration = Duration::from_secs(5);
/// How long a result stays.
const RESULT: Duration = Duration::from_secs(5);
/// How long a question stays before the kiosk asks "Still there?".
const SILENCE: Duration = Duration::from_secs(25);
/// How long it waits for an answer to that.
const STILL_THERE: Duration = Duration::from_secs(10);
/// How long the page about joining a class waits for a scan, a letter or an answer.
pub(super) const JOIN: Duration = Duration::from_mins(3);
/// How long a desk stays open without a touch.
pub(super) const DESK: Duration = Duration::from_mins(1);
/// How long the journal may take to answer before the kiosk stops waiting. Longer than a lock is
/// waited for.
const ANSWER: Duration = Duration::from_secs(10);
/// The tablet slept if the clock on the wall went on by this much more than the program did.
const SLEPT: Duration = Duration::from_mins(1);

impl Kiosk {
    /// When the kiosk has to be told the time again, at the latest; `None` when nothing is waiting.
    #[must_use]
    pub fn deadline(&self) -> Option<Duration> {
        let notice = self.notice.as_ref().map(|notice| notice.until);
        let notice = notice.map(|until| until.max(self.heard_until().unwrap_or_default()));
        let answer = self.saving.as_ref().map(|saving| saving.since + ANSWER);
        let pages = [
            self.visit_deadline(),
            self.desk_deadline(),
            self.forgotten_deadline(),
            self.joining_deadline(),
        ];
        pages.into_iter().chain([notice, answer]).flatten().min()
    }

    fn visit_deadline(&self) -> Option<Duration> {
        let visit = self.visit.as_ref().filter(|_| self.saving.is_none())?;
        if let Some(until) = self.heard_until() {
            return Some(until);
        }
        // With one switch a choice takes as many steps as there are things before it.
        let step = self.switch_scan;
        Some(match visit.still_there {
            Some(since) => since + STILL_THERE + step * 4,
            None if visit.page.is_result() => self.touched + RESULT + step * 4,
            None => self.touched + SILENCE + step * 10,
        })
    }

    pub(super) fn let_time_pass(&mut self, ctx: Context<'_>) {
        let now = ctx.moment.since_start;
        if self.hearing.is_some() && self.heard_until() <= Some(now) {
            self.hearing = None;
        }
        let heard = self.hearing.is_some();
        self.notice.take_if(|notice| notice.until <= now && !heard);
        if let Some(saving) = self
            .saving
            .as_ref()
            .filter(|saving| saving.since + ANSWER <= now)
        {
            self.on_not_saved(ctx, saving.ticket);
        }
        self.let_time_pass_at_desk(ctx);
        self.let_time_pass_at_forgotten(ctx);
        self.let_time_pass_at_joining(now);
        while let Some(due) = self.visit_deadline().filter(|due| *due <= now) {
            let Some(visit) = &mut self.visit else { return };
            if visit.page.is_result() || visit.still_there.is_some() {
                if let Some(gone) = self.visit.take() {
                    self.keep_draft(&gone);
                }
                self.leave();
            } else {
                visit.still_there = Some(due);
            }
            self.touched = due;
        }
    }

    /// A tablet that was shut and opened again does not show who was there before.
    pub(super) fn notice_a_long_sleep(&mut self, ctx: Context<'_>) {
        let now = (ctx.moment.since_start, ctx.moment.wall.timestamp());
        let Some((since_start, wall)) = self.last.replace(now) else {
            return;
        };
        let awake = now.0.saturating_sub(since_start);
        let passed = Duration::try_from(now.1.duration_since(wall)).unwrap_or_default();
        if passed > awake + SLEPT {
            self.lock();
            self.forgotten = None;
            for visit in self.visit.take().into_iter().chain(self.parked.take()) {
                self.keep_draft(&visit);
            }
        }
    }
}
