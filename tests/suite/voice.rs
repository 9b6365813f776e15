//! The voice: every sentence can be heard, in pieces that are found by what they say, and a tablet
//! without sound, a file that is no sound and a program that hangs are no trouble for anybody.

mod clips;
mod heard;
mod speaker;

use std::collections::BTreeMap;

use waymark::{
    devices::speaker::{Library, Part},
    domain::{
        ids::Lang,
        kiosk::{Input, Page, Touch},
        pack::StudentCard,
        utterance::{ReadAloud, Recordings, Utterance, parts, slug},
    },
    look::words::Words,
};

use crate::support::classroom::{Classroom, monday_math};

fn en() -> Lang {
    Lang::from("en")
}

#[test]
fn a_recording_is_named_by_what_it_says() {
    for (text, name) in [
        ("I can round to ten.", "i-can-round-to-ten"),
        ("¿Cuál te parece mejor?", "cuál-te-parece-mejor"),
        ("That's not me", "that-s-not-me"),
        ("  Zoë ", "zoë"),
        ("数学 3", "数学-3"),
        ("...", ""),
    ] {
        assert_eq!(slug(text), name);
        assert_eq!(slug(name), name, "a file name is its own name");
    }
    assert!(slug(&"word ".repeat(100)).chars().count() <= 100);
}

#[test]
fn a_text_is_divided_where_a_mark_and_a_space_are() {
    let divided: Vec<_> = parts("Math · Round 1 of 3: go, now. 3.14 is pi!").collect();
    assert_eq!(
        divided,
        ["Math", "Round 1 of 3:", "go,", "now.", "3.14 is pi!"]
    );
}

#[test]
fn what_is_filled_into_a_sentence_is_a_piece_of_its_own() {
    let words = Words::load();
    let lang = en();
    let say = words.speak(&lang);
    let hi = say.with("hi", &[("name", "Maya")]);
    let left = say.count("minutes-left", 12, &[]);
    assert_eq!(
        (hi.as_str(), left.as_str()),
        ("Hi, Maya!", "12 minutes left")
    );
    let round = say.with("round-of", &[("round", "1"), ("rounds", "3")]);
    let plan = "My plan: see, do".to_owned();
    let both = format!("{round}: here, there");
    let texts = [hi, left, format!("Math · {round}"), plan, both];
    let heard = say.utter(&texts);
    let pieces: Vec<Vec<&str>> = heard
        .sentences
        .iter()
        .map(|sentence| sentence.iter().map(AsRef::as_ref).collect())
        .collect();
    assert_eq!(pieces[0], ["Hi,", "Maya"]);
    assert_eq!(pieces[1], ["12", "minutes left"]);
    assert_eq!(pieces[2], ["Math", "Round", "1", "of", "3"]);
    assert_eq!(pieces[3], ["My plan: see, do"]);
    assert_eq!(pieces[4], ["Round", "1", "of", "3", "here, there"]);
}

#[test]
fn the_class_pack_goes_before_what_ships_and_the_whole_before_its_parts() {
    fn clips(lang: &Lang, name: &str) -> Option<&'static [u8]> {
        let known = ["hi", "maya", "done", "november", "21"];
        (lang.as_str() == "en" && known.contains(&name)).then_some(b"clip")
    }
    let own = |name: &str| ((en(), name.to_owned()), format!("{name}.ogg").into());
    let recordings: Recordings = BTreeMap::from([own("maya"), own("hi-bo")]);
    let library = Library::new(recordings, clips);
    let file =
        |name: &str, says: &str| Part::Recording(format!("{name}.ogg").into(), says.to_owned());
    let clip = || Part::Clip(b"clip");
    let words = |text: &str| Part::Words(text.to_owned());
    assert_eq!(library.find(&en(), "Maya"), [file("maya", "Maya")]);
    assert_eq!(library.find(&en(), "Hi, Bo!"), [file("hi-bo", "Hi, Bo!")]);
    assert_eq!(library.find(&en(), "Hi, Zoë!"), [clip(), words("Zoë!")]);
    assert_eq!(library.find(&en(), "November 21"), [clip(), clip()]);
    let long = "Done: Hi, Bo! Maya";
    let run = [clip(), file("hi-bo", "Hi, Bo!"), file("maya", "Maya")];
    assert_eq!(library.find(&en(), long), run, "the longest run of parts");
    assert_eq!(
        library.find(&en(), "Well done, you"),
        [words("Well done, you")],
        "a sentence of which no part was recorded is not chopped"
    );
    assert_eq!(library.find(&Lang::from("es"), "Maya"), [words("Maya")]);
}

