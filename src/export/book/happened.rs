//! The sheets of what happened: check-ins, reflections, levels and requests, from the same tables of
//! the journal as the CSV files.

use rust_xlsxwriter::{Format, Workbook};

use super::{
    BookError, Source,
    sheet::{Cell, Column, Long, Parts},
};
use crate::{
    domain::ids::{SkillId, StudentId},
    export::Line,
    storage::View,
};

/// After how many rows the room that is left is looked at: a few MB.
const LOOK: u32 = 4096;

/// Columns: the key of the heading, and the width in characters.
type Columns = [(&'static str, f64)];

const CHECK_INS: &Columns = &[
    ("desk-book-when", 23.0),
    ("desk-book-child", 30.0),
    ("desk-book-station", 22.0),
    ("desk-book-block", 20.0),
    ("desk-book-round", 9.0),
    ("desk-book-how", 22.0),
    ("desk-book-unsure", 10.0),
    ("desk-book-student-id", 12.0),
    ("desk-book-entry", 19.0),
];
const REFLECTIONS: &Columns = &[
    ("desk-book-when", 23.0),
    ("desk-book-child", 30.0),
    ("desk-book-skill", 34.0),
    ("desk-book-pictures-say", 20.0),
    ("desk-book-child-says", 20.0),
    ("desk-book-unsure", 10.0),
    ("desk-book-student-id", 12.0),
    ("desk-book-entry", 19.0),
];
const LEVELS: &Columns = &[
    ("desk-book-when", 23.0),
    ("desk-book-child", 30.0),
    ("desk-book-skill", 34.0),
    ("desk-book-level", 18.0),
    ("desk-book-what", 14.0),
    ("desk-book-by", 18.0),
    ("desk-book-why", 34.0),
    ("desk-book-unsure", 10.0),
    ("desk-book-student-id", 12.0),
    ("desk-book-entry", 19.0),
];
const REQUESTS: &Columns = &[
    ("desk-book-when", 23.0),
    ("desk-book-child", 30.0),
    ("desk-book-skill", 34.0),
    ("desk-book-what", 14.0),
    ("desk-book-waits", 11.0),
    ("desk-book-score", 10.0),
    ("desk-book-found", 18.0),
    ("desk-book-by", 18.0),
    ("desk-book-why", 34.0),
    ("desk-book-unsure", 10.0),
    ("desk-book-student-id", 12.0),
    ("desk-book-entry", 19.0),
];

/// Who went where, and when.
pub(super) fn check_ins(
    source: &Source<'_, '_>,
    book: &mut Workbook,
    line: &mut Line<'_>,
) -> Result<Parts, BookError> {
    let names = source.names;
    let say = names.say;
    let alone = say.text("desk-book-tap-alone");
    each(
        source,
        book,
        line,
        ("desk-book-check-ins", View::CheckIns, CHECK_INS),
        ["station", "block", "round", "source", "express"],
        |_, row, [station, block, round, source, express]| {
            let how = match (express, how(source)) {
                ("1", _) => alone.clone(),
                (_, Some(key)) => say.text(key),
                (_, None) => source.to_owned(),
            };
            let round = round.parse::<f64>().ok();
            row(&[
                Cell::Text(names.station(station)),
                Cell::Text(names.block(block)),
                round.map_or(Cell::Empty, |round| Cell::Number(round + 1.0)),
                Cell::Text(&how),
            ])
        },
    )
}

/// Who looked at their own work, and what they saw.
pub(super) fn reflections(
    source: &Source<'_, '_>,
    book: &mut Workbook,
    line: &mut Line<'_>,
) -> Result<Parts, BookError> {
    each(
        source,
        book,
        line,
        ("desk-book-reflections", View::Reflections, REFLECTIONS),
        ["skill", "placed", "chosen"],
        |_, row, [skill, placed, chosen]| {
            row(&[
                Cell::Text(source.names.skill(skill)),
                source.own(placed),
                source.own(chosen),
            ])
        },
    )
}

/// Which levels a teacher gave, and took back.
pub(super) fn levels(
    source: &Source<'_, '_>,
    book: &mut Workbook,
    line: &mut Line<'_>,
) -> Result<Parts, BookError> {
    let names = source.names;
    let given = names.say.text("desk-book-given");
    let back = names.say.text("desk-book-taken-back");
    each(
        source,
        book,
        line,
        ("desk-book-levels", View::Levels, LEVELS),
        ["skill", "level", "what", "actor", "reason"],
        |_, row, [skill, level, what, actor, reason]| {
            let is_given = what == "awarded";
            row(&[
                Cell::Text(names.skill(skill)),
                if is_given {
                    source.given(level)
                } else {
                    source.own(level)
                },
                Cell::Text(if is_given { &given } else { &back }),
                Cell::Text(&names.actor(actor)),
                Cell::Long(reason),
            ])
        },
    )
}

/// Who asked for an assessment, who still waits, and what was found.
pub(super) fn requests(
    source: &Source<'_, '_>,
    book: &mut Workbook,
    line: &mut Line<'_>,
) -> Result<Parts, BookError> {
    let names = source.names;
    let asked = names.say.text("desk-book-asked");
    let assessed = names.say.text("desk-book-assessed");
    let waiting = names.say.text("desk-book-waiting");
    each(
        source,
        book,
        line,
        ("desk-book-requests", View::Assessments, REQUESTS),
        ["skill", "what", "score_percent", "level", "actor", "reason"],
        |[entry, student], row, [skill, what, score, level, actor, reason]| {
            let is_asked = what == "requested";
            let waits = is_asked && still_waits(source, student, skill, entry);
            let score = score.parse().map_or(Cell::Empty, Cell::Number);
            // A child asks for themselves, and stands in the row already.
            let by = names.actor(if is_asked { "" } else { actor });
            row(&[
                Cell::Text(names.skill(skill)),
                Cell::Text(if is_asked { &asked } else { &assessed }),
                if waits {
                    Cell::Inked(&waiting, &source.inks.waits)
                } else {
                    Cell::Empty
                },
                score,
                source.given(level),
                Cell::Text(&by),
                Cell::Long(reason),
            ])
        },
    )
}

/// Whether this very request waits for an answer.
fn still_waits(source: &Source<'_, '_>, student: &str, skill: &str, entry: &str) -> bool {
    let record = source.names.records.student(&StudentId::from(student));
    let record = record.and_then(|record| record.skills.get(&SkillId::from(skill)));
    record.is_some_and(|record| {
        let asked = record
            .requested
            .stamp()
            .map(|stamp| stamp.entry.to_string());
        record.is_waiting_for_assessment() && asked.as_deref() == Some(entry)
    })
}

/// Takes the middle of a row: what is between the child and the ids.
type Row<'r> = dyn FnMut(&[Cell<'_>]) -> Result<(), BookError> + 'r;

