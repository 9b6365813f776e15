//! One entry of a journal, and the checksum that chains it to the entry before.

use std::{borrow::Cow, fmt, str::FromStr, sync::Arc};

use jiff::{Zoned, fmt::temporal::Pieces, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::{
    erasure::{Erasures, Remains},
    event::{Actor, Event},
    ids::{EntryId, StudentId, TabletId},
    records::Happened,
    sha256::Sha256,
    time::{Hlc, Stamp},
};

/// One thing that happened, as one tablet wrote it down. Never edited: a correction is an entry that
/// points at another. The one exception is a child who is deleted for good: see [`Entry::scrubbed`].
///
/// What was written is kept to the letter beside what it means, so that an entry of a newer program,
/// or one whose time zone this machine does not know, is carried unharmed and its checksum still holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Who wrote it, and its place in that tablet's series.
    pub id: EntryId,
    /// The hybrid logical clock.
    pub clock: Hlc,
    /// What the clock on that tablet's wall said, with its zone.
    pub at: Zoned,
    /// Whether that clock cannot have been right.
    pub time_unsure: bool,
    /// Who made it happen.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
    /// The event's JSON exactly as written and hashed.
    pub body: Arc<str>,
    /// Of this entry and, through the chain, of every entry before it in the tablet's series.
    pub checksum: Checksum,
    at_text: Arc<str>,
    actor_text: Arc<str>,
    stamp: Stamp,
}

/// What an entry says before it has a place in a series.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The hybrid logical clock.
    pub clock: Hlc,
    /// What the clock on the wall says.
    pub at: Zoned,
    /// Whether that cannot be right.
    pub time_unsure: bool,
    /// Who makes it happen.
    pub actor: Actor,
    /// What happens.
    pub event: Event,
}

/// An entry as it lies in a file: texts to the letter, nothing understood yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Who wrote it, and its place in that tablet's series.
    pub id: EntryId,
    /// The hybrid logical clock.
    pub clock: Hlc,
    /// The wall time with its zone, as RFC 9557 has it.
    pub at: String,
    /// Whether that time cannot have been right.
    pub time_unsure: bool,
    /// The actor's JSON.
    pub actor: String,
    /// The event's JSON.
    pub body: String,
    /// The checksum.
    pub checksum: Checksum,
}

/// The end of a tablet's series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last entry; 0 before the first.
    pub seq: u64,
    /// The checksum of the last entry; [`Checksum::START`] before the first.
    pub checksum: Checksum,
}

/// SHA-256 over the checksum before and all that an entry says.
///
/// The bytes hashed, integers big-endian:
///
/// | bytes | what |
/// | --- | --- |
/// | 16 | `waymark entry 1\n` |
/// | 32 | the checksum of the tablet's entry before; zeros for its first |
/// | 4 + n | the tablet, after its length in bytes |
/// | 8 | the number in the series |
/// | 8, 4 | the hybrid clock: milliseconds, count |
/// | 4 + n | the wall time as RFC 9557 text, after its length |
/// | 1 | 1 if the time is unsure, else 0 |
/// | 4 + n | the actor's JSON, after its length |
/// | 4 + n | the event's JSON, after its length |
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Checksum(pub [u8; 32]);

/// Names the byte form above, so that another form can never be taken for it.
const FORM: &[u8; 16] = b"waymark entry 1\n";

