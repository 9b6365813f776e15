//! A whole school day with a real journal: 28 children, every block and round of the sample
//! timetable, two teachers, and a substitute in every third round. After each round what the teacher's pages say is counted after in the
//! tables of the export.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jiff::{SignedDuration, Zoned, civil, tz::TimeZone};
use waymark::{
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        board, coverage,
        event::{Actor, Event, Holder, HowItWent},
        ids::{SkillId, StudentId},
        kiosk::{Context, DeskDid, DeskPage, DeskTouch, Input, Kiosk, Page, Pin, PinAnswer, Touch},
        log::LogFilter,
        pack::Pack,
        print_list,
        story::StoryOf,
        time::Moment,
    },
    journal::{Damage, Entry},
    storage::{Journal, StorageError, View},
};

use crate::support::{
    classroom::{badge_of, monday_math, sample_pack},
    happenings::random,
};

const CHILDREN: usize = 28;
const TEACHERS: [&str; 2] = ["rivera", "okafor"];
const SUBSTITUTE: &str = "spare";

struct Day {
    pack: Pack,
    journal: Journal,
    kiosk: Kiosk,
    moment: Moment,
    students: Vec<StudentId>,
}

impl Day {
    fn begin() -> Self {
        let mut pack = sample_pack();
        pack.tablet.station = None;
        let wall_date = monday_math().date();
        let wall = at(wall_date.at(8, 0, 0, 0));
        let journal = Journal::in_memory(&wall, &mut random()).unwrap();
        let moment = Moment {
            since_start: Duration::from_secs(1000),
            wall,
        };
        let mut class = pack.students.clone();
        for (index, (_, card)) in pack
            .students
            .iter()
            .take(CHILDREN - class.len())
            .enumerate()
        {
            class.push((format!("new{index}").into(), card.clone()));
        }
        let mut day = Self {
            pack,
            journal,
            kiosk: Kiosk::default(),
            moment,
            students: class.iter().map(|(id, _)| id.clone()).collect(),
        };
        let mut events = Vec::new();
        for (student, card) in class {
            let (badge, holder) = (badge_of(student.as_str()), Holder::Student(student.clone()));
            events.push(Event::StudentAdded { student, card });
            events.push(Event::BadgeLinked { badge, holder });
        }
        for teacher in TEACHERS {
            let holder = Holder::Teacher(teacher.into());
            let badge = badge_of(teacher);
            events.push(Event::BadgeLinked { badge, holder });
        }
        events.push(Event::BadgeLinked {
            badge: badge_of(SUBSTITUTE),
            holder: Holder::Substitute(wall_date),
        });
        let wall = day.moment.wall.clone();
        day.journal
            .append(&wall, &Actor::CommandLine, &events)
            .unwrap();
        day
    }

    fn tell(&mut self, input: Input) {
        let records = self.journal.records();
        let context = Context {
            pack: &self.pack,
            records: &records,
            moment: &self.moment,
        };
        for record in self.kiosk.handle(context, input) {
            let wall = self.moment.wall.clone();
            let entries = self.journal.append(&wall, &record.actor, &record.events);
            self.tell(Input::Saved(record.ticket, entries.unwrap()));
        }
        if let Some(filter) = self.kiosk.take_question() {
            let lines = self.journal.log(&filter).unwrap();
            self.tell(Input::Log((filter, lines.into())));
        }
        if let Some(of) = self.kiosk.take_story_question() {
            let lines = self.journal.told(&of).unwrap();
            self.tell(Input::Story((of, lines.into())));
        }
    }

    fn touch(&mut self, touch: Touch) {
        self.tell(Input::Touch(touch));
    }

    fn tap(&mut self, badge: BadgeKey) {
        let (keys, source) = (vec![badge], TapSource::CardReader);
        self.tell(Input::Tap(Tap { keys, source }));
    }

    fn go_on(&mut self, seconds: u32) {
        self.moment.since_start += Duration::from_secs(seconds.into());
        self.moment.wall = &self.moment.wall + SignedDuration::from_secs(seconds.into());
        self.tell(Input::Tick);
    }

    fn until(&mut self, time: civil::DateTime) {
        let wait = time.duration_since(self.moment.wall.datetime()).as_secs();
        self.go_on(u32::try_from(wait).unwrap());
    }

