//! An entry of a check-in made durable in the long journal, beside an insert of the very same row by
//! SQLite alone: into a bare table without any index, and into a copy of the journal. Same pragmas,
//! same disk, same run.

use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, Instant},
};

use jiff::Zoned;
use rusqlite::{Connection, params};
use waymark::{
    domain::{
        badge::TapSource,
        event::{Actor, Event},
        ids::StudentId,
    },
    journal::Entry,
    storage::Journal,
};

use super::{Failed, Scale, Spread, Table, progress, year::Year};

/// How many entries are appended before it is another's turn.
const BLOCK: u32 = 10;

/// How long a tap may take longer than SQLite needs anyway.
const MOST: f64 = 1.2;

/// How many blocks pass between two tidyings of the write-ahead logs; the kiosk's store tidies when
/// nobody taps.
const BETWEEN_TIDYINGS: usize = 20;

/// The pragmas of the journal.
const PRAGMAS: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -8000; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 16777216;";

/// Appends to all three, block by block in turns: first into write-ahead logs that have their length,
/// as those of a kiosk that has run for a while, then into logs that still grow, as after a start.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    year.copy_again()?;
    let files = ["bare.sqlite", "alone.sqlite"].map(|name| year.folder().join(name));
    let [bare, alone] = &files;
    let journal = year.folder().join("waymark.sqlite");
    fs::copy(&journal, alone)?;
    File::open(alone)?.sync_all()?;
    let mut three = Three {
        journal: Journal::open(year.folder(), &Zoned::now(), &mut rand::rng())?.journal,
        beside: Connection::open(journal)?,
        bare: Plain::bare(bare)?,
        alone: Plain::open(alone)?,
    };
    for (log, tidy) in [("settled", "PASSIVE"), ("growing", "TRUNCATE")] {
        let [ours, bare, alone] = three.in_turns(scale.blocks, tidy)?;
        for (than, theirs) in [("a bare table", bare), ("SQLite alone", alone)] {
            let what = |which| format!("append, log {log}, to {than}, {which} of {}", ours.len());
            table.beside(&what("p50"), ours.median(), theirs.median(), MOST);
            let p99 = (ours.percentile(99), theirs.percentile(99));
            table.beside(&what("p99"), p99.0, p99.1, MOST);
        }
    }
    drop(three);
    files.iter().try_for_each(fs::remove_file)?;
    Ok(())
}

/// The three that take turns.
struct Three {
    journal: Journal,
    /// To the same file, for tidying.
    beside: Connection,
    bare: Plain,
    /// A copy of the journal, with its indexes.
    alone: Plain,
}

impl Three {
    /// How long each append took; the first ones, which find everything cold, do not count.
    fn in_turns(&mut self, blocks: usize, tidy: &str) -> Result<[Spread; 3], Failed> {
        let records = self.journal.records();
        let students: Vec<&StudentId> = records.students().map(|(student, _)| student).collect();
        let mut next = students.into_iter().cycle().step_by(7);
        let mut spreads: [Spread; 3] = Default::default();
        let [ours, bare, alone] = &mut spreads;
        let bar = progress("appending, in turns", blocks)?;
        for block in 0..blocks + BETWEEN_TIDYINGS {
            if block % BETWEEN_TIDYINGS == 0 {
                self.tidy(tidy)?;
            }
            let counts = block >= BETWEEN_TIDYINGS;
            for student in next.by_ref().take(BLOCK.try_into()?) {
                let took = append(&mut self.journal, student)?;
                counts.then(|| ours.add(took));
            }
            let entries = self.journal.tail(BLOCK)?;
            for (plain, spread) in [(&self.bare, &mut *bare), (&self.alone, &mut *alone)] {
                for (_, entry) in &entries {
                    let took = plain.insert(entry)?;
                    counts.then(|| spread.add(took));
                }
            }
            bar.inc(u64::from(counts));
        }
        bar.finish_and_clear();
        Ok(spreads)
    }

    fn tidy(&self, how: &str) -> Result<(), Failed> {
        let tidy = format!("PRAGMA wal_checkpoint({how})");
        for connection in [&self.beside, &self.bare.0, &self.alone.0] {
            connection.query_row(&tidy, [], |_| Ok(()))?;
        }
        Ok(())
    }
}

/// What is appended.
pub(crate) fn check_in(student: &StudentId) -> Event {
    Event::CheckedIn {
        student: student.clone(),
        station: "hands-on".into(),
        block: Some("math".into()),
        round: Some(1),
        source: TapSource::CardReader,
        express: true,
        was: None,
    }
}

/// As the kiosk does it: the window holds what was true before.
fn append(journal: &mut Journal, student: &StudentId) -> Result<Duration, Failed> {
    let before = journal.records();
    let actor = Actor::Student(student.clone());
    let now = Zoned::now();
    let event = check_in(student);
    let since = Instant::now();
    journal.append(&now, &actor, &[event])?;
    let took = since.elapsed();
    drop(before);
    Ok(took)
}

/// A file without a program around it.
pub(crate) struct Plain(pub(crate) Connection);

impl Plain {
    /// One with a table and nothing else.
    pub(crate) fn bare(path: &Path) -> Result<Self, Failed> {
        let plain = Self::open(path)?;
        plain.0.execute_batch(
            "CREATE TABLE entries (
                 arrival INTEGER PRIMARY KEY, tablet TEXT, seq INTEGER, millis INTEGER,
                 count INTEGER, at TEXT, time_unsure INTEGER, actor TEXT, kind TEXT, student TEXT,
                 body TEXT, checksum BLOB
             ) STRICT;",
        )?;
        Ok(plain)
    }

    /// One that is there, or an empty one.
    pub(crate) fn open(path: &Path) -> Result<Self, Failed> {
        let connection = Connection::open(path)?;
        connection.execute_batch(PRAGMAS)?;
        Ok(Self(connection))
    }

    /// The same rows in one transaction.
    pub(crate) fn insert_all(&self, entries: &[Entry]) -> Result<Duration, Failed> {
        let since = Instant::now();
        let transaction = self.0.unchecked_transaction()?;
        for entry in entries {
            self.insert(entry)?;
        }
        transaction.commit()?;
        Ok(since.elapsed())
    }

    /// The same row; everything that has to be worked out for it is there already.
    fn insert(&self, entry: &Entry) -> Result<Duration, Failed> {
        let (kind, student) = (entry.event.kind(), entry.event.student());
        let seq = i64::try_from(entry.id.seq)?;
        let since = Instant::now();
        let mut statement = self.0.prepare_cached(
            "INSERT INTO entries (tablet, seq, millis, count, at, time_unsure, actor, kind, student, body, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        statement.insert(params![
            entry.id.tablet.as_str(),
            seq,
            entry.clock.millis,
            entry.clock.count,
            entry.at_text(),
            entry.time_unsure,
            entry.actor_text(),
            kind,
            student.as_ref().map(StudentId::as_str),
            entry.body.as_ref(),
            entry.checksum.0,
        ])?;
        Ok(since.elapsed())
    }
}
