//! How badges end and come back: lost, replaced, voided at year end, tapped all the same, and found.

use waymark::domain::{
    badge::{BadgeKey, Tap, TapSource},
    badge_life,
    event::{Actor, Event, Holder, VoidReason},
    ids::StudentId,
    kiosk::{DeskDid, DeskPage, DeskTouch, Input, NoticeKind},
    records::Recognised,
    secret::Secret,
    story,
};

use crate::{
    desk::{at_desk, classroom, page, sign_in, teacher_badge, with_teacher},
    screens::Scene,
    support::classroom::{Classroom, badge_of, monday_math},
};

fn maya() -> StudentId {
    "s01".into()
}

/// A teacher at Maya's badges.
fn at_badges(room: &mut Classroom) {
    sign_in(room);
    at_desk(room, DeskTouch::Open(DeskPage::Badges(maya(), None)));
}

fn act(room: &mut Classroom, did: DeskDid) {
    at_desk(room, DeskTouch::Do(maya(), did));
}

/// A card with a chip and letters on it.
fn card() -> Vec<BadgeKey> {
    let keys = ["code:BCDFGHJKLNPRSTVXBC", "uid:04A2245A123480"];
    keys.map(|key| key.parse().unwrap()).to_vec()
}

fn tap(room: &mut Classroom, keys: Vec<BadgeKey>) {
    let source = TapSource::CardReader;
    room.input(Input::Tap(Tap { keys, source }));
}

/// Links that card to Maya at the desk.
fn link_card(room: &mut Classroom) {
    at_badges(room);
    at_desk(room, DeskTouch::Open(DeskPage::Link(maya())));
    tap(room, card());
    room.wait(6);
}

fn counting(room: &Classroom) -> usize {
    story::badges_of(&room.records, &maya()).count()
}

#[test]
fn a_lost_badge_is_voided_with_everything_on_its_card_and_comes_back_whole() {
    let mut room = classroom();
    link_card(&mut room);
    let [code, uid] = card().try_into().unwrap();
    assert_eq!(counting(&room), 3);
    act(&mut room, DeskDid::Lost(uid.clone()));
    assert_eq!(counting(&room), 1, "the badge that came before stays");
    let recognised = room.records.recognise(&card());
    assert!(
        matches!(recognised, Recognised::Voided(_)),
        "{recognised:?}"
    );
    let voided = badge_life::voided_of(&room.records, &maya());
    let [(_, _, how), _] = voided[..] else {
        panic!("{voided:?}");
    };
    let who = (how.reason, &how.by, how.at.date());
    let rivera = Actor::Teacher("rivera".into());
    assert_eq!(who, (VoidReason::Lost, &rivera, room.moment.wall.date()));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), 3);
    act(&mut room, DeskDid::Lost(code.clone()));
    act(&mut room, DeskDid::FoundAgain(uid, VoidReason::Lost));
    assert_eq!(counting(&room), 3);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), 1);
    // Only what is void is found, and only by whose it was.
    let before = room.journal.len();
    act(
        &mut room,
        DeskDid::FoundAgain(badge_of("s01"), VoidReason::Lost),
    );
    at_desk(
        &mut room,
        DeskTouch::Do("s02".into(), DeskDid::FoundAgain(code, VoidReason::Lost)),
    );
    assert_eq!(room.journal.len(), before);
}

#[test]
fn lost_make_a_new_one_voids_all_and_waits_for_the_new_badge_at_once() {
    let mut room = classroom();
    link_card(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Badges(maya(), None)));
    let keys: Vec<_> = story::badges_of(&room.records, &maya())
        .map(|(key, _)| key.clone())
        .collect();
    act(&mut room, DeskDid::MadeNew(keys));
    assert_eq!(counting(&room), 0);
    assert_eq!(page(&room), Some(&DeskPage::Link(maya())));
    let new: BadgeKey = "uid:04A2245A123481".parse().unwrap();
    tap(&mut room, vec![new.clone()]);
    assert_eq!(counting(&room), 1);
    at_desk(&mut room, DeskTouch::Undo);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), 3, "both steps are taken back");
}

