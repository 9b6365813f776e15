//! `rubrics/*.toml`: what to look at in one's work, with a picture and a sentence per level.

use super::{
    names::{Gather, Kind, Names},
    picture::Pictures,
    problem::{Complaint, Told, nearest, one_of},
    reader::{Entry, Table, Value},
    sheets::Folder,
};
use crate::domain::pack::{Cell, Criterion};

pub(super) const FOLDER: Folder = Folder {
    name: "rubrics",
    word: "rubric",
    keys: &["skill", "criterion"],
    missing: "missing-rubric",
    duplicate: "duplicate-rubric",
};
const CRITERION: Kind = Kind {
    word: "criterion",
    unknown: "unknown-criterion",
    file: "this file",
};

/// Reads the criteria of one rubric.
pub(super) fn read(
    root: &Table<'_>,
    levels: &Names,
    pictures: &Pictures,
) -> Result<Vec<Criterion>, Told> {
    let tables = root.list("criterion", &["id", "name", "cells"], 1..=6)?;
    let mut ids = Gather::new(&CRITERION);
    let criteria = tables.iter().map(|table| {
        let id = ids.id(table);
        let name = table.required("name").and_then(|value| value.text());
        let cells = table.required("cells");
        let cells = cells.and_then(|value| cells_of(&value, levels, pictures));
        Ok(Criterion {
            id: id?,
            name: name?,
            cells: cells?,
        })
    });
    let criteria: Vec<_> = criteria.collect();
    criteria.into_iter().collect()
}

/// One cell per level, in the order of the ladder.
fn cells_of(value: &Value<'_>, levels: &Names, pictures: &Pictures) -> Result<Vec<Cell>, Told> {
    let mut told = None;
    let mut unknown = Vec::new();
    let mut cells = Vec::new();
    for Entry { key, at, value } in value.entries()? {
        if let Err(complaint) = levels.check(key) {
            told = Some(value.source.tell(at, complaint));
            unknown.push(key);
        }
        cells.push((key, cell(&value, pictures)));
    }
    let levels = levels.all()?;
    let missing = levels.iter().map(String::as_str).filter(|level| {
        // A level under a misspelt name was reported as unknown; it is not missing as well.
        let misspelt = |key: &&str| nearest(key, [*level]).is_some();
        cells.iter().all(|(key, _)| key != level) && !unknown.iter().any(misspelt)
    });
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        let message = format!("there is no cell for {}", one_of(missing));
        let hint = "every level of levels.toml has a cell with a picture and a text";
        told = Some(value.tell(Complaint::new("missing-cell", message).hint(hint)));
    }
    if let Some(told) = told {
        return Err(told);
    }
    cells.sort_by_key(|(key, _)| levels.iter().position(|level| level == key));
    cells.into_iter().map(|(_, cell)| cell).collect()
}

fn cell(value: &Value<'_>, pictures: &Pictures) -> Result<Cell, Told> {
    let table = value.table(&["picture", "text"])?;
    let picture = table.required("picture");
    let picture = picture.and_then(|value| value.picture(pictures));
    let text = table.required("text").and_then(|value| value.text());
    Ok(Cell {
        picture: picture?,
        text: text?,
    })
}
