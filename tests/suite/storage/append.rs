//! Recording, reading back, and what follows from it.

use jiff::SignedDuration;
use proptest::prelude::*;
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::TabletId,
    },
    journal::{Chain, Damage},
    storage::{Arrival, Journal, Received, Setting},
};

use crate::support::happenings::{
    added, all, any_event, any_series, checked_in, fold, morning, note, open, random, small_class,
    student, what_is_true,
};

#[test]
fn a_new_journal_begins_with_the_tablet_joining() {
    let folder = tempfile::tempdir().unwrap();
    let journal = open(folder.path());
    let entries = all(&journal);
    assert_eq!(entries.len(), 1);
    assert_eq!(&entries[0].id.tablet, journal.tablet());
    assert_eq!(entries[0].id.seq, 1);
    assert_eq!(
        entries[0].event,
        Event::TabletJoined {
            program: "waymark 0.1.0".to_owned()
        }
    );
    let letters = journal.tablet().as_str();
    assert_eq!(letters.len(), 12);
    assert!(letters.chars().all(|c| "BCDEFGHJKLNOPRSTUVX".contains(c)));
}

#[test]
fn what_was_appended_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    let events = [added("1", "Maya"), checked_in("1", "library")];
    let ids = journal
        .append(&morning(5), &Actor::Tablet, &events)
        .unwrap();
    let tablet = journal.tablet().clone();
    let records = journal.records();
    drop(journal);

    let journal = open(folder.path());
    assert_eq!(journal.tablet(), &tablet);
    assert_eq!(journal.records(), records);
    assert_eq!(journal.len().unwrap(), 3);
    let tail = journal.tail(2).unwrap();
    let back: Vec<_> = tail.iter().map(|(_, entry)| entry.id.clone()).collect();
    assert_eq!(back, ids);
    assert_eq!(tail[0].1.event, events[0]);
    let found = journal.verify(|_| {}).unwrap();
    assert_eq!((found.entries, found.damage), (3, vec![]));
    assert_eq!(found.tablets, journal.heads().unwrap());
}

#[test]
fn appending_nothing_records_nothing() {
    let mut journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
    let ids = journal.append(&morning(1), &Actor::Tablet, &[]).unwrap();
    assert_eq!((ids, journal.len().unwrap()), (vec![], 1));
}

#[test]
fn a_clock_that_jumps_back_is_recorded_as_unsure_and_keeps_the_order() {
    let mut journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
    let mut tap = |at| {
        let event = checked_in("1", "library");
        journal.append(&at, &Actor::Tablet, &[event]).unwrap();
    };
    tap(morning(10));
    tap(morning(10 - 7200));
    tap("1970-01-01T00:00:03+00:00[UTC]".parse().unwrap());
    tap(morning(20));
    let entries = all(&journal);
    let unsure: Vec<bool> = entries.iter().map(|entry| entry.time_unsure).collect();
    assert_eq!(unsure, [false, false, true, true, false]);
    assert!(entries.is_sorted_by(|a, b| a.stamp() < b.stamp()));
    assert_eq!(
        entries[2].at,
        morning(10) - SignedDuration::from_secs(7200),
        "what the wall said is kept"
    );
}

#[test]
fn a_withdrawn_check_in_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 0);
    let mut record = |event| {
        let ids = journal
            .append(&morning(9), &Actor::Tablet, &[event])
            .unwrap();
        let records = journal.records();
        let here = &records.student(&student("1")).unwrap().here;
        let station = here.get().cloned().flatten().map(|here| here.station);
        (ids[0].clone(), station.map(|station| station.to_string()))
    };
    assert_eq!(
        record(checked_in("1", "library")).1.as_deref(),
        Some("library")
    );
    let (wrong, station) = record(checked_in("1", "carpet"));
    assert_eq!(station.as_deref(), Some("carpet"));
    // The withdrawal names another student by mistake; the entry still knows whom it is about.
    let withdrawal = Event::EntryWithdrawn {
        student: student("2"),
        entry: wrong,
    };
    assert_eq!(record(withdrawal).1.as_deref(), Some("library"));
}

