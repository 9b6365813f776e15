//! Segments of thousands of entries, which a thread reads ahead: what is wrong with one is found there,
//! and what is right before it is used.

use std::{fs, path::Path};

use waymark::{journal::Entry, sync::Peer};

use super::beds::{A, B, C, names, peer, send, series};

/// So many entries, in a segment that is full and another one.
const MANY: usize = 23_000;
const FULL: usize = 20_000;

/// All that a peer has of A's series, asked for by the thousand, and how many things are wrong.
fn fetched(folder: &Path, most: usize) -> (Vec<Entry>, usize) {
    let mut reader = peer(folder, C);
    reader.survey().unwrap();
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |last| last.id.seq);
        let more = reader.fetch(&A.into(), after, most).unwrap();
        assert!(more.len() <= most);
        if more.is_empty() {
            break;
        }
        all.extend(more);
    }
    (all, reader.survey().unwrap().oddities.len())
}

/// Changes the n-th byte from the end of a tablet's segments.
fn change(folder: &Path, tablet: &str, segment: usize, from_end: usize) {
    let name = &names(folder, tablet)[segment];
    let path = folder.join("tablets").join(tablet).join(name);
    let mut bytes = fs::read(&path).unwrap();
    let place = bytes.len() - from_end;
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn of_a_damaged_segment_that_is_read_ahead_all_before_the_damage_is_used_and_it_is_named() {
    let entries = series(A, MANY as u64);
    // In the last line, which no entry is on; and some entries before that.
    for (segment, from_end, had) in [
        (0, 10, MANY),
        (1, 10, MANY),
        (1, 90_000, MANY),
        (0, 90_000, FULL),
    ] {
        let folder = tempfile::tempdir().unwrap();
        send(&mut peer(folder.path(), A), &entries, FULL);
        assert_eq!(names(folder.path(), A).len(), 2);
        change(folder.path(), A, segment, from_end);
        for most in [FULL, 2_500] {
            let (all, wrong) = fetched(folder.path(), most);
            let place = format!("{segment} {from_end} {most}: {}", all.len());
            assert_eq!(wrong, 1, "{place}");
            assert!(all == entries[..all.len()], "{place}");
            let lacks = if from_end == 10 { 0..1 } else { 50..500 };
            assert!(lacks.contains(&(had - all.len())), "{place}");
        }
    }
}

#[test]
fn another_copy_goes_on_where_a_segment_that_is_read_ahead_breaks_off() {
    let entries = series(A, MANY as u64);
    let folder = tempfile::tempdir().unwrap();
    send(&mut peer(folder.path(), A), &entries, FULL);
    let elsewhere = tempfile::tempdir().unwrap();
    send(&mut peer(elsewhere.path(), B), &entries, 9_000);
    let below = format!("tablets/{B}");
    fs::rename(elsewhere.path().join(&below), folder.path().join(&below)).unwrap();
    for segment in 0..2 {
        change(folder.path(), A, segment, 600_000);
    }
    for most in [2_048, FULL] {
        let (all, wrong) = fetched(folder.path(), most);
        assert!(all == entries, "{most}: {}", all.len());
        assert!((1..=2).contains(&wrong), "{wrong}");
    }
}
