//! Getting in and out, in the real window: a substitute's card from its making to its use, a PIN for
//! each teacher, a PIN that cannot be counted, and a kiosk that ends only from its desk or when the
//! system asks.

use std::process::Command;

use rusqlite::Connection;

use crate::support::{
    pcscd::Card,
    tablet::{RIVERA, Tablet},
};

const LEE: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x98];
const SPARE: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x70];
const PHONE: [u8; 4] = [0x08, 0xA2, 0x24, 0x5A];

/// A tablet with the badge of Ms. Rivera.
fn tablet() -> Tablet {
    let tablet = Tablet::new();
    let link = ["badge", "link", "--teacher", "rivera", "--uid"];
    tablet.waymark(&[&link[..], &["04A2245A123499"]].concat());
    tablet.set_pin("258013");
    tablet
}

fn open_desk(tablet: &mut Tablet, uid: &[u8], pin: &str) {
    tablet.desktop.wait_for("Tap your badge");
    tablet.teacher_taps(uid);
    tablet.type_pin(pin);
    tablet.desktop.wait_for("Requests");
}

fn lock(tablet: &mut Tablet) {
    tablet.desktop.press("Lock");
    tablet.desktop.wait_for("Tap your badge");
}

/// A teacher makes a card for today; the number it gets.
fn make_card(tablet: &mut Tablet) -> String {
    open_desk(tablet, &RIVERA, "258013");
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Substitute's card");
    tablet.desktop.wait_for("Lay the substitute's card");
    assert_eq!(tablet.desktop.wrong(), "", "the page that waits for a card");
    for (uid, refused) in [
        (
            &[0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80][..],
            "This badge belongs to Maya Brookfield.",
        ),
        (&RIVERA[..], "This badge is yours already."),
        (&PHONE[..], "That is not a badge"),
    ] {
        let card = tablet.cards.lay(Card::new(uid));
        tablet.desktop.wait_for(refused);
        card.lift();
    }
    let card = tablet.cards.lay(Card::new(&SPARE));
    tablet.desktop.wait_for("The number for today: ");
    card.lift();
    assert_eq!(tablet.desktop.wrong(), "", "the number");
    let told = tablet.desktop.tell("The number for today: ");
    let digits = told.split("today: ").nth(1).unwrap();
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 4, "{told}");
    let linked = tablet.wait_for_entries("badge_linked", 3);
    let holder = &linked.last().unwrap()["event"]["holder"];
    assert!(holder["substitute"].is_string(), "{linked:?}");
    tablet.desktop.press("Back");
    tablet.desktop.wait_for("My new badge");
    assert!(!tablet.desktop.names().contains("The number for today"));
    lock(tablet);
    digits
}

#[test]
fn a_teacher_makes_a_substitutes_card_and_the_substitute_sees_who_is_where_and_no_level() {
    let mut tablet = tablet();
    let maya = [
        "badge",
        "link",
        "--student",
        "s01",
        "--uid",
        "04A2245A123480",
    ];
    tablet.waymark(&maya);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let digits = make_card(&mut tablet);

    let card = tablet.cards.lay(Card::new(&SPARE));
    tablet
        .desktop
        .wait_for_heading("The number for today, please");
    card.lift();
    tablet.type_pin("258013");
    tablet.desktop.wait_for("That was not the PIN. Try again.");
    tablet.type_pin(&digits);
    tablet.desktop.wait_for("You are here as a substitute");
    let names = tablet.desktop.names();
    assert!(names.contains("Aaliyah"), "{names}");
    for hidden in ["Requests", "Class |", "This tablet", "Explorer", "Rounding"] {
        assert!(!names.contains(hidden), "{hidden}: {names}");
    }
    assert_eq!(tablet.desktop.wrong(), "", "a substitute's board");
    tablet.desktop.press("Aaliyah");
    tablet.desktop.wait_for_heading("Aaliyah");
    assert_eq!(tablet.desktop.wrong(), "", "where a child is");
    let names = tablet.desktop.names();
    for hidden in ["Leave words", "Explorer", "Rounding", "New badge"] {
        assert!(!names.contains(hidden), "{hidden}: {names}");
    }
    tablet.desktop.press("Hands-on");
    tablet.desktop.wait_for("Aaliyah: now at Hands-on");
    let moved = tablet.wait_for_entries("checked_in", 1);
    assert_eq!(moved[0]["actor"], "substitute", "{moved:?}");
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for("Today");
    let names = tablet.desktop.names();
    assert!(
        names.contains("Aaliyah") && !names.contains("Day before"),
        "{names}"
    );
    lock(&mut tablet);
    tablet.waymark(&["journal", "verify"]);
}

