//! What is true of badges, and how they end and come back: which were voided, by whom and when, which of them are tapped all the
//! same, and what belongs to one card. Records nothing.

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{
    badge::BadgeKey,
    event::{Actor, Event, Holder, VoidReason},
    ids::{StationId, StudentId},
    records::Records,
    register::Register,
};

/// What is true of one badge.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BadgeRecord {
    /// Whom it was linked to last.
    pub holder: Register<Holder>,
    /// How it was voided last.
    pub voided: Register<Voided>,
    /// When it was last tapped while nobody knew it.
    pub unknown_tap: Register<civil::DateTime>,
    /// When it was last tapped while it was void.
    pub voided_tap: Register<VoidedTap>,
    /// Whether a teacher saw that it was, and when they said so last.
    pub tap_seen: Register<bool>,
}

/// What a tapped badge means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised<'a> {
    /// A badge that counts.
    Holder(&'a Holder),
    /// A badge that no longer counts, and whose it was.
    Voided(Option<&'a Holder>),
    /// Nobody's.
    Unknown,
}

impl BadgeRecord {
    /// Whom the badge lets in, unless it was voided after it was linked.
    #[must_use]
    pub fn counts_for(&self) -> Option<&Holder> {
        self.holder.get().filter(|_| self.ended().is_none())
    }

    /// How it ended, unless it was linked after that.
    #[must_use]
    pub fn ended(&self) -> Option<&Voided> {
        let after = self.voided.stamp() > self.holder.stamp();
        self.voided.get().filter(|_| after)
    }
}

/// How a badge was voided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voided {
    /// Why.
    pub reason: VoidReason,
    /// By whom.
    pub by: Actor,
    /// When, by the clock on that tablet's wall.
    pub at: civil::DateTime,
}

/// A tap of a badge that no longer counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoidedTap {
    /// When, by the clock on that tablet's wall.
    pub at: civil::DateTime,
    /// The station where that tablet stands, if it stands at one.
    pub station: Option<StationId>,
}

/// The badges that counted for a student once and do not any more, the last to be voided first.
#[must_use]
pub fn voided_of<'a>(
    records: &'a Records,
    student: &StudentId,
) -> Vec<(&'a BadgeKey, &'a BadgeRecord, &'a Voided)> {
    let holder = Holder::Student(student.clone());
    let of_student = records
        .badges()
        .filter(|(_, badge)| badge.holder.get() == Some(&holder));
    let mut all: Vec<_> = of_student
        .filter_map(|(key, badge)| Some((key, badge, badge.ended()?)))
        .collect();
    all.sort_by(|(_, one, _), (_, other, _)| other.voided.stamp().cmp(&one.voided.stamp()));
    all
}

/// A voided badge that was tapped since, and a teacher has not said what to make of it.
#[derive(Clone, Copy, Debug)]
pub struct Flagged<'a> {
    /// The badge.
    pub badge: &'a BadgeKey,
    /// Whose it was.
    pub student: &'a StudentId,
    /// How it was voided.
    pub voided: &'a Voided,
    /// Its last tap.
    pub tap: &'a VoidedTap,
}

/// The voided badges of the class that were tapped, the last tap first. One card is one, however
/// many keys it answers with.
#[must_use]
pub fn flagged(records: &Records) -> Vec<Flagged<'_>> {
    let mut all: Vec<_> = records
        .badges()
        .filter_map(|(badge, known)| {
            let Some(Holder::Student(student)) = known.holder.get() else {
                return None;
            };
            records.student(student)?;
            let voided = known.ended()?;
            let tap = known.voided_tap.stamp()?;
            let seen = known.tap_seen.stamp() > Some(tap) && known.tap_seen.get() == Some(&true);
            let open = !seen && Some(tap) > known.voided.stamp();
            let flagged = Flagged {
                badge,
                student,
                voided,
                tap: known.voided_tap.get()?,
            };
            open.then_some((tap, flagged))
        })
        .collect();
    all.sort_by(|(one, _), (other, _)| other.cmp(one));
    all.into_iter().map(|(_, flagged)| flagged).collect()
}

/// Everything that the card of this badge answers with: what was linked to the same holder in the
/// same record is on one card.
#[must_use]
pub fn card_of(records: &Records, badge: &BadgeKey) -> Vec<BadgeKey> {
    let linked = |known: &BadgeRecord| {
        let stamp = known.holder.stamp()?;
        let place = (stamp.tablet().clone(), stamp.clock.millis, stamp.entry.seq);
        Some((place, known.holder.get()?.clone()))
    };
    let of = |wanted: &BadgeKey| records.badges().find(|(key, _)| *key == wanted);
    let Some(((tablet, millis, seq), holder)) = of(badge).and_then(|(_, known)| linked(known))
    else {
        return vec![badge.clone()];
    };
    let same_card = |key: &BadgeKey, known: &BadgeRecord| {
        let kinds = matches!(
            (key, badge),
            (BadgeKey::Uid(_), BadgeKey::Code(_)) | (BadgeKey::Code(_), BadgeKey::Uid(_))
        );
        key == badge
            || kinds
                && linked(known).is_some_and(|((by, at, number), whose)| {
                    by == tablet && at == millis && number.abs_diff(seq) == 1 && whose == holder
                })
    };
    let keys = records
        .badges()
        .filter(|(key, known)| same_card(key, known));
    keys.map(|(key, _)| key.clone()).collect()
}

/// These keys of one holder in an order in which linking them in one record leaves every card what
/// it was: neighbours of unlike kind are one card, and no others are. For that a key may be named
/// twice; only the last time tells its place.
#[must_use]
pub fn card_by_card(records: &Records, keys: &[&BadgeKey]) -> Vec<BadgeKey> {
    let is_chip = |key: &BadgeKey| matches!(key, BadgeKey::Uid(_));
    let mut order: Vec<BadgeKey> = Vec::new();
    for key in keys {
        if order.contains(key) {
            continue;
        }
        let mut card = card_of(records, key);
        card.retain(|key| keys.contains(&key) && !order.contains(key));
        let Some(last) = order.last().map(is_chip) else {
            order = card;
            continue;
        };
        if card.last().map(is_chip) == Some(last) {
            card.reverse();
        }
        let apart = card.first().filter(|first| is_chip(first) != last).cloned();
        order.extend(apart.into_iter().chain(card));
    }
    order
}

/// The badges of students that count now, whoever is in the class; teachers keep theirs.
#[must_use]
pub fn of_students(records: &Records) -> Vec<(&BadgeKey, &StudentId)> {
    let counting = records
        .badges()
        .filter_map(|(key, badge)| Some((key, badge.counts_for()?)));
    counting
        .filter_map(|(key, holder)| match holder {
            Holder::Student(student) => Some((key, student)),
            Holder::Teacher(_) | Holder::Substitute(_) => None,
        })
        .collect()
}

/// What voiding everything records: first every student's badge, as [`of_students`] lists them, then
/// every child's secret pictures. Empty where there is nothing left to void.
#[must_use]
pub fn void_all(records: &Records, reason: VoidReason) -> Vec<Event> {
    let badges = of_students(records).into_iter();
    let badges = badges.map(|(badge, _)| Event::BadgeVoided {
        badge: badge.clone(),
        reason,
    });
    let secrets = records
        .students()
        .filter(|(_, record)| record.secret.pictures().is_some())
        .map(|(student, _)| Event::SecretVoided {
            student: student.clone(),
            reason,
        });
    badges.chain(secrets).collect()
}
