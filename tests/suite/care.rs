//! What a teacher is told so that nothing and nobody goes missing: how the tablet is, what an edited
//! class pack or a class list would change, how the class stands, and levels that tablets gave
//! differently.

use std::{path::PathBuf, sync::Arc};

use jiff::civil::date;
use proptest::prelude::*;
use waymark::domain::{
    coverage::{self, UnitTime},
    dissent,
    event::{Event, HowItWent},
    health::{Camera, Database, Fact, Printer, Readers, Sound, State, clock_fits},
    ids::{LevelId, StudentId},
    kiosk::{
        ClassList, DeskDid, DeskPage, DeskTouch, Errand, FoundRoster, Input, News, ReadRoster,
        RosterClass, RosterSource, TabletTouch,
    },
    list_note::ListNote,
    log::LogFilter,
    roster::Incoming,
    time::Hlc,
};

use crate::{
    desk::{at_desk, busy, focus, sign_in, with_teacher},
    screens::Scene,
    support::{
        classroom::{Classroom, monday_math},
        happenings::{any_series, fold, what_is_true},
    },
};

fn open(room: &mut Classroom, page: DeskPage) {
    at_desk(room, DeskTouch::Open(page));
}

fn at_the_desk() -> Classroom {
    let mut room = Classroom::at(monday_math());
    with_teacher(&mut room);
    sign_in(&mut room);
    room
}

fn tell(room: &mut Classroom, news: News) {
    room.input(Input::News(news));
}

fn page(room: &Classroom) -> DeskPage {
    room.kiosk.desk().unwrap().page.clone()
}

// How the tablet is.

fn all_well() -> Vec<Fact> {
    let now = monday_math();
    sorted(vec![
        Fact::Pack(0),
        Fact::Database(Database {
            entries: 1204,
            bytes: 1_300_000,
            last: Some(now),
            copied: Some(now.date()),
            ..Database::default()
        }),
        Fact::Disk(Some(48_200_000_000)),
        Fact::Clock {
            fits: true,
            says: now,
        },
        Fact::Readers(Readers::Found(vec![
            "ACS ACR122U PICC Interface 00 00".to_owned(),
        ])),
        Fact::Scanner(true),
        Fact::Sound(Sound::Works),
        Fact::Printer(Printer::Default("Library_Laser".to_owned())),
        Fact::Camera(Camera::Works("/dev/video0".to_owned())),
        Fact::Sync(alone(14)),
    ])
}

fn all_broken() -> Vec<Fact> {
    sorted(vec![
        Fact::Pack(4),
        Fact::Database(Database {
            in_trouble: true,
            ..Database::default()
        }),
        Fact::Disk(Some(12_000_000)),
        Fact::Clock {
            fits: false,
            says: date(2019, 1, 1).at(0, 3, 0, 0),
        },
        Fact::Readers(Readers::NoService),
        Fact::Scanner(false),
        Fact::Sound(Sound::NoDevice),
        Fact::Printer(Printer::NoDefault(3)),
        Fact::Camera(Camera::NotAllowed),
        Fact::Sync(alone(1_204_118)),
    ])
}

/// Nothing is shared, and so many entries are here.
fn alone(entries: u64) -> std::sync::Arc<waymark::domain::sharing::Sharing> {
    let sharing = waymark::domain::sharing::Sharing {
        alone: entries,
        ..Default::default()
    };
    sharing.into()
}

fn sorted(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by_key(|fact| std::cmp::Reverse(fact.state()));
    facts
}

#[test]
fn a_part_says_whether_somebody_has_to_do_something() {
    let state = |fact: Fact| fact.state();
    assert_eq!(state(Fact::Disk(Some(500_000_000))), State::Works);
    assert_eq!(state(Fact::Disk(Some(499_999_999))), State::LookAt);
    assert_eq!(state(Fact::Disk(Some(49_999_999))), State::DoesNotWork);
    assert_eq!(state(Fact::Disk(None)), State::LookAt);
    assert_eq!(state(Fact::Readers(Readers::Off)), State::NotYet);
    let none = Readers::Found(Vec::new());
    assert_eq!(state(Fact::Readers(none)), State::LookAt);
    assert_eq!(state(Fact::Readers(Readers::NoService)), State::DoesNotWork);
    assert_eq!(state(Fact::Sound(Sound::NoNames)), State::LookAt);
    assert_eq!(state(Fact::Pack(1)), State::LookAt);
    assert_eq!(state(Fact::Printer(Printer::NoService)), State::NotYet);
    assert_eq!(state(Fact::Sync(alone(14))), State::NotYet);
    let restored = Database {
        restored: true,
        ..Database::default()
    };
    assert_eq!(state(Fact::Database(restored)), State::LookAt);
}

