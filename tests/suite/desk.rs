//! The teacher's desk: getting in and being locked out, acting in one touch, and taking it back.

use std::time::Duration;

use waymark::domain::{
    badge::BadgeKey,
    board,
    event::{Actor, Event, Holder, HowItWent},
    ids::{EntryId, LevelId, SkillId},
    kiosk::{DeskDid, DeskPage, DeskTouch, Input, PadState, Page, Pin, PinAnswer, Touch},
    log::LogFilter,
    print_list,
    records::Recognised,
};

use crate::{
    screens::{self, Scene},
    support::classroom::{Classroom, badge_of, monday_math},
};

/// The badge of Ms. Rivera.
pub fn teacher_badge() -> BadgeKey {
    badge_of("teacher")
}

/// There is a teacher with a badge.
pub fn with_teacher(room: &mut Classroom) {
    room.happen(Event::BadgeLinked {
        badge: teacher_badge(),
        holder: Holder::Teacher("rivera".into()),
    });
    room.journal.clear();
}

pub fn classroom() -> Classroom {
    let mut room = Classroom::at(monday_math());
    with_teacher(&mut room);
    room
}

/// A teacher touches something.
pub fn at_desk(room: &mut Classroom, touch: DeskTouch) {
    room.touch(Touch::Desk(touch));
}

pub fn type_pin(room: &mut Classroom, digits: &str) {
    for digit in digits.bytes() {
        at_desk(room, DeskTouch::Digit(digit - b'0'));
    }
    at_desk(room, DeskTouch::Enter);
}

/// A teacher at the open desk.
pub fn sign_in(room: &mut Classroom) {
    room.tap_badge(teacher_badge());
    type_pin(room, "2580");
    assert!(room.kiosk.take_pin().is_some());
    room.input(Input::Pin(PinAnswer::Right));
}

pub fn page(room: &Classroom) -> Option<&DeskPage> {
    room.kiosk.desk().map(|desk| &desk.page)
}

pub fn pad(room: &Classroom) -> (PadState, usize) {
    match page(room) {
        Some(DeskPage::Pin(pad)) => (pad.state, pad.pin.len()),
        other => panic!("no pad but {other:?}"),
    }
}

pub fn focus(room: &Classroom) -> SkillId {
    room.pack.focus(room.moment.wall.date()).unwrap().id.clone()
}

#[test]
fn a_badge_alone_opens_nothing_and_the_right_pin_opens_the_desk() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    assert_eq!(pad(&room), (PadState::Typing, 0));
    at_desk(&mut room, DeskTouch::Open(DeskPage::Class(0)));
    assert_eq!(pad(&room), (PadState::Typing, 0), "no page before the PIN");
    type_pin(&mut room, "258");
    assert_eq!(pad(&room), (PadState::Typing, 3), "three digits are no PIN");
    type_pin(&mut room, "0");
    assert_eq!(
        room.kiosk.take_pin().as_ref().map(Pin::digits),
        Some("2580")
    );
    assert_eq!(room.kiosk.take_pin(), None, "a PIN is given out once");
    assert_eq!(pad(&room), (PadState::Checking, 0), "and not kept");
    assert!(!room.kiosk.desk_is_open());
    room.input(Input::Pin(PinAnswer::Right));
    assert_eq!(page(&room), Some(&DeskPage::Now));
    assert!(room.journal.is_empty());
}

#[test]
fn wrong_pins_make_it_wait_and_another_tap_of_a_badge_does_not_shorten_that() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    type_pin(&mut room, "1111");
    assert!(room.kiosk.take_pin().is_some());
    room.input(Input::Pin(PinAnswer::Wrong(Duration::from_secs(8))));
    assert_eq!(pad(&room), (PadState::Wrong, 0));
    type_pin(&mut room, "2580");
    assert_eq!(room.kiosk.take_pin(), None, "no key is taken");
    room.wait(6);
    room.tap_badge(teacher_badge());
    type_pin(&mut room, "2580");
    assert_eq!(room.kiosk.take_pin(), None, "nor after another tap");
    room.wait(3);
    type_pin(&mut room, "2580");
    assert!(room.kiosk.take_pin().is_some());
}

