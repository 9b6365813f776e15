//! `waymark doctor`. Card readers are switched off here, so that the answer is the same everywhere.

use std::fs;

use serde_json::Value;

use super::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.swap("kiosk.toml", "card_reader = true", "card_reader = false");
    desk.swap("kiosk.toml", "mute = false", "mute = true");
    desk.swap("kiosk.toml", "# screen_inches", "screen_inches");
    desk
}

fn state(findings: &[Value], part: &str) -> String {
    let found = findings.iter().find(|finding| finding["part"] == part);
    found.unwrap()["state"].as_str().unwrap().to_owned()
}

#[test]
fn on_a_new_tablet_it_says_what_is_still_to_do() {
    let desk = desk();
    let said = desk.run(&["doctor"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let steady: Vec<_> = said
        .out
        .lines()
        .filter(|line| !line.contains("kernel modules"))
        // What this machine has.
        .filter(|line| !line.contains(" disk  ") && !line.contains(" printer  "))
        .collect();
    insta::assert_snapshot!(steady.join("\n"), @"
    works          class pack        24 students and 7 skills in DESK/class.
    look at        data folder       There is no DESK/data yet. The kiosk makes it at its first start.
    look at        database          There is none yet. The kiosk makes it at its first start.
    works          display           10.1 inches, as kiosk.toml says.
    works          card readers      Switched off in kiosk.toml.
    look at        keyboard scanner  It types like a keyboard, so only you can tell: scan a badge while the kiosk shows its first screen.
    works          sound             Switched off in kiosk.toml.
    not yet        camera            Switched off in kiosk.toml: badges are tapped or scanned.
    ");
    assert!(!desk.path("data").exists());
}

#[test]
fn with_a_journal_it_looks_at_clock_copies_and_pin() {
    let desk = desk();
    desk.run(&["demo", "--days", "1", "--students", "2"]);
    let findings = desk.json(&["doctor"]);
    for part in ["database", "data folder", "disk", "clock"] {
        assert_eq!(state(&findings, part), "works", "{part}");
    }
    for part in ["daily copies", "teacher PIN"] {
        assert_eq!(state(&findings, part), "look_at", "{part}");
    }
    desk.run_with(&["teacher", "pin"], "2580");
    fs::create_dir(desk.path("data/snapshots")).unwrap();
    desk.write("data/snapshots/waymark-2026-01-09.sqlite", "");
    let findings = desk.json(&["doctor"]);
    assert_eq!(state(&findings, "teacher PIN"), "works");
    assert_eq!(state(&findings, "daily copies"), "look_at");
    let probe = desk.path("data/waymark-probe.tmp");
    assert!(!probe.exists(), "the probe is gone");
}

#[test]
fn what_does_not_work_exits_with_1() {
    let desk = desk();
    desk.swap("levels.toml", "circle", "cirle");
    fs::create_dir(desk.path("data")).unwrap();
    desk.write("data/waymark.sqlite", &"not a database ".repeat(1000));
    let said = desk.run(&["doctor"]);
    assert_eq!(said.code, 1);
    let line = |part: &str| {
        let found = said.out.lines().find(|line| line.contains(part));
        found.unwrap().to_owned()
    };
    assert!(
        line("class pack").starts_with("does not work"),
        "{}",
        said.out
    );
    assert!(
        line("database").starts_with("does not work"),
        "{}",
        said.out
    );
}

#[test]
fn a_display_that_is_too_small_for_fingers_is_named() {
    let desk = desk();
    desk.swap("kiosk.toml", "screen_inches = 10.1", "screen_inches = 7");
    let findings = desk.json(&["doctor"]);
    assert_eq!(state(&findings, "display"), "look_at");
}
