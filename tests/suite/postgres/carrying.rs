//! Entries go there and come back to the letter, once each.

use std::{collections::BTreeMap, thread, time::Duration};

use jiff::Zoned;
use waymark::{
    domain::{event::Event, ids::TabletId},
    journal::Head,
    sync::{Peer, PeerError, Status},
};

use super::{changed, go_on, other_checksum, series};
use crate::support::{
    happenings::{checked_in, note},
    postgres::{peer, shared},
};

fn said(at: &Zoned) -> Status {
    Status {
        name: "Library".to_owned(),
        program: "waymark 0.1.0".to_owned(),
        at: at.clone(),
        heads: BTreeMap::from([("BBBBBBBBBBBB".into(), 3)]),
        retired: false,
    }
}

#[test]
fn entries_arrive_to_the_letter_and_statuses_are_heard() {
    let ways = shared().class("CARRYLETTERS", 2);
    let mut one = peer(&ways[0], "BBBBBBBBBBBB", "CARRYLETTERS");
    let mut other = peer(&ways[1], "CCCCCCCCCCCC", "CARRYLETTERS");
    let mut events: Vec<Event> = (0..40).map(|_| checked_in("1", "library")).collect();
    events.push(note(
        "2",
        "¿Quién? 🦊 \u{202e}\u{feff}\u{0} 'quote\" \\ {a,b}",
    ));
    events.push(
        serde_json::from_str(r#"{"kind":"of_the_future","student":"1","weight":[1, 2.50,null]}"#)
            .unwrap(),
    );
    let entries = go_on("BBBBBBBBBBBB", Head::default(), events);

    assert_eq!(one.survey().unwrap().heads, BTreeMap::new());
    assert_eq!(one.send(&entries).unwrap(), []);
    let at = "2026-09-01T08:00:00-04:00[America/New_York]"
        .parse()
        .unwrap();
    one.tell(&said(&at)).unwrap();

    let survey = other.survey().unwrap();
    let tablet = TabletId::from("BBBBBBBBBBBB");
    assert_eq!(
        survey.heads,
        BTreeMap::from([(tablet.clone(), entries[41].head())])
    );
    assert_eq!(survey.heard.len(), 1);
    assert_eq!(
        (&survey.heard[0].tablet, &survey.heard[0].status),
        (&tablet, &said(&at))
    );
    assert_eq!(survey.oddities, []);
    assert_eq!(other.fetch(&tablet, 0, 1_000).unwrap(), entries);
    assert_eq!(other.fetch(&tablet, 40, 1_000).unwrap(), entries[40..]);
    assert_eq!(other.fetch(&tablet, 10, 5).unwrap(), entries[10..15]);
    assert_eq!(other.fetch(&tablet, 42, 5).unwrap(), []);
    assert_eq!(other.fetch(&"DDDDDDDDDDDD".into(), 0, 5).unwrap(), []);

    one.tell(&Status {
        retired: true,
        ..said(&at)
    })
    .unwrap();
    let heard = other.survey().unwrap().heard;
    assert_eq!(heard.len(), 1);
    assert!(heard[0].status.retired);
}

#[test]
fn what_is_sent_twice_is_there_once_and_whoever_has_it_hands_it_on() {
    let ways = shared().class("CARRYTWICE", 2);
    let entries = series("BBBBBBBBBBBB", 20);
    let tablet = TabletId::from("BBBBBBBBBBBB");
    let mut one = peer(&ways[0], "BBBBBBBBBBBB", "CARRYTWICE");
    let mut other = peer(&ways[1], "CCCCCCCCCCCC", "CARRYTWICE");
    assert_eq!(one.send(&entries[..12]).unwrap(), []);
    assert_eq!(one.send(&entries[..12]).unwrap(), []);
    assert_eq!(other.send(&entries[6..]).unwrap(), []);
    assert_eq!(one.send(&entries).unwrap(), []);
    assert_eq!(one.fetch(&tablet, 0, 100).unwrap(), entries);
}

#[test]
fn gaps_and_forks_are_refused_by_name_and_hold_up_no_other_series() {
    let ways = shared().class("CARRYFORKS", 1);
    let mut peer = peer(&ways[0], "BBBBBBBBBBBB", "CARRYFORKS");
    let entries = series("BBBBBBBBBBBB", 8);
    let tablet = TabletId::from("BBBBBBBBBBBB");

    let refused = peer.send(&entries[2..4]).unwrap();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert_eq!(refused[0].entry, entries[2].id);
    assert_eq!(
        refused[0].why,
        "entry BBBBBBBBBBBB-2, which comes before it, is not there"
    );
    assert_eq!(
        refused[1].why,
        "it follows entry BBBBBBBBBBBB-3, which was not taken"
    );

    assert_eq!(peer.send(&entries[..5]).unwrap(), []);
    let mut fork = entries[..3].to_vec();
    fork.extend(go_on(
        "BBBBBBBBBBBB",
        entries[2].head(),
        (0..4).map(|_| checked_in("9", "carpet")),
    ));
    let refused = peer.send(&fork).unwrap();
    let names: Vec<String> = refused
        .iter()
        .map(|refusal| refusal.entry.to_string())
        .collect();
    assert_eq!(
        names,
        [
            "BBBBBBBBBBBB-4",
            "BBBBBBBBBBBB-5",
            "BBBBBBBBBBBB-6",
            "BBBBBBBBBBBB-7"
        ]
    );
    assert!(
        refused[0].why.contains("copied or set back"),
        "{}",
        refused[0].why
    );

    peer.survey().unwrap();
    let refused = peer.send(&fork[5..]).unwrap();
    assert_eq!(
        refused[0].entry, fork[5].id,
        "it does not follow what is there"
    );
    let bent = changed(&entries[6], |stored| stored.checksum = other_checksum());
    let refused = peer.send(&[entries[5].clone(), bent]).unwrap();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].why.contains("was changed after it was written"));

    assert_eq!(peer.send(&entries[6..]).unwrap(), []);
    assert_eq!(peer.send(&series("CCCCCCCCCCCC", 3)).unwrap(), []);
    assert_eq!(peer.fetch(&tablet, 0, 100).unwrap(), entries);
    assert_eq!(peer.survey().unwrap().heads.len(), 2);
}

