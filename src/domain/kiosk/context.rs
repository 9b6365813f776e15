//! What the kiosk looks at.

use crate::domain::{
    ids::StudentId,
    pack::Pack,
    records::{Records, StudentRecord},
    standing::Standpoint,
    time::Moment,
};

/// What the kiosk looks at: the class, what is true now, and the clocks.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The class pack.
    pub pack: &'a Pack,
    /// What is true now.
    pub records: &'a Records,
    /// What the clocks say.
    pub moment: &'a Moment,
}

impl<'a> Context<'a> {
    /// This student, seen from here and now.
    #[must_use]
    pub fn standpoint(&self, student: &StudentId) -> Option<Standpoint<'a>> {
        let record: &'a StudentRecord = self.records.student(student)?;
        Some(Standpoint {
            pack: self.pack,
            record,
            now: self.moment.wall.datetime(),
        })
    }
}
