//! Whose the keys of a card are, and which of them are linked when it is given. Records nothing.

use crate::domain::{
    badge::BadgeKey,
    badge_life::card_of,
    event::{Event, Holder},
    ids::StudentId,
    records::{Recognised, Records},
};

use super::linking::Before;

/// Whom a badge lets in.
pub(super) fn holder<'a>(records: &'a Records, key: &BadgeKey) -> Option<&'a Holder> {
    match records.recognise(std::slice::from_ref(key)) {
        Recognised::Holder(holder) => Some(holder),
        Recognised::Voided(_) | Recognised::Unknown => None,
    }
}

/// Whether a card lets nobody in.
pub(super) fn is_nobodys(records: &Records, keys: &[BadgeKey]) -> bool {
    match records.recognise(keys) {
        Recognised::Holder(Holder::Student(student)) => records.student(student).is_none(),
        Recognised::Holder(_) => false,
        Recognised::Voided(_) | Recognised::Unknown => true,
    }
}

/// What is to be linked of a card: everything that is not theirs yet. A code on a chip that was voided
/// stays void, since it may be on paper somewhere: the chip's number is badge enough.
pub(super) fn new_keys(records: &Records, card: &[BadgeKey], student: &StudentId) -> Vec<BadgeKey> {
    let theirs = Holder::Student(student.clone());
    let has_chip = card.iter().any(|key| matches!(key, BadgeKey::Uid(_)));
    let stays_void = |key: &BadgeKey| {
        let known = records.recognise(std::slice::from_ref(key));
        has_chip && matches!(key, BadgeKey::Code(_)) && matches!(known, Recognised::Voided(_))
    };
    let new = card.iter().filter(|key| {
        let is_theirs = holder(records, key) == Some(&theirs);
        !is_theirs && !stays_void(key)
    });
    new.cloned().collect()
}

/// What is to be linked side by side, so that it is one card ever after: what is theirs already too.
pub(super) fn whole_card(
    records: &Records,
    card: &[BadgeKey],
    student: &StudentId,
) -> Vec<BadgeKey> {
    let theirs = Holder::Student(student.clone());
    let new = new_keys(records, card, student);
    let keys = card.iter();
    keys.filter(|key| new.contains(key) || holder(records, key) == Some(&theirs))
        .cloned()
        .collect()
}

/// Whether all of it is theirs, and known to be one card.
pub(super) fn is_one_card(records: &Records, card: &[BadgeKey], student: &StudentId) -> bool {
    let together = |key: &BadgeKey| {
        let known = card_of(records, key);
        card.iter().all(|key| known.contains(key))
    };
    new_keys(records, card, student).is_empty() && card.iter().any(together)
}

/// What is to be linked, and whose it was.
pub(super) fn before(records: &Records, keys: Vec<BadgeKey>) -> Before {
    let keys = keys.into_iter();
    keys.map(|key| {
        let whose = holder(records, &key).cloned();
        (key, whose)
    })
    .collect()
}

/// The code that a child's other badges carry, the one linked last. One that is on another chip
/// already is not written on a second: losing one of the two would leave the other's code behind.
pub(super) fn code_of(records: &Records, student: &StudentId, chip: &BadgeKey) -> Option<BadgeKey> {
    let theirs = Holder::Student(student.clone());
    let on_another = |code: &BadgeKey| {
        let mut card = card_of(records, code).into_iter();
        card.any(|key| key != *chip && matches!(key, BadgeKey::Uid(_)))
    };
    let codes = records.badges().filter(|(key, badge)| {
        matches!(key, BadgeKey::Code(_)) && badge.counts_for() == Some(&theirs) && !on_another(key)
    });
    codes
        .max_by_key(|(_, badge)| badge.holder.stamp())
        .map(|(key, _)| key.clone())
}

pub(super) fn links(keys: &[BadgeKey], student: &StudentId) -> Vec<Event> {
    let link = |badge: &BadgeKey| Event::BadgeLinked {
        badge: badge.clone(),
        holder: Holder::Student(student.clone()),
    };
    keys.iter().map(link).collect()
}
