//! A child without a badge: the secret pictures, and the page that the teacher opens for it.

use std::collections::BTreeSet;

use waymark::domain::{
    event::{Actor, Event},
    secret::{Secret, SecretPicture},
};

use crate::support::classroom::{Classroom, monday_math};

#[test]
fn there_are_1320_secrets_and_no_picture_stands_twice_in_one() {
    let all: BTreeSet<_> = (0..Secret::COUNT)
        .map(|number| Secret::nth(number).pictures())
        .collect();
    assert_eq!(all.len(), 1_320);
    for pictures in &all {
        assert!(Secret::try_from(*pictures).is_ok());
    }
    let (key, moon) = (SecretPicture::Key, SecretPicture::Moon);
    assert!(Secret::try_from([key, moon, key]).is_err());
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
