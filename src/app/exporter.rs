//! The thread that exports: it reads the journal through a connection of its own that cannot write, and
//! writes to a folder or a stick. Nothing it does ever holds up a tap, and a disk that hangs holds up
//! closing for seconds at the most.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Receiver},
    time::{Duration, Instant},
};

use jiff::civil;

use crate::{
    devices::sticks,
    domain::{
        exporting::{ExportTo, ExportTrouble},
        ids::Lang,
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
pub fn write(wanted: &Export, progress: impl FnMut(u64) -> bool) -> Result<(), ExportTrouble> {
    let folder = folder_of(&wanted.to);
    // A folder that is not there may be a share that is away: it is never made.
    let (ExportTo::Folder(place) | ExportTo::Stick(place)) = &wanted.to;
    if !place.is_dir() {
        return Err(ExportTrouble::Gone);
    }
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
    let written = export::write(&journal, &folder, None, Some(class), progress);
    written.map(|_| ()).map_err(|error| {
        tracing::warn!(%error, "the export was not finished");
        trouble(&error, place)
    })
}

/// The folder that an export is in.
pub(super) fn folder_of(to: &ExportTo) -> PathBuf {
    match to {
        ExportTo::Folder(folder) => folder.clone(),
        ExportTo::Stick(stick) => stick.join(FOLDER),
    }
}

fn trouble(error: &ExportError, place: &Path) -> ExportTrouble {
    match error {
        ExportError::Storage(_) => ExportTrouble::Journal,
        ExportError::Stopped => ExportTrouble::Other,
        ExportError::Write { source, .. } => match source.kind() {
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
