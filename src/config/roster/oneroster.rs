//! OneRoster CSV exports, versions 1.1 and 1.2 (1EdTech): who in `users.csv` is a student. In 1.1
//! the role is a column of `users.csv`, in 1.2 it is in `roles.csv`. Dates are not looked at:
//! nothing here knows what day it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    classes::{self, Chosen},
    columns::{self, Col, Field, Header},
    problem::Findings,
    source::{Part, Parts},
    students::{Draft, Skip, checked, is_deleted, note_skipped, skip},
    table,
};
use crate::domain::{ids::StudentId, list_note::ListNote, roster::Incoming};

const USERS: &[Field] = &[
    Field {
        col: Col::Id,
        names: &["sourcedId"],
        required: true,
    },
    Field {
        col: Col::Preferred,
        names: &["preferredGivenName", "preferredFirstName"],
        required: false,
    },
    Field {
        col: Col::First,
        names: &["givenName", "firstName"],
        required: true,
    },
    Field {
        col: Col::PreferredLast,
        names: &["preferredFamilyName", "preferredLastName"],
        required: false,
    },
    Field {
        col: Col::Last,
        names: &["familyName", "lastName"],
        required: false,
    },
    Field {
        col: Col::Identifier,
        names: &["identifier"],
        required: false,
    },
    Field {
        col: Col::Grades,
        names: &["grades", "grade"],
        required: false,
    },
    Field {
        col: Col::Role,
        names: &["role"],
        required: false,
    },
    Field {
        col: Col::Status,
        names: &["status"],
        required: false,
    },
    Field {
        col: Col::Enabled,
        names: &["enabledUser"],
        required: false,
    },
];

const ROLES: &[Field] = &[
    Field {
        col: Col::User,
        names: &["userSourcedId"],
        required: true,
    },
    Field {
        col: Col::Role,
        names: &["role"],
        required: true,
    },
    Field {
        col: Col::Status,
        names: &["status"],
        required: false,
    },
];

/// Where it says who is a student.
enum Roles {
    /// In `users.csv` (1.1).
    InUsers,
    /// These users, by `roles.csv` (1.2).
    Students(BTreeSet<String>),
    /// In a `roles.csv` that cannot be read; that is a problem already.
    Unreadable,
}

/// Whether a file begins like a `users.csv`.
pub(super) fn is_users(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next();
    columns::plain(&String::from_utf8_lossy(line.unwrap_or_default())).contains("sourcedid")
}

/// The students of one class of an export, or of the whole export when it has no enrollments.
pub(super) fn students(
    parts: &Parts,
    class: Option<&str>,
    findings: &mut Findings,
) -> Vec<(StudentId, Incoming)> {
    let roles = roles(parts, findings);
    let users = users(parts, &roles, findings);
    let classes = classes::read(parts, findings);
    let Some((header, drafts)) = users else {
        return Vec::new();
    };
    if matches!(roles, Roles::Unreadable) {
        return Vec::new();
    }
    let Some(classes) = classes else {
        // Whose class it is cannot be told, but what is wrong with the rows can.
        return checked(&header, drafts, findings);
    };
    let ids: BTreeSet<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
    let members = match classes.choose(class, &ids, findings) {
        Chosen::Everyone => None,
        Chosen::Members(members) => Some(members),
        Chosen::Unclear => return Vec::new(),
    };
    // A row without an id is in no class; it is kept so that the problem is seen.
    let counts = |draft: &Draft| {
        members
            .as_ref()
            .is_none_or(|members| draft.id.is_empty() || members.contains(&draft.id))
    };
    let drafts = drafts.into_iter().filter(counts).collect();
    checked(&header, drafts, findings)
}

/// Who is a student by `roles.csv`, where there is one. One active role of a student is enough.
fn roles(parts: &Parts, findings: &mut Findings) -> Roles {
    let part = Part::Roles;
    let Some(bytes) = parts.get(&part) else {
        return Roles::InUsers;
    };
    let rows = table::read(part.file(), bytes, ROLES, findings, |row| {
        let counts = !is_deleted(row) && row.get(Col::Role).eq_ignore_ascii_case("student");
        counts.then(|| row.get(Col::User).to_owned())
    });
    match rows {
        Some((_, users)) => Roles::Students(users.into_iter().flatten().collect()),
        None => Roles::Unreadable,
    }
}

/// The rows of students in `users.csv`.
fn users(parts: &Parts, roles: &Roles, findings: &mut Findings) -> Option<(Header, Vec<Draft>)> {
    let file = Part::Users.file();
    let mut skipped: BTreeMap<Skip, usize> = BTreeMap::new();
    let mut without_role = 0_usize;
    let rows = table::read(file, parts.get(&Part::Users)?, USERS, findings, |row| {
        let student = match roles {
            Roles::InUsers => row.get(Col::Role).eq_ignore_ascii_case("student"),
            Roles::Students(users) => users.contains(row.get(Col::Id)),
            Roles::Unreadable => false,
        };
        match skip(row) {
            Some(why @ (Skip::Deleted | Skip::Disabled)) if student => {
                *skipped.entry(why).or_default() += 1;
                None
            }
            Some(Skip::Deleted | Skip::Disabled) => None,
            Some(Skip::OtherRole) | None => {
                without_role += usize::from(!student && row.get(Col::Role).is_empty());
                student.then(|| Draft::new(row))
            }
        }
    });
    let (header, drafts) = rows?;
    note_skipped(&skipped, findings);
    if matches!(roles, Roles::InUsers) {
        if !header.has(Col::Role) {
            let message = "there is no column `role` and no file roles.csv, so nobody can tell students from teachers";
            findings.problem(header.own_problem("missing-column", message));
            return None;
        }
        if without_role > 0 {
            findings.note(ListNote::NoRole(without_role));
        }
    }
    Some((header, drafts.into_iter().flatten().collect()))
}
