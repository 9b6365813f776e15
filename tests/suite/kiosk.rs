//! The kiosk's behaviour, to the second.

use waymark::domain::{
    event::{Event, HowItWent, VoidReason},
    ids::StationId,
    kiosk::{Done, Input, NoticeKind, Page, Touch, Trouble},
    standing::Next,
};

use crate::support::classroom::{Classroom, badge_of, monday_math};

/// Maya (s01) and Bo (s02) in the first round of math, on a tablet that stands nowhere.
fn room() -> Classroom {
    let mut room = Classroom::at(monday_math());
    room.pack.tablet.station = None;
    room
}

/// The same on a tablet that stands where s01's group should be now.
fn station_room() -> Classroom {
    let mut room = room();
    let group = room.pack.students[0].1.group.clone().unwrap();
    let now = room.moment.wall.datetime();
    room.pack.tablet.station = room.pack.place(now).unwrap().station_of(&group).cloned();
    room.settle("s01");
    room
}

fn page(room: &Classroom) -> Option<&Page> {
    room.kiosk.visit().map(|visit| &visit.page)
}

fn notice(room: &Classroom) -> Option<NoticeKind> {
    room.kiosk.notice().map(|notice| notice.kind)
}

fn next(room: &Classroom, student: &str) -> Next {
    room.context().standpoint(&student.into()).unwrap().next()
}

fn reflect(room: &mut Classroom, picks: &[usize]) {
    room.touch(Touch::Next);
    for pick in picks {
        room.touch(Touch::Pick(*pick));
    }
}

#[test]
fn the_big_button_leads_through_the_whole_path() {
    let mut room = room();
    room.tap("s01");
    assert_eq!(page(&room), Some(&Page::Hello));
    reflect(&mut room, &[1, 1, 2]);
    room.touch(Touch::FeelsRight);
    assert_eq!(room.count("reflection_finished"), 1);
    assert!(
        matches!(page(&room), Some(Page::Menu(1, _))),
        "the menu opens at the level just chosen"
    );

    let task = room.pack.focus(room.moment.wall.date()).unwrap().menu[3]
        .id
        .clone();
    room.touch(Touch::Choose(task.clone()));
    assert_eq!(page(&room), Some(&Page::CheckIn));
    room.touch(Touch::Here(StationId::from("hands-on")));
    assert_eq!(page(&room), Some(&Page::Set));
    let done = &room.kiosk.visit().unwrap().done;
    assert!(
        matches!(
            done.as_slice(),
            [Done::Reflected(_), Done::Chose(_), Done::CheckedIn(_)]
        ),
        "{done:?}"
    );
    assert_eq!(next(&room, "s01"), Next::AllSet);

    room.wait(5);
    assert_eq!(room.who(), None, "the next child finds a clean screen");
}

#[test]
fn nothing_is_said_before_it_is_saved() {
    let mut room = station_room();
    room.slow_disk = true;
    room.tap("s01");
    assert_eq!(
        page(&room),
        Some(&Page::Hello),
        "greeted, but not told that anything was recorded"
    );
    let record = room.held.pop().unwrap();
    room.save(record);
    assert_eq!(page(&room), Some(&Page::Set));
}

#[test]
fn what_was_not_saved_stays_on_the_screen_and_says_so() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[1, 1, 2]);
    room.slow_disk = true;
    room.touch(Touch::FeelsRight);
    let record = room.held.pop().unwrap();
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(notice(&room), Some(NoticeKind::NotSaved));
    assert!(
        matches!(page(&room), Some(Page::Placed(_))),
        "nothing of it is lost"
    );
    room.slow_disk = false;
    room.touch(Touch::FeelsRight);
    assert_eq!(room.count("reflection_finished"), 1);
}

#[test]
fn at_a_station_the_tap_alone_checks_in_a_child_with_nothing_due() {
    let mut room = station_room();
    room.tap("s01");
    assert_eq!(page(&room), Some(&Page::Set));
    assert!(matches!(
        room.journal.as_slice(),
        [(_, Event::CheckedIn { express: true, .. })]
    ));
}

