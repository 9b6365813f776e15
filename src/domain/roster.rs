//! What a roster file would change in the class, as a value that a teacher can read before it
//! happens. It matches children, compares and counts; it never removes a child, and it never reads
//! a file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    event::Event,
    ids::{GroupId, Lang, StudentId, TabletId},
    pack::{Pack, StudentCard},
    records::Records,
    utterance::ReadAloud,
};

/// What a roster file says of one student. `None`: the file does not say, and what is known stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// What everybody calls them. Never empty.
    pub first_name: String,
    /// For the teacher's lists.
    pub last_name: Option<String>,
    /// Their animal: an emoji.
    pub picture: Option<String>,
    /// Their rotation group.
    pub group: Option<GroupId>,
    /// Their own language.
    pub language: Option<Lang>,
    /// The district's number.
    pub identifier: Option<String>,
    /// When pages are read aloud to them.
    pub read_aloud: Option<ReadAloud>,
}

/// What taking over a roster would do. Its text is what a teacher reads before saying yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterPlan {
    /// New children, in the order of the file.
    pub added: Vec<(StudentId, StudentCard)>,
    /// Children of whom something changes, in the order of the file.
    pub changed: Vec<Change>,
    /// Children of whom nothing changes, in the order of the file.
    pub unchanged: Vec<StudentId>,
    /// Children of the class who are not in the file, by id. They are asked about, never removed.
    pub vanished: Vec<(StudentId, StudentCard)>,
}

/// One child before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who, by the id that the class knows; the file may know the child by another one.
    pub student: StudentId,
    /// What is known now.
    pub before: StudentCard,
    /// What will be known.
    pub after: StudentCard,
}

/// One thing that changes about a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// What it is now; `none` where nothing is known.
    pub before: String,
    /// What it will be.
    pub after: String,
}

/// A field of a student's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `StudentCard`")]
pub enum Field {
    FirstName,
    LastName,
    Picture,
    Group,
    Language,
    Identifier,
    ReadAloud,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstName => "first name",
            Self::LastName => "last name",
            Self::Picture => "picture",
            Self::Group => "group",
            Self::Language => "language",
            Self::Identifier => "identifier",
            Self::ReadAloud => "read aloud",
        })
    }
}

/// Compares a roster file with the class as it is.
///
/// A child is found by id, else by the district's `identifier` where just one child of the class
/// has it and the file does not name that child's id elsewhere. Of several rows with one id the
/// first counts. A new child without a picture gets the first of [`ANIMALS`] that nobody has yet,
/// and once all are taken the one that the fewest have.
#[must_use]
pub fn plan(
    current: &BTreeMap<StudentId, StudentCard>,
    incoming: &[(StudentId, Incoming)],
) -> RosterPlan {
    let mut plan = RosterPlan::default();
    let mut animals = Animals::taken(current, incoming);
    for (id, row, known) in matched(current, incoming) {
        match known {
            None => {
                let picture = row.picture.clone().unwrap_or_else(|| animals.draw());
                plan.added.push((id.clone(), new_card(row, picture)));
            }
            Some((student, before)) => {
                let after = updated(before, row);
                if after == *before {
                    plan.unchanged.push(student.clone());
                } else {
                    plan.changed.push(Change {
                        student: student.clone(),
                        before: before.clone(),
                        after,
                    });
                }
            }
        }
    }
    let seen: BTreeSet<&StudentId> = plan
        .unchanged
        .iter()
        .chain(plan.changed.iter().map(|change| &change.student))
        .collect();
    plan.vanished = current
        .iter()
        .filter(|(id, _)| !seen.contains(id))
        .map(|(id, card)| (id.clone(), card.clone()))
        .collect();
    plan
}

/// What to record so that the class knows the class pack's `students`, whose file has that
/// `checksum` on `tablet`: nothing if this tablet took this very file over before. The files of other
/// tablets do not matter, so that two that differ are not taken over in turns for ever. A tablet that
/// took none over yet and stands in a class that has its children already does not add those of its
/// own file, which are a sample: it is marked as taken over. A child who left or was erased is not
/// brought back: that is for a roster import, where somebody reads the plan.
#[must_use]
pub fn take_over(
    records: &Records,
    tablet: &TabletId,
    students: &[(StudentId, StudentCard)],
    checksum: &str,
) -> Vec<Event> {
    let own = records.rosters().find(|(by, _)| *by == tablet);
    if own.is_some_and(|(_, taken)| taken == checksum) {
        return Vec::new();
    }
    if own.is_none() && records.rosters().next().is_some() {
        return vec![taken_over_as_it_is(checksum)];
    }
    let incoming: Vec<_> = students
        .iter()
        .filter(|(id, _)| !records.has_left(id) && !records.is_erased(id))
        .map(|(id, card)| (id.clone(), Incoming::from(card)))
        .collect();
    let mut events = plan(&records.cards(), &incoming).events();
    events.push(taken_over_as_it_is(checksum));
    events
}

