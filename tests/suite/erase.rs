//! A child is deleted for good: nothing of them counts and nothing of them is left, whatever comes in
//! whatever order, and the other children lose nothing.

use std::{collections::BTreeMap, fs, path::Path};

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    domain::{
        badge::{BadgeKey, TapSource},
        erasure::erasing,
        event::{Actor, Event, Holder, VoidReason},
        ids::{ClassId, StudentId, TabletId},
        log::LogFilter,
        records::Records,
        roster::{take_over, taken_over_as_it_is},
        story::StoryOf,
        time::Hlc,
    },
    journal::{Chain, Checksum, Damage, Draft, Entry, Head, Stored},
    storage::{Cleaning, Journal, PRINTS},
    sync::{self, Pace, Status, folder::FolderPeer},
};

use crate::support::happenings::{
    added, all, any_series, card, checked_in, fold, morning, note, open, student, what_is_true,
};

/// Everything of Noor that may be nowhere once she is erased.
const OF_NOOR: [&str; 6] = [
    "Noor",
    "Haddad",
    "a secret star",
    "04AAAAAAAAAAAA",
    "BCDEFGHJKLNOPRSTUV",
    "late again",
];

fn noor() -> StudentId {
    student("s07")
}

fn chip() -> BadgeKey {
    "uid:04AAAAAAAAAAAA".parse().unwrap()
}

fn code() -> BadgeKey {
    "code:BCDEFGHJKLNOPRSTUV".parse().unwrap()
}

/// What two children did, Noor and Omar.
fn happened() -> Vec<(Actor, Event)> {
    let teacher = || Actor::Teacher("rivera".into());
    let mut card = card("Noor");
    card.last_name = "Haddad".to_owned();
    let linked = |badge, who: &str| Event::BadgeLinked {
        badge,
        holder: Holder::Student(student(who)),
    };
    vec![
        (
            Actor::CommandLine,
            Event::StudentAdded {
                student: noor(),
                card,
            },
        ),
        (Actor::CommandLine, added("s08", "Omar")),
        (Actor::CommandLine, linked(chip(), "s07")),
        (Actor::CommandLine, linked(code(), "s07")),
        (
            Actor::CommandLine,
            linked("uid:04BBBBBBBBBBBB".parse().unwrap(), "s08"),
        ),
        (Actor::Student(noor()), checked_in("s07", "library")),
        (Actor::Student(student("s08")), checked_in("s08", "library")),
        (teacher(), note("s07", "You are a secret star")),
        (teacher(), note("s08", "Well done")),
        (
            teacher(),
            Event::LevelAwarded {
                student: noor(),
                skill: "rounding".into(),
                level: "guide".into(),
                reason: Some("late again, but right".to_owned()),
            },
        ),
        (
            teacher(),
            Event::GroupsSet {
                groups: vec![(noor(), "blue".into()), (student("s08"), "green".into())],
            },
        ),
        (
            teacher(),
            Event::BadgeVoided {
                badge: chip(),
                reason: VoidReason::Lost,
            },
        ),
        (
            Actor::Tablet,
            Event::VoidedBadgeTapped {
                badge: chip(),
                student: None,
                source: TapSource::CardReader,
                station: None,
            },
        ),
        (
            teacher(),
            Event::VoidedTapSeen {
                badge: chip(),
                seen: true,
            },
        ),
    ]
}

fn live(journal: &mut Journal) {
    for (n, (actor, event)) in (1..).zip(happened()) {
        journal.append(&morning(n), &actor, &[event]).unwrap();
    }
}

fn erase(journal: &mut Journal, who: &StudentId) {
    let event = erasing(&journal.records(), who);
    let by = Actor::Teacher("rivera".into());
    journal.append(&morning(100), &by, &[event]).unwrap();
}

/// The files under a folder that hold one of these texts.
pub(crate) fn holding(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for text in texts {
            let there = bytes.windows(text.len()).any(|at| at == text.as_bytes());
            found.extend(there.then(|| format!("{}: {text}", path.display())));
        }
    }
    found
}

