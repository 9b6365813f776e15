//! A tablet that met the others on a server is lost, comes back under another name, and the lost one is
//! named as gone.

use std::fs;

use waymark::{domain::sharing::MeetingPlace, storage::Setting};

use super::{
    Desk,
    server::{alike, another, entries, first, sync},
};
use crate::support::{between::between, postgres::shared};

/// A further way into the class, as whoever looks after the server makes it.
fn way_in(of: &Desk) -> String {
    let class = of.journal().setting(Setting::ClassId).unwrap().unwrap();
    let keeper = shared().keeper().line();
    let args = [
        "sync",
        "setup-postgres",
        "--apply",
        "--class-name",
        "Room 12",
    ];
    let more = ["--class-id", &class, "--url", &keeper];
    let said = of.json(&[&args[..], &more].concat());
    assert_eq!(said[0]["class"], class.as_str());
    said[0]["tablets"][0].as_str().unwrap().to_owned()
}

fn record(desk: &Desk) {
    let said = desk.run(&["badge", "link", "--student", "s02", "--new-code"]);
    assert_eq!(said.code, 0, "{}", said.err);
}

/// Whoever looks after the server finds out whom to lock out, and does, for a while.
fn keep_out(tablet: &Desk, id: &str) {
    let role = format!("select role from waymark.statuses where tablet = '{id}'");
    let role = shared().admin(&role).unwrap();
    shared()
        .admin(&format!("alter role {role} nologin"))
        .unwrap();
    let said = tablet.run(&["sync", "--once"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(
        said.err.contains("does not let this tablet in"),
        "{}",
        said.err
    );
    shared().admin(&format!("alter role {role} login")).unwrap();
}

/// Whether a tablet says of another that it has left the class.
fn is_gone(desk: &Desk, lost: &str) -> bool {
    let told = sync(desk);
    let mut tablets = told["tablets"].as_array().unwrap().iter();
    let other = tablets.find(|other| other["tablet"] == lost);
    other.unwrap()["retired"].as_bool().unwrap()
}

/// One says of another, which is lost, that it is gone, and all hear of it.
fn name_as_gone(one: &Desk, two: &Desk, three: &Desk, lost: &str) {
    let itself = three.journal().tablet().to_string();
    for (id, says) in [
        (itself.as_str(), "waymark retire"),
        ("NOBODY", "shows the ids"),
    ] {
        let said = three.run(&["sync", "gone", id]);
        assert_eq!(said.code, 1, "{}", said.out);
        assert!(said.err.contains(says), "{}", said.err);
    }
    let said = three.run(&["sync", "gone", &lost.to_lowercase()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("no longer wait for it"), "{}", said.out);
    sync(three);
    assert!(is_gone(one, lost) && is_gone(three, lost));
    keep_out(two, lost);
    let kinds = one.json(&["journal", "tail", "-n", "100000"]);
    assert!(kinds.iter().any(|entry| entry["kind"] == "tablet_retired"));
}

#[test]
fn a_lost_tablet_comes_back_from_the_server_and_the_old_one_is_named_as_gone() {
    let one = first();
    let two = another(&one);
    record(&two);
    sync(&two);
    sync(&one);
    let lost = two.journal().tablet().to_string();
    // This one went nowhere: it is lost with the tablet.
    record(&two);
    let unsent = entries(&two).into_iter().max_by_key(|id| {
        let (_, seq) = id.rsplit_once('-').unwrap();
        (
            id.contains(&lost),
            seq.split(' ').next().unwrap().parse::<u64>().unwrap(),
        )
    });
    let unsent = unsent.unwrap();

    let three = Desk::new();
    let line = way_in(&one);
    let said = three.run(&["restore", "--from", &line]);
    assert_eq!(said.code, 0, "{}", said.err);
    let back = entries(&one).len();
    let tells = format!("{back} entries are back, under a new name.");
    assert!(said.out.starts_with(&tells), "{}", said.out);
    assert!(
        said.out.contains(&format!("({lost}): last heard ")),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("never brought there is lost with it"),
        "{}",
        said.out
    );
    assert!(said.out.contains("waymark sync gone"), "{}", said.out);
    assert!(!said.out.contains(line.split([':', '@']).nth(2).unwrap()));
    let again = three.run(&["restore", "--from", &line]);
    assert!(again.err.contains("There is a journal in"), "{}", again.err);
    assert_ne!(three.journal().tablet().as_str(), lost);
    for desk in [&three, &one, &three] {
        sync(desk);
    }
    alike(&one, &three);
    assert!(!entries(&three).contains(&unsent));

    name_as_gone(&one, &two, &three, &lost);
    // It was behind the sofa: what it had comes after all, once.
    sync(&two);
    assert!(!is_gone(&one, &lost));
    for desk in [&three, &two, &one, &two] {
        sync(desk);
    }
    alike(&one, &three);
    alike(&one, &two);
    assert!(entries(&three).contains(&unsent));
}

#[test]
fn a_restore_that_is_not_let_in_leaves_nothing_and_one_that_breaks_off_goes_on() {
    let one = first();
    let line = way_in(&one);
    let key = line.split([':', '@']).nth(2).unwrap();
    let fresh = Desk::new();
    let refused = |line: &str, says: &str| {
        let said = fresh.run(&["restore", "--from", line]);
        assert_eq!(said.code, 1, "{}", said.out);
        assert!(said.err.contains(says), "{}", said.err);
        assert!(!said.err.contains(key), "{}", said.err);
        assert!(!fresh.path("data").exists());
    };
    refused(&line.replace(key, "sesame"), "the key is wrong");
    refused(
        &line.replace("ca%2Ecrt", "stranger%2Ecrt"),
        "its certificate does not hold",
    );
    let port = format!(":{}/", shared().port());
    refused(&line.replace(&port, ":1/"), "cannot be reached");

    let proxy = between(shared().port());
    let through = line.replace(&port, &format!(":{}/", proxy.port));
    proxy.let_through(12_000);
    let said = fresh.run(&["restore", "--from", &through]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("back, not all"), "{}", said.err);
    proxy.let_through(u64::MAX);
    sync(&fresh);
    sync(&one);
    alike(&one, &fresh);
    // The sample class that it came with is not in it.
    let children = |desk: &Desk| desk.run(&["roster", "list"]).out;
    assert_eq!(children(&fresh), children(&one));
    let kept = fresh
        .journal()
        .setting(Setting::MeetingPlace)
        .unwrap()
        .unwrap();
    let kept: MeetingPlace = serde_json::from_str(&kept).unwrap();
    assert!(!format!("{kept:?}").contains(key), "no log shows it");
    assert!(fs::exists(fresh.path("data")).unwrap());
}
