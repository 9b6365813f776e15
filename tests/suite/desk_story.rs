//! One child at the teacher's desk: their whole story, their levels over time, how they see their
//! work, goals, talks and badges.

use jiff::{ToSpan as _, civil};
use waymark::domain::{
    badge::{BadgeKey, TapSource},
    event::{Actor, Event, Holder, HowItWent, OopsKind, VoidReason},
    ids::{LevelId, SkillId, StudentId, TabletId},
    kiosk::{DeskDid, DeskPage, DeskTouch, Input},
    plan::{self, Due},
    records::{Recognised, StudentRecord},
    standing::SaidBy,
    story::{self, Calibration, StoryLine, StoryOf},
};

use crate::{
    desk::{at_desk, busy, sign_in, with_teacher},
    screens::Scene,
    support::classroom::{Classroom, badge_of, monday_math},
};

const CHILD: &str = "s06";

fn child() -> StudentId {
    CHILD.into()
}

fn rivera() -> Actor {
    Actor::Teacher("rivera".into())
}

fn level(room: &Classroom, height: usize) -> LevelId {
    room.pack.levels[height].id.clone()
}

fn skill(room: &Classroom, index: usize) -> SkillId {
    room.pack.skills[index].id.clone()
}

fn record(room: &Classroom) -> &StudentRecord {
    room.records.student(&child()).unwrap()
}

/// A teacher at the open desk of a quiet class.
fn desk() -> Classroom {
    let mut room = Classroom::at(monday_math());
    with_teacher(&mut room);
    sign_in(&mut room);
    room.journal.clear();
    room
}

fn open(room: &mut Classroom, page: DeskPage) {
    at_desk(room, DeskTouch::Open(page));
}

fn act(room: &mut Classroom, did: DeskDid) {
    at_desk(room, DeskTouch::Do(child(), did));
}

fn page(room: &Classroom) -> &DeskPage {
    &room.kiosk.desk().unwrap().page
}

/// The story that the page shows.
fn shown(room: &Classroom) -> Vec<StoryLine> {
    let desk = room.kiosk.desk().unwrap();
    desk.story_of(&child()).unwrap().to_vec()
}

/// The child looks at their work.
fn says(room: &mut Classroom, days_ago: i32, in_skill: usize, height: usize) {
    let (skill, chosen) = (skill(room, in_skill), level(room, height));
    let event = Event::ReflectionFinished {
        student: child(),
        skill,
        picks: Vec::new(),
        placed: chosen.clone(),
        chosen,
    };
    room.happened_by(Actor::Student(child()), days_ago, event);
}

/// The teacher looks at it.
fn finds(room: &mut Classroom, days_ago: i32, in_skill: usize, height: usize) {
    let (skill, level) = (skill(room, in_skill), level(room, height));
    let (student, score) = (child(), Some(80));
    let assessed = Event::AssessmentRecorded {
        student: child(),
        skill: skill.clone(),
        score,
        level: Some(level.clone()),
        reason: None,
    };
    room.happened_by(rivera(), days_ago, assessed);
    let awarded = Event::LevelAwarded {
        student,
        skill,
        level,
        reason: None,
    };
    room.happened_by(rivera(), days_ago, awarded);
}

#[test]
fn a_story_tells_every_entry_of_the_child_the_newest_first_and_of_no_other() {
    let mut room = desk();
    says(&mut room, 3, 0, 1);
    finds(&mut room, 2, 0, 1);
    let other = Event::ConferenceHeld {
        student: "s07".into(),
    };
    room.happen(other);
    open(&mut room, DeskPage::Story(child(), 0));
    let kinds = |room: &Classroom| -> Vec<String> {
        let lines = shown(room).into_iter();
        lines.map(|line| line.event.kind().to_owned()).collect()
    };
    let told = [
        "level_awarded",
        "assessment_recorded",
        "reflection_finished",
        "badge_linked",
        "student_added",
    ];
    assert_eq!(kinds(&room), told);
    act(&mut room, DeskDid::Talked);
    assert_eq!(kinds(&room)[0], "conference_held", "told as soon as it is");
}

#[test]
fn what_was_undone_stays_in_the_story_and_says_so() {
    let mut room = desk();
    open(&mut room, DeskPage::Story(child(), 0));
    act(&mut room, DeskDid::Talked);
    at_desk(&mut room, DeskTouch::Undo);
    let lines = shown(&room);
    assert_eq!(lines[0].event.kind(), "entry_withdrawn");
    assert!(!lines[0].withdrawn);
    assert_eq!(lines[1].event.kind(), "conference_held");
    assert!(lines[1].withdrawn);
}