/// Marks the `students.csv` with that checksum as taken over by the tablet that records this, without a
/// child in it: for a tablet that joins a class and has the sample's file.
#[must_use]
pub fn taken_over_as_it_is(checksum: &str) -> Event {
    Event::PackPublished {
        checksum: checksum.to_owned(),
    }
}

impl From<&StudentCard> for Incoming {
    fn from(card: &StudentCard) -> Self {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        Self {
            first_name: card.first_name.clone(),
            last_name: filled(&card.last_name),
            picture: filled(&card.picture),
            group: card.group.clone(),
            language: card.language.clone(),
            identifier: card.identifier.clone(),
            read_aloud: card.read_aloud,
        }
    }
}

impl RosterPlan {
    /// What to record, in the order of the text. Nothing about the children who are not in the
    /// file: whether they left is for the teacher to say.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let added = self.added.iter().map(|(student, card)| {
            let (student, card) = (student.clone(), card.clone());
            Event::StudentAdded { student, card }
        });
        let changed = self.changed.iter().map(|change| {
            let (student, card) = (change.student.clone(), change.after.clone());
            Event::StudentChanged { student, card }
        });
        added.chain(changed).collect()
    }

    /// Groups of new and changed children that the timetable does not know, by id: their children
    /// rotate nowhere.
    #[must_use]
    pub fn unknown_groups(&self, pack: &Pack) -> BTreeSet<GroupId> {
        let changed = self.changed.iter().map(|change| &change.after);
        let cards = self.added.iter().map(|(_, card)| card).chain(changed);
        let groups = cards.filter_map(|card| card.group.as_ref());
        let unknown = groups.filter(|group| pack.groups.iter().all(|known| known.id != **group));
        unknown.cloned().collect()
    }

    /// Whether there is nothing to record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty()
    }
}

impl Change {
    /// Which fields differ; never empty in a plan.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let words = |card: &StudentCard| {
            [
                (Field::FirstName, Some(card.first_name.clone())),
                (Field::LastName, Some(card.last_name.clone())),
                (Field::Picture, Some(card.picture.clone())),
                (Field::Group, card.group.as_ref().map(ToString::to_string)),
                (
                    Field::Language,
                    card.language.as_ref().map(ToString::to_string),
                ),
                (Field::Identifier, card.identifier.clone()),
                (
                    Field::ReadAloud,
                    card.read_aloud.map(|when| when.name().to_owned()),
                ),
            ]
        };
        let or_none = |word: Option<String>| {
            word.filter(|word| !word.is_empty())
                .unwrap_or_else(|| "none".to_owned())
        };
        std::iter::zip(words(&self.before), words(&self.after))
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| FieldChange {
                field,
                before: or_none(before),
                after: or_none(after),
            })
            .collect()
    }
}

impl fmt::Display for RosterPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (_, card) in &self.added {
            writeln!(f, "+ {}", full_name(card))?;
        }
        for change in &self.changed {
            let fields: Vec<String> = change.fields().iter().map(ToString::to_string).collect();
            writeln!(f, "~ {}: {}", full_name(&change.before), fields.join(", "))?;
        }
        for (_, card) in &self.vanished {
            writeln!(f, "? {} is not in the file; kept", full_name(card))?;
        }
        write!(
            f,
            "{} new, {} changed, {} unchanged, {} not in the file",
            self.added.len(),
            self.changed.len(),
            self.unchanged.len(),
            self.vanished.len(),
        )
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} -> {}", self.field, self.before, self.after)
    }
}

/// How a teacher's list calls a child.
fn full_name(card: &StudentCard) -> String {
    format!("{} {}", card.first_name, card.last_name)
        .trim()
        .to_owned()
}

/// A row of the file beside the child of the class it is about.
type Matched<'a> = (
    &'a StudentId,
    &'a Incoming,
    Option<(&'a StudentId, &'a StudentCard)>,
);

