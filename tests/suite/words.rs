//! The sentences: every one that is asked for is there, in every language, and none is left over.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

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
    found
}

#[test]
fn every_language_has_the_same_sentences_with_the_same_names_in_them() {
    let english = sentences("en");
    let spanish = sentences("es");
    assert_eq!(
        english.keys().collect::<Vec<_>>(),
        spanish.keys().collect::<Vec<_>>()
    );
    for (key, names) in &english {
        assert_eq!(names, &spanish[key], "{key} fills in other names");
    }
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
    let words = waymark::look::words::Words::load();
    let asked = asked_for();
    let keys = asked.iter().filter(|text| {
        text.contains('-') && !text.contains(|c: char| !c.is_ascii_lowercase() && c != '-')
    });
    let missing: Vec<_> = keys.filter(|key| !there.contains_key(*key)).collect();
    let known_others = ["pack-watch"];
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
    let words = waymark::look::words::Words::load();
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
