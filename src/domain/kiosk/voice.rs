//! What the kiosk knows of its voice: when to read aloud, and that being read to is not silence.
//! The words themselves come from the screen and go to the speaker; none pass through here.

use std::time::Duration;

use crate::domain::{ids::StudentId, pack::Pack, records::Records, utterance::ReadAloud};

use super::{Context, Kiosk, NoticeKind, Page};

/// How long a voice keeps the screen at the most, should it never say that it has ended.
const LONGEST: Duration = Duration::from_mins(3);

/// What is to be seen, as far as it decides what is heard: while two are equal, what was being read
/// may be read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    turn: u64,
    page: Option<Page>,
    level_shown: bool,
    still_there: bool,
    forgotten: Option<(Option<StudentId>, bool)>,
    /// The message on the screen.
    pub notice: Option<NoticeKind>,
    /// How many things were recorded in this visit.
    pub done: usize,
}

impl Scene {
    /// Whether somebody is here.
    #[must_use]
    pub fn is_visit(&self) -> bool {
        self.page.is_some()
    }

    /// Whether the page for a child without a badge is there.
    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.forgotten.is_some()
    }

    /// Whether this is another person's screen than that one.
    #[must_use]
    pub fn is_another_turn(&self, other: &Self) -> bool {
        self.turn != other.turn
    }
}

impl Kiosk {
    /// What is to be seen now.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let visit = self.visit.as_ref();
        let forgotten = self.forgotten.as_ref().filter(|_| visit.is_none());
        Scene {
            turn: self.turns,
            page: visit.map(|visit| visit.page.clone()),
            level_shown: visit.is_some_and(|visit| visit.level_shown),
            still_there: visit.is_some_and(|visit| visit.still_there.is_some()),
            forgotten: forgotten.map(|forgotten| forgotten.page.heard()),
            notice: self.notice.as_ref().map(|notice| notice.kind),
            done: visit.map_or(0, |visit| visit.done.len()),
        }
    }

    /// When to read aloud to whoever is here, else to the class.
    #[must_use]
    pub fn read_aloud(&self, pack: &Pack, records: &Records) -> ReadAloud {
        let card = self
            .visit
            .as_ref()
            .and_then(|visit| records.student(&visit.student)?.card.get());
        card.and_then(|card| card.read_aloud)
            .unwrap_or(pack.tablet.read_aloud)
    }

    /// A speaker button was touched: somebody is there, and whatever is on the screen stays.
    pub(super) fn hear(&mut self, ctx: Context<'_>) {
        self.still_be_there(ctx.moment.since_start);
    }

    pub(super) fn voice_began(&mut self, ctx: Context<'_>) {
        self.hearing = Some(ctx.moment.since_start);
    }

    pub(super) fn voice_ended(&mut self, ctx: Context<'_>) {
        if self.hearing.take().is_some() {
            self.still_be_there(ctx.moment.since_start);
        }
    }

    /// Until when a voice may keep what is on the screen there.
    pub(super) fn heard_until(&self) -> Option<Duration> {
        self.hearing.map(|since| since + LONGEST)
    }

    /// Silence begins anew.
    fn still_be_there(&mut self, now: Duration) {
        self.touched = now;
        if let Some(visit) = &mut self.visit {
            visit.still_there = visit.still_there.map(|_| now);
        }
    }
}
