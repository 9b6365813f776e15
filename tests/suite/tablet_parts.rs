//! How the parts of a tablet are found out: room on the disk, and where class lists lie.

use std::fs;

use tempfile::TempDir;
use waymark::{
    config::roster::{self, find},
    devices::disk,
};

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
