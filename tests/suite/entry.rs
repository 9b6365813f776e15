//! Getting in: a substitute's card and what it shows, a teacher's further badges, and PINs that
//! cannot be checked.

use std::time::Duration;

use jiff::ToSpan as _;
use waymark::domain::{
    badge::{BadgeKey, Tap, TapSource},
    event::{Actor, Event, Holder, VoidReason},
    kiosk::{
        Adult, CardFor, CardRefusal, CardState, ClassList, Desk, DeskDid, DeskPage, DeskTouch,
        Input, NewCard, NoticeKind, PadState, Pin, PinAnswer, PinHash, PinPad, PrintPage,
        PrintTouch, TabletTouch, Touch,
    },
    log::LogFilter,
    records::Recognised,
};

use crate::{
    desk::{
        at_desk, busy, classroom, focus, pad, page, sign_in, teacher_badge, today, type_pin,
        with_teacher,
    },
    screens::{Scene, open},
    support::classroom::{Classroom, badge_of},
};

fn spare() -> BadgeKey {
    badge_of("spare")
}

/// What the thread that draws numbers would answer.
fn number_comes(room: &mut Classroom) {
    assert!(room.kiosk.take_number_wish());
    assert!(!room.kiosk.take_number_wish(), "it is asked for once");
    let drawn = (Pin::from("4821"), PinHash("a hash".to_owned()));
    room.input(Input::Number(Some(drawn)));
}

fn open_new_card(room: &mut Classroom, whose: CardFor) {
    let page = DeskPage::NewCard(NewCard::waiting(whose));
    at_desk(room, DeskTouch::Open(page));
}

/// A teacher makes a card for today.
fn make_card(room: &mut Classroom) {
    sign_in(room);
    open_new_card(room, CardFor::Substitute);
    room.tap_badge(spare());
    number_comes(room);
}

/// A substitute at the open desk, by a card that the office made.
pub fn substitute_signs_in(room: &mut Classroom) {
    room.happen(Event::BadgeLinked {
        badge: spare(),
        holder: Holder::Substitute(room.moment.wall.date()),
    });
    room.tap_badge(spare());
    type_pin(room, "4821");
    assert!(room.kiosk.take_pin().is_some());
    room.input(Input::Pin(PinAnswer::Right));
    room.journal.clear();
}

fn card(room: &Classroom) -> Option<&CardState> {
    match page(room) {
        Some(DeskPage::NewCard(card)) => Some(&card.state),
        _ => None,
    }
}

fn notice(room: &Classroom) -> Option<NoticeKind> {
    room.kiosk.notice().map(|notice| notice.kind)
}

fn holder_of(room: &Classroom, badge: BadgeKey) -> String {
    match room.records.recognise(&[badge]) {
        Recognised::Holder(holder) => format!("{holder:?}"),
        Recognised::Voided(_) => "voided".to_owned(),
        Recognised::Unknown => "nobody".to_owned(),
    }
}

/// Sets the clock on the wall to so many seconds before midnight.
fn toward_midnight(room: &mut Classroom, seconds: i64) {
    let midnight = room.moment.wall.tomorrow().unwrap().start_of_day().unwrap();
    let then = midnight.checked_sub(seconds.seconds()).unwrap();
    // Nobody slept: the program went on as long.
    let passed = then.duration_since(&room.moment.wall);
    room.moment.since_start += Duration::try_from(passed).unwrap();
    room.moment.wall = then;
    room.input(Input::Tick);
}

