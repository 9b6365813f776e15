//! A class-year as a row of happenings in the order of their times. It asks no clock and keeps no
//! more than one day: the same plan gives the same year.

use std::vec;

use jiff::{ToSpan as _, Zoned, civil, tz::TimeZone};
use rand::{Rng as _, RngExt as _, SeedableRng as _, rngs::StdRng};

use super::{
    DemoArgs,
    child::Child,
    day::{Day, Happening, TEACHER},
    names::made_up,
};
use crate::{
    badges::code::BadgeCode,
    commands::error::CommandError,
    domain::{
        badge::{BadgeKey, TapSource},
        event::{Actor, Event, Holder},
        ids::{EntryId, StudentId, TabletId},
        pack::{Pack, StudentCard},
    },
};

/// What the year is made from.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pack: &'a Pack,
    now: Zoned,
    start: Zoned,
    days: Vec<civil::Date>,
    students: Vec<(StudentId, StudentCard)>,
    checksum: String,
    seed: u64,
}

/// The first day a year may begin on: what is written before counts as "time unsure".
const FIRST_DAY: civil::Date = civil::date(2026, 1, 5);

/// A class works on a skill for at least so many school days.
const SHORTEST_SKILL: usize = 10;

impl<'a> Plan<'a> {
    /// So many school days before today, what is over of today, and enough students.
    pub(super) fn new(
        pack: &'a Pack,
        now: &Zoned,
        args: &DemoArgs,
        checksum: String,
    ) -> Result<Self, CommandError> {
        let today = Some(now.date()).filter(|day| pack.is_school_day(*day));
        let yesterday = now.date().yesterday().ok();
        let mut days: Vec<_> = std::iter::successors(yesterday, |day| day.yesterday().ok())
            .take_while(|day| *day >= FIRST_DAY)
            .filter(|day| pack.is_school_day(*day))
            .take(args.days.into())
            .collect();
        days.reverse();
        // Of today there may be nothing yet.
        let each = per_day(pack, &days) * u64::try_from(days.len()).unwrap_or(1);
        days.extend(today.filter(|day| *day >= FIRST_DAY));
        let start = days.first().and_then(|day| {
            let evening = day.yesterday().ok()?.at(15, 0, 0, 0);
            evening.to_zoned(now.time_zone().clone()).ok()
        });
        let Some(start) = start else {
            return Err(CommandError::Refused(
                "The clock of this machine is before 2026, so there is no year to fill; nothing was changed. Set the clock, then try again."
                    .to_owned(),
            ));
        };
        let asked = args
            .students
            .map_or(pack.students.len().max(1), usize::from);
        let needed = args.entries.map_or(0, |entries| {
            usize::try_from((entries * 100).div_ceil(each.max(1))).unwrap_or(usize::MAX)
        });
        let made_up = (0..).map(|place| made_up(pack, place));
        let students = pack.students.iter().cloned().chain(made_up);
        Ok(Self {
            pack,
            now: now.clone(),
            start,
            days,
            students: students.take(asked.max(needed)).collect(),
            checksum,
            seed: args.seed,
        })
    }

    /// When the journal begins: the afternoon before the first day.
    pub(super) fn start(&self) -> &Zoned {
        &self.start
    }
}

/// About how many entries a student makes on a day, in hundredths, rather too few than too many: a
/// check-in in each round that rotates, unless they are at home, and not quite two things more.
fn per_day(pack: &Pack, days: &[civil::Date]) -> u64 {
    let rounds: usize = days.iter().map(|day| rounds_of(pack, *day)).sum();
    let rounds = rounds * 92 / days.len().max(1);
    let more = if pack.skills.is_empty() { 0 } else { 170 };
    u64::try_from(rounds + more).unwrap_or(u64::MAX)
}

/// How many rounds of a day rotate.
fn rounds_of(pack: &Pack, day: civil::Date) -> usize {
    let blocks = pack.blocks.iter();
    let blocks = blocks.filter(|block| block.days.contains(&day.weekday()));
    let rounds = blocks.flat_map(|block| &block.rounds);
    rounds.filter(|round| !round.stations.is_empty()).count()
}

/// The year, happening by happening.
#[derive(Debug)]
pub(super) struct Year<'a> {
    plan: Plan<'a>,
    zone: TimeZone,
    tablet: TabletId,
    /// How many entries the tablet has written.
    seq: u64,
    /// The next day, from 0.
    day: usize,
    children: Vec<Child>,
    rng: StdRng,
    today: vec::IntoIter<(Zoned, Actor, Event)>,
}

