//! `waymark sync` that goes on and on: its server is stopped and started under it, and it is asked to end
//! in the middle of a batch.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
};

use serde_json::Value;

use super::{
    Desk,
    server::{alike, another, set_up, settle, sync},
};
use crate::support::postgres::{Postgres, shared};

/// The verb, until this is dropped.
struct Syncing(Child);

impl Syncing {
    fn start(desk: &Desk) -> Self {
        let mut command = desk.command(&["sync", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().unwrap())
    }

    /// What it tells of its rounds, as they come.
    fn told(&mut self) -> impl Iterator<Item = Value> + use<> {
        let lines = BufReader::new(self.0.stdout.take().unwrap()).lines();
        lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap())
    }

    fn ask_to_end(&self) {
        let mut command = Command::new("kill");
        let ended = command.args(["-TERM", &self.0.id().to_string()]).status();
        assert!(ended.unwrap().success());
    }

    /// How it ended.
    fn code(&mut self) -> Option<i32> {
        self.0.wait().unwrap().code()
    }

    fn runs(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().unwrap_or_default();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_server_that_is_away_and_comes_back_is_gone_on_with_and_the_verb_ends_well_when_asked() {
    let mut server = Postgres::start();
    let one = Desk::with_demo();
    settle(&one, &set_up(&one, &server.keeper().line()));
    server.kill();
    let mut syncing = Syncing::start(&one);
    let mut told = syncing.told();
    // It has asked once at least, and goes on.
    assert!(syncing.runs());
    server.again();
    let first = told.next().unwrap();
    assert!(first["sent"].as_u64().unwrap() > 100, "{first:?}");
    assert_eq!(first["alone"], 0);
    // Stopped again between two rounds, and another connection found.
    server.kill();
    server.again();
    let said = one.run(&["badge", "link", "--student", "s02", "--new-code"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let second = told.next().unwrap();
    assert_eq!(second["sent"], 1, "{second:?}");
    syncing.ask_to_end();
    assert_eq!(syncing.code(), Some(0));
    assert_eq!(told.next(), None);
    let two = another(&one);
    sync(&one);
    alike(&one, &two);
}

/// Somebody who keeps others from writing entries.
struct Held {
    psql: Child,
    stdin: Option<ChildStdin>,
}

impl Held {
    fn entries(keeper: &str) -> Self {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", keeper]).stdin(Stdio::piped());
        let mut psql = command.stdout(Stdio::null()).spawn().unwrap();
        let mut stdin = psql.stdin.take().unwrap();
        let lock = b"begin; lock table waymark.entries in exclusive mode;\n";
        stdin.write_all(lock).unwrap();
        let stdin = Some(stdin);
        Self { psql, stdin }
    }

    fn let_go(mut self) {
        drop(self.stdin.take());
        self.psql.wait().unwrap();
    }
}

/// Waits until so many hold or wait for a lock on the entries of that database.
fn wait_for_locks(keeper: &waymark::sync::postgres::Server, granted: bool) {
    let locks = format!(
        "select count(*) from pg_locks l join pg_class c on c.oid = l.relation \
         join pg_database d on d.oid = l.database and d.datname = current_database() \
         where c.relname = 'entries' and l.granted = {granted} \
         and l.mode in ('ExclusiveLock', 'RowExclusiveLock')"
    );
    shared().wait_until("a lock", || Postgres::sql(keeper, &locks).unwrap() == "1");
}

#[test]
fn asked_to_end_in_the_middle_of_a_batch_it_finishes_it_and_killed_there_nothing_is_missing_or_twice()
 {
    let keeper = shared().database("midst");
    let line = keeper.line();
    let one = Desk::with_demo();
    settle(&one, &set_up(&one, &line));
    for (asked, code) in [(1, Some(0)), (2, Some(0)), (0, None)] {
        let said = one.run(&["badge", "link", "--student", "s02", "--new-code"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let held = Held::entries(&line);
        wait_for_locks(&keeper, true);
        let mut syncing = Syncing::start(&one);
        let told = syncing.told();
        // The batch is at the server, which does not get on with it.
        wait_for_locks(&keeper, false);
        for _ in 0..asked {
            syncing.ask_to_end();
        }
        match asked {
            1 => assert!(syncing.runs(), "nothing is broken off"),
            0 => syncing.0.kill().unwrap(),
            // Whoever asks twice does not wait.
            _ => assert_eq!(syncing.code(), code),
        }
        held.let_go();
        assert_eq!(syncing.code(), code);
        let sent: Vec<_> = told.map(|round| round["sent"].as_u64()).collect();
        assert_eq!(sent.len(), usize::from(asked == 1), "{sent:?}");
        assert_eq!(one.run(&["journal", "verify"]).code, 0);
        assert_eq!(sync(&one)["alone"], 0);
    }
    let two = another(&one);
    sync(&one);
    alike(&one, &two);
}
