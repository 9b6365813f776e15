//! What real exports look like.

use super::{Export, names, notes};

/// A byte order mark, CRLF, columns out of order, odd case, misspelt headers, columns of one
/// vendor, `Scheduled` with a capital and dates of every kind.
const MESSY_USERS: &str = "\u{feff}Family_Name,givenNmae,metadata.lunchCode,STATUS,Sourced Id,Role,enabled user,Grades,metadata.givenName,Password\r\n\
Lopez,Maya,1,Active,u1,Student,TRUE,\"03\",x,hunter2\r\n\
Reed,Sam,2,,u2,student,1,\"03,04\",x,hunter2\r\n\
Gone,Gus,3,ToBeDeleted,u3,student,true,03,x,hunter2\r\n\
Off,Ona,4,active,u4,student,False,03,x,hunter2\r\n\
\r\n\
Bell,June,5,active,t1,Teacher,true,,x,hunter2\r\n\
,,,,,,,,,\r\n\
Vega,  José   Luis ,6,active, u5 ,student,true,03,x,hunter2,,\r\n";

const MESSY_CLASSES: &str = "classType,titel,sourcedId,startDate\nScheduled,Grade 3,c1,1/05/2023\n";

const MESSY_ENROLLMENTS: &str = "\
role,userSourceId,classSourcedID,primary,beginDate\n\
Student,u1,c1,false,1/05/2023\n\
student,u2,c1,false,\n\
student,u3,c1,false,\n\
student,u4,c1,false,\n\
teacher,t1,c1,true,\n\
student,u5,c1,false,\n\
student,nobody,c1,false,\n";

#[test]
fn a_messy_export_is_read_and_every_guess_is_noted() {
    let export = Export::new(&[
        ("Users.CSV", MESSY_USERS),
        ("classes.csv", MESSY_CLASSES),
        ("enrollments.csv", MESSY_ENROLLMENTS),
    ]);
    let roster = export.read().unwrap();
    insta::assert_snapshot!(names(&roster), @r"
    u1 Maya Lopez
    u2 Sam Reed
    u5 José Luis Vega
    ");
    insta::assert_snapshot!(notes(&roster).join("\n"));
    assert!(!format!("{roster:?}").contains("hunter2"));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for line_end in ["\n", "\r\n", "\r"] {
        let text = ["id,first name", "", "1,\"Maya\"", "", "", "2,", "1,Sam"].join(line_end);
        let problems = super::read_plain(text).unwrap_err();
        assert_eq!(
            problems,
            "class.csv:6: first name: there is no first name [missing-name]\n\
             class.csv:7: id: `1` is also the id on line 3 [duplicate-id]",
            "{line_end:?}"
        );
    }
}

#[test]
fn a_number_that_two_students_share_is_left_out() {
    let roster =
        super::read_plain("id,first name,student number\n1,Maya,77\n2,Sam,77\n3,Leo,78\n").unwrap();
    let numbers: Vec<_> = roster
        .students
        .iter()
        .map(|(_, student)| student.identifier.as_deref())
        .collect();
    assert_eq!(numbers, [None, None, Some("78")]);
    assert_eq!(
        notes(&roster),
        ["these identifiers belong to more than one student and were left out: 77"]
    );
}

#[test]
fn a_column_that_only_looks_a_little_alike_is_not_taken() {
    let roster = super::read_plain(
        "id,first name,username,state,parent first name,gender,metadata.group\n1,Maya,mlopez,NY,Gil,f,red\n",
    )
    .unwrap();
    let maya = &roster.students[0].1;
    assert_eq!((&maya.last_name, &maya.group), (&None, &None));
    assert!(roster.notes.is_empty(), "{:?}", roster.notes);
}
