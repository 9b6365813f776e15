//! This tablet's side: what it keeps of the others, what it could not take, how it becomes a new one,
//! and that its store shares the journal while children tap.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, mpsc},
};

use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::{ClassId, EntryId, TabletId, Ticket},
    },
    journal::{Entry, Head},
    storage::{Journal, Setting, StorageError, Store, StoreReport, Way},
    sync::{Pace, Peer, PeerError, Refusal, Status, Survey, round},
};

use super::{
    conformance::{busy, changed, meet, status, tablet, two_ways},
    memory::{Memory, MemoryPeer},
};
use crate::support::happenings::{
    added, all, checked_in, morning, note, open, random, small_class, student, what_is_true,
};

fn class() -> ClassId {
    "BCDEFGHJKLNO".into()
}

fn peer(memory: &Arc<Mutex<Memory>>, tablet: &TabletId) -> MemoryPeer {
    MemoryPeer::new(memory, &class(), tablet)
}

fn own(journal: &Journal) -> Vec<Entry> {
    let me = journal.tablet();
    let entries = all(journal).into_iter();
    entries.filter(|entry| entry.id.tablet == *me).collect()
}

/// What an entry says, whatever it is called.
fn said(entry: &Entry) -> (String, String, String) {
    let body = entry.body.to_string();
    (
        entry.at_text().to_owned(),
        entry.actor_text().to_owned(),
        body,
    )
}

#[test]
fn the_class_is_drawn_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    assert_eq!(journal.setting(Setting::ClassId).unwrap(), None);
    let class = journal.class_id(&mut random()).unwrap();
    assert_eq!(class.as_str().len(), 12);
    journal.close().unwrap();
    let mut journal = open(folder.path());
    assert_eq!(
        journal.class_id(&mut StdRng::seed_from_u64(99)).unwrap(),
        class
    );
}

#[test]
fn while_the_stick_is_out_it_is_known_what_nobody_else_has_and_since_when() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 20);
    let fresh = journal.standing().unwrap();
    assert_eq!((fresh.own, fresh.alone), (20, 20));
    assert_eq!(fresh.alone_since, Some(morning(0)));
    let memory = Arc::default();
    let mut stick = peer(&memory, journal.tablet());
    meet(&mut journal, &mut stick).unwrap();
    let met = journal.standing().unwrap();
    assert_eq!((met.alone, met.alone_since), (0, None));
    assert_eq!(
        (met.places[0].place.as_str(), met.places[0].lacks),
        ("memory", 0)
    );
    assert_eq!(met.places[0].at, morning(60));
    for second in [500, 501, 502] {
        let event = checked_in("1", "carpet");
        journal
            .append(&morning(second), &Actor::Tablet, &[event])
            .unwrap();
    }
    journal.close().unwrap();
    let journal = open(folder.path());
    let later = journal.standing().unwrap();
    assert_eq!((later.own, later.alone), (23, 3));
    assert_eq!(later.alone_since, Some(morning(500)));
    assert_eq!(later.places[0].lacks, 3);
}

/// Takes no entries.
struct Mute(MemoryPeer);
impl Peer for Mute {
    fn place(&self) -> String {
        self.0.place()
    }
    fn survey(&mut self) -> Result<Survey, PeerError> {
        self.0.survey()
    }
    fn fetch(&mut self, s: &TabletId, a: u64, m: usize) -> Result<Vec<Entry>, PeerError> {
        self.0.fetch(s, a, m)
    }
    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        let refuse = |entry: &Entry| Refusal {
            entry: entry.id.clone(),
            why: "no entries are taken here".to_owned(),
        };
        Ok(entries.iter().map(refuse).collect())
    }
    fn tell(&mut self, status: &Status) -> Result<(), PeerError> {
        self.0.tell(status)
    }
}

