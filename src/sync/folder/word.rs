//! What a tablet leaves word of in `status.json`: how it is, and which files it could not read. Another
//! tablet that sees its own file named there looks at it closely and writes it again if it must.

use std::io;

use serde::{Deserialize, Serialize};

use super::files::Files;
use crate::{domain::ids::ClassId, journal::Status};

/// The form written here.
const FORM: u32 = 1;

/// A longer file is none of ours. Bytes.
const LIMIT: u64 = 1 << 20;

/// How many files are named at the most.
pub(super) const MOST: usize = 100;

/// The file as it is written: a [`Status`] with a few fields more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Word {
    pub(super) waymark: String,
    pub(super) form: u32,
    pub(super) class: ClassId,
    #[serde(flatten)]
    pub(super) status: Status,
    #[serde(default)]
    pub(super) cannot_read: Vec<String>,
}

impl Word {
    pub(super) fn new(class: &ClassId, status: &Status, cannot_read: Vec<String>) -> Self {
        Self {
            waymark: "status".to_owned(),
            form: FORM,
            class: class.clone(),
            status: status.clone(),
            cannot_read,
        }
    }
}

/// Reads what a tablet said; inside, what is wrong with it, as the end of a sentence.
pub(super) fn read(
    files: &mut impl Files,
    class: &ClassId,
    path: &str,
    bytes: u64,
) -> io::Result<Result<Word, String>> {
    #[derive(Deserialize)]
    struct Form {
        waymark: String,
        form: u32,
    }
    if bytes > LIMIT {
        return Ok(Err("is too large to be a tablet's word".to_owned()));
    }
    let text = files.read(path, 0, LIMIT)?;
    let form = serde_json::from_slice::<Form>(&text);
    Ok(match form {
        Ok(form) if form.waymark == "status" && form.form > FORM => Err(format!(
            "was written by a newer Waymark, in form {}",
            form.form
        )),
        _ => serde_json::from_slice(&text)
            .ok()
            .filter(|word: &Word| word.class == *class)
            .ok_or_else(|| "is not what a tablet of this class says of itself".to_owned()),
    })
}
