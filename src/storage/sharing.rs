//! What this tablet knows of the others while they are away: how far each place and each tablet has
//! every series, and which entries some side did not take. So that a page can say "14 entries nobody
//! else has since 9:40" while the stick is out. It never says more than what was seen.

use std::collections::BTreeMap;

use jiff::Zoned;
use rand::Rng;
use rusqlite::{Connection, TransactionBehavior, params};

use super::{
    erase,
    error::StorageError,
    index,
    journal::{Journal, Setting, heads, read_setting, write_setting},
    open,
    rows::{signed, unsigned},
};
use crate::{
    domain::ids::{ClassId, EntryId, TabletId},
    journal::{Checksum, Entry, EntryError, Head, Status},
};

/// What a round found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// Where.
    pub place: String,
    /// When, by the clock on this tablet's wall.
    pub at: Zoned,
    /// How far every series is there for good.
    pub heads: BTreeMap<TabletId, Head>,
    /// What the tablets said of themselves.
    pub heard: Vec<(TabletId, Status)>,
    /// What some side did not take.
    pub parked: Vec<Parked>,
}

/// An entry that a side did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Which.
    pub entry: EntryId,
    /// Which way it was going.
    pub way: Way,
    /// From where, or to where.
    pub place: String,
    /// Why, in the words of whoever did not take it.
    pub why: String,
    /// When that was seen first.
    pub since: Zoned,
    /// Its checksum.
    pub checksum: Checksum,
    /// The entry whole, as one line of JSON; none where it could not be read.
    pub line: Option<String>,
}

/// Which way an entry was going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From there to this tablet, which did not take it.
    From,
    /// From this tablet to there, where it was not taken.
    To,
}

/// Who has what, as far as this tablet has seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// How many entries this tablet wrote.
    pub own: u64,
    /// How many entries here nobody else has for certain, whoever wrote them.
    pub alone: u64,
    /// When the first of those was written, by the clock on that tablet's wall.
    pub alone_since: Option<Zoned>,
    /// Where this tablet met others, in the order of the names.
    pub places: Vec<PlaceStanding>,
    /// The other tablets that were heard, in the order of their ids.
    pub tablets: Vec<TabletStanding>,
}

/// A place where tablets meet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceStanding {
    /// What it is called.
    pub place: String,
    /// When this tablet was there last.
    pub at: Zoned,
    /// How many entries of this tablet it lacks.
    pub lacks: u64,
}

/// Another tablet of the class.
#[derive(Clone, Debug, PartialEq)]
pub struct TabletStanding {
    /// Which.
    pub tablet: TabletId,
    /// What it said of itself last.
    pub status: Status,
    /// When this tablet heard that first.
    pub heard: Zoned,
    /// How many entries of it are here.
    pub here: u64,
    /// How many of its entries it had written by then and are not here.
    pub owes: u64,
    /// How many entries of this tablet it lacked by then.
    pub lacks: u64,
}

impl Journal {
    /// The class that this tablet shares with; drawn if there is none yet.
    pub fn class_id(&mut self, random: &mut impl Rng) -> Result<ClassId, StorageError> {
        let key = Setting::ClassId.key();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let class = if let Some(class) = read_setting(&transaction, key)? {
            class
        } else {
            let class = open::draw_tablet(random);
            write_setting(&transaction, key, &class)?;
            class
        };
        transaction.commit()?;
        Ok(class.into())
    }

