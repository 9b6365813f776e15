//! The way into a class on a tablet on which nobody has worked: the button, the page that says how, letters
//! from a keyboard, the count while the class comes, and stopping.

use std::{fs, sync::Arc};

use waymark::{
    domain::{
        event::{Actor, Event},
        joining::{JoinCode, may_become_code},
        kiosk::{Errand, Input, JoinNews, JoinTouch, Joining, Kiosk, News, SyncErrand, Touch},
        pack::CameraChoice,
        sharing::{MeetingPlace, Sharing},
    },
    storage::{Journal, Setting, begin_again},
};

use crate::{
    desk_tablets::{in_step, tell},
    screens::Scene,
    support::{
        classroom::{Classroom, monday_math},
        pcscd::Card,
        tablet::{MAYA, Tablet},
    },
    sync_window::{Other, invitation},
};
use tempfile::TempDir;

fn code() -> JoinCode {
    JoinCode {
        class: "BCDFGHJKLNPR".into(),
        name: "Salón 12, tercer grado".to_owned(),
        place: MeetingPlace::Folder("/media/class/waymark-room-12".into()),
        key: "XVUTSRPONLKJHGFE".to_owned(),
    }
}

fn join(room: &mut Classroom, touch: JoinTouch) {
    room.touch(Touch::Join(touch));
}

fn write(room: &mut Classroom, text: &str) {
    join(room, JoinTouch::Type(text.to_owned()));
}

fn at_page(room: &mut Classroom) {
    room.kiosk.offer_to_join(true);
    join(room, JoinTouch::How);
}

fn fetches(room: &mut Classroom, fetched: Option<(u64, u64)>) {
    room.input(Input::Joining(JoinNews::Scanned(code())));
    join(room, JoinTouch::Yes);
    let sharing = Sharing {
        place: Some("/media/class/waymark-room-12".to_owned()),
        fetched,
        busy: true,
        ..Sharing::default()
    };
    tell(room, sharing);
}

#[test]
fn only_a_tablet_that_may_join_says_how_and_the_page_goes_with_a_tap_or_silence() {
    let mut room = Classroom::at(monday_math());
    join(&mut room, JoinTouch::How);
    assert_eq!(room.kiosk.joining(), None);
    at_page(&mut room);
    let how = Joining::How(String::new());
    assert_eq!(room.kiosk.joining(), Some(&how));
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"));
    assert_eq!(room.kiosk.joining(), None);
    join(&mut room, JoinTouch::How);
    assert_eq!(room.kiosk.joining(), None, "a child is here");
    room.touch(Touch::NotMe);
    room.wait(10);
    at_page(&mut room);
    room.wait(181);
    assert_eq!(room.kiosk.joining(), None);
}

#[test]
fn a_code_that_is_typed_or_pasted_is_asked_about_as_soon_as_it_is_whole() {
    let mut room = Classroom::at(monday_math());
    at_page(&mut room);
    let letters = code().letters();
    let (first, rest) = letters.split_at(50);
    write(&mut room, &first.to_lowercase());
    write(&mut room, "b\u{8} 7!");
    assert_eq!(
        room.kiosk.joining(),
        Some(&Joining::How(first.to_owned())),
        "what no code has is passed over"
    );
    join(&mut room, JoinTouch::Clear);
    write(&mut room, &format!(" {first}\n"));
    write(&mut room, rest);
    assert_eq!(room.kiosk.joining(), Some(&Joining::Asks(code())));
    assert_eq!(room.kiosk.take_errand(), None, "nothing before a yes");
    at_page(&mut room);
    assert_eq!(room.kiosk.joining(), Some(&Joining::Asks(code())));
}

#[test]
fn joining_is_stopped_in_one_touch_and_only_while_it_goes_on() {
    let mut room = Classroom::at(monday_math());
    join(&mut room, JoinTouch::Stop);
    assert_eq!(room.kiosk.take_errand(), None);
    fetches(&mut room, Some((256, 3_480)));
    assert!(matches!(room.kiosk.joining(), Some(Joining::Fetches(_))));
    assert!(room.kiosk.take_errand().is_some());
    join(&mut room, JoinTouch::Stop);
    let errand = Errand::Sync(SyncErrand::StopJoining);
    assert_eq!(room.kiosk.take_errand(), Some(errand));
    room.input(Input::Joining(JoinNews::Stopped));
    assert_eq!(room.kiosk.joining(), None);
}

