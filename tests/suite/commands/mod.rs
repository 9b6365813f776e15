//! The built program, verb by verb, in folders of its own.

mod badge;
mod badge_print;
mod beside;
mod check;
mod demo;
mod doctor;
mod erase;
mod export;
mod join;
mod journal;
mod misuse;
mod restore;
mod roster;
mod server;
mod server_erase;
mod server_goes_on;
mod server_lost;
mod sync;
mod sync_setup;
mod teacher;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use jiff::Zoned;
use serde_json::Value;
use tempfile::TempDir;
use waymark::storage::Journal;

/// A place for one class: `class` is a copy of the sample class, `data` the data folder.
struct Desk(TempDir);

/// What the program said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
        copy(&sample, &desk.path("class"));
        desk
    }

    /// With three days of a class of eight.
    fn with_demo() -> Self {
        let desk = Self::new();
        let said = desk.run(&["demo", "--days", "3", "--students", "8"]);
        assert_eq!(said.code, 0, "{}", said.err);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The command, with this desk's folders named and nothing of the user's in sight.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command
            .args(args)
            .arg("--class")
            .arg(self.path("class"))
            .arg("--data")
            .arg(self.path("data"));
        self.bare(command)
    }

    /// The command without any folder named.
    fn bare(&self, mut command: Command) -> Command {
        command
            .current_dir(self.0.path())
            .env("HOME", self.path("home"))
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("WAYMARK_LOG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        self.said(self.command(args).output().unwrap())
    }

    /// With a text on standard input.
    fn run_with(&self, args: &[&str], input: &str) -> Said {
        self.fed(self.command(args), input)
    }

    /// On a terminal that somebody types on. Both outputs are one.
    fn run_on_a_terminal(&self, args: &[&str], typed: &str) -> Said {
        let command = self.command(args);
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let line: Vec<_> = words.map(|word| format!("'{}'", word.display())).collect();
        let mut script = Command::new("script");
        script.args(["-qec", &line.join(" "), "/dev/null"]);
        self.fed(self.bare(script), typed)
    }

    fn fed(&self, mut command: Command, input: &str) -> Said {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(input.as_bytes()).unwrap();
        drop(pipe);
        self.said(child.wait_with_output().unwrap())
    }

    /// What was said, with this desk's folder written as `DESK`.
    fn said(&self, output: Output) -> Said {
        let folder = self.0.path().display().to_string();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder, "DESK");
        Said {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// The values that a verb answers with, one a line.
    fn json(&self, args: &[&str]) -> Vec<Value> {
        let args = [args, &["--json"]].concat();
        let said = self.run(&args);
        let lines = said.out.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Replaces a word in a file of the class.
    fn swap(&self, file: &str, from: &str, to: &str) {
        let path = self.path("class").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The journal, as the kiosk opens it.
    fn journal(&self) -> Journal {
        let opened = Journal::open(&self.path("data"), &Zoned::now(), &mut rand::rng());
        opened.unwrap().journal
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let target = to.join(file.file_name());
        // Recordings are many and large, and tested elsewhere.
        if file.file_name() == "voice" {
            continue;
        }
        if file.file_type().unwrap().is_dir() {
            copy(&file.path(), &target);
        } else {
            fs::copy(file.path(), target).unwrap();
        }
    }
}
