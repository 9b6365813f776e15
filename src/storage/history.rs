//! Who was at which level when, asked of the journal itself, in the order that all tablets agree on.

use jiff::civil;

use super::{error::StorageError, views::Reading};
use crate::domain::{
    ids::{LevelId, SkillId, StudentId},
    standing::SaidBy,
};

/// Somebody named a level, or a teacher took theirs back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelNamed {
    /// The day, by the clock on that tablet's wall.
    pub day: civil::Date,
    /// Whose.
    pub student: StudentId,
    /// In what.
    pub skill: SkillId,
    /// Which; `None` where a teacher took it back.
    pub level: Option<LevelId>,
    /// Who named it.
    pub by: SaidBy,
}

/// What counts alone: see the view `happenings`.
const NAMED: &str = "SELECT substr(local_time, 1, 10), student, body ->> '$.skill', kind,
        coalesce(body ->> '$.chosen', body ->> '$.level')
    FROM happenings WHERE kind IN ('reflection_finished', 'level_awarded', 'level_taken_back')
    ORDER BY millis, count, tablet, seq";

/// The words of notes, which are in no view.
const WORDS: &str = "SELECT n.left_at, n.actor, h.body ->> '$.text', n.read_at
    FROM notes n JOIN happenings h ON h.entry = n.note AND h.kind = 'note_left'
    WHERE n.student = ?1 AND h.student = ?1 ORDER BY h.arrival";

/// A few words that a teacher left for a child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// When, `YYYY-MM-DD HH:MM:SS` by the clock on that tablet's wall.
    pub left_at: String,
    /// Who left them.
    pub by: String,
    /// What they say.
    pub text: String,
    /// When the child read them; nothing where that has not happened.
    pub read_at: String,
}

impl Reading<'_> {
    /// Calls `each` with every level that was named, the oldest first. What has no day is left out.
    pub fn each_level_named(&self, mut each: impl FnMut(LevelNamed)) -> Result<(), StorageError> {
        let mut statement = self.transaction.prepare(NAMED)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |column| row.get::<_, Option<String>>(column);
            let day = text(0)?.and_then(|day| day.parse().ok());
            let (Some(day), Some(student), Some(skill)) = (day, text(1)?, text(2)?) else {
                continue;
            };
            let kind = text(3)?.unwrap_or_default();
            let (by, back) = match kind.as_str() {
                "reflection_finished" => (SaidBy::Myself, false),
                kind => (SaidBy::Teacher, kind == "level_taken_back"),
            };
            let level = text(4)?.filter(|_| !back).map(LevelId::from);
            each(LevelNamed {
                day,
                student: student.into(),
                skill: skill.into(),
                level,
                by,
            });
        }
        Ok(())
    }

    /// Calls `each` with the words that were left for a student and still count, in the order of
    /// arrival.
    pub fn each_words(
        &self,
        student: &StudentId,
        mut each: impl FnMut(Words),
    ) -> Result<(), StorageError> {
        let mut statement = self.transaction.prepare(WORDS)?;
        let mut rows = statement.query([student.as_str()])?;
        while let Some(row) = rows.next()? {
            let text = |column| {
                let text = row.get::<_, Option<String>>(column);
                text.map(Option::unwrap_or_default)
            };
            each(Words {
                left_at: text(0)?,
                by: text(1)?,
                text: text(2)?,
                read_at: text(3)?,
            });
        }
        Ok(())
    }
}
