//! Where rosters may lie, so that nobody has to type a path: files and folders of the right kind in
//! a few places. Opens none of them; what is in one is for [`super::read_class`] to say.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Something that may be a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The CSV file, the zip, or the folder with `users.csv` in it.
    pub path: PathBuf,
    /// When it was written, where the disk keeps that.
    pub written: Option<SystemTime>,
}

/// At most so many are shown: the newest.
const MOST: usize = 60;
/// At most so many entries of one folder are looked at.
const LOOKED_AT: usize = 2_000;

/// The folder in a class pack that rosters can be put into.
pub const FOLDER: &str = "import";

/// Where sticks are mounted: each folder in these, and each folder in those.
const MOUNTS: [&str; 2] = ["/media", "/run/media"];

/// What lies in the class pack's own `import` folder and on USB sticks, the newest first.
#[must_use]
pub fn find(class: &Path) -> Vec<Candidate> {
    find_in(std::iter::once(class.join(FOLDER)).chain(all_sticks()))
}

/// The sticks of this computer, where it mounts them by itself.
pub fn all_sticks() -> impl Iterator<Item = PathBuf> {
    let mounts = MOUNTS.iter();
    mounts.flat_map(|mount| sticks(Path::new(mount)))
}

/// The sticks below a folder where the system mounts them: `/media/STICK` and `/media/USER/STICK`.
#[must_use]
pub fn sticks(mount: &Path) -> Vec<PathBuf> {
    let owners = folders(mount);
    let below = owners.iter().flat_map(|owner| folders(owner));
    let below: Vec<_> = below.collect();
    owners.into_iter().chain(below).collect()
}

/// What lies right inside of these folders, the newest first.
#[must_use]
pub fn find_in(places: impl IntoIterator<Item = PathBuf>) -> Vec<Candidate> {
    let mut found: Vec<_> = places
        .into_iter()
        .flat_map(|place| entries(&place))
        .filter(|path| may_be_one(path))
        .map(|path| Candidate {
            written: fs::metadata(&path).and_then(|meta| meta.modified()).ok(),
            path,
        })
        .collect();
    found.sort_by(|one, other| (other.written, &one.path).cmp(&(one.written, &other.path)));
    found.dedup_by(|one, other| one.path == other.path);
    found.truncate(MOST);
    found
}

fn may_be_one(path: &Path) -> bool {
    if path.is_dir() {
        return entries(path).iter().any(|inside| {
            let name = inside.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.eq_ignore_ascii_case("users.csv"))
        });
    }
    super::has_extension(path, "csv") || super::has_extension(path, "zip")
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder);
    found.retain(|path| path.is_dir());
    found
}

/// What is in a folder and not hidden, by name; nothing where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let visible = |entry: &fs::DirEntry| !entry.file_name().as_encoded_bytes().starts_with(b".");
    let listed = listing.take(LOOKED_AT).filter_map(Result::ok);
    let mut found: Vec<_> = listed.filter(visible).map(|entry| entry.path()).collect();
    found.sort();
    found
}
