//! What should not be in a shared folder: each thing is named once, and all the rest is read.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use waymark::{
    journal::{Checksum, Entry, segment},
    sync::{
        Oddity, Peer, PeerError,
        folder::{FolderPeer, class_of},
    },
};

use super::beds::{A, B, C, all_of, class, names, peer, send, series, series_with, status};
use crate::support::happenings::note;

/// A folder in which A has five entries in one segment and B three.
struct Bed {
    folder: tempfile::TempDir,
    a: Vec<Entry>,
    b: Vec<Entry>,
}

impl Bed {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (series(A, 5), series(B, 3));
        send(&mut peer(folder.path(), A), &a, 5);
        send(&mut peer(folder.path(), B), &b, 3);
        Self { folder, a, b }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A's segment.
    fn segment(&self) -> PathBuf {
        let name = names(self.path(), A)
            .into_iter()
            .find(|name| name.contains("segment"));
        self.path().join("tablets").join(A).join(name.unwrap())
    }

    /// What a third tablet finds odd after it has read all it can.
    fn odd(&self) -> Vec<Oddity> {
        let mut reader = peer(self.path(), C);
        let a = all_of(&mut reader, A);
        assert_eq!(a, self.a[..a.len()], "no false entry");
        assert_eq!(all_of(&mut reader, B), self.b, "the others are not held up");
        let odd = reader.survey().unwrap().oddities;
        assert_eq!(
            reader.survey().unwrap().oddities,
            odd,
            "the same the next time"
        );
        odd
    }

    fn shown(&self) -> Vec<String> {
        let odd = self.odd().into_iter();
        odd.map(|odd| format!("{} {}", odd.name, odd.what))
            .collect()
    }
}

#[test]
fn a_segment_cut_at_any_byte_is_named_once_and_holds_up_nobody() {
    let bed = Bed::new();
    let path = bed.segment();
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let odd = bed.odd();
        assert_eq!(odd.len(), 1, "{length}: {odd:?}");
        assert!(
            odd[0].name.starts_with("tablets/BBBBBBBBBBBB/BBBB"),
            "{odd:?}"
        );
        let known = ["is cut short", "was changed after it was written"];
        assert!(known.contains(&odd[0].what.as_str()), "{odd:?}");
    }
}

#[test]
fn entries_before_the_cut_are_used() {
    let bed = Bed::new();
    let path = bed.segment();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 100]).unwrap();
    let mut reader = peer(bed.path(), C);
    assert_eq!(reader.survey().unwrap().heads[&A.into()], bed.a[3].head());
    assert_eq!(all_of(&mut reader, A), bed.a[..4]);
}

#[test]
fn a_flipped_byte_anywhere_is_named_once_and_gives_no_false_entry() {
    let bed = Bed::new();
    let path = bed.segment();
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        fs::write(&path, &flipped).unwrap();
        assert_eq!(bed.odd().len(), 1, "{at}");
    }
}

#[test]
fn what_a_reader_cannot_read_is_written_again_by_its_writer() {
    let bed = Bed::new();
    let path = bed.segment();
    let mut flipped = fs::read(&path).unwrap();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(&path, flipped).unwrap();

    let mut writer = peer(bed.path(), A);
    let mut reader = peer(bed.path(), C);
    assert_eq!(writer.survey().unwrap().heads[&A.into()], bed.a[4].head());
    assert!(all_of(&mut reader, A).len() < 5);
    reader.tell(&status("Carpet", BTreeMap::new())).unwrap();

    let survey = writer.survey().unwrap();
    assert_eq!(
        survey.heads[&A.into()],
        bed.a[1].head(),
        "it is sent again from there on"
    );
    assert_eq!(survey.oddities.len(), 1);
    assert_eq!(writer.send(&bed.a[2..]).unwrap(), []);
    assert_eq!(writer.survey().unwrap().oddities, []);

    assert_eq!(all_of(&mut reader, A), bed.a);
    assert_eq!(reader.survey().unwrap().oddities, []);
}

#[test]
fn another_copy_of_a_damaged_segment_is_read_instead() {
    let bed = Bed::new();
    let carried = all_of(&mut peer(bed.path(), C), A);
    let other = tempfile::tempdir().unwrap();
    send(&mut peer(other.path(), C), &carried, 5);
    let copy = format!("tablets/{C}");
    fs::create_dir_all(bed.path().join(&copy)).unwrap();
    for name in names(other.path(), C) {
        let from = other.path().join(&copy).join(&name);
        fs::copy(from, bed.path().join(&copy).join(name)).unwrap();
    }
    let path = bed.segment();
    let mut flipped = fs::read(&path).unwrap();
    flipped[600] ^= 1;
    fs::write(&path, flipped).unwrap();
    let mut reader = peer(bed.path(), "EEEEEEEEEEEE");
    assert_eq!(all_of(&mut reader, A), bed.a);
    assert_eq!(reader.survey().unwrap().oddities.len(), 1);
}