#[test]
fn a_wrong_pin_makes_the_next_pad_wait_too_when_its_answer_comes_late() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    type_pin(&mut room, "1111");
    assert!(room.kiosk.take_pin().is_some());
    room.wait(6);
    room.tap_badge(teacher_badge());
    room.input(Input::Pin(PinAnswer::Wrong(Duration::from_secs(8))));
    type_pin(&mut room, "2580");
    assert_eq!(room.kiosk.take_pin(), None);
    room.wait(9);
    type_pin(&mut room, "2580");
    assert!(room.kiosk.take_pin().is_some());
}

#[test]
fn an_answer_that_comes_after_the_teacher_has_gone_opens_nothing() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    type_pin(&mut room, "2580");
    room.tap("s01");
    room.input(Input::Pin(PinAnswer::Right));
    assert_eq!(room.who(), Some("s01"));
    assert!(room.kiosk.desk().is_none());
    assert_eq!(room.kiosk.take_pin(), None);
}

#[test]
fn a_pin_is_in_no_log() {
    let mut room = classroom();
    room.tap_badge(teacher_badge());
    for digit in [9, 7, 3, 1] {
        at_desk(&mut room, DeskTouch::Digit(digit));
    }
    let said = format!("{:?}", room.kiosk);
    assert!(said.contains("4 digits"));
    assert!(!said.contains("9731"));
}

#[test]
fn the_desk_locks_after_a_minute_of_silence_and_at_once_when_a_child_taps() {
    let mut room = classroom();
    sign_in(&mut room);
    room.wait(59);
    assert!(room.kiosk.desk_is_open());
    at_desk(&mut room, DeskTouch::Open(DeskPage::Class(0)));
    room.wait(59);
    assert!(room.kiosk.desk_is_open(), "a touch is no silence");
    room.wait(1);
    assert!(room.kiosk.desk().is_none());

    room.wait(10);
    sign_in(&mut room);
    room.tap("s01");
    assert!(room.kiosk.desk().is_none());
    assert_eq!(room.who(), Some("s01"));
}

#[test]
fn the_teachers_own_badge_locks_the_desk_again() {
    let mut room = classroom();
    sign_in(&mut room);
    room.wait(6);
    room.tap_badge(teacher_badge());
    assert!(room.kiosk.desk().is_none());
}

#[test]
fn a_childs_picks_wait_while_the_teacher_is_there() {
    let mut room = classroom();
    room.pack.tablet.station = None;
    room.tap("s01");
    room.touch(Touch::Next);
    room.touch(Touch::Pick(1));
    sign_in(&mut room);
    assert_eq!(room.who(), None);
    assert!(room.kiosk.has_draft(&"s01".into()));
    at_desk(&mut room, DeskTouch::Lock);
    room.wait(6);
    room.tap("s01");
    let draft = room.kiosk.visit().and_then(|visit| visit.page.draft());
    let picked = draft.map(|draft| draft.picks.iter().flatten().count());
    room.touch(Touch::Next);
    let draft = room.kiosk.visit().and_then(|visit| visit.page.draft());
    let after = draft.map(|draft| draft.picks.iter().flatten().count());
    assert_eq!(picked.or(after), Some(1));
}

#[test]
fn a_level_is_given_by_one_touch_celebrated_at_the_next_tap_and_undone_by_one() {
    let mut room = classroom();
    room.settle("s01");
    room.pack.tablet.station = None;
    let (skill, level) = (focus(&room), room.pack.levels[2].id.clone());
    sign_in(&mut room);
    let to = DeskPage::Skill("s01".into(), skill.clone(), None);
    at_desk(&mut room, DeskTouch::Open(to));
    let award = DeskDid::Found(skill.clone(), level.clone(), None);
    at_desk(&mut room, DeskTouch::Do("s01".into(), award));
    assert_eq!(page(&room), Some(&DeskPage::Child("s01".into())));
    let (actor, event) = room.journal.last().unwrap().clone();
    assert_eq!(actor, Actor::Teacher("rivera".into()));
    assert_eq!(event.kind(), "level_awarded");

    room.tap("s01");
    assert!(room.kiosk.visit().unwrap().earned);
    room.touch(Touch::NotMe);

    room.wait(6);
    sign_in(&mut room);
    assert!(
        room.kiosk.desk().unwrap().done.is_empty(),
        "undo ends with the desk"
    );
    let take_back = DeskDid::TookBack(skill.clone());
    at_desk(&mut room, DeskTouch::Do("s01".into(), take_back));
    let given = |room: &Classroom| {
        let record = room.records.student(&"s01".into()).unwrap();
        record.skills[&skill].awarded().cloned()
    };
    assert_eq!(given(&room), None);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(given(&room), Some(level), "the level is there again");
    assert!(room.kiosk.desk().unwrap().done.is_empty());
    let before = room.journal.len();
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(room.journal.len(), before, "nothing is left to undo");
}

