//! Deleting children for good at the teacher's desk: asked twice, never undone, and for more than one
//! child only after an export of the same day.

use jiff::{ToSpan as _, civil};
use waymark::domain::{
    event::Event,
    exporting::{ExportLook, ExportTo, LastExport},
    ids::StudentId,
    kiosk::{DeskPage, DeskTouch, Erased, Errand, Input, News},
};

use crate::{
    desk::{at_desk, busy, classroom, page, sign_in},
    screens::Scene,
    support::{
        classroom::{Classroom, badge_of},
        tablet::{MAYA, Tablet},
    },
};

fn maya() -> StudentId {
    "s01".into()
}

fn child() -> Erased {
    Erased::Child(maya())
}

fn ask(room: &mut Classroom, who: Erased, again: bool) {
    at_desk(room, DeskTouch::Open(DeskPage::Erase(who, again)));
}

/// The last export was finished then.
fn exported(room: &mut Classroom, at: civil::DateTime) {
    let look = ExportLook {
        last: Some(LastExport {
            at,
            to: ExportTo::Stick("/media/teacher/KINGSTON".into()),
        }),
        ..ExportLook::default()
    };
    room.input(Input::News(News::Exports(Box::new(look))));
}

#[test]
fn a_child_is_deleted_for_good_only_after_the_second_yes() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::DeleteForGood(child()));
    ask(&mut room, child(), false);
    at_desk(&mut room, DeskTouch::DeleteForGood(child()));
    assert_eq!(room.count("student_erased"), 0);
    ask(&mut room, child(), true);
    at_desk(
        &mut room,
        DeskTouch::DeleteForGood(Erased::Child("s02".into())),
    );
    assert_eq!(
        room.count("student_erased"),
        0,
        "that is not who was asked about"
    );
    at_desk(&mut room, DeskTouch::DeleteForGood(child()));
    assert_eq!(room.count("student_erased"), 1);
    assert_eq!(page(&room), Some(&DeskPage::Erased(1)));
    assert!(room.records.card(&maya()).is_none());
    assert!(room.kiosk.desk().unwrap().done.is_empty());
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(room.count("student_erased"), 1);
    assert!(room.records.card(&maya()).is_none(), "it cannot be undone");
    at_desk(&mut room, DeskTouch::Open(DeskPage::Child(maya())));
    room.input(Input::Tick);
    assert_eq!(page(&room), Some(&DeskPage::Now));
}

#[test]
fn what_was_done_for_the_child_before_can_no_longer_be_undone_and_other_deeds_can() {
    let mut room = classroom();
    sign_in(&mut room);
    for student in ["s01", "s02"] {
        let words = "Well done".to_owned();
        at_desk(&mut room, DeskTouch::LeaveWords(student.into(), words));
    }
    ask(&mut room, child(), true);
    at_desk(&mut room, DeskTouch::DeleteForGood(child()));
    let done = &room.kiosk.desk().unwrap().done;
    assert_eq!(done.len(), 1);
    assert_eq!(done[0].entries[0].0, StudentId::from("s02"));
}

#[test]
fn the_badge_of_an_erased_child_is_nobodys() {
    let mut room = classroom();
    sign_in(&mut room);
    ask(&mut room, child(), true);
    at_desk(&mut room, DeskTouch::DeleteForGood(child()));
    at_desk(&mut room, DeskTouch::Lock);
    room.wait(6);
    room.tap_badge(badge_of("s01"));
    assert_eq!(room.who(), None);
    assert_eq!(room.count("unknown_badge_tapped"), 1);
}

