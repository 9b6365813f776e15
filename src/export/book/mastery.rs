//! Children by skills: everybody's level in everything, in its colour and in its word, and how many are
//! at each. What only a child says of themselves looks and reads differently.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Source, sheet};
use crate::{
    domain::{
        board::by_first_name,
        coverage,
        pack::Skill,
        standing::{SaidBy, Standpoint},
    },
    export::names::full_name,
};

/// The first column of skills.
const SKILLS: u16 = 2;

/// How many rows are readable on one page, with the counts below them.
const ONE_PAGE: u32 = 36;

/// The row of headings; above it the legend and the units.
const HEADER: u32 = 2;

pub(super) fn write(source: &Source<'_, '_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    let (pack, records) = (names.pack, names.records);
    sheet.set_name(say.text("desk-book-mastery"))?;
    sheet.set_column_width(0, 33)?;
    sheet.set_column_width(1, 14)?;
    head(source, sheet)?;
    let mut row = HEADER;
    for (_, record, card) in by_first_name(records) {
        row += 1;
        let name = full_name(card);
        sheet.write_string_with_format(row, 0, name, &inks.bold)?;
        let group = record.group().map_or("", |group| names.group(group));
        sheet.write_string_with_format(row, 1, group, &inks.plain)?;
        let at = Standpoint {
            pack,
            record,
            now: source.now,
        };
        for (column, skill) in (SKILLS..).zip(&pack.skills) {
            let (text, ink) = square(source, &at, skill);
            match ink {
                Some(ink) => sheet.write_string_with_format(row, column, text, ink)?,
                None => sheet.write_blank(row, column, &inks.plain)?,
            };
        }
        sheet.set_row_height(row, 31)?;
    }
    let skills = u16::try_from(pack.skills.len()).unwrap_or(u16::MAX);
    let last = (SKILLS + skills).saturating_sub(1);
    sheet.autofilter(HEADER, 0, row, last)?;
    counts(source, sheet, row + 2)?;
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    sheet.set_repeat_rows(0, HEADER)?;
    sheet.set_repeat_columns(0, 0)?;
    sheet::for_paper(sheet);
    if row <= ONE_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

/// One child in one skill.
pub(super) fn square<'a>(
    source: &'a Source<'_, '_>,
    at: &Standpoint<'_>,
    skill: &Skill,
) -> (String, Option<&'a rust_xlsxwriter::Format>) {
    let names = source.names;
    let Some(standing) = at.standing(skill) else {
        return (String::new(), None);
    };
    let level = names.pack.levels.get(standing.level);
    let level = level.map_or("", |level| names.text(&level.name));
    match standing.by {
        SaidBy::Teacher => (level.to_owned(), source.inks.given.get(standing.level)),
        SaidBy::Myself => {
            let own = names.say.text("my-thinking");
            (
                format!("{level}\n({own})"),
                source.inks.own.get(standing.level),
            )
        }
    }
}

/// The legend, the units, and the headings.
fn head(source: &Source<'_, '_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    let pack = names.pack;
    let title = say.text("desk-book-mastery-title");
    sheet.write_string_with_format(0, 0, title, &inks.title)?;
    sheet.set_row_height(0, 33)?;
    let mut column = SKILLS;
    for (level, ink) in pack.levels.iter().zip(&inks.given) {
        sheet.write_string_with_format(0, column, names.text(&level.name), ink)?;
        column += 1;
    }
    if let Some((level, ink)) = pack.levels.first().zip(inks.own.first()) {
        let words = format!("{}\n({})", names.text(&level.name), say.text("my-thinking"));
        sheet.write_string_with_format(0, column, words, ink)?;
        let about = say.text("desk-book-own-about");
        sheet.write_string_with_format(0, column + 1, about, &inks.beside)?;
    }
    let mut from = SKILLS;
    for skills in pack.skills.chunk_by(|one, next| one.unit == next.unit) {
        let until = from
            + u16::try_from(skills.len())
                .unwrap_or(u16::MAX)
                .saturating_sub(1);
        let id = skills.first().map(|skill| &skill.unit);
        let unit = pack.units.iter().find(|unit| Some(&unit.id) == id);
        let name = unit.map_or("", |unit| names.text(&unit.name));
        if from == until {
            sheet.write_string_with_format(1, from, name, &inks.header)?;
        } else {
            sheet.merge_range(1, from, 1, until, name, &inks.header)?;
        }
        from = until + 1;
    }
    sheet.set_row_height(1, 32)?;
    for (column, key) in (0..).zip(["desk-book-child", "desk-book-group"]) {
        sheet.write_string_with_format(HEADER, column, say.text(key), &inks.header)?;
    }
    for (column, skill) in (SKILLS..).zip(&pack.skills) {
        let name = format!("{}\n{}", names.text(&skill.name), skill.standard);
        sheet.set_column_width(column, 20)?;
        sheet.write_string_with_format(HEADER, column, name, &inks.header)?;
    }
    sheet.set_row_height(HEADER, 64)?;
    Ok(())
}

/// Skill by skill, how many are at each level.
fn counts(source: &Source<'_, '_>, sheet: &mut Worksheet, top: u32) -> Result<(), XlsxError> {
    let (names, inks) = (source.names, &source.inks);
    let (pack, say) = (names.pack, names.say);
    let heading = say.text("desk-book-how-many");
    sheet.write_string_with_format(top, 0, heading, &inks.section)?;
    let skills = coverage::skills(pack, names.records, source.now);
    for (height, level) in pack.levels.iter().enumerate().rev() {
        let row = top + u32::try_from(pack.levels.len() - height).unwrap_or(1);
        let ink = inks.count.get(height).unwrap_or(&inks.number);
        let word = inks.given.get(height).unwrap_or(&inks.bold);
        sheet.write_string_with_format(row, 0, names.text(&level.name), word)?;
        for (column, skill) in (SKILLS..).zip(&skills) {
            let count = skill.at.get(height).copied().unwrap_or_default();
            sheet.write_number_with_format(row, column, number(count), ink)?;
        }
    }
    Ok(())
}

/// A count as a number of a cell.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
