//! One day of the made-up class, as all children live it.

use jiff::{ToSpan as _, civil};
use rand::{RngExt as _, rngs::StdRng};

use crate::domain::{
    event::{Actor, Event},
    ids::{BlockId, LevelId},
    pack::{Pack, Round, Skill},
};

/// The teacher of the made-up class.
pub(super) const TEACHER: &str = "Ms. Fern";

/// Something that happens at a time of the class's own day.
#[derive(Debug)]
pub(super) struct Happening {
    pub(super) at: civil::DateTime,
    pub(super) actor: Actor,
    pub(super) event: Event,
}

/// One day, as all children live it.
#[derive(Debug)]
pub(super) struct Day<'a> {
    pub(super) pack: &'a Pack,
    /// Which day of the year, from 0.
    pub(super) index: usize,
    pub(super) date: civil::Date,
    /// What the class works on.
    pub(super) skill: Option<&'a Skill>,
    /// For how many days it does.
    pub(super) skill_days: usize,
    /// The rounds that rotate, in order.
    pub(super) rounds: Vec<Slot<'a>>,
}

/// One round of a day.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    pub(super) starts: civil::DateTime,
    pub(super) block: Option<&'a BlockId>,
    pub(super) number: Option<u8>,
    pub(super) round: Option<&'a Round>,
}

impl<'a> Day<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        index: usize,
        date: civil::Date,
        skill: usize,
        skill_days: usize,
    ) -> Self {
        let mut rounds = Vec::new();
        for block in pack
            .blocks
            .iter()
            .filter(|block| block.days.contains(&date.weekday()))
        {
            let mut starts = date.to_datetime(block.starts);
            for (number, round) in (0_u8..).zip(&block.rounds) {
                if !round.stations.is_empty() {
                    rounds.push(Slot {
                        starts,
                        block: Some(&block.id),
                        number: Some(number),
                        round: Some(round),
                    });
                }
                starts = starts.saturating_add(i64::from(round.minutes).minutes());
            }
        }
        if rounds.is_empty() {
            rounds.push(Slot {
                starts: date.at(9, 0, 0, 0),
                block: None,
                number: None,
                round: None,
            });
        }
        rounds.sort_by_key(|slot| slot.starts);
        Self {
            pack,
            index,
            date,
            skill: pack.skills.get(skill),
            skill_days,
            rounds,
        }
    }

    /// The highest level, from 0.
    pub(super) fn top(&self) -> usize {
        self.pack.levels.len().saturating_sub(1)
    }

    pub(super) fn level(&self, height: usize) -> Option<&'a LevelId> {
        self.pack.levels.get(height).map(|level| &level.id)
    }

    /// A moment when the children have gone and the teacher looks through the day.
    pub(super) fn after_school(&self, rng: &mut StdRng) -> civil::DateTime {
        let minutes: i64 = rng.random_range(0..50);
        self.date.at(15, 5, 0, 0).saturating_add(minutes.minutes())
    }
}

/// What the teacher does.
pub(super) fn teachers(at: civil::DateTime, event: Event) -> Happening {
    Happening {
        at,
        actor: Actor::Teacher(TEACHER.into()),
        event,
    }
}
