//! Things that happen in a made-up class, and journals made of them.

use std::path::Path;

use jiff::{Zoned, civil};
use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use waymark::{
    domain::{
        badge::{BadgeKey, TapSource},
        event::{Actor, Event, Holder, HowItWent, Pick, VoidReason, Was},
        ids::{EntryId, LevelId, SkillId, StudentId, TabletId},
        pack::StudentCard,
        records::{Anew, Records},
        secret::Secret,
        time::Hlc,
    },
    journal::{Draft, Entry, Head},
    storage::{Arrival, Journal},
};

/// A school morning, some seconds after eight.
pub(crate) fn morning(seconds: i64) -> Zoned {
    let eight: Zoned = "2026-09-01T08:00:00-04:00[America/New_York]"
        .parse()
        .unwrap();
    eight + jiff::SignedDuration::from_secs(seconds)
}

/// Chance that repeats itself.
pub(crate) fn random() -> StdRng {
    StdRng::seed_from_u64(7)
}

pub(crate) fn student(id: &str) -> StudentId {
    id.into()
}

pub(crate) fn added(id: &str, first_name: &str) -> Event {
    Event::StudentAdded {
        student: student(id),
        card: card(first_name),
    }
}

pub(crate) fn card(first_name: &str) -> StudentCard {
    StudentCard {
        first_name: first_name.to_owned(),
        last_name: String::new(),
        picture: "🦊".to_owned(),
        group: Some("red".into()),
        language: None,
        identifier: None,
        read_aloud: None,
        show_level: None,
    }
}

pub(crate) fn checked_in(id: &str, station: &str) -> Event {
    Event::CheckedIn {
        student: student(id),
        station: station.into(),
        block: Some("math".into()),
        round: Some(1),
        source: TapSource::CardReader,
        express: true,
        was: None,
    }
}

pub(crate) fn note(id: &str, text: &str) -> Event {
    Event::NoteLeft {
        student: student(id),
        text: text.to_owned(),
    }
}

/// Any event, about one of three students. A withdrawal is made by [`any_series`], which knows what
/// there is to withdraw.
pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    let who = prop::sample::select(vec!["1", "2", "3"]).prop_map(student);
    let level = prop::sample::select(vec!["seeker", "explorer", "guide"]).prop_map(LevelId::from);
    let skill = prop::sample::select(vec!["rounding", "fractions"]).prop_map(SkillId::from);
    let badge = prop::sample::select(vec!["uid:04A2245A123480", "uid:04A2245A123481"])
        .prop_map(|key| key.parse::<BadgeKey>().unwrap());
    (who, level, skill, badge, 0..28_u8).prop_map(|(student, level, skill, badge, kind)| match kind
    {
        0 => Event::StudentAdded {
            card: card(level.as_str()),
            student,
        },
        1 => Event::StudentChanged {
            card: card(&format!("New {level}")),
            student,
        },
        2 => Event::StudentLeft { student },
        3 => Event::BadgeLinked {
            badge,
            holder: Holder::Student(student),
        },
        4 => Event::BadgeVoided {
            badge,
            reason: VoidReason::Lost,
        },
        20 => Event::VoidedTapSeen {
            badge,
            seen: level.as_str() != "guide",
        },
        21 => Event::VoidedBadgeTapped {
            badge,
            student: Some(student),
            source: TapSource::CardReader,
            station: None,
        },
        22..=26 => about_secrets(kind, student),
        5 => checked_in(student.as_str(), "library"),
        6 => Event::CheckedOut {
            student,
            station: "library".into(),
            was: None,
        },
        _ => about_work(kind, student, skill, level),
    })
}

fn about_work(kind: u8, student: StudentId, skill: SkillId, level: LevelId) -> Event {
    match kind {
        7 => Event::ReflectionFinished {
            student,
            skill,
            picks: vec![Pick {
                criterion: "place".into(),
                level: level.clone(),
            }],
            placed: level.clone(),
            chosen: level,
        },
        8 => Event::LevelAwarded {
            student,
            skill,
            level,
            reason: None,
        },
        9 => Event::LevelTakenBack {
            student,
            skill,
            level,
            reason: Some("Quiz".to_owned()),
        },
        10 => Event::TaskChosen {
            student,
            skill,
            level,
            task: "cards".into(),
        },
        11 => Event::TaskFinished {
            student,
            skill,
            task: "cards".into(),
            how: HowItWent::OnMyOwn,
        },
        12 => Event::AssessmentRequested { student, skill },
        13 => Event::AssessmentRecorded {
            student,
            skill,
            score: Some(85),
            level: Some(level),
            reason: None,
        },
        14 => note(student.as_str(), "Well done"),
        15 => Event::GroupsSet {
            groups: vec![(student, "blue".into())],
        },
        _ => seldom(kind, student, skill, level),
    }
}

/// What happens with secret pictures.
fn about_secrets(kind: u8, student: StudentId) -> Event {
    let opened_by = Actor::Substitute;
    match kind {
        22 => Event::SecretGiven {
            student,
            secret: Secret::nth(700),
        },
        23 => Event::SecretVoided {
            student,
            reason: VoidReason::YearEnd,
        },
        24 => Event::SecretRight { student, opened_by },
        _ => Event::SecretWrong { student, opened_by },
    }
}

