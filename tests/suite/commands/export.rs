//! `waymark export`.

use std::{fs, path::PathBuf};

use jiff::{ToSpan as _, Zoned};
use serde_json::Value;
use waymark::domain::event::{Actor, Event};

use super::Desk;

/// Every table and list of an export, by name.
fn files(desk: &Desk, folder: &str) -> Vec<(String, String)> {
    let texts = |folder: PathBuf, before: &str| -> Vec<(String, String)> {
        let listing = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let files = listing.filter(|file| file.file_type().unwrap().is_file());
        let files = files.filter(|file| file.file_name() != "Waymark.xlsx");
        files
            .map(|file| {
                let name = file.file_name().into_string().unwrap();
                let text = fs::read_to_string(file.path()).unwrap();
                (format!("{before}{name}"), text)
            })
            .collect()
    };
    let mut files = texts(desk.path(folder), "");
    files.extend(texts(desk.path(folder).join("oneroster"), "oneroster/"));
    files.sort();
    files
}

fn file(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path("out").join(name)).unwrap()
}

#[test]
fn an_export_is_a_table_for_each_view_and_the_entries() {
    let desk = Desk::with_demo();
    let said = desk.run(&["export", "--to", "out"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let names: Vec<_> = files(&desk, "out")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    insta::assert_snapshot!(names.join(" "), @"assessments.csv check_ins.csv check_outs.csv conferences.csv entries.jsonl goals.csv groups.csv levels.csv notes.csv oneroster/academicSessions.csv oneroster/categories.csv oneroster/lineItems.csv oneroster/manifest.csv oneroster/results.csv oops.csv picks.csv reflections.csv students.csv taps_in_vain.csv tasks.csv without_badge.csv");
    let check_ins = file(&desk, "check_ins.csv");
    let mut lines = check_ins.split("\r\n");
    assert_eq!(
        lines.next(),
        Some(
            "\u{feff}entry,local_time,student,first_name,station,block,round,source,express,time_unsure"
        )
    );
    let entries = file(&desk, "entries.jsonl");
    let checked_in = entries
        .lines()
        .filter(|line| line.contains("\"checked_in\""))
        .count();
    assert_eq!(lines.filter(|line| !line.is_empty()).count(), checked_in);
    let total = desk.json(&["journal", "verify"])[0]["entries"]
        .as_u64()
        .unwrap();
    assert_eq!(entries.lines().count() as u64, total);
    let answer = desk.json(&["export", "--to", "out"]);
    assert_eq!(answer[0]["files"].as_array().unwrap().len(), 22);
}

#[test]
fn no_badge_and_no_pin_is_in_an_export() {
    let desk = Desk::with_demo();
    desk.run(&[
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ]);
    desk.run_with(&["teacher", "pin"], "2580");
    let newer = serde_json::json!({
        "kind": "badge_painted", "student": "s01", "deep": [{"was": "uid:04A2245A123480"}],
    });
    let events = [Event::Unknown(newer)];
    desk.journal()
        .append(&Zoned::now(), &Actor::Tablet, &events)
        .unwrap();
    let badges = desk.json(&["badge", "list"]);
    assert!(badges.len() > 9);
    desk.run(&["export", "--to", "out"]);
    for (name, text) in files(&desk, "out") {
        for badge in &badges {
            let key = badge["badge"].as_str().unwrap();
            let bare = key.split_once(':').unwrap().1;
            assert!(!text.contains(bare), "{key} in {name}");
        }
        for secret in ["argon2", "2580\""] {
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
    let entries = file(&desk, "entries.jsonl");
    for line in entries.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(
            line.get("checksum").is_none(),
            "a checksum lets a serial number be guessed"
        );
    }
    let last: Value = serde_json::from_str(entries.lines().last().unwrap()).unwrap();
    assert_eq!(
        last["event"],
        serde_json::json!({"deep": [{}], "kind": "badge_painted", "student": "s01"})
    );
}

#[test]
fn nothing_in_a_table_is_a_formula() {
    let desk = Desk::new();
    desk.write(
        "list.csv",
        "id,first name,last name\nx1,\"=HYPERLINK(\"\"http://example.org\"\")\",Reed\nx2,@SUM(A1),-Stone\n",
    );
    let said = desk.run(&["roster", "import", "list.csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    desk.run(&["export", "--to", "out"]);
    let students = file(&desk, "students.csv");
    assert!(
        students.contains("x1,\"'=HYPERLINK(\"\"http://example.org\"\")\",Reed"),
        "{students}"
    );
    assert!(students.contains("x2,'@SUM(A1),'-Stone"), "{students}");
}

#[test]
fn since_leaves_out_what_happened_before() {
    let desk = Desk::with_demo();
    let now = Zoned::now();
    let event = Event::ConferenceHeld {
        student: "s01".into(),
    };
    desk.journal()
        .append(&now, &Actor::Teacher("Ms. Fern".into()), &[event])
        .unwrap();
    desk.run(&["export", "--to", "out", "--since", &now.date().to_string()]);
    let conferences = file(&desk, "conferences.csv");
    assert!(conferences.contains(",s01,Maya,Ms. Fern,"), "{conferences}");
    let students = file(&desk, "students.csv");
    assert_eq!(
        students.lines().count(),
        9,
        "who is in the class is always whole"
    );
    for (name, text) in files(&desk, "out") {
        let day_before = now.date().saturating_sub(1.day()).to_string();
        assert!(
            name == "goals.csv"
                || name == "students.csv"
                || name.starts_with("oneroster/")
                || !text.contains(&day_before),
            "{name}"
        );
    }
}

#[test]
fn an_export_that_cannot_be_written_leaves_no_half_file() {
    let desk = Desk::with_demo();
    fs::create_dir_all(desk.path("out/levels.csv/in the way")).unwrap();
    let said = desk.run(&["export", "--to", "out"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err
            .contains("levels.csv cannot be written; the journal is safe"),
        "{}",
        said.err
    );
    assert!(
        desk.path("out/students.csv").is_file(),
        "what came before is whole"
    );
    let left = fs::read_dir(desk.path("out")).unwrap();
    assert!(
        left.flatten()
            .all(|file| !file.file_name().to_string_lossy().contains("part"))
    );
    desk.write("file", "");
    let said = desk.run(&["export", "--to", "file"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("choose another folder with --to"),
        "{}",
        said.err
    );
}

#[test]
fn without_a_class_pack_the_tables_are_written_all_the_same() {
    let desk = Desk::with_demo();
    desk.swap("levels.toml", "seeker", "Seeker");
    let said = desk.run(&["export", "--to", "out"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("there is no workbook"), "{}", said.err);
    assert!(desk.path("out/entries.jsonl").is_file());
    assert!(!desk.path("out/Waymark.xlsx").exists());
}

#[test]
fn one_childs_data_is_written_alone_and_nobodys_is_refused() {
    let desk = Desk::with_demo();
    let said = desk.run(&["export", "--to", "out", "--student", "s03"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let students = file(&desk, "students.csv");
    assert_eq!(students.lines().count(), 2, "{students}");
    assert!(desk.path("out/Waymark.xlsx").is_file());
    assert!(!desk.path("out/oneroster").exists());
    let said = desk.run(&["export", "--to", "none", "--student", "nobody"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("Nobody in the class has the id"),
        "{}",
        said.err
    );
    assert!(!desk.path("none").exists());
    let both = [
        "export",
        "--to",
        "none",
        "--student",
        "s03",
        "--since",
        "2026-01-01",
    ];
    assert_eq!(desk.run(&both).code, 2);
}

#[test]
fn a_language_that_nobody_speaks_is_a_misuse() {
    let desk = Desk::with_demo();
    let said = desk.run(&["export", "--to", "out", "--lang", "xx"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("Choose en or es"), "{}", said.err);
    assert!(!desk.path("out").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_leaves_the_workbook_of_before_whole() {
    let small = Desk::with_demo();
    let large = Desk::new();
    large.run(&["demo", "--days", "40"]);
    let disk = small.path("disk");
    fs::create_dir(&disk).unwrap();
    let sum = |file: &str| format!("cksum < \"$0\"/out/{file}");
    let script = format!(
        "mount -t tmpfs -o size=1m tmpfs \"$0\" && \"$1\" export --to \"$0\"/out --class \"$2\" --data \"$3\" > \"$0\"/said \
         && {book} && \"$1\" export --to \"$0\"/out --class \"$2\" --data \"$4\"; echo $?; {book}; ls -A \"$0\"/out | grep part; true",
        book = sum("entries.jsonl")
    );
    let mut command = std::process::Command::new("unshare");
    command
        .args([crate::support::pcscd::own_mounts(), "sh", "-c", &script])
        .arg(&disk)
        .arg(env!("CARGO_BIN_EXE_waymark"))
        .arg(small.path("class"))
        .arg(small.path("data"))
        .arg(large.path("data"));
    let said = small.said(small.bare(command).output().unwrap());
    let lines: Vec<_> = said.out.lines().collect();
    assert_eq!(lines.len(), 3, "{} {}", said.out, said.err);
    assert_eq!(lines[1], "1");
    assert_eq!(lines[0], lines[2], "the old file is as it was");
    assert!(said.err.contains("Make room"), "{}", said.err);
    assert!(said.err.contains("No space left"), "{}", said.err);
}
