//! The form of the file: what it looks like, which files are refused, and that every form ever
//! released still opens.

use std::{fs, path::Path};

use rusqlite::Connection;
use waymark::{
    domain::event::{Actor, Event, Holder, HowItWent, Pick, VoidReason},
    storage::{Journal, OpenError, Setting},
};

use crate::support::happenings::{
    added, all, checked_in, morning, note, open, random, small_class, student,
};

fn query(file: &Path, sql: &str) -> Vec<String> {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells: Vec<String> = (0..columns)
            .map(|column| match row.get_ref(column).unwrap() {
                rusqlite::types::ValueRef::Null => "-".to_owned(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                value => value.as_str().unwrap_or("?").to_owned(),
            })
            .collect();
        Ok(cells.join(" | "))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_fresh_file_has_this_form() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).close().unwrap();
    let file = folder.path().join("waymark.sqlite");
    let schema = query(&file, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
    insta::assert_snapshot!(schema.join(";\n\n"));
    let pragmas = "SELECT * FROM pragma_application_id, pragma_user_version, pragma_journal_mode";
    assert_eq!(query(&file, pragmas), ["1463900493 | 1 | wal"]);
    let beside: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "waymark.sqlite" && name != "waymark.lock")
        .collect();
    assert_eq!(beside, [""; 0], "a closed journal is one file");
}

#[test]
fn a_newer_programs_file_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    small_class(folder.path(), 5).close().unwrap();
    let file = folder.path().join("waymark.sqlite");
    let newer = Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 2).unwrap();
    newer.close().unwrap();
    let before = fs::read(&file).unwrap();
    let error = Journal::open(folder.path(), &morning(0), &mut random()).unwrap_err();
    assert!(matches!(error, OpenError::Newer(_)), "{error:?}");
    let said = error
        .to_string()
        .replace(&folder.path().display().to_string(), "DATA");
    insta::assert_snapshot!(said, @"DATA/waymark.sqlite was written by a newer Waymark, so this one leaves it untouched. Install the newer program on this tablet.");
    let error = Journal::open_to_read(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Newer(_)), "{error:?}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn another_programs_file_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("waymark.sqlite");
    let other = Connection::open(&file).unwrap();
    other
        .execute_batch("CREATE TABLE entries (recipe)")
        .unwrap();
    other.close().unwrap();
    let before = fs::read(&file).unwrap();
    let error = Journal::open(folder.path(), &morning(0), &mut random()).unwrap_err();
    assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
    let said = error
        .to_string()
        .replace(&folder.path().display().to_string(), "DATA");
    insta::assert_snapshot!(said, @"DATA/waymark.sqlite belongs to another program, so it was left untouched. Move it away, or name another folder with --data.");
    let error = Journal::open_to_read(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Foreign(_)), "{error:?}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_folder_without_a_journal_says_so_when_it_is_only_read() {
    let folder = tempfile::tempdir().unwrap();
    let error = Journal::open_to_read(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Missing(_)), "{error:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A little of everything, recorded one by one.
