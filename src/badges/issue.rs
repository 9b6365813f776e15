//! Which code goes on whose badge, and which secret pictures a child has: those they have, or new ones
//! for who has none. Printing a badge again makes no other badge.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, RngExt};

use super::code::BadgeCode;
use crate::domain::{
    badge::BadgeKey,
    event::{Event, Holder},
    ids::StudentId,
    records::Records,
    register::Register,
    secret::Secret,
};

/// The codes for some people, and what is to be recorded before they are printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issued {
    /// The code of each.
    pub codes: BTreeMap<Holder, BadgeCode>,
    /// The links of new codes; empty where everybody has one.
    pub events: Vec<Event>,
}

/// The codes that `people` have; whoever has none is left out. Of several that count for somebody, the one linked last.
#[must_use]
pub fn known(
    records: &Records,
    people: impl IntoIterator<Item = Holder>,
) -> BTreeMap<Holder, BadgeCode> {
    let wanted: BTreeSet<Holder> = people.into_iter().collect();
    let mut newest: BTreeMap<&Holder, (&Register<Holder>, BadgeCode)> = BTreeMap::new();
    for (key, badge) in records.badges() {
        let holder = badge.counts_for().filter(|holder| wanted.contains(*holder));
        let (Some(holder), Some(code)) = (holder, code(key)) else {
            continue;
        };
        let known = newest.entry(holder).or_insert((&badge.holder, code));
        if known.0.stamp() < badge.holder.stamp() {
            *known = (&badge.holder, code);
        }
    }
    let newest = newest.into_iter();
    newest
        .map(|(holder, (_, code))| (holder.clone(), code))
        .collect()
}

/// The codes of `people`, as [`known`] has them, and new ones for whoever has none.
#[must_use]
pub fn issue(
    records: &Records,
    people: impl IntoIterator<Item = Holder>,
    rng: &mut impl Rng,
) -> Issued {
    let wanted: BTreeSet<Holder> = people.into_iter().collect();
    let mut codes = known(records, wanted.iter().cloned());
    let mut events = Vec::new();
    for holder in wanted {
        codes.entry(holder).or_insert_with_key(|holder| {
            let code = BadgeCode::draw(rng);
            events.push(Event::BadgeLinked {
                badge: code.key(),
                holder: holder.clone(),
            });
            code
        });
    }
    Issued { codes, events }
}

/// Secret pictures for those of `students` who have none, to be recorded before they are printed.
#[must_use]
pub fn secrets(records: &Records, students: &[StudentId], rng: &mut impl Rng) -> Vec<Event> {
    let without = students.iter().filter(|id| {
        let record = records.student(id);
        record.is_some_and(|record| record.secret.pictures().is_none())
    });
    without
        .map(|id| Event::SecretGiven {
            student: id.clone(),
            secret: Secret::nth(rng.random_range(0..Secret::COUNT)),
        })
        .collect()
}

fn code(key: &BadgeKey) -> Option<BadgeCode> {
    match key {
        BadgeKey::Code(letters) => letters.parse().ok(),
        BadgeKey::Uid(_) => None,
    }
}
