//! Tablets of one class beside each other: the built program in a real window, and the built program's
//! verb on another data folder, sharing one folder. And a place that hangs, which no child notices.

use std::{
    io::Read as _,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
};

use jiff::Zoned;
use tempfile::TempDir;
use waymark::{
    domain::{
        event::{Actor, Event},
        sharing::MeetingPlace,
    },
    storage::{Journal, Setting},
    sync::{Known, Meeting},
};

use crate::support::{
    pcscd::Card,
    tablet::{MAYA, RIVERA, Tablet},
};

/// Another tablet of the class, without a window.
pub struct Other(TempDir);

impl Other {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Does a verb there, with the class pack that lies at `class`.
    pub fn waymark(&self, class: &Path, args: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.args(args).arg("--class").arg(class);
        command.arg("--data").arg(self.data());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Its class pack goes into its journal, as a running kiosk puts it there.
    pub fn publishes_its_pack(&self, class: &Path) {
        let now = Zoned::now();
        let mut journal = Journal::open(&self.data(), &now, &mut rand::rng())
            .unwrap()
            .journal;
        let shared = waymark::app::class_files::share(&mut journal, class, &now).unwrap();
        assert!(!shared.published.is_empty());
        journal.close().unwrap();
    }

    /// Something happens there, and goes on its way.
    fn happens(&self, class: &Path, event: Event) {
        let now = Zoned::now();
        let mut journal = Journal::open(&self.data(), &now, &mut rand::rng())
            .unwrap()
            .journal;
        let actor = Actor::Teacher("rivera".into());
        journal.append(&now, &actor, &[event]).unwrap();
        journal.close().unwrap();
        self.waymark(class, &["sync", "--once"]);
    }
}

/// Shares a folder from there; the letters that let a tablet into its class.
pub fn invitation(other: &Other, class: &Path, shared: &Path) -> String {
    let folder = shared.display().to_string();
    other.waymark(class, &["sync", "--once", "--folder", &folder]);
    let journal = Journal::open_to_read(&other.data()).unwrap();
    let known = Known {
        class: journal.setting(Setting::ClassId).unwrap().unwrap().into(),
        was_there: true,
    };
    let place = MeetingPlace::Folder(shared.to_owned());
    let mut meeting = Meeting::new(place, journal.tablet().clone());
    let made = meeting.invite(&known, "Room 12", &mut rand::rng());
    made.unwrap().code.letters()
}

/// A tablet that meets others there.
fn tablet_at(line: &str) -> (Tablet, PathBuf) {
    let tablet = Tablet::new();
    tablet.configure(&format!("[sync]\n{line}"));
    let class = tablet.class();
    (tablet, class)
}

#[test]
fn a_badge_a_level_and_a_void_of_one_tablet_count_on_the_other() {
    let shared = TempDir::new().unwrap();
    let (mut tablet, class) = tablet_at(&format!("folder = {:?}", shared.path()));
    let other = Other::new();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    let uid = "04A2245A123480";
    // Nobody's.
    let card = tablet.cards.lay(Card::new(&RIVERA));
    let own = tablet.wait_for_entries("unknown_badge_tapped", 1).len();
    card.lift();
    other.waymark(&class, &["badge", "link", "--student", "s01", "--uid", uid]);
    other.waymark(&class, &["sync", "--once"]);
    tablet.wait_for_entries("badge_linked", 1);
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Tap your badge");

    // What was recorded here goes there by itself, and comes to the other with its next round.
    let there = |kind: &str| {
        other.waymark(&class, &["sync", "--once"]);
        let lines = other.waymark(&class, &["journal", "tail", "-n", "1000", "--json"]);
        lines.matches(&format!("\"kind\":\"{kind}\"")).count()
    };
    let until = std::time::Instant::now() + crate::support::pcscd::PATIENCE;
    while there("unknown_badge_tapped") < own {
        assert!(std::time::Instant::now() < until, "it never came");
    }

    let pack = waymark::config::load(&class).unwrap();
    let skill = pack.focus(Zoned::now().date()).unwrap().id.clone();
    let level = pack.levels[2].id.clone();
    let name = pack.levels[2].name.get(&"en".into()).to_owned();
    other.happens(
        &class,
        Event::LevelAwarded {
            student: "s01".into(),
            skill,
            level,
            reason: None,
        },
    );
    tablet.wait_for_entries("level_awarded", 1);
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for(&format!("You are here: {name}"));
    card.lift();
    tablet.desktop.press("That's not me");
    tablet.desktop.wait_for("Tap your badge");

    other.waymark(&class, &["badge", "void", uid]);
    other.waymark(&class, &["sync", "--once"]);
    tablet.wait_for_entries("badge_voided", 1);
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for_heading("This is an old badge");
    card.lift();
}

#[test]
fn the_page_of_tablets_names_the_other_one_and_a_round_is_one_touch() {
    let shared = TempDir::new().unwrap();
    let (mut tablet, class) = tablet_at(&format!("folder = {:?}", shared.path()));
    tablet.knows_rivera();
    let other = Other::new();
    other.waymark(&class, &["sync", "--once"]);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Tablets");
    tablet.desktop.wait_for("Hands-on tablet. last heard");
    tablet.desktop.wait_for("Last round finished");
    assert_eq!(tablet.desktop.wrong(), "", "tablets");
    tablet.desktop.press("Sync now");
    tablet.desktop.wait_for("Last round finished");
}

#[test]
fn a_place_that_takes_a_connection_and_never_answers_keeps_no_child_waiting() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let line = format!("postgres = 'postgresql://room12@127.0.0.1:{port}/waymark?sslmode=disable'");
    let (mut tablet, _) = tablet_at(&line);
    let uid = "04A2245A123480";
    tablet.waymark(&["badge", "link", "--student", "s01", "--uid", uid]);
    let waiting = std::thread::spawn(move || -> (TcpStream, usize) {
        let (mut stream, _) = silent.accept().unwrap();
        let mut asked = [0; 64];
        let bytes = stream.read(&mut asked).unwrap();
        (stream, bytes)
    });
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    // A round has begun and waits for an answer that does not come.
    let (held, asked) = waiting.join().unwrap();
    assert!(asked > 0);
    let card = tablet.cards.lay(Card::new(&RIVERA));
    tablet.wait_for_entries("unknown_badge_tapped", 1);
    card.lift();
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
    // Until here nobody has answered it.
    drop(held);
}

#[test]
fn a_fresh_tablet_joins_by_the_code_that_another_shows_and_greets_its_children() {
    let shared = TempDir::new().unwrap();
    let other = Other::new();
    let mut tablet = Tablet::new();
    let class = tablet.folder.path().join("class");
    let uid = "04A2245A123480";
    other.waymark(&class, &["badge", "link", "--student", "s01", "--uid", uid]);
    let code = invitation(&other, &class, shared.path());
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.desktop.run(
        "xdotool",
        &[
            "type", "--delay", "4", "--args", "1", &code, "key", "Return",
        ],
    );
    tablet.desktop.wait_for("Join Room 12?");
    assert_eq!(tablet.desktop.wrong(), "", "the question");
    tablet.desktop.press("Join");
    tablet
        .desktop
        .wait_for("This tablet is one of Room 12 now.");
    tablet.desktop.press("OK");
    tablet.desktop.wait_for("Tap your badge");
    let card = tablet.cards.lay(Card::new(&MAYA));
    tablet.desktop.wait_for("Hi, Maya!");
    card.lift();
}