#[test]
fn a_story_is_gone_with_the_desk_and_never_anothers() {
    let mut room = desk();
    open(&mut room, DeskPage::Story(child(), 0));
    let desk = room.kiosk.desk().unwrap();
    assert!(desk.story_of(&"s07".into()).is_none());
    room.tap("s07");
    assert!(room.kiosk.desk().is_none());
    room.input(Input::Story((StoryOf::Child(child()), Vec::new().into())));
    assert!(
        room.kiosk.desk().is_none(),
        "an answer that comes late opens nothing"
    );
}

#[test]
fn a_plot_has_what_the_child_said_and_what_was_found_once_each_the_oldest_first() {
    let mut room = desk();
    says(&mut room, 20, 0, 0);
    finds(&mut room, 18, 0, 1);
    says(&mut room, 9, 1, 3);
    says(&mut room, 8, 0, 2);
    let taken_back = Event::LevelTakenBack {
        student: child(),
        skill: skill(&room, 0),
        level: level(&room, 1),
        reason: None,
    };
    room.happened_by(rivera(), 4, taken_back);
    let points = story::points(&room.pack, &room.story(&child()), &skill(&room, 0));
    let told: Vec<_> = points.iter().map(|point| (point.level, point.by)).collect();
    let (own, teacher) = (SaidBy::Myself, SaidBy::Teacher);
    assert_eq!(
        told,
        [
            (Some(0), own),
            (Some(1), teacher),
            (Some(2), own),
            (None, teacher)
        ]
    );
    assert!(points.is_sorted_by_key(|point| point.at));
}

#[test]
fn what_was_withdrawn_is_no_point_and_no_pair() {
    let mut room = desk();
    says(&mut room, 9, 0, 1);
    let found = DeskDid::Found(skill(&room, 0), level(&room, 3), Some(90));
    act(&mut room, found);
    let points = |room: &Classroom| {
        let lines = room.story(&child());
        story::points(&room.pack, &lines, &skill(room, 0)).len()
    };
    assert_eq!(points(&room), 2);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(points(&room), 1);
}

fn calibration(room: &Classroom) -> Option<Calibration> {
    let today = room.moment.wall.date();
    story::calibration(&room.pack, &room.story(&child()), today)
}

#[test]
fn how_a_child_sees_their_work_is_told_from_two_pairs_on() {
    for (own, found, told) in [
        (1, 1, Calibration::Alike),
        (0, 2, Calibration::Less),
        (3, 1, Calibration::More),
    ] {
        let mut room = desk();
        says(&mut room, 20, 0, own);
        finds(&mut room, 18, 0, found);
        assert_eq!(calibration(&room), None, "one pair says nothing");
        says(&mut room, 10, 1, own);
        finds(&mut room, 8, 1, found);
        assert_eq!(calibration(&room), Some(told));
    }
}

#[test]
fn only_the_last_look_before_an_assessment_of_the_same_skill_is_compared() {
    let mut room = desk();
    // Saw little, worked on, saw more: that is learning.
    for (in_skill, first) in [(0, 30), (1, 20)] {
        says(&mut room, first, in_skill, 0);
        says(&mut room, first - 3, in_skill, 2);
        finds(&mut room, first - 4, in_skill, 2);
        // A second judgement without a look in between is no pair.
        finds(&mut room, first - 5, in_skill, 3);
    }
    says(&mut room, 2, 2, 3);
    assert_eq!(calibration(&room), Some(Calibration::Alike));
}

#[test]
fn of_a_mixed_picture_and_of_last_winter_nothing_is_said() {
    let mut room = desk();
    for (days_ago, own) in [(30, 0), (20, 3)] {
        says(&mut room, days_ago, 0, own);
        finds(&mut room, days_ago - 1, 0, 1);
    }
    assert_eq!(calibration(&room), None);

    let mut room = desk();
    for days_ago in [120, 110, 100] {
        says(&mut room, days_ago, 0, 1);
        finds(&mut room, days_ago - 1, 0, 1);
    }
    assert_eq!(calibration(&room), None);
}

