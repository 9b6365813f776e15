//! Plain CSV lists.

use waymark::{
    config::roster::{read, read_class},
    domain::ids::Lang,
};

use super::{Export, group, names, notes, read_plain};

#[test]
fn a_plain_list_gives_names_pictures_groups_and_languages() {
    let roster = read_plain(
        "id,first_name,last_name,picture,group,language\n\
         s01,Maya,Lopez,🦊,red,es\n\
         s02,Zoë,,🐿️,Blue Group,en-US\n\
         s03,Bo,Finch,,,\n",
    )
    .unwrap();
    insta::assert_snapshot!(names(&roster), @r"
    s01 Maya Lopez
    s02 Zoë
    s03 Bo Finch
    ");
    let maya = &roster.students[0].1;
    assert_eq!(maya.picture.as_deref(), Some("🦊"));
    assert_eq!(maya.language, Some(Lang::from("es")));
    let zoe = &roster.students[1].1;
    assert_eq!(zoe.group, Some(group("blue-group")));
    assert_eq!(zoe.language, Some(Lang::from("en")));
    let bo = &roster.students[2].1;
    assert_eq!(
        (&bo.picture, &bo.group, &bo.language),
        (&None, &None, &None)
    );
    assert!(roster.notes.is_empty());
}

#[test]
fn ids_keep_their_leading_zeros() {
    let roster = read_plain("student id,first name\n00417,Maya\n\"0099\",Sam\n").unwrap();
    assert_eq!(names(&roster), "00417 Maya\n0099 Sam");
}

#[test]
fn headers_may_be_called_and_spelled_in_many_ways() {
    for header in [
        "STUDENT_ID,First Name,last-name",
        "pupil id,givenName,familyName",
        "\u{feff}Student ID,FIRST_NAME,Surname",
        "id,fname,lname",
        "\"id\",\"first\",\"last\"",
        "id;first name;last name",
        "Id\tFirst name\tLast name",
    ] {
        let delimiter = [",", ";", "\t"].into_iter().find(|d| header.contains(d));
        let row = ["1", "Maya", "Lopez"].join(delimiter.unwrap());
        let roster = read_plain(format!("{header}\r\n{row}\r\n")).unwrap();
        assert_eq!(names(&roster), "1 Maya Lopez", "{header}");
        assert!(roster.notes.is_empty(), "{header}: {:?}", roster.notes);
    }
}

#[test]
fn a_list_of_users_without_roles_is_noted() {
    let roster = read_plain("sourcedId,givenName,familyName\n1,Maya,Lopez\n").unwrap();
    insta::assert_snapshot!(
        notes(&roster).join("\n"),
        @"class.csv: it does not say who is a student, so everybody in it is taken"
    );
}

#[test]
fn a_misspelt_header_is_read_and_noted() {
    let roster = read_plain("id,frist name,gruop\n1,Maya,red\n").unwrap();
    assert_eq!(roster.students[0].1.group, Some(group("red")));
    insta::assert_snapshot!(notes(&roster).join("\n"), @r"
    class.csv: the column `frist name` was read as `first name`
    class.csv: the column `gruop` was read as `group`
    ");
}

#[test]
fn the_name_a_child_goes_by_wins() {
    let roster =
        read_plain("id,first name,preferred name,last name\n1,Maximiliano,Max,Reed\n2,Ana,,Ruiz\n")
            .unwrap();
    assert_eq!(names(&roster), "1 Max Reed\n2 Ana Ruiz");
}

#[test]
fn a_single_name_column_is_split_and_noted() {
    let roster = read_plain("id,name\n1,Maya de la Cruz\n2,\"Lopez, Ana María\"\n3,Bo\n").unwrap();
    assert_eq!(names(&roster), "1 Maya de la Cruz\n2 Ana María Lopez\n3 Bo");
    assert_eq!(roster.students[1].1.first_name, "Ana María");
    insta::assert_snapshot!(
        notes(&roster).join("\n"),
        @"class.csv: names were split into first and last name; look them over"
    );
}

#[test]
fn grades_are_counted_for_the_teacher_to_see() {
    let roster = read_plain("id,first name,grade\n1,Maya,03\n2,Sam,03\n3,Leo,04\n").unwrap();
    assert_eq!(notes(&roster), ["grades in the file: 03 (2), 04 (1)"]);
}

#[test]
fn every_problem_comes_out_in_one_run() {
    let problems = read_plain(
        b"id,first_name,last_name,picture,group,language\r\n\
          s01,Maya,Lopez,fox,red,es\r\n\
          \r\n\
          s02,,Reed,\xF0\x9F\xA6\x8A,red,en\r\n\
          ,Leo,Finch,,red,en\r\n\
          s01,Sam,Bell,,red,Spanish\r\n\
          s03,Zo\xEB,Hart,,red,en\r\n\
          s04,Jos\xE9,Vega,,red,en\r\n\
          s05,Ana,Ruiz, Jr.,,red,en\r\n\
          s06,Mia\r\n\
          1.2E+11,Ben,Gray,,,\r\n\
          s07,\"Ida\r\nLee\",Ray,,,\r\n\
          s08,Tom,Fox,../fox.png,,\r\n",
    )
    .unwrap_err();
    insta::assert_snapshot!(problems);
}

#[test]
fn a_list_without_the_needed_columns_says_what_it_has() {
    let problems = read_plain("student,class,teacher\nMaya,3A,Reed\n").unwrap_err();
    insta::assert_snapshot!(
        problems,
        @"class.csv:1: there is no column `id`; the columns are student, class, teacher [missing-column]"
    );
    let problems = read_plain("id,last name\n1,Lopez\n").unwrap_err();
    insta::assert_snapshot!(
        problems,
        @"class.csv:1: there is no column `first name` and no column `name` [missing-column]"
    );
}

#[test]
fn two_columns_of_one_name_are_a_problem() {
    let problems = read_plain("id,first name,First_Name\n1,Maya,Sam\n").unwrap_err();
    insta::assert_snapshot!(problems, @"class.csv:1: there are two columns `first name`; remove one [duplicate-column]");
}

#[test]
fn files_that_are_no_text_are_named_for_what_they_are() {
    let say = |name: &str, bytes: &[u8]| {
        let folder = Export::new(&[]);
        std::fs::write(folder.file(name), bytes).unwrap();
        read(&folder.file(name)).unwrap_err().to_string()
    };
    let said = [
        say("class.csv", b""),
        say("class.csv", b"id,first name\n"),
        say("class.csv", b"\xFF\xFEi\0d\0"),
        say("class.csv", b"\x7FELF\0\0"),
        say("class.xls", b"\xD0\xCF\x11\xE0\xA1\xB1"),
        say("class.xlsx", b"PK\x03\x04"),
        say("class.zip", b"hello"),
        say("class.csv", &vec![b'x'; 2 << 20]),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_path_that_is_not_there_is_a_sentence() {
    let folder = Export::new(&[]);
    let problems = read(&folder.file("none.csv")).unwrap_err();
    assert!(
        problems
            .to_string()
            .starts_with("none.csv: the file cannot be read: ")
    );
}

#[test]
fn a_plain_list_has_no_classes_to_choose_from() {
    let folder = Export::new(&[("class.csv", "id,first name\n1,Maya\n")]);
    let problems = read_class(&folder.file("class.csv"), Some("3A")).unwrap_err();
    insta::assert_snapshot!(
        problems,
        @"class.csv: this is a plain list without classes; import it without naming a class [which-class]"
    );
}

#[test]
fn more_than_a_hundred_problems_are_counted() {
    let rows = "1,\n".repeat(80);
    let problems = read_plain(format!("id,first name\n{rows}")).unwrap_err();
    assert!(problems.ends_with("and 59 more"), "{problems}");
}

#[test]
fn more_than_a_hundred_thousand_rows_are_refused() {
    let rows = "1,a\n".repeat(100_001);
    let problems = read_plain(format!("id,first name\n{rows}")).unwrap_err();
    assert!(
        problems.starts_with("class.csv: more than 100000 rows"),
        "{problems}"
    );
}
