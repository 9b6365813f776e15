//! Notices that somebody edited the class pack, by looking at names, sizes and times of its files.
//! Reads no file and starts no thread: the caller decides how often to ask.

use std::{io, path::PathBuf};

use super::files::{PackFile, files};

/// What the pack looked like; a pack that cannot be listed looks like its error.
type Look = Result<Vec<PackFile>, io::ErrorKind>;

/// Watches one pack. Make it *before* loading the pack, so that an edit during the load counts.
#[derive(Debug)]
pub struct Watch {
    dir: PathBuf,
    /// What the last report was about.
    known: Look,
    /// What the last poll saw, if that was something new.
    fresh: Option<Look>,
}

impl Watch {
    /// Takes the pack as it is now for known.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        let dir = dir.into();
        Self {
            known: look(&dir),
            dir,
            fresh: None,
        }
    }

    /// Whether to load the pack again: it is other than at the last `true` (or at the start), and
    /// two polls in a row saw it the same, so nobody is in the middle of saving. A folder that
    /// vanished, and one that came back, are changes too; loading says which.
    pub fn changed(&mut self) -> bool {
        let now = look(&self.dir);
        if now == self.known {
            self.fresh = None;
            return false;
        }
        if self.fresh.as_ref() == Some(&now) {
            self.known = now;
            self.fresh = None;
            return true;
        }
        self.fresh = Some(now);
        false
    }
}

fn look(dir: &std::path::Path) -> Look {
    files(dir).map_err(|error| error.kind())
}
