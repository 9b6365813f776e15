//! What every peer promises, whatever it is made of: claims over a maker of peers for the tablets of one
//! class. Every kind of peer runs all of them.

use std::{collections::BTreeMap, io};

use jiff::Zoned;
use rand::{SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use waymark::{
    domain::{
        event::{Actor, Event},
        ids::{EntryId, TabletId},
        time::Hlc,
    },
    journal::{Checksum, Entry, Head, Status, Stored},
    storage::Journal,
    sync::{Outcome, Pace, Peer, PeerError, Refusal, Survey, round},
};

use crate::support::happenings::{added, all, checked_in, morning, note, what_is_true};

/// Makes a peer for a tablet, at one place, for one class.
pub(crate) type Maker<'a> = dyn FnMut(&TabletId) -> Box<dyn Peer> + 'a;

/// A fresh place, with its maker of peers.
pub(crate) type Place = Box<dyn FnMut(&TabletId) -> Box<dyn Peer>>;

/// What has to hold.
type Claim = fn(&mut Maker<'_>);

/// Every claim, each of which wants a place with nothing in it.
pub(crate) const CLAIMS: &[(&str, Claim)] = &[
    ("an empty place has nothing", an_empty_place_has_nothing),
    (
        "what was sent is there to the letter",
        what_was_sent_is_there_to_the_letter,
    ),
    (
        "a fetch gives what was asked for and no more",
        a_fetch_gives_what_was_asked_for,
    ),
    (
        "the heads are right after every batch",
        the_heads_are_right_after_every_batch,
    ),
    (
        "what is sent again is there once",
        what_is_sent_again_is_there_once,
    ),
    ("a gap is refused by name", a_gap_is_refused_by_name),
    (
        "a changed entry is refused by name",
        a_changed_entry_is_refused_by_name,
    ),
    ("a fork is refused by name", a_fork_is_refused_by_name),
    (
        "a refused entry holds up no other series",
        a_refused_entry_holds_up_no_other_series,
    ),
    (
        "whoever comes first, everybody ends with both ways of a series once",
        whoever_comes_first_everybody_ends_with_both_ways_once,
    ),
    (
        "what only a newer program knows is carried to the letter",
        odd_letters_are_carried,
    ),
    (
        "the last word of every tablet is heard",
        the_last_word_of_every_tablet_is_heard,
    ),
    (
        "two tablets end with the same",
        two_tablets_end_with_the_same,
    ),
    (
        "what another wrote is handed on",
        what_another_wrote_is_handed_on,
    ),
    (
        "two may hand on the same at once",
        two_may_hand_on_the_same_at_once,
    ),
    (
        "a round with nothing new copies nothing",
        a_round_with_nothing_new_copies_nothing,
    ),
    (
        "a round stopped after any batch is taken up again",
        a_stopped_round_is_taken_up_again,
    ),
    (
        "a peer that fails at any call loses and doubles nothing",
        a_failing_peer_loses_nothing,
    ),
    (
        "a set-back tablet is told before anything is copied",
        a_set_back_tablet_is_told,
    ),
];

/// Holds every claim against a fresh place each.
#[expect(clippy::print_stderr, reason = "so that a failure says which")]
pub(crate) fn every_claim_holds(fresh: &mut dyn FnMut() -> Place) {
    for (claim, holds) in CLAIMS {
        eprintln!("claim: {claim}");
        holds(&mut *fresh());
    }
}

/// A journal of a tablet that is always the same for a name.
pub(crate) fn tablet(name: u64) -> Journal {
    Journal::in_memory(&morning(0), &mut StdRng::seed_from_u64(name)).unwrap()
}

/// Records check-ins, one entry each.
pub(crate) fn busy(journal: &mut Journal, entries: u32) {
    for n in 0..entries {
        let event = match n % 5 {
            0 => added("1", "Maya"),
            1 => note("1", &format!("Well done {n}")),
            _ => checked_in("1", &format!("station {}", n % 7)),
        };
        let at = morning(i64::from(n) * 3);
        journal.append(&at, &Actor::Tablet, &[event]).unwrap();
    }
}

/// What a tablet says of itself.
pub(crate) fn status(name: &str, at: &Zoned, heads: &BTreeMap<TabletId, Head>) -> Status {
    Status {
        name: name.to_owned(),
        program: "waymark 0.1.0".to_owned(),
        at: at.clone(),
        heads: heads
            .iter()
            .map(|(tablet, head)| (tablet.clone(), head.seq))
            .collect(),
        retired: false,
    }
}

/// Small steps, so that little is much.
const SMALL: Pace = Pace { step: 3, send: 7 };

/// One round with small steps.
pub(crate) fn meet(journal: &mut Journal, peer: &mut dyn Peer) -> Result<Outcome, PeerError> {
    let mut say = |heads: &BTreeMap<_, _>| status("Door", &morning(60), heads);
    round(journal, peer, SMALL, &mut say, &mut |_| true)
}

/// A round with a peer that the maker makes.
pub(crate) fn visit(journal: &mut Journal, maker: &mut Maker<'_>) -> Result<Outcome, PeerError> {
    let mut peer = maker(journal.tablet());
    meet(journal, &mut *peer)
}

fn heads_at(maker: &mut Maker<'_>) -> BTreeMap<TabletId, Head> {
    maker(&"NNNNNNNNNNNN".into()).survey().unwrap().heads
}

/// Everything a place has of a series, as somebody else finds it.
fn series_at(maker: &mut Maker<'_>, series: &TabletId) -> Vec<Entry> {
    let mut peer = maker(&"NNNNNNNNNNNN".into());
    let mut found: Vec<Entry> = Vec::new();
    loop {
        let more = peer.fetch(series, found.len() as u64, 100).unwrap();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn refused(refusals: &[Refusal]) -> Option<&EntryId> {
    refusals.first().map(|refusal| &refusal.entry)
}

fn own(journal: &Journal) -> Vec<Entry> {
    let me = journal.tablet();
    let entries = all(journal).into_iter();
    entries.filter(|entry| entry.id.tablet == *me).collect()
}

fn sorted(journal: &Journal) -> Vec<Entry> {
    let mut entries = all(journal);
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    entries
}

/// That two journals hold the same entries, to the letter, and the same is true by both.
fn assert_same(one: &Journal, other: &Journal) {
    assert_eq!(sorted(one), sorted(other));
    assert_eq!(what_is_true(&one.records()), what_is_true(&other.records()));
    for journal in [one, other] {
        assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
    }
}

fn an_empty_place_has_nothing(maker: &mut Maker<'_>) {
    let me = tablet(1);
    let mut peer = maker(me.tablet());
    assert_eq!(peer.survey().unwrap(), Survey::default());
    assert_eq!(peer.fetch(me.tablet(), 0, 10).unwrap(), []);
    assert!(!peer.place().is_empty());
}

fn what_was_sent_is_there_to_the_letter(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 40);
    let entries = own(&me);
    let mut peer = maker(me.tablet());
    peer.survey().unwrap();
    assert_eq!(peer.send(&entries).unwrap(), []);
    assert_eq!(series_at(maker, me.tablet()), entries);
    let head = entries.last().unwrap().head();
    assert_eq!(heads_at(maker), [(me.tablet().clone(), head)].into());
}

fn a_fetch_gives_what_was_asked_for(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 30);
    let entries = own(&me);
    let mut peer = maker(me.tablet());
    for batch in entries.chunks(7) {
        assert_eq!(peer.send(batch).unwrap(), []);
    }
    for after in 0..entries.len() {
        for most in [1, 2, 5, 100] {
            let found = peer.fetch(me.tablet(), after as u64, most).unwrap();
            assert!(!found.is_empty(), "nothing after {after}");
            assert!(found.len() <= most, "more than {most}");
            assert_eq!(found, entries[after..after + found.len()]);
        }
    }
    for after in [entries.len() as u64, 1_000_000] {
        assert_eq!(peer.fetch(me.tablet(), after, 10).unwrap(), []);
    }
    assert_eq!(peer.fetch(&"SSSSSSSSSSSS".into(), 0, 10).unwrap(), []);
}

fn the_heads_are_right_after_every_batch(maker: &mut Maker<'_>) {
    let mut journals = [tablet(1), tablet(2)];
    let mut expected = BTreeMap::new();
    for journal in &mut journals {
        busy(journal, 25);
        let mut peer = maker(journal.tablet());
        for batch in own(journal).chunks(4) {
            assert_eq!(peer.send(batch).unwrap(), []);
            expected.insert(journal.tablet().clone(), batch.last().unwrap().head());
            assert_eq!(peer.survey().unwrap().heads, expected);
            assert_eq!(heads_at(maker), expected);
        }
    }
}

fn what_is_sent_again_is_there_once(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 20);
    let entries = own(&me);
    let mut peer = maker(me.tablet());
    peer.survey().unwrap();
    assert_eq!(peer.send(&entries[..10]).unwrap(), []);
    assert_eq!(peer.send(&entries[..10]).unwrap(), []);
    assert_eq!(maker(me.tablet()).send(&entries[5..15]).unwrap(), []);
    assert_eq!(peer.send(&entries).unwrap(), []);
    assert_eq!(series_at(maker, me.tablet()), entries);
}

fn a_gap_is_refused_by_name(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 20);
    let entries = own(&me);
    let mut peer = maker(me.tablet());
    peer.survey().unwrap();
    let refusals = peer.send(&entries[3..6]).unwrap();
    assert_eq!(refused(&refusals), Some(&entries[3].id));
    assert_eq!(heads_at(maker), BTreeMap::new());
    assert_eq!(peer.send(&entries[..5]).unwrap(), []);
    let refusals = peer.send(&entries[6..9]).unwrap();
    assert_eq!(refused(&refusals), Some(&entries[6].id));
    assert_eq!(series_at(maker, me.tablet()), entries[..5]);
    assert_eq!(peer.send(&entries[5..]).unwrap(), []);
    assert_eq!(series_at(maker, me.tablet()), entries);
}

