//! Retiring a tablet at the teacher's desk: what is only here is in an export that was read back, the PIN
//! is asked for once more, and a child's tap ends it until the wipe has begun.

use std::{fs, path::PathBuf};

use waymark::domain::{
    exporting::{ExportLook, ExportTo, ExportTrouble},
    kiosk::{
        DeskPage, DeskTouch, Errand, Input, LeftBehind, News, PadState, PinAnswer, RetireRefusal,
        RetireStep, Retiring, SyncErrand, TabletsPage, TabletsTouch, Touch,
    },
    sharing::Sharing,
};

use crate::{
    desk::{at_desk, page, sign_in, type_pin, with_teacher},
    desk_tablets::{in_step, tell},
    screens::Scene,
    support::{
        classroom::{Classroom, monday_math},
        pcscd::PATIENCE,
        tablet::{MAYA, Tablet},
    },
};

fn stick() -> ExportTo {
    ExportTo::Stick("/media/teacher/KINGSTON".into())
}

fn left(alone: u64) -> LeftBehind {
    LeftBehind {
        export: Ok((stick(), 13_480)),
        alone,
        shared: alone == 0,
        own: 1_204,
    }
}

fn gone() -> RetireRefusal {
    RetireRefusal::NotExported(stick(), ExportTrouble::Gone)
}

fn goes(room: &mut Classroom, how: Retiring) {
    room.input(Input::News(News::Retiring(how)));
}

fn retire(room: &mut Classroom, touch: TabletsTouch) {
    at_desk(room, DeskTouch::Tablets(touch));
}

/// A teacher at the page, with a stick plugged in.
fn at_page(room: &mut Classroom, sharing: Sharing) {
    if room.kiosk.desk_is_open() {
        at_desk(room, DeskTouch::Lock);
    }
    with_teacher(room);
    room.wait(6);
    sign_in(room);
    tell(room, sharing);
    at_desk(
        room,
        DeskTouch::Open(DeskPage::Tablets(TabletsPage::Retire)),
    );
    let look = ExportLook {
        sticks: Some(vec![PathBuf::from("/media/teacher/KINGSTON")]),
        ..ExportLook::default()
    };
    room.input(Input::News(News::Exports(Box::new(look))));
}

fn at_ready(room: &mut Classroom, left: LeftBehind) {
    at_page(room, in_step());
    retire(room, TabletsTouch::Retire(stick()));
    goes(room, Retiring::Ready(left));
}

#[test]
fn a_tablet_is_wiped_after_two_yeses_and_the_pin_and_not_before() {
    let mut room = Classroom::at(monday_math());
    at_page(&mut room, in_step());
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAtExports));
    retire(&mut room, TabletsTouch::Wipe);
    assert_eq!(room.kiosk.retiring(), None, "nothing was prepared");
    retire(&mut room, TabletsTouch::Retire(stick()));
    let errand = Errand::Sync(SyncErrand::Retire(stick()));
    assert_eq!(room.kiosk.take_errand(), Some(errand));
    retire(&mut room, TabletsTouch::Wipe);
    assert_eq!(
        room.kiosk.retiring(),
        Some(&Retiring::Prepares(RetireStep::Shares))
    );
    goes(&mut room, Retiring::Ready(left(14)));
    retire(&mut room, TabletsTouch::Wipe);
    assert!(matches!(page(&room), Some(DeskPage::Pin(_))));
    assert!(!room.kiosk.desk_is_open(), "nothing else is done meanwhile");
    type_pin(&mut room, "2580");
    room.input(Input::Pin(PinAnswer::Wrong(
        std::time::Duration::from_secs(4),
    )));
    assert_eq!(crate::desk::pad(&room).0, PadState::Wrong);
    assert_eq!(room.kiosk.take_errand(), None, "that was not the PIN");
    room.wait(5);
    type_pin(&mut room, "2580");
    room.input(Input::Pin(PinAnswer::Right));
    let Some(Errand::Sync(SyncErrand::Wipe(told, _))) = room.kiosk.take_errand() else {
        panic!("it is not wiped");
    };
    assert_eq!(*told, left(14));
    assert!(room.kiosk.is_wiped_now());
    assert!(room.journal.is_empty(), "the kiosk records nothing of it");
}

