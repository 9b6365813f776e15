//! Where the class pack and the journal are, and how a verb gets at them. Opens what is there; only
//! the journal is made where there is none, and only for a verb that writes.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use directories::ProjectDirs;
use jiff::{Zoned, tz::TimeZone};

use super::error::CommandError;
use crate::{
    config,
    domain::{
        event::{Actor, Event},
        ids::{StudentId, TabletId},
        pack::{Pack, StudentCard},
        records::Records,
        roster,
    },
    storage::{Journal, OpenError},
};

/// The folders as the command line named them.
#[derive(Clone, Debug)]
pub(super) struct Places {
    class: Option<PathBuf>,
    data: Option<PathBuf>,
}

impl Places {
    pub(super) fn new(class: Option<PathBuf>, data: Option<PathBuf>) -> Self {
        Self { class, data }
    }

    /// The class pack's folder: as named, else `kiosk-config` here, else the user's.
    pub(super) fn class(&self) -> Result<PathBuf, CommandError> {
        if let Some(dir) = &self.class {
            return Ok(dir.clone());
        }
        let here = Path::new("kiosk-config");
        if here.join("kiosk.toml").is_file() {
            return Ok(here.to_owned());
        }
        own_folders("--class").map(|dirs| dirs.config_dir().to_owned())
    }

    /// The data folder: as named, else the user's.
    pub(super) fn data(&self) -> Result<PathBuf, CommandError> {
        match &self.data {
            Some(dir) => Ok(dir.clone()),
            None => own_folders("--data").map(|dirs| dirs.data_dir().to_owned()),
        }
    }

    /// The class pack.
    pub(super) fn pack(&self) -> Result<Pack, CommandError> {
        let dir = self.class()?;
        config::load(&dir).map_err(|problems| CommandError::Pack { dir, problems })
    }

    /// The journal for reading alone.
    pub(super) fn journal_to_read(&self) -> Result<Journal, CommandError> {
        Ok(Journal::open_to_read(&self.data()?)?)
    }

    /// The journal for writing; made where there is none.
    pub(super) fn journal(&self, now: &Zoned) -> Result<Journal, CommandError> {
        let opened = Journal::open(&self.data()?, now, &mut rand::rng())?;
        if let Some(restored) = &opened.restored {
            let entries = restored.entries;
            tracing::warn!(
                "The journal was damaged. It was set aside and {entries} entries are back; nothing was deleted."
            );
        }
        Ok(opened.journal)
    }

    /// The class pack and the journal, which knows the pack's students.
    pub(super) fn class_and_journal(&self) -> Result<(Pack, Journal, Zoned), CommandError> {
        let pack = self.pack()?;
        let now = now_at(&pack);
        let mut journal = self.journal(&now)?;
        let events = self.to_take_over(&pack, &journal.records(), journal.tablet())?;
        journal.append(&now, &Actor::CommandLine, &events)?;
        Ok((pack, journal, now))
    }

    /// The class pack, and the children of the class as [`Places::class_and_journal`] would know
    /// them. Writes nothing.
    pub(super) fn class_as_it_would_be(
        &self,
    ) -> Result<(Pack, BTreeMap<StudentId, StudentCard>), CommandError> {
        let pack = self.pack()?;
        let (records, tablet) = match Journal::open_to_read(&self.data()?) {
            Ok(journal) => (journal.records(), journal.tablet().clone()),
            Err(OpenError::Missing(_)) => (Arc::default(), TabletId::from("")),
            Err(error) => return Err(error.into()),
        };
        let mut cards = records.cards();
        for event in self.to_take_over(&pack, &records, &tablet)? {
            if let Event::StudentAdded { student, card } | Event::StudentChanged { student, card } =
                event
            {
                cards.insert(student, card);
            }
        }
        Ok((pack, cards))
    }

    fn to_take_over(
        &self,
        pack: &Pack,
        records: &Records,
        tablet: &TabletId,
    ) -> Result<Vec<Event>, CommandError> {
        let checksum = students_checksum(&self.class()?)?;
        Ok(roster::take_over(
            records,
            tablet,
            &pack.students,
            &checksum,
        ))
    }
}

/// The checksum of a class pack's students.
pub(super) fn students_checksum(class: &Path) -> Result<String, CommandError> {
    config::students_checksum(class).map_err(CommandError::file(class.join("students.csv"), "read"))
}

/// What the clock on the classroom's wall says.
pub(super) fn now_at(pack: &Pack) -> Zoned {
    Zoned::now().with_time_zone(time_zone(pack))
}

/// The classroom's time zone; the system's where the pack names none.
pub(super) fn time_zone(pack: &Pack) -> TimeZone {
    let named = pack.tablet.timezone.as_deref();
    named
        .and_then(|name| TimeZone::get(name).ok())
        .unwrap_or_else(TimeZone::system)
}

fn own_folders(option: &str) -> Result<ProjectDirs, CommandError> {
    ProjectDirs::from("", "", "waymark").ok_or_else(|| {
        CommandError::Refused(format!(
            "This user has no home folder to look in; nothing was changed. Name a folder with {option}."
        ))
    })
}
