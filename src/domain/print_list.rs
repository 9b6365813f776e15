//! Which level badges are to be printed: those of levels that a teacher gave and nobody has printed
//! since. A child trades the old badge in by hand.

use super::{
    board::by_first_name,
    ids::StudentId,
    pack::{Level, Pack, Skill, StudentCard},
    records::{Records, SkillRecord},
};

/// A level badge that nobody has printed yet.
#[derive(Clone, Copy, Debug)]
pub struct ToPrint<'a> {
    /// For whom.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// In what.
    pub skill: &'a Skill,
    /// Which.
    pub level: &'a Level,
}

/// The level badges to print, by first name. What the class pack does not have any more is left out.
#[must_use]
pub fn to_print<'a>(pack: &'a Pack, records: &'a Records) -> Vec<ToPrint<'a>> {
    let mut all = Vec::new();
    for (student, record, card) in by_first_name(records) {
        let of_skill = |skill: &'a Skill| {
            let given = record.skills.get(&skill.id)?;
            let level = given.awarded().filter(|_| given.waits_for_a_badge())?;
            Some(ToPrint {
                student,
                card,
                skill,
                level: pack.level(level)?.1,
            })
        };
        all.extend(pack.skills.iter().filter_map(of_skill));
    }
    all
}

impl SkillRecord {
    /// Whether a level was given and its badge was not printed since.
    #[must_use]
    pub fn waits_for_a_badge(&self) -> bool {
        let printed = self.printed.stamp() > self.award.stamp();
        self.awarded().is_some() && !(printed && self.printed.get() == self.awarded())
    }
}
