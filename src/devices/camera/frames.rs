//! Where pictures come from: a video device on Linux, or a folder of pictures. A source is open only
//! while it is looked through, so that its light says the truth; it never waits.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::luma::Luma;
#[cfg(target_os = "linux")]
use super::video::Video;
use crate::domain::health;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The first video device that takes pictures.
    First,
    /// The video device at this path.
    Device(PathBuf),
    /// PNG and JPEG pictures in this folder, by name, over and over.
    Folder(PathBuf),
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no such camera, or it was unplugged.
    #[error("there is no camera")]
    Missing,
    /// Another program has it.
    #[error("another program uses the camera")]
    Busy,
    /// This user may not open it.
    #[error("this user may not use the camera")]
    NotAllowed,
    /// It gives nothing that can be read.
    #[error("the camera gives no picture")]
    NoPicture,
    /// This system's cameras are not known.
    #[error("cameras are used on Linux only")]
    NotHere,
}

impl Trouble {
    /// What the system said, as trouble. Numbers are those of Linux: `ENXIO`, `EBUSY`, `ENODEV`.
    #[must_use]
    pub fn of(error: &io::Error) -> Self {
        match (error.kind(), error.raw_os_error()) {
            (io::ErrorKind::NotFound, _) | (_, Some(6 | 19)) => Self::Missing,
            (io::ErrorKind::PermissionDenied, _) => Self::NotAllowed,
            (_, Some(16)) => Self::Busy,
            _ => Self::NoPicture,
        }
    }

    /// Which of several devices' troubles is worth telling: the heaviest.
    #[cfg(target_os = "linux")]
    pub(super) fn weight(&self) -> u8 {
        match self {
            Self::Missing | Self::NotHere => 0,
            Self::NoPicture => 1,
            Self::Busy => 2,
            Self::NotAllowed => 3,
        }
    }

    /// The same as a fact about the tablet.
    #[must_use]
    pub fn fact(&self) -> health::Camera {
        match self {
            Self::Missing => health::Camera::Missing,
            Self::Busy => health::Camera::Busy,
            Self::NotAllowed => health::Camera::NotAllowed,
            Self::NoPicture => health::Camera::NoPicture,
            Self::NotHere => health::Camera::NotHere,
        }
    }
}

/// An open source.
pub(super) enum Frames {
    #[cfg(target_os = "linux")]
    Video(Video),
    Folder(Folder),
}

impl Frames {
    /// Opens a source, and says where it is.
    pub(super) fn open(source: &Source) -> Result<(Self, String), Trouble> {
        match source {
            #[cfg(target_os = "linux")]
            Source::First => Video::first().map(|(video, path)| (Self::Video(video), path)),
            #[cfg(target_os = "linux")]
            Source::Device(path) => {
                let video = Video::open(path)?;
                Ok((Self::Video(video), path.display().to_string()))
            }
            #[cfg(not(target_os = "linux"))]
            Source::First | Source::Device(_) => Err(Trouble::NotHere),
            Source::Folder(path) => {
                let folder = Folder::open(path)?;
                Ok((Self::Folder(folder), path.display().to_string()))
            }
        }
    }

    /// Whether a source that was open at that place is still there. Opens nothing that has a light.
    pub(super) fn is_there(source: &Source, place: &str) -> Result<(), Trouble> {
        match source {
            #[cfg(target_os = "linux")]
            Source::First | Source::Device(_) => Video::is_there(place.as_ref()),
            #[cfg(not(target_os = "linux"))]
            Source::First | Source::Device(_) => Err(Trouble::NotHere),
            Source::Folder(_) => Folder::open(place.as_ref()).map(drop),
        }
    }

    /// The newest picture; `None` as long as there is no new one.
    pub(super) fn next(&mut self) -> Result<Option<Luma>, Trouble> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Video(video) => video.next(),
            Self::Folder(folder) => folder.next(),
        }
    }
}

/// Pictures in a folder.
pub(super) struct Folder {
    path: PathBuf,
    /// What is still to be shown of this round, the next one last.
    round: Vec<PathBuf>,
}

impl Folder {
    fn open(path: &Path) -> Result<Self, Trouble> {
        let mut folder = Self {
            path: path.to_owned(),
            round: Vec::new(),
        };
        folder.begin()?;
        Ok(folder)
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        let listed = fs::read_dir(&self.path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = listed.map_err(|error| Trouble::of(&error))?;
        self.round = entries.into_iter().map(|entry| entry.path()).collect();
        self.round.sort_by(|a, b| b.cmp(a));
        Ok(())
    }

    fn next(&mut self) -> Result<Option<Luma>, Trouble> {
        if self.round.is_empty() {
            self.begin()?;
        }
        let Some(path) = self.round.pop() else {
            return Ok(None);
        };
        // A file that is half written, gone or something else shows nothing.
        Ok(fs::read(path).ok().and_then(|bytes| Luma::of_file(&bytes)))
    }
}
