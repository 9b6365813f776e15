//! The form of the file: what it looks like, which files are refused, and that every form ever
//! released still opens.

use std::{fs, path::Path};

use rusqlite::Connection;
use waymark::{
    domain::{
        event::{Actor, Event},
        log::LogFilter,
    },
    storage::{Journal, OpenError, Setting},
};

use crate::support::happenings::{all, checked_in, morning, open, random, small_class, student};

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
    assert_eq!(query(&file, pragmas), ["1463900493 | 7 | wal"]);
    let beside: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "waymark.sqlite" && name != "waymark.lock")
        .collect();
    assert_eq!(beside, [""; 0], "a closed journal is one file");
}

#[test]
fn no_view_reads_the_journal_anew_for_each_of_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).close().unwrap();
    let file = folder.path().join("waymark.sqlite");
    let views = query(&file, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    assert!(views.len() > 15, "{views:?}");
    for view in views {
        let plan = query(&file, &format!("EXPLAIN QUERY PLAN SELECT * FROM {view}"));
        let anew = plan.iter().find(|step| step.contains("CORRELATED"));
        assert_eq!(anew, None, "{view}: {plan:#?}");
        // Names come out of an index, and not out of everything that ever happened.
        let scans = plan.iter().filter(|step| step.contains("SCAN entries"));
        let whole = scans.filter(|step| !step.contains("USING INDEX"));
        assert!(whole.count() <= 2, "{view}: {plan:#?}");
    }
}

#[test]
fn a_newer_programs_file_is_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    small_class(folder.path(), 5).close().unwrap();
    let file = folder.path().join("waymark.sqlite");
    let newer = Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
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

/// A little of everything, as it stands in files.
const MORNING: &str = r#"
{"kind":"student_added","student":"1","card":{"first_name":"Maya","picture":"🦊","group":"red"}}
{"kind":"student_added","student":"2","card":{"first_name":"Omar","picture":"🦊","group":"red"}}
{"kind":"badge_linked","badge":"uid:04A2245A123480","holder":{"student":"1"}}
{"kind":"checked_in","student":"1","station":"library","block":"math","round":1,"source":"card_reader","express":true}
{"kind":"checked_in","student":"1","station":"carpet","block":"math","round":1,"source":"card_reader","express":true}
{"kind":"reflection_finished","student":"1","skill":"rounding","picks":[{"criterion":"place","level":"explorer"},{"criterion":"line","level":"seeker"}],"placed":"seeker","chosen":"explorer"}
{"kind":"task_chosen","student":"1","skill":"rounding","level":"explorer","task":"cards"}
{"kind":"task_finished","student":"1","skill":"rounding","task":"cards","how":"with_help"}
{"kind":"assessment_requested","student":"1","skill":"rounding"}
{"kind":"assessment_recorded","student":"1","skill":"rounding","score":85}
{"kind":"level_awarded","student":"1","skill":"rounding","level":"explorer"}
{"kind":"assessment_recorded","student":"2","skill":"rounding","level":"seeker","reason":"Quiz"}
{"kind":"level_awarded","student":"2","skill":"rounding","level":"seeker","reason":"Quiz"}
{"kind":"level_taken_back","student":"2","skill":"rounding","level":"seeker","reason":"Needs a little more"}
{"kind":"checked_in","student":"2","station":"carpet","source":"teacher","express":false,"was":{"at":"2026-08-31T09:15:00","millis":1,"count":2}}
{"kind":"goal_set","student":"1","skill":"rounding","level":"guide","by":"2026-10-01"}
{"kind":"conference_held","student":"1"}
{"kind":"note_left","student":"1","text":"Well done"}
{"kind":"oops_shared","student":"1","skill":"rounding","oops":"too_fast"}
{"kind":"groups_set","groups":[["1","blue"]]}
{"kind":"checked_out","student":"1","station":"carpet"}
{"kind":"badge_voided","badge":"uid:04A2245A123480","reason":"lost"}
{"kind":"voided_badge_tapped","badge":"uid:04A2245A123480","student":"1","source":"card_reader"}
{"kind":"unknown_badge_tapped","badge":"uid:04A2245A123481","source":"card_reader"}
{"kind":"student_left","student":"2"}
"#;

/// Records [`MORNING`], takes one check-in back, and adds what a newer program might say.
fn eventful_morning(journal: &mut Journal) {
    for (line, second) in MORNING.trim().lines().zip(1..) {
        let event: Event = serde_json::from_str(line).unwrap();
        let actor = Actor::Teacher("ms-lee".into());
        journal.append(&morning(second), &actor, &[event]).unwrap();
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
            student: student("1"),
            note: left.id.clone(),
        },
        Event::EntryWithdrawn {
            student: student("1"),
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
            said.extend([&view, ": ", &columns[0], "\n  ", &rows.join("\n  "), "\n"]);
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
fn an_upgraded_file_has_the_form_of_a_fresh_one() {
    let form = |folder: &Path| {
        open(folder).close().unwrap();
        let file = folder.join("waymark.sqlite");
        query(
            &file,
            "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name",
        )
    };
    let (fresh, upgraded) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::copy(FIXTURE, upgraded.path().join("waymark.sqlite")).unwrap();
    assert_eq!(form(upgraded.path()), form(fresh.path()));
}

#[test]
fn a_file_of_form_1_is_brought_up_to_date_for_whoever_only_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("waymark.sqlite");
    fs::copy(FIXTURE, &file).unwrap();
    let journal = Journal::open_to_read(folder.path()).unwrap();
    let first = all(&journal).remove(0);
    let of_day = LogFilter {
        day: Some(first.at.date()),
        ..LogFilter::default()
    };
    assert!(!journal.log(&of_day).unwrap().is_empty());
    drop(journal);
    for view in query(&file, "SELECT name FROM sqlite_schema WHERE type = 'view'") {
        query(&file, &format!("SELECT * FROM {view}"));
    }
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

/// What this program writes and the one of the fixture did not know; a released line is never
/// changed.
const SINCE: [(&str, &str); 2] = [
    (
        r#"{"kind":"badge_linked","badge":"uid:04A2245A123480","holder":{"substitute":"2026-09-01"}}"#,
        r#""substitute""#,
    ),
    (
        r#"{"kind":"badge_linked","badge":"uid:04A2245A123481","holder":{"teacher":"ms-lee"}}"#,
        r#"{"teacher":"ms-lee"}"#,
    ),
];

#[test]
fn a_substitutes_card_and_what_a_substitute_does_are_written_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    for (line, actor) in SINCE {
        let event: Event = serde_json::from_str(line).unwrap();
        assert!(!matches!(event, Event::Unknown(_)), "{line}");
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
        let actor: Actor = serde_json::from_str(actor).unwrap();
        journal.append(&morning(1), &actor, &[event]).unwrap();
    }
    // As an older program meets a substitute's card: carried, not understood.
    let newer = r#"{"kind":"badge_linked","badge":"uid:04A2245A123480","holder":{"robot":7}}"#;
    let newer: Event = serde_json::from_str(newer).unwrap();
    assert!(matches!(newer, Event::Unknown(_)), "{newer:?}");
    journal.close().unwrap();
    let journal = open(folder.path());
    assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
    let actors =
        "SELECT actor FROM happenings WHERE kind = 'badge_linked' ORDER BY local_time, entry";
    let file = folder.path().join("waymark.sqlite");
    assert_eq!(query(&file, actors), ["substitute", "ms-lee"]);
}
