//! `waymark roster erase`.

use super::Desk;
use crate::erase::holding;

#[test]
fn a_child_is_shown_first_and_deleted_for_good_with_yes() {
    let desk = Desk::new();
    desk.run(&["roster", "list"]);
    let shown = desk.run(&["roster", "erase", "s01"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("Maya Brookfield"), "{}", shown.out);
    assert!(shown.out.contains("Nothing was changed"), "{}", shown.out);
    assert_ne!(holding(&desk.path("data"), &["Brookfield"]), [""; 0]);
    let done = desk.run(&["roster", "erase", "s01", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(
        done.out.contains("1 child is deleted for good"),
        "{}",
        done.out
    );
    assert!(done.out.contains("students.csv"), "{}", done.out);
    assert_eq!(
        holding(&desk.path("data"), &["Maya", "Brookfield"]),
        [""; 0]
    );
    // The roster file still has her; that brings her back neither now nor later.
    let list = desk.run(&["roster", "list"]);
    assert!(list.out.ends_with("23 students\n"), "{}", list.out);
    let verified = desk.run(&["journal", "verify"]);
    assert!(verified.out.contains("all whole"), "{}", verified.out);
    let unknown = desk.run(&["roster", "erase", "nobody", "--yes"]);
    assert_eq!(unknown.code, 1);
    assert!(
        unknown.err.contains("nothing was changed"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_whole_class_is_deleted_only_after_an_export_that_has_everything_about_it() {
    let desk = Desk::new();
    let export = desk.path("export");
    let export = export.to_str().unwrap();
    desk.run(&["roster", "list"]);
    let without = desk.run(&["roster", "erase", "--all", "--yes"]);
    assert_eq!(without.code, 1);
    assert!(without.err.contains("--exported"), "{}", without.err);
    let all = ["roster", "erase", "--all", "--yes", "--exported", export];
    assert_eq!(desk.run(&all).code, 1, "there is no export");
    assert_eq!(desk.run(&["export", "--to", export]).code, 0);
    let list = desk.write("list.csv", "id,first name\nn1,Nia\n");
    desk.run(&["roster", "import", list.to_str().unwrap()]);
    let older = desk.run(&all);
    assert_eq!(older.code, 1);
    assert!(older.err.contains("1 entry"), "{}", older.err);
    assert_eq!(desk.run(&["export", "--to", export]).code, 0);
    let done = desk.run(&all);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("25 children are deleted"), "{}", done.out);
    let found = holding(&desk.path("data"), &["Brookfield", "Nia"]);
    assert_eq!(found, [""; 0]);
    assert!(desk.run(&["roster", "list"]).out.ends_with("0 students\n"));
}
