//! `waymark sync setup-postgres`, against a real server.

use std::fs;

use waymark::sync::{
    Peer as _,
    postgres::{Plain, Server},
};

use super::Desk;
use crate::support::postgres::{Postgres, peer, shared};

#[test]
fn it_prints_a_script_that_holds_no_key_and_a_line_for_each_tablet() {
    let (server, desk) = (shared(), Desk::new());
    let url = server.keeper().line();
    let name = [
        "--class-name",
        "Room 12",
        "--class-id",
        "VERBPRINTS",
        "--tablets",
        "2",
    ];
    let said = desk.run(&[&["sync", "setup-postgres", "--url", &url], &name[..]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.starts_with("-- Nothing was changed."));
    let lines: Vec<&str> = said
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("-- postgresql://"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(said.out.contains("password_file = a file"), "{}", said.out);
    // All of it may be given to psql as it is.
    Postgres::sql(&server.keeper(), &said.out).unwrap();
    for line in lines {
        let way = Server::read(&format!("postgresql://{line}"), Plain::OnThisMachine).unwrap();
        assert!(peer(&way, "BBBBBBBBBBBB", "VERBPRINTS").survey().is_ok());
        let key = line.split([':', '@']).nth(1).unwrap();
        assert_eq!(said.out.matches(key).count(), 1);
    }
}

#[test]
fn it_runs_the_script_and_answers_in_json() {
    let (server, desk) = (shared(), Desk::new());
    let keeper = server.keeper().line();
    let (before, after) = keeper.split_once('@').unwrap();
    let (who, key) = before.rsplit_once(':').unwrap();
    let file = desk.path("password");
    fs::write(&file, format!("{}\n", key.replace("%2D", "-"))).unwrap();
    let url = format!("{who}@{after}");
    let args = [
        "--json",
        "sync",
        "setup-postgres",
        "--apply",
        "--class-name",
        "Room 12",
        "--url",
        &url,
    ];
    let file = file.display().to_string();
    let said = desk.run(&[&args[..], &["--password-file", &file]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let answer: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let class = answer["class"].as_str().unwrap();
    assert_eq!(class.len(), 12);
    assert_eq!(answer["applied"], true);
    let way = Server::read(answer["tablets"][0].as_str().unwrap(), Plain::OnThisMachine).unwrap();
    assert!(peer(&way, "BBBBBBBBBBBB", class).survey().is_ok());
}

#[test]
fn what_it_cannot_do_is_a_sentence_without_the_key() {
    let desk = Desk::new();
    let run = |url: &str, more: &[&str]| {
        let args = [
            "sync",
            "setup-postgres",
            "--apply",
            "--class-name",
            "Room 12",
            "--url",
            url,
        ];
        let said = desk.run(&[&args[..], more].concat());
        assert_eq!(said.out, "");
        assert!(!said.err.contains("sesame"), "{}", said.err);
        (said.code, said.err)
    };
    let (code, told) = run("host=db password=sesame", &[]);
    assert!(
        code == 1 && told.contains("That is no connection line"),
        "{told}"
    );
    let clear = "postgresql://me:sesame@db.school.example/db?sslmode=disable";
    let (code, told) = run(clear, &[]);
    assert!(code == 1 && told.contains("in the clear"), "{told}");
    let authority = shared().authority().display().to_string();
    let away = format!("postgresql://me:sesame@localhost:1/db?sslrootcert={authority}");
    let (code, told) = run(&away, &[]);
    assert!(code == 1 && told.contains("cannot be reached"), "{told}");
    let (code, told) = run(&away, &["--class-id", "no class'"]);
    assert!(code == 2 && told.contains("is no class"), "{told}");
    let wrong = shared().line("keeper", "sesame");
    let (code, told) = run(&wrong, &[]);
    assert!(code == 1 && told.contains("the key is wrong"), "{told}");
}
