//! Who is in which class of a OneRoster export, and which class is meant. It never guesses: with
//! several classes and no choice it lists them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::{Col, Field},
    problem::{ClassFound, Findings, RosterProblem},
    source::{Part, Parts},
    students::is_deleted,
    table,
};
use crate::domain::list_note::ListNote;

const CLASSES: &[Field] = &[
    Field {
        col: Col::Id,
        names: &["sourcedId"],
        required: true,
    },
    Field {
        col: Col::Title,
        names: &["title"],
        required: false,
    },
    Field {
        col: Col::Code,
        names: &["classCode"],
        required: false,
    },
    Field {
        col: Col::Status,
        names: &["status"],
        required: false,
    },
];

const ENROLLMENTS: &[Field] = &[
    Field {
        col: Col::Class,
        names: &["classSourcedId"],
        required: true,
    },
    Field {
        col: Col::User,
        names: &["userSourcedId"],
        required: true,
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
];

/// At most so many classes are listed in a problem.
const LISTED: usize = 40;

/// The classes of an export.
pub(super) struct Classes {
    /// Title and code by sourcedId, as far as `classes.csv` says.
    named: BTreeMap<String, Named>,
    /// Users by class; `None` without `enrollments.csv`.
    members: Option<BTreeMap<String, BTreeSet<String>>>,
}

#[derive(Default)]
struct Named {
    title: String,
    code: String,
    deleted: bool,
}

/// Who counts.
pub(super) enum Chosen {
    /// Every student of the export.
    Everyone,
    /// These users.
    Members(BTreeSet<String>),
    /// It is not clear; a problem says why.
    Unclear,
}

/// Reads both files, where they are there. `None`, and a problem, when one cannot be used.
pub(super) fn read(parts: &Parts, findings: &mut Findings) -> Option<Classes> {
    let named = named(parts, findings);
    let members = members(parts, findings);
    let (named, mut members) = (named?, members?);
    if let Some(members) = &mut members {
        members.retain(|class, _| named.get(class).is_none_or(|named| !named.deleted));
    }
    Some(Classes { named, members })
}

fn named(parts: &Parts, findings: &mut Findings) -> Option<BTreeMap<String, Named>> {
    let part = Part::Classes;
    let Some(bytes) = parts.get(&part) else {
        return Some(BTreeMap::new());
    };
    let (_, rows) = table::read(part.file(), bytes, CLASSES, findings, |row| {
        let named = Named {
            title: row.get(Col::Title).to_owned(),
            code: row.get(Col::Code).to_owned(),
            deleted: is_deleted(row),
        };
        (row.get(Col::Id).to_owned(), named)
    })?;
    Some(rows.into_iter().collect())
}

/// Users by class, as far as they are enrolled as students; what is inside is `None` when the
/// export has no enrollments.
#[expect(
    clippy::option_option,
    reason = "a file that is not there is no problem; one that cannot be read is"
)]
fn members(
    parts: &Parts,
    findings: &mut Findings,
) -> Option<Option<BTreeMap<String, BTreeSet<String>>>> {
    let part = Part::Enrollments;
    let Some(bytes) = parts.get(&part) else {
        return Some(None);
    };
    let (_, rows) = table::read(part.file(), bytes, ENROLLMENTS, findings, |row| {
        let role = row.get(Col::Role);
        let student = role.is_empty() || role.eq_ignore_ascii_case("student");
        let cells = (row.get(Col::Class), row.get(Col::User));
        (student && !is_deleted(row)).then(|| (cells.0.to_owned(), cells.1.to_owned()))
    })?;
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (class, user) in rows.into_iter().flatten() {
        members.entry(class).or_default().insert(user);
    }
    Some(Some(members))
}

