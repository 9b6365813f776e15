//! A class on a PostgreSQL server, which runs on this machine for as long as that takes: entries that go
//! there beside a bare `COPY` of the very same rows by `psql`, entries that come back, a round with
//! nothing new at two lengths, and twenty-five tablets at once. Every connection is encrypted.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use jiff::Zoned;
use waymark::{
    domain::{
        event::Actor,
        ids::{StudentId, TabletId},
        time::Hlc,
    },
    journal::{Draft, Entry, Head},
    sync::{
        Pace, Peer as _,
        postgres::{PostgresPeer, Server},
    },
};

use super::{
    Failed, Scale, Spread, Table,
    append::check_in,
    progress,
    server::{Postgres, peer},
    shown,
};

/// How much a batch of a round has.
const BATCH: usize = Pace::QUICK.send;
/// How much is there before a round is measured for the first time.
const FEW: usize = 1_000;
/// At least half the speed of a bare `COPY`.
const MOST: f64 = 2.0;
/// A round with nothing new.
const ENOUGH: Duration = Duration::from_millis(10);
/// How often a round with nothing new is measured.
const ROUNDS: usize = 200;
const TABLETS: u8 = 25;

/// Measures all of it on a server of its own.
pub(crate) fn measure(scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let many = usize::try_from(scale.entries / 10)?;
    let server = Postgres::start();
    let entries = series("BBBBBBBBBBBB", many)?;
    let ways = server.class("MEASURED", u16::from(TABLETS));
    let [way, other_way, ..] = ways.as_slice() else {
        return Err("no way in".into());
    };
    let (few, most) = entries.split_at(FEW);
    let mut one = peer(way, "BBBBBBBBBBBB", "MEASURED");

    one.send(few)?;
    let first = rounds(&mut one)?;
    let pushed = push(&mut one, most)?;
    let rows = most.len();
    let copied = copy(&server, most, Form::Same)?;
    let what = format!("{rows} entries to PostgreSQL, to COPY into a table of the same form");
    table.beside(&what, pushed, copied, MOST);
    let bare = copy(&server, most, Form::Bare)?;
    table.fact_time(
        &format!("COPY of {rows} entries into a table without keys or checks"),
        bare,
    );
    table.fact("entries to PostgreSQL", speed(rows, pushed));
    let mut other = peer(other_way, "CCCCCCCCCCCC", "MEASURED");
    table.fact(
        "entries from PostgreSQL",
        speed(many, fetch(&mut other, many)?),
    );

    let last = rounds(&mut one)?;
    for (length, round) in [(FEW, first), (many, last)] {
        let what = |which| {
            format!("a round with nothing new, {length} entries there, {which} of {ROUNDS}")
        };
        table.time(&what("p50"), round.median(), ENOUGH);
        table.time(&what("p99"), round.percentile(99), ENOUGH);
    }
    crowd(&ways, many / 10, table)
}

/// Entries of a tablet, check-ins all.
fn series(tablet: &str, many: usize) -> Result<Vec<Entry>, Failed> {
    let tablet = TabletId::from(tablet);
    let at = Zoned::now();
    let mut head = Head::default();
    let students: Vec<StudentId> = (1..=25).map(|n| n.to_string().as_str().into()).collect();
    let mut entries = Vec::with_capacity(many);
    for (student, count) in students.iter().cycle().zip(0..u32::try_from(many)?) {
        let draft = Draft {
            clock: Hlc {
                millis: at.timestamp().as_millisecond(),
                count,
            },
            at: at.clone(),
            time_unsure: false,
            actor: Actor::Student(student.clone()),
            event: check_in(student),
        };
        let entry = Entry::next(&tablet, &head, draft)?;
        head = entry.head();
        entries.push(entry);
    }
    Ok(entries)
}

fn push(peer: &mut PostgresPeer, entries: &[Entry]) -> Result<Duration, Failed> {
    let bar = progress("sending", entries.len())?;
    let since = Instant::now();
    for batch in entries.chunks(BATCH) {
        if !peer.send(batch)?.is_empty() {
            return Err("the server does not take every entry".into());
        }
        bar.inc(u64::try_from(batch.len())?);
    }
    bar.finish_and_clear();
    Ok(since.elapsed())
}

fn fetch(peer: &mut PostgresPeer, many: usize) -> Result<Duration, Failed> {
    let tablet = TabletId::from("BBBBBBBBBBBB");
    let since = Instant::now();
    let mut after = 0;
    while let Some(last) = peer.fetch(&tablet, after, BATCH)?.last() {
        after = last.id.seq;
    }
    let took = since.elapsed();
    if after != u64::try_from(many)? {
        return Err("not every entry came back".into());
    }
    Ok(took)
}