#[test]
fn two_programs_on_one_file_keep_one_unbroken_series() {
    let folder = tempfile::tempdir().unwrap();
    let mut kiosk = open(folder.path());
    let mut command = open(folder.path());
    for n in 0..20 {
        let (who, other) = if n % 3 == 0 {
            (&mut command, &mut kiosk)
        } else {
            (&mut kiosk, &mut command)
        };
        let events = [added("1", "Maya"), note("1", &n.to_string())];
        who.append(&morning(n), &Actor::CommandLine, &events)
            .unwrap();
        if n % 4 == 0 {
            assert!(other.catch_up().unwrap());
            assert!(!other.catch_up().unwrap(), "nothing new since");
            assert_eq!(other.records(), who.records());
        }
    }
    kiosk.catch_up().unwrap();
    command.catch_up().unwrap();
    assert_eq!(kiosk.records(), command.records());
    let found = kiosk.verify(|_| {}).unwrap();
    assert_eq!((found.entries, found.damage), (41, vec![]));
    assert_eq!(found.tablets.len(), 1);
}

#[test]
fn a_start_from_the_checkpoint_knows_what_a_start_from_all_entries_knows() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 2_500);
    assert!(journal.checkpoint_if_due().unwrap());
    assert!(!journal.checkpoint_if_due().unwrap());
    let events = [checked_in("1", "door"), note("2", "Well done")];
    journal
        .append(&morning(3_000), &Actor::Tablet, &events)
        .unwrap();
    let records = journal.records();
    drop(journal);

    let file = || rusqlite::Connection::open(folder.path().join("waymark.sqlite")).unwrap();
    let checkpointed = "SELECT arrival FROM checkpoint";
    let arrival: i64 = file()
        .query_row(checkpointed, [], |row| row.get(0))
        .unwrap();
    assert_eq!(arrival, 2_500);
    assert_eq!(open(folder.path()).records(), records);

    let breaks = [
        "UPDATE checkpoint SET records = replace(records, 'library', 'nowhere')",
        "UPDATE checkpoint SET records = '{}', digest = x'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'",
        "UPDATE checkpoint SET chain = zeroblob(32)",
        "UPDATE checkpoint SET arrival = 9999",
        "UPDATE checkpoint SET form = 0",
        "UPDATE checkpoint SET digest = x'00'",
        "DELETE FROM checkpoint",
    ];
    for sql in breaks {
        file().execute(sql, []).unwrap();
        assert_eq!(open(folder.path()).records(), records, "after {sql}");
    }
    open(folder.path()).close().unwrap();
    let arrival: i64 = file()
        .query_row(checkpointed, [], |row| row.get(0))
        .unwrap();
    assert_eq!(arrival, 2_502, "closing writes the checkpoint anew");
}

#[test]
fn settings_are_kept_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    assert_eq!(journal.setting(Setting::PinHash).unwrap(), None);
    journal.set(Setting::PinHash, "one").unwrap();
    journal.set(Setting::PinHash, "two").unwrap();
    drop(journal);
    let journal = open(folder.path());
    assert_eq!(
        journal.setting(Setting::PinHash).unwrap().as_deref(),
        Some("two")
    );
}

#[test]
fn reading_alone_sees_what_the_kiosk_wrote_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let kiosk = small_class(folder.path(), 20);
    let mut reader = Journal::open_to_read(folder.path()).unwrap();
    assert_eq!(reader.records(), kiosk.records());
    let mut seen = Vec::new();
    reader
        .for_each_since(Arrival(15), |arrival, _| {
            seen.push(arrival.0);
            arrival.0 < 18
        })
        .unwrap();
    assert_eq!(seen, [16, 17, 18]);
    let refused = reader
        .append(&morning(0), &Actor::Tablet, &[added("9", "Zoe")])
        .unwrap_err();
    insta::assert_snapshot!(refused, @"The data folder cannot be written to, so this was not saved; everything saved before is safe. Make the folder and its disk writable, then try again.");
    reader.close().unwrap();
    kiosk.close().unwrap();
}

