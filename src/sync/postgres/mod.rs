//! The class on a PostgreSQL server: the same entries as in a folder, to the letter, behind a role per
//! tablet. The server holds them and changes none; what they mean is never asked there.
//!
//! # What stands between a tablet and another class
//!
//! A tablet's role may read two tables through row-level security, which names the class by
//! `session_user` and holds for the owner of the tables too, and may run six functions of the schema
//! `waymark`, which act for that class alone. It writes by these functions only: `push` adds entries
//! to the end of a series, `tell` a status, `scrub` takes the words out of an entry, `invite` and
//! `accept` let a tablet in. See `schema/*.sql`, and [`Setup`] for who owns it.
//!
//! # What an engine has to have
//!
//! It is run against PostgreSQL 15 in the tests. It uses:
//!
//! | feature | without it |
//! | --- | --- |
//! | tables, `text collate "C"`, `bigint`, `bytea`, identity columns, primary keys, `ON CONFLICT` | nothing goes |
//! | arrays as parameters, `unnest ... WITH ORDINALITY`, `WITH RECURSIVE`, `LATERAL` | nothing goes |
//! | roles, `SECURITY DEFINER` functions in PL/pgSQL, row-level security with `FORCE` | nothing goes: without them there is no wall between classes |
//! | SCRAM-SHA-256 verifiers as passwords | set up by hand with roles of the engine's own |
//! | `CREATEROLE` for the owner of the schema, `VALID UNTIL` | no invitations: [`Setup::without_invitations`] makes spare roles instead |
//! | `LISTEN`/`NOTIFY` | [`PostgresPeer::wait`] waits out its time and says that there may be news |
//! | `SET STATISTICS 0` | the planner's guesses may tell a role with hand-written SQL how common a value is elsewhere |
//!
//! No extension, no `COPY`, no temporary table, no advisory lock, no prepared statement (so a pooler
//! may stand between, unless it hides who is connected), no trigger.

mod fault;
mod invitation;
mod line;
mod server;
mod setup;

use std::{collections::BTreeMap, io, time::Duration};

use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};

use self::{fault::Fault, line::Line};
pub use self::{
    invitation::{Invitation, Joined},
    line::Limits,
    server::{Key, Plain, Server, ServerError},
    setup::{Setup, SetupScript},
};
use super::peer::{Heard, Oddity, Peer, PeerError, Refusal, Survey};
use crate::{
    domain::{
        ids::{ClassId, EntryId, StudentId, TabletId},
        time::Hlc,
    },
    journal::{Checksum, Damage, Entry, Head, Stored},
};

/// The form of the schema that this program knows.
pub const SCHEMA: i32 = 1;

/// How much goes in one question.
const MOST_ENTRIES: usize = 2_000;
const MOST_BYTES: usize = 4 << 20;

/// A class on a server.
pub struct PostgresPeer {
    line: Line,
    /// Who tells of itself there.
    tablet: TabletId,
    /// The class that it has to be; none before anybody said so.
    class: Option<ClassId>,
    /// Whether the server has been seen to be that of the class.
    is_ours: bool,
    /// How far the series are there, as far as this peer has seen.
    heads: BTreeMap<TabletId, Head>,
    /// What could not be read, by its name.
    oddities: BTreeMap<String, String>,
}

impl PostgresPeer {
    /// A server for a class, as that tablet sees it; without a class, for whatever class its role
    /// belongs to. Nothing is asked yet.
    pub fn new(
        server: Server,
        tablet: TabletId,
        class: Option<ClassId>,
        limits: Limits,
    ) -> io::Result<Self> {
        Ok(Self {
            line: Line::new(server, limits)?,
            tablet,
            class,
            is_ours: false,
            heads: BTreeMap::new(),
            oddities: BTreeMap::new(),
        })
    }

    /// The class that lives there.
    pub fn class(&mut self) -> Result<ClassId, PeerError> {
        let rows = self.ask(&format!("SELECT {WHOSE}"), &[])?;
        let whose = rows.first().map(|row| (field(row, 0), field(row, 1)));
        let Some((Some(version), Some(class))) = whose else {
            return Err(self.nonsense("it does not say whose it is"));
        };
        self.check(version, class)
    }