#[test]
fn a_goal_is_set_seen_met_and_each_step_is_undone() {
    let mut room = desk();
    let (of, aim) = (skill(&room, 3), level(&room, 2));
    let goal = |room: &Classroom| {
        let known = record(room).skills.get(&skill(room, 3));
        known.and_then(|known| known.goal_now().cloned())
    };
    let by = civil::date(2026, 11, 27);
    open(&mut room, DeskPage::Goal(child(), of.clone(), None));
    act(&mut room, DeskDid::GoalSet(of.clone(), aim.clone(), by));
    assert_eq!(
        page(&room),
        &DeskPage::Goals(child()),
        "back to where it is seen"
    );
    assert_eq!(
        goal(&room).map(|goal| (goal.level, goal.by)),
        Some((aim, by))
    );
    act(&mut room, DeskDid::GoalMet(of.clone()));
    assert_eq!(goal(&room), None);
    act(&mut room, DeskDid::GoalMet(of.clone()));
    assert_eq!(room.count("goal_met"), 1, "what was met is met");
    at_desk(&mut room, DeskTouch::Undo);
    assert!(goal(&room).is_some());
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(goal(&room), None);
    let nowhere = DeskDid::GoalSet("no-skill".into(), level(&room, 0), by);
    act(&mut room, nowhere);
    assert_eq!(
        room.count("goal_set"),
        1,
        "not in a skill that is not there"
    );
}

#[test]
fn a_goal_is_due_on_a_friday_in_two_weeks_or_when_the_unit_ends() {
    let room = desk();
    let days = |index: usize, month, day| {
        let today = civil::date(2026, month, day);
        plan::due_days(&room.pack, &room.pack.skills[index], today)
    };
    let date = civil::date;
    let monday = [
        (Due::ThisFriday, date(2026, 11, 27)),
        (Due::InTwoWeeks, date(2026, 12, 7)),
        (Due::EndOfUnit, date(2027, 1, 29)),
    ];
    assert_eq!(days(3, 11, 23), monday);
    // The unit of rounding is over.
    assert_eq!(days(0, 11, 23), monday[..2]);
    // The last unit has no end that the class pack knows.
    assert_eq!(days(6, 11, 23), monday[..2]);
    for day in [20, 21, 22] {
        assert_eq!(days(0, 11, day)[0], (Due::NextFriday, date(2026, 11, 27)));
    }
    assert_eq!(days(0, 11, 26)[0], (Due::ThisFriday, date(2026, 11, 27)));
}

#[test]
fn a_talk_is_noted_once_a_day_and_undone_and_the_day_before_it_counts_again() {
    let mut room = desk();
    let student = child();
    room.happened(20, Event::ConferenceHeld { student });
    let before = record(&room).conference.get().copied();
    act(&mut room, DeskDid::Talked);
    let today = room.moment.wall.date();
    assert_eq!(record(&room).conference.get(), Some(&today));
    act(&mut room, DeskDid::Talked);
    assert_eq!(room.count("conference_held"), 2);
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(record(&room).conference.get().copied(), before);
}

#[test]
fn whom_to_talk_with_stands_by_who_had_no_talk_then_by_the_longest_ago() {
    let mut room = desk();
    let students: Vec<_> = room
        .pack
        .students
        .iter()
        .map(|(id, _)| id.clone())
        .collect();
    let today = room.moment.wall.date();
    let due = plan::conferences_due(&room.pack, &room.records, today);
    assert!(due.is_empty(), "nobody is waited for on their first day");
    for (index, student) in students.iter().enumerate().skip(1) {
        let days_ago = match index {
            1 => 15,
            2 => 40,
            _ => 2,
        };
        let student = student.clone();
        // As seen three weeks from now.
        room.happened(days_ago - 21, Event::ConferenceHeld { student });
    }
    room.moment.wall = &room.moment.wall + 21.days();
    let due = |room: &Classroom| -> Vec<String> {
        let today = room.moment.wall.date();
        let due = plan::conferences_due(&room.pack, &room.records, today);
        due.iter().map(|one| one.student.to_string()).collect()
    };
    assert_eq!(due(&room), ["s01", "s03", "s02"]);
    room.pack.conference_every = 12;
    assert_eq!(
        due(&room),
        ["s01", "s03"],
        "as often as the class pack says"
    );
    room.pack.conference_every = 0;
    assert_eq!(due(&room).len(), 0, "never");
}