/// As a power cut leaves a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &name);
        } else {
            fs::copy(&path, &name).unwrap();
        }
    }
}

fn assert_only_omar(records: &Records) {
    let names: Vec<_> = records.students().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["s08"]);
    assert!(records.card(&noor()).is_none() && records.is_erased(&noor()));
    assert_eq!(records.badges().count(), 1);
    let omar = records.student(&student("s08")).unwrap();
    assert_eq!(omar.group().unwrap().as_str(), "green");
    assert_eq!(
        omar.here.get().unwrap().as_ref().unwrap().station.as_str(),
        "library"
    );
    assert_eq!(omar.notes.len(), 1);
    let told = serde_json::to_string(records).unwrap();
    for text in OF_NOOR {
        assert!(!told.contains(text), "{text}");
    }
}

fn assert_whole(journal: &Journal) {
    let found = journal.verify(|_| {}).unwrap();
    assert_eq!(found.damage, []);
}

#[test]
fn nothing_of_an_erased_child_counts_or_is_told_and_the_others_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    let before = all(&journal);
    erase(&mut journal, &noor());
    assert_only_omar(&journal.records());
    assert_whole(&journal);
    assert_eq!(
        journal.story(&noor()).unwrap().len(),
        1,
        "that she was erased"
    );
    let log = journal.log(&LogFilter::default()).unwrap();
    assert!(log.iter().all(|line| line.student != noor()));
    let told = journal.told(&StoryOf::Child(student("s08"))).unwrap();
    assert!(told.len() >= 4);
    // Every entry is still the same entry.
    let after = all(&journal);
    assert_eq!(after.len(), before.len() + 1);
    for (before, after) in before.iter().zip(&after) {
        let same = |entry: &Entry| (entry.id.clone(), entry.clock, entry.checksum);
        assert_eq!(same(before), same(after));
        assert_eq!(before.at_text(), after.at_text());
    }
    let scrubbed = after.iter().filter(|entry| entry.is_scrubbed()).count();
    assert_eq!(scrubbed, 10);
    assert_eq!(journal.scrubbed_after(0).unwrap().len(), 10);
    assert_eq!(journal.scrubbed_after(9).unwrap().len(), 1);
    // It is the same after a start, with and without a checkpoint.
    let records = journal.records();
    journal.close().unwrap();
    for _ in 0..2 {
        let journal = open(folder.path());
        assert_eq!(journal.records(), records);
        journal.close().unwrap();
    }
}

#[test]
fn no_file_in_the_data_folder_has_a_word_of_an_erased_child() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    journal.snapshot("2026-09-01".parse().unwrap()).unwrap();
    journal.close().unwrap();
    let mut journal = open(folder.path());
    journal.snapshot("2026-09-02".parse().unwrap()).unwrap();
    fs::create_dir_all(folder.path().join(PRINTS)).unwrap();
    fs::write(folder.path().join(PRINTS).join("badges.pdf"), "Noor").unwrap();
    fs::write(
        folder
            .path()
            .join("waymark-damaged-20260801T000000Z.sqlite"),
        "Noor",
    )
    .unwrap();
    assert_ne!(holding(folder.path(), &OF_NOOR), [""; 0]);
    erase(&mut journal, &noor());
    assert!(journal.clean_all().unwrap());
    assert_eq!(holding(folder.path(), &OF_NOOR), [""; 0]);
    assert_ne!(
        holding(&folder.path().join("snapshots"), &["Omar"]),
        [""; 0]
    );
    assert_whole(&journal);
    assert_eq!(journal.clean().unwrap(), Cleaning::Done);
    journal.close().unwrap();
    assert_eq!(holding(folder.path(), &OF_NOOR), [""; 0]);
}

