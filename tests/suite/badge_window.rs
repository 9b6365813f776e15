//! Badges for children in the real window, with a real card service: one that nobody knew is given to a
//! child, a tag is written and signs in as a chip and as a code, one is torn away and goes on, and
//! whoever's card comes in between is answered in words.

#![expect(
    clippy::print_stdout,
    reason = "a test here prints how long linking and writing take"
)]

use std::{fs, time::Instant};

use waymark::devices::ndef::badge_code;

use crate::support::{
    pcscd::{Card, Pcscd},
    tablet::{MAYA, RIVERA, Tablet},
};

const STRANGE: [u8; 7] = [0x04, 1, 2, 3, 4, 5, 6];
const TAG: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x51];
const SECOND_TAG: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x52];
const PHONE: [u8; 4] = [0x08, 0xA2, 0x24, 0x5A];

/// A tablet on which Maya and a teacher have a card.
fn tablet() -> Tablet {
    let tablet = Tablet::of_rivera();
    tablet.link("--student", "s01", &MAYA);
    tablet
}

fn open_desk(tablet: &mut Tablet) {
    tablet.rivera_signs_in();
}

/// Lays a card down, waits for a heading, and lifts it.
fn lay(tablet: &mut Tablet, card: Card, heading: &str) {
    let laid = tablet.cards.lay(card);
    tablet.desktop.wait_for_heading(heading);
    laid.lift();
}

#[test]
fn a_badge_nobody_knew_is_on_the_list_within_a_second_and_a_childs_by_two_touches_of_the_glass() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let strange = Card::new(&STRANGE);
    let laid = tablet.cards.lay(strange.clone());
    tablet.desktop.wait_for("I don't know this badge yet");
    laid.lift();
    open_desk(&mut tablet);
    tablet.desktop.wait_for("1 unknown badge");
    assert_eq!(tablet.desktop.wrong(), "", "the first page");
    tablet.desktop.click("1 unknown badge");
    tablet.desktop.wait_for_heading("Card …0506: whose is it?");
    assert_eq!(tablet.desktop.wrong(), "", "whose it is");
    let names = tablet.desktop.names();
    assert!(!names.contains("0102"), "only the end of it: {names}");
    tablet.desktop.click("Aaliyah Winslow");
    tablet
        .desktop
        .wait_for_heading("Linked: Aaliyah has a new badge");
    assert_eq!(tablet.desktop.wrong(), "", "linked");
    tablet.desktop.press("Now");
    // With the desk open, the next one is there as soon as it is laid down.
    let told = Instant::now();
    let laid = tablet.cards.lay(Card::new(&SECOND_TAG));
    tablet.desktop.wait_for("1 unknown badge");
    println!(
        "an unknown badge is on the list after {:.1?}",
        told.elapsed()
    );
    laid.lift();
    tablet.desktop.press("Lock");
    let laid = tablet.cards.lay(strange);
    tablet.desktop.wait_for("Hi, Aaliyah!");
    laid.lift();
}

#[test]
fn a_tag_is_written_torn_away_laid_down_again_and_signs_in_as_a_chip_and_as_a_code() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);
    tablet.desktop.click("Link a badge");
    tablet.desktop.wait_for_heading("Whose is the new badge?");
    tablet.desktop.click("Amara Nwadike");
    tablet
        .desktop
        .wait_for_heading("Tap the new badge for Amara");
    let tag = Card::ntag(TAG);
    let told = Instant::now();
    let laid = tablet.cards.lay(tag.clone());
    tablet
        .desktop
        .wait_for_heading("Linked: Amara has a new badge");
    println!("a card is linked after {:.1?}", told.elapsed());
    let told = Instant::now();
    tablet.desktop.click("Write the code on it");
    tablet
        .desktop
        .wait_for_heading("Written and read back for Amara");
    println!(
        "its code is written and read back after {:.1?}",
        told.elapsed()
    );
    laid.lift();
    assert_eq!(tablet.desktop.wrong(), "", "written");
    assert_eq!(tablet.wait_for_entries("badge_linked", 5).len(), 5);
    let code = badge_code(&tag.user_memory()).unwrap().to_string();

    tablet.desktop.click("Next child");
    tablet.desktop.wait_for_heading("Whose is the new badge?");
    tablet.desktop.click("Ava Merriweather");
    tablet.desktop.wait_for_heading("Tap the new badge for Ava");
    tablet.desktop.click("Write the code on it too");
    let second = Card::ntag(SECOND_TAG);
    // In the middle of its pages.
    let torn = second.torn_away_after(10);
    lay(&mut tablet, torn, "Lay the card of Ava down again");
    assert!(badge_code(&second.user_memory()).is_err(), "no wrong code");
    let whole = second.torn_away_after(usize::MAX);
    lay(&mut tablet, whole.clone(), "Written and read back for Ava");

    tablet.desktop.click("Lock");
    tablet.desktop.wait_for("Tap your badge");
    lay(&mut tablet, tag, "Hi, Amara!");
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Thanks for telling me");
    lay(&mut tablet, whole, "Hi, Ava!");
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Thanks for telling me");
    // The same letters on paper, typed by a scanner, are the same badge.
    let scan = [
        "type", "--delay", "4", "--args", "1", &code, "key", "Return",
    ];
    tablet.desktop.run("xdotool", &scan);
    tablet.desktop.wait_for_heading("Hi, Amara!");
}

