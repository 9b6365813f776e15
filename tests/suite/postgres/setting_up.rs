//! Setting a server up: the script that is read, the script that is run, and both again.

use waymark::{
    domain::ids::ClassId,
    sync::{
        Peer as _,
        postgres::{Limits, Plain, Server, Setup},
    },
};

use crate::support::postgres::{Postgres, peer, shared};

#[test]
fn the_printed_script_does_the_same_with_psql_and_holds_no_key() {
    let server = shared();
    let name = "Ms. O'Hara's \\ room; drop table x; --";
    let setup = Setup::new(ClassId::from("SETPRINTED"), name, 2);
    let script = setup.script(&server.keeper(), &mut rand::rng());
    let text = script.to_string();
    for way in script.tablets() {
        let key = way.line();
        let key = key.split(['/', ':', '@']).nth(4).unwrap();
        assert!(key.len() > 20 && !text.contains(key));
    }
    Postgres::sql(&server.keeper(), &text).unwrap();
    for (way, tablet) in script
        .tablets()
        .iter()
        .zip(["BBBBBBBBBBBB", "CCCCCCCCCCCC"])
    {
        assert!(peer(way, tablet, "SETPRINTED").survey().is_ok());
    }
    let kept = server
        .admin("select name from waymark.classes where class = 'SETPRINTED'")
        .unwrap();
    assert_eq!(kept, "Ms. O'Hara's  room; drop table x; --");
}

#[test]
fn setting_up_again_adds_tablets_and_changes_nothing_that_is_there() {
    let server = shared();
    let first = server.class("SETAGAIN", 1).remove(0);
    let second = server.class("SETAGAIN", 1).remove(0);
    assert_ne!(first.role(), second.role());
    assert!(peer(&first, "BBBBBBBBBBBB", "SETAGAIN").survey().is_ok());
    assert!(peer(&second, "CCCCCCCCCCCC", "SETAGAIN").survey().is_ok());
}

#[test]
fn someone_who_is_no_superuser_can_set_a_server_up() {
    let server = crate::support::postgres::Postgres::start();
    server
        .admin("create role school login createrole password 'school'")
        .unwrap();
    server.admin("create database school owner school").unwrap();
    let line = server
        .line("school", "school")
        .replace("/postgres?", "/school?");
    let school = Server::read(&line, Plain::OnThisMachine).unwrap();
    let script =
        Setup::new(ClassId::from("SETSCHOOL"), "Room 12", 2).script(&school, &mut rand::rng());
    script.apply(&school, Limits::default()).unwrap();
    let mut one = peer(&script.tablets()[0], "BBBBBBBBBBBB", "SETSCHOOL");
    assert_eq!(one.send(&super::series("BBBBBBBBBBBB", 3)).unwrap(), []);
    let invitation = one.invite(&mut rand::rng()).unwrap();
    let mut guest = peer(&invitation.server, "CCCCCCCCCCCC", "SETSCHOOL");
    guest.accept(&mut rand::rng()).unwrap();
    assert_eq!(guest.survey().unwrap().heads.len(), 1);
    // The owner of the schema itself is behind the wall too.
    let seen = "set role waymark_owner; select count(*) from waymark.entries";
    assert_eq!(Postgres::sql(&school, seen).unwrap(), "0");
}
