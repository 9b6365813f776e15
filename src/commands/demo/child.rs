//! One made-up child: comes to school on most days, checks in, reflects, works, grows.

use jiff::{ToSpan as _, civil};
use rand::{RngExt as _, rngs::StdRng};

use super::day::{Day, Happening, Slot, teachers};
use crate::{
    badges::code::BadgeCode,
    domain::{
        badge::TapSource,
        event::{Actor, Event, Holder, HowItWent, OopsKind, Pick, VoidReason},
        ids::{EntryId, StationId, StudentId, TaskId},
        pack::{Skill, StudentCard},
        placement,
    },
};

/// A child and where they stand.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) id: StudentId,
    pub(super) card: StudentCard,
    pub(super) code: BadgeCode,
    /// The first day, from 0.
    pub(super) joins: usize,
    /// The first day they are gone.
    pub(super) leaves: Option<usize>,
    /// The day their badge is lost.
    pub(super) loses: Option<usize>,
    /// A note they have not read.
    pub(super) note: Option<EntryId>,
    /// How fast they grow, in percent of what it takes to reach the top.
    pace: usize,
    pub(super) work: Work,
}

/// Where a child stands in the skill the class works on.
#[derive(Debug, Default)]
pub(super) struct Work {
    skill: Option<String>,
    /// What they can do, in hundredths of a level.
    pub(super) height: usize,
    pub(super) awarded: Option<usize>,
    reflected_on: Option<usize>,
    task: Option<Doing>,
    /// The day on which an assessment is given.
    pub(super) assessed_on: Option<usize>,
    pub(super) goal: Option<usize>,
}

/// A task being worked on.
#[derive(Debug)]
struct Doing {
    task: TaskId,
    until: usize,
}

impl Child {
    pub(super) fn new(id: StudentId, card: StudentCard, rng: &mut StdRng) -> Self {
        Self {
            id,
            card,
            code: BadgeCode::draw(rng),
            joins: 0,
            leaves: None,
            loses: None,
            note: None,
            pace: rng.random_range(45..125),
            work: Work::default(),
        }
    }

    /// What is recorded when they join the class.
    pub(super) fn welcome(&self) -> [Event; 2] {
        [
            Event::StudentAdded {
                student: self.id.clone(),
                card: self.card.clone(),
            },
            self.badge_linked(),
        ]
    }

    fn badge_linked(&self) -> Event {
        Event::BadgeLinked {
            badge: self.code.key(),
            holder: Holder::Student(self.id.clone()),
        }
    }

    /// Lives one day.
    pub(super) fn live(&mut self, day: &Day<'_>, rng: &mut StdRng, out: &mut Vec<Happening>) {
        let early = day.date.at(8, 0, 0, 0);
        if day.index < self.joins || self.leaves.is_some_and(|gone| day.index > gone) {
            return;
        }
        if self.joins > 0 && day.index == self.joins {
            out.extend(self.welcome().map(|event| teachers(early, event)));
        }
        if self.leaves == Some(day.index) {
            let student = self.id.clone();
            out.push(teachers(early, Event::StudentLeft { student }));
            return;
        }
        self.lose_badge(day, rng, out);
        if rng.random_ratio(1, 25) {
            return;
        }
        self.grow(day, rng);
        let mut day_long = Vec::new();
        for (at, slot) in day.rounds.iter().enumerate() {
            let tap = slot
                .starts
                .saturating_add(rng.random_range(5_i64..110).seconds());
            if at == 0 {
                self.arrive(day, tap, rng, &mut day_long);
            }
            day_long.extend(self.check_in(day, slot, tap, rng));
            if at + 1 == day.rounds.len() {
                self.wind_up(day, tap, rng, &mut day_long);
            }
        }
        out.append(&mut day_long);
        self.be_seen(day, rng, out);
    }

    /// A badge is lost and replaced; the old one turns up on the next day.
    fn lose_badge(&mut self, day: &Day<'_>, rng: &mut StdRng, out: &mut Vec<Happening>) {
        if self.loses != Some(day.index) {
            return;
        }
        let early = day.date.at(8, 5, 0, 0);
        let old = self.code.key();
        self.code = BadgeCode::draw(rng);
        let voided = Event::BadgeVoided {
            badge: old.clone(),
            reason: VoidReason::Lost,
        };
        out.push(teachers(early, voided));
        out.push(teachers(early, self.badge_linked()));
        out.push(Happening {
            at: day.date.at(12, 20, 0, 0),
            actor: Actor::Tablet,
            event: Event::VoidedBadgeTapped {
                badge: old,
                student: Some(self.id.clone()),
                source: TapSource::KeyboardScanner,
                station: None,
            },
        });
    }

    /// A new skill begins low; every day adds a little, faster for some.
    fn grow(&mut self, day: &Day<'_>, rng: &mut StdRng) {
        let skill = day.skill.map(|skill| skill.id.to_string());
        if self.work.skill != skill {
            self.work = Work {
                skill,
                height: self.pace * 2 / 3,
                ..Work::default()
            };
        }
        let whole = day.top() * self.pace * 2 / day.skill_days.max(1);
        let most = day.top() * 100 + 40;
        let more = rng.random_range(0..=whole);
        self.work.height = (self.work.height + more).min(most);
    }

