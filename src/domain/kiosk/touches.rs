//! What a touch does, page by page. A touch that does not belong to the page is a finger that came
//! late, and does nothing.

use crate::domain::{
    event::Event,
    ids::{LevelId, StudentId},
    standing::{Next, Standpoint},
};

use super::{Context, Done, Kiosk, Page, Record, Then, Touch, page::NoticeKind};

impl Kiosk {
    pub(super) fn on_touch(&mut self, ctx: Context<'_>, touch: Touch, out: &mut Vec<Record>) {
        if let Touch::Practice(tap) = touch {
            return self.on_tap(ctx, tap, out);
        }
        if matches!(touch, Touch::Hear(_)) {
            return self.hear(ctx);
        }
        if let Touch::Desk(touch) = touch {
            return self.touch_desk(ctx, touch, out);
        }
        if let Touch::Join(touch) = touch {
            return self.touch_joining(touch);
        }
        if let Touch::Forgotten(touch) = touch {
            return self.touch_forgotten(ctx, touch, out);
        }
        if self.saving.is_some() {
            return;
        }
        self.touched = ctx.moment.since_start;
        self.notice = None;
        let Some(visit) = &mut self.visit else { return };
        visit.still_there = None;
        let student = visit.student.clone();
        let Some(at) = ctx.standpoint(&student) else {
            return self.leave();
        };
        match (&visit.page, touch) {
            (_, Touch::NotMe) => self.not_me(ctx, &student, out),
            (_, Touch::StillHere) => {}
            (Page::Set | Page::Handover, Touch::Done) => self.leave(),
            (Page::Hello, Touch::Done) if at.next() == Next::AllSet => self.leave(),
            (Page::Set, Touch::Back) => self.turn_to(Page::Hello),
            (Page::Hello, Touch::ShowLevel) => visit.level_shown = true,
            (Page::Hello | Page::Set, Touch::Open(page)) => self.open(page),
            (Page::Trail(_), Touch::Open(page @ Page::Trail(_))) => self.turn_to(page),
            (Page::Hello | Page::Compare { .. }, Touch::Next) => self.go_on(ctx, at, out),
            (Page::Handover, Touch::QuickCheckIn) => self.quick_check_in(ctx, at, out),
            (Page::CheckIn, Touch::Here(station)) => self.check_in(ctx, station, false, out),
            (Page::Note(note), Touch::NoteRead) => {
                let event = Event::NoteRead {
                    student,
                    note: note.clone(),
                };
                self.record_own(ctx, vec![event], Then::Show(Page::Hello, vec![]), out);
            }
            (Page::Reflect(..) | Page::Placed(_) | Page::OtherLevel(_), touch) => {
                self.reflect(ctx, at, touch, out);
            }
            (_, Touch::Back) => self.back(),
            (_, touch) => self.touch_task(ctx, at, touch, out),
        }
    }

    fn turn_to(&mut self, page: Page) {
        if let Some(visit) = &mut self.visit {
            visit.page = page;
        }
    }

    fn open(&mut self, page: Page) {
        let offered = matches!(
            page,
            Page::Task
                | Page::CheckIn
                | Page::Trail(_)
                | Page::Plan
                | Page::Ready
                | Page::Oops
                | Page::Note(_)
        );
        if offered {
            self.turn_to(page);
        }
    }

    fn back(&mut self) {
        let page = match self.visit.as_ref().map(|visit| &visit.page) {
            Some(Page::HowDidItGo) => Page::Task,
            _ => Page::Hello,
        };
        self.turn_to(page);
    }

    /// Does what the one big button says.
    fn go_on(&mut self, ctx: Context<'_>, at: Standpoint<'_>, out: &mut Vec<Record>) {
        let Some(visit) = &mut self.visit else { return };
        match (at.next(), at.expected_station()) {
            (Next::Reflect, _) if visit.page == Page::Hello => self.begin_reflection(at),
            (Next::CheckIn, Some(station)) if visit.page == Page::Hello => {
                self.check_in(ctx, station.clone(), false, out);
            }
            (Next::AllSet, _) if visit.done.is_empty() => self.leave(),
            _ => visit.page = visit.next_page(ctx),
        }
    }

    fn touch_task(
        &mut self,
        ctx: Context<'_>,
        at: Standpoint<'_>,
        touch: Touch,
        out: &mut Vec<Record>,
    ) {
        let (Some(visit), Some(focus)) = (&mut self.visit, at.focus()) else {
            return;
        };
        let (student, skill) = (visit.student.clone(), focus.id.clone());
        match (&visit.page, touch) {
            (Page::Menu(..), Touch::MenuAt(level, part)) if level < at.pack.levels.len() => {
                visit.page = Page::Menu(level, part);
            }
            (Page::Menu(level, _), Touch::Choose(task)) => {
                let level: Option<LevelId> =
                    at.pack.levels.get(*level).map(|level| level.id.clone());
                let (Some(level), Some(_)) = (level, focus.task(&task)) else {
                    return;
                };
                let done = vec![Done::Chose(task.clone())];
                let event = Event::TaskChosen {
                    student,
                    skill,
                    level,
                    task,
                };
                self.record_own(ctx, vec![event], Then::GoOn(done), out);
            }
            (Page::Task, Touch::Finished) if at.task().is_some() => visit.page = Page::HowDidItGo,
            (Page::HowDidItGo, Touch::Went(how)) => {
                let Some(task) = at.task().map(|task| task.id.clone()) else {
                    return;
                };
                let done = vec![Done::Finished(task.clone())];
                let event = Event::TaskFinished {
                    student,
                    skill,
                    task,
                    how,
                };
                self.record_own(ctx, vec![event], Then::Show(Page::Hello, done), out);
            }
            (Page::Ready, Touch::ImReady) => {
                let done = vec![Done::AskedToShow(skill.clone())];
                let event = Event::AssessmentRequested { student, skill };
                self.record_own(ctx, vec![event], Then::Show(Page::Set, done), out);
            }
            (Page::Oops, Touch::Share(oops)) => {
                let event = Event::OopsShared {
                    student,
                    skill,
                    oops,
                };
                self.record_own(
                    ctx,
                    vec![event],
                    Then::Show(Page::Set, vec![Done::SharedOops]),
                    out,
                );
            }
            _ => {}
        }
    }

    fn quick_check_in(&mut self, ctx: Context<'_>, at: Standpoint<'_>, out: &mut Vec<Record>) {
        match (ctx.pack.tablet.station.as_ref(), at.expected_station()) {
            (None, Some(station)) => self.check_in(ctx, station.clone(), false, out),
            (Some(here), expected) if expected.is_none_or(|station| station == here) => {
                self.check_in(ctx, here.clone(), false, out);
            }
            _ => self.turn_to(Page::CheckIn),
        }
    }

    /// Takes back whatever this tap recorded and clears the screen.
    fn not_me(&mut self, ctx: Context<'_>, student: &StudentId, out: &mut Vec<Record>) {
        self.last_tap = None;
        self.congratulated.remove(student);
        let recorded = self
            .visit
            .as_ref()
            .map(|visit| visit.recorded.clone())
            .unwrap_or_default();
        let withdraw = |entry| Event::EntryWithdrawn {
            student: student.clone(),
            entry,
        };
        let events: Vec<Event> = recorded.into_iter().map(withdraw).collect();
        if events.is_empty() {
            self.leave();
            self.show_notice(ctx, NoticeKind::NotYou);
        } else {
            self.record_own(ctx, events, Then::TakenBack, out);
        }
    }
}
