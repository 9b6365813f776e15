//! What a screen reader finds on every page: names, roles and states, a heading, nothing twice.

use std::collections::BTreeSet;

use eframe::egui::{
    Role,
    accesskit::{Live, Toggled},
    vec2,
};
use egui_kittest::kittest::NodeT as _;
use waymark::domain::ids::Lang;

use crate::{
    screens::{Window, scenes},
    support::classroom::{Classroom, monday_math},
};

fn open(scene: fn(&mut Classroom), lang: &str) -> Window {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.language = Lang::from(lang);
    scene(&mut room);
    let mut window = Window::open(room, vec2(1280.0, 800.0));
    window.step();
    window.step();
    window
}

#[test]
fn every_page_has_one_heading_that_is_said_when_it_changes_and_names_everything_once() {
    for (scene, enter) in scenes() {
        for lang in ["en", "es"] {
            let window = open(enter, lang);
            let mut headings = 0;
            let mut seen = BTreeSet::new();
            for node in window.harness.root().children_recursive() {
                let kit = node;
                let node = kit.accesskit_node();
                let said = node.label().or_else(|| node.value()).unwrap_or_default();
                let place = format!("{scene} {lang}: {:?} {said}", node.role());
                match node.role() {
                    Role::Heading => {
                        headings += 1;
                        assert_eq!(node.live(), Live::Polite, "{place}");
                    }
                    Role::Button | Role::Label => {}
                    _ => continue,
                }
                assert!(!said.trim().is_empty(), "{place}: it has no name");
                let rect = kit.rect();
                let at = rect.center().round().to_string();
                assert!(seen.insert((said, at)), "{place} is there twice");
            }
            assert_eq!(headings, 1, "{scene} {lang}");
        }
    }
}

#[test]
fn what_was_picked_before_is_told_as_chosen() {
    let (_, enter) = scenes()
        .into_iter()
        .find(|(name, _)| *name == "reflect-back")
        .unwrap();
    let window = open(enter, "en");
    let states: Vec<Option<Toggled>> = window
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Button)
        .map(|node| node.accesskit_node().toggled())
        .collect();
    let chosen = states.iter().filter(|state| **state == Some(Toggled::True));
    let others = states
        .iter()
        .filter(|state| **state == Some(Toggled::False));
    assert_eq!((chosen.count(), others.count()), (1, 3), "{states:?}");
}
