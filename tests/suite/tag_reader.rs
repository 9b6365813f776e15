//! Writing a tag through the card reader thread, on a real PC/SC service with a virtual reader: written,
//! read back, torn away after each of its commands; and a reader's light and beep.

#![expect(
    clippy::print_stdout,
    reason = "a test here prints how long writing takes"
)]

use std::time::{Duration, Instant};

use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    badges::code::BadgeCode,
    devices::{
        ndef::{NoCode, badge_code},
        reader::ReaderReport,
    },
    domain::{
        badge::BadgeKey,
        tag::{TagTrouble, TagWritten},
    },
};

use crate::{
    reader::{Watching, tap},
    support::pcscd::{Card, Pcscd},
};

const UID: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80];
const OTHER: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x81];

fn code() -> BadgeCode {
    BadgeCode::draw(&mut StdRng::seed_from_u64(1))
}

fn write() -> String {
    format!("write {} {} no", BadgeKey::from_uid(&UID), code())
}

fn written(outcome: Result<(), TagTrouble>) -> ReaderReport {
    ReaderReport::Written(TagWritten {
        uid: BadgeKey::from_uid(&UID),
        code: code().key(),
        outcome,
    })
}

#[test]
fn a_tag_on_the_reader_is_written_within_a_moment_and_read_as_the_same_badge_from_then_on() {
    let service = Pcscd::start();
    let mut watching = Watching::both_readers(&service);
    let tag = Card::ntag(UID);
    let laid = service.lay(tag.clone());
    watching.expect(&tap([BadgeKey::from_uid(&UID)]));
    let told = Instant::now();
    watching.order(&write());
    watching.expect(&written(Ok(())));
    let took = told.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    println!("from the order to written and read back: {took:.1?}");
    assert_eq!(badge_code(&tag.user_memory()), Ok(code()));
    laid.lift();
    let laid = service.lay(tag.clone());
    watching.expect(&tap([code().key(), BadgeKey::from_uid(&UID)]));
    laid.lift();
    watching.stop();
}

#[test]
fn a_tag_torn_away_after_any_even_command_goes_on_where_it_was_when_it_is_laid_down_again() {
    torn_away((2..=16).step_by(2));
}

#[test]
fn a_tag_torn_away_after_any_odd_command_goes_on_where_it_was_when_it_is_laid_down_again() {
    torn_away((3..=17).step_by(2));
}

/// Two commands are for the tap itself: the number, and a look at what is written.
fn torn_away(commands: impl Iterator<Item = usize>) {
    let service = Pcscd::start();
    let mut watching = Watching::both_readers(&service);
    let uid = BadgeKey::from_uid(&UID);
    for answers in commands {
        let tag = Card::ntag(UID);
        let laid = service.lay(tag.torn_away_after(answers));
        watching.expect(&tap([uid.clone()]));
        watching.order(&write());
        let report = watching.next();
        laid.lift();
        let says = badge_code(&tag.user_memory());
        assert!(
            says == Ok(code()) || says == Err(NoCode::Blank),
            "{answers}: {says:?}"
        );
        if report == format!("{:?}", written(Ok(()))) {
            assert_eq!(says, Ok(code()));
            assert!(answers > 12, "all of it takes as many commands: {answers}");
            continue;
        }
        let gone = [TagTrouble::Lifted, TagTrouble::NotThere].map(|why| written(Err(why)));
        assert!(
            gone.iter().any(|gone| format!("{gone:?}") == report),
            "{answers}: {report}"
        );
        let laid = service.lay(tag.torn_away_after(usize::MAX));
        let keys = says.ok().map(|code| code.key()).into_iter();
        watching.expect(&tap(keys.chain([uid.clone()])));
        watching.order(&write());
        watching.expect(&written(Ok(())));
        laid.lift();
        assert_eq!(badge_code(&tag.user_memory()), Ok(code()), "{answers}");
    }
    watching.stop();
}

#[test]
fn only_the_card_that_was_meant_is_written_on_and_an_empty_reader_says_so() {
    let service = Pcscd::start();
    let mut watching = Watching::both_readers(&service);
    watching.order(&write());
    watching.expect(&written(Err(TagTrouble::NotThere)));
    let other = Card::ntag(OTHER);
    let before = other.user_memory();
    let laid = service.lay(other.clone());
    watching.expect(&tap([BadgeKey::from_uid(&OTHER)]));
    watching.order(&write());
    watching.expect(&written(Err(TagTrouble::NotThere)));
    // On the second reader, beside the other one.
    let tag = Card::ntag(UID);
    let second = service.lay_on(1, tag.clone());
    watching.expect(&tap([BadgeKey::from_uid(&UID)]));
    watching.order(&write());
    watching.expect(&written(Ok(())));
    assert_eq!(other.user_memory(), before);
    laid.lift();
    second.lift();
    watching.stop();
}

#[test]
fn without_a_service_an_order_to_write_is_answered_all_the_same() {
    let service = Pcscd::absent();
    let mut watching = Watching::start(&service);
    watching.expect(&ReaderReport::NoService);
    watching.order(&write());
    watching.expect(&written(Err(TagTrouble::NoReader)));
    watching.stop();
}

const OWN_BEEP_OFF: [u8; 5] = [0xFF, 0x00, 0x52, 0x00, 0x00];
const GOOD: [u8; 9] = [0xFF, 0x00, 0x40, 0x2E, 0x04, 0x01, 0x00, 0x01, 0x01];

#[test]
fn an_acr122u_is_hushed_and_shows_green_after_the_tap_was_reported() {
    let service = Pcscd::start_with("ACS ACR122U PICC Interface");
    let mut watching = Watching::start(&service);
    watching.next();
    let card = Card::new(&UID);
    let laid = service.lay(card.clone());
    watching.expect(&tap([BadgeKey::from_uid(&UID)]));
    card.wait_until_told(&OWN_BEEP_OFF);
    watching.order("good");
    card.wait_until_told(&GOOD);
    let told = card.told();
    assert_eq!(
        told[0],
        [0xFF, 0xCA, 0x00, 0x00, 0x00],
        "the tap goes first"
    );
    laid.lift();
    // Nobody is there to show it to: no trouble, and the next tap is as quick.
    watching.order("bad");
    let laid = service.lay(card.clone());
    watching.expect(&tap([BadgeKey::from_uid(&UID)]));
    laid.lift();
    let hushed = card
        .told()
        .iter()
        .filter(|told| *told == &OWN_BEEP_OFF)
        .count();
    assert_eq!(hushed, 1, "once is enough");
    watching.stop();
}

#[test]
fn a_reader_of_another_make_is_told_nothing_that_a_card_might_take_for_itself() {
    let service = Pcscd::start();
    let mut watching = Watching::both_readers(&service);
    let card = Card::new(&UID);
    let laid = service.lay(card.clone());
    watching.expect(&tap([BadgeKey::from_uid(&UID)]));
    watching.order("good");
    watching.order(&write());
    watching.next();
    let lights = |told: &Vec<u8>| told.starts_with(&[0xFF, 0x00]);
    assert!(!card.told().iter().any(lights), "{:02X?}", card.told());
    laid.lift();
    watching.stop();
}