    /// A child goes where they should be, or somewhere else.
    fn check_in(&mut self, student: &StudentId, elsewhere: usize) {
        self.tap(badge_of(student.as_str()));
        let records = self.journal.records();
        let context = Context {
            pack: &self.pack,
            records: &records,
            moment: &self.moment,
        };
        let expected = context
            .standpoint(student)
            .unwrap()
            .expected_station()
            .cloned();
        let other = self.pack.stations[elsewhere % self.pack.stations.len()]
            .id
            .clone();
        let station = expected
            .filter(|_| !elsewhere.is_multiple_of(11))
            .unwrap_or(other);
        self.touch(Touch::Open(Page::CheckIn));
        self.touch(Touch::Here(station));
        self.touch(Touch::Done);
        self.go_on(6);
    }

    /// A child looks at their work, says where it is, and takes a task.
    fn reflects(&mut self, student: &StudentId) {
        self.tap(badge_of(student.as_str()));
        self.touch(Touch::Next);
        while let Some(visit) = self.kiosk.visit() {
            let touch = match &visit.page {
                Page::Reflect(..) => Touch::Pick(1),
                Page::Placed(_) => Touch::FeelsRight,
                Page::Compare { .. } => Touch::Next,
                Page::Menu(level, _) => {
                    let focus = self.pack.focus(self.moment.wall.date()).unwrap();
                    let level = &self.pack.levels[*level].id;
                    Touch::Choose(focus.tasks_for(level).next().unwrap().id.clone())
                }
                _ => break,
            };
            self.touch(touch);
        }
        self.touch(Touch::Done);
        self.go_on(6);
    }

    fn finishes_the_task(&mut self, student: &StudentId) {
        self.tap(badge_of(student.as_str()));
        self.touch(Touch::Open(Page::Task));
        self.touch(Touch::Finished);
        self.touch(Touch::Went(HowItWent::WithHelp));
        // Then walks away.
        self.go_on(30);
        self.go_on(30);
        assert!(self.kiosk.visit().is_none());
    }

    fn asks_to_show(&mut self, student: &StudentId) {
        self.tap(badge_of(student.as_str()));
        self.touch(Touch::Open(Page::Ready));
        self.touch(Touch::ImReady);
        self.touch(Touch::Done);
        self.go_on(6);
    }

    fn sign_in(&mut self, adult: &str) {
        self.tap(badge_of(adult));
        for digit in [2, 5, 8, 0] {
            self.desk(DeskTouch::Digit(digit));
        }
        self.desk(DeskTouch::Enter);
        assert_eq!(self.kiosk.take_pin(), Some(Pin::from("2580")));
        self.tell(Input::Pin(PinAnswer::Right));
        assert!(self.kiosk.desk_is_open());
    }

    /// A talk, a goal, and a badge that is lost; the goal was a mistake.
    fn plan_with(&mut self, student: &StudentId, skill: &SkillId) {
        let by = self.moment.wall.date();
        let level = self.pack.levels[2].id.clone();
        let deeds = [
            DeskDid::Talked,
            DeskDid::Lost(badge_of(student.as_str())),
            DeskDid::GoalSet(skill.clone(), level, by),
        ];
        for did in deeds {
            self.desk(DeskTouch::Do(student.clone(), did));
        }
        self.desk(DeskTouch::Undo);
    }

    fn desk(&mut self, touch: DeskTouch) {
        self.touch(Touch::Desk(touch));
    }

    /// The rows of one table of the export.
    fn table(&self, view: View) -> Vec<BTreeMap<String, String>> {
        let reading = self.journal.reading().unwrap();
        let columns = reading.columns(view).unwrap();
        let mut rows = Vec::new();
        let take = |row: &[String]| {
            let row = columns.iter().cloned().zip(row.iter().cloned());
            rows.push(row.collect());
            Ok::<_, StorageError>(())
        };
        reading.each_row(view, None, take).unwrap();
        rows
    }

    /// Who is where by the board.
    fn board(&self) -> BTreeMap<String, String> {
        let records = self.journal.records();
        let columns = board::board(&self.pack, &records, self.moment.wall.datetime());
        let children: usize = columns.iter().map(|column| column.children.len()).sum();
        assert_eq!(children, CHILDREN);
        let mut found = BTreeMap::new();
        for column in columns {
            let Some(station) = column.station else {
                continue;
            };
            for child in column.children {
                found.insert(child.student.to_string(), station.id.to_string());
            }
        }
        found
    }

