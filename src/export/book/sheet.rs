//! A long sheet: a frozen header, a filter on every column, rows that are written once and kept out of
//! memory, and a second sheet where the first is full.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::ink::Inks;

/// The longest text of a cell: Excel takes 32,767 UTF-16 units, and a character is two at the most.
const LONGEST: usize = 16_000;

/// The longest name of a sheet, in characters.
const NAME: usize = 31;

/// US Letter, as a number of the file format.
pub(super) const LETTER: u8 = 1;

/// A column: its heading, and its width in characters.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) width: f64,
}

/// What stands in a cell.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    Empty,
    Text(&'a str),
    /// The same, where nobody reads it but a spreadsheet person.
    Id(&'a str),
    Long(&'a str),
    /// A text that looks like that.
    Inked(&'a str, &'a Format),
    /// `YYYY-MM-DD HH:MM:SS`, as the journal's tables have it.
    Moment(&'a str),
    /// `YYYY-MM-DD`.
    Day(&'a str),
    /// The same, of a day that is over.
    Overdue(&'a str),
    Number(f64),
}

/// What the room before a text takes of a column, in characters.
const INDENT: f64 = 1.5;

/// A long sheet that grows.
pub(super) struct Long {
    name: String,
    columns: Vec<Column>,
    /// How many rows fit, the header included.
    most: u32,
    part: u32,
    sheet: Worksheet,
    row: u32,
    /// How many rows were written, headers left out.
    rows: u64,
}

/// How a long sheet came out.
pub(super) struct Parts {
    name: String,
    rows: u64,
    /// How many sheets it takes, from 1.
    sheets: u32,
}

impl Parts {
    /// How many rows there are, headers left out.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The names of the first and of the last sheet, where it takes several.
    pub(super) fn goes_on(&self) -> Option<[String; 2]> {
        (self.sheets > 1).then(|| [1, self.sheets].map(|part| sheet_name(&self.name, part)))
    }
}

impl Long {
    /// Begins it. It is in the workbook once it is finished.
    pub(super) fn begin(
        book: &mut Workbook,
        inks: &Inks,
        name: String,
        columns: Vec<Column>,
        most: u32,
    ) -> Result<Self, XlsxError> {
        let mut long = Self {
            name,
            columns,
            most: most.max(2),
            part: 1,
            sheet: book.new_worksheet_with_constant_memory()?,
            row: 0,
            rows: 0,
        };
        long.head(inks)?;
        Ok(long)
    }

    /// Adds a row; begins a new sheet where this one is full.
    pub(super) fn row(
        &mut self,
        book: &mut Workbook,
        inks: &Inks,
        cells: &[Cell<'_>],
    ) -> Result<(), XlsxError> {
        if self.row >= self.most {
            let next = book.new_worksheet_with_constant_memory()?;
            let full = std::mem::replace(&mut self.sheet, next);
            self.close(book, full)?;
            self.part += 1;
            self.row = 0;
            self.head(inks)?;
        }
        for (column, cell) in (0..).zip(cells) {
            put(&mut self.sheet, (self.row, column), cell, inks)?;
        }
        self.row += 1;
        self.rows += 1;
        Ok(())
    }

    /// Puts it into the workbook.
    pub(super) fn finish(mut self, book: &mut Workbook) -> Result<Parts, XlsxError> {
        let last = std::mem::take(&mut self.sheet);
        self.close(book, last)?;
        Ok(Parts {
            name: self.name,
            rows: self.rows,
            sheets: self.part,
        })
    }

    fn head(&mut self, inks: &Inks) -> Result<(), XlsxError> {
        self.sheet.set_name(sheet_name(&self.name, self.part))?;
        for (at, column) in (0..).zip(&self.columns) {
            self.sheet.set_column_width(at, column.width + INDENT)?;
            let name = column.name.as_str();
            self.sheet
                .write_string_with_format(0, at, name, &inks.header)?;
        }
        self.row = 1;
        Ok(())
    }

    fn close(&self, book: &mut Workbook, mut sheet: Worksheet) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.autofilter(0, 0, self.row.saturating_sub(1), last)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        for_paper(&mut sheet);
        book.push_worksheet(sheet);
        Ok(())
    }
}

/// Sets a sheet up for the printer: across the page, as wide as it, with its name and page at the foot.
pub(super) fn for_paper(sheet: &mut Worksheet) {
    sheet
        .set_landscape()
        .set_paper_size(LETTER)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&R&P / &N");
}

/// Writes one cell. A text is never anything but a text, whatever it begins with.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    inks: &Inks,
) -> Result<(), XlsxError> {
    let (text, ink) = match cell {
        Cell::Empty => {
            sheet.write_blank(row, column, &inks.plain)?;
            return Ok(());
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &inks.number)?;
            return Ok(());
        }
        Cell::Moment(text) | Cell::Day(text) | Cell::Overdue(text) => {
            let ink = match cell {
                Cell::Day(_) => &inks.day,
                Cell::Overdue(_) => &inks.overdue,
                _ => &inks.moment,
            };
            match moment(text) {
                Some(moment) => sheet.write_datetime_with_format(row, column, &moment, ink)?,
                // A day that no spreadsheet knows stays readable.
                None => sheet.write_string_with_format(row, column, *text, ink)?,
            };
            return Ok(());
        }
        Cell::Text(text) => (text, &inks.plain),
        Cell::Id(text) => (text, &inks.id),
        Cell::Long(text) => (text, &inks.wrapped),
        Cell::Inked(text, ink) => (text, *ink),
    };
    let text: String = text.chars().take(LONGEST).collect();
    sheet.write_string_with_format(row, column, text, ink)?;
    Ok(())
}

/// `YYYY-MM-DD`, with a time behind it or not.
fn moment(text: &str) -> Option<ExcelDateTime> {
    let at = match text.len() {
        10 => text.parse::<jiff::civil::Date>().ok()?.at(0, 0, 0, 0),
        _ => text.parse::<jiff::civil::DateTime>().ok()?,
    };
    let date = u16::try_from(at.year()).ok()?;
    let part = |part: i8| u8::try_from(part).ok();
    ExcelDateTime::from_ymd(date, part(at.month())?, part(at.day())?)
        .ok()?
        .and_hms(
            part(at.hour())?.into(),
            part(at.minute())?,
            part(at.second())?,
        )
        .ok()
}

/// A name that a sheet may have, different for every part.
fn sheet_name(name: &str, part: u32) -> String {
    let behind = match part {
        1 => String::new(),
        part => format!(" {part}"),
    };
    let allowed = |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let name: String = name
        .chars()
        .filter(allowed)
        .take(NAME.saturating_sub(behind.len()))
        .collect();
    format!("{}{behind}", name.trim().trim_matches('\''))
}
