//! The sheets of one child's data alone: who they are and where they stand in every skill, and the
//! words that were left for them. Says nothing of any other child.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::{
    BookError, Source,
    mastery::square,
    sheet::{self, Cell, Column, Long, Parts},
};
use crate::{
    domain::{ids::StudentId, records::StudentRecord, standing::Standpoint},
    export::names::full_name,
    storage::Words,
};

/// The columns of the words: the key of the heading, and the width in characters.
const WORDS: [(&str, f64); 4] = [
    ("desk-book-when", 23.0),
    ("desk-book-words", 60.0),
    ("desk-book-by", 18.0),
    ("desk-book-read", 23.0),
];

/// Who it is, and where they stand in every skill.
pub(super) fn about(
    source: &Source<'_, '_>,
    student: &StudentId,
    sheet: &mut Worksheet,
) -> Result<(), BookError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    sheet.set_name(say.text("desk-book-overview"))?;
    sheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip([40.0, 18.0, 20.0]) {
        sheet.set_column_width(column, width)?;
    }
    let name = names.child(student.as_str());
    sheet.write_string_with_format(0, 0, &name, &inks.title)?;
    sheet.set_row_height(0, 30)?;
    sheet.write_string_with_format(1, 0, source.made(), &inks.quiet)?;
    let only = say.with("desk-book-only", &[("name", &name)]);
    sheet.write_string_with_format(2, 0, only, &inks.quiet)?;
    let card = names.records.card(student);
    let record = names.records.known(student);
    let group = record.and_then(StudentRecord::group);
    let facts = [
        ("desk-book-child", card.map(full_name)),
        ("desk-book-animal", card.map(|card| card.picture.clone())),
        (
            "desk-book-group",
            group.map(|group| names.group(group).to_owned()),
        ),
        ("desk-book-student-id", Some(student.to_string())),
    ];
    let mut row = 3;
    for (key, value) in facts {
        row += 1;
        sheet.write_string_with_format(row, 0, say.text(key), &inks.bold)?;
        let value = value.unwrap_or_default();
        sheet.merge_range(row, 1, row, 2, &value, &inks.plain)?;
    }
    standings(source, record, sheet, row + 2)?;
    sheet::for_paper(sheet);
    Ok(())
}

/// Every skill with its standard, and the child's level in it.
fn standings(
    source: &Source<'_, '_>,
    record: Option<&StudentRecord>,
    sheet: &mut Worksheet,
    top: u32,
) -> Result<(), BookError> {
    let (names, inks) = (source.names, &source.inks);
    let heads = ["desk-book-skill", "desk-book-standard", "desk-book-level"];
    for (column, key) in (0..).zip(heads) {
        let words = names.say.text(key);
        sheet.write_string_with_format(top, column, words, &inks.header)?;
    }
    let Some(record) = record else { return Ok(()) };
    let at = Standpoint {
        pack: names.pack,
        record,
        now: source.now,
    };
    for (row, skill) in (top + 1..).zip(&names.pack.skills) {
        sheet.write_string_with_format(row, 0, names.text(&skill.name), &inks.bold)?;
        sheet.write_string_with_format(row, 1, &skill.standard, &inks.plain)?;
        let (text, ink) = square(source, &at, skill);
        match ink {
            Some(ink) => sheet.write_string_with_format(row, 2, text, ink)?,
            None => sheet.write_blank(row, 2, &inks.plain)?,
        };
        sheet.set_row_height(row, 31)?;
    }
    Ok(())
}

/// The words that were left for the child, and when they read them.
pub(super) fn words(
    source: &Source<'_, '_>,
    student: &StudentId,
    book: &mut Workbook,
) -> Result<Parts, BookError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    let columns = WORDS.map(|(key, width)| Column {
        name: say.text(key),
        width,
    });
    let title = say.text("desk-book-words");
    let mut sheet = Long::begin(book, inks, title, columns.into(), source.rows)?;
    let mut all: Vec<Words> = Vec::new();
    source
        .reading
        .each_words(student, |words| all.push(words))?;
    for words in &all {
        let cells = [
            Cell::Moment(&words.left_at),
            Cell::Long(&words.text),
            Cell::Text(&names.actor(&words.by)),
            if words.read_at.is_empty() {
                Cell::Empty
            } else {
                Cell::Moment(&words.read_at)
            },
        ];
        sheet.row(book, inks, &cells)?;
    }
    Ok(sheet.finish(book)?)
}