    /// The same, counted after in the tables of the export.
    fn by_export(&self, since: civil::DateTime) -> BTreeMap<String, String> {
        let since = since.strftime("%F %T").to_string();
        let mut steps: Vec<_> = self
            .table(View::CheckIns)
            .into_iter()
            .map(|row| (row, true))
            .chain(
                self.table(View::CheckOuts)
                    .into_iter()
                    .map(|row| (row, false)),
            )
            .filter(|(row, _)| row["local_time"] >= since)
            .collect();
        let number = |row: &BTreeMap<String, String>| -> u64 {
            row["entry"].rsplit('-').next().unwrap().parse().unwrap()
        };
        steps.sort_by_key(|(row, _)| number(row));
        let mut found = BTreeMap::new();
        for (row, came) in steps {
            if came {
                found.insert(row["student"].clone(), row["station"].clone());
            } else {
                found.remove(&row["student"]);
            }
        }
        found
    }
}

fn at(time: civil::DateTime) -> Zoned {
    time.to_zoned(TimeZone::UTC).unwrap()
}

/// Every round of every block of that day: when it begins.
fn rounds(pack: &Pack, day: civil::Date) -> Vec<civil::DateTime> {
    let minutes = (0..24 * 60_i16).map(|minute| (minute / 60, minute % 60));
    let mut found: Vec<_> = minutes
        .filter_map(|(hour, minute)| {
            let now = day.at(hour.try_into().ok()?, minute.try_into().ok()?, 0, 0);
            pack.place(now).map(|place| place.since)
        })
        .collect();
    found.dedup();
    found
}

#[test]
fn a_school_day_of_28_children_two_teachers_and_a_substitute_reads_the_same_on_the_pages_and_in_the_export()
 {
    let mut day = Day::begin();
    let rounds = rounds(&day.pack, day.moment.wall.date());
    let blocks: BTreeSet<_> = rounds
        .iter()
        .map(|round| day.pack.place(*round).unwrap().block.id.clone())
        .collect();
    assert!(blocks.len() >= 6, "{blocks:?}");
    let students = day.students.clone();
    let skill = day.pack.focus(day.moment.wall.date()).unwrap().id.clone();
    for (number, round) in rounds.iter().enumerate() {
        day.until(*round);
        assert!(day.board().is_empty(), "a new round begins with nobody");
        for (index, student) in students.iter().enumerate() {
            if index % 7 != number % 7 {
                day.check_in(student, index + number);
            }
        }
        day.asks_to_show(&students[(3 * number) % CHILDREN]);
        day.reflects(&students[(5 * number) % CHILDREN]);
        day.finishes_the_task(&students[(5 * number) % CHILDREN]);
        assert_eq!(day.board(), day.by_export(*round), "round {number}");

        let stands_in = number % 3 == 2;
        day.sign_in(if stands_in {
            SUBSTITUTE
        } else {
            TEACHERS[number % 2]
        });
        let missing = day.pack.stations[number % 5].id.clone();
        day.desk(DeskTouch::AllHere(missing));
        let moved = DeskDid::Moved(day.pack.stations[0].id.clone());
        day.desk(DeskTouch::Do(students[number].clone(), moved.clone()));
        day.desk(DeskTouch::Do(students[number + 1].clone(), moved));
        day.desk(DeskTouch::Undo);
        day.desk(DeskTouch::Do(students[number].clone(), DeskDid::CheckedOut));
        if number % 2 == 1 || stands_in {
            // A substitute gives no level, whatever is touched.
            let level = day.pack.levels[number % 4].id.clone();
            let who = students[(3 * (number - 1)) % CHILDREN].clone();
            let found = DeskDid::Found(skill.clone(), level.clone(), Some(85));
            day.desk(DeskTouch::Do(who.clone(), found));
            if number % 4 == 1 {
                let printed = DeskDid::Printed(skill.clone(), level);
                day.desk(DeskTouch::Do(who, printed));
            }
        }
        assert_eq!(
            day.board(),
            day.by_export(*round),
            "round {number}, corrected"
        );
        day.go_on(61);
        assert!(day.kiosk.desk().is_none());
    }
    day.sign_in(TEACHERS[1]);
    for student in &students[..3] {
        day.plan_with(student, &skill);
    }
    day.go_on(61);
    the_log_is_the_table(&mut day);
    a_story_is_the_journal(&mut day);
    levels_and_requests_are_the_tables(&day);
    tasks_and_evidence_are_the_tables(&day);
    what_is_to_print_and_who_did_it_are_the_journals(&day);
}