#[test]
fn a_substitutes_card_is_linked_until_tonight_and_its_number_is_told_once_and_only_when_kept() {
    let mut room = classroom();
    sign_in(&mut room);
    open_new_card(&mut room, CardFor::Substitute);
    room.tap_badge(spare());
    assert_eq!(card(&room), Some(&CardState::Making(vec![spare()])));
    assert!(
        room.journal.is_empty(),
        "nothing is linked without a number"
    );
    room.slow_disk = true;
    number_comes(&mut room);
    let record = room.held.remove(0);
    let today = room.moment.wall.date();
    let number = record.number.clone().unwrap();
    assert_eq!((number.card, number.day), (vec![spare()], today));
    assert_eq!(record.actor, Actor::Teacher("rivera".into()));
    assert!(matches!(card(&room), Some(CardState::Making(_))), "not yet");
    room.slow_disk = false;
    room.save(record);
    assert_eq!(card(&room), Some(&CardState::Made(Pin::from("4821"))));
    assert_eq!(holder_of(&room, spare()), format!("Substitute({today})"));
    assert!(!format!("{:?}", room.kiosk).contains("4821"), "in no log");

    let again = page(&room).unwrap().clone();
    at_desk(&mut room, DeskTouch::Open(DeskPage::Tablet));
    at_desk(&mut room, DeskTouch::Open(again));
    assert_eq!(
        card(&room),
        Some(&CardState::Waiting),
        "it is not told again"
    );

    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(holder_of(&room, spare()), "voided");
    assert_eq!(page(&room), Some(&DeskPage::Tablet));
}

#[test]
fn a_card_that_could_not_be_saved_or_given_a_number_is_said_and_the_next_tap_tries_again() {
    let mut room = classroom();
    sign_in(&mut room);
    open_new_card(&mut room, CardFor::Substitute);
    room.tap_badge(spare());
    room.slow_disk = true;
    number_comes(&mut room);
    let record = room.held.remove(0);
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(notice(&room), Some(NoticeKind::NotSaved));
    assert_eq!(card(&room), Some(&CardState::Waiting));
    room.slow_disk = false;
    room.tap_badge(spare());
    assert!(room.kiosk.take_number_wish());
    room.input(Input::Number(None));
    assert_eq!(notice(&room), Some(NoticeKind::NotSaved));
    assert_eq!(card(&room), Some(&CardState::Waiting));
    room.wait(6);
    room.tap_badge(spare());
    number_comes(&mut room);
    assert!(matches!(card(&room), Some(CardState::Made(_))));
    assert_eq!(room.count("badge_linked"), 1);
}

#[test]
fn a_child_who_taps_while_a_number_is_drawn_locks_the_desk_and_no_card_is_linked() {
    let mut room = classroom();
    sign_in(&mut room);
    open_new_card(&mut room, CardFor::Substitute);
    room.tap_badge(spare());
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    room.tap("s01");
    number_comes_late(&mut room);
    assert_eq!(room.count("badge_linked"), 0);
    assert_eq!(room.who(), Some("s01"));
}

fn number_comes_late(room: &mut Classroom) {
    let drawn = (Pin::from("4821"), PinHash("a hash".to_owned()));
    room.input(Input::Number(Some(drawn)));
}

#[test]
fn a_substitutes_card_alone_opens_nothing_and_with_its_number_shows_who_is_where() {
    let mut room = classroom();
    make_card(&mut room);
    room.wait(6);
    room.tap_badge(spare());
    assert_eq!(pad(&room), (PadState::Typing, 0));
    type_pin(&mut room, "4821");
    assert!(room.kiosk.take_pin().is_some());
    let who = &room.kiosk.desk().unwrap().who;
    let (day, card) = (room.moment.wall.date(), vec![spare()]);
    assert_eq!(who, &Adult::Substitute { day, card });
    room.input(Input::Pin(PinAnswer::Right));
    assert_eq!(page(&room), Some(&DeskPage::Now));
    room.wait(6);
    room.tap_badge(spare());
    assert!(room.kiosk.desk().is_none(), "the card locks it again");
}