#[test]
fn being_read_to_is_not_silence() {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Open(Page::Plan));
    room.wait(20);
    let scene = room.kiosk.scene();
    let lang = en();
    let sentences = Vec::new();
    room.touch(Touch::Hear(Utterance { lang, sentences }));
    room.input(Input::VoiceBegan);
    room.wait(60);
    room.input(Input::VoiceEnded);
    room.wait(24);
    assert_eq!(room.kiosk.scene(), scene, "the page is still there");
    room.wait(2);
    assert_ne!(room.kiosk.scene(), scene, "now it asks: Still there?");
    let asks = room.kiosk.scene();
    room.wait(8);
    room.input(Input::VoiceBegan);
    room.wait(4);
    room.input(Input::VoiceEnded);
    assert_eq!(
        room.kiosk.scene(),
        asks,
        "it waits while the question is read"
    );
    room.wait(11);
    assert!(room.kiosk.visit().is_none());
}

#[test]
fn a_voice_that_never_says_it_has_ended_keeps_no_child_on_the_screen_for_ever() {
    let mut room = Classroom::at(monday_math());
    room.tap("s01");
    room.input(Input::VoiceBegan);
    room.wait(10 * 60);
    assert!(room.kiosk.visit().is_none());
}

#[test]
fn the_screen_is_another_as_soon_as_somebody_leaves_or_taps() {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    room.settle("s01");
    room.settle("s03");
    let mut seen = vec![room.kiosk.scene()];
    room.tap("s01");
    seen.push(room.kiosk.scene());
    room.tap("s03");
    seen.push(room.kiosk.scene());
    room.touch(Touch::NotMe);
    seen.push(room.kiosk.scene());
    for (at, scene) in seen.iter().enumerate() {
        assert!(!seen[at + 1..].contains(scene), "{scene:?}");
    }
    assert!(seen[2].is_another_turn(&seen[1]) && seen[3].is_another_turn(&seen[2]));
}

#[test]
fn when_to_read_aloud_is_the_childs_before_it_is_the_classs() {
    let mut room = Classroom::at(monday_math());
    let ask = |room: &Classroom| room.kiosk.read_aloud(&room.pack, &room.records);
    assert_eq!(ask(&room), ReadAloud::Button);
    room.pack.tablet.read_aloud = ReadAloud::Off;
    assert_eq!(ask(&room), ReadAloud::Off);
    let student = "s01".into();
    let mut card = room
        .records
        .student(&student)
        .unwrap()
        .card
        .get()
        .unwrap()
        .clone();
    card.read_aloud = Some(ReadAloud::Always);
    room.happen(waymark::domain::event::Event::StudentChanged { student, card });
    assert_eq!(ask(&room), ReadAloud::Off);
    room.tap("s01");
    assert_eq!(ask(&room), ReadAloud::Always);
}

#[test]
fn a_student_recorded_before_there_was_a_voice_still_reads() {
    let old = r#"{"first_name":"Maya","picture":"🦊"}"#;
    let mut card: StudentCard = serde_json::from_str(old).unwrap();
    assert_eq!(card.read_aloud, None);
    assert_eq!(serde_json::to_string(&card).unwrap(), old);
    card.read_aloud = Some(ReadAloud::Always);
    let new = serde_json::to_string(&card).unwrap();
    assert!(new.ends_with(r#""read_aloud":"always"}"#), "{new}");
    assert_eq!(serde_json::from_str::<StudentCard>(&new).unwrap(), card);
}
