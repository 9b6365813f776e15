//! Tables as CSV for spreadsheets: RFC 4180 with a byte order mark, so that Excel reads accents, and
//! with nothing in it that a spreadsheet would run.

use std::{borrow::Cow, io, path::Path};

use ::csv::{ErrorKind, Terminator, WriterBuilder};
use jiff::civil;

use super::{ExportError, Line, Output, failed};
use crate::storage::{Reading, View};

/// Writes one table; how many rows it has. `line` counts them.
pub(super) fn write(
    reading: &Reading<'_>,
    view: View,
    since: Option<civil::Date>,
    output: &mut Output,
    line: &mut Line<'_>,
) -> Result<u64, ExportError> {
    output.put("\u{feff}".as_bytes())?;
    let path = output.path.clone();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut output.writer);
    let mut record = |cells: &[String]| {
        let cells = cells.iter().map(|cell| harmless(cell));
        let written = writer.write_record(cells.map(Cow::into_owned));
        written.map_err(|error| broken(&path, error))
    };
    record(&reading.columns(view)?)?;
    let mut rows = 0;
    reading.each_row::<ExportError>(view, since, |cells| {
        record(cells)?;
        rows += 1;
        line.go_on_or_stop()
    })?;
    writer.flush().map_err(failed(&path))?;
    Ok(rows)
}

/// What kept a table from being written. The crate's own way from its error to one of the system would
/// hide a full disk in it.
pub(super) fn broken(path: &Path, error: ::csv::Error) -> ExportError {
    let why = error.to_string();
    failed(path)(match error.into_kind() {
        ErrorKind::Io(error) => error,
        _ => io::Error::other(why),
    })
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one. See
/// OWASP, *CSV Injection*, for the list.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(BEGINNINGS) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}
