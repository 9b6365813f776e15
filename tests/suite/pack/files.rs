//! Whole files: all problems of all files in one run, and files that are missing, foreign, huge or
//! no text at all.

use std::{fs, path::Path};

use proptest::prelude::*;
use waymark::config;

use super::class::{Class, FILES, mistakes};

#[test]
fn one_run_tells_every_mistake() {
    let class = Class::new();
    class.swap("kiosk.toml", "class = \"Room 12\"", "clas = \"Room 12\"");
    class.swap("kiosk.toml", "\"hands-on\"", "\"handson\"");
    class.swap("kiosk.toml", "\"en\"", "\"english\"");
    class.swap("kiosk.toml", "true", "\"yes\"");
    class.swap("levels.toml", "#56B4E9", "light blue");
    class.swap("levels.toml", "diamond", "circle");
    class.swap("levels.toml", "compass", "compas");
    class.swap("skills.toml", "reflect_every = 4", "reflect_every = 0");
    class.swap("skills.toml", "2026-09-08", "\"September 8\"");
    class.swap("skills.toml", "standard = \"3.NBT.A.1\"\n", "");
    class.swap("rubrics/rounding.toml", "explorer = {", "exploer = {");
    class.swap("rubrics/rounding.toml", "🔍", "magnifier.png");
    class.swap("menus/rounding.toml", "https://", "");
    class.swap("menus/rounding.toml", "must = true", "must = false");
    class.swap("menus/rounding.toml", "owl.svg", "owl.svgg");
    class.write("menus/again.toml", FILES[4].1);
    class.swap("stations.toml", "seats = 6", "seats = 600");
    class.swap("timetable.toml", "\"fri\"", "\"friday\"");
    class.swap(
        "timetable.toml",
        "red = \"hands-on\"",
        "blue = \"hands-on\"",
    );
    class.swap("timetable.toml", "08:30:00", "\"8.30\"");
    class.swap("students.csv", "s01,Maya", "007,");
    class.swap("students.csv", ",red,", ",rde,");
    class.swap("students.csv", "🦉", "🦊🦊");
    insta::assert_snapshot!(class.problems());
}

#[test]
fn a_file_that_is_not_toml_is_told_apart_from_its_content() {
    let class = Class::new();
    class.swap("levels.toml", "shape = \"circle\"", "shape = “circle”");
    class.swap("levels.toml", "sign = \"compass\"", "sign = ");
    let problems = class.problems();
    assert_eq!(problems.matches("[syntax]").count(), 2, "{problems}");
    assert!(problems.contains("levels.toml:6:9:"), "{problems}");
    assert!(problems.contains("straight quotation marks"), "{problems}");
    assert!(
        !problems.contains("rubrics"),
        "no mistakes that follow: {problems}"
    );
    mistakes("kiosk.toml:2:1 syntax | tablet = => class = | duplicate key");
}

#[test]
fn a_missing_file_or_folder_is_a_problem_of_its_own() {
    for (name, _) in FILES.iter().filter(|(name, _)| !name.contains('/')) {
        let class = Class::new();
        class.remove(name);
        class.has_only(&format!("{name}:1:1 missing-file"), "the class has no file");
    }
    let class = Class::new();
    fs::rename(
        class.dir().join("levels.toml"),
        class.dir().join("level.toml"),
    )
    .unwrap();
    class.has_only(
        "levels.toml:1:1 missing-file",
        "rename `level.toml` to `levels.toml`",
    );
    let class = Class::new();
    fs::remove_dir_all(class.dir().join("menus")).unwrap();
    class.has_only("menus:1:1 missing-folder", "make a folder named `menus`");
    let nowhere = config::load(&class.dir().join("nowhere")).unwrap_err();
    assert!(
        nowhere.to_string().starts_with(".:1:1: there is no folder"),
        "{nowhere}"
    );
    let class = Class::new();
    class.remove("levels.toml");
    fs::create_dir(class.dir().join("levels.toml")).unwrap();
    class.has_only("levels.toml:1:1 missing-file", "the class has no file");
}

