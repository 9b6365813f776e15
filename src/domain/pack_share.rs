//! Which files of the class pack belong to the class rather than to one tablet, and who has the newest:
//! what a tablet publishes of its own, and what it takes from the others. Reads and writes no file.

use std::collections::{BTreeMap, BTreeSet};

use super::{ids::EntryId, records::Records, time::Stamp};

/// How large a file may be that is published: 512 KiB, a large picture.
pub const MOST_SHARED: u64 = 512 * 1024;

/// Checksums of files, by path; a file that is not there has none.
pub type Checksums = BTreeMap<String, String>;

/// What is to be done so that this tablet and the class have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharePlan {
    /// Files that were changed here, added or removed since.
    pub publish: Vec<String>,
    /// Files that are newer elsewhere, and the entries that say how they are.
    pub take: Vec<(String, EntryId)>,
    /// Files that the class does not have and this tablet, which joins it, does.
    pub put_aside: Vec<String>,
}

impl SharePlan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.publish.is_empty() && self.take.is_empty() && self.put_aside.is_empty()
    }
}

/// Whether a path, with `/` between its parts, is one of a file that belongs to the class: no other name
/// is ever written, whatever another tablet publishes. `kiosk.toml` is this tablet's own, children are
/// in entries of their own, and recordings are too large.
#[must_use]
pub fn is_shared(path: &str) -> bool {
    const ALONE: [&str; 4] = [
        "levels.toml",
        "skills.toml",
        "stations.toml",
        "timetable.toml",
    ];
    const PICTURES: [&str; 4] = ["svg", "png", "jpg", "jpeg"];
    let Some((folder, name)) = path.split_once('/') else {
        return ALONE.contains(&path);
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let Some((stem, end)) = name.rsplit_once('.') else {
        return false;
    };
    let named = !stem.is_empty()
        && !name.starts_with(['.', ' '])
        && !stem.ends_with([' ', '.'])
        && name.len() <= 120
        && name.chars().all(plain);
    let end = end.to_ascii_lowercase();
    named
        && match folder {
            "rubrics" | "menus" => end == "toml",
            "pictures" => PICTURES.contains(&end.as_str()),
            _ => false,
        }
}

/// A file that two tablets changed on one day: the later version stands on all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedTwice<'a> {
    /// Its path in the class pack.
    pub path: &'a str,
    /// The version that stands.
    pub stands: &'a Stamp,
    /// The one that does not; it is kept beside the file on every tablet that had it.
    pub other: &'a Stamp,
}

/// Changes less than this far apart are of one day, as with levels: nothing tells what a tablet knew of
/// the other when it wrote.
const ONE_DAY_MILLIS: i64 = 12 * 3600 * 1000;

/// How long a teacher is told of it: a week.
const TOLD_MILLIS: i64 = 7 * 24 * 3600 * 1000;

/// The files that two tablets changed differently on one day of the last week, by path. `now` is in
/// milliseconds since 1970.
#[must_use]
pub fn edited_twice(records: &Records, now: i64) -> Vec<EditedTwice<'_>> {
    let files = records.pack_files().filter(|(path, _)| is_shared(path));
    let twice = files.filter_map(|(path, file)| {
        let (stands, other) = (file.stamp()?, file.other_stamp()?);
        let apart = stands.clock.millis.saturating_sub(other.clock.millis);
        let ago = now.saturating_sub(stands.clock.millis);
        let told = file.get() != file.other_tablet() && apart < ONE_DAY_MILLIS;
        (told && ago < TOLD_MILLIS).then_some(EditedTwice {
            path,
            stands,
            other,
        })
    });
    twice.collect()
}

/// Compares the files that are `here` with those that this tablet last wrote or received (`known`) and
/// with what the class has. A tablet that knows of none yet joins: it publishes nothing where the class
/// has files, and takes them all. A file that was changed here and elsewhere is published, and the
/// later entry counts for everybody.
#[must_use]
pub fn plan(records: &Records, here: &Checksums, known: &Checksums) -> SharePlan {
    let published: BTreeMap<&str, (&str, &EntryId)> = records
        .pack_files()
        .filter(|(path, _)| is_shared(path))
        .filter_map(|(path, file)| Some((path, (file.get()?.as_str(), &file.stamp()?.entry))))
        .collect();
    let joins = known.is_empty() && !published.is_empty();
    let paths: BTreeSet<&str> = here
        .keys()
        .chain(known.keys())
        .map(String::as_str)
        .chain(published.keys().copied())
        .collect();
    let mut plan = SharePlan::default();
    for path in paths {
        let of = |sums: &Checksums| sums.get(path).cloned().unwrap_or_default();
        let (ours, last) = (of(here), of(known));
        let theirs = published.get(path);
        if theirs.is_some_and(|(theirs, _)| *theirs == ours) {
            continue;
        }
        match theirs {
            Some((_, entry)) if joins || ours == last => {
                plan.take.push((path.to_owned(), (*entry).clone()));
            }
            None if joins => plan.put_aside.push(path.to_owned()),
            // What is neither here nor known was never anywhere.
            None if ours.is_empty() => {}
            _ => plan.publish.push(path.to_owned()),
        }
    }
    plan
}
