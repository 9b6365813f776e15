//! Adding entries to the end of a series. What the server cannot keep, or has otherwise, is refused by
//! name with all that follows it; nothing else is held up by it.

use tokio_postgres::{Row, types::Type};

use super::{
    PostgresPeer,
    fault::Fault,
    rows::{field, signed},
};
use crate::{
    domain::ids::{EntryId, StudentId},
    journal::{Damage, Entry},
    sync::{PeerError, Refusal},
};

/// How much goes in one question: entries at the most and, where the way there is slow, at the least.
pub(super) const MOST_ENTRIES: usize = 16_384;
const FEWEST_ENTRIES: usize = 16;
const MOST_BYTES: usize = 16 << 20;

impl PostgresPeer {
    /// Adds entries that follow each other, and says why not all: the first that is not taken.
    pub(super) fn push(&mut self, entries: &[Entry]) -> Result<Option<Refusal>, PeerError> {
        let Some(first) = entries.first() else {
            return Ok(None);
        };
        match self.try_to_push(first, entries) {
            Ok(rows) => {
                let refused = rows
                    .first()
                    .and_then(|row| Some((field(row, 0)?, field(row, 1)?)));
                Ok(refused.map(|(seq, reason)| refusal(first, seq, reason)))
            }
            Err(fault) => match (fault.unfit(), entries) {
                (Some(why), [entry]) => Ok(Some(Refusal {
                    entry: entry.id.clone(),
                    why: format!("the server cannot keep entry {}: {why}", entry.id),
                })),
                // One of them is unfit: those before it go on.
                (Some(_), _) => {
                    let (some, others) = entries.split_at(entries.len() / 2);
                    match self.push(some)? {
                        None => self.push(others),
                        refused => Ok(refused),
                    }
                }
                (None, _) => {
                    if fault.is_slow() {
                        self.portion = (self.portion / 4).max(FEWEST_ENTRIES);
                    }
                    Err(fault.told(self.line.server()))
                }
            },
        }
    }

    /// How many of them go in one question: at least one, and fewer after an answer that did not come in
    /// time, so that a round gets on however narrow the way is.
    pub(super) fn portion(&mut self, entries: &[Entry]) -> usize {
        let mut bytes = 0;
        let fitting = entries.iter().take(self.portion).take_while(|entry| {
            bytes += entry.body.len() + entry.actor_text().len();
            bytes <= MOST_BYTES
        });
        let many = fitting.count().max(1);
        self.portion = self.portion.saturating_mul(2).min(MOST_ENTRIES);
        many
    }

    pub(super) fn try_to_push(
        &mut self,
        first: &Entry,
        entries: &[Entry],
    ) -> Result<Vec<Row>, Fault> {
        let before = signed(first.id.seq.saturating_sub(1));
        let texts = |field: fn(&Entry) -> &str| entries.iter().map(field).collect::<Vec<_>>();
        let millis: Vec<i64> = entries.iter().map(|entry| entry.clock.millis).collect();
        let counts: Vec<i64> = entries
            .iter()
            .map(|entry| i64::from(entry.clock.count))
            .collect();
        let unsure: Vec<bool> = entries.iter().map(|entry| entry.time_unsure).collect();
        let students: Vec<Option<StudentId>> =
            entries.iter().map(|entry| entry.event.student()).collect();
        let students: Vec<Option<&str>> = students
            .iter()
            .map(|id| id.as_ref().map(StudentId::as_str))
            .collect();
        let checksums: Vec<&[u8]> = entries.iter().map(|entry| &entry.checksum.0[..]).collect();
        self.try_to_ask(
            "SELECT refused, reason FROM waymark.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) WHERE refused IS NOT NULL",
            &[
                (&first.id.tablet.as_str(), Type::TEXT),
                (&before, Type::INT8),
                (&millis, Type::INT8_ARRAY),
                (&counts, Type::INT8_ARRAY),
                (&texts(Entry::at_text), Type::TEXT_ARRAY),
                (&unsure, Type::BOOL_ARRAY),
                (&texts(Entry::actor_text), Type::TEXT_ARRAY),
                (&texts(|entry| entry.event.kind()), Type::TEXT_ARRAY),
                (&students, Type::TEXT_ARRAY),
                (&texts(|entry| &entry.body), Type::TEXT_ARRAY),
                (&checksums, Type::BYTEA_ARRAY),
            ],
        )
    }

    /// How many entries, from the first, follow each other and are whole, and what is wrong with the
    /// next one.
    pub(super) fn whole(&self, entries: &[Entry]) -> (usize, Option<Refusal>) {
        let Some(first) = entries.first() else {
            return (0, None);
        };
        let known = self
            .heads
            .get(&first.id.tablet)
            .copied()
            .unwrap_or_default();
        let mut before = (known.seq.checked_add(1) == Some(first.id.seq)).then_some(known.checksum);
        let mut next = first.id.clone();
        for (place, entry) in entries.iter().enumerate() {
            let damage = if entry.id != next || i64::try_from(next.seq).is_err() || next.seq == 0 {
                Some(Damage::OutOfOrder {
                    entry: entry.id.clone(),
                })
            } else if before.is_some_and(|before| !entry.verify(&before)) {
                Some(Damage::ChecksumMismatch {
                    entry: entry.id.clone(),
                })
            } else {
                None
            };
            if let Some(damage) = damage {
                return (place, Some(damage.into()));
            }
            before = Some(entry.checksum);
            next.seq = next.seq.saturating_add(1);
        }
        (entries.len(), None)
    }
}

/// The first that is not taken, and all that follow it.
pub(super) fn with_followers(first: Refusal, entries: &[Entry]) -> Vec<Refusal> {
    let place = entries
        .iter()
        .position(|entry| entry.id == first.entry)
        .unwrap_or_default();
    let followers = entries
        .iter()
        .skip(place.saturating_add(1))
        .map(|entry| Refusal {
            entry: entry.id.clone(),
            why: format!("it follows entry {}, which was not taken", first.entry),
        });
    let followers: Vec<Refusal> = followers.collect();
    std::iter::once(first).chain(followers).collect()
}

/// What the server says against an entry.
pub(super) fn refusal(first: &Entry, seq: i64, reason: &str) -> Refusal {
    let tablet = first.id.tablet.clone();
    let entry = EntryId {
        tablet: tablet.clone(),
        seq: u64::try_from(seq).unwrap_or_default(),
    };
    let missing = entry.seq.saturating_sub(1);
    match reason {
        "gap" => Refusal {
            why: format!("entry {tablet}-{missing}, which comes before it, is not there"),
            entry,
        },
        _ => Damage::Forked { entry }.into(),
    }
}
