//! A shared folder as a peer: a USB stick, a network share, a folder that Syncthing or any drive carries
//! around. Nothing there is trusted, nothing of another tablet's is changed, and what is odd is named
//! and holds up nothing else.
//!
//! | name | what |
//! | --- | --- |
//! | `waymark-class.json` | whose folder it is |
//! | `tablets/WRITER/SERIES-FIRST-LAST-CHECK.segment` | a stretch of a series ([`crate::journal::segment`]); only WRITER writes and removes here, and SERIES may be another tablet's that it hands on |
//! | `tablets/WRITER/status.json` | what WRITER says of itself, and which files it could not read |
//! | `*.tmp` | a file that is not finished, or never will be |
//!
//! Whatever else lies in the folder is none of our business, except below `tablets`.
//!
//! How far a series goes is read from names; a segment is looked into once, at its beginning and its end,
//! and read from end to end when somebody wants its entries. Of a damaged one the entries before the
//! damage are used, as far as each is vouched for by its own checksum and the one before; a tablet
//! writes that much of its own again whole, and the rest is sent again by whoever has it.

mod branches;
mod files;
mod keep;
mod look;
mod marker;
mod mend;
mod names;
mod reading;
mod shelf;
mod word;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

pub use files::{Disk, Files, Found, Kind};
pub use marker::class_of;

use self::{
    branches::WayEnd,
    marker::Owner,
    names::{STATUS, folder_of, path_of, printable},
    reading::{Asked, Reading},
    shelf::{Looker, Shelf},
    word::Word,
};
use super::{Peer, PeerError, Refusal, Status, Survey};
use crate::{
    domain::ids::{ClassId, TabletId},
    journal::{Entry, Head},
};

/// A folder that the tablets of a class share.
#[derive(Debug)]
pub struct FolderPeer<F = Disk> {
    files: F,
    place: String,
    class: ClassId,
    tablet: TabletId,
    shelf: Shelf,
    /// The end of every series there; `None` before the first look around.
    heads: Option<BTreeMap<TabletId, Head>>,
    reading: Option<Reading>,
    asked: BTreeMap<TabletId, Asked>,
    /// Which ways of series that cannot keep the name were given to this tablet in this round, and in
    /// earlier ones that came to an end: by their last entry.
    offered: Vec<WayEnd>,
    given: BTreeSet<WayEnd>,
    /// The new ones that the last survey found, each from the entry on by which it says something else.
    found: Vec<(WayEnd, Vec<Entry>)>,
    /// How many surveys there were.
    surveys: u64,
}

impl FolderPeer<Disk> {
    /// The folder at `path`, made this class's if it is nobody's yet. A folder that is not there is
    /// [`PeerError::Away`] and is not made.
    pub fn open(path: &Path, class: &ClassId, tablet: &TabletId) -> Result<Self, PeerError> {
        let place = printable(path.as_os_str());
        Self::over(Disk::at(path), place, class, tablet)
    }

    /// The folder at `path`, which was this class's before. One that says nothing of that is
    /// [`PeerError::Away`]: where a stick is out, its place in the file system is an empty folder, and
    /// what is written into that has reached nobody.
    pub fn open_again(path: &Path, class: &ClassId, tablet: &TabletId) -> Result<Self, PeerError> {
        let place = printable(path.as_os_str());
        let mut peer = Self::new(Disk::at(path), place, class, tablet);
        peer.admit()?;
        peer.sweep();
        Ok(peer)
    }
}

impl<F: Files> FolderPeer<F> {
    /// As [`FolderPeer::open`], over any files; `place` is what a teacher calls them.
    pub fn over(
        files: F,
        place: String,
        class: &ClassId,
        tablet: &TabletId,
    ) -> Result<Self, PeerError> {
        let mut peer = Self::new(files, place, class, tablet);
        if let Owner::Nobody = marker::owner(&mut peer.files, &peer.place)? {
            peer.claim()?;
        }
        peer.admit()?;
        peer.sweep();
        Ok(peer)
    }

    fn new(files: F, place: String, class: &ClassId, tablet: &TabletId) -> Self {
        Self {
            files,
            place,
            class: class.clone(),
            tablet: tablet.clone(),
            shelf: Shelf::default(),
            heads: None,
            reading: None,
            asked: BTreeMap::new(),
            offered: Vec::new(),
            found: Vec::new(),
            given: BTreeSet::new(),
            surveys: 0,
        }
    }

