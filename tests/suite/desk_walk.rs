//! One child at the teacher's desk in the built program on a real window, by names alone: a talk, a
//! goal, the story that tells of both, and the levels over time.

use crate::support::tablet::{MAYA, Tablet};

#[test]
fn a_teacher_talks_with_a_child_sets_a_goal_and_reads_their_story_by_names_alone() {
    let mut tablet = Tablet::of_rivera();
    tablet.link("--student", "s01", &MAYA);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();

    go_to_goals_of_maya(&mut tablet);
    tablet.desktop.press("We talked today");
    tablet.desktop.wait_for("Maya: We talked about the plan");
    tablet.desktop.wait_for("Last conference: today");
    let held = tablet.wait_for_entries("conference_held", 1);
    assert_eq!(held[0]["student"], "s01", "{held:?}");

    tablet.desktop.press("Rounding · no goal");
    tablet.desktop.wait_for_heading("Maya: Rounding");
    assert_eq!(tablet.desktop.wrong(), "", "goal");
    tablet.desktop.press("Trailblazer");
    tablet.desktop.press("In 2 weeks");
    let set = tablet.wait_for_entries("goal_set", 1);
    assert_eq!(set[0]["event"]["level"], "trailblazer", "{set:?}");
    tablet.desktop.press("Met: Rounding");
    tablet.wait_for_entries("goal_met", 1);
    tablet.desktop.press("Undo");
    tablet.wait_for_entries("entry_withdrawn", 1);
    tablet.desktop.wait_for("Met: Rounding");

    tablet.desktop.press("Story");
    tablet.desktop.wait_for("Badges");
    tablet.desktop.wait_for_all(&[
        "Taken back: Goal met in Rounding",
        "Goal met in Rounding (taken back)",
        "Goal: Trailblazer in Rounding by ",
        "We talked about the plan · rivera",
        "Badge linked: Card …3480",
    ]);
    let names = tablet.desktop.names();
    assert!(!names.contains("04A2245A123480"), "{names}");
    assert_eq!(tablet.desktop.wrong(), "", "story");

    tablet.desktop.press("Badges");
    tablet.desktop.press("Card …3480");
    tablet.desktop.press("Yes, it is lost");
    let voided = tablet.wait_for_entries("badge_voided", 1);
    assert_eq!(voided[0]["event"]["reason"], "lost", "{voided:?}");
    tablet.desktop.wait_for("No badge yet");

    tablet.desktop.press("Skills");
    tablet.desktop.press("Rounding");
    tablet.desktop.press("Over time");
    tablet.desktop.wait_for("Nothing recorded yet");
    tablet.desktop.press("Back");
    tablet.desktop.press("Explorer. ");
    tablet.wait_for_entries("level_awarded", 1);
    tablet.desktop.press("Rounding");
    tablet.desktop.press("Over time");
    tablet.desktop.wait_for_heading("Maya: Rounding");
    tablet.desktop.wait_for_all(&[": found Explorer"]);
    assert_eq!(tablet.desktop.wrong(), "", "plot");
}

fn go_to_goals_of_maya(tablet: &mut Tablet) {
    tablet.desktop.press("Class");
    tablet.desktop.wait_for("Aaliyah");
    for part in ["2 of 4", "3 of 4"] {
        tablet.desktop.press("Next");
        tablet.desktop.wait_for(part);
    }
    tablet.desktop.press("Maya");
    tablet.desktop.wait_for_heading("Maya");
    tablet.desktop.press("Goals");
    tablet.desktop.wait_for("We talked today");
    assert_eq!(tablet.desktop.wrong(), "", "goals");
}
