//! `Waymark.xlsx`: the class as a teacher likes to open it. An overview first, then what happened, sheet
//! by sheet, who is where on every skill, and what everybody aims at. Names, not ids; words beside every
//! colour; nothing that a spreadsheet would run. Of one child alone it has the same sheets of what
//! happened, and the words that were left for that child.
//!
//! The long sheets never stand in memory: each row is written once to a file without a name, and from
//! there into the workbook.

mod child;
mod happened;
mod ink;
mod mastery;
mod overview;
mod plans;
mod scratch;
mod sheet;

use std::{
    io::{self, BufWriter, Seek, SeekFrom, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use jiff::civil;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use self::{ink::Inks, scratch::Scratch, sheet::Parts};
use super::{Class, ExportError, Line, Output, names::Names};
use crate::storage::{Journal, Reading, StorageError};

/// How many rows a sheet holds in the file format, its header included.
pub const ROWS: u32 = 1_048_576;

/// Why a workbook was not made.
#[derive(Debug, thiserror::Error)]
pub(super) enum BookError {
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("no room in {}", .0.display())]
    NoRoom(PathBuf),
    #[error("stopped")]
    Stopped,
}

/// What every sheet is made of.
struct Source<'a, 'j> {
    reading: &'a Reading<'j>,
    names: Names<'a>,
    inks: Inks,
    since: Option<civil::Date>,
    now: civil::DateTime,
    /// How many rows a sheet holds.
    rows: u32,
    scratch: Scratch,
}

impl Source<'_, '_> {
    /// When it was made, and on which tablet.
    fn made(&self) -> String {
        let say = self.names.say;
        let day = say.date("desk-day", self.now.date());
        let when = format!("{day} {}", self.now.strftime("%Y, %H:%M"));
        let tablet = self.names.pack.tablet.name.as_str();
        say.with("desk-book-made", &[("when", &when), ("tablet", tablet)])
    }

    /// An error where the sheets have no more room to wait in.
    fn look_for_room(&self) -> Result<(), BookError> {
        let looked = self.scratch.look();
        looked.map_err(|_full| BookError::NoRoom(self.scratch.folder.clone()))
    }
}

/// Writes the workbook; how many rows of the journal's tables are in it.
pub(super) fn write(
    journal: &Journal,
    reading: &Reading<'_>,
    class: &Class<'_>,
    since: Option<civil::Date>,
    output: &mut Output,
    line: &mut Line<'_>,
) -> Result<u64, ExportError> {
    let records = journal.records();
    let names = Names {
        pack: class.pack,
        records: &records,
        say: class.say,
    };
    let say = class.say;
    let (moment, day) = (
        say.text("desk-book-moment-form"),
        say.text("desk-book-day-form"),
    );
    let source = Source {
        reading,
        names,
        inks: Inks::new(&class.pack.levels, &moment, &day),
        since,
        now: class.now,
        rows: class.rows_a_sheet,
        scratch: Scratch::choose(
            journal.folder(),
            output.path.parent().unwrap_or(&output.path),
            journal.len()?,
        ),
    };
    let path = output.path.clone();
    let mut witness = Witness {
        to: &mut output.writer,
        failed: None,
    };
    // Room is looked for, but others write too: where a file without a name finds a full disk after
    // all, the crate gives up with a panic.
    let made = catch_unwind(AssertUnwindSafe(|| make(&source, &mut witness, line)));
    let unwritten = |source| ExportError::Write {
        path: path.clone(),
        source,
    };
    let no_room = |folder: &Path| ExportError::Write {
        path: folder.to_owned(),
        source: io::ErrorKind::StorageFull.into(),
    };
    match (made, witness.failed) {
        (_, Some(error)) => Err(unwritten(error)),
        (Ok(Ok(rows)), None) => Ok(rows),
        (Ok(Err(BookError::Storage(error))), None) => Err(error.into()),
        (Ok(Err(BookError::Stopped)), None) => Err(ExportError::Stopped),
        // The workbook itself was written to without an error: the sheets were not, where they wait.
        (Ok(Err(BookError::Xlsx(XlsxError::IoError(error)))), None) => Err(ExportError::Write {
            path: source.scratch.folder.clone(),
            source: error,
        }),
        (Ok(Err(BookError::Xlsx(error))), None) => Err(unwritten(io::Error::other(error))),
        (Ok(Err(BookError::NoRoom(folder))), None) => Err(no_room(&folder)),
        (Err(_), None) => Err(no_room(&source.scratch.folder)),
    }
}

fn make(
    source: &Source<'_, '_>,
    to: &mut (impl Write + Seek + Send),
    line: &mut Line<'_>,
) -> Result<u64, BookError> {
    let mut book = Workbook::new();
    if let Err(error) = book.set_tempdir(&source.scratch.folder) {
        tracing::debug!(%error, "the workbook is prepared in the system's own place");
    }
    book.set_properties(&DocProperties::new().set_title("Waymark"));
    // It comes first, and is filled when the others are known to fit.
    book.add_worksheet();
    let mut long = vec![
        happened::check_ins(source, &mut book, line)?,
        happened::reflections(source, &mut book, line)?,
        happened::levels(source, &mut book, line)?,
        happened::requests(source, &mut book, line)?,
    ];
    if let Some(student) = source.reading.student() {
        plans::write(source, &mut book)?;
        long.push(child::words(source, student, &mut book)?);
        child::about(source, student, book.worksheet_from_index(0)?)?;
    } else {
        mastery::write(source, book.add_worksheet())?;
        plans::write(source, &mut book)?;
        overview::write(source, book.worksheet_from_index(0)?, &long)?;
    }
    let rows = long.iter().map(Parts::rows).sum();
    source.look_for_room()?;
    if !line.go_on() {
        return Err(BookError::Stopped);
    }
    book.save_to_writer(to)?;
    Ok(rows)
}

/// Passes everything on, and remembers what went wrong: the crate's own errors keep no cause.
struct Witness<'a, W: Write> {
    to: &'a mut BufWriter<W>,
    failed: Option<io::Error>,
}

impl<W: Write> Witness<'_, W> {
    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let again = io::Error::from(error.kind());
            self.failed.get_or_insert(error);
            again
        })
    }
}

impl<W: Write> Write for Witness<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.noted(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.noted(flushed)
    }
}

impl<W: Write + Seek> Seek for Witness<'_, W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.to.seek(to);
        self.noted(at)
    }
}
