//! OneRoster 1.1 and 1.2 in folders, and the choice of a class.

use waymark::config::roster::read;

use super::{Export, names, notes};

/// Three students, a teacher and a guardian; the passwords and the demographics must not surface.
const USERS_11: &str = "\
sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
0007,active,2026-08-01,true,o1,student,mlopez,,Maya,Lopez,,004711,,,,,03,hunter2
u2,active,2026-08-01,true,o1,student,sreed,,Samuel,Reed,,,,,,,\"03,04\",hunter2
u3,active,2026-08-01,true,o1,student,zhart,,Zoë,Hart,,,,,,,03,hunter2
t1,active,2026-08-01,true,\"o1,o2\",teacher,jbell,,June,Bell,,,,,,,,hunter2
g1,active,2026-08-01,true,o1,guardian,glopez,,Gil,Lopez,,,,,,,,hunter2
";

const USERS_12: &str = "\
sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
0007,active,2026-08-01,true,mlopez,,Maya,Lopez,,004711,,,,,03,hunter2,,,,,o1,
u2,active,2026-08-01,true,sreed,,Samuel,Reed,,,,,,,03,hunter2,,Sam,,,o1,
u3,active,2026-08-01,true,zhart,,Zoë,Hart,,,,,,,03,hunter2,,,,Hart-Vega,o1,
t1,active,2026-08-01,true,jbell,,June,Bell,,,,,,,,hunter2,,,,,o1,
";

const ROLES: &str = "\
sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,active,2026-08-01,0007,primary,student,,,o1,
r2,active,2026-08-01,u2,primary,student,,,o1,
r3,active,2026-08-01,u3,primary,student,,,o1,
r4,active,2026-08-01,t1,primary,teacher,,,o1,
r5,tobedeleted,2026-08-01,t1,secondary,student,,,o1,
";

const CLASSES: &str = "\
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
c1,active,2026-08-01,Grade 3 Math,03,k1,M3A,scheduled,,o1,y1,,,
c2,active,2026-08-01,Grade 3 Homeroom,03,k2,H3A,homeroom,,o1,y1,,,
c3,tobedeleted,2026-08-01,Old class,03,k2,X,homeroom,,o1,y1,,,
";

const ENROLLMENTS_HEADER: &str = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate";

/// An `enrollments.csv` of `class user role status`.
fn enrollments(rows: &[[&str; 4]]) -> String {
    let rows = rows
        .iter()
        .enumerate()
        .map(|(n, [class, user, role, status])| {
            format!("e{n},{status},2026-08-01,{class},o1,{user},{role},,,\r\n")
        });
    format!("{ENROLLMENTS_HEADER}\r\n{}", rows.collect::<String>())
}

fn one_class() -> String {
    enrollments(&[
        ["c1", "0007", "student", "active"],
        ["c1", "u2", "student", "active"],
        ["c1", "t1", "teacher", "active"],
        ["c1", "u3", "student", "tobedeleted"],
        ["c3", "u3", "student", "active"],
    ])
}

fn two_classes() -> String {
    enrollments(&[
        ["c1", "0007", "student", "active"],
        ["c1", "u2", "student", "active"],
        ["c2", "u3", "student", "active"],
        ["c4", "t1", "teacher", "active"],
    ])
}