#[test]
fn a_lost_badge_lets_nobody_in_and_the_last_deed_can_still_be_undone() {
    let mut room = desk();
    let badge = badge_of(CHILD);
    act(&mut room, DeskDid::Talked);
    open(&mut room, DeskPage::Badges(child(), Some(badge.clone())));
    act(&mut room, DeskDid::Lost(badge.clone()));
    assert_eq!(page(&room), &DeskPage::Badges(child(), None));
    assert_eq!(story::badges_of(&room.records, &child()).count(), 0);
    let keys = [badge.clone()];
    let voided = room.records.recognise(&keys);
    assert!(matches!(
        voided,
        Recognised::Voided(Some(Holder::Student(_)))
    ));
    assert_eq!(room.kiosk.desk().unwrap().done.len(), 1);
    assert_eq!(shown_after(&mut room)[0].event.kind(), "badge_voided");
    act(&mut room, DeskDid::Lost(badge.clone()));
    assert_eq!(room.count("badge_voided"), 1, "once");
    // It turned up again.
    open(&mut room, DeskPage::Link(child()));
    room.wait(6);
    room.tap_badge(badge);
    assert_eq!(story::badges_of(&room.records, &child()).count(), 1);
}

fn shown_after(room: &mut Classroom) -> Vec<StoryLine> {
    open(room, DeskPage::Story(child(), 0));
    shown(room)
}

#[test]
fn a_badge_of_another_child_is_not_voided() {
    let mut room = desk();
    act(&mut room, DeskDid::Lost(badge_of("s07")));
    assert_eq!(room.count("badge_voided"), 0);
}

/// A year of one child: what they said and did, and what was found.
fn year(room: &mut Classroom) {
    room.moment.wall = room
        .moment
        .wall
        .with()
        .year(2027)
        .month(5)
        .day(24)
        .build()
        .unwrap();
    with_teacher(room);
    let tasks: Vec<_> = room
        .pack
        .skills
        .iter()
        .map(|one| one.menu.clone())
        .collect();
    for week in 0..37_usize {
        let days_ago = 260 - 7 * i32::try_from(week).unwrap();
        let of = (week / 6).min(6);
        let height = (week % 6) / 2;
        says(room, days_ago, of, height);
        let task = tasks[of][week % tasks[of].len()].clone();
        did_a_task(room, days_ago, of, task.id, week);
        if week % 3 == 2 {
            finds(
                room,
                days_ago - 4,
                of,
                (height + usize::from(week % 2 == 0)).min(3),
            );
        }
        if week % 6 == 5 {
            goal_and_talk(room, days_ago - 4, of);
        }
    }
    sign_in(room);
}

fn did_a_task(
    room: &mut Classroom,
    days_ago: i32,
    of: usize,
    task: waymark::domain::ids::TaskId,
    week: usize,
) {
    let (student, actor) = (child(), Actor::Student(child()));
    let skill = skill(room, of);
    let stations = room.pack.stations.clone();
    for day in 1..4 {
        let station = stations[(week + day) % stations.len()].id.clone();
        let event = Event::CheckedIn {
            student: student.clone(),
            station,
            block: None,
            round: None,
            source: TapSource::CardReader,
            express: false,
            was: None,
        };
        room.happened_by(actor.clone(), days_ago - i32::try_from(day).unwrap(), event);
    }
    let how = [
        HowItWent::OnMyOwn,
        HowItWent::WithHelp,
        HowItWent::StillHard,
    ][week % 3];
    let chosen = Event::TaskChosen {
        student: student.clone(),
        skill: skill.clone(),
        level: room.pack.levels[1].id.clone(),
        task: task.clone(),
    };
    room.happened_by(actor.clone(), days_ago - 3, chosen);
    let finished = Event::TaskFinished {
        student,
        skill,
        task,
        how,
    };
    room.happened_by(actor, days_ago - 3, finished);
}

fn goal_and_talk(room: &mut Classroom, days_ago: i32, of: usize) {
    let by = room.moment.wall.date();
    let goal = Event::GoalSet {
        student: child(),
        skill: skill(room, of),
        level: level(room, 3),
        by,
    };
    room.happened_by(rivera(), days_ago, goal);
    room.happened_by(
        rivera(),
        days_ago,
        Event::ConferenceHeld { student: child() },
    );
    let oops = Event::OopsShared {
        student: child(),
        skill: skill(room, of),
        oops: OopsKind::MixedUpSteps,
    };
    room.happened_by(Actor::Student(child()), days_ago, oops);
}