/// The same entry with another event and the checksum it had.
pub(crate) fn changed(entry: &Entry) -> Entry {
    let event = checked_in("1", "somewhere else");
    Entry::read(Stored {
        id: entry.id.clone(),
        clock: entry.clock,
        at: entry.at_text().to_owned(),
        time_unsure: entry.time_unsure,
        actor: entry.actor_text().to_owned(),
        body: serde_json::to_string(&event).unwrap(),
        checksum: entry.checksum,
    })
    .unwrap()
}

fn a_changed_entry_is_refused_by_name(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 12);
    let entries = own(&me);
    let mut peer = maker(me.tablet());
    let mut sent = entries.clone();
    sent[6] = changed(&entries[6]);
    let refusals = peer.send(&sent).unwrap();
    assert_eq!(refused(&refusals), Some(&entries[6].id));
    assert_eq!(series_at(maker, me.tablet()), entries[..6]);
    assert_eq!(peer.send(&entries[6..]).unwrap(), []);
    assert_eq!(series_at(maker, me.tablet()), entries);
}

/// Two journals of one tablet that went two ways after `both` entries, the left one first.
pub(crate) fn two_ways(name: u64, both: u32) -> [Journal; 2] {
    [("left", 5, 4_000), ("right", 9, 4_500)].map(|(station, more, since)| {
        let mut journal = tablet(name);
        busy(&mut journal, both);
        for n in 0..more {
            let event = checked_in("1", station);
            let at = morning(since + 20 * i64::try_from(name).unwrap() + n);
            journal.append(&at, &Actor::Tablet, &[event]).unwrap();
        }
        journal
    })
}

