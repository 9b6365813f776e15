//! What a tablet's role can do with SQL of its own: nothing to another class, and nothing to its own
//! that the kiosk would not do.

use waymark::sync::{Peer as _, postgres::Server};

use super::series;
use crate::support::postgres::{Postgres, peer, shared};

/// Two classes with something in each, and a role of the first.
fn two_classes(server: &Postgres, ours: &str, theirs: &str) -> [Server; 2] {
    let mine = server.class(ours, 1).remove(0);
    let other = server.class(theirs, 1).remove(0);
    peer(&mine, "BBBBBBBBBBBB", ours)
        .send(&series("BBBBBBBBBBBB", 3))
        .unwrap();
    peer(&other, "CCCCCCCCCCCC", theirs)
        .send(&series("CCCCCCCCCCCC", 5))
        .unwrap();
    [mine, other]
}

#[test]
fn a_tablet_reads_its_own_class_and_sees_nothing_of_another() {
    let server = shared();
    let [mine, _] = two_classes(server, "WALLMINE", "WALLOTHER");
    let says = |sql: &str| Postgres::sql(&mine, sql).unwrap();
    assert_eq!(says("select count(*) from waymark.entries"), "3");
    assert_eq!(
        says("select string_agg(distinct class || tablet, ' ') from waymark.entries"),
        "WALLMINEBBBBBBBBBBBB"
    );
    for nothing in [
        "select count(*) from waymark.entries where class = 'WALLOTHER'",
        "select count(*) from waymark.entries where tablet = 'CCCCCCCCCCCC'",
        "select count(*) from waymark.entries where class <> 'WALLMINE' or 1 = 1 and tablet like 'C%'",
        "select count(*) from waymark.statuses where class <> 'WALLMINE'",
    ] {
        assert_eq!(says(nothing), "0", "{nothing}");
    }
    // A function that looks at every row is called after the wall, not before it.
    let spy = "create function pg_temp.spy(text) returns boolean language plpgsql cost 0.0001 as \
               $f$ begin raise notice 'seen %', $1; return true; end $f$; \
               select count(*) from waymark.entries where pg_temp.spy(tablet)";
    assert_eq!(says(spy), "3");
}

#[test]
fn guesses_of_the_planner_say_nothing_about_another_class() {
    let server = shared();
    let [mine, _] = two_classes(server, "WALLPLAN", "WALLPLANNED");
    server.admin("analyze waymark.entries").unwrap();
    let guess = |class: &str| {
        let sql = format!("explain select 1 from waymark.entries where class = '{class}'");
        Postgres::sql(&mine, &sql).unwrap().replace(class, "")
    };
    assert_eq!(guess("WALLPLANNED"), guess("WALLNOBODYX"));
    let seen = "select count(*) from pg_stats where schemaname = 'waymark' and tablename in ('entries', 'statuses')";
    assert_eq!(Postgres::sql(&mine, seen).unwrap(), "0");
}

#[test]
fn hand_written_sql_that_goes_further_is_refused() {
    let server = shared();
    let [mine, theirs] = two_classes(server, "WALLHAND", "WALLFOOT");
    let entry = "'9', 1, 1, 0, '2026-09-01T08:00:00+00:00[UTC]', false, '\"tablet\"', 'x', null, '{}', sha256('')";
    let columns =
        "class, tablet, seq, millis, count, at, time_unsure, actor, kind, student, body, checksum";
    let foreign = theirs.role();
    let refused = [
        format!("insert into waymark.entries ({columns}) values ('WALLFOOT', {entry})"),
        format!("insert into waymark.entries ({columns}) values ('WALLHAND', {entry})"),
        "insert into waymark.statuses values ('WALLFOOT', 'X', '{}')".to_owned(),
        "update waymark.entries set body = '{}'".to_owned(),
        "update waymark.statuses set status = '{}'".to_owned(),
        "delete from waymark.entries".to_owned(),
        "truncate waymark.entries".to_owned(),
        "copy waymark.entries from stdin".to_owned(),
        "copy waymark.members to stdout".to_owned(),
        "begin; lock table waymark.entries in access exclusive mode".to_owned(),
        "select * from waymark.members".to_owned(),
        "select * from waymark.classes".to_owned(),
        "update waymark.schema_version set version = 99".to_owned(),
        "select rolpassword from pg_authid".to_owned(),
        "select * from pg_statistic".to_owned(),
        "set role waymark_owner".to_owned(),
        "set role keeper".to_owned(),
        format!("set role {foreign}"),
        format!("set session authorization {foreign}"),
        format!("alter role {foreign} password 'mine now'"),
        format!("alter role {} createrole", mine.role()),
        format!("alter role {} valid until '2099-01-01'", mine.role()),
        format!("grant waymark_owner to {}", mine.role()),
        "create role another login".to_owned(),
        "create table waymark.mine (x int)".to_owned(),
        "create policy open on waymark.entries using (true)".to_owned(),
        "alter table waymark.entries disable row level security".to_owned(),
        "alter table waymark.entries no force row level security".to_owned(),
        "drop schema waymark cascade".to_owned(),
        "create or replace function waymark.my_class() returns text language sql as $$ select 'WALLFOOT' $$".to_owned(),
        "select waymark.of_member()".to_owned(),
        "select waymark.tell_others('WALLFOOT')".to_owned(),
        "select pg_read_file('/etc/passwd')".to_owned(),
        "copy (select 1) to program 'id'".to_owned(),
    ];
    for sql in refused {
        let said = Postgres::sql(&mine, &sql).expect_err(&sql);
        assert!(
            said.contains("42501") || said.contains("0A000"),
            "{sql}: {said}"
        );
    }
    // The rows are as they were.
    assert_eq!(
        server
            .admin("select count(*) from waymark.entries where class = 'WALLFOOT'")
            .unwrap(),
        "5"
    );
}

