//! A child without a badge: the secret pictures, and the page that the teacher opens for it.

use std::collections::BTreeSet;

use waymark::domain::{
    badge::TapSource,
    event::{Actor, Event},
    ids::StudentId,
    kiosk::{DeskPage, DeskTouch, ForgottenPage, ForgottenTouch, NoticeKind, Page, Touch, names},
    pack::StudentCard,
    secret::{Secret, SecretPicture},
};

use crate::{
    desk::{at_desk, classroom, page, sign_in, with_teacher},
    entry::substitute_signs_in,
    screens::Scene,
    support::{
        classroom::{Classroom, monday_math},
        happenings::{morning, open, small_class},
    },
};

/// The secret of the child in these tests.
const NUMBER: u16 = 700;

/// That child has secret pictures.
fn give(room: &mut Classroom, student: &str) {
    let (student, secret) = (StudentId::from(student), Secret::nth(NUMBER));
    room.happened(1, Event::SecretGiven { student, secret });
}

/// A teacher opened the page for a child without a badge, and that child touched their name.
fn opened_for(room: &mut Classroom, student: &str) {
    sign_in(room);
    at_desk(room, DeskTouch::WithoutBadge);
    touch(room, ForgottenTouch::Me(student.into()));
}

fn touch(room: &mut Classroom, touch: ForgottenTouch) {
    room.touch(Touch::Forgotten(touch));
}

/// Picks three pictures: of the secret, or of another one.
fn pick(room: &mut Classroom, number: u16) {
    for picture in Secret::nth(number).pictures() {
        touch(room, ForgottenTouch::Picture(picture));
    }
}

fn seen(room: &Classroom) -> Option<&ForgottenPage> {
    room.kiosk.forgotten().map(|forgotten| &forgotten.page)
}

fn notice(room: &Classroom) -> Option<NoticeKind> {
    room.kiosk.notice().map(|notice| notice.kind)
}

#[test]
fn a_child_without_a_badge_is_in_by_their_own_three_pictures_and_it_is_written_down_as_such() {
    let mut room = classroom();
    room.settle("s01");
    give(&mut room, "s01");
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::WithoutBadge);
    assert!(room.kiosk.desk().is_none(), "the desk is locked");
    assert_eq!(seen(&room), Some(&ForgottenPage::Names(0)));
    touch(&mut room, ForgottenTouch::Me("s01".into()));
    pick(&mut room, NUMBER);
    assert_eq!(room.who(), Some("s01"));
    assert_eq!(seen(&room), None, "it was for one child");
    let (actor, event) = room
        .journal
        .iter()
        .find(|(_, e)| e.kind() == "secret_right")
        .unwrap();
    assert_eq!(*actor, Actor::Student("s01".into()));
    let opened = Actor::Teacher("rivera".into());
    assert!(matches!(event, Event::SecretRight { opened_by, .. } if *opened_by == opened));
    let station = room.pack.stations[0].id.clone();
    room.touch(Touch::Open(Page::CheckIn));
    room.touch(Touch::Here(station));
    let check_in = room.journal.iter().find_map(|(_, event)| match event {
        Event::CheckedIn { source, .. } => Some(*source),
        _ => None,
    });
    assert_eq!(check_in, Some(TapSource::SecretPictures));
    room.wait(10);
    assert_eq!((room.who(), seen(&room)), (None, None));
}

#[test]
fn it_opens_from_the_desk_alone_and_a_substitute_may_but_sees_no_pictures() {
    let mut room = classroom();
    give(&mut room, "s01");
    at_desk(&mut room, DeskTouch::WithoutBadge);
    touch(&mut room, ForgottenTouch::Me("s01".into()));
    assert_eq!(seen(&room), None);
    substitute_signs_in(&mut room);
    for page_of in [
        DeskPage::Secret("s01".into()),
        DeskPage::ClassBadges,
        DeskPage::VoidAll(true),
    ] {
        at_desk(&mut room, DeskTouch::Open(page_of));
        assert_eq!(page(&room), Some(&DeskPage::Now));
    }
    at_desk(&mut room, DeskTouch::DrawSecrets(None));
    at_desk(&mut room, DeskTouch::VoidAll);
    assert_eq!(room.count("secret_given") + room.count("badge_voided"), 0);
    at_desk(&mut room, DeskTouch::WithoutBadge);
    touch(&mut room, ForgottenTouch::Me("s01".into()));
    pick(&mut room, NUMBER);
    assert_eq!(room.who(), Some("s01"));
    let (_, event) = room
        .journal
        .iter()
        .find(|(_, e)| e.kind() == "secret_right")
        .unwrap();
    assert!(matches!(
        event,
        Event::SecretRight {
            opened_by: Actor::Substitute,
            ..
        }
    ));
}