    /// Waits until another tablet may have added something, at the most that long: whether to look. Where
    /// nobody listened yet, it says so at once; where the engine cannot tell of news, after that time.
    pub fn wait(&mut self, limit: Duration) -> Result<bool, PeerError> {
        let channel = self.channel()?;
        let heard = self.line.wait(&channel, limit);
        heard.map_err(|fault| fault.told(self.line.server()))
    }

    /// Whether another tablet has added something since the last [`Peer::survey`], as far as that was
    /// told. Takes a moment and connects to nothing: where the connection was lost it is an error once,
    /// and then there is no news until somebody asks again.
    pub fn has_news(&mut self) -> Result<bool, PeerError> {
        let heard = self.line.heard(Duration::ZERO);
        heard.map_err(|fault| fault.told(self.line.server()))
    }

    /// Listens before it is asked how far the class is, so that nothing falls between.
    fn listen(&mut self) -> Result<(), PeerError> {
        let channel = self.channel()?;
        let listening = self.line.listen(&channel);
        listening.map_err(|fault| fault.told(self.line.server()))
    }

    fn channel(&mut self) -> Result<String, PeerError> {
        let class = match (&self.class, self.is_ours) {
            (Some(class), true) => class.clone(),
            _ => self.class()?,
        };
        Ok(format!("waymark_{class}"))
    }

    /// Puts entries in their form without words in the place of what the server has of them, and says
    /// how many lost their words now. Entries that it does not have, or has otherwise, stay as they are.
    pub fn scrub(&mut self, entries: &[Entry]) -> Result<u64, PeerError> {
        self.meet()?;
        let mut scrubbed = 0;
        for some in entries.chunks(MOST_ENTRIES) {
            let each = |field: fn(&Entry) -> &str| some.iter().map(field).collect::<Vec<_>>();
            let seqs: Vec<i64> = some.iter().map(|entry| signed(entry.id.seq)).collect();
            let checksums: Vec<&[u8]> = some.iter().map(|entry| &entry.checksum.0[..]).collect();
            let rows = self.ask(
                "SELECT waymark.scrub($1, $2, $3, $4, $5, $6)",
                &[
                    (&each(|entry| entry.id.tablet.as_str()), Type::TEXT_ARRAY),
                    (&seqs, Type::INT8_ARRAY),
                    (&each(Entry::actor_text), Type::TEXT_ARRAY),
                    (&each(|entry| entry.event.kind()), Type::TEXT_ARRAY),
                    (&each(|entry| &entry.body), Type::TEXT_ARRAY),
                    (&checksums, Type::BYTEA_ARRAY),
                ],
            )?;
            let now: Option<i64> = rows.first().and_then(|row| field(row, 0));
            scrubbed += now.and_then(|now| u64::try_from(now).ok()).unwrap_or(0);
        }
        Ok(scrubbed)
    }

    /// Makes sure, once, that this is a server of the class in a form that this program knows.
    fn meet(&mut self) -> Result<(), PeerError> {
        if !self.is_ours {
            self.class()?;
        }
        Ok(())
    }

    fn check(&mut self, version: i64, class: String) -> Result<ClassId, PeerError> {
        let place = self.place();
        if version > i64::from(SCHEMA) {
            return Err(PeerError::Newer { place });
        }
        if version < i64::from(SCHEMA) {
            let why = "it was set up by an older Waymark (waymark sync setup-postgres brings it up to date)";
            return Err(PeerError::NotAllowed {
                place,
                why: why.to_owned(),
            });
        }
        if class.is_empty() {
            let why = "its role belongs to no class there".to_owned();
            return Err(PeerError::NotAllowed { place, why });
        }
        let theirs = ClassId::from(class);
        match &self.class {
            Some(ours) if *ours != theirs => Err(PeerError::OtherClass {
                place,
                theirs,
                ours: ours.clone(),
            }),
            _ => {
                self.class = Some(theirs.clone());
                self.is_ours = true;
                Ok(theirs)
            }
        }
    }

    fn ask(
        &mut self,
        sql: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, PeerError> {
        let rows = self.try_to_ask(sql, parameters);
        rows.map_err(|fault| fault.told(self.line.server()))
    }

    fn try_to_ask(
        &mut self,
        sql: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, Fault> {
        self.line
            .ask(async |client| client.query_typed(sql, parameters).await)
    }

    fn nonsense(&self, what: &str) -> PeerError {
        PeerError::Nonsense {
            place: self.place(),
            what: what.to_owned(),
        }
    }

    /// Adds entries that follow each other, and says why not all: the first that is not taken.
    fn push(&mut self, entries: &[Entry]) -> Result<Option<Refusal>, PeerError> {
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
                (None, _) => Err(fault.told(self.line.server())),
            },
        }
    }

