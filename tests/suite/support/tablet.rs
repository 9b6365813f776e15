//! A tablet as it stands in a classroom: the built program in a real window, a real card service,
//! and a data folder of its own.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use super::{
    desktop::{Desktop, Running},
    pcscd::{Card, PATIENCE, Pcscd},
};

const WAYMARK: &str = env!("CARGO_BIN_EXE_waymark");
/// The card of Maya, as a chip.
pub const MAYA: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x80];
/// The card of Ms. Rivera.
pub const RIVERA: [u8; 7] = [0x04, 0xA2, 0x24, 0x5A, 0x12, 0x34, 0x99];

/// Her PIN.
const PIN: &str = "2580";

/// A tablet with the sample class, without a timetable so that the time of day does not matter, and
/// at work on the skill of November for ever.
pub struct Tablet {
    // Ended in this order.
    pub kiosk: Option<Running>,
    pub desktop: Desktop,
    pub cards: Pcscd,
    pub folder: TempDir,
}

impl Tablet {
    /// A fresh one.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config"),
            &folder.path().join("class"),
        );
        let timetable = folder.path().join("class/timetable.toml");
        let text = fs::read_to_string(&timetable).unwrap();
        let groups = text.split("[[block]]").next().unwrap();
        fs::write(&timetable, groups).unwrap();
        let skills = folder.path().join("class/skills.toml");
        let text = fs::read_to_string(&skills).unwrap();
        fs::write(&skills, text.replace("starts = 2027", "starts = 2999")).unwrap();
        Self {
            folder,
            desktop: Desktop::start(),
            cards: Pcscd::start(),
            kiosk: None,
        }
    }

    /// The same with Ms. Rivera, who has a card and a PIN.
    pub fn of_rivera() -> Self {
        let tablet = Self::new();
        tablet.knows_rivera();
        tablet
    }

    /// Ms. Rivera gets a card and a PIN.
    pub fn knows_rivera(&self) {
        self.link("--teacher", "rivera", &RIVERA);
        self.set_pin(PIN);
    }

    /// Gives somebody a card.
    pub fn link(&self, whose: &str, name: &str, uid: &[u8]) {
        let digits: Vec<_> = uid.iter().map(|byte| format!("{byte:02X}")).collect();
        self.waymark(&["badge", "link", whose, name, "--uid", &digits.concat()]);
    }

    /// The class pack.
    pub fn class(&self) -> PathBuf {
        self.folder.path().join("class")
    }

    /// Adds lines to its `kiosk.toml`.
    pub fn configure(&self, lines: &str) {
        let file = self.class().join("kiosk.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{text}\n{lines}\n")).unwrap();
    }

    pub fn waymark(&self, arguments: &[&str]) -> String {
        let output = self
            .command(Command::new(WAYMARK))
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn command(&self, mut command: Command) -> Command {
        command.arg("--class").arg(self.folder.path().join("class"));
        command.arg("--data").arg(self.folder.path().join("data"));
        command.env("PCSCLITE_CSOCK_NAME", self.cards.socket());
        let video = self.folder.path().join("video");
        if video.exists() {
            command.env("LD_PRELOAD", video.join("fakev4l.so"));
            command.env("FAKEV4L", video);
        }
        command
    }

    pub fn open_kiosk(&mut self, arguments: &[&str]) {
        // No test asks the machine's own printing service.
        self.open_kiosk_with(arguments, "CUPS_SERVER", "127.0.0.1:1");
    }

    /// The same where something else is to be seen first.
    pub fn open_kiosk_at(&mut self, arguments: &[&str], first: &str) {
        let mut command = self.command(self.desktop.command(WAYMARK));
        command.env("CUPS_SERVER", "127.0.0.1:1");
        command.arg("run").args(arguments);
        self.kiosk = Some(Running(command.spawn().unwrap()));
        self.desktop.wait_for(first);
    }

    /// The same with something in its environment.
    pub fn open_kiosk_with(&mut self, arguments: &[&str], name: &str, value: &str) {
        let mut command = self.command(self.desktop.command(WAYMARK));
        command.env(name, value);
        command.arg("run").args(arguments);
        let sound = self.folder.path().join("asound.conf");
        if sound.exists() {
            command.env("ALSA_CONFIG_PATH", sound);
        }
        self.kiosk = Some(Running(command.spawn().unwrap()));
        self.desktop.wait_for("Tap your badge");
    }

    /// Gives it a sound device that writes to a file, which is not there before something plays.
    pub fn with_sound(&self) -> PathBuf {
        let played = self.folder.path().join("played.raw");
        let config = format!(
            "</usr/share/alsa/alsa.conf>\n\
             pcm.!default {{ type plug slave {{ pcm tofile format S16_LE rate 48000 channels 2 }} }}\n\
             pcm.tofile {{ type file slave.pcm null file \"{}\" format raw }}\n",
            played.display()
        );
        fs::write(self.folder.path().join("asound.conf"), config).unwrap();
        played
    }

    /// Waits until so many entries of that kind are in the journal.
    pub fn wait_for_entries(&self, kind: &str, count: usize) -> Vec<Value> {
        let until = std::time::Instant::now() + PATIENCE;
        loop {
            let found: Vec<Value> = self
                .entries()
                .into_iter()
                .filter(|entry| entry["kind"] == kind)
                .collect();
            if found.len() >= count {
                return found;
            }
            assert!(
                std::time::Instant::now() < until,
                "{} of {count} {kind}",
                found.len()
            );
            std::thread::park_timeout(std::time::Duration::from_millis(50));
        }
    }

    pub fn entries(&self) -> Vec<Value> {
        let lines = self.waymark(&["journal", "tail", "-n", "1000", "--json"]);
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// What a student did, by kind, in order.
    pub fn kinds_of(&self, student: &str) -> Vec<String> {
        let own = self
            .entries()
            .into_iter()
            .filter(|entry| entry["student"] == student);
        own.map(|entry| entry["kind"].as_str().unwrap().to_owned())
            .collect()
    }

    pub fn new_code_for(&self, student: &str) -> String {
        let said = self.waymark(&["badge", "link", "--student", student, "--new-code"]);
        let is_code = |word: &&str| {
            word.len() == 18 && word.chars().all(|letter| letter.is_ascii_uppercase())
        };
        said.split_whitespace().find(is_code).unwrap().to_owned()
    }

    pub fn set_pin(&self, pin: &str) {
        self.pipe_pin(&["teacher", "pin"], pin);
    }

    /// Sets a PIN by a command that reads it.
    pub fn pipe_pin(&self, arguments: &[&str], pin: &str) {
        let mut command = self.command(Command::new(WAYMARK));
        command.args(arguments).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{pin}").unwrap();
        assert!(child.wait().unwrap().success());
    }

    /// A teacher taps; the pad is there.
    pub fn teacher_taps(&mut self, uid: &[u8]) {
        let card = self.cards.lay(Card::new(uid));
        self.desktop.wait_for_heading("Your PIN, please");
        card.lift();
    }

    /// Ms. Rivera comes to her pages.
    pub fn rivera_signs_in(&mut self) {
        self.teacher_taps(&RIVERA);
        self.type_pin(PIN);
        self.desktop.wait_for("A child without a badge");
    }

    pub fn type_pin(&mut self, digits: &str) {
        for (typed, digit) in (1..).zip(digits.chars()) {
            self.desktop.press(&digit.to_string());
            // Two touches of one frame are one.
            let digits = if typed == 1 { "digit" } else { "digits" };
            self.desktop.wait_for(&format!("{typed} {digits} typed"));
        }
        self.desktop.press("OK");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