#[test]
fn a_child_without_pictures_is_answered_as_one_who_picked_others() {
    let answers = |with: bool| {
        let mut room = classroom();
        if with {
            give(&mut room, "s01");
        }
        room.journal.clear();
        opened_for(&mut room, "s01");
        let mut answers = Vec::new();
        for _ in 0..3 {
            pick(&mut room, 3);
            answers.push((seen(&room).cloned(), notice(&room), room.journal.clone()));
        }
        answers
    };
    assert_eq!(answers(true), answers(false));
    let [first, _, third] = answers(true).try_into().unwrap();
    assert!(matches!(
        first.0,
        Some(ForgottenPage::Pictures { again: true, .. })
    ));
    assert_eq!((third.0, third.1), (None, Some(NoticeKind::AskYourTeacher)));
}

#[test]
fn a_closed_name_stays_closed_also_with_the_right_pictures_until_its_time_is_over() {
    let mut room = classroom();
    give(&mut room, "s01");
    opened_for(&mut room, "s01");
    for _ in 0..3 {
        pick(&mut room, 3);
    }
    room.wait(6);
    opened_for(&mut room, "s01");
    assert_eq!(
        (seen(&room), notice(&room)),
        (None, Some(NoticeKind::AskYourTeacher))
    );
    room.wait(6);
    opened_for(&mut room, "s02");
    assert!(seen(&room).is_some(), "another name is open");
    // A closed minute is over; a fourth wrong pick closes for two.
    room.wait(70);
    opened_for(&mut room, "s01");
    pick(&mut room, 3);
    assert_eq!(notice(&room), Some(NoticeKind::AskYourTeacher));
    room.wait(70);
    opened_for(&mut room, "s01");
    assert_eq!(notice(&room), Some(NoticeKind::AskYourTeacher));
    room.wait(60);
    opened_for(&mut room, "s01");
    pick(&mut room, NUMBER);
    assert_eq!(room.who(), Some("s01"));
}

#[test]
fn three_wrong_picks_end_the_page_whoevers_names_were_touched() {
    let mut room = classroom();
    opened_for(&mut room, "s01");
    for name in ["s02", "s03"] {
        pick(&mut room, 3);
        touch(&mut room, ForgottenTouch::Back);
        touch(&mut room, ForgottenTouch::Me(name.into()));
    }
    assert!(seen(&room).is_some());
    pick(&mut room, 3);
    assert_eq!(
        (seen(&room), notice(&room)),
        (None, Some(NoticeKind::AskYourTeacher))
    );
}

#[test]
fn no_answer_is_given_before_the_pick_is_on_the_disk_and_none_if_it_cannot_be() {
    for number in [NUMBER, 3] {
        let mut room = classroom();
        give(&mut room, "s01");
        opened_for(&mut room, "s01");
        room.slow_disk = true;
        pick(&mut room, number);
        let before = seen(&room).cloned();
        assert!(matches!(
            &before,
            Some(ForgottenPage::Pictures { again: false, .. })
        ));
        assert_eq!((room.who(), notice(&room)), (None, None));
        let record = room.held.remove(0);
        room.input(waymark::domain::kiosk::Input::NotSaved(record.ticket));
        assert_eq!(
            (room.who(), notice(&room)),
            (None, Some(NoticeKind::NotSaved))
        );
        let picked = ForgottenPage::Pictures {
            student: "s01".into(),
            picked: Vec::new(),
            again: false,
        };
        assert_eq!(seen(&room), Some(&picked), "it may be tried once more");
    }
}

#[test]
fn the_page_closes_by_itself_and_a_badge_comes_first() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::WithoutBadge);
    room.wait(59);
    assert!(seen(&room).is_some());
    room.wait(2);
    assert_eq!(seen(&room), None, "nobody came");
    opened_for(&mut room, "s01");
    touch(&mut room, ForgottenTouch::Picture(SecretPicture::Key));
    room.tap("s02");
    assert_eq!(room.who(), Some("s02"));
    assert_eq!(
        seen(&room),
        Some(&ForgottenPage::Names(0)),
        "what was picked is gone"
    );
    touch(&mut room, ForgottenTouch::Me("s01".into()));
    assert_eq!(
        seen(&room),
        Some(&ForgottenPage::Names(0)),
        "nor is it touched under a child's page"
    );
    room.touch(Touch::NotMe);
    assert_eq!(room.who(), None);
    touch(&mut room, ForgottenTouch::Me("s01".into()));
    // Touching it again and again does not keep it open.
    for _ in 0..10 {
        room.wait(15);
        touch(&mut room, ForgottenTouch::Picture(SecretPicture::Key));
        touch(&mut room, ForgottenTouch::Back);
    }
    assert_eq!(seen(&room), None);
    opened_for(&mut room, "s01");
    room.tap_badge(crate::desk::teacher_badge());
    assert_eq!(seen(&room), None, "a teacher's badge ends it");
}