#[test]
fn a_child_who_should_be_elsewhere_is_asked() {
    let mut room = station_room();
    room.pack.tablet.station = Some(StationId::from("library"));
    room.tap("s01");
    assert_eq!(page(&room), Some(&Page::CheckIn));
    assert_eq!(room.count("checked_in"), 0);
}

#[test]
fn second_tap_within_five_seconds_is_not_a_second_check_in() {
    let mut room = station_room();
    room.tap("s01");
    room.wait(4);
    room.tap("s01");
    assert_eq!(notice(&room), Some(NoticeKind::GotYou));
    assert_eq!(room.count("checked_in"), 1);
    room.wait(6);
    room.tap("s01");
    assert_eq!(
        page(&room),
        Some(&Page::Hello),
        "later it is a visit like any other"
    );
    assert_eq!(room.count("checked_in"), 1);
}

#[test]
fn thats_not_me_takes_back_what_the_tap_recorded() {
    let mut room = station_room();
    room.tap("s01");
    room.touch(Touch::NotMe);
    assert_eq!(room.count("entry_withdrawn"), 1);
    assert_eq!(
        (room.who(), notice(&room)),
        (None, Some(NoticeKind::NotYou))
    );
    assert_eq!(next(&room, "s01"), Next::CheckIn, "as if it had never been");
    room.tap("s01");
    assert_eq!(
        page(&room),
        Some(&Page::Set),
        "the right child can tap at once"
    );
}

#[test]
fn a_second_child_checks_in_while_the_first_reflects_and_the_draft_is_intact() {
    let mut room = room();
    room.settle("s02");
    room.tap("s01");
    reflect(&mut room, &[2]);
    let before = page(&room).cloned();
    room.tap("s02");
    assert_eq!(
        (room.who(), page(&room)),
        (Some("s02"), Some(&Page::Handover))
    );
    room.touch(Touch::QuickCheckIn);
    assert_eq!((room.who(), page(&room)), (Some("s02"), Some(&Page::Set)));
    room.wait(5);
    assert_eq!((room.who(), page(&room).cloned()), (Some("s01"), before));
}

#[test]
fn the_reflector_gets_the_screen_back_by_their_own_tap_or_when_the_second_waits() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2]);
    room.tap("s02");
    room.tap("s01");
    assert_eq!(room.who(), Some("s01"));
    room.wait(6);
    room.tap("s02");
    room.touch(Touch::Done);
    assert_eq!(room.who(), Some("s01"));
    assert!(matches!(page(&room), Some(Page::Reflect(_, 1))));
}

#[test]
fn silence_asks_then_keeps_the_draft_and_cleans_the_screen() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2, 1]);
    room.wait(24);
    assert!(room.kiosk.visit().unwrap().still_there.is_none());
    room.wait(1);
    assert!(
        room.kiosk.visit().unwrap().still_there.is_some(),
        "Still there?"
    );
    room.wait(10);
    assert_eq!(room.who(), None);
    room.tap("s01");
    room.touch(Touch::Next);
    assert!(
        matches!(page(&room), Some(Page::Reflect(draft, 2)) if draft.picks[..2] == [Some(2), Some(1)])
    );
}

#[test]
fn still_here_goes_on_where_it_was() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2]);
    room.wait(30);
    room.touch(Touch::StillHere);
    assert!(matches!(page(&room), Some(Page::Reflect(_, 1))));
    room.wait(24);
    assert!(
        room.kiosk.visit().unwrap().still_there.is_none(),
        "a touch starts the silence anew"
    );
}

#[test]
fn an_unknown_badge_is_told_kindly_once_and_to_the_teacher() {
    let mut room = room();
    room.tap_badge(badge_of("nobody"));
    room.wait(2);
    room.tap_badge(badge_of("nobody"));
    assert_eq!(notice(&room), Some(NoticeKind::UnknownBadge));
    assert_eq!(room.count("unknown_badge_tapped"), 1);
    room.wait(6);
    assert_eq!(notice(&room), None);
}

