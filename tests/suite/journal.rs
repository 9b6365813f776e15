//! Entries as values, and the fold over them.

use proptest::prelude::*;
use serde_json::json;
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::TabletId,
        time::Hlc,
    },
    journal::{Chain, Checksum, Damage, Draft, Entry, EntryError, Head, Stored},
};

use crate::support::happenings::{any_series, checked_in, fold, morning, what_is_true};

fn entry(event: Event) -> Entry {
    let draft = Draft {
        clock: Hlc {
            millis: 1_788_264_000_000,
            count: 3,
        },
        at: morning(0),
        time_unsure: false,
        actor: Actor::Student("12".into()),
        event,
    };
    Entry::next(&TabletId::from("BCDFGHJKLNPR"), &Head::default(), draft).unwrap()
}

fn stored(entry: &Entry) -> Stored {
    Stored {
        id: entry.id.clone(),
        clock: entry.clock,
        at: entry.at_text().to_owned(),
        time_unsure: entry.time_unsure,
        actor: entry.actor_text().to_owned(),
        body: entry.body.to_string(),
        checksum: entry.checksum,
    }
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    let written = entry(checked_in("12", "library"));
    let read = Entry::read(stored(&written)).unwrap();
    assert_eq!(read, written);
    assert!(read.verify(&Checksum::START));
}

#[test]
fn the_checksum_of_a_known_entry_never_changes() {
    let written = entry(checked_in("12", "library"));
    // Recomputed by hand from the table at `Checksum`.
    insta::assert_snapshot!(
        written.checksum,
        @"31764d23f59e9cfb839b7c449433b10e50424c3e0e7e330ede08b39780969eec"
    );
}

