//! The class pack on its way to and from the other tablets: files that were changed here are published
//! as entries, and those that others published are written into this tablet's class folder. What is
//! replaced is kept beside it; what would leave a pack that cannot be used is not written at all.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::{Zoned, civil};

use crate::{
    config::{self, Problems, checksum_of},
    domain::{
        event::{Actor, Event},
        pack_share::{self, Checksums, MOST_SHARED, SharePlan, is_shared},
    },
    storage::{Journal, Setting, StorageError, StoreLedger},
};

/// Where a pack is put together before it is known to be usable.
const TRIAL: &str = ".waymark-taking";

/// What came of it.
#[derive(Debug, Default)]
pub struct PackShared {
    /// Whether this tablet shares with others at all.
    pub shares: bool,
    /// What was published.
    pub published: Vec<String>,
    /// What was written here, or taken away.
    pub taken: Vec<String>,
    /// Why what the others published cannot be used here. The last good pack stays.
    pub refused: Option<Problems>,
}

/// Why a class pack was not shared. What was shared before stays.
#[derive(Debug, thiserror::Error)]
pub enum PackShareError {
    /// A file cannot be read or written.
    #[error(
        "{} cannot be read or written, so the class pack was not brought up to date with the other tablets'. What is here still counts. Check the rights of the folder.", path.display()
    )]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The journal.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Whoever can be asked about the journal: the journal itself, or the store of a running kiosk.
pub trait Asks {
    /// Asks.
    fn ask<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError>;

    /// Asks something that changes what is true, so that whoever shows that is told.
    fn change<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.ask(question)
    }
}

impl Asks for Journal {
    fn ask<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        question(self)
    }
}

impl Asks for StoreLedger {
    fn ask<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        StoreLedger::ask(self, question)
    }

    fn change<T: Send + 'static>(
        &mut self,
        question: impl FnOnce(&mut Journal) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.ask_for(question, |_| true)
    }
}

/// Brings the class folder and what the class has published together, once. Does nothing on a tablet
/// that shares with nobody.
pub fn share(
    journal: &mut impl Asks,
    class: &Path,
    now: &Zoned,
) -> Result<PackShared, PackShareError> {
    let asked = journal.ask(|journal| {
        let shares = journal.setting(Setting::ClassId)?.is_some();
        let known = journal.setting(Setting::PackFiles)?;
        Ok(shares.then(|| (journal.records(), known)))
    })?;
    let Some((records, known)) = asked else {
        return Ok(PackShared::default());
    };
    let known: Checksums = known
        .and_then(|known| serde_json::from_str(&known).ok())
        .unwrap_or_default();
    let files = read_here(class)?;
    let here: Checksums = files
        .iter()
        .map(|(path, bytes)| (path.clone(), checksum_of(bytes)))
        .collect();
    let plan = pack_share::plan(&records, &here, &known);
    let mut shared = PackShared {
        shares: true,
        ..PackShared::default()
    };
    // A file that was taken and cannot be used stays unknown, and is tried again with the next one.
    let mut last: Checksums = here.clone();
    if !plan.publish.is_empty() {
        if config::load(class).is_ok() {
            publish(journal, &plan, &files, now)?;
            shared.published.clone_from(&plan.publish);
        } else {
            // Somebody is in the middle of an edit: what it is compared with stays.
            for path in &plan.publish {
                keep(&mut last, path, known.get(path));
            }
        }
    }
    let wanted = contents(journal, &plan)?;
    if !wanted.is_empty() {
        match try_out(class, &wanted)? {
            Ok(()) => {
                for (path, bytes) in &wanted {
                    put(class, path, bytes.as_deref(), now.date())?;
                    let sum = bytes.as_deref().map(checksum_of);
                    keep(&mut last, path, sum.as_ref());
                    shared.taken.push(path.clone());
                }
            }
            Err(problems) => {
                for path in wanted.keys() {
                    keep(&mut last, path, known.get(path));
                }
                shared.refused = Some(problems);
            }
        }
    }
    // A tablet that joins and could not take the class's pack has not joined yet.
    if last != known && (shared.refused.is_none() || !known.is_empty()) {
        let text = serde_json::to_string(&last).unwrap_or_default();
        journal.ask(move |journal| journal.set(Setting::PackFiles, &text))?;
    }
    Ok(shared)
}

fn keep(last: &mut Checksums, path: &str, sum: Option<&String>) {
    match sum {
        Some(sum) => last.insert(path.to_owned(), sum.clone()),
        None => last.remove(path),
    };
}

/// The files of the class pack that belong to the class, by path. One that is too large, or a link, is
/// this tablet's own.
fn read_here(class: &Path) -> Result<BTreeMap<String, Vec<u8>>, PackShareError> {
    let mut files = BTreeMap::new();
    for file in config::files(class).map_err(failed(class))? {
        let path = file.name.to_string_lossy().replace('\\', "/");
        if !is_shared(&path) || file.len > MOST_SHARED {
            continue;
        }
        let at = class.join(&file.name);
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_file() => {
                files.insert(path, fs::read(&at).map_err(failed(&at))?);
            }
            Ok(_) => {}
            Err(error) => return Err(failed(&at)(error)),
        }
    }
    Ok(files)
}

