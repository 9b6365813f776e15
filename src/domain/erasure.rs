//! Deleting a child for good: which entries are about whom, and what is left of them. What was written
//! about a child before the child was erased counts for nothing, on every tablet and in whatever order
//! entries arrive, and is scrubbed wherever it lies; what is written after it stays, so that a number
//! may be given to another child next year. Decides nothing about files.
//!
//! An entry is about a child if it names the child as its student, was made by the child, or is about
//! a badge that was the child's when it was erased. What several children share loses the one child
//! alone. Words that a teacher wrote about one child go with that child; whether words about another
//! child mention this one, nobody can tell.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    badge::BadgeKey,
    event::{Actor, Event, Holder},
    ids::{EntryId, StudentId, TabletId},
    records::Records,
    sha256::sha256,
    time::{Hlc, Stamp},
};

/// Who was erased, and when last. It only grows, so it comes out the same in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasures {
    students: BTreeMap<StudentId, Stamp>,
    badges: BTreeMap<BadgeMark, Stamp>,
}

/// Tells a badge of an erased child from others without saying which badge it is: 16 bytes of a
/// SHA-256 in hexadecimal. From a badge in the hand it can be worked out, from it no badge can.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BadgeMark(String);

/// What is left of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Remains {
    /// All of it: it is about nobody who was erased since.
    Whole,
    /// Nothing, or what it says of others.
    Scrubbed {
        /// Who made it, unless that was the child.
        actor: Actor,
        /// [`Event::Scrubbed`].
        event: Event,
    },
}

/// What to record so that a child is deleted for good; whether or not the child is in the class.
#[must_use]
pub fn erasing(records: &Records, student: &StudentId) -> Event {
    let theirs = Holder::Student(student.clone());
    let badges = records
        .badges()
        .filter(|(_, badge)| badge.holder.get() == Some(&theirs));
    Event::StudentErased {
        student: student.clone(),
        badges: badges.map(|(key, _)| BadgeMark::of(key)).collect(),
    }
}

impl Erasures {
    /// As if these had just been erased, after everything.
    #[must_use]
    pub fn of(students: &[StudentId]) -> Self {
        let end = Stamp {
            clock: Hlc {
                millis: i64::MAX,
                count: u32::MAX,
            },
            entry: EntryId {
                tablet: TabletId::from(""),
                seq: u64::MAX,
            },
        };
        let ends = students
            .iter()
            .map(|student| (student.clone(), end.clone()));
        Self {
            students: ends.collect(),
            badges: BTreeMap::new(),
        }
    }

    /// Takes an erasure in. Whether anything counts for nothing now that may have counted before.
    pub(super) fn note(
        &mut self,
        stamp: &Stamp,
        student: &StudentId,
        badges: &[BadgeMark],
    ) -> bool {
        let mut new = later(&mut self.students, student, stamp);
        for badge in badges {
            new |= later(&mut self.badges, badge, stamp);
        }
        new
    }