#[test]
fn bulk_tells_its_progress_and_saves_all() {
    let mut journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
    let many = (0..9_000).map(|n| (morning(n), Actor::Tablet, checked_in("1", "library")));
    let mut told = Vec::new();
    let saved = journal.append_bulk(many, |n| told.push(n)).unwrap();
    assert_eq!((saved, told), (9_000, vec![4_000, 8_000, 9_000]));
    assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
}

/// Why the entries were refused.
fn whys(received: &Received) -> Vec<&Damage> {
    let refused = received.refused.iter();
    refused.map(|refused| &refused.why).collect()
}

#[test]
fn entries_from_elsewhere_are_taken_in_once_and_only_if_they_are_whole() {
    let mut other = Journal::in_memory(&morning(0), &mut random()).unwrap();
    for n in 1..6 {
        let event = checked_in("1", &format!("station {n}"));
        other.append(&morning(n), &Actor::Tablet, &[event]).unwrap();
    }
    let theirs = all(&other);
    let folder = tempfile::tempdir().unwrap();
    let now = morning(0);
    let mut here = Journal::open(folder.path(), &now, &mut rand::rng())
        .unwrap()
        .journal;

    let received = here.receive(theirs[..3].to_vec()).unwrap();
    assert_eq!(
        received,
        Received {
            new: 3,
            known: 0,
            refused: vec![]
        }
    );
    let received = here.receive(theirs[1..4].to_vec()).unwrap();
    assert_eq!(
        received,
        Received {
            new: 1,
            known: 2,
            refused: vec![]
        }
    );

    let gap = here.receive(theirs[5..].to_vec()).unwrap();
    assert!(matches!(
        whys(&gap)[..],
        [Damage::Missing {
            first: 5,
            last: 5,
            ..
        }]
    ));
    let mut changed = theirs[4].clone();
    changed.body = changed.body.replace("library", "door").into();
    changed.time_unsure = true;
    let changed = here.receive([changed]).unwrap();
    assert!(matches!(
        whys(&changed)[..],
        [Damage::ChecksumMismatch { .. }]
    ));

    let mut copied = Journal::in_memory(&morning(0), &mut random()).unwrap();
    copied
        .append(&morning(8), &Actor::Tablet, &[added("1", "Zoe")])
        .unwrap();
    let fork = here.receive(all(&copied).split_off(1)).unwrap();
    assert!(
        matches!(whys(&fork)[..], [Damage::Forked { .. }]),
        "{fork:?}"
    );
    let own = copied.receive(theirs.clone()).unwrap();
    assert!(
        matches!(whys(&own)[0], Damage::Forked { .. }),
        "its own id, from elsewhere"
    );

    assert_eq!(here.len().unwrap(), 5);
    let after = here
        .append(&morning(9), &Actor::Tablet, &[added("1", "Maya")])
        .unwrap();
    assert_eq!(after[0].seq, 2, "its own series goes on");
    assert_eq!(here.verify(|_| {}).unwrap().damage, []);
}

#[test]
fn verify_names_what_was_changed_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    small_class(folder.path(), 12).close().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("waymark.sqlite")).unwrap();
    file.execute_batch(
        "DELETE FROM entries WHERE seq IN (4, 5);
         UPDATE entries SET body = replace(body, 'Omar', 'Otto') WHERE seq = 3;
         UPDATE entries SET student = '2' WHERE seq = 7;
         UPDATE entries SET at = 'noon' WHERE seq = 9;
         UPDATE entries SET checksum = zeroblob(32) WHERE seq = 11;",
    )
    .unwrap();
    let journal = open(folder.path());
    let found = journal.verify(|_| {}).unwrap();
    let tablet = journal.tablet().as_str();
    let named: Vec<String> = found
        .damage
        .iter()
        .map(|damage| damage.to_string().replace(tablet, "T"))
        .collect();
    insta::assert_snapshot!(named.join("\n"), @r"
    entry T-3 was changed after it was written
    entries T-4 to T-5 are missing
    entry T-7 is filed wrongly: its student is not the event's
    entry T-9 cannot be read: `noon` is not a time with a zone
    entry T-11 was changed after it was written
    entry T-12 was changed after it was written
    ");
    assert_eq!(found.entries, 10);
}

