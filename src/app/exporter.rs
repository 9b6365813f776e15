//! The thread that exports: it reads the journal through a connection of its own that cannot write, and
//! writes to a folder or a stick. Nothing it does ever holds up a tap, and a disk that hangs holds up
//! closing for seconds at the most.

use std::{
    error::Error as _,
    io,
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Receiver},
    time::{Duration, Instant},
};

use jiff::civil;

use crate::{
    devices::sticks,
    domain::{
        exporting::{self, ExportTo, ExportTrouble},
        ids::{Lang, StudentId},
        pack::Pack,
    },
    export::{self, Class, ExportError},
    look::words::Words,
    storage::Journal,
};

use super::{
    inbox::{Message, Outbox},
    worker::{Stopping, Worker},
};

/// How many pieces of work may wait. A look that finds no room is asked for again soon.
const WAITING: usize = 4;
/// How often its progress is told.
pub(super) const TELL: Duration = Duration::from_millis(200);
/// The folder on a stick: there may be other things on it.
const FOLDER: &str = "Waymark";

/// What it is to do.
pub(super) enum Work {
    /// Say which sticks there are.
    Look,
    /// Export.
    Export(Box<Export>),
}

/// An export that is asked for.
#[derive(Clone, Debug)]
pub struct Export {
    /// Whose data alone; `None` of the class.
    pub of: Option<StudentId>,
    /// Where to.
    pub to: ExportTo,
    /// The data folder with the journal.
    pub data: PathBuf,
    /// The class pack.
    pub pack: Arc<Pack>,
    /// In which language.
    pub lang: Lang,
    /// What the clock on the wall says.
    pub now: civil::DateTime,
}

/// What it tells.
#[derive(Debug)]
pub(super) enum ExportNews {
    /// These sticks are plugged in.
    Sticks(Vec<PathBuf>),
    /// So many lines are written.
    Lines(ExportTo, u64),
    /// It is over.
    Over(ExportTo, Result<(), ExportTrouble>),
}

/// The thread. An export that is under way when it ends is given up: what of it was there before stays
/// whole.
pub(super) type Exporter = Worker<Work>;

/// Starts it.
pub(super) fn start(outbox: Outbox) -> io::Result<Exporter> {
    Worker::start("exporter", WAITING, move |inbox, stopping| {
        run(inbox, &outbox, &stopping);
    })
}

fn run(inbox: &Receiver<Work>, outbox: &Outbox, stopping: &Stopping) {
    while let Ok(work) = inbox.recv() {
        if stopping.is_so() {
            return;
        }
        let news = match work {
            Work::Look => ExportNews::Sticks(sticks::plugged_in()),
            Work::Export(wanted) => {
                let to = wanted.to.clone();
                let mut told = Instant::now();
                let result = write(&wanted, |lines| {
                    if told.elapsed() >= TELL {
                        told = Instant::now();
                        let lines = ExportNews::Lines(to.clone(), lines);
                        outbox.send(Message::Export(lines));
                    }
                    !stopping.is_so()
                });
                ExportNews::Over(to, result)
            }
        };
        outbox.send(Message::Export(news));
    }
}

/// Writes one export, and returns once it lasts through a power cut or a stick that is pulled out.
/// `progress` is told how many lines were written, and says whether to go on.
///
/// # Errors
///
/// Why it is not there. Each file of an earlier export is as it was, or new and whole.
pub fn write(wanted: &Export, mut progress: impl FnMut(u64) -> bool) -> Result<(), ExportTrouble> {
    let mut folder = folder_of(&wanted.to);
    // A folder that is not there may be a share that is away: it is never made.
    let (ExportTo::Folder(place) | ExportTo::Stick(place)) = &wanted.to;
    if !place.is_dir() {
        return Err(ExportTrouble::Gone);
    }
    // Where a stick or a share was, its empty folder may stay: nothing goes there.
    let disk = disk_of(place);
    let is_there = || disk_of(place) == disk;
    let mut progress = |lines| is_there() && progress(lines);
    let journal = Journal::open_to_read(&wanted.data).map_err(|error| {
        tracing::error!(%error, "the journal was not exported");
        ExportTrouble::Journal
    })?;
    let words = Words::load();
    let class = Class {
        pack: &wanted.pack,
        say: words.speak(&wanted.lang),
        now: wanted.now,
        rows_a_sheet: export::ROWS,
    };
    let written = if let Some(student) = &wanted.of {
        let records = journal.records();
        folder.push(exporting::folder_of_child(student, records.card(student)));
        export::write_child(&journal, &folder, student, Some(class), &mut progress)
    } else {
        export::write(&journal, &folder, None, Some(class), &mut progress)
    };
    if !is_there() {
        tracing::warn!("where the export went is not there any more");
        return Err(ExportTrouble::Gone);
    }
    written.map(|_| ()).map_err(|error| {
        let trouble = trouble(&error, place);
        // Not where: a folder may bear a child's name.
        let why = error.source().map(ToString::to_string);
        tracing::warn!(?trouble, why, "the export was not finished");
        trouble
    })
}

/// The folder that an export is in.
pub(super) fn folder_of(to: &ExportTo) -> PathBuf {
    match to {
        ExportTo::Folder(folder) => folder.clone(),
        ExportTo::Stick(stick) => stick.join(FOLDER),
    }
}

/// Which disk a folder is on, as a number of the system's; `None` where there is none or nobody tells.
#[cfg(unix)]
fn disk_of(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    folder.metadata().ok().map(|there| there.dev())
}

#[cfg(not(unix))]
fn disk_of(folder: &Path) -> Option<u64> {
    folder.is_dir().then_some(0)
}

fn trouble(error: &ExportError, place: &Path) -> ExportTrouble {
    match error {
        ExportError::Storage(_) => ExportTrouble::Journal,
        ExportError::Stopped => ExportTrouble::Other,
        ExportError::Write { path, source } => match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
                if !path.starts_with(place) =>
            {
                ExportTrouble::TabletFull
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportTrouble::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                ExportTrouble::ReadOnly
            }
            // What is pulled out answers in many ways.
            _ if place.read_dir().is_err() => ExportTrouble::Gone,
            _ => ExportTrouble::Other,
        },
    }
}
