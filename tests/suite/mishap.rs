//! Every sentence that sharing writes of a mishap is known by its kind, so that no teacher reads it in a
//! language that is not theirs.

use waymark::{
    domain::mishap::{OddKind, ParkedKind},
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