#[test]
fn a_voided_badge_lets_nobody_in_and_is_told_to_the_teacher() {
    let mut room = room();
    room.happen(Event::BadgeVoided {
        badge: badge_of("s01"),
        reason: VoidReason::Lost,
    });
    room.tap("s01");
    assert_eq!(
        (room.who(), notice(&room)),
        (None, Some(NoticeKind::VoidedBadge))
    );
    assert_eq!(room.count("voided_badge_tapped"), 1);
}

#[test]
fn a_badge_nobody_knows_does_not_send_a_reflector_away() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2]);
    room.tap_badge(badge_of("nobody"));
    assert_eq!(
        (room.who(), notice(&room)),
        (Some("s01"), Some(NoticeKind::UnknownBadge))
    );
    room.input(Input::Trouble(Trouble::RandomUid));
    assert_eq!(
        (room.who(), notice(&room)),
        (Some("s01"), Some(NoticeKind::NotABadge))
    );
}

#[test]
fn a_child_who_left_is_unknown() {
    let mut room = room();
    room.happen(Event::StudentLeft {
        student: "s01".into(),
    });
    room.tap("s01");
    assert_eq!(
        (room.who(), notice(&room)),
        (None, Some(NoticeKind::UnknownBadge))
    );
}

#[test]
fn a_reflection_is_due_after_a_finished_task_but_not_twice_a_day() {
    let mut room = room();
    room.settle("s01");
    assert_eq!(next(&room, "s01"), Next::CheckIn);
    room.tap("s01");
    room.touch(Touch::Open(Page::Task));
    room.touch(Touch::Finished);
    room.touch(Touch::Went(HowItWent::WithHelp));
    assert_eq!(room.count("task_finished"), 1);
    assert_eq!(next(&room, "s01"), Next::Reflect);
    reflect(&mut room, &[1, 1, 1]);
    room.touch(Touch::FeelsRight);
    assert_eq!(
        next(&room, "s01"),
        Next::ChooseTask,
        "reflected today: not due again"
    );
}

#[test]
fn a_reflection_is_due_again_after_five_school_days() {
    for (days, due) in [(4, false), (6, false), (7, true)] {
        let mut room = room();
        let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
        let level = room.pack.levels[0].id.clone();
        let (placed, chosen, picks) = (level.clone(), level, Vec::new());
        room.happened(
            days,
            Event::ReflectionFinished {
                student: "s01".into(),
                skill,
                picks,
                placed,
                chosen,
            },
        );
        assert_eq!(
            next(&room, "s01") == Next::Reflect,
            due,
            "{days} days ago, weekends do not count"
        );
    }
}

#[test]
fn the_teachers_level_is_shown_only_after_the_child_has_said_theirs() {
    let mut room = room();
    let skill = room.pack.focus(room.moment.wall.date()).unwrap().id.clone();
    let level = room.pack.levels[2].id.clone();
    room.happened(
        3,
        Event::LevelAwarded {
            student: "s01".into(),
            skill,
            level,
            reason: None,
        },
    );
    room.tap("s01");
    reflect(&mut room, &[1, 1, 0]);
    room.touch(Touch::NotQuite);
    room.touch(Touch::Pick(0));
    assert_eq!(room.count("reflection_finished"), 1);
    assert!(matches!(
        page(&room),
        Some(Page::Compare {
            said: 0,
            found: 2,
            ..
        })
    ));
}

#[test]
fn a_late_finger_does_nothing() {
    let mut room = room();
    room.tap("s01");
    for touch in [
        Touch::FeelsRight,
        Touch::Pick(0),
        Touch::Here("hands-on".into()),
        Touch::ImReady,
        Touch::QuickCheckIn,
    ] {
        room.touch(touch);
    }
    assert_eq!(page(&room), Some(&Page::Hello));
    assert!(room.journal.is_empty());
}