#[test]
fn version_1_1_takes_the_role_from_users() {
    let roster = Export::new(&[("users.csv", USERS_11)]).read().unwrap();
    insta::assert_snapshot!(names(&roster), @r"
    0007 Maya Lopez
    u2 Samuel Reed
    u3 Zoë Hart
    ");
    let maya = &roster.students[0].1;
    assert_eq!(maya.identifier.as_deref(), Some("004711"));
    assert_eq!((&maya.picture, &maya.group), (&None, &None));
    insta::assert_snapshot!(notes(&roster).join("\n"), @r"
    there is no enrollments.csv, so every student of the export is taken
    grades in the file: 03 (3), 04 (1)
    ");
}

#[test]
fn version_1_2_takes_the_role_from_roles_and_the_name_a_child_goes_by() {
    let files = [
        ("users.csv", USERS_12),
        ("roles.csv", ROLES),
        ("classes.csv", CLASSES),
        ("enrollments.csv", &one_class()),
    ];
    let roster = Export::new(&files).read().unwrap();
    insta::assert_snapshot!(names(&roster), @r"
    0007 Maya Lopez
    u2 Sam Reed
    ");
    assert_eq!(
        notes(&roster),
        [
            "left out because they are in no class: 1",
            "grades in the file: 03 (2)"
        ]
    );
    let chosen = Export::new(&[files[0], files[1]]).read().unwrap();
    assert_eq!(chosen.students[2].1.last_name.as_deref(), Some("Hart-Vega"));
}

#[test]
fn passwords_and_demographics_never_surface() {
    let folder = Export::new(&[
        ("users.csv", USERS_11),
        (
            "demographics.csv",
            "sourcedId,birthDate,sex\n0007,2017-05-04,secret\n",
        ),
    ]);
    let read = format!("{:?}", folder.read());
    assert!(!read.contains("hunter2") && !read.contains("secret") && !read.contains("2017"));
}

#[test]
fn the_users_file_itself_stands_for_its_folder() {
    let folder = Export::new(&[("users.csv", USERS_12), ("roles.csv", ROLES)]);
    let roster = read(&folder.file("users.csv")).unwrap();
    assert_eq!(roster.students.len(), 3);
}

#[test]
fn several_classes_are_listed_and_not_guessed() {
    let problems = Export::new(&[
        ("users.csv", USERS_11),
        ("classes.csv", CLASSES),
        ("enrollments.csv", &two_classes()),
    ])
    .read()
    .unwrap_err();
    insta::assert_snapshot!(problems, @r"
    enrollments.csv: which class is meant? Name it by its id, code or title; there are 2 classes: [which-class]
      Grade 3 Math, M3A, c1: 2 students
      Grade 3 Homeroom, H3A, c2: 1 student
    ");
}

#[test]
fn a_class_is_chosen_by_id_code_or_title() {
    let export = Export::new(&[
        ("users.csv", USERS_11),
        ("classes.csv", CLASSES),
        ("enrollments.csv", &two_classes()),
    ]);
    for class in ["c2", "h3a", " Grade 3 homeroom "] {
        let roster = export.read_class(class).unwrap();
        assert_eq!(names(&roster), "u3 Zoë Hart", "{class}");
    }
    insta::assert_snapshot!(export.read_class("Grade 4").unwrap_err(), @r"
    enrollments.csv: there is no class named `Grade 4` with students; there are 2 classes: [which-class]
      Grade 3 Math, M3A, c1: 2 students
      Grade 3 Homeroom, H3A, c2: 1 student
    ");
    let without = Export::new(&[("users.csv", USERS_11)]);
    insta::assert_snapshot!(
        without.read_class("c1").unwrap_err(),
        @"enrollments.csv: the export has no such file, so nobody can tell who is in the class `c1` [missing-file]"
    );
}

#[test]
fn a_title_that_two_classes_share_is_asked_about() {
    let classes = CLASSES.replace("Grade 3 Homeroom", "Grade 3 Math");
    let export = Export::new(&[
        ("users.csv", USERS_11),
        ("classes.csv", &classes),
        ("enrollments.csv", &two_classes()),
    ]);
    insta::assert_snapshot!(export.read_class("grade 3 math").unwrap_err(), @r"
    enrollments.csv: which class named `grade 3 math` is meant? Name it by its id, code or title; there are 2 classes: [which-class]
      Grade 3 Math, M3A, c1: 2 students
      Grade 3 Math, H3A, c2: 1 student
    ");
}

#[test]
fn without_any_role_nobody_is_taken_for_a_student() {
    let users = "sourcedId,givenName,familyName\nu1,Maya,Lopez\n";
    let problems = Export::new(&[("users.csv", users)]).read().unwrap_err();
    insta::assert_snapshot!(
        problems,
        @"users.csv:1: there is no column `role` and no file roles.csv, so nobody can tell students from teachers [missing-column]"
    );
    let users = "sourcedId,givenName,role\nu1,Maya,\nu2,Sam,student\n";
    let roster = Export::new(&[("users.csv", users)]).read().unwrap();
    assert_eq!(names(&roster), "u2 Sam");
    assert_eq!(notes(&roster)[0], "left out because their role is blank: 1");
}

#[test]
fn an_export_without_students_is_a_problem() {
    let users = "sourcedId,givenName,role\nu1,June,teacher\n";
    let folder = Export::new(&[("users.csv", users)]);
    assert!(
        folder
            .read()
            .unwrap_err()
            .ends_with(": there are no students in it [no-students]")
    );
    let export = Export::new(&[
        ("users.csv", USERS_11),
        (
            "enrollments.csv",
            &enrollments(&[["c1", "t1", "teacher", "active"]]),
        ),
    ]);
    insta::assert_snapshot!(
        export.read().unwrap_err(),
        @"enrollments.csv: no active student of users.csv is enrolled in a class [no-students]"
    );
}

#[test]
fn a_folder_without_users_is_no_export() {
    let folder = Export::new(&[("classes.csv", CLASSES)]);
    assert!(folder.read().unwrap_err().ends_with(
        ": there is no users.csv in this folder; is it a OneRoster CSV export? [missing-file]"
    ));
}

#[test]
fn every_problem_of_every_file_comes_out_in_one_run() {
    let users = "\
sourcedId,enabledUser,role,givenName,familyName
u1,true,student,Maya,Lopez
u1,true,student,Ana,Ruiz
u2,true,student,,Reed
,true,student,Leo,Finch
u3,true,student,Lopez, Ida,Hart
t1,true,teacher,,
";
    let classes = "title,classCode\nGrade 3,M3A\n";
    let problems = Export::new(&[
        ("users.csv", users),
        ("classes.csv", classes),
        ("enrollments.csv", "sourcedId,role\ne1,student\n"),
    ])
    .read()
    .unwrap_err();
    insta::assert_snapshot!("broken_headers", problems);
    let problems = Export::new(&[("users.csv", users)]).read().unwrap_err();
    insta::assert_snapshot!("broken_users", problems);
}
