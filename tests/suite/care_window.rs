//! The tablet's own pages in the real window, by names alone: how its parts are, an edited class pack
//! that is mended, a class list that is taken over, and a log that another program writes to.

use std::fs;

use rusqlite::Connection;
use waymark::{
    domain::{
        badge::TapSource,
        event::{Actor, Event},
    },
    storage::Journal,
};

use crate::support::tablet::Tablet;

/// A tablet with a teacher at the open desk.
fn at_the_desk() -> Tablet {
    let mut tablet = Tablet::of_rivera();
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.rivera_signs_in();
    tablet
}

#[test]
fn the_tablet_tells_how_it_is_and_an_edited_pack_is_mended_and_tried_again() {
    let mut tablet = at_the_desk();
    tablet.desktop.press("This tablet");
    for part in [
        "Database · works",
        "Room on the disk · ",
        "Clock · works",
        "Card readers · ",
        "Camera · not used",
        "Printer · ",
        "Other tablets · not used. Not set up yet. Only on this tablet: ",
        "Class pack · works",
    ] {
        tablet.desktop.wait_for(part);
    }
    assert_eq!(tablet.desktop.wrong(), "", "the tablet");
    let skills = tablet.folder.path().join("class/skills.toml");
    let whole = fs::read_to_string(&skills).unwrap();
    let broken = whole.replacen("to = 2026-10-09", "to = 2026-08-01", 1);
    fs::write(&skills, &broken).unwrap();
    tablet.desktop.wait_for("Class pack · look at this");
    tablet.desktop.press("See the problems");
    tablet
        .desktop
        .wait_for_heading("The class pack needs a fix");
    tablet.desktop.wait_for("skills.toml:");
    assert_eq!(tablet.desktop.wrong(), "", "the problems");
    tablet.desktop.press("Try again");
    tablet.desktop.wait_for("skills.toml:");
    fs::write(&skills, whole).unwrap();
    tablet.desktop.wait_for("Class pack · works");
}

#[test]
fn a_class_list_is_found_read_taken_over_and_taken_back_by_names_alone() {
    let mut tablet = at_the_desk();
    let import = tablet.folder.path().join("class/import");
    fs::create_dir(&import).unwrap();
    let list = "id,first name,last name,group\ns01,Maya,Brookfield,blue\nn1,Nia,Stone,red\n";
    fs::write(import.join("spring.csv"), list).unwrap();
    fs::write(import.join("broken.csv"), "id,first name\na,\na,Bo\n").unwrap();
    tablet.desktop.press("This tablet");
    tablet.desktop.press("Import a class list");
    tablet.desktop.wait_for_heading("Import a class list");
    tablet.desktop.press("broken.csv · import");
    tablet
        .desktop
        .wait_for("broken.csv:2: first name: there is no first name");
    assert_eq!(tablet.desktop.wrong(), "", "a broken list");
    tablet.desktop.press("Back");
    tablet.desktop.press("spring.csv · import");
    tablet
        .desktop
        .wait_for("1 new · 1 changed · 23 not in the list");
    tablet.desktop.wait_for("New: Nia Stone");
    tablet.desktop.wait_for("Maya Brookfield: group now Blue");
    assert_eq!(tablet.desktop.wrong(), "", "a list");
    let known = |tablet: &Tablet| tablet.waymark(&["roster", "list"]);
    assert!(known(&tablet).ends_with("24 students\n"), "not yet");
    tablet.desktop.press("Import this list");
    tablet.desktop.wait_for("2 changes to the class imported");
    let said = known(&tablet);
    assert!(said.contains("Nia Stone") && said.ends_with("25 students\n"));
    let added = tablet.wait_for_entries("student_added", 25);
    assert_eq!(added[24]["actor"]["teacher"], "rivera");
    tablet.desktop.press("Undo");
    tablet.desktop.wait_for("New: Nia Stone");
    assert!(known(&tablet).ends_with("24 students\n"));
}

#[test]
fn a_journal_that_is_another_programs_is_told_of_in_spanish_and_left_alone_until_it_is_moved_away()
{
    let mut tablet = Tablet::new();
    let data = tablet.folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let theirs = data.join("waymark.sqlite");
    Connection::open(&theirs)
        .unwrap()
        .execute_batch("PRAGMA application_id = 1196444487; CREATE TABLE t (a)")
        .unwrap();
    let was = fs::read(&theirs).unwrap();
    let arguments = ["--windowed", "1280x800", "--lang", "es"];
    tablet.open_kiosk_at(&arguments, "No se puede abrir el diario");
    tablet.desktop.wait_for("El archivo es de otro programa");
    let file = format!("El archivo: {}", theirs.display());
    tablet.desktop.wait_for(&file);
    assert_eq!(tablet.desktop.wrong(), "", "no journal");
    tablet.desktop.press("Intentar de nuevo");
    tablet.desktop.wait_for("El archivo es de otro programa");
    assert_eq!(fs::read(&theirs).unwrap(), was);
    fs::rename(&theirs, data.join("theirs.sqlite")).unwrap();
    tablet.desktop.press("Intentar de nuevo");
    tablet.desktop.wait_for("Acerca tu tarjeta");
}

#[test]
fn the_log_shows_what_another_program_wrote_while_it_is_open() {
    let mut tablet = at_the_desk();
    tablet.desktop.press("Check-ins");
    tablet.desktop.wait_for("No check-ins here.");
    let now = jiff::Zoned::now();
    let data = tablet.folder.path().join("data");
    let mut journal = Journal::open(&data, &now, &mut rand::rng())
        .unwrap()
        .journal;
    let check_in = Event::CheckedIn {
        student: "s01".into(),
        station: "hands-on".into(),
        block: None,
        round: None,
        source: TapSource::CardReader,
        express: false,
        was: None,
    };
    let actor = Actor::Student("s01".into());
    journal.append(&now, &actor, &[check_in]).unwrap();
    let line = format!("{} · Maya · Hands-on", now.strftime("%H:%M"));
    tablet.desktop.wait_for(&line);
    journal.close().unwrap();
}
