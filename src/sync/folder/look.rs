//! What is found out about one segment in a shared folder: at a glance from its beginning and its end, or
//! by reading all of it.

use std::io;

use super::{
    branches::Trail,
    files::{Files, Found},
};
use crate::{
    domain::ids::ClassId,
    journal::{
        Checksum, Head,
        segment::{self, Header, SegmentError, SegmentName},
    },
};

/// What was found out about one file.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Of which version of it.
    pub(super) version: u64,
    /// How long it is.
    pub(super) bytes: u64,
    /// Whether all of it was read, not only its beginning and its end.
    pub(super) read: bool,
    /// The last entry that can be used.
    pub(super) end: Option<Head>,
    /// The checksum of the entry before the first, where there is an end.
    pub(super) before: Checksum,
    /// What it holds, if somebody had to know.
    pub(super) trail: Option<Trail>,
    /// What is wrong with it.
    pub(super) wrong: Option<Wrong>,
    /// Whose class it is, if another's.
    pub(super) theirs: Option<ClassId>,
}

/// Why a segment cannot be used, or not all of it.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    /// The end of a sentence about it.
    pub(super) what: String,
    /// Whether it once was a segment of this class, so that writing it again mends it.
    pub(super) damaged: bool,
}

impl Look {
    /// Looks into a segment: at its beginning and its end, and at all of it where these do not fit or
    /// where it is `doubted`.
    pub(super) fn of(
        files: &mut impl Files,
        path: &str,
        file: &Found,
        class: &ClassId,
        name: &SegmentName,
        doubted: bool,
    ) -> io::Result<Self> {
        let look = |read, end: Option<(Checksum, Head)>, error: Option<SegmentError>| Self {
            version: file.version,
            bytes: file.bytes,
            read,
            end: end.map(|(_, end)| end),
            before: end.map(|(before, _)| before).unwrap_or_default(),
            trail: None,
            wrong: error.as_ref().map(Wrong::of),
            theirs: match error {
                Some(SegmentError::OtherClass { theirs }) => Some(theirs),
                _ => None,
            },
        };
        if file.bytes > segment::LIMIT {
            return Ok(look(true, None, Some(SegmentError::TooLarge)));
        }
        if !doubted && let Some(end) = glance(files, path, file.bytes, class, name)? {
            return Ok(look(false, Some(end), None));
        }
        let bytes = files.read(path, 0, segment::LIMIT)?;
        let (end, error) = check(&bytes, class, name);
        Ok(look(true, end, error))
    }
}

impl Wrong {
    pub(super) fn of(error: &SegmentError) -> Self {
        Self {
            what: error.to_string(),
            damaged: matches!(
                error,
                SegmentError::TornTail
                    | SegmentError::ChecksumMismatch
                    | SegmentError::NotWhatItsNameSays
                    | SegmentError::Unreadable { .. }
            ),
        }
    }
}

/// What is before a segment, and its end, whose beginning and end fit its name and each other; `None` if they do not.
fn glance(
    files: &mut impl Files,
    path: &str,
    bytes: u64,
    class: &ClassId,
    name: &SegmentName,
) -> io::Result<Option<(Checksum, Head)>> {
    let beginning = files.read(path, 0, segment::BEGINNING as u64)?;
    let end = files.read(
        path,
        bytes.saturating_sub(segment::END as u64),
        segment::END as u64,
    )?;
    let header = Header::read(&beginning).ok();
    let header = header.filter(|header| header.expect(class, name).is_ok());
    let whole = header.filter(|header| segment::ends_in(&end) == Some(header.after));
    Ok(whole.map(|header| (header.before, header.head())))
}

/// What is before a segment, how far it can be used, and what is wrong with it.
fn check(
    bytes: &[u8],
    class: &ClassId,
    name: &SegmentName,
) -> (Option<(Checksum, Head)>, Option<SegmentError>) {
    match segment::check(bytes, class, name) {
        Ok(header) => (Some((header.before, header.head())), None),
        Err(error) => {
            let entries = segment::salvage(bytes, class, name);
            let header = Header::read(bytes).ok();
            let end = header.zip(entries.last());
            let end = end.map(|(header, last)| (header.before, last.head()));
            (end, Some(error))
        }
    }
}
