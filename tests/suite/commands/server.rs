//! Tablets of a class that meet on a real PostgreSQL server, each a folder and the program's verbs: set up
//! by whoever looks after the server, joined by code, and what a code that is no good leaves behind.

use std::fs;

use serde_json::Value;
use waymark::{
    domain::{
        joining::JoinCode,
        sharing::{Line, MeetingPlace, Server},
    },
    storage::Journal,
    sync::{self, Meeting, postgres},
};

use super::Desk;
use crate::support::{
    between::{Between, between},
    postgres::shared,
};

/// A class on that server as its keeper sets it up, by the line they reach it with: the way in for its
/// first tablet.
pub(super) fn set_up(desk: &Desk, keeper: &str) -> String {
    let args = [
        "sync",
        "setup-postgres",
        "--apply",
        "--class-name",
        "Room 12",
    ];
    let said = desk.json(&[&args[..], &["--url", keeper]].concat());
    said[0]["tablets"][0].as_str().unwrap().to_owned()
}

/// Puts a way in where kiosk.toml wants it: the line there, the key in a file of its own.
pub(super) fn settle(desk: &Desk, line: &str) {
    let rest = line.strip_prefix("postgresql://").unwrap();
    let (who, rest) = rest.split_once('@').unwrap();
    let (role, key) = who.split_once(':').unwrap();
    let key = desk.write("key", &format!("{key}\n"));
    let file = desk.path("class").join("kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    let sync = format!("postgres = 'postgresql://{role}@{rest}'\npassword_file = {key:?}\n");
    fs::write(file, format!("{text}\n[sync]\n{sync}")).unwrap();
}

/// A teacher's tablet that shares its class on the shared server.
pub(super) fn first() -> Desk {
    let desk = Desk::with_demo();
    settle(&desk, &set_up(&desk, &shared().keeper().line()));
    sync(&desk);
    desk
}

/// A code, as the page *Add a tablet* makes it.
pub(super) fn code(desk: &Desk) -> JoinCode {
    let pack = waymark::config::load(&desk.path("class")).unwrap();
    let place = pack.tablet.sync.unwrap();
    let journal = Journal::open_to_read(&desk.path("data")).unwrap();
    let known = sync::known_class(&journal, &place).unwrap().unwrap();
    let mut meeting = Meeting::new(place, journal.tablet().clone());
    let made = meeting.invite(&known, "Room 12", &mut rand::rng());
    made.unwrap().code
}

/// Another tablet of the class.
pub(super) fn another(first: &Desk) -> Desk {
    let desk = Desk::new();
    join(&desk, &code(first));
    desk
}

fn join(desk: &Desk, code: &JoinCode) {
    let said = desk.run(&["join", &code.letters()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let begins = "This tablet is one of Room 12 now: ";
    assert!(said.out.starts_with(begins), "{}", said.out);
}

/// A round that goes well; what it says.
pub(super) fn sync(desk: &Desk) -> Value {
    let said = desk.run(&["sync", "--once", "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(said["odd"], serde_json::json!([]), "{said:?}");
    assert_eq!(said["parked"], serde_json::json!([]), "{said:?}");
    said
}

/// Every entry, by its name and checksum.
pub(super) fn entries(desk: &Desk) -> Vec<String> {
    let all = desk.json(&["journal", "tail", "-n", "100000"]);
    let mut ids: Vec<_> = all
        .iter()
        .map(|entry| format!("{}-{} {}", entry["tablet"], entry["seq"], entry["checksum"]))
        .collect();
    ids.sort();
    ids
}

/// The same entries on both, each whole and there one time.
pub(super) fn alike(one: &Desk, other: &Desk) {
    let (ours, theirs) = (entries(one), entries(other));
    assert_eq!(ours, theirs);
    let mut distinct = ours.clone();
    distinct.dedup();
    assert_eq!(distinct, ours);
    for desk in [one, other] {
        assert_eq!(desk.run(&["journal", "verify"]).code, 0);
    }
}

/// The way in that a code holds.
fn line(code: &JoinCode) -> String {
    match &code.place {
        MeetingPlace::Postgres(server) => server.connection.reveal().to_owned(),
        MeetingPlace::Folder(folder) => panic!("{}", folder.display()),
    }
}

fn with_line(code: &JoinCode, line: &str) -> JoinCode {
    let place = MeetingPlace::Postgres(Server {
        connection: Line::new(line),
        password_file: None,
    });
    JoinCode {
        place,
        ..code.clone()
    }
}

#[test]
fn a_tablet_joins_through_a_server_and_what_either_records_is_on_both() {
    let one = first();
    let two = Desk::new();
    join(&two, &code(&one));
    for desk in [&one, &two] {
        let said = desk.run(&["badge", "link", "--student", "s02", "--new-code"]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    for desk in [&one, &two, &one] {
        sync(desk);
    }
    alike(&one, &two);
    // Both know it, and say so without asking anybody.
    for desk in [&one, &two] {
        let said = desk.run(&["sync", "status"]).out;
        let place = format!("localhost:{}/postgres: last there ", shared().port());
        assert!(said.starts_with(&place), "{said}");
        assert!(said.contains("Nothing is on this tablet alone."), "{said}");
        assert!(said.contains("): last heard"), "{said}");
    }
    // What is recorded after a round unmakes no round.
    let said = two.run(&["badge", "link", "--student", "s03", "--new-code"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = two.run(&["sync", "status"]).out;
    assert!(said.contains(": last there "), "{said}");
    assert!(said.contains("1 entry nobody else has since"), "{said}");
}

/// Tries a code that is no good: what is said, and that nothing is left behind.
fn refused(fresh: &Desk, code: &JoinCode, says: &[&str]) {
    let said = fresh.run(&["join", &code.letters()]);
    assert_eq!(said.code, 1, "{}", said.out);
    for says in says {
        assert!(said.err.contains(says), "{}", said.err);
    }
    let key = line(code);
    let key = key.split([':', '@']).nth(2).unwrap();
    assert!(!said.err.contains(key), "{}", said.err);
    assert!(!fresh.path("data").exists());
}

#[test]
fn a_code_that_is_over_or_used_changes_nothing_and_a_new_one_lets_in() {
    let one = first();
    let fresh = Desk::new();
    let over = ["This code is over", "nothing was changed", "Show a new one"];
    let expired = code(&one);
    let way = postgres::Server::read(&line(&expired), postgres::Plain::OnThisMachine).unwrap();
    let role = way.role();
    let server = shared();
    let past =
        format!("update waymark.members set invited_until = '2020-01-01' where role = '{role}'");
    // Still within the time of its key, which is the server's to keep.
    server.admin(&past).unwrap();
    refused(&fresh, &expired, &over);
    let past = format!("alter role {role} valid until '2020-01-01'");
    server.admin(&past).unwrap();
    refused(&fresh, &expired, &over);

    let used = code(&one);
    join(&Desk::new(), &used);
    refused(&fresh, &used, &over);
    join(&fresh, &code(&one));
    sync(&one);
    sync(&fresh);
    alike(&one, &fresh);
}

#[test]
fn another_class_a_wrong_certificate_and_a_server_that_is_away_leave_the_code_as_good_as_it_was() {
    let one = first();
    let good = code(&one);
    let fresh = Desk::new();
    let other = JoinCode {
        class: "NPRSTVXBCDFG".into(),
        ..good.clone()
    };
    let another = ["belongs to another class", "Nothing was copied"];
    refused(&fresh, &other, &another);
    let way = line(&good);
    let stranger = way.replace("ca%2Ecrt", "stranger%2Ecrt");
    assert_ne!(stranger, way);
    let says = ["its certificate does not hold", "is safe", "Ask whoever"];
    refused(&fresh, &with_line(&good, &stranger), &says);
    let port = format!(":{}/", shared().port());
    let away = way.replace(&port, ":1/");
    refused(&fresh, &with_line(&good, &away), &["cannot be reached"]);
    // A kiosk that runs here has the journal: the code is not even shown to the server.
    let begun = fresh.run(&["roster", "list"]);
    assert_eq!(begun.code, 0, "{}", begun.err);
    let kiosk = fresh.journal();
    let said = fresh.run(&["join", &good.letters()]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("open"), "{}", said.err);
    kiosk.close().unwrap();
    join(&fresh, &good);
    sync(&one);
    alike(&one, &fresh);
}

/// Joins by way of something that cuts the answers off after some bytes. Whether it is one of the class.
fn join_cut(one: &Desk, proxy: &Between, bytes: u64) -> bool {
    let good = code(one);
    let port = format!(":{}/", shared().port());
    let through = line(&good).replace(&port, &format!(":{}/", proxy.port));
    let fresh = Desk::new();
    proxy.let_through(bytes);
    let said = fresh.run(&["join", &with_line(&good, &through).letters()]);
    proxy.let_through(u64::MAX);
    assert_eq!(said.code, 1, "{bytes}: {}", said.out);
    let joined = said.err.contains("This tablet is one of Room 12 now, but");
    assert_eq!(fresh.path("data").exists(), joined, "{bytes}: {}", said.err);
    if !joined {
        join(&fresh, &code(one));
    }
    sync(&fresh);
    sync(one);
    alike(one, &fresh);
    joined
}

#[test]
fn a_join_that_breaks_off_leaves_nothing_or_a_tablet_that_goes_on() {
    let one = first();
    let proxy = between(shared().port());
    assert!(!join_cut(&one, &proxy, 0));
    assert!(!join_cut(&one, &proxy, 3_000));
    // Far enough to be let in, and not to have everything.
    assert!(join_cut(&one, &proxy, 14_000));
}
