//! A folder that fails at the n-th thing it is asked for, for every n; and one that counts.

use std::{
    cell::Cell,
    io::{self, ErrorKind},
    path::Path,
    rc::Rc,
};

use waymark::sync::{
    Peer, PeerError,
    folder::{Disk, Files, FolderPeer, Found},
};

use super::beds::{A, B, all_of, class, names, peer, send, series};

/// Fails once nothing is left, and from then on.
#[derive(Clone)]
struct Plug {
    disk: Disk,
    left: Rc<Cell<Option<u32>>>,
    with: ErrorKind,
    /// Whether a write that fails leaves half a file under the real name, as a bad stick does.
    tears: bool,
    read: Rc<Cell<u32>>,
}

impl Plug {
    fn at(folder: &Path) -> Self {
        Self {
            disk: Disk::at(folder),
            left: Rc::default(),
            with: ErrorKind::NotFound,
            tears: false,
            read: Rc::default(),
        }
    }

    fn ask(&self) -> io::Result<()> {
        match self.left.get() {
            Some(0) => Err(self.with.into()),
            Some(left) => {
                self.left.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn peer(&self, tablet: &str) -> Result<FolderPeer<Self>, PeerError> {
        FolderPeer::over(
            self.clone(),
            "the stick".to_owned(),
            &class(),
            &tablet.into(),
        )
    }
}

impl Files for Plug {
    fn list(&mut self, folder: &str) -> io::Result<Vec<Found>> {
        self.ask()?;
        self.disk.list(folder)
    }

    fn read(&mut self, path: &str, from: u64, most: u64) -> io::Result<Vec<u8>> {
        self.ask()?;
        if path != "waymark-class.json" {
            self.read.set(self.read.get() + 1);
        }
        self.disk.read(path, from, most)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.ask() {
            if self.tears && self.left.take() == Some(0) {
                self.disk.write(path, &bytes[..bytes.len() * 2 / 3])?;
                self.left.set(Some(0));
            }
            return Err(error);
        }
        self.disk.write(path, bytes)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.ask()?;
        self.disk.remove(path)
    }
}

/// Sends what is lacking there, a few entries at a time, and reads all of it back.
fn work(plug: &Plug, entries: &[waymark::journal::Entry]) -> Result<(), PeerError> {
    let mut writer = plug.peer(A)?;
    let there = writer
        .survey()?
        .heads
        .get(&A.into())
        .map_or(0, |head| head.seq);
    for batch in entries[usize::try_from(there).unwrap()..].chunks(3) {
        assert_eq!(writer.send(batch)?, []);
    }
    let mut reader = plug.peer(B)?;
    let mut after = 0;
    reader.survey()?;
    loop {
        let more = reader.fetch(&A.into(), after, 4)?;
        let Some(last) = more.last() else {
            return Ok(());
        };
        let from = usize::try_from(after).unwrap();
        assert_eq!(more, entries[from..from + more.len()]);
        after = last.id.seq;
    }
}

fn at_every_step(with: ErrorKind, tears: bool, expected: impl Fn(&PeerError) -> bool) {
    let entries = series(A, 20);
    for n in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let mut plug = Plug::at(folder.path());
        (plug.with, plug.tears) = (with, tears);
        plug.left.set(Some(n));
        let result = work(&plug, &entries);
        let failed = plug.left.take() == Some(0);
        if let Err(error) = &result {
            assert!(expected(error), "step {n}: {error:?}");
        }
        // It is there again: all goes on as if nothing had been, however far it was.
        work(&plug, &entries).unwrap();
        assert_eq!(all_of(&mut peer(folder.path(), B), A), entries, "step {n}");
        let odd = peer(folder.path(), B).survey().unwrap().oddities;
        assert_eq!(odd, [], "step {n}");
        if !failed {
            assert!(n > 50, "{n}");
            return;
        }
    }
}

#[test]
fn a_folder_that_vanishes_at_any_step_is_away_and_all_goes_on_when_it_is_back() {
    at_every_step(ErrorKind::NotFound, false, |error| {
        matches!(error, PeerError::Away { .. })
    });
}

#[test]
fn a_folder_that_is_full_at_any_step_says_so_and_all_goes_on_when_there_is_room() {
    at_every_step(ErrorKind::StorageFull, false, |error| {
        matches!(error, PeerError::Full { .. })
    });
}

#[test]
fn a_stick_that_tears_files_is_mended_by_whoever_wrote_them() {
    at_every_step(ErrorKind::Other, true, |error| {
        matches!(error, PeerError::Away { .. })
    });
}

#[test]
fn a_look_around_with_nothing_new_reads_no_file_but_the_marker() {
    let folder = tempfile::tempdir().unwrap();
    send(&mut peer(folder.path(), A), &series(A, 300), 7);
    let plug = Plug::at(folder.path());
    let mut reader = plug.peer(B).unwrap();
    let first = reader.survey().unwrap();
    let read = plug.read.get();
    let files = names(folder.path(), A).len();
    assert!(
        read > 0 && usize::try_from(read).unwrap() <= 2 * files,
        "{read}"
    );
    for _ in 0..3 {
        assert_eq!(reader.survey().unwrap(), first);
    }
    assert_eq!(plug.read.get(), read);
}

#[test]
fn a_reader_finds_what_its_writer_has_made_one_of_many_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let entries = series(A, 40);
    let mut writer = peer(folder.path(), A);
    send(&mut writer, &entries[..20], 20);
    send(&mut writer, &entries[20..25], 5);
    let mut reader = peer(folder.path(), B);
    reader.survey().unwrap();
    send(&mut writer, &entries[25..], 15);
    let again = reader.fetch(&A.into(), 20, 100).unwrap();
    assert_eq!(again, entries[20..]);
}

#[test]
fn a_power_cut_between_a_merger_and_its_tidying_is_tidied_later() {
    let folder = tempfile::tempdir().unwrap();
    let entries = series(A, 21);
    let mut writer = peer(folder.path(), A);
    send(&mut writer, &entries[..10], 10);
    let home = folder.path().join("tablets").join(A);
    let part = home.join(&names(folder.path(), A)[0]);
    let kept = std::fs::read(&part).unwrap();
    send(&mut writer, &entries[10..20], 10);
    assert!(!part.exists());
    std::fs::write(&part, kept).unwrap();
    let mut writer = peer(folder.path(), A);
    assert_eq!(all_of(&mut writer, A), entries[..20]);
    send(&mut writer, &entries[20..], 1);
    assert!(!part.exists());
    assert_eq!(all_of(&mut peer(folder.path(), B), A), entries);
}