#[test]
fn what_another_tablet_says_it_has_somebody_has() {
    let (mut me, mut other) = (tablet(1), tablet(2));
    busy(&mut me, 10);
    let memory = Arc::default();
    other.receive(own(&me)).unwrap();
    let heads = other.heads().unwrap();
    let mut theirs = peer(&memory, other.tablet());
    theirs
        .tell(&status("Library", &morning(30), &heads))
        .unwrap();
    let mut mute = Mute(peer(&memory, me.tablet()));
    let outcome = meet(&mut me, &mut mute).unwrap();
    assert_eq!((outcome.sent, outcome.standing.alone), (0, 0));
    let heard = &outcome.standing.tablets[0];
    assert_eq!(
        (&heard.status.name[..], heard.lacks, heard.owes),
        ("Library", 0, 1)
    );
    assert_eq!(heard.heard, morning(60));
    let parked = me.parked().unwrap();
    assert_eq!(parked.len(), 1, "only the first: the rest waits behind it");
    assert_eq!((parked[0].way, parked[0].entry.seq), (Way::To, 1));
    assert_eq!(parked[0].why, "no entries are taken here");
    meet(&mut me, &mut mute).unwrap();
    assert_eq!(
        me.parked().unwrap(),
        parked,
        "and it stays as it was seen first"
    );
    meet(&mut me, &mut mute.0).unwrap();
    assert_eq!(me.parked().unwrap(), [], "until the entry is there");
}

/// Gives a changed entry in the place of the right one, as long as it is told to.
struct Liar {
    peer: MemoryPeer,
    about: Option<EntryId>,
}

impl Peer for Liar {
    fn place(&self) -> String {
        self.peer.place()
    }
    fn survey(&mut self) -> Result<Survey, PeerError> {
        self.peer.survey()
    }
    fn fetch(&mut self, s: &TabletId, a: u64, m: usize) -> Result<Vec<Entry>, PeerError> {
        let mut entries = self.peer.fetch(s, a, m)?;
        for entry in &mut entries {
            if Some(&entry.id) == self.about.as_ref() {
                *entry = changed(entry);
            }
        }
        Ok(entries)
    }
    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        self.peer.send(entries)
    }
    fn tell(&mut self, status: &Status) -> Result<(), PeerError> {
        self.peer.tell(status)
    }
}

#[test]
fn a_damaged_entry_is_parked_whole_and_gone_from_there_once_the_right_one_came() {
    let (mut me, mut other, mut third) = (tablet(1), tablet(2), tablet(3));
    busy(&mut other, 20);
    busy(&mut third, 20);
    let memory = Arc::default();
    for journal in [&mut other, &mut third] {
        let mut peer = peer(&memory, journal.tablet());
        meet(journal, &mut peer).unwrap();
    }
    let bad = own(&other)[7].id.clone();
    let mut liar = Liar {
        peer: peer(&memory, me.tablet()),
        about: Some(bad.clone()),
    };
    for _ in 0..2 {
        let outcome = meet(&mut me, &mut liar).unwrap();
        assert!(outcome.finished && outcome.forks.is_empty());
        let parked = me.parked().unwrap();
        assert_eq!(
            (&parked[0].entry, parked[0].way, parked.len()),
            (&bad, Way::From, 1)
        );
        let line = parked[0].line.as_deref().unwrap();
        assert!(line.contains("somewhere else"), "{line}");
    }
    let heads = me.heads().unwrap();
    assert_eq!(
        (heads[other.tablet()].seq, heads[third.tablet()].seq),
        (7, 21)
    );
    liar.about = None;
    // The one that was parked comes alone, to see whether it fits now.
    for _ in 0..2 {
        meet(&mut me, &mut liar).unwrap();
    }
    assert_eq!(me.heads().unwrap()[other.tablet()].seq, 21);
    assert_eq!(me.parked().unwrap(), []);
}

/// The one series that is of none of those tablets.
fn moved_to(journal: &Journal, others: &[&TabletId]) -> TabletId {
    let mut series = journal.heads().unwrap().into_keys();
    series.find(|series| !others.contains(&series)).unwrap()
}

