//! What a teacher opens: the class as one workbook, every table of the journal as CSV, every entry as
//! JSON Lines, and results for a district's gradebook. Badge codes, serial numbers, secret pictures, the
//! PIN and the words of notes are in none of it. And one child's data alone, for whoever may ask for it:
//! the same but for the gradebook, with the words that were left for that child and nothing of another.
//!
//! Each file is written under another name, made durable, and then put in its place, so that a file
//! with its own name is always whole.

mod book;
mod csv;
mod json_lines;
mod names;
mod oneroster;
mod read_back;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use jiff::civil;

use crate::{
    domain::{
        ids::{EntryId, StudentId},
        pack::Pack,
    },
    journal::EntryError,
    look::words::Say,
    storage::{Journal, Reading, StorageError, View},
};

pub use book::ROWS;
pub use read_back::{ReadBack, read_back};

/// Why an export is not complete.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file or the folder cannot be written.
    #[error(
        "{} cannot be written; the journal is safe, and files that were written are whole. Make room or choose another folder with --to, then try again.", path.display()
    )]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Whoever watched its progress wanted no more.
    #[error(
        "The export was stopped; the journal is safe, and files that were written are whole. Start it again when there is time."
    )]
    Stopped,
}

impl From<EntryError> for ExportError {
    fn from(error: EntryError) -> Self {
        Self::Storage(error.into())
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// How many rows or entries are in it.
    pub rows: u64,
}

/// The file of entries.
const ENTRIES: &str = "entries.jsonl";

/// The workbook.
pub const WORKBOOK: &str = "Waymark.xlsx";

/// The class, for the files in which things have names.
#[derive(Clone, Copy)]
pub struct Class<'a> {
    /// The class pack.
    pub pack: &'a Pack,
    /// In which language.
    pub say: Say<'a>,
    /// What the clock on the classroom's wall says.
    pub now: civil::DateTime,
    /// How many rows a sheet of the workbook holds at the most: [`ROWS`], but in a test.
    pub rows_a_sheet: u32,
}

/// Writes the export to the folder `to`: what happened on the day `since` or later, or all of it.
/// Without a `class` there is neither a workbook nor results, since nothing has a name. `progress` is
/// told how many lines were written so far, and says whether to go on. Files of an earlier export are
/// replaced.
pub fn write(
    journal: &Journal,
    to: &Path,
    since: Option<civil::Date>,
    class: Option<Class<'_>>,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<Vec<Written>, ExportError> {
    fs::create_dir_all(to).map_err(failed(to))?;
    let reading = journal.reading()?;
    let mut line = Line {
        lines: 0,
        progress: &mut progress,
    };
    let mut written = tables(journal, &reading, to, since, class.as_ref(), &mut line)?;
    if let Some(class) = &class {
        let records = journal.records();
        written.extend(oneroster::write(&reading, &records, class, since, to)?);
    }
    sync_folder(to)?;
    Ok(written)
}

/// Writes one child's data alone to the folder `to`, also of a child who left: the workbook, every table
/// and the entries, with what is about them and nothing of any other child. Otherwise as [`write()`].
///
/// Words are kept as they were written: where a teacher named another child in a note or a reason, that
/// name is in them.
pub fn write_child(
    journal: &Journal,
    to: &Path,
    student: &StudentId,
    class: Option<Class<'_>>,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<Vec<Written>, ExportError> {
    fs::create_dir_all(to).map_err(failed(to))?;
    let reading = journal.reading_of(student)?;
    let mut line = Line {
        lines: 0,
        progress: &mut progress,
    };
    let written = tables(journal, &reading, to, None, class.as_ref(), &mut line)?;
    sync_folder(to)?;
    Ok(written)
}

/// The workbook, the tables and the entries of a reading.
fn tables(
    journal: &Journal,
    reading: &Reading<'_>,
    to: &Path,
    since: Option<civil::Date>,
    class: Option<&Class<'_>>,
    line: &mut Line<'_>,
) -> Result<Vec<Written>, ExportError> {
    let mut written = Vec::new();
    if let Some(class) = class {
        written.push(file(to, WORKBOOK.to_owned(), |file| {
            book::write(journal, reading, class, since, file, line)
        })?);
    }
    for view in View::ALL {
        let name = format!("{}.csv", view.name());
        written.push(file(to, name, |file| {
            csv::write(reading, view, since, file, line)
        })?);
    }
    let records = journal.records();
    let alone = reading.student();
    let alone = alone.map(|student| json_lines::Alone::of(student, &records));
    written.push(file(to, ENTRIES.to_owned(), |file| {
        json_lines::write(reading, since, alone.as_ref(), file, line)
    })?);
    Ok(written)
}

/// Which entries an export in that folder has; an error where there is no file of them. What is in it
/// was written whole, but may have been changed since.
pub fn exported_entries(folder: &Path) -> io::Result<BTreeSet<EntryId>> {
    json_lines::entries_in(BufReader::new(File::open(folder.join(ENTRIES))?))
}

/// Makes new names in a folder last through a power cut, where the system can.
fn sync_folder(folder: &Path) -> Result<(), ExportError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|open| open.sync_all())
            .map_err(failed(folder))?;
    }
    Ok(())
}

/// Counts the lines for whoever watches.
struct Line<'p> {
    lines: u64,
    progress: &'p mut dyn FnMut(u64) -> bool,
}

impl Line<'_> {
    /// One more was written. Whether to go on.
    fn written(&mut self) -> bool {
        self.lines += 1;
        !self.lines.is_multiple_of(256) || self.go_on()
    }

    /// Whether to go on.
    fn go_on(&mut self) -> bool {
        (self.progress)(self.lines)
    }

    fn go_on_or_stop(&mut self) -> Result<(), ExportError> {
        if self.written() {
            Ok(())
        } else {
            Err(ExportError::Stopped)
        }
    }
}

/// A file on its way.
struct Output {
    writer: BufWriter<File>,
    path: PathBuf,
}

/// Writes one file, all or nothing.
fn file(
    to: &Path,
    name: String,
    fill: impl FnOnce(&mut Output) -> Result<u64, ExportError>,
) -> Result<Written, ExportError> {
    let path = to.join(&name);
    let part = to.join(format!(".{name}.part"));
    let write = || {
        let mut output = Output {
            writer: BufWriter::new(File::create(&part).map_err(failed(&path))?),
            path: path.clone(),
        };
        let rows = fill(&mut output)?;
        output.finish()?;
        fs::rename(&part, &path).map_err(failed(&path))?;
        Ok(rows)
    };
    match write() {
        Ok(rows) => Ok(Written { name, rows }),
        Err(error) => {
            if let Err(left) = fs::remove_file(&part) {
                tracing::debug!(%left, "an unfinished file was left behind");
            }
            Err(error)
        }
    }
}

impl Output {
    /// Writes one line or more.
    fn put(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.writer.write_all(bytes).map_err(failed(&self.path))
    }

    /// Makes it durable.
    fn finish(self) -> Result<(), ExportError> {
        let file = self
            .writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error);
        file.and_then(|file| file.sync_all())
            .map_err(failed(&self.path))
    }
}

/// For `map_err` on what is done with one file.
fn failed(path: &Path) -> impl FnOnce(io::Error) -> ExportError {
    let path = path.to_owned();
    move |source| ExportError::Write { path, source }
}
