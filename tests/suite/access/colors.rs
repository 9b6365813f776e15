//! Contrast, from the design tokens, and colours for eyes that see fewer of them.

#![expect(
    clippy::print_stdout,
    reason = "a test here prints the table of what it measured"
)]

use eframe::egui::Color32;
use waymark::{
    config,
    domain::pack::Level,
    look::{
        levels::color,
        theme::{CARD, SHAPE_PAIRS, TEXT_PAIRS},
        vision::{Eyes, LEVEL_FROM_CARD, LEVELS_APART, alike, contrast, difference, luminance},
    },
};

use crate::support::classroom::sample_pack;

fn hex(color: Color32) -> String {
    format!("#{:02X}{:02X}{:02X}", color.r(), color.g(), color.b())
}

#[test]
fn contrast_is_computed_as_wcag_does() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    // The well-known grey that just passes AA on white.
    assert!((contrast(Color32::from_gray(0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}

#[test]
fn text_has_a_contrast_of_seven_and_shapes_of_three() {
    for (tone, ground) in TEXT_PAIRS {
        let found = contrast(tone.color(), ground);
        let (text, on) = (hex(tone.color()), hex(ground));
        println!("{found:5.2}  text {tone:?} {text} on {on}");
        assert!(found >= 7.0, "{tone:?} on {on}: {found:.2}");
    }
    for (name, shape, ground) in SHAPE_PAIRS {
        let found = contrast(shape, ground);
        println!("{found:5.2}  {name}, {} on {}", hex(shape), hex(ground));
        assert!(found >= 3.0, "{name}: {found:.2}");
    }
}

fn names<'a>(one: &'a Level, other: Option<&'a Level>) -> (&'a str, &'a str) {
    (
        one.id.as_str(),
        other.map_or("card", |other| other.id.as_str()),
    )
}

#[test]
fn the_levels_of_the_sample_class_stay_apart_for_all_eyes() {
    let pack = sample_pack();
    let mut least = [(f32::MAX, String::new()), (f32::MAX, String::new())];
    for (at, one) in pack.levels.iter().enumerate() {
        let others = pack.levels[at + 1..].iter().map(Some).chain([None]);
        for other in others {
            let ground = other.map_or(CARD, color);
            let found = Eyes::ALL.map(|eyes| difference(color(one), ground, eyes));
            let (one, other_name) = names(one, other);
            println!("{one:<12} {other_name:<12} {found:.3?}  (usual, protan, deutan, tritan)");
            let kind = usize::from(other.is_none());
            let worst = found.into_iter().reduce(f32::min).unwrap();
            if worst < least[kind].0 {
                least[kind] = (worst, format!("{one} and {other_name}"));
            }
        }
    }
    println!("least: {least:.3?}");
    assert!(least[0].0 >= LEVELS_APART, "{:?}", least[0]);
    assert!(least[1].0 >= LEVEL_FROM_CARD, "{:?}", least[1]);
    assert!(alike(&pack.levels).is_empty());
}

#[test]
fn in_grey_the_shapes_tell_the_levels_apart() {
    let pack = sample_pack();
    for (at, one) in pack.levels.iter().enumerate() {
        println!(
            "{:<12} {:?} {:.2} of white",
            one.id.as_str(),
            one.shape,
            luminance(color(one))
        );
        for other in &pack.levels[at + 1..] {
            assert_ne!(one.shape, other.shape);
            assert_ne!(one.sign, other.sign);
        }
    }
}

#[test]
fn levels_that_look_alike_to_some_are_named() {
    let mut levels = sample_pack().levels;
    levels[0].color = [0x00, 0x9E, 0x60];
    levels[3].color = [0xFF, 0xFD, 0xF0];
    let found: Vec<_> = alike(&levels)
        .iter()
        .map(|alike| names(alike.one, alike.other))
        .map(|(one, other)| (one.to_owned(), other.to_owned()))
        .collect();
    assert!(
        found.contains(&("seeker".to_owned(), "explorer".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&("guide".to_owned(), "card".to_owned())),
        "{found:?}"
    );
}

#[test]
fn the_keys_of_kiosk_toml_for_eyes_and_hands_are_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    copy(&sample, folder.path());
    let file = folder.path().join("kiosk.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let with = |text_size: &str, seconds: &str| {
        let text = text
            .replace("# screen_inches = 10.1", "screen_inches = 8")
            .replace("text_size = 100", &format!("text_size = {text_size}"))
            .replace(
                "switch_scan_seconds = 0",
                &format!("switch_scan_seconds = {seconds}"),
            );
        std::fs::write(&file, text).unwrap();
        config::load(folder.path())
    };
    let tablet = with("150", "2.5").unwrap().tablet;
    assert_eq!(tablet.screen, Some(waymark::domain::pack::Inches(8.0)));
    assert!((tablet.text_size.factor() - 1.5).abs() < f32::EPSILON);
    assert_eq!(
        tablet.switch_scan,
        Some(std::time::Duration::from_millis(2500))
    );
    assert_eq!(with("100", "0").unwrap().tablet.switch_scan, None);
    for (text_size, seconds) in [("130", "0"), ("100", "0.2"), ("100", "\"fast\"")] {
        let problems = with(text_size, seconds).unwrap_err();
        assert_eq!(problems.as_slice().len(), 1, "{problems}");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
