//! Comparing a roster with the class.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, option, prelude::*, sample::select};
use twemoji_assets::svg::SvgTwemojiAsset;
use waymark::domain::{
    event::Event,
    ids::StudentId,
    pack::StudentCard,
    roster::{ANIMALS, Incoming, plan},
};

use super::{card, group, id, incoming};

type Class = BTreeMap<StudentId, StudentCard>;

fn class(students: &[(&str, StudentCard)]) -> Class {
    let students = students.iter().map(|(name, card)| (id(name), card.clone()));
    students.collect()
}

/// The class after the events.
fn after(mut class: Class, events: Vec<Event>) -> Class {
    for event in events {
        match event {
            Event::StudentAdded { student, card } => {
                assert!(class.insert(student, card).is_none(), "added twice");
            }
            Event::StudentChanged { student, card } => {
                assert!(class.insert(student, card).is_some(), "changed a stranger");
            }
            other => panic!("a roster never leads to {other:?}"),
        }
    }
    class
}

#[test]
fn a_teacher_reads_who_is_new_who_changes_and_who_is_missing() {
    let known = class(&[
        (
            "s01",
            StudentCard {
                group: Some(group("red")),
                ..card("Sam", "", "🦊")
            },
        ),
        ("s02", card("Leo", "", "🐼")),
        ("s03", card("Ana", "Ruiz", "🦁")),
    ]);
    let file = [
        (
            id("s01"),
            Incoming {
                group: Some(group("blue")),
                identifier: Some("0042".to_owned()),
                ..incoming("Sam", "")
            },
        ),
        (id("s03"), incoming("Ana", "Ruiz")),
        (id("s04"), incoming("Maya", "Lopez")),
    ];
    insta::assert_snapshot!(plan(&known, &file), @r"
    + Maya Lopez
    ~ Sam: group red -> blue, identifier none -> 0042
    ? Leo is not in the file; kept
    1 new, 1 changed, 1 unchanged, 1 not in the file
    ");
}

#[test]
fn a_child_who_is_not_in_the_file_is_never_removed() {
    let known = class(&[
        ("s01", card("Sam", "", "🦊")),
        ("s02", card("Leo", "", "🐼")),
    ]);
    let plan = plan(&known, &[(id("s01"), incoming("Sam", ""))]);
    assert_eq!(plan.vanished, [(id("s02"), card("Leo", "", "🐼"))]);
    assert!(plan.is_empty());
    assert!(plan.events().is_empty());
}

#[test]
fn what_the_file_leaves_open_stays_as_it_is() {
    let sam = StudentCard {
        group: Some(group("red")),
        language: Some("es".into()),
        identifier: Some("0042".to_owned()),
        ..card("Sam", "Reed", "🦊")
    };
    let file = Incoming {
        first_name: "Samuel".to_owned(),
        ..Incoming::default()
    };
    let plan = plan(&class(&[("s01", sam.clone())]), &[(id("s01"), file)]);
    let samuel = StudentCard {
        first_name: "Samuel".to_owned(),
        ..sam
    };
    assert_eq!(plan.changed[0].after, samuel);
    assert_eq!(plan.changed[0].fields().len(), 1);
}

#[test]
fn a_child_is_found_by_id_and_then_by_identifier() {
    let numbered = |first: &str, number: &str| StudentCard {
        identifier: Some(number.to_owned()),
        ..card(first, "", "🦊")
    };
    let known = class(&[("a", numbered("Ana", "1")), ("b", numbered("Ben", "2"))]);
    let row = |first: &str, number: &str| Incoming {
        identifier: Some(number.to_owned()),
        ..incoming(first, "")
    };
    // The number of `a` now belongs to `b`, and the child of `a` comes under another id.
    let file = [(id("x"), row("Anna", "1")), (id("b"), row("Ben", "1"))];
    let plan = plan(&known, &file);
    let changed: Vec<_> = plan.changed.iter().map(|c| c.student.as_str()).collect();
    assert_eq!(changed, ["a", "b"]);
    assert!(plan.added.is_empty() && plan.vanished.is_empty());
}

#[test]
fn an_identifier_that_two_children_share_finds_neither() {
    let twin = |first: &str| StudentCard {
        identifier: Some("1".to_owned()),
        ..card(first, "", "🦊")
    };
    let row = Incoming {
        identifier: Some("1".to_owned()),
        ..incoming("Ana", "")
    };
    let known = class(&[("a", twin("Ana")), ("b", twin("Ben"))]);
    let plan = plan(&known, &[(id("x"), row)]);
    assert_eq!((plan.added.len(), plan.vanished.len()), (1, 2));
}

#[test]
fn new_children_get_different_animals_that_nobody_has() {
    let known = class(&[("s01", card("Sam", "", ANIMALS[0]))]);
    let with_picture = Incoming {
        picture: Some(ANIMALS[2].to_owned()),
        ..incoming("Ana", "")
    };
    let file = [
        (id("s02"), incoming("Leo", "")),
        (id("s03"), incoming("Mia", "")),
        (id("s04"), with_picture),
    ];
    let plan = plan(&known, &file);
    let animals: Vec<_> = plan.added.iter().map(|(_, c)| c.picture.as_str()).collect();
    assert_eq!(animals, [ANIMALS[1], ANIMALS[3], ANIMALS[2]]);
}

#[test]
fn a_whole_school_still_gets_animals() {
    let file: Vec<_> = (0..200)
        .map(|n| (id(&format!("{n:03}")), incoming("Sam", "")))
        .collect();
    let plan = plan(&Class::new(), &file);
    for animal in ANIMALS {
        let with = plan.added.iter().filter(|(_, c)| c.picture == animal);
        assert!((3..=4).contains(&with.count()), "{animal}");
    }
}

#[test]
fn every_animal_is_in_the_bundled_set_and_there_once() {
    let all: BTreeSet<_> = ANIMALS.iter().collect();
    assert_eq!(all.len(), ANIMALS.len());
    assert!(ANIMALS.len() >= 60);
    for animal in ANIMALS {
        assert!(SvgTwemojiAsset::from_emoji(animal).is_some(), "{animal}");
    }
}

/// Few values, so that they meet.
fn some(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    option::of(select(words).prop_map(str::to_owned))
}

fn rows() -> impl Strategy<Value = Vec<(StudentId, Incoming)>> {
    let fields = (
        select(&["a", "b", "c", "d", "e", "f"][..]),
        select(&["Sam", "Mia"][..]),
        some(&["Reed"]),
        some(&["🦊", "🐼"]),
        some(&["red", "blue"]),
        some(&["1", "2", "3"]),
    );
    let row = fields.prop_map(|(name, first, last_name, picture, group, identifier)| {
        let row = Incoming {
            first_name: first.to_owned(),
            last_name,
            picture,
            group: group.map(Into::into),
            language: None,
            identifier,
            read_aloud: None,
        };
        (id(name), row)
    });
    vec(row, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_file_twice_changes_nothing_the_second_time(first in rows(), second in rows()) {
        let known = after(Class::new(), plan(&Class::new(), &first).events());
        let known = after(known.clone(), plan(&known, &second).events());
        let again = plan(&known, &second);
        prop_assert!(again.is_empty(), "{again}");
        let counted = again.unchanged.len() + again.vanished.len();
        prop_assert_eq!(counted, known.len());
    }
}
