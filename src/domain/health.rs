//! How the parts of a tablet are, as facts: the desk and the command line say the same ones in
//! their own words. What is found out is judged here; finding it out is for others.

use std::sync::Arc;

use jiff::civil;
use serde::Serialize;

use super::{printing::Need, sharing::Sharing, time::Hlc};

/// What was found out about one part of the tablet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The class pack: how many problems the edited one has, because of which the last good one is
    /// still used.
    Pack(usize),
    /// The journal's file.
    Database(Database),
    /// Where the journal is kept: bytes that are free, if that could be told.
    Disk(Option<u64>),
    /// The clock.
    Clock {
        /// Whether it fits what was recorded; see [`clock_fits`].
        fits: bool,
        /// What it says.
        says: civil::DateTime,
    },
    /// What cards are laid on.
    Readers(Readers),
    /// What types like a keyboard; whether it is wanted.
    Scanner(bool),
    /// The loudspeaker.
    Sound(Sound),
    /// What badges are printed on.
    Printer(Printer),
    /// The camera.
    Camera(Camera),
    /// The other tablets of the class.
    Sync(Arc<Sharing>),
}

/// How a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is not there, or not wanted; nobody has to do anything.
    NotYet,
    /// It does what it is for.
    Works,
    /// Somebody should look at it.
    LookAt,
    /// Somebody must do something.
    DoesNotWork,
}

/// Why the journal cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalProblem {
    /// A newer program wrote it.
    Newer,
    /// An older program wrote it, and its form cannot be brought up to date.
    Older,
    /// Some other program's file has its name.
    Foreign,
    /// It is damaged, and another Waymark has it open.
    InUse,
    /// It is damaged, and what is left of it was not brought back.
    Damaged,
    /// There is no room.
    Full,
    /// It may not be changed.
    ReadOnly,
    /// Another program keeps it busy.
    Busy,
    /// The disk does not answer as it should, or a file beside it cannot be handled.
    Disk,
    /// Something else.
    Other,
}

/// The journal's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Database {
    /// How many entries are in it.
    pub entries: u64,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// When something was written last, by the clock on the wall.
    pub last: Option<civil::DateTime>,
    /// The day of the newest sound copy: everything was checked when it was made.
    pub copied: Option<civil::Date>,
    /// The last thing it was asked for went wrong.
    pub in_trouble: bool,
    /// It was damaged, and has been restored at this start.
    pub restored: bool,
}

/// Card readers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// The class pack wants none.
    Off,
    /// The service that knows them does not run.
    NoService,
    /// These, by name; perhaps none.
    Found(Vec<String>),
}

/// The camera that looks for badges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Camera {
    /// The class pack wants none.
    #[default]
    Off,
    /// It is wanted, and nobody has looked yet.
    Unknown,
    /// There is none at that place, or it is unplugged.
    Missing,
    /// Another program has it.
    Busy,
    /// This user may not open it.
    NotAllowed,
    /// It is there and gives no picture that can be read.
    NoPicture,
    /// Cameras are not known on this system.
    NotHere,
    /// It gives pictures; where it is.
    Works(String),
}

/// The loudspeaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// The class pack wants silence.
    Off,
    /// There is no device.
    NoDevice,
    /// There is one, and no program that speaks names.
    NoNames,
    /// Everything can be heard.
    Works,
}

/// Printers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Printer {
    /// Nobody has looked yet, or there was no answer in time.
    #[default]
    Unknown,
    /// There is no printing service.
    NoService,
    /// The service knows no printer.
    None,
    /// So many printers, and none of them is the one to use.
    NoDefault(usize),
    /// The one to use, by name.
    Default(String),
    /// The same, and what it waits for.
    Needs(String, Need),
}

/// Less free space than this is too little for a year: 500 MB.
pub const LITTLE_SPACE: u64 = 500_000_000;

/// Less than this, and soon nothing can be saved: 50 MB.
pub const NO_SPACE: u64 = 50_000_000;

impl Fact {
    /// How that part is.
    #[must_use]
    pub fn state(&self) -> State {
        use State::{DoesNotWork, LookAt, NotYet, Works};
        match self {
            Self::Pack(0)
            | Self::Scanner(true)
            | Self::Disk(Some(LITTLE_SPACE..))
            | Self::Clock { fits: true, .. } => Works,
            Self::Pack(_) | Self::Disk(None | Some(NO_SPACE..)) => LookAt,
            Self::Disk(Some(_)) | Self::Clock { fits: false, .. } => DoesNotWork,
            Self::Database(database) if database.in_trouble => DoesNotWork,
            Self::Database(database) if database.restored => LookAt,
            Self::Database(_) => Works,
            Self::Readers(readers) => match readers {
                Readers::NoService => DoesNotWork,
                Readers::Found(names) if names.is_empty() => LookAt,
                Readers::Found(_) => Works,
                Readers::Unknown | Readers::Off => NotYet,
            },
            Self::Sound(sound) => match sound {
                Sound::NoDevice | Sound::NoNames => LookAt,
                Sound::Works => Works,
                Sound::Unknown | Sound::Off => NotYet,
            },
            Self::Printer(printer) => match printer {
                Printer::Default(_) => Works,
                Printer::NoDefault(_) | Printer::Needs(..) => LookAt,
                Printer::Unknown | Printer::NoService | Printer::None => NotYet,
            },
            Self::Camera(camera) => match camera {
                Camera::NotAllowed => DoesNotWork,
                Camera::Missing | Camera::Busy | Camera::NoPicture | Camera::NotHere => LookAt,
                Camera::Works(_) => Works,
                Camera::Off | Camera::Unknown => NotYet,
            },
            Self::Sync(sharing) => sharing.state(),
            Self::Scanner(false) => NotYet,
        }
    }
}

/// Whether a wall clock that says `wall` milliseconds since 1970 can be right when the last entry
/// has that reading.
#[must_use]
pub fn clock_fits(last: Hlc, wall: i64) -> bool {
    let (_, unsure) = last.next(wall);
    !unsure
}
