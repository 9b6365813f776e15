//! Every sentence that sharing writes of a mishap is known by its kind, so that no teacher reads it in a
//! language that is not theirs.

use std::{collections::BTreeSet, fs, path::Path};

use waymark::{
    domain::{
        mishap::{OddKind, ParkedKind},
        mistake::{Mistake, MistakeKind, without_code},
    },
    journal::{Damage, segment::SegmentError},
};

use super::source_rules::rust_files;

#[test]
fn every_damage_of_an_entry_is_known_by_its_kind() {
    let entry: waymark::domain::ids::EntryId = "BCDFGHJKLNPR-12".parse().unwrap();
    let known = [
        (
            Damage::Missing {
                tablet: entry.tablet.clone(),
                first: 3,
                last: 4,
            },
            ParkedKind::Waits,
        ),
        (
            Damage::OutOfOrder {
                entry: entry.clone(),
            },
            ParkedKind::OutOfPlace,
        ),
        (
            Damage::ChecksumMismatch {
                entry: entry.clone(),
            },
            ParkedKind::Damaged,
        ),
        (
            Damage::Forked {
                entry: entry.clone(),
            },
            ParkedKind::Copied,
        ),
        (
            Damage::Unreadable {
                entry: entry.clone(),
                why: "of its time".to_owned(),
            },
            ParkedKind::Unreadable,
        ),
        (
            Damage::Blank {
                entry: entry.clone(),
            },
            ParkedKind::Blank,
        ),
        (
            Damage::Misfiled {
                entry,
                column: "kind",
            },
            ParkedKind::Damaged,
        ),
        (Damage::File("no page".to_owned()), ParkedKind::Other),
    ];
    for (damage, kind) in known {
        assert_eq!(ParkedKind::of(&damage.to_string()), kind, "{damage}");
    }
}

#[test]
fn every_damage_of_a_segment_is_known_by_its_kind() {
    let theirs = "NPRSTVXBCDFG".into();
    let known = [
        (SegmentError::TornTail, OddKind::CutShort),
        (SegmentError::ChecksumMismatch, OddKind::Damaged),
        (SegmentError::Foreign, OddKind::Damaged),
        (SegmentError::NotWhatItsNameSays, OddKind::Damaged),
        (SegmentError::OtherClass { theirs }, OddKind::OtherClass),
        (SegmentError::Newer { form: 9 }, OddKind::Newer),
        (SegmentError::TooLarge, OddKind::TooLarge),
    ];
    for (error, kind) in known {
        assert_eq!(OddKind::of(&error.to_string()), kind, "{error}");
    }
    assert_eq!(OddKind::of("is not a file of Waymark's"), OddKind::Foreign);
    assert_eq!(OddKind::of("holds 12 more things"), OddKind::More);
}

#[test]
fn every_mistake_of_the_class_pack_is_known_by_its_kind() {
    let told = include_str!("pack/snapshots/suite__pack__files__one_run_tells_every_mistake.snap");
    let mistakes = told.lines().filter(|line| line.ends_with(']'));
    let known = mistakes.map(|line| assert!(Mistake::of(line).is_some(), "{line}"));
    assert!(known.count() > 10);
    let said = "rubrics/rounding.toml:6:1: unknown level `exploer` [unknown-level]\n  hint: did you mean `explorer`?";
    let mistake = Mistake {
        place: "rubrics/rounding.toml:6:1",
        kind: MistakeKind::Unknown,
        what: Some("exploer"),
        meant: Some("explorer"),
    };
    assert_eq!(Mistake::of(said), Some(mistake));
}

#[test]
fn mistakes_of_a_class_list_are_known_by_their_kind() {
    let known = [
        (
            "users.csv:12: givenName: there is no first name [missing-name]",
            MistakeKind::NoName,
        ),
        (
            "list.csv:3: this row has 4 cells and the header has 5; look for a comma [ragged-row]",
            MistakeKind::Line,
        ),
        (
            "list.csv:1: there are two columns `name`; remove one [duplicate-column]",
            MistakeKind::Twice,
        ),
        (
            "list.zip: the zip is locked with a password; unpack it [bad-zip]",
            MistakeKind::Zip,
        ),
        (
            "enrollments.csv: which class is meant? there are 2 classes: [which-class]\n  Math [a-b]: 2 students\n  Art [a-b]",
            MistakeKind::WhichClass,
        ),
    ];
    for (said, kind) in known {
        assert_eq!(Mistake::of(said).map(|mistake| mistake.kind), Some(kind));
    }
    assert_eq!(Mistake::of("Another program uses the journal."), None);
}

#[test]
fn every_code_of_a_mistake_is_known_by_its_kind() {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config");
    let mut codes = BTreeSet::new();
    for file in rust_files(&config) {
        codes.extend(codes_in(&fs::read_to_string(file).unwrap()));
    }
    for code in ["syntax", "bad-zip", "not-utf8", "missing-menu", "too-few"] {
        assert!(codes.contains(code), "{code} is not found any more");
    }
    for code in &codes {
        let said = format!("list.csv:2:1: it is so [{code}]");
        assert!(Mistake::of(&said).is_some(), "{code} has no kind");
    }
}

/// What problems are made with, and every other text of lower-case words joined by hyphens: a code that is
/// handed on is one of them, and nothing else in there is written so.
fn codes_in(source: &str) -> BTreeSet<String> {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |text: &str| text.len() > 1 && text.bytes().all(is_letter);
    let mut codes = BTreeSet::new();
    let mut before = "";
    for text in source.split('"') {
        let made = ["Complaint::new(", "::of_file(", "problem("];
        let made = made.iter().any(|make| before.trim_end().ends_with(make));
        if text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.split('-').all(is_word)
            && (made || text.contains('-'))
        {
            codes.insert(text.to_owned());
        }
        before = text;
    }
    codes
}

#[test]
fn a_mistake_is_read_without_its_code() {
    let known = [
        (
            "users.csv:12: givenName: there is no first name [missing-name]",
            "users.csv:12: givenName: there is no first name",
        ),
        (
            "a.toml:6:1: unknown level `x` [unknown-level]\n  hint: did you mean `y`?",
            "a.toml:6:1: unknown level `x`\n  hint: did you mean `y`?",
        ),
        (
            "a.toml:6:1: unclosed array\nexpected `]` [syntax]",
            "a.toml:6:1: unclosed array\nexpected `]`",
        ),
        ("Another program uses [it].", "Another program uses [it]."),
    ];
    for (said, read) in known {
        assert_eq!(without_code(said), read);
    }
}