fn publish(
    journal: &mut impl Asks,
    plan: &SharePlan,
    files: &BTreeMap<String, Vec<u8>>,
    now: &Zoned,
) -> Result<(), StorageError> {
    let events = plan.publish.iter().map(|path| {
        let bytes = files.get(path);
        let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        let base64 = bytes.filter(|_| text.is_none());
        Event::PackFilePublished {
            path: path.clone(),
            checksum: bytes.map(|bytes| checksum_of(bytes)).unwrap_or_default(),
            text: text.map(str::to_owned),
            base64: base64.map(|bytes| BASE64_STANDARD.encode(bytes)),
        }
    });
    let (events, now): (Vec<_>, _) = (events.collect(), now.clone());
    journal.change(move |journal| journal.append(&now, &Actor::Tablet, &events))?;
    Ok(())
}

/// What the files are to be, by path; `None` where one goes. What is not what its entry says is left out.
fn contents(
    journal: &mut impl Asks,
    plan: &SharePlan,
) -> Result<BTreeMap<String, Option<Vec<u8>>>, StorageError> {
    let ids: Vec<_> = plan.take.iter().map(|(_, entry)| entry.clone()).collect();
    let entries = journal.ask(move |journal| {
        let entries = ids.iter().map(|id| journal.entry(id));
        entries.collect::<Result<Vec<_>, _>>()
    })?;
    let aside = plan.put_aside.iter().map(|path| (path.clone(), None));
    let mut wanted: BTreeMap<_, _> = aside.collect();
    for entry in entries.into_iter().flatten() {
        let Event::PackFilePublished {
            path,
            checksum: sum,
            text,
            base64,
        } = entry.event
        else {
            continue;
        };
        let encoded = base64.and_then(|text| BASE64_STANDARD.decode(text).ok());
        let bytes = text.map(String::into_bytes).or(encoded);
        let right = bytes.as_deref().map(checksum_of).unwrap_or_default() == sum
            && bytes
                .as_ref()
                .is_none_or(|bytes| bytes.len() as u64 <= MOST_SHARED);
        if right && is_shared(&path) {
            wanted.insert(path, bytes);
        } else {
            tracing::warn!(path, "a published file is not what its entry says");
        }
    }
    Ok(wanted)
}

/// Whether the pack can be used with these files, found out in a folder of its own.
fn try_out(
    class: &Path,
    wanted: &BTreeMap<String, Option<Vec<u8>>>,
) -> Result<Result<(), Problems>, PackShareError> {
    let trial = class.join(TRIAL);
    clear(&trial)?;
    for file in config::files(class).map_err(failed(class))? {
        let path = file.name.to_string_lossy().replace('\\', "/");
        let from = class.join(&file.name);
        if !wanted.contains_key(&path) && from.is_file() {
            let to = trial.join(&file.name);
            make_parent(&to)?;
            fs::copy(&from, &to).map_err(failed(&from))?;
        }
    }
    for (path, bytes) in wanted {
        if let Some(bytes) = bytes {
            let to = trial.join(path);
            make_parent(&to)?;
            fs::write(&to, bytes).map_err(failed(&to))?;
        }
    }
    let loaded = config::load(&trial).map(|_| ());
    clear(&trial)?;
    Ok(loaded)
}

/// Puts a file in its place, whole or not at all; what was there stays beside it.
fn put(
    class: &Path,
    path: &str,
    bytes: Option<&[u8]>,
    day: civil::Date,
) -> Result<(), PackShareError> {
    let to = class.join(path);
    make_parent(&to)?;
    let part = to.with_file_name(".waymark-taking.part");
    if let Some(bytes) = bytes {
        fs::write(&part, bytes)
            .and_then(|()| fs::File::options().write(true).open(&part)?.sync_all())
            .map_err(failed(&part))?;
    }
    if fs::symlink_metadata(&to).is_ok() {
        let aside = beside(&to, day);
        let kept = match bytes {
            // The file is there at every moment.
            Some(_) => fs::copy(&to, &aside).map(|_| ()),
            None => fs::rename(&to, &aside),
        };
        kept.map_err(failed(&to))?;
    }
    if bytes.is_some() {
        fs::rename(&part, &to).map_err(failed(&to))?;
    }
    Ok(())
}

/// A name for what is replaced that nothing has yet: `levels.toml.before-2026-11-22`.
fn beside(to: &Path, day: civil::Date) -> PathBuf {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let first = to.with_file_name(format!("{name}.before-{day}"));
    let others = (2..1_000).map(|n| to.with_file_name(format!("{name}.before-{day}-{n}")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|path| !path.exists()).unwrap_or(first)
}

fn clear(trial: &Path) -> Result<(), PackShareError> {
    match fs::remove_dir_all(trial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(trial)(error)),
        _ => Ok(()),
    }
}

fn make_parent(path: &Path) -> Result<(), PackShareError> {
    match path.parent() {
        Some(folder) => fs::create_dir_all(folder).map_err(failed(folder)),
        None => Ok(()),
    }
}

/// For `map_err` on what is done with one file.
fn failed(path: &Path) -> impl FnOnce(io::Error) -> PackShareError {
    let path = path.to_owned();
    move |source| PackShareError::File { path, source }
}