/// Every page there is, and whether a substitute may see it.
fn pages(room: &Classroom) -> Vec<(DeskPage, bool)> {
    let child = || "s01".into();
    let yesterday = LogFilter {
        day: room.moment.wall.date().yesterday().ok(),
        ..LogFilter::default()
    };
    let always = LogFilter {
        student: Some(child()),
        ..LogFilter::default()
    };
    let of_child = LogFilter {
        student: Some(child()),
        ..today(room)
    };
    let station = Some(room.pack.stations[0].id.clone());
    vec![
        (DeskPage::Now, true),
        (DeskPage::Place(None), true),
        (DeskPage::Place(station), true),
        (DeskPage::Log(today(room), 0), true),
        (DeskPage::Where(child()), true),
        (DeskPage::Log(yesterday, 0), false),
        (DeskPage::Log(always, 0), false),
        (DeskPage::Log(of_child, 0), false),
        (DeskPage::Requests(0), false),
        (DeskPage::Class(0), false),
        (DeskPage::Child(child()), false),
        (DeskPage::Skill(child(), focus(room), None), false),
        (DeskPage::Words(child()), false),
        (DeskPage::Link(child()), false),
        (DeskPage::Give(Vec::new(), 0), false),
        (DeskPage::Unknown(0), false),
        (DeskPage::Story(child(), 0), false),
        (DeskPage::WhichSkill(room.moment.wall.date()), false),
        (
            DeskPage::Work(focus(room), room.moment.wall.date(), 0),
            false,
        ),
        (DeskPage::Plot(child(), focus(room)), false),
        (DeskPage::Goals(child()), false),
        (DeskPage::Goal(child(), focus(room), None), false),
        (DeskPage::Badges(child(), None), false),
        (DeskPage::Secret(child()), false),
        (DeskPage::ClassBadges, false),
        (DeskPage::VoidAll(false), false),
        (DeskPage::Flagged(0), false),
        (DeskPage::Conferences(0), false),
        (DeskPage::Tablet, false),
        (DeskPage::ClassList(ClassList::Skills, 0), false),
        (DeskPage::ClassList(ClassList::NotMoved, 0), false),
        (DeskPage::ClassList(ClassList::NotMet, 0), false),
        (DeskPage::Dissents(0), false),
        (DeskPage::Print(PrintPage::What), false),
        (DeskPage::Scanner, false),
        (DeskPage::PackProblems, false),
        (DeskPage::Rosters(0), false),
        (DeskPage::Roster(0), false),
        (DeskPage::NewCard(NewCard::waiting(CardFor::Me)), false),
        (
            DeskPage::NewCard(NewCard::waiting(CardFor::Substitute)),
            false,
        ),
    ]
}

/// Every touch there is but opening a page, and whether a substitute may.
fn touches(room: &Classroom) -> Vec<(DeskTouch, bool)> {
    let station = || room.pack.stations[2].id.clone();
    let (skill, level) = (focus(room), room.pack.levels[1].id.clone());
    let task = room.pack.skills[0].menu[0].id.clone();
    let keys = vec![spare()];
    let told = |did| DeskTouch::Do("s01".into(), did);
    vec![
        (DeskTouch::Digit(1), true),
        (DeskTouch::Erase, true),
        (DeskTouch::Enter, true),
        (DeskTouch::Lock, true),
        (DeskTouch::Undo, true),
        (DeskTouch::Print(PrintTouch::Copies(2)), false),
        (DeskTouch::AllHere(station()), true),
        (told(DeskDid::Moved(station())), true),
        (told(DeskDid::CheckedOut), true),
        (told(DeskDid::Found(skill.clone(), level, Some(80))), false),
        (told(DeskDid::TookBack(skill.clone())), false),
        (
            told(DeskDid::Printed(
                skill.clone(),
                room.pack.levels[1].id.clone(),
            )),
            false,
        ),
        (told(DeskDid::GoalMet(skill.clone())), false),
        (told(DeskDid::Talked), false),
        (told(DeskDid::Lost(spare())), false),
        (told(DeskDid::MadeNew(keys.clone())), false),
        (told(DeskDid::FoundAgain(spare(), VoidReason::Lost)), false),
        (told(DeskDid::KeptVoid(spare())), false),
        (told(DeskDid::VoidedAll(Vec::new())), false),
        (told(DeskDid::GaveSecrets), false),
        (DeskTouch::DrawSecrets(None), false),
        (DeskTouch::VoidAll, false),
        (DeskTouch::WithoutBadge, true),
        (
            told(DeskDid::Decided(skill, room.pack.levels[0].id.clone())),
            false,
        ),
        (told(DeskDid::TookOver), false),
        (DeskTouch::Tablet(TabletTouch::ReadPack), false),
        (DeskTouch::Tablet(TabletTouch::TakeOver), false),
        (DeskTouch::Tablet(TabletTouch::Leaves("s01".into())), false),
        (told(DeskDid::LeftWords), false),
        (told(DeskDid::Approved(task)), false),
        (told(DeskDid::Linked(keys.clone())), false),
        (told(DeskDid::AllHere(station())), false),
        (told(DeskDid::AllSeen), false),
        (told(DeskDid::AllPrinted), false),
        (DeskTouch::AllPrinted, false),
        (told(DeskDid::OwnBadge(keys.clone())), false),
        (told(DeskDid::Substitute(keys)), false),
        (DeskTouch::AllSeen, false),
        (DeskTouch::LeaveWords("s01".into(), "Hi".to_owned()), false),
        (DeskTouch::Close, false),
        (DeskTouch::FullScreen(false), false),
    ]
}