/// Writes a sheet: every row of a table, in order, through `middle`, which is given the entry and the
/// student, and the values of the columns that it names.
fn each<const N: usize>(
    source: &Source<'_, '_>,
    book: &mut Workbook,
    line: &mut Line<'_>,
    (name, view, columns): (&str, View, &Columns),
    wanted: [&str; N],
    middle: impl Fn([&str; 2], &mut Row<'_>, [&str; N]) -> Result<(), BookError>,
) -> Result<Parts, BookError> {
    let say = source.names.say;
    let columns = columns.iter().map(|(key, width)| Column {
        name: say.text(key),
        width: *width,
    });
    let (inks, title) = (&source.inks, say.text(name));
    let mut sheet = Long::begin(book, inks, title, columns.collect(), source.rows)?;
    let there = source.reading.columns(view)?;
    let place = |name: &str| there.iter().position(|column| column == name);
    let always = ["local_time", "student", "time_unsure", "entry"].map(place);
    let wanted = wanted.map(place);
    let unsure = say.text("desk-book-clock-unsure");
    let mut rows = 0_u32;
    source
        .reading
        .each_row::<BookError>(view, source.since, |cells| {
            let text =
                |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
            let [at, student, time_unsure, entry] = always.map(text);
            let child = source.names.child(student);
            let mut full = |cells: &[Cell<'_>]| {
                let mut row = vec![Cell::Moment(at), Cell::Inked(&child, &inks.bold)];
                row.extend_from_slice(cells);
                row.push(if time_unsure == "1" {
                    Cell::Text(&unsure)
                } else {
                    Cell::Empty
                });
                row.extend([Cell::Id(student), Cell::Id(entry)]);
                Ok(sheet.row(book, inks, &row)?)
            };
            middle([entry, student], &mut full, wanted.map(text))?;
            rows = rows.wrapping_add(1);
            if rows.is_multiple_of(LOOK) {
                source.look_for_room()?;
            }
            if line.written() {
                Ok(())
            } else {
                Err(BookError::Stopped)
            }
        })?;
    Ok(sheet.finish(book)?)
}

impl Source<'_, '_> {
    /// A level that a teacher gave: its word on its colour.
    pub(super) fn given<'c>(&'c self, level: &'c str) -> Cell<'c> {
        self.level(level, &self.inks.given)
    }

    /// A level that a child saw, or that is no longer theirs: its word alone.
    fn own<'c>(&'c self, level: &'c str) -> Cell<'c> {
        self.level(level, &self.inks.own)
    }

    fn level<'c>(&'c self, id: &'c str, inks: &'c [Format]) -> Cell<'c> {
        let known = self.names.level(id);
        let known = known.and_then(|(height, level)| Some((level, inks.get(height)?)));
        match known {
            Some((level, ink)) => Cell::Inked(self.names.text(&level.name), ink),
            None => Cell::Text(id),
        }
    }
}

/// The key of the words for how somebody was there.
fn how(source: &str) -> Option<&'static str> {
    Some(match source {
        "card_reader" => "desk-book-card",
        "keyboard_scanner" => "desk-book-scanner",
        "camera" => "desk-book-camera",
        "teacher" => "desk-book-by-teacher",
        "secret_pictures" => "desk-book-secret",
        _ => return None,
    })
}
