//! Badge codes: what their check letters catch, and what is said about a wrong one.

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    badges::code::{BadgeCode, NotABadgeCode},
    domain::badge::BadgeKey,
};

const ALPHABET: &str = "BCDEFGHJKLNOPRSTUVX";

fn draw(seed: u64) -> String {
    BadgeCode::draw(&mut StdRng::seed_from_u64(seed)).to_string()
}

fn parse(text: &str) -> Result<BadgeCode, NotABadgeCode> {
    text.parse()
}

#[test]
fn a_code_is_eighteen_letters_of_the_alphabet_and_reads_back() {
    for seed in 0..1000 {
        let code = draw(seed);
        assert_eq!(code.len(), 18);
        assert!(code.chars().all(|letter| ALPHABET.contains(letter)));
        assert_eq!(parse(&code).unwrap().to_string(), code);
    }
}

#[test]
fn every_wrong_letter_is_refused() {
    for code in (0..20).map(draw) {
        for at in 0..18 {
            for letter in ('A'..='Z').chain('0'..='9') {
                let mut wrong = code.clone();
                wrong.replace_range(at..=at, &letter.to_string());
                assert_eq!(parse(&wrong).is_ok(), wrong == code, "{code} -> {wrong}");
            }
        }
    }
}

#[test]
fn every_swap_of_two_different_letters_is_refused() {
    for code in (0..50).map(draw) {
        for first in 0..18 {
            for second in first + 1..18 {
                let mut letters: Vec<_> = code.chars().collect();
                letters.swap(first, second);
                let swapped: String = letters.into_iter().collect();
                let expected = if swapped == code {
                    Ok(parse(&code).unwrap())
                } else {
                    Err(NotABadgeCode::Check)
                };
                assert_eq!(parse(&swapped), expected, "{code} -> {swapped}");
            }
        }
    }
}

#[test]
fn every_two_wrong_letters_are_refused() {
    let code = draw(7);
    for first in 0..18 {
        for second in first + 1..18 {
            for (a, b) in ALPHABET
                .chars()
                .flat_map(|a| ALPHABET.chars().map(move |b| (a, b)))
            {
                let mut letters: Vec<_> = code.chars().collect();
                letters[first] = a;
                letters[second] = b;
                let wrong: String = letters.into_iter().collect();
                assert_eq!(parse(&wrong).is_ok(), wrong == code, "{code} -> {wrong}");
            }
        }
    }
}

#[test]
fn a_dropped_or_doubled_letter_is_refused_with_its_count() {
    let code = draw(1);
    assert_eq!(parse(&code[1..]), Err(NotABadgeCode::Length { found: 17 }));
    let doubled = format!("{code}{}", &code[17..]);
    assert_eq!(parse(&doubled), Err(NotABadgeCode::Length { found: 19 }));
}

#[test]
fn case_and_white_space_at_the_ends_do_not_matter() {
    let code = draw(2);
    let expected = parse(&code);
    assert!(expected.is_ok());
    assert_eq!(parse(&code.to_lowercase()), expected);
    assert_eq!(parse(&format!(" \t{code}\r\n")), expected);
}

#[test]
fn the_key_of_a_code_is_its_bare_letters() {
    let code = draw(3);
    let key = parse(&code.to_lowercase()).unwrap().key();
    assert_eq!(key, BadgeKey::Code(code.as_str().into()));
    assert_eq!(key.to_string().parse::<BadgeKey>().unwrap(), key);
}

#[test]
fn two_badges_do_not_share_a_code() {
    let mut codes: Vec<_> = (0..2000).map(draw).collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 2000);
}

#[test]
fn the_check_letters_are_the_two_sums_as_documented() {
    // By hand: a C (1) in place 16 gives the sums 1 and 16, so the check letters are 17 and 1.
    assert!(parse("BBBBBBBBBBBBBBBBBB").is_ok());
    assert!(parse("BBBBBBBBBBBBBBBCVC").is_ok());
    assert_eq!(parse("BBBBBBBBBBBBBBBCVD"), Err(NotABadgeCode::Check));
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    let say = |text: &str| parse(text).unwrap_err().to_string();
    let sentences = [
        say("BCD"),
        say("BBBBBBBBBBBBBBBBB\u{7}"),
        say("BBBBBBBBBBBBBBBBBC"),
    ];
    insta::assert_snapshot!(sentences.join("\n"), @r"
    a badge code has 18 letters and this has 3: read it from the badge again
    '\u{7}', number 18 of this badge code, is in no badge code: read it from the badge again
    a letter of this badge code is wrong, or two changed places: read it from the badge again
    ");
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*|[A-Za-z]{18}|(?s).{18}") {
        if let Ok(code) = parse(&text) {
            prop_assert_eq!(code.to_string(), text.trim().to_uppercase());
        }
    }
}
