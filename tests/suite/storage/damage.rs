//! Damaged files: set aside, never deleted, and everything that can be vouched for brought back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil;
use proptest::prelude::*;
use waymark::{
    domain::event::{Actor, Event},
    journal::{Damage, Entry},
    storage::{Journal, OpenError, Restored},
};

use crate::support::happenings::{all, checked_in, fold, morning, note, open, random, small_class};

fn file(folder: &Path) -> PathBuf {
    folder.join("waymark.sqlite")
}

/// A closed journal of a hundred entries with long notes among them, and all of these entries.
fn school_day(folder: &Path, snapshot: bool) -> Vec<Entry> {
    let mut journal = small_class(folder, 60);
    if snapshot {
        assert!(journal.snapshot(civil::date(2026, 9, 1)).unwrap());
    }
    for n in 0..40 {
        let length = usize::try_from(n * n * 8).unwrap();
        let event = note("1", &"well done ".repeat(length / 10));
        let at = morning(100 + n);
        journal
            .append(&at, &Actor::Teacher("ms-lee".into()), &[event])
            .unwrap();
    }
    let entries = all(&journal);
    journal.close().unwrap();
    entries
}

/// Opens a folder whose file is damaged.
fn restore(folder: &Path) -> (Journal, Restored) {
    let now = morning(7_200);
    let opened = Journal::open(folder, &now, &mut rand::rng()).unwrap();
    let length = fs::metadata(file(folder)).map(|file| file.len());
    let noticed = opened
        .restored
        .unwrap_or_else(|| panic!("of {length:?} bytes, unnoticed"));
    (opened.journal, noticed)
}

/// The entries of the old tablet that are back, after checks that hold for every restoration.
fn back(journal: &Journal, restored: &Restored, before: &[Entry]) -> Vec<Entry> {
    let entries = all(journal);
    let old = &before[0].id.tablet;
    assert_ne!(journal.tablet(), old, "a restored tablet is a new one");
    let (back, own): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(|e| e.id.tablet == *old);
    assert!(
        back.iter().all(|entry| before.contains(entry)),
        "nothing is made up"
    );
    assert_eq!(back.len() as u64, restored.entries);
    assert!(matches!(own[0].event, Event::TabletJoined { .. }));
    let set_aside = restored.set_aside.as_deref().and_then(Path::file_name);
    assert_eq!(
        own[1].event,
        Event::TabletRestored {
            set_aside: set_aside.unwrap_or_default().to_string_lossy().into_owned(),
            entries: restored.entries,
        }
    );
    assert_eq!(own.len(), 2);
    assert_eq!(*journal.records(), fold(&entries));
    let damage = journal.verify(|_| {}).unwrap().damage;
    let gaps = |damage: &Damage| matches!(damage, Damage::Missing { .. });
    assert!(damage.iter().all(gaps), "{damage:?}");
    back
}

#[test]
fn a_file_cut_short_anywhere_gives_back_the_snapshot_and_what_is_left_of_it() {
    let original = tempfile::tempdir().unwrap();
    let before = school_day(original.path(), true);
    let bytes = fs::read(file(original.path())).unwrap();
    for cut in [
        0,
        1,
        99,
        4_096,
        5_000,
        20_480,
        bytes.len() / 2,
        bytes.len() - 4_096,
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("snapshots")).unwrap();
        let snapshot = "snapshots/waymark-2026-09-01.sqlite";
        fs::copy(original.path().join(snapshot), folder.path().join(snapshot)).unwrap();
        fs::write(file(folder.path()), &bytes[..cut]).unwrap();

        let (journal, restored) = restore(folder.path());
        let back = back(&journal, &restored, &before);
        assert!(back.len() >= 60, "cut at {cut}");
        assert_eq!(restored.entries, 60 + restored.salvaged, "cut at {cut}");
        assert_eq!(restored.snapshot, Some(folder.path().join(snapshot)));
        let set_aside = restored.set_aside.unwrap();
        assert_eq!(
            fs::read(set_aside).unwrap(),
            &bytes[..cut],
            "kept as it was"
        );
        drop(journal);
        open(folder.path());
    }
}

#[test]
fn a_file_whose_first_page_is_overwritten_gives_everything_back_without_a_snapshot() {
    for place in [0..16, 0..72, 0..100, 0..2_000, 0..4_096, 24..100, 68..72] {
        let folder = tempfile::tempdir().unwrap();
        let before = school_day(folder.path(), false);
        let mut bytes = fs::read(file(folder.path())).unwrap();
        bytes[place.clone()].fill(0xA5);
        fs::write(file(folder.path()), &bytes).unwrap();

        let (journal, restored) = restore(folder.path());
        assert_eq!(back(&journal, &restored, &before), before, "{place:?}");
        assert_eq!(restored.snapshot, None);
        let name = restored.set_aside.unwrap();
        assert!(
            name.ends_with("waymark-damaged-20260901T140000Z.sqlite"),
            "{name:?}"
        );
    }
}

