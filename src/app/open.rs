//! What happens before the first frame and after *Try again*: loading the class pack, opening the
//! journal, taking the roster over, starting the threads.

use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::{
    config::{self, Problems},
    devices::reader::CardReaders,
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        event::{Actor, Event, Holder},
        ids::{Lang, StudentId},
        pack::Pack,
        roster,
    },
    screens::PracticeBadge,
    storage::{Journal, Setting, Store},
};

use super::{App, Options, inbox::Message, pack_watch::PackWatch};

/// Badges in the practice row.
const PRACTICE: usize = 8;

/// What was read from the disk, before there is a window.
pub(super) struct Opening {
    pack: Result<Pack, Problems>,
    /// The journal, and whether it had to be restored.
    journal: Result<(Journal, bool), String>,
    timezone: TimeZone,
}

impl Opening {
    /// Loads the pack and opens the journal.
    pub(super) fn begin(options: &Options) -> Self {
        let pack = config::load(&options.class).map(|pack| speaking(pack, options.lang.as_ref()));
        let timezone = pack
            .as_ref()
            .map_or_else(|_| TimeZone::system(), timezone_of);
        let now = Timestamp::now().to_zoned(timezone.clone());
        let mut journal = open_journal(options, &now);
        if let (Ok(pack), Ok((journal, _))) = (&pack, &mut journal) {
            let events = if options.practice {
                practice_class(pack)
            } else {
                roster_events(options, pack, journal)
            };
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
            Ok(pack) => self.take_pack(pack),
            Err(problems) => self.pack_problems = Some(problems),
        }
        if self.options.practice {
            self.practice = self.practice_row();
        }
    }

    /// Reads everything from the disk once more.
    pub(super) fn try_again(&mut self) {
        self.pack_problems = None;
        self.journal_problem = None;
        self.store = None;
        let opening = Opening::begin(&self.options);
        self.take_opening(opening);
    }

    /// Uses a class pack from now on.
    pub(super) fn take_pack(&mut self, pack: Pack) {
        self.timezone = timezone_of(&pack);
        self.pack_problems = None;
        self.health.pack_is_old = false;
        if pack.tablet.card_reader && !self.options.practice {
            self.watch_readers();
        } else {
            self.readers = None;
            self.health.no_reader = false;
        }
        self.pack = Some(pack.into());
    }

    /// Starts to notice edits of the class pack.
    pub(super) fn watch_pack(&mut self) {
        match PackWatch::start(self.options.class.clone(), self.outbox.clone()) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => tracing::error!(%error, "edits of the class pack will not be noticed"),
        }
    }

    /// The roster of an edited pack, to be recorded by the store.
    pub(super) fn roster_events(&self, pack: &Pack) -> Vec<Event> {
        match config::students_checksum(&self.options.class) {
            Ok(checksum) if !self.options.practice => {
                roster::take_over(&self.records, &pack.students, &checksum)
            }
            _ => Vec::new(),
        }
    }

    fn take_journal(&mut self, journal: Journal) {
        self.records = journal.records();
        self.health.pin_is_set =
            self.options.practice || matches!(journal.setting(Setting::PinHash), Ok(Some(_)));
        let outbox = self.outbox.clone();
        match Store::start(journal, move |report| outbox.send(Message::Store(report))) {
            Ok(store) => self.store = Some(store),
            Err(error) => self.journal_problem = Some(error.to_string()),
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
                self.health.no_reader = true;
            }
        }
    }

    fn practice_row(&self) -> Vec<PracticeBadge> {
        let Some(pack) = &self.pack else {
            return Vec::new();
        };
        let known = pack
            .students
            .iter()
            .filter(|(student, _)| self.knows(student));
        known
            .take(PRACTICE)
            .map(|(student, card)| {
                let tap = Tap {
                    keys: vec![practice_badge(student)],
                    source: TapSource::Practice,
                };
                PracticeBadge {
                    picture: card.picture.clone(),
                    tap,
                }
            })
            .collect()
    }
}

/// The journal, and whether it had to be restored.
fn open_journal(options: &Options, now: &Zoned) -> Result<(Journal, bool), String> {
    let mut random = rand::rng();
    if options.practice {
        let journal = Journal::in_memory(now, &mut random).map_err(|error| error.to_string())?;
        return Ok((journal, false));
    }
    let opened =
        Journal::open(&options.data, now, &mut random).map_err(|error| error.to_string())?;
    if let Some(restored) = &opened.restored {
        tracing::warn!(
            entries = restored.entries,
            "the journal was damaged and has been restored"
        );
    }
    Ok((opened.journal, opened.restored.is_some()))
}

fn roster_events(options: &Options, pack: &Pack, journal: &Journal) -> Vec<Event> {
    match config::students_checksum(&options.class) {
        Ok(checksum) => roster::take_over(&journal.records(), &pack.students, &checksum),
        Err(error) => {
            tracing::error!(%error, "the roster cannot be read again");
            Vec::new()
        }
    }
}

/// The class of a practice kiosk, each with a badge.
fn practice_class(pack: &Pack) -> Vec<Event> {
    let both = |(student, card): &(StudentId, crate::domain::pack::StudentCard)| {
        let badge = practice_badge(student);
        let holder = Holder::Student(student.clone());
        [
            Event::StudentAdded {
                student: student.clone(),
                card: card.clone(),
            },
            Event::BadgeLinked { badge, holder },
        ]
    };
    pack.students.iter().flat_map(both).collect()
}

/// A badge that no chip has: its number is made of the student's id.
fn practice_badge(student: &StudentId) -> BadgeKey {
    let mut uid = [0_u8; 10];
    for (place, byte) in uid.iter_mut().zip(student.as_str().bytes()) {
        *place = byte;
    }
    BadgeKey::from_uid(&uid)
}

fn speaking(mut pack: Pack, lang: Option<&Lang>) -> Pack {
    if let Some(lang) = lang {
        pack.tablet.language = lang.clone();
    }
    pack
}

fn timezone_of(pack: &Pack) -> TimeZone {
    let named = pack.tablet.timezone.as_deref().map(TimeZone::get);
    named.and_then(Result::ok).unwrap_or_else(TimeZone::system)
}
