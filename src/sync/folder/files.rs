//! Files as the shared folder needs them, and the real ones. Small, so that a test can put a folder
//! underneath that tears, delays, forgets and fills up.

use std::{
    ffi::OsString,
    fs::{self, File, Metadata},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process,
};

/// A folder and what is below it. Paths are relative to it, of plain ASCII, with `/` between; the
/// folder itself is the empty path.
pub trait Files {
    /// What a folder holds, in any order. A link is told as such and never followed; a folder that is
    /// not there is an error of the kind `NotFound`.
    fn list(&mut self, folder: &str) -> io::Result<Vec<Found>>;

    /// At the most `most` bytes of a file from byte `from` on, all of them unless the file ends
    /// before. Only of a plain file: nothing else is ever opened.
    fn read(&mut self, path: &str, from: u64, most: u64) -> io::Result<Vec<u8>>;

    /// Puts a whole file there in the place of any before, or leaves everything as it was: under a
    /// temporary name that ends in `.tmp`, made durable, then renamed. Makes folders in between,
    /// but not the one at the top. Durable when it returns.
    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes a file; one that is not there is no error.
    fn remove(&mut self, path: &str) -> io::Result<()>;
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its name, whatever that is.
    pub name: OsString,
    /// What it is.
    pub kind: Kind,
    /// How long it is.
    pub bytes: u64,
    /// Another number when the file is another one.
    pub version: u64,
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A link to something, never followed.
    Link,
    /// A device, a pipe or a socket, never opened.
    Other,
}

/// The real files below a folder.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Of this folder, which need not be there.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// A folder below the top, made where it is not there yet; never the top itself.
    fn make_folder(&self, folder: &str) -> io::Result<PathBuf> {
        let mut path = self.root.clone();
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let above = path.clone();
            path.push(part);
            match fs::create_dir(&path) {
                Ok(()) => sync_folder(&above)?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    only(&path, Kind::Folder)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(path)
    }
}

impl Files for Disk {
    fn list(&mut self, folder: &str) -> io::Result<Vec<Found>> {
        let path = self.root.join(folder);
        if !folder.is_empty() {
            only(&path, Kind::Folder)?;
        }
        let mut all = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            match entry.metadata() {
                Ok(metadata) => all.push(Found {
                    name: entry.file_name(),
                    kind: kind(&metadata),
                    bytes: metadata.len(),
                    version: version(&metadata),
                }),
                // Gone since.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    fn read(&mut self, path: &str, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let path = self.root.join(path);
        // It may be replaced just now.
        again(|| Self::read_once(&path, from, most))
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.make_folder(folder)?;
        // Another process of this tablet may take the half-written file for an old one and sweep it.
        again(|| Self::write_once(&folder, name, bytes))
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Tries three times what a file that is gone was in the way of.
fn again<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let gone = |result: &io::Result<T>| {
        let error = result.as_ref().err();
        error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let first = attempt();
    let second = if gone(&first) { attempt() } else { first };
    if gone(&second) { attempt() } else { second }
}

impl Disk {
    fn read_once(path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let before = only(path, Kind::File)?;
        let mut file = File::open(path)?;
        // Whether it is still the one that was looked at.
        if version(&file.metadata()?) != version(&before) {
            return Err(io::ErrorKind::NotFound.into());
        }
        file.seek(SeekFrom::Start(from))?;
        let room = before.len().saturating_sub(from).min(most);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write_once(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        let part = folder.join(format!("{name}.{}.tmp", process::id()));
        let written = File::create(&part).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        let renamed = written.and_then(|()| fs::rename(&part, folder.join(name)));
        if let Err(error) = renamed {
            if let Err(error) = fs::remove_file(&part) {
                tracing::debug!(%error, "a half-written file stays under its temporary name");
            }
            return Err(error);
        }
        sync_folder(folder)
    }
}

/// What is there, if it is of that kind.
fn only(path: &Path, wanted: Kind) -> io::Result<Metadata> {
    let metadata = fs::symlink_metadata(path)?;
    if kind(&metadata) == wanted {
        return Ok(metadata);
    }
    Err(match wanted {
        Kind::Folder => io::ErrorKind::NotADirectory.into(),
        _ => io::Error::other("it is no plain file"),
    })
}

fn kind(metadata: &Metadata) -> Kind {
    match metadata.file_type() {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_symlink() => Kind::Link,
        _ => Kind::Other,
    }
}

/// Of the length, the time of the last change to the nanosecond where the file system keeps it, and
/// on Unix the file's number, which is another one after each rename over it.
fn version(metadata: &Metadata) -> u64 {
    let mut hash = DefaultHasher::new();
    metadata.len().hash(&mut hash);
    if let Ok(changed) = metadata.modified() {
        changed.hash(&mut hash);
    }
    #[cfg(unix)]
    std::os::unix::fs::MetadataExt::ino(metadata).hash(&mut hash);
    hash.finish()
}

/// Makes new names in a folder last through a power cut. Where the file system cannot do that (some
/// sticks, some network shares), the file itself is durable all the same, and a name that a power cut
/// takes back is missed at the next round and written again; so that is no failure.
fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Ok(())
        }
        result => result,
    }
}
