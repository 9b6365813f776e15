//! The thread that finds out what takes its time: how much room is left, which printer there is,
//! which rosters lie where and what is in one. Nothing it does ever holds up a tap.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use jiff::{Timestamp, civil, tz::TimeZone};

use crate::{
    config::roster,
    devices::{disk, printer, speaker},
    domain::{
        health::Printer,
        ids::Lang,
        kiosk::{FoundRoster, ReadRoster, RosterClass, RosterSource},
    },
    storage,
};

use super::inbox::{Message, Outbox};

/// How many jobs may wait. A look around that finds no room is asked for again soon.
const WAITING: usize = 4;

/// What it is to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Look around, for a tablet in that language.
    LookAround(Lang),
    /// Find rosters.
    FindRosters(TimeZone),
    /// Read one.
    ReadRoster(RosterSource),
}

/// What it found.
#[derive(Debug)]
pub(super) enum Found {
    /// How the tablet is.
    Tablet(Looked),
    /// These rosters.
    Rosters(Vec<FoundRoster>),
    /// This in one.
    Roster(RosterSource, ReadRoster),
}

/// How the tablet is, as far as it takes time to tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// Bytes that are free where the journal is.
    pub(super) free: Option<u64>,
    pub(super) printer: Printer,
    /// How large the journal is.
    pub(super) bytes: u64,
    /// The day of its newest sound copy.
    pub(super) copied: Option<civil::Date>,
    /// Whether a program is there that speaks names.
    pub(super) speaks_names: bool,
}

/// The thread; it ends when this is dropped, after what it is doing: two seconds for a printer that
/// does not answer.
pub(super) struct Scout {
    /// Closed to end the thread.
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Scout {
    /// Starts it, for a class pack and a data folder.
    pub(super) fn start(class: PathBuf, data: PathBuf, outbox: Outbox) -> io::Result<Self> {
        let (jobs, inbox) = sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("scout".to_owned())
            .spawn(move || work(&class, &data, &inbox, &outbox))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Hands it something to do; never waits.
    pub(super) fn send(&self, job: Job) {
        let sent = self.jobs.as_ref().map(|jobs| jobs.try_send(job));
        if sent.is_some_and(|sent| sent.is_err()) {
            tracing::debug!("not looked at now: there is much to do already");
        }
    }
}

impl Drop for Scout {
    fn drop(&mut self) {
        self.jobs = None;
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the thread that looks around ended badly");
        }
    }
}

fn work(class: &Path, data: &Path, jobs: &Receiver<Job>, outbox: &Outbox) {
    while let Ok(job) = jobs.recv() {
        let found = match job {
            Job::LookAround(lang) => Found::Tablet(look_around(data, &lang)),
            Job::FindRosters(zone) => Found::Rosters(find_rosters(class, &zone)),
            Job::ReadRoster(source) => {
                let read = read_roster(&source);
                Found::Roster(source, read)
            }
        };
        outbox.send(Message::Found(found));
    }
}

fn look_around(data: &Path, lang: &Lang) -> Looked {
    let copied = storage::newest_snapshot(data);
    if let Err(error) = &copied {
        tracing::warn!(%error, "the copies of the journal cannot be looked at");
    }
    Looked {
        free: disk::free_bytes(data),
        printer: printer::look(),
        bytes: storage::bytes_on_disk(data),
        copied: copied.unwrap_or_default(),
        speaks_names: speaker::voice_program(lang).is_some(),
    }
}

fn find_rosters(class: &Path, zone: &TimeZone) -> Vec<FoundRoster> {
    let found = roster::find::find(class).into_iter();
    let rosters = found.map(|candidate| FoundRoster {
        written: candidate
            .written
            .and_then(|time| Timestamp::try_from(time).ok())
            .map(|time| zone.to_datetime(time)),
        path: candidate.path,
    });
    rosters.collect()
}

fn read_roster(source: &RosterSource) -> ReadRoster {
    let class = source.class.as_ref().map(|class| class.id.as_str());
    match roster::read_class(&source.path, class) {
        Ok(file) => ReadRoster::Students(file.students.into(), file.notes),
        Err(problems) if !problems.classes().is_empty() => {
            let classes = problems.classes().iter().map(|class| RosterClass {
                id: class.id.clone(),
                name: class.name.clone(),
                students: class.students,
            });
            ReadRoster::Classes(classes.collect())
        }
        Err(problems) => {
            let problems = problems.problems().iter();
            ReadRoster::Problems(problems.map(ToString::to_string).collect())
        }
    }
}
