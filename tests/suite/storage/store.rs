//! The journal on its own thread.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use waymark::{
    domain::{
        event::{Actor, Event},
        ids::Ticket,
        log::{LogFilter, LogLine},
    },
    storage::{Busy, Journal, StorageError, Store, StoreReport, View},
};

use crate::support::happenings::{added, checked_in, morning, open, random, small_class, student};

/// What was wrong is withdrawn days later, and what was right put in beside it.
#[test]
fn a_line_put_in_afterwards_is_found_on_its_own_day_and_does_not_say_where_a_child_is_now() {
    const DAYS: i64 = 3 * 24 * 3600;
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    let here = [added("1", "Maya"), checked_in("1", "library")];
    journal.append(&morning(1), &Actor::Tablet, &here).unwrap();
    let now = [checked_in("1", "carpet")];
    journal
        .append(&morning(DAYS), &Actor::Tablet, &now)
        .unwrap();
    let of_day = LogFilter {
        day: Some(morning(0).date()),
        ..LogFilter::default()
    };
    let wrong = journal.log(&of_day).unwrap().remove(0);
    let door = "door".into();
    let correction = [
        Event::EntryWithdrawn {
            student: student("1"),
            entry: wrong.entry.clone(),
        },
        wrong.once_more(Some(&door)),
    ];
    let teacher = Actor::Teacher("rivera".into());
    journal
        .append(&morning(DAYS + 60), &teacher, &correction)
        .unwrap();

    let found = journal.log(&of_day).unwrap();
    let [line] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((line.at, &line.station), (wrong.at, &door));
    assert!(line.by_teacher);
    let mut times = Vec::new();
    let take = |row: &[String]| {
        times.push(row[1].clone());
        Ok::<_, StorageError>(())
    };
    let reading = journal.reading().unwrap();
    reading.each_row(View::CheckIns, None, take).unwrap();
    drop(reading);
    assert!(
        times.contains(&"2026-09-01 08:00:01".to_owned()),
        "{times:?}"
    );
    let station = |journal: &Journal| {
        let records = journal.records();
        let record = records.student(&student("1")).unwrap();
        record.here.get().unwrap().clone().unwrap().station
    };
    assert_eq!(station(&journal).as_str(), "carpet");
    journal.close().unwrap();
    assert_eq!(station(&open(folder.path())).as_str(), "carpet");
}

fn start(journal: Journal) -> (Store, Receiver<StoreReport>) {
    let (send, reports) = channel();
    let store = Store::start(journal, move |report| send.send(report).unwrap()).unwrap();
    (store, reports)
}

fn next(reports: &Receiver<StoreReport>) -> StoreReport {
    reports.recv_timeout(Duration::from_secs(30)).unwrap()
}

#[test]
fn a_record_is_reported_saved_with_its_ticket_and_what_is_true_then() {
    let folder = tempfile::tempdir().unwrap();
    let (store, reports) = start(open(folder.path()));
    let events = vec![added("1", "Maya"), checked_in("1", "library")];
    store
        .try_record(Ticket(41), morning(1), Actor::Tablet, events)
        .unwrap();
    let StoreReport::Saved {
        ticket,
        entries,
        records,
    } = next(&reports)
    else {
        panic!("not saved");
    };
    assert_eq!((ticket, entries.len()), (Ticket(41), 2));
    assert!(records.student(&student("1")).is_some());
    // Another program sees it at once: it is on the disk.
    assert_eq!(open(folder.path()).tail(1).unwrap()[0].1.id, entries[1]);
}

