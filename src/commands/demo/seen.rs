//! What the teacher of the made-up class does after school: scores, awards, aims, notes.

use jiff::ToSpan as _;
use rand::{RngExt as _, rngs::StdRng};

use super::{
    child::Child,
    day::{Day, Happening, teachers},
};
use crate::domain::{event::Event, pack::Skill};

/// The score from which an assessment is passed, in percent.
const PASSED: u8 = 85;

const NOTES: [&str; 5] = [
    "I saw how you helped at your table. Thank you.",
    "Your number line was clear and careful.",
    "Show me your new way tomorrow, please.",
    "You kept going when it was hard.",
    "Your partner learned from you today.",
];

impl Child {
    /// What the teacher does about this child after school.
    pub(super) fn be_seen(&mut self, day: &Day<'_>, rng: &mut StdRng, out: &mut Vec<Happening>) {
        let at = day.after_school(rng);
        if let Some(skill) = day.skill {
            if self.work.assessed_on.is_some_and(|on| on <= day.index) {
                self.work.assessed_on = None;
                let events = self.assessed(day, skill, rng);
                out.extend(events.into_iter().map(|event| teachers(at, event)));
            }
            if self.work.goal.is_none() && rng.random_ratio(1, 6) {
                let next = (self.work.height / 100 + 1).min(day.top());
                self.work.goal = Some(next);
                out.extend(self.goal(day, skill, next).map(|event| teachers(at, event)));
                let student = self.id.clone();
                out.push(teachers(at, Event::ConferenceHeld { student }));
            }
        }
        if self.note.is_none() && rng.random_ratio(1, 28) {
            let text = NOTES.get(rng.random_range(0..NOTES.len()));
            let left = Event::NoteLeft {
                student: self.id.clone(),
                text: text.copied().unwrap_or_default().to_owned(),
            };
            out.push(teachers(at.saturating_add(1.minutes()), left));
        }
    }

    /// An assessment is scored, and what follows from it.
    fn assessed(&mut self, day: &Day<'_>, skill: &Skill, rng: &mut StdRng) -> Vec<Event> {
        let (student, id) = (&self.id, &skill.id);
        let score: u8 = rng.random_range(70..=100);
        let reached = (self.work.height / 100).min(day.top());
        let passed = score >= PASSED;
        let level = day.level(reached).filter(|_| passed).cloned();
        let mut events = vec![Event::AssessmentRecorded {
            student: student.clone(),
            skill: id.clone(),
            score: Some(score),
            level: level.clone(),
            reason: None,
        }];
        if let Some(level) = level {
            self.work.awarded = Some(reached);
            events.push(Event::LevelAwarded {
                student: student.clone(),
                skill: id.clone(),
                level,
                reason: None,
            });
            if self.work.goal.is_some_and(|goal| goal <= reached) {
                self.work.goal = None;
                events.push(Event::GoalMet {
                    student: student.clone(),
                    skill: id.clone(),
                });
            }
        }
        events
    }

    fn goal(&self, day: &Day<'_>, skill: &Skill, level: usize) -> Option<Event> {
        Some(Event::GoalSet {
            student: self.id.clone(),
            skill: skill.id.clone(),
            level: day.level(level)?.clone(),
            by: day.date.saturating_add(3.weeks()),
        })
    }
}
