//! `waymark check`.

use super::Desk;

#[test]
fn a_whole_class_pack_is_counted() {
    let said = Desk::new().run(&["check"]);
    assert_eq!(said.code, 0);
    insta::assert_snapshot!(said.out, @"
    DESK/class is whole.
         4 levels
         3 units
         7 skills
        21 criteria
        96 tasks
         5 stations
         4 groups
        11 blocks
        24 students
         0 recordings
    ");
}

#[test]
fn a_broken_class_pack_tells_every_problem_and_exits_with_1() {
    let desk = Desk::new();
    desk.swap("levels.toml", "circle", "cirle");
    desk.swap(
        "kiosk.toml",
        "station = \"hands-on\"",
        "station = \"hand-on\"",
    );
    let said = desk.run(&["check"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("levels.toml:11:9:"), "{}", said.err);
    assert!(
        said.err.contains("did you mean `hands-on`?"),
        "{}",
        said.err
    );
    let last = said.err.lines().last().unwrap();
    insta::assert_snapshot!(last, @"The class pack in DESK/class has 2 problems; nothing was changed. Mend the files, then try again.");
}

#[test]
fn as_json_it_is_one_value_with_every_problem() {
    let desk = Desk::new();
    assert_eq!(desk.json(&["check"])[0]["class"]["students"], 24);
    desk.swap("levels.toml", "circle", "cirle");
    let values = desk.json(&["check"]);
    assert_eq!(values.len(), 1);
    assert_eq!(values[0]["problems"][0]["file"], "levels.toml");
    assert_eq!(desk.run(&["check", "--json"]).code, 1);
}

#[test]
fn every_verb_that_needs_the_class_refuses_a_broken_one() {
    let desk = Desk::new();
    desk.swap("levels.toml", "circle", "cirle");
    for verb in [
        &["demo"][..],
        &["roster", "list"],
        &["badge", "link", "--student", "s01", "--new-code"],
    ] {
        let said = desk.run(verb);
        assert_eq!(said.code, 1, "{verb:?}");
        assert!(said.err.contains("has 1 problem"), "{}", said.err);
        assert!(!desk.path("data").exists(), "nothing is made for {verb:?}");
    }
}
