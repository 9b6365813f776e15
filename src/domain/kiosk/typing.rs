//! What a teacher types at the desk, and what becomes of it. Nothing is recorded before it is whole,
//! and what was half typed is gone with the desk.

use crate::domain::{
    event::Event,
    ids::{SkillId, StudentId},
    log::LogFilter,
    typed::{Stroke, Typed},
};

use super::{
    CardDraft, Context, DeskDid, DeskPage, FIRST_NAME, Kiosk, LAST_NAME, NameField, Record,
};

/// What a text is typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedFor {
    /// A few words for a child's next tap.
    Words(StudentId),
    /// Why a level is given, kept or taken back; with the score that was picked, in percent.
    Why(StudentId, SkillId, Option<u8>),
    /// Whose check-ins to look at.
    Search(LogFilter),
    /// A child's name.
    Name(Box<CardDraft>, NameField),
}

/// The most characters of a few words, and of a reason.
pub const WORDS: usize = 160;
/// The most characters of what is searched for.
pub const SEARCH: usize = 40;

impl TypedFor {
    /// The page that typing it was asked for on.
    #[must_use]
    pub fn page(&self) -> DeskPage {
        match self {
            Self::Words(student) => DeskPage::Words(student.clone()),
            Self::Why(student, skill, score) => {
                DeskPage::Skill(student.clone(), skill.clone(), *score)
            }
            Self::Search(filter) => DeskPage::Log(filter.clone(), 0),
            Self::Name(draft, _) => DeskPage::Card(draft.clone()),
        }
    }

    /// The keys for it, with what was typed for it before.
    #[must_use]
    pub fn begin(self, before: &str) -> DeskPage {
        let most = match &self {
            Self::Words(_) | Self::Why(..) => WORDS,
            Self::Search(_) => SEARCH,
            Self::Name(_, NameField::First) => FIRST_NAME,
            Self::Name(_, NameField::Last) => LAST_NAME,
        };
        DeskPage::Typing(self, Typed::with(before, most))
    }

    /// Whether nothing typed is an answer too: a reason or a last name may be taken away again.
    #[must_use]
    pub fn may_be_empty(&self) -> bool {
        matches!(self, Self::Why(..) | Self::Name(_, NameField::Last))
    }
}

impl Kiosk {
    /// Takes keys in, up to Enter: then the text is whole.
    pub(super) fn type_in(&mut self, ctx: Context<'_>, strokes: &[Stroke], out: &mut Vec<Record>) {
        let Some(DeskPage::Typing(_, typed)) = self.desk.as_mut().map(|desk| &mut desk.page) else {
            return;
        };
        for stroke in strokes {
            if *stroke == Stroke::Enter {
                return self.typed(ctx, out);
            }
            typed.press(*stroke);
        }
    }

    /// Why a judgement is made, where the teacher says so.
    pub(super) fn why(&self) -> Option<String> {
        self.desk.as_ref()?.why.clone()
    }

    /// What was typed is whole.
    fn typed(&mut self, ctx: Context<'_>, out: &mut Vec<Record>) {
        let Some(desk) = &mut self.desk else { return };
        let DeskPage::Typing(to, typed) = &desk.page else {
            return;
        };
        let said = typed.said();
        if said.is_none() && !to.may_be_empty() {
            return;
        }
        let back = to.page();
        match to.clone() {
            TypedFor::Words(student) => {
                let text = said.unwrap_or_default();
                let event = Event::NoteLeft {
                    student: student.clone(),
                    text,
                };
                return self.record_at_desk(ctx, vec![event], student, DeskDid::LeftWords, out);
            }
            TypedFor::Why(..) => {
                desk.why = said;
                desk.page = back;
            }
            TypedFor::Search(filter) => {
                let found = found(ctx, &said.unwrap_or_default());
                // Of several the teacher picks one on the page of the keys.
                if let [student] = found.as_slice() {
                    desk.page = DeskPage::Log(filter.of_child(student.clone()), 0);
                }
            }
            TypedFor::Name(mut draft, field) => {
                draft.name(field, said.unwrap_or_default());
                desk.page = DeskPage::Card(draft);
            }
        }
        self.ask_the_journal();
    }
}

fn found(ctx: Context<'_>, name: &str) -> Vec<StudentId> {
    let found = crate::domain::board::named(ctx.records, name);
    found
        .into_iter()
        .map(|(student, _)| student.clone())
        .collect()
}
