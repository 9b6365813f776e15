//! What is on a screen can be heard: all of it, by the speaker button of the page, and each card by
//! its own.

use std::collections::BTreeSet;

use waymark::{
    config,
    devices::speaker::{Library, Part},
    domain::{
        kiosk::Touch,
        text::tidy,
        utterance::{Utterance, slug},
    },
    look::{voice, words::Words},
};

use crate::screens::{Window, open, scenes};

/// What the page's speaker button reads.
fn page(window: &mut Window, listen: &str) -> Utterance {
    window.click(listen);
    match window.stage_mut().touched.take() {
        Some(Touch::Hear(utterance)) => utterance,
        other => panic!("{listen} asks for {other:?}"),
    }
}

#[test]
fn every_sentence_of_every_student_screen_can_be_heard_in_both_languages() {
    let words = Words::load();
    let pack = config::load(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config"));
    let library = Library::new(pack.unwrap().recordings, voice::clip);
    let mut heard = 0;
    for (name, scene) in scenes() {
        for lang in ["en", "es"] {
            let mut window = open(scene, lang, (1280.0, 800.0));
            // A child may have a language of their own.
            let room = &window.stage_mut().room;
            let lang = room.kiosk.language(&room.pack, &room.records);
            let student = room.kiosk.visit().map(|visit| visit.student.clone());
            let card = student.and_then(|id| room.records.student(&id)?.card.get().cloned());
            let own_name = card.map_or_else(String::new, |card| tidy(&card.first_name));
            let listen = words.speak(&lang).text("listen");
            let seen: BTreeSet<String> = window
                .names()
                .iter()
                .filter(|name| !name.starts_with(&listen))
                .map(|name| slug(name))
                .filter(|name| !name.is_empty())
                .collect();
            let utterance = page(&mut window, &listen);
            assert_eq!(utterance.lang, lang, "{name}");
            let said: BTreeSet<String> = utterance
                .sentences
                .iter()
                .map(|pieces| slug(&pieces.join(" ")))
                .collect();
            let mut unheard: Vec<_> = seen.difference(&said).collect();
            if matches!(
                name,
                "forgot-names" | "forgot-names-36" | "forgot-pictures" | "forgot-again"
            ) {
                // Who else is in the class, and the twelve pictures, are not called out in the room:
                // only what is asked is read.
                let asked = ["forgot-who", "forgot-pictures", "forgot-again"];
                let asked = asked.map(|key| slug(&words.speak(&lang).text(key)));
                unheard.retain(|text| asked.contains(text));
            }
            assert!(
                unheard.is_empty(),
                "{name}-{lang} does not read {unheard:?}"
            );
            for piece in utterance.sentences.iter().flatten() {
                heard += 1;
                for part in library.find(&utterance.lang, piece) {
                    if let Part::Words(words) = part {
                        assert!(
                            is_personal(&words, &own_name),
                            "{name}-{lang}: no recording of {words:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(heard > 800, "only {heard} pieces on all screens");
}

/// What nobody could have recorded before: the name of whoever is here, and a teacher's note.
fn is_personal(words: &str, name: &str) -> bool {
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    name.contains(words) || words.starts_with("I loved how") || words.starts_with("أحسنت")
}

#[test]
fn every_picture_card_has_a_speaker_button_that_reads_just_that_card() {
    for (wanted, cards) in [
        ("reflect", 4),
        ("other-level", 4),
        ("menu", 4),
        ("oops", 4),
        ("how-did-it-go", 3),
        ("compare", 2),
    ] {
        let (_, scene) = scenes()
            .into_iter()
            .find(|(name, _)| *name == wanted)
            .unwrap();
        let mut window = open(scene, "en", (1280.0, 800.0));
        let buttons: Vec<String> = window
            .names()
            .into_iter()
            .filter(|name| name.starts_with("Listen: "))
            .collect();
        assert_eq!(buttons.len(), cards, "{wanted}: {buttons:?}");
        for button in buttons {
            let heard = page(&mut window, &button);
            let said: Vec<_> = heard.sentences.concat();
            assert_eq!(slug(&format!("Listen {}", said.join(" "))), slug(&button));
        }
    }
}

#[test]
fn a_page_is_read_from_the_top_and_the_way_out_comes_last() {
    let (_, scene) = scenes()
        .into_iter()
        .find(|(name, _)| *name == "reflect")
        .unwrap();
    let mut window = open(scene, "en", (1280.0, 800.0));
    let said: Vec<String> = page(&mut window, "Listen")
        .sentences
        .iter()
        .map(|pieces| pieces.join(" "))
        .collect();
    assert!(said[0].starts_with("I can"), "{said:?}");
    assert_eq!(said[1], "Tap the picture that looks like your work.");
    for (place, level) in ["Seeker", "Explorer", "Trailblazer", "Guide"]
        .iter()
        .enumerate()
    {
        assert!(said[2 + place].starts_with(level), "{said:?}");
    }
    assert_eq!(said[said.len() - 2..], ["That's not me", "Back"]);
}