/// Everything that can be told of a child, of two tablets, and with a clock that is wrong.
fn every_kind(room: &mut Classroom) {
    with_teacher(room);
    let student = child;
    let in_skill = skill(room, 3);
    let words = "I am proud of your work. Keep going!".to_owned();
    let note = room.happened_by(
        rivera(),
        9,
        Event::NoteLeft {
            student: student(),
            text: words,
        },
    );
    let own = Actor::Student(student());
    room.happened_by(
        own.clone(),
        8,
        Event::NoteRead {
            student: student(),
            note,
        },
    );
    says(room, 8, 3, 1);
    finds(room, 7, 3, 2);
    let code = BadgeKey::Code("BCDEFGHJKLNOPRSTUV".into());
    let linked = Event::BadgeLinked {
        badge: code.clone(),
        holder: Holder::Student(student()),
    };
    room.happened_by(rivera(), 6, linked);
    let groups = vec![(student(), room.pack.groups[1].id.clone())];
    room.happened_by(rivera(), 5, Event::GroupsSet { groups });
    let reason = VoidReason::Lost;
    room.happened_by(
        rivera(),
        4,
        Event::BadgeVoided {
            badge: code.clone(),
            reason,
        },
    );
    room.happened_by(
        Actor::Tablet,
        3,
        Event::VoidedBadgeTapped {
            badge: code,
            student: Some(student()),
            source: TapSource::KeyboardScanner,
            station: None,
        },
    );
    let asked = Event::AssessmentRequested {
        student: student(),
        skill: in_skill.clone(),
    };
    room.happened_by(own, 2, asked);
    goal_and_talk(room, 1, 3);
    let unknown = serde_json::json!({"kind": "kite_flown", "student": CHILD});
    room.happened(0, Event::Unknown(unknown));
    sign_in(room);
    act(room, DeskDid::GoalMet(in_skill));
    at_desk(room, DeskTouch::Undo);
    open(room, DeskPage::Story(child(), 0));
    let mut lines = shown(room);
    lines[3].time_unsure = true;
    lines[4].here = false;
    lines[4].stamp.entry.tablet = TabletId::from("XWVTSRPNMLKJ");
    room.input(Input::Story((StoryOf::Child(child()), lines.into())));
}

fn few_levels(room: &mut Classroom, count: i32) {
    with_teacher(room);
    for index in 0..count {
        let height = usize::try_from(index * 4 / count.max(1)).unwrap();
        let days_ago = 84 - index * 84 / count.max(1);
        if index % 5 == 2 {
            finds(room, days_ago, 0, height);
        } else {
            let more = usize::from(index % 7 == 3);
            says(room, days_ago, 0, (height + more).min(3));
        }
    }
    sign_in(room);
    let of = skill(room, 0);
    open(room, DeskPage::Plot(child(), of));
}

fn long_name(room: &mut Classroom) {
    let mut card = room
        .records
        .student(&child())
        .unwrap()
        .card
        .get()
        .unwrap()
        .clone();
    card.first_name = "Maximiliano-José Alejandro".into();
    card.last_name = "de la Fuente y Montenegro".into();
    let student = child();
    room.happen(Event::StudentChanged { student, card });
}

/// Every leaf of a child's page, in every state.
pub fn scenes() -> Vec<Scene> {
    [story_scenes(), plot_scenes(), plan_scenes(), badge_scenes()].concat()
}

fn story_scenes() -> Vec<Scene> {
    vec![
        ("desk-child-bare", |room| {
            with_teacher(room);
            sign_in(room);
            open(room, DeskPage::Child(child()));
        }),
        ("desk-child-year", |room| {
            year(room);
            open(room, DeskPage::Child(child()));
        }),
        ("desk-child-long-name", |room| {
            long_name(room);
            busy(room);
            let text = "I am proud of your work. Keep going!".to_owned();
            at_desk(room, DeskTouch::LeaveWords(child(), text));
            open(room, DeskPage::Child(child()));
        }),
        ("desk-story-bare", |room| {
            with_teacher(room);
            sign_in(room);
            open(room, DeskPage::Story(child(), 0));
        }),
        ("desk-story-year", |room| {
            year(room);
            open(room, DeskPage::Story(child(), 0));
        }),
        ("desk-story-year-later", |room| {
            year(room);
            long_name(room);
            open(room, DeskPage::Story(child(), 9));
        }),
        ("desk-story-every-kind", every_kind),
        ("desk-story-every-kind-later", |room| {
            every_kind(room);
            at_desk(room, DeskTouch::Open(DeskPage::Story(child(), 1)));
        }),
    ]
}

