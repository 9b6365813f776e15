//! What was done on one skill on one day, at the teacher's desk.

use waymark::domain::{
    event::{Actor, Event},
    ids::{SkillId, StudentId},
    kiosk::{DeskPage, DeskTouch},
    story::StoryOf,
};

use crate::{
    desk::{at_desk, busy, sign_in, with_teacher},
    screens::Scene,
    support::classroom::{Classroom, monday_math},
};

fn skill(room: &Classroom, index: usize) -> SkillId {
    room.pack.skills[index].id.clone()
}

/// The child looks at their work in a skill, that many days ago.
fn looks(room: &mut Classroom, student: &str, days_ago: i32, skill: SkillId) {
    let chosen = room.pack.levels[1].id.clone();
    let student = StudentId::from(student);
    let event = Event::ReflectionFinished {
        student: student.clone(),
        skill,
        picks: Vec::new(),
        placed: chosen.clone(),
        chosen,
    };
    room.happened_by(Actor::Student(student), days_ago, event);
}

fn open(room: &mut Classroom, skill: SkillId) {
    let today = room.moment.wall.date();
    at_desk(room, DeskTouch::Open(DeskPage::Work(skill, today, 0)));
}

#[test]
fn of_a_skill_and_a_day_everything_is_listed_and_nothing_else() {
    let mut room = Classroom::at(monday_math());
    with_teacher(&mut room);
    let (first, second) = (skill(&room, 0), skill(&room, 1));
    looks(&mut room, "s01", 0, first.clone());
    looks(&mut room, "s02", 0, second);
    looks(&mut room, "s03", 1, first.clone());
    looks(&mut room, "s04", 0, first.clone());
    sign_in(&mut room);
    open(&mut room, first.clone());
    let today = room.moment.wall.date();
    let who = |room: &Classroom, day| -> Vec<String> {
        let desk = room.kiosk.desk().unwrap();
        let lines = desk.told(&StoryOf::Skill(first.clone(), day)).unwrap();
        let students = lines.iter().filter_map(|line| line.event.student());
        students.map(|student| student.to_string()).collect()
    };
    assert_eq!(who(&room, today), ["s04", "s01"], "the newest first");
    let yesterday = today.yesterday().unwrap();
    let page = DeskPage::Work(first.clone(), yesterday, 0);
    at_desk(&mut room, DeskTouch::Open(page));
    assert_eq!(who(&room, yesterday), ["s03"]);
    assert!(
        room.kiosk
            .desk()
            .unwrap()
            .told(&StoryOf::Skill(first.clone(), today))
            .is_none()
    );
}

pub fn scenes() -> Vec<Scene> {
    vec![
        ("desk-which-skill", |room| {
            busy(room);
            let today = room.moment.wall.date();
            at_desk(room, DeskTouch::Open(DeskPage::WhichSkill(today)));
        }),
        ("desk-work", |room| {
            busy(room);
            let of = skill(room, 0);
            for child in ["s02", "s05", "s11", "s06"] {
                looks(room, child, 0, of.clone());
            }
            open(room, of);
        }),
        ("desk-work-many", |room| {
            with_teacher(room);
            let of = skill(room, 3);
            for child in 1..=24 {
                looks(room, &format!("s{child:02}"), 0, of.clone());
            }
            sign_in(room);
            open(room, of);
        }),
        ("desk-work-none", |room| {
            busy(room);
            let of = skill(room, 6);
            open(room, of);
        }),
    ]
}
