//! The clips that ship: none is missing, none is left over, and each is a sound of a sensible
//! length and loudness.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use waymark::{devices::speaker::sound, domain::utterance::slug, look::voice};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The pieces between what a language's sentences fill in, without those that only a teacher reads.
fn pieces(lang: &str) -> BTreeSet<String> {
    let silent = fs::read_to_string(folder("assets/voice/for-teachers")).unwrap();
    let text = fs::read_to_string(folder("assets/texts").join(format!("{lang}.ftl"))).unwrap();
    let mut key = "";
    let mut found = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let said = match line.split_once(" = ") {
            Some((name, said)) if !line.starts_with(' ') => {
                key = name;
                said
            }
            _ => line.split_once("] ").map_or("", |(_, said)| said),
        };
        if key.starts_with("desk-") || silent.lines().any(|silent| silent == key) {
            continue;
        }
        for (at, part) in said.split(['{', '}']).enumerate() {
            // Every second part stands in braces.
            let name = slug(part);
            if at % 2 == 0 && !name.is_empty() {
                found.insert(name);
            }
        }
    }
    found
}

fn shipped(lang: &str) -> BTreeSet<String> {
    let clips = fs::read_dir(folder("assets/voice").join(lang)).unwrap();
    let names = clips.map(|clip| clip.unwrap().path());
    names
        .map(|clip| clip.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_piece_of_every_sentence_has_a_clip_and_no_clip_is_left_over() {
    for lang in ["en", "es"] {
        let mut wanted = pieces(lang);
        assert!(wanted.len() > 100, "{lang}: {wanted:?}");
        wanted.extend((0..=60).map(|number| number.to_string()));
        let shipped = shipped(lang);
        let missing: Vec<_> = wanted.difference(&shipped).collect();
        assert!(
            missing.is_empty(),
            "{lang}: run assets/voice/render for {missing:?}"
        );
        let more: Vec<_> = shipped.difference(&wanted).collect();
        assert!(more.is_empty(), "{lang}: nothing says {more:?}");
    }
}

#[test]
fn every_clip_is_a_sound_of_a_sensible_length_and_loudness() {
    let mut bytes = 0;
    for lang in ["en", "es"] {
        for name in shipped(lang) {
            let clip = voice::clip(&lang.into(), &name).unwrap();
            bytes += clip.len();
            // Decoding all of them takes long in a test: every fifth does.
            if name.len() % 5 != 0 {
                continue;
            }
            let samples = sound::decode(std::io::Cursor::new(clip)).unwrap();
            let length = samples.length();
            let sensible = Duration::from_millis(150)..Duration::from_secs(9);
            assert!(sensible.contains(&length), "{lang} {name}: {length:?}");
            let peak = samples
                .samples
                .iter()
                .fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!((0.1..=1.0).contains(&peak), "{lang} {name}: {peak}");
        }
    }
    for sound in [voice::HELLO, voice::SAVED, voice::ASK_AN_ADULT] {
        let length = sound::decode(std::io::Cursor::new(sound)).unwrap().length();
        assert!(length < Duration::from_millis(1500), "{length:?}");
    }
    assert!(bytes < 6 << 20, "the clips take {bytes} bytes");
}
