//! The teacher's pages, from the touch that asks for one to its triangles, and the log of check-ins,
//! from the question to the answer of the journal.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use waymark::{
    config,
    domain::{
        badge::BadgeKey,
        board,
        ids::{SkillId, StudentId},
        kiosk::{
            ClassList, DeskPage, DeskTouch, Input, PinAnswer, PrintPage, PrintWhat, Touch, TypedFor,
        },
        log::{LogFilter, LogLine},
        story::{Story, StoryOf},
    },
    storage::Journal,
};

use super::{
    Failed, Scale, Spread, Table, shown,
    taps::{FRAME, Screen, badges, last_day, rounds, school_day_after},
    year::{CLASS, Year},
};

/// A filter answers within this.
const ANSWER: Duration = Duration::from_millis(50);

/// Between two measurements, as somebody looks at the page: a run with priority that used its core up
/// would be made to wait in the middle of one.
const BREATH: Duration = Duration::from_millis(4);

/// How many children a class has.
const CHILDREN: u16 = 28;

/// Draws every page of a class and of a school, the first time and again, and asks the long journal
/// for logs and stories.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let class = Journal::open_to_read(&year.class_of(CHILDREN)?)?;
    pages(&class, scale, "a class", table)?;
    let journal = Journal::open_to_read(year.folder())?;
    pages(&journal, scale, "a school", table)?;
    let everybody = badges(&journal.records());
    logs(&journal, &everybody, &of_last_day(&journal)?, table)?;
    stories(&journal, &everybody, table)
}

fn of_last_day(journal: &Journal) -> Result<LogFilter, Failed> {
    Ok(LogFilter {
        day: Some(last_day(journal)?),
        ..LogFilter::default()
    })
}

/// Draws every page, the first time after a start and again.
fn pages(journal: &Journal, scale: Scale, whose: &str, table: &mut Table) -> Result<(), Failed> {
    let pack = config::load(CLASS.as_ref()).map_err(|problems| problems.to_string())?;
    let (records, of_day) = (journal.records(), of_last_day(journal)?);
    let day = school_day_after(&pack, last_day(journal)?)?;
    let rounds = rounds(&pack, day);
    let round = rounds.first().ok_or("the class has no rotation")?;
    let everybody = badges(&records);
    let (student, _) = everybody.first().ok_or("the class is empty")?;
    let skill = pack.skills.first().ok_or("the class has no skill")?;
    let pages = every_page(student, &skill.id, &of_day);
    let mut each: BTreeMap<usize, Spread> = BTreeMap::new();
    let (mut first, mut again) = (Spread::default(), Spread::default());
    let lines = journal.log(&of_day)?;
    let of = StoryOf::Child(student.clone());
    let story: Story = (of.clone(), journal.told(&of)?.into());
    let answers = (&of_day, &lines[..], &story);
    for _ in 0..scale.first {
        for (at, page) in pages.iter().enumerate() {
            thread::sleep(BREATH);
            let mut screen = Screen::new(&pack, &records, *round, true)?;
            sign_in(&mut screen)?;
            let took = turn_to(&mut screen, page, answers)?;
            each.entry(at).or_default().add(took);
            first.add(took);
            turn_to(&mut screen, &DeskPage::Tablet, answers)?;
            again.add(turn_to(&mut screen, page, answers)?);
        }
    }
    for (took, what) in [(first, "first of a start"), (again, "again")] {
        let what = |which| format!("desk page of {whose}, {what}, {which} of {}", took.len());
        table.time(&what("p50"), took.median(), FRAME);
        table.time(&what("p99"), took.percentile(99), FRAME);
        table.time(&what("worst"), took.percentile(100), FRAME);
    }
    let named = pages.iter().map(name_of).zip(each.into_values());
    tell_slowest(&format!("{whose}, first of a start"), named, table);
    let finished = board::finished(&pack, &records).len();
    table.fact(
        &format!("children, and finished tasks on the list, of {whose}"),
        format!("{}, {finished}", everybody.len()),
    );
    Ok(())
}

/// How a page is called in the code.
fn name_of(page: &DeskPage) -> String {
    let name = format!("{page:?}");
    let parts = name
        .split(['(', ' ', ',', ')'])
        .filter(|part| !part.is_empty());
    let part = |part: &str| {
        part.starts_with(char::is_uppercase)
            .then(|| part.to_owned())
    };
    parts.take(2).filter_map(part).collect::<Vec<_>>().join(" ")
}

/// The five that took longest when they took longest, and how long each takes as a rule.
fn tell_slowest(what: &str, named: impl Iterator<Item = (String, Spread)>, table: &mut Table) {
    let mut all: Vec<(String, Spread)> = named.collect();
    all.sort_by_key(|(_, took)| Reverse(took.percentile(100)));
    for (place, (name, took)) in (1..=5).zip(&all) {
        let [median, worst] = [50, 100].map(|percent| shown(took.percentile(percent)));
        table.fact(
            &format!("slowest page of {what}, {place}"),
            format!("{name}: p50 {median}, worst {worst}"),
        );
    }
}

