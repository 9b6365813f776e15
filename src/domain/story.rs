//! The story of one child, as a teacher asks for it: every entry about them, the newest first, and
//! what follows from such a story. Keeps nothing; where the entries come from is for the storage to
//! say, and how they are told for the screens.

use std::sync::Arc;

use jiff::{ToSpan, civil};

use super::{
    badge::BadgeKey,
    event::{Actor, Event, Holder},
    ids::{EntryId, LevelId, SkillId, StudentId},
    pack::Pack,
    records::{BadgeRecord, Records},
    standing::SaidBy,
    time::Stamp,
};

/// How many entries of a story are told at the most: more than a child makes in two years.
pub const STORY_LINES: usize = 3_000;

/// What a story is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryOf {
    /// Everything of a child.
    Child(StudentId),
    /// What was done on a skill, by whomever, on that day by the clock on the tablet's wall.
    Skill(SkillId, civil::Date),
}

/// A story and what it is about.
pub type Story = (StoryOf, Arc<[StoryLine]>);

/// One entry about a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLine {
    /// Its place in the common order, and the tablet that wrote it.
    pub stamp: Stamp,
    /// When, by the clock on that tablet's wall.
    pub at: civil::DateTime,
    /// Whether that clock cannot have been right.
    pub time_unsure: bool,
    /// Whether this tablet wrote it.
    pub here: bool,
    /// Who.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
    /// Whether it was taken back, so that it counts no more.
    pub withdrawn: bool,
}

/// A level that a child or a teacher named, for a plot over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelPoint {
    /// When, by the clock on that tablet's wall.
    pub at: civil::DateTime,
    /// Its height on the ladder, from 0; `None` where a teacher took theirs back.
    pub level: Option<usize>,
    /// Who named it.
    pub by: SaidBy,
}

/// How a child's own view and the teacher's compare. For the teacher's eyes, and no score: a child
/// who sees less or more than the teacher finds is one to talk with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calibration {
    /// They see their work as the teacher does.
    Alike,
    /// They see a little less.
    Less,
    /// They see a little more.
    More,
}

/// How many of the last pairs count.
const PAIRS: usize = 5;
/// With fewer nothing is said.
const FEWEST_PAIRS: usize = 2;
/// What is older, in weeks, is not "lately".
const LATELY_WEEKS: i64 = 12;

/// The entries that name no student but are about this one: the last voiding of every badge that was
/// ever linked to them, and what put them in a group last.
#[must_use]
pub fn told_elsewhere(records: &Records, student: &StudentId, own: &[BadgeKey]) -> Vec<EntryId> {
    let voided = records
        .badges()
        .filter(|(key, _)| own.contains(key))
        .filter_map(|(_, badge)| badge.voided.stamp());
    let group = records
        .student(student)
        .and_then(|record| record.group.stamp());
    voided
        .chain(group)
        .map(|stamp| stamp.entry.clone())
        .collect()
}

/// The badge that an entry links to a student.
#[must_use]
pub fn linked_badge(event: &Event) -> Option<&BadgeKey> {
    match event {
        Event::BadgeLinked {
            badge,
            holder: Holder::Student(_),
        } => Some(badge),
        _ => None,
    }
}

/// The badges that count for a student.
pub fn badges_of<'a>(
    records: &'a Records,
    student: &StudentId,
) -> impl Iterator<Item = (&'a BadgeKey, &'a BadgeRecord)> {
    let holder = Holder::Student(student.clone());
    records
        .badges()
        .filter(move |(_, badge)| badge.counts_for() == Some(&holder))
}

/// What a story says of the levels of one skill, the oldest first. A judgement that wrote an
/// assessment and an award at once is one point.
#[must_use]
pub fn points(pack: &Pack, story: &[StoryLine], skill: &SkillId) -> Vec<LevelPoint> {
    let height = |level: &LevelId| pack.level(level).map(|(height, _)| height);
    let mut points: Vec<LevelPoint> = Vec::new();
    for line in counted(story) {
        let (level, by) = match said(&line.event) {
            Some(said) if said.skill == skill => match height(said.level) {
                Some(height) => (Some(height), said.by),
                // A level that the class pack no longer has.
                None => continue,
            },
            _ => match &line.event {
                Event::LevelTakenBack { skill: of, .. } if of == skill => (None, SaidBy::Teacher),
                _ => continue,
            },
        };
        let point = LevelPoint {
            at: line.at,
            level,
            by,
        };
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    points.sort_by_key(|point| point.at);
    points
}

/// How a child's last reflections compare with what the teacher found next in the same skill.
/// `None` where there are fewer than two such pairs lately, or they do not agree.
#[must_use]
pub fn calibration(pack: &Pack, story: &[StoryLine], today: civil::Date) -> Option<Calibration> {
    let height = |level: &LevelId| pack.level(level).map(|(height, _)| height);
    let since = today.checked_sub(LATELY_WEEKS.weeks()).ok()?;
    // The last reflection in each skill that no assessment has followed yet.
    let mut open: Vec<(&SkillId, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for line in counted(story) {
        let Some(said) = said(&line.event) else {
            continue;
        };
        let before = open.iter().position(|(skill, _)| *skill == said.skill);
        let before = before.map(|at| open.swap_remove(at));
        match (said.by, before, height(said.level)) {
            (SaidBy::Myself, _, Some(height)) => open.push((said.skill, height)),
            (SaidBy::Teacher, Some((_, own)), Some(found)) if line.at.date() >= since => {
                pairs.push(own.cmp(&found));
            }
            _ => {}
        }
    }
    let lately = pairs.iter().rev().take(PAIRS);
    let all = lately.len();
    let count = |order| lately.clone().filter(|pair| **pair == order).count();
    if all < FEWEST_PAIRS {
        None
    } else if count(std::cmp::Ordering::Equal) * 2 >= all {
        Some(Calibration::Alike)
    } else if count(std::cmp::Ordering::Less) * 2 > all {
        Some(Calibration::Less)
    } else if count(std::cmp::Ordering::Greater) * 2 > all {
        Some(Calibration::More)
    } else {
        None
    }
}

/// Somebody named a level.
struct Said<'a> {
    skill: &'a SkillId,
    level: &'a LevelId,
    by: SaidBy,
}

fn said(event: &Event) -> Option<Said<'_>> {
    let (skill, level, by) = match event {
        Event::ReflectionFinished { skill, chosen, .. } => (skill, chosen, SaidBy::Myself),
        Event::AssessmentRecorded {
            skill,
            level: Some(level),
            ..
        }
        | Event::LevelAwarded { skill, level, .. } => (skill, level, SaidBy::Teacher),
        _ => return None,
    };
    Some(Said { skill, level, by })
}

/// What counts, the oldest first.
fn counted(story: &[StoryLine]) -> impl Iterator<Item = &StoryLine> {
    story.iter().rev().filter(|line| !line.withdrawn)
}
