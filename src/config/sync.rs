//! `[sync]` in `kiosk.toml`: where this tablet meets the others of its class. A password is never in it:
//! the file is shared with the class pack.

use std::path::{Path, PathBuf};

use super::{
    problem::{Complaint, Told, quote},
    reader::Value,
    value::words,
};
use crate::domain::sharing::{Line, MeetingPlace, Server};

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

/// A connection line as PostgreSQL's own tools take it, without a password.
fn connection(value: &Value<'_>) -> Result<Line, Told> {
    value.checked(|text| {
        let text = words("postgres", text, 400)?;
        let rest = text
            .strip_prefix("postgresql://")
            .or_else(|| text.strip_prefix("postgres://"));
        let Some(rest) = rest else {
            let message = format!("{} is no server", quote(text));
            return Err(Complaint::new("bad-postgres", message)
                .hint("write it like \"postgresql://tablet_room12@db.school.org/waymark\""));
        };
        let who = rest.rsplit_once('@').map_or("", |(who, _)| who);
        if who.contains(':') || rest.contains("password=") {
            let message = "a password has no place in a file that is shared";
            return Err(Complaint::new("bad-postgres", message)
                .hint("leave it out, and name the file it is in: password_file = \"/...\""));
        }
        Ok(Line::new(text))
    })
}