#[test]
fn the_functions_act_for_the_class_of_whoever_is_connected() {
    let server = shared();
    let [mine, theirs] = two_classes(server, "WALLCALL", "WALLCALLED");
    let push = |series: &str, before: u64| {
        let sql = format!(
            "select reason from waymark.push('{series}', {before}, array[1], array[0], array['2026-09-01T08:00:00+00:00[UTC]'], \
             array[false], array['\"tablet\"'], array['x'], array[null]::text[], array['{{}}'], array[sha256('x')])"
        );
        Postgres::sql(&mine, &sql).unwrap()
    };
    // The name of a foreign tablet opens nothing there: it is another series, in one's own class.
    assert_eq!(push("CCCCCCCCCCCC", 5), "gap");
    assert_eq!(push("CCCCCCCCCCCC", 0), "");
    assert_eq!(push("BBBBBBBBBBBB", 0), "fork");
    assert_eq!(push("BBBBBBBBBBBB", 7), "gap");
    let there = server.admin("select string_agg(class || seq, ' ' order by class, seq) from waymark.entries where tablet = 'CCCCCCCCCCCC' and class like 'WALLCALL%'");
    assert_eq!(
        there.unwrap(),
        "WALLCALL1 WALLCALLED1 WALLCALLED2 WALLCALLED3 WALLCALLED4 WALLCALLED5"
    );

    let scrub = "select waymark.scrub(array['CCCCCCCCCCCC'], array[2], array['\"tablet\"'], array['scrubbed'], array['{\"kind\":\"scrubbed\"}'], array[sha256('')])";
    assert_eq!(Postgres::sql(&mine, scrub).unwrap(), "0");
    Postgres::sql(&mine, "select waymark.tell('CCCCCCCCCCCC', '{}')").unwrap();
    assert_eq!(
        Postgres::sql(&theirs, "select count(*) from waymark.statuses").unwrap(),
        "0"
    );
    for sql in [
        "select waymark.scrub(array['BBBBBBBBBBBB'], array[1], array['\"tablet\"'], array['scrubbed'], array['{}'], array[sha256('')])",
        "select waymark.invite('keeper', 'SCRAM-SHA-256$4096:aa$aa:aa')",
        "select waymark.invite('waymark_abcdefghijkl', 'in the clear')",
        "select waymark.accept('in the clear')",
        "select waymark.accept('SCRAM-SHA-256$4096:aa$aa:aa')",
    ] {
        Postgres::sql(&mine, sql).expect_err(sql);
    }
}

#[test]
fn a_role_of_no_class_sees_nothing_and_calls_nothing() {
    let server = shared();
    two_classes(server, "WALLNONE", "WALLNONETWO");
    server
        .admin("create role stranger login password 'strange'")
        .unwrap();
    server
        .admin("create role lost login password 'lost' in role waymark_tablet")
        .unwrap();
    let way = |role: &str, password: &str| {
        let line = server.line(role, password);
        Server::read(&line, waymark::sync::postgres::Plain::OnThisMachine).unwrap()
    };
    let stranger = way("stranger", "strange");
    for sql in [
        "select 1 from waymark.entries",
        "select waymark.my_class()",
        "select waymark.tell('A', '{}')",
    ] {
        let said = Postgres::sql(&stranger, sql).expect_err(sql);
        assert!(said.contains("42501"), "{said}");
    }
    let lost = way("lost", "lost");
    assert_eq!(
        Postgres::sql(&lost, "select count(*) from waymark.entries").unwrap(),
        "0"
    );
    let said = Postgres::sql(&lost, "select waymark.tell('A', '{}')").unwrap_err();
    assert!(said.contains("this role belongs to no class"), "{said}");
    let told = peer(&lost, "BBBBBBBBBBBB", "WALLNONE")
        .survey()
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("its role belongs to no class there"),
        "{told}"
    );
    let told = peer(&stranger, "BBBBBBBBBBBB", "WALLNONE")
        .survey()
        .unwrap_err()
        .to_string();
    assert!(told.contains("does not let this tablet in"), "{told}");
}
