//! One child's data alone: all of it, and nothing of any other child.

use std::{collections::BTreeSet, fs, io::Read as _, path::Path};

use jiff::ToSpan as _;
use waymark::{
    domain::{
        event::Event,
        exporting::folder_of_child,
        ids::{Lang, StudentId},
        pack::StudentCard,
    },
    export::{self, Class, ROWS},
    look::words::Words,
    storage::{Journal, View},
};

use super::{Played, friday};
use crate::support::happenings::card;

/// Everything in the files of a folder, with what is packed unpacked.
fn bytes_of(folder: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = file.file_name().into_string().unwrap();
        let bytes = fs::read(file.path()).unwrap();
        if name == "Waymark.xlsx" {
            let mut inside = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for index in 0..inside.len() {
                let mut part = inside.by_index(index).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                texts.push((format!("{name} {}", part.name().unwrap()), text));
            }
        } else {
            texts.push((name, String::from_utf8(bytes).unwrap()));
        }
    }
    texts
}

fn export_child(class: &Played, student: &str) {
    let (words, lang) = (Words::load(), Lang::from("en"));
    let asked = Class {
        pack: &class.pack,
        say: words.speak(&lang),
        now: friday().datetime(),
        rows_a_sheet: ROWS,
    };
    let student = StudentId::from(student);
    export::write_child(&class.journal, &class.out(), &student, Some(asked), |_| {
        true
    })
    .unwrap();
}

/// The sample class with something that names all children at once, and words for two.
fn played() -> Played {
    let mut class = Played::new();
    let who = class.pack.students.clone();
    let groups = who.iter().map(|(student, card)| {
        let group = card.group.clone().unwrap_or_else(|| "red".into());
        (student.clone(), group)
    });
    let groups = groups.collect();
    class.happen(&friday(), [Event::GroupsSet { groups }]);
    for (student, text) in [("s03", "Your number line is clear"), ("s04", "Be brave")] {
        let text = text.to_owned();
        let student = student.into();
        class.happen(&friday(), [Event::NoteLeft { student, text }]);
    }
    class
}

/// Names and ids that stand only where a child is meant.
fn marks(student: &StudentId, card: &StudentCard) -> [String; 3] {
    [
        student.to_string(),
        card.first_name.clone(),
        card.last_name.clone(),
    ]
}

/// Whether a mark stands somewhere as a word of its own.
fn tells(text: &str, mark: &str) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(mark).any(|(at, _)| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + mark.len()..].chars().next())
    })
}

#[test]
fn nothing_of_another_child_is_in_one_childs_data() {
    let class = played();
    let who = class.pack.students.clone();
    for (student, own) in [&who[2], &who[6], &who[22]] {
        export_child(&class, student.as_str());
        let files = bytes_of(&class.out());
        assert!(files.len() > 20, "{}", files.len());
        let own: BTreeSet<_> = marks(student, own).into();
        for (other, card) in who.iter().filter(|(other, _)| other != student) {
            for mark in marks(other, card) {
                if own.contains(&mark) || mark.is_empty() {
                    continue;
                }
                for (name, text) in &files {
                    assert!(!tells(text, &mark), "{mark} of {other} is in {name}");
                }
            }
        }
        let all: Vec<_> = files.iter().map(|(_, text)| text.as_str()).collect();
        let all = all.concat();
        for mark in &own {
            assert!(tells(&all, mark), "{mark} is missing");
        }
        assert!(!all.contains(super::BADGE));
        assert!(!all.contains("Be brave"));
    }
}

#[test]
fn all_that_is_of_the_child_is_in_it_and_the_words_too() {
    let class = played();
    export_child(&class, "s03");
    for view in View::ALL {
        let reading = class.journal.reading().unwrap();
        let place = reading.columns(view).unwrap();
        let place = place.iter().position(|name| name == "student").unwrap();
        let mut rows = 0;
        reading
            .each_row::<waymark::storage::StorageError>(view, None, |cells| {
                rows += usize::from(cells[place] == "s03");
                Ok(())
            })
            .unwrap();
        let path = class.out().join(format!("{}.csv", view.name()));
        let mut table = csv::Reader::from_path(path).unwrap();
        assert_eq!(table.records().count(), rows, "{}", view.name());
    }
    let notes = class.sheet("Notes");
    let told: Vec<_> = notes.rows().skip(1).map(|row| row[1].to_string()).collect();
    assert_eq!(told, ["a private word", "Your number line is clear"]);
    let about = class.sheet("Overview");
    let cells: Vec<_> = about.rows().flatten().map(ToString::to_string).collect();
    for wanted in ["Aaliyah Winslow", "s03", "🦋"] {
        assert!(cells.iter().any(|cell| cell == wanted), "{cells:?}");
    }
    for name in ["Check-ins", "Reflections", "Levels", "Requests"] {
        assert!(class.sheet(name).rows().count() > 1, "{name}");
    }
    // The group that was set for all, and of the others nothing.
    let entries = fs::read_to_string(class.out().join("entries.jsonl")).unwrap();
    let groups: Vec<_> = entries
        .lines()
        .filter(|line| line.contains("groups_set"))
        .collect();
    assert_eq!(groups.len(), 1, "{entries}");
    assert!(
        groups[0].contains(r#""groups":[["s03","red"]]"#),
        "{groups:?}"
    );
}

#[test]
fn a_child_who_left_has_their_data_too() {
    let class = played();
    let (gone, card) = class.pack.students[22].clone();
    export_child(&class, gone.as_str());
    let about = class.sheet("Overview");
    let name = format!("{} {}", card.first_name, card.last_name);
    assert_eq!(about.rows().next().unwrap()[0].to_string(), name);
    assert!(class.sheet("Check-ins").rows().count() > 1);
}

#[test]
fn one_childs_folder_has_a_name_that_every_disk_takes() {
    let named = |first: &str, last: &str, id: &str| {
        let card = StudentCard {
            last_name: last.to_owned(),
            ..card(first)
        };
        folder_of_child(&StudentId::from(id), Some(&card))
    };
    assert_eq!(named("Aaliyah", "Winslow", "s03"), "Aaliyah Winslow (s03)");
    assert_eq!(named("Zoë", "", "4"), "Zoë (4)");
    assert_eq!(
        named("../../etc", "a:b*", "x/../y"),
        "-..-etc a-b- (x-..-y)"
    );
    assert_eq!(named(&"M".repeat(90), "", "1").chars().count(), 44);
    assert_eq!(folder_of_child(&StudentId::from("7"), None), "(7)");
}

#[test]
fn the_words_of_a_note_that_was_withdrawn_are_not_in_it() {
    let mut class = played();
    let student = StudentId::from("s03");
    let note = Event::NoteLeft {
        student: student.clone(),
        text: "Taken back".to_owned(),
    };
    let at = friday() + 1.minute();
    class.happen(&at, [note]);
    let entry = last_entry(&class.journal);
    class.happen(&at, [Event::EntryWithdrawn { student, entry }]);
    export_child(&class, "s03");
    let notes = class.sheet("Notes");
    assert!(notes.rows().all(|row| row[1] != *"Taken back"));
}

fn last_entry(journal: &Journal) -> waymark::domain::ids::EntryId {
    let mut last = None;
    journal
        .for_each_since(waymark::storage::Arrival::START, |_, entry| {
            last = entry.ok().map(|entry| entry.id);
            true
        })
        .unwrap();
    last.unwrap()
}
