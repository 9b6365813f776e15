//! What a tap of a badge does.

use crate::domain::{
    badge::{BadgeKey, Tap, TapSource},
    event::{Actor, Event, Holder},
    ids::{StationId, StudentId},
    records::Recognised,
    standing::Next,
    tag::Signal,
};

use super::{Adult, Context, Done, Kiosk, NoticeKind, Page, QUEUE, Record, Then, Visit, timing};

/// What a device may see instead of a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The card was gone before it was read.
    LiftedTooEarly,
    /// It has a new number at every tap: a phone or a bank card.
    RandomUid,
    /// It could not be read.
    Unreadable,
    /// A scan was damaged; it was no card.
    Damaged,
}

impl Kiosk {
    pub(super) fn on_tap(&mut self, ctx: Context<'_>, tap: Tap, out: &mut Vec<Record>) {
        if self.saving.is_some() {
            if self.queue.len() < QUEUE {
                self.queue.push_back(tap);
            }
            return;
        }
        self.by_reader = tap.source == TapSource::CardReader;
        let Some(key) = tap.keys.first().cloned() else {
            return;
        };
        if tap.keys.iter().any(BadgeKey::is_test) {
            return self.on_test_badge(ctx);
        }
        if self.take_for_link(ctx, &tap.keys, out) {
            return;
        }
        let now = ctx.moment.since_start;
        let again = self
            .last_tap
            .as_ref()
            .is_some_and(|(last, at)| *last == key && now < *at + timing::SAME_BADGE);
        self.last_tap = Some((key.clone(), now));
        if again {
            if !self.notice_is_about_a_badge() {
                self.show_notice(ctx, NoticeKind::GotYou);
            }
            return;
        }
        self.touched = now;
        self.notice = None;
        let by_reader = self.by_reader;
        self.signal = by_reader.then_some(Signal::Good);
        self.interrupt_joining();
        if self.take_card(ctx, &tap.keys, out) {
            self.signal = self.signal_of_card().filter(|_| by_reader);
            return;
        }
        let today = ctx.moment.wall.date();
        match ctx.records.recognise(&tap.keys) {
            Recognised::Holder(Holder::Student(student)) => match ctx.records.student(student) {
                Some(_) => self.greet(ctx, student.clone(), tap.source, out),
                None => self.refuse(ctx, unknown(&tap, &key), NoticeKind::UnknownBadge, out),
            },
            Recognised::Holder(Holder::Teacher(teacher)) => {
                self.tap_of_adult(Adult::Teacher(teacher.clone()));
            }
            Recognised::Holder(Holder::Substitute(day)) if *day == today => {
                self.tap_of_adult(Adult::Substitute {
                    day: today,
                    card: tap.keys,
                });
            }
            Recognised::Holder(Holder::Substitute(_)) => {
                let event = voided(ctx, key, None, &tap);
                self.refuse(ctx, event, NoticeKind::DayIsOver, out);
            }
            Recognised::Voided(holder) => {
                let student = match holder {
                    Some(Holder::Student(student)) => Some(student.clone()),
                    _ => None,
                };
                // Not the first of its keys: a code that nobody has would be flagged to nobody.
                let voided_key = ctx.records.voided_among(&tap.keys);
                let key = voided_key.map_or(key, |(voided, _)| voided.clone());
                let event = voided(ctx, key, student, &tap);
                self.refuse(ctx, event, NoticeKind::VoidedBadge, out);
            }
            Recognised::Unknown => {
                self.refuse(ctx, unknown(&tap, &key), NoticeKind::UnknownBadge, out);
            }
        }
    }

    pub(super) fn on_trouble(&mut self, ctx: Context<'_>, trouble: Trouble) {
        let before = self.signal.take();
        let at_link = self.trouble_at_link(trouble);
        // A card reader has nothing to say of what a scanner or a camera saw.
        let of_reader = trouble != Trouble::Damaged;
        self.signal = if of_reader { Some(Signal::Bad) } else { before };
        if at_link {
            self.touched = ctx.moment.since_start;
            return;
        }
        let kind = match trouble {
            Trouble::LiftedTooEarly => NoticeKind::HoldLonger,
            Trouble::RandomUid => NoticeKind::NotABadge,
            Trouble::Unreadable | Trouble::Damaged => NoticeKind::TryAgain,
        };
        self.show_notice(ctx, kind);
    }

    /// A badge that lets nobody in: whoever is here keeps the screen.
    fn refuse(&mut self, ctx: Context<'_>, event: Event, kind: NoticeKind, out: &mut Vec<Record>) {
        self.signal = self.signal.map(|_| Signal::Bad);
        if self
            .visit
            .as_ref()
            .is_some_and(|visit| visit.page.is_result())
        {
            self.leave();
        }
        self.record(ctx, Actor::Tablet, vec![event], Then::Notice(kind), out);
    }