#[test]
fn a_substitute_sees_who_is_where_and_moves_children_and_nothing_else_whatever_is_touched() {
    let mut room = classroom();
    room.happened(
        1,
        Event::LevelAwarded {
            student: "s01".into(),
            skill: focus(&room),
            level: room.pack.levels[0].id.clone(),
            reason: None,
        },
    );
    substitute_signs_in(&mut room);
    for (wanted, may) in pages(&room) {
        at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
        at_desk(&mut room, DeskTouch::Open(wanted.clone()));
        let seen = if may { &wanted } else { &DeskPage::Now };
        assert_eq!(page(&room), Some(seen), "{wanted:?}");
        assert_eq!(room.kiosk.desk().unwrap().may(&wanted), may, "{wanted:?}");
    }
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    for (touch, may) in touches(&room) {
        let desk = room.kiosk.desk().unwrap();
        assert_eq!(desk.may_ask(&touch), may, "{touch:?}");
        if !may {
            at_desk(&mut room, touch.clone());
            assert!(room.journal.is_empty(), "{touch:?}: {:?}", room.journal);
            assert_eq!(page(&room), Some(&DeskPage::Now), "{touch:?}");
        }
    }
    let all = Desk {
        why: None,
        who: Adult::Teacher("rivera".into()),
        page: DeskPage::Pin(PinPad::default()),
        done: Vec::new(),
        log: None,
        story: None,
        tablet: waymark::domain::kiosk::Tablet::default(),
        linking: waymark::domain::kiosk::Linking::default(),
        trial: waymark::domain::scanner::Trial::default(),
    };
    let pages_of_teacher = pages(&room).into_iter().all(|(page, _)| all.may(&page));
    let touches_of_teacher = touches(&room).iter().all(|(touch, _)| all.may_ask(touch));
    assert!(pages_of_teacher && touches_of_teacher, "a teacher may all");
}

#[test]
fn what_a_substitute_moves_is_recorded_as_a_substitutes_and_can_be_undone() {
    let mut room = classroom();
    substitute_signs_in(&mut room);
    let desk = room.kiosk.desk().unwrap();
    assert_eq!(desk.page_of(&"s05".into()), DeskPage::Where("s05".into()));
    let station = room.pack.stations[2].id.clone();
    at_desk(&mut room, DeskTouch::Open(DeskPage::Where("s05".into())));
    let sent = DeskDid::Moved(station.clone());
    at_desk(&mut room, DeskTouch::Do("s05".into(), sent));
    let (actor, event) = room.journal.last().unwrap().clone();
    assert_eq!((actor, event.kind()), (Actor::Substitute, "checked_in"));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(room.count("entry_withdrawn"), 1);
    at_desk(&mut room, DeskTouch::AllHere(station));
    assert!(room.count("checked_in") > 1);
}