    /// Keeps what a round found out, and forgets what was parked and is in its place now.
    pub fn keep(&mut self, met: &Met) -> Result<(), StorageError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let here = heads(&transaction)?;
        put_place(&transaction, met)?;
        for (tablet, status) in &met.heard {
            put_heard(&transaction, tablet, status, &met.at)?;
        }
        for parked in &met.parked {
            let line = parked.line.as_deref();
            let left = line.map(|line| erase::scrubbed_line(line, self.known.records.erasures()));
            match left.transpose()?.flatten() {
                None => put_parked(&transaction, parked)?,
                line => put_parked(
                    &transaction,
                    &Parked {
                        line,
                        ..parked.clone()
                    },
                )?,
            }
        }
        for parked in read_parked(&transaction)? {
            let done = match parked.way {
                Way::From => {
                    let head = here.get(&parked.entry.tablet);
                    head.is_some_and(|head| head.seq >= parked.entry.seq)
                        && index::find(&transaction, &parked.entry)?
                            .is_some_and(|(_, checksum)| checksum == parked.checksum)
                }
                Way::To => {
                    let there = met.heads.get(&parked.entry.tablet);
                    parked.place == met.place
                        && there.is_some_and(|head| head.seq >= parked.entry.seq)
                }
            };
            if done {
                forget(&transaction, &parked)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// What some side did not take and that is not in its place yet, in the order of the entries.
    pub fn parked(&self) -> Result<Vec<Parked>, StorageError> {
        read_parked(&self.connection)
    }

    /// Who has what, as far as this tablet has seen. Costs the same however much there is.
    pub fn standing(&self) -> Result<Standing, StorageError> {
        let here = heads(&self.connection)?;
        let places = read_places(&self.connection)?;
        let heard = read_heard(&self.connection)?;
        let own = here.get(self.tablet()).map_or(0, |head| head.seq);
        let mut standing = Standing {
            own,
            ..Standing::default()
        };
        for (series, head) in &here {
            let at_places = places.iter().filter_map(|(_, _, heads)| heads.get(series));
            let at_places = at_places.map(|there| there.seq);
            let others = heard.iter().filter(|(tablet, ..)| tablet != self.tablet());
            let at_tablets = others.filter_map(|(_, status, _)| status.heads.get(series).copied());
            let elsewhere = at_places.chain(at_tablets).max().unwrap_or(0);
            let alone = head.seq.saturating_sub(elsewhere);
            standing.alone += alone;
            if alone > 0 {
                let first = self.entries_of(series, elsewhere, 1)?.pop();
                let since = standing.alone_since.take();
                let first = first.map(|entry| entry.at);
                standing.alone_since = since.into_iter().chain(first).min();
            }
        }
        let lacks = |there: Option<u64>| own.saturating_sub(there.unwrap_or(0));
        standing.places = places
            .into_iter()
            .map(|(place, at, heads)| PlaceStanding {
                place,
                at,
                lacks: lacks(heads.get(self.tablet()).map(|head| head.seq)),
            })
            .collect();
        standing.tablets = heard
            .into_iter()
            .filter(|(tablet, ..)| tablet != self.tablet())
            .map(|(tablet, status, heard)| {
                let here = here.get(&tablet).map_or(0, |head| head.seq);
                let wrote = status.heads.get(&tablet).copied().unwrap_or(0);
                TabletStanding {
                    here,
                    owes: wrote.saturating_sub(here),
                    lacks: lacks(status.heads.get(self.tablet()).copied()),
                    tablet,
                    status,
                    heard,
                }
            })
            .collect();
        Ok(standing)
    }
}

impl Parked {
    /// An entry that this tablet did not take from a place, or a place from this tablet.
    #[must_use]
    pub fn new(entry: &Entry, way: Way, place: &str, why: String, since: &Zoned) -> Self {
        Self {
            entry: entry.id.clone(),
            way,
            place: place.to_owned(),
            why,
            since: since.clone(),
            checksum: entry.checksum,
            line: entry.to_json_line().ok(),
        }
    }
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
        }
    }
}

fn put_place(connection: &Connection, met: &Met) -> Result<(), StorageError> {
    let heads = json(&met.heads)?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO places (place, at, heads) VALUES (?1, ?2, ?3)")?
        .execute(params![met.place, met.at.to_string(), heads])?;
    Ok(())
}

/// The time stays that of the first hearing of the same words.
fn put_heard(
    connection: &Connection,
    tablet: &TabletId,
    status: &Status,
    at: &Zoned,
) -> Result<(), StorageError> {
    connection
        .prepare_cached(
            "INSERT INTO heard (tablet, status, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (tablet) DO UPDATE SET status = excluded.status, at = excluded.at
             WHERE status <> excluded.status",
        )?
        .execute(params![tablet.as_str(), json(status)?, at.to_string()])?;
    Ok(())
}

