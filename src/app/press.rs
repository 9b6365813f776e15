//! The thread that prints: makes the pages, saves them as a file, sends them to the printer and
//! follows the job until nothing more comes of it. Nothing it does ever holds up a tap, and a
//! printer or a service that is gone holds it up for seconds at the most.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::{
    devices::printer::{Cups, CupsError, Document, Job},
    domain::{
        kiosk::PrintNews,
        printing::{FileTrouble, JobState, Need, PrintOrder, PrintStep, SendTrouble, StickCopy},
    },
    storage::PRINTS,
};

use super::{
    inbox::{Message, Outbox},
    worker::{Stopping, Worker},
};

/// How many pieces of work may wait.
const WAITING: usize = 16;
/// How often a job is asked about.
const FOLLOW: Duration = Duration::from_millis(700);
/// How many files stay there: there are names of children in them.
const KEPT: usize = 20;

/// What makes the pages of an order, or says why it cannot.
pub(super) type Make = Box<dyn FnOnce() -> Result<Made, String> + Send>;

/// The pages of an order.
pub(super) struct Made {
    /// As a file.
    pub(super) pdf: Vec<u8>,
    /// How many, where that is known.
    pub(super) pages: Option<usize>,
}

/// What it is to do.
pub(super) enum Work {
    /// Say which printers there are.
    Look,
    /// Make, save and send this; the name of its file without the ending.
    Print(Box<PrintOrder>, String, Make),
    /// Copy the file of that order to one of these sticks.
    ToStick(u32, PathBuf, Vec<PathBuf>),
    /// Take that order back.
    Cancel(u32),
}

/// The thread; it ends after the question it is asking, and what waits is not begun. What CUPS has
/// taken is printed all the same.
pub(super) type Press = Worker<Work>;

/// Starts it, for a data folder.
pub(super) fn start(data: &Path, outbox: Outbox) -> io::Result<Press> {
    let folder = data.join(PRINTS);
    Worker::start("press", WAITING, move |inbox, stopping| {
        let mut printing = Printing {
            folder,
            cups: Cups::of_environment(),
            stopping,
            outbox,
            followed: Vec::new(),
        };
        printing.work(inbox);
    })
}

/// What the thread owns.
struct Printing {
    folder: PathBuf,
    cups: Cups,
    stopping: Stopping,
    outbox: Outbox,
    followed: Vec<Followed>,
}

/// A job that is on its way.
struct Followed {
    number: u32,
    job: Job,
    told: PrintStep,
}

