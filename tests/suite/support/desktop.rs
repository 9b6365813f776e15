//! A desktop of a test's own: an X server without a screen, a window manager, a session bus, and a
//! screen reader's view of whatever runs there. Everything ends when the test ends.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

use super::pcscd::PATIENCE;

/// The desktop.
pub struct Desktop {
    folder: TempDir,
    display: String,
    bus: String,
    // Ended in this order.
    reader: Option<ScreenReader>,
    processes: Vec<Running>,
}

/// A process that is killed and waited for when it is dropped.
pub struct Running(pub Child);

struct ScreenReader {
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    _process: Running,
}

impl Desktop {
    /// Starts it, 1280 x 800 pixels.
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let (server, display) = start_and_read(
            Command::new("Xvfb").args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x800x24",
                "-nolisten",
                "tcp",
            ]),
            "Xvfb",
        );
        let display = format!(":{display}");
        let runtime = folder.path().join("runtime");
        fs::create_dir(&runtime).unwrap();
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        bus.env("DISPLAY", &display)
            .env("XDG_RUNTIME_DIR", &runtime)
            .env_remove("WAYLAND_DISPLAY");
        let (bus_process, bus) = start_and_read(&mut bus, "dbus-daemon");
        let mut desktop = Self {
            folder,
            display,
            bus,
            reader: None,
            processes: vec![bus_process, server],
        };
        let mut manager = desktop.command("matchbox-window-manager");
        manager
            .args(["-use_titlebar", "no"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        desktop.processes.insert(
            0,
            Running(
                manager
                    .spawn()
                    .expect("matchbox-window-manager is installed"),
            ),
        );
        desktop.reader = Some(desktop.listen());
        desktop
    }

    /// A program that will run on this desktop.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("XDG_RUNTIME_DIR", self.folder.path().join("runtime"))
            .env("HOME", self.folder.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("AT_SPI_BUS_ADDRESS");
        command
    }

    /// Runs a program to its end and returns what it said.
    pub fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.command(program).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Does the action of the first thing whose name begins so, as a screen reader or a switch does.
    pub fn press(&mut self, name: &str) {
        self.ask(&format!("press {name}"));
    }

    /// The same of what has just that name, as a key has.
    pub fn press_exactly(&mut self, name: &str) {
        self.ask(&format!("exactly {name}"));
    }

    /// Waits until something is there whose name begins so.
    pub fn wait_for(&mut self, name: &str) {
        self.ask(&format!("wait {name}"));
    }

    /// Waits until all of that is somewhere in what a screen reader finds.
    pub fn wait_for_all(&mut self, texts: &[&str]) {
        let until = std::time::Instant::now() + PATIENCE;
        loop {
            let names = self.names();
            let missing = texts.iter().find(|text| !names.contains(**text));
            let Some(missing) = missing else { return };
            assert!(
                std::time::Instant::now() < until,
                "`{missing}` is not in {names}"
            );
            std::thread::park_timeout(std::time::Duration::from_millis(50));
        }
    }

    /// Every name that a screen reader finds now.
    pub fn names(&mut self) -> String {
        self.ask("names")
    }

    /// Presses keys, one after the other, as a person does.
    pub fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.run("xdotool", &["key", key]);
        }
    }

    /// Waits until the keyboard is at something whose name begins so.
    pub fn wait_for_focus(&mut self, name: &str) {
        let until = std::time::Instant::now() + PATIENCE;
        loop {
            let focus = self.ask("focus");
            if focus.starts_with(name) {
                return;
            }
            assert!(
                std::time::Instant::now() < until,
                "the keyboard is at `{focus}` and not at `{name}`: {}",
                self.ask("names")
            );
        }
    }

    /// Presses Tab until the keyboard is at something whose name begins so.
    pub fn tab_to(&mut self, name: &str) {
        for _ in 0..20 {
            let before = self.ask("focus");
            if before.starts_with(name) {
                return;
            }
            self.keys(&["Tab"]);
            let until = std::time::Instant::now() + PATIENCE;
            while self.ask("focus") == before && std::time::Instant::now() < until {}
        }
        panic!("Tab does not come to {name}: {}", self.ask("names"));
    }

    /// Waits for a page by its heading.
    pub fn wait_for_heading(&mut self, name: &str) {
        self.ask(&format!("heading {name}"));
    }

    /// The role of something, its states, and its name.
    pub fn tell(&mut self, name: &str) -> String {
        self.ask(&format!("tell {name}"))
    }

    /// What has no name or is there twice.
    pub fn wrong(&mut self) -> String {
        self.ask("wrong")
    }

    /// Moves the pointer there and clicks.
    pub fn click(&mut self, name: &str) {
        let answer = self.ask(&format!("where {name}"));
        let mut words = answer.split(' ');
        let (x, y) = (words.next().unwrap(), words.next().unwrap());
        self.run("xdotool", &["mousemove", x, y, "click", "1"]);
    }

    fn ask(&mut self, question: &str) -> String {
        let reader = self.reader.as_mut().unwrap();
        writeln!(reader.ask, "{question}").unwrap();
        let mut answer = String::new();
        reader.answers.read_line(&mut answer).unwrap();
        match answer.trim_end_matches('\n').split_once(' ') {
            Some(("ok", found)) => found.to_owned(),
            _ => panic!("{question}: {answer}"),
        }
    }

    fn listen(&self) -> ScreenReader {
        let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/suite/support/at_spi.py"]
            .iter()
            .collect();
        // Debian's own Python, which has Debian's own bindings.
        let mut command = self.command("/usr/bin/python3");
        command
            .arg(script)
            .arg(PATIENCE.as_secs().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = Running(command.spawn().unwrap());
        let ask = process.0.stdin.take().unwrap();
        let mut answers = BufReader::new(process.0.stdout.take().unwrap());
        let mut ready = String::new();
        answers.read_line(&mut ready).unwrap();
        assert_eq!(
            ready.trim(),
            "ready",
            "python3-gi and gir1.2-atspi-2.0 are installed"
        );
        ScreenReader {
            ask,
            answers,
            _process: process,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards.
        let ended = self.0.kill().and_then(|()| self.0.wait().map(drop));
        assert!(
            ended.is_ok() || std::thread::panicking(),
            "a process could not be ended: {ended:?}"
        );
    }
}

/// Starts a process and reads the first line it prints.
fn start_and_read(command: &mut Command, name: &str) -> (Running, String) {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut process = Running(child.unwrap_or_else(|error| panic!("{name}: {error}")));
    let mut line = String::new();
    BufReader::new(process.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(!line.trim().is_empty(), "{name} did not start");
    (process, line.trim().to_owned())
}