fn exports(shared: bool, lines: u64) -> Retiring {
    Retiring::Prepares(RetireStep::Exports { shared, lines })
}

#[test]
fn a_childs_tap_ends_it_until_the_wipe_has_begun_and_changes_nothing_after_that() {
    let mut room = Classroom::at(monday_math());
    for far in 0..3 {
        at_page(&mut room, in_step());
        retire(&mut room, TabletsTouch::Retire(stick()));
        if far > 0 {
            goes(&mut room, Retiring::Ready(left(0)));
        }
        if far > 1 {
            retire(&mut room, TabletsTouch::Wipe);
            type_pin(&mut room, "2580");
        }
        room.tap("s01");
        assert_eq!(room.who(), Some("s01"));
        assert_eq!(room.kiosk.retiring(), None, "{far}");
        room.input(Input::Pin(PinAnswer::Right));
        goes(&mut room, Retiring::Ready(left(0)));
        assert_eq!(room.kiosk.retiring(), None, "{far}: it came too late");
        assert!(room.kiosk.take_errand().is_none());
        room.touch(Touch::NotMe);
        room.wait(10);
    }
    at_ready(&mut room, left(0));
    retire(&mut room, TabletsTouch::Wipe);
    type_pin(&mut room, "2580");
    room.input(Input::Pin(PinAnswer::Right));
    room.tap("s02");
    room.wait(120);
    assert_eq!(room.who(), None);
    assert!(room.kiosk.is_wiped_now());
}

#[test]
fn another_page_or_silence_ends_it_but_a_long_export_is_no_silence() {
    let mut room = Classroom::at(monday_math());
    at_page(&mut room, in_step());
    retire(&mut room, TabletsTouch::Retire(stick()));
    for lines in 1..5 {
        room.wait(50);
        goes(&mut room, exports(true, lines));
    }
    assert!(room.kiosk.desk_is_open());
    at_desk(
        &mut room,
        DeskTouch::Open(DeskPage::Tablets(TabletsPage::All(0))),
    );
    assert_eq!(room.kiosk.retiring(), None);
    at_ready(&mut room, left(0));
    room.wait(61);
    assert_eq!(room.kiosk.desk(), None);
    assert_eq!(room.kiosk.retiring(), None);
}

#[test]
fn what_is_only_here_and_in_no_export_is_never_wiped() {
    let mut room = Classroom::at(monday_math());
    let lost = LeftBehind {
        export: Err(gone()),
        ..left(1)
    };
    at_ready(&mut room, lost.clone());
    assert_eq!(room.kiosk.retiring(), Some(&Retiring::Refused(gone())));
    retire(&mut room, TabletsTouch::Wipe);
    assert!(!matches!(page(&room), Some(DeskPage::Pin(_))));
    // That the others had everything when they were met last is not enough: their place may be gone.
    let remembered = LeftBehind {
        alone: 0,
        ..lost.clone()
    };
    at_ready(&mut room, remembered);
    assert_eq!(room.kiosk.retiring(), Some(&Retiring::Refused(gone())));
    // They have everything now: the export is the teacher's own affair.
    let kept = LeftBehind {
        alone: 0,
        shared: true,
        ..lost
    };
    at_ready(&mut room, kept);
    retire(&mut room, TabletsTouch::Wipe);
    assert!(matches!(page(&room), Some(DeskPage::Pin(_))));
}