#[test]
fn a_power_cut_at_any_step_leaves_the_rest_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    journal.snapshot("2026-09-01".parse().unwrap()).unwrap();
    erase(&mut journal, &noor());
    let mut steps = 0;
    loop {
        let cut = tempfile::tempdir().unwrap();
        copy(folder.path(), cut.path());
        let mut again = open(cut.path());
        assert_only_omar(&again.records());
        assert!(again.clean_all().unwrap());
        assert_whole(&again);
        again.close().unwrap();
        assert_eq!(holding(cut.path(), &OF_NOOR), [""; 0], "step {steps}");
        steps += 1;
        if journal.clean().unwrap() == Cleaning::Done {
            break;
        }
    }
    assert_eq!(steps, 4);
}

#[test]
fn while_another_program_reads_the_file_the_cleaning_waits() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    erase(&mut journal, &noor());
    let other = Journal::open_to_read(folder.path()).unwrap();
    let reading = other.reading().unwrap();
    assert_eq!(journal.clean().unwrap(), Cleaning::Later);
    drop(reading);
    assert!(journal.clean_all().unwrap());
    drop(other);
    journal.close().unwrap();
    assert_eq!(holding(folder.path(), &OF_NOOR), [""; 0]);
}

/// Another tablet of the class.
fn another(folder: &Path) -> Journal {
    Journal::open(folder, &morning(0), &mut other())
        .unwrap()
        .journal
}

/// Draws another tablet than [`open`] does.
fn other() -> StdRng {
    StdRng::seed_from_u64(8)
}

#[test]
fn a_child_erased_on_one_tablet_is_gone_from_the_other_whenever_it_hears_of_it() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    let mut two = another(folders[1].path());
    live(&mut one);
    two.receive(all(&one)).unwrap();
    assert!(two.records().student(&noor()).is_some());
    // The other writes about her before it has heard.
    let own = two
        .append(
            &morning(50),
            &Actor::Student(noor()),
            &[note("s07", "late again")],
        )
        .unwrap();
    erase(&mut one, &noor());
    let erased = all(&one);
    let received = two.receive(erased.clone()).unwrap();
    assert_eq!((received.new, received.refused), (1, vec![]));
    assert_only_omar(&two.records());
    assert!(two.clean_all().unwrap());
    assert_eq!(holding(folders[1].path(), &OF_NOOR), [""; 0]);
    // What it wrote then comes to the first, to the letter or scrubbed, and is never written down.
    let theirs: Vec<Entry> = all(&two)
        .into_iter()
        .filter(|entry| entry.id.tablet == own[0].tablet)
        .collect();
    one.receive(theirs).unwrap();
    assert!(one.clean_all().unwrap());
    assert_eq!(holding(folders[0].path(), &OF_NOOR), [""; 0]);
    let same = |journal: &Journal| what_is_true(&journal.records());
    assert_eq!(same(&one), same(&two));
    for journal in [&one, &two] {
        assert_whole(journal);
        let mut chain = Chain::default();
        for entry in all(journal) {
            chain.extend(&entry).unwrap();
        }
    }
}

#[test]
fn a_tablet_that_gets_only_scrubbed_entries_takes_them() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    live(&mut one);
    erase(&mut one, &noor());
    let mut two = another(folders[1].path());
    let entries = all(&one);
    let (first, last) = entries.split_at(8);
    two.receive(first.to_vec()).unwrap();
    let found = two.verify(|_| {}).unwrap();
    assert!(matches!(found.damage[..], [Damage::Blank { .. }]));
    two.receive(last.to_vec()).unwrap();
    assert_whole(&two);
    assert_only_omar(&two.records());
}

