//! Gets the four OneRoster files that matter out of a folder or a zip. It opens no other file
//! (demographics among them), writes nothing to disk, and bounds what it holds in memory.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use zip::{ZipArchive, result::ZipError};

use super::problem::RosterProblem;

/// At most so many bytes in one file, unpacked, and in one zip.
const MAX_BYTES: u64 = 64 << 20;
/// At most so many entries in a zip.
const MAX_ENTRIES: usize = 200;

/// The files of an export that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Users,
    Roles,
    Classes,
    Enrollments,
}

impl Part {
    /// Its name in every export.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Users => "users.csv",
            Self::Roles => "roles.csv",
            Self::Classes => "classes.csv",
            Self::Enrollments => "enrollments.csv",
        }
    }

    /// The part that a file of this name is.
    fn named(name: &str) -> Option<Self> {
        [Self::Users, Self::Roles, Self::Classes, Self::Enrollments]
            .into_iter()
            .find(|part| part.file().eq_ignore_ascii_case(name))
    }
}

/// The files that are there.
pub(super) type Parts = BTreeMap<Part, Vec<u8>>;

/// The name of a file or folder as problems say it.
pub(super) fn label(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Reads a whole file of at most 64 MiB.
pub(super) fn file(path: &Path) -> Result<Vec<u8>, RosterProblem> {
    let problem = |code, message: String| RosterProblem::of_file(code, &label(path), message);
    let cannot =
        |error: io::Error| problem("unreadable", format!("the file cannot be read: {error}"));
    if !fs::metadata(path).map_err(cannot)?.is_file() {
        let message = "this is neither a file nor a folder";
        return Err(problem("unreadable", message.to_owned()));
    }
    let file = File::open(path).map_err(cannot)?;
    bounded(file)
        .map_err(cannot)?
        .ok_or_else(|| problem("file-too-big", too_large()))
}

/// Reads the parts of an export that lies in a folder.
pub(super) fn folder(path: &Path) -> Result<Parts, RosterProblem> {
    let name = label(path);
    let cannot = |error: io::Error| {
        RosterProblem::of_file("unreadable", &name, format!("cannot be read: {error}"))
    };
    let mut parts = Parts::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let Some(part) = entry.file_name().to_str().and_then(Part::named) else {
            continue;
        };
        if parts.insert(part, file(&entry.path())?).is_some() {
            let message = format!("there are two files {}; remove one", part.file());
            return Err(RosterProblem::of_file("duplicate-file", &name, message));
        }
    }
    with_users(parts, &name, "folder")
}

/// Reads the parts of an export packed as the zip `name`.
pub(super) fn zip(name: &str, bytes: &[u8]) -> Result<Parts, RosterProblem> {
    let problem = |message: String| RosterProblem::of_file("bad-zip", name, message);
    let broken = |error: ZipError| problem(zip_sentence(&error));
    let mut archive = ZipArchive::new(io::Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(problem(format!(
            "the zip holds more than {MAX_ENTRIES} files; a OneRoster export has about a dozen"
        )));
    }
    if archive.has_duplicate_names() {
        return Err(problem(
            "the zip holds two files of one name; make the export again".to_owned(),
        ));
    }
    let wanted = wanted(&archive).map_err(problem)?;
    let mut parts = Parts::new();
    for (part, index) in wanted {
        let entry = archive.by_index(index).map_err(broken)?;
        // What an entry says of its size may be a lie, so reading is bounded as well.
        let inside = |code, message: String| RosterProblem::of_file(code, part.file(), message);
        let bytes = bounded(entry)
            .map_err(|error| {
                inside(
                    "bad-zip",
                    format!("it cannot be unpacked: {error}; make the export again"),
                )
            })?
            .ok_or_else(|| inside("file-too-big", too_large()))?;
        parts.insert(part, bytes);
    }
    with_users(parts, name, "zip")
}

/// Where the parts are in a zip: all in one folder, at any depth. Refuses the zip for the name of
/// any entry that points outside of it.
fn wanted(archive: &ZipArchive<io::Cursor<&[u8]>>) -> Result<BTreeMap<Part, usize>, String> {
    let mut wanted = BTreeMap::new();
    let mut home: Option<String> = None;
    for (index, raw) in archive.file_names_raw().enumerate() {
        // Some programs for Windows write its separator.
        let path = String::from_utf8_lossy(raw).replace('\\', "/");
        let drive = path.as_bytes().get(1) == Some(&b':');
        if drive || path.starts_with('/') || path.split('/').any(|step| step == "..") {
            return Err(format!(
                "the zip holds a file named `{}`, which points outside of it; nothing was unpacked",
                path.escape_debug(),
            ));
        }
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        if folder.split('/').any(|step| step == "__MACOSX") {
            continue;
        }
        let Some(part) = Part::named(file) else {
            continue;
        };
        let same_home = home.get_or_insert_with(|| folder.to_owned()) == folder;
        if !same_home || wanted.insert(part, index).is_some() {
            return Err(
                "the zip holds more than one export; keep one of its folders in it".to_owned(),
            );
        }
    }
    Ok(wanted)
}

/// An export without people is none.
fn with_users(parts: Parts, name: &str, what: &str) -> Result<Parts, RosterProblem> {
    if parts.contains_key(&Part::Users) {
        return Ok(parts);
    }
    let message = format!("there is no users.csv in this {what}; is it a OneRoster CSV export?");
    Err(RosterProblem::of_file("missing-file", name, message))
}

/// Everything, or `None` when it is more than 64 MiB.
fn bounded(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|len| len <= MAX_BYTES);
    Ok(fits.then_some(bytes))
}

fn too_large() -> String {
    format!(
        "it is larger than {} MiB; ask for an export of one school",
        MAX_BYTES >> 20
    )
}

/// What went wrong with a zip, in a sentence.
fn zip_sentence(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "the zip is locked with a password; unpack it and import the folder".to_owned()
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            "the zip is packed in an unusual way; unpack it and import the folder".to_owned()
        }
        other => format!("the zip is broken ({other}); copy or download it again"),
    }
}