#[test]
#[cfg(unix)]
fn a_zoo_of_things_is_named_and_holds_up_nobody() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener};

    let bed = Bed::new();
    let tablets = bed.path().join("tablets");
    let a = tablets.join(A);
    let name = |n: u32| format!("{A}-{n:010}-{n:010}-0123456789abcdef.segment");
    fs::write(a.join("homework.docx"), "PK").unwrap();
    fs::write(a.join("line\nbreak\u{1b}[2J.segment"), "").unwrap();
    fs::write(a.join("gnp.\u{202e}tnemges"), "").unwrap();
    fs::write(a.join(OsStr::from_bytes(b"not\xff\xfeutf8")), "").unwrap();
    fs::write(a.join(name(31)), "PK\x03\x04").unwrap();
    let sparse = File::create(a.join(name(32))).unwrap();
    sparse.set_len(10 << 30).unwrap();
    symlink("/etc/passwd", a.join(name(33))).unwrap();
    symlink("/nowhere", a.join("link")).unwrap();
    fs::create_dir(a.join(name(34))).unwrap();
    let fifo = a.join(name(35));
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let _socket = UnixListener::bind(a.join("s")).unwrap();
    fs::write(tablets.join("readme.txt"), "").unwrap();
    fs::create_dir(tablets.join("my stuff")).unwrap();
    symlink(&a, tablets.join("FFFFFFFFFFFF")).unwrap();
    symlink("/dev/zero", a.join("status.json")).unwrap();
    insta::assert_snapshot!(bed.shown().join("\n"), @r"
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000031-0000000031-0123456789abcdef.segment is not a segment, whatever its name says
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000032-0000000032-0123456789abcdef.segment is too large to be a segment
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000033-0000000033-0123456789abcdef.segment is a link, and links are not followed
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000034-0000000034-0123456789abcdef.segment is a folder where only files belong
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000035-0000000035-0123456789abcdef.segment is a device or a pipe, and is never opened
    tablets/BBBBBBBBBBBB/gnp.\u{202e}tnemges is not a file of Waymark's
    tablets/BBBBBBBBBBBB/homework.docx is not a file of Waymark's
    tablets/BBBBBBBBBBBB/line\nbreak\u{1b}[2J.segment is not a file of Waymark's
    tablets/BBBBBBBBBBBB/link is a link, and links are not followed
    tablets/BBBBBBBBBBBB/not\xff\xfeutf8 is not a file of Waymark's
    tablets/BBBBBBBBBBBB/s is a device or a pipe, and is never opened
    tablets/BBBBBBBBBBBB/status.json is a link, and links are not followed
    tablets/FFFFFFFFFFFF is a link, and links are not followed
    tablets/my stuff is not named like a tablet
    tablets/readme.txt is not a file of Waymark's
    ");
}

#[test]
fn segments_of_others_and_of_later_are_named() {
    let bed = Bed::new();
    let a = bed.path().join("tablets").join(A);
    let many = series(A, 9);
    let write = |class: &str, from: usize, to: usize| {
        let before = many[..from]
            .last()
            .map_or(Checksum::START, |entry| entry.checksum);
        let written = segment::write(&class.into(), before, &many[from..to]);
        let (name, text) = written.unwrap().unwrap();
        (name.to_string(), String::from_utf8(text).unwrap())
    };
    let ours = class();
    let (theirs, text) = write("XXXXXXXXXXXX", 5, 6);
    fs::write(a.join(theirs), text).unwrap();
    let (newer, text) = write(ours.as_str(), 5, 7);
    fs::write(a.join(newer), text.replace("\"form\":1", "\"form\":2")).unwrap();
    let (name, _) = write(ours.as_str(), 5, 8);
    let (_, other) = write(ours.as_str(), 5, 9);
    fs::write(a.join(name), other).unwrap();
    insta::assert_snapshot!(bed.shown().join("\n"), @r"
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000006-0000000006-76a6d78149f1d6e8.segment belongs to another class, XXXXXXXXXXXX
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000006-0000000007-bb6d96d9695b07e4.segment was written by a newer Waymark, in form 2
    tablets/BBBBBBBBBBBB/BBBBBBBBBBBB-0000000006-0000000008-f9064a31f895135e.segment does not hold what its name says
    ");
}

#[test]
fn what_carries_the_folder_around_may_leave_its_own_files() {
    let bed = Bed::new();
    let a = bed.path().join("tablets").join(A);
    for name in [
        ".syncthing.status.json.tmp",
        "~syncthing~x.tmp",
        ".DS_Store",
        "._status.json",
        "desktop.ini",
        "Thumbs.db",
        "x.segment.4711.tmp",
        ".nfs0000001",
    ] {
        fs::write(a.join(name), "?").unwrap();
        fs::write(bed.path().join("tablets").join(name), "?").unwrap();
    }
    for name in [".stfolder", ".stversions", "Homework", "lost+found"] {
        fs::create_dir(bed.path().join(name)).unwrap();
    }
    assert_eq!(bed.odd(), []);
    fs::write(
        a.join("status.sync-conflict-20260901-080000-ABCDEFG.json"),
        "?",
    )
    .unwrap();
    let shown = bed.shown();
    assert_eq!(shown.len(), 1);
    assert!(
        shown[0].contains("one tablet is a copy of another"),
        "{shown:?}"
    );
}

#[test]
fn a_heap_of_strange_files_is_counted_and_not_all_named() {
    let bed = Bed::new();
    let a = bed.path().join("tablets").join(A);
    for n in 0..500 {
        fs::write(a.join(format!("IMG_{n:04}.jpg")), "").unwrap();
    }
    let shown = bed.shown();
    assert_eq!(shown.len(), 21);
    let counted = format!("tablets/{A} holds 480 more things that are strange there");
    assert_eq!(shown[0], counted);
    assert!(shown[20].contains("IMG_0019.jpg"), "{shown:?}");
}

#[test]
fn a_tablet_sweeps_what_it_left_half_written_and_nobody_elses() {
    let bed = Bed::new();
    let half = |tablet: &str| {
        let path = bed
            .path()
            .join("tablets")
            .join(tablet)
            .join("status.json.1.tmp");
        fs::write(&path, "{").unwrap();
        path
    };
    let (ours, theirs) = (half(A), half(B));
    peer(bed.path(), A);
    assert!(!ours.exists());
    assert!(theirs.exists());
}

#[test]
fn a_status_that_is_none_is_named_and_the_others_are_heard() {
    let bed = Bed::new();
    peer(bed.path(), B)
        .tell(&status("Carpet", BTreeMap::new()))
        .unwrap();
    let said = fs::read_to_string(bed.path().join("tablets").join(B).join("status.json")).unwrap();
    let broken = bed.path().join("tablets").join(A).join("status.json");
    let large = " ".repeat(2 << 20);
    let newer = said.replace("\"form\":1", "\"form\":2");
    let other = said.replace(class().as_str(), "XXXXXXXXXXXX");
    let mut reader = peer(bed.path(), C);
    for (text, what) in [
        ("", "is not what a tablet of this class says of itself"),
        (
            &said[..said.len() / 2],
            "is not what a tablet of this class says of itself",
        ),
        (
            "[1, 2]",
            "is not what a tablet of this class says of itself",
        ),
        (&other, "is not what a tablet of this class says of itself"),
        (&newer, "was written by a newer Waymark, in form 2"),
        (&large, "is too large to be a tablet's word"),
    ] {
        fs::write(&broken, text).unwrap();
        let survey = reader.survey().unwrap();
        let heard: Vec<_> = survey
            .heard
            .iter()
            .map(|heard| heard.tablet.as_str())
            .collect();
        assert_eq!(heard, [B]);
        assert_eq!(
            survey.oddities,
            [Oddity {
                name: format!("tablets/{A}/status.json"),
                what: what.to_owned()
            }]
        );
    }
}

#[test]
fn a_clock_that_is_years_ahead_changes_nothing() {
    let bed = Bed::new();
    let path = bed.segment();
    let ahead = SystemTime::now() + Duration::from_hours(20 * 365 * 24);
    for time in [ahead, SystemTime::UNIX_EPOCH] {
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        assert_eq!(bed.odd(), []);
        assert_eq!(all_of(&mut peer(bed.path(), C), A), bed.a);
    }
}

#[test]
fn two_tablets_under_one_name_show_in_the_listing_alone() {
    let bed = Bed::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = series_with(A, 5, |_| note("1", "by the copy"));
    send(&mut peer(elsewhere.path(), A), &other, 5);
    let [name] = &names(elsewhere.path(), A)[..] else {
        panic!("one segment");
    };
    let from = elsewhere.path().join("tablets").join(A).join(name);
    fs::copy(from, bed.path().join("tablets").join(A).join(name)).unwrap();
    let odd = peer(bed.path(), C).survey().unwrap().oddities;
    assert_eq!(odd.len(), 1);
    assert!(odd[0].what.contains("copied or set back"), "{odd:?}");
}

#[test]
fn of_a_series_that_went_two_ways_all_see_the_same_and_are_given_the_other() {
    let bed = Bed::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = series_with(A, 5, |_| note("1", "by the copy"));
    send(&mut peer(elsewhere.path(), C), &other, 5);
    let [name] = &names(elsewhere.path(), C)[..] else {
        panic!("one segment");
    };
    let to = bed.path().join("tablets").join(C);
    fs::create_dir_all(&to).unwrap();
    let from = elsewhere.path().join("tablets").join(C).join(name);
    fs::copy(from, to.join(name)).unwrap();
    let ways = [&bed.a, &other];
    let mut seen = Vec::new();
    for _ in 0..3 {
        let mut reader = peer(bed.path(), "EEEEEEEEEEEE");
        reader.survey().unwrap();
        let one = reader.fetch(&A.into(), 0, 9).unwrap();
        let given = reader.branches().unwrap();
        assert!(ways.contains(&&one) && ways.contains(&&given[0]));
        assert_ne!(one, given[0]);
        assert_eq!(reader.branches().unwrap(), given, "until it is taken in");
        reader.drop_branches().unwrap();
        reader.survey().unwrap();
        assert_eq!(reader.branches().unwrap(), Vec::<Vec<Entry>>::new());
        seen.push(one);
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}

#[test]
fn what_does_not_follow_is_refused_by_name() {
    let bed = Bed::new();
    let mut writer = peer(bed.path(), A);
    writer.survey().unwrap();
    let gap = writer.send(&series(A, 9)[6..]).unwrap();
    assert_eq!(gap.len(), 1);
    assert_eq!(gap[0].entry.to_string(), format!("{A}-7"));
    let other = series_with(A, 7, |_| note("1", "another life"));
    for from in [3, 5] {
        let fork = writer.send(&other[from..]).unwrap();
        assert_eq!(fork.len(), 1, "{from}");
        assert!(fork[0].why.contains("copied or set back"), "{fork:?}");
    }
    assert_eq!(
        writer.send(&bed.a).unwrap(),
        [],
        "what is there already is there"
    );
    assert_eq!(names(bed.path(), A).len(), 1);
}

#[test]
fn a_marker_that_is_damaged_is_written_again_unless_another_class_lives_there() {
    let bed = Bed::new();
    let marker = bed.path().join("waymark-class.json");
    for damaged in ["", "{\"waymark\":\"cla", "[]", "\0\0\0\0"] {
        fs::write(&marker, damaged).unwrap();
        assert!(matches!(
            class_of(bed.path()),
            Err(PeerError::Nonsense { .. })
        ));
        let other = FolderPeer::open(bed.path(), &"XXXXXXXXXXXX".into(), &C.into());
        assert!(matches!(other, Err(PeerError::OtherClass { theirs, .. }) if theirs == class()));
        assert_eq!(all_of(&mut peer(bed.path(), C), A), bed.a);
        assert_eq!(class_of(bed.path()).unwrap(), Some(class()));
    }
    let whole = fs::read(&marker).unwrap();
    for bit in 0..8 * whole.len() {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&marker, &flipped).unwrap();
        // A peer that knows its class goes on, and mends it.
        assert_eq!(all_of(&mut peer(bed.path(), C), A).len(), bed.a.len());
        assert_eq!(class_of(bed.path()).unwrap(), Some(class()), "bit {bit}");
    }
    fs::write(
        &marker,
        r#"{"waymark":"class","form":2,"classes":["a","b"]}"#,
    )
    .unwrap();
    let newer = FolderPeer::open(bed.path(), &class(), &C.into());
    assert!(matches!(newer, Err(PeerError::Newer { .. })));
}

#[test]
fn a_tablets_folder_that_is_something_else_is_nonsense() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tablets"), "a file").unwrap();
    let error = FolderPeer::open(folder.path(), &class(), &A.into()).unwrap_err();
    assert!(matches!(error, PeerError::Nonsense { .. }), "{error:?}");
}