#[test]
fn a_clock_fits_unless_it_is_before_the_last_entry_or_absurd() {
    let day = 24 * 3600 * 1000;
    let last = Hlc {
        millis: 1_790_000_000_000,
        count: 0,
    };
    assert!(clock_fits(last, last.millis + 1));
    assert!(clock_fits(last, last.millis - 50_000), "a minute is drift");
    assert!(!clock_fits(last, last.millis - day));
    assert!(!clock_fits(last, last.millis + 500 * day));
    assert!(!clock_fits(Hlc::default(), 0), "before Waymark was");
}

#[test]
fn the_page_about_the_tablet_asks_how_it_is_when_it_opens_and_every_few_seconds_and_no_other_does()
{
    let mut room = at_the_desk();
    room.wait(5);
    assert_eq!(room.kiosk.take_errand(), None, "nobody wants to know");
    open(&mut room, DeskPage::Tablet);
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAround));
    assert_eq!(room.kiosk.take_errand(), None, "once");
    room.wait(2);
    assert_eq!(room.kiosk.take_errand(), None);
    room.wait(1);
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAround));
    tell(&mut room, News::Facts(all_well().into()));
    assert_eq!(room.kiosk.desk().unwrap().tablet.facts.len(), 10);
    open(&mut room, DeskPage::Now);
    room.wait(10);
    assert_eq!(room.kiosk.take_errand(), None);
}

#[test]
fn looking_at_the_tablet_is_no_touch_and_the_desk_locks_all_the_same() {
    let mut room = at_the_desk();
    open(&mut room, DeskPage::Tablet);
    for _ in 0..60 {
        room.wait(1);
        tell(&mut room, News::Facts(all_well().into()));
    }
    assert!(room.kiosk.desk().is_none());
    tell(&mut room, News::Facts(all_well().into()));
    assert!(room.kiosk.desk().is_none(), "news open no desk");
}

#[test]
fn problems_of_the_pack_are_there_until_it_was_mended_and_tried_again() {
    let mut room = at_the_desk();
    let problems: Arc<[String]> = vec!["skills.toml:9:1: `unit` is missing".to_owned()].into();
    tell(&mut room, News::Pack(problems.clone(), None));
    open(&mut room, DeskPage::PackProblems);
    at_desk(&mut room, DeskTouch::Tablet(TabletTouch::ReadPack));
    assert_eq!(room.kiosk.take_errand(), Some(Errand::ReadPack));
    tell(&mut room, News::Pack(problems, None));
    assert_eq!(page(&room), DeskPage::PackProblems);
    tell(&mut room, News::Pack(Arc::default(), None));
    assert_eq!(page(&room), DeskPage::Tablet);
    assert_eq!(room.kiosk.take_errand(), Some(Errand::LookAround));
}

// A class list.

fn source() -> RosterSource {
    RosterSource {
        path: PathBuf::from("/run/media/class/STICK/grade-3.csv"),
        class: None,
    }
}

fn row(first_name: &str) -> Incoming {
    Incoming {
        first_name: first_name.to_owned(),
        ..Incoming::default()
    }
}

/// The class as it is, with so many changed and so many new, and without the last `gone`.
fn list(room: &Classroom, changed: usize, added: usize, gone: usize) -> ReadRoster {
    let students = room.pack.students.iter();
    let kept = students.take(room.pack.students.len() - gone);
    let kept = kept.enumerate().map(|(index, (id, card))| {
        let mut row = Incoming::from(card);
        if index < changed {
            row.last_name = Some(format!("{}-Castellanos", card.last_name));
            row.group = Some("green".into());
        }
        (id.clone(), row)
    });
    let names = [
        "Nia",
        "Maximiliano-José Alejandro",
        "Otto",
        "Priya",
        "Quinn",
    ];
    let new = (0..added).map(|index| {
        let id = StudentId::from(format!("n{index:02}"));
        let row = Incoming {
            last_name: Some("Whitfield".to_owned()),
            ..row(names[index % names.len()])
        };
        (id, row)
    });
    ReadRoster::Students(kept.chain(new).collect(), Vec::new())
}