#[test]
fn what_is_known_to_be_erased_is_not_even_written_when_it_comes_late() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    live(&mut one);
    let words = all(&one);
    let mut two = another(folders[1].path());
    erase(&mut two, &noor());
    assert!(two.clean_all().unwrap());
    let at = morning(200);
    assert_eq!(two.receive(words).unwrap().refused, []);
    assert_eq!(
        holding(folders[1].path(), &["Noor", "Haddad", "a secret star"]),
        [""; 0]
    );
    assert!(two.records().card(&noor()).is_none());
    // Another child may have the number after that.
    two.append(&at, &Actor::CommandLine, &[added("s07", "Pia")])
        .unwrap();
    assert_eq!(two.records().card(&noor()).unwrap().first_name, "Pia");
    one.receive(
        all(&two)
            .into_iter()
            .filter(|entry| entry.id.tablet == *two.tablet())
            .collect::<Vec<_>>(),
    )
    .unwrap();
    assert_eq!(one.records().card(&noor()).unwrap().first_name, "Pia");
    assert_eq!(what_is_true(&one.records()), what_is_true(&two.records()));
}

#[test]
fn what_a_tablet_wrote_that_had_not_heard_brings_nobody_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    erase(&mut journal, &noor());
    let changed = Event::StudentChanged {
        student: noor(),
        card: card("Noor"),
    };
    journal
        .append(
            &morning(200),
            &Actor::CommandLine,
            &[changed, checked_in("s07", "library")],
        )
        .unwrap();
    assert!(journal.records().card(&noor()).is_none());
    assert_eq!(journal.records().students().count(), 1);
    // She can be erased once more, and then those words are gone too.
    erase(&mut journal, &noor());
    assert!(journal.clean_all().unwrap());
    assert_eq!(holding(folder.path(), &["Noor"]), [""; 0]);
}

#[test]
fn an_older_snapshot_does_not_bring_a_child_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    journal.snapshot("2026-09-01".parse().unwrap()).unwrap();
    erase(&mut journal, &noor());
    journal.close().unwrap();
    // The snapshot is of before, and the file is damaged before it is cleaned.
    let file = folder.path().join("waymark.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..100].fill(0xAB);
    fs::write(&file, bytes).unwrap();
    let opened = Journal::open(folder.path(), &morning(300), &mut other()).unwrap();
    let restored = opened.restored.unwrap();
    assert!(restored.snapshot.is_some());
    let mut journal = opened.journal;
    assert_only_omar(&journal.records());
    assert!(journal.clean_all().unwrap());
    journal.close().unwrap();
    assert_eq!(holding(folder.path(), &OF_NOOR), [""; 0]);
}

#[test]
fn an_entry_that_was_blanked_without_a_reason_gets_its_words_back() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    live(&mut one);
    let words = all(&one);
    let blanked = words.iter().map(|entry| {
        let omar = entry.event.student() == Some(student("s08"));
        if omar { blank(entry) } else { entry.clone() }
    });
    let blanked: Vec<Entry> = blanked.collect();
    // A tablet that has the words keeps them.
    one.receive(blanked.clone()).unwrap();
    assert_eq!(all(&one), words);
    let mut two = another(folders[1].path());
    two.receive(blanked).unwrap();
    assert!(two.records().student(&student("s08")).is_none());
    assert!(!two.verify(|_| {}).unwrap().damage.is_empty());
    two.receive(words).unwrap();
    assert_whole(&two);
    assert_eq!(
        what_is_true(&two.records())["students"],
        what_is_true(&one.records())["students"]
    );
}

fn blank(entry: &Entry) -> Entry {
    Entry::read(Stored {
        id: entry.id.clone(),
        clock: entry.clock,
        at: entry.at_text().to_owned(),
        time_unsure: entry.time_unsure,
        actor: entry.actor_text().to_owned(),
        body: r#"{"kind":"scrubbed"}"#.to_owned(),
        checksum: entry.checksum,
    })
    .unwrap()
}

#[test]
fn an_entry_after_a_scrubbed_one_still_vouches_for_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    erase(&mut journal, &noor());
    let mut entries = all(&journal);
    let scrubbed = entries.iter().position(Entry::is_scrubbed).unwrap();
    entries[scrubbed].checksum = Checksum([7; 32]);
    let mut chain = Chain::default();
    let damage = entries.iter().find_map(|entry| chain.extend(entry).err());
    assert!(matches!(damage, Some(Damage::ChecksumMismatch { .. })));
}

