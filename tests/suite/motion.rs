//! Motion: it ends, then nothing asks for another frame; it holds up no touch; where it is not
//! wanted, the end is there at once. And what there is to see: an award is news once.

use std::{fs, time::Duration};

use eframe::egui::vec2;
use waymark::{
    devices::desktop,
    domain::{
        event::Event,
        kiosk::{Page, Touch},
    },
};

use crate::{
    screens::Window,
    support::classroom::{Classroom, monday_math},
};

/// As long as anything may move.
const LONGEST: Duration = Duration::from_millis(700);

fn room() -> Classroom {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    room
}

fn placed() -> Classroom {
    let mut room = room();
    room.tap("s01");
    room.touch(Touch::Next);
    for pick in [1, 1, 2] {
        room.touch(Touch::Pick(pick));
    }
    room
}

fn set() -> Classroom {
    let mut room = room();
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Next);
    assert_eq!(
        room.kiosk.visit().map(|visit| &visit.page),
        Some(&Page::Set)
    );
    room
}

fn award(room: &mut Classroom) {
    let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
    let level = room.pack.levels[2].id.clone();
    let student = "s01".into();
    room.happen(Event::LevelAwarded {
        student,
        skill,
        level,
        reason: None,
    });
}

fn awarded() -> Classroom {
    let mut room = room();
    room.settle("s01");
    award(&mut room);
    room.tap("s01");
    room
}

fn open(room: Classroom, moves: bool) -> Window {
    let mut window = Window::open(room, vec2(1280.0, 800.0));
    window.stage_mut().moves = moves;
    window.step();
    window.step();
    window
}

#[test]
fn what_moves_ends_in_700_ms_where_it_is_without_motion_and_then_asks_for_no_frame() {
    for (name, scene) in [
        ("placed", placed as fn() -> Classroom),
        ("set", set),
        ("awarded", awarded),
    ] {
        let mut window = open(scene(), true);
        assert!(window.wants_another_frame(), "{name} does not move");
        let first = window.pixels();
        window.stage_mut().room.moment.since_start += LONGEST;
        window.step();
        assert!(!window.wants_another_frame(), "{name} moves on");
        let last = window.pixels();
        assert!(first != last, "{name} does not move");
        let mut still = open(scene(), false);
        assert!(!still.wants_another_frame(), "{name} moves all the same");
        assert!(still.pixels() == last, "{name} ends elsewhere");
    }
}

#[test]
fn a_screen_in_motion_takes_a_touch() {
    let mut window = open(placed(), true);
    assert!(window.wants_another_frame());
    window.touch("That feels right");
    assert_eq!(window.stage_mut().touched, Some(Touch::FeelsRight));
}

#[test]
fn a_page_without_anything_that_moves_asks_for_no_frame() {
    let mut room = room();
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Open(Page::Plan));
    assert!(!open(room, true).wants_another_frame());
}

#[test]
fn an_award_is_news_at_the_first_tap_and_no_more_after() {
    let mut room = awarded();
    let news = |room: &Classroom| room.kiosk.visit().is_some_and(|visit| visit.earned);
    assert!(news(&room));
    let said = |room| {
        let names = open(room, false).names();
        names.iter().any(|name| name.contains("You earned it"))
    };
    room.wait(60);
    assert_eq!(room.who(), None);
    room.tap("s01");
    assert!(!news(&room), "it was seen a minute ago");
    assert!(said(awarded()));
    assert!(!said(room));
}

#[test]
fn an_award_is_no_news_when_the_child_comes_back_to_hello() {
    let mut room = awarded();
    room.touch(Touch::Open(Page::Plan));
    room.touch(Touch::Back);
    assert!(room.kiosk.visit().is_some_and(|visit| !visit.earned));
}

#[test]
fn an_award_is_said_where_a_tap_alone_checks_in() {
    let mut room = Classroom::at(monday_math());
    let group = room.pack.students[0].1.group.clone().unwrap();
    let place = room.pack.place(room.moment.wall.datetime()).unwrap();
    room.pack.tablet.station = place.station_of(&group).cloned();
    room.settle("s01");
    award(&mut room);
    room.tap("s01");
    assert_eq!(
        room.kiosk.visit().map(|visit| &visit.page),
        Some(&Page::Set)
    );
    let names = open(room, false).names().join(" | ");
    assert!(names.contains("You earned it"), "{names}");
}

#[test]
fn an_award_that_another_child_saw_by_mistake_is_news_to_its_own() {
    let mut room = awarded();
    room.touch(Touch::NotMe);
    room.wait(6);
    room.tap("s01");
    assert!(room.kiosk.visit().is_some_and(|visit| visit.earned));
}

#[test]
fn an_award_is_no_news_to_a_child_who_was_here_since() {
    let mut room = room();
    award(&mut room);
    room.settle("s01");
    let station = room.pack.stations[0].id.clone();
    room.tap("s01");
    room.touch(Touch::Open(Page::CheckIn));
    room.touch(Touch::Here(station));
    let mut later = Classroom::at(monday_math());
    later.records = room.records;
    later.pack.tablet.station = None;
    later.tap("s01");
    assert!(later.kiosk.visit().is_some_and(|visit| !visit.earned));
}

#[test]
fn the_first_desktop_setting_that_says_anything_decides_whether_things_move() {
    let place = tempfile::tempdir().unwrap();
    let [own, system] = ["own", "system"].map(|name| place.path().join(name));
    let both = [own.clone(), system.clone()];
    let asked = || desktop::asked_in(&both);
    assert!(!asked(), "nobody says anything");
    fs::create_dir_all(system.join("gtk-3.0")).unwrap();
    let settings = "[Settings]\ngtk-theme-name=Plain\ngtk-enable-animations = False\n";
    fs::write(system.join("gtk-3.0/settings.ini"), settings).unwrap();
    assert!(asked(), "the system turned it off");
    fs::create_dir_all(&own).unwrap();
    let own = own.join("kdeglobals");
    fs::write(&own, "[KDE]\nAnimationDurationFactor=1\n").unwrap();
    assert!(!asked(), "the user wants it after all");
    fs::write(&own, "[KDE]\nAnimationDurationFactor=0\n").unwrap();
    assert!(asked());
}

#[test]
fn gnomes_own_switch_is_read_from_its_database() {
    let place = tempfile::tempdir().unwrap();
    let keys = place.path().join("keys");
    fs::create_dir_all(&keys).unwrap();
    fs::create_dir_all(place.path().join("dconf")).unwrap();
    let folders = [place.path().to_owned()];
    for moves in [true, false] {
        let text = format!("[org/gnome/desktop/interface]\nenable-animations={moves}\n");
        fs::write(keys.join("all"), text).unwrap();
        let made = std::process::Command::new("dconf")
            .arg("compile")
            .arg(place.path().join("dconf/user"))
            .arg(&keys)
            .status();
        assert!(made.expect("dconf is there").success());
        assert_eq!(desktop::asked_in(&folders), !moves);
    }
    fs::write(place.path().join("dconf/user"), b"no database").unwrap();
    assert!(!desktop::asked_in(&folders), "says nothing");
}
