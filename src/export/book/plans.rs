//! Everybody's plan as it is now: what they aim at and by when, the task they work on, what they
//! finished, and the last talk. Nobody is left out: whoever has no goal has a row that says so. Of one
//! child alone, where that is asked for.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{
    Source,
    mastery::number,
    sheet::{Cell, Column, Long},
};
use crate::{
    domain::{
        board::by_first_name,
        ids::{SkillId, StudentId},
        pack::StudentCard,
        plan,
        records::{SkillRecord, StudentRecord},
    },
    export::names::full_name,
};

const COLUMNS: [(&str, f64); 11] = [
    ("desk-book-child", 30.0),
    ("desk-book-group", 12.0),
    ("desk-book-skill", 34.0),
    ("desk-book-goal", 18.0),
    ("desk-book-until", 14.0),
    ("desk-book-task", 32.0),
    ("desk-book-task-level", 18.0),
    ("desk-book-finished", 16.0),
    ("desk-book-talked", 17.0),
    ("desk-book-talk-due", 17.0),
    ("desk-book-student-id", 12.0),
];

pub(super) fn write(source: &Source<'_, '_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    let columns = COLUMNS.iter().map(|(key, width)| Column {
        name: say.text(key),
        width: *width,
    });
    let name = say.text("desk-book-plans");
    let mut sheet = Long::begin(book, inks, name, columns.collect(), source.rows)?;
    let due = plan::conferences_due(names.pack, names.records, source.now.date());
    let only = source.reading.student();
    let wanted = |student: &StudentId| only.is_none_or(|only| only == student);
    let children = by_first_name(names.records).into_iter();
    for (student, record, card) in children.filter(|(student, ..)| wanted(student)) {
        let of_child = Child {
            source,
            record,
            card,
            due: due.iter().any(|one| one.student == student),
            id: student.as_str(),
        };
        let skills = names.pack.skills.iter();
        let planned = skills.filter_map(|skill| {
            let planned = record.skills.get(&skill.id)?;
            let has_plan = planned.goal_now().is_some() || planned.task().is_some();
            has_plan.then_some((&skill.id, planned.as_ref()))
        });
        let planned: Vec<_> = planned.collect();
        for (skill, planned) in &planned {
            of_child.row(&mut sheet, book, Some((skill, planned)))?;
        }
        if planned.is_empty() {
            of_child.row(&mut sheet, book, None)?;
        }
    }
    sheet.finish(book)?;
    Ok(())
}

struct Child<'a, 's, 'j> {
    source: &'a Source<'s, 'j>,
    record: &'a StudentRecord,
    card: &'a StudentCard,
    /// Whether it is time to talk.
    due: bool,
    id: &'a str,
}

impl Child<'_, '_, '_> {
    fn row(
        &self,
        sheet: &mut Long,
        book: &mut Workbook,
        planned: Option<(&SkillId, &SkillRecord)>,
    ) -> Result<(), XlsxError> {
        let (names, inks) = (self.source.names, &self.source.inks);
        let say = names.say;
        let name = full_name(self.card);
        let group = self.record.group().map_or("", |group| names.group(group));
        let goal = planned.and_then(|(_, record)| record.goal_now());
        let task = planned.and_then(|(skill, record)| Some((skill, record.task()?)));
        let until = goal.map(|goal| goal.by.to_string());
        let late = goal.is_some_and(|goal| goal.by < self.source.now.date());
        let until = until.as_deref().map_or(Cell::Empty, |day| {
            if late {
                Cell::Overdue(day)
            } else {
                Cell::Day(day)
            }
        });
        let no_goal = say.text("desk-book-no-goal");
        let talked = self.record.conference.get().map(ToString::to_string);
        let talk_due = say.text("desk-book-due");
        let finished = planned.map_or(0, |(_, record)| record.finished.len());
        let cells = [
            Cell::Inked(&name, &inks.bold),
            Cell::Text(group),
            match planned {
                Some((skill, _)) => Cell::Text(names.skill(skill.as_str())),
                None => Cell::Empty,
            },
            match goal {
                Some(goal) => self.source.given(goal.level.as_str()),
                None => Cell::Id(&no_goal),
            },
            until,
            task.map_or(Cell::Empty, |(skill, task)| {
                Cell::Text(names.task(skill, &task.task))
            }),
            match task {
                Some((_, task)) => self.source.given(task.level.as_str()),
                None => Cell::Empty,
            },
            Cell::Number(number(finished)),
            talked.as_deref().map_or(Cell::Empty, Cell::Day),
            if self.due {
                Cell::Inked(&talk_due, &inks.waits)
            } else {
                Cell::Empty
            },
            Cell::Id(self.id),
        ];
        sheet.row(book, inks, &cells)
    }
}