/// Why something cannot be read or written as an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// The wall time is no time.
    #[error("`{text}` is not a time with a zone")]
    Time {
        /// What stood there.
        text: String,
        /// What is wrong with it.
        #[source]
        source: jiff::Error,
    },
    /// The event or the actor is not the JSON it should be.
    #[error("{what} of the entry cannot be read or written as JSON")]
    Json {
        /// Which part.
        what: &'static str,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The event's JSON is spread over several lines.
    #[error("the event of the entry is not on one line")]
    ManyLines,
    /// A checksum is none.
    #[error(transparent)]
    Checksum(#[from] NotAChecksum),
}

/// A text that is no checksum.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a checksum: it should be 64 hexadecimal digits")]
pub struct NotAChecksum(String);

impl Entry {
    /// The entry that continues a tablet's series after `head`.
    pub fn next(tablet: &TabletId, head: &Head, draft: Draft) -> Result<Self, EntryError> {
        let actor_text = json("the actor", &draft.actor)?;
        let body: Arc<str> = json("the event", &draft.event)?.into();
        let id = EntryId {
            tablet: tablet.clone(),
            seq: head.seq.saturating_add(1),
        };
        let mut entry = Self {
            stamp: Stamp {
                clock: draft.clock,
                entry: id.clone(),
            },
            id,
            clock: draft.clock,
            at_text: draft.at.to_string().into(),
            at: draft.at,
            time_unsure: draft.time_unsure,
            actor: draft.actor,
            event: draft.event,
            body,
            checksum: Checksum::START,
            actor_text: actor_text.into(),
        };
        entry.checksum = entry.checksum_after(&head.checksum);
        Ok(entry)
    }

    /// Understands what lies in a file. An event of a kind this program does not know becomes
    /// [`Event::Unknown`], an actor it does not know becomes the tablet; both keep their letters.
    pub fn read(stored: Stored) -> Result<Self, EntryError> {
        Self::understand(
            stored.id,
            stored.clock,
            stored.time_unsure,
            stored.checksum,
            &stored.at,
            &stored.actor,
            &stored.body,
        )
    }

    fn understand(
        id: EntryId,
        clock: Hlc,
        time_unsure: bool,
        checksum: Checksum,
        at: &str,
        actor: &str,
        body: &str,
    ) -> Result<Self, EntryError> {
        if body.contains(['\n', '\r']) {
            return Err(EntryError::ManyLines);
        }
        let unreadable = |what| move |source| EntryError::Json { what, source };
        let event = Event::from_json(body).map_err(unreadable("the event"))?;
        let understood = match serde_json::from_str(actor) {
            Ok(actor) => actor,
            Err(source) if source.is_data() => Actor::Tablet,
            Err(source) => return Err(unreadable("the actor")(source)),
        };
        Ok(Self {
            at: wall_time(at)?,
            stamp: Stamp {
                clock,
                entry: id.clone(),
            },
            id,
            clock,
            time_unsure,
            actor: understood,
            event,
            body: body.into(),
            checksum,
            at_text: at.into(),
            actor_text: actor.into(),
        })
    }

    /// Whether the entry is whole and follows the entry with that checksum. A scrubbed one cannot be
    /// checked against its words any more: that it stands in its place is told by the entry after it,
    /// whose checksum still takes in this one's.
    #[must_use]
    pub fn verify(&self, previous: &Checksum) -> bool {
        self.is_scrubbed() || self.checksum_after(previous) == self.checksum
    }

    /// Whether its words are gone, because a child was deleted for good.
    #[must_use]
    pub fn is_scrubbed(&self) -> bool {
        matches!(self.event, Event::Scrubbed { .. })
    }

    /// What stands in its place once those children are erased; `None` where that is the entry as it
    /// is. Its identity, its clock and its checksum stay, so that it is the same entry to every tablet
    /// and the chain goes on. So does the wall time: the clock tells it anyway, and an entry without
    /// one could not be read.
    ///
    /// A scrubbed entry cannot be told from one that somebody blanked who had no reason to, but for
    /// this: after it in the common order somebody has to be erased (`waymark journal verify` asks
    /// for that), a tablet that has the words never takes a scrubbed form in their place on another's
    /// word, and one that has none takes the words back when they come from anywhere and nobody who
    /// was erased is in them.
    pub fn scrubbed(&self, erasures: &Erasures) -> Result<Option<Self>, EntryError> {
        let remains = erasures.remains(&self.stamp, &self.actor, &self.event);
        let Remains::Scrubbed { actor, event } = remains else {
            return Ok(None);
        };
        let actor_text = if actor == self.actor {
            Arc::clone(&self.actor_text)
        } else {
            json("the actor", &actor)?.into()
        };
        Ok(Some(Self {
            body: json("the event", &event)?.into(),
            actor,
            actor_text,
            event,
            ..self.clone()
        }))
    }

    /// The end of the series once this entry is its last.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.id.seq,
            checksum: self.checksum,
        }
    }

    /// Its place in the one order that all tablets agree on.
    #[must_use]
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// What the fold takes in.
    #[must_use]
    pub fn happened(&self) -> Happened<'_> {
        Happened {
            stamp: &self.stamp,
            at: self.at.datetime(),
            actor: &self.actor,
            event: &self.event,
        }
    }

    /// The wall time to the letter.
    #[must_use]
    pub fn at_text(&self) -> &str {
        &self.at_text
    }

    /// The actor's JSON to the letter.
    #[must_use]
    pub fn actor_text(&self) -> &str {
        &self.actor_text
    }

    /// The entry as one line of JSON, without the line's end: a flat object with `tablet`, `seq`,
    /// `at`, `kind`, `student` where there is one, `actor`, `clock`, `time_unsure` where it is so,
    /// `event` to the letter and `checksum` in hexadecimal.
    pub fn to_json_line(&self) -> Result<String, EntryError> {
        #[derive(Serialize)]
        struct Line<'a> {
            tablet: &'a TabletId,
            seq: u64,
            at: &'a str,
            kind: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            student: Option<StudentId>,
            actor: &'a RawValue,
            clock: Hlc,
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            time_unsure: bool,
            event: &'a RawValue,
            checksum: String,
        }
        let raw = |what, text| {
            serde_json::from_str(text).map_err(|source| EntryError::Json { what, source })
        };
        json(
            "a line",
            &Line {
                tablet: &self.id.tablet,
                seq: self.id.seq,
                at: &self.at_text,
                kind: self.event.kind(),
                student: self.event.student(),
                actor: raw("the actor", &self.actor_text)?,
                clock: self.clock,
                time_unsure: self.time_unsure,
                event: raw("the event", &self.body)?,
                checksum: self.checksum.to_string(),
            },
        )
    }

    /// Reads what [`Entry::to_json_line`] wrote, to the letter. Fields that this program does not know
    /// are passed over: the checksum does not cover them, so they are no part of the entry.
    pub fn from_json_line(line: &str) -> Result<Self, EntryError> {
        #[derive(Deserialize)]
        struct Line<'a> {
            #[serde(borrow)]
            tablet: Cow<'a, str>,
            seq: u64,
            #[serde(borrow)]
            at: Cow<'a, str>,
            #[serde(borrow)]
            actor: &'a RawValue,
            clock: Hlc,
            #[serde(default)]
            time_unsure: bool,
            #[serde(borrow)]
            event: &'a RawValue,
            #[serde(borrow)]
            checksum: Cow<'a, str>,
        }
        let line: Line<'_> = serde_json::from_str(line).map_err(|source| EntryError::Json {
            what: "the line",
            source,
        })?;
        Self::understand(
            EntryId {
                tablet: line.tablet.as_ref().into(),
                seq: line.seq,
            },
            line.clock,
            line.time_unsure,
            line.checksum.parse()?,
            &line.at,
            line.actor.get(),
            line.event.get(),
        )
    }

    pub(super) fn checksum_after(&self, previous: &Checksum) -> Checksum {
        let mut hash = Sha256::new();
        let text = |hash: &mut Sha256, text: &str| {
            let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
            hash.update(len.to_be_bytes());
            hash.update(text.as_bytes());
        };
        hash.update(FORM);
        hash.update(previous.0);
        text(&mut hash, self.id.tablet.as_str());
        hash.update(self.id.seq.to_be_bytes());
        hash.update(self.clock.millis.to_be_bytes());
        hash.update(self.clock.count.to_be_bytes());
        text(&mut hash, &self.at_text);
        hash.update([u8::from(self.time_unsure)]);
        text(&mut hash, &self.actor_text);
        text(&mut hash, &self.body);
        Checksum(hash.finish())
    }
}