#[test]
fn no_page_of_a_substitute_shows_a_level_a_skill_or_a_teachers_words() {
    fn scene(room: &mut Classroom) {
        // Weeks later: it is time to talk with everybody.
        room.moment.wall = &room.moment.wall + 28.days();
        busy(room);
        at_desk(
            room,
            DeskTouch::LeaveWords("s06".into(), "Well done".to_owned()),
        );
        at_desk(room, DeskTouch::Lock);
        room.wait(6);
        substitute_signs_in(room);
    }
    let mut seen = open(scene, "en", (1280.0, 800.0));
    let room = |seen: &mut crate::screens::Window| -> Vec<DeskPage> {
        let pages = pages(&seen.stage_mut().room);
        let open = pages.into_iter().filter(|(_, may)| *may);
        open.map(|(page, _)| page).collect()
    };
    let pages = [room(&mut seen), vec![DeskPage::Where("s06".into())]].concat();
    let pack = seen.stage_mut().room.pack.clone();
    let levels = pack.levels.iter().map(|level| &level.name);
    let skills = pack.skills.iter().map(|skill| &skill.name);
    let hidden: Vec<String> = levels
        .chain(skills)
        .map(|text| text.get(&"en".into()).to_owned())
        .chain(
            [
                "Well done",
                "Requests",
                "Class",
                "conferences",
                "Close Waymark",
            ]
            .map(ToOwned::to_owned),
        )
        .collect();
    for page in pages {
        at_desk(&mut seen.stage_mut().room, DeskTouch::Open(page.clone()));
        seen.step();
        seen.step();
        let names = seen.names();
        assert!(
            names
                .iter()
                .any(|name| name.contains("You are here as a substitute")),
            "{page:?}: {names:?}"
        );
        for word in &hidden {
            let shown = names.iter().find(|name| name.contains(word.as_str()));
            assert_eq!(shown, None, "{page:?}");
        }
    }
}

#[test]
fn after_midnight_the_card_is_refused_kindly_and_an_open_desk_of_a_substitute_locks() {
    let mut room = classroom();
    toward_midnight(&mut room, 20);
    substitute_signs_in(&mut room);
    room.wait(19);
    assert!(room.kiosk.desk_is_open());
    room.wait(1);
    assert!(room.kiosk.desk().is_none(), "midnight");
    room.wait(10);
    room.tap_badge(spare());
    assert!(room.kiosk.desk().is_none());
    assert_eq!(notice(&room), Some(NoticeKind::DayIsOver));
    assert_eq!(
        room.count("voided_badge_tapped"),
        1,
        "a teacher hears of it"
    );
}

#[test]
fn a_touch_or_an_answer_after_midnight_comes_too_late_for_a_substitute_and_not_for_a_teacher() {
    for teacher in [false, true] {
        let mut room = classroom();
        toward_midnight(&mut room, 1);
        if teacher {
            sign_in(&mut room);
        } else {
            substitute_signs_in(&mut room);
        }
        room.moment.wall = room.moment.wall.checked_add(2.seconds()).unwrap();
        room.moment.since_start += Duration::from_secs(2);
        let sent = DeskDid::Moved(room.pack.stations[0].id.clone());
        at_desk(&mut room, DeskTouch::Do("s01".into(), sent));
        assert_eq!(room.count("checked_in"), usize::from(teacher));
        assert_eq!(room.kiosk.desk_is_open(), teacher);
    }
    let mut room = classroom();
    toward_midnight(&mut room, 1);
    room.happen(Event::BadgeLinked {
        badge: spare(),
        holder: Holder::Substitute(room.moment.wall.date()),
    });
    room.tap_badge(spare());
    type_pin(&mut room, "4821");
    room.moment.wall = room.moment.wall.checked_add(2.seconds()).unwrap();
    room.input(Input::Pin(PinAnswer::Right));
    assert!(room.kiosk.desk().is_none());
}