fn read(room: &mut Classroom, roster: ReadRoster) {
    at_desk(room, DeskTouch::Tablet(TabletTouch::Read(source())));
    assert_eq!(room.kiosk.take_errand(), Some(Errand::ReadRoster(source())));
    tell(room, News::Roster(source(), roster));
}

fn take_over(room: &mut Classroom) {
    at_desk(room, DeskTouch::Tablet(TabletTouch::TakeOver));
}

#[test]
fn a_class_list_changes_nothing_before_it_is_taken_over_and_one_undo_takes_all_of_it_back() {
    let mut room = at_the_desk();
    let before = room.records.cards();
    open(&mut room, DeskPage::Rosters(0));
    assert_eq!(room.kiosk.take_errand(), Some(Errand::FindRosters));
    let roster = list(&room, 3, 2, 4);
    read(&mut room, roster);
    assert_eq!(room.records.cards(), before);
    let plan = room.kiosk.desk().unwrap().tablet.plan(room.context());
    let plan = plan.unwrap();
    let counts = (plan.added.len(), plan.changed.len(), plan.vanished.len());
    assert_eq!(counts, (2, 3, 4));
    take_over(&mut room);
    assert_eq!(
        (room.count("student_added"), room.count("student_changed")),
        (2, 3)
    );
    assert_eq!(room.count("student_left"), 0, "nobody is removed silently");
    assert_eq!(room.records.cards().len(), before.len() + 2);
    take_over(&mut room);
    assert_eq!(room.count("student_added"), 2, "once is enough");
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(room.records.cards(), before);
}

#[test]
fn a_child_who_is_not_in_the_list_leaves_only_when_the_teacher_touches_them() {
    let mut room = at_the_desk();
    let last = room.pack.students.last().unwrap().0.clone();
    let second = room.pack.students[room.pack.students.len() - 2].0.clone();
    let roster = list(&room, 0, 0, 2);
    read(&mut room, roster);
    take_over(&mut room);
    assert!(
        room.journal
            .iter()
            .all(|(_, event)| event.kind() != "student_left")
    );
    for student in [&last, &second, &second] {
        let leaves = TabletTouch::Leaves(student.clone());
        at_desk(&mut room, DeskTouch::Tablet(leaves));
    }
    take_over(&mut room);
    assert!(room.records.student(&last).is_none());
    assert!(room.records.student(&second).is_some(), "touched twice");
    at_desk(&mut room, DeskTouch::Undo);
    assert!(room.records.student(&last).is_some());
}

#[test]
fn an_answer_about_another_list_is_not_shown_as_this_one_and_a_childs_tap_forgets_all() {
    let mut room = at_the_desk();
    at_desk(&mut room, DeskTouch::Tablet(TabletTouch::Read(source())));
    let class = RosterClass {
        id: "c1".to_owned(),
        name: "Room 1".to_owned(),
        students: 24,
    };
    let other = RosterSource {
        class: Some(class),
        ..source()
    };
    let roster = list(&room, 1, 0, 0);
    tell(&mut room, News::Roster(other, roster));
    assert!(
        room.kiosk
            .desk()
            .unwrap()
            .tablet
            .plan(room.context())
            .is_none()
    );
    take_over(&mut room);
    assert_eq!(room.count("student_changed"), 0);
    room.tap("s01");
    let roster = list(&room, 1, 0, 0);
    tell(&mut room, News::Roster(source(), roster));
    assert!(room.kiosk.desk().is_none());
    assert_eq!(room.kiosk.take_errand(), None);
}

// How the class stands.

