//! The plug is pulled, or the disk is full. Both need a process of their own: the test program starts
//! itself again and runs one part of this file in it.

use std::{
    env,
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use waymark::{
    domain::event::Actor,
    storage::{Journal, StorageError},
};

use crate::support::{
    happenings::{all, checked_in, morning, note, open, random},
    pcscd::own_mounts,
};

/// Tells a part which folder to work in; without it the part has nothing to do.
const FOLDER: &str = "WAYMARK_TEST_FOLDER";

fn folder_of_this_part() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// The test program, told to run one part of this file alone.
fn part(command: &mut Command, name: &str, folder: &Path) -> Child {
    command
        .args(["--exact", &format!("storage::crash::{name}"), "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn part_that_appends_until_it_is_killed() {
    let Some(folder) = folder_of_this_part() else {
        return;
    };
    let mut journal = open(&folder);
    for n in 0.. {
        let events = [
            checked_in("1", "library"),
            note("1", &"x".repeat(n % 5_000)),
        ];
        let ids = journal
            .append(&morning(0), &Actor::Tablet, &events)
            .unwrap();
        let mut out = io::stdout().lock();
        writeln!(out, "\nsaved {}", ids[1]).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn whatever_was_said_to_be_saved_is_there_after_kill_9() {
    for round in 1..=6 {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env::current_exe().unwrap());
        let mut child = part(
            &mut command,
            "part_that_appends_until_it_is_killed",
            folder.path(),
        );
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut told = Vec::new();
        for line in lines.map_while(Result::ok) {
            told.extend(line.strip_prefix("saved ").map(str::to_owned));
            if told.len() == round * 17 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(told.len() >= round * 17);

        let mut journal = open(folder.path());
        let entries = all(&journal);
        let there: Vec<String> = entries.iter().map(|entry| entry.id.to_string()).collect();
        assert!(told.iter().all(|id| there.contains(id)));
        assert_eq!(entries.len() % 2, 1, "both of a pair, or none");
        assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
        journal
            .append(&morning(9), &Actor::Tablet, &[checked_in("1", "door")])
            .unwrap();
    }
}

#[test]
fn part_that_fills_a_small_disk() {
    let Some(disk) = folder_of_this_part() else {
        return;
    };
    let mut failures = 0;
    let filler = disk.join("filler");
    let data = disk.join("data");
    let mut journal = open(&data);
    for room in 0..24 {
        fill(&filler, room * 4_096);
        let before = all(&journal);
        let mut saved = Vec::new();
        let error = loop {
            let events = [checked_in("1", "library"), note("1", &"x".repeat(6_000))];
            match journal.append(&morning(1), &Actor::Tablet, &events) {
                Ok(ids) => saved.extend(ids),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StorageError::DiskFull(_)), "{error:?}");
        failures += 1;
        let after = all(&journal);
        assert_eq!(after[..before.len()], before);
        let new: Vec<_> = after[before.len()..].iter().map(|e| e.id.clone()).collect();
        assert_eq!(new, saved, "what was said to be saved, and nothing else");
        assert_eq!(journal.verify(|_| {}).unwrap().damage, []);

        fs::remove_file(&filler).unwrap();
        journal
            .append(&morning(2), &Actor::Tablet, &[checked_in("1", "door")])
            .unwrap();
        assert_eq!(journal.verify(|_| {}).unwrap().damage, []);
        let known = journal.records();
        journal.close().unwrap();
        journal = Journal::open(&data, &morning(3), &mut random())
            .unwrap()
            .journal;
        assert_eq!(journal.records(), known);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "\nfailures {failures}").unwrap();
}

/// Takes all the room there is but `left` bytes.
fn fill(filler: &Path, left: u64) {
    let mut file = File::create(filler).unwrap();
    let page = [7; 4_096];
    while file.write_all(&page).is_ok() {}
    let length = file.metadata().unwrap().len() / 4_096 * 4_096;
    file.set_len(length.saturating_sub(left)).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_refuses_an_append_whole_and_takes_the_next_once_there_is_room() {
    // A disk of 4 MB of its own.
    let disk = tempfile::tempdir().unwrap();
    let mut command = Command::new("unshare");
    command
        .args([own_mounts(), "sh", "-c"])
        .arg(r#"mount -t tmpfs -o size=4m tmpfs "$WAYMARK_TEST_FOLDER" && exec "$0" "$@""#)
        .arg(env::current_exe().unwrap());
    let child = part(&mut command, "part_that_fills_a_small_disk", disk.path());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("failures 24"), "{said}");
}
