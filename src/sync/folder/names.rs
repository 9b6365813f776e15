//! The names in a shared folder: where things lie, what is passed over in silence, and how a name that
//! somebody else chose is shown.

use std::ffi::OsStr;

use crate::domain::ids::TabletId;

/// Says whose folder it is.
pub(super) const MARKER: &str = "waymark-class.json";

/// Holds a folder for every tablet.
pub(super) const TABLETS: &str = "tablets";

/// What a tablet says of itself, in its folder.
pub(super) const STATUS: &str = "status.json";

pub(super) fn folder_of(tablet: &TabletId) -> String {
    format!("{TABLETS}/{tablet}")
}

pub(super) fn path_of(writer: &TabletId, name: &str) -> String {
    format!("{TABLETS}/{writer}/{name}")
}

/// Whether a file is the passing work of whatever carries the folder around: half-written files of
/// this program and of synchronising ones, what network shares keep for files in use, and what file
/// managers leave everywhere. It is nobody's mistake and says nothing to a teacher.
///
/// A `.sync-conflict` copy is not among these: two tablets wrote the same file, so one of them is a
/// copy of the other, and that is worth knowing.
pub(super) fn is_passing(name: &OsStr) -> bool {
    const BEGINNINGS: [&str; 6] = [
        ".syncthing.",
        "~syncthing~",
        ".~",
        "~$",
        ".nfs",
        ".fuse_hidden",
    ];
    const ENDINGS: [&str; 5] = [".tmp", ".part", ".partial", ".crdownload", ".swp"];
    const NAMES: [&str; 6] = [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        ".directory",
        ".stfolder",
        ".stignore",
    ];
    let name = name.to_string_lossy();
    BEGINNINGS.iter().any(|start| name.starts_with(start))
        || ENDINGS.iter().any(|end| name.ends_with(end))
        || NAMES.contains(&name.as_ref())
        || name.starts_with("._")
}

/// Whether it is a copy that Syncthing kept of a file that two wrote.
pub(super) fn is_conflict(name: &OsStr) -> bool {
    name.to_string_lossy().contains(".sync-conflict-")
}

/// A name as it can be shown: what would move the cursor, turn the writing around or is no text at all
/// is written out, like `\n`, `\u{202e}` and `\xff`.
pub(super) fn printable(name: &OsStr) -> String {
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                '\'' | '"' => shown.push(letter),
                _ => shown.extend(letter.escape_debug()),
            }
        }
        for byte in chunk.invalid() {
            shown.extend(["\\x".to_owned(), format!("{byte:02x}")]);
        }
    }
    shown
}