/// The time stays that of the first sight.
pub(super) fn put_parked(connection: &Connection, parked: &Parked) -> Result<(), StorageError> {
    connection
        .prepare_cached(
            "INSERT INTO parked (tablet, seq, way, place, why, since, checksum, line)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (tablet, seq, way, place) DO UPDATE
             SET why = excluded.why, checksum = excluded.checksum, line = coalesce(excluded.line, line)
             WHERE why <> excluded.why OR checksum <> excluded.checksum",
        )?
        .execute(params![
            parked.entry.tablet.as_str(),
            signed(parked.entry.seq),
            parked.way.word(),
            parked.place,
            parked.why,
            parked.since.to_string(),
            parked.checksum.0,
            parked.line,
        ])?;
    Ok(())
}

fn forget(connection: &Connection, parked: &Parked) -> Result<(), StorageError> {
    connection
        .prepare_cached(
            "DELETE FROM parked WHERE tablet = ?1 AND seq = ?2 AND way = ?3 AND place = ?4",
        )?
        .execute(params![
            parked.entry.tablet.as_str(),
            signed(parked.entry.seq),
            parked.way.word(),
            parked.place,
        ])?;
    Ok(())
}

fn read_parked(connection: &Connection) -> Result<Vec<Parked>, StorageError> {
    let mut statement = connection.prepare_cached(
        "SELECT tablet, seq, way, place, why, since, checksum, line FROM parked
         ORDER BY tablet, seq, way, place",
    )?;
    let mut rows = statement.query([])?;
    let mut parked = Vec::new();
    while let Some(row) = rows.next()? {
        let since: String = row.get(5)?;
        let way: String = row.get(2)?;
        parked.push(Parked {
            entry: EntryId {
                tablet: row.get::<_, String>(0)?.into(),
                seq: unsigned(row, 1)?,
            },
            way: if way == "from" { Way::From } else { Way::To },
            place: row.get(3)?,
            why: row.get(4)?,
            since: time(&since)?,
            checksum: Checksum(row.get(6)?),
            line: row.get(7)?,
        });
    }
    Ok(parked)
}

type PlaceRow = (String, Zoned, BTreeMap<TabletId, Head>);

fn read_places(connection: &Connection) -> Result<Vec<PlaceRow>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT place, at, heads FROM places ORDER BY place")?;
    let mut rows = statement.query([])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let (at, heads): (String, String) = (row.get(1)?, row.get(2)?);
        places.push((row.get(0)?, time(&at)?, of_json(&heads)?));
    }
    Ok(places)
}

fn read_heard(connection: &Connection) -> Result<Vec<(TabletId, Status, Zoned)>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT tablet, status, at FROM heard ORDER BY tablet")?;
    let mut rows = statement.query([])?;
    let mut heard = Vec::new();
    while let Some(row) = rows.next()? {
        let tablet: String = row.get(0)?;
        let (status, at): (String, String) = (row.get(1)?, row.get(2)?);
        heard.push((tablet.into(), of_json(&status)?, time(&at)?));
    }
    Ok(heard)
}

/// A time that this program wrote; one that this machine's zones do not know reads as its moment.
fn time(text: &str) -> Result<Zoned, StorageError> {
    text.parse::<Zoned>()
        .or_else(|source| {
            let moment: jiff::Timestamp = text.split('[').next().unwrap_or(text).parse()?;
            let _: jiff::Error = source;
            Ok(moment.to_zoned(jiff::tz::TimeZone::UTC))
        })
        .map_err(|source| {
            StorageError::Entry(EntryError::Time {
                text: text.to_owned(),
                source,
            })
        })
}

fn json(value: &impl serde::Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(unreadable)
}

fn of_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StorageError> {
    serde_json::from_str(text).map_err(unreadable)
}

fn unreadable(source: serde_json::Error) -> StorageError {
    let what = "what is known of the other tablets";
    StorageError::Entry(EntryError::Json { what, source })
}