#[test]
fn what_was_only_in_the_write_ahead_log_comes_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 10);
    journal
        .append(&morning(50), &Actor::Tablet, &[checked_in("1", "door")])
        .unwrap();
    let before = all(&journal);
    // As the power fails: the log is full, the file itself was hardly written.
    let crashed = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("waymark.sqlite{suffix}");
        fs::copy(folder.path().join(&name), crashed.path().join(&name)).unwrap();
    }
    let whole = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("waymark.sqlite{suffix}");
        fs::copy(crashed.path().join(&name), whole.path().join(&name)).unwrap();
    }
    assert_eq!(
        all(&open(whole.path())),
        before,
        "no damage: SQLite recovers by itself"
    );

    fs::write(file(crashed.path()), []).unwrap();
    let log = fs::read(crashed.path().join("waymark.sqlite-wal")).unwrap();
    let (journal, restored) = restore(crashed.path());
    assert_eq!(back(&journal, &restored, &before), before);
    let mut kept = restored.set_aside.unwrap().into_os_string();
    kept.push("-wal");
    assert_eq!(fs::read(kept).unwrap(), log, "the log is kept as it was");
}

#[test]
fn a_journal_that_vanished_comes_back_from_its_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let before = school_day(folder.path(), true);
    fs::remove_file(file(folder.path())).unwrap();
    let (journal, restored) = restore(folder.path());
    assert_eq!(back(&journal, &restored, &before), before[..60]);
    assert_eq!((restored.set_aside, restored.salvaged), (None, 0));
}

#[test]
fn an_unsound_snapshot_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let before = school_day(folder.path(), true);
    let snapshots = folder.path().join("snapshots");
    let sound = snapshots.join("waymark-2026-09-01.sqlite");
    let broken = snapshots.join("waymark-2026-09-02.sqlite");
    let edited = snapshots.join("waymark-2026-09-03.sqlite");
    fs::write(&broken, "not a database").unwrap();
    fs::copy(&sound, &edited).unwrap();
    let edit = "UPDATE entries SET body = replace(body, 'Maya', 'Mia')";
    rusqlite::Connection::open(&edited)
        .unwrap()
        .execute(edit, [])
        .unwrap();
    fs::write(file(folder.path()), vec![7; 9_000]).unwrap();
    let (journal, restored) = restore(folder.path());
    assert_eq!(restored.snapshot, Some(sound));
    assert_eq!(back(&journal, &restored, &before), before[..60]);
}

#[test]
fn a_power_cut_during_the_restoration_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let before = school_day(folder.path(), false);
    // A restoration that was finished, but never put in its place ...
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(file(folder.path()), file(elsewhere.path())).unwrap();
    let mut bytes = fs::read(file(folder.path())).unwrap();
    bytes[..100].fill(0);
    fs::write(file(elsewhere.path()), &bytes).unwrap();
    let (journal, _) = restore(elsewhere.path());
    let finished = all(&journal);
    journal.close().unwrap();
    let waiting = folder
        .path()
        .join("waymark-restored-20260901T140000Z.sqlite");
    fs::copy(file(elsewhere.path()), &waiting).unwrap();
    // ... and one that was not finished.
    fs::write(folder.path().join("waymark-restoring.sqlite"), [1, 2, 3]).unwrap();

    for there in [true, false] {
        let cut = tempfile::tempdir().unwrap();
        for path in fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().path())
        {
            fs::copy(&path, cut.path().join(path.file_name().unwrap())).unwrap();
        }
        fs::write(file(cut.path()), &bytes).unwrap();
        if !there {
            fs::remove_file(file(cut.path())).unwrap();
        }
        let (journal, restored) = restore(cut.path());
        assert_eq!(all(&journal), finished);
        assert_eq!(finished.len(), before.len() + 2);
        assert_eq!(restored.set_aside.is_some(), there);
        assert!(!cut.path().join(waiting.file_name().unwrap()).exists());
    }
}

#[test]
fn a_damaged_file_that_another_waymark_has_open_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    school_day(folder.path(), false);
    let other = open(folder.path());
    let mut bytes = fs::read(file(folder.path())).unwrap();
    bytes[..100].fill(0);
    fs::write(file(folder.path()), &bytes).unwrap();
    fs::remove_file(folder.path().join("waymark.sqlite-wal")).unwrap();
    let refused = Journal::open(folder.path(), &morning(0), &mut random()).unwrap_err();
    assert!(matches!(refused, OpenError::InUse(_)), "{refused:?}");
    assert_eq!(fs::read(file(folder.path())).unwrap(), bytes);
    drop(other);
    restore(folder.path());
}

