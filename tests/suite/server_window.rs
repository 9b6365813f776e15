//! The pages about other tablets in a real window: a code whose time is over, a server that is away, and
//! a tablet that was copied.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;
use waymark::{
    domain::ids::ClassId,
    sync::postgres::{Limits, Setup},
};

use crate::support::{
    pcscd::Card,
    postgres::{Postgres, shared},
    tablet::{RIVERA, Tablet},
};

/// A tablet that meets others there, with a teacher who has a badge and a PIN.
fn tablet_at(lines: &str) -> (Tablet, PathBuf) {
    let tablet = Tablet::of_rivera();
    tablet.configure(&format!("[sync]\n{lines}"));
    let class = tablet.class();
    (tablet, class)
}

/// The teacher opens the page of tablets.
fn open_tablets(tablet: &mut Tablet) {
    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet.desktop.wait_for("My new badge");
    tablet.desktop.press("Tablets");
    tablet.desktop.wait_for("Sync now");
}

#[test]
fn a_code_for_another_tablet_goes_when_its_time_is_over_and_a_new_one_is_one_touch() {
    let keeper = shared().database("counting");
    let setup = Setup::new(ClassId::from("WINDOWCODE"), "Room 12", 1);
    let script = setup.script(&keeper, &mut rand::rng());
    script.apply(&keeper, Limits::default()).unwrap();
    // How long a code is good the server says, and this one is in a hurry.
    let hurry = "do $$ begin execute replace( \
                 pg_get_functiondef('waymark.invite'::regproc), '10 minutes', '12 seconds'); end $$";
    Postgres::sql(&keeper, hurry).unwrap();
    let keys = TempDir::new().unwrap();
    let key = keys.path().join("key");
    let line = script.tablets()[0].line();
    let (who, rest) = line.split_once('@').unwrap();
    let (role, secret) = who.rsplit_once(':').unwrap();
    fs::write(&key, secret).unwrap();
    let lines = format!("postgres = '{role}@{rest}'\npassword_file = {key:?}");
    let (mut tablet, _) = tablet_at(&lines);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_tablets(&mut tablet);
    tablet.desktop.wait_for("Last round finished");
    tablet.desktop.press("Add a tablet");
    tablet.desktop.wait_for("Good for 0:");
    let names = tablet.desktop.names();
    assert!(names.contains("The code for the other tablet"), "{names}");
    let begins = names.split_once("JKLN ").map(|(_, rest)| rest);
    let letters: String = begins.unwrap().split(" |").next().unwrap().to_owned();
    tablet
        .desktop
        .wait_for("This code is over. Show a new one.");
    let names = tablet.desktop.names();
    assert!(!names.contains("The code for the other tablet"), "{names}");
    assert!(!names.contains("JKLN"), "{names}");
    assert_eq!(tablet.desktop.wrong(), "", "a code that is over");
    tablet.desktop.press("Show a new code");
    tablet.desktop.wait_for("Good for 0:");
    let names = tablet.desktop.names();
    assert!(
        names.contains("JKLN ") && !names.contains(&letters),
        "{names}"
    );
}

/// A kiosk in that language whose server is not there, and what its page of tablets says.
fn with_no_server(arguments: &[&str], words: &BTreeMap<&str, &str>) {
    let authority = shared().authority();
    let server = format!(
        "postgres = 'postgresql://room12@localhost:1/waymark?sslrootcert={}'",
        authority.display()
    );
    let (mut tablet, _) = tablet_at(&server);
    tablet.open_kiosk_at(arguments, words["start"]);
    let card = tablet.cards.lay(Card::new(&RIVERA));
    tablet.desktop.wait_for_heading(words["pin"]);
    card.lift();
    for (typed, digit) in (1..).zip("2580".chars()) {
        tablet.desktop.press(&digit.to_string());
        let word = if typed == 1 { "digit" } else { "digits" };
        tablet.desktop.wait_for(&format!("{typed} {}", words[word]));
    }
    tablet.desktop.press("OK");
    tablet.desktop.wait_for(words["now"]);
    tablet.desktop.press(words["tablet"]);
    tablet.desktop.wait_for(words["badge"]);
    tablet.desktop.press(words["tablets"]);
    tablet.desktop.wait_for(words["sync"]);
    tablet
        .desktop
        .wait_for_all(&["localhost:1/waymark", words["away"]]);
    assert_eq!(tablet.desktop.wrong(), "", "a server that is away");
    tablet.desktop.press(words["add"]);
    tablet.desktop.wait_for(words["not made"]);
    assert!(!tablet.desktop.names().contains("JKLN"));
}

