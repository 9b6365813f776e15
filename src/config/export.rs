//! `[export]` in `kiosk.toml`: where the teacher's export goes by itself, and when.

use std::path::{Path, PathBuf};

use super::{
    problem::{Complaint, Told, quote},
    reader::{Table, Value},
    value::words,
};
use crate::domain::exporting::ExportSettings;

/// When it may be written by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Block,
    Day,
}

const WHEN: [(&str, When); 2] = [("block", When::Block), ("day", When::Day)];

/// Reads the table, if it is there.
pub(super) fn settings(root: &Table<'_>) -> Result<ExportSettings, Told> {
    let Some(value) = root.optional("export") else {
        return Ok(ExportSettings::default());
    };
    let table = value.table(&["folder", "when"])?;
    let folder = table.required("folder").and_then(|value| folder(&value));
    let when = table.optional("when").map(|value| when(&value));
    let (folder, when) = (folder?, when.transpose()?);
    // Where nothing is said, once a day.
    let when = when.unwrap_or_else(|| vec![When::Day]);
    Ok(ExportSettings {
        folder: Some(folder),
        blocks: when.contains(&When::Block),
        days: when.contains(&When::Day),
    })
}

fn folder(value: &Value<'_>) -> Result<PathBuf, Told> {
    value.checked(|path| {
        let path = words("folder", path, 200)?;
        if Path::new(path).is_absolute() {
            return Ok(PathBuf::from(path));
        }
        let message = format!("{} is no whole path", quote(path));
        let hint = "write it like \"/home/teacher/Waymark\"";
        Err(Complaint::new("bad-folder", message).hint(hint))
    })
}

/// An empty list is: only when the teacher asks for it.
fn when(value: &Value<'_>) -> Result<Vec<When>, Told> {
    let items = value.items()?;
    let items = items.iter().map(|item| item.choice(&WHEN));
    // All of them are looked at, so that every problem is told at once.
    let items: Vec<_> = items.collect();
    items.into_iter().collect()
}
