//! The learning plan: by when a goal may be aimed at, and whom it is time to talk with. Decides
//! nothing: a teacher does.

use jiff::{ToSpan, civil};

use super::{
    board::by_first_name,
    ids::StudentId,
    pack::{Pack, Skill, StudentCard},
    records::{Goal, Records, SkillRecord, StudentRecord},
};

/// A day by which a goal may be reached, as a teacher would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The Friday of this week.
    ThisFriday,
    /// The Friday of the next one, from Friday on.
    NextFriday,
    /// Two weeks from today.
    InTwoWeeks,
    /// The last school day before the next unit begins.
    EndOfUnit,
}

/// The days by which a goal in a skill may be reached, the soonest first. Without a next unit the
/// pack knows no end of this one.
#[must_use]
pub fn due_days(pack: &Pack, skill: &Skill, today: civil::Date) -> Vec<(Due, civil::Date)> {
    let to_friday = i64::from(civil::Weekday::Friday.since(today.weekday()));
    let weekend = matches!(
        today.weekday(),
        civil::Weekday::Friday | civil::Weekday::Saturday | civil::Weekday::Sunday
    );
    let (friday, days) = match (weekend, to_friday) {
        (true, 0) => (Due::NextFriday, 7),
        (true, days) => (Due::NextFriday, days),
        (false, days) => (Due::ThisFriday, days),
    };
    let friday = today.checked_add(days.days()).map(|day| (friday, day));
    let two_weeks = today.checked_add(2.weeks());
    let two_weeks = two_weeks.map(|day| (Due::InTwoWeeks, day));
    let end = unit_ends(pack, skill).filter(|day| *day > today);
    let mut all: Vec<_> = [friday, two_weeks].into_iter().flatten().collect();
    all.extend(end.map(|day| (Due::EndOfUnit, day)));
    all.sort_by_key(|(_, day)| *day);
    all
}

/// The last school day of a skill's unit.
fn unit_ends(pack: &Pack, skill: &Skill) -> Option<civil::Date> {
    let last = pack.skills.iter().rposition(|one| one.unit == skill.unit)?;
    let next = pack.skills.get(last + 1)?;
    let before = std::iter::successors(next.starts.yesterday().ok(), |day| day.yesterday().ok());
    before.take(60).find(|day| pack.is_school_day(*day))
}

/// Somebody it is time to talk with.
#[derive(Clone, Copy, Debug)]
pub struct Conference<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// The day of the last talk; `None` when there was none yet.
    pub last: Option<civil::Date>,
}

/// Whom it is time to talk with: who had no talk yet first, then the longest ago.
#[must_use]
pub fn conferences_due<'a>(
    pack: &Pack,
    records: &'a Records,
    today: civil::Date,
) -> Vec<Conference<'a>> {
    let every = usize::from(pack.conference_every);
    // Whom nobody has talked with yet is waited for from the day they came.
    let is_due = |record: &StudentRecord| {
        let since = record.conference.get().or(record.joined.get());
        every > 0 && since.is_none_or(|since| pack.school_days_between(*since, today) >= every)
    };
    let mut due: Vec<_> = by_first_name(records)
        .into_iter()
        .filter(|(_, record, _)| is_due(record))
        .map(|(student, record, card)| Conference {
            student,
            card,
            last: record.conference.get().copied(),
        })
        .collect();
    due.sort_by_key(|one| one.last);
    due
}

impl SkillRecord {
    /// What is aimed at now.
    #[must_use]
    pub fn goal_now(&self) -> Option<&Goal> {
        self.goal.get().and_then(Option::as_ref)
    }
}
