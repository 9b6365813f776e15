//! `waymark badge print`: every code that is printed is in the journal, and is read back by another
//! program.

use std::{collections::BTreeMap, fs, process::Command};

use serde_json::Value;
use waymark::domain::{
    badge::BadgeKey,
    event::{Actor, Event, Holder},
    ids::StudentId,
    pack::StudentCard,
};

use super::{Desk, Said};
use crate::{
    sheets::{LABELS, Printed},
    support::{classroom::sample_pack, pcscd::own_mounts},
};

impl Desk {
    fn print(&self, args: &[&str]) -> Said {
        let out = self.path("badges.pdf");
        let line = ["badge", "print", "--out", out.to_str().unwrap()];
        self.run(&[&line, args].concat())
    }

    /// Prints, which has to go well.
    fn printed(&self, args: &[&str]) -> Printed {
        let said = self.print(args);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        Printed::read(&self.path("badges.pdf"))
    }

    /// The code badges that count, by student.
    fn codes(&self) -> BTreeMap<StudentId, String> {
        let records = self.journal().records();
        let code = |(key, holder): (&BadgeKey, Option<&Holder>)| match (key, holder?) {
            (BadgeKey::Code(code), Holder::Student(id)) => Some((id.clone(), code.to_string())),
            _ => None,
        };
        records
            .badges()
            .filter_map(|(key, badge)| code((key, badge.counts_for())))
            .collect()
    }

    fn kinds(&self, kind: &str) -> usize {
        let entries = self.json(&["journal", "tail", "-n", "100000"]);
        entries.iter().filter(|entry| entry["kind"] == kind).count()
    }
}

fn sorted(mut codes: Vec<String>) -> Vec<String> {
    codes.sort();
    codes
}

#[test]
fn every_badge_of_the_sample_class_is_read_on_every_sheet_and_is_in_the_journal() {
    let desk = Desk::new();
    for labels in LABELS {
        let sheet = desk.printed(&["--sheet", labels.sheet.name()]);
        let mut cut = sheet.labels(&labels);
        cut.truncate(24);
        let read = sheet.codes(&cut);
        let of_journal: Vec<_> = desk.codes().into_values().collect();
        assert_eq!(read.len(), 24, "{:?}", labels.sheet);
        assert_eq!(sorted(read), sorted(of_journal), "{:?}", labels.sheet);
    }
    assert_eq!(
        desk.kinds("badge_linked"),
        24,
        "printing again makes no other badge"
    );
}

#[test]
fn an_id_badge_tells_a_first_name_and_neither_last_name_nor_level_nor_group() {
    let desk = Desk::with_demo();
    let roster = desk.json(&["roster", "list"]);
    let text = desk.printed(&["--sheet", "5395"]).text();
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.contains(&"Maya"), "{text}");
    let mut told: Vec<String> = roster
        .iter()
        .map(|child| child["last_name"].as_str().unwrap().to_owned())
        .collect();
    let more = [
        "Seeker",
        "Explorer",
        "Trailblazer",
        "Guide",
        "red",
        "Red",
        "Team",
    ];
    told.extend(more.map(str::to_owned));
    for private in told {
        assert!(!words.contains(&private.as_str()), "{private}: {text}");
    }
    for code in desk.codes().into_values() {
        assert!(!text.contains(&code), "letters that could be copied");
    }
}

#[test]
fn children_of_one_first_name_are_told_apart_by_an_initial() {
    let desk = Desk::new();
    desk.swap("students.csv", "s04,Bo,Larkin", "s04,maya,Larkin");
    let text = desk.printed(&[]).text();
    assert!(
        text.contains("Maya B.") && text.contains("maya L."),
        "{text}"
    );
    assert!(
        text.contains("Priya") && !text.contains("Priya N"),
        "{text}"
    );
}

