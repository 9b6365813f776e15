//! An entry of a check-in made durable in the long journal, beside a bare insert of the very same row
//! into a table without any index, in a file with the same pragmas on the same disk.

use std::{
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

/// How many entries are appended before it is the other's turn.
pub(crate) const BLOCK: u32 = 50;

/// How long a tap may take longer than SQLite needs anyway.
const MOST: f64 = 1.2;

/// How many blocks pass between two tidyings of the write-ahead logs; the kiosk's store tidies when
/// nobody taps.
const BETWEEN_TIDYINGS: usize = 4;

/// Appends to both, block by block in turns: first into write-ahead logs that have their length, as
/// those of a kiosk that has run for a while, then into logs that still grow, as after a start.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    year.copy_again()?;
    let mut journal = Journal::open(year.folder(), &Zoned::now(), &mut rand::rng())?.journal;
    let beside = Connection::open(year.folder().join("waymark.sqlite"))?;
    let bare = Bare::open(&year.folder().join("bare.sqlite"))?;
    for (when, tidy) in [("settled", "PASSIVE"), ("growing", "TRUNCATE")] {
        let tidy = || -> Result<(), Failed> {
            let tidy = format!("PRAGMA wal_checkpoint({tidy})");
            beside.query_row(&tidy, [], |_| Ok(()))?;
            bare.0.query_row(&tidy, [], |_| Ok(()))?;
            Ok(())
        };
        let (ours, theirs) = in_turns(&mut journal, &bare, scale.blocks, tidy)?;
        let what = |which| format!("append, durable, log {when}, {which} of {}", ours.len());
        table.beside(&what("median"), ours.median(), theirs.median(), MOST);
        let (p99, their_p99) = (ours.percentile(99), theirs.percentile(99));
        table.beside(&what("p99"), p99, their_p99, MOST);
    }
    Ok(())
}

/// Blocks of ours and theirs in turns; the first few, which find everything cold, do not count.
fn in_turns(
    journal: &mut Journal,
    bare: &Bare,
    blocks: usize,
    tidy: impl Fn() -> Result<(), Failed>,
) -> Result<(Spread, Spread), Failed> {
    let records = journal.records();
    let students: Vec<&StudentId> = records.students().map(|(student, _)| student).collect();
    let mut next = students.into_iter().cycle().step_by(7);
    let (mut ours, mut theirs) = (Spread::default(), Spread::default());
    let bar = progress("appending, in turns", blocks)?;
    for block in 0..blocks + BETWEEN_TIDYINGS {
        if block % BETWEEN_TIDYINGS == 0 {
            tidy()?;
        }
        let counts = block >= BETWEEN_TIDYINGS;
        for student in next.by_ref().take(BLOCK.try_into()?) {
            let took = append(journal, student)?;
            if counts {
                ours.add(took);
            }
        }
        for (_, entry) in journal.tail(BLOCK)? {
            let took = bare.insert(&entry)?;
            if counts {
                theirs.add(took);
            }
        }
        bar.inc(u64::from(counts));
    }
    bar.finish_and_clear();
    Ok((ours, theirs))
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

/// A file with one table.
struct Bare(Connection);

impl Bare {
    fn open(path: &Path) -> Result<Self, Failed> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -8000; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 4000;
             PRAGMA journal_size_limit = 16777216;
             CREATE TABLE entries (
                 arrival INTEGER PRIMARY KEY, tablet TEXT, seq INTEGER, millis INTEGER,
                 count INTEGER, at TEXT, time_unsure INTEGER, actor TEXT, kind TEXT, student TEXT,
                 body TEXT, checksum BLOB
             ) STRICT;",
        )?;
        Ok(Self(connection))
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
