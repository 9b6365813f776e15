//! Scans told apart from typing.

use std::time::Duration;

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    badges::code::BadgeCode,
    devices::wedge::{GAP, Outcome, Scan, Wedge, WedgeKey},
    domain::badge::{Tap, TapSource},
};

const LONG_AFTER: Duration = Duration::from_hours(1);

fn code() -> BadgeCode {
    BadgeCode::draw(&mut StdRng::seed_from_u64(1))
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A wedge and a clock: keys are passed on as they are pressed.
struct Bench {
    wedge: Wedge<WedgeKey>,
    now: Duration,
    passed: Vec<WedgeKey>,
    scans: Vec<Scan>,
}

impl Bench {
    fn new() -> Self {
        Self {
            wedge: Wedge::new(),
            now: Duration::ZERO,
            passed: Vec::new(),
            scans: Vec::new(),
        }
    }

    fn take(&mut self, outcome: Outcome<WedgeKey>) {
        self.passed.extend(outcome.pass);
        self.scans.extend(outcome.scan);
    }

    fn press(&mut self, key: WedgeKey, after: Duration) {
        self.now += after;
        let outcome = self.wedge.press(key, key, self.now);
        self.take(outcome);
    }

    fn types(mut self, text: &str, gap: Duration) -> Self {
        for key in text.chars() {
            self.press(WedgeKey::Char(key), gap);
        }
        self
    }

    fn end(mut self, after: Duration) -> Self {
        self.press(WedgeKey::End, after);
        self
    }

    fn pause(mut self) -> Self {
        if let Some(deadline) = self.wedge.deadline() {
            self.now = self.now.max(deadline);
        }
        let outcome = self.wedge.poll(self.now);
        self.take(outcome);
        assert_eq!(self.wedge.deadline(), None, "nothing is left to do");
        self
    }
}

fn keys(text: &str) -> Vec<WedgeKey> {
    text.chars().map(WedgeKey::Char).collect()
}

#[test]
fn a_burst_that_ends_with_enter_is_a_scan_and_no_key_of_it_is_passed_on() {
    let bench = Bench::new()
        .types(&code().to_string(), millis(20))
        .end(millis(20));
    assert_eq!(bench.scans, [Scan::Code(code())]);
    assert_eq!(bench.passed, []);
}

#[test]
fn a_burst_that_ends_with_a_pause_is_a_scan() {
    let bench = Bench::new().types(&code().to_string(), millis(20)).pause();
    assert_eq!(bench.scans, [Scan::Code(code())]);
    assert_eq!(bench.passed, []);
}

#[test]
fn a_scan_is_a_tap_of_its_code_and_noise_is_none() {
    let tap = Tap {
        keys: vec![code().key()],
        source: TapSource::KeyboardScanner,
    };
    assert_eq!(Scan::Code(code()).tap(), Some(tap));
    assert_eq!(Scan::Damaged.tap(), None);
    assert_eq!(Scan::Noise { keys: 13 }.tap(), None);
}

#[test]
fn case_does_not_matter_so_neither_caps_lock_nor_a_stuck_shift_does() {
    let code_text = code().to_string();
    let mixed: String = (0..)
        .zip(code_text.chars())
        .map(|(at, key)| {
            if at % 3 == 0 {
                key
            } else {
                key.to_ascii_lowercase()
            }
        })
        .collect();
    for text in [code_text.to_lowercase(), mixed] {
        let bench = Bench::new().types(&text, millis(5)).end(millis(5));
        assert_eq!(bench.scans, [Scan::Code(code())]);
    }
}

#[test]
fn keys_exactly_100_ms_apart_are_one_burst_and_101_ms_are_two() {
    let six = Bench::new().types("123456", GAP).pause();
    assert_eq!(six.scans, [Scan::Noise { keys: 6 }]);
    let typed = Bench::new().types("123456", GAP + millis(1)).pause();
    assert_eq!(typed.scans, []);
    assert_eq!(typed.passed, keys("123456"));
}

#[test]
fn a_person_typing_a_code_with_enter_is_not_a_scan() {
    let text = code().to_string();
    let bench = Bench::new().types(&text, millis(120)).end(millis(120));
    assert_eq!(bench.scans, []);
    let mut typed = keys(&text);
    typed.push(WedgeKey::End);
    assert_eq!(bench.passed, typed);
}

#[test]
fn fewer_than_six_quick_keys_are_typing_and_come_out_in_order_before_enter() {
    let bench = Bench::new().types("abcde", millis(1)).end(millis(1));
    assert_eq!(bench.scans, []);
    let mut typed = keys("abcde");
    typed.push(WedgeKey::End);
    assert_eq!(bench.passed, typed);
}

#[test]
fn enter_by_itself_is_passed_on_at_once() {
    let bench = Bench::new().end(millis(1));
    assert_eq!(bench.passed, [WedgeKey::End]);
    assert_eq!(bench.wedge.deadline(), None);
}

#[test]
fn a_second_end_key_of_the_same_scan_is_swallowed_and_a_later_one_is_not() {
    let bench = Bench::new()
        .types(&code().to_string(), millis(20))
        .end(millis(20))
        .end(millis(20));
    assert_eq!(bench.scans, [Scan::Code(code())]);
    assert_eq!(bench.passed, []);
    let bench = bench.end(millis(200));
    assert_eq!(bench.passed, [WedgeKey::End]);
}

#[test]
fn two_scans_in_a_row_are_two_scans() {
    let text = code().to_string();
    let bench = Bench::new()
        .types(&text, millis(10))
        .end(millis(10))
        .types(&text, millis(10))
        .end(millis(10));
    assert_eq!(bench.scans, [Scan::Code(code()), Scan::Code(code())]);
}

#[test]
fn a_code_that_takes_longer_than_a_second_and_a_half_is_noise() {
    // 17 gaps: of 88 ms they are 1.496 s, of 89 ms 1.513 s.
    let text = code().to_string();
    let in_time = Bench::new().types(&text, millis(88)).end(millis(88));
    assert_eq!(in_time.scans, [Scan::Code(code())]);
    let late = Bench::new().types(&text, millis(89)).end(millis(89));
    assert_eq!(late.scans, [Scan::Noise { keys: 18 }]);
}

#[test]
fn eighteen_letters_that_are_no_code_are_damaged() {
    for text in ["BBBBBBBBBBBBBBBBBC", "AAAAAAAAAAAAAAAAAA"] {
        let bench = Bench::new().types(text, millis(20)).end(millis(20));
        assert_eq!(bench.scans, [Scan::Damaged]);
    }
}

#[test]
fn a_library_book_is_noise() {
    let bench = Bench::new()
        .types("9780306406157", millis(20))
        .end(millis(20));
    assert_eq!(bench.scans, [Scan::Noise { keys: 13 }]);
    assert_eq!(bench.passed, []);
}

#[test]
fn a_dropped_key_or_one_too_many_is_noise() {
    let text = code().to_string();
    let dropped = Bench::new().types(&text[1..], millis(20)).end(millis(20));
    assert_eq!(dropped.scans, [Scan::Noise { keys: 17 }]);
    let more = Bench::new()
        .types(&format!("{text}B"), millis(20))
        .end(millis(20));
    assert_eq!(more.scans, [Scan::Noise { keys: 19 }]);
}

#[test]
fn ten_thousand_characters_are_one_noise_and_the_next_scan_is_read() {
    let bench = Bench::new()
        .types(&"B".repeat(10_000), Duration::ZERO)
        .end(Duration::ZERO)
        .types(&code().to_string(), millis(20))
        .end(millis(20));
    assert_eq!(
        bench.scans,
        [Scan::Noise { keys: 10_000 }, Scan::Code(code())]
    );
    assert_eq!(bench.passed, []);
}

#[test]
fn control_and_foreign_characters_make_noise() {
    for other in ['\u{7}', '\u{0}', 'é', '字'] {
        let mut text = code().to_string();
        text.insert(4, other);
        let bench = Bench::new().types(&text, millis(20)).end(millis(20));
        assert_eq!(bench.scans, [Scan::Noise { keys: 19 }]);
    }
}

#[test]
fn a_key_that_repeats_itself_is_not_a_key_more() {
    let mut bench = Bench::new();
    for key in code().to_string().chars() {
        bench.press(WedgeKey::Char(key), millis(20));
        // Its text, its repetition, its release.
        for _ in 0..3 {
            assert_eq!(bench.wedge.also(WedgeKey::Other), None);
        }
    }
    let bench = bench.end(millis(20));
    assert_eq!(bench.scans, [Scan::Code(code())]);
    assert_eq!(bench.passed, []);
}

#[test]
fn what_came_with_a_typed_key_is_passed_on_behind_it() {
    let mut bench = Bench::new();
    bench.press(WedgeKey::Char('a'), millis(5));
    assert_eq!(bench.wedge.also(WedgeKey::Other), None);
    let mut bench = bench.pause();
    assert_eq!(bench.passed, [WedgeKey::Char('a'), WedgeKey::Other]);
    assert_eq!(bench.wedge.also(WedgeKey::Other), Some(WedgeKey::Other));
}

#[test]
fn a_clock_that_goes_back_neither_panics_nor_loses_a_scan() {
    let mut wedge = Wedge::new();
    let mut scans = Vec::new();
    for (at, key) in (0..).zip(code().to_string().chars()) {
        let now = millis(1000 - at * 10);
        scans.extend(wedge.press(WedgeKey::Char(key), (), now).scan);
    }
    scans.extend(wedge.poll(LONG_AFTER).scan);
    assert_eq!(scans, [Scan::Code(code())]);
}

fn any_key() -> impl Strategy<Value = WedgeKey> {
    prop_oneof![
        20 => prop::sample::select("BCDEFGHJKLNOPRSTUVX".chars().collect::<Vec<_>>())
            .prop_map(WedgeKey::Char),
        5 => any::<char>().prop_map(WedgeKey::Char),
        2 => Just(WedgeKey::End),
        1 => Just(WedgeKey::Other),
    ]
}

/// Runs of random keys with a whole code among them now and then; pauses in milliseconds.
fn any_stream() -> impl Strategy<Value = Vec<(WedgeKey, u64)>> {
    let gap = prop_oneof![10 => 0..60_u64, 2 => 60..140_u64, 1 => 0..5000_u64];
    let noise = prop::collection::vec((any_key(), gap), 0..30);
    let scan = (any::<u64>(), 0..120_u64).prop_map(|(seed, gap)| {
        let code = BadgeCode::draw(&mut StdRng::seed_from_u64(seed)).to_string();
        code.chars()
            .map(|key| (WedgeKey::Char(key), gap))
            .collect::<Vec<_>>()
    });
    prop::collection::vec(prop_oneof![noise, scan], 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn a_code_comes_out_only_if_its_eighteen_letters_were_the_last_keys_in_time(
        stream in any_stream()
    ) {
        let mut wedge = Wedge::new();
        let mut now = Duration::ZERO;
        let mut typed: Vec<(char, Duration)> = Vec::new();
        let check = |scan: Option<Scan>, typed: &[(char, Duration)]| {
            if let Some(Scan::Code(code)) = scan {
                let last = &typed[typed.len() - BadgeCode::LETTERS..];
                let text: String = last.iter().map(|(key, _)| *key).collect();
                prop_assert_eq!(text.to_ascii_uppercase(), code.to_string());
                prop_assert!(last.windows(2).all(|two| two[1].1 <= two[0].1 + GAP));
                prop_assert!(last[17].1 <= last[0].1 + millis(1500));
            }
            Ok(())
        };
        for (key, gap) in stream {
            now += millis(gap);
            let scan = wedge.press(key, (), now).scan;
            check(scan, &typed)?;
            match key {
                WedgeKey::Char(key) => typed.push((key, now)),
                WedgeKey::Other => typed.push(('?', now)),
                WedgeKey::End => {}
            }
        }
        check(wedge.poll(now + LONG_AFTER).scan, &typed)?;
    }

    #[test]
    fn keys_are_passed_on_in_order_and_once_and_are_gone_only_into_a_scan(
        stream in any_stream()
    ) {
        let mut wedge = Wedge::new();
        let mut now = Duration::ZERO;
        let (mut passed, mut scanned, mut ends_left) = (Vec::new(), 0, 0);
        let length = stream.len();
        let ends = stream.iter().filter(|(key, _)| *key == WedgeKey::End).count();
        let mut outcomes = Vec::new();
        let stream_keys: Vec<_> = stream.iter().map(|(key, _)| *key).collect();
        for (at, (key, gap)) in stream.into_iter().enumerate() {
            now += millis(gap);
            outcomes.push(wedge.press(key, at, now));
        }
        outcomes.push(wedge.poll(now + LONG_AFTER));
        for outcome in outcomes {
            ends_left += outcome
                .pass
                .iter()
                .filter(|at| stream_keys[**at] == WedgeKey::End)
                .count();
            passed.extend(outcome.pass);
            scanned += match outcome.scan {
                None => 0,
                Some(Scan::Noise { keys }) => usize::try_from(keys).unwrap(),
                Some(Scan::Join(_)) => panic!("nobody makes such codes"),
                Some(Scan::Code(_) | Scan::Damaged) => BadgeCode::LETTERS,
            };
        }
        prop_assert!(passed.windows(2).all(|two| two[0] < two[1]));
        prop_assert_eq!(passed.len() - ends_left + scanned, length - ends);
        prop_assert_eq!(wedge.deadline(), None);
    }

    #[test]
    fn any_scanner_is_understood(
        seed: u64,
        gaps in prop::collection::vec(0..=83_u64, 18),
        lower: bool,
        end: bool,
    ) {
        let code = BadgeCode::draw(&mut StdRng::seed_from_u64(seed));
        let text = code.to_string();
        let text = if lower { text.to_lowercase() } else { text };
        let mut bench = Bench::new();
        for (key, gap) in text.chars().zip(gaps) {
            bench.press(WedgeKey::Char(key), millis(gap));
        }
        let bench = if end { bench.end(millis(10)) } else { bench.pause() };
        prop_assert_eq!(bench.scans, [Scan::Code(code)]);
        prop_assert_eq!(bench.passed, []);
    }
}