#[test]
fn some_students_are_printed_and_a_wrong_id_prints_nobody() {
    let desk = Desk::new();
    let sheet = desk.printed(&["--students", "s04,s01"]);
    let text: Vec<_> = sheet.text().split_whitespace().map(str::to_owned).collect();
    assert_eq!(text, ["Bo", "Maya"], "by first name");
    assert_eq!(desk.codes().len(), 2);
    let said = desk.print(&["--students", "s01,mateo"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"No student of the class has the id `mateo`; nothing was changed. Did you mean s02 (Mateo Salcedo)?");
    assert_eq!(desk.codes().len(), 2);
}

#[test]
fn a_badge_that_was_voided_is_printed_with_a_new_code() {
    let desk = Desk::new();
    desk.printed(&["--students", "s01"]);
    let old = desk.codes().into_values().next().unwrap();
    desk.run(&["badge", "void", &old]);
    let labels = &LABELS[0];
    let sheet = desk.printed(&["--students", "s01"]);
    let read = sheet.codes(&sheet.labels(labels)[..1]);
    let new = desk.codes().into_values().next().unwrap();
    assert_eq!(read, [new.clone()]);
    assert_ne!(new, old);
}

#[test]
fn level_badges_wait_until_they_are_recorded_as_printed() {
    let desk = Desk::new();
    let said = desk.print(&["--levels"]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"No level badge waits to be printed, so no file was written. Give levels first, on the teacher's pages.");
    let now = jiff::Zoned::now();
    desk.journal()
        .append(
            &now,
            &Actor::CommandLine,
            &[Event::LevelAwarded {
                student: "s01".into(),
                skill: "add-within-1000".into(),
                level: "explorer".into(),
                reason: None,
            }],
        )
        .unwrap();
    let text = desk.printed(&["--levels"]).text();
    for words in ["Maya", "Explorer", "tens and ones"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = desk
        .printed(&["--levels", "--no-names", "--printed"])
        .text();
    assert!(!text.contains("Maya"), "{text}");
    assert_eq!(desk.kinds("level_badge_printed"), 1);
    assert_eq!(desk.print(&["--levels"]).code, 1, "it waits no longer");
}

#[test]
fn a_teacher_badge_has_a_code_of_its_own_and_says_that_it_needs_the_pin() {
    let desk = Desk::new();
    let sheet = desk.printed(&["--teacher", "Ms. Fern", "--sheet", "5395"]);
    let text = sheet.text();
    assert!(text.contains("Teacher") && text.contains("PIN"), "{text}");
    let read = sheet.codes(&sheet.labels(&LABELS[1])[..1]);
    let list = desk.json(&["badge", "list"]);
    assert_eq!(list[0]["teacher"], "Ms. Fern");
    assert_eq!(list[0]["badge"], format!("code:{}", read[0]));
}

#[test]
fn the_list_of_secret_pictures_gives_some_to_who_has_none_and_keeps_them() {
    let desk = Desk::new();
    desk.printed(&["--secrets"]);
    let first = fs::read(desk.path("badges.pdf")).unwrap();
    assert_eq!(desk.kinds("secret_given"), 24);
    desk.printed(&["--secrets"]);
    assert_eq!(desk.kinds("secret_given"), 24);
    assert_eq!(fs::read(desk.path("badges.pdf")).unwrap(), first);
}

#[test]
fn ruler_and_test_badge_leave_the_journal_alone() {
    let desk = Desk::new();
    desk.printed(&["--ruler", "--paper", "a4", "--offset", "-1.5,2"]);
    desk.printed(&["--test-badge", "--sheet", "cr80"]);
    assert_eq!(desk.kinds("badge_linked"), 0);
}

#[test]
fn sheets_are_in_the_language_of_the_class() {
    let desk = Desk::new();
    desk.swap("kiosk.toml", "language = \"en\"", "language = \"es\"");
    let text = desk.printed(&["--test-badge"]).text();
    assert!(text.contains("Tarjeta de prueba"), "{text}");
}

#[test]
fn the_answer_counts_and_never_tells_a_code() {
    let desk = Desk::new();
    let out = desk.path("badges.pdf");
    let args = ["badge", "print", "--out", out.to_str().unwrap()];
    let answer = desk.json(&args);
    assert_eq!(answer[0]["badges"], 24);
    assert_eq!(answer[0]["new"], 24);
    assert_eq!(answer[0]["by_hand"], Value::Array(Vec::new()));
    assert_eq!(desk.json(&args)[0]["new"], 0);
    let said = desk.print(&[]);
    insta::assert_snapshot!(said.out, @"
    24 badges: DESK/badges.pdf
    Print it at 100 % (“actual size”).
    ");
    for code in desk.codes().into_values() {
        assert!(!said.out.contains(&code));
    }
}

#[test]
fn a_name_in_letters_that_nobody_has_is_told_by_id() {
    let desk = Desk::new();
    desk.swap("students.csv", "s04,Bo,Larkin", "s04,小龍,Larkin");
    let said = desk.print(&[]);
    insta::assert_snapshot!(said.out, @"
    24 badges: DESK/badges.pdf
    24 new codes are linked; every other badge is as it was.
    No typeface here has every letter of these names; write them on the line by hand: s04
    Print it at 100 % (“actual size”).
    ");
}

#[test]
fn a_place_where_no_file_can_be_is_refused_before_any_code_is_drawn() {
    let desk = Desk::new();
    let print = |out: &str| {
        let out = desk.path(out);
        desk.run(&["badge", "print", "--out", out.to_str().unwrap()])
    };
    fs::create_dir(desk.path("folder")).unwrap();
    let said = print("folder");
    assert_eq!(said.code, 2);
    insta::assert_snapshot!(said.err, @"DESK/folder is no file; nothing was changed. Name a file, such as badges.pdf.");
    let said = print("nowhere/badges.pdf");
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"There is no folder DESK/nowhere; nothing was changed. Make it, or name another one.");
    let said = desk.run(&["badge", "print", "--out", "/dev/null"]);
    assert_eq!(said.code, 2);
    assert!(!desk.path("data").exists());
}

#[test]
fn what_makes_no_sense_together_is_misused() {
    let desk = Desk::new();
    for args in [
        ["--sheet", "5371", "--paper", "a4"].as_slice(),
        &["--teacher", "Ms. Fern", "--levels"],
        &["--students", "s01", "--ruler"],
        &["--printed"],
        &["--offset", "20,0"],
        &["--sheet", "5163"],
        &["--teacher", " "],
    ] {
        let said = desk.print(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.err);
    }
    assert!(!desk.path("badges.pdf").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_no_part_of_a_file_and_the_codes_are_kept() {
    let desk = Desk::new();
    let folder = desk.path("full");
    fs::create_dir(&folder).unwrap();
    let out = folder.join("badges.pdf");
    let print = desk.command(&["badge", "print", "--out", out.to_str().unwrap()]);
    let mut command = Command::new("unshare");
    command
        .args([own_mounts(), "sh", "-c"])
        .arg(r#"mount -t tmpfs -o size=8k tmpfs "$0" && "$@"; said=$?; ls -A "$0"; exit $said"#)
        .arg(&folder)
        .arg(print.get_program())
        .args(print.get_args());
    let said = desk.said(desk.bare(command).output().unwrap());
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    insta::assert_snapshot!(said.err, @"
    DESK/full/badges.pdf cannot be written, and no part of it was left behind. New codes are kept: print again, and every badge gets the code it has. Make room or name another place with --out.
      because: No space left on device (os error 28)
    ");
    let kept = desk.codes();
    assert_eq!(kept.len(), 24);
    desk.printed(&[]);
    assert_eq!(desk.codes(), kept);
}

#[test]
fn a_school_of_2000_is_printed() {
    let desk = Desk::new();
    let (_, fox) = sample_pack().students.remove(0);
    let child = |number: usize| Event::StudentAdded {
        student: format!("n{number}").into(),
        card: StudentCard {
            first_name: format!("Child{number}"),
            ..fox.clone()
        },
    };
    let all: Vec<_> = (0..2000).map(child).collect();
    let now = jiff::Zoned::now();
    let actor = Actor::CommandLine;
    desk.journal().append(&now, &actor, &all).unwrap();
    let sheet = desk.printed(&["--sheet", "5371"]);
    let told = sheet.ask("pdfinfo", &["sheet.pdf"]);
    assert!(told.contains("Pages:           203"), "{told}");
    assert_eq!(desk.codes().len(), 2024);
}

#[test]
fn a_pack_of_2000_children_is_refused_in_a_sentence() {
    let desk = Desk::new();
    let row = |number: usize| format!("n{number},Child{number},Last{number},🦊,,\n");
    let rows: String = (0..2000).map(row).collect();
    let text = format!("id,first_name,last_name,picture,group,language\n{rows}");
    fs::write(desk.path("class/students.csv"), text).unwrap();
    let said = desk.print(&[]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("more than 1000 students"), "{}", said.err);
}
