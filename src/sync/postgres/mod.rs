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
//! # What stays on a server
//!
//! The words of a child who is deleted for good are overwritten in their rows by the rounds of any tablet
//! that heard of it. What the server keeps of older rows is out of a tablet's reach: the dead
//! ones in its files until `VACUUM FULL waymark.entries`, its write-ahead log, standbys that are behind,
//! and backups. A backup that is put back holds the words again, and no tablet notices by itself.
//!
//! # What an engine has to have
//!
//! The schema and the questions keep to what PostgreSQL has had since version 10 (SCRAM and identity columns
//! are the youngest of it). The tests run against 15; setting up by somebody who is no superuser, rounds,
//! restoring and inviting were tried against 18 too, whose `CREATEROLE` is the stricter one of 16.
//!
//! | feature | without it |
//! | --- | --- |
//! | tables, `text collate "C"`, `bigint`, `bytea`, identity columns, primary and foreign keys, `CHECK` with regular expressions, `ON CONFLICT` | nothing goes |
//! | arrays as parameters, `unnest` of several `WITH ORDINALITY`, `WITH RECURSIVE`, `LATERAL`, `json ->>` | nothing goes |
//! | `DO` and functions in PL/pgSQL, with `EXECUTE` of statements that are made at that moment | nothing can be set up |
//! | roles, `SECURITY DEFINER` with a `search_path` of its own, `session_user`, row-level security with `FORCE` | nothing goes: without them there is no wall between classes |
//! | SCRAM-SHA-256 verifiers as passwords | set up by hand with roles of the engine's own |
//! | `CREATEROLE` for the owner of the schema, `VALID UNTIL` | no invitations: [`Setup::without_invitations`] makes spare roles instead |
//! | `LISTEN`/`NOTIFY`, `pg_notify`, `pg_backend_pid` | [`PostgresPeer::wait`] waits out its time and says that there may be news; a round is made every minute anyway |
//! | `SET STATISTICS 0` | the planner's guesses may tell a role with hand-written SQL how common a value is elsewhere |
//!
//! No extension, no `COPY`, no temporary table, no advisory lock, no prepared statement (so a pooler
//! may stand between, unless it hides who is connected; through one that hands connections on between
//! statements no news comes), no trigger, no generated column, no partition.
//!
//! # Other engines, as far as their makers tell
//!
//! None of them was at hand for the tests.
//!
//! - `YugabyteDB` runs PostgreSQL's own query layer (of 15 since 2025.1, of 11 before), with its roles, row-level
//!   security and PL/pgSQL. `LISTEN` is refused before 2025.2.3 and off by default after
//!   (`ysql_yb_enable_listen_notify`), so tablets ask every minute. Of its ways to let in, SCRAM has to be chosen where
//!   MD5 is the default.
//! - `CockroachDB` does not do: its PL/pgSQL refuses `EXECUTE` of statements that define something
//!   (cockroachdb/cockroach#115300, #169581), with which the schema is set up and tablets are let in; nor has
//!   it `LISTEN` (#41522).
//! - Whatever takes PostgreSQL's protocol but has no roles or no row-level security (most caches and
//!   analytical engines) does not do.

mod fault;
mod invitation;
mod line;
mod push;
mod rows;
mod server;
mod setup;

use std::{collections::BTreeMap, io, time::Duration};

use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};

use self::{
    fault::Fault,
    line::Line,
    push::{MOST_ENTRIES, with_followers},
    rows::{SURVEY, WHOSE, entry, field, head, signed},
};
pub use self::{
    invitation::{AcceptError, Invitation, Joined},
    line::Limits,
    server::{Key, Plain, Server, ServerError},
    setup::{Setup, SetupScript, draw_class},
};
use super::peer::{Heard, Oddity, Peer, PeerError, Refusal, Survey};
use crate::{
    domain::ids::{ClassId, EntryId, TabletId},
    journal::{Entry, Head},
};

/// How many entries are asked for at once: what a slow line carries in the time that an answer has.
const MOST: usize = 8_192;

/// The form of the schema that this program knows.
pub const SCHEMA: i32 = 2;

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
    /// How many entries go in one question.
    portion: usize,
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
            portion: MOST_ENTRIES,
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
            .ask(&async |client| client.query_typed(sql, parameters).await)
    }

    fn nonsense(&self, what: &str) -> PeerError {
        PeerError::Nonsense {
            place: self.place(),
            what: what.to_owned(),
        }
    }
}

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
        let most = i64::try_from(most.min(MOST)).unwrap_or(i64::MAX);
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
            let (some, others) = left.split_at(self.portion(left));
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

    /// Whoever put them there. Entries that the server does not have, or has otherwise, stay as they are.
    fn scrub(&mut self, entries: &[Entry]) -> Result<u64, PeerError> {
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