    /// Whether the folder is there and this class's.
    fn admit(&mut self) -> Result<(), PeerError> {
        match marker::owner(&mut self.files, &self.place)? {
            Owner::Class(class) if class == self.class => Ok(()),
            Owner::Class(theirs) => Err(PeerError::OtherClass {
                place: self.place.clone(),
                theirs,
                ours: self.class.clone(),
            }),
            Owner::Nobody => {
                let gone =
                    io::Error::new(io::ErrorKind::NotFound, "it is not the shared folder now");
                Err(marker::failed(&self.place)(gone))
            }
            Owner::Unclear => self.claim(),
        }
    }

    /// Makes the folder this class's where nothing says otherwise: there is no marker or a damaged one,
    /// and no segment of another class.
    fn claim(&mut self) -> Result<(), PeerError> {
        self.look_around()?;
        if let Some(theirs) = self.shelf.other_class() {
            return Err(PeerError::OtherClass {
                place: self.place.clone(),
                theirs,
                ours: self.class.clone(),
            });
        }
        marker::put(&mut self.files, &self.class, &self.place)
    }

    /// Removes what an earlier run of this tablet left half-written.
    fn sweep(&mut self) {
        let folder = folder_of(&self.tablet);
        let Ok(found) = self.files.list(&folder) else {
            return;
        };
        let names = found.iter().filter_map(|file| file.name.to_str());
        for name in names.filter(|name| name.strip_suffix(".tmp").is_some()) {
            if let Err(error) = self.files.remove(&format!("{folder}/{name}")) {
                tracing::debug!(%error, "a half-written file stays under its temporary name");
            }
        }
    }

    fn look_around(&mut self) -> Result<(), PeerError> {
        let who = Looker {
            class: &self.class,
            tablet: &self.tablet,
            place: &self.place,
        };
        self.shelf.look_around(&mut self.files, who)?;
        self.heads = Some(self.shelf.heads());
        Ok(())
    }

    /// The end of every series there, as far as is known.
    fn known_heads(&mut self) -> Result<BTreeMap<TabletId, Head>, PeerError> {
        if self.heads.is_none() {
            self.look_around()?;
        }
        Ok(self.heads.clone().unwrap_or_default())
    }

    fn failed(&self, error: io::Error) -> PeerError {
        marker::failed(&self.place)(error)
    }
}

impl<F: Files> Peer for FolderPeer<F> {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn survey(&mut self) -> Result<Survey, PeerError> {
        self.admit()?;
        self.look_around()?;
        if self.shelf.in_part {
            // A folder that vanishes in the middle must not look like one that has little in it.
            self.admit()?;
        }
        self.mend()?;
        self.surveys += 1;
        self.find_branches()?;
        Ok(Survey {
            heads: self.heads.clone().unwrap_or_default(),
            heard: self.shelf.heard.clone(),
            oddities: self.shelf.oddities.clone(),
        })
    }

    fn fetch(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError> {
        self.known_heads()?;
        self.read_on(series, after, most)
    }

    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        let Some(first) = entries.first() else {
            return Ok(Vec::new());
        };
        self.admit()?;
        let series = first.id.tablet.clone();
        self.keep(&series, entries)
    }

    fn has_room_for_both(&self) -> bool {
        true
    }

    fn branches(&mut self) -> Result<Vec<Vec<Entry>>, PeerError> {
        Ok(self.offer())
    }

    fn drop_branches(&mut self) -> Result<(), PeerError> {
        self.drop_given()
    }

    fn scrub(&mut self, entries: &[Entry]) -> Result<u64, PeerError> {
        let gone: BTreeMap<_, _> = entries.iter().map(|entry| (&entry.id, entry)).collect();
        self.rewrite(|entry| {
            let scrubbed = gone.get(&entry.id)?;
            (scrubbed.body != entry.body).then(|| Entry::clone(scrubbed))
        })
    }

    fn tell(&mut self, status: &Status) -> Result<(), PeerError> {
        self.admit()?;
        let mut cannot_read = self.shelf.unreadable();
        cannot_read.truncate(word::MOST);
        let word = Word::new(&self.class, status, cannot_read);
        if self.shelf.has_heard(&self.tablet, &word) {
            return Ok(());
        }
        let text = serde_json::to_vec(&word).map_err(|error| self.failed(error.into()))?;
        let path = path_of(&self.tablet, STATUS);
        self.files
            .write(&path, &text)
            .map_err(|error| self.failed(error))
    }
}
