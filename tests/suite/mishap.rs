//! Every sentence that sharing writes of a mishap is known by its kind, so that no teacher reads it in a
//! language that is not theirs.

use waymark::{
    domain::{
        mishap::{OddKind, ParkedKind},
        mistake::{Mistake, MistakeKind},
    },
    journal::{Damage, segment::SegmentError},
};

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
            "users.csv:12: givenName: there is no first name",
            MistakeKind::NoName,
        ),
        (
            "list.csv:3: this row has 4 cells and the header has 5; look for a comma",
            MistakeKind::Line,
        ),
        (
            "list.csv: there are two columns `name`; remove one",
            MistakeKind::Twice,
        ),
        (
            "list.zip: the zip is locked with a password; unpack it",
            MistakeKind::Zip,
        ),
    ];
    for (said, kind) in known {
        assert_eq!(Mistake::of(said).map(|mistake| mistake.kind), Some(kind));
    }
    assert_eq!(Mistake::of("Another program uses the journal."), None);
}
