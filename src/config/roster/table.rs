//! One CSV file as rows of named cells: finds the wanted columns whatever their order, spelling
//! and line ends. Cells of other columns (passwords among them) are passed over and never become a
//! value.

use csv::{ByteRecord, ReaderBuilder};

use super::{
    columns::{Col, Field, Header, find_columns},
    problem::{Findings, RosterProblem},
};

/// At most so many rows under the header.
pub(super) const MAX_ROWS: usize = 100_000;
/// At most so many bytes between two line breaks.
const MAX_LINE: usize = 1 << 20;
/// At most so many characters in a wanted cell (OneRoster allows 255).
const MAX_CELL: usize = 255;

/// One row; blank cells read as an empty text, and so do columns that the file does not have.
pub(super) struct Row<'r> {
    /// Where it begins, from 1.
    pub(super) line: usize,
    cells: &'r [(Col, &'r str)],
}

impl Row<'_> {
    /// The cell, without white space at its ends.
    pub(super) fn get(&self, col: Col) -> &str {
        let found = self.cells.iter().find(|(of, _)| *of == col);
        found.map_or("", |(_, text)| text)
    }
}

/// Reads `file` and makes a value of each row that has anything in it. `None`, and a problem, when
/// not even its header can be used.
pub(super) fn read<T>(
    file: &str,
    bytes: &[u8],
    fields: &[Field],
    findings: &mut Findings,
    mut make: impl FnMut(&Row<'_>) -> T,
) -> Option<(Header, Vec<T>)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some((code, reason)) = unreadable(bytes) {
        findings.problem(RosterProblem::of_file(code, file, reason));
        return None;
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut lines = Lines::new(bytes);
    let mut header = None;
    let mut rows = Vec::new();
    let mut not_utf8 = NotUtf8::default();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let reason = format!("this CSV file is broken: {error}");
                findings.problem(RosterProblem::of_file("syntax", file, reason));
                break;
            }
        }
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let line = lines.at(record.position().map_or(0, csv::Position::byte));
        let Some(header) = &header else {
            header = Some(find_columns(file, line, &record, fields, findings)?);
            continue;
        };
        if rows.len() == MAX_ROWS {
            let message = format!("more than {MAX_ROWS} rows; ask for an export of one school");
            findings.problem(RosterProblem::of_file("too-many", file, message));
            break;
        }
        let cells = cells(header, line, &record, findings, &mut not_utf8);
        rows.extend(cells.map(|cells| {
            make(&Row {
                line,
                cells: &cells,
            })
        }));
    }
    if header.is_none() {
        findings.problem(RosterProblem::of_file(
            "empty-file",
            file,
            "the file is empty",
        ));
    }
    not_utf8.report(findings);
    header.map(|header| (header, rows))
}

/// The code and the words of why a file is no CSV at all, if it is none.
fn unreadable(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some((
            "not-utf8",
            "this is UTF-16 text; save it again as CSV UTF-8",
        ));
    }
    if bytes.contains(&0) {
        return Some((
            "not-utf8",
            "this is not a text file; save it again as CSV UTF-8",
        ));
    }
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .any(|line| line.len() > MAX_LINE)
        .then_some((
            "too-long",
            "one of its lines is longer than 1 MiB; this is not a roster",
        ))
}

/// A comma, unless the first line has none: some spreadsheets write semicolons or tabs.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .find(|line| !line.trim_ascii().is_empty())
        .unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .find(|delimiter| first.contains(delimiter))
        .unwrap_or(b',')
}

/// The wanted cells of one row; `None`, and a problem, when it does not fit the header.
fn cells<'r>(
    header: &Header,
    line: usize,
    record: &'r ByteRecord,
    findings: &mut Findings,
    not_utf8: &mut NotUtf8,
) -> Option<Vec<(Col, &'r str)>> {
    let mut surplus = record.iter().skip(header.width);
    if record.len() < header.width || surplus.any(|cell| !cell.trim_ascii().is_empty()) {
        let message = format!(
            "this row has {} cells and the header has {}; look for a comma or a quotation mark too many or too few",
            record.len(),
            header.width,
        );
        findings.problem(header.row_problem("ragged-row", line, message));
        return None;
    }
    let mut cells = Vec::with_capacity(header.columns.len());
    for (col, place, _) in &header.columns {
        let Ok(text) = std::str::from_utf8(record.get(*place).unwrap_or_default()) else {
            not_utf8.found(|| header.problem("not-utf8", line, *col, ""));
            cells.push((*col, "\u{fffd}"));
            continue;
        };
        let text = text.trim();
        if text.chars().any(char::is_control) {
            let message = "there is a line break or another invisible character in this cell; is a quotation mark missing?";
            findings.problem(header.problem("open-quote", line, *col, message));
        } else if text.chars().count() > MAX_CELL {
            let message = format!("this cell has more than {MAX_CELL} characters");
            findings.problem(header.problem("too-long", line, *col, message));
        }
        cells.push((*col, text));
    }
    Some(cells)
}

/// Cells that are no UTF-8: the first is named, the rest are counted, for they have one cause.
#[derive(Default)]
struct NotUtf8 {
    first: Option<RosterProblem>,
    count: usize,
}

impl NotUtf8 {
    fn found(&mut self, problem: impl FnOnce() -> RosterProblem) {
        self.first.get_or_insert_with(problem);
        self.count += 1;
    }

    fn report(self, findings: &mut Findings) {
        if let Some(first) = self.first {
            let more = match self.count {
                1 => String::new(),
                count => format!(" ({count} cells in all)"),
            };
            findings.problem(RosterProblem {
                message: format!(
                    "this is not UTF-8 text{more}; save the file again as CSV UTF-8, so that names with accents stay right"
                ),
                ..first
            });
        }
    }
}

/// Counts lines. The `csv` crate puts a row's line at the blank lines or the line feed before it.
struct Lines<'b> {
    bytes: &'b [u8],
    place: usize,
    line: usize,
}

impl<'b> Lines<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            place: 0,
            line: 1,
        }
    }

    /// The line of the first character at or after `byte` that is no line end. To be asked in
    /// ascending order.
    fn at(&mut self, byte: u64) -> usize {
        let target = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(byte) = self.bytes.get(self.place) {
            let is_break = match byte {
                b'\n' => true,
                b'\r' => self.bytes.get(self.place + 1) != Some(&b'\n'),
                _ => false,
            };
            if self.place >= target && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.place += 1;
            self.line += usize::from(is_break);
        }
        self.line
    }
}
