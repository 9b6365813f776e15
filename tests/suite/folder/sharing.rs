//! Several tablets and one folder.

use std::{collections::BTreeMap, fs};

use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    domain::event::Actor,
    journal::{Entry, Status, Stored},
    storage::Journal,
    sync::{
        Ledger, Peer, PeerError,
        folder::{FolderPeer, class_of},
    },
};

use super::beds::{A, B, C, all_of, class, names, peer, round, send, series, series_with, status};
use crate::support::happenings::{all, checked_in, morning, note, small_class};
use crate::sync::conformance;

#[test]
fn a_new_folder_becomes_the_classs_and_refuses_another_class() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(class_of(folder.path()).unwrap(), None);
    peer(folder.path(), A);
    assert_eq!(class_of(folder.path()).unwrap(), Some(class()));
    let other = FolderPeer::open(folder.path(), &"XXXXXXXXXXXX".into(), &A.into());
    assert!(matches!(other, Err(PeerError::OtherClass { theirs, .. }) if theirs == class()));
}

#[test]
fn a_folder_that_is_not_there_is_away_and_is_never_made() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("stick");
    let away = FolderPeer::open(&gone, &class(), &A.into());
    assert!(matches!(away, Err(PeerError::Away { .. })));
    assert!(matches!(class_of(&gone), Err(PeerError::Away { .. })));
    assert!(!gone.exists());
}

#[test]
fn what_one_tablet_sends_another_reads_to_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let entries = series(A, 100);
    send(&mut peer(folder.path(), A), &entries, 9);
    let mut other = peer(folder.path(), B);
    assert_eq!(all_of(&mut other, A), entries);
    let survey = other.survey().unwrap();
    assert_eq!(
        survey.heads,
        BTreeMap::from([(A.into(), entries[99].head())])
    );
    assert_eq!(survey.oddities, []);
}

#[test]
fn three_journals_that_share_a_folder_end_up_the_same() {
    let shared = tempfile::tempdir().unwrap();
    let homes = [(); 3].map(|()| tempfile::tempdir().unwrap());
    small_class(homes[0].path(), 500).close().unwrap();
    let mut journals: Vec<_> = (0..)
        .zip(&homes)
        .map(|(seed, home)| {
            let mut random = StdRng::seed_from_u64(seed);
            let opened = Journal::open(home.path(), &morning(0), &mut random);
            opened.unwrap().journal
        })
        .collect();
    let ids: Vec<_> = journals
        .iter()
        .map(|journal| journal.tablet().clone())
        .collect();
    let mut peers: Vec<_> = ids
        .iter()
        .map(|id| FolderPeer::open(shared.path(), &class(), id).unwrap())
        .collect();
    for turn in 0..4 {
        for (journal, peer) in journals.iter_mut().zip(&mut peers) {
            let event = checked_in("1", "library");
            journal
                .append(&morning(1000 + turn), &Actor::Tablet, &[event])
                .unwrap();
            round(journal, peer).unwrap();
        }
    }
    for _ in 0..2 {
        for (journal, peer) in journals.iter_mut().zip(&mut peers) {
            assert_eq!(round(journal, peer).unwrap().oddities, []);
        }
    }
    let heads: Vec<_> = journals
        .iter_mut()
        .map(|journal| Ledger::heads(journal).unwrap())
        .collect();
    assert_eq!(heads[0], heads[1]);
    assert_eq!(heads[1], heads[2]);
    assert_eq!(heads[0].len(), 3, "{ids:?}");
    assert_eq!(all(&journals[0]).len(), all(&journals[2]).len());
}

#[test]
fn a_tablet_hands_on_what_another_wrote_in_its_own_folder() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let entries = series(A, 30);
    send(&mut peer(first.path(), A), &entries, 30);
    let carried = all_of(&mut peer(first.path(), B), A);
    send(&mut peer(second.path(), B), &carried, 30);
    assert!(!second.path().join("tablets").join(A).exists());
    assert_eq!(all_of(&mut peer(second.path(), C), A), entries);
}

#[test]
fn files_stay_few_however_many_batches_there_were() {
    let folder = tempfile::tempdir().unwrap();
    let entries = series(A, 1000);
    let mut one = peer(folder.path(), A);
    send(&mut one, &entries, 1);
    let names = names(folder.path(), A);
    assert!(names.len() <= 10, "{names:?}");
    assert_eq!(all_of(&mut one, A), entries);
}

