//! Command lines that make no sense, and the folders that count when none is named.

use std::process::Command;

use super::{Desk, copy};

#[test]
fn a_command_line_that_makes_no_sense_exits_with_2() {
    let desk = Desk::new();
    for args in [
        &["runn"][..],
        &["run", "--windowed", "wide"],
        &["run", "--windowed", "0x0"],
        &["run", "--lang", "English"],
        &["--windowed", "1024x600", "check"],
        &["demo", "--days", "0"],
        &["badge", "link", "--student", "s01"],
        &["badge", "link", "--new-code"],
        &[
            "badge",
            "link",
            "--student",
            "s01",
            "--uid",
            "04",
            "--new-code",
        ],
        &["badge", "link", "--student", "s01", "--uid", "04A2"],
        &["badge", "link", "--teacher", " ", "--new-code"],
        &["badge", "void", "hello"],
        &["export"],
        &["export", "--to", "there", "--since", "yesterday"],
        &["journal"],
        &["join"],
        &["restore"],
        &["sync", "status", "--once"],
    ] {
        let said = desk.run(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.err);
        assert!(!said.err.is_empty() && said.out.is_empty(), "{args:?}");
        assert!(!desk.path("data").exists(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_no_misuse() {
    let desk = Desk::new();
    for args in [
        &["--help"][..],
        &["badge", "link", "--help"],
        &["--version"],
    ] {
        let said = desk.run(args);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn without_names_the_class_is_here_and_the_data_is_the_users() {
    let desk = Desk::new();
    copy(&desk.path("class"), &desk.path("kiosk-config"));
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.args(args);
        desk.said(desk.bare(command).output().unwrap())
    };
    let said = run(&["check"]);
    assert!(
        said.out.starts_with("kiosk-config is whole."),
        "{}",
        said.err
    );
    let said = run(&["journal", "verify"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("DESK/home/"), "{}", said.err);
}

#[test]
fn a_class_that_is_nowhere_says_how_to_name_one() {
    let desk = Desk::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.arg("check");
    let said = desk.said(desk.bare(command).output().unwrap());
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("name the class folder with --class"),
        "{}",
        said.err
    );
}