#[test]
fn an_entry_that_the_server_cannot_keep_is_refused_by_name_and_the_rest_goes_on() {
    let ways = shared().class("CARRYNUL", 1);
    let mut peer = peer(&ways[0], "BBBBBBBBBBBB", "CARRYNUL");
    let mut events: Vec<Event> = (0..9).map(|_| checked_in("1", "library")).collect();
    // A student whose name cannot be a text of PostgreSQL, though its JSON can.
    events.insert(5, note("1\u{0}2", "hello"));
    let entries = go_on("BBBBBBBBBBBB", Head::default(), events);
    let refused = peer.send(&entries).unwrap();
    assert_eq!(refused.len(), 5, "{refused:?}");
    assert_eq!(refused[0].entry, entries[5].id);
    assert!(
        refused[0]
            .why
            .starts_with("the server cannot keep entry BBBBBBBBBBBB-6: "),
        "{}",
        refused[0].why
    );
    assert_eq!(
        peer.fetch(&"BBBBBBBBBBBB".into(), 0, 100).unwrap(),
        entries[..5]
    );
    assert_eq!(peer.send(&series("CCCCCCCCCCCC", 3)).unwrap(), []);
}

#[test]
fn what_cannot_be_read_there_is_named_and_what_comes_before_it_is_had() {
    let server = shared();
    let ways = server.class("CARRYODD", 1);
    let mut peer = peer(&ways[0], "BBBBBBBBBBBB", "CARRYODD");
    peer.send(&series("BBBBBBBBBBBB", 6)).unwrap();
    peer.send(&series("CCCCCCCCCCCC", 6)).unwrap();
    server.admin("update waymark.entries set body = '{' where class = 'CARRYODD' and tablet like 'B%' and seq = 4").unwrap();
    server
        .admin(
            "delete from waymark.entries where class = 'CARRYODD' and tablet like 'C%' and seq = 3",
        )
        .unwrap();
    server
        .admin("insert into waymark.statuses values ('CARRYODD', 'DDD', '{\"name\":3}')")
        .unwrap();
    assert_eq!(peer.fetch(&"BBBBBBBBBBBB".into(), 0, 10).unwrap().len(), 3);
    assert_eq!(peer.fetch(&"CCCCCCCCCCCC".into(), 0, 10).unwrap().len(), 2);
    let odd = peer.survey().unwrap().oddities;
    let names: Vec<&str> = odd.iter().map(|odd| odd.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "entry BBBBBBBBBBBB-4",
            "entry CCCCCCCCCCCC-3",
            "status of DDD"
        ]
    );
}

