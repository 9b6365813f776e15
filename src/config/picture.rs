//! Pictures of a pack: an emoji of the bundled set, or a file in `pictures/`. Says whether one is
//! there; drawing it is for `look`.

use std::path::{Path, PathBuf};

use twemoji_assets::svg::SvgTwemojiAsset;

use super::{
    drawing,
    files::{self, PackFile},
    problem::{Complaint, Report, Told, nearest, quote},
};
use crate::domain::text::Picture;

/// How the name of a picture file may end.
pub(super) const ENDS: [&str; 4] = ["png", "jpg", "jpeg", "svg"];
/// Asks for the coloured form of a character; optional in what keyboards send.
const COLORED: char = '\u{fe0f}';

/// The picture files of a pack.
#[derive(Debug)]
pub(super) struct Pictures {
    folder: PathBuf,
    files: Result<Vec<PackFile>, Told>,
}

impl Pictures {
    /// Those in `pictures/`; a class that only uses emoji needs no such folder.
    pub(super) fn list(report: &Report, dir: &Path) -> Self {
        let folder = dir.join("pictures");
        let files = if folder.exists() {
            files::list(report, dir, "pictures")
        } else {
            Ok(Vec::new())
        };
        Self { folder, files }
    }

    /// The picture that a teacher wrote; the folder's own trouble is reported once and elsewhere.
    pub(super) fn find(&self, text: &str) -> Result<Picture, Complaint> {
        if let Some(emoji) = emoji(text) {
            return Ok(Picture::emoji(emoji));
        }
        let quoted = quote(text);
        if !text.contains(|letter: char| letter.is_ascii_alphanumeric() || letter == '.') {
            let message = format!("{quoted} is not one emoji of the bundled set");
            return Err(Complaint::new("bad-picture", message)
                .hint("use one emoji, or the name of a file in `pictures`"));
        }
        if text.contains(['/', '\\', ':']) || text.starts_with('.') {
            let message = format!("{quoted} is not the name of a file in `pictures`");
            return Err(Complaint::new("bad-picture", message)
                .hint("write the file's name alone; every picture lies in `pictures`"));
        }
        if !files::ends_in(Path::new(text), &ENDS) {
            let message = format!("{quoted} is neither an emoji nor a picture file");
            return Err(Complaint::new("bad-picture", message)
                .hint("use one emoji, or a file that ends in .png, .jpg, .jpeg or .svg"));
        }
        self.file(text)
    }

    fn file(&self, name: &str) -> Result<Picture, Complaint> {
        let Ok(files) = &self.files else {
            return Ok(Picture::File(self.folder.join(name)));
        };
        let names = || {
            let names = files.iter().filter_map(|file| file.name.file_name());
            names.filter_map(|name| name.to_str())
        };
        let at = names().position(|known| known == name);
        let Some(file) = at.and_then(|at| files.get(at)) else {
            let message = format!("there is no picture {}", quote(name));
            let otherwise = String::from("put the file into the folder `pictures`");
            let near = nearest(name, names());
            return Err(Complaint::new("missing-picture", message).did_you_mean(near, otherwise));
        };
        let path = self.folder.join(name);
        drawing::check(&path, name, file.len)?;
        Ok(Picture::File(path))
    }
}

/// The emoji as the bundled set spells it. Keyboards differ in where they ask for colour, so the
/// places where the set has that mark are tried.
fn emoji(text: &str) -> Option<&'static str> {
    let find = |text: &str| SvgTwemojiAsset::from_emoji(text).map(|found| found.emoji);
    if let Some(found) = find(text) {
        return Some(found);
    }
    let bare: String = text.chars().filter(|letter| *letter != COLORED).collect();
    let mut letters = bare.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    find(&bare)
        .or_else(|| find(&format!("{first}{COLORED}{rest}")))
        .or_else(|| find(&format!("{bare}{COLORED}")))
        .or_else(|| find(&format!("{first}{COLORED}{rest}{COLORED}")))
}
