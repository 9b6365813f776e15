//! `waymark join`: a fresh tablet becomes one of a class, and nothing else does.

use std::{fs, path::Path};

use waymark::{
    domain::{ids::TabletId, joining::JoinCode, sharing::MeetingPlace},
    storage::{Journal, Setting},
    sync::{Known, Meeting},
};

use super::Desk;

/// A class of one tablet that shares a folder; the folder.
fn class() -> (Desk, String) {
    let desk = Desk::with_demo();
    let folder = desk.path("shared");
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.display().to_string();
    let said = desk.run(&["sync", "--once", "--folder", &folder]);
    assert_eq!(said.code, 0, "{}", said.err);
    (desk, folder)
}

/// A code, as the teacher's page shows it.
fn code(desk: &Desk, folder: &str) -> JoinCode {
    let journal = Journal::open_to_read(&desk.path("data")).unwrap();
    let class = journal.setting(Setting::ClassId).unwrap().unwrap();
    let place = MeetingPlace::Folder(folder.into());
    let known = Known {
        class: class.into(),
        was_there: true,
    };
    let tablet: TabletId = journal.tablet().clone();
    let made = Meeting::new(place, tablet).invite(&known, "Room 12", &mut rand::rng());
    made.unwrap().code
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_fresh_tablet_becomes_one_of_the_class_and_keeps_what_it_held_aside() {
    let (one, folder) = class();
    let code = code(&one, &folder);
    let two = Desk::new();
    // Its first start took the sample class over, and its teacher has a PIN.
    assert_eq!(two.run_with(&["teacher", "pin"], "2580\n").code, 0);
    assert_eq!(two.run(&["roster", "list"]).code, 0);
    let was = two.journal().tablet().clone();
    let said = two.run(&["join", &code.letters()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.starts_with("This tablet is one of Room 12 now: "),
        "{}",
        said.out
    );
    let journal = two.journal();
    assert_ne!(*journal.tablet(), was, "a new name");
    assert_eq!(
        journal.setting(Setting::ClassId).unwrap().unwrap(),
        code.class.as_str()
    );
    assert!(journal.has_pin().unwrap(), "the PIN stays");
    assert_eq!(
        journal.records().students().count(),
        one.journal().records().students().count()
    );
    drop(journal);
    let aside = names(&two.path("data"));
    assert!(
        aside.iter().any(|name| name.starts_with("before-joining-")),
        "{aside:?}"
    );
    // It goes on by itself from here: the place was kept.
    let said = two.run(&["sync", "--once"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let back = one.json(&["sync", "--once", "--folder", &folder]);
    assert_eq!(back[0]["tablets"].as_array().unwrap().len(), 1, "{back:?}");
}

#[test]
fn a_tablet_with_records_of_its_own_and_a_code_that_is_wrong_or_old_change_nothing() {
    let (one, folder) = class();
    let code = code(&one, &folder);
    let letters = code.letters();
    let full = Desk::with_demo();
    let refused = full.run(&["join", &letters]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("records of children of its own"),
        "{}",
        refused.err
    );

    let fresh = Desk::new();
    let wrong = |args: &[&str], says: &str| {
        let said = fresh.run(args);
        assert_eq!(said.code, 1, "{args:?}");
        assert!(said.err.contains(says), "{}", said.err);
        assert!(!fresh.path("data").exists(), "{args:?}");
    };
    wrong(&["join", &letters[..40]], "That is no code of a class");
    let moved = one.path("elsewhere");
    fs::rename(&folder, &moved).unwrap();
    wrong(&["join", &letters], "say where the folder is here");
    let other = JoinCode {
        class: "NPRSTVXBCDFG".into(),
        ..code.clone()
    };
    let there = moved.display().to_string();
    wrong(
        &["join", &other.letters(), "--folder", &there],
        "another class",
    );
    let unknown = JoinCode {
        key: "BBBBBBBBBBBBBBBB".to_owned(),
        ..code.clone()
    };
    wrong(
        &["join", &unknown.letters(), "--folder", &there],
        "knows nothing of this code",
    );
    for file in names(&moved.join("invitations")) {
        let file = moved.join("invitations").join(file);
        let text = fs::read_to_string(&file).unwrap();
        let mut letter: serde_json::Value = serde_json::from_str(&text).unwrap();
        letter["until"] = "2026-01-01T08:00:00Z".into();
        fs::write(file, letter.to_string()).unwrap();
    }
    wrong(
        &["join", &letters, "--folder", &there],
        "This code is too old",
    );
    let key = fs::read_to_string(
        moved
            .join("invitations")
            .join(&names(&moved.join("invitations"))[0]),
    );
    assert!(
        !key.unwrap().contains(&code.key),
        "the key is not kept there"
    );
}
