//! Two processes of the program that share one folder at the same time, and one that is killed at it.

use std::{
    fs,
    io::{BufRead, BufReader, Lines},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Stdio},
    thread,
    time::Instant,
};

use serde_json::Value;

use super::Desk;
use crate::support::pcscd::PATIENCE;

/// A program that runs until this is dropped, killed without a word.
struct Running(Child);

impl Running {
    fn start(desk: &Desk, args: &[&str]) -> Self {
        let mut command = desk.command(args);
        Self(command.stdout(Stdio::piped()).spawn().unwrap())
    }

    fn lines(&mut self) -> Lines<BufReader<ChildStdout>> {
        BufReader::new(self.0.stdout.take().unwrap()).lines()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A tablet of the class that meets in that folder.
fn tablet(desk: Desk, folder: &Path) -> Desk {
    let file = desk.path("class").join("kiosk.toml");
    let mut text = fs::read_to_string(&file).unwrap();
    text += &format!("\n[sync]\nfolder = {:?}\n", folder.display().to_string());
    fs::write(file, text).unwrap();
    desk
}

fn two_tablets() -> (tempfile::TempDir, Desk, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let one = tablet(Desk::with_demo(), folder.path());
    let two = tablet(Desk::new(), folder.path());
    for desk in [&one, &two] {
        assert_eq!(desk.run(&["sync", "--once"]).code, 0);
    }
    (folder, one, two)
}

/// Links a badge and waits until the other tablet's journal tells of it.
fn recorded_here_arrives_there(here: &Desk, there: &mut impl Iterator<Item = Value>) {
    let said = here.run(&["badge", "link", "--student", "s02", "--new-code"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let own = here.journal().tablet().to_string();
    let last = here.json(&["journal", "tail", "-n", "50"]);
    let mut mine = last.iter().filter(|entry| entry["tablet"] == own.as_str());
    let entry = mine.rfind(|entry| entry["kind"] == "badge_linked").unwrap();
    let same =
        |other: &Value| (&other["tablet"], &other["seq"]) == (&entry["tablet"], &entry["seq"]);
    assert!(there.any(|other| same(&other)), "it never came");
}

fn entries(desk: &Desk) -> Vec<String> {
    let all = desk.json(&["journal", "tail", "-n", "100000"]);
    let mut ids: Vec<_> = all
        .iter()
        .map(|entry| format!("{}-{} {}", entry["tablet"], entry["seq"], entry["checksum"]))
        .collect();
    ids.sort();
    ids
}

fn whole_and_the_same(one: &Desk, two: &Desk) {
    for desk in [one, two, one, two] {
        let said = desk.json(&["sync", "--once"]);
        assert_eq!(said[0]["odd"], serde_json::json!([]), "{said:?}");
        assert_eq!(said[0]["parked"], serde_json::json!([]), "{said:?}");
    }
    assert_eq!(entries(one), entries(two));
    for desk in [one, two] {
        assert_eq!(desk.run(&["journal", "verify"]).code, 0);
    }
}

#[test]
fn what_is_recorded_while_two_programs_share_a_folder_reaches_both() {
    let (_folder, one, two) = two_tablets();
    let mut tails = [&one, &two]
        .map(|desk| Running::start(desk, &["journal", "tail", "--follow", "--json", "-n", "1"]));
    let [mut at_one, mut at_two] = tails.each_mut().map(|tail| {
        let lines = tail.lines();
        lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap())
    });
    let syncing = [&one, &two].map(|desk| Running::start(desk, &["sync"]));
    recorded_here_arrives_there(&one, &mut at_two);
    recorded_here_arrives_there(&two, &mut at_one);
    // Killed without a word, wherever they are.
    drop(syncing);
    let syncing = [&one, &two].map(|desk| Running::start(desk, &["sync"]));
    recorded_here_arrives_there(&one, &mut at_two);
    drop(syncing);
    whole_and_the_same(&one, &two);
}

/// Everything below a folder that is not a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_program_that_is_killed_in_the_middle_of_a_round_loses_and_doubles_nothing() {
    let (folder, one, two) = two_tablets();
    for turn in 0..6 {
        let (killed, other) = if turn % 2 == 0 {
            (&one, &two)
        } else {
            (&two, &one)
        };
        let said = killed.run(&["badge", "link", "--student", "s03", "--new-code"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let before = files(folder.path());
        let since = Instant::now();
        let mut running = Running::start(killed, &["sync", "--once"]);
        // Until it has begun to write there, or is done.
        while files(folder.path()) == before && running.0.try_wait().unwrap().is_none() {
            assert!(since.elapsed() < PATIENCE);
            thread::yield_now();
        }
        drop(running);
        assert_eq!(other.run(&["sync", "--once"]).code, 0);
    }
    whole_and_the_same(&one, &two);
    let left = files(folder.path());
    assert!(left.len() < 12, "{left:?}");
}

#[test]
fn many_programs_may_make_a_round_at_the_same_moment() {
    let (_folder, one, two) = two_tablets();
    for _ in 0..3 {
        for desk in [&one, &two] {
            let said = desk.run(&["badge", "link", "--student", "s04", "--new-code"]);
            assert_eq!(said.code, 0, "{}", said.err);
        }
        // Two of each: the same tablet may be at it twice, as a kiosk and as a verb.
        let rounds = [&one, &two, &one, &two].map(|desk| {
            let mut command = desk.command(&["sync", "--once"]);
            command.stdout(Stdio::null()).spawn().unwrap()
        });
        for mut round in rounds {
            let status = round.wait().unwrap();
            assert!(status.success(), "{status}");
        }
    }
    whole_and_the_same(&one, &two);
}
