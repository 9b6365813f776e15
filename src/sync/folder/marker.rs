//! Whose folder it is: a small file at the top that names the class.
//!
//! A damaged one stops nobody who knows their class: every segment names the class too, so a tablet of it
//! looks at those and, where none is another class's, writes the file anew. A flipped bit is told from a
//! newer program's file by its shape: a new form has a new number because it says something else, so a
//! strange number over the very fields of this form is damage. `check` holds the class to what was written;
//! files of before it have none, and are believed.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    files::{Disk, Files, Found},
    names::{MARKER, TABLETS, printable},
};
use crate::{
    domain::{ids::ClassId, sha256::sha256},
    journal::Checksum,
    sync::PeerError,
};

/// How many digits of a digest hold a class to what was written.
const CHECK: usize = 16;

/// The form written here.
const FORM: u32 = 1;

/// A marker is longer than this only if it is none. Bytes.
const LIMIT: u64 = 64 << 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marker {
    waymark: String,
    form: u32,
    class: ClassId,
    /// Sixteen digits of a SHA-256 over the class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    check: Option<String>,
}

/// The part of a marker that every form has.
#[derive(Deserialize)]
struct Form {
    waymark: String,
    form: u32,
}

/// What a folder's marker says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// This class's.
    Class(ClassId),
    /// There is no marker.
    Nobody,
    /// The marker is damaged.
    Unclear,
}

/// The class whose folder it is; `None` for a folder that no class shares yet. Nothing is written.
pub fn class_of(path: &Path) -> Result<Option<ClassId>, PeerError> {
    let place = printable(path.as_os_str());
    match owner(&mut Disk::at(path), &place)? {
        Owner::Class(class) => Ok(Some(class)),
        Owner::Nobody => Ok(None),
        Owner::Unclear => Err(PeerError::Nonsense {
            place,
            what: format!("{MARKER} is damaged, and a tablet of the class mends it"),
        }),
    }
}

pub(super) fn owner(files: &mut impl Files, place: &str) -> Result<Owner, PeerError> {
    let bytes = match files.read(MARKER, 0, LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Whether only the marker is missing, or the folder.
            files.list("").map_err(failed(place))?;
            return Ok(Owner::Nobody);
        }
        Err(error) => return Err(failed(place)(error)),
    };
    let form = serde_json::from_slice::<Form>(&bytes).ok();
    let marker = serde_json::from_slice::<Marker>(&bytes).ok();
    let holds = |marker: &Marker| {
        let check = marker.check.as_ref();
        check.is_none_or(|check| *check == check_of(&marker.class))
    };
    Ok(
        match (form.filter(|form| form.waymark == "class"), marker) {
            (Some(Form { form: FORM, .. }), Some(marker)) if holds(&marker) => {
                Owner::Class(marker.class)
            }
            (Some(Form { form: FORM, .. }) | None, _) | (Some(_), Some(_)) => Owner::Unclear,
            (Some(_), None) => {
                let place = place.to_owned();
                return Err(PeerError::Newer { place });
            }
        },
    )
}

fn check_of(class: &ClassId) -> String {
    let digest = Checksum(sha256(class.as_str()));
    digest.to_string().chars().take(CHECK).collect()
}

/// Makes the folder this class's.
pub(super) fn put(files: &mut impl Files, class: &ClassId, place: &str) -> Result<(), PeerError> {
    let marker = Marker {
        waymark: "class".to_owned(),
        form: FORM,
        class: class.clone(),
        check: Some(check_of(class)),
    };
    let text = serde_json::to_vec(&marker)
        .map_err(io::Error::from)
        .map_err(failed(place))?;
    files.write(MARKER, &text).map_err(failed(place))
}

/// What `tablets` holds; `None` where it is not there. Refuses a folder where it is something else.
pub(super) fn writers(
    files: &mut impl Files,
    place: &str,
) -> Result<Option<Vec<Found>>, PeerError> {
    match files.list(TABLETS) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(PeerError::Nonsense {
            place: place.to_owned(),
            what: format!("`{TABLETS}` is not a folder"),
        }),
        Err(error) => Err(failed(place)(error)),
    }
}

/// What a failure of the file system means for a round.
pub(super) fn failed(place: &str) -> impl Fn(io::Error) -> PeerError {
    use io::ErrorKind as E;
    move |error| {
        let place = place.to_owned();
        let not_allowed = |why: &str| PeerError::NotAllowed {
            place: place.clone(),
            why: why.to_owned(),
        };
        match error.kind() {
            E::StorageFull | E::QuotaExceeded | E::FileTooLarge => {
                let source = Box::new(error);
                PeerError::Full { place, source }
            }
            E::PermissionDenied => {
                not_allowed("a file or folder there may not be opened or changed")
            }
            E::ReadOnlyFilesystem => not_allowed("it can be read only"),
            _ => {
                let source = Box::new(error);
                PeerError::Away { place, source }
            }
        }
    }
}