#[test]
fn going_back_takes_one_picture_away_and_then_leads_to_the_names() {
    let mut room = classroom();
    opened_for(&mut room, "s01");
    let [key, hat] = [SecretPicture::Key, SecretPicture::Hat];
    for picture in [key, key, hat] {
        touch(&mut room, ForgottenTouch::Picture(picture));
    }
    let picked = |room: &Classroom| match seen(room) {
        Some(ForgottenPage::Pictures { picked, .. }) => Some(picked.clone()),
        _ => None,
    };
    assert_eq!(picked(&room), Some(vec![key, hat]), "a picture counts once");
    touch(&mut room, ForgottenTouch::Back);
    assert_eq!(picked(&room), Some(vec![key]));
    touch(&mut room, ForgottenTouch::Back);
    touch(&mut room, ForgottenTouch::Back);
    assert_eq!(seen(&room), Some(&ForgottenPage::Names(0)));
    touch(&mut room, ForgottenTouch::Close);
    assert_eq!(seen(&room), None);
}

/// The card of a child.
fn card(first_name: &str, last_name: &str) -> StudentCard {
    StudentCard {
        last_name: last_name.to_owned(),
        ..crate::support::happenings::card(first_name)
    }
}

#[test]
fn two_children_of_one_name_are_told_apart_by_as_little_as_does() {
    let mut room = Classroom::at(monday_math());
    let all = [
        ("Ana", "Lopez"),
        ("Ana", "Lima"),
        ("ana", "Moss"),
        ("Bo", "Reed"),
    ];
    for (student, _) in room.pack.students.clone() {
        room.happen(Event::StudentLeft { student });
    }
    for (number, (first, last)) in all.into_iter().enumerate() {
        let (student, card) = (format!("n{number}").into(), card(first, last));
        room.happen(Event::StudentAdded { student, card });
    }
    let names: Vec<_> = names(&room.records)
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(names, ["Ana Lima", "Ana Lopez", "ana M.", "Bo"]);
}

#[test]
fn a_teacher_gives_and_changes_pictures_and_takes_that_back() {
    let mut room = classroom();
    give(&mut room, "s02");
    sign_in(&mut room);
    let pictures = |room: &Classroom, student: &str| {
        let record = room.records.student(&student.into()).unwrap();
        record.secret.pictures().copied()
    };
    at_desk(&mut room, DeskTouch::DrawSecrets(Some("s01".into())));
    let first = pictures(&room, "s01");
    assert!(first.is_some());
    at_desk(&mut room, DeskTouch::DrawSecrets(Some("s01".into())));
    assert_ne!(pictures(&room, "s01"), first, "new ones are others");
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(pictures(&room, "s01"), first);
    let before = room.count("secret_given");
    at_desk(&mut room, DeskTouch::DrawSecrets(None));
    let all = room.pack.students.len();
    assert_eq!(
        room.count("secret_given"),
        before + all - 2,
        "who has some keeps them"
    );
    assert_eq!(pictures(&room, "s02"), Some(Secret::nth(NUMBER)));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(pictures(&room, "s03"), None);
    assert_eq!(pictures(&room, "s01"), first);
}

#[test]
fn a_restart_keeps_a_name_closed_and_no_export_log_or_table_tells_the_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = small_class(folder.path(), 10);
    let (student, secret) = (StudentId::from("1"), Secret::nth(NUMBER));
    let given = Event::SecretGiven { student, secret };
    journal
        .append(&morning(60), &Actor::CommandLine, &[given])
        .unwrap();
    for second in 61..64 {
        let wrong = picked("1", false);
        journal
            .append(&morning(second), &Actor::Tablet, &[wrong])
            .unwrap();
    }
    journal.close().unwrap();
    let journal = open(folder.path());
    let record = journal.records().student(&"1".into()).cloned().unwrap();
    let at = |second| morning(second).datetime();
    assert_eq!(record.secret.closed_until(at(70)), Some(at(63 + 60)));
    assert_eq!(record.secret.closed_until(at(123)), None);
    let out = folder.path().join("out");
    waymark::export::write(&journal, &out, None, None, |_| true).unwrap();
    let pictures = Secret::nth(NUMBER).pictures().map(|picture| {
        let name = serde_json::to_string(&picture).unwrap();
        name.trim_matches('"').to_owned()
    });
    for file in std::fs::read_dir(out).unwrap().map(Result::unwrap) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let told = words.find(|word| pictures.iter().any(|picture| picture == word));
        assert_eq!(told, None, "{:?}", file.path());
    }
    let told = std::fs::read_to_string(folder.path().join("out/without_badge.csv")).unwrap();
    assert_eq!(
        told.matches(",1,Maya,wrong,ms-rivera,").count(),
        3,
        "{told}"
    );
}