/// Maya has two cards with letters and a chip, and one badge of each kind alone; so has Leo a card.
fn many_cards(room: &mut Classroom) -> Vec<Vec<BadgeKey>> {
    sign_in(room);
    let mut cards = Vec::new();
    for (child, card) in [
        (
            "s01",
            &["code:BCDFGHJKLNPRSTVXBC", "uid:04A2245A123489"][..],
        ),
        ("s01", &["code:BCDFGHJKLNPRSTVXBD", "uid:04A2245A123488"]),
        ("s01", &["code:BCDFGHJKLNPRSTVXBF"]),
        ("s02", &["code:BCDFGHJKLNPRSTVXBG", "uid:04A2245A123487"]),
    ] {
        let card: Vec<BadgeKey> = card.iter().map(|key| key.parse().unwrap()).collect();
        at_desk(room, DeskTouch::Open(DeskPage::Link(child.into())));
        tap(room, card.clone());
        cards.push(card);
    }
    cards.push(vec![badge_of("s01")]);
    cards.push(vec![badge_of("s02")]);
    for card in &mut cards {
        card.sort();
    }
    are_apart(room, &cards);
    cards
}

/// Each of these cards is known to be one, with everything on it and nothing else.
fn are_apart(room: &Classroom, cards: &[Vec<BadgeKey>]) {
    for card in cards {
        for key in card {
            assert_eq!(&badge_life::card_of(&room.records, key), card);
        }
    }
}

#[test]
fn undoing_leaves_every_card_what_it_was() {
    let mut room = classroom();
    let cards = many_cards(&mut room);
    let before = counting(&room);
    let keys: Vec<_> = story::badges_of(&room.records, &maya())
        .map(|(key, _)| key.clone())
        .collect();
    at_desk(&mut room, DeskTouch::Open(DeskPage::Badges(maya(), None)));
    act(&mut room, DeskDid::MadeNew(keys));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), before);
    are_apart(&room, &cards);
    at_desk(&mut room, DeskTouch::Open(DeskPage::VoidAll(true)));
    at_desk(&mut room, DeskTouch::VoidAll);
    assert_eq!(counting(&room), 0);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), before);
    are_apart(&room, &cards);
}

#[test]
fn two_badges_of_unlike_kind_that_come_back_together_are_still_two() {
    let mut room = classroom();
    sign_in(&mut room);
    let code: BadgeKey = "code:BCDFGHJKLNPRSTVXBC".parse().unwrap();
    at_desk(&mut room, DeskTouch::Open(DeskPage::Link(maya())));
    tap(&mut room, vec![code.clone()]);
    let keys = vec![badge_of("s01"), code.clone()];
    at_desk(&mut room, DeskTouch::Open(DeskPage::Badges(maya(), None)));
    act(&mut room, DeskDid::MadeNew(keys));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), 2);
    are_apart(&room, &[vec![badge_of("s01")], vec![code]]);
}

#[test]
fn undoing_that_all_are_void_takes_no_badge_from_who_has_it_since() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::VoidAll(true)));
    at_desk(&mut room, DeskTouch::VoidAll);
    room.happen_elsewhere(Event::BadgeLinked {
        badge: badge_of("s01"),
        holder: Holder::Student("s02".into()),
    });
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(counting(&room), 0);
    assert_eq!(story::badges_of(&room.records, &"s02".into()).count(), 2);
    assert_eq!(story::badges_of(&room.records, &"s03".into()).count(), 1);
}

#[test]
fn a_voided_chip_with_letters_that_nobody_has_is_flagged() {
    let mut room = classroom();
    room.happen(voided(badge_of("s01")));
    let [code, _] = card().try_into().unwrap();
    tap(&mut room, vec![code, badge_of("s01")]);
    let flagged = badge_life::flagged(&room.records);
    let [one] = flagged[..] else {
        panic!("{flagged:?}");
    };
    assert_eq!((one.badge, one.student), (&badge_of("s01"), &maya()));
}

/// Maya's badge was lost yesterday and is tapped now.
fn tapped_in_vain(room: &mut Classroom) {
    let rivera = Actor::Teacher("rivera".into());
    room.happened_by(rivera, 1, voided(badge_of("s01")));
    room.tap("s01");
}

