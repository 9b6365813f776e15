//! `skills.toml`: units and learning targets. Rubrics and menus come from their own files.

use jiff::civil;

use super::{
    names::{Gather, Kind, Names},
    picture::Pictures,
    problem::{Complaint, Place, Told},
    reader::Table,
};
use crate::domain::{
    ids::SkillId,
    pack::{Skill, Unit},
};

pub(super) const KEYS: [&str; 4] = ["reflect_every", "conference_every", "unit", "skill"];
pub(super) const SKILL: Kind = Kind {
    word: "skill",
    unknown: "unknown-skill",
    file: "skills.toml",
};
const UNIT: Kind = Kind {
    word: "unit",
    unknown: "unknown-unit",
    file: "skills.toml",
};
/// School days between reflections, where the class does not say.
const REFLECT_EVERY: u8 = 5;
/// School days between talks about the plan, where the class does not say.
const CONFERENCE_EVERY: u8 = 10;

/// What `skills.toml` says.
pub(super) struct Skills {
    pub(super) names: Names,
    pub(super) reflect_every: Result<u8, Told>,
    pub(super) conference_every: Result<u8, Told>,
    pub(super) units: Result<Vec<Unit>, Told>,
    pub(super) list: Result<Vec<Entry>, Told>,
}

/// One skill of the file.
pub(super) struct Entry {
    /// Its id and where that is; known even where something else about the skill is not.
    pub(super) id: Result<(SkillId, Place), Told>,
    /// The skill, still without its rubric and menu.
    pub(super) skill: Result<Skill, Told>,
}

impl Skills {
    /// Nothing, and it was said why.
    pub(super) fn unknown(told: Told) -> Self {
        Self {
            names: Names::unknown(&SKILL, told),
            reflect_every: Err(told),
            conference_every: Err(told),
            units: Err(told),
            list: Err(told),
        }
    }

    /// Reads `skills.toml`.
    pub(super) fn read(root: &Table<'_>, pictures: &Pictures) -> Self {
        let every = root.optional("reflect_every");
        let reflect_every = every.map_or(Ok(REFLECT_EVERY), |value| value.whole(1..=60));
        let every = root.optional("conference_every");
        let conference_every = every.map_or(Ok(CONFERENCE_EVERY), |value| value.whole(0..=60));
        let (unit_names, units) = units(root);
        let (names, list) = skills(root, &unit_names, pictures);
        Self {
            names,
            reflect_every,
            conference_every,
            units,
            list,
        }
    }
}

fn units(root: &Table<'_>) -> (Names, Result<Vec<Unit>, Told>) {
    let tables = match root.list("unit", &["id", "name"], 1..=60) {
        Ok(tables) => tables,
        Err(told) => return (Names::unknown(&UNIT, told), Err(told)),
    };
    let mut ids = Gather::new(&UNIT);
    let units = tables.iter().map(|table| {
        let id = ids.id(table);
        let name = table.required("name").and_then(|value| value.text());
        Ok(Unit {
            id: id?,
            name: name?,
        })
    });
    let units: Vec<_> = units.collect();
    (ids.names(), units.into_iter().collect())
}

fn skills(
    root: &Table<'_>,
    units: &Names,
    pictures: &Pictures,
) -> (Names, Result<Vec<Entry>, Told>) {
    let keys = ["id", "unit", "standard", "name", "picture", "starts"];
    let tables = match root.list("skill", &keys, 1..=200) {
        Ok(tables) => tables,
        Err(told) => return (Names::unknown(&SKILL, told), Err(told)),
    };
    let mut ids = Gather::new(&SKILL);
    let mut last = None;
    let skills = tables.iter().map(|table| {
        let id = ids.id::<SkillId>(table);
        let at = table.optional("id").map_or(0, |id| id.at());
        let place = table.source().place(at);
        Entry {
            id: id.clone().map(|id| (id, place)),
            skill: skill(table, id, units, pictures, &mut last),
        }
    });
    let skills = skills.collect();
    (ids.names(), Ok(skills))
}

fn skill(
    table: &Table<'_>,
    id: Result<SkillId, Told>,
    units: &Names,
    pictures: &Pictures,
    last: &mut Option<civil::Date>,
) -> Result<Skill, Told> {
    let unit = table.required("unit").and_then(|value| value.named(units));
    let standard = table.required("standard");
    let standard = standard.and_then(|value| value.words(60));
    let name = table.required("name").and_then(|value| value.text());
    let picture = table.required("picture");
    let picture = picture.and_then(|value| value.picture(pictures));
    let starts = starts(table, last);
    Ok(Skill {
        id: id?,
        unit: unit?,
        standard: standard?.to_owned(),
        name: name?,
        picture: picture?,
        starts: starts?,
        rubric: Vec::new(),
        menu: Vec::new(),
    })
}

/// When a skill starts: after the one before, so that there is one skill in focus at a time.
fn starts(table: &Table<'_>, last: &mut Option<civil::Date>) -> Result<civil::Date, Told> {
    let value = table.required("starts")?;
    let starts = value.date()?;
    if let Some(last) = last.replace(starts).filter(|last| *last >= starts) {
        let message = format!("the skill before starts on {last}, so this one must start later");
        return Err(value.tell(
            Complaint::new("dates-out-of-order", message)
                .hint("list the skills in the order in which the class works on them"),
        ));
    }
    Ok(starts)
}