fn a_fork_is_refused_by_name(maker: &mut Maker<'_>) {
    let [left, right] = two_ways(1, 10);
    let mut peer = maker(left.tablet());
    let (left, right) = (own(&left), own(&right));
    assert_eq!(peer.send(&left).unwrap(), []);
    for first in [0, 11, 13, left.len()] {
        let refusals = peer.send(&right[first..]).unwrap();
        let expected = &right[first.max(11)].id;
        assert_eq!(refused(&refusals), Some(expected), "from {first}");
    }
    assert_eq!(series_at(maker, &left[0].id.tablet), left);
}

fn a_refused_entry_holds_up_no_other_series(maker: &mut Maker<'_>) {
    let [left, mut right] = two_ways(1, 10);
    let (mut me, mut third) = (tablet(2), tablet(3));
    busy(&mut me, 20);
    busy(&mut third, 20);
    assert_eq!(maker(left.tablet()).send(&own(&left)).unwrap(), []);
    assert_eq!(maker(third.tablet()).send(&own(&third)).unwrap(), []);
    me.receive(own(&right)).unwrap();
    let outcome = visit(&mut me, maker).unwrap();
    assert!(outcome.finished);
    assert_eq!(outcome.sent, own(&me).len() as u64);
    assert_eq!(outcome.fetched, own(&third).len() as u64 + 5);
    let fork = own(&left)[11].id.clone();
    assert_eq!(outcome.forks, std::slice::from_ref(&fork));
    assert_eq!(me.parked().unwrap(), []);
    let again = visit(&mut me, maker).unwrap();
    assert_eq!(
        (again.sent, again.fetched, again.forks),
        (9, 0, vec![]),
        "the other way, under its new name"
    );
    let told = visit(&mut right, maker).unwrap_err();
    assert!(matches!(&told, PeerError::TwoOfUs { first, .. } if *first == fork));
    parted(&mut right, &fork, maker);
    visit(&mut me, maker).unwrap();
    assert_same(&right, &me);
}