#[test]
fn a_child_who_taps_in_the_middle_of_an_award_waits_for_it_and_nothing_is_half_done() {
    let mut room = classroom();
    let (skill, level) = (focus(&room), room.pack.levels[1].id.clone());
    sign_in(&mut room);
    room.slow_disk = true;
    let award = DeskDid::Found(skill, level, None);
    at_desk(&mut room, DeskTouch::Do("s01".into(), award));
    room.tap("s02");
    assert!(room.kiosk.desk_is_open(), "the tap waits for the disk");
    room.slow_disk = false;
    let record = room.held.remove(0);
    room.save(record);
    assert_eq!(room.count("level_awarded"), 1);
    assert!(room.kiosk.desk().is_none());
    assert_eq!(room.who(), Some("s02"));
}

#[test]
fn what_could_not_be_saved_is_said_and_not_on_the_list_of_things_to_undo() {
    let mut room = classroom();
    sign_in(&mut room);
    room.slow_disk = true;
    let station = room.pack.stations[0].id.clone();
    at_desk(
        &mut room,
        DeskTouch::Do("s01".into(), DeskDid::Moved(station)),
    );
    let record = room.held.remove(0);
    room.input(Input::NotSaved(record.ticket));
    assert!(room.kiosk.notice().is_some());
    assert!(room.kiosk.desk().unwrap().done.is_empty());
}

/// Where a child is by the board.
fn column_of(room: &Classroom, student: &str) -> Option<String> {
    let now = room.moment.wall.datetime();
    let columns = board::board(&room.pack, &room.records, now);
    let found = columns.iter().find(|column| {
        column
            .children
            .iter()
            .any(|child| child.student.as_str() == student)
    });
    found
        .unwrap()
        .station
        .map(|station| station.id.as_str().to_owned())
}

#[test]
fn a_child_is_sent_to_a_station_and_back_and_each_step_can_be_undone() {
    let mut room = classroom();
    let station = room.pack.stations[2].id.clone();
    assert_eq!(column_of(&room, "s05"), None);
    sign_in(&mut room);
    let sent = DeskDid::Moved(station.clone());
    at_desk(&mut room, DeskTouch::Do("s05".into(), sent));
    assert_eq!(column_of(&room, "s05").as_deref(), Some(station.as_str()));
    at_desk(&mut room, DeskTouch::Do("s05".into(), DeskDid::CheckedOut));
    assert_eq!(column_of(&room, "s05"), None);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(column_of(&room, "s05").as_deref(), Some(station.as_str()));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(column_of(&room, "s05"), None);
    let checked_out = DeskTouch::Do("s05".into(), DeskDid::CheckedOut);
    let before = room.journal.len();
    at_desk(&mut room, checked_out);
    assert_eq!(room.journal.len(), before, "nobody leaves who is not there");
}

#[test]
fn the_board_has_every_child_once_and_says_who_should_be_elsewhere() {
    let mut room = classroom();
    let now = room.moment.wall.datetime();
    let group = room.pack.students[0].1.group.clone().unwrap();
    let place = room.pack.place(now).unwrap();
    let right = place.station_of(&group).unwrap().clone();
    let wrong = room
        .pack
        .stations
        .iter()
        .find(|one| one.id != right)
        .unwrap();
    let wrong = wrong.id.clone();
    sign_in(&mut room);
    at_desk(
        &mut room,
        DeskTouch::Do("s01".into(), DeskDid::Moved(wrong)),
    );
    let columns = board::board(&room.pack, &room.records, now);
    let all: usize = columns.iter().map(|column| column.children.len()).sum();
    assert_eq!(all, room.pack.students.len());
    let mut children = columns.iter().flat_map(|column| &column.children);
    let child = children
        .find(|child| child.student.as_str() == "s01")
        .unwrap();
    assert_eq!(child.elsewhere.map(|station| &station.id), Some(&right));
}

