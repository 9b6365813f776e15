//! What a teacher opens: every table of the journal as CSV, and every entry as JSON Lines. Badge
//! codes, serial numbers and the PIN are in none of it.
//!
//! Each file is written under another name, made durable, and then put in its place, so that a file
//! with its own name is always whole.

mod csv;
mod json_lines;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use jiff::civil;

use crate::{
    domain::ids::EntryId,
    journal::EntryError,
    storage::{Journal, StorageError, View},
};

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

/// Writes the export to the folder `to`: what happened on the day `since` or later, or all of it.
/// `progress` is told how many lines were written so far. Files of an earlier export are replaced.
pub fn write(
    journal: &Journal,
    to: &Path,
    since: Option<civil::Date>,
    mut progress: impl FnMut(u64),
) -> Result<Vec<Written>, ExportError> {
    fs::create_dir_all(to).map_err(failed(to))?;
    let reading = journal.reading()?;
    let mut lines = 0;
    let mut line = || {
        lines += 1;
        if lines % 256 == 0 {
            progress(lines);
        }
    };
    let mut written = Vec::new();
    for view in View::ALL {
        let name = format!("{}.csv", view.name());
        written.push(file(to, name, |file| {
            csv::write(&reading, view, since, file, &mut line)
        })?);
    }
    written.push(file(to, ENTRIES.to_owned(), |file| {
        json_lines::write(&reading, since, file, &mut line)
    })?);
    if cfg!(unix) {
        File::open(to)
            .and_then(|folder| folder.sync_all())
            .map_err(failed(to))?;
    }
    Ok(written)
}

/// Which entries an export in that folder has; an error where there is no file of them. What is in it
/// was written whole, but may have been changed since.
pub fn exported_entries(folder: &Path) -> io::Result<BTreeSet<EntryId>> {
    json_lines::entries_in(BufReader::new(File::open(folder.join(ENTRIES))?))
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