#[test]
fn words_taken_out_are_gone_and_the_entry_keeps_its_place_and_checksum() {
    let server = shared();
    let ways = server.class("CARRYSCRUB", 2);
    let mut one = peer(&ways[0], "BBBBBBBBBBBB", "CARRYSCRUB");
    let mut entries = series("BBBBBBBBBBBB", 2);
    entries.extend(go_on(
        "BBBBBBBBBBBB",
        entries[1].head(),
        [note("2", "a secret word"), checked_in("1", "library")],
    ));
    one.send(&entries).unwrap();
    let blank = changed(&entries[2], |stored| {
        stored.body = r#"{"kind":"scrubbed"}"#.to_owned();
    });
    let foreign = changed(&blank, |stored| stored.checksum = other_checksum());
    assert_eq!(one.scrub(&[foreign]).unwrap(), 0);
    assert_eq!(one.scrub(std::slice::from_ref(&blank)).unwrap(), 1);
    assert_eq!(one.scrub(std::slice::from_ref(&blank)).unwrap(), 0);
    assert!(matches!(
        one.scrub(&entries[..1]),
        Err(PeerError::NotAllowed { .. })
    ));

    assert_eq!(
        one.send(&entries).unwrap(),
        [],
        "its twin with the words is the same entry"
    );
    let there = one.fetch(&"BBBBBBBBBBBB".into(), 0, 10).unwrap();
    assert_eq!(there[2], blank);
    assert_eq!(there[3], entries[3]);
    let words = "select count(*) from waymark.entries where class = 'CARRYSCRUB' and (body like '%secret%' or student = '2' and seq = 3)";
    assert_eq!(server.admin(words).unwrap(), "0");
    let mut empty = peer(&ways[1], "CCCCCCCCCCCC", "CARRYSCRUB");
    assert_eq!(
        empty.send(&there).unwrap(),
        [],
        "nor does it matter which comes second"
    );
}

#[test]
fn twenty_five_tablets_at_once_lose_nothing_and_double_nothing() {
    let ways = shared().class("CARRYCROWD", 25);
    let names: Vec<String> = (0..25_u8)
        .map(|n| format!("{}TABLETTABLE", char::from(b'A' + n)))
        .collect();
    thread::scope(|scope| {
        for (way, name) in ways.iter().zip(&names) {
            scope.spawn(move || {
                let mut peer = peer(way, name, "CARRYCROWD");
                let own = series(name, 60);
                // All hand on the same series too.
                let handed = series("ZZZZZZZZZZZZ", 60);
                for (own, handed) in own.chunks(20).zip(handed.chunks(20)) {
                    assert_eq!(peer.send(own).unwrap(), []);
                    assert_eq!(peer.send(handed).unwrap(), []);
                    peer.survey().unwrap();
                }
            });
        }
    });
    let mut peer = peer(&ways[0], &names[0], "CARRYCROWD");
    let heads = peer.survey().unwrap().heads;
    assert_eq!(heads.len(), 26);
    for (tablet, head) in heads {
        let there = peer.fetch(&tablet, 0, 1_000).unwrap();
        assert_eq!(there, series(tablet.as_str(), 60));
        assert_eq!(there[59].head(), head);
    }
}

#[test]
fn news_of_others_ends_a_wait_and_ones_own_does_not() {
    let ways = shared().class("CARRYNEWS", 2);
    let mut one = peer(&ways[0], "BBBBBBBBBBBB", "CARRYNEWS");
    let mut other = peer(&ways[1], "CCCCCCCCCCCC", "CARRYNEWS");
    let brief = Duration::from_millis(50);
    assert!(!one.has_news().unwrap(), "nobody listens");
    assert!(one.wait(brief).unwrap(), "nobody listened before");
    assert!(!one.wait(brief).unwrap());
    one.send(&series("BBBBBBBBBBBB", 2)).unwrap();
    assert!(!one.wait(brief).unwrap());
    other.send(&series("CCCCCCCCCCCC", 2)).unwrap();
    assert!(one.wait(Duration::from_secs(20)).unwrap());
    assert!(!one.wait(brief).unwrap());
    let head = series("CCCCCCCCCCCC", 2)[1].head();
    thread::scope(|scope| {
        let waits = scope.spawn(|| one.wait(Duration::from_secs(20)).unwrap());
        other
            .send(&go_on("CCCCCCCCCCCC", head, [checked_in("1", "carpet")]))
            .unwrap();
        assert!(waits.join().unwrap());
    });
    // Whoever has asked once listens from then on, and need not wait to hear.
    other.survey().unwrap();
    assert!(!other.has_news().unwrap());
    let head = series("BBBBBBBBBBBB", 2)[1].head();
    one.send(&go_on("BBBBBBBBBBBB", head, [checked_in("1", "carpet")]))
        .unwrap();
    shared().wait_until("news", || other.has_news().unwrap());
    assert!(!other.has_news().unwrap());
}

#[test]
fn a_server_of_another_class_is_refused_at_every_call() {
    let server = shared();
    let ways = server.class("CARRYMINE", 1);
    let mut wrong = peer(&ways[0], "BBBBBBBBBBBB", "CARRYOTHER");
    let told = wrong.send(&series("BBBBBBBBBBBB", 1)).unwrap_err();
    assert!(
        matches!(&told, PeerError::OtherClass { theirs, .. } if theirs.as_str() == "CARRYMINE"),
        "{told}"
    );
    assert!(matches!(wrong.survey(), Err(PeerError::OtherClass { .. })));
    assert!(matches!(
        wrong.fetch(&"BBBBBBBBBBBB".into(), 0, 1),
        Err(PeerError::OtherClass { .. })
    ));
}