#[test]
fn what_a_sign_says_is_in_the_name_of_its_row() {
    let mut window = screens::open(busy, "en", (1280.0, 800.0));
    let has = |window: &screens::Window, words: &str| {
        let names = window.names();
        let found = names.iter().any(|name| name.contains(words));
        assert!(found, "{words}: {names:?}");
    };
    has(&window, "Maximiliano-José · Should be at ");
    for (page, words) in [
        (DeskPage::Requests(0), "0 tasks finished · says Explorer"),
        (DeskPage::Requests(1), "Seen: "),
        (DeskPage::Child("s02".into()), " · asked to show it"),
    ] {
        at_desk(&mut window.stage_mut().room, DeskTouch::Open(page));
        window.step();
        has(&window, words);
    }
}

#[test]
fn a_finished_task_waits_until_it_was_seen_and_again_when_it_is_finished_again() {
    let mut room = classroom();
    finish_a_task(&mut room, "s03");
    let waiting = |room: &Classroom| board::finished(&room.pack, &room.records).len();
    assert_eq!(waiting(&room), 1);
    let up_to = |most| board::waiting_up_to(&room.records, most);
    assert_eq!([up_to(1), up_to(1_000)], [1, board::waiting(&room.records)]);
    let task = board::finished(&room.pack, &room.records)[0]
        .task
        .id
        .clone();
    sign_in(&mut room);
    at_desk(
        &mut room,
        DeskTouch::Do("s03".into(), DeskDid::Approved(task)),
    );
    assert_eq!(waiting(&room), 0);
    assert_eq!(room.count("task_approved"), 1);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(waiting(&room), 1);
}

#[test]
fn a_level_given_is_on_the_print_list_until_its_badge_is_printed_or_it_is_taken_back() {
    let mut room = classroom();
    let (skill, other) = (focus(&room), room.pack.skills[0].id.clone());
    let levels: Vec<_> = room
        .pack
        .levels
        .iter()
        .map(|level| level.id.clone())
        .collect();
    let list = |room: &Classroom| -> Vec<String> {
        let all = print_list::to_print(&room.pack, &room.records);
        all.iter()
            .map(|badge| format!("{} {}", badge.student, badge.level.id))
            .collect()
    };
    let found =
        |level: &LevelId, skill: &SkillId| DeskDid::Found(skill.clone(), level.clone(), None);
    sign_in(&mut room);
    at_desk(
        &mut room,
        DeskTouch::Do("s03".into(), found(&levels[1], &skill)),
    );
    at_desk(
        &mut room,
        DeskTouch::Do("s01".into(), found(&levels[2], &other)),
    );
    let [first, second] = [format!("s01 {}", levels[2]), format!("s03 {}", levels[1])];
    let mut both = vec![first.clone(), second.clone()];
    both.sort_by_key(|line| {
        let id = line.split(' ').next().unwrap().into();
        room.records.card(&id).unwrap().first_name.to_lowercase()
    });
    assert_eq!(list(&room), both);
    let printed = DeskDid::Printed(skill.clone(), levels[1].clone());
    at_desk(&mut room, DeskTouch::Do("s03".into(), printed));
    assert_eq!(list(&room), [first.as_str()]);
    at_desk(&mut room, DeskTouch::AllPrinted);
    assert!(list(&room).is_empty());
    assert_eq!(room.count("level_badge_printed"), 2);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(list(&room), [first.as_str()], "printed by mistake");
    at_desk(
        &mut room,
        DeskTouch::Do("s03".into(), found(&levels[2], &skill)),
    );
    assert_eq!(
        list(&room).len(),
        2,
        "the next level has a badge of its own"
    );
    at_desk(
        &mut room,
        DeskTouch::Do("s03".into(), DeskDid::TookBack(skill)),
    );
    assert_eq!(list(&room), [first.as_str()]);
}

