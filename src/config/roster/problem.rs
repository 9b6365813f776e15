//! What is wrong with a roster, collected so that one run tells everything. Nothing here decides
//! what is wrong.

use std::fmt;

use crate::domain::list_note::ListNote;

/// At most so many problems are kept; of the rest only the number.
const KEPT: usize = 100;

/// One thing that is wrong. Shown as
/// `users.csv:12: givenName: there is no first name [missing-name]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterProblem {
    /// A fixed short name for this kind of problem, such as `missing-name`; of the same kind, the
    /// same as in a class pack.
    pub code: &'static str,
    /// The file as it is called inside the folder or zip.
    pub file: String,
    /// The line, from 1, where the row begins; `None` when it is about the whole file.
    pub line: Option<usize>,
    /// The column, as the file calls it.
    pub column: Option<String>,
    /// What is wrong and what to do, in a sentence; lines below it hold what there is to choose from.
    pub message: String,
}

impl RosterProblem {
    /// Something about a whole file.
    pub(super) fn of_file(code: &'static str, file: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            file: file.to_owned(),
            line: None,
            column: None,
            message: message.into(),
        }
    }
}

impl fmt::Display for RosterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ": {column}")?;
        }
        let (sentence, below) = match self.message.split_once('\n') {
            Some((sentence, below)) => (sentence, Some(below)),
            None => (self.message.as_str(), None),
        };
        write!(f, ": {sentence} [{}]", self.code)?;
        match below {
            Some(below) => write!(f, "\n{below}"),
            None => Ok(()),
        }
    }
}

/// A class of an export that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFound {
    /// Its sourcedId.
    pub id: String,
    /// Its title, else its code, else its id.
    pub name: String,
    /// How many active students are in it.
    pub students: usize,
}

/// Everything that is wrong with a roster: one or more problems, by file and line. Nothing was
/// taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterProblems {
    problems: Vec<RosterProblem>,
    more: usize,
    classes: Vec<ClassFound>,
}

impl RosterProblems {
    /// The classes to choose from, where that no class was chosen is all that is wrong.
    #[must_use]
    pub fn classes(&self) -> &[ClassFound] {
        if self.problems.len() == 1 {
            &self.classes
        } else {
            &[]
        }
    }

    /// The problems in the order they are shown; at most 100.
    #[must_use]
    pub fn problems(&self) -> &[RosterProblem] {
        &self.problems
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }
}

impl From<RosterProblem> for RosterProblems {
    fn from(problem: RosterProblem) -> Self {
        Self {
            problems: vec![problem],
            more: 0,
            classes: Vec::new(),
        }
    }
}

impl fmt::Display for RosterProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for RosterProblems {}

/// Collects while a roster is read.
#[derive(Default)]
pub(super) struct Findings {
    problems: Vec<RosterProblem>,
    more: usize,
    notes: Vec<ListNote>,
    classes: Vec<ClassFound>,
}

impl Findings {
    /// One of these classes is meant, and a problem says that it is not clear which.
    pub(super) fn choose_from(&mut self, classes: Vec<ClassFound>) {
        self.classes = classes;
    }

    /// Something is wrong.
    pub(super) fn problem(&mut self, problem: RosterProblem) {
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Nothing is wrong, but the teacher should know.
    pub(super) fn note(&mut self, note: ListNote) {
        self.notes.push(note);
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// The notes, or the problems.
    pub(super) fn finish(mut self) -> Result<Vec<ListNote>, RosterProblems> {
        if self.problems.is_empty() {
            return Ok(self.notes);
        }
        self.problems
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Err(RosterProblems {
            problems: self.problems,
            more: self.more,
            classes: self.classes,
        })
    }
}