fn the_log_is_the_table(day: &mut Day) {
    day.sign_in(TEACHERS[0]);
    let filter = LogFilter {
        day: Some(day.moment.wall.date()),
        ..LogFilter::default()
    };
    day.desk(DeskTouch::Open(DeskPage::Log(filter, 0)));
    let (_, lines) = day.kiosk.desk().unwrap().log.clone().unwrap();
    let logged: BTreeSet<String> = lines.iter().map(|line| line.entry.to_string()).collect();
    let rows = [View::CheckIns, View::CheckOuts].map(|view| day.table(view));
    let exported = rows.iter().flatten().map(|row| row["entry"].clone());
    assert_eq!(logged, exported.collect());
    let by_hand = lines
        .iter()
        .filter(|line| line.by_teacher && !line.left)
        .count();
    // By hand is by a teacher or by whoever stands in for one.
    let of_teachers = rows[0].iter().filter(|row| row["source"] == "teacher");
    assert_eq!(by_hand, of_teachers.count());
    assert!(
        logged.len() > 200 && by_hand > 10,
        "{} {by_hand}",
        logged.len()
    );
}

/// Count and order, and what counts no more, for every child.
fn a_story_is_the_journal(day: &mut Day) {
    let mut entries = Vec::new();
    let keep = |entry: Result<Entry, Damage>| {
        entries.push(entry.unwrap());
        Ok::<_, StorageError>(())
    };
    day.journal.reading().unwrap().each_entry(keep).unwrap();
    let withdrawn: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry: &Entry| match &entry.event {
            Event::EntryWithdrawn { entry, .. } => Some(entry.to_string()),
            _ => None,
        })
        .collect();
    let mut told = 0;
    for student in day.students.clone() {
        let badge = badge_of(student.as_str());
        let is_own = |event: &Event| match event {
            Event::BadgeVoided { badge: voided, .. } => *voided == badge,
            event => event.student().as_ref() == Some(&student),
        };
        let own = entries.iter().rev().filter(|entry| is_own(&entry.event));
        let own: Vec<_> = own
            .map(|entry| (entry.id.to_string(), entry.event.kind().to_owned()))
            .collect();
        day.desk(DeskTouch::Open(DeskPage::Story(student.clone(), 0)));
        let desk = day.kiosk.desk().unwrap();
        let lines = desk.story_of(&student).unwrap();
        let shown: Vec<_> = lines
            .iter()
            .map(|line| {
                let entry = line.stamp.entry.to_string();
                assert_eq!(line.withdrawn, withdrawn.contains(&entry), "{entry}");
                (entry, line.event.kind().to_owned())
            })
            .collect();
        assert_eq!(shown, own, "{student}");
        told += shown.len();
    }
    assert!(told > 300, "{told}");
    let (today, mut worked) = (day.moment.wall.date(), 0);
    for skill in day.pack.skills.clone() {
        let own = entries.iter().rev();
        let own = own.filter(|entry| entry.event.skill() == Some(&skill.id));
        let own: Vec<_> = own.map(|entry| entry.id.clone()).collect();
        day.desk(DeskTouch::Open(DeskPage::Work(skill.id.clone(), today, 0)));
        let desk = day.kiosk.desk().unwrap();
        let lines = desk.told(&StoryOf::Skill(skill.id.clone(), today)).unwrap();
        let shown: Vec<_> = lines.iter().map(|line| line.stamp.entry.clone()).collect();
        assert_eq!(shown, own, "{}", skill.id);
        worked += shown.len();
    }
    assert!(worked > 50, "{worked}");
    let voided = entries
        .iter()
        .filter(|entry| entry.event.kind() == "badge_voided");
    assert_eq!(voided.count(), 3);
}

