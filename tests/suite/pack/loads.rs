//! Packs without mistakes.

use std::path::Path;

use jiff::civil::{Weekday, date, time};
use waymark::{
    config,
    domain::{
        ids::{GroupId, Lang},
        pack::{Shape, ShowLevel, Sign},
        text::Picture,
    },
};

use super::class::{Class, FILES};

#[test]
fn a_class_without_mistakes_becomes_a_pack() {
    let class = Class::new();
    let pack = class.load();
    let (en, es) = (Lang::from("en"), Lang::from("es"));

    assert_eq!(pack.tablet.class.get(&en), "Room 12");
    assert_eq!(pack.tablet.name, "Hands-on tablet");
    assert_eq!(pack.tablet.timezone.as_deref(), Some("America/New_York"));
    assert!(pack.tablet.card_reader && !pack.tablet.keyboard_scanner);
    assert_eq!((pack.show_level, pack.reflect_every), (ShowLevel::Press, 4));
    let [seeker, explorer] = &pack.levels[..] else {
        panic!("two levels")
    };
    assert_eq!(seeker.name.get(&es), "En búsqueda");
    assert_eq!(
        (explorer.shape, explorer.sign),
        (Shape::Diamond, Sign::Compass)
    );
    assert_eq!(explorer.color, [0x00, 0x9e, 0x73]);
    assert_eq!(pack.skills[0].starts, date(2026, 9, 8));
    let cells = &pack.skills[0].rubric[0].cells;
    assert_eq!(
        cells[0].picture,
        Picture::emoji("🔍"),
        "cells are in the order of the ladder"
    );
    let menu: Vec<_> = pack.skills[0]
        .menu
        .iter()
        .map(|task| task.id.as_str())
        .collect();
    assert_eq!(
        menu,
        ["blocks", "race", "number-line"],
        "by level, must-do first"
    );
    let owl = class.dir().join("pictures/owl.svg");
    assert_eq!(pack.skills[0].menu[2].picture, Picture::File(owl));
    let [reading, math] = &pack.blocks[..] else {
        panic!("two blocks")
    };
    assert_eq!(
        (reading.starts, math.starts),
        (time(8, 30, 0, 0), time(9, 15, 0, 0))
    );
    assert_eq!(math.days, [Weekday::Monday, Weekday::Friday]);
    assert_eq!(math.rounds[0].stations.len(), 1);
    let [(_, maya), (bo_id, bo)] = &pack.students[..] else {
        panic!("two students")
    };
    assert_eq!(maya.group, Some(GroupId::from("red")));
    assert_eq!(maya.language, Some(es));
    assert_eq!((bo_id.as_str(), bo.picture.as_str()), ("007", "🦉"));
}

#[test]
fn what_may_be_left_out_has_a_default() {
    let class = Class::new();
    class.write("kiosk.toml", "class = 'Room 12'\ntablet = 'Door'\n");
    class.swap("levels.toml", "show_level = \"press\"\n", "");
    class.swap("skills.toml", "reflect_every = 4\n", "");
    class.swap("stations.toml", "picture = \"✋\"\n", "");
    class.write("timetable.toml", "");
    class.write("students.csv", "picture,id,first_name\n🦊,s01,Maya\n");
    let pack = class.load();
    assert_eq!(pack.tablet.language, Lang::from("en"));
    assert_eq!((pack.tablet.station, pack.tablet.timezone), (None, None));
    assert!(pack.tablet.card_reader && pack.tablet.keyboard_scanner);
    assert!(!pack.tablet.reduced_motion && pack.stations[0].picture.is_none());
    assert_eq!(
        (pack.show_level, pack.reflect_every),
        (ShowLevel::Always, 5)
    );
    assert_eq!(pack.conference_every, 10);
    assert!(pack.blocks.is_empty() && pack.groups.is_empty());
}

#[test]
fn a_class_says_how_often_to_talk_with_everybody() {
    for days in [0, 15] {
        let class = Class::new();
        let line = format!("reflect_every = 4\nconference_every = {days}\n");
        class.swap("skills.toml", "reflect_every = 4\n", &line);
        assert_eq!(class.load().conference_every, days);
    }
}

#[test]
fn a_class_may_ask_that_nothing_moves() {
    let class = Class::new();
    class.swap(
        "kiosk.toml",
        "[devices]",
        "reduced_motion = true\n[devices]",
    );
    assert!(class.load().tablet.reduced_motion);
}

#[test]
fn spreadsheets_and_editors_save_in_their_own_ways() {
    let class = Class::new();
    for (name, text) in FILES
        .iter()
        .filter(|(name, _)| !name.starts_with("pictures"))
    {
        class.write(name, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(class.problems(), "");
    class.write(
        "students.csv",
        "\u{feff}ID;First_Name;Picture\r\n\r\ns01;\"Maya; Lu\";🦊\r\n;;\r\n",
    );
    assert_eq!(class.load().students[0].1.first_name, "Maya; Lu");
    class.write("rubrics/.rounding.toml.swp", "no toml");
    class.write("rubrics/notes.txt", "no toml");
    class.write("menus/rounding.toml~", "no toml");
    assert_eq!(class.problems(), "");
}

#[test]
fn emoji_are_known_however_the_keyboard_spells_them() {
    for emoji in ["❤️", "❤", "✏️", "☀", "1️⃣", "❤‍🔥", "👩🏽‍🚀", "🏴‍☠"]
    {
        let class = Class::new();
        class.swap("stations.toml", "✋", emoji);
        assert_eq!(class.problems(), "", "{emoji}");
    }
}

#[test]
fn the_sample_class_has_no_problems() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    let pack = config::load(&dir).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((pack.levels.len(), pack.students.len()), (4, 24));
}

#[test]
fn a_students_picture_is_an_emoji_and_never_a_photo() {
    let class = Class::new();
    class.swap("students.csv", "🦉", "owl.svg");
    let problems = class.problems();
    assert!(
        problems.contains("a student's picture is an emoji, not a file"),
        "{problems}"
    );
}