fn eventful_morning(journal: &mut Journal) {
    let (maya, skill) = (student("1"), || "rounding".into());
    let level = || "explorer".into();
    let uid: waymark::domain::badge::BadgeKey = "uid:04A2245A123480".parse().unwrap();
    let source = waymark::domain::badge::TapSource::CardReader;
    let events = vec![
        added("1", "Maya"),
        added("2", "Omar"),
        Event::BadgeLinked {
            badge: uid.clone(),
            holder: Holder::Student(maya.clone()),
        },
        checked_in("1", "library"),
        checked_in("1", "carpet"),
        Event::ReflectionFinished {
            student: maya.clone(),
            skill: skill(),
            picks: vec![
                Pick {
                    criterion: "place".into(),
                    level: level(),
                },
                Pick {
                    criterion: "line".into(),
                    level: "seeker".into(),
                },
            ],
            placed: "seeker".into(),
            chosen: level(),
        },
        Event::TaskChosen {
            student: maya.clone(),
            skill: skill(),
            level: level(),
            task: "cards".into(),
        },
        Event::TaskFinished {
            student: maya.clone(),
            skill: skill(),
            task: "cards".into(),
            how: HowItWent::WithHelp,
        },
        Event::AssessmentRequested {
            student: maya.clone(),
            skill: skill(),
        },
        Event::AssessmentRecorded {
            student: maya.clone(),
            skill: skill(),
            score: Some(85),
            level: None,
        },
        Event::LevelAwarded {
            student: maya.clone(),
            skill: skill(),
            level: level(),
        },
        Event::GoalSet {
            student: maya.clone(),
            skill: skill(),
            level: "guide".into(),
            by: jiff::civil::date(2026, 10, 1),
        },
        Event::ConferenceHeld {
            student: maya.clone(),
        },
        note("1", "Well done"),
        Event::OopsShared {
            student: maya.clone(),
            skill: skill(),
            oops: waymark::domain::event::OopsKind::TooFast,
        },
        Event::GroupsSet {
            groups: vec![(maya.clone(), "blue".into())],
        },
        Event::CheckedOut {
            student: maya.clone(),
            station: "carpet".into(),
        },
        Event::BadgeVoided {
            badge: uid.clone(),
            reason: VoidReason::Lost,
        },
        Event::VoidedBadgeTapped {
            badge: uid.clone(),
            student: Some(maya.clone()),
            source,
        },
        Event::UnknownBadgeTapped {
            badge: "uid:04A2245A123481".parse().unwrap(),
            source,
        },
        Event::StudentLeft {
            student: student("2"),
        },
    ];
    for (event, second) in events.iter().zip(1..) {
        let actor = Actor::Teacher("ms-lee".into());
        journal
            .append(&morning(second), &actor, std::slice::from_ref(event))
            .unwrap();
    }
    let entries = all(journal);
    let left = entries
        .iter()
        .find(|e| matches!(e.event, Event::NoteLeft { .. }))
        .unwrap();
    let wrong = entries
        .iter()
        .find(|e| e.event == checked_in("1", "carpet"))
        .unwrap();
    let last = [
        Event::NoteRead {
            student: maya.clone(),
            note: left.id.clone(),
        },
        Event::EntryWithdrawn {
            student: maya,
            entry: wrong.id.clone(),
        },
        Event::Unknown(serde_json::json!({"kind": "sang", "student": "1"})),
    ];
    journal
        .append(&morning(60), &Actor::Student(student("1")), &last)
        .unwrap();
    journal.set(Setting::PinHash, "not a hash").unwrap();
}

#[test]
fn every_view_reads_as_a_person_would_put_it_and_leaves_out_what_was_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    eventful_morning(&mut journal);
    let tablet = journal.tablet().to_string();
    let file = folder.path().join("waymark.sqlite");
    let mut said = String::new();
    for view in query(
        &file,
        "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name",
    ) {
        if view != "happenings" {
            let columns = query(
                &file,
                &format!("SELECT group_concat(name, ' | ') FROM pragma_table_info('{view}')"),
            );
            let rows = query(&file, &format!("SELECT * FROM {view}"));
            said += &format!("{view}: {}\n  {}\n", columns[0], rows.join("\n  "));
        }
    }
    insta::assert_snapshot!(said.replace(&tablet, "TABLET"));
}

const FIXTURE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/suite/fixtures/journal-v1.sqlite"
);

/// Made the fixture, once, with `WAYMARK_WRITE_FIXTURE=1`. A released form is never written again.
#[test]
fn the_fixture_of_form_1_is_written_once() {
    if std::env::var_os("WAYMARK_WRITE_FIXTURE").is_some() && !Path::new(FIXTURE).exists() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = open(folder.path());
        eventful_morning(&mut journal);
        journal.close().unwrap();
        fs::copy(folder.path().join("waymark.sqlite"), FIXTURE).unwrap();
    }
    assert!(fs::metadata(FIXTURE).unwrap().len() < 100_000);
}

#[test]
fn a_journal_of_form_1_opens_verifies_and_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(FIXTURE, folder.path().join("waymark.sqlite")).unwrap();
    let mut journal = open(folder.path());
    assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
    let lines: Vec<String> = all(&journal)
        .iter()
        .map(|entry| entry.to_json_line().unwrap())
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    assert_eq!(
        journal.setting(Setting::PinHash).unwrap().as_deref(),
        Some("not a hash")
    );
    let maya = journal.records().student(&student("1")).cloned().unwrap();
    assert_eq!(
        maya.group().map(ToString::to_string).as_deref(),
        Some("blue")
    );
    journal
        .append(&morning(99), &Actor::Tablet, &[checked_in("1", "door")])
        .unwrap();
    assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
}
