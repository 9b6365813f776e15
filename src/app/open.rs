//! What happens before the first frame and after *Try again*: loading the class pack, opening the
//! journal, taking the roster over, starting the threads.

use std::{io, path::Path};

use eframe::egui;
use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::{
    config::{self, Problems, Watch},
    devices::reader::CardReaders,
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        event::{Actor, Event, Holder},
        health::{JournalProblem, Readers},
        ids::{StudentId, TabletId},
        pack::{Pack, StudentCard},
        records::Records,
        roster,
    },
    screens::PracticeBadge,
    storage::{Journal, OpenError, Setting, StorageError, Store},
};

use super::{App, Options, inbox::Message, pack_watch::PackWatch, pin};

/// Badges in the practice row.
const PRACTICE: usize = 7;
/// Where in the class the practice teacher's badge would be: after every child.
const PRACTICE_TEACHER: usize = 100_000;

/// A class pack that could be used, and which `students.csv` it came with.
#[derive(Debug)]
pub(super) struct LoadedPack {
    pub(super) pack: Pack,
    /// Of the file as it was before the pack was read: if it is saved meanwhile, the pack is read
    /// again and nobody is missed. `None` if it could not be read.
    checksum: Option<String>,
    /// What is wrong with what other tablets published, if it is not used for that.
    pub(super) refused: Option<Problems>,
}

impl LoadedPack {
    /// Reads the pack.
    pub(super) fn read(class: &Path) -> Result<Self, Problems> {
        let checksum = config::students_checksum(class).ok();
        config::load(class).map(|pack| Self {
            pack,
            checksum,
            refused: None,
        })
    }

    /// The same, with what is wrong with what other tablets published.
    pub(super) fn but(self, refused: Option<Problems>) -> Self {
        Self { refused, ..self }
    }

    /// What to record so that its students are known.
    pub(super) fn roster_events(
        &self,
        records: &Records,
        tablet: &TabletId,
        practice: bool,
    ) -> Vec<Event> {
        match &self.checksum {
            _ if practice => practice_class(&self.pack),
            Some(checksum) => roster::take_over(records, tablet, &self.pack.students, checksum),
            None => Vec::new(),
        }
    }
}

/// What was read from the disk, before there is a window.
pub(super) struct Opening {
    pack: Result<LoadedPack, Problems>,
    /// The journal, and whether it had to be restored.
    journal: Result<(Journal, bool), JournalProblem>,
    timezone: TimeZone,
}

impl Opening {
    /// Loads the pack and opens the journal.
    pub(super) fn begin(options: &Options) -> Self {
        let pack = LoadedPack::read(&options.class);
        let timezone = pack
            .as_ref()
            .map_or_else(|_| TimeZone::system(), |loaded| timezone_of(&loaded.pack));
        let now = Timestamp::now().to_zoned(timezone.clone());
        let mut journal = open_journal(options, &now);
        if let (Ok(pack), Ok((journal, _))) = (&pack, &mut journal) {
            let events = pack.roster_events(&journal.records(), journal.tablet(), options.practice);
            if let Err(error) = journal.append(&now, &Actor::Tablet, &events) {
                tracing::error!(%error, "the roster was not taken over");
            }
        }
        Self {
            pack,
            journal,
            timezone,
        }
    }
}

impl App {
    /// Takes over what was read from the disk, and starts the threads that belong to it.
    pub(super) fn take_opening(&mut self, opening: Opening) {
        self.timezone = opening.timezone;
        match opening.journal {
            Ok((journal, restored)) => {
                self.health.journal_restored = restored;
                self.take_journal(journal);
            }
            Err(problem) => self.journal_problem = Some(problem),
        }
        match opening.pack {
            Ok(loaded) => self.take_pack(loaded.pack),
            Err(problems) => {
                self.pack_problems = Some(problems);
                self.kiosk.offer_to_join(self.joiner.fresh);
                self.share_without_pack();
            }
        }
    }

