//! A series that went two ways, because its tablet was copied or set back and both went on: one way keeps
//! the name and the other moves, wherever they are, and nobody has to come back for that.

use rand::{SeedableRng, rngs::StdRng};
use tempfile::TempDir;
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::{ClassId, EntryId, TabletId},
        time::Hlc,
    },
    journal::{Draft, Entry, Stored},
    storage::Journal,
    sync::{Outcome, Peer, PeerError, folder::FolderPeer},
};

use super::conformance::{busy, meet, tablet, two_ways};
use crate::support::happenings::{all, checked_in, morning, open, random, what_is_true};

fn class() -> ClassId {
    "BCDEFGHJKLNO".into()
}

fn peer(folder: &TempDir, tablet: &TabletId) -> FolderPeer {
    FolderPeer::open(folder.path(), &class(), tablet).unwrap()
}

fn visit(journal: &mut Journal, folder: &TempDir) -> Result<Outcome, PeerError> {
    let mut peer = peer(folder, journal.tablet());
    meet(journal, &mut peer)
}

fn own(journal: &Journal) -> Vec<Entry> {
    let me = journal.tablet();
    let entries = all(journal).into_iter();
    entries.filter(|entry| entry.id.tablet == *me).collect()
}

/// What was said and when, whatever it is called.
fn said(journal: &Journal) -> Vec<String> {
    let entries = all(journal).into_iter();
    let mut said: Vec<String> = entries
        .map(|entry| format!("{} {}", entry.at_text(), entry.event.kind()))
        .collect();
    said.sort();
    said
}

/// How many of the entries of [`two_ways`] after they parted.
fn apart(journal: &Journal) -> usize {
    let since = morning(4_000);
    let entries = all(journal).into_iter();
    entries
        .filter(|entry| (&since..&morning(6_000)).contains(&&entry.at))
        .count()
}

/// Puts entries into the folder as another tablet had put them there.
fn lay(entries: &[Entry], writer: &TabletId, folder: &TempDir) {
    let elsewhere = tempfile::tempdir().unwrap();
    peer(&elsewhere, writer).send(entries).unwrap();
    let below = format!("tablets/{writer}");
    let (from, to) = (elsewhere.path().join(&below), folder.path().join(&below));
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::rename(from, to).unwrap();
}

