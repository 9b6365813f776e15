//! What a teacher does about one child's plan: a goal, a talk, a level badge that was printed.

use crate::domain::{event::Event, ids::StudentId, standing::Standpoint};

use super::{Context, DeskDid};

/// What is recorded of a deed; `None` for a deed of another kind, and where there is nothing to do.
pub(super) fn event(
    ctx: Context<'_>,
    at: Standpoint<'_>,
    student: &StudentId,
    what: &DeskDid,
) -> Option<Event> {
    let student = student.clone();
    match what {
        DeskDid::GoalSet(skill, level, by) => {
            ctx.pack.skill(skill)?;
            ctx.pack.level(level)?;
            Some(Event::GoalSet {
                student,
                skill: skill.clone(),
                level: level.clone(),
                by: *by,
            })
        }
        DeskDid::GoalMet(skill) => {
            at.record.skills.get(skill)?.goal_now()?;
            let skill = skill.clone();
            Some(Event::GoalMet { student, skill })
        }
        DeskDid::Printed(skill, level) => {
            let given = at.record.skills.get(skill)?;
            let waits = given.waits_for_a_badge() && given.awarded() == Some(level);
            waits.then(|| Event::LevelBadgePrinted {
                student,
                skill: skill.clone(),
                level: level.clone(),
            })
        }
        DeskDid::Talked => {
            let today = ctx.moment.wall.date();
            let again = at.record.conference.get() == Some(&today);
            (!again).then_some(Event::ConferenceHeld { student })
        }
        _ => None,
    }
}