/// Series with erasures among them, each as far on as some entry.
fn with_erasures() -> impl Strategy<Value = Vec<Entry>> {
    let when = prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize), 1..4);
    (any_series(), when).prop_map(|(mut entries, when)| {
        let tablet = TabletId::from("EEEEEEEEEEEE");
        let (mut head, mut clock) = (Head::default(), Hlc::default());
        let mut erasures = Vec::new();
        for (index, who) in when {
            let seen = entries.get(index.index(entries.len().max(1)));
            clock = clock.max(seen.map_or(Hlc::default(), |entry| entry.clock));
            clock.count += 1;
            let known = entries.iter().filter(|entry| entry.clock < clock);
            let event = erasing(&fold(known), &student(["1", "2", "3"][who]));
            let draft = Draft {
                clock,
                at: morning(0),
                time_unsure: false,
                actor: Actor::Teacher("rivera".into()),
                event,
            };
            let entry = Entry::next(&tablet, &head, draft).unwrap();
            head = entry.head();
            erasures.push(entry);
        }
        entries.extend(erasures);
        entries
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tablets_agree_about_the_erased_in_whatever_order_form_and_number_entries_come(
        (entries, shuffled, forms) in with_erasures().prop_flat_map(|entries| {
            let twice: Vec<Entry> = entries.iter().chain(&entries).cloned().collect();
            let forms = prop::collection::vec(any::<bool>(), twice.len());
            (Just(entries), Just(twice).prop_shuffle(), forms)
        }),
    ) {
        let whole = fold(&entries);
        let erasures = whole.erasures();
        let mixed: Vec<Entry> = shuffled
            .iter()
            .zip(forms)
            .map(|(entry, scrubbed)| {
                let left = entry.scrubbed(erasures).unwrap().filter(|_| scrubbed);
                left.unwrap_or_else(|| entry.clone())
            })
            .collect();
        prop_assert_eq!(what_is_true(&fold(&mixed)), what_is_true(&whole));
        // Scrubbing again changes nothing, and nothing that is left names anybody.
        for entry in &entries {
            if let Some(left) = entry.scrubbed(erasures).unwrap() {
                let again = left.scrubbed(erasures).unwrap().unwrap_or_else(|| left.clone());
                prop_assert_eq!(&again, &left);
                prop_assert_eq!(left.event.student(), None);
            }
        }
    }

    #[test]
    fn an_erased_child_is_as_if_they_had_never_been(entries in with_erasures()) {
        let whole = fold(&entries);
        let erasures = whole.erasures().clone();
        let others: Vec<Entry> = entries
            .iter()
            .filter(|entry| {
                let about = entry.event.student();
                let erased = about.is_some_and(|who| erasures.covers(&who, entry.stamp()));
                !erased || matches!(entry.event, Event::StudentErased { .. })
            })
            .cloned()
            .collect();
        prop_assert_eq!(what_is_true(&fold(&others)), what_is_true(&whole));
    }
}

#[test]
fn an_unedited_students_file_is_taken_over_once_however_many_tablets_differ() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    let mut two = another(folders[1].path());
    let files = [
        ("one", vec![(student("s01"), card("Maya"))]),
        ("two", vec![(student("s01"), card("May"))]),
    ];
    let start = |journal: &mut Journal, file: &(&str, Vec<_>)| {
        let events = take_over(
            &journal.records(),
            &journal.tablet().clone(),
            &file.1,
            file.0,
        );
        journal
            .append(&morning(1), &Actor::Tablet, &events)
            .unwrap();
        events.len()
    };
    let share = |one: &mut Journal, two: &mut Journal| {
        two.receive(all(one)).unwrap();
        one.receive(all(two)).unwrap();
    };
    assert_eq!(start(&mut one, &files[0]), 2);
    assert_eq!(start(&mut two, &files[1]), 2);
    for _ in 0..3 {
        share(&mut one, &mut two);
        assert_eq!(start(&mut one, &files[0]), 0);
        assert_eq!(start(&mut two, &files[1]), 0);
    }
    // An edit on one reaches the other as what it changed.
    let edited = ("edited", vec![(student("s01"), card("Maia"))]);
    assert_eq!(start(&mut one, &edited), 2);
    share(&mut one, &mut two);
    assert_eq!(start(&mut two, &files[1]), 0);
    let name = |journal: &Journal| {
        journal
            .records()
            .card(&student("s01"))
            .unwrap()
            .first_name
            .clone()
    };
    assert_eq!(
        (name(&one), name(&two)),
        ("Maia".to_owned(), "Maia".to_owned())
    );
}

