//! What is true of the class as a whole rather than of one child: who was deleted for good, which
//! roster file each tablet took over, and which files of the class pack were published. Part of
//! [`Records`]; changes nothing of a child.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    badge::BadgeKey,
    erasure::Erasures,
    event::Event,
    ids::{StudentId, TabletId},
    pack::StudentCard,
    records::{Records, StudentRecord},
    register::Register,
    time::Stamp,
};

/// What is true of the class as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ClassWide {
    pub(super) erasures: Erasures,
    /// The checksum of the `students.csv` that each tablet took over last.
    rosters: BTreeMap<TabletId, Register<String>>,
    /// The checksum of each published file of the class pack; empty where it is gone.
    pack_files: BTreeMap<String, Register<String>>,
}

impl ClassWide {
    pub(super) fn apply(&mut self, stamp: &Stamp, event: &Event) {
        match event {
            Event::PackPublished { checksum } => {
                let roster = self.rosters.entry(stamp.tablet().clone()).or_default();
                roster.put(stamp, checksum.clone());
            }
            Event::PackFilePublished { path, checksum, .. } => {
                let file = self.pack_files.entry(path.clone()).or_default();
                file.put(stamp, checksum.clone());
            }
            _ => {}
        }
    }
}

impl Records {
    /// Where folding everything anew begins: nothing but who was erased is known.
    #[must_use]
    pub fn all_anew(&self) -> Self {
        let mut anew = Self::default();
        anew.class = Arc::new(ClassWide {
            erasures: self.class.erasures.clone(),
            ..ClassWide::default()
        });
        anew
    }

    /// The cards of everyone who is in the class.
    #[must_use]
    pub fn cards(&self) -> BTreeMap<StudentId, StudentCard> {
        self.students()
            .filter_map(|(id, record)| Some((id.clone(), record.card.get()?.clone())))
            .collect()
    }

    /// Everyone who was in the class and left it, by id.
    pub fn who_left(&self) -> impl Iterator<Item = (&StudentId, &StudentRecord)> {
        self.students
            .iter()
            .filter(|(id, record)| self.is_known(id, record) && record.left.get() == Some(&true))
            .map(|(id, record)| (id, record.as_ref()))
    }

    /// Who was deleted for good, and when.
    #[must_use]
    pub fn erasures(&self) -> &Erasures {
        &self.class.erasures
    }

    /// Whether that student was deleted for good, and nobody has come into the class under the same id
    /// since.
    #[must_use]
    pub fn is_erased(&self, id: &StudentId) -> bool {
        let record = self.students.get(id);
        self.class.erasures.has(id) && record.is_none_or(|record| !self.is_known(id, record))
    }

    /// After a student was erased, what a tablet that had not heard of it wrote brings nobody back;
    /// another child who is added does.
    pub(super) fn is_known(&self, id: &StudentId, record: &StudentRecord) -> bool {
        let erased = || self.class.erasures.has(id);
        record.card.get().is_some() && (record.joined.get().is_some() || !erased())
    }

    /// Whether a badge was an erased child's at that stamp.
    pub(super) fn is_of_erased(&self, badge: &BadgeKey, stamp: &Stamp) -> bool {
        self.class.erasures.covers_badge(badge, stamp)
    }

    /// The checksum of the `students.csv` that each tablet took over last.
    pub fn rosters(&self) -> impl Iterator<Item = (&TabletId, &str)> {
        let rosters = self.class.rosters.iter();
        rosters.filter_map(|(tablet, roster)| Some((tablet, roster.get()?.as_str())))
    }

    /// The published files of the class pack, by path: the checksum of each is empty where it is gone.
    pub fn pack_files(&self) -> impl Iterator<Item = (&str, &Register<String>)> {
        let files = self.class.pack_files.iter();
        files.map(|(path, file)| (path.as_str(), file))
    }
}