/// A folder in which both ways of a series lie, each in the folder of another tablet that has gone.
fn both_ways(name: u64) -> (TempDir, [Journal; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let ways = two_ways(name, 10);
    let writers = ["CCCCCCCCCCCC", "DDDDDDDDDDDD"].map(TabletId::from);
    lay(&own(&ways[0]), &writers[0], &folder);
    lay(&own(&ways[1]), &writers[1], &folder);
    (folder, ways)
}

#[test]
fn what_lies_under_a_name_that_it_cannot_keep_is_taken_in_although_its_tablet_never_comes_back() {
    let (folder, _gone) = both_ways(1);
    let (mut one, mut other) = (tablet(2), tablet(3));
    for _ in 0..3 {
        visit(&mut one, &folder).unwrap();
        visit(&mut other, &folder).unwrap();
    }
    assert_eq!(apart(&one), 14);
    assert_eq!(said(&one), said(&other));
    assert_eq!(what_is_true(&one.records()), what_is_true(&other.records()));
    assert_eq!(one.verify(|_| {}).unwrap().damage, []);
    let outcome = visit(&mut one, &folder).unwrap();
    assert_eq!((outcome.sent, outcome.fetched), (0, 0));
}

#[test]
fn the_tablet_itself_moves_its_way_to_where_the_others_have_it_already() {
    let (folder, [mut left, mut right]) = both_ways(1);
    let mut third = tablet(2);
    for _ in 0..2 {
        visit(&mut third, &folder).unwrap();
    }
    visit(&mut left, &folder).unwrap();
    let error = visit(&mut right, &folder).unwrap_err();
    let PeerError::TwoOfUs { first, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(first.seq, 12);
    right
        .become_new(&first, &morning(9_000), &mut random())
        .unwrap();
    for _ in 0..2 {
        for journal in [&mut right, &mut left, &mut third] {
            visit(journal, &folder).unwrap();
        }
    }
    for journal in [&left, &right, &third] {
        assert_eq!(apart(journal), 14, "nothing is there twice");
        assert_eq!(said(journal), said(&left));
    }
}

#[test]
fn what_was_left_under_the_old_name_is_taken_away_once_it_is_there_under_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let [left, right] = two_ways(1, 10);
    let mut one = tablet(2);
    one.receive(own(&right)).unwrap();
    visit(&mut one, &folder).unwrap();
    // The way that keeps the name comes later, from a tablet that knows nothing of the other.
    let mut other = tablet(3);
    other.receive(own(&left)).unwrap();
    visit(&mut other, &folder).unwrap();
    for _ in 0..3 {
        visit(&mut one, &folder).unwrap();
        visit(&mut other, &folder).unwrap();
    }
    assert_eq!((apart(&one), apart(&other)), (14, 14));
    let mut reader = peer(&folder, &"EEEEEEEEEEEE".into());
    reader.survey().unwrap();
    assert_eq!(reader.branches().unwrap(), Vec::<Vec<Entry>>::new());
    let heads = reader.survey().unwrap().heads;
    let all_there: u64 = heads.values().map(|head| head.seq).sum();
    assert_eq!(all_there, one.len().unwrap());
}

#[test]
fn a_tablet_set_back_to_before_it_became_new_moves_the_same_to_the_same_place() {
    let folder = tempfile::tempdir().unwrap();
    let [mut left, mut right] = two_ways(1, 10);
    visit(&mut left, &folder).unwrap();
    let error = visit(&mut right, &folder).unwrap_err();
    let PeerError::TwoOfUs { first, .. } = error else {
        panic!("{error:?}");
    };
    // The copy of the file from before, put back after it became new and met the others.
    let [_, mut back] = two_ways(1, 10);
    for (journal, second) in [(&mut right, 9_000), (&mut back, 9_100)] {
        let mut random = StdRng::seed_from_u64(second);
        let at = morning(i64::try_from(second).unwrap());
        let event = checked_in("1", "library");
        journal.become_new(&first, &at, &mut random).unwrap();
        journal.append(&at, &Actor::Tablet, &[event]).unwrap();
        visit(journal, &folder).unwrap();
    }
    for _ in 0..2 {
        for journal in [&mut left, &mut right, &mut back] {
            visit(journal, &folder).unwrap();
        }
    }
    for journal in [&left, &right, &back] {
        assert_eq!(apart(journal), 14);
        assert_eq!(said(journal), said(&left));
    }
}

/// The right one of [`two_ways`], which goes on at a wall time that was long before: its hybrid clock only
/// counts, and tells two that went on so apart from nothing.
fn right_with_a_slow_clock(since: i64, more: i64) -> Journal {
    let [_, mut journal] = two_ways(1, 10);
    for n in 0..more {
        let event = if n == 1 {
            // Of what was before it parted from the other.
            Event::EntryWithdrawn {
                student: "1".into(),
                entry: EntryId {
                    tablet: journal.tablet().clone(),
                    seq: 14,
                },
            }
        } else {
            checked_in("1", "door")
        };
        let at = morning(since + n);
        journal.append(&at, &Actor::Tablet, &[event]).unwrap();
    }
    journal
}

#[test]
fn a_way_that_forks_again_is_there_once_whichever_fork_was_heard_of_first() {
    for since in 0..8 {
        let folder = tempfile::tempdir().unwrap();
        let [left, _] = two_ways(1, 10);
        let rights = [1_000, 2_000].map(|at| right_with_a_slow_clock(at + since, 3));
        let writers = ["CCCCCCCCCCCC", "DDDDDDDDDDDD", "EEEEEEEEEEEE"].map(TabletId::from);
        // First the later fork is heard of, then the earlier one, which moves both its ways.
        lay(&own(&rights[0]), &writers[0], &folder);
        lay(&own(&rights[1]), &writers[1], &folder);
        let (mut one, mut other) = (tablet(2), tablet(3));
        visit(&mut one, &folder).unwrap();
        lay(&own(&left), &writers[2], &folder);
        for _ in 0..4 {
            visit(&mut one, &folder).unwrap();
            visit(&mut other, &folder).unwrap();
        }
        let mut different = said(&one);
        different.dedup();
        // All three tablets began at the same moment.
        assert_eq!(
            different.len() + 2,
            said(&one).len(),
            "nothing is there twice"
        );
        assert_eq!(said(&one), said(&other));
        assert_eq!(apart(&one), 14);
        assert_eq!(what_is_true(&one.records()), what_is_true(&other.records()));
        for journal in [&mut one, &mut other] {
            assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
        }
    }
}

/// Those entries again under one name, which take back another tablet's entry with that number.
fn form(series: &TabletId, number: u64, more: u64) -> Vec<Entry> {
    let mut head = waymark::journal::Head::default();
    let entry = |n: u64| {
        let at = morning(i64::try_from(n).unwrap());
        let entry = EntryId {
            tablet: "CCCCCCCCCCCC".into(),
            seq: number,
        };
        let draft = Draft {
            clock: Hlc {
                millis: at.timestamp().as_millisecond(),
                count: 0,
            },
            at,
            time_unsure: false,
            actor: Actor::Tablet,
            event: match n {
                2 => Event::EntryWithdrawn {
                    student: "1".into(),
                    entry,
                },
                _ => checked_in("1", "door"),
            },
        };
        let entry = Entry::next(series, &head, draft).unwrap();
        head = entry.head();
        entry
    };
    (1..=3 + more).map(entry).collect()
}

#[test]
fn of_one_entry_in_two_forms_one_gives_way_and_what_follows_on_it_follows_on_the_other() {
    let series = TabletId::from("RRRRRRRRRRRR");
    for (mine, theirs) in [(0, 0), (2, 0), (0, 2), (2, 2)] {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (tablet(2), tablet(3));
        one.receive(form(&series, 4, mine)).unwrap();
        other.receive(form(&series, 5, theirs)).unwrap();
        for _ in 0..3 {
            visit(&mut one, &folder).unwrap();
            visit(&mut other, &folder).unwrap();
        }
        // Nobody who comes later hears of the form that gave way.
        let mut third = tablet(4);
        for _ in 0..2 {
            for journal in [&mut third, &mut one, &mut other] {
                visit(journal, &folder).unwrap();
            }
        }
        for journal in [&mut one, &mut other, &mut third] {
            assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
            let heads = journal.heads().unwrap();
            assert_eq!(heads[&series].seq, 3 + mine.max(theirs));
            assert_eq!(heads.len(), 4, "nothing has moved");
        }
        let entries = |journal: &Journal| journal.entries_of(&series, 0, 10).unwrap();
        assert_eq!(entries(&one), entries(&other));
        assert_eq!(entries(&one), entries(&third));
    }
}

#[test]
fn what_moves_in_a_round_to_where_it_lies_in_another_form_does_not_move_again() {
    let folder = tempfile::tempdir().unwrap();
    let [left, _] = two_ways(1, 10);
    let right = right_with_a_slow_clock(1_000, 3);
    let first = EntryId {
        tablet: left.tablet().clone(),
        seq: 12,
    };
    let mut elsewhere = tablet(2);
    elsewhere.receive(own(&right)).unwrap();
    elsewhere.part(&first).unwrap();
    let (here, mut one) = (elsewhere.tablet().clone(), tablet(3));
    let mut series = elsewhere.heads().unwrap().into_keys();
    let moved = series.find(|name| *name != first.tablet && *name != here);
    let moved = moved.unwrap();
    let third = |tablet: &TabletId| EntryId {
        tablet: tablet.clone(),
        seq: 3,
    };
    let names = [(third(&moved), third(&first.tablet))].into();
    let mut head = waymark::journal::Head::default();
    let other_form: Vec<Entry> = elsewhere
        .entries_of(&moved, 0, 20)
        .unwrap()
        .iter()
        .map(|entry| {
            let entry = entry.moved(entry.id.clone(), &head, &names).unwrap();
            head = entry.head();
            entry
        })
        .collect();
    assert_ne!(elsewhere.heads().unwrap()[&moved], head);
    lay(&own(&left), &"CCCCCCCCCCCC".into(), &folder);
    lay(&other_form, &"DDDDDDDDDDDD".into(), &folder);
    one.receive(own(&right)).unwrap();
    for _ in 0..3 {
        visit(&mut one, &folder).unwrap();
    }
    assert_eq!(one.heads().unwrap().len(), 3);
    assert_eq!(apart(&one), 14);
    assert_eq!(one.verify(|_| {}).unwrap().damage, []);
}

#[test]
fn a_way_does_not_go_on_in_another_after_an_entry_whose_words_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let [left, right] = two_ways(1, 10);
    let mut there = own(&left);
    let last = &there[14];
    there[14] = Entry::read(Stored {
        id: last.id.clone(),
        clock: last.clock,
        at: last.at_text().to_owned(),
        time_unsure: last.time_unsure,
        actor: last.actor_text().to_owned(),
        body: "{\"kind\":\"scrubbed\"}".to_owned(),
        checksum: last.checksum,
    })
    .unwrap();
    lay(&there, &"CCCCCCCCCCCC".into(), &folder);
    let mut one = tablet(2);
    one.receive(&own(&right)[..14]).unwrap();
    for _ in 0..2 {
        visit(&mut one, &folder).unwrap();
    }
    assert_eq!(one.entries_of(left.tablet(), 0, 20).unwrap(), there);
    assert_eq!(apart(&one), 8);
}

