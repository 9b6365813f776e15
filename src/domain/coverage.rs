//! "Am I covering it all?": which skills have evidence and how a unit's time is going, who has not
//! moved for a while, and whom no teacher has met. Counts what was recorded; it judges nobody.

use jiff::civil;

use super::{
    board::by_first_name,
    event::Event,
    ids::StudentId,
    pack::{Pack, Skill, StudentCard, Unit},
    records::{Records, Register, StudentRecord},
    standing::Standpoint,
    time::Stamp,
};

/// School days without anything, after which a child is listed.
pub const QUIET_DAYS: usize = 5;

/// One skill across the class.
#[derive(Debug)]
pub struct SkillCoverage<'a> {
    /// The skill.
    pub skill: &'a Skill,
    /// How many children have a reflection, an assessment or a level of the teacher's in it.
    pub evidence: usize,
    /// How many children there are.
    pub children: usize,
    /// How many stand at each level, by its height on the ladder.
    pub at: Vec<usize>,
}

/// How much of a unit's time has gone, and how much of it has evidence.
#[derive(Debug)]
pub struct UnitCoverage<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// How many of its skills have evidence of at least one child.
    pub with_evidence: usize,
    /// How many skills it has.
    pub skills: usize,
    /// Where its time stands, if the class pack gives it one.
    pub time: Option<UnitTime>,
}

/// Where the time of a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitTime {
    /// It begins on that day.
    From(civil::Date),
    /// This week of so many, from 1.
    Week(usize, usize),
    /// It is over since that day.
    Until(civil::Date),
}

/// A child of whom nothing was recorded for a while.
#[derive(Clone, Copy, Debug)]
pub struct Quiet<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// School days since.
    pub days: usize,
    /// Whether there was nothing at all since they joined.
    pub never: bool,
}

/// Every skill, in the order of the class pack.
#[must_use]
pub fn skills<'a>(
    pack: &'a Pack,
    records: &Records,
    now: civil::DateTime,
) -> Vec<SkillCoverage<'a>> {
    let of_skill = |skill: &'a Skill| {
        let mut coverage = SkillCoverage {
            skill,
            evidence: 0,
            children: 0,
            at: vec![0; pack.levels.len()],
        };
        for (_, record) in records.students() {
            coverage.children += 1;
            coverage.evidence += usize::from(has_evidence(record, skill));
            let standing = Standpoint { pack, record, now }.standing(skill);
            let level = standing.and_then(|standing| coverage.at.get_mut(standing.level));
            if let Some(count) = level {
                *count += 1;
            }
        }
        coverage
    };
    pack.skills.iter().map(of_skill).collect()
}

fn has_evidence(record: &StudentRecord, skill: &Skill) -> bool {
    let record = record.skills.get(&skill.id);
    record.is_some_and(|record| {
        record.reflection.get().is_some()
            || record.assessment.get().is_some()
            || record.awarded().is_some()
    })
}

/// Every unit, in the order of the class pack.
#[must_use]
pub fn units<'a>(pack: &'a Pack, records: &Records, today: civil::Date) -> Vec<UnitCoverage<'a>> {
    let of_unit = |unit: &'a Unit| {
        let skills = pack.skills.iter().filter(|skill| skill.unit == unit.id);
        let covered = |skill: &&Skill| {
            let mut students = records.students();
            students.any(|(_, record)| has_evidence(record, skill))
        };
        UnitCoverage {
            unit,
            with_evidence: skills.clone().filter(covered).count(),
            skills: skills.count(),
            time: unit.dates.map(|dates| unit_time(dates, today)),
        }
    };
    pack.units.iter().map(of_unit).collect()
}

fn unit_time((from, to): (civil::Date, civil::Date), today: civil::Date) -> UnitTime {
    if today < from {
        return UnitTime::From(from);
    }
    if today > to {
        return UnitTime::Until(to);
    }
    // Weeks of the calendar, as teachers count them: the one with the first day is the first.
    let monday = |day: civil::Date| {
        let back = i32::from(day.weekday().to_monday_zero_offset());
        day.saturating_sub(jiff::ToSpan::days(back))
    };
    let weeks = |to: civil::Date| {
        let days = monday(from).duration_until(monday(to)).as_hours() / 24;
        usize::try_from(days / 7).unwrap_or_default() + 1
    };
    UnitTime::Week(weeks(today), weeks(to))
}

/// Who has not moved for `least` school days or more: no reflection, no finished task, no level and
/// no assessment. The longest first.
#[must_use]
pub fn not_moved<'a>(
    pack: &Pack,
    records: &'a Records,
    today: civil::Date,
    least: usize,
) -> Vec<Quiet<'a>> {
    quiet(pack, records, today, least, |record| &record.moved)
}

/// Whom no teacher has met for `least` school days or more: no assessment, no note, no level and no
/// conference. The longest first.
#[must_use]
pub fn not_met<'a>(
    pack: &Pack,
    records: &'a Records,
    today: civil::Date,
    least: usize,
) -> Vec<Quiet<'a>> {
    quiet(pack, records, today, least, |record| &record.met)
}

fn quiet<'a>(
    pack: &Pack,
    records: &'a Records,
    today: civil::Date,
    least: usize,
    day_of: impl Fn(&StudentRecord) -> &Register<civil::Date>,
) -> Vec<Quiet<'a>> {
    // The school days of the last year, the newest first: counted once for all.
    let back = std::iter::successors(Some(today), |day| day.yesterday().ok());
    let school: Vec<_> = back
        .take(366)
        .filter(|day| pack.is_school_day(*day))
        .collect();
    let all = by_first_name(records).into_iter();
    let children = all.map(|(student, record, card)| {
        let (noted, joined) = (day_of(record).get(), record.joined.get());
        // A child who came back is not counted from before they left.
        let since = noted.max(joined).copied().unwrap_or(today);
        Quiet {
            student,
            card,
            days: school.partition_point(|day| *day > since),
            never: noted.is_none_or(|noted| joined.is_some_and(|joined| noted < joined)),
        }
    });
    let mut quiet: Vec<_> = children.filter(|child| child.days >= least).collect();
    // Stable: of the same length by first name, as they came.
    quiet.sort_by_key(|child| std::cmp::Reverse((child.days, child.never)));
    quiet
}

impl StudentRecord {
    /// Takes note of the days on which they moved on, and a teacher had time for them.
    pub(super) fn note_day(&mut self, stamp: &Stamp, day: civil::Date, event: &Event) {
        use Event as E;
        let (moves, meets) = match event {
            E::StudentAdded { .. } => return self.joined.put(stamp, day),
            E::ReflectionFinished { .. } | E::TaskFinished { .. } => (true, false),
            E::LevelAwarded { .. } | E::AssessmentRecorded { .. } => (true, true),
            E::NoteLeft { .. } | E::ConferenceHeld { .. } => (false, true),
            _ => return,
        };
        if moves {
            self.moved.put(stamp, day);
        }
        if meets {
            self.met.put(stamp, day);
        }
    }
}