    /// Reads everything from the disk once more.
    pub(super) fn try_again(&mut self, ctx: &egui::Context) {
        self.pack_problems = None;
        self.journal_problem = None;
        self.syncing = None;
        self.store = None;
        // What the store said last is about the journal of before; the others are heard.
        while let Ok(message) = self.inbox.try_recv() {
            if !matches!(message, Message::Store(_)) {
                self.take(ctx, message);
            }
        }
        let opening = Opening::begin(&self.options);
        self.take_opening(opening);
    }

    /// Uses a class pack from now on.
    pub(super) fn take_pack(&mut self, mut pack: Pack) {
        if let Some(lang) = &self.options.lang {
            pack.tablet.language = lang.clone();
        }
        self.timezone = timezone_of(&pack);
        self.pack_problems = None;
        self.health.pack_problems = std::sync::Arc::default();
        self.health.pack_read = Some(self.moment().wall.time());
        if pack.tablet.card_reader && !self.options.practice {
            self.watch_readers();
        } else {
            self.readers = None;
            self.health.readers = Readers::Off;
        }
        self.set_camera_up(&pack);
        self.set_voice_up(&pack);
        self.set_sync_up(&pack);
        self.pack = Some(pack.into());
        self.practice = self.practice_row();
    }

    /// Starts to notice edits of the class pack.
    pub(super) fn watch_pack(&mut self, watch: Watch) {
        match PackWatch::start(self.options.class.clone(), watch, self.outbox.clone()) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => tracing::error!(%error, "edits of the class pack will not be noticed"),
        }
    }

    fn take_journal(&mut self, journal: Journal) {
        self.records = journal.records();
        self.health.pin_is_set = self.options.practice || matches!(journal.has_pin(), Ok(true));
        let wrong = journal.setting(Setting::WrongPins).ok().flatten();
        let wrong = wrong.and_then(|count| count.parse().ok()).unwrap_or(0);
        // A restart does not shorten the wait.
        self.kiosk
            .take_no_pin_before(self.started.elapsed() + pin::wait_after(wrong));
        let choices = journal.setting(Setting::Printing).ok().flatten();
        let choices = choices.and_then(|choices| serde_json::from_str(&choices).ok());
        self.kiosk.choose_for_printing(choices.unwrap_or_default());
        let place = journal.setting(Setting::MeetingPlace).ok().flatten();
        self.meeting_place = place.and_then(|place| serde_json::from_str(&place).ok());
        self.joiner.fresh = !self.options.practice && matches!(journal.is_fresh(), Ok(true));
        let left = journal.setting(Setting::LeftPlace).ok().flatten();
        self.left_place = left.and_then(|place| serde_json::from_str(&place).ok());
        self.remember_exports(journal.setting(Setting::Exported).ok().flatten());
        let outbox = self.outbox.clone();
        match Store::start(journal, move |report| outbox.send(Message::Store(report))) {
            Ok(store) => {
                let ledger = store.ledger().filter(|_| !self.options.practice);
                if let (Some(watch), Some(ledger)) = (&self.watch, ledger) {
                    watch.share_with(ledger, self.timezone.clone());
                }
                self.store = Some(store);
            }
            Err(error) => {
                tracing::error!(%error, "nothing can be saved");
                self.journal_problem = Some(JournalProblem::Other);
            }
        }
    }

    fn watch_readers(&mut self) {
        if self.readers.is_some() {
            return;
        }
        let outbox = self.outbox.clone();
        match CardReaders::start(move |report| outbox.send(Message::Reader(report))) {
            Ok(readers) => self.readers = Some(readers),
            Err(error) => {
                tracing::error!(%error, "card readers cannot be watched");
                self.health.readers = Readers::NoService;
            }
        }
    }

    /// The row of practice badges: empty on a real kiosk.
    pub(super) fn practice_row(&self) -> Vec<PracticeBadge> {
        let Some(pack) = self.pack.as_ref().filter(|_| self.options.practice) else {
            return Vec::new();
        };
        let badge = |(place, (_, card)): (usize, &(StudentId, StudentCard))| {
            let tap = Tap {
                keys: vec![practice_badge(place)],
                source: TapSource::Practice,
            };
            PracticeBadge {
                picture: card.picture.clone(),
                tap,
            }
        };
        let students = pack.students.iter().enumerate().take(PRACTICE).map(badge);
        let teacher = PracticeBadge {
            picture: "🍎".to_owned(),
            tap: Tap {
                keys: vec![practice_badge(PRACTICE_TEACHER)],
                source: TapSource::Practice,
            },
        };
        students.chain([teacher]).collect()
    }
}

