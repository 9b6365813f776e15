//! The place where the tablets of a class meet, reached: whichever it is, a round is made with it in the
//! same way, and it can be asked whether something happened there.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    io,
    path::{Path, PathBuf},
};

use super::{
    folder::{self, FolderPeer},
    peer::{Peer, PeerError},
};
use crate::{
    domain::{
        ids::{ClassId, TabletId},
        sharing::MeetingPlace,
    },
    storage::{Journal, Setting, StorageError},
};

/// The place, and the way there while it is open.
pub struct Meeting {
    place: MeetingPlace,
    tablet: TabletId,
    /// Nothing before it was reached, and after a round that failed.
    peer: Option<Box<dyn Peer + Send>>,
    /// Notices what others leave in a folder.
    watch: Option<FolderWatch>,
}

/// The class that a tablet shares with, and whether it was at that place before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The class.
    pub class: ClassId,
    /// Whether it was there before.
    pub was_there: bool,
}

impl Meeting {
    /// A place that is not reached yet.
    #[must_use]
    pub fn new(place: MeetingPlace, tablet: TabletId) -> Self {
        let watch = match &place {
            MeetingPlace::Folder(path) => Some(FolderWatch::new(path.clone(), tablet.clone())),
            MeetingPlace::Postgres(_) => None,
        };
        Self {
            place,
            tablet,
            peer: None,
            watch,
        }
    }

    /// Whether the way there is open.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.peer.is_some()
    }

    /// What a round is made with; reached first, for a tablet of that class, if it is not open.
    pub fn peer(&mut self, known: &Known) -> Result<&mut dyn Peer, PeerError> {
        if self.peer.is_none() {
            self.peer = Some(reach(&self.place, known, &self.tablet)?);
        }
        match &mut self.peer {
            Some(peer) => Ok(peer.as_mut()),
            None => Err(unreachable(&self.place)),
        }
    }

    /// Ends the way there: the next round reaches the place anew.
    pub fn leave(&mut self) {
        self.peer = None;
    }

    /// What it is called.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.peer {
            Some(peer) => peer.place(),
            None => self.place.in_words(),
        }
    }

    /// Whether something happened there since it was asked last, or it is there again. Never waits.
    pub fn has_news(&mut self) -> bool {
        self.watch.as_mut().is_some_and(FolderWatch::has_news)
    }
}

fn reach(
    place: &MeetingPlace,
    known: &Known,
    tablet: &TabletId,
) -> Result<Box<dyn Peer + Send>, PeerError> {
    match place {
        MeetingPlace::Folder(path) if known.was_there => Ok(Box::new(FolderPeer::open_again(
            path,
            &known.class,
            tablet,
        )?)),
        MeetingPlace::Folder(path) => Ok(Box::new(FolderPeer::open(path, &known.class, tablet)?)),
        MeetingPlace::Postgres(_) => Err(unreachable(place)),
    }
}

fn unreachable(place: &MeetingPlace) -> PeerError {
    PeerError::NotAllowed {
        place: place.in_words(),
        why: "this program cannot reach servers".to_owned(),
    }
}

/// The class that this tablet shares with, once it has met others of it. A class that it only drew for
/// itself and nobody knows of yet does not count.
pub fn known_class(journal: &Journal, place: &MeetingPlace) -> Result<Option<Known>, StorageError> {
    let class = journal.setting(Setting::ClassId)?;
    let places = journal.standing()?.places;
    let words = place.in_words();
    Ok(class.filter(|_| !places.is_empty()).map(|class| Known {
        class: class.into(),
        was_there: places.iter().any(|known| known.place == words),
    }))
}

/// What a place says of whose it is. Nothing is written there.
pub fn class_there(place: &MeetingPlace) -> Result<Option<ClassId>, PeerError> {
    match place {
        MeetingPlace::Folder(path) => folder::class_of(path),
        MeetingPlace::Postgres(_) => Ok(None),
    }
}

/// The class of a tablet that has not met others yet: the one that it found at the place, else one of its
/// own.
pub fn keep_class(
    journal: &mut Journal,
    there: Option<ClassId>,
    random: &mut impl rand::Rng,
) -> Result<Known, StorageError> {
    let class = match there {
        Some(class) => {
            journal.set(Setting::ClassId, class.as_str())?;
            class
        }
        None => journal.class_id(random)?,
    };
    Ok(Known {
        class,
        was_there: false,
    })
}

/// Notices new segments of others by their names alone.
struct FolderWatch {
    folder: PathBuf,
    own: TabletId,
    seen: Option<u64>,
}

impl FolderWatch {
    fn new(folder: PathBuf, own: TabletId) -> Self {
        let mut watch = Self {
            folder,
            own,
            seen: None,
        };
        watch.seen = watch.look().ok();
        watch
    }

    fn has_news(&mut self) -> bool {
        let now = self.look().ok();
        let is_new = now.is_some() && now != self.seen;
        self.seen = now;
        is_new
    }

    /// A number that changes when a tablet comes or leaves a segment. This one's own files do not count,
    /// and what tablets say of themselves does not: answering that would never end.
    fn look(&self) -> io::Result<u64> {
        let mut names = Vec::new();
        for writer in sorted(&self.folder.join("tablets"))? {
            if writer
                .file_name()
                .is_some_and(|name| name == self.own.as_str())
            {
                continue;
            }
            // What is no folder holds no segments.
            let files = sorted(&writer).unwrap_or_default();
            names.extend(
                files
                    .into_iter()
                    .filter(|file| file.extension().is_some_and(|end| end == "segment")),
            );
        }
        let mut hasher = DefaultHasher::new();
        names.hash(&mut hasher);
        Ok(hasher.finish())
    }
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for file in fs::read_dir(folder)? {
        paths.push(file?.path());
    }
    paths.sort_unstable();
    Ok(paths)
}