/// The page in every state.
pub fn scenes() -> Vec<Scene> {
    vec![
        ("forgot-names", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::WithoutBadge);
        }),
        ("forgot-names-36", |room| {
            with_teacher(room);
            for (number, name) in ('A'..='M').enumerate() {
                let first = if number == 3 {
                    "Maximiliano-Bartholomew"
                } else {
                    "Ana"
                };
                let (student, card) = (
                    format!("n{number:02}").into(),
                    card(first, &name.to_string()),
                );
                room.happen(Event::StudentAdded { student, card });
            }
            sign_in(room);
            at_desk(room, DeskTouch::WithoutBadge);
            touch(room, ForgottenTouch::Names(1));
        }),
        ("forgot-pictures", |room| {
            with_teacher(room);
            opened_for(room, "s01");
            touch(room, ForgottenTouch::Picture(SecretPicture::Key));
        }),
        ("forgot-again", |room| {
            with_teacher(room);
            opened_for(room, "s01");
            pick(room, 3);
        }),
        ("forgot-ask", |room| {
            with_teacher(room);
            opened_for(room, "s01");
            for _ in 0..3 {
                pick(room, 3);
            }
        }),
    ]
}

#[test]
fn there_are_1320_secrets_and_no_picture_stands_twice_in_one() {
    let all: BTreeSet<_> = (0..Secret::COUNT)
        .map(|number| Secret::nth(number).pictures())
        .collect();
    assert_eq!(all.len(), 1_320);
    for pictures in &all {
        assert!(Secret::try_from(*pictures).is_ok());
    }
    let (key, hat) = (SecretPicture::Key, SecretPicture::Hat);
    assert!(Secret::try_from([key, hat, key]).is_err());
    let written = r#"{"kind":"secret_given","student":"1","secret":["apple","ball","bike"]}"#;
    let event: Event = serde_json::from_str(written).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), written);
    assert!(!format!("{event:?}").contains("Apple"), "{event:?}");
    // What cannot be one is carried, not understood.
    let twice = r#"{"kind":"secret_given","student":"1","secret":["apple","ball","apple"]}"#;
    let event: Event = serde_json::from_str(twice).unwrap();
    assert!(matches!(event, Event::Unknown(_)), "{event:?}");
}

/// That child picked wrong pictures, or right ones.
fn picked(student: &str, right: bool) -> Event {
    let (student, opened_by) = (student.into(), Actor::Teacher("ms-rivera".into()));
    if right {
        Event::SecretRight { student, opened_by }
    } else {
        Event::SecretWrong { student, opened_by }
    }
}

#[test]
fn three_wrong_tries_close_a_name_for_a_time_that_grows() {
    let mut room = Classroom::at(monday_math());
    let closed = |room: &Classroom| {
        let record = room.records.student(&"s01".into()).unwrap();
        let now = room.moment.wall.datetime();
        let until = record.secret.closed_until(now)?;
        Some(until.duration_since(now).as_secs() / 60)
    };
    let mut minutes = Vec::new();
    for _ in 0..10 {
        room.happened(0, picked("s01", false));
        minutes.push(closed(&room));
    }
    let some = [1, 2, 5, 15, 30, 60, 60, 60].map(Some);
    assert_eq!(minutes[..2], [None, None]);
    assert_eq!(minutes[2..], some);
    let other = room.records.student(&"s02".into()).unwrap();
    assert_eq!(other.secret.closed_until(room.moment.wall.datetime()), None);
    room.happened(0, picked("s01", true));
    assert_eq!(closed(&room), None);
    for _ in 0..3 {
        room.happened(0, picked("s01", false));
    }
    assert_eq!(closed(&room), Some(1));
    let new = Event::SecretGiven {
        student: "s01".into(),
        secret: Secret::nth(0),
    };
    room.happened(0, new);
    assert_eq!(closed(&room), None);
}