#[test]
fn a_voided_badge_that_is_tapped_shows_nothing_of_the_child_and_waits_for_the_teacher() {
    let mut room = classroom();
    tapped_in_vain(&mut room);
    let notice = room.kiosk.notice().map(|notice| notice.kind);
    assert_eq!((room.who(), notice), (None, Some(NoticeKind::VoidedBadge)));
    let station = room.pack.tablet.station.clone();
    assert!(station.is_some());
    let flagged = badge_life::flagged(&room.records);
    let [one] = flagged[..] else {
        panic!("{flagged:?}");
    };
    assert_eq!(
        (one.student, one.tap.at),
        (&maya(), room.moment.wall.datetime())
    );
    assert_eq!(one.tap.station, station);
    room.wait(6);
    sign_in(&mut room);
    act(&mut room, DeskDid::KeptVoid(badge_of("s01")));
    assert!(badge_life::flagged(&room.records).is_empty());
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(badge_life::flagged(&room.records).len(), 1);
    act(&mut room, DeskDid::KeptVoid(badge_of("s01")));
    at_desk(&mut room, DeskTouch::Lock);
    room.tap("s01");
    assert_eq!(
        badge_life::flagged(&room.records).len(),
        1,
        "the next tap is another"
    );
    room.wait(6);
    sign_in(&mut room);
    act(
        &mut room,
        DeskDid::FoundAgain(badge_of("s01"), VoidReason::Lost),
    );
    assert!(badge_life::flagged(&room.records).is_empty());
    at_desk(&mut room, DeskTouch::Lock);
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"), "it works again");
}

#[test]
fn all_are_voided_at_year_end_after_two_questions_but_teachers_and_all_come_back_by_undo() {
    let mut room = classroom();
    let children = room.pack.students.len();
    for (student, _) in room.pack.students.clone().into_iter().take(3) {
        let secret = Secret::nth(1);
        room.happen(Event::SecretGiven { student, secret });
    }
    sign_in(&mut room);
    let state = |room: &Classroom| {
        let secrets = room.records.students();
        let secrets = secrets.filter(|(_, record)| record.secret.pictures().is_some());
        (
            badge_life::of_students(&room.records).len(),
            secrets.count(),
        )
    };
    for page in [
        DeskPage::Now,
        DeskPage::ClassBadges,
        DeskPage::VoidAll(false),
    ] {
        at_desk(&mut room, DeskTouch::Open(page));
        at_desk(&mut room, DeskTouch::VoidAll);
        assert_eq!(state(&room), (children, 3), "asked twice");
    }
    at_desk(&mut room, DeskTouch::Open(DeskPage::VoidAll(true)));
    at_desk(&mut room, DeskTouch::VoidAll);
    assert_eq!(state(&room), (0, 0));
    let keys = [teacher_badge()];
    let teacher = room.records.recognise(&keys);
    assert!(matches!(teacher, Recognised::Holder(Holder::Teacher(_))));
    let reasons = room.journal.iter().filter(|(_, event)| {
        matches!(
            event,
            Event::BadgeVoided {
                reason: VoidReason::YearEnd,
                ..
            }
        )
    });
    assert_eq!(reasons.count(), children);
    assert_eq!(page(&room), Some(&DeskPage::ClassBadges));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(state(&room), (children, 3));
}

fn voided(badge: BadgeKey) -> Event {
    let reason = VoidReason::Lost;
    Event::BadgeVoided { badge, reason }
}

#[test]
fn two_tablets_that_void_and_link_a_badge_agree_whoever_hears_of_what_first() {
    let link = || Event::BadgeLinked {
        badge: badge_of("s01"),
        holder: Holder::Student(maya()),
    };
    let mut lost_last = Classroom::at(monday_math());
    lost_last.happen_elsewhere(link());
    lost_last.happen(voided(badge_of("s01")));
    assert_eq!(badge_life::voided_of(&lost_last.records, &maya()).len(), 1);
    let mut found_last = Classroom::at(monday_math());
    found_last.happen_elsewhere(voided(badge_of("s01")));
    found_last.happen(link());
    assert!(badge_life::voided_of(&found_last.records, &maya()).is_empty());
}

