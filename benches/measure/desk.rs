//! The teacher's pages, from the touch that asks for one to its triangles, and the log of check-ins,
//! from the question to the answer of the journal.

use std::time::{Duration, Instant};

use waymark::{
    config,
    domain::{
        badge::BadgeKey,
        board,
        ids::StudentId,
        kiosk::{DeskPage, DeskTouch, Input, PinAnswer, Touch},
        log::{LogFilter, LogLine},
        story::Story,
    },
    storage::Journal,
};

use super::{
    Failed, Scale, Spread, Table,
    taps::{FRAME, Screen, badges, last_day, rounds, school_day_after},
    year::{CLASS, Year},
};

/// A filter answers within this.
const ANSWER: Duration = Duration::from_millis(50);

/// Draws every page, the first time and again, and asks for logs.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let pack = config::load(CLASS.as_ref()).map_err(|problems| problems.to_string())?;
    let journal = Journal::open_to_read(year.folder())?;
    let (records, last) = (journal.records(), last_day(&journal)?);
    let day = school_day_after(&pack, last)?;
    let rounds = rounds(&pack, day);
    let round = rounds.first().ok_or("the class has no rotation")?;
    let everybody = badges(&records);
    let (student, _) = everybody.first().ok_or("the class is empty")?;
    let skill = pack.skills.first().ok_or("the class has no skill")?;
    let of_day = LogFilter {
        day: Some(last),
        ..LogFilter::default()
    };
    let pages = [
        DeskPage::Now,
        DeskPage::Place(None),
        DeskPage::Requests(0),
        DeskPage::Log(of_day.clone(), 0),
        DeskPage::Class(0),
        DeskPage::Child(student.clone()),
        DeskPage::Skill(student.clone(), skill.id.clone(), None),
        DeskPage::Story(student.clone(), 0),
        DeskPage::Plot(student.clone(), skill.id.clone()),
        DeskPage::Goals(student.clone()),
        DeskPage::Goal(student.clone(), skill.id.clone(), None),
        DeskPage::Badges(student.clone(), None),
        DeskPage::Conferences(0),
        DeskPage::Words(student.clone()),
        DeskPage::Tablet,
    ];

    let (mut first, mut again) = (Spread::default(), Spread::default());
    let lines = journal.log(&of_day)?;
    let story: Story = (student.clone(), journal.story(student)?.into());
    let answers = (&of_day, &lines[..], &story);
    for _ in 0..scale.first {
        for page in &pages {
            let mut screen = Screen::new(&pack, &records, *round, true)?;
            sign_in(&mut screen)?;
            first.add(turn_to(&mut screen, page, answers)?);
            turn_to(&mut screen, &DeskPage::Tablet, answers)?;
            again.add(turn_to(&mut screen, page, answers)?);
        }
    }
    for (took, what) in [(first, "page, first of a start"), (again, "page, again")] {
        let what = |which| format!("desk {what}, {which} of {}", took.len());
        table.time(&what("p50"), took.median(), FRAME);
        table.time(&what("p99"), took.percentile(99), FRAME);
        table.time(&what("worst"), took.percentile(100), FRAME);
    }
    let finished = board::finished(&pack, &records).len();
    table.fact("finished tasks on the list meanwhile", finished.to_string());
    logs(&journal, &everybody, &of_day, table)?;
    stories(&journal, &everybody, table)
}

/// The whole story of every child of a class.
fn stories(
    journal: &Journal,
    everybody: &[(StudentId, BadgeKey)],
    table: &mut Table,
) -> Result<(), Failed> {
    let mut took = Spread::default();
    let mut longest = 0;
    for (student, _) in everybody.iter().take(28) {
        let since = Instant::now();
        longest = longest.max(journal.story(student)?.len());
        took.add(since.elapsed());
    }
    let what = |which| format!("story of a child, {which} of {}", took.len());
    table.time(&what("p50"), took.median(), ANSWER);
    table.time(&what("worst"), took.percentile(100), ANSWER);
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
    let mut took = Spread::default();
    let mut found = 0;
    let mut ask = |filter: LogFilter| -> Result<(), Failed> {
        let since = Instant::now();
        found += journal.log(&filter)?.len();
        took.add(since.elapsed());
        Ok(())
    };
    let days = std::iter::successors(of_day.day, |day| day.yesterday().ok()).take(14);
    for day in days {
        ask(LogFilter {
            day: Some(day),
            ..LogFilter::default()
        })?;
        ask(LogFilter {
            day: Some(day),
            station: Some("hands-on".into()),
            ..LogFilter::default()
        })?;
    }
    for (student, _) in everybody.iter().take(28) {
        ask(LogFilter {
            student: Some(student.clone()),
            ..LogFilter::default()
        })?;
    }
    let what = |which| format!("log of check-ins, {which} of {}", took.len());
    table.time(&what("p50"), took.median(), ANSWER);
    table.time(&what("worst"), took.percentile(100), ANSWER);
    table.fact("lines found by them", found.to_string());
    table.fact("children in that journal", everybody.len().to_string());
    Ok(())
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
