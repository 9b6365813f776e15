//! `waymark journal`.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use jiff::Zoned;
use waymark::domain::{
    event::{Actor, Event},
    secret::Secret,
};

use super::Desk;

#[test]
fn the_tail_is_the_last_entries_oldest_first() {
    let desk = Desk::with_demo();
    let all = desk.json(&["journal", "tail", "-n", "10000"]);
    let tail = desk.json(&["journal", "tail", "-n", "3"]);
    assert_eq!(tail, all[all.len() - 3..]);
    assert_eq!(desk.json(&["journal", "tail"]).len(), 10);
    for entry in all {
        assert!(entry["tablet"].is_string() && entry["seq"].is_u64() && entry["at"].is_string());
        assert!(entry["kind"].is_string());
    }
}

#[test]
fn no_line_shows_secret_pictures_whoever_wrote_them_and_in_whatever_kind_of_event() {
    let desk = Desk::with_demo();
    let newer = serde_json::json!({
        "kind": "secret_swapped", "student": "s01", "secret": "star sun moon",
        "deep": [{"secret": "star sun moon"}],
    });
    let (student, secret) = ("s01".into(), Secret::nth(7));
    let events = [
        Event::Unknown(newer),
        Event::SecretGiven { student, secret },
    ];
    desk.journal()
        .append(&Zoned::now(), &Actor::Tablet, &events)
        .unwrap();
    let tail = desk.json(&["journal", "tail", "-n", "2"]);
    for (entry, kind) in tail.iter().zip(["secret_swapped", "secret_given"]) {
        assert_eq!(entry["kind"], kind);
        assert!(!entry.to_string().contains("\"secret\""), "{entry}");
        assert!(!entry.to_string().contains("moon"), "{entry}");
    }
    assert_eq!(tail.len(), 2);
}

#[test]
fn in_words_it_has_the_time_the_kind_and_the_child_and_no_words_of_a_note() {
    let desk = Desk::with_demo();
    let said = desk.run(&["journal", "tail", "-n", "10000"]);
    let check_in = said
        .out
        .lines()
        .find(|line| line.contains("checked_in"))
        .unwrap();
    let words: Vec<_> = check_in.split_whitespace().collect();
    assert_eq!(words.len(), 6, "{check_in}");
    assert!(words[4].starts_with("(s"), "{check_in}");
    assert!(
        !said.out.contains("partner learned"),
        "a note is not for everybody"
    );
}

#[test]
fn following_shows_what_another_program_writes() {
    let desk = Desk::with_demo();
    let mut command = desk.command(&["journal", "tail", "-n", "1", "--follow", "--json"]);
    let mut tail = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(tail.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    let line = lines.find(|line| line.as_ref().unwrap().contains("04A2245A123480"));
    assert!(line.unwrap().unwrap().contains("badge_linked"));
    tail.kill().unwrap();
    tail.wait().unwrap();
}

#[test]
fn a_reader_who_has_enough_ends_it_quietly() {
    let desk = Desk::new();
    desk.run(&["demo", "--days", "12"]);
    let mut command = desk.command(&["journal", "tail", "-n", "100000", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut tail = command.spawn().unwrap();
    let mut out = BufReader::new(tail.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    drop(out);
    let ended = tail.wait_with_output().unwrap();
    assert!(ended.status.success());
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
}

#[test]
fn a_folder_without_a_journal_says_so() {
    let desk = Desk::new();
    for verb in [
        &["journal", "tail"][..],
        &["journal", "verify"],
        &["badge", "list"],
    ] {
        let said = desk.run(verb);
        assert_eq!(said.code, 1);
        assert!(said.err.contains("There is no journal in"), "{}", said.err);
        assert!(!desk.path("data").exists(), "reading makes nothing");
    }
}

#[test]
fn verify_names_what_was_changed() {
    let desk = Desk::with_demo();
    let path = desk.path("data").join("waymark.sqlite");
    let mut bytes = fs::read(&path).unwrap();
    let from = b"Brookfield";
    let places: Vec<_> = bytes
        .windows(from.len())
        .enumerate()
        .filter_map(|(at, word)| (word == from).then_some(at))
        .collect();
    for at in places {
        bytes[at] = b'C';
    }
    fs::write(&path, bytes).unwrap();
    let said = desk.run(&["journal", "verify"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(
        said.out.contains("was changed after it was written"),
        "{}",
        said.out
    );
    assert!(said.out.contains("1 place is damaged"), "{}", said.out);
    let answer = desk.json(&["journal", "verify"]);
    assert_eq!(answer[0]["damage"].as_array().unwrap().len(), 1);
    assert!(answer[0]["entries"].as_u64() > Some(100));
}
