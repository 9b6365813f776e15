//! Which USB sticks and cards are plugged in: what the system has mounted where it mounts such things by
//! itself. Mounts nothing, and writes nothing.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// The folders below which the system mounts what is plugged in: each one's folders, or theirs.
const ROOTS: [&str; 3] = ["/media", "/run/media", "/mnt/usb"];

/// The file systems of sticks.
const KINDS: [&str; 10] = [
    "vfat", "exfat", "msdos", "ext4", "ext3", "ext2", "ntfs", "ntfs3", "fuseblk", "hfsplus",
];

/// What is mounted, as Linux tells it.
const MOUNTS: &str = "/proc/self/mounts";

/// Where every stick is mounted, by name. None where the system does not tell.
#[must_use]
pub fn plugged_in() -> Vec<PathBuf> {
    match fs::read_to_string(MOUNTS) {
        Ok(mounts) => among(&mounts, &ROOTS.map(Path::new), &KINDS),
        Err(error) => {
            tracing::debug!(%error, "nobody tells which sticks there are");
            Vec::new()
        }
    }
}

/// The mount points below one of `roots` with one of these kinds of file systems, in a text like
/// `/proc/self/mounts` (see *fstab(5)*: blanks in a path are octal escapes). A stick that is mounted
/// for reading alone is among them: whoever writes to it is told.
#[must_use]
pub fn among(mounts: &str, roots: &[&Path], kinds: &[&str]) -> Vec<PathBuf> {
    let lines = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let path = PathBuf::from(unescaped(fields.next()?));
        let kind = fields.next()?;
        let below = roots
            .iter()
            .any(|root| path.starts_with(root) && path != *root);
        (below && kinds.contains(&kind)).then_some(path)
    });
    let mut sticks: Vec<_> = lines.collect();
    sticks.sort();
    sticks.dedup();
    sticks
}

/// A path as it is: `\040` is a blank.
fn unescaped(field: &str) -> OsString {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let [first, others @ ..] = rest {
        let octal = others.get(..3).filter(|_| *first == b'\\');
        let octal = octal.and_then(|digits| str::from_utf8(digits).ok());
        let octal = octal.and_then(|digits| u8::from_str_radix(digits, 8).ok());
        bytes.push(octal.unwrap_or(*first));
        rest = match octal {
            Some(_) => others.get(3..).unwrap_or_default(),
            None => others,
        };
    }
    path_of(bytes)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