/// The tablet becomes a new one and meets the others.
fn parted(journal: &mut Journal, first: &EntryId, maker: &mut Maker<'_>) {
    let name = first.tablet.as_str().bytes().map(u64::from);
    let mut random =
        StdRng::seed_from_u64(name.fold(0, |seed, letter| 31 * (seed % 99_991) + letter));
    journal
        .become_new(first, &morning(9_000), &mut random)
        .unwrap();
    visit(journal, maker).unwrap();
}

fn whoever_comes_first_everybody_ends_with_both_ways_once(maker: &mut Maker<'_>) {
    for right_is_first in [false, true] {
        let name = 20 + u64::from(right_is_first);
        let [mut left, mut right] = two_ways(name, 10);
        let mut two = [&mut left, &mut right];
        if right_is_first {
            two.reverse();
        }
        // Others have either way already, and neither tablet knows of the other.
        let (mut one, mut other) = (tablet(name + 30), tablet(name + 40));
        one.receive(own(two[0])).unwrap();
        other.receive(own(two[1])).unwrap();
        for _ in 0..4 {
            let [first, second] = &mut two;
            for journal in [&mut one, &mut other, first, second] {
                match visit(journal, maker) {
                    Ok(_) => {}
                    Err(PeerError::TwoOfUs { first, .. }) => parted(journal, &first, maker),
                    Err(error) => panic!("{error:?}"),
                }
            }
        }
        assert_same(&one, &other);
        assert_same(&one, &left);
        assert_same(&left, &right);
        assert_eq!(left.verify(|_| {}).unwrap().damage, []);
        let at = |second| {
            let all = all(&one).into_iter();
            all.filter(|entry| entry.at == morning(second)).count()
        };
        for second in (4_000..4_005).chain(4_500..4_509) {
            let second = second + 20 * i64::try_from(name).unwrap();
            assert_eq!(at(second), 1, "{second}");
        }
    }
}

