//! `waymark roster`.

use std::{fs, io::Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::Desk;

const LIST: &str = "id,first name,last name,group\ns01,Maya,Brookfield,blue\nn1,Nia,Stone,purple\n";

#[test]
fn a_fresh_data_folder_knows_the_students_of_the_pack() {
    let desk = Desk::new();
    let said = desk.run(&["roster", "list"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let first = said.out.lines().next().unwrap();
    assert_eq!(first, "s01      🦊 Maya Brookfield  red");
    assert!(said.out.ends_with("24 students\n"));
    let kinds: Vec<_> = desk.json(&["journal", "tail", "-n", "2"]);
    assert_eq!(kinds[1]["kind"], "pack_published");
    let before = desk.run(&["journal", "verify"]).out;
    desk.run(&["roster", "list"]);
    assert_eq!(
        desk.run(&["journal", "verify"]).out,
        before,
        "once is enough"
    );
}

#[test]
fn a_list_as_json_has_one_child_a_line() {
    let list = Desk::new().json(&["roster", "list"]);
    assert_eq!(list.len(), 24);
    assert_eq!(list[1]["language"], "es");
    assert_eq!(list[1]["student"], "s02");
}

#[test]
fn an_import_shows_what_changes_and_then_does_it() {
    let desk = Desk::new();
    let path = desk.write("list.csv", LIST);
    let path = path.to_str().unwrap();
    let dry = desk.run(&["roster", "import", path, "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(!desk.path("data").exists(), "a dry run writes nothing");
    let said = desk.run(&["roster", "import", path]);
    assert_eq!(said.code, 0, "{}", said.err);
    let plan = dry.out.replace(
        "Nothing was changed. Leave out --dry-run to take this over.\n",
        "",
    );
    assert_eq!(plan, said.out);
    assert!(
        said.out
            .contains("note: timetable.toml has no group `purple`"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("+ Nia Stone\n~ Maya Brookfield: group red -> blue\n"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("1 new, 1 changed, 0 unchanged, 23 not in the file")
    );
    assert!(
        desk.run(&["roster", "list"]).out.ends_with("25 students\n"),
        "nobody is removed"
    );
    let again = desk.json(&["roster", "import", path]);
    assert_eq!(again[0]["unchanged"], serde_json::json!(["s01", "n1"]));
}

#[test]
fn one_class_of_a_oneroster_zip_is_imported() {
    let desk = Desk::new();
    let users = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\nu1,true,o,student,m,Maya,Lopez\nu2,true,o,student,s,Sam,Reed\n";
    let classes = "sourcedId,title\nc1,Room 1\nc2,Room 2\n";
    let enrollments = "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,c1,o,u1,student\ne2,c2,o,u2,student\n";
    let path = desk.path("export.zip");
    let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, text) in [
        ("users.csv", users),
        ("classes.csv", classes),
        ("enrollments.csv", enrollments),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let path = path.to_str().unwrap();
    let unclear = desk.run(&["roster", "import", path]);
    assert_eq!(unclear.code, 1);
    assert!(
        unclear.err.contains("Room 2"),
        "it lists the classes: {}",
        unclear.err
    );
    assert!(
        unclear.err.contains("the class is as it was"),
        "{}",
        unclear.err
    );
    let said = desk.run(&["roster", "import", path, "--only", "Room 2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("+ Sam Reed\n") && !said.out.contains("+ Maya Lopez"),
        "{}",
        said.out
    );
}

#[test]
fn a_broken_list_tells_every_problem_and_changes_nothing() {
    let desk = Desk::new();
    let path = desk.write("list.csv", "id,first name\na,\na,Bo\n");
    let said = desk.run(&["roster", "import", path.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    insta::assert_snapshot!(said.err, @"
    list.csv:2: first name: there is no first name [missing-name]
    list.csv:3: id: `a` is also the id on line 2 [duplicate-id]
    DESK/list.csv cannot be taken over; the class is as it was. Mend the file, then try again.
    ");
    assert!(!desk.path("data").exists());
}

#[test]
fn who_left_does_not_come_back_when_the_pack_is_edited() {
    let desk = Desk::with_demo();
    let ids = |desk: &Desk| -> Vec<String> {
        let list = desk.json(&["roster", "list"]);
        list.iter()
            .map(|child| child["student"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(
        !ids(&desk).contains(&"s07".to_owned()),
        "the demo let one go"
    );
    desk.swap("students.csv", "Brookfield", "Brook");
    let ids = ids(&desk);
    assert_eq!(ids.len(), 23, "the others of the pack came in");
    assert!(!ids.contains(&"s07".to_owned()));
}