fn reflects(room: &mut Classroom, student: &str, days_ago: i32) {
    let skill = focus(room);
    let level = room.pack.levels[1].id.clone();
    let event = Event::ReflectionFinished {
        student: student.into(),
        skill,
        picks: Vec::new(),
        placed: level.clone(),
        chosen: level,
    };
    room.happened(days_ago, event);
}

/// Everybody has been in the class for that many days.
fn joined(room: &mut Classroom, days_ago: i32) {
    for (student, card) in room.pack.students.clone() {
        room.happened(days_ago, Event::StudentAdded { student, card });
    }
}

#[test]
fn a_skill_has_evidence_by_reflection_assessment_or_level_and_children_stand_at_levels() {
    let mut room = Classroom::at(monday_math());
    let now = room.moment.wall.datetime();
    let skill = focus(&room);
    let of_focus = |room: &Classroom| {
        let all = coverage::skills(&room.pack, &room.records, now);
        let found = all.into_iter().find(|one| one.skill.id == skill).unwrap();
        (found.evidence, found.at)
    };
    assert_eq!(of_focus(&room), (0, vec![0, 0, 0, 0]));
    reflects(&mut room, "s01", 2);
    room.happen(Event::AssessmentRecorded {
        student: "s02".into(),
        skill: skill.clone(),
        score: Some(70),
        level: None,
        reason: None,
    });
    let level = room.pack.levels[2].id.clone();
    room.happen(Event::LevelAwarded {
        student: "s03".into(),
        skill: skill.clone(),
        level,
        reason: None,
    });
    assert_eq!(of_focus(&room), (3, vec![0, 1, 1, 0]));
}

#[test]
fn a_units_time_is_told_in_weeks_of_the_calendar() {
    let mut room = Classroom::at(monday_math());
    reflects(&mut room, "s01", 0);
    let unit = |room: &Classroom, day| {
        let units = coverage::units(&room.pack, &room.records, day);
        let unit = &units[1];
        (unit.time, unit.with_evidence, unit.skills)
    };
    // Tuesday, 2026-10-13 to Friday, 2027-01-29.
    let from = date(2026, 10, 13);
    let (time, covered, skills) = unit(&room, date(2026, 10, 12));
    assert_eq!((time, covered, skills), (Some(UnitTime::From(from)), 1, 3));
    assert_eq!(unit(&room, from).0, Some(UnitTime::Week(1, 16)));
    assert_eq!(
        unit(&room, date(2026, 10, 18)).0,
        Some(UnitTime::Week(1, 16))
    );
    assert_eq!(
        unit(&room, date(2026, 10, 19)).0,
        Some(UnitTime::Week(2, 16))
    );
    let to = date(2027, 1, 29);
    assert_eq!(unit(&room, to).0, Some(UnitTime::Week(16, 16)));
    let after = unit(&room, date(2027, 1, 30)).0;
    assert_eq!(after, Some(UnitTime::Until(to)));
    room.pack.units[1].dates = None;
    assert_eq!(unit(&room, from).0, None);
}

#[test]
fn who_has_not_moved_is_listed_the_longest_first_and_not_before_five_school_days() {
    let mut room = Classroom::at(monday_math());
    let today = room.moment.wall.date();
    let names = |room: &Classroom| -> Vec<(String, usize, bool)> {
        let quiet = coverage::not_moved(&room.pack, &room.records, today, 5);
        let told = quiet.into_iter();
        told.map(|one| (one.student.to_string(), one.days, one.never))
            .collect()
    };
    assert_eq!(names(&room), [], "everybody came today");
    joined(&mut room, 30);
    let students = room.pack.students.clone();
    for (student, _) in &students {
        reflects(&mut room, student.as_str(), 3);
    }
    assert_eq!(names(&room), []);
    // Seven days of the calendar are five of school; six are four.
    let mut room = Classroom::at(monday_math());
    joined(&mut room, 30);
    for (student, _) in students.iter().skip(3) {
        reflects(&mut room, student.as_str(), 6);
    }
    reflects(&mut room, "s01", 7);
    let skill = focus(&room);
    let task = room.pack.skill(&skill).unwrap().menu[0].id.clone();
    let finished = Event::TaskFinished {
        student: "s02".into(),
        skill,
        task,
        how: HowItWent::OnMyOwn,
    };
    room.happened(14, finished);
    let quiet = names(&room);
    let who: Vec<_> = quiet.iter().map(|(who, ..)| who.as_str()).collect();
    assert_eq!(who, ["s03", "s02", "s01"]);
    assert_eq!((quiet[1].1, quiet[2].1), (10, 5));
    assert!(quiet[0].2 && !quiet[1].2, "nothing at all is said so");
}