/// Maya has a card, two old badges and secret pictures.
fn full_life(room: &mut Classroom) {
    with_teacher(room);
    let holder = || Holder::Student(maya());
    for (badge, reason) in [
        ("uid:04A2245A1234AA", VoidReason::Lost),
        ("uid:04A2245A1234AB", VoidReason::YearEnd),
    ] {
        let badge: BadgeKey = badge.parse().unwrap();
        room.happened(
            40,
            Event::BadgeLinked {
                badge: badge.clone(),
                holder: holder(),
            },
        );
        let rivera = Actor::Teacher("rivera".into());
        room.happened_by(rivera, 20, Event::BadgeVoided { badge, reason });
    }
    let (student, secret) = (maya(), Secret::nth(700));
    room.happened(9, Event::SecretGiven { student, secret });
}

/// A few old badges were tapped.
fn some_flagged(room: &mut Classroom) {
    with_teacher(room);
    let reasons = [VoidReason::Lost, VoidReason::Replaced, VoidReason::YearEnd];
    for (number, reason) in (1..8).zip(reasons.into_iter().cycle()) {
        let student = format!("s{number:02}");
        let badge = badge_of(&student);
        room.happened(
            2,
            Event::BadgeVoided {
                badge: badge.clone(),
                reason,
            },
        );
        let station = (number % 3 > 0).then(|| room.pack.stations[number % 4].id.clone());
        let (student, source) = (Some(student.as_str().into()), TapSource::CardReader);
        let days = i32::from(number > 4);
        room.happened_by(
            Actor::Tablet,
            days,
            Event::VoidedBadgeTapped {
                badge,
                student,
                source,
                station,
            },
        );
    }
    sign_in(room);
}

/// The pages about badges in every state.
pub fn scenes() -> Vec<Scene> {
    let mut scenes = life_scenes();
    scenes.extend(class_scenes());
    scenes
}

fn life_scenes() -> Vec<Scene> {
    vec![
        ("desk-life-badges", |room| {
            full_life(room);
            at_badges(room);
        }),
        ("desk-life-none", |room| {
            with_teacher(room);
            at_badges(room);
            act(room, DeskDid::Lost(badge_of("s01")));
        }),
        ("desk-life-lost", |room| {
            full_life(room);
            sign_in(room);
            at_desk(
                room,
                DeskTouch::Open(DeskPage::Badges(maya(), Some(badge_of("s01")))),
            );
        }),
        ("desk-life-found", |room| {
            full_life(room);
            sign_in(room);
            let badge = "uid:04A2245A1234AA".parse().unwrap();
            at_desk(room, DeskTouch::Open(DeskPage::Badges(maya(), Some(badge))));
        }),
        ("desk-life-new", |room| {
            full_life(room);
            at_badges(room);
            act(room, DeskDid::MadeNew(vec![badge_of("s01")]));
        }),
        ("desk-life-secret", |room| {
            full_life(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Secret(maya())));
        }),
        ("desk-life-secret-closed", |room| {
            full_life(room);
            for _ in 0..3 {
                let (student, opened_by) = (maya(), Actor::Substitute);
                room.happen(Event::SecretWrong { student, opened_by });
            }
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Secret(maya())));
        }),
        ("desk-life-secret-none", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Secret(maya())));
        }),
    ]
}

fn class_scenes() -> Vec<Scene> {
    vec![
        ("desk-life-class", |room| {
            some_flagged(room);
            at_desk(room, DeskTouch::Open(DeskPage::ClassBadges));
        }),
        ("desk-life-class-given", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::ClassBadges));
            at_desk(room, DeskTouch::DrawSecrets(None));
        }),
        ("desk-life-void", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::VoidAll(false)));
        }),
        ("desk-life-void-sure", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::VoidAll(true)));
        }),
        ("desk-life-voided", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::VoidAll(true)));
            at_desk(room, DeskTouch::VoidAll);
        }),
        ("desk-life-now", some_flagged),
        ("desk-life-flagged", |room| {
            some_flagged(room);
            at_desk(room, DeskTouch::Open(DeskPage::Flagged(0)));
        }),
        ("desk-life-flagged-none", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Flagged(0)));
        }),
        ("desk-life-substitute", |room| {
            crate::entry::substitute_signs_in(room);
        }),
    ]
}