#[test]
fn requests_stand_by_skill_the_longest_wait_first_until_one_is_assessed() {
    let mut room = classroom();
    let skill = focus(&room);
    for (student, days) in [("s02", 1), ("s04", 3)] {
        let (student, skill) = (student.into(), skill.clone());
        room.happened(days, Event::AssessmentRequested { student, skill });
    }
    let names = |room: &Classroom| -> Vec<String> {
        let now = room.moment.wall.datetime();
        let all = board::requests(&room.pack, &room.records, now);
        let children = all.iter().flat_map(|one| &one.children);
        children
            .map(|child| child.student.as_str().to_owned())
            .collect()
    };
    assert_eq!(names(&room), ["s04", "s02"]);
    room.happen(Event::AssessmentRecorded {
        student: "s04".into(),
        skill,
        score: Some(90),
        level: None,
        reason: None,
    });
    assert_eq!(names(&room), ["s02"]);
}

#[test]
fn a_judgement_answers_the_request_with_its_score_and_the_same_level_is_kept() {
    let mut room = classroom();
    let (skill, level) = (focus(&room), room.pack.levels[1].id.clone());
    let student = || "s02".into();
    let waits = |room: &Classroom| {
        let record = room.records.student(&student()).unwrap();
        record.skills[&skill].is_waiting_for_assessment()
    };
    let ask = |room: &mut Classroom| {
        let skill = skill.clone();
        room.happen(Event::AssessmentRequested {
            student: student(),
            skill,
        });
    };
    ask(&mut room);
    sign_in(&mut room);
    let found = DeskDid::Found(skill.clone(), level.clone(), Some(85));
    at_desk(&mut room, DeskTouch::Do(student(), found));
    assert!(!waits(&room));
    let (assessed, awarded) = (
        room.count("assessment_recorded"),
        room.count("level_awarded"),
    );
    assert_eq!((assessed, awarded), (1, 1));
    at_desk(&mut room, DeskTouch::Undo);
    assert!(waits(&room), "both are undone together");

    let found = DeskDid::Found(skill.clone(), level.clone(), None);
    at_desk(&mut room, DeskTouch::Do(student(), found.clone()));
    room.moment.since_start += Duration::from_secs(1);
    ask(&mut room);
    at_desk(&mut room, DeskTouch::Do(student(), found));
    assert!(!waits(&room));
    let (assessed, awarded) = (
        room.count("assessment_recorded"),
        room.count("level_awarded"),
    );
    assert_eq!(
        (assessed, awarded),
        (3, 2),
        "the same level is not given twice"
    );
}

#[test]
fn a_few_words_greet_the_child_at_the_next_tap() {
    let mut room = classroom();
    room.settle("s01");
    room.pack.tablet.station = None;
    sign_in(&mut room);
    let words = "I am proud of your work. Keep going!".to_owned();
    at_desk(
        &mut room,
        DeskTouch::LeaveWords("s01".into(), words.clone()),
    );
    room.tap("s01");
    let record = room.records.student(&"s01".into()).unwrap();
    let (note, text) = record.unread_note().unwrap();
    assert_eq!(text, words);
    let note: EntryId = note.clone();
    room.touch(Touch::Open(Page::Note(note)));
    room.touch(Touch::NoteRead);
    assert!(
        room.records
            .student(&"s01".into())
            .unwrap()
            .unread_note()
            .is_none()
    );
}

#[test]
fn a_new_badge_becomes_a_childs_by_its_next_tap_and_undoing_that_voids_it() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Link("s01".into())));
    room.tap_badge(badge_of("brand-new"));
    assert_eq!(room.count("unknown_badge_tapped"), 0);
    let holder = |room: &Classroom| {
        let keys = [badge_of("brand-new")];
        match room.records.recognise(&keys) {
            Recognised::Holder(Holder::Student(student)) => student.to_string(),
            other => format!("{other:?}").split('(').next().unwrap().to_owned(),
        }
    };
    assert_eq!(holder(&room), "s01");
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(holder(&room), "Voided");
    at_desk(&mut room, DeskTouch::Open(DeskPage::Now));
    room.tap_badge(badge_of("another"));
    assert_eq!(
        room.count("unknown_badge_tapped"),
        1,
        "not on that page it is unknown"
    );
}