    /// A badge of a child in the class, or what stands for one.
    pub(super) fn greet(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        source: TapSource,
        out: &mut Vec<Record>,
    ) {
        self.lock();
        self.interrupt_forgotten();
        let here = self.visit.take();
        if let Some(parked) = self.parked.take_if(|parked| parked.student == student) {
            if let Some(other) = &here {
                self.keep_draft(other);
            }
            self.visit = Some(Visit {
                still_there: None,
                ..parked
            });
            return;
        }
        match here {
            Some(visit) if visit.student == student => {
                let page = if visit.page.is_result() {
                    Page::Hello
                } else {
                    visit.page
                };
                self.visit = Some(Visit {
                    page,
                    still_there: None,
                    ..visit
                });
            }
            Some(visit) if visit.page.draft().is_some() => {
                // Of two reflections, the first waits on the screen and the second for its child's next tap.
                self.keep_draft(&visit);
                self.parked.get_or_insert(visit);
                self.visit = Some(Visit::new(student, source, Page::Handover));
            }
            _ if self.parked.is_some() => {
                self.visit = Some(Visit::new(student, source, Page::Handover));
            }
            _ => self.welcome(ctx, student, source, out),
        }
    }

    /// Greets a child who has the screen to themselves: by the express lane, or with Hello.
    fn welcome(
        &mut self,
        ctx: Context<'_>,
        student: StudentId,
        source: TapSource,
        out: &mut Vec<Record>,
    ) {
        let express = express_station(ctx, &student);
        let mut visit = Visit::new(student, source, Page::Hello);
        if matches!(express, Some((_, true))) {
            visit.page = Page::CheckIn;
        }
        visit.earned = self.is_to_be_congratulated(ctx, &visit.student);
        self.visit = Some(visit);
        if let Some((station, false)) = express {
            self.check_in(ctx, station, true, out);
        }
    }

    /// Whether a child sees the teacher's award for the first time; after that it is no news.
    fn is_to_be_congratulated(&mut self, ctx: Context<'_>, student: &StudentId) -> bool {
        let award = ctx.standpoint(student).and_then(|at| at.new_award());
        award.is_some_and(|award| {
            let last = self.congratulated.insert(student.clone(), award.clone());
            last.as_ref() != Some(award)
        })
    }

    /// Checks whoever is here in, and shows the end of the visit once it is saved.
    pub(super) fn check_in(
        &mut self,
        ctx: Context<'_>,
        station: StationId,
        express: bool,
        out: &mut Vec<Record>,
    ) {
        let Some(visit) = &self.visit else { return };
        let place = ctx.pack.place(ctx.moment.wall.datetime());
        let event = Event::CheckedIn {
            student: visit.student.clone(),
            station: station.clone(),
            block: place.as_ref().map(|place| place.block.id.clone()),
            round: place
                .as_ref()
                .and_then(|place| u8::try_from(place.round).ok()),
            source: visit.source,
            express,
            was: None,
        };
        let then = Then::Show(Page::Set, vec![Done::CheckedIn(station)]);
        self.record_own(ctx, vec![event], then, out);
    }

    /// Whether the notice on screen already answers a badge tapped again.
    fn notice_is_about_a_badge(&self) -> bool {
        use NoticeKind::{DayIsOver, UnknownBadge, VoidedBadge};
        self.notice
            .as_ref()
            .is_some_and(|notice| matches!(notice.kind, UnknownBadge | VoidedBadge | DayIsOver))
    }
}

/// On a tablet that stands at a station, for a child with nothing else due: the station, and
/// whether their group should be elsewhere, so that they have to be asked.
fn express_station(ctx: Context<'_>, student: &StudentId) -> Option<(StationId, bool)> {
    let station = ctx.pack.tablet.station.as_ref()?;
    let standpoint = ctx.standpoint(student)?;
    let elsewhere = standpoint.expected_station() != Some(station);
    (standpoint.next() == Next::CheckIn).then(|| (station.clone(), elsewhere))
}

fn voided(ctx: Context<'_>, badge: BadgeKey, student: Option<StudentId>, tap: &Tap) -> Event {
    Event::VoidedBadgeTapped {
        badge,
        student,
        source: tap.source,
        station: ctx.pack.tablet.station.clone(),
    }
}

fn unknown(tap: &Tap, first: &BadgeKey) -> Event {
    // The chip's number where there is one: it stays with the badge whatever is written to it.
    let uid = tap.keys.iter().find(|key| matches!(key, BadgeKey::Uid(_)));
    Event::UnknownBadgeTapped {
        badge: uid.unwrap_or(first).clone(),
        source: tap.source,
    }
}
