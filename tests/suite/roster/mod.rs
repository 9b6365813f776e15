//! Roster files, and what they would change in a class.

mod liberal;
mod oneroster;
mod plain;
mod plan;
mod random;
mod zips;

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use waymark::{
    config::roster::{RosterFile, read, read_class},
    domain::{
        ids::{GroupId, StudentId},
        pack::StudentCard,
        roster::Incoming,
    },
};

/// What a roster notes, as the command line says it.
fn notes(roster: &RosterFile) -> Vec<String> {
    roster.notes.iter().map(ToString::to_string).collect()
}

/// A folder of files that is gone after the test.
struct Export(TempDir);

impl Export {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self) -> Result<RosterFile, String> {
        read(&self.path()).map_err(|problems| problems.to_string())
    }

    fn read_class(&self, class: &str) -> Result<RosterFile, String> {
        read_class(&self.path(), Some(class)).map_err(|problems| problems.to_string())
    }
}

/// Reads one plain file.
fn read_plain(bytes: impl AsRef<[u8]>) -> Result<RosterFile, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("class.csv");
    fs::write(&path, bytes).unwrap();
    read(&path).map_err(|problems| problems.to_string())
}

/// `id first last`, one a line.
fn names(roster: &RosterFile) -> String {
    let lines = roster.students.iter().map(|(id, student)| {
        let last = student.last_name.as_deref().unwrap_or_default();
        format!("{id} {} {last}", student.first_name)
            .trim()
            .to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn card(first: &str, last: &str, picture: &str) -> StudentCard {
    StudentCard {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        picture: picture.to_owned(),
        group: None,
        language: None,
        identifier: None,
        read_aloud: None,
        show_level: None,
    }
}

fn incoming(first: &str, last: &str) -> Incoming {
    Incoming {
        first_name: first.to_owned(),
        last_name: Some(last.to_owned()),
        ..Incoming::default()
    }
}

fn id(text: &str) -> StudentId {
    text.into()
}

fn group(text: &str) -> GroupId {
    text.into()
}
