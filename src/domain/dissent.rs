//! Levels that two tablets gave differently on one day: which one counts is for the fold to say, and
//! the other is kept here until a teacher has decided. Knows nothing of who is right.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    board::by_first_name,
    ids::{EntryId, LevelId, StudentId, TabletId},
    pack::{Level, Pack, Skill, StudentCard},
    records::{Records, SkillRecord},
    time::Stamp,
};

/// What each tablet gave last for one child and skill, and which of these a teacher has seen beside
/// each other. It comes out the same in whatever order entries arrive: each tablet's last is the one
/// with the greatest stamp, and what was seen only grows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Awards {
    /// `None` where it took the level back.
    by_tablet: BTreeMap<TabletId, (Stamp, Option<LevelId>)>,
    settled: BTreeSet<EntryId>,
}

/// Awards less than this far apart, by the hybrid clock, are of one day: 12 hours. A school day is
/// shorter, and the night between two is longer.
const ONE_DAY_MILLIS: i64 = 12 * 3600 * 1000;

impl Awards {
    pub(super) fn put(&mut self, stamp: &Stamp, level: Option<&LevelId>) {
        let held = self.by_tablet.get(stamp.tablet());
        if held.is_none_or(|(held, _)| held < stamp) {
            let value = (stamp.clone(), level.cloned());
            self.by_tablet.insert(stamp.tablet().clone(), value);
        }
    }

    pub(super) fn settle(&mut self, awards: &[EntryId]) {
        self.settled.extend(awards.iter().cloned());
    }
}

impl SkillRecord {
    /// The awards that lost against the one that counts though they may well be right: of another
    /// tablet, of the same day, of another level, and not seen by a teacher since. Nothing tells what
    /// a tablet knew of another when it wrote, so a day stands for it.
    #[must_use]
    pub fn losing(&self) -> Vec<(&EntryId, &LevelId)> {
        let Some((won, level)) = self.award.stamp().zip(self.awarded()) else {
            return Vec::new();
        };
        let near = |stamp: &Stamp| {
            won.clock.millis.saturating_sub(stamp.clock.millis) < ONE_DAY_MILLIS
                && !self.awards.settled.contains(&stamp.entry)
        };
        let others = self.awards.by_tablet.values();
        let given = others.filter_map(|(stamp, other)| Some((stamp, other.as_ref()?)));
        given
            .filter(|(stamp, other)| *other != level && near(stamp))
            .map(|(stamp, other)| (&stamp.entry, other))
            .collect()
    }

    /// The award that counts and those that lost against it, as long as they disagree.
    #[must_use]
    pub fn in_dispute(&self) -> Vec<EntryId> {
        let losing = self.losing();
        let won = self.award.stamp().filter(|_| !losing.is_empty());
        let won = won.map(|stamp| stamp.entry.clone());
        let losing = losing.into_iter().map(|(entry, _)| entry.clone());
        won.into_iter().chain(losing).collect()
    }
}

/// Two levels or more for one child and skill.
#[derive(Debug)]
pub struct Dissent<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// In what.
    pub skill: &'a Skill,
    /// What counts now, first, and then what else was given; no level stands twice.
    pub levels: Vec<&'a Level>,
}

/// Where tablets disagree, by first name.
#[must_use]
pub fn dissents<'a>(pack: &'a Pack, records: &'a Records) -> Vec<Dissent<'a>> {
    let mut all = Vec::new();
    for (student, record, card) in by_first_name(records) {
        for skill in &pack.skills {
            let Some(record) = record.skills.get(&skill.id) else {
                continue;
            };
            let losing = record.losing();
            let Some(won) = record.awarded().filter(|_| !losing.is_empty()) else {
                continue;
            };
            let given = std::iter::once(won).chain(losing.into_iter().map(|(_, level)| level));
            let mut levels: Vec<&Level> = Vec::new();
            for (_, level) in given.filter_map(|level| pack.level(level)) {
                if levels.iter().all(|known| known.id != level.id) {
                    levels.push(level);
                }
            }
            // A level that the pack does not have any more cannot be chosen.
            if levels.len() > 1 {
                all.push(Dissent {
                    student,
                    card,
                    skill,
                    levels,
                });
            }
        }
    }
    all
}