    /// Whether nobody was ever erased.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.students.is_empty()
    }

    /// Whether that student was ever erased.
    #[must_use]
    pub fn has(&self, student: &StudentId) -> bool {
        self.students.contains_key(student)
    }

    /// Everyone who was ever erased, by id, and when last.
    pub fn students(&self) -> impl Iterator<Item = (&StudentId, &Stamp)> {
        self.students.iter()
    }

    /// Whether something about that student was erased at or after `stamp`.
    #[must_use]
    pub fn covers(&self, student: &StudentId, stamp: &Stamp) -> bool {
        self.students.get(student).is_some_and(|end| stamp < end)
    }

    /// Whether that badge was an erased child's at or after `stamp`.
    #[must_use]
    pub fn covers_badge(&self, badge: &BadgeKey, stamp: &Stamp) -> bool {
        !self.badges.is_empty()
            && self
                .badges
                .get(&BadgeMark::of(badge))
                .is_some_and(|end| stamp < end)
    }

    /// Whether what was written at `stamp` may have been scrubbed rightly: somebody was erased after.
    #[must_use]
    pub fn explain(&self, stamp: &Stamp) -> bool {
        self.students.values().any(|end| stamp < end)
    }

    /// What is left of an entry.
    #[must_use]
    pub fn remains(&self, stamp: &Stamp, actor: &Actor, event: &Event) -> Remains {
        if self.is_empty() || matches!(event, Event::StudentErased { .. }) {
            return Remains::Whole;
        }
        let child_made_it = match actor {
            Actor::Student(student) => self.covers(student, stamp),
            _ => false,
        };
        let left = self.left(stamp, event);
        if !child_made_it && left == Left::All {
            return Remains::Whole;
        }
        let left = match left {
            Left::Others(left) => Some(Box::new(left)),
            // A child records nothing but about themselves.
            Left::All | Left::Nothing => None,
        };
        Remains::Scrubbed {
            actor: if child_made_it {
                Actor::Tablet
            } else {
                actor.clone()
            },
            event: Event::Scrubbed { left },
        }
    }

    fn left(&self, stamp: &Stamp, event: &Event) -> Left {
        use Event as E;
        let gone = |student: &StudentId| self.covers(student, stamp);
        let all_or_nothing = |gone: bool| if gone { Left::Nothing } else { Left::All };
        match event {
            E::Scrubbed { left: Some(left) } => self.left(stamp, left),
            E::GroupsSet { groups } => {
                let mut others = groups.clone();
                others.retain(|(student, _)| !gone(student));
                match others.len() {
                    some if some == groups.len() => Left::All,
                    0 => Left::Nothing,
                    _ => Left::Others(E::GroupsSet { groups: others }),
                }
            }
            E::BadgeVoided { badge, .. }
            | E::UnknownBadgeTapped { badge, .. }
            | E::VoidedTapSeen { badge, .. }
            | E::VoidedBadgeTapped {
                badge,
                student: None,
                ..
            } => all_or_nothing(self.covers_badge(badge, stamp)),
            E::SecretRight { student, opened_by } | E::SecretWrong { student, opened_by } => {
                let by_the_child = matches!(opened_by, Actor::Student(by) if gone(by));
                all_or_nothing(gone(student) || by_the_child)
            }
            E::Unknown(value) => all_or_nothing(names(value, &gone)),
            other => all_or_nothing(other.student().is_some_and(|student| gone(&student))),
        }
    }
}

#[derive(PartialEq)]
enum Left {
    All,
    Others(Event),
    Nothing,
}

impl BadgeMark {
    /// The mark of a badge.
    #[must_use]
    pub fn of(badge: &BadgeKey) -> Self {
        let digest = sha256(format!("waymark erased badge\n{badge}"));
        let mut mark = String::with_capacity(32);
        for byte in digest.iter().take(16) {
            // Writing to a text cannot fail.
            write!(mark, "{byte:02x}").unwrap_or_default();
        }
        Self(mark)
    }
}

/// Keeps the later stamp. Whether it is the new one.
fn later<K: Ord + Clone>(ends: &mut BTreeMap<K, Stamp>, key: &K, stamp: &Stamp) -> bool {
    let new = ends.get(key).is_none_or(|end| end < stamp);
    if new {
        ends.insert(key.clone(), stamp.clone());
    }
    new
}

/// Whether what a newer program wrote names such a student, in a field that is called so.
fn names(value: &Value, gone: &impl Fn(&StudentId) -> bool) -> bool {
    let is_gone = |value: &Value| value.as_str().is_some_and(|id| gone(&id.into()));
    match value {
        Value::Array(items) => items.iter().any(|item| names(item, gone)),
        Value::Object(fields) => fields.iter().any(|(name, value)| match name.as_str() {
            "student" => is_gone(value),
            "students" => value
                .as_array()
                .is_some_and(|all| all.iter().any(|one| is_gone(one) || names(one, gone))),
            _ => names(value, gone),
        }),
        _ => false,
    }
}
