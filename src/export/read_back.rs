//! Reading an export back: whether the file of entries says, line by line, what the journal says. It is
//! asked before a tablet is wiped. Writes nothing, and holds one line at a time.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
};

use super::{ENTRIES, ExportError, failed, json_lines};
use crate::{domain::ids::TabletId, journal::Entry, storage::Journal};

/// An export that was read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// How many entries it has.
    pub entries: u64,
    /// How many of them this tablet wrote: all that it had written.
    pub own: u64,
}

/// Reads the export in that folder back; `None` where it is not what the journal says, or the journal
/// has an entry that cannot be read. Entries of other tablets that came after the export was written
/// are passed over: they are where they came from.
///
/// # Errors
///
/// When the file or the journal cannot be read.
pub fn read_back(
    journal: &Journal,
    folder: &Path,
    mut go_on: impl FnMut() -> bool,
) -> Result<Option<ReadBack>, ExportError> {
    let path = folder.join(ENTRIES);
    let file = File::open(&path).map_err(failed(&path))?;
    let mut lines = BufReader::new(file).lines();
    let mut read = ReadBack { entries: 0, own: 0 };
    let (mut same, mut ended) = (true, false);
    journal.reading()?.each_entry::<ExportError>(|entry| {
        if !go_on() {
            return Err(ExportError::Stopped);
        }
        let Ok(entry) = entry else {
            same = false;
            return Ok(());
        };
        let Some(line) = lines.next().filter(|_| !ended) else {
            ended = true;
            same &= !is_own(&entry, journal.tablet());
            return Ok(());
        };
        let line = line.map_err(failed(&path))?;
        same &= line == json_lines::without_badges(&entry)?;
        read.entries += 1;
        read.own += u64::from(is_own(&entry, journal.tablet()));
        Ok(())
    })?;
    same &= lines.next().is_none();
    Ok(same.then_some(read))
}

fn is_own(entry: &Entry, tablet: &TabletId) -> bool {
    entry.id.tablet == *tablet
}
