//! A long journal through a shared folder: written to an empty one, and read from there into an empty
//! tablet, beside a bare insert of the very same rows by SQLite alone, into the four tables of a journal
//! and into one table without an index; and rounds in which nothing is new, with a short journal and with a
//! long one.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use jiff::Zoned;
use rusqlite::{Connection, params_from_iter, types::Value};
use waymark::{
    domain::ids::{ClassId, TabletId},
    journal::{Head, Status},
    storage::Journal,
    sync::{self, Ledger, Pace, folder::FolderPeer},
};

use super::{Failed, Scale, Spread, Table, append::Plain, progress, year::Year};

/// Entries that our own work has to manage in a second: all that is done with them but what SQLite alone
/// needs to save the same rows.
const A_SECOND: f64 = 100_000.0;

/// How much longer than a bare insert it may take.
const MOST: f64 = 2.0;

/// How long a round with nothing new may take.
const NOTHING_NEW: Duration = Duration::from_millis(10);

/// Rounds with nothing new.
const ROUNDS: usize = 40;

/// Entries of the short journal.
const SHORT: usize = 10_000;

/// Entries in one transaction of the bare insert, as in a round.
const STEP: usize = Pace::QUICK.step;

pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    year.copy_again()?;
    let folder = year.folder().with_file_name("shared");
    if folder.try_exists()? {
        fs::remove_dir_all(&folder)?;
    }
    let mut journal = open(year.folder())?;
    let (shared, taken) = (folder.join("long"), folder.join("taken"));

    eprintln!("a long journal through a shared folder ...");
    let entries = f64::from(scale.entries);
    let speed = |took: Duration| format!("{:.0} entries/s", entries / took.as_secs_f64());
    let mut peer = reach(&shared, &journal)?;
    let wrote = round(&mut journal, &mut peer)?;
    table.fact("written to a shared folder", speed(wrote));

    let mut other = open(&taken)?;
    let mut theirs = reach(&shared, &other)?;
    let took = round(&mut other, &mut theirs)?;
    let bare = bare(&mut journal, &folder.join("bare.sqlite"))?;
    let like_ours = like_ours(&taken, &folder.join("like-ours"))?;
    table.fact("taken from a shared folder", speed(took));
    table.fact("a bare insert of the same rows", speed(like_ours));
    table.fact("a bare insert into one table without an index", speed(bare));
    for (what, bare) in [
        ("taken, to a bare insert of the same rows", like_ours),
        ("taken, to a bare insert into one table", bare),
    ] {
        table.beside(what, took, bare, MOST);
    }
    table.time(
        "our own work in it",
        took.saturating_sub(like_ours),
        Duration::from_secs_f64(entries / A_SECOND),
    );
    table.time(
        "taken from a shared folder",
        took,
        Duration::from_secs_f64(entries / A_SECOND),
    );

    let mut short = open(&folder.join("short"))?;
    let series = journal.tablet().clone();
    short.receive(journal.entries(&series, 0, SHORT)?)?;
    let mut near = reach(&folder.join("near"), &short)?;
    round(&mut short, &mut near)?;
    round(&mut journal, &mut peer)?;
    for (what, journal, peer) in [
        ("a short journal", &mut short, &mut near),
        ("a long journal", &mut journal, &mut peer),
    ] {
        let mut spread = Spread::default();
        for _ in 0..ROUNDS {
            spread.add(round(journal, peer)?);
        }
        let what = format!("round with nothing new, {what}");
        table.time(&format!("{what}, p50"), spread.median(), NOTHING_NEW);
        table.fact_time(&format!("{what}, p99"), spread.percentile(99));
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn open(folder: &Path) -> Result<Journal, Failed> {
    let opened = Journal::open(folder, &Zoned::now(), &mut rand::rng())?;
    Ok(opened.journal)
}

fn reach(folder: &Path, journal: &Journal) -> Result<FolderPeer, Failed> {
    fs::create_dir_all(folder)?;
    let class = ClassId::from("KLNPRSTVXBCD");
    Ok(FolderPeer::open(folder, &class, journal.tablet())?)
}

/// One round, at full speed.
fn round(journal: &mut Journal, peer: &mut FolderPeer) -> Result<Duration, Failed> {
    let since = Instant::now();
    let made = sync::round(journal, peer, Pace::QUICK, &mut status, &mut |_| true)?;
    let took = since.elapsed();
    if !(made.finished && made.parked.is_empty() && made.oddities.is_empty()) {
        return Err(format!("the round was not whole: {made:?}").into());
    }
    Ok(took)
}

fn status(heads: &BTreeMap<TabletId, Head>) -> Status {
    let heads = heads
        .iter()
        .map(|(series, head)| (series.clone(), head.seq));
    Status {
        name: "Carpet".to_owned(),
        program: "waymark".to_owned(),
        at: Zoned::now(),
        heads: heads.collect(),
        retired: false,
    }
}

/// The tables that an entry is in, each with what its rows are sorted by.
const TABLES: [(&str, &str); 4] = [
    ("entries", "arrival"),
    ("entries_by_identity", "tablet, seq"),
    ("entries_by_student", "student, arrival"),
    ("entries_by_day", "day, about, which, arrival"),
];

/// The same rows of all tables into a file of the same form, by SQLite alone; reading them does not count.
fn like_ours(taken: &Path, other: &Path) -> Result<Duration, Failed> {
    drop(open(other)?);
    let from = Connection::open(taken.join("waymark.sqlite"))?;
    let to = Plain::open(&other.join("waymark.sqlite"))?;
    for (name, _) in TABLES {
        to.0.execute_batch(&format!("DELETE FROM {name}"))?;
        // So that a step's rows are found at once; nobody needs this file any more.
        from.execute_batch(&format!("CREATE INDEX {name}_arrival ON {name} (arrival)"))?;
    }
    let last: i64 = from.query_row("SELECT max(arrival) FROM entries", [], |row| row.get(0))?;
    let step = i64::try_from(STEP)?;
    let bar = progress("the same rows of all tables", usize::try_from(last)?)?;
    let mut took = Duration::ZERO;
    for after in (0..last).step_by(STEP) {
        let mut heaps = Vec::new();
        for (name, order) in TABLES {
            heaps.push((name, rows(&from, name, order, after, after + step)?));
        }
        let since = Instant::now();
        let transaction = to.0.unchecked_transaction()?;
        for (name, rows) in &heaps {
            let Some(first) = rows.first() else { continue };
            let places = vec!["?"; first.len()].join(", ");
            let insert = format!("INSERT INTO {name} VALUES ({places})");
            let mut insert = to.0.prepare_cached(&insert)?;
            for row in rows {
                insert.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
        took += since.elapsed();
        bar.inc(step.unsigned_abs());
    }
    bar.finish_and_clear();
    Ok(took)
}

/// The rows of a table that arrived after one and until another.
fn rows(
    from: &Connection,
    table: &str,
    order: &str,
    after: i64,
    until: i64,
) -> Result<Vec<Vec<Value>>, Failed> {
    let mut select = from.prepare_cached(&format!(
        "SELECT * FROM {table} WHERE arrival > ?1 AND arrival <= ?2 ORDER BY {order}"
    ))?;
    let columns = select.column_count();
    let rows = select.query_map([after, until], |row| {
        (0..columns).map(|column| row.get(column)).collect()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The same rows into a table and nothing else; reading them from the journal does not count.
fn bare(journal: &mut Journal, file: &Path) -> Result<Duration, Failed> {
    let plain = Plain::bare(file)?;
    let mut took = Duration::ZERO;
    for (series, head) in Ledger::heads(journal)? {
        let bar = progress("a bare insert", usize::try_from(head.seq)?)?;
        let mut after = 0;
        loop {
            let entries = journal.entries(&series, after, STEP)?;
            let Some(last) = entries.last() else {
                break;
            };
            after = last.id.seq;
            took += plain.insert_all(&entries)?;
            bar.inc(entries.len() as u64);
        }
        bar.finish_and_clear();
    }
    Ok(took)
}