fn plot_scenes() -> Vec<Scene> {
    vec![
        ("desk-plot-none", |room| few_levels(room, 0)),
        ("desk-plot-one", |room| few_levels(room, 1)),
        ("desk-plot-two", |room| {
            with_teacher(room);
            says(room, 5, 0, 1);
            finds(room, 3, 0, 2);
            sign_in(room);
            let of = skill(room, 0);
            open(room, DeskPage::Plot(child(), of));
        }),
        ("desk-plot-forty", |room| few_levels(room, 40)),
        ("desk-plot-year", |room| {
            year(room);
            let of = skill(room, 1);
            open(room, DeskPage::Plot(child(), of));
        }),
    ]
}

fn plan_scenes() -> Vec<Scene> {
    vec![
        ("desk-goals-bare", |room| {
            with_teacher(room);
            sign_in(room);
            open(room, DeskPage::Goals(child()));
        }),
        ("desk-goals", |room| {
            busy(room);
            goals(room);
            open(room, DeskPage::Goals(child()));
        }),
        ("desk-goals-undo", |room| {
            busy(room);
            goals(room);
            act(room, DeskDid::Talked);
            let (of, aim) = (skill(room, 4), level(room, 2));
            let by = room.moment.wall.date();
            act(room, DeskDid::GoalSet(of, aim, by));
            open(room, DeskPage::Goals(child()));
        }),
        ("desk-goal", |room| {
            busy(room);
            let of = skill(room, 3);
            open(room, DeskPage::Goal(child(), of, None));
        }),
        ("desk-goal-again", |room| {
            busy(room);
            goals(room);
            let (of, aim) = (skill(room, 3), level(room, 3));
            open(room, DeskPage::Goal(child(), of, Some(aim)));
        }),
        ("desk-conferences", |room| {
            weeks_later(room);
            busy(room);
            for (index, (student, _)) in room.pack.students.clone().into_iter().enumerate() {
                if index % 4 != 0 {
                    let days_ago = i32::try_from(index * 2).unwrap();
                    room.happened(days_ago, Event::ConferenceHeld { student });
                }
            }
            open(room, DeskPage::Conferences(0));
        }),
        ("desk-conferences-all", |room| {
            weeks_later(room);
            busy(room);
            open(room, DeskPage::Conferences(0));
        }),
        ("desk-conferences-none", |room| {
            busy(room);
            room.pack.conference_every = 0;
            open(room, DeskPage::Conferences(0));
        }),
    ]
}

/// The same hour of the same weekday.
fn weeks_later(room: &mut Classroom) {
    room.moment.wall = &room.moment.wall + 28.days();
}

fn goals(room: &mut Classroom) {
    for (of, days) in [(0, -7), (3, 4)] {
        let goal = Event::GoalSet {
            student: child(),
            skill: skill(room, of),
            level: level(room, 2),
            by: room
                .moment
                .wall
                .date()
                .checked_add(jiff::Span::new().days(days))
                .unwrap(),
        };
        room.happened(9, goal);
    }
    room.happened(12, Event::ConferenceHeld { student: child() });
}

fn badge_scenes() -> Vec<Scene> {
    vec![
        ("desk-badges", |room| {
            busy(room);
            for (index, badge) in more_badges().into_iter().enumerate() {
                let holder = Holder::Student(child());
                let days_ago = 9 - i32::try_from(index).unwrap();
                room.happened(days_ago, Event::BadgeLinked { badge, holder });
            }
            open(room, DeskPage::Badges(child(), None));
        }),
        ("desk-badges-none", |room| {
            busy(room);
            act(room, DeskDid::Lost(badge_of(CHILD)));
            open(room, DeskPage::Badges(child(), None));
        }),
        ("desk-badge-lost", |room| {
            busy(room);
            open(room, DeskPage::Badges(child(), Some(badge_of(CHILD))));
        }),
    ]
}

fn more_badges() -> Vec<BadgeKey> {
    ["BCDEFGHJKLNOPRSTUV", "VUTSRPONLKJHGFEDCB"]
        .map(|code| BadgeKey::Code(code.into()))
        .to_vec()
}
