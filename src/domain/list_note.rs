//! What a teacher should know of a class list that was read, though nothing is wrong with it.

use std::fmt;

/// One such thing. Its text is English; a page says it in its own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListNote {
    /// So many are in the file and in no class, and are left out.
    InNoClass(usize),
    /// So many have no role, and are left out.
    NoRole(usize),
    /// So many are marked for deletion, and are left out.
    Deleted(usize),
    /// So many are switched off, and are left out.
    SwitchedOff(usize),
    /// There is no `enrollments.csv`: every student of the export is taken.
    NoEnrollments,
    /// That file does not say who is a student: everybody in it is taken.
    Everybody(String),
    /// Whole names in that file were split into first and last.
    NamesSplit(String),
    /// In that file, a column was read as another.
    Column {
        /// The file.
        file: String,
        /// What it calls the column.
        written: String,
        /// What it was read as.
        read: String,
    },
    /// The grades in the file with how many of each, as `03 (24), 04 (2)`.
    Grades(String),
    /// Identifiers that more than one student has, which are left out.
    SharedIdentifiers(String),
}

impl fmt::Display for ListNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InNoClass(count) => write!(f, "left out because they are in no class: {count}"),
            Self::NoRole(count) => write!(f, "left out because their role is blank: {count}"),
            Self::Deleted(count) => write!(f, "left out because marked for deletion: {count}"),
            Self::SwitchedOff(count) => write!(f, "left out because switched off: {count}"),
            Self::NoEnrollments => {
                f.write_str("there is no enrollments.csv, so every student of the export is taken")
            }
            Self::Everybody(file) => write!(
                f,
                "{file}: it does not say who is a student, so everybody in it is taken"
            ),
            Self::NamesSplit(file) => write!(
                f,
                "{file}: names were split into first and last name; look them over"
            ),
            Self::Column {
                file,
                written,
                read,
            } => write!(f, "{file}: the column `{written}` was read as `{read}`"),
            Self::Grades(counts) => write!(f, "grades in the file: {counts}"),
            Self::SharedIdentifiers(some) => write!(
                f,
                "these identifiers belong to more than one student and were left out: {some}"
            ),
        }
    }
}
