//! What a teacher should know about this tablet: quietly on the first screen, and part by part at
//! the desk. Judges nothing itself: see [`crate::domain::health`].

use std::sync::Arc;

use jiff::civil;

use crate::{
    domain::{
        health::{self, Camera, Database, Fact, Readers, Sound},
        pack::TabletSettings,
        sharing::Sharing,
    },
    storage::JournalLook,
};

use super::scout::Looked;

/// How the tablet is.
#[derive(Clone, Debug, Default)]
pub(super) struct Health {
    /// The last thing the journal was asked for went wrong.
    pub(super) journal_in_trouble: bool,
    /// The journal was damaged, and has been restored at this start.
    pub(super) journal_restored: bool,
    /// What is wrong with the edited class pack, because of which the last good one is used.
    pub(super) pack_problems: Arc<[String]>,
    /// When the class pack was read last.
    pub(super) pack_read: Option<civil::Time>,
    /// The card readers.
    pub(super) readers: Readers,
    /// The camera.
    pub(super) camera: Camera,
    /// The loudspeaker.
    pub(super) sound: Sound,
    /// A teacher has set a PIN, of their own or the tablet's.
    pub(super) pin_is_set: bool,
    /// How the journal was when it was last asked.
    pub(super) journal: Option<JournalLook>,
    /// What was found the last time somebody looked around.
    pub(super) looked: Option<Looked>,
    /// The other tablets of the class.
    pub(super) sharing: Arc<Sharing>,
}

impl Health {
    /// The sentences to say, the most urgent first.
    pub(super) fn quiet_lines(&self) -> Vec<&'static str> {
        let no_reader = match &self.readers {
            Readers::NoService => true,
            Readers::Found(names) => names.is_empty(),
            Readers::Unknown | Readers::Off => false,
        };
        let lines = [
            (self.journal_in_trouble, "journal-trouble"),
            (self.journal_restored, "journal-restored"),
            (self.sharing.needs_a_teacher(), "sync-needs-you"),
            (!self.pack_problems.is_empty(), "pack-is-old"),
            (no_reader, "no-reader"),
            (self.no_camera(), "no-camera"),
            (!self.pin_is_set, "no-pin"),
            (self.sound == Sound::NoDevice, "no-sound"),
        ];
        lines
            .into_iter()
            .filter_map(|(is_so, line)| is_so.then_some(line))
            .collect()
    }

    /// Whether a camera is wanted and gives no picture.
    fn no_camera(&self) -> bool {
        !matches!(
            self.camera,
            Camera::Off | Camera::Unknown | Camera::Works(_)
        )
    }

    /// Part by part, the most urgent first. What nobody has looked at yet is left out.
    pub(super) fn facts(&self, tablet: &TabletSettings, now: &jiff::Zoned) -> Vec<Fact> {
        let mut facts = vec![
            Fact::Pack(self.pack_problems.len()),
            Fact::Readers(self.readers.clone()),
            Fact::Scanner(tablet.keyboard_scanner),
            Fact::Camera(self.camera.clone()),
        ];
        let mut sound = self.sound;
        if let Some(looked) = &self.looked {
            if sound == Sound::Works && !looked.speaks_names {
                sound = Sound::NoNames;
            }
            facts.push(Fact::Disk(looked.free));
            facts.push(Fact::Printer(looked.printer.clone()));
        }
        facts.push(Fact::Sound(sound));
        if let Some(journal) = &self.journal {
            facts.push(Fact::Database(self.database(journal)));
            facts.push(Fact::Clock {
                fits: health::clock_fits(journal.clock, now.timestamp().as_millisecond()),
                says: now.datetime(),
            });
        }
        facts.push(Fact::Sync(Arc::clone(&self.sharing)));
        facts.sort_by_key(|fact| std::cmp::Reverse(fact.state()));
        facts
    }

    fn database(&self, journal: &JournalLook) -> Database {
        Database {
            entries: journal.entries,
            bytes: self.looked.as_ref().map_or(0, |looked| looked.bytes),
            last: journal.last,
            copied: self.looked.as_ref().and_then(|looked| looked.copied),
            in_trouble: self.journal_in_trouble,
            restored: self.journal_restored,
        }
    }
}