/// A tablet that was set back, and what it wrote since, with every kind of reference.
fn set_back() -> (Journal, Journal, EntryId) {
    let [ahead, mut back] = two_ways(1, 10);
    let me = back.tablet().clone();
    let id = |seq| EntryId {
        tablet: me.clone(),
        seq,
    };
    // Number 11 is the last that both have; here the series goes on with 12.
    let more = [
        note("1", "Quoted: \"BBBBBBBBBBBB-12\" and \\ too"),
        note("1", &format!("{} \"{}", id(13), id(13))),
        Event::NoteRead {
            student: student("1"),
            note: id(21),
        },
        Event::EntryWithdrawn {
            student: student("1"),
            entry: id(3),
        },
        Event::EntryWithdrawn {
            student: student("1"),
            entry: id(14),
        },
        Event::AwardsSettled {
            student: student("1"),
            skill: "rounding".into(),
            awards: vec![id(5), id(12), id(20)],
        },
        added("2", "Omar"),
    ];
    for (event, second) in more.into_iter().zip(5_000..) {
        back.append(&morning(second), &Actor::CommandLine, &[event])
            .unwrap();
    }
    (ahead, back, id(12))
}

#[test]
fn a_tablet_that_was_set_back_becomes_a_new_one_and_nothing_is_lost_or_doubled() {
    let (mut ahead, mut back, first) = set_back();
    let memory = Arc::default();
    let mut place = peer(&memory, ahead.tablet());
    meet(&mut ahead, &mut place).unwrap();
    let before = own(&back);
    let truth = what_is_true(&back.records());
    let error = meet(&mut back, &mut place).unwrap_err();
    assert!(
        matches!(&error, PeerError::TwoOfUs { first: f, .. } if *f == first),
        "{error:?}"
    );
    assert_eq!(own(&back), before, "nothing was copied");

    let renamed = back
        .become_new(&first, &morning(9_000), &mut random())
        .unwrap();
    assert_eq!((renamed.was, renamed.moved), (first.tablet.clone(), 16));
    assert_eq!(back.tablet(), &renamed.tablet);
    assert_ne!(back.tablet(), &first.tablet);
    assert_eq!(back.verify(|_| {}).unwrap().damage, []);
    let moved = moved_to(&back, &[&first.tablet, back.tablet()]);
    let new = |seq: u64| EntryId {
        tablet: moved.clone(),
        seq,
    };
    let mut after = all(&back);
    after.retain(|entry| entry.id.tablet == moved);
    for (old, now) in before[11..].iter().zip(&after) {
        let (mut expected, place) = (said(old), old.id.clone());
        for (seq, to) in [(12, 1), (14, 3), (20, 9), (21, 10)] {
            let tablet = first.tablet.clone();
            let from = EntryId { tablet, seq };
            expected.2 = expected
                .2
                .replace(&format!("\"{from}\""), &format!("\"{}\"", new(to)));
        }
        assert_eq!(said(now), expected, "{place}");
        assert_eq!((now.clock, now.time_unsure), (old.clock, old.time_unsure));
    }
    assert!(
        matches!(&after[14].event, Event::AwardsSettled { awards, .. }
        if awards[1..] == [new(1), new(9)] && awards[0].tablet == first.tablet)
    );
    let last = own(&back).pop().unwrap();
    let said_so = Event::TabletRenamed {
        was: first.tablet.clone(),
        from: 12,
    };
    assert_eq!((&last.event, last.id.seq, after.len()), (&said_so, 1, 16));
    let students = |value: &serde_json::Value| value["students"]["2"]["card"].clone();
    assert_eq!(
        students(&what_is_true(&back.records()))["value"],
        students(&truth)["value"]
    );

    for _ in 0..2 {
        for journal in [&mut back, &mut ahead] {
            let mut peer = peer(&memory, journal.tablet());
            meet(journal, &mut peer).unwrap();
        }
    }
    assert_eq!(
        what_is_true(&back.records()),
        what_is_true(&ahead.records())
    );
    assert_eq!(all(&back).len(), all(&ahead).len());
    assert_eq!(back.standing().unwrap().alone, 0);
    let again = back
        .become_new(&first, &morning(9_100), &mut random())
        .unwrap();
    assert_eq!(again.moved, 0, "it has another name already");
}