#[test]
fn the_sample_children_of_a_tablet_that_joins_are_never_added() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    let class = [added("s01", "Maya"), taken_over_as_it_is("of the class")];
    one.append(&morning(1), &Actor::CommandLine, &class)
        .unwrap();
    let mut two = another(folders[1].path());
    two.receive(all(&one)).unwrap();
    let sample = vec![(student("s09"), card("Sample"))];
    let events = take_over(&two.records(), &two.tablet().clone(), &sample, "sample");
    assert_eq!(events, [taken_over_as_it_is("sample")]);
}

#[test]
fn a_students_file_does_not_bring_an_erased_child_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = open(folder.path());
    live(&mut journal);
    erase(&mut journal, &noor());
    let file = vec![(noor(), card("Noor")), (student("s09"), card("Pia"))];
    let events = take_over(&journal.records(), journal.tablet(), &file, "a");
    assert_eq!(events.len(), 2);
    assert!(matches!(&events[0], Event::StudentAdded { student, .. } if student.as_str() == "s09"));
}

#[test]
fn a_shared_folder_has_no_word_of_an_erased_child_once_every_tablet_heard() {
    let shared = tempfile::tempdir().unwrap();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut one = open(folders[0].path());
    let mut two = another(folders[1].path());
    live(&mut one);
    let class = ClassId::from("KLNPRSTVXBCD");
    let meet = |journal: &mut Journal| {
        let tablet = journal.tablet().clone();
        let mut peer = FolderPeer::open(shared.path(), &class, &tablet).unwrap();
        let mut status = |heads: &BTreeMap<TabletId, Head>| Status {
            name: "tablet".to_owned(),
            program: "waymark".to_owned(),
            at: morning(0),
            heads: heads
                .iter()
                .map(|(id, head)| (id.clone(), head.seq))
                .collect(),
            retired: false,
        };
        sync::round(journal, &mut peer, Pace::QUICK, &mut status, &mut |_| true).unwrap()
    };
    meet(&mut one);
    two.append(
        &morning(60),
        &Actor::Student(noor()),
        &[note("s07", "late again")],
    )
    .unwrap();
    meet(&mut two);
    assert!(two.records().student(&noor()).is_some());
    assert_ne!(holding(shared.path(), &OF_NOOR), [""; 0]);
    erase(&mut one, &noor());
    meet(&mut one);
    meet(&mut two);
    assert_eq!(holding(shared.path(), &OF_NOOR), [""; 0]);
    meet(&mut one);
    for journal in [&mut one, &mut two] {
        assert_only_omar(&journal.records());
        assert_whole(journal);
        assert!(journal.clean_all().unwrap());
        assert_eq!(journal.parked().unwrap(), []);
    }
    for folder in &folders {
        assert_eq!(holding(folder.path(), &OF_NOOR), [""; 0]);
    }
    // A third one gets what is left, and it is whole.
    let home = tempfile::tempdir().unwrap();
    let opened = Journal::open(home.path(), &morning(0), &mut StdRng::seed_from_u64(9));
    let mut three = opened.unwrap().journal;
    let outcome = meet(&mut three);
    assert_eq!((outcome.oddities, outcome.parked), (vec![], vec![]));
    assert_whole(&three);
    assert_only_omar(&three.records());
    assert_eq!(what_is_true(&three.records()), what_is_true(&one.records()));
}
