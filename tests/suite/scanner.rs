//! Trying a scanner: every way in which one can be set up wrong is named, and a good one is not
//! faulted. In the built program, keys are pressed by their codes under a French keyboard.

use std::time::Duration;

use waymark::{
    badges::code::BadgeCode,
    domain::{
        badge::{BadgeKey, TEST_BADGE},
        kiosk::{DeskPage, DeskTouch, Input, NoticeKind},
        scanner::{
            Capitals, Fault, Listener, Pressed, ScanReport, ScannedKey, Suffix, TIMES, Trial,
        },
    },
};

use crate::{
    desk::{at_desk, classroom, page, sign_in},
    screens::Scene,
    support::tablet::Tablet,
};

/// A scanner as somebody set it up.
#[derive(Clone)]
struct Scanner {
    text: String,
    gap: u64,
    suffix: Option<ScannedKey>,
    shift: bool,
    /// What the keys write.
    writes: fn(&str) -> String,
}

impl Scanner {
    fn good() -> Self {
        Self {
            text: TEST_BADGE.to_owned(),
            gap: 12,
            suffix: Some(ScannedKey::Enter),
            shift: true,
            writes: str::to_owned,
        }
    }

    fn scan(&self) -> Option<ScanReport> {
        let mut listener = Listener::default();
        let mut at = Duration::from_mins(1);
        for letter in self.text.chars() {
            let key = match letter {
                '\u{1}' => ScannedKey::Other,
                letter => ScannedKey::Char(letter),
            };
            let pressed = Pressed {
                at,
                key,
                shift: self.shift,
            };
            assert_eq!(listener.press(pressed), None, "not before it is over");
            listener.wrote(&(self.writes)(&letter.to_string()));
            at += Duration::from_millis(self.gap);
        }
        let Some(key) = self.suffix else {
            let due = listener.deadline()?;
            assert_eq!(
                listener.poll(due.saturating_sub(Duration::from_millis(2))),
                None
            );
            return listener.poll(due);
        };
        let shift = false;
        let told = listener.press(Pressed { at, key, shift });
        assert_eq!(listener.deadline(), None, "nothing is kept");
        told
    }

    fn fault(&self) -> Option<Fault> {
        self.scan().expect("a scan").fault
    }
}

fn with(change: impl FnOnce(&mut Scanner)) -> Scanner {
    let mut scanner = Scanner::good();
    change(&mut scanner);
    scanner
}

#[test]
fn the_test_badge_is_a_right_code_and_both_names_for_it_are_one() {
    assert_eq!(BadgeCode::TEST.to_string(), TEST_BADGE);
    assert_eq!(TEST_BADGE.parse(), Ok(BadgeCode::TEST));
    assert!(BadgeCode::TEST.key().is_test());
    assert!(!BadgeKey::Code("BCDEFGHJKLNOPRSTVT".into()).is_test());
}

#[test]
fn a_scanner_that_is_set_up_well_has_no_fault_whatever_its_suffix_and_capitals() {
    let good = Scanner::good().scan().unwrap();
    assert_eq!(good.fault, None);
    assert_eq!(good.suffix, Suffix::Enter);
    assert_eq!(good.capitals, Capitals::Shift);
    assert_eq!(good.between, Duration::from_millis(12));
    let tab = with(|scanner| scanner.suffix = Some(ScannedKey::Tab));
    assert_eq!(tab.scan().unwrap().suffix, Suffix::Tab);
    let none = with(|scanner| scanner.suffix = None);
    let told = none.scan().unwrap();
    assert_eq!((told.fault, told.suffix), (None, Suffix::None));
    let small = with(|scanner| {
        scanner.shift = false;
        scanner.writes = str::to_lowercase;
    });
    assert_eq!(small.scan().unwrap().capitals, Capitals::Small);
    let locked = with(|scanner| scanner.shift = false);
    assert_eq!(locked.scan().unwrap().capitals, Capitals::Locked);
    let odd = with(|scanner| scanner.writes = str::to_lowercase);
    assert_eq!(odd.scan().unwrap().capitals, Capitals::Locked);
    let mute = with(|scanner| scanner.writes = |_| String::new());
    assert_eq!(mute.scan().unwrap().capitals, Capitals::Unknown);
}

