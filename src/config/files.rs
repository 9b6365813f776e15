//! Which files make a class pack, and their text. Bounded: whatever is in the folder, reading it
//! takes little memory and always ends. Knows nothing of what the files say.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::problem::{Complaint, Place, Report, Source, Told, nearest};

/// The files of the pack's own folder.
pub(super) const NAMES: [&str; 6] = [
    "kiosk.toml",
    "levels.toml",
    "skills.toml",
    "stations.toml",
    "timetable.toml",
    "students.csv",
];
/// How large a text file may be, in bytes.
const MOST_BYTES: u64 = 1 << 20;
/// How many files a folder may hold.
const MOST_FILES: usize = 500;

/// One file of a pack, as far as it can be told without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its path, relative to the pack.
    pub name: PathBuf,
    /// Its size in bytes.
    pub len: u64,
    /// When it was last written, where the disk keeps that.
    pub modified: Option<SystemTime>,
}

/// Every file that [`load`](super::load) looks at, by name. A missing folder of a pack has no
/// files; the pack's own folder must be there.
pub fn files(dir: &Path) -> io::Result<Vec<PackFile>> {
    let mut all = folder(dir, "")?;
    all.retain(|file| NAMES.iter().any(|name| file.name == Path::new(name)));
    for (name, ends) in [
        ("rubrics", ["toml"].as_slice()),
        ("menus", &["toml"]),
        ("pictures", &super::picture::ENDS),
    ] {
        let mut files = match folder(dir, name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            files => files?,
        };
        files.retain(|file| ends_in(&file.name, ends));
        all.append(&mut files);
    }
    all.append(&mut super::recordings::folders(dir)?);
    Ok(all)
}

/// Whether a file's name ends in a dot and one of `ends`, in any case.
pub(super) fn ends_in(name: &Path, ends: &[&str]) -> bool {
    let end = name.extension().and_then(|end| end.to_str());
    end.is_some_and(|end| ends.iter().any(|known| known.eq_ignore_ascii_case(end)))
}

/// The files right inside one folder of the pack (`""` for its own), by name. What is hidden, a
/// folder or no regular file is left out.
pub(super) fn folder(dir: &Path, name: &str) -> io::Result<Vec<PackFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir.join(name))? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let meta = match fs::metadata(entry.path()) {
            // It went away since it was listed: an editor is saving.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            meta => meta?,
        };
        if meta.is_file() {
            files.push(PackFile {
                name: Path::new(name).join(entry.file_name()),
                len: meta.len(),
                modified: meta.modified().ok(),
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Like [`folder`], with what is wrong in the list.
pub(super) fn list(report: &Report, dir: &Path, name: &str) -> Result<Vec<PackFile>, Told> {
    let place = || Place::whole(if name.is_empty() { "." } else { name });
    let files = folder(dir, name).map_err(|error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        let complaint = match (missing, name) {
            (true, "") => Complaint::new(
                "missing-folder",
                format!("there is no folder {}", dir.display()),
            )
            .hint("name the class folder with --class"),
            (true, name) => Complaint::new(
                "missing-folder",
                format!("the class has no `{name}` folder"),
            )
            .hint(format!(
                "make a folder named `{name}` with one file per skill"
            )),
            (false, _) => unreadable(&error),
        };
        report.tell(place(), complaint)
    })?;
    if files.len() > MOST_FILES {
        let message = format!(
            "there are {} files here, at most {MOST_FILES} fit",
            files.len()
        );
        return Err(report.tell(place(), Complaint::new("too-many", message)));
    }
    Ok(files)
}

/// The text of a file, without a byte order mark.
pub(super) fn read(report: &Report, dir: &Path, name: &Path) -> Result<String, Told> {
    let mut bytes = Vec::new();
    let tell = |complaint| report.tell(Place::whole(name), complaint);
    let path = dir.join(name);
    match fs::metadata(&path) {
        Ok(meta) if !meta.is_file() => return Err(tell(missing(dir, name))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(tell(missing(dir, name)));
        }
        // Opening says what else may be wrong.
        _ => {}
    }
    File::open(path)
        .and_then(|file| {
            file.take(MOST_BYTES.saturating_add(1))
                .read_to_end(&mut bytes)
        })
        .map_err(|error| tell(unreadable(&error)))?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > MOST_BYTES) {
        let message = "this file is larger than 1 MiB";
        return Err(tell(Complaint::new("file-too-big", message).hint(
            "a file of a class is a few pages of text; is it the right one?",
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let whole = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..whole).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        let place = Source::new(report, name, &before).place(whole);
        let message = "from here on this file is not UTF-8 text";
        let complaint = Complaint::new("not-utf8", message);
        report.tell(
            place,
            complaint.hint("save it again with the encoding UTF-8"),
        )
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    })
}

/// A file that is not there, maybe under another name.
fn missing(dir: &Path, name: &Path) -> Complaint {
    let others = folder(dir, "").unwrap_or_default();
    let others = others.iter().filter_map(|file| file.name.to_str());
    let others = others.filter(|other| !NAMES.contains(other));
    let name = name.to_string_lossy();
    let near = nearest(&name, others).map(|near| format!("rename `{near}` to `{name}`"));
    Complaint::new("missing-file", format!("the class has no file `{name}`"))
        .hint(near.unwrap_or_else(|| String::from("copy it from the class that Waymark came with")))
}

/// A file or folder that the system does not give out.
pub(super) fn unreadable(error: &io::Error) -> Complaint {
    Complaint::new("unreadable", format!("it cannot be read: {error}"))
        .hint("check that this user may open it")
}
