//! How the parts of a tablet are found out: printers through a stand-in for `lpstat`, room on the
//! disk, and where class lists lie.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use tempfile::TempDir;
use waymark::{
    config::roster::{self, find},
    devices::{disk, printer},
    domain::health::Printer,
};

#[test]
fn what_lpstat_says_is_understood() {
    let of = printer::of_answer;
    let default =
        "scheduler is running\nsystem default destination: Library_Laser\nLibrary_Laser\n";
    assert_eq!(of(default), Printer::Default("Library_Laser".to_owned()));
    let none_chosen = "scheduler is running\nno system default destination\nLaser\nBadges\n";
    assert_eq!(of(none_chosen), Printer::NoDefault(2));
    let none = "scheduler is running\nno system default destination\n";
    assert_eq!(of(none), Printer::None);
    assert_eq!(of("scheduler is not running\n"), Printer::NoService);
    assert_eq!(of(""), Printer::None);
}

fn program(folder: &Path, script: &str) -> String {
    let path = folder.join("lpstat");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_printing_service_that_is_not_there_or_does_not_answer_holds_nobody_up() {
    let patience = Duration::from_secs(20);
    let missing = printer::look_with("/nowhere/lpstat", patience);
    assert_eq!(missing, Printer::NoService);
    let folder = TempDir::new().unwrap();
    let answers = program(
        folder.path(),
        "echo 'system default destination: A'; echo A",
    );
    let found = printer::look_with(&answers, patience);
    assert_eq!(found, Printer::Default("A".to_owned()));
    let silent = program(folder.path(), "exec tail -f /dev/null");
    let found = printer::look_with(&silent, Duration::from_millis(50));
    assert_eq!(found, Printer::Unknown);
}

#[test]
fn room_is_told_of_a_folder_that_is_not_made_yet() {
    let folder = TempDir::new().unwrap();
    let free = disk::free_bytes(&folder.path().join("not/yet"));
    assert!(free.is_some_and(|free| free > 0), "{free:?}");
}

#[test]
fn class_lists_are_found_in_the_import_folder_and_on_sticks_and_nothing_else_is() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    for (name, text) in [
        ("class/import/spring.CSV", "id,first name"),
        ("class/import/notes.txt", ""),
        ("class/import/.hidden.csv", ""),
        ("media/teacher/STICK/export.zip", ""),
        ("media/teacher/STICK/oneroster/Users.csv", ""),
        ("media/teacher/STICK/photos/a.jpg", ""),
        ("media/OLD/list.csv", ""),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let places = std::iter::once(root.join("class/import"));
    let sticks = find::sticks(&root.join("media"));
    let found = find::find_in(places.chain(sticks));
    let mut names: Vec<_> = found
        .iter()
        .map(|one| one.path.strip_prefix(root).unwrap().to_str().unwrap())
        .collect();
    names.sort_unstable();
    let expected = [
        "class/import/spring.CSV",
        "media/OLD/list.csv",
        "media/teacher/STICK/export.zip",
        "media/teacher/STICK/oneroster",
    ];
    assert_eq!(names, expected);
    assert!(found.iter().all(|one| one.written.is_some()));
    assert_eq!(find::find_in([root.join("nowhere")]), []);
}

#[test]
fn an_export_with_several_classes_gives_them_to_choose_from() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        (
            "users.csv",
            "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\n\
             u1,true,o,student,m,Maya,Lopez\nu2,true,o,student,s,Sam,Reed\n",
        ),
        ("classes.csv", "sourcedId,title\nc1,Room 1\nc2,\n"),
        (
            "enrollments.csv",
            "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\n\
             e1,c1,o,u1,student\ne2,c2,o,u2,student\n",
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let problems = roster::read(folder.path()).unwrap_err();
    let classes: Vec<_> = problems
        .classes()
        .iter()
        .map(|class| (class.id.as_str(), class.name.as_str(), class.students))
        .collect();
    assert_eq!(classes, [("c1", "Room 1", 1), ("c2", "c2", 1)]);
    let one = roster::read_class(folder.path(), Some(classes[1].0)).unwrap();
    assert_eq!(one.students.len(), 1);
    fs::write(folder.path().join("users.csv"), "nothing").unwrap();
    let problems = roster::read(folder.path()).unwrap_err();
    assert!(problems.classes().is_empty(), "there is more to mend");
}
