//! What is wrong with a class pack, said so that a teacher finds the place and knows what to do.
//! Nothing in here looks for problems; it only holds, sorts and words them.

use std::{
    cell::{Cell, RefCell},
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

/// How many problems one file may fill the list with.
const MOST_PER_FILE: usize = 100;
/// How many characters of a teacher's own text a message repeats.
const MOST_QUOTED: usize = 40;

/// Everything that is wrong with a pack, by file, line and column. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A fixed short name for this kind of problem, such as `unknown-level`.
    pub code: &'static str,
    /// The file or folder, relative to the pack; `.` for the pack itself.
    pub file: PathBuf,
    /// Its line, from 1; 1 where the whole file is meant.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problems {
    /// The problems, sorted.
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }

    /// The problems, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl Error for Problems {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        let Self { line, column, .. } = self;
        write!(
            f,
            "{file}:{line}:{column}: {} [{}]",
            self.message, self.code
        )?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Proof that a problem was reported: whoever cannot give a value holds one, so a pack can only be
/// missing when the list says why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told(());

/// A problem whose place is not known yet.
#[derive(Debug)]
pub(super) struct Complaint {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl Complaint {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// With "did you mean" where one of `known` is close to `found`, else with `otherwise`.
    pub(super) fn did_you_mean(self, nearest: Option<&str>, otherwise: String) -> Self {
        self.hint(match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => otherwise,
        })
    }
}

/// Where a problem is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// A file or folder as a whole.
    pub(super) fn whole(file: impl Into<PathBuf>) -> Self {
        Self {
            file: file.into(),
            line: 1,
            column: 1,
        }
    }
}

/// The list while it grows.
#[derive(Debug, Default)]
pub(super) struct Report(RefCell<Vec<Problem>>);

impl Report {
    pub(super) fn tell(&self, place: Place, complaint: Complaint) -> Told {
        self.0.borrow_mut().push(Problem {
            code: complaint.code,
            file: place.file,
            line: place.line,
            column: place.column,
            message: complaint.message,
            hint: complaint.hint,
        });
        Told(())
    }

    /// The value if nothing at all was reported.
    pub(super) fn finish<T>(self, value: Result<T, Told>) -> Result<T, Problems> {
        let mut problems = self.0.into_inner();
        match value {
            Ok(value) if problems.is_empty() => Ok(value),
            _ => {
                problems
                    .sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
                problems.dedup();
                Err(Problems(problems))
            }
        }
    }
}

/// The text of one file, which turns offsets in bytes into lines and columns.
#[derive(Debug)]
pub(super) struct Source<'a> {
    report: &'a Report,
    name: &'a Path,
    text: &'a str,
    told: Cell<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(report: &'a Report, name: &'a Path, text: &'a str) -> Self {
        Self {
            report,
            name,
            text,
            told: Cell::new(0),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line and column of a byte.
    pub(super) fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let column = before.get(line_start..).unwrap_or("").chars().count();
        Place {
            file: self.name.to_owned(),
            line: before.matches('\n').count().saturating_add(1),
            column: column.saturating_add(1),
        }
    }

    /// Reports a problem at a byte. A file that is wrong in a hundred places is wrong as a whole:
    /// what comes after is left out, and that is said.
    pub(super) fn tell(&self, offset: usize, complaint: Complaint) -> Told {
        let told = self.told.get();
        self.told.set(told.saturating_add(1));
        if told < MOST_PER_FILE {
            return self.report.tell(self.place(offset), complaint);
        }
        if told == MOST_PER_FILE {
            let more = "there are more problems in this file than fit this list";
            let more = Complaint::new("more-problems", more).hint("mend these first");
            return self.report.tell(self.place(self.text.len()), more);
        }
        Told(())
    }
}

/// A teacher's own words inside a message: in backticks, short, and without characters that a
/// terminal would obey.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for (at, letter) in text.chars().enumerate() {
        if at == MOST_QUOTED {
            quoted.push('…');
            break;
        }
        if letter.is_control() {
            quoted.extend(letter.escape_default());
        } else {
            quoted.push(letter);
        }
    }
    quoted.push('`');
    quoted
}

/// The one of `known` that `found` was probably meant to be.
pub(super) fn nearest<'k>(
    found: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let letters = found.chars().count();
    if letters > 64 {
        return None;
    }
    let found = found.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&found, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            let begins = letters >= 3 && name.len() >= 3;
            let begins = begins && (found.starts_with(name) || name.starts_with(&found));
            begins || *distance <= (letters / 3).max(1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// "`a`, `b` or `c`", of at most eight.
pub(super) fn one_of<'k>(names: impl IntoIterator<Item = &'k str>) -> String {
    let mut names: Vec<_> = names.into_iter().map(quote).collect();
    if names.len() > 8 {
        names.truncate(8);
        return format!("{}, ...", names.join(", "));
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
        None => String::from("nothing yet"),
    }
}