#[test]
fn a_teacher_retires_a_tablet_by_names_alone_and_finds_a_new_one() {
    let mut tablet = Tablet::of_rivera();
    tablet.link("--student", "s01", &MAYA);
    let export = tablet.folder.path().join("export");
    fs::create_dir(&export).unwrap();
    let shared = tablet.folder.path().join("shared");
    fs::create_dir(&shared).unwrap();
    tablet.configure(&format!(
        "[export]\nfolder = {export:?}\n[sync]\nfolder = {shared:?}"
    ));
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let was = tablet.entries()[0]["tablet"].clone();
    // Once it shares, the tablet publishes its class pack; what is recorded after the export would stop it.
    tablet.wait_for_entries("pack_file_published", 1);
    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Tablets");
    tablet.desktop.wait_for_heading("Tablets at");
    tablet.desktop.press("Retire this tablet");
    tablet.desktop.wait_for_heading("Retire this tablet?");
    assert_eq!(tablet.desktop.wrong(), "", "asked");
    tablet.desktop.press("Begin: export to");
    tablet.desktop.wait_for_heading("Wipe this tablet now?");
    assert_eq!(tablet.desktop.wrong(), "", "ready");
    assert!(export.join("entries.jsonl").is_file());
    assert!(tablet.entries().len() > 10, "nothing is wiped yet");
    tablet.desktop.press("Wipe, with my PIN");
    tablet
        .desktop
        .wait_for_heading("Your PIN, to retire this tablet");
    tablet.type_pin("2580");
    tablet.desktop.wait_for("This tablet has left the class.");
    assert_eq!(tablet.desktop.wrong(), "", "done");
    tablet.desktop.press("OK");
    tablet.desktop.wait_for("Tap your badge");
    let until = std::time::Instant::now() + PATIENCE;
    while tablet.entries().iter().any(|entry| entry["tablet"] == was) {
        assert!(std::time::Instant::now() < until, "it is the old one");
    }
    // Nobody's badge counts any more.
    let card = tablet.cards.lay(crate::support::pcscd::Card::new(&MAYA));
    tablet.wait_for_entries("unknown_badge_tapped", 1);
    card.lift();
    // The others know that it left, and the new one is none of them, whatever kiosk.toml says.
    let writers: Vec<_> = fs::read_dir(shared.join("tablets")).unwrap().collect();
    assert_eq!(writers.len(), 1);
    let status = shared
        .join("tablets")
        .join(was.as_str().unwrap())
        .join("status.json");
    let status = fs::read_to_string(status).unwrap();
    assert!(status.contains("\"retired\":true"), "{status}");
}

/// Every state of retiring.
pub fn scenes() -> Vec<Scene> {
    vec![
        ("desk-retire-ask", |room| at_page(room, in_step())),
        ("desk-retire-no-stick", |room| {
            at_page(room, Sharing::default());
            let look = ExportLook {
                sticks: Some(Vec::new()),
                ..ExportLook::default()
            };
            room.input(Input::News(News::Exports(Box::new(look))));
        }),
        ("desk-retire-exports", |room| {
            at_page(room, in_step());
            retire(room, TabletsTouch::Retire(stick()));
            goes(room, exports(true, 13_480));
        }),
        ("desk-retire-exports-not-shared", |room| {
            at_page(room, in_step());
            retire(room, TabletsTouch::Retire(stick()));
            goes(room, exports(false, 13_480));
        }),
        ("desk-retire-ready", |room| at_ready(room, left(0))),
        ("desk-retire-ready-alone", |room| {
            at_ready(room, left(1_204));
        }),
        ("desk-retire-ready-no-export", |room| {
            let left = LeftBehind {
                export: Err(gone()),
                ..left(0)
            };
            at_ready(room, left);
        }),
        ("desk-retire-refused", |room| {
            let left = LeftBehind {
                export: Err(gone()),
                ..left(1_204)
            };
            at_ready(room, left);
        }),
        ("desk-retire-pin", |room| {
            at_ready(room, left(14));
            retire(room, TabletsTouch::Wipe);
        }),
        ("desk-retire-wipes", |room| {
            at_ready(room, left(14));
            retire(room, TabletsTouch::Wipe);
            type_pin(room, "2580");
            room.input(Input::Pin(PinAnswer::Right));
        }),
        ("desk-retire-done", |room| {
            goes(room, Retiring::Done(Some(stick())));
        }),
    ]
}