#[test]
fn two_copies_of_one_file_move_what_they_have_in_common_once() {
    let (mut ahead, back, first) = set_back();
    let memory = Arc::default();
    let mut place = peer(&memory, ahead.tablet());
    meet(&mut ahead, &mut place).unwrap();
    let copies = [back, set_back().1];
    let (mut chance, mut second) = (random(), 8_000);
    let mut copies = copies.map(|mut copy| {
        second += 1;
        let renamed = copy
            .become_new(&first, &morning(second), &mut chance)
            .unwrap();
        assert_eq!(renamed.moved, 16);
        copy
    });
    for (copy, second) in copies.iter_mut().zip(9_001..) {
        let event = checked_in("1", "library");
        copy.append(&morning(second), &Actor::Tablet, &[event])
            .unwrap();
    }
    assert_ne!(copies[0].tablet(), copies[1].tablet());
    for _ in 0..3 {
        for journal in &mut copies {
            let mut peer = peer(&memory, journal.tablet());
            meet(journal, &mut peer).unwrap();
        }
    }
    let [one, other] = &copies;
    let moved = moved_to(one, &[&first.tablet, one.tablet(), other.tablet()]);
    assert_eq!(one.heads().unwrap()[&moved].seq, 16);
    assert_eq!(what_is_true(&one.records()), what_is_true(&other.records()));
    let mut there: Vec<_> = all(one).iter().map(said).collect();
    let entries = there.len();
    assert_eq!(entries, all(other).len());
    there.sort();
    there.dedup();
    assert_eq!(there.len(), entries, "nothing is there twice");
}

#[test]
fn a_series_is_read_in_order_with_and_without_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 300);
    for second in 0..50 {
        let event = checked_in("1", "carpet");
        journal
            .append(&morning(1_000 + second), &Actor::Tablet, &[event])
            .unwrap();
    }
    let mine = own(&journal);
    assert_eq!(mine.len(), 350);
    for (after, most) in [
        (0, 1),
        (0, 350),
        (0, 1_000),
        (290, 20),
        (299, 7),
        (340, 20),
        (350, 5),
    ] {
        let end = (after + most).min(350);
        let found = journal
            .entries_of(journal.tablet(), after as u64, most)
            .unwrap();
        assert_eq!(found, mine[after.min(350)..end], "{most} after {after}");
    }
}

#[test]
fn a_store_shares_the_journal_and_the_window_hears_of_what_came() {
    let memory = Arc::default();
    let mut other = tablet(2);
    busy(&mut other, 30);
    let mut theirs = peer(&memory, other.tablet());
    meet(&mut other, &mut theirs).unwrap();
    let journal = tablet(1);
    let mut mine = peer(&memory, journal.tablet());
    let (reports, heard) = mpsc::channel();
    let store = Store::start(journal, move |report| reports.send(report).unwrap()).unwrap();
    let mut ledger = store.ledger().unwrap();
    let sharing = std::thread::spawn(move || {
        let mut say = |heads: &BTreeMap<TabletId, Head>| status("Door", &morning(60), heads);
        let outcome = round(&mut ledger, &mut mine, Pace::GENTLE, &mut say, &mut |_| {
            true
        })
        .unwrap();
        (outcome, ledger)
    });
    let now = morning(70);
    store
        .try_record(Ticket(1), now, Actor::Tablet, vec![added("7", "Ada")])
        .unwrap();
    let (outcome, ledger) = sharing.join().unwrap();
    assert_eq!(outcome.fetched, 31);
    let mut changed = false;
    let mut saved = false;
    while !(changed && saved) {
        match heard.recv().unwrap() {
            StoreReport::Changed { records, .. } => {
                changed = records.student(&student("1")).is_some();
            }
            StoreReport::Saved { .. } => saved = true,
            other => panic!("{other:?}"),
        }
    }
    let first = EntryId {
        tablet: ledger.tablet(),
        seq: 2,
    };
    let renamed = ledger.become_new(first, morning(80), random()).unwrap();
    assert_eq!(ledger.tablet(), renamed.tablet);
    assert_eq!(store.ledger().unwrap().tablet(), renamed.tablet);
    store.stop();
    assert!(matches!(ledger.heads(), Err(StorageError::Closed)));
}
