//! Many tablets of one class, as a teacher is told of them: where they meet, what is on this tablet
//! alone, who was heard when, and what waits for somebody to decide. Judges what was found out; finding
//! it out is for others. Never claims more than is known: an entry counts as elsewhere once the place
//! where the tablets meet has it for good.

use std::{fmt, path::PathBuf};

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{
    health::State,
    ids::{EntryId, TabletId},
};

/// Where the tablets of a class meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingPlace {
    /// A folder that all of them reach, or a stick that is carried around.
    Folder(PathBuf),
    /// A PostgreSQL server.
    Postgres(Server),
}

/// A PostgreSQL server, and how this tablet gets in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Server {
    /// The connection line.
    pub connection: Line,
    /// The file with the password, where it is not in the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
}

/// A connection line, as PostgreSQL's own tools write it. The one that joining brought holds a key: it
/// is kept beside the journal and nowhere else, and no log shows it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(String);

impl Line {
    /// Takes it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// All of it, for the one who is to connect.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Where it leads: host and database, without who goes there and how, and without the port that goes
    /// without saying.
    #[must_use]
    pub fn in_words(&self) -> String {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
        let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
        let (hosts, database) = place.split_once('/').unwrap_or((place, ""));
        let hosts = hosts.split(',');
        let hosts: Vec<_> = hosts
            .map(|host| host.strip_suffix(":5432").unwrap_or(host))
            .collect();
        if database.is_empty() {
            hosts.join(",")
        } else {
            format!("{}/{database}", hosts.join(","))
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({})", self.in_words())
    }
}

impl MeetingPlace {
    /// In words for a teacher; never a password.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Postgres(server) => server.connection.in_words(),
        }
    }
}

/// What is known of the other tablets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Where they meet, in words; nothing where that is not set up.
    pub place: Option<String>,
    /// How many entries nobody else has for certain.
    pub alone: u64,
    /// When the first of those was written, by the clock on the wall.
    pub alone_since: Option<civil::DateTime>,
    /// When a round was last carried to its end, by the clock on the wall.
    pub in_step: Option<civil::DateTime>,
    /// What keeps rounds from their end.
    pub trouble: Option<Trouble>,
    /// The other tablets of the class, by name.
    pub tablets: Vec<OtherTablet>,
    /// What lies at that place and cannot be used.
    pub odd: Vec<Odd>,
    /// Entries that could not be taken in.
    pub parked: Vec<Parked>,
    /// A round goes on right now.
    pub busy: bool,
    /// How many entries of how many that round has fetched, where it fetches some.
    pub fetched: Option<(u64, u64)>,
}

/// What keeps rounds from their end, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What.
    pub what: Hindrance,
    /// Since when, by the clock on the wall.
    pub since: civil::DateTime,
}

/// What keeps a round from its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The place cannot be reached now.
    Away,
    /// There is no room at it.
    Full,
    /// It does not let this tablet in; why.
    NotAllowed(String),
    /// Another class lives there.
    OtherClass,
    /// A newer program set it up.
    Newer,
    /// Another tablet goes by this one's name; the first entry that is another's.
    TwoOfUs(EntryId),
    /// It answers what makes no sense.
    Nonsense(String),
    /// This tablet's own journal could not be read or written.
    Here,
}

/// Another tablet of the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherTablet {
    /// Which.
    pub tablet: TabletId,
    /// What its class pack calls it.
    pub name: String,
    /// When it was last heard, by the clock on its wall.
    pub heard: civil::DateTime,
    /// How many entries it had written by then that are not here.
    pub owes: u64,
    /// Whether it has left the class.
    pub retired: bool,
}

/// Something at the place that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Its name there, made printable.
    pub name: String,
    /// What is wrong with it, as the end of a sentence.
    pub what: String,
}

/// An entry of another tablet that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Which.
    pub entry: EntryId,
    /// What its tablet is called, or its id.
    pub from: String,
    /// Why.
    pub why: String,
}

impl Hindrance {
    /// Whether it goes on until a grown-up does something.
    #[must_use]
    pub fn waits_for_a_teacher(&self) -> bool {
        match self {
            Self::Full
            | Self::NotAllowed(_)
            | Self::OtherClass
            | Self::Newer
            | Self::TwoOfUs(_)
            | Self::Here => true,
            Self::Away | Self::Nonsense(_) => false,
        }
    }
}

impl Sharing {
    /// How it is.
    #[must_use]
    pub fn state(&self) -> State {
        match &self.trouble {
            _ if self.place.is_none() => State::NotYet,
            Some(trouble) if trouble.what.waits_for_a_teacher() => State::DoesNotWork,
            Some(_) => State::LookAt,
            None if !self.parked.is_empty() => State::LookAt,
            // Nobody has looked yet.
            None if self.in_step.is_none() => State::NotYet,
            None => State::Works,
        }
    }

    /// Whether a grown-up has to do something before entries go on.
    #[must_use]
    pub fn needs_a_teacher(&self) -> bool {
        self.state() == State::DoesNotWork
    }

    /// Whether this tablet may become a new one, because another goes by its name.
    #[must_use]
    pub fn may_become_new(&self) -> bool {
        self.trouble
            .as_ref()
            .is_some_and(|trouble| matches!(trouble.what, Hindrance::TwoOfUs(_)))
    }

    /// How many things wait for a teacher's eye on the list of what waits.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.parked.len() + usize::from(self.needs_a_teacher())
    }
}