#[test]
fn a_note_or_a_conference_is_meeting_a_child_and_a_reflection_is_not() {
    let mut room = Classroom::at(monday_math());
    joined(&mut room, 30);
    let today = room.moment.wall.date();
    let unmet = |room: &Classroom| {
        let quiet = coverage::not_met(&room.pack, &room.records, today, 5);
        let who = quiet.iter().map(|one| one.student.to_string());
        who.filter(|who| ["s01", "s02", "s03"].contains(&who.as_str()))
            .count()
    };
    assert_eq!(unmet(&room), 3);
    reflects(&mut room, "s01", 0);
    assert_eq!(unmet(&room), 3);
    let (student, text) = ("s02".into(), "Well done".to_owned());
    let note = room.happen(Event::NoteLeft { student, text });
    room.happen(Event::ConferenceHeld {
        student: "s03".into(),
    });
    assert_eq!(unmet(&room), 1);
    let student = "s02".into();
    room.happen(Event::EntryWithdrawn {
        student,
        entry: note,
    });
    assert_eq!(unmet(&room), 2, "a note that was taken back was none");
}

// Levels that tablets gave differently.

fn award(room: &Classroom, student: &str, level: usize) -> Event {
    Event::LevelAwarded {
        student: student.into(),
        skill: focus(room),
        level: room.pack.levels[level].id.clone(),
        reason: None,
    }
}

fn levels_of(room: &Classroom) -> Vec<(String, Vec<LevelId>)> {
    let all = dissent::dissents(&room.pack, &room.records);
    let told = all.into_iter().map(|one| {
        let levels = one.levels.into_iter().map(|level| level.id.clone());
        (one.student.to_string(), levels.collect())
    });
    told.collect()
}

#[test]
fn two_tablets_that_give_different_levels_are_shown_and_one_touch_decides() {
    let mut room = at_the_desk();
    let level = |room: &Classroom, height: usize| room.pack.levels[height].id.clone();
    let event = award(&room, "s01", 1);
    room.happen(event);
    let event = award(&room, "s01", 2);
    room.happen_elsewhere(event);
    let (lost, won) = (level(&room, 1), level(&room, 2));
    assert_eq!(
        levels_of(&room),
        [("s01".to_owned(), vec![won.clone(), lost.clone()])]
    );
    open(&mut room, DeskPage::Dissents(0));
    let decided = DeskDid::Decided(focus(&room), lost.clone());
    at_desk(&mut room, DeskTouch::Do("s01".into(), decided));
    assert_eq!(levels_of(&room), []);
    let record = room.records.student(&"s01".into()).unwrap();
    assert_eq!(record.skills[&focus(&room)].awarded(), Some(&lost));
    at_desk(&mut room, DeskTouch::Undo);
    assert_eq!(levels_of(&room).len(), 1, "both stand there again");

    let before = room.count("level_awarded");
    let keep = DeskDid::Decided(focus(&room), won);
    at_desk(&mut room, DeskTouch::Do("s01".into(), keep.clone()));
    assert_eq!(levels_of(&room), []);
    assert_eq!(room.count("level_awarded"), before, "no second celebration");
    let entries = room.journal.len();
    at_desk(&mut room, DeskTouch::Do("s01".into(), keep));
    assert_eq!(
        room.journal.len(),
        entries,
        "there is nothing to decide any more"
    );
}

#[test]
fn a_level_given_on_the_childs_page_decides_too() {
    let mut room = at_the_desk();
    let event = award(&room, "s01", 1);
    room.happen(event);
    let event = award(&room, "s01", 2);
    room.happen_elsewhere(event);
    let guide = room.pack.levels[3].id.clone();
    let found = DeskDid::Found(focus(&room), guide, None);
    at_desk(&mut room, DeskTouch::Do("s01".into(), found));
    assert_eq!(levels_of(&room), []);
    // A third tablet's later word is another matter.
    let event = award(&room, "s01", 0);
    room.happen_elsewhere(event);
    assert_eq!(levels_of(&room).len(), 1);
}

