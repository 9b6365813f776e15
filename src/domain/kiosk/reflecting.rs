//! A walk through a rubric: pick by pick to a level, and the level to a saved reflection.

use crate::domain::{
    event::{Event, Pick},
    ids::SkillId,
    pack::Criterion,
    placement,
    standing::Standpoint,
};

use super::{Context, Done, Draft, Kiosk, Page, Record, Then, Touch};

impl Kiosk {
    pub(super) fn begin_reflection(&mut self, at: Standpoint<'_>) {
        let (Some(visit), Some(focus)) = (&mut self.visit, at.focus()) else {
            return;
        };
        let kept = self.drafts.get(&visit.student);
        let kept = kept
            .filter(|draft| draft.skill == focus.id && draft.fits(at.pack))
            .cloned();
        let draft = kept.unwrap_or_else(|| Draft::begin(at.pack, focus));
        visit.page = match draft.first_open() {
            Some(criterion) => Page::Reflect(draft, criterion),
            None => Page::Placed(draft),
        };
    }

    pub(super) fn reflect(
        &mut self,
        ctx: Context<'_>,
        at: Standpoint<'_>,
        touch: Touch,
        out: &mut Vec<Record>,
    ) {
        let Some(visit) = &mut self.visit else { return };
        let levels = at.pack.levels.len();
        let page = match (visit.page.clone(), touch) {
            (Page::Reflect(mut draft, criterion), Touch::Pick(level)) if level < levels => {
                if let Some(pick) = draft.picks.get_mut(criterion) {
                    *pick = Some(level);
                }
                match criterion + 1 {
                    next if next < draft.picks.len() => Page::Reflect(draft, next),
                    _ => Page::Placed(draft),
                }
            }
            (Page::Reflect(draft, 0), Touch::Back) => {
                let student = visit.student.clone();
                visit.page = Page::Hello;
                self.drafts.insert(student, draft);
                return;
            }
            (Page::Reflect(draft, criterion), Touch::Back) => Page::Reflect(draft, criterion - 1),
            (Page::Placed(draft), Touch::Back) => {
                let last = draft.picks.len().saturating_sub(1);
                Page::Reflect(draft, last)
            }
            (Page::Placed(draft), Touch::NotQuite) => Page::OtherLevel(draft),
            (Page::OtherLevel(draft), Touch::Back) => Page::Placed(draft),
            (Page::Placed(draft), Touch::FeelsRight) => {
                let placed = placement::place(&draft.levels());
                return self.finish_reflection(
                    ctx,
                    at,
                    &draft,
                    placed.map(|placed| placed.level),
                    out,
                );
            }
            (Page::OtherLevel(draft), Touch::Pick(level)) if level < levels => {
                return self.finish_reflection(ctx, at, &draft, Some(level), out);
            }
            (page, _) => page,
        };
        visit.page = page;
    }

    fn finish_reflection(
        &mut self,
        ctx: Context<'_>,
        at: Standpoint<'_>,
        draft: &Draft,
        chosen: Option<usize>,
        out: &mut Vec<Record>,
    ) {
        let level_id = |level: usize| at.pack.levels.get(level).map(|level| level.id.clone());
        let placed = placement::place(&draft.levels()).and_then(|placed| level_id(placed.level));
        let (Some(skill), Some(said), Some(visit)) =
            (at.pack.skill(&draft.skill), chosen, &self.visit)
        else {
            return;
        };
        let (Some(placed), Some(chosen)) = (placed, level_id(said)) else {
            return;
        };
        let pair = |(criterion, pick): (&Criterion, &Option<usize>)| {
            Some(Pick {
                criterion: criterion.id.clone(),
                level: level_id((*pick)?)?,
            })
        };
        let picks = skill
            .rubric
            .iter()
            .zip(&draft.picks)
            .filter_map(pair)
            .collect();
        let done = vec![Done::Reflected(chosen.clone())];
        let student = visit.student.clone();
        let event = Event::ReflectionFinished {
            student: student.clone(),
            skill: skill.id.clone(),
            picks,
            placed,
            chosen,
        };
        let then = match found_by_teacher(at, &skill.id) {
            Some(found) => Then::Show(
                Page::Compare {
                    skill: skill.id.clone(),
                    said,
                    found,
                },
                done,
            ),
            None => Then::GoOn(done),
        };
        self.drafts.remove(&student);
        self.record_own(ctx, vec![event], then, out);
    }
}

/// The level the teacher gave, to be shown once the child has said theirs.
fn found_by_teacher(at: Standpoint<'_>, skill: &SkillId) -> Option<usize> {
    let award = at.record.skills.get(skill)?.award.get()?.as_ref()?;
    at.pack.level(award).map(|(level, _)| level)
}
