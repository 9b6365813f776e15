//! Which columns of a CSV file are wanted, and where they are: whatever their order, case, spacing
//! and, within a letter or two, spelling. Columns that nobody asks for are never looked into.

use csv::ByteRecord;

use super::problem::{Findings, RosterProblem};
use crate::domain::list_note::ListNote;

/// At most so many columns.
const MAX_COLUMNS: usize = 500;

/// What a cell may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Col {
    Id,
    First,
    Preferred,
    Last,
    PreferredLast,
    FullName,
    Identifier,
    Picture,
    Group,
    Language,
    Grades,
    Role,
    Status,
    Enabled,
    User,
    Class,
    Title,
    Code,
}

/// A wanted column.
pub(super) struct Field {
    /// What it means.
    pub(super) col: Col,
    /// Its names: the proper one first, the better one before the other.
    pub(super) names: &'static [&'static str],
    /// Whether a file without it cannot be read.
    pub(super) required: bool,
}

/// Columns that are never wanted and look a little like one that is.
const OTHERS: &[&str] = &[
    "username",
    "password",
    "middlename",
    "preferredmiddlename",
    "state",
    "classtype",
    "roletype",
    "gender",
];

/// Where the wanted columns are in one file.
pub(super) struct Header {
    file: String,
    /// Its own line, from 1.
    line: usize,
    /// How many columns there are, blank ones behind the last left aside.
    pub(super) width: usize,
    /// Meaning, place from 0, and the name as the file writes it.
    pub(super) columns: Vec<(Col, usize, String)>,
}

impl Header {
    /// Whether the file has that column.
    pub(super) fn has(&self, col: Col) -> bool {
        self.name(col).is_some()
    }

    /// What the file calls that column.
    pub(super) fn name(&self, col: Col) -> Option<&str> {
        let found = self.columns.iter().find(|(of, ..)| *of == col);
        found.map(|(.., name)| name.as_str())
    }

    /// Something about one cell.
    pub(super) fn problem(
        &self,
        code: &'static str,
        line: usize,
        col: Col,
        message: impl Into<String>,
    ) -> RosterProblem {
        RosterProblem {
            column: self.name(col).map(str::to_owned),
            ..self.row_problem(code, line, message)
        }
    }

    /// Something about the header itself.
    pub(super) fn own_problem(
        &self,
        code: &'static str,
        message: impl Into<String>,
    ) -> RosterProblem {
        self.row_problem(code, self.line, message)
    }

    /// Something about one row.
    pub(super) fn row_problem(
        &self,
        code: &'static str,
        line: usize,
        message: impl Into<String>,
    ) -> RosterProblem {
        RosterProblem {
            line: Some(line),
            ..RosterProblem::of_file(code, &self.file, message)
        }
    }
}

/// A name as it is compared: without case, spaces, underscores and hyphens.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Finds the wanted columns: by name first, then those that are left by what is nearly their name.
pub(super) fn find_columns(
    file: &str,
    line: usize,
    record: &ByteRecord,
    fields: &[Field],
    findings: &mut Findings,
) -> Option<Header> {
    let mut header = Header {
        file: file.to_owned(),
        line,
        width: record.len(),
        columns: Vec::new(),
    };
    if record.len() > MAX_COLUMNS {
        let message = format!("more than {MAX_COLUMNS} columns; this is not a roster");
        findings.problem(header.own_problem("too-many", message));
        return None;
    }
    // Spreadsheets leave blank columns behind the last one.
    let names: Vec<String> = record
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().to_owned())
        .collect();
    header.width = names.iter().rposition(|name| !name.is_empty())? + 1;
    let mut usable = true;
    for field in fields {
        for name in field.names {
            let mut same = (0..).zip(&names).filter(|(_, n)| plain(n) == plain(name));
            let Some((place, written)) = same.next() else {
                continue;
            };
            if same.next().is_some() {
                let message = format!("there are two columns `{written}`; remove one");
                findings.problem(header.own_problem("duplicate-column", message));
                usable = false;
            }
            header.columns.push((field.col, place, written.clone()));
            break;
        }
    }
    find_misspelt(&mut header, &names, fields, findings);
    for field in fields.iter().filter(|field| field.required) {
        if !header.has(field.col) {
            let message = format!(
                "there is no column `{}`; the columns are {}",
                field.names.first().unwrap_or(&""),
                list(&names),
            );
            findings.problem(header.own_problem("missing-column", message));
            usable = false;
        }
    }
    usable.then_some(header)
}

/// Takes the nearest unknown column for each field that was not found, and says so in a note.
fn find_misspelt(header: &mut Header, names: &[String], fields: &[Field], findings: &mut Findings) {
    let known: Vec<String> = fields
        .iter()
        .flat_map(|field| field.names)
        .chain(OTHERS)
        .map(|name| plain(name))
        .collect();
    let mut near = Vec::new();
    for (place, written) in names.iter().enumerate() {
        let found = plain(written);
        if known.contains(&found) || found.starts_with("metadata.") || found.len() > 40 {
            continue;
        }
        for field in fields.iter().filter(|field| !header.has(field.col)) {
            for name in field.names {
                let wanted = plain(name);
                let off = strsim::osa_distance(&found, &wanted);
                let slack = match wanted.len() {
                    0..=3 => 0,
                    4..=7 => 1,
                    _ => 2,
                };
                if off <= slack {
                    near.push((off, place, field.col, written, *name));
                }
            }
        }
    }
    near.sort_by_key(|(off, place, ..)| (*off, *place));
    for (_, place, col, written, name) in near {
        if header.has(col) || header.columns.iter().any(|(_, taken, _)| *taken == place) {
            continue;
        }
        findings.note(ListNote::Column {
            file: header.file.clone(),
            written: written.clone(),
            read: name.to_string(),
        });
        header.columns.push((col, place, written.clone()));
    }
}

/// The columns of a file in one line of at most a dozen.
fn list(names: &[String]) -> String {
    let shown: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .take(12)
        .collect();
    let more = if names.len() > 12 { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}
