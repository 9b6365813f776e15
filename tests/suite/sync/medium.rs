//! A shared folder in memory that fails, fills up, and spoils what lies in it; or one of which every tablet
//! has a replica of its own, and something carries files between them, one by one, late, in any order.

use std::{cell::RefCell, collections::BTreeMap, io, rc::Rc};

use rand::{Rng, RngExt as _};
use waymark::sync::folder::{Files, Found, Kind};

/// The folder.
#[derive(Debug)]
pub(crate) struct Medium {
    /// One that all see, or one for each.
    replicas: Vec<BTreeMap<String, Lying>>,
    shared: bool,
    versions: u64,
    /// After how many calls it is not there any more.
    left: Option<u32>,
    full: bool,
    /// Whether a write that fails leaves a half-written file under a temporary name.
    leaves_scraps: bool,
}

/// A file, or that it was removed.
#[derive(Clone, Debug)]
struct Lying {
    bytes: Option<Vec<u8>>,
    version: u64,
    /// The version that whoever wrote it saw there before.
    over: u64,
}

/// One tablet's way to it.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    medium: Rc<RefCell<Medium>>,
    replica: usize,
}

impl Reach {
    pub(crate) fn new(medium: &Rc<RefCell<Medium>>, tablet: usize) -> Self {
        let replica = if medium.borrow().shared { 0 } else { tablet };
        let medium = Rc::clone(medium);
        Self { medium, replica }
    }
}

impl Medium {
    pub(crate) fn new(leaves_scraps: bool, shared: bool) -> Self {
        Self {
            replicas: Vec::from_iter(shared.then(BTreeMap::new)),
            shared,
            versions: 0,
            left: None,
            full: false,
            leaves_scraps,
        }
    }

    /// A tablet comes, with a copy of another's replica or with nothing.
    pub(crate) fn arrive(&mut self, copy_of: Option<usize>) {
        if !self.shared {
            let copy = copy_of.map(|other| self.replicas[other].clone());
            self.replicas.push(copy.unwrap_or_default());
        }
    }

    /// Carries some files from one replica to another, in any order; of the tablets that are not cut off.
    pub(crate) fn carry(&mut self, random: &mut impl Rng, among: &[usize]) -> usize {
        if self.shared || among.len() < 2 {
            return 0;
        }
        let from = among[random.random_range(0..among.len())];
        let to = among[random.random_range(0..among.len())];
        let mut paths = self.behind(from, to);
        let mut carried = 0;
        for _ in 0..random.random_range(1..6) {
            if !paths.is_empty() {
                let path = paths.swap_remove(random.random_range(0..paths.len()));
                self.carry_one(from, to, &path);
                carried += 1;
            }
        }
        carried
    }

    /// Carries everything everywhere. How many files that were, but for what tablets say of themselves.
    pub(crate) fn carry_all(&mut self) -> usize {
        let mut carried = 0;
        if self.shared {
            return 0;
        }
        for _ in 0..2 {
            for from in 0..self.replicas.len() {
                for to in 0..self.replicas.len() {
                    for path in self.behind(from, to) {
                        self.carry_one(from, to, &path);
                        carried += usize::from(!path.contains("status"));
                    }
                }
            }
        }
        carried
    }

    /// What is newer in one replica than in another.
    fn behind(&self, from: usize, to: usize) -> Vec<String> {
        let newer = |(path, file): &(&String, &Lying)| {
            let there = self.replicas[to].get(*path);
            there.is_none_or(|there| there.version < file.version)
        };
        let files = self.replicas[from].iter().filter(newer);
        files.map(|(path, _)| path.clone()).collect()
    }

    /// As those programs do: the newer file takes the place; one that its writer had not seen stays
    /// beside it under a strange name.
    fn carry_one(&mut self, from: usize, to: usize, path: &str) {
        let file = self.replicas[from][path].clone();
        let there = self.replicas[to].insert(path.to_owned(), file.clone());
        if let Some(there) = there
            && there.version > file.over
            && let Some(bytes) = there.bytes
            && file.bytes.as_ref() != Some(&bytes)
            && !path.contains(".sync-conflict-")
        {
            let (stem, end) = path.rsplit_once('.').unwrap_or((path, "tmp"));
            let beside = format!(
                "{stem}.sync-conflict-20260901-{:06}-ABCDEFG.{end}",
                there.version
            );
            self.put(to, &beside, Some(bytes));
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
        let replica = random.random_range(0..self.replicas.len());
        if kind == 0 {
            self.full = !self.full;
            return format!("the folder is full: {}", self.full);
        }
        if kind == 1 {
            let junk = ["tablets/BBBBBBBBBBBB/holiday.jpg", "tablets/x", "notes.txt"];
            let path = junk[random.random_range(0..junk.len())];
            self.put(replica, path, Some(b"not ours".to_vec()));
            return format!("{path} is put there");
        }
        // A marker that is changed may say that a newer program made it; then nobody writes there.
        let files = self.replicas[replica].iter();
        let files = files.filter(|(path, file)| path.contains('/') && file.bytes.is_some());
        let names: Vec<String> = files.map(|(path, _)| path.clone()).collect();
        let Some(path) = names.get(random.random_range(0..names.len().max(1))) else {
            return "there is nothing to spoil".to_owned();
        };
        let bytes = self.replicas[replica][path].bytes.clone();
        let mut bytes = bytes.unwrap_or_default();
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
                self.put(replica, path, None);
                return format!("{path} is removed from {replica}");
            }
        };
        self.put(replica, path, Some(bytes));
        format!("{path} is {how} in {replica}")
    }

    fn put(&mut self, replica: usize, path: &str, bytes: Option<Vec<u8>>) {
        self.versions += 1;
        let version = self.versions;
        let files = &mut self.replicas[replica];
        let over = files.get(path).map_or(0, |file| file.version);
        let file = Lying {
            bytes,
            version,
            over,
        };
        files.insert(path.to_owned(), file);
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
        let mut medium = self.medium.borrow_mut();
        medium.call()?;
        let below = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let mut found = BTreeMap::new();
        for (path, file) in &medium.replicas[self.replica] {
            let (Some(bytes), version) = (&file.bytes, file.version) else {
                continue;
            };
            let Some(rest) = path.strip_prefix(&below) else {
                continue;
            };
            let (name, kind) = match rest.split_once('/') {
                Some((folder, _)) => (folder, Kind::Folder),
                None => (rest, Kind::File),
            };
            let (bytes, version) = match kind {
                Kind::File => (bytes.len() as u64, version),
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
        let mut medium = self.medium.borrow_mut();
        medium.call()?;
        let file = medium.replicas[self.replica].get(path);
        let bytes = file.and_then(|file| file.bytes.as_ref());
        let bytes = bytes.ok_or(io::ErrorKind::NotFound)?;
        let from = usize::try_from(from).unwrap().min(bytes.len());
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let end = from.saturating_add(most).min(bytes.len());
        Ok(bytes[from..end].to_vec())
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut medium = self.medium.borrow_mut();
        let scrap = format!("{path}.tmp");
        if medium.leaves_scraps {
            let half = bytes[..bytes.len() / 2].to_vec();
            medium.put(self.replica, &scrap, Some(half));
        }
        medium.call()?;
        if medium.full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        medium.replicas[self.replica].remove(&scrap);
        medium.put(self.replica, path, Some(bytes.to_vec()));
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        let mut medium = self.medium.borrow_mut();
        medium.call()?;
        if medium.replicas[self.replica].contains_key(path) {
            medium.put(self.replica, path, None);
        }
        Ok(())
    }
}