impl Classes {
    /// Finds the class that is meant. `students` are the users who are students and active.
    pub(super) fn choose(
        mut self,
        wanted: Option<&str>,
        students: &BTreeSet<&str>,
        findings: &mut Findings,
    ) -> Chosen {
        let file = Part::Enrollments.file();
        let Some(mut members) = self.members.take() else {
            return without_enrollments(wanted, findings);
        };
        for users in members.values_mut() {
            users.retain(|user| students.contains(user.as_str()));
        }
        members.retain(|_, users| !users.is_empty());
        let all: Vec<&String> = members.keys().collect();
        let (found, what) = match wanted {
            Some(wanted) => (self.matching(wanted, &all), format!(" named `{wanted}`")),
            None => (all.clone(), String::new()),
        };
        match found.as_slice() {
            [] if all.is_empty() => {
                let message = "no active student of users.csv is enrolled in a class";
                findings.problem(RosterProblem::of_file("no-students", file, message));
                Chosen::Unclear
            }
            [] => {
                let message = format!(
                    "there is no class{what} with students; there {}",
                    self.list(&all, &members)
                );
                findings.problem(RosterProblem::of_file("which-class", file, message));
                Chosen::Unclear
            }
            [one] => {
                let users = members.get(*one).cloned().unwrap_or_default();
                let left_out = students.len().saturating_sub(users.len());
                if wanted.is_none() && left_out > 0 {
                    findings.note(ListNote::InNoClass(left_out));
                }
                Chosen::Members(users)
            }
            several => {
                let message = format!(
                    "which class{what} is meant? Name it by its id, code or title; there {}",
                    self.list(several, &members),
                );
                findings.problem(RosterProblem::of_file("which-class", file, message));
                findings.choose_from(self.to_choose_from(several, &members));
                Chosen::Unclear
            }
        }
    }

    fn to_choose_from(
        &self,
        classes: &[&String],
        members: &BTreeMap<String, BTreeSet<String>>,
    ) -> Vec<ClassFound> {
        let found = |class: &&String| {
            let named = self.named.get(*class);
            let said = named.map(|named| [&named.title, &named.code]);
            let name = said.into_iter().flatten().find(|name| !name.is_empty());
            ClassFound {
                id: (*class).clone(),
                name: name.unwrap_or(class).clone(),
                students: members.get(*class).map_or(0, BTreeSet::len),
            }
        };
        classes.iter().map(found).collect()
    }

    /// The classes that `wanted` may mean: by sourcedId, else by code, else by title.
    fn matching<'a>(&self, wanted: &str, all: &[&'a String]) -> Vec<&'a String> {
        let wanted = wanted.trim().to_lowercase();
        let named = |class: &String| self.named.get(class);
        let ways: [&dyn Fn(&String) -> bool; 3] = [
            &|class| class.to_lowercase() == wanted,
            &|class| named(class).is_some_and(|named| named.code.to_lowercase() == wanted),
            &|class| named(class).is_some_and(|named| named.title.to_lowercase() == wanted),
        ];
        ways.iter()
            .map(|way| all.iter().copied().filter(|class| way(class)).collect())
            .find(|found: &Vec<_>| !found.is_empty())
            .unwrap_or_default()
    }

    /// `are 2 classes:` and one line for each.
    fn list(&self, classes: &[&String], members: &BTreeMap<String, BTreeSet<String>>) -> String {
        let mut lines = vec![match classes.len() {
            1 => "is 1 class:".to_owned(),
            count => format!("are {count} classes:"),
        }];
        lines.extend(classes.iter().take(LISTED).map(|class| {
            let (title, code) = self
                .named
                .get(*class)
                .map_or(("", ""), |named| (&named.title, &named.code));
            let names: Vec<&str> = [title, code, class]
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect();
            let count = members.get(*class).map_or(0, BTreeSet::len);
            let students = if count == 1 { "student" } else { "students" };
            format!("  {}: {count} {students}", names.join(", "))
        }));
        if classes.len() > LISTED {
            lines.push(format!("  and {} more", classes.len() - LISTED));
        }
        lines.join("\n")
    }
}

/// Without enrollments everyone counts, and no class can be chosen.
fn without_enrollments(wanted: Option<&str>, findings: &mut Findings) -> Chosen {
    match wanted {
        None => {
            findings.note(ListNote::NoEnrollments);
            Chosen::Everyone
        }
        Some(wanted) => {
            let message = format!(
                "the export has no such file, so nobody can tell who is in the class `{wanted}`"
            );
            findings.problem(RosterProblem::of_file(
                "missing-file",
                Part::Enrollments.file(),
                message,
            ));
            Chosen::Unclear
        }
    }
}