#[test]
fn an_index_that_was_emptied_is_filled_again_and_one_that_lies_is_named() {
    let folder = tempfile::tempdir().unwrap();
    small_class(folder.path(), 12).close().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("waymark.sqlite")).unwrap();
    let count = |table: &str| {
        file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap()
    };
    let filled = count("entries_by_student");
    assert!(filled > 10 && count("entries_by_identity") > filled);
    file.execute_batch(
        "DELETE FROM entries_by_student; DELETE FROM entries_by_identity;
         UPDATE indexed SET arrival = 0;",
    )
    .unwrap();
    let mut journal = open(folder.path());
    let wrong = all(&journal).pop().unwrap();
    let withdrawal = Event::EntryWithdrawn {
        student: wrong.event.student().unwrap(),
        entry: wrong.id,
    };
    journal
        .append(&morning(99), &Actor::Tablet, &[withdrawal])
        .unwrap();
    assert_eq!(*journal.records(), fold(&all(&journal)));
    journal.close().unwrap();
    assert_eq!(count("entries_by_student"), filled + 1);

    file.execute_batch("DELETE FROM entries_by_student WHERE arrival = 5")
        .unwrap();
    let damage = open(folder.path()).verify(|_| {}).unwrap().damage;
    let words = "the index of the entries does not fit them".to_owned();
    assert_eq!(damage, [Damage::File(words)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_journal_knows_what_a_fresh_fold_of_its_entries_knows(
        batches in prop::collection::vec((any::<bool>(), prop::collection::vec((any_event(), prop::option::weighted(0.2, any::<prop::sample::Index>())), 1..4)), 1..12),
    ) {
        let mut journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
        for (bulk, batch) in batches {
            let before = all(&journal);
            let events: Vec<Event> = batch.into_iter().map(|(event, withdrawn)| {
                withdrawn.and_then(|index| {
                    let entry = &before[index.index(before.len())];
                    let student = entry.event.student()?;
                    Some(Event::EntryWithdrawn { student, entry: entry.id.clone() })
                }).unwrap_or(event)
            }).collect();
            // What is written in bulk is indexed at once, what a tap writes is not.
            if bulk {
                let events = events.into_iter().map(|event| (morning(1), Actor::Tablet, event));
                journal.append_bulk(events, |_| {}).unwrap();
            } else {
                journal.append(&morning(1), &Actor::Tablet, &events).unwrap();
            }
        }
        prop_assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
        let records = journal.records();
        prop_assert_eq!(what_is_true(&fold(&all(&journal))), what_is_true(&records));
    }

    #[test]
    fn tablets_that_received_the_same_entries_in_another_order_agree(
        entries in any_series(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let tablets = ["DDDDDDDDDDDD", "BBBBBBBBBBBB", "CCCCCCCCCCCC"].map(TabletId::from);
        let series = tablets.map(|tablet| {
            entries.iter().filter(|entry| entry.id.tablet == tablet).cloned().collect::<Vec<_>>()
        });
        let mut journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
        for cut in cuts {
            for series in &series {
                journal.receive(series[..cut.index(series.len() + 1)].to_vec()).unwrap();
            }
        }
        let received = journal.receive(series.concat()).unwrap();
        prop_assert_eq!(received.refused, []);
        let mut chain = Chain::default();
        for entry in all(&journal) {
            prop_assert!(chain.extend(&entry).is_ok());
        }
        prop_assert_eq!(what_is_true(&fold(&entries)), what_is_true(&journal.records()));
    }
}
