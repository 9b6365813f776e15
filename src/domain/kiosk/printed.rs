//! Level badges that are on paper: they are marked as printed, whatever is on the screen meanwhile.
//! Nothing here changes the page of whoever is there, and only whoever ordered them can undo it.

use crate::domain::{
    event::Event,
    ids::{EntryId, LevelId, SkillId, StudentId},
    print_list,
    printing::{JobState, Marked, Pages, PrintStep},
};

use super::{Context, DeskDid, DeskDone, Kiosk, Record, Then, deeds::MOST};

/// An order whose level badges are being marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marking {
    /// Which order.
    number: u32,
    /// What is to be marked still.
    rest: Vec<(StudentId, SkillId, LevelId)>,
}

impl Kiosk {
    /// Marks the level badges that are on paper by now, as many as one record holds.
    pub(super) fn record_printed(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(mut marking) = self.printing.marking.take().or_else(|| self.next_to_mark()) else {
            return;
        };
        // A teacher may have said so already.
        let waits = print_list::to_print(ctx.pack, ctx.records);
        marking.rest.retain(|(student, skill, level)| {
            waits
                .iter()
                .any(|one| (one.student, &one.skill.id, &one.level.id) == (student, skill, level))
        });
        let Some(job) = self.printing.job(marking.number) else {
            return;
        };
        let part = marking.rest.drain(..marking.rest.len().min(MOST));
        let (students, events): (Vec<_>, Vec<_>) = part
            .map(|(student, skill, level)| {
                let event = Event::LevelBadgePrinted {
                    student: student.clone(),
                    skill,
                    level,
                };
                (student, event)
            })
            .unzip();
        if events.is_empty() {
            job.marked = Marked::All;
            return;
        }
        let by = job.order.by.clone();
        let then = Then::Printed(marking.number, students);
        self.printing.marking = Some(marking);
        self.record(ctx, by, events, then, out);
    }

    /// The first order that is on paper and not marked.
    fn next_to_mark(&self) -> Option<Marking> {
        let done = PrintStep::Sent(JobState::Done, Vec::new());
        let jobs = self.printing.jobs.iter();
        let mut due = jobs.filter(|job| job.marked == Marked::NotYet && job.step == done);
        due.find_map(|job| match &job.order.pages {
            Pages::Levels(which) => Some(Marking {
                number: job.order.number,
                rest: which.clone(),
            }),
            _ => None,
        })
    }

    /// Some of an order's level badges are marked, and that is on the disk.
    pub(super) fn printed_is_saved(
        &mut self,
        number: u32,
        students: Vec<StudentId>,
        entries: Vec<EntryId>,
    ) {
        let is_all = |marking: &mut Marking| marking.number == number && marking.rest.is_empty();
        let is_all = self.printing.marking.take_if(is_all).is_some();
        let Some(job) = self.printing.job(number) else {
            return;
        };
        if is_all {
            job.marked = Marked::All;
        }
        let by = &job.order.by;
        let desk = self.desk.as_mut();
        if let Some(desk) = desk.filter(|desk| desk.who.actor() == *by) {
            desk.done.push(DeskDone {
                what: DeskDid::AllPrinted,
                entries: students.into_iter().zip(entries).collect(),
            });
        }
        self.ask_the_journal();
    }

    /// It could not be saved: the badges wait for the teacher to mark them.
    pub(super) fn printed_was_not_saved(&mut self, number: u32) {
        self.printing.marking = None;
        if let Some(job) = self.printing.job(number) {
            job.marked = Marked::NotSaved;
        }
    }
}