#[test]
fn a_damaged_file_is_named_when_it_is_only_read() {
    let folder = tempfile::tempdir().unwrap();
    school_day(folder.path(), false);
    let mut bytes = fs::read(file(folder.path())).unwrap();
    bytes[..100].fill(0);
    fs::write(file(folder.path()), &bytes).unwrap();
    let error = Journal::open_to_read(folder.path()).unwrap_err();
    assert!(matches!(error, OpenError::Damaged { .. }), "{error:?}");
    let error = waymark::storage::verify_folder(folder.path(), |_| {}).unwrap_err();
    let said = error
        .to_string()
        .replace(&folder.path().display().to_string(), "DATA");
    insta::assert_snapshot!(said, @"DATA/waymark.sqlite is damaged; nothing was changed. Start the kiosk: it sets the file aside and brings back everything that can be read.");
    assert_eq!(fs::read(file(folder.path())).unwrap(), bytes);
}

#[test]
fn a_large_file_is_looked_through_when_the_last_run_met_damage() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 10);
    let far_away = checked_in("1", &"far ".repeat(50_000));
    for n in 0..90 {
        let event = std::slice::from_ref(&far_away);
        journal
            .append(&morning(100 + n), &Actor::Tablet, event)
            .unwrap();
    }
    let before = all(&journal);
    journal.close().unwrap();
    let mut bytes = fs::read(file(folder.path())).unwrap();
    // Among the entries; the checkpoint comes after them, and a start reads that.
    let place = bytes.len() / 16_384 * 4_096;
    bytes[place..place + 4_096].fill(0xA5);
    fs::write(file(folder.path()), &bytes).unwrap();

    drop(open(folder.path()));
    let request = folder.path().join("waymark.check");
    fs::write(&request, []).unwrap();
    let (journal, restored) = restore(folder.path());
    assert!(!request.exists());
    let back = back(&journal, &restored, &before).len();
    assert!((before.len() - 2..before.len()).contains(&back), "{back}");
}

#[test]
fn seven_snapshots_are_kept_and_each_day_has_one() {
    let folder = tempfile::tempdir().unwrap();
    let journal = small_class(folder.path(), 10);
    for day in 1..=9 {
        assert!(journal.snapshot(civil::date(2026, 9, day)).unwrap());
        assert!(!journal.snapshot(civil::date(2026, 9, day)).unwrap());
    }
    let mut names: Vec<String> = fs::read_dir(folder.path().join("snapshots"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected: Vec<String> = (3..=9)
        .map(|day| format!("waymark-2026-09-0{day}.sqlite"))
        .collect();
    assert_eq!(names, expected, "and nothing beside them");
}

#[test]
fn a_snapshot_of_a_changed_entry_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let journal = small_class(folder.path(), 10);
    let edit = "UPDATE entries SET body = replace(body, 'Maya', 'Mia')";
    rusqlite::Connection::open(file(folder.path()))
        .unwrap()
        .execute(edit, [])
        .unwrap();
    let error = journal.snapshot(civil::date(2026, 9, 1)).unwrap_err();
    insta::assert_snapshot!(error, @"The journal has a damaged entry, so today's copy of it was not kept; the earlier copies are safe. Run `waymark journal verify` to see what is damaged.");
    assert_eq!(
        fs::read_dir(folder.path().join("snapshots"))
            .unwrap()
            .count(),
        0
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn garbage_anywhere_loses_at_most_what_it_covers(
        seed: u64,
        first in any::<prop::sample::Index>(),
        pages in 1..4_usize,
        snapshot: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let before = school_day(folder.path(), snapshot);
        let mut bytes = fs::read(file(folder.path())).unwrap();
        let first = first.index(bytes.len() / 4096);
        let end = (first + pages).min(bytes.len() / 4096) * 4096;
        let mut chance: rand::rngs::StdRng = rand::SeedableRng::seed_from_u64(seed);
        chance.fill_bytes(&mut bytes[first * 4096..end]);
        fs::write(file(folder.path()), &bytes).unwrap();

        let (journal, restored) = restore(folder.path());
        let back = back(&journal, &restored, &before);
        let least = if snapshot { 60 } else { 1 };
        prop_assert!(back.len() >= least);
        prop_assert_eq!(fs::read(restored.set_aside.unwrap()).unwrap(), bytes);
    }
}