#[test]
fn what_was_accepted_is_saved_before_the_store_stops() {
    let folder = tempfile::tempdir().unwrap();
    let (store, reports) = start(open(folder.path()));
    for n in 0..50 {
        let event = vec![checked_in("1", "library")];
        store
            .try_record(Ticket(n), morning(1), Actor::Tablet, event)
            .unwrap();
    }
    store.stop();
    let tickets: Vec<u64> = reports
        .into_iter()
        .map(|report| match report {
            StoreReport::Saved { ticket, .. } => ticket.0,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(tickets, (0..50).collect::<Vec<_>>());
    assert_eq!(open(folder.path()).len().unwrap(), 51);
}

#[test]
fn a_store_that_falls_behind_says_it_is_busy_and_saves_what_it_accepted() {
    let journal = Journal::in_memory(&morning(0), &mut random()).unwrap();
    let (release, held) = channel::<()>();
    let (send, reports) = channel();
    let store = Store::start(journal, move |report| {
        // Ends once the test lets go.
        held.iter().for_each(drop);
        send.send(report).unwrap();
    })
    .unwrap();
    let mut accepted = 0;
    let refusal = loop {
        let event = vec![checked_in("1", "library")];
        match store.try_record(Ticket(accepted), morning(1), Actor::Tablet, event) {
            Ok(()) => accepted += 1,
            Err(busy) => break busy,
        }
    };
    assert_eq!(refusal, Busy::Full);
    drop(release);
    store.stop();
    assert_eq!(reports.into_iter().count() as u64, accepted);
}

#[test]
fn a_record_that_cannot_be_saved_is_reported_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    small_class(folder.path(), 5).close().unwrap();
    let (store, reports) = start(Journal::open_to_read(folder.path()).unwrap());
    let event = vec![checked_in("1", "library")];
    store
        .try_record(Ticket(3), morning(1), Actor::Tablet, event)
        .unwrap();
    let report = next(&reports);
    assert!(
        matches!(
            report,
            StoreReport::NotSaved {
                ticket: Ticket(3),
                ..
            }
        ),
        "{report:?}"
    );
}

#[test]
fn a_store_at_rest_notices_other_programs_and_keeps_a_copy_of_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let (store, reports) = start(small_class(folder.path(), 1_500));
    let event = vec![checked_in("1", "library")];
    store
        .try_record(Ticket(1), morning(1), Actor::Tablet, event)
        .unwrap();
    assert!(matches!(next(&reports), StoreReport::Saved { .. }));
    let mut command = open(folder.path());
    command
        .append(&morning(2), &Actor::CommandLine, &[added("9", "Zoe")])
        .unwrap();
    match next(&reports) {
        StoreReport::Changed {
            records,
            pin_is_set,
        } => {
            assert_eq!(records, command.records());
            assert!(!pin_is_set);
        }
        other => panic!("{other:?}"),
    }
    // The copy comes right after that; work that arrives meanwhile goes first.
    for n in 2..40 {
        let event = vec![checked_in("2", "carpet")];
        store
            .try_record(Ticket(n), morning(3), Actor::Tablet, event)
            .unwrap();
        assert!(matches!(next(&reports), StoreReport::Saved { ticket, .. } if ticket.0 == n));
    }
    let copy = folder.path().join("snapshots/waymark-2026-09-01.sqlite");
    command
        .append(&morning(4), &Actor::CommandLine, &[added("8", "Ada")])
        .unwrap();
    assert!(matches!(next(&reports), StoreReport::Changed { .. }));
    store.stop();
    assert!(copy.exists());
}

#[test]
fn the_log_of_a_child_is_the_newest_lines_and_no_more_than_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 1);
    let of_maya = LogFilter::default().of_child(student("1"));
    let many = vec![checked_in("1", "carpet"); of_maya.most() + 5];
    journal
        .append(&morning(90), &Actor::CommandLine, &many)
        .unwrap();
    let last = journal.tail(1).unwrap().remove(0).1.id;
    let lines = journal.log(&of_maya).unwrap();
    assert_eq!(lines.len(), of_maya.most());
    assert!(lines.iter().any(|line| line.entry == last));
}

#[test]
fn the_log_has_the_rows_of_the_export_the_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 60);
    let whole = journal.log(&LogFilter::default()).unwrap();
    let undone = Event::EntryWithdrawn {
        student: whole[3].student.clone(),
        entry: whole[3].entry.clone(),
    };
    journal
        .append(&morning(70), &Actor::CommandLine, &[undone])
        .unwrap();
    let exported = |journal: &Journal| {
        let mut rows = BTreeSet::new();
        let take = |row: &[String]| {
            rows.insert((row[0].clone(), row[2].clone(), row[4].clone()));
            Ok::<_, StorageError>(())
        };
        let reading = journal.reading().unwrap();
        reading.each_row(View::CheckIns, None, take).unwrap();
        rows
    };
    let logged = |lines: &[LogLine]| -> BTreeSet<_> {
        let row = |line: &LogLine| {
            let (entry, student) = (line.entry.to_string(), line.student.to_string());
            (entry, student, line.station.to_string())
        };
        lines.iter().map(row).collect()
    };
    let lines = journal.log(&LogFilter::default()).unwrap();
    assert_eq!(logged(&lines), exported(&journal));
    assert_eq!(lines.len() + 1, whole.len());
    assert!(lines.is_sorted_by(|one, next| one.at >= next.at));

    let of_maya = LogFilter {
        student: Some(student("1")),
        ..LogFilter::default()
    };
    let at_carpet = LogFilter {
        station: Some("carpet".into()),
        day: Some(morning(0).date()),
        ..LogFilter::default()
    };
    for filter in [of_maya, at_carpet] {
        let found = journal.log(&filter).unwrap();
        let wanted: Vec<_> = lines.iter().filter(|line| filter.wants(line)).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), wanted);
        assert!(!found.is_empty());
    }
    let yesterday = LogFilter {
        day: morning(0).date().yesterday().ok(),
        ..LogFilter::default()
    };
    assert!(journal.log(&yesterday).unwrap().is_empty());
}

#[test]
fn the_journal_tells_how_it_is_without_counting_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (store, reports) = start(open(folder.path()));
    let at = morning(7);
    let events = vec![added("1", "Maya"), checked_in("1", "library")];
    store
        .try_record(Ticket(1), at.clone(), Actor::Tablet, events)
        .unwrap();
    store.try_look().unwrap();
    assert!(matches!(next(&reports), StoreReport::Saved { .. }));
    let StoreReport::Looked(look) = next(&reports) else {
        panic!("not looked");
    };
    let journal = open(folder.path());
    assert_eq!(look.entries, journal.len().unwrap());
    assert_eq!(look.alone, look.entries, "no other tablet has any");
    assert_eq!(look.last, Some(at.datetime()));
    assert_eq!(look.clock, journal.tail(1).unwrap()[0].1.clock);
}
