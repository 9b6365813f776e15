//! What a teacher asks of a class: who is where, and what waits for an answer. The same functions
//! serve the screens and the tests that count after them.

use std::collections::BTreeMap;

use jiff::civil;

use super::{
    ids::{LevelId, SkillId, StationId, StudentId, TaskId},
    pack::{Pack, Skill, Station, StudentCard, Task},
    records::{Records, SkillRecord, StudentRecord},
    standing::Standpoint,
};

/// A place and who is there now.
#[derive(Debug)]
pub struct Column<'a> {
    /// The station; `None` for those who are nowhere yet.
    pub station: Option<&'a Station>,
    /// Who, by first name.
    pub children: Vec<Seated<'a>>,
}

/// A child at a place.
#[derive(Clone, Copy, Debug)]
pub struct Seated<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// Where their group should be now, if that is somewhere else.
    pub elsewhere: Option<&'a Station>,
}

/// Who is where: those who are nowhere yet, then every station in the order of the class pack.
#[must_use]
pub fn board<'a>(pack: &'a Pack, records: &'a Records, now: civil::DateTime) -> Vec<Column<'a>> {
    let stations = std::iter::once(None).chain(pack.stations.iter().map(Some));
    let mut columns: Vec<Column<'_>> = stations
        .map(|station| Column {
            station,
            children: Vec::new(),
        })
        .collect();
    for (student, record) in records.students() {
        let Some(card) = record.card.get() else {
            continue;
        };
        let at = Standpoint { pack, record, now };
        let place = at.place();
        let of_group = place.and_then(|place| place.station_of(record.group()?));
        let here = at.station_now();
        let elsewhere = of_group
            .filter(|expected| here.is_some_and(|here| here != *expected))
            .and_then(|id| pack.station(id));
        let seated = Seated {
            student,
            card,
            elsewhere,
        };
        let column = pack
            .stations
            .iter()
            .position(|station| here == Some(&station.id))
            .map_or(0, |index| index + 1);
        if let Some(column) = columns.get_mut(column) {
            column.children.push(seated);
        }
    }
    for column in &mut columns {
        column
            .children
            .sort_by_cached_key(|child| by_name(child.card));
    }
    columns
}

/// Who should be at a station now, by their group, and is nowhere yet.
#[must_use]
pub fn missing_at(
    pack: &Pack,
    records: &Records,
    now: civil::DateTime,
    station: &StationId,
) -> Vec<StudentId> {
    let place = pack.place(now);
    let missing = records.students().filter(|(_, record)| {
        let expected = place
            .as_ref()
            .zip(record.group())
            .and_then(|(place, group)| place.station_of(group));
        let at = Standpoint { pack, record, now };
        expected == Some(station) && at.station_now().is_none()
    });
    missing.map(|(student, _)| student.clone()).collect()
}

/// Everybody in the class, by first name.
#[must_use]
pub fn by_first_name(records: &Records) -> Vec<(&StudentId, &StudentRecord, &StudentCard)> {
    let mut all: Vec<_> = records
        .students()
        .filter_map(|(id, record)| Some((id, record, record.card.get()?)))
        .collect();
    all.sort_by_cached_key(|(.., card)| by_name(card));
    all
}

/// Everybody whose first or last name begins so, by first name: whatever the case and the accents.
/// Everybody for no name at all.
#[must_use]
pub fn named<'a>(records: &'a Records, name: &str) -> Vec<(&'a StudentId, &'a StudentCard)> {
    let wanted = plain(name.trim());
    let begins = |card: &StudentCard| {
        let names = plain(&format!("{} {}", card.first_name, card.last_name));
        names.starts_with(&wanted)
            || names
                .split([' ', '-'])
                .any(|word| word.starts_with(&wanted))
    };
    let all = by_first_name(records).into_iter();
    all.filter(|(.., card)| begins(card))
        .map(|(id, _, card)| (id, card))
        .collect()
}

