//! A child is deleted for good on one tablet, and nothing of theirs is left on a real server and on the
//! others after ordinary rounds: read by hand, dumped, and byte by byte.

use std::{fs, process::Command};

use jiff::Zoned;
use waymark::{
    domain::{event::Actor, ids::TabletId},
    journal::Entry,
    storage::{Journal, Setting},
    sync::{
        Peer as _,
        postgres::{Limits, Plain, PostgresPeer, Server},
    },
};

use super::{
    Desk,
    server::{alike, another, code, set_up, settle, sync},
};
use crate::{
    erase::holding,
    support::{
        happenings::note,
        postgres::{Postgres, shared},
    },
};

/// What is the child's, and nobody else's.
const OF_ZEPHYRINE: [&str; 4] = ["Zephyrine", "Quillfeather", "purple dragon", "green meteor"];

/// A tablet that meets the others in that database, with one child more.
fn first(keeper: &Server) -> Desk {
    let desk = Desk::with_demo();
    settle(&desk, &set_up(&desk, &keeper.line()));
    let list = desk.write(
        "list.csv",
        "id,first name,last name\nz1,Zephyrine,Quillfeather\n",
    );
    let said = desk.run(&["roster", "import", list.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    sync(&desk);
    desk
}

fn write(desk: &Desk, words: &str) {
    let mut journal = desk.journal();
    let teacher = Actor::Teacher("rivera".into());
    let event = note("z1", words);
    journal.append(&Zoned::now(), &teacher, &[event]).unwrap();
    journal.close().unwrap();
}

fn erase(desk: &Desk) {
    let said = desk.run(&["roster", "erase", "z1", "--yes"]);
    assert_eq!(said.code, 0, "{}", said.err);
}

/// Where the child still is on the server: in any column of any table, as text or as bytes, in what the
/// planner guesses by, in a dump, and in what the server wrote down.
fn on_server(keeper: &Server) -> Vec<String> {
    let sql = |sql: &str| Postgres::sql(keeper, sql).unwrap();
    let tables = "select string_agg(format('%I.%I', schemaname, tablename), ' ') \
                  from pg_tables where schemaname = 'waymark'";
    let tables = sql(tables);
    assert!(tables.contains("waymark.entries") && tables.contains("waymark.statuses"));
    let mut found = Vec::new();
    let dump = Command::new("pg_dump")
        .args(["--data-only", "--schema=waymark", &keeper.line()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&dump.stderr);
    assert!(dump.status.success(), "{said}");
    let dump = String::from_utf8(dump.stdout).unwrap();
    assert!(dump.contains("checked_in"), "it is all in there");
    let mut asked = Vec::new();
    for word in OF_ZEPHYRINE {
        let bytes: Vec<_> = word.bytes().map(|byte| format!("{byte:02x}")).collect();
        let bytes = bytes.concat();
        let in_row = format!("x::text ilike '%{word}%' or x::text like '%{bytes}%'");
        for table in tables.split(' ').chain(["pg_stats"]) {
            asked.push(format!(
                "select '{table}: {word}' where exists (select from {table} x where {in_row})"
            ));
        }
        found.extend(dump.contains(word).then(|| format!("dump: {word}")));
        let log = shared().said().contains(word);
        found.extend(log.then(|| format!("log: {word}")));
    }
    found.extend(sql(&asked.join(" union all ")).lines().map(str::to_owned));
    found
}

/// Entries of a tablet's own from that number on, as it would send them.
fn own(desk: &Desk, after: u64) -> (TabletId, Vec<Entry>) {
    let mut journal = desk.journal();
    let tablet = journal.tablet().clone();
    let entries = waymark::sync::Ledger::entries(&mut journal, &tablet, after, 1_000).unwrap();
    (tablet, entries)
}

#[test]
fn a_child_erased_on_one_tablet_is_nowhere_on_the_server_and_no_tablet_brings_them_back() {
    let keeper = shared().database("erasing");
    let one = first(&keeper);
    let (two, away) = (another(&one), another(&one));
    write(&one, "a purple dragon");
    sync(&one);
    sync(&two);
    // Away from here on, with words that nobody else has.
    write(&away, "a green meteor");
    let found = on_server(&keeper);
    for word in &OF_ZEPHYRINE[..3] {
        assert!(
            found.contains(&format!("waymark.entries: {word}")),
            "{found:?}"
        );
        assert!(found.contains(&format!("dump: {word}")), "{found:?}");
    }

    let others = two.run(&["roster", "list"]).out;
    let others = others.lines().filter(|line| !line.contains("Zephyrine"));
    let others: Vec<_> = others.map(str::to_owned).collect();
    erase(&one);
    for desk in [&one, &two, &one] {
        sync(desk);
    }
    assert_eq!(on_server(&keeper), [""; 0]);
    for desk in [&one, &two] {
        assert_eq!(holding(&desk.path("data"), &OF_ZEPHYRINE), [""; 0]);
    }

    sync(&away);
    assert_eq!(on_server(&keeper), [""; 0], "what it brought");
    assert_eq!(holding(&away.path("data"), &OF_ZEPHYRINE), [""; 0]);
    for desk in [&one, &two, &away, &one, &two] {
        sync(desk);
    }
    alike(&one, &two);
    alike(&one, &away);
    assert_eq!(on_server(&keeper), [""; 0]);
    for desk in [&one, &two] {
        assert_eq!(holding(&desk.path("data"), &OF_ZEPHYRINE), [""; 0]);
    }
    // The other children lost nothing.
    let list = two.run(&["roster", "list"]).out;
    let (all, some) = (others.split_last().unwrap().1, list.lines());
    assert!(all.iter().eq(some.clone().take(all.len())), "{list}");
    assert_eq!(some.count(), others.len(), "{list}");

    // As the README tells whoever looks after the server.
    Postgres::sql(&keeper, "vacuum full waymark.entries").unwrap();
    Postgres::sql(&keeper, "checkpoint").unwrap();
    let file = "select pg_relation_filepath('waymark.entries')";
    let file = shared().data().join(Postgres::sql(&keeper, file).unwrap());
    let bytes = fs::read(file).unwrap();
    for word in OF_ZEPHYRINE {
        let there = bytes.windows(word.len()).any(|at| at == word.as_bytes());
        assert!(!there, "{word}");
    }
}

#[test]
fn what_a_tablet_brought_that_ended_before_it_heard_is_scrubbed_by_the_others() {
    let keeper = shared().database("ending");
    let one = first(&keeper);
    let ends = another(&one);
    sync(&ends);
    let (tablet, before) = own(&ends, 0);
    write(&ends, "a green meteor");
    erase(&one);
    sync(&one);
    // It brings its words, and is never heard of again.
    let (_, entries) = own(&ends, before.len() as u64);
    assert!(!entries.is_empty());
    let place = ends.journal().setting(Setting::MeetingPlace).unwrap();
    let place: serde_json::Value = serde_json::from_str(&place.unwrap()).unwrap();
    let line = place["postgres"]["connection"].as_str().unwrap();
    let way = Server::read(line, Plain::OnThisMachine).unwrap();
    let mut peer = PostgresPeer::new(way, tablet, None, Limits::default()).unwrap();
    assert_eq!(peer.send(&entries).unwrap(), []);
    assert_ne!(on_server(&keeper), [""; 0]);
    sync(&one);
    assert_eq!(on_server(&keeper), [""; 0]);
    assert_eq!(holding(&one.path("data"), &OF_ZEPHYRINE), [""; 0]);
    let fresh = Desk::new();
    let said = fresh.run(&["join", &code(&one).letters()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(holding(&fresh.path("data"), &OF_ZEPHYRINE), [""; 0]);
    assert!(Journal::open_to_read(&fresh.path("data")).is_ok());
}