#[test]
fn what_a_tablet_says_of_itself_reaches_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let said = status("Reading corner", BTreeMap::from([(A.into(), 14)]));
    peer(folder.path(), A).tell(&said).unwrap();
    let mut other = peer(folder.path(), B);
    let heard = other.survey().unwrap().heard;
    assert_eq!(heard.len(), 1);
    assert_eq!((&heard[0].tablet, &heard[0].status), (&A.into(), &said));
    let later = status("Carpet", BTreeMap::new());
    peer(folder.path(), A).tell(&later).unwrap();
    assert_eq!(other.survey().unwrap().heard[0].status, later);
}

#[test]
fn a_stick_that_is_pulled_out_is_away_even_where_its_empty_place_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = peer(folder.path(), A);
    send(&mut one, &series(A, 3), 3);
    fs::remove_dir_all(folder.path()).unwrap();
    assert!(matches!(one.survey(), Err(PeerError::Away { .. })));
    fs::create_dir(folder.path()).unwrap();
    assert!(matches!(one.survey(), Err(PeerError::Away { .. })));
    assert!(matches!(
        one.send(&series(A, 4)[3..]),
        Err(PeerError::Away { .. })
    ));
    let again = FolderPeer::open_again(folder.path(), &class(), &A.into());
    assert!(matches!(again, Err(PeerError::Away { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_shared_folder_keeps_every_claim_of_a_peer() {
    conformance::every_claim_holds(&mut || {
        let folder = tempfile::tempdir().unwrap();
        Box::new(move |tablet| Box::new(peer(folder.path(), tablet.as_str())))
    });
}

#[test]
fn a_tablet_says_the_same_again_once_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = peer(folder.path(), A);
    let mut said = status("Carpet", BTreeMap::from([(A.into(), 14)]));
    let first = said.clone();
    one.tell(&said).unwrap();
    for (seconds, wanted) in [(59, &first), (60, &status_at(&first, 60))] {
        said.at = morning(seconds);
        one.survey().unwrap();
        one.tell(&said).unwrap();
        assert_eq!(&one.survey().unwrap().heard[0].status, wanted);
    }
    said.heads.insert(A.into(), 15);
    one.tell(&said).unwrap();
    assert_eq!(one.survey().unwrap().heard[0].status, said);
}

fn status_at(status: &Status, seconds: i64) -> Status {
    Status {
        at: morning(seconds),
        ..status.clone()
    }
}

#[test]
fn words_that_must_be_erased_are_erased_from_the_own_segments_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    let secret = series_with(A, 9, |n| note("1", &format!("secret {n}")));
    let mut one = peer(folder.path(), A);
    send(&mut one, &secret[..6], 6);
    send(&mut one, &secret[6..8], 2);
    send(&mut one, &secret[8..], 1);
    let before = names(folder.path(), A);
    let blank = |entry: &Entry| {
        (entry.id.seq == 3).then(|| {
            Entry::read(Stored {
                id: entry.id.clone(),
                clock: entry.clock,
                at: entry.at_text().to_owned(),
                time_unsure: entry.time_unsure,
                actor: "\"tablet\"".to_owned(),
                body: "{\"kind\":\"blank\"}".to_owned(),
                checksum: entry.checksum,
            })
            .unwrap()
        })
    };
    assert_eq!(one.rewrite(blank).unwrap(), 1);
    assert_eq!(names(folder.path(), A), before);
    let there: String = before
        .iter()
        .map(|name| folder.path().join("tablets").join(A).join(name))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(!there.contains("secret 3"));
    assert!(there.contains("secret 4"));
    let mut other = peer(folder.path(), B);
    let read = all_of(&mut other, A);
    assert_eq!(other.survey().unwrap().oddities, []);
    assert_eq!(read.len(), 9);
    assert_eq!(&read[2].body[..], "{\"kind\":\"blank\"}");
    assert_eq!((&read[..2], &read[3..]), (&secret[..2], &secret[3..]));
    // Nobody can have another entry put in its place.
    let other = |entry: &Entry| Some(series(B, entry.id.seq).pop().unwrap());
    assert_eq!(one.rewrite(other).unwrap(), 0);
}