#[test]
fn the_same_level_twice_one_tablet_alone_and_a_level_taken_back_are_no_dissent() {
    let mut room = at_the_desk();
    for (student, here, there) in [("s01", 1, 1), ("s02", 2, 2)] {
        let events = (award(&room, student, here), award(&room, student, there));
        room.happen(events.0);
        room.happen_elsewhere(events.1);
    }
    for level in [1, 2] {
        let event = award(&room, "s03", level);
        room.happen(event);
    }
    let event = award(&room, "s04", 1);
    room.happen(event);
    let (student, skill) = ("s04".into(), focus(&room));
    let level = room.pack.levels[1].id.clone();
    room.happen(Event::LevelTakenBack {
        student,
        skill,
        level,
        reason: None,
    });
    let event = award(&room, "s04", 2);
    room.happen_elsewhere(event);
    assert_eq!(levels_of(&room), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_the_order_the_same_levels_disagree(
        entries in any_series(),
        seed in any::<u64>(),
    ) {
        let mut shuffled: Vec<_> = entries.iter().collect();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        let (one, other) = (fold(&entries), fold(shuffled));
        prop_assert_eq!(what_is_true(&one), what_is_true(&other));
        for (student, record) in one.students() {
            for (skill, record) in &record.skills {
                let same = &other.student(student).unwrap().skills[skill];
                prop_assert_eq!(record.losing(), same.losing());
                let won = record.awarded();
                prop_assert!(record.losing().iter().all(|(_, lost)| Some(*lost) != won));
            }
        }
    }
}

// Live.

#[test]
fn the_log_shows_what_another_tablet_wrote_as_soon_as_it_is_heard_of() {
    let mut room = at_the_desk();
    let filter = LogFilter {
        day: Some(room.moment.wall.date()),
        ..LogFilter::default()
    };
    open(&mut room, DeskPage::Log(filter, 0));
    let lines = |room: &Classroom| {
        let log = room.kiosk.desk().unwrap().log.as_ref();
        log.map(|(_, lines)| lines.len())
    };
    assert_eq!(lines(&room), Some(0));
    let station = room.pack.stations[1].id.clone();
    room.happen_elsewhere(Event::CheckedIn {
        student: "s01".into(),
        station,
        block: None,
        round: None,
        source: waymark::domain::badge::TapSource::CardReader,
        express: true,
        was: None,
    });
    assert_eq!(lines(&room), Some(1));
}

// The gallery.

/// Every state of these pages.
pub fn scenes() -> Vec<Scene> {
    [tablet_scenes(), roster_scenes(), class_scenes()].concat()
}

fn tablet_scenes() -> Vec<Scene> {
    fn shown(room: &mut Classroom, facts: Vec<Fact>) {
        busy(room);
        open(room, DeskPage::Tablet);
        tell(room, News::Facts(facts.into()));
    }
    vec![
        ("desk-tablet-well", |room| shown(room, all_well())),
        ("desk-tablet-broken", |room| shown(room, all_broken())),
        ("desk-tablet-some", |room| {
            let mut facts = all_well();
            facts[0] = Fact::Readers(Readers::Found(Vec::new()));
            facts[1] = Fact::Disk(Some(312_000_000));
            facts[2] = Fact::Sound(Sound::NoNames);
            shown(room, sorted(facts));
        }),
        ("desk-tablet-problems", |room| {
            busy(room);
            let problems = [
                "menus/rounding.toml:12:11: the drawing `puppet.svg` links to `/home/me/puppet.png` [picture-links]\n  hint: use the PNG or JPEG by itself, or draw it in the drawing",
                "rubrics/rounding.toml:14:1: unknown level `trailblaser` [unknown-level]\n  hint: did you mean `trailblazer`?",
                "stations.toml:9:11: the picture `class.jpg` is 12000 x 9000 pixels [picture-too-big]\n  hint: make it smaller; 1000 x 1000 is plenty, 25 megapixels are the most",
                "students.csv:7:5: `first_name` has 200 characters, at most 40 fit [too-long]",
            ];
            let problems: Vec<_> = problems.map(ToOwned::to_owned).to_vec();
            let read = Some(monday_math().time());
            tell(room, News::Pack(problems.into(), read));
            open(room, DeskPage::PackProblems);
        }),
    ]
}

fn roster_scenes() -> Vec<Scene> {
    fn found(room: &mut Classroom, names: &[&str]) {
        busy(room);
        open(room, DeskPage::Rosters(0));
        let rosters = names.iter().map(|name| FoundRoster {
            path: PathBuf::from(name),
            written: Some(monday_math()),
        });
        tell(room, News::Rosters(rosters.collect()));
    }
    fn chosen(room: &mut Classroom, roster: ReadRoster) {
        busy(room);
        at_desk(room, DeskTouch::Tablet(TabletTouch::Read(source())));
        tell(room, News::Roster(source(), roster));
    }
    vec![
        ("desk-rosters", |room| {
            let names = [
                "/run/media/class/KINGSTON/grade-3-room-12.csv",
                "/run/media/class/KINGSTON/oneroster-export.zip",
                "kiosk-config/import/spring.csv",
            ];
            found(room, &names);
        }),
        ("desk-rosters-none", |room| found(room, &[])),
        ("desk-roster-30", |room| {
            let mut roster = list(room, 12, 14, 4);
            if let ReadRoster::Students(_, notes) = &mut roster {
                notes.push(ListNote::InNoClass(3));
            }
            chosen(room, roster);
        }),
        ("desk-roster-leaves", |room| {
            let roster = list(room, 0, 1, 3);
            chosen(room, roster);
            let last = room.pack.students.last().unwrap().0.clone();
            at_desk(room, DeskTouch::Tablet(TabletTouch::Leaves(last)));
        }),
        ("desk-roster-taken", |room| {
            let roster = list(room, 2, 1, 0);
            chosen(room, roster);
            take_over(room);
        }),
        ("desk-roster-classes", |room| {
            let class = |at: usize| RosterClass {
                id: format!("c{at}"),
                name: format!("Grade 3 math, room {at}"),
                students: 20 + at,
            };
            chosen(room, ReadRoster::Classes((1..5).map(class).collect()));
        }),
        ("desk-roster-problems", |room| {
            let problems = [
                "list.csv:2: first name: there is no first name [missing-name]",
                "list.csv:3: id: `a` is also the id on line 2 [duplicate-id]",
                "list.csv:19: picture: `a fox in the snow or maybe a bear` is neither an emoji nor the name of a .png, .jpg, .jpeg or .svg picture [bad-picture]",
            ];
            let problems = problems.map(ToOwned::to_owned).to_vec();
            chosen(room, ReadRoster::Problems(problems));
        }),
    ]
}

fn class_scenes() -> Vec<Scene> {
    fn lists(room: &mut Classroom, list: ClassList) {
        joined(room, 25);
        busy(room);
        open(room, DeskPage::ClassList(list, 0));
    }
    fn new(room: &mut Classroom, list: ClassList) {
        with_teacher(room);
        sign_in(room);
        open(room, DeskPage::ClassList(list, 0));
    }
    fn disagree(room: &mut Classroom) {
        busy(room);
        for (student, here, there) in [("s01", 1, 2), ("s05", 3, 0), ("s09", 0, 1)] {
            let events = (award(room, student, here), award(room, student, there));
            room.happen(events.0);
            room.happen_elsewhere(events.1);
        }
    }
    vec![
        ("desk-skills", |room| lists(room, ClassList::Skills)),
        ("desk-skills-none", |room| new(room, ClassList::Skills)),
        ("desk-not-moved", |room| lists(room, ClassList::NotMoved)),
        ("desk-not-met", |room| lists(room, ClassList::NotMet)),
        ("desk-all-met", |room| new(room, ClassList::NotMet)),
        ("desk-now-dissents", |room| disagree(room)),
        ("desk-dissents", |room| {
            disagree(room);
            open(room, DeskPage::Dissents(0));
        }),
        ("desk-dissents-none", |room| {
            busy(room);
            open(room, DeskPage::Dissents(0));
        }),
    ]
}