impl Printing {
    fn work(&mut self, inbox: &Receiver<Work>) {
        let mut asked = Instant::now();
        loop {
            let next = if self.followed.is_empty() {
                inbox.recv().map_err(RecvTimeoutError::from)
            } else {
                inbox.recv_timeout(FOLLOW.saturating_sub(asked.elapsed()))
            };
            if self.stopping.is_so() {
                return;
            }
            match next {
                Ok(work) => self.begin(work),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if asked.elapsed() >= FOLLOW {
                self.follow();
                asked = Instant::now();
            }
        }
    }

    fn begin(&mut self, work: Work) {
        match work {
            Work::Look => self.tell(PrintNews::Printers(self.cups.look())),
            Work::Print(order, name, make) => {
                let number = order.number;
                let step = self.print(*order, &name, make);
                self.tell(PrintNews::Step(number, step));
            }
            Work::ToStick(number, file, sticks) => {
                self.tell(PrintNews::Stick(number, to_stick(&file, &sticks)));
            }
            Work::Cancel(number) => {
                let job = self.followed.iter().find(|one| one.number == number);
                if let Some(Err(error)) = job.map(|one| self.cups.cancel(&one.job)) {
                    tracing::debug!(%error, "a job was not taken back");
                }
            }
        }
    }

    fn tell(&self, news: PrintNews) {
        self.outbox.send(Message::Print(news));
    }

    /// From an order to a job: the file first.
    fn print(&mut self, order: PrintOrder, name: &str, make: Make) -> PrintStep {
        let Made { pdf, pages } = match make() {
            Ok(all) => all,
            Err(error) => {
                tracing::error!(%error, "the pages were not made");
                return PrintStep::NotMade;
            }
        };
        let file = self.folder.join(format!("{name}.pdf"));
        if let Err(error) = save_here(&file, &pdf) {
            tracing::error!(%error, "the pages were not saved");
            return PrintStep::NotSaved(trouble(&error));
        }
        forget_old(&self.folder, &file);
        self.tell(PrintNews::Saved(order.number, file, pages));
        let Some(printer) = order.printer else {
            return PrintStep::OnlySaved;
        };
        let document = Document {
            // Whoever sees the printer's list reads no name there.
            title: "Waymark".to_owned(),
            pdf,
            paper: order.paper,
            copies: order.copies,
        };
        match self.cups.send(&printer.name, document) {
            Ok(job) => {
                let told = PrintStep::Sent(JobState::Waiting, Vec::new());
                self.followed.push(Followed {
                    number: order.number,
                    job,
                    told: told.clone(),
                });
                told
            }
            Err(error) => {
                tracing::warn!(%error, "a job was not taken");
                PrintStep::NotSent(match error {
                    CupsError::NoService(..) | CupsError::Silent(..) => SendTrouble::NoService,
                    CupsError::Gone => SendTrouble::Gone,
                    CupsError::Refused(_) => SendTrouble::Refuses,
                })
            }
        }
    }

    /// Asks about every job once, and tells what is new.
    fn follow(&mut self) {
        let mut followed = std::mem::take(&mut self.followed);
        followed.retain_mut(|one| {
            if self.stopping.is_so() {
                return true;
            }
            let step = match self.cups.follow(&one.job) {
                Ok((state, needs)) => PrintStep::Sent(state, needs_of(state, needs)),
                Err(CupsError::Gone) => PrintStep::Forgotten,
                Err(error) => {
                    tracing::debug!(%error, "a job is out of sight");
                    PrintStep::LostSight
                }
            };
            if one.told != step {
                one.told = step.clone();
                self.tell(PrintNews::Step(one.number, step));
            }
            !one.told.is_over()
        });
        self.followed = followed;
    }
}

/// What a job's printer needs, as long as that matters.
fn needs_of(state: JobState, needs: Vec<Need>) -> Vec<Need> {
    if state.is_over() { Vec::new() } else { needs }
}

/// Saves a file in the folder of prints, which nobody else on this computer may read.
fn save_here(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
        only_ours(folder, 0o700)?;
    }
    save(file, bytes, |half| only_ours(half, 0o600))
}

#[cfg(unix)]
fn only_ours(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Elsewhere the folder of the user's data is theirs alone.
#[cfg(not(unix))]
fn only_ours(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Saves a file under a new name, whole or not at all. It is `prepared` while it is empty.
fn save(
    file: &Path,
    bytes: &[u8],
    prepared: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let half = file.with_extension("part");
    let written = fs::File::create(&half).and_then(|mut to| {
        prepared(&half)?;
        to.write_all(bytes)?;
        to.sync_all()
    });
    let saved = written.and_then(|()| fs::rename(&half, file));
    if saved.is_err() && half.exists() {
        fs::remove_file(&half)?;
    }
    saved
}

fn trouble(error: &io::Error) -> FileTrouble {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileTrouble::Full,
        _ => FileTrouble::Other,
    }
}

/// Only the newest files stay, and the one that was just written, whatever the clock says. Their names
/// begin with the time they were made at. What a loss of power left half written goes.
fn forget_old(folder: &Path, new: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let ends = |path: &PathBuf, with: &str| path.extension().is_some_and(|ending| ending == with);
    let (mut files, others): (Vec<_>, Vec<_>) = files
        .filter(|path| path != new)
        .partition(|path| ends(path, "pdf"));
    files.sort_unstable();
    let old = (files.len() + 1).saturating_sub(KEPT);
    let halves = others.iter().filter(|path| ends(path, "part"));
    for file in files.iter().take(old).chain(halves) {
        if let Err(error) = fs::remove_file(file) {
            tracing::debug!(%error, "an old file stays");
        }
    }
}

/// Copies a file to the first stick that takes it.
fn to_stick(file: &Path, sticks: &[PathBuf]) -> StickCopy {
    let mut last = StickCopy::NoStick;
    let Ok(bytes) = fs::read(file) else {
        return StickCopy::NotSaved(FileTrouble::Other);
    };
    for stick in sticks {
        let Some(name) = file.file_name() else { break };
        let to = stick.join(name);
        match save(&to, &bytes, |_| Ok(())) {
            Ok(()) => return StickCopy::At(to),
            Err(error) => last = StickCopy::NotSaved(trouble(&error)),
        }
    }
    last
}
