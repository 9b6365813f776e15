//! `[sync]` in `kiosk.toml`: where this tablet meets the others of its class. A password is never in it:
//! the file is shared with the class pack.

use std::path::{Path, PathBuf};

use super::{
    problem::{Complaint, Told, quote},
    reader::Value,
    value::words,
};
use crate::domain::sharing::{MeetingPlace, Server};

/// What can be said there.
const KEYS: [&str; 3] = ["folder", "postgres", "password_file"];

/// Reads the table.
pub(super) fn read(value: &Value<'_>) -> Result<MeetingPlace, Told> {
    let table = value.table(&KEYS)?;
    let folder = table.optional("folder").map(|value| whole_path(&value));
    let postgres = table.optional("postgres").map(|value| connection(&value));
    let password_file = table.optional("password_file");
    let password_file = password_file.map(|value| whole_path(&value));
    match (folder.transpose()?, postgres.transpose()?) {
        (Some(folder), None) => Ok(MeetingPlace::Folder(folder)),
        (None, Some(connection)) => Ok(MeetingPlace::Postgres(Server {
            connection,
            password_file: password_file.transpose()?,
            password: None,
        })),
        (Some(_), Some(_)) => Err(table.tell(
            Complaint::new(
                "two-places",
                "`[sync]` names a folder and a server, and tablets meet at one place",
            )
            .hint("put a # in front of one of them"),
        )),
        (None, None) => Err(table.tell(
            Complaint::new("missing-key", "`[sync]` names no place")
                .hint("write folder = \"/media/class/waymark\", or put a # in front of [sync]"),
        )),
    }
}

fn whole_path(value: &Value<'_>) -> Result<PathBuf, Told> {
    value.checked(|path| {
        let path = words("path", path, 400)?;
        if Path::new(path).is_absolute() {
            return Ok(PathBuf::from(path));
        }
        let message = format!("{} is no whole path", quote(path));
        Err(Complaint::new("bad-path", message).hint("write it like \"/media/class/waymark\""))
    })
}

/// Words of `key=value`, none of them a password.
fn connection(value: &Value<'_>) -> Result<String, Told> {
    value.checked(|text| {
        let text = words("postgres", text, 400)?;
        let key = |word: &str| word.split_once('=').map(|(key, _)| key.trim().to_owned());
        let keys: Vec<_> = text.split_whitespace().map(key).collect();
        let secret = |key: &Option<String>| {
            key.as_deref()
                .is_some_and(|key| key.eq_ignore_ascii_case("password"))
        };
        if keys.iter().any(secret) || text.contains("://") {
            let message = "a password has no place in a file that is shared";
            return Err(Complaint::new("bad-postgres", message)
                .hint("leave it out, and name the file it is in: password_file = \"/...\""));
        }
        if keys.iter().any(Option::is_none) {
            let message = format!("{} is no server", quote(text));
            return Err(Complaint::new("bad-postgres", message).hint(
                "write it like \"host=db.school.org dbname=waymark user=tablet_room12\"",
            ));
        }
        Ok(text.to_owned())
    })
}