/// The entries of a tablet that wrote what this program would never write.
pub(crate) fn odd_letters(series: &TabletId) -> Vec<Entry> {
    let bodies = [
        r#"{"kind":"sang","student":"1","song":"Ä 🦊 \u00e9","times":1e2}"#,
        r#"{ "times" : 3.50 , "kind" : "danced" }"#,
        r#"{"kind":"checked_in","student":"1","station":"moon","source":"telepathy","express":true}"#,
        r#"{"student":"2","kind":"student_left"}"#,
    ];
    let mut before = Checksum::START;
    let mut entries = Vec::new();
    for (body, seq) in bodies.into_iter().zip(1..) {
        let mut stored = Stored {
            id: EntryId {
                tablet: series.clone(),
                seq,
            },
            clock: Hlc {
                millis: 1_800_000_000_000,
                count: u32::try_from(seq).unwrap(),
            },
            at: "2026-09-01T08:00:00.5-04:00[America/New_York]".to_owned(),
            time_unsure: seq == 2,
            actor: r#"{"robot": 7 }"#.to_owned(),
            body: body.to_owned(),
            checksum: Checksum::START,
        };
        stored.checksum = checksum(&stored, &before);
        before = stored.checksum;
        let entry = Entry::read(stored).unwrap();
        entries.push(entry);
    }
    entries
}

/// As the table in the documentation of [`Checksum`] has it.
fn checksum(stored: &Stored, before: &Checksum) -> Checksum {
    let text = |text: &str| {
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        [length.as_slice(), text.as_bytes()].concat()
    };
    let bytes = [
        b"waymark entry 1\n".to_vec(),
        before.0.to_vec(),
        text(stored.id.tablet.as_str()),
        stored.id.seq.to_be_bytes().to_vec(),
        stored.clock.millis.to_be_bytes().to_vec(),
        stored.clock.count.to_be_bytes().to_vec(),
        text(&stored.at),
        vec![u8::from(stored.time_unsure)],
        text(&stored.actor),
        text(&stored.body),
    ];
    Checksum(Sha256::digest(bytes.concat()).into())
}

fn odd_letters_are_carried(maker: &mut Maker<'_>) {
    let (mut me, mut third) = (tablet(1), tablet(2));
    let odd = odd_letters(&"OOOOOOOOOOOO".into());
    assert_eq!(me.receive(odd.clone()).unwrap().new, 4);
    visit(&mut me, maker).unwrap();
    visit(&mut third, maker).unwrap();
    visit(&mut me, maker).unwrap();
    let found = third.entries_of(&"OOOOOOOOOOOO".into(), 0, 10).unwrap();
    assert_eq!(found, odd);
    for (found, odd) in found.iter().zip(&odd) {
        assert_eq!(
            (found.body.as_ref(), found.at_text(), found.actor_text()),
            (odd.body.as_ref(), odd.at_text(), odd.actor_text())
        );
    }
    assert_same(&me, &third);
}

fn the_last_word_of_every_tablet_is_heard(maker: &mut Maker<'_>) {
    let names = ["BBBBBBBBBBBB", "CCCCCCCCCCCC"].map(TabletId::from);
    for (name, minute) in [("Library", 1), ("Carpet, \"quoted\" 🦊", 2)] {
        for id in &names {
            let heads = [(
                id.clone(),
                Head {
                    seq: minute,
                    checksum: Checksum([1; 32]),
                },
            )]
            .into();
            let at = morning(i64::try_from(minute).unwrap() * 60);
            let status = status(name, &at, &heads);
            maker(id).tell(&status).unwrap();
            let survey = maker(&"NNNNNNNNNNNN".into()).survey().unwrap();
            let heard = survey.heard.iter().find(|heard| heard.tablet == *id);
            assert_eq!(heard.map(|heard| &heard.status), Some(&status));
        }
    }
    let survey = maker(&names[0]).survey().unwrap();
    assert_eq!(survey.heard.len(), 2);
}

fn two_tablets_end_with_the_same(maker: &mut Maker<'_>) {
    let (mut one, mut other) = (tablet(1), tablet(2));
    busy(&mut one, 30);
    busy(&mut other, 20);
    visit(&mut one, maker).unwrap();
    let outcome = visit(&mut other, maker).unwrap();
    assert_eq!((outcome.sent, outcome.fetched), (21, 31));
    let outcome = visit(&mut one, maker).unwrap();
    assert_eq!((outcome.sent, outcome.fetched), (0, 21));
    assert_eq!((outcome.standing.own, outcome.standing.alone), (31, 0));
    assert_same(&one, &other);
    let heard = &outcome.standing.tablets[0];
    assert_eq!(
        (&heard.tablet, heard.here, heard.owes, heard.lacks),
        (other.tablet(), 21, 0, 0)
    );
}