#[test]
fn a_tablet_joins_without_a_class_pack_that_can_be_used() {
    let mut kiosk = Kiosk::default();
    kiosk.offer_to_join(true);
    let touch = |touch| Input::Touch(Touch::Join(touch));
    kiosk.handle_without_class(touch(JoinTouch::How));
    kiosk.handle_without_class(touch(JoinTouch::Type(code().letters())));
    kiosk.handle_without_class(touch(JoinTouch::Yes));
    let errand = Errand::Sync(SyncErrand::Join(code().into()));
    assert_eq!(kiosk.take_errand(), Some(errand));
    kiosk.handle_without_class(Input::News(News::Sharing(Arc::new(in_step()))));
    assert_eq!(kiosk.joining(), Some(&Joining::Joined(code())));
}

#[test]
fn a_tablet_that_stopped_joining_keeps_its_pin_and_nothing_of_the_class() {
    let folder = TempDir::new().unwrap();
    let now = jiff::Zoned::now();
    let mut journal = Journal::open(folder.path(), &now, &mut rand::rng())
        .unwrap()
        .journal;
    let was = journal.tablet().clone();
    journal.set(Setting::PinHash, "a hash").unwrap();
    journal.set(Setting::ClassId, "BCDFGHJKLNPR").unwrap();
    assert!(journal.is_fresh_itself().unwrap());
    let left = Event::StudentLeft {
        student: "s01".into(),
    };
    journal.append(&now, &Actor::CommandLine, &[left]).unwrap();
    assert!(!journal.is_fresh_itself().unwrap(), "somebody works here");
    journal.close().unwrap();
    let journal = begin_again(folder.path(), &now, &mut rand::rng()).unwrap();
    assert_ne!(*journal.tablet(), was);
    let kept = |setting| journal.setting(setting).unwrap();
    assert_eq!(kept(Setting::PinHash).as_deref(), Some("a hash"));
    assert_eq!(kept(Setting::ClassId), None);
    let names = fs::read_dir(folder.path()).unwrap();
    let aside = names.filter(|file| file.as_ref().unwrap().path().is_dir());
    assert_eq!(aside.count(), 0, "nothing is set aside");
}

#[test]
fn a_fresh_tablet_whose_class_pack_is_broken_joins_by_its_button_and_letters_and_works() {
    let shared = TempDir::new().unwrap();
    let other = Other::new();
    let mut tablet = Tablet::new();
    let class = tablet.folder.path().join("class");
    let uid = "04A2245A123480";
    other.waymark(&class, &["badge", "link", "--student", "s01", "--uid", uid]);
    invitation(&other, &class, shared.path());
    other.publishes_its_pack(&class);
    let letters = invitation(&other, &class, shared.path());
    // The other tablet has its pack whole; this one's is cut short.
    let levels = fs::read_to_string(class.join("levels.toml")).unwrap();
    fs::write(class.join("levels.toml"), &levels[..levels.len() / 2]).unwrap();
    tablet.open_kiosk_at(&["--windowed", "1280x800"], "Join a class");
    assert_eq!(tablet.desktop.wrong(), "", "problems");
    tablet.desktop.press("Join a class");
    tablet.desktop.wait_for("With a keyboard");
    assert_eq!(tablet.desktop.wrong(), "", "how");
    tablet.desktop.run(
        "xdotool",
        &["type", "--delay", "30", &letters.to_lowercase()],
    );
    tablet.desktop.wait_for("Join Room 12?");
    tablet.desktop.press("Join");
    tablet
        .desktop
        .wait_for("This tablet is one of Room 12 now.");
    // Its class pack is whole again.
    tablet.desktop.wait_for("24 students are in the class.");
    tablet.desktop.press("OK");
    tablet.desktop.wait_for("Tap your badge");
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
}

#[test]
fn letters_that_no_code_has_are_told_from_the_beginning_of_one() {
    let letters = code().letters();
    for typed in ["", "J", "JKLN", &letters[..30], &letters] {
        assert!(may_become_code(typed), "{typed}");
    }
    for typed in ["H", "JKLM", "JKLNA", &letters[1..30]] {
        assert!(!may_become_code(typed), "{typed}");
    }
}

/// Every state of these pages.
pub fn scenes() -> Vec<Scene> {
    vec![
        ("join-button", |room| room.kiosk.offer_to_join(true)),
        ("join-how", at_page),
        ("join-mirror", |room| {
            room.pack.tablet.camera = CameraChoice::First;
            at_page(room);
        }),
        ("join-typed", |room| {
            at_page(room);
            write(room, &code().letters()[..90]);
        }),
        ("join-no-code", |room| {
            at_page(room);
            write(room, "hello JKLN BCDF");
        }),
        ("join-count", |room| fetches(room, Some((1_240, 3_480)))),
    ]
}