#[test]
fn taps_that_come_while_something_is_saved_wait_their_turn() {
    let mut room = station_room();
    room.settle("s02");
    room.slow_disk = true;
    room.tap("s01");
    room.tap("s02");
    assert_eq!(room.who(), Some("s01"));
    let record = room.held.pop().unwrap();
    room.save(record);
    assert_eq!(room.who(), Some("s02"), "heard, and next");
}

#[test]
fn a_note_greets_until_it_is_read() {
    let mut room = room();
    let note = room.happened(
        1,
        Event::NoteLeft {
            student: "s01".into(),
            text: "Well explained!".into(),
        },
    );
    room.tap("s01");
    room.touch(Touch::Open(Page::Note(note)));
    assert!(
        room.records
            .student(&"s01".into())
            .unwrap()
            .unread_note()
            .is_some()
    );
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
fn a_station_with_all_seats_taken_has_none_left() {
    use waymark::domain::standing::seats_left;
    let mut room = room();
    let station = StationId::from("hands-on");
    room.pack
        .stations
        .iter_mut()
        .for_each(|station| station.seats = 1);
    let seats = |room: &Classroom| {
        seats_left(
            &room.pack,
            &room.records,
            room.moment.wall.datetime(),
            &station,
        )
    };
    assert_eq!(seats(&room), 1);
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Open(Page::CheckIn));
    room.touch(Touch::Here(station.clone()));
    assert_eq!(seats(&room), 0);
    room.wait(20 * 60);
    assert_eq!(seats(&room), 1, "the next round begins with free seats");
}

#[test]
fn a_whole_queue_is_through_by_taps_alone() {
    let mut room = station_room();
    let here = room.pack.tablet.station.clone().unwrap();
    let students: Vec<String> = room
        .pack
        .students
        .iter()
        .map(|(id, _)| id.to_string())
        .collect();
    for block in &mut room.pack.blocks {
        for round in &mut block.rounds {
            round
                .stations
                .iter_mut()
                .for_each(|(_, station)| *station = here.clone());
        }
    }
    for student in &students {
        room.settle(student);
    }
    for student in &students {
        room.tap(student);
        room.wait(1);
    }
    assert_eq!(room.count("checked_in"), students.len());
}

#[test]
fn from_hello_the_big_button_checks_in_at_once() {
    let mut room = room();
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Next);
    assert_eq!(page(&room), Some(&Page::Set));
    assert_eq!(room.count("checked_in"), 1);
}

#[test]
fn taps_that_waited_for_a_save_that_failed_are_let_go() {
    let mut room = station_room();
    room.slow_disk = true;
    room.tap("s01");
    room.tap("s02");
    room.tap("s03");
    let record = room.held.pop().unwrap();
    room.input(Input::NotSaved(record.ticket));
    assert_eq!(
        (room.who(), notice(&room)),
        (Some("s01"), Some(NoticeKind::NotSaved))
    );
    room.slow_disk = false;
    room.wait(6);
    room.tap("s02");
    room.touch(Touch::Next);
    assert_eq!(
        room.who(),
        Some("s02"),
        "nobody comes back from the queue later"
    );
}

#[test]
fn a_save_that_is_never_answered_does_not_keep_a_child_on_the_screen() {
    let mut room = station_room();
    room.slow_disk = true;
    room.tap("s01");
    room.wait(10);
    assert_eq!(notice(&room), Some(NoticeKind::NotSaved));
    room.wait(36);
    assert_eq!(room.who(), None);
}

#[test]
fn of_two_reflections_the_first_waits_and_the_second_is_kept() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2]);
    room.tap("s02");
    room.touch(Touch::QuickCheckIn);
    room.touch(Touch::Back);
    reflect(&mut room, &[0]);
    assert!(matches!(page(&room), Some(Page::Reflect(_, 1))));
    room.tap("s03");
    room.touch(Touch::Done);
    assert!(matches!(page(&room), Some(Page::Reflect(draft, 1)) if draft.picks[0] == Some(2)));
    assert_eq!(room.who(), Some("s01"), "the first reflector is back");
    room.touch(Touch::NotMe);
    room.wait(6);
    room.tap("s02");
    room.touch(Touch::Next);
    assert!(matches!(page(&room), Some(Page::Reflect(draft, 1)) if draft.picks[0] == Some(0)));
}

