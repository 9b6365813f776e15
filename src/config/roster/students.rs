//! What plain lists and OneRoster have in common: which rows count, how names and ids are checked,
//! and that no student comes twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::{Col, Header},
    problem::Findings,
    table::Row,
};
use crate::domain::{ids::StudentId, list_note::ListNote, roster::Incoming, text::tidy};

/// How many characters a first name may have; the same as in a class pack.
const MOST_FIRST: usize = 40;
/// How many characters a last name may have.
const MOST_LAST: usize = 60;

/// Why a row does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Skip {
    /// Its status is `tobedeleted`.
    Deleted,
    /// Its `enabledUser` is false.
    Disabled,
    /// It is no student's.
    OtherRole,
}

/// Whether a row is marked for deletion.
pub(super) fn is_deleted(row: &Row<'_>) -> bool {
    row.get(Col::Status).eq_ignore_ascii_case("tobedeleted")
}

/// Whether a row is marked for deletion, switched off or names another role. A blank says nothing.
pub(super) fn skip(row: &Row<'_>) -> Option<Skip> {
    let off = ["false", "0", "no", "n", "f"];
    let enabled = row.get(Col::Enabled);
    let role = row.get(Col::Role);
    if is_deleted(row) {
        Some(Skip::Deleted)
    } else if off.iter().any(|word| enabled.eq_ignore_ascii_case(word)) {
        Some(Skip::Disabled)
    } else if !role.is_empty() && !role.eq_ignore_ascii_case("student") {
        Some(Skip::OtherRole)
    } else {
        None
    }
}

/// Says how many rows were left out, and why; people with other roles go without saying.
pub(super) fn note_skipped(skipped: &BTreeMap<Skip, usize>, findings: &mut Findings) {
    for (why, count) in skipped {
        match why {
            Skip::Deleted => {
                findings.note(ListNote::Deleted(*count));
            }
            Skip::Disabled => {
                findings.note(ListNote::SwitchedOff(*count));
            }
            Skip::OtherRole => {}
        }
    }
}

/// `1 person is`, `3 people are`.
/// A student as a row has it, not checked yet.
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) id: String,
    pub(super) grades: String,
    pub(super) incoming: Incoming,
}

impl Draft {
    /// What every format has: id, names, grades and identifier.
    pub(super) fn new(row: &Row<'_>) -> Self {
        Self {
            line: row.line,
            id: row.get(Col::Id).to_owned(),
            grades: row.get(Col::Grades).to_owned(),
            incoming: Incoming {
                first_name: first_filled(row, Col::Preferred, Col::First),
                last_name: filled(first_filled(row, Col::PreferredLast, Col::Last)),
                identifier: filled(row.get(Col::Identifier).to_owned()),
                ..Incoming::default()
            },
        }
    }
}

/// `None` for an empty text.
pub(super) fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The better of two cells, tidied.
fn first_filled(row: &Row<'_>, better: Col, other: Col) -> String {
    let text = match row.get(better) {
        "" => row.get(other),
        text => text,
    };
    tidy(text)
}

/// Checks ids and names, and notes what is in doubt.
pub(super) fn checked(
    header: &Header,
    drafts: Vec<Draft>,
    findings: &mut Findings,
) -> Vec<(StudentId, Incoming)> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut grades: BTreeMap<String, usize> = BTreeMap::new();
    let mut students = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let line = draft.line;
        if draft.id.is_empty() {
            findings.problem(header.problem("missing-id", line, Col::Id, "there is no id"));
        } else if is_shortened(&draft.id) {
            let message = format!(
                "a spreadsheet has shortened this id to `{}`; format the column as text and export again",
                draft.id
            );
            findings.problem(header.problem("shortened-id", line, Col::Id, message));
        } else if let Some(first) = lines.get(&draft.id) {
            let message = format!("`{}` is also the id on line {first}", draft.id);
            findings.problem(header.problem("duplicate-id", line, Col::Id, message));
        } else {
            lines.insert(draft.id.clone(), line);
        }
        if draft.incoming.first_name.is_empty() {
            let col = if header.has(Col::First) {
                Col::First
            } else {
                Col::FullName
            };
            findings.problem(header.problem("missing-name", line, col, "there is no first name"));
        }
        for (col, most, name) in [
            (Col::First, MOST_FIRST, Some(&draft.incoming.first_name)),
            (Col::Last, MOST_LAST, draft.incoming.last_name.as_ref()),
        ] {
            let letters = name.map_or(0, |name| name.chars().count());
            if letters > most {
                let col = if header.has(col) { col } else { Col::FullName };
                let message = format!("this name has {letters} characters, at most {most} fit");
                findings.problem(header.problem("too-long", line, col, message));
            }
        }
        for grade in draft.grades.split(',').map(str::trim) {
            if !grade.is_empty() {
                *grades.entry(grade.to_owned()).or_default() += 1;
            }
        }
        students.push((StudentId::from(draft.id), draft.incoming));
    }
    if !grades.is_empty() {
        let counts: Vec<String> = grades
            .iter()
            .take(20)
            .map(|(grade, count)| format!("{grade} ({count})"))
            .collect();
        findings.note(ListNote::Grades(counts.join(", ")));
    }
    drop_shared_identifiers(&mut students, findings);
    students
}

/// Whether a spreadsheet took an id for a large number: `1.23E+11`.
fn is_shortened(id: &str) -> bool {
    let Some((number, exponent)) = id.to_ascii_uppercase().split_once("E+").map(|(a, b)| {
        let number = a.replace(['.', ','], "");
        (number, b.to_owned())
    }) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(&number) && digits(&exponent)
}

/// A number that two students share identifies neither: it must not lead to the wrong child.
fn drop_shared_identifiers(students: &mut [(StudentId, Incoming)], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let mut shared = BTreeSet::new();
    for (_, incoming) in &*students {
        if let Some(identifier) = &incoming.identifier
            && !seen.insert(identifier.clone())
        {
            shared.insert(identifier.clone());
        }
    }
    for (_, incoming) in students {
        incoming.identifier = incoming
            .identifier
            .take()
            .filter(|identifier| !shared.contains(identifier));
    }
    if !shared.is_empty() {
        let some: Vec<String> = shared.into_iter().take(5).collect();
        findings.note(ListNote::SharedIdentifiers(some.join(", ")));
    }
}
