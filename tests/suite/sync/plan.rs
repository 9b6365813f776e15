//! What goes which way.

use std::collections::BTreeMap;

use proptest::prelude::*;
use waymark::{
    domain::ids::TabletId,
    journal::{Checksum, Head, compare},
};

/// The end of a series whose checksums are those of its branch.
fn head(seq: u64, branch: u8) -> Head {
    let mut checksum = [branch; 32];
    checksum[..8].copy_from_slice(&seq.to_be_bytes());
    match seq {
        0 => Head::default(),
        _ => Head {
            seq,
            checksum: Checksum(checksum),
        },
    }
}

fn heads(heads: &[(&str, u64, u8)]) -> BTreeMap<TabletId, Head> {
    let heads = heads.iter();
    heads
        .map(|(tablet, seq, branch)| ((*tablet).into(), head(*seq, *branch)))
        .collect()
}

#[test]
fn a_plan_names_what_goes_which_way_and_this_tablets_own_goes_first() {
    let ours = heads(&[("A", 5, 0), ("B", 9, 0), ("M", 12, 0), ("X", 4, 1)]);
    let theirs = heads(&[
        ("A", 7, 0),
        ("B", 2, 0),
        ("C", 3, 0),
        ("M", 10, 0),
        ("X", 4, 2),
    ]);
    let plan = compare(&ours, &theirs, &"M".into());
    insta::assert_snapshot!(plan, @r"
    wrong forked at X-4
    send M 11..=12
    send B 3..=9
    fetch A 6..=7
    fetch C 1..=3
    ");
}

#[test]
fn a_peer_that_knows_more_of_this_tablet_than_itself_is_named() {
    let plan = compare(&heads(&[("M", 5, 0)]), &heads(&[("M", 7, 0)]), &"M".into());
    insta::assert_snapshot!(plan, @"wrong two of us at M-7");
    let plan = compare(&heads(&[("M", 5, 1)]), &heads(&[("M", 5, 2)]), &"M".into());
    insta::assert_snapshot!(plan, @"wrong two of us at M-5");
}

proptest! {
    #[test]
    fn both_sides_plan_the_same_copies_and_then_nothing_is_left(
        ours in prop::collection::btree_map("[A-E]", 0..9_u64, 0..5),
        theirs in prop::collection::btree_map("[A-E]", 0..9_u64, 0..5),
    ) {
        let of = |side: &BTreeMap<String, u64>| -> BTreeMap<TabletId, Head> {
            side.iter().map(|(tablet, seq)| (tablet.as_str().into(), head(*seq, 0))).collect()
        };
        let (mut ours, mut theirs) = (of(&ours), of(&theirs));
        let me = TabletId::from("M");
        let (plan, mirrored) = (compare(&ours, &theirs, &me), compare(&theirs, &ours, &me));
        prop_assert_eq!(&plan.send, &mirrored.fetch);
        prop_assert_eq!(&plan.fetch, &mirrored.send);
        for stretch in &plan.send {
            theirs.insert(stretch.series.clone(), head(stretch.last, 0));
        }
        for stretch in &plan.fetch {
            ours.insert(stretch.series.clone(), head(stretch.last, 0));
        }
        prop_assert!(compare(&ours, &theirs, &me).is_empty());
    }
}