#[test]
fn a_server_that_is_away_is_named_with_since_when_and_makes_no_code() {
    let words = [
        ("start", "Tap your badge"),
        ("pin", "Your PIN, please"),
        ("digit", "digit typed"),
        ("digits", "digits typed"),
        ("now", "A child without a badge"),
        ("tablet", "This tablet"),
        ("badge", "My new badge"),
        ("tablets", "Tablets"),
        ("sync", "Sync now"),
        ("away", "is away since"),
        ("add", "Add a tablet"),
        ("not made", "No code could be made"),
    ];
    with_no_server(&["--windowed", "1280x800"], &words.into());
}

#[test]
fn the_same_in_spanish() {
    let words = [
        ("start", "Acerca tu tarjeta"),
        ("pin", "Su PIN, por favor"),
        ("digit", "cifra escrita"),
        ("digits", "cifras escritas"),
        ("now", "Alguien sin tarjeta"),
        ("tablet", "Esta tableta"),
        ("badge", "Mi nueva tarjeta"),
        ("tablets", "Tabletas"),
        ("sync", "Sincronizar ya"),
        ("away", "no responde desde"),
        ("add", "Agregar tableta"),
        ("not made", "No se pudo hacer un código"),
    ];
    with_no_server(&["--windowed", "1280x800", "--lang", "es"], &words.into());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &name);
        } else {
            fs::copy(&path, &name).unwrap();
        }
    }
}

#[test]
fn a_copied_tablet_says_so_and_becomes_a_new_one_with_nothing_lost_or_doubled() {
    let shared = TempDir::new().unwrap();
    let (mut tablet, class) = tablet_at(&format!("folder = {:?}", shared.path()));
    tablet.waymark(&["sync", "--once"]);
    let twin = TempDir::new().unwrap();
    let data = twin.path().join("data");
    copy(&tablet.folder.path().join("data"), &data);
    let twin = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.args(args).arg("--class").arg(&class);
        let output = command.arg("--data").arg(&data).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    };
    // Both go on under one name, and the twin was there first.
    twin(&["badge", "link", "--student", "s01", "--new-code"]);
    twin(&["sync", "--once"]);
    tablet.waymark(&["badge", "link", "--student", "s02", "--new-code"]);
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    open_tablets(&mut tablet);
    let says = "Another tablet goes by this one's name, so nothing is copied.";
    tablet.desktop.wait_for(says);
    assert_eq!(tablet.desktop.wrong(), "", "two of one name");
    tablet.desktop.press("Make it new");
    tablet
        .desktop
        .wait_for_heading("Make this tablet a new one?");
    assert_eq!(tablet.desktop.wrong(), "", "the question");
    tablet.desktop.press("Yes, make it new");
    tablet.desktop.wait_for("Last round finished");
    assert!(!tablet.desktop.names().contains("Make it new"));
    twin(&["sync", "--once"]);
    tablet.desktop.press("Sync now");
    tablet.wait_for_entries("tablet_renamed", 1);
    let ids = |lines: &str| {
        let lines = lines.lines();
        let lines = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut ids: Vec<_> = lines
            .map(|entry| format!("{}-{} {}", entry["tablet"], entry["seq"], entry["kind"]))
            .collect();
        ids.sort();
        ids
    };
    let tail = ["journal", "tail", "-n", "1000", "--json"];
    let until = std::time::Instant::now() + crate::support::pcscd::PATIENCE;
    let theirs = loop {
        twin(&["sync", "--once"]);
        let (ours, theirs) = (ids(&tablet.waymark(&tail)), ids(&twin(&tail)));
        if ours == theirs {
            break theirs;
        }
        let now = std::time::Instant::now();
        assert!(now < until, "{ours:?} {theirs:?}");
    };
    let linked = |id: &&String| id.ends_with("\"badge_linked\"");
    assert_eq!(theirs.iter().filter(linked).count(), 3, "{theirs:?}");
    twin(&["journal", "verify"]);
    tablet.waymark(&["journal", "verify"]);
}