    fn try_to_push(&mut self, first: &Entry, entries: &[Entry]) -> Result<Vec<Row>, Fault> {
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
    fn whole(&self, entries: &[Entry]) -> (usize, Option<Refusal>) {
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
            } else if before.is_some_and(|before| !is_whole(entry, &before)) {
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

/// The form of the schema, and the class of the role.
const WHOSE: &str =
    "(SELECT v.version::bigint FROM waymark.schema_version v), coalesce(waymark.my_class(), '')";

/// Everything a round has to know, in one question. The ends of the series are found by hopping
/// along the primary key, two steps a series, whatever their length.
const SURVEY: &str = "
    WITH RECURSIVE mine (class) AS (SELECT waymark.my_class()), hop (tablet) AS (
        (SELECT e.tablet FROM waymark.entries e WHERE e.class = (SELECT class FROM mine) ORDER BY e.class, e.tablet LIMIT 1)
        UNION ALL
        SELECT (SELECT e.tablet FROM waymark.entries e
                WHERE e.class = (SELECT class FROM mine) AND e.tablet > hop.tablet ORDER BY e.class, e.tablet LIMIT 1)
        FROM hop WHERE hop.tablet IS NOT NULL
    )
    SELECT 'whose', coalesce(m.class, ''), v.version::bigint, NULL::bytea, NULL::text FROM mine m, waymark.schema_version v
    UNION ALL
    SELECT 'head', hop.tablet, last.seq, last.checksum, NULL FROM hop CROSS JOIN LATERAL (
        SELECT e.seq, e.checksum FROM waymark.entries e
        WHERE e.class = (SELECT class FROM mine) AND e.tablet = hop.tablet ORDER BY e.seq DESC LIMIT 1
    ) last
    UNION ALL
    SELECT 'status', s.tablet, 0, NULL, s.status FROM waymark.statuses s WHERE s.class = (SELECT class FROM mine)";

impl Peer for PostgresPeer {
    fn place(&self) -> String {
        self.line.server().place()
    }

    fn survey(&mut self) -> Result<Survey, PeerError> {
        if !self.line.is_listening() {
            self.listen()?;
        }
        let mut rows = self.ask(SURVEY, &[])?;
        if !self.line.is_listening() {
            // The connection is another one now.
            self.listen()?;
            rows = self.ask(SURVEY, &[])?;
        }
        let mut survey = Survey::default();
        let mut whose = None;
        for row in &rows {
            let (Some(what), Some(name)) = (field::<&str>(row, 0), field::<String>(row, 1)) else {
                return Err(self.nonsense("its answer has another form"));
            };
            match what {
                "whose" => whose = field(row, 2).map(|version| (version, name)),
                "head" => {
                    let Some(head) = head(row) else {
                        return Err(self.nonsense("the end of a series has another form"));
                    };
                    survey.heads.insert(name.into(), head);
                }
                _ => match serde_json::from_str(field(row, 4).unwrap_or_default()) {
                    Ok(status) => survey.heard.push(Heard {
                        tablet: name.into(),
                        status,
                    }),
                    Err(_) => survey.oddities.push(Oddity {
                        name: format!("status of {}", name.escape_debug()),
                        what: "cannot be read".to_owned(),
                    }),
                },
            }
        }
        let Some((version, class)) = whose else {
            return Err(self.nonsense("it does not say whose it is"));
        };
        self.check(version, class)?;
        survey
            .heard
            .sort_by(|one, other| one.tablet.cmp(&other.tablet));
        let odd = self.oddities.iter().map(|(name, what)| Oddity {
            name: name.clone(),
            what: what.clone(),
        });
        survey.oddities.extend(odd);
        survey.oddities.sort();
        self.heads.clone_from(&survey.heads);
        Ok(survey)
    }

    fn fetch(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError> {
        self.meet()?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = self.ask(
            "SELECT e.seq, e.millis, e.count, e.at, e.time_unsure, e.actor, e.body, e.checksum
             FROM waymark.entries e
             WHERE e.class = (SELECT waymark.my_class()) AND e.tablet = $1 AND e.seq > $2
             ORDER BY e.seq LIMIT $3",
            &[
                (&series.as_str(), Type::TEXT),
                (&signed(after), Type::INT8),
                (&most, Type::INT8),
            ],
        )?;
        let mut entries = Vec::with_capacity(rows.len());
        self.oddities
            .retain(|name, _| !name.starts_with(&format!("entry {series}-")));
        for (row, expected) in rows.iter().zip(after.saturating_add(1)..) {
            match entry(row, series) {
                Ok(entry) if entry.id.seq == expected => entries.push(entry),
                Ok(_) => {
                    let name = EntryId {
                        tablet: series.clone(),
                        seq: expected,
                    };
                    self.oddities.insert(
                        format!("entry {name}"),
                        "is missing, and others follow it".to_owned(),
                    );
                    break;
                }
                Err((seq, why)) => {
                    let name = EntryId {
                        tablet: series.clone(),
                        seq,
                    };
                    self.oddities
                        .insert(format!("entry {name}"), format!("cannot be read: {why}"));
                    break;
                }
            }
        }
        Ok(entries)
    }

    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        if !self.is_ours {
            self.survey()?;
        }
        let (whole, mut refused) = self.whole(entries);
        let mut left = entries.get(..whole).unwrap_or_default();
        while !left.is_empty() {
            let (some, others) = left.split_at(portion(left));
            if let Some(refusal) = self.push(some)? {
                refused = Some(refusal);
                break;
            }
            if let Some(last) = some.last() {
                self.heads.insert(last.id.tablet.clone(), last.head());
            }
            left = others;
        }
        Ok(refused.map_or_else(Vec::new, |first| with_followers(first, entries)))
    }

    fn tell(&mut self, status: &super::Status) -> Result<(), PeerError> {
        self.meet()?;
        let said =
            serde_json::to_string(status).map_err(|error| self.nonsense(&error.to_string()))?;
        let tablet = self.tablet.clone();
        self.ask(
            "SELECT waymark.tell($1, $2)",
            &[(&tablet.as_str(), Type::TEXT), (&said.as_str(), Type::TEXT)],
        )?;
        Ok(())
    }
}

/// How many of them go in one question: at least one.
fn portion(entries: &[Entry]) -> usize {
    let mut bytes = 0;
    let fitting = entries.iter().take(MOST_ENTRIES).take_while(|entry| {
        bytes += entry.body.len() + entry.actor_text().len();
        bytes <= MOST_BYTES
    });
    fitting.count().max(1)
}

/// The first that is not taken, and all that follow it.
fn with_followers(first: Refusal, entries: &[Entry]) -> Vec<Refusal> {
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
fn refusal(first: &Entry, seq: i64, reason: &str) -> Refusal {
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

/// Whether an entry follows that checksum; one without words cannot be told from a whole one.
fn is_whole(entry: &Entry, before: &Checksum) -> bool {
    entry.event.kind() == "scrubbed" || entry.verify(before)
}

fn entry(row: &Row, series: &TabletId) -> Result<Entry, (u64, String)> {
    let seq: i64 = field(row, 0).unwrap_or_default();
    let seq = u64::try_from(seq).unwrap_or_default();
    let stored = stored(row, series, seq)
        .ok_or_else(|| (seq, "its columns are not what they should be".to_owned()))?;
    Entry::read(stored).map_err(|error| (seq, error.to_string()))
}

fn head(row: &Row) -> Option<Head> {
    Some(Head {
        seq: u64::try_from(field::<i64>(row, 2)?).ok()?,
        checksum: Checksum(field::<&[u8]>(row, 3)?.try_into().ok()?),
    })
}

fn stored(row: &Row, series: &TabletId, seq: u64) -> Option<Stored> {
    Some(Stored {
        id: EntryId {
            tablet: series.clone(),
            seq,
        },
        clock: Hlc {
            millis: field(row, 1)?,
            count: u32::try_from(field::<i64>(row, 2)?).ok()?,
        },
        at: field(row, 3)?,
        time_unsure: field(row, 4)?,
        actor: field(row, 5)?,
        body: field(row, 6)?,
        checksum: Checksum(field::<&[u8]>(row, 7)?.try_into().ok()?),
    })
}

/// A column, if it is there and of that kind.
fn field<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, column: usize) -> Option<T> {
    row.try_get(column).ok()
}

/// A number as the server keeps it. What is larger is refused before it gets there.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
