//! The place where the tablets of a class meet, reached: whichever it is, a round is made with it in the
//! same way, and it can be asked whether something happened there.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    folder::{self, FolderPeer},
    joining::{self, Invitation},
    peer::{Peer, PeerError},
    postgres::{Limits, Plain, PostgresPeer, Server},
};
use crate::{
    domain::{
        ids::{ClassId, TabletId},
        joining::JoinCode,
        sharing::{self as domain, MeetingPlace},
    },
    storage::{Journal, Setting, StorageError},
};

/// The place, and the way there while it is open.
pub struct Meeting {
    place: MeetingPlace,
    tablet: TabletId,
    /// Nothing before it was reached, and after a round that failed.
    reached: Option<Reached>,
    /// Notices what others leave in a folder.
    watch: Option<FolderWatch>,
}

/// What a round is made with.
enum Reached {
    Folder(Box<FolderPeer>),
    Postgres(Box<PostgresPeer>),
}

impl Reached {
    fn peer(&mut self) -> &mut dyn Peer {
        match self {
            Self::Folder(peer) => peer.as_mut(),
            Self::Postgres(peer) => peer.as_mut(),
        }
    }
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
            reached: None,
            watch,
        }
    }

    /// What a round is made with; reached first, for a tablet of that class, if it is not open.
    pub fn peer(&mut self, known: &Known) -> Result<&mut dyn Peer, PeerError> {
        let reached = match self.reached.take() {
            Some(reached) => reached,
            None => reach(&self.place, known, &self.tablet)?,
        };
        Ok(self.reached.insert(reached).peer())
    }

    /// Lets one more tablet into the class, for ten minutes.
    pub fn invite(
        &mut self,
        known: &Known,
        name: &str,
        random: &mut impl rand::Rng,
    ) -> Result<Invitation, PeerError> {
        self.peer(known)?;
        let made = self.make_invitation(known, name, random)?;
        let read = JoinCode::read(&made.code.letters());
        if !read.is_ok_and(|read| read.place == made.code.place) {
            return Err(PeerError::NotAllowed {
                place: self.in_words(),
                why: "the way there is too long for a code".to_owned(),
            });
        }
        Ok(made)
    }

    fn make_invitation(
        &mut self,
        known: &Known,
        name: &str,
        random: &mut impl rand::Rng,
    ) -> Result<Invitation, PeerError> {
        match (&self.place, &mut self.reached) {
            (_, Some(Reached::Postgres(peer))) => {
                joining::invite_to_server(peer, &known.class, name, random)
            }
            (MeetingPlace::Folder(path), _) => {
                joining::invite_to_folder(path, &known.class, name, Timestamp::now(), random)
            }
            (MeetingPlace::Postgres(_), _) => Err(PeerError::Nonsense {
                place: self.place.in_words(),
                what: "it is a server and a folder".to_owned(),
            }),
        }
    }

    /// Ends the way there: the next round reaches the place anew.
    pub fn leave(&mut self) {
        self.reached = None;
    }

    /// What it is called.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.reached {
            Some(Reached::Folder(peer)) => peer.place(),
            Some(Reached::Postgres(peer)) => peer.place(),
            None => self.place.in_words(),
        }
    }

    /// Whether something happened there since it was asked last, or it is there again. Never waits.
    pub fn has_news(&mut self) -> bool {
        match (&mut self.watch, &mut self.reached) {
            (Some(watch), _) => watch.has_news(),
            // A connection that is lost is told by the next round.
            (None, Some(Reached::Postgres(peer))) => peer.has_news().unwrap_or(false),
            _ => false,
        }
    }
}

fn reach(place: &MeetingPlace, known: &Known, tablet: &TabletId) -> Result<Reached, PeerError> {
    match place {
        MeetingPlace::Folder(path) => {
            let open = if known.was_there {
                FolderPeer::open_again
            } else {
                FolderPeer::open
            };
            Ok(Reached::Folder(open(path, &known.class, tablet)?.into()))
        }
        MeetingPlace::Postgres(server) => {
            let peer = on_server(server, tablet, Some(known.class.clone()))?;
            Ok(Reached::Postgres(peer.into()))
        }
    }
}

/// The server, with the password from its file.
pub(super) fn on_server(
    server: &domain::Server,
    tablet: &TabletId,
    class: Option<ClassId>,
) -> Result<PostgresPeer, PeerError> {
    let place = server.connection.in_words();
    let refused = |why: String| PeerError::NotAllowed {
        place: place.clone(),
        why,
    };
    let mut line = server.connection.reveal().to_owned();
    if let Some(file) = &server.password_file {
        let password = fs::read_to_string(file)
            .map_err(|error| refused(format!("{} cannot be read ({error})", file.display())))?;
        line = with_password(&line, password.trim());
    }
    let server = Server::read(&line, Plain::OnThisMachine)
        .map_err(|error| refused(error.to_string().trim_end_matches('.').to_owned()))?
        .called(&place);
    PostgresPeer::new(server, tablet.clone(), class, Limits::default()).map_err(|source| {
        PeerError::Away {
            place,
            source: source.into(),
        }
    })
}

/// `postgresql://role@host/database` with the password behind the role.
fn with_password(line: &str, password: &str) -> String {
    let password = utf8_percent_encode(password, NON_ALPHANUMERIC);
    match line.split_once('@') {
        Some((role, rest)) => format!("{role}:{password}@{rest}"),
        None => line.to_owned(),
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
pub fn class_there(place: &MeetingPlace, tablet: &TabletId) -> Result<Option<ClassId>, PeerError> {
    match place {
        MeetingPlace::Folder(path) => folder::class_of(path),
        MeetingPlace::Postgres(server) => on_server(server, tablet, None)?.class().map(Some),
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