fn what_another_wrote_is_handed_on(maker: &mut Maker<'_>) {
    let (mut far, mut near, mut third) = (tablet(1), tablet(2), tablet(3));
    busy(&mut far, 20);
    near.receive(own(&far)).unwrap();
    let outcome = visit(&mut near, maker).unwrap();
    assert_eq!(outcome.sent, 22);
    let outcome = visit(&mut third, maker).unwrap();
    assert_eq!(outcome.fetched, 22);
    visit(&mut near, maker).unwrap();
    assert_same(&near, &third);
    busy(&mut far, 20);
    let outcome = visit(&mut far, maker).unwrap();
    assert_eq!(outcome.sent, 20, "it goes on where the other stopped");
}

fn two_may_hand_on_the_same_at_once(maker: &mut Maker<'_>) {
    let mut far = tablet(1);
    busy(&mut far, 40);
    let entries = own(&far);
    let mut peers = [maker(&"BBBBBBBBBBBB".into()), maker(&"CCCCCCCCCCCC".into())];
    for peer in &mut peers {
        peer.survey().unwrap();
    }
    assert_eq!(peers[0].send(&entries[..10]).unwrap(), []);
    assert_eq!(peers[1].send(&entries[..20]).unwrap(), []);
    assert_eq!(peers[0].send(&entries[10..15]).unwrap(), []);
    assert_eq!(peers[1].send(&entries[20..30]).unwrap(), []);
    assert_eq!(peers[0].send(&entries[15..]).unwrap(), []);
    assert_eq!(series_at(maker, far.tablet()), entries);
    let head = entries.last().unwrap().head();
    assert_eq!(heads_at(maker), [(far.tablet().clone(), head)].into());
}

fn a_round_with_nothing_new_copies_nothing(maker: &mut Maker<'_>) {
    let mut me = tablet(1);
    busy(&mut me, 20);
    let mut peer = maker(me.tablet());
    assert_eq!(meet(&mut me, &mut *peer).unwrap().sent, 21);
    for _ in 0..3 {
        let outcome = meet(&mut me, &mut *peer).unwrap();
        assert_eq!((outcome.sent, outcome.fetched), (0, 0));
        assert_eq!((outcome.parked, outcome.oddities), (vec![], vec![]));
    }
}

fn a_stopped_round_is_taken_up_again(maker: &mut Maker<'_>) {
    let (mut one, mut other) = (tablet(1), tablet(2));
    busy(&mut one, 20);
    busy(&mut other, 20);
    let mut say = |heads: &BTreeMap<_, _>| status("Door", &morning(60), heads);
    for most in 0.. {
        let mut finished = [false, false];
        for (journal, finished) in [&mut one, &mut other].into_iter().zip(&mut finished) {
            let mut steps = 0;
            let mut go_on = |_| {
                steps += 1;
                steps <= most.min(3)
            };
            let mut peer = maker(&journal.tablet().clone());
            let outcome = round(journal, &mut *peer, SMALL, &mut say, &mut go_on).unwrap();
            *finished = outcome.finished && outcome.sent + outcome.fetched == 0;
            assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
        }
        if finished == [true, true] {
            break;
        }
        assert!(most < 100, "it comes to no end");
    }
    assert_same(&one, &other);
}

/// A peer that is away from its n-th call on: before that call did anything, or after it did all.
pub(crate) struct Failing {
    pub(crate) peer: Box<dyn Peer>,
    /// How many calls go well.
    pub(crate) left: u32,
    /// Whether the call that fails is carried out and only its answer is lost.
    pub(crate) done: bool,
}

