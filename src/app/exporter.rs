//! The thread that exports: it reads the journal through a connection of its own that cannot write, and
//! writes to a folder or a stick. Nothing it does ever holds up a tap, and a disk that hangs holds up
//! closing for seconds at the most.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel},
    },
    thread::{self, JoinHandle},
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

use super::inbox::{Message, Outbox};

/// How many pieces of work may wait. A look that finds no room is asked for again soon.
const WAITING: usize = 4;
/// How often its progress is told.
const TELL: Duration = Duration::from_millis(200);
/// How long closing waits for a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(3);
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

/// The thread; it ends when this is dropped. An export that is under way is given up: what of it was
/// there before stays whole.
pub(super) struct Exporter {
    /// Closed to end the thread.
    work: Option<SyncSender<Work>>,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// Nothing is ever sent: it closes when the thread has ended.
    ended: Receiver<()>,
}

impl Exporter {
    pub(super) fn start(outbox: Outbox) -> io::Result<Self> {
        let (work, inbox) = sync_channel(WAITING);
        let stopping = Arc::new(AtomicBool::new(false));
        let (ending, ended) = channel();
        let stop = Arc::clone(&stopping);
        let thread = thread::Builder::new()
            .name("exporter".to_owned())
            .spawn(move || {
                run(&inbox, &outbox, &stop);
                drop(ending);
            })?;
        Ok(Self {
            work: Some(work),
            stopping,
            thread: Some(thread),
            ended,
        })
    }

    /// Hands it something to do; never waits. Whether it was taken.
    pub(super) fn send(&self, work: Work) -> bool {
        let sent = self.work.as_ref().map(|inbox| inbox.try_send(work));
        sent.is_some_and(|sent| sent.is_ok())
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.work = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the disk that is exported to hangs: closing without it");
        } else if thread.join().is_err() {
            tracing::error!("the thread that exports ended badly");
        }
    }
}

fn run(inbox: &Receiver<Work>, outbox: &Outbox, stopping: &AtomicBool) {
    while let Ok(work) = inbox.recv() {
        if stopping.load(Ordering::Relaxed) {
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
                    !stopping.load(Ordering::Relaxed)
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
    let (place, folder) = match &wanted.to {
        // A folder that is not there may be a share that is away: it is never made.
        ExportTo::Folder(folder) => (folder, folder.clone()),
        ExportTo::Stick(stick) => (stick, stick.join(FOLDER)),
    };
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
