//! What children are called where others see it: by the first name, and by the last name's initial as
//! well where two in the class are called the same. Never the whole last name.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{ids::StudentId, pack::StudentCard, records::Records, text::tidy};

/// What everybody in the class is called.
#[must_use]
pub fn called(records: &Records) -> BTreeMap<&StudentId, String> {
    let cards = || {
        let all = records.students();
        all.filter_map(|(id, record)| Some((id, record.card.get()?)))
    };
    let same = |card: &StudentCard| tidy(&card.first_name).to_lowercase();
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for (_, card) in cards() {
        *shared.entry(same(card)).or_default() += 1;
    }
    let name = |card: &StudentCard| {
        let first = tidy(&card.first_name);
        let last = tidy(&card.last_name);
        let initial = last.graphemes(true).next();
        let alone = shared.get(&same(card)).is_none_or(|children| *children < 2);
        match initial.filter(|_| !alone) {
            Some(initial) => format!("{first} {initial}."),
            None => first,
        }
    };
    cards().map(|(id, card)| (id, name(card))).collect()
}
