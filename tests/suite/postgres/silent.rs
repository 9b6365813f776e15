//! Engines and their people that know nothing of LISTEN and NOTIFY, or will have none of it: what is
//! added is added all the same, and whoever waits is told to look.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    thread,
    time::Duration,
};

use waymark::{
    domain::ids::ClassId,
    sync::{
        Peer as _, PeerError,
        postgres::{Limits, Plain, Server, Setup},
    },
};

use super::series;
use crate::support::postgres::{Postgres, listener, peer, shared};

/// The ways in for tablets of a class, by a keeper's way.
fn class(keeper: &Server, class: &str, tablets: u16) -> Vec<Server> {
    let setup = Setup::new(ClassId::from(class), "Room 12", tablets);
    let script = setup.script(keeper, &mut rand::rng());
    script.apply(keeper, Limits::default()).unwrap();
    script.tablets().to_vec()
}

/// Hands bytes on, but for one word: `LISTEN` arrives as something that no engine knows.
fn deaf(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 1 << 14];
    while let Ok(many @ 1..) = from.read(&mut bytes) {
        let said = &mut bytes[..many];
        let listen = said.windows(8).position(|word| word == b"LISTEN \"");
        if let Some(at) = listen {
            said[at..at + 6].copy_from_slice(b"GLISTE");
        }
        if to.write_all(said).is_err() {
            break;
        }
    }
    drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
}

#[test]
fn where_an_engine_cannot_listen_whoever_waits_looks_from_time_to_time_and_finds_everything() {
    let server = shared();
    let keeper = server.database("bare");
    let plain = keeper.line().replace("verify-full", "disable");
    let keeper = Server::read(&plain, Plain::OnThisMachine).unwrap();
    let to = server.port();
    let port = listener(move |stream| {
        let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
        let (answers, back) = (server.try_clone().unwrap(), stream.try_clone().unwrap());
        let back = thread::spawn(move || deaf(answers, back));
        deaf(stream, server);
        back.join().unwrap();
    });
    let through = |way: &Server| {
        let line = way.line().replace(&format!(":{to}/"), &format!(":{port}/"));
        Server::read(&line, Plain::OnThisMachine).unwrap()
    };
    let ways = class(&keeper, "SILENTPAIR", 2);
    let mut one = peer(&through(&ways[0]), "BBBBBBBBBBBB", "SILENTPAIR");
    let mut other = peer(&ways[1], "CCCCCCCCCCCC", "SILENTPAIR");
    assert_eq!(one.survey().unwrap().heads.len(), 0);
    assert_eq!(one.send(&series("BBBBBBBBBBBB", 3)).unwrap(), []);
    assert_eq!(other.send(&series("CCCCCCCCCCCC", 3)).unwrap(), []);
    assert!(!one.has_news().unwrap(), "nothing is heard");
    let brief = Duration::from_millis(20);
    assert!(one.wait(brief).unwrap(), "there may be some");
    assert_eq!(one.survey().unwrap().heads.len(), 2);
    assert_eq!(one.fetch(&"CCCCCCCCCCCC".into(), 0, 9).unwrap().len(), 3);
}

#[test]
fn where_nobody_may_notify_entries_arrive_all_the_same() {
    let keeper = shared().database("mute");
    let ways = class(&keeper, "SILENTMUTE", 2);
    Postgres::sql(
        &keeper,
        "revoke execute on function pg_notify(text, text) from public",
    )
    .unwrap();
    let mut one = peer(&ways[0], "BBBBBBBBBBBB", "SILENTMUTE");
    let mut other = peer(&ways[1], "CCCCCCCCCCCC", "SILENTMUTE");
    one.survey().unwrap();
    assert_eq!(other.send(&series("CCCCCCCCCCCC", 3)).unwrap(), []);
    assert!(!one.wait(Duration::from_millis(50)).unwrap(), "none came");
    assert_eq!(one.survey().unwrap().heads.len(), 1);
}

#[test]
fn a_server_of_an_older_program_is_brought_up_to_date_with_everything_in_it() {
    let keeper = shared().database("older");
    let way = class(&keeper, "SILENTOLD", 1).remove(0);
    let entries = series("BBBBBBBBBBBB", 5);
    let mut one = peer(&way, "BBBBBBBBBBBB", "SILENTOLD");
    assert_eq!(one.send(&entries).unwrap(), []);
    let sql = |sql: &str| Postgres::sql(&keeper, sql).unwrap();
    // As the first step left it.
    let first = include_str!("../../../src/sync/postgres/schema/0001_entries.sql");
    for name in ["tell_others(", "tell("] {
        let function = format!("create function waymark.{name}");
        let (_, rest) = first.split_once(&function).unwrap();
        let (rest, _) = rest.split_once("$f$;").unwrap();
        sql(&format!(
            "create or replace function waymark.{name}{rest}$f$"
        ));
    }
    sql("alter table waymark.statuses drop column role");
    sql("update waymark.schema_version set version = 1");
    let told = match peer(&way, "BBBBBBBBBBBB", "SILENTOLD").survey() {
        Err(PeerError::NotAllowed { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    assert!(
        told.contains("setup-postgres brings it up to date"),
        "{told}"
    );
    class(&keeper, "SILENTOLD", 0);
    assert_eq!(sql("select version from waymark.schema_version"), "2");
    let source = "select prosrc from pg_proc where proname = 'tell_others'";
    assert!(sql(source).contains("when others"));
    let columns = "select string_agg(column_name, ' ' order by ordinal_position) \
                   from information_schema.columns where table_name = 'statuses'";
    assert_eq!(sql(columns), "class tablet status role");
    let mut again = peer(&way, "BBBBBBBBBBBB", "SILENTOLD");
    assert_eq!(again.fetch(&"BBBBBBBBBBBB".into(), 0, 9).unwrap(), entries);
}