impl<'a> Year<'a> {
    /// The year of a tablet that has written `seq` entries.
    pub(super) fn new(plan: Plan<'a>, tablet: TabletId, seq: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(plan.seed);
        let (count, days) = (plan.students.len(), plan.days.len());
        let cast = plan.students.iter().enumerate();
        let children = cast
            .map(|(at, (id, card))| {
                let mut child = Child::new(id.clone(), card.clone(), &mut rng);
                if count >= 6 && days >= 3 {
                    // One comes late, one leaves, one loses a badge; none of those who come first.
                    child.joins = if at + 1 == count { days / 3 } else { 0 };
                    child.leaves = (at + 2 == count).then_some(days * 2 / 3);
                    child.loses = (at + 3 == count).then_some(days / 2);
                }
                child
            })
            .collect();
        Self {
            zone: plan.now.time_zone().clone(),
            tablet,
            seq,
            day: 0,
            children,
            rng,
            today: Vec::new().into_iter(),
            plan,
        }
    }

    /// How many students the year has.
    pub(super) fn students(&self) -> usize {
        self.children.len()
    }

    /// About how many entries there will be.
    pub(super) fn estimate(&self) -> u64 {
        let days = self.plan.days.len() * self.students();
        per_day(self.plan.pack, &self.plan.days) * u64::try_from(days).unwrap_or(0) / 100
    }

    /// First names and codes of the first few badges.
    pub(super) fn badges_to_try(&self, count: usize) -> Vec<(String, String)> {
        let first = self.children.iter().take(count);
        first
            .map(|child| (child.card.first_name.clone(), child.code.to_string()))
            .collect()
    }

    /// All of one day.
    fn live(&mut self, index: usize, date: civil::Date) -> Vec<(Zoned, Actor, Event)> {
        let mut out = Vec::new();
        if index == 0 {
            self.begin(&mut out);
        }
        let (skill_at, skill_days) = self.taught(index);
        let day = Day::new(self.plan.pack, index, date, skill_at, skill_days);
        for child in &mut self.children {
            child.live(&day, &mut self.rng, &mut out);
        }
        if index % 15 == 2 {
            out.push(stray_badge(date, &mut self.rng));
        }
        out.sort_by_key(|happening: &Happening| happening.at);
        let zone = &self.zone;
        let happened = out.into_iter().filter_map(|happening| {
            let at = happening.at.to_zoned(zone.clone()).ok()?;
            Some((at, happening.actor, happening.event))
        });
        let happened: Vec<_> = happened
            .take_while(|(at, ..)| *at <= self.plan.now)
            .collect();
        self.deliver_notes(&happened);
        happened
    }

    /// The afternoon before the first day: the class, its badges and the teacher's.
    fn begin(&mut self, out: &mut Vec<Happening>) {
        let at = self.plan.start.datetime();
        let command_line = |event| Happening {
            at,
            actor: Actor::CommandLine,
            event,
        };
        out.push(command_line(Event::PackPublished {
            checksum: self.plan.checksum.clone(),
        }));
        out.push(command_line(Event::BadgeLinked {
            badge: BadgeCode::draw(&mut self.rng).key(),
            holder: Holder::Teacher(TEACHER.into()),
        }));
        let here = self.children.iter().filter(|child| child.joins == 0);
        out.extend(here.flat_map(Child::welcome).map(command_line));
    }

    /// The skill of a day, as a place in the pack, and for how many days the class works on it: what
    /// was begun by now fills the year evenly, and the last is what the kiosk shows today.
    fn taught(&self, index: usize) -> (usize, usize) {
        let today = self.plan.now.date();
        let skills = self.plan.pack.skills.iter();
        let begun = skills.filter(|skill| skill.starts <= today).count().max(1);
        let days = self.plan.days.len();
        let skill_days = days.div_ceil(begun).max(SHORTEST_SKILL);
        let ago = days.saturating_sub(index + 1) / skill_days;
        ((begun - 1).saturating_sub(ago), skill_days)
    }

    /// Tells children which entry their note is, so that they read it at the next tap.
    fn deliver_notes(&mut self, happened: &[(Zoned, Actor, Event)]) {
        for (seq, (_, _, event)) in (self.seq + 1..).zip(happened) {
            if let Event::NoteLeft { student, .. } = event
                && let Some(child) = self.children.iter_mut().find(|child| child.id == *student)
            {
                child.note = Some(EntryId {
                    tablet: self.tablet.clone(),
                    seq,
                });
            }
        }
        self.seq += happened.len() as u64;
    }
}

impl Iterator for Year<'_> {
    type Item = (Zoned, Actor, Event);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(happening) = self.today.next() {
                return Some(happening);
            }
            let index = self.day;
            let date = *self.plan.days.get(index)?;
            self.day += 1;
            self.today = self.live(index, date).into_iter();
        }
    }
}

/// Somebody taps a bus card.
fn stray_badge(date: civil::Date, rng: &mut StdRng) -> Happening {
    let mut uid = [0x04; 7];
    rng.fill_bytes(uid.split_at_mut(1).1);
    let minutes: i64 = rng.random_range(0..300);
    let at = date.at(8, 30, 0, 0);
    Happening {
        at: at.saturating_add(minutes.minutes()),
        actor: Actor::Tablet,
        event: Event::UnknownBadgeTapped {
            badge: BadgeKey::from_uid(&uid),
            source: TapSource::CardReader,
        },
    }
}