#[test]
fn an_edited_rubric_or_ladder_sends_an_open_reflection_back_to_hello() {
    let edits: [fn(&mut waymark::domain::pack::Pack); 3] = [
        |pack| {
            for skill in &mut pack.skills {
                skill.rubric.rotate_left(1);
            }
        },
        |pack| drop(pack.levels.pop()),
        |pack| pack.skills.clear(),
    ];
    for edit in edits {
        let mut room = room();
        room.tap("s01");
        reflect(&mut room, &[3, 3, 3]);
        edit(&mut room.pack);
        room.input(Input::Tick);
        assert_eq!(page(&room), Some(&Page::Hello));
        room.touch(Touch::FeelsRight);
        assert_eq!(
            room.count("reflection_finished"),
            0,
            "no pick is counted for another question"
        );
    }
}

#[test]
fn a_check_in_made_while_the_clock_was_ahead_does_not_stand_in_the_way() {
    let mut room = room();
    room.settle("s01");
    let (source, express) = (waymark::domain::badge::TapSource::CardReader, true);
    let (block, round, station) = (None, None, StationId::from("hands-on"));
    let event = Event::CheckedIn {
        student: "s01".into(),
        station,
        block,
        round,
        source,
        express,
        was: None,
    };
    room.happened(-60, event);
    assert_eq!(next(&room, "s01"), Next::CheckIn);
}

#[test]
fn a_child_recorded_elsewhere_is_checked_in_where_they_should_be() {
    let mut room = station_room();
    let right = room.pack.tablet.station.replace(StationId::from("library"));
    room.tap("s01");
    room.touch(Touch::Here(StationId::from("library")));
    room.wait(10);
    room.pack.tablet.station = right.clone();
    room.tap("s01");
    assert_eq!(room.count("checked_in"), 2);
    let at = room
        .records
        .student(&"s01".into())
        .unwrap()
        .here
        .get()
        .cloned()
        .flatten();
    assert_eq!(at.map(|here| here.station), right);
}

#[test]
fn a_child_without_a_group_can_say_where_they_are() {
    let mut room = room();
    let mut card = room.pack.students[0].1.clone();
    card.group = None;
    room.happen(Event::StudentChanged {
        student: "s01".into(),
        card,
    });
    room.settle("s01");
    room.tap("s01");
    room.touch(Touch::Next);
    assert_eq!(page(&room), Some(&Page::CheckIn));
    room.touch(Touch::Here(StationId::from("hands-on")));
    assert_eq!(room.count("checked_in"), 1);
}

#[test]
fn somebody_elses_mistake_does_not_cost_a_child_their_draft() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2, 1]);
    room.wait(40);
    room.tap("s01");
    room.touch(Touch::NotMe);
    room.wait(6);
    room.tap("s01");
    room.touch(Touch::Next);
    assert!(matches!(page(&room), Some(Page::Reflect(draft, 2)) if draft.picks[0] == Some(2)));
}

#[test]
fn a_tablet_that_slept_wakes_with_a_clean_screen() {
    let mut room = room();
    room.tap("s01");
    reflect(&mut room, &[2]);
    room.moment.wall = room
        .moment
        .wall
        .checked_add(jiff::ToSpan::hours(16))
        .unwrap();
    room.input(Input::Tick);
    assert_eq!(room.who(), None);
}

#[test]
fn the_express_lane_still_hands_over_the_teachers_note() {
    let mut room = station_room();
    let note = room.happened(
        1,
        Event::NoteLeft {
            student: "s01".into(),
            text: "Well done!".into(),
        },
    );
    room.tap("s01");
    assert_eq!(page(&room), Some(&Page::Set));
    room.touch(Touch::Open(Page::Note(note.clone())));
    assert_eq!(page(&room), Some(&Page::Note(note)));
}