impl Failing {
    fn call<T>(
        &mut self,
        call: impl FnOnce(&mut dyn Peer) -> Result<T, PeerError>,
    ) -> Result<T, PeerError> {
        if let Some(left) = self.left.checked_sub(1) {
            self.left = left;
            return call(&mut *self.peer);
        }
        if std::mem::take(&mut self.done) {
            call(&mut *self.peer)?;
        }
        Err(PeerError::Away {
            place: self.peer.place(),
            source: io::Error::from(io::ErrorKind::ConnectionReset).into(),
        })
    }
}

impl Peer for Failing {
    fn place(&self) -> String {
        self.peer.place()
    }

    fn survey(&mut self) -> Result<Survey, PeerError> {
        self.call(|peer| peer.survey())
    }

    fn fetch(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError> {
        self.call(|peer| peer.fetch(series, after, most))
    }

    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        self.call(|peer| peer.send(entries))
    }

    fn tell(&mut self, status: &Status) -> Result<(), PeerError> {
        self.call(|peer| peer.tell(status))
    }
}

fn a_failing_peer_loses_nothing(maker: &mut Maker<'_>) {
    let (mut one, mut other) = (tablet(1), tablet(2));
    busy(&mut other, 10);
    visit(&mut other, maker).unwrap();
    let mut failed = 0;
    for left in 0..12 {
        for done in [false, true] {
            busy(&mut one, 5);
            busy(&mut other, 3);
            visit(&mut other, maker).unwrap();
            let peer = maker(&one.tablet().clone());
            let mut failing = Failing { peer, left, done };
            match meet(&mut one, &mut failing) {
                Ok(_) => {}
                Err(error) => {
                    assert!(matches!(error, PeerError::Away { .. }), "{error:?}");
                    failed += 1;
                }
            }
            assert_eq!(one.verify(|_| {}).unwrap().damage, []);
        }
    }
    assert!(failed >= 6, "it failed {failed} times");
    for _ in 0..2 {
        visit(&mut one, maker).unwrap();
        visit(&mut other, maker).unwrap();
    }
    assert_same(&one, &other);
}

fn a_set_back_tablet_is_told(maker: &mut Maker<'_>) {
    for both in [4, 20] {
        let [mut right, mut left] = two_ways(u64::from(both), both);
        busy(&mut right, 6);
        visit(&mut right, maker).unwrap();
        let before = heads_at(maker);
        let error = visit(&mut left, maker).unwrap_err();
        let PeerError::TwoOfUs { first, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(first, own(&right)[both as usize + 1].id);
        assert_eq!(heads_at(maker), before);
        // The longer one is told as well.
        busy(&mut left, 20);
        let error = visit(&mut left, maker).unwrap_err();
        assert!(matches!(error, PeerError::TwoOfUs { first: again, .. } if again == first));
        assert_eq!(heads_at(maker), before);
    }
}

/// That a tablet of `theirs` is turned away at every call once one of `ours` was there.
pub(crate) fn another_class_is_refused(ours: &mut Maker<'_>, theirs: &mut Maker<'_>) {
    let (mut here, mut stranger) = (tablet(1), tablet(2));
    busy(&mut here, 5);
    busy(&mut stranger, 5);
    visit(&mut here, ours).unwrap();
    let before = heads_at(ours);
    let error = visit(&mut stranger, theirs).unwrap_err();
    assert!(matches!(error, PeerError::OtherClass { .. }), "{error:?}");
    assert_eq!(heads_at(ours), before);
    assert_eq!(all(&stranger).len(), 6);
}

/// A note of what happened that is nobody's.
#[test]
fn odd_letters_are_what_this_program_would_not_write() {
    let odd = odd_letters(&"OOOOOOOOOOOO".into());
    let events: Vec<bool> = odd
        .iter()
        .map(|entry| serde_json::to_string(&entry.event).unwrap() == *entry.body)
        .collect();
    assert_eq!(events, [false; 4]);
    assert!(
        odd.iter()
            .filter(|entry| matches!(entry.event, Event::Unknown(_)))
            .count()
            >= 2
    );
}
