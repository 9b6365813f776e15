//! `waymark demo`.

use std::{collections::BTreeMap, fs};

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use super::Desk;

fn entries(desk: &Desk) -> Vec<Value> {
    desk.json(&["journal", "tail", "-n", "100000"])
}

/// How many entries of each kind there are.
fn kinds(entries: &[Value]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for entry in entries {
        *kinds
            .entry(entry["kind"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    kinds
}

#[test]
fn a_demo_fills_an_empty_folder_and_says_how_to_look_at_it() {
    let desk = Desk::new();
    let said = desk.run(&["demo", "--days", "3", "--students", "8"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(
        said.out
            .contains("waymark run --class DESK/class --data DESK/data")
    );
    let code = said
        .out
        .lines()
        .find_map(|line| line.strip_suffix("  Maya"))
        .unwrap()
        .trim();
    assert!(
        code.parse::<waymark::badges::code::BadgeCode>().is_ok(),
        "{code}"
    );
    let verified = desk.run(&["journal", "verify"]);
    assert_eq!(verified.code, 0);
    let first = said.out.split_once(" entries").unwrap().0;
    assert_eq!(
        verified.out,
        format!("{first} entries on 1 tablet, all whole.\n")
    );
}

#[test]
fn one_seed_makes_one_year_and_another_makes_another() {
    let year = |seed: &str| {
        let desk = Desk::new();
        desk.run(&["demo", "--days", "6", "--seed", seed]);
        let bodies: Vec<_> = entries(&desk)
            .into_iter()
            .map(|entry| {
                (
                    entry["at"].clone(),
                    entry["kind"].clone(),
                    entry["student"].clone(),
                )
            })
            .collect();
        bodies
    };
    let one = year("7");
    assert_eq!(one, year("7"));
    assert_ne!(one, year("8"));
}

#[test]
fn a_demo_is_a_believable_year() {
    let desk = Desk::new();
    let said = desk.run(&["demo", "--days", "30"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let entries = entries(&desk);
    let kinds = kinds(&entries);
    for kind in [
        "tablet_joined",
        "pack_published",
        "student_added",
        "student_left",
        "badge_linked",
        "badge_voided",
        "checked_in",
        "reflection_finished",
        "level_awarded",
        "task_chosen",
        "task_finished",
        "task_approved",
        "assessment_requested",
        "assessment_recorded",
        "goal_set",
        "goal_met",
        "conference_held",
        "note_left",
        "note_read",
        "oops_shared",
        "unknown_badge_tapped",
        "voided_badge_tapped",
    ] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
    assert_eq!(kinds["student_added"], 24);
    let times: Vec<_> = entries
        .iter()
        .map(|entry| entry["clock"]["millis"].as_i64())
        .collect();
    assert!(times.is_sorted(), "in the order of their times");
    assert!(
        entries
            .iter()
            .all(|entry| entry.get("time_unsure").is_none())
    );
    let read: Vec<_> = entries
        .iter()
        .filter(|entry| entry["kind"] == "note_read")
        .collect();
    for entry in read {
        let note = entry["event"]["note"].as_str().unwrap();
        let left = entries
            .iter()
            .find(|left| format!("{}-{}", left["tablet"].as_str().unwrap(), left["seq"]) == note);
        let left = left.unwrap();
        assert_eq!(
            (&left["kind"], &left["student"]),
            (&"note_left".into(), &entry["student"])
        );
    }
}

#[test]
fn the_pack_knows_everything_that_a_demo_names() {
    let desk = Desk::with_demo();
    let pack = waymark::config::load(&desk.path("class")).unwrap();
    for entry in entries(&desk) {
        let event = &entry["event"];
        let name = |field: &str| event[field].as_str().map(str::to_owned);
        let Some(skill) = name("skill").map(|skill| pack.skill(&skill.into()).unwrap()) else {
            continue;
        };
        for level in ["level", "placed", "chosen"].into_iter().filter_map(name) {
            assert!(pack.level(&level.into()).is_some());
        }
        if let Some(task) = name("task") {
            assert!(skill.task(&task.into()).is_some());
        }
    }
}

/// A zone in which it is about that hour now: in the first ones nothing of today is over yet.
fn zone_at(hour: i8) -> String {
    let behind = (Timestamp::now().to_zoned(TimeZone::UTC).hour() - hour).rem_euclid(24);
    // Named after how far they are behind Greenwich; there are 12 and, ahead of it, 14.
    match behind {
        0..=12 => format!("Etc/GMT+{behind}"),
        _ => format!("Etc/GMT-{}", 24 - behind),
    }
}

#[test]
fn so_many_entries_are_made_as_were_asked_for_at_any_hour() {
    for hour in [0, 7, 12, 23] {
        let desk = Desk::new();
        let zone = format!("timezone = \"{}\"", zone_at(hour));
        desk.swap("kiosk.toml", "# timezone = \"America/New_York\"", &zone);
        let answer = desk.json(&["demo", "--days", "5", "--entries", "2500"]);
        assert_eq!(answer[0]["entries"], 2500, "{zone}");
        assert!(answer[0]["students"].as_u64() > Some(30));
        let said = desk.run(&["journal", "verify"]);
        assert_eq!(said.out, "2500 entries on 1 tablet, all whole.\n");
    }
}

#[test]
fn a_folder_with_anything_in_it_is_left_alone() {
    let desk = Desk::new();
    fs::create_dir(desk.path("data")).unwrap();
    desk.write("data/letter.txt", "mine");
    let said = desk.run(&["demo", "--days", "1"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"DESK/data is not empty; nothing in it was changed. Name an empty or a new folder with --data.");
    assert_eq!(fs::read_dir(desk.path("data")).unwrap().count(), 1);
}