#[test]
fn everybody_who_is_missing_at_a_station_is_there_by_one_touch_and_away_by_one() {
    let mut room = classroom();
    let now = room.moment.wall.datetime();
    let group = room.pack.students[0].1.group.clone().unwrap();
    let place = room.pack.place(now).unwrap();
    let station = place.station_of(&group).unwrap().clone();
    let missing =
        |room: &Classroom| board::missing_at(&room.pack, &room.records, now, &station).len();
    let all = missing(&room);
    assert!(all > 2);
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::AllHere(station.clone()));
    assert_eq!((missing(&room), room.count("checked_in")), (0, all));
    at_desk(&mut room, DeskTouch::AllHere(station.clone()));
    assert_eq!(room.count("checked_in"), all, "once is enough");
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(missing(&room), all);
    assert_eq!(room.count("entry_withdrawn"), all);
}

#[test]
fn a_page_about_a_child_who_left_goes_back_to_now() {
    let mut room = classroom();
    sign_in(&mut room);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Child("s01".into())));
    room.happen(Event::StudentLeft {
        student: "s01".into(),
    });
    room.input(Input::Tick);
    assert_eq!(page(&room), Some(&DeskPage::Now));
}

pub fn today(room: &Classroom) -> LogFilter {
    LogFilter {
        day: Some(room.moment.wall.date()),
        ..LogFilter::default()
    }
}

#[test]
fn the_log_shows_what_was_corrected_as_soon_as_it_is() {
    let mut room = classroom();
    let station = room.pack.stations[1].id.clone();
    sign_in(&mut room);
    let page = DeskPage::Log(today(&room), 0);
    at_desk(&mut room, DeskTouch::Open(page));
    let lines = |room: &Classroom| {
        room.kiosk
            .desk()
            .unwrap()
            .log
            .as_ref()
            .map(|(_, log)| log.len())
    };
    assert_eq!(lines(&room), Some(0));
    let sent = DeskDid::Moved(station.clone());
    at_desk(&mut room, DeskTouch::Do("s01".into(), sent));
    assert_eq!(lines(&room), Some(1));
    let elsewhere = LogFilter {
        station: Some(room.pack.stations[2].id.clone()),
        ..today(&room)
    };
    at_desk(&mut room, DeskTouch::Open(DeskPage::Log(elsewhere, 0)));
    assert_eq!(lines(&room), Some(0));
    let page = DeskPage::Log(today(&room), 0);
    at_desk(&mut room, DeskTouch::Open(page));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(lines(&room), Some(0));
}

fn finish_a_task(room: &mut Classroom, student: &str) {
    let skill = room.pack.focus(room.moment.wall.date()).unwrap();
    let (task, skill) = (skill.menu[0].id.clone(), skill.id.clone());
    let (student, how) = (student.into(), HowItWent::OnMyOwn);
    room.happened(
        1,
        Event::TaskFinished {
            student,
            skill,
            task,
            how,
        },
    );
}

/// A Monday in which something has happened.
pub fn busy(room: &mut Classroom) {
    with_teacher(room);
    let students: Vec<_> = room
        .pack
        .students
        .iter()
        .map(|(id, _)| id.clone())
        .collect();
    let now = room.moment.wall.datetime();
    let skills = room.pack.skills.clone();
    let levels = room.pack.levels.clone();
    for (index, student) in students.iter().enumerate() {
        if index % 5 != 4 {
            room.settle(student.as_str());
        }
        for (height, skill) in skills.iter().enumerate().take(index % 6) {
            room.happened(
                4,
                Event::LevelAwarded {
                    student: student.clone(),
                    skill: skill.id.clone(),
                    level: levels[(index + height) % 4].id.clone(),
                    reason: None,
                },
            );
        }
        if index % 4 == 1 {
            let (student, skill) = (student.clone(), focus(room));
            room.happened(2, Event::AssessmentRequested { student, skill });
        }
        if index % 6 == 2 {
            finish_a_task(room, student.as_str());
        }
        let group = room.records.student(student).unwrap().group().cloned();
        let place = room.pack.place(now).unwrap();
        let station = group.and_then(|group| place.station_of(&group).cloned());
        let block = Some(place.block.id.clone());
        let Some(station) = station.filter(|_| index % 3 != 2) else {
            continue;
        };
        let station = if index == 6 {
            room.pack.stations[4].id.clone()
        } else {
            station
        };
        room.happen(Event::CheckedIn {
            student: student.clone(),
            station,
            block,
            round: Some(0),
            source: waymark::domain::badge::TapSource::CardReader,
            express: true,
            was: None,
        });
    }
    room.tap_badge(badge_of("nobody"));
    room.wait(6);
    sign_in(room);
}