/// What comes on top of the local side of a round: how far the class is, and word of how this tablet is.
fn rounds(peer: &mut PostgresPeer) -> Result<Spread, Failed> {
    let mut spread = Spread::default();
    peer.survey()?;
    for _ in 0..ROUNDS {
        let since = Instant::now();
        peer.survey()?;
        spread.add(since.elapsed());
    }
    Ok(spread)
}

/// What the rows are copied into.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// A table as that of the entries, with its key, its checks and its order of arrival.
    Same,
    /// Columns and nothing else.
    Bare,
}

/// The same rows by the server's own way for many rows, from a file that is ready.
fn copy(server: &Postgres, entries: &[Entry], form: Form) -> Result<Duration, Failed> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgres.rows");
    fs::write(&file, rows(entries)?)?;
    let more = match form {
        Form::Same => " including all)",
        Form::Bare => "); alter table Bare alter received drop not null",
    };
    let made = server.admin(&format!(
        "create table {form:?} (like waymark.entries{more}"
    ));
    made.ok_or("no table for COPY")?;
    // A first connection of the tool is not the tool's speed.
    let since = Instant::now();
    server.admin("select 1").ok_or("no answer")?;
    let alone = since.elapsed();
    let since = Instant::now();
    let columns =
        "class, tablet, seq, millis, count, at, time_unsure, actor, kind, student, body, checksum";
    let copied = server.admin(&format!(
        "\\copy {form:?} ({columns}) from '{}'",
        file.display()
    ));
    let took = since.elapsed();
    copied.ok_or("COPY failed")?;
    fs::remove_file(&file)?;
    Ok(took.saturating_sub(alone))
}

fn rows(entries: &[Entry]) -> Result<String, Failed> {
    let mut rows = String::new();
    for entry in entries {
        let student = entry
            .event
            .student()
            .ok_or("a check-in is about somebody")?;
        writeln!(
            rows,
            "MEASURED\t{}\t{}\t{}\t{}\t{}\tf\t{}\t{}\t{student}\t{}\t\\\\x{}",
            entry.id.tablet,
            entry.id.seq,
            entry.clock.millis,
            entry.clock.count,
            entry.at_text(),
            entry.actor_text().replace('\\', "\\\\"),
            entry.event.kind(),
            entry.body.replace('\\', "\\\\"),
            entry.checksum,
        )?;
    }
    Ok(rows)
}

/// Every tablet of a large class sends at once, and then asks.
fn crowd(ways: &[Server], each: usize, table: &mut Table) -> Result<(), Failed> {
    let names: Vec<String> = (0..TABLETS)
        .map(|n| format!("{}TABLETTABLE", char::from(b'A' + n)))
        .collect();
    let all: Result<Vec<_>, Failed> = names.iter().map(|name| series(name, each)).collect();
    let all = all?;
    let since = Instant::now();
    let surveys = thread::scope(|scope| {
        let running: Vec<_> = ways
            .iter()
            .zip(&names)
            .zip(&all)
            .map(|((way, name), entries)| {
                scope.spawn(move || {
                    let mut peer = peer(way, name, "MEASURED");
                    let sent = entries
                        .chunks(BATCH)
                        .try_for_each(|batch| peer.send(batch).map(drop));
                    let asked = Instant::now();
                    sent.and_then(|()| peer.survey())
                        .map(|survey| (survey.heads.len(), asked.elapsed()))
                })
            })
            .collect();
        let done = running.into_iter().map(thread::ScopedJoinHandle::join);
        done.map(|done| Ok(done.map_err(|_lost| "a tablet stopped")??))
            .collect::<Result<Vec<_>, Failed>>()
    })?;
    let took = since.elapsed();
    let sent = each * usize::from(TABLETS);
    table.fact(
        &format!("{TABLETS} tablets at once, {each} entries each"),
        speed(sent, took),
    );
    let slowest = surveys
        .iter()
        .map(|(_, took)| *took)
        .max()
        .unwrap_or_default();
    table.fact_time(&format!("the slowest answer to {TABLETS} at once"), slowest);
    Ok(())
}

fn speed(many: usize, took: Duration) -> String {
    let second = Duration::from_secs(1).as_nanos();
    let each = u128::try_from(many).unwrap_or_default() * second / took.as_nanos().max(1);
    format!("{each} a second ({many} in {})", shown(took))
}
