//! A shared folder in memory that fails, fills up, and spoils what lies in it.

use std::{cell::RefCell, collections::BTreeMap, io, rc::Rc};

use rand::{Rng, RngExt as _};
use waymark::sync::folder::{Files, Found, Kind};

/// The folder.
#[derive(Debug)]
pub(crate) struct Medium {
    files: BTreeMap<String, (Vec<u8>, u64)>,
    versions: u64,
    /// After how many calls it is not there any more.
    left: Option<u32>,
    full: bool,
    /// Whether a write that fails leaves a half-written file under a temporary name.
    leaves_scraps: bool,
}

/// One tablet's way to it.
#[derive(Clone, Debug)]
pub(crate) struct Reach(Rc<RefCell<Medium>>);

impl Reach {
    pub(crate) fn new(medium: &Rc<RefCell<Medium>>) -> Self {
        Self(Rc::clone(medium))
    }
}

impl Medium {
    pub(crate) fn new(leaves_scraps: bool) -> Self {
        Self {
            files: BTreeMap::new(),
            versions: 0,
            left: None,
            full: false,
            leaves_scraps,
        }
    }

    /// From now on that many calls go well.
    pub(crate) fn fails_after(&mut self, calls: Option<u32>) {
        self.left = calls;
    }

    /// Nothing fails any more. What was spoiled stays so.
    pub(crate) fn heal(&mut self) {
        (self.left, self.full) = (None, false);
    }

    /// Something happens to what lies there. What, for the story.
    pub(crate) fn spoil(&mut self, random: &mut impl Rng) -> String {
        let kind = random.random_range(0..6);
        if kind == 0 {
            self.full = !self.full;
            return format!("the folder is full: {}", self.full);
        }
        if kind == 1 {
            let junk = ["tablets/BBBBBBBBBBBB/holiday.jpg", "tablets/x", "notes.txt"];
            let path = junk[random.random_range(0..junk.len())];
            self.put(path, b"not ours");
            return format!("{path} is put there");
        }
        // A marker that is changed may say that a newer program made it; then nobody writes there.
        let names = self.files.keys().filter(|path| path.contains('/'));
        let names: Vec<String> = names.cloned().collect();
        let Some(path) = names.get(random.random_range(0..names.len().max(1))) else {
            return "there is nothing to spoil".to_owned();
        };
        let mut bytes = self.files[path].0.clone();
        let at = random.random_range(0..bytes.len().max(1));
        let how = match kind {
            2 => {
                bytes.truncate(at);
                "cut short"
            }
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.random_range(0..8);
                }
                "changed in one bit"
            }
            4 => {
                bytes.fill(0);
                "all zeros"
            }
            _ => {
                self.files.remove(path);
                return format!("{path} is removed");
            }
        };
        self.put(path, &bytes);
        format!("{path} is {how}")
    }

    fn put(&mut self, path: &str, bytes: &[u8]) {
        self.versions += 1;
        self.files
            .insert(path.to_owned(), (bytes.to_vec(), self.versions));
    }

    fn call(&mut self) -> io::Result<()> {
        match &mut self.left {
            Some(0) => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Files for Reach {
    fn list(&mut self, folder: &str) -> io::Result<Vec<Found>> {
        let mut medium = self.0.borrow_mut();
        medium.call()?;
        let below = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let mut found = BTreeMap::new();
        for (path, (bytes, version)) in &medium.files {
            let Some(rest) = path.strip_prefix(&below) else {
                continue;
            };
            let (name, kind) = match rest.split_once('/') {
                Some((folder, _)) => (folder, Kind::Folder),
                None => (rest, Kind::File),
            };
            let (bytes, version) = match kind {
                Kind::File => (bytes.len() as u64, *version),
                _ => (0, 0),
            };
            let name = name.to_owned();
            found.insert(
                name.clone(),
                Found {
                    name: name.into(),
                    kind,
                    bytes,
                    version,
                },
            );
        }
        if found.is_empty() && !folder.is_empty() {
            Err(io::ErrorKind::NotFound.into())
        } else {
            Ok(found.into_values().collect())
        }
    }

    fn read(&mut self, path: &str, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut medium = self.0.borrow_mut();
        medium.call()?;
        let (bytes, _) = medium.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        let from = usize::try_from(from).unwrap().min(bytes.len());
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let end = from.saturating_add(most).min(bytes.len());
        Ok(bytes[from..end].to_vec())
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut medium = self.0.borrow_mut();
        let scrap = format!("{path}.tmp");
        if medium.leaves_scraps {
            medium.put(&scrap, &bytes[..bytes.len() / 2]);
        }
        medium.call()?;
        if medium.full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        medium.files.remove(&scrap);
        medium.put(path, bytes);
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        let mut medium = self.0.borrow_mut();
        medium.call()?;
        medium.files.remove(path);
        Ok(())
    }
}