#[test]
fn yesterdays_card_is_nobodys_and_becomes_todays_or_a_childs() {
    for for_child in [false, true] {
        let mut room = classroom();
        let yesterday = room.moment.wall.date().yesterday().unwrap();
        room.happened(
            1,
            Event::BadgeLinked {
                badge: spare(),
                holder: Holder::Substitute(yesterday),
            },
        );
        sign_in(&mut room);
        if for_child {
            at_desk(&mut room, DeskTouch::Open(DeskPage::Link("s01".into())));
            room.tap_badge(spare());
            assert_eq!(holder_of(&room, spare()), "Student(StudentId(\"s01\"))");
        } else {
            open_new_card(&mut room, CardFor::Substitute);
            room.tap_badge(spare());
            number_comes(&mut room);
            let today = room.moment.wall.date();
            assert_eq!(holder_of(&room, spare()), format!("Substitute({today})"));
        }
    }
}

#[test]
fn a_number_that_was_forgotten_is_drawn_anew_for_the_same_card() {
    let mut room = classroom();
    make_card(&mut room);
    room.wait(6);
    open_new_card(&mut room, CardFor::Substitute);
    room.tap_badge(spare());
    number_comes(&mut room);
    assert!(matches!(card(&room), Some(CardState::Made(_))));
}

#[test]
fn a_teachers_next_badge_becomes_theirs_by_a_tap_and_undoing_that_voids_it() {
    let mut room = classroom();
    sign_in(&mut room);
    open_new_card(&mut room, CardFor::Me);
    let code = "code:BCDEFGHJKLNOPRSTUV".parse::<BadgeKey>().unwrap();
    room.input(Input::Tap(Tap {
        keys: vec![code.clone(), spare()],
        source: TapSource::CardReader,
    }));
    let mine = "Teacher(TeacherId(\"rivera\"))";
    assert_eq!(holder_of(&room, spare()), mine);
    assert_eq!(
        holder_of(&room, code.clone()),
        mine,
        "by everything it says"
    );
    assert_eq!(page(&room), Some(&DeskPage::Tablet));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(holder_of(&room, spare()), "voided");
    assert_eq!(holder_of(&room, code), "voided");
    assert!(room.kiosk.desk().unwrap().done.is_empty());
}

#[test]
fn a_card_that_is_somebodys_or_random_is_refused_in_words_and_nobody_loses_it() {
    let mut room = classroom();
    room.happen(Event::BadgeLinked {
        badge: badge_of("lee"),
        holder: Holder::Teacher("lee".into()),
    });
    let today = room.moment.wall.date();
    room.happen(Event::BadgeLinked {
        badge: badge_of("standin"),
        holder: Holder::Substitute(today),
    });
    room.journal.clear();
    let random = BadgeKey::from_uid(&[0x08, 1, 2, 3]);
    sign_in(&mut room);
    for whose in [CardFor::Me, CardFor::Substitute] {
        room.wait(6);
        open_new_card(&mut room, whose);
        for (badge, refusal) in [
            (random.clone(), CardRefusal::Random),
            (teacher_badge(), CardRefusal::Yours),
            (
                badge_of("lee"),
                CardRefusal::Of(Holder::Teacher("lee".into())),
            ),
            (
                badge_of("s02"),
                CardRefusal::Of(Holder::Student("s02".into())),
            ),
        ] {
            room.tap_badge(badge);
            assert_eq!(card(&room), Some(&CardState::Refused(refusal)));
        }
    }
    open_new_card(&mut room, CardFor::Me);
    room.tap_badge(badge_of("standin"));
    let refusal = CardRefusal::Of(Holder::Substitute(today));
    assert_eq!(card(&room), Some(&CardState::Refused(refusal)));
    assert!(room.journal.is_empty());
    assert!(room.kiosk.desk_is_open());
}

