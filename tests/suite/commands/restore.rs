//! `waymark restore`: a lost tablet comes back, from where its class meets or from an export.

use std::fs;

use super::Desk;

#[test]
fn a_lost_tablet_comes_back_whole_from_the_shared_folder_under_a_new_name() {
    let one = Desk::with_demo();
    let folder = one.path("shared");
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.display().to_string();
    assert_eq!(one.run(&["sync", "--once", "--folder", &folder]).code, 0);
    let (was, entries) = {
        let journal = one.journal();
        (journal.tablet().clone(), journal.len().unwrap())
    };
    let two = Desk::new();
    let said = two.json(&["restore", "--from", &folder]);
    assert_eq!(said[0]["entries"].as_u64(), Some(entries), "{said:?}");
    let journal = two.journal();
    assert_ne!(*journal.tablet(), was);
    assert_eq!(
        journal.records().students().count(),
        one.journal().records().students().count()
    );
    drop(journal);
    let again = two.run(&["restore", "--from", &folder]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("There is a journal in"), "{}", again.err);
    // It shares on from here.
    assert_eq!(two.run(&["sync", "--once"]).code, 0);
}

#[test]
fn a_tablet_that_is_lost_is_named_as_gone_in_a_folder_too_until_it_comes_back() {
    let (one, two) = (Desk::with_demo(), Desk::new());
    let folder = one.path("shared");
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.display().to_string();
    let file = one.path("class").join("kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n[sync]\nfolder = {folder:?}\n")).unwrap();
    let lost = two.run(&["sync", "gone", "BBBBBBBBBBBB"]);
    assert_eq!(lost.code, 1);
    assert!(lost.err.contains("No tablet with the id"), "{}", lost.err);
    for desk in [&one, &two, &one] {
        let said = desk.run(&["sync", "--once", "--folder", &folder]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let lost = two.journal().tablet().to_string();
    let said = one.json(&["sync", "gone", &lost]);
    assert_eq!(said[0]["tablet"], lost.as_str(), "{said:?}");
    let retired = || {
        let said = one.json(&["sync", "--once"]);
        assert_eq!(said[0]["odd"], serde_json::json!([]), "{said:?}");
        said[0]["tablets"][0]["retired"].as_bool().unwrap()
    };
    assert!(retired());
    let said = two.json(&["sync", "--once", "--folder", &folder]);
    assert_eq!(said[0]["odd"], serde_json::json!([]), "{said:?}");
    assert!(!retired(), "it is there again");
}

#[test]
fn an_export_brings_back_all_but_badges_and_says_so() {
    let one = Desk::with_demo();
    let to = one.path("export").display().to_string();
    assert_eq!(one.run(&["export", "--to", &to]).code, 0);
    let file = find(&one.path("export")).unwrap();
    let two = Desk::new();
    let said = two.run(&["restore", "--from", &file.display().to_string()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Link the badges anew."), "{}", said.out);
    let (old, new) = (one.journal(), two.journal());
    let count = |kind: &str, desk: &Desk| {
        let lines = desk.json(&["journal", "tail", "-n", "100000"]);
        lines.iter().filter(|line| line["kind"] == kind).count()
    };
    for kind in [
        "checked_in",
        "reflection_finished",
        "level_awarded",
        "student_added",
    ] {
        assert_eq!(count(kind, &one), count(kind, &two), "{kind}");
    }
    let levels = |journal: &waymark::storage::Journal| {
        let records = journal.records();
        let mut levels: Vec<_> = records
            .students()
            .flat_map(|(id, record)| {
                record.skills.iter().map(move |(skill, record)| {
                    (id.clone(), skill.clone(), record.awarded().cloned())
                })
            })
            .collect();
        levels.sort();
        levels
    };
    assert_eq!(levels(&old), levels(&new));
    assert_eq!(count("badge_linked", &two), 0);
    assert_eq!(two.run(&["journal", "verify"]).code, 0);
}

fn find(folder: &std::path::Path) -> Option<std::path::PathBuf> {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path) {
                return Some(found);
            }
        } else if path.file_name().is_some_and(|name| name == "entries.jsonl") {
            return Some(path);
        }
    }
    None
}

#[test]
fn a_folder_that_is_neither_says_so_and_makes_no_journal() {
    let desk = Desk::new();
    let empty = desk.path("empty");
    fs::create_dir_all(&empty).unwrap();
    let said = desk.run(&["restore", "--from", &empty.display().to_string()]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("is no shared folder of a class"),
        "{}",
        said.err
    );
    assert!(!desk.path("data").exists());
}

#[test]
fn a_tablet_retires_only_when_everything_is_elsewhere_and_the_others_are_told() {
    let (one, two) = (Desk::with_demo(), Desk::new());
    let to = one.path("export").display().to_string();
    let asked = one.run(&["retire", "--export", &to]);
    assert_eq!(asked.code, 1);
    assert!(asked.err.contains("again with --yes"), "{}", asked.err);
    assert!(!one.path("export").exists());
    let alone = one.run(&["retire", "--export", &to, "--yes"]);
    assert_eq!(alone.code, 1);
    assert!(
        alone.err.contains("nobody else has; nothing was wiped"),
        "{}",
        alone.err
    );
    assert!(one.journal().len().unwrap() > 100);
    assert!(find(&one.path("export")).is_some(), "the export is there");

    let folder = one.path("shared");
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.display().to_string();
    let file = one.path("class").join("kiosk.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n[sync]\nfolder = {folder:?}\n")).unwrap();
    let gone = one.run(&["retire", "--export", &to, "--yes"]);
    assert_eq!(gone.code, 0, "{}", gone.err);
    let left: Vec<_> = fs::read_dir(one.path("data"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, ["waymark.lock"]);
    let said = two.json(&["sync", "--once", "--folder", &folder]);
    assert_eq!(said[0]["tablets"][0]["retired"], true, "{said:?}");
    let lines = two.json(&["journal", "tail", "-n", "100000"]);
    assert!(lines.iter().any(|line| line["kind"] == "tablet_retired"));
}