/// What happens now and then.
fn seldom(kind: u8, student: StudentId, skill: SkillId, level: LevelId) -> Event {
    match kind {
        16 => Event::AwardsSettled {
            student,
            skill,
            awards: (1..=2)
                .map(|seq| EntryId {
                    tablet: "CCCCCCCCCCCC".into(),
                    seq,
                })
                .collect(),
        },
        17 => Event::CheckedIn {
            student,
            station: "door".into(),
            block: None,
            round: None,
            source: TapSource::Teacher,
            express: false,
            was: Some(Was {
                at: civil::date(2026, 9, 1).at(8, 0, 3, 0),
                clock: Hlc {
                    millis: morning(3).timestamp().as_millisecond(),
                    count: 0,
                },
            }),
        },
        18 => Event::LevelBadgePrinted {
            student,
            skill,
            level,
        },
        _ => Event::Unknown(serde_json::json!({"kind": "sang", "student": student})),
    }
}

/// What several tablets wrote: each item is which of three tablets, how far its clock is, and what
/// happened, or (with a number) the withdrawal of an earlier entry.
pub(crate) fn any_series() -> impl Strategy<Value = Vec<Entry>> {
    let withdrawal = prop::option::weighted(0.25, any::<prop::sample::Index>());
    let step = (0..3_usize, 0..5_i64, any_event(), withdrawal);
    prop::collection::vec(step, 0..30).prop_map(|steps| {
        let tablets = ["BBBBBBBBBBBB", "CCCCCCCCCCCC", "DDDDDDDDDDDD"].map(TabletId::from);
        let mut heads = [Head::default(); 3];
        let mut clocks = [Hlc::default(); 3];
        let mut entries: Vec<Entry> = Vec::new();
        for (tablet, later, event, withdrawn) in steps {
            let at = morning(later);
            let (clock, time_unsure) = clocks[tablet].next(at.timestamp().as_millisecond());
            clocks[tablet] = clock;
            let draft = Draft {
                clock,
                at,
                time_unsure,
                actor: Actor::Tablet,
                event: withdrawn
                    .and_then(|index| withdrawal_of(&entries, index))
                    .unwrap_or(event),
            };
            let entry = Entry::next(&tablets[tablet], &heads[tablet], draft).unwrap();
            heads[tablet] = entry.head();
            entries.push(entry);
        }
        entries
    })
}

fn withdrawal_of(entries: &[Entry], index: prop::sample::Index) -> Option<Event> {
    let entry = entries.get(index.index(entries.len().max(1)))?;
    let student = entry.event.student()?;
    let entry: EntryId = entry.id.clone();
    Some(Event::EntryWithdrawn { student, entry })
}

/// What the records say, leaving out students of whom they say nothing at all.
pub(crate) fn what_is_true(records: &Records) -> serde_json::Value {
    let mut value = serde_json::to_value(records).unwrap();
    let nothing = serde_json::to_value(waymark::domain::records::StudentRecord::default()).unwrap();
    let students = value["students"].as_object_mut().unwrap();
    students.retain(|_, record| *record != nothing);
    value
}

/// Folds entries in the order given, as a journal does.
pub(crate) fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Records {
    let mut records = Records::default();
    let mut arrived: Vec<&Entry> = Vec::new();
    for entry in entries {
        arrived.push(entry);
        let mut anew = records.apply(entry.happened());
        if anew == Some(Anew::Everything) {
            records = records.all_anew();
            for entry in &arrived {
                anew = records.apply(entry.happened());
                refold(&mut records, anew, &arrived);
            }
        } else {
            refold(&mut records, anew, &arrived);
        }
    }
    records
}

fn refold(records: &mut Records, anew: Option<Anew>, arrived: &[&Entry]) {
    if let Some(Anew::Student(student)) = anew {
        let about = arrived
            .iter()
            .filter(|entry| entry.event.student().as_ref() == Some(&student));
        records.refold(&student, about.map(|entry| entry.happened()));
    }
}

/// Opens the journal in a folder that is whole.
pub(crate) fn open(folder: &Path) -> Journal {
    let opened = Journal::open(folder, &morning(0), &mut random()).unwrap();
    assert_eq!(opened.restored, None);
    opened.journal
}

/// A journal of a small class: three students, and check-ins up to `entries` entries in all.
pub(crate) fn small_class(folder: &Path, entries: u64) -> Journal {
    let mut journal = open(folder);
    let class = [added("1", "Maya"), added("2", "Omar"), added("3", "Lin")];
    journal
        .append(&morning(1), &Actor::CommandLine, &class)
        .unwrap();
    let stations = ["library", "carpet", "corner"];
    let check_ins = (4..entries).map(|n| {
        let who = ["1", "2", "3"][usize::try_from(n % 3).unwrap()];
        let station = stations[usize::try_from(n / 3 % 3).unwrap()];
        let at = morning(i64::try_from(n).unwrap());
        (at, Actor::Student(student(who)), checked_in(who, station))
    });
    journal.append_bulk(check_ins, |_| {}).unwrap();
    journal
}

/// Every entry of a journal, in the order of arrival; none of them damaged.
pub(crate) fn all(journal: &Journal) -> Vec<Entry> {
    let mut entries = Vec::new();
    journal
        .for_each_since(Arrival::START, |_, entry| {
            entries.push(entry.unwrap());
            true
        })
        .unwrap();
    entries
}