#[test]
fn a_file_in_place_of_a_folder_cannot_be_read() {
    let class = Class::new();
    fs::remove_dir_all(class.dir().join("rubrics")).unwrap();
    class.write("rubrics", "");
    class.has_only("rubrics:1:1 unreadable", "it cannot be read");
}

#[test]
fn a_megabyte_of_nonsense_comes_to_an_end() {
    let class = Class::new();
    for piece in ["[", "=\n", "\"\n", "a.", "[[a]]\n", "{", "s,\"", "\n,,,,,"] {
        for file in ["timetable.toml", "students.csv"] {
            class.write(file, piece.repeat((1 << 20) / piece.len()));
        }
        let problems = config::load(class.dir()).unwrap_err();
        assert!(problems.as_slice().len() <= 202, "{piece}");
    }
}

#[test]
fn a_file_of_the_wrong_sort_is_not_read_further() {
    let class = Class::new();
    class.write("stations.toml", b"[[station]]\nid = \"caf\xe9\"\n");
    class.has_only(
        "stations.toml:2:10 not-utf8",
        "save it again with the encoding UTF-8",
    );
    class.write("stations.toml", vec![b'#'; (1 << 20) + 1]);
    class.has_only("stations.toml:1:1 file-too-big", "larger than 1 MiB");
    let class = Class::new();
    for number in 0..501 {
        class.write(&format!("menus/{number}.txt"), "");
    }
    class.has_only("menus:1:1 too-many", "there are 502 files here");
}

#[test]
fn a_file_full_of_mistakes_does_not_bury_the_others() {
    let class = Class::new();
    let keys: Vec<_> = (0..5000).map(|number| format!("k{number} = 1\n")).collect();
    let keys = keys.concat();
    class.swap("kiosk.toml", "[devices]", &format!("{keys}[devices]"));
    class.swap("stations.toml", "6", "0");
    let problems = config::load(class.dir()).unwrap_err();
    let kiosk = problems
        .iter()
        .filter(|problem| problem.file == Path::new("kiosk.toml"));
    let codes: Vec<_> = kiosk.map(|problem| problem.code).collect();
    assert_eq!((codes.len(), codes.last()), (101, Some(&"more-problems")));
    assert_eq!(problems.as_slice().last().unwrap().code, "out-of-range");
}

#[test]
fn what_a_teacher_wrote_is_repeated_short_and_harmless() {
    let class = Class::new();
    let text = format!("\\u001B[2J{}", "x".repeat(500));
    class.swap("levels.toml", "circle", &text);
    let problems = class.problems();
    assert!(problems.contains("`\\u{1b}[2Jxxx"), "{problems}");
    assert!(
        problems.lines().next().unwrap().chars().count() < 120,
        "{problems}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_in_any_file_are_problems_at_worst(
        file in 0..FILES.len(),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let class = Class::new();
        class.write(FILES[file].0, bytes);
        let problems = config::load(class.dir()).err();
        prop_assert!(problems.is_none_or(|problems| !problems.as_slice().is_empty()));
    }

    #[test]
    fn any_slip_of_the_hand_is_a_problem_at_worst(
        file in 0..FILES.len(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..12,
        put in r#"[\[\]{}=".,#\n🦊a-z0-9“-]{0,6}"#,
    ) {
        let class = Class::new();
        let (name, text) = FILES[file];
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        let end = (at + cut).min(letters.len());
        letters.splice(at..end, put.chars());
        class.write(name, letters.into_iter().collect::<String>());
        if let Err(problems) = config::load(class.dir()) {
            prop_assert!(!problems.as_slice().is_empty());
            for problem in &problems {
                prop_assert!(problem.line > 0 && problem.column > 0);
                prop_assert!(!problem.message.ends_with('.'), "{}", problem);
            }
        }
    }
}