#[test]
fn a_pin_that_could_not_be_checked_is_said_and_the_next_try_is_taken() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    type_pin(&mut room, "2580");
    assert!(room.kiosk.take_pin().is_some());
    room.input(Input::Pin(PinAnswer::NotChecked));
    assert_eq!(pad(&room), (PadState::NotChecked, 0));
    type_pin(&mut room, "2580");
    assert!(room.kiosk.take_pin().is_some());
    room.input(Input::Pin(PinAnswer::Right));
    assert!(room.kiosk.desk_is_open());
}

/// Every state of these pages.
pub fn scenes() -> Vec<Scene> {
    [substitutes_pages(), cards()].concat()
}

fn substitutes_pages() -> Vec<Scene> {
    fn substitute(room: &mut Classroom) {
        busy(room);
        at_desk(room, DeskTouch::Lock);
        room.wait(6);
        substitute_signs_in(room);
    }
    vec![
        ("desk-substitute-now", substitute),
        ("desk-substitute-log", |room| {
            substitute(room);
            let page = DeskPage::Log(today(room), 0);
            at_desk(room, DeskTouch::Open(page));
        }),
        ("desk-substitute-child", |room| {
            substitute(room);
            at_desk(room, DeskTouch::Open(DeskPage::Where("s06".into())));
        }),
        ("desk-substitute-moved", |room| {
            substitute(room);
            at_desk(room, DeskTouch::Open(DeskPage::Where("s06".into())));
            let sent = DeskDid::Moved(room.pack.stations[3].id.clone());
            at_desk(room, DeskTouch::Do("s06".into(), sent));
        }),
        ("desk-substitute-pin", |room| {
            with_teacher(room);
            room.happen(Event::BadgeLinked {
                badge: spare(),
                holder: Holder::Substitute(room.moment.wall.date()),
            });
            room.tap_badge(spare());
            type_pin(room, "4821");
            room.input(Input::Pin(PinAnswer::NoPin));
        }),
        ("desk-substitute-over", |room| {
            let yesterday = room.moment.wall.date().yesterday().unwrap();
            room.happen(Event::BadgeLinked {
                badge: spare(),
                holder: Holder::Substitute(yesterday),
            });
            room.tap_badge(spare());
        }),
        ("desk-pin-not-checked", |room| {
            with_teacher(room);
            room.tap_badge(teacher_badge());
            type_pin(room, "2580");
            room.input(Input::Pin(PinAnswer::NotChecked));
        }),
    ]
}

fn cards() -> Vec<Scene> {
    fn wait_for(room: &mut Classroom, whose: CardFor) {
        with_teacher(room);
        sign_in(room);
        open_new_card(room, whose);
    }
    vec![
        ("desk-card-own", |room| wait_for(room, CardFor::Me)),
        ("desk-card-own-linked", |room| {
            wait_for(room, CardFor::Me);
            room.tap_badge(spare());
        }),
        ("desk-card-substitute", |room| {
            wait_for(room, CardFor::Substitute);
        }),
        ("desk-card-random", |room| {
            wait_for(room, CardFor::Substitute);
            room.tap_badge(BadgeKey::from_uid(&[0x08, 1, 2, 3]));
        }),
        ("desk-card-of-a-child", |room| {
            wait_for(room, CardFor::Me);
            room.tap("s07");
        }),
        ("desk-card-making", |room| {
            wait_for(room, CardFor::Substitute);
            room.tap_badge(spare());
        }),
        ("desk-card-number", |room| {
            wait_for(room, CardFor::Substitute);
            room.tap_badge(spare());
            number_comes(room);
        }),
    ]
}

/// A child's touch is nothing at the desk, and a desk's nothing without one.
#[test]
fn a_late_touch_of_a_child_does_nothing_at_the_desk() {
    let mut room = classroom();
    substitute_signs_in(&mut room);
    room.touch(Touch::Next);
    assert_eq!(page(&room), Some(&DeskPage::Now));
    assert!(room.journal.is_empty());
}