/// Every page of the desk.
pub fn scenes() -> Vec<Scene> {
    [
        pages(),
        places_and_logs(),
        crate::entry::scenes(),
        crate::desk_story::scenes(),
        crate::desk_work::scenes(),
        crate::desk_tablets::scenes(),
        crate::care::scenes(),
        crate::linking::scenes(),
        crate::typing::scenes(),
        crate::badge_life::scenes(),
        crate::print_desk::scenes(),
        crate::scanner::scenes(),
        crate::desk_erase::scenes(),
        crate::desk_export::scenes(),
        crate::desk_retire::scenes(),
        crate::desk_join::scenes(),
    ]
    .concat()
}

fn places_and_logs() -> Vec<Scene> {
    vec![
        ("desk-place", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Place(None)));
        }),
        ("desk-station", |room| {
            busy(room);
            let station = room.pack.stations[1].id.clone();
            at_desk(room, DeskTouch::Open(DeskPage::Place(Some(station))));
        }),
        ("desk-link", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Link("s06".into())));
        }),
        ("desk-log", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Log(today(room), 0)));
        }),
        ("desk-log-child", |room| {
            busy(room);
            let filter = LogFilter {
                student: Some("s04".into()),
                ..LogFilter::default()
            };
            at_desk(room, DeskTouch::Open(DeskPage::Log(filter, 0)));
        }),
        ("desk-log-older", |room| {
            busy(room);
            let filter = LogFilter {
                student: Some("s04".into()),
                ..LogFilter::default()
            };
            at_desk(room, DeskTouch::Open(DeskPage::Log(filter.clone(), 99)));
            let (_, known) = room.kiosk.desk().unwrap().log.clone().unwrap();
            let lines = known.iter().cycle().take(filter.most()).cloned();
            room.input(Input::Log((filter, lines.collect())));
        }),
        ("desk-log-empty", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Log(today(room), 0)));
        }),
    ]
}

fn pages() -> Vec<Scene> {
    vec![
        ("desk-pin", |room| {
            with_teacher(room);
            room.tap_badge(teacher_badge());
            for digit in [1, 2, 3, 4] {
                at_desk(room, DeskTouch::Digit(digit));
            }
        }),
        ("desk-pin-wait", |room| {
            with_teacher(room);
            room.tap_badge(teacher_badge());
            type_pin(room, "1111");
            room.input(Input::Pin(PinAnswer::Wrong(Duration::from_secs(8))));
        }),
        ("desk-now", busy),
        ("desk-now-early", |room| {
            with_teacher(room);
            sign_in(room);
        }),
        ("desk-requests", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Requests(0)));
        }),
        ("desk-requests-last", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Requests(99)));
        }),
        ("desk-requests-none", |room| {
            with_teacher(room);
            sign_in(room);
            at_desk(room, DeskTouch::Open(DeskPage::Requests(0)));
        }),
        ("desk-class", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Class(0)));
        }),
        ("desk-child", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Child("s06".into())));
        }),
        ("desk-child-undo", |room| {
            busy(room);
            let skill = focus(room);
            let level = room.pack.levels[2].id.clone();
            at_desk(room, DeskTouch::Open(DeskPage::Child("s06".into())));
            let award = DeskDid::Found(skill, level, None);
            at_desk(room, DeskTouch::Do("s06".into(), award));
        }),
        ("desk-skill", |room| {
            busy(room);
            let page = DeskPage::Skill("s06".into(), focus(room), Some(85));
            at_desk(room, DeskTouch::Open(page));
        }),
        ("desk-words", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Words("s06".into())));
        }),
        ("desk-tablet", |room| {
            busy(room);
            at_desk(room, DeskTouch::Open(DeskPage::Tablet));
        }),
    ]
}