/// A name in small letters without accents, as it is searched for.
fn plain(name: &str) -> String {
    let letters = name.chars().flat_map(char::to_lowercase);
    letters
        .map(|letter| match letter {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

fn by_name(card: &StudentCard) -> (String, String) {
    (
        card.first_name.to_lowercase(),
        card.last_name.to_lowercase(),
    )
}

/// Somebody who is ready to show what they know.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// The day they asked.
    pub since: civil::Date,
    /// What they said of their own work, by its height on the ladder.
    pub own: Option<usize>,
    /// How many tasks of the skill they have finished.
    pub finished: usize,
}

/// The requests for one skill.
#[derive(Debug)]
pub struct Requests<'a> {
    /// The skill.
    pub skill: &'a Skill,
    /// Who asked, the longest wait first.
    pub children: Vec<Request<'a>>,
}

/// Who asked for an assessment and has none yet, skill by skill; the skill with the longest wait first.
#[must_use]
pub fn requests<'a>(
    pack: &'a Pack,
    records: &'a Records,
    now: civil::DateTime,
) -> Vec<Requests<'a>> {
    let places = places(pack);
    let mut waiting: BTreeMap<usize, Requests<'_>> = BTreeMap::new();
    for (student, record) in records.students() {
        let Some(card) = record.card.get() else {
            continue;
        };
        for (id, asked) in &record.skills {
            if !asked.is_waiting_for_assessment() {
                continue;
            }
            let (Some(since), Some((place, skill))) = (asked.requested.get(), places.get(id))
            else {
                continue;
            };
            let of_skill = waiting.entry(*place).or_insert_with(|| Requests {
                skill,
                children: Vec::new(),
            });
            of_skill.children.push(Request {
                student,
                card,
                since: *since,
                own: Standpoint { pack, record, now }.own_level(skill),
                finished: asked.finished.len(),
            });
        }
    }
    let mut all: Vec<Requests<'_>> = waiting.into_values().collect();
    for one in &mut all {
        one.children
            .sort_by_cached_key(|child| (child.since, by_name(child.card)));
    }
    all.sort_by_key(|one| one.children.first().map(|child| child.since));
    all
}

/// Where each skill stands in the class pack.
fn places(pack: &Pack) -> BTreeMap<&SkillId, (usize, &Skill)> {
    let skills = pack.skills.iter().enumerate();
    skills
        .map(|(place, skill)| (&skill.id, (place, skill)))
        .collect()
}

/// A finished task that no teacher has looked at.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'a> {
    /// Who.
    pub student: &'a StudentId,
    /// Their name and animal.
    pub card: &'a StudentCard,
    /// What, and of which skill.
    pub task: &'a Task,
    /// The skill.
    pub skill: &'a Skill,
}

/// Finished tasks that no teacher has looked at since, by first name.
#[must_use]
pub fn finished<'a>(pack: &'a Pack, records: &'a Records) -> Vec<Finished<'a>> {
    let places = places(pack);
    let mut all = Vec::new();
    for (student, record, card) in by_first_name(records) {
        let mut of_child: Vec<(usize, Finished<'_>)> = Vec::new();
        for (id, done) in &record.skills {
            let mut waiting = done.waiting_for_a_look().peekable();
            if waiting.peek().is_none() {
                continue;
            }
            let Some((place, skill)) = places.get(id) else {
                continue;
            };
            let tasks = waiting.filter_map(|task| skill.task(task));
            of_child.extend(tasks.map(|task| {
                let finished = Finished {
                    student,
                    card,
                    task,
                    skill,
                };
                (*place, finished)
            }));
        }
        of_child.sort_by_key(|(place, _)| *place);
        all.extend(of_child.into_iter().map(|(_, finished)| finished));
    }
    all
}

/// How many things wait for the teacher: requests and finished tasks.
#[must_use]
pub fn waiting(records: &Records) -> usize {
    all_waiting(records).sum()
}

/// The same as far as `most`: looks no further than it must.
#[must_use]
pub fn waiting_up_to(records: &Records, most: usize) -> usize {
    let mut found = 0;
    for few in all_waiting(records) {
        found += few;
        if found >= most {
            return most;
        }
    }
    found
}

/// How many wait, of each child in each skill.
fn all_waiting(records: &Records) -> impl Iterator<Item = usize> {
    let of_skill = |record: &SkillRecord| {
        record.waiting_for_a_look().count() + usize::from(record.is_waiting_for_assessment())
    };
    let records = records
        .students()
        .flat_map(|(_, record)| record.skills.values());
    records.map(move |record| of_skill(record))
}

impl SkillRecord {
    /// The tasks that were finished and that no teacher has looked at since.
    pub fn waiting_for_a_look(&self) -> impl Iterator<Item = &TaskId> {
        // Both are in the order of the tasks.
        let mut approved = self.approved.iter().peekable();
        self.finished.iter().filter_map(move |(task, finished)| {
            while approved.next_if(|(of, _)| *of < task).is_some() {}
            let looked_at = approved.next_if(|(of, _)| *of == task);
            let looked_at = looked_at.and_then(|(_, approval)| approval.stamp());
            (finished.stamp() > looked_at).then_some(task)
        })
    }

    /// The level the teacher gave.
    #[must_use]
    pub fn awarded(&self) -> Option<&LevelId> {
        self.award.get().and_then(Option::as_ref)
    }
}