fn levels_and_requests_are_the_tables(day: &Day) {
    let records = day.journal.records();
    let mut given = BTreeMap::new();
    for row in day.table(View::Levels) {
        given.insert(
            (row["student"].clone(), row["skill"].clone()),
            row["level"].clone(),
        );
    }
    let awarded: BTreeMap<_, _> = records
        .students()
        .flat_map(|(student, record)| {
            let skills = record.skills.iter();
            skills.filter_map(move |(skill, known)| {
                let level = known.awarded()?.to_string();
                Some(((student.to_string(), skill.to_string()), level))
            })
        })
        .collect();
    assert_eq!(awarded, given);
    assert!(given.len() > 3);

    let mut waiting = BTreeSet::new();
    for row in day.table(View::Assessments) {
        let key = (row["student"].clone(), row["skill"].clone());
        match row["what"].as_str() {
            "requested" => waiting.insert(key),
            _ => waiting.remove(&key),
        };
    }
    let requests = board::requests(&day.pack, &records, day.moment.wall.datetime());
    let shown: BTreeSet<_> = requests
        .iter()
        .flat_map(|one| {
            let skill = one.skill.id.to_string();
            let children = one.children.iter();
            children.map(move |child| (child.student.to_string(), skill.clone()))
        })
        .collect();
    assert_eq!(shown, waiting);
    assert!(waiting.len() > 3);
}

fn tasks_and_evidence_are_the_tables(day: &Day) {
    let records = day.journal.records();
    let mut waiting = BTreeSet::new();
    for row in day.table(View::Tasks) {
        let key = (row["student"].clone(), row["task"].clone());
        match row["what"].as_str() {
            "finished" => waiting.insert(key),
            "approved" => waiting.remove(&key),
            _ => false,
        };
    }
    let finished = board::finished(&day.pack, &records);
    let shown = finished
        .iter()
        .map(|one| (one.student.to_string(), one.task.id.to_string()));
    assert_eq!(shown.collect::<BTreeSet<_>>(), waiting);
    assert!(waiting.len() > 3, "{waiting:?}");

    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let assessed = day.table(View::Assessments).into_iter();
    let assessed = assessed.filter(|row| row["what"] == "recorded");
    for row in day.table(View::Reflections).into_iter().chain(assessed) {
        let students = seen.entry(row["skill"].clone()).or_default();
        students.insert(row["student"].clone());
    }
    for covered in coverage::skills(&day.pack, &records, day.moment.wall.datetime()) {
        let with_evidence = seen.get(covered.skill.id.as_str()).map_or(0, BTreeSet::len);
        assert_eq!(covered.evidence, with_evidence, "{}", covered.skill.id);
        assert_eq!(covered.children, CHILDREN);
    }
    assert!(!seen.is_empty());
}

fn what_is_to_print_and_who_did_it_are_the_journals(day: &Day) {
    let mut entries = Vec::new();
    let keep = |entry: Result<Entry, Damage>| {
        entries.push(entry.unwrap());
        Ok::<_, StorageError>(())
    };
    day.journal.reading().unwrap().each_entry(keep).unwrap();
    let mut to_print = BTreeSet::new();
    let mut of_substitute: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &entries {
        match &entry.event {
            Event::LevelAwarded { student, skill, .. } => {
                to_print.insert((student.to_string(), skill.to_string()));
            }
            Event::LevelBadgePrinted { student, skill, .. } => {
                to_print.remove(&(student.to_string(), skill.to_string()));
            }
            _ => {}
        }
        if entry.actor == Actor::Substitute {
            *of_substitute
                .entry(entry.event.kind().to_owned())
                .or_default() += 1;
        }
    }
    let records = day.journal.records();
    let listed = print_list::to_print(&day.pack, &records);
    let listed = listed
        .iter()
        .map(|badge| (badge.student.to_string(), badge.skill.id.to_string()));
    assert_eq!(listed.collect::<BTreeSet<_>>(), to_print);
    assert!(
        entries
            .iter()
            .any(|entry| entry.event.kind() == "level_badge_printed")
    );
    let kinds: Vec<_> = of_substitute.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["checked_in", "checked_out", "entry_withdrawn"]);
    assert!(of_substitute["checked_in"] > 5, "{of_substitute:?}");
}