impl Checksum {
    /// Where every series begins: 32 zeros.
    pub const START: Self = Self([0; 32]);
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        // At once: this is written for every entry of a segment.
        f.write_str(&digits.map(digit).collect::<String>())
    }
}

impl FromStr for Checksum {
    type Err = NotAChecksum;

    /// Only the lower-case digits that [`Checksum`] displays as.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digit = |byte: &u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = text.as_bytes().chunks(2).map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        });
        let mut checksum = [0; 32];
        let filled = checksum.iter_mut().try_for_each(|place| {
            *place = bytes.next()??;
            Some(())
        });
        match (filled, bytes.next()) {
            (Some(()), None) => Ok(Self(checksum)),
            _ => Err(NotAChecksum(text.chars().take(80).collect())),
        }
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn json(what: &'static str, value: &impl Serialize) -> Result<String, EntryError> {
    serde_json::to_string(value).map_err(|source| EntryError::Json { what, source })
}

/// Reads a wall time. Where this machine does not know the zone, or knows other rules for it than
/// the writer did, the written offset counts: it is what the clock on the wall said.
fn wall_time(text: &str) -> Result<Zoned, EntryError> {
    let by_offset = |source: jiff::Error| {
        let pieces = Pieces::parse(text)?;
        let offset = pieces.to_numeric_offset().ok_or(source)?;
        let time = pieces.time().unwrap_or_default();
        let civil = pieces.date().to_datetime(time);
        Ok(offset
            .to_timestamp(civil)?
            .to_zoned(TimeZone::fixed(offset)))
    };
    let read = text.parse::<Zoned>().or_else(by_offset);
    read.map_err(|source| EntryError::Time {
        text: text.to_owned(),
        source,
    })
}