    /// The first tap of a day: a note, a reflection when it is time, a task.
    fn arrive(
        &mut self,
        day: &Day<'_>,
        tap: civil::DateTime,
        rng: &mut StdRng,
        out: &mut Vec<Happening>,
    ) {
        if let Some(note) = self.note.take() {
            let student = self.id.clone();
            out.push(self.own(tap, Event::NoteRead { student, note }));
        }
        let Some(skill) = day.skill else {
            return;
        };
        let every = usize::from(day.pack.reflect_every);
        let due = self
            .work
            .reflected_on
            .is_none_or(|last| day.index >= last + every);
        let mut at = tap;
        if due && !skill.rubric.is_empty() && rng.random_ratio(4, 5) {
            at = at.saturating_add(rng.random_range(35_i64..100).seconds());
            self.work.reflected_on = Some(day.index);
            out.extend(
                self.reflect(day, skill, rng)
                    .map(|event| self.own(at, event)),
            );
        }
        if self.work.task.is_none() && self.work.reflected_on.is_some() {
            at = at.saturating_add(rng.random_range(8_i64..25).seconds());
            let chosen = self.choose_task(day, skill, rng);
            out.extend(chosen.map(|event| self.own(at, event)));
        }
    }

    /// A look at one's own work: mostly right, sometimes a picture too high or too low.
    fn reflect(&self, day: &Day<'_>, skill: &Skill, rng: &mut StdRng) -> Option<Event> {
        let heights: Vec<usize> = skill
            .rubric
            .iter()
            .map(|_| {
                let seen = (self.work.height + rng.random_range(0..140)).saturating_sub(70);
                (seen / 100).min(day.top())
            })
            .collect();
        let placed = placement::place(&heights)?.level;
        let chosen = match rng.random_range(0..20) {
            0 | 1 => (placed + 1).min(day.top()),
            2 => placed.saturating_sub(1),
            _ => placed,
        };
        let picks = skill
            .rubric
            .iter()
            .zip(&heights)
            .filter_map(|(row, height)| {
                Some(Pick {
                    criterion: row.id.clone(),
                    level: day.level(*height)?.clone(),
                })
            });
        Some(Event::ReflectionFinished {
            student: self.id.clone(),
            skill: skill.id.clone(),
            picks: picks.collect(),
            placed: day.level(placed)?.clone(),
            chosen: day.level(chosen)?.clone(),
        })
    }

    fn choose_task(&mut self, day: &Day<'_>, skill: &Skill, rng: &mut StdRng) -> Option<Event> {
        let own = (self.work.height / 100).min(day.top());
        let level = day.level(self.work.awarded.unwrap_or(own))?;
        let menu: Vec<_> = skill.tasks_for(level).collect();
        let task = menu.get(rng.random_range(0..menu.len().max(1)))?;
        self.work.task = Some(Doing {
            task: task.id.clone(),
            until: day.index + rng.random_range(0..3),
        });
        Some(Event::TaskChosen {
            student: self.id.clone(),
            skill: skill.id.clone(),
            level: level.clone(),
            task: task.id.clone(),
        })
    }

    fn check_in(
        &self,
        day: &Day<'_>,
        slot: &Slot<'_>,
        at: civil::DateTime,
        rng: &mut StdRng,
    ) -> Option<Happening> {
        let own: Option<&StationId> = slot.round.and_then(|round| {
            let group = self.card.group.as_ref()?;
            let (_, station) = round.stations.iter().find(|(who, _)| who == group)?;
            Some(station)
        });
        let here = day.pack.tablet.station.as_ref();
        let first = day.pack.stations.first().map(|station| &station.id);
        let station = own.or(here).or(first)?;
        let source = if rng.random_ratio(4, 5) {
            TapSource::CardReader
        } else {
            TapSource::KeyboardScanner
        };
        let event = Event::CheckedIn {
            student: self.id.clone(),
            station: station.clone(),
            block: slot.block.cloned(),
            round: slot.number,
            source,
            express: here == Some(station),
            was: None,
        };
        Some(self.own(at.saturating_add(2.seconds()), event))
    }

    /// The end of the last round: a task is done, a mistake is shared, a child is ready.
    fn wind_up(
        &mut self,
        day: &Day<'_>,
        tap: civil::DateTime,
        rng: &mut StdRng,
        out: &mut Vec<Happening>,
    ) {
        let Some(skill) = day.skill else {
            return;
        };
        let at = tap.saturating_add(rng.random_range(600_i64..1100).seconds());
        let student = || self.id.clone();
        if let Some(done) = self.work.task.take_if(|task| task.until <= day.index) {
            let how = match rng.random_range(0..10) {
                0 => HowItWent::StillHard,
                1..=3 => HowItWent::WithHelp,
                _ => HowItWent::OnMyOwn,
            };
            let finished = Event::TaskFinished {
                student: student(),
                skill: skill.id.clone(),
                task: done.task.clone(),
                how,
            };
            out.push(self.own(at, finished));
            if rng.random_ratio(3, 5) {
                let approved = Event::TaskApproved {
                    student: student(),
                    skill: skill.id.clone(),
                    task: done.task,
                };
                out.push(teachers(day.after_school(rng), approved));
            }
        }
        if rng.random_ratio(1, 30) {
            let oops = match rng.random_range(0..4) {
                0 => OopsKind::TooFast,
                1 => OopsKind::MisreadIt,
                2 => OopsKind::MixedUpSteps,
                _ => OopsKind::NewWay,
            };
            let shared = Event::OopsShared {
                student: student(),
                skill: skill.id.clone(),
                oops,
            };
            out.push(self.own(at.saturating_add(20.seconds()), shared));
        }
        let above = self.work.height / 100 > self.work.awarded.unwrap_or(0);
        if above && self.work.assessed_on.is_none() && rng.random_ratio(1, 4) {
            self.work.assessed_on = Some(day.index + rng.random_range(1..3));
            let asked = Event::AssessmentRequested {
                student: student(),
                skill: skill.id.clone(),
            };
            out.push(self.own(at.saturating_add(30.seconds()), asked));
        }
    }

    fn own(&self, at: civil::DateTime, event: Event) -> Happening {
        Happening {
            at,
            actor: Actor::Student(self.id.clone()),
            event,
        }
    }
}
