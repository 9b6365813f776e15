//! The sentences: every one that is asked for is there, in every language, and none is left over.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use waymark::{
    domain::{ids::Lang, kiosk::Touch},
    look::words::Words,
};

use crate::support::classroom::{Classroom, monday_math};

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Key by key, the names in braces that a language's file fills in.
fn sentences(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(folder("assets/texts").join(format!("{lang}.ftl"))).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line
            .split_once(" =")
            .filter(|_| !line.starts_with([' ', '}']))
        {
            key = name.to_owned();
            assert!(
                found.insert(key.clone(), BTreeSet::new()).is_none(),
                "{lang}: {key} stands twice"
            );
        }
        for part in line.split('$').skip(1) {
            let name = part.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            found.get_mut(&key).unwrap().insert(name.to_owned());
        }
    }
    found
}

/// Every string in the source that has the form of a key.
fn asked_for() -> BTreeSet<String> {
    fn collect(path: &Path, found: &mut BTreeSet<String>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                collect(&entry.unwrap().path(), found);
            }
        } else {
            let text = fs::read_to_string(path).unwrap();
            let strings = text.split('"').skip(1).step_by(2).map(ToOwned::to_owned);
            found.extend(strings);
        }
    }
    let mut found = BTreeSet::new();
    collect(&folder("src/screens"), &mut found);
    collect(&folder("src/app"), &mut found);
    collect(&folder("src/export"), &mut found);
    found
}

/// The languages that have a file.
fn files() -> Vec<String> {
    let files = fs::read_dir(folder("assets/texts")).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut codes: Vec<_> = names
        .map(|name| name.strip_suffix(".ftl").unwrap().to_owned())
        .collect();
    codes.sort();
    codes
}

#[test]
fn every_language_has_the_same_sentences_with_the_same_names_in_them() {
    let english = sentences("en");
    for lang in files() {
        let other = sentences(&lang);
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>(),
            "{lang}"
        );
        for (key, names) in &english {
            assert_eq!(names, &other[key], "{lang}: {key} fills in other names");
        }
    }
}

#[test]
fn every_file_is_a_language_that_waymark_speaks() {
    let words = Words::load();
    let spoken: Vec<_> = words.languages().map(Lang::as_str).collect();
    assert_eq!(spoken, files());
}

#[test]
fn a_third_language_is_one_file() {
    let french = "tap-your-badge = Passe ton badge\n\
        seats-left = { $count ->\n    [one] { $count } place libre\n   *[other] { $count } places libres\n}\n\
        by-date = pour le { $day }/{ $month }\n";
    let english = fs::read_to_string(folder("assets/texts/en.ftl")).unwrap();
    let words = Words::of([("en", english.as_str()), ("fr", french)]);
    let lang = Lang::from("fr");
    let say = words.speak(&lang);
    assert_eq!(say.text("tap-your-badge"), "Passe ton badge");
    // French counts nothing as one, too.
    assert_eq!(say.count("seats-left", 0, &[]), "0 place libre");
    assert_eq!(say.count("seats-left", 2, &[]), "2 places libres");
    let day = jiff::civil::date(2026, 12, 1);
    assert_eq!(say.date("by-date", day), "pour le 1/12");
    assert_eq!(
        say.text("im-ready"),
        "I'm ready",
        "English where a sentence is missing"
    );
}

#[test]
fn a_date_is_said_as_each_language_says_it() {
    let words = Words::load();
    let (en, es) = (Lang::from("en"), Lang::from("es"));
    let said = |month, day| {
        let date = jiff::civil::date(2026, month, day);
        let in_lang = |lang| words.speak(lang).date("by-date", date);
        (in_lang(&en), in_lang(&es))
    };
    let both = |en: &str, es: &str| (en.to_owned(), es.to_owned());
    assert_eq!(said(1, 31), both("by January 31", "para el 31 de enero"));
    assert_eq!(
        said(9, 1),
        both("by September 1", "para el 1 de septiembre")
    );
    assert_eq!(
        said(12, 11),
        both("by December 11", "para el 11 de diciembre")
    );
}

#[test]
fn no_sentence_is_left_over() {
    let asked = asked_for();
    let unused: Vec<_> = sentences("en")
        .into_keys()
        .filter(|key| !asked.contains(key))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn every_sentence_that_is_asked_for_is_there() {
    let there = sentences("en");
    let words = Words::load();
    let asked = asked_for();
    let keys = asked.iter().filter(|text| {
        text.contains('-') && !text.contains(|c: char| !c.is_ascii_lowercase() && c != '-')
    });
    let missing: Vec<_> = keys.filter(|key| !there.contains_key(*key)).collect();
    let known_others = [
        "pack-watch",
        "waymark-join",
        "waymark-pin",
        "waymark-stop",
        "waymark-sync",
    ];
    let missing: Vec<_> = missing
        .into_iter()
        .filter(|key| !known_others.contains(&key.as_str()))
        .collect();
    assert!(missing.is_empty(), "no such sentence: {missing:?}");
    for lang in words.languages() {
        for key in there.keys() {
            let said = words.speak(lang).text(key);
            assert!(
                !said.is_empty() && said != *key,
                "{lang}: {key} cannot be read"
            );
        }
    }
}

#[test]
fn plurals_are_right_in_both_languages() {
    let words = Words::load();
    let (en, es) = ("en".into(), "es".into());
    assert_eq!(
        words.speak(&en).count("minutes-left", 1, &[]),
        "1 minute left"
    );
    assert_eq!(
        words.speak(&en).count("minutes-left", 12, &[]),
        "12 minutes left"
    );
    assert_eq!(
        words.speak(&es).count("minutes-left", 1, &[]),
        "Queda 1 minuto"
    );
    assert_eq!(
        words.speak(&es).count("seats-left", 1, &[]),
        "queda 1 lugar"
    );
}

#[test]
fn the_screen_speaks_the_childs_language_and_else_the_tablets() {
    for tablet in ["en", "es"] {
        let mut room = Classroom::at(monday_math());
        room.pack.tablet.language = Lang::from(tablet);
        room.pack.tablet.station = None;
        let speaks = |room: &Classroom| room.kiosk.language(&room.pack, &room.records);
        assert_eq!(speaks(&room), Lang::from(tablet), "before a tap");
        room.tap("s02");
        assert_eq!(speaks(&room), Lang::from("es"), "Mateo reads Spanish");
        room.touch(Touch::NotMe);
        room.wait(10);
        room.tap("s01");
        assert_eq!(
            speaks(&room),
            Lang::from(tablet),
            "Maya has none of her own"
        );
    }
}