/// The journal, and whether it had to be restored.
fn open_journal(options: &Options, now: &Zoned) -> Result<(Journal, bool), JournalProblem> {
    let mut random = rand::rng();
    if options.practice {
        let journal = Journal::in_memory(now, &mut random);
        return Ok((journal.map_err(|error| problem(&error.into()))?, false));
    }
    let opened = Journal::open(&options.data, now, &mut random).map_err(|error| problem(&error))?;
    if let Some(restored) = &opened.restored {
        tracing::warn!(
            entries = restored.entries,
            "the journal was damaged and has been restored"
        );
    }
    Ok((opened.journal, opened.restored.is_some()))
}

/// The class of a practice kiosk, each with a badge.
fn practice_class(pack: &Pack) -> Vec<Event> {
    let both = |(place, (student, card)): (usize, &(StudentId, StudentCard))| {
        let (badge, holder) = (practice_badge(place), Holder::Student(student.clone()));
        let (student, card) = (student.clone(), card.clone());
        [
            Event::StudentAdded { student, card },
            Event::BadgeLinked { badge, holder },
        ]
    };
    let teacher = Event::BadgeLinked {
        badge: practice_badge(PRACTICE_TEACHER),
        holder: Holder::Teacher("practice".into()),
    };
    let students = pack.students.iter().enumerate().flat_map(both);
    students.chain([teacher]).collect()
}

/// The badge of the child at that place of the class, as long as no chip's number is.
fn practice_badge(place: usize) -> BadgeKey {
    let mut uid = [0xFF; 10];
    for (byte, of_place) in uid.iter_mut().zip(place.to_be_bytes()) {
        *byte = of_place;
    }
    BadgeKey::from_uid(&uid)
}

fn timezone_of(pack: &Pack) -> TimeZone {
    let named = pack.tablet.timezone.as_deref().map(TimeZone::get);
    named.and_then(Result::ok).unwrap_or_else(TimeZone::system)
}

/// What a teacher is told of it.
fn problem(error: &OpenError) -> JournalProblem {
    tracing::error!(%error, "the journal cannot be opened");
    match error {
        OpenError::Newer(_) => JournalProblem::Newer,
        OpenError::Older { .. } => JournalProblem::Older,
        OpenError::Foreign(_) => JournalProblem::Foreign,
        OpenError::InUse(_) | OpenError::Held(_) => JournalProblem::InUse,
        OpenError::Damaged { .. } | OpenError::Storage(StorageError::Damaged(_)) => {
            JournalProblem::Damaged
        }
        OpenError::Storage(StorageError::DiskFull(_)) => JournalProblem::Full,
        OpenError::Storage(StorageError::ReadOnly(_)) => JournalProblem::ReadOnly,
        OpenError::Storage(StorageError::Locked(_)) => JournalProblem::Busy,
        OpenError::Storage(StorageError::Disk(_)) => JournalProblem::Disk,
        OpenError::Storage(StorageError::File { source, .. }) => match source.kind() {
            io::ErrorKind::StorageFull => JournalProblem::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                JournalProblem::ReadOnly
            }
            _ => JournalProblem::Disk,
        },
        OpenError::Missing(_) | OpenError::Storage(_) => JournalProblem::Other,
    }
}