#[test]
fn more_than_one_child_is_deleted_only_after_an_export_of_the_day() {
    let mut room = classroom();
    room.happen(Event::StudentLeft { student: maya() });
    room.happen(Event::StudentLeft {
        student: "s02".into(),
    });
    sign_in(&mut room);
    let now = room.moment.wall.datetime();
    ask(&mut room, Erased::WhoLeft, true);
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAtExports));
    at_desk(&mut room, DeskTouch::DeleteForGood(Erased::WhoLeft));
    exported(&mut room, now - 1.day());
    at_desk(&mut room, DeskTouch::DeleteForGood(Erased::WhoLeft));
    assert_eq!(room.count("student_erased"), 0);
    exported(&mut room, now - 20.minutes());
    at_desk(&mut room, DeskTouch::DeleteForGood(Erased::WhoLeft));
    assert_eq!(room.count("student_erased"), 2);
    assert_eq!(page(&room), Some(&DeskPage::Erased(2)));
    assert_eq!(room.records.who_left().count(), 0);
    let left = room.records.students().count();
    assert!(left > 0);
    ask(&mut room, Erased::Everybody, true);
    exported(&mut room, now);
    at_desk(&mut room, DeskTouch::DeleteForGood(Erased::Everybody));
    assert_eq!(page(&room), Some(&DeskPage::Erased(left)));
    assert_eq!(room.records.students().count(), 0);
}

#[test]
fn a_page_about_a_child_who_was_erased_on_another_tablet_goes_back_to_now() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Child(maya())));
    let event = waymark::domain::erasure::erasing(&room.records, &maya());
    room.happen_elsewhere(event);
    room.input(Input::Changed);
    assert_eq!(page(&room), Some(&DeskPage::Now));
}

#[test]
fn a_teacher_deletes_a_child_for_good_by_names_alone() {
    let mut tablet = Tablet::of_rivera();
    tablet.link("--student", "s03", &MAYA);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();
    tablet.desktop.press("Class");
    tablet.desktop.press("Roster");
    tablet.desktop.wait_for("Add a child");
    tablet.desktop.press("Aaliyah");
    tablet.desktop.press("Leaves the class");
    tablet.desktop.press("Delete for good");
    tablet
        .desktop
        .wait_for_heading("Delete everything about Aaliyah");
    assert_eq!(tablet.desktop.wrong(), "", "asked");
    tablet.desktop.press("Yes, delete");
    tablet.desktop.wait_for_heading("This can never be undone");
    assert_eq!(tablet.desktop.wrong(), "", "asked again");
    tablet.desktop.press("Delete for good");
    tablet
        .desktop
        .wait_for_heading("One child is deleted for good");
    assert_eq!(tablet.desktop.wrong(), "", "done");
    let erased = tablet.wait_for_entries("student_erased", 1);
    let who = erased[0]["student"].as_str().unwrap().to_owned();
    tablet.desktop.press("Roster");
    tablet.desktop.wait_for("Add a child");
    assert!(!tablet.desktop.names().contains("Aaliyah"), "{who}");
}

/// Every state of these pages.
pub fn scenes() -> Vec<Scene> {
    vec![
        ("desk-erase-leaves", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Leaves("s06".into())));
        }),
        ("desk-erase-ask", |room| {
            busy(room);
            ask(room, Erased::Child("s06".into()), false);
        }),
        ("desk-erase-sure", |room| {
            busy(room);
            ask(room, Erased::Child("s06".into()), true);
        }),
        ("desk-erase-done", |room| {
            busy(room);
            ask(room, Erased::Child("s06".into()), true);
            at_desk(room, DeskTouch::DeleteForGood(Erased::Child("s06".into())));
        }),
        ("desk-erase-year", |room| {
            busy(room);
            room.happen(Event::StudentLeft {
                student: "s07".into(),
            });
            at_desk(room, DeskTouch::Open(DeskPage::ClassBadges));
        }),
        ("desk-erase-left", |room| {
            busy(room);
            room.happen(Event::StudentLeft {
                student: "s07".into(),
            });
            ask(room, Erased::WhoLeft, false);
        }),
        ("desk-erase-all", |room| {
            busy(room);
            ask(room, Erased::Everybody, false);
            let now = room.moment.wall.datetime();
            exported(room, now - 20.minutes());
        }),
        ("desk-erase-all-sure", |room| {
            busy(room);
            ask(room, Erased::Everybody, true);
            let now = room.moment.wall.datetime();
            exported(room, now - 20.minutes());
        }),
    ]
}
