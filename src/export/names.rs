//! What things are called: by the class pack in the reader's language, and by their name in the files
//! where the pack no longer has them.

use std::borrow::Cow;

use crate::{
    domain::{
        ids::{BlockId, GroupId, LevelId, SkillId, StationId, StudentId, TaskId},
        pack::{Level, Pack, StudentCard},
        records::Records,
        text::{Text, tidy},
    },
    look::words::Say,
};

/// The class, as somebody reads of it.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) pack: &'a Pack,
    pub(super) records: &'a Records,
    pub(super) say: Say<'a>,
}

impl<'a> Names<'a> {
    /// A text of the class pack.
    pub(super) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.say.lang())
    }

    /// First and last name, also of a child who left.
    pub(super) fn child(&self, id: &str) -> String {
        let card = self.records.card(&StudentId::from(id));
        card.map_or_else(|| id.to_owned(), full_name)
    }

    pub(super) fn level(&self, id: &str) -> Option<(usize, &'a Level)> {
        self.pack.level(&LevelId::from(id))
    }

    pub(super) fn skill<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        let skill = self.pack.skill(&SkillId::from(id));
        skill.map_or(id, |skill| self.text(&skill.name))
    }

    pub(super) fn station<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        let station = self.pack.station(&StationId::from(id));
        station.map_or(id, |station| self.text(&station.name))
    }

    pub(super) fn block<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        let id_of = BlockId::from(id);
        let block = self.pack.blocks.iter().find(|block| block.id == id_of);
        block.map_or(id, |block| self.text(&block.name))
    }

    pub(super) fn group<'i>(&self, id: &'i GroupId) -> &'i str
    where
        'a: 'i,
    {
        let group = self.pack.groups.iter().find(|group| group.id == *id);
        group.map_or(id.as_str(), |group| self.text(&group.name))
    }

    pub(super) fn task<'i>(&self, skill: &SkillId, id: &'i TaskId) -> &'i str
    where
        'a: 'i,
    {
        let task = self.pack.skill(skill).and_then(|skill| skill.task(id));
        task.map_or(id.as_str(), |task| self.text(&task.name))
    }

    /// Who did something, as the tables of the journal name them.
    pub(super) fn actor<'i>(&self, actor: &'i str) -> Cow<'i, str> {
        let key = match actor {
            "substitute" => "desk-book-substitute",
            "command_line" | "tablet" => "desk-book-program",
            name => return Cow::Borrowed(name),
        };
        Cow::Owned(self.say.text(key))
    }
}

/// First and last name.
pub(super) fn full_name(card: &StudentCard) -> String {
    tidy(&format!("{} {}", card.first_name, card.last_name))
}
