//! Entries that come in by the thousand, for which several threads work: the same comes of them as of
//! the same entries a few at a time.

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    domain::{
        erasure,
        event::{Actor, Event},
        ids::EntryId,
    },
    journal::Entry,
    storage::{Journal, Received, Refused},
};

use crate::support::happenings::{all, any_event, morning, student, what_is_true};

/// So many come at once.
const MANY: usize = 3_000;

fn tablet(seed: u64) -> Journal {
    Journal::in_memory(&morning(0), &mut StdRng::seed_from_u64(seed)).unwrap()
}

/// What two tablets wrote: of all kinds, with withdrawals, and with a child who is erased in the middle.
fn written() -> Vec<Entry> {
    let mut events = TestRunner::deterministic();
    let mut journal = tablet(1);
    let mut ids: Vec<EntryId> = Vec::new();
    for n in 0..MANY {
        let event = match n {
            1_500 => erasure::erasing(&journal.records(), &student("2")),
            _ if n % 50 == 49 => Event::EntryWithdrawn {
                student: student("1"),
                entry: ids[n / 2].clone(),
            },
            _ => any_event().new_tree(&mut events).unwrap().current(),
        };
        let at = morning(i64::try_from(n).unwrap());
        let appended = journal.append(&at, &Actor::Tablet, &[event]);
        ids.extend(appended.unwrap());
    }
    // As they were written: this tablet has scrubbed its own.
    let mut other = tablet(2);
    for n in 0..40 {
        let event = any_event().new_tree(&mut events).unwrap().current();
        let appended = other.append(&morning(n * 60), &Actor::Tablet, &[event]);
        appended.unwrap();
    }
    let mut entries = all(&journal);
    let last = entries.split_off(2_000);
    entries.extend(all(&other));
    entries.extend(last);
    entries
}

/// What comes of the entries when so many are taken in at once.
fn taken(entries: &[Entry], at_once: usize) -> (Journal, Received) {
    let mut journal = tablet(3);
    let mut sum = Received::default();
    for entries in entries.chunks(at_once) {
        let received = journal.receive(entries.to_vec()).unwrap();
        sum.new += received.new;
        sum.known += received.known;
        sum.refused.extend(received.refused);
    }
    (journal, sum)
}

/// Whether both ways lead to the same; what was refused, and how many were new.
fn the_same_comes_of(entries: &[Entry]) -> (u64, Vec<Refused>) {
    let (one, at_once) = taken(entries, entries.len());
    let (other, by_and_by) = taken(entries, 37);
    assert_eq!(at_once, by_and_by);
    assert_eq!(what_is_true(&one.records()), what_is_true(&other.records()));
    let (one, other) = (all(&one), all(&other));
    let ids = |entries: &[Entry]| -> Vec<EntryId> {
        entries.iter().map(|entry| entry.id.clone()).collect()
    };
    assert_eq!(ids(&one), ids(&other));
    assert!(one == other, "what the entries say");
    (at_once.new, at_once.refused)
}

#[test]
fn what_comes_by_the_thousand_is_taken_in_as_what_comes_a_few_at_a_time() {
    let entries = written();
    let (new, refused) = the_same_comes_of(&entries);
    assert_eq!((new, refused), (entries.len() as u64, Vec::new()));
    let (mut journal, _) = taken(&entries, entries.len());
    assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
    assert!(!what_is_true(&journal.records()).to_string().is_empty());
    let again = journal.receive(entries.clone()).unwrap();
    assert_eq!((again.new, again.known), (0, entries.len() as u64));
}

#[test]
fn of_thousands_the_one_that_was_changed_is_refused_and_holds_up_its_own_series_alone() {
    for place in [1, 900, 1_999, 2_500] {
        let mut entries = written();
        let changed = &mut entries[place];
        changed.time_unsure = !changed.time_unsure;
        let whose = changed.id.clone();
        let (new, refused) = the_same_comes_of(&entries);
        assert_eq!(refused[0].entry.id, whose);
        assert!(new >= 41, "the other series is all there");
        assert_eq!(new + refused.len() as u64, entries.len() as u64);
        assert!(
            refused
                .iter()
                .all(|one| one.entry.id.tablet == whose.tablet)
        );
    }
}
