//! A tablet's own segments in a shared folder that are damaged.

use std::{fs, path::PathBuf};

use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    journal::{Entry, Stored},
    storage::Journal,
    sync::{Peer, folder::FolderPeer},
};

use super::beds::{A, B, C, all_of, names, peer, round, send, series, series_with};
use crate::support::happenings::{all, morning, note};

/// The path of the only segment in a tablet's folder.
fn segment(folder: &tempfile::TempDir, tablet: &str) -> PathBuf {
    let mut names = names(folder.path(), tablet);
    names.retain(|name| name.ends_with(".segment"));
    assert_eq!(names.len(), 1, "{names:?}");
    folder.path().join("tablets").join(tablet).join(&names[0])
}

/// Five entries of A in A's folder, of which the last bytes are gone.
fn cut_by(bytes: usize) -> (tempfile::TempDir, Vec<Entry>) {
    let folder = tempfile::tempdir().unwrap();
    let entries = series(A, 5);
    send(&mut peer(folder.path(), A), &entries, 5);
    let path = segment(&folder, A);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - bytes]).unwrap();
    (folder, entries)
}

#[test]
fn what_only_its_own_damaged_segment_has_of_another_series_reaches_a_tablet() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = StdRng::seed_from_u64(1);
    let mut journal = Journal::in_memory(&morning(0), &mut random).unwrap();
    let me = journal.tablet().to_string();
    // A copy of this tablet put them there before it got another name.
    let entries = series(A, 5);
    send(&mut peer(folder.path(), &me), &entries, 5);
    let path = segment(&folder, &me);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();

    let mut mine = peer(folder.path(), &me);
    round(&mut journal, &mut mine).unwrap();
    let mut had = all(&journal);
    had.retain(|entry| entry.id.tablet == entries[0].id.tablet);
    assert_eq!(had, entries);
    assert_eq!(fs::read(&path).unwrap(), whole, "and it is mended");
    assert_eq!(round(&mut journal, &mut mine).unwrap().oddities, []);
}

#[test]
fn what_can_be_read_of_a_damaged_segment_is_written_again_whole_by_its_writer_and_the_rest_sent_again()
 {
    for bytes in [1, 60, 100, 700] {
        let (folder, entries) = cut_by(bytes);
        let mut writer = peer(folder.path(), A);
        let read = writer.survey().unwrap().heads[&A.into()].seq;
        let read = usize::try_from(read).unwrap();
        assert!(read == 5 || bytes > 66, "{read}");
        let mut reader = peer(folder.path(), C);
        assert_eq!(all_of(&mut reader, A), entries[..read]);
        let listed = names(folder.path(), A);
        writer.survey().unwrap();
        assert_eq!(names(folder.path(), A), listed, "once is enough");
        writer.send(&entries[read..]).unwrap();
        assert_eq!(all_of(&mut reader, A), entries);
        for peer in [&mut writer, &mut reader] {
            assert_eq!(peer.survey().unwrap().oddities, []);
        }
    }
}

#[test]
fn a_damaged_segment_goes_once_all_that_it_held_lies_there_whole() {
    let (folder, entries) = cut_by(700);
    // Somebody else has all of it and hands it on.
    let elsewhere = tempfile::tempdir().unwrap();
    send(&mut peer(elsewhere.path(), B), &entries, 5);
    let below = format!("tablets/{B}");
    fs::rename(elsewhere.path().join(&below), folder.path().join(&below)).unwrap();
    let mut writer = peer(folder.path(), A);
    assert_eq!(writer.survey().unwrap().heads[&A.into()], entries[4].head());
    let survey = writer.survey().unwrap();
    assert_eq!(survey.heads[&A.into()], entries[4].head());
    assert_eq!(survey.oddities, []);
}

/// The texts of all segments of a tablet.
fn texts(folder: &tempfile::TempDir, tablet: &str) -> String {
    let path = folder.path().join("tablets").join(tablet);
    let texts = names(folder.path(), tablet).into_iter();
    let texts = texts.map(|name| fs::read(path.join(name)).unwrap());
    texts
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .collect()
}

#[test]
fn what_is_erased_is_not_written_again_out_of_a_segment_that_turns_out_to_be_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let secret = series_with(A, 9, |n| note("1", &format!("secret {n}")));
    let mut writer: FolderPeer = peer(folder.path(), A);
    send(&mut writer, &secret, 9);
    let path = segment(&folder, A);
    let mut bytes = fs::read(&path).unwrap();
    // Its beginning and its end are as they were, so nobody has noticed.
    let text = String::from_utf8(bytes.clone()).unwrap();
    let at = text.find("secret 6").unwrap();
    bytes[at] ^= 1;
    fs::write(&path, bytes).unwrap();
    let blank = |entry: &Entry| {
        let stored = Stored {
            id: entry.id.clone(),
            clock: entry.clock,
            at: entry.at_text().to_owned(),
            time_unsure: entry.time_unsure,
            actor: "\"tablet\"".to_owned(),
            body: "{\"kind\":\"scrubbed\"}".to_owned(),
            checksum: entry.checksum,
        };
        (entry.id.seq == 3).then(|| Entry::read(stored).unwrap())
    };
    writer.rewrite(blank).unwrap();
    writer.survey().unwrap();
    writer.send(&secret[5..]).unwrap();
    let there = texts(&folder, A);
    assert!(!there.contains("secret 3"), "{there}");
    assert!(there.contains("secret 6"), "{there}");
}
