//! What happened, as tables: the views of the journal's file for whoever writes an export. Badge
//! codes and settings are in none of them.

use jiff::civil;
use rusqlite::{Row, Transaction, types::ValueRef};

use super::{
    error::StorageError,
    journal::Journal,
    rows::{self, Arrival},
};
use crate::{
    domain::ids::StudentId,
    journal::{Damage, Entry},
};

/// A table that an export may hold. Its columns are described in the journal's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after its view")]
pub enum View {
    Students,
    Groups,
    CheckIns,
    CheckOuts,
    Reflections,
    Picks,
    Levels,
    Tasks,
    Assessments,
    Goals,
    Conferences,
    Notes,
    Oops,
    TapsInVain,
    WithoutBadge,
}

impl View {
    /// Every table, in the order a teacher would look at them.
    pub const ALL: [Self; 15] = [
        Self::Students,
        Self::Groups,
        Self::CheckIns,
        Self::CheckOuts,
        Self::Reflections,
        Self::Picks,
        Self::Levels,
        Self::Tasks,
        Self::Assessments,
        Self::Goals,
        Self::Conferences,
        Self::Notes,
        Self::Oops,
        Self::TapsInVain,
        Self::WithoutBadge,
    ];

    /// Its name in the journal's file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Students => "students",
            Self::Groups => "groups",
            Self::CheckIns => "check_ins",
            Self::CheckOuts => "check_outs",
            Self::Reflections => "reflections",
            Self::Picks => "picks",
            Self::Levels => "levels",
            Self::Tasks => "tasks",
            Self::Assessments => "assessments",
            Self::Goals => "goals",
            Self::Conferences => "conferences",
            Self::Notes => "notes",
            Self::Oops => "oops",
            Self::TapsInVain => "taps_in_vain",
            Self::WithoutBadge => "without_badge",
        }
    }

    /// The columns to read: all, but never a badge.
    fn columns(self) -> &'static str {
        match self {
            Self::TapsInVain => "entry, local_time, why, student, source, time_unsure, station",
            _ => "*",
        }
    }

    /// The column with the time of what happened; what is true now has none.
    fn time(self) -> Option<&'static str> {
        match self {
            Self::Students | Self::Groups => None,
            Self::Notes => Some("left_at"),
            _ => Some("local_time"),
        }
    }
}

/// The journal as it was at one moment, whatever is written to it meanwhile: all of it, or what is
/// about one student.
#[derive(Debug)]
pub struct Reading<'a> {
    pub(super) transaction: Transaction<'a>,
    /// Whose rows alone are read; `None` of everybody.
    pub(super) of: Option<StudentId>,
}

impl Journal {
    /// Holds the journal still for several questions.
    pub fn reading(&self) -> Result<Reading<'_>, StorageError> {
        let transaction = self.to_hold_still()?;
        // The moment is that of the first question.
        rows::last_arrival(&transaction)?;
        Ok(Reading {
            transaction,
            of: None,
        })
    }

    /// The same, where every question is answered with what is about that student alone.
    pub fn reading_of(&self, student: &StudentId) -> Result<Reading<'_>, StorageError> {
        let of = Some(student.clone());
        Ok(Reading {
            of,
            ..self.reading()?
        })
    }
}

impl Reading<'_> {
    /// The student that it is about, if it is about one alone.
    #[must_use]
    pub fn student(&self) -> Option<&StudentId> {
        self.of.as_ref()
    }

    /// The names of a view's columns.
    pub fn columns(&self, view: View) -> Result<Vec<String>, StorageError> {
        let sql = format!("SELECT {} FROM {} LIMIT 0", view.columns(), view.name());
        let statement = self.transaction.prepare(&sql)?;
        let names = statement.column_names();
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// Calls `each` with every row of a view, as texts, until it fails; empty texts where there is
    /// no value. With `since`, only what happened on that day or later; a view of what is true now
    /// is always whole.
    pub fn each_row<E: From<StorageError>>(
        &self,
        view: View,
        since: Option<civil::Date>,
        mut each: impl FnMut(&[String]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (columns, name) = (view.columns(), view.name());
        let sql = match view.time() {
            Some(time) => format!("SELECT {columns} FROM {name} WHERE {time} >= ?1"),
            None => format!("SELECT {columns} FROM {name} WHERE ?1 IS NOT NULL"),
        };
        let (of, student) = self.only();
        let sql = format!("{sql} {of}");
        let since = since.map_or_else(String::new, |day| day.to_string());
        let failed = |error: rusqlite::Error| E::from(StorageError::from(error));
        let mut statement = self.transaction.prepare(&sql).map_err(failed)?;
        let mut cells = vec![String::new(); statement.column_count()];
        let mut rows = statement.query([since.as_str(), student]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            for (column, cell) in cells.iter_mut().enumerate() {
                text(row, column, cell).map_err(failed)?;
            }
            each(&cells)?;
        }
        Ok(())
    }

    /// The condition on the column `student`, and its value as the second.
    pub(super) fn only(&self) -> (&'static str, &str) {
        match &self.of {
            Some(student) => ("AND student = ?2", student.as_str()),
            None => ("AND ?2 = ''", ""),
        }
    }

    /// Calls `each` with every entry in the order of arrival until it fails; of everybody, whomever
    /// the reading is about. What cannot be read is passed on as damage.
    pub fn each_entry<E: From<StorageError>>(
        &self,
        mut each: impl FnMut(Result<Entry, Damage>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stopped = None;
        rows::each_after(&self.transaction, Arrival::START, |(_, entry)| {
            stopped = each(entry).err();
            Ok(stopped.is_none())
        })?;
        stopped.map_or(Ok(()), Err)
    }
}

/// Writes one cell as text into `cell`.
fn text(row: &Row<'_>, column: usize, cell: &mut String) -> rusqlite::Result<()> {
    cell.clear();
    match row.get_ref(column)? {
        ValueRef::Null | ValueRef::Blob(_) => {}
        ValueRef::Integer(number) => cell.push_str(&number.to_string()),
        ValueRef::Real(number) => cell.push_str(&number.to_string()),
        ValueRef::Text(bytes) => cell.push_str(&String::from_utf8_lossy(bytes)),
    }
    Ok(())
}
