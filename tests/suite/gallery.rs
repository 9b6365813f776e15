//! The gallery: every screen in every language, at every size and in every state, as pictures on one
//! page, for whoever wants to look at the whole product in a minute. `bash tests/gallery FOLDER`
//! makes it. And the dozen screens that matter, compared with the pictures of them that are kept.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use eframe::egui::vec2;
use egui_kittest::SnapshotOptions;
use waymark::{
    domain::{
        badge::{Tap, TapSource},
        health::JournalProblem,
        pack::CameraChoice,
    },
    screens::PracticeBadge,
};

use crate::{
    desk,
    screens::{SIZES, Scene, Stage, Window, scenes},
    support::classroom::{Classroom, badge_of, monday_math},
};

const LANGUAGES: [&str; 2] = ["en", "es"];

/// A state of the tablet, not of a child.
type State = (&'static str, fn(&mut Stage));

/// Every one, by name.
const TABLET: [State; 7] = [
    ("tablet-practice", practice_row),
    ("tablet-no-reader-no-pin", |stage| {
        stage.quiet_lines = vec!["no-reader", "no-pin"];
    }),
    ("tablet-camera-no-reader", |stage| {
        stage.room.pack.tablet.camera = CameraChoice::First;
        stage.quiet_lines = vec!["no-reader", "no-pin"];
    }),
    ("tablet-no-camera", |stage| {
        stage.quiet_lines = vec!["no-camera"];
    }),
    ("tablet-cannot-save", |stage| {
        stage.quiet_lines = vec!["journal-trouble", "pack-is-old"];
    }),
    ("tablet-no-journal", |stage| {
        stage.journal = Some(JournalProblem::Damaged);
    }),
    ("tablet-pack-problems", |stage| {
        let problems = [
            "menus/rounding.toml:12:11: the drawing `puppet.svg` links to `/home/me/puppet.png` [picture-links]\n  hint: use the PNG or JPEG by itself, or draw it in the drawing",
            "rubrics/rounding.toml:14:1: unknown level `trailblaser` [unknown-level]\n  hint: did you mean `trailblazer`?",
            "stations.toml:9:11: the picture `class.jpg` is 12000 x 9000 pixels [picture-too-big]\n  hint: make it smaller; 1000 x 1000 is plenty, 25 megapixels are the most",
            "students.csv:7:5: `first_name` has 200 characters, at most 40 fit [too-long]",
        ];
        stage.problems = problems.map(ToOwned::to_owned).to_vec();
    }),
];

fn practice_row(stage: &mut Stage) {
    stage.quiet_lines = vec!["practice-hint"];
    let students = stage.room.pack.students.iter().take(8);
    let badges = students.map(|(id, card)| PracticeBadge {
        picture: card.picture.clone(),
        tap: Tap {
            keys: vec![badge_of(id.as_str())],
            source: TapSource::Practice,
        },
    });
    stage.practice = badges.collect();
}

/// The screens that are compared with a kept picture, in English at 1280 x 800.
const KEPT: [&str; 12] = [
    "start",
    "hello-new",
    "hello-check-in",
    "hello-arabic",
    "reflect",
    "placed",
    "compare",
    "menu",
    "task",
    "check-in",
    "set-full",
    "trail",
];

/// One picture of the gallery.
struct Shot {
    name: &'static str,
    lang: &'static str,
    size: (f32, f32),
}

impl Shot {
    fn file(&self) -> String {
        let (width, height) = self.size;
        format!("{}-{}-{width}x{height}.png", self.name, self.lang)
    }
}

/// A child's screens and a teacher's.
fn all_scenes() -> Vec<Scene> {
    [scenes(), desk::scenes()].concat()
}

fn shots() -> Vec<Shot> {
    let names = || {
        let scenes = all_scenes().into_iter().map(|(name, _)| name);
        scenes.chain(TABLET.map(|(name, _)| name))
    };
    let sizes = SIZES.into_iter();
    sizes
        .flat_map(|size| LANGUAGES.map(|lang| (size, lang)))
        .flat_map(|(size, lang)| names().map(move |name| Shot { name, lang, size }))
        .collect()
}

/// Brings a window to a screen.
fn show(window: &mut Window, name: &str, lang: &str) {
    if let Some((_, scene)) = all_scenes().into_iter().find(|(known, _)| *known == name) {
        return window.show(scene, lang);
    }
    let (_, state) = TABLET
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap();
    window.show(|_| {}, lang);
    state(window.stage_mut());
    window.step();
}

fn window(size: (f32, f32)) -> Window {
    Window::open(Classroom::at(monday_math()), vec2(size.0, size.1))
}

/// The page with all pictures on it: one row a screen, what differs beside each other.
fn page(shots: &[Shot]) -> String {
    let head = "<!doctype html><html lang='en'><meta charset='utf-8'><title>Waymark, every screen</title>\n\
         <style>body{font:16px sans-serif;background:#fbf6ec;color:#1d2733;margin:24px}\
         nav a{margin-right:12px}section{margin:36px 0}div{display:flex;flex-wrap:wrap;gap:12px}\
         figure{margin:0}img{height:220px;border:1px solid #e4dac7}</style>\n<h1>Waymark, every screen</h1>\n<nav>";
    let names: BTreeSet<&str> = shots.iter().map(|shot| shot.name).collect();
    let links = names
        .iter()
        .map(|name| format!("<a href='#{name}'>{name}</a>\n"));
    let sections = names.iter().map(|name| {
        let own = shots.iter().filter(|shot| shot.name == *name);
        let figures: Vec<_> = own.map(figure).collect();
        let figures = figures.concat();
        format!("<section id='{name}'><h2>{name}</h2><div>\n{figures}</div></section>\n")
    });
    let (links, sections) = (links.collect::<Vec<_>>(), sections.collect::<Vec<_>>());
    format!(
        "{head}\n{}</nav>\n{}</html>\n",
        links.concat(),
        sections.concat()
    )
}

fn figure(shot: &Shot) -> String {
    let (file, name, lang, (width, height)) = (shot.file(), shot.name, shot.lang, shot.size);
    format!(
        "<figure><a href='{file}'><img loading='lazy' src='{file}' alt='{name}'></a>\
         <figcaption>{lang}, {width} x {height}</figcaption></figure>\n"
    )
}

#[test]
fn every_picture_has_a_place_on_the_page() {
    let shots = shots();
    let page = page(&shots);
    let files: BTreeSet<String> = shots.iter().map(Shot::file).collect();
    assert_eq!(files.len(), shots.len(), "two pictures have one name");
    for file in files {
        assert_eq!(page.matches(&format!("src='{file}'")).count(), 1, "{file}");
    }
}

/// Draws the whole gallery where it is asked for; otherwise the states of the tablet alone, which no
/// other test draws.
#[test]
fn every_screen_makes_a_picture() {
    let folder = env::var_os("WAYMARK_GALLERY").map(PathBuf::from);
    let only = env::var("WAYMARK_GALLERY_ONLY").unwrap_or_default();
    let mut drawn = Vec::new();
    for size in SIZES {
        let wanted = shots().into_iter().filter(|shot| {
            let asked = folder.is_some() || shot.name.starts_with("tablet-");
            asked && shot.size == size && shot.file().contains(&only)
        });
        let wanted: Vec<_> = wanted.collect();
        let mut window = window(size);
        for shot in wanted {
            show(&mut window, shot.name, shot.lang);
            assert!(!window.names().is_empty(), "{} says nothing", shot.file());
            if let Some(folder) = &folder {
                window.picture().save(folder.join(shot.file())).unwrap();
            }
            drawn.push(shot);
        }
    }
    if let Some(folder) = folder {
        fs::write(folder.join("index.html"), page(&drawn)).unwrap();
    }
}

/// Letters are drawn by the same code everywhere, so they are the same everywhere. The edges of
/// cards, circles and drawings are a graphics driver's, and differ by a shade: each pixel may be off
/// by what dify calls 0.6, and 400 of the million pixels by more. A word that moves by one point
/// changes a thousand.
#[test]
fn the_screens_that_matter_look_as_they_are_kept() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/pictures");
    let mut window = window(SIZES[0]);
    let options = SnapshotOptions::new()
        .output_path(&kept)
        .threshold(0.6)
        .max_failed_pixels(400);
    for name in KEPT {
        show(&mut window, name, "en");
        window.compare(name, &options);
    }
}