fn every_page(student: &StudentId, skill: &SkillId, of_day: &LogFilter) -> Vec<DeskPage> {
    let day = of_day.day.unwrap_or_default();
    vec![
        DeskPage::Now,
        DeskPage::Place(None),
        DeskPage::Requests(0),
        DeskPage::Log(of_day.clone(), 0),
        DeskPage::Class(0),
        DeskPage::ClassList(ClassList::Skills, 0),
        DeskPage::ClassList(ClassList::NotMoved, 0),
        DeskPage::ClassList(ClassList::NotMet, 0),
        DeskPage::Children(0),
        DeskPage::Dissents(0),
        DeskPage::Child(student.clone()),
        DeskPage::Skill(student.clone(), skill.clone(), None),
        DeskPage::Story(student.clone(), 0),
        DeskPage::Plot(student.clone(), skill.clone()),
        DeskPage::Goals(student.clone()),
        DeskPage::Goal(student.clone(), skill.clone(), None),
        DeskPage::Badges(student.clone(), None),
        DeskPage::Conferences(0),
        DeskPage::Words(student.clone()),
        DeskPage::Tablet,
        DeskPage::Where(student.clone()),
        DeskPage::Hours(of_day.clone()),
        DeskPage::WhichSkill(day),
        DeskPage::Work(skill.clone(), day, 0),
        DeskPage::Leaves(student.clone()),
        DeskPage::PackProblems,
        DeskPage::Rosters(0),
        TypedFor::Words(student.clone()).begin(""),
        TypedFor::Search(of_day.clone()).begin("a"),
        DeskPage::Link(student.clone()),
        DeskPage::Give(Vec::new(), 0),
        DeskPage::Unknown(0),
        DeskPage::ClassBadges,
        DeskPage::VoidAll(false),
        DeskPage::Flagged(0),
        DeskPage::Secret(student.clone()),
        DeskPage::Print(PrintPage::What),
        DeskPage::Print(PrintPage::How(PrintWhat::Everybody)),
        DeskPage::Scanner,
    ]
}

/// The whole story of every child of a class.
fn stories(
    journal: &Journal,
    everybody: &[(StudentId, BadgeKey)],
    table: &mut Table,
) -> Result<(), Failed> {
    let mut questions = Questions::default();
    let mut longest = 0;
    for (at, (student, _)) in everybody.iter().take(28).enumerate() {
        let lines = questions.ask(format!("child {}", at + 1), || Ok(journal.story(student)?))?;
        longest = longest.max(lines.len());
    }
    questions.tell("story of a child", table);
    table.fact("entries in the longest story", longest.to_string());
    Ok(())
}

/// What a teacher asks the log, of all children, days and stations in turn.
fn logs(
    journal: &Journal,
    everybody: &[(StudentId, BadgeKey)],
    of_day: &LogFilter,
    table: &mut Table,
) -> Result<(), Failed> {
    let mut questions = Questions::default();
    let mut found = 0;
    let mut ask = |name: String, filter: LogFilter| -> Result<(), Failed> {
        found += questions.ask(name, || Ok(journal.log(&filter)?))?.len();
        Ok(())
    };
    let days = std::iter::successors(of_day.day, |day| day.yesterday().ok()).take(14);
    for day in days {
        let of_day = LogFilter {
            day: Some(day),
            ..LogFilter::default()
        };
        let at_station = LogFilter {
            station: Some("hands-on".into()),
            ..of_day.clone()
        };
        ask(format!("{day}"), of_day)?;
        ask(format!("{day} at a station"), at_station)?;
    }
    for (at, (student, _)) in everybody.iter().take(28).enumerate() {
        let of_child = LogFilter::default().of_child(student.clone());
        ask(format!("child {}", at + 1), of_child)?;
    }
    questions.tell("log of check-ins", table);
    table.fact("lines found by them", found.to_string());
    table.fact("children in that journal", everybody.len().to_string());
    Ok(())
}

/// Questions to a journal, each asked twice: first from wherever its rows lie, on the disk or in memory,
/// and again when they are in memory.
#[derive(Default)]
struct Questions {
    first: Spread,
    again: Spread,
    slowest: (Duration, String),
}

impl Questions {
    fn ask<T>(
        &mut self,
        name: String,
        answer: impl Fn() -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        thread::sleep(BREATH);
        let since = Instant::now();
        answer()?;
        let took = since.elapsed();
        self.first.add(took);
        self.slowest = std::mem::take(&mut self.slowest).max((took, name));
        thread::sleep(BREATH);
        let since = Instant::now();
        let answer = answer()?;
        self.again.add(since.elapsed());
        Ok(answer)
    }

    fn tell(self, what: &str, table: &mut Table) {
        for (took, which) in [(self.first, "first"), (self.again, "again")] {
            let of = |rank| format!("{what}, {which}, {rank} of {}", took.len());
            table.time(&of("p50"), took.median(), ANSWER);
            table.time(&of("worst"), took.percentile(100), ANSWER);
        }
        table.fact(&format!("{what}, the slowest question"), self.slowest.1);
    }
}

fn sign_in(screen: &mut Screen<'_>) -> Result<(), Failed> {
    screen.tap_teacher();
    for digit in [2, 5, 8, 0] {
        screen.tell(Input::Touch(Touch::Desk(DeskTouch::Digit(digit))));
    }
    screen.tell(Input::Touch(Touch::Desk(DeskTouch::Enter)));
    screen.tell(Input::Pin(PinAnswer::Right));
    screen.draw();
    if screen.is_at_desk() {
        Ok(())
    } else {
        Err("the desk did not open".into())
    }
}

fn turn_to(
    screen: &mut Screen<'_>,
    page: &DeskPage,
    (filter, lines, story): (&LogFilter, &[LogLine], &Story),
) -> Result<Duration, Failed> {
    screen.tell(Input::Log((filter.clone(), lines.into())));
    let touch = Touch::Desk(DeskTouch::Open(page.clone()));
    let since = Instant::now();
    screen.tell(Input::Touch(touch));
    screen.tell(Input::Story(story.clone()));
    screen.draw();
    let took = since.elapsed();
    if screen.is_at_desk() {
        Ok(took)
    } else {
        Err("the desk locked".into())
    }
}
