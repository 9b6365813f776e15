//! Rosters as schools hand them out: plain CSV, and OneRoster 1.1 or 1.2 as a folder or a zip. A
//! roster becomes a list of students or every problem at once. Nothing here knows the class as it
//! is (that is [`domain::roster`](crate::domain::roster)), writes a file, or holds a password or
//! anything of `demographics.csv`.

mod classes;
mod columns;
pub mod find;
mod oneroster;
mod plain;
mod problem;
mod source;
mod students;
mod table;

use std::path::Path;

pub use problem::{ClassFound, RosterProblem, RosterProblems};

use crate::domain::{ids::StudentId, list_note::ListNote, roster::Incoming};
use problem::Findings;

/// What a roster says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterFile {
    /// The students, in the order of the file; at least one, and no id twice.
    pub students: Vec<(StudentId, Incoming)>,
    /// What was skipped or guessed, one sentence each, for the teacher to look over.
    pub notes: Vec<ListNote>,
}

/// Reads the roster at `path`: a CSV file, or a OneRoster export as a folder, a zip, or its
/// `users.csv`. When an export has more than one class, that is a problem that lists them; see
/// [`read_class`].
pub fn read(path: &Path) -> Result<RosterFile, RosterProblems> {
    read_class(path, None)
}

/// Reads one class of an export, chosen by sourcedId, class code or title (upper and lower case are
/// the same).
pub fn read_class(path: &Path, class: Option<&str>) -> Result<RosterFile, RosterProblems> {
    let name = source::label(path);
    let mut findings = Findings::default();
    let students = match kind(path)? {
        Kind::Parts(parts) => oneroster::students(&parts, class, &mut findings),
        Kind::Plain(_) if class.is_some() => {
            let message = "this is a plain list without classes; import it without naming a class";
            return Err(RosterProblem::of_file("which-class", &name, message).into());
        }
        Kind::Plain(bytes) => plain::students(&name, &bytes, &mut findings),
    };
    if students.is_empty() && findings.is_clean() {
        findings.problem(RosterProblem::of_file(
            "no-students",
            &name,
            "there are no students in it",
        ));
    }
    let notes = findings.finish()?;
    Ok(RosterFile { students, notes })
}

/// What lies at a path.
enum Kind {
    Parts(source::Parts),
    Plain(Vec<u8>),
}

/// Looks at the content, not at the extension.
fn kind(path: &Path) -> Result<Kind, RosterProblem> {
    let name = source::label(path);
    if path.is_dir() {
        return source::folder(path).map(Kind::Parts);
    }
    let bytes = source::file(path)?;
    if bytes.starts_with(b"PK") {
        if has_extension(path, "xlsx") {
            return Err(RosterProblem::of_file("not-csv", &name, EXCEL));
        }
        return source::zip(&name, &bytes).map(Kind::Parts);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(RosterProblem::of_file("not-csv", &name, EXCEL));
    }
    if has_extension(path, "zip") {
        let message = "this is not a zip, or a broken one; copy or download it again";
        return Err(RosterProblem::of_file("bad-zip", &name, message));
    }
    if name.eq_ignore_ascii_case(source::Part::Users.file()) && oneroster::is_users(&bytes) {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        return source::folder(folder.unwrap_or(Path::new("."))).map(Kind::Parts);
    }
    Ok(Kind::Plain(bytes))
}

const EXCEL: &str = "this is an Excel workbook; save it as CSV UTF-8 and import that file";

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