#[test]
fn every_letter_that_is_dropped_doubled_or_wrong_is_noticed_wherever_it_is() {
    for at in 0..TEST_BADGE.len() {
        let dropped = with(|scanner| {
            scanner.text.remove(at);
        });
        assert_eq!(dropped.fault(), Some(Fault::Dropped(1)), "{at}");
        let doubled = with(|scanner| {
            let letter = TEST_BADGE.as_bytes()[at];
            scanner.text.insert(at, char::from(letter));
        });
        let fault = doubled.fault();
        // The first or last letter twice may as well be a key before or after.
        let ends = fault == Some(Fault::Extra(1)) && (at == 0 || at == TEST_BADGE.len() - 1);
        assert!(fault == Some(Fault::Doubled(1)) || ends, "{at}: {fault:?}");
        let wrong = with(|scanner| scanner.text.replace_range(at..=at, "B"));
        assert_eq!(wrong.fault(), Some(Fault::Wrong(1)), "{at}");
    }
    let every_third = with(|scanner| {
        let letters = TEST_BADGE.chars().enumerate();
        scanner.text = letters
            .filter(|(at, _)| at % 3 != 0)
            .map(|(_, letter)| letter)
            .collect();
    });
    assert_eq!(every_third.fault(), Some(Fault::Dropped(6)));
    let all_twice = with(|scanner| {
        scanner.text = TEST_BADGE
            .chars()
            .flat_map(|letter| [letter, letter])
            .collect();
    });
    assert_eq!(all_twice.fault(), Some(Fault::Doubled(18)));
}

#[test]
fn another_country_a_prefix_and_a_slow_scanner_are_told_apart() {
    // The keys that a scanner for Dvorak presses for T, E, S and X.
    let dvorak = with(|scanner| {
        let key = |letter| match letter {
            'T' => 'K',
            'E' => 'D',
            'S' => '\u{1}',
            other => {
                if other == 'X' {
                    'B'
                } else {
                    other
                }
            }
        };
        scanner.text = TEST_BADGE.chars().map(key).collect();
    });
    assert_eq!(dvorak.fault(), Some(Fault::Layout));
    let prefix = with(|scanner| scanner.text = format!("\u{1}Q3{TEST_BADGE}"));
    assert_eq!(prefix.fault(), Some(Fault::Extra(3)));
    let slow = with(|scanner| scanner.gap = 130);
    assert_eq!(slow.fault(), Some(Fault::Slow(Duration::from_millis(130))));
    let lazy = with(|scanner| scanner.gap = 95);
    assert!(matches!(lazy.fault(), Some(Fault::Slow(_))), "1.6 s in all");
    let other = with(|scanner| scanner.text = "BCDEFGHJKLNOPRSTVT".to_owned());
    assert_eq!(other.fault(), Some(Fault::NotTheTestBadge));
    let link = with(|scanner| scanner.text = "HTTPS\u{1}\u{1}\u{1}EXAMPLE\u{1}ORG".to_owned());
    assert_eq!(link.fault(), Some(Fault::NotTheTestBadge));
    let long = with(|scanner| scanner.text = "X".repeat(3000));
    assert_eq!(long.fault(), Some(Fault::NotTheTestBadge));
}

#[test]
fn a_finger_on_the_keyboard_is_no_scan() {
    let finger = with(|scanner| scanner.text = "TESTX".to_owned());
    assert_eq!(finger.scan(), None);
    let nothing = with(|scanner| scanner.text = String::new());
    assert_eq!(nothing.scan(), None, "Enter alone");
}

#[test]
fn three_good_scans_in_a_row_make_it_certain_and_a_bad_one_is_remembered_until_they_do() {
    let good = Scanner::good().scan().unwrap();
    let bad = with(|scanner| scanner.gap = 130).scan().unwrap();
    let mut trial = Trial::default();
    for (scan, certain) in [
        (good, false),
        (bad, false),
        (good, false),
        (good, false),
        (good, true),
    ] {
        trial.add(scan);
        assert_eq!(trial.is_certain(), certain, "{trial:?}");
    }
    assert_eq!(trial.scans.len(), TIMES);
}

#[test]
fn the_test_badge_is_greeted_everywhere_and_recorded_nowhere() {
    let mut room = classroom();
    let test = BadgeCode::TEST.key();
    room.tap_badge(test.clone());
    let notice =
        |room: &crate::support::classroom::Classroom| room.kiosk.notice().map(|notice| notice.kind);
    assert_eq!(notice(&room), Some(NoticeKind::TestBadge));
    room.tap_badge(test.clone());
    assert_eq!(notice(&room), Some(NoticeKind::TestBadge), "and again");
    room.wait(10);
    room.tap("s01");
    room.tap_badge(test.clone());
    assert_eq!(room.who(), Some("s01"), "whoever is here keeps the screen");
    assert_eq!(notice(&room), Some(NoticeKind::TestBadge));
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Link("s06".into())));
    room.tap_badge(test.clone());
    assert_eq!(room.count("badge_linked"), 0, "it is never anybody's");
    at_desk(&mut room, DeskTouch::Open(DeskPage::Scanner));
    room.wait(10);
    room.tap_badge(test);
    assert_eq!(notice(&room), None, "the page tells it");
    assert_eq!(page(&room), Some(&DeskPage::Scanner));
    room.input(Input::Scanned(Scanner::good().scan().unwrap()));
    let scans = |room: &crate::support::classroom::Classroom| {
        room.kiosk.desk().map(|desk| desk.trial.scans.len())
    };
    assert_eq!(scans(&room), Some(1));
    at_desk(&mut room, DeskTouch::Open(DeskPage::Scanner));
    assert_eq!(scans(&room), Some(0), "a new page is a new trial");
    room.tap("s02");
    assert_eq!(room.who(), Some("s02"), "a child's tap locks it");
    room.input(Input::Scanned(Scanner::good().scan().unwrap()));
    assert_eq!(room.count("unknown_badge_tapped"), 0);
}

