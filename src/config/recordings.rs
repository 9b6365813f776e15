//! `voice/`: what a teacher or a child has recorded, in a folder for each language. A recording is
//! found by its name, which is what it says: `voice/en/tap-your-badge.ogg`. Only the names are read
//! here; a file that is no sound is found out when it is to be heard, or by `waymark check`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    files::{self, PackFile, ends_in},
    problem::{Complaint, Place, Report, Told},
    value,
};
use crate::domain::{
    ids::Lang,
    utterance::{Recordings, slug},
};

const FOLDER: &str = "voice";
/// How the name of a recording may end.
const ENDS: [&str; 2] = ["ogg", "wav"];
/// How many recordings a class may have in all.
const MOST: usize = 10_000;

/// The recordings of a pack; most packs have none.
pub(super) fn list(report: &Report, dir: &Path) -> Result<Recordings, Told> {
    let tell = |complaint| report.tell(Place::whole(FOLDER), complaint);
    let unreadable = |error: io::Error| tell(files::unreadable(&error));
    let mut all = Recordings::new();
    for (lang, folder) in languages(dir).map_err(unreadable)? {
        for file in files::folder(dir, &folder).map_err(unreadable)? {
            let name = file.name.file_stem().and_then(|stem| stem.to_str());
            let name = name.map(slug).filter(|name| !name.is_empty());
            if let Some(name) = name.filter(|_| ends_in(&file.name, &ENDS)) {
                all.insert((lang.clone(), name), dir.join(file.name));
            }
        }
    }
    if all.len() > MOST {
        let message = format!("there are {} recordings, at most {MOST} fit", all.len());
        return Err(tell(Complaint::new("too-many", message)));
    }
    Ok(all)
}

/// The folders themselves, for [`files::files`]: their times change when a recording comes or goes.
/// One that is only written anew needs no notice: it is read whenever it is to be heard.
pub(super) fn folders(dir: &Path) -> io::Result<Vec<PackFile>> {
    let folders = languages(dir)?.into_iter().map(|(_, folder)| {
        let meta = fs::metadata(dir.join(&folder))?;
        Ok(PackFile {
            name: PathBuf::from(folder),
            len: 0,
            modified: meta.modified().ok(),
        })
    });
    folders.collect()
}

/// The languages that have a folder, in the order of their letters.
fn languages(dir: &Path) -> io::Result<Vec<(Lang, String)>> {
    let entries = match fs::read_dir(dir.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let lang = name.to_str().and_then(|name| value::lang(name).ok());
        if let Some(lang) = lang.filter(|_| entry.path().is_dir()) {
            let folder = format!("{FOLDER}/{lang}");
            found.push((lang, folder));
        }
    }
    found.sort();
    Ok(found)
}