#[test]
fn a_json_line_is_flat_and_carries_the_event_to_the_letter() {
    let mut unsure = stored(&entry(checked_in("12", "library")));
    unsure.time_unsure = true;
    unsure.body = r#"{"kind":"sang","student":"12","song":1.50}"#.to_owned();
    let line = Entry::read(unsure).unwrap().to_json_line().unwrap();
    insta::assert_snapshot!(line, @r#"{"tablet":"BCDFGHJKLNPR","seq":1,"at":"2026-09-01T08:00:00-04:00[America/New_York]","kind":"sang","student":"12","actor":{"student":"12"},"clock":{"millis":1788264000000,"count":3},"time_unsure":true,"event":{"kind":"sang","student":"12","song":1.50},"checksum":"31764d23f59e9cfb839b7c449433b10e50424c3e0e7e330ede08b39780969eec"}"#);
}

#[test]
fn every_kind_is_the_one_that_files_say() {
    let ids = r#""student":"1","skill":"s","level":"l","task":"t","station":"c","entry":"BCDFGHJKLNPR-1",
        "note":"BCDFGHJKLNPR-1","badge":"uid:04A2245A123480","holder":{"student":"1"},"reason":"lost",
        "source":"card_reader","express":false,"picks":[],"placed":"l","chosen":"l","how":"with_help",
        "by":"2026-10-01","text":"Well done","oops":"too_fast","groups":[],"checksum":"","program":"",
        "set_aside":"","path":"levels.toml","entries":1,"seen":true,"secret":["key","hat","apple"],"opened_by":"substitute","card":{"first_name":"Maya","picture":"🦊"}"#;
    let kinds = "student_added student_changed student_left badge_linked badge_voided checked_in
        checked_out reflection_finished level_awarded level_taken_back level_badge_printed task_chosen task_finished
        task_approved assessment_requested assessment_recorded goal_set goal_met conference_held
        note_left note_read oops_shared groups_set unknown_badge_tapped voided_badge_tapped
        voided_tap_seen secret_given secret_voided secret_right secret_wrong
        entry_withdrawn pack_published pack_file_published student_erased scrubbed tablet_joined tablet_restored";
    for kind in kinds.split_whitespace() {
        let event: Event = serde_json::from_str(&format!(r#"{{"kind":"{kind}",{ids}}}"#)).unwrap();
        assert!(!matches!(event, Event::Unknown(_)), "{kind}");
        assert_eq!(event.kind(), kind);
    }
    let newer: Event = serde_json::from_str(r#"{"kind":"sang"}"#).unwrap();
    assert_eq!(newer.kind(), "sang");
}

#[test]
fn what_a_newer_program_wrote_is_carried_to_the_letter() {
    let mut newer = stored(&entry(checked_in("12", "library")));
    newer.body = r#"{"kind":"sang",  "student":"12"}"#.to_owned();
    newer.actor = r#"{"parrot":"Polly"}"#.to_owned();
    newer.at = "2026-09-01T08:00:00-04:00[Mars/Olympus_Mons]".to_owned();
    let read = Entry::read(newer.clone()).unwrap();
    assert_eq!(stored(&read), newer);
    assert_eq!(
        read.event,
        Event::Unknown(json!({"kind": "sang", "student": "12"}))
    );
    assert_eq!(read.actor, Actor::Tablet);
    assert_eq!(read.at.datetime(), morning(0).datetime());
}

#[test]
fn what_is_no_entry_says_why() {
    let good = stored(&entry(checked_in("12", "library")));
    let read = |change: fn(&mut Stored)| {
        let mut bad = good.clone();
        change(&mut bad);
        Entry::read(bad).unwrap_err()
    };
    let time = read(|bad| bad.at = "yesterday".to_owned());
    assert!(matches!(time, EntryError::Time { .. }), "{time:?}");
    let event = read(|bad| bad.body = "{".to_owned());
    assert!(matches!(
        event,
        EntryError::Json {
            what: "the event",
            ..
        }
    ));
    let actor = read(|bad| bad.actor = "{".to_owned());
    assert!(matches!(
        actor,
        EntryError::Json {
            what: "the actor",
            ..
        }
    ));
    let lines = read(|bad| bad.body = "{\n}".to_owned());
    assert!(matches!(lines, EntryError::ManyLines));
}

#[test]
fn a_missing_entry_is_named_and_the_rest_still_checked() {
    let tablet = TabletId::from("BCDFGHJKLNPR");
    let mut head = Head::default();
    let entries: Vec<Entry> = (0..4)
        .map(|_| {
            let draft = Draft {
                clock: Hlc::default(),
                at: morning(0),
                time_unsure: false,
                actor: Actor::Tablet,
                event: checked_in("12", "library"),
            };
            let entry = Entry::next(&tablet, &head, draft).unwrap();
            head = entry.head();
            entry
        })
        .collect();
    let mut chain = Chain::default();
    chain.extend(&entries[0]).unwrap();
    let gap = chain.extend(&entries[2]).unwrap_err();
    assert_eq!(
        gap,
        Damage::Missing {
            tablet,
            first: 2,
            last: 2
        }
    );
    chain.skip_to(&entries[2].id, entries[2].checksum);
    chain.extend(&entries[3]).unwrap();
    let again = chain.extend(&entries[1]).unwrap_err();
    assert!(matches!(again, Damage::OutOfOrder { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_chain_catches_any_changed_byte(
        entries in any_series(),
        which in any::<prop::sample::Index>(),
        field in 0..7,
        byte in any::<prop::sample::Index>(),
        flip in 1..=255_u8,
    ) {
        prop_assume!(!entries.is_empty());
        let mut changed = stored(&entries[which.index(entries.len())]);
        let place = changed.id.clone();
        let text = |text: &mut String| {
            let mut bytes = std::mem::take(text).into_bytes();
            let at = byte.index(bytes.len());
            bytes[at] ^= flip & 0x7F;
            *text = String::from_utf8_lossy(&bytes).into_owned();
        };
        let before = changed.clone();
        match field {
            0 => text(&mut changed.at),
            1 => text(&mut changed.actor),
            2 => text(&mut changed.body),
            3 => changed.clock.millis ^= i64::from(flip),
            4 => changed.clock.count ^= u32::from(flip),
            5 => changed.time_unsure = !changed.time_unsure,
            _ => changed.checksum.0[byte.index(32)] ^= flip,
        }
        prop_assume!(changed != before);
        let mut chain = Chain::default();
        let mut caught = Entry::read(changed.clone()).is_err();
        for entry in &entries {
            let entry = match Entry::read(changed.clone()) {
                Ok(changed) if entry.id == place => changed,
                _ => entry.clone(),
            };
            caught |= chain.extend(&entry).is_err();
        }
        prop_assert!(caught);
    }

    #[test]
    fn the_same_entries_say_the_same_in_any_order_and_however_often(
        (entries, shuffled) in any_series().prop_flat_map(|entries| {
            let twice = [entries.clone(), entries.clone()].concat();
            (Just(entries), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(what_is_true(&fold(&shuffled)), what_is_true(&fold(&entries)));
    }

    #[test]
    fn a_withdrawn_entry_is_as_if_it_had_never_been(entries in any_series()) {
        let withdrawn: Vec<_> = entries
            .iter()
            .filter_map(|entry| match &entry.event {
                Event::EntryWithdrawn { entry, .. } => Some(entry.clone()),
                _ => None,
            })
            .collect();
        let kept = entries.iter().filter(|entry| {
            let lasting = matches!(
                entry.event,
                Event::EntryWithdrawn { .. }
                    | Event::BadgeLinked { .. }
                    | Event::VoidedBadgeTapped { .. }
                    | Event::Unknown(_)
            );
            lasting || !withdrawn.contains(&entry.id)
        });
        prop_assert_eq!(what_is_true(&fold(kept)), what_is_true(&fold(&entries)));
    }
}