#[test]
fn what_only_somebody_who_has_gone_has_after_another_form_is_taken_in_after_the_one_that_stays() {
    let series = TabletId::from("RRRRRRRRRRRR");
    // Whichever of the two forms gives way, it is longer once.
    for (one, other) in [(2, 0), (0, 2)] {
        let folder = tempfile::tempdir().unwrap();
        lay(&form(&series, 4, one), &"CCCCCCCCCCCC".into(), &folder);
        lay(&form(&series, 5, other), &"DDDDDDDDDDDD".into(), &folder);
        let mut third = tablet(4);
        for _ in 0..2 {
            visit(&mut third, &folder).unwrap();
        }
        let heads = third.heads().unwrap();
        assert_eq!((heads[&series].seq, heads.len()), (5, 2));
        assert_eq!(third.verify(|_| {}).unwrap().damage, []);
    }
}

#[test]
fn a_journal_on_the_disk_is_restored_as_it_was_after_it_was_parted() {
    let folder = tempfile::tempdir().unwrap();
    let [left, right] = two_ways(1, 10);
    let mut journal = open(folder.path());
    busy(&mut journal, 5);
    journal.receive(own(&right)).unwrap();
    journal.snapshot(morning(0).date()).unwrap();
    let first = EntryId {
        tablet: left.tablet().clone(),
        seq: 12,
    };
    assert_eq!(journal.part(&first).unwrap(), 9);
    journal.receive(own(&left).split_off(11)).unwrap();
    let before = said(&journal);
    assert_eq!(apart(&journal), 14);
    drop(journal);
    let file = folder.path().join("waymark.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4_096].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let opened = Journal::open(folder.path(), &morning(9_000), &mut random()).unwrap();
    assert!(opened.restored.is_some());
    let journal = opened.journal;
    assert_eq!(apart(&journal), 14, "neither lost nor there twice");
    let after = said(&journal);
    assert!(before.iter().all(|said| after.contains(said)));
}