#[test]
fn a_teacher_with_a_pin_of_their_own_gets_in_with_no_other_and_gives_themselves_a_new_badge() {
    let mut tablet = tablet();
    let link = [
        "badge",
        "link",
        "--teacher",
        "lee",
        "--uid",
        "04A2245A123498",
    ];
    tablet.waymark(&link);
    tablet.pipe_pin(&["teacher", "pin", "--teacher", "lee"], "8024");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.teacher_taps(&LEE);
    tablet.type_pin("258013");
    tablet.desktop.wait_for("That was not the PIN. Try again.");
    tablet.type_pin("8024");
    tablet.desktop.wait_for("Requests");
    tablet.desktop.press("This tablet");
    tablet.desktop.press("My new badge");
    tablet.desktop.wait_for_heading("Tap your new badge");
    let card = tablet.cards.lay(Card::new(&SPARE));
    tablet.desktop.wait_for("Your new badge is linked");
    card.lift();
    lock(&mut tablet);

    // The number alone says who; the PIN is the same.
    tablet.teacher_taps(&SPARE);
    tablet.type_pin("8024");
    tablet.desktop.wait_for("Requests");
    tablet.desktop.press("Lock");
    tablet.desktop.wait_for("Tap your badge");
    tablet.teacher_taps(&RIVERA);
    tablet.type_pin("8024");
    tablet.desktop.wait_for("That was not the PIN. Try again.");
    tablet.type_pin("258013");
    tablet.desktop.wait_for("Requests");
}

#[test]
fn a_pin_that_cannot_be_counted_is_said_at_once_and_the_next_one_is_taken() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let file = Connection::open(tablet.folder.path().join("data/waymark.sqlite")).unwrap();
    file.execute_batch(
        "CREATE TRIGGER refused BEFORE INSERT ON settings
         BEGIN SELECT RAISE(FAIL, 'the disk says no'); END",
    )
    .unwrap();
    tablet.teacher_taps(&RIVERA);
    tablet.type_pin("258013");
    tablet.desktop.wait_for("The tablet could not check that.");
    file.execute_batch("DROP TRIGGER refused").unwrap();
    tablet.type_pin("258013");
    tablet.desktop.wait_for("Requests");
}

#[test]
fn a_full_screen_kiosk_stays_when_its_window_is_closed_and_ends_from_the_desk() {
    let mut tablet = tablet();
    let link = [
        "badge",
        "link",
        "--teacher",
        "lee",
        "--uid",
        "04A2245A123498",
    ];
    tablet.waymark(&link);
    tablet.open_kiosk(&[]);
    // The same badge within five seconds would be the same tap.
    for badge in [RIVERA, LEE] {
        tablet.desktop.run("wmctrl", &["-c", "Waymark"]);
        tablet.desktop.keys(&["alt+F4"]);
        // It has answered the window manager when it draws what came after.
        open_desk(&mut tablet, &badge, "258013");
        lock(&mut tablet);
    }
    let kiosk = tablet.kiosk.as_mut().unwrap();
    assert!(kiosk.0.try_wait().unwrap().is_none(), "it runs");
    open_desk(&mut tablet, &RIVERA, "258013");
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Close Waymark");
    let mut kiosk = tablet.kiosk.take().unwrap();
    assert_eq!(kiosk.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_kiosk_in_a_window_is_closed_as_any_window_is() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.desktop.run("wmctrl", &["-c", "Waymark"]);
    let mut kiosk = tablet.kiosk.take().unwrap();
    assert_eq!(kiosk.0.wait().unwrap().code(), Some(0));
}

#[test]
fn a_service_manager_ends_a_full_screen_kiosk_and_the_journal_is_closed() {
    let mut tablet = tablet();
    tablet.open_kiosk(&[]);
    let mut kiosk = tablet.kiosk.take().unwrap();
    let id = kiosk.0.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    assert_eq!(kiosk.0.wait().unwrap().code(), Some(0));
    let left = tablet.folder.path().join("data/waymark.sqlite-wal");
    assert!(!left.exists(), "a closed journal is one file");
    tablet.waymark(&["journal", "verify"]);
}