/// Finds each row's child. No child is found twice.
fn matched<'a>(
    current: &'a BTreeMap<StudentId, StudentCard>,
    incoming: &'a [(StudentId, Incoming)],
) -> Vec<Matched<'a>> {
    let in_file: BTreeSet<&StudentId> = incoming.iter().map(|(id, _)| id).collect();
    let mut by_identifier: BTreeMap<&str, Vec<(&StudentId, &StudentCard)>> = BTreeMap::new();
    for (id, card) in current.iter().filter(|(id, _)| !in_file.contains(id)) {
        if let Some(identifier) = &card.identifier {
            by_identifier
                .entry(identifier)
                .or_default()
                .push((id, card));
        }
    }
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for (id, row) in incoming.iter().filter(|(id, _)| done.insert(id)) {
        let known = current.get_key_value(id).or_else(|| {
            let same = by_identifier.get_mut(row.identifier.as_deref()?)?;
            if same.len() == 1 { same.pop() } else { None }
        });
        found.push((id, row, known));
    }
    found
}

/// The card of a child nobody knew.
fn new_card(row: &Incoming, picture: String) -> StudentCard {
    StudentCard {
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone().unwrap_or_default(),
        picture,
        group: row.group.clone(),
        language: row.language.clone(),
        identifier: row.identifier.clone(),
        read_aloud: row.read_aloud,
        show_level: None,
    }
}

/// What is known with what the file says laid over it.
fn updated(before: &StudentCard, row: &Incoming) -> StudentCard {
    let or = |new: &Option<String>, old: &String| new.as_ref().unwrap_or(old).clone();
    StudentCard {
        first_name: row.first_name.clone(),
        last_name: or(&row.last_name, &before.last_name),
        picture: or(&row.picture, &before.picture),
        group: row.group.as_ref().or(before.group.as_ref()).cloned(),
        language: row.language.as_ref().or(before.language.as_ref()).cloned(),
        identifier: row
            .identifier
            .as_ref()
            .or(before.identifier.as_ref())
            .cloned(),
        read_aloud: row.read_aloud.or(before.read_aloud),
        show_level: before.show_level,
    }
}

/// How many children have each animal.
struct Animals([usize; ANIMALS.len()]);

impl Animals {
    /// Counts the class and the file: a picture that the file gives is not given away before.
    fn taken(
        current: &BTreeMap<StudentId, StudentCard>,
        incoming: &[(StudentId, Incoming)],
    ) -> Self {
        let known = current.values().map(|card| card.picture.as_str());
        let given = incoming
            .iter()
            .filter_map(|(_, row)| row.picture.as_deref());
        let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
        for picture in known.chain(given) {
            *taken.entry(picture).or_default() += 1;
        }
        Self(ANIMALS.map(|animal| taken.get(animal).copied().unwrap_or(0)))
    }

    /// The first of those that the fewest children have.
    fn draw(&mut self) -> String {
        let all = std::iter::zip(&mut self.0, ANIMALS);
        all.min_by_key(|(count, _)| **count)
            .map(|(count, animal)| {
                *count += 1;
                animal.to_owned()
            })
            .unwrap_or_default()
    }
}

/// The animals that nobody in the class has, but `student`; all of them once none is left.
#[must_use]
pub fn free_animals(records: &Records, student: Option<&StudentId>) -> Vec<&'static str> {
    let others = records.cards().into_iter();
    let others: BTreeSet<String> = others
        .filter(|(id, _)| Some(id) != student)
        .map(|(_, card)| card.picture)
        .collect();
    let free: Vec<_> = ANIMALS
        .into_iter()
        .filter(|animal| !others.contains(*animal))
        .collect();
    if free.is_empty() {
        ANIMALS.to_vec()
    } else {
        free
    }
}

/// The animals for children who come without a picture, easy to tell apart first. None is one that
/// children call each other.
pub const ANIMALS: [&str; 66] = [
    "🦊", "🐼", "🦁", "🐸", "🐧", "🦉", "🦄", "🐰", "🐢", "🐙", "🦋", "🐬", "🐶", "🐱", "🐯", "🐨",
    "🐻", "🐴", "🐺", "🐹", "🦝", "🦔", "🦅", "🦆", "🦢", "🦩", "🦚", "🦜", "🐊", "🦎", "🦀", "🦞",
    "🐠", "🐡", "🐳", "🦈", "🦭", "🐝", "🐞", "🦒", "🐘", "🦏", "🐫", "🦙", "🦘", "🦥", "🦦", "🦡",
    "🦫", "🦬", "🦌", "🐑", "🐐", "🦓", "🐆", "🐤", "🦕", "🦖", "🐲", "🦣", "🦑", "🦇", "🐦", "🐉",
    "🐣", "🦐",
];