#[test]
fn a_scanner_is_tried_in_the_real_window_by_key_codes_under_a_french_keyboard() {
    let mut tablet = Tablet::new();
    tablet.waymark(&[
        "badge",
        "link",
        "--teacher",
        "rivera",
        "--uid",
        "04A2245A123499",
    ]);
    tablet.set_pin("2580");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let keymap = tablet.desktop.run("xmodmap", &["-pke"]);
    tablet.desktop.run("setxkbmap", &["fr"]);

    // On the first screen it is answered, and nothing is recorded.
    scan(&tablet, &keymap, TEST_BADGE, "4");
    tablet.desktop.wait_for("This is the test badge.");
    tablet.desktop.wait_for("Tap your badge");

    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Try the scanner");
    tablet
        .desktop
        .wait_for_heading("Scan the test badge 3 times");
    assert_eq!(tablet.desktop.wrong(), "", "before");
    for title in [
        "Good. Scan it 2 more times",
        "Good. Scan it 1 more time",
        "All is well",
    ] {
        scan(&tablet, &keymap, TEST_BADGE, "4");
        tablet.desktop.wait_for_heading(title);
    }
    tablet
        .desktop
        .wait_for_all(&["The code. It comes whole.", "After the code. Enter."]);
    assert_eq!(tablet.desktop.wrong(), "", "after");

    tablet.desktop.press("Start over");
    tablet
        .desktop
        .wait_for_heading("Scan the test badge 3 times");
    scan(&tablet, &keymap, &TEST_BADGE.replacen('S', "", 1), "4");
    tablet.desktop.wait_for_heading("This has to change");
    tablet.desktop.wait_for("The code. 1 letter is missing.");

    // A real badge: the trial tells of it, and nobody is signed in or sent away.
    tablet.desktop.press("Start over");
    let heading = "Scan the test badge 3 times";
    tablet.desktop.wait_for_heading(heading);
    let real = crate::printing::codes(1)[0].key().to_string();
    let real = real.trim_start_matches("code:");
    scan(&tablet, &keymap, real, "4");
    tablet
        .desktop
        .wait_for("The code. That was not the test badge.");
    let kinds = tablet.entries();
    let strange = kinds
        .iter()
        .filter(|entry| entry["kind"] == "unknown_badge_tapped");
    assert_eq!(strange.count(), 0);
}

/// A scanner types: the keys of a US keyboard, by their codes, and Enter.
fn scan(tablet: &Tablet, keymap: &str, code: &str, delay: &str) {
    let keycode = |letter: char| {
        let wanted = format!("= {} ", letter.to_ascii_lowercase());
        let line = keymap.lines().find(|line| line.contains(&wanted)).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    let codes = code.chars().map(keycode).chain([String::from("36")]);
    let codes: Vec<String> = codes.collect();
    let mut keys = vec!["key", "--delay", delay];
    keys.extend(codes.iter().map(String::as_str));
    tablet.desktop.run("xdotool", &keys);
}

/// The page in its states.
pub fn scenes() -> Vec<Scene> {
    fn tried(room: &mut crate::support::classroom::Classroom, scanner: &Scanner, times: usize) {
        crate::desk::busy(room);
        at_desk(room, DeskTouch::Open(DeskPage::Scanner));
        for _ in 0..times {
            room.input(Input::Scanned(scanner.scan().unwrap()));
        }
    }
    vec![
        ("desk-scanner", |room| tried(room, &Scanner::good(), 0)),
        ("desk-scanner-well", |room| tried(room, &Scanner::good(), 3)),
        ("desk-scanner-dropped", |room| {
            let scanner = with(|scanner| {
                scanner.text.remove(3);
                scanner.suffix = None;
                scanner.shift = false;
            });
            tried(room, &scanner, 2);
        }),
        ("desk-scanner-extra", |room| {
            let prefix = with(|scanner| scanner.text = format!("\u{1}Q3{TEST_BADGE}"));
            tried(room, &prefix, 1);
        }),
        ("test-badge", |room| {
            room.tap_badge(BadgeCode::TEST.key());
        }),
    ]
}