#[test]
fn whoevers_card_comes_in_between_is_answered_on_the_page_and_nobody_is_signed_in() {
    let mut tablet = tablet();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_desk(&mut tablet);
    tablet.desktop.press("Link a badge");
    tablet.desktop.press("Amara Nwadike");
    tablet
        .desktop
        .wait_for_heading("Tap the new badge for Amara");
    for (uid, said) in [
        (&PHONE[..], "This card has another number each time"),
        (&RIVERA[..], "This is a teacher's badge"),
    ] {
        let laid = tablet.cards.lay(Card::new(uid));
        tablet.desktop.wait_for(said);
        laid.lift();
        assert_eq!(tablet.desktop.wrong(), "", "{said}");
    }
    lay(
        &mut tablet,
        Card::new(&MAYA),
        "This is the badge of Maya Brookfield",
    );
    assert_eq!(tablet.desktop.wrong(), "", "a question");
    tablet.desktop.press("Keep it with Maya");
    tablet
        .desktop
        .wait_for_heading("Tap the new badge for Amara");
    let laid = tablet.cards.lay(Card::vanishing());
    tablet.desktop.wait_for("It was lifted too early.");
    laid.lift();
    lay(
        &mut tablet,
        Card::new(&MAYA),
        "This is the badge of Maya Brookfield",
    );
    tablet.desktop.press("Give it to Amara instead");
    tablet
        .desktop
        .wait_for_heading("Linked: Amara has a new badge");
    tablet.desktop.press("Undo");
    tablet
        .desktop
        .wait_for_heading("Tap the new badge for Amara");
    tablet.desktop.press("Lock");
    lay(&mut tablet, Card::new(&MAYA), "Hi, Maya!");
}

const GOOD: [u8; 9] = [0xFF, 0x00, 0x40, 0x2E, 0x04, 0x01, 0x00, 0x01, 0x01];
const BAD: [u8; 9] = [0xFF, 0x00, 0x40, 0x5D, 0x04, 0x02, 0x01, 0x02, 0x01];

#[test]
fn a_reader_shows_green_to_a_known_badge_and_red_to_an_unknown_one_unless_the_class_wants_it_quiet()
{
    let mut tablet = tablet();
    tablet.cards = Pcscd::start_with("ACS ACR122U PICC Interface");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    for (uid, said, light) in [
        (&MAYA, "Hi, Maya!", GOOD),
        (&STRANGE, "I don't know this badge yet", BAD),
    ] {
        let card = Card::new(uid);
        let laid = tablet.cards.lay(card.clone());
        tablet.desktop.wait_for(said);
        card.wait_until_told(&light);
        laid.lift();
    }
    drop(tablet.kiosk.take());
    let settings = tablet.folder.path().join("class/kiosk.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let quiet = text.replace("reader_signals = true", "reader_signals = false");
    assert_ne!(quiet, text);
    fs::write(&settings, quiet).unwrap();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let card = Card::new(&MAYA);
    let laid = tablet.cards.lay(card.clone());
    tablet.desktop.wait_for("Hi, Maya!");
    laid.lift();
    let is_light = |told: &Vec<u8>| told.starts_with(&GOOD[..3]);
    assert!(!card.told().iter().any(is_light), "{:02X?}", card.told());
}
