//! The first sheet: today and this week at a glance, who waits, which levels were given, and how the
//! class's levels went over the months. Its numbers are counted from the same tables and by the same
//! rules as those of the screens.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan as _, civil};
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Format, Worksheet,
};

use super::{
    BookError, Source, ink,
    mastery::number,
    sheet::{self, Parts},
};
use crate::{
    domain::{
        board::{self, by_first_name},
        ids::{SkillId, StudentId},
        standing::SaidBy,
    },
    export::names::full_name,
    storage::{LevelNamed, View},
};

/// How many months the chart shows at the most.
const MONTHS: usize = 18;

/// Where the right half begins.
const RIGHT: u16 = 4;

/// The rows that the chart takes.
const CHART: (u32, u32) = (3, 21);

/// How many things of a kind there were.
#[derive(Clone, Copy, Default)]
struct Tally {
    today: usize,
    week: usize,
}

impl Tally {
    fn note(&mut self, is_today: bool) {
        self.week += 1;
        self.today += usize::from(is_today);
    }
}

pub(super) fn write(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    long: &[Parts],
) -> Result<(), BookError> {
    let (names, inks) = (source.names, &source.inks);
    let say = names.say;
    sheet.set_name(say.text("desk-book-overview"))?;
    sheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip([32.0, 12.0, 12.0, 3.0]) {
        sheet.set_column_width(column, width)?;
    }
    for column in RIGHT..RIGHT + 7 {
        sheet.set_column_width(column, 17)?;
    }
    let class = names.text(&names.pack.tablet.class);
    sheet.write_string_with_format(0, 0, class, &inks.title)?;
    sheet.set_row_height(0, 30)?;
    sheet.write_string_with_format(1, 0, source.made(), &inks.quiet)?;
    let full = long.iter().filter_map(Parts::goes_on);
    let full = full.map(|[first, last]| {
        let sheets = [("sheet", first.as_str()), ("last", last.as_str())];
        say.with("desk-book-goes-on", &sheets)
    });
    let full: Vec<_> = full.collect();
    if !full.is_empty() {
        sheet.write_string_with_format(2, 0, full.join(" "), &inks.quiet)?;
    }
    let week = Week::count(source)?;
    let row = week.numbers(source, sheet, 3)?;
    let row = week.stations(source, sheet, row + 1)?;
    not_here(source, sheet, row + 1, &week)?;
    let row = months(source, sheet)?;
    let row = waiting(source, sheet, row + 1)?;
    week.levels(source, sheet, row + 1)?;
    sheet::for_paper(sheet);
    Ok(())
}

/// What happened since Monday.
struct Week {
    here: [BTreeSet<String>; 2],
    check_ins: Tally,
    stations: BTreeMap<String, Tally>,
    reflections: Tally,
    tasks: Tally,
    assessed: Tally,
    given: Tally,
    /// Student, skill and level, the newest last.
    levels: Vec<[String; 3]>,
}

impl Week {
    fn count(source: &Source<'_, '_>) -> Result<Self, BookError> {
        let mut week = Self {
            here: Default::default(),
            check_ins: Tally::default(),
            stations: BTreeMap::new(),
            reflections: Tally::default(),
            tasks: Tally::default(),
            assessed: Tally::default(),
            given: Tally::default(),
            levels: Vec::new(),
        };
        this_week(
            source,
            View::CheckIns,
            ["student", "station"],
            |is_today, [who, at]| {
                week.check_ins.note(is_today);
                week.stations
                    .entry(at.to_owned())
                    .or_default()
                    .note(is_today);
                let [today, all] = &mut week.here;
                if is_today {
                    today.insert(who.to_owned());
                }
                all.insert(who.to_owned());
            },
        )?;
        this_week(source, View::Reflections, [], |is_today, []| {
            week.reflections.note(is_today);
        })?;
        this_week(source, View::Tasks, ["what"], |is_today, [what]| {
            if what == "finished" {
                week.tasks.note(is_today);
            }
        })?;
        this_week(source, View::Assessments, ["what"], |is_today, [what]| {
            if what == "recorded" {
                week.assessed.note(is_today);
            }
        })?;
        let wanted = ["what", "student", "skill", "level"];
        this_week(
            source,
            View::Levels,
            wanted,
            |is_today, [what, who, skill, level]| {
                if what == "awarded" {
                    week.given.note(is_today);
                    week.levels.push([who, skill, level].map(str::to_owned));
                }
            },
        )?;
        Ok(week)
    }

    /// Today and this week in numbers; the row behind.
    fn numbers(
        &self,
        source: &Source<'_, '_>,
        sheet: &mut Worksheet,
        top: u32,
    ) -> Result<u32, BookError> {
        let say = source.names.say;
        heads(source, sheet, top, "desk-book-at-a-glance")?;
        let [today, week] = &self.here;
        let here = Tally {
            today: today.len(),
            week: week.len(),
        };
        let lines = [
            ("desk-book-were-here", here),
            ("desk-book-check-ins", self.check_ins),
            ("desk-book-reflections", self.reflections),
            ("desk-book-tasks-finished", self.tasks),
            ("desk-book-assessments", self.assessed),
            ("desk-book-levels-given", self.given),
        ];
        let mut row = top;
        for (key, tally) in lines {
            row += 1;
            line(source, sheet, row, &say.text(key), tally)?;
        }
        row += 1;
        let waiting = board::waiting(source.names.records);
        let inks = &source.inks;
        let name = say.text("desk-book-wait-for-you");
        sheet.write_string_with_format(row, 0, name, &inks.waits)?;
        sheet.write_number_with_format(row, 1, number(waiting), &inks.waiting)?;
        sheet.write_blank(row, 2, &inks.waiting)?;
        Ok(row + 1)
    }

    /// Check-ins station by station, in the order of the class pack; the row behind.
    fn stations(
        &self,
        source: &Source<'_, '_>,
        sheet: &mut Worksheet,
        top: u32,
    ) -> Result<u32, BookError> {
        let names = source.names;
        heads(source, sheet, top, "desk-book-by-station")?;
        let mut row = top;
        let of_pack = names.pack.stations.iter();
        let of_pack: Vec<&str> = of_pack.map(|station| station.id.as_str()).collect();
        let gone = self.stations.keys().map(String::as_str);
        let gone = gone.filter(|id| !of_pack.contains(id));
        for id in of_pack.iter().copied().chain(gone) {
            row += 1;
            let tally = self.stations.get(id).copied().unwrap_or_default();
            line(source, sheet, row, names.station(id), tally)?;
        }
        Ok(row + 1)
    }

    /// The levels that were given this week.
    fn levels(
        &self,
        source: &Source<'_, '_>,
        sheet: &mut Worksheet,
        top: u32,
    ) -> Result<(), BookError> {
        let (names, inks) = (source.names, &source.inks);
        section(source, sheet, (top, RIGHT), "desk-book-levels-this-week")?;
        let mut row = top;
        for [who, skill, level] in self.levels.iter().rev() {
            row += 1;
            let child = names.child(who);
            sheet.write_string_with_format(row, RIGHT, child, &inks.open)?;
            if let Some((height, level)) = names.level(level) {
                let ink = inks.given.get(height).unwrap_or(&inks.plain);
                sheet.write_string_with_format(row, RIGHT + 2, names.text(&level.name), ink)?;
            }
            sheet.write_string_with_format(row, RIGHT + 3, names.skill(skill), &inks.beside)?;
        }
        if self.levels.is_empty() {
            nobody(source, sheet, row + 1, RIGHT)?;
        }
        Ok(())
    }
}

/// Calls `each` with the rows of a table from Monday until today.
fn this_week<const N: usize>(
    source: &Source<'_, '_>,
    view: View,
    wanted: [&str; N],
    mut each: impl FnMut(bool, [&str; N]),
) -> Result<(), BookError> {
    let today = source.now.date();
    let back = i32::from(today.weekday().to_monday_zero_offset());
    let monday = today.saturating_sub(back.days());
    let today = today.to_string();
    let there = source.reading.columns(view)?;
    let place = |name: &str| there.iter().position(|column| column == name);
    let (at, wanted) = (place("local_time"), wanted.map(place));
    source
        .reading
        .each_row::<BookError>(view, Some(monday), |cells| {
            let text =
                |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
            let day = text(at).get(..10).unwrap_or_default();
            // What a wrong clock put into the future is not of this week.
            if day <= today.as_str() {
                each(day == today, wanted.map(text));
            }
            Ok(())
        })
}

/// Who has not been here today, by first name.
fn not_here(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    top: u32,
    week: &Week,
) -> Result<(), BookError> {
    let inks = &source.inks;
    section(source, sheet, (top, 0), "desk-book-not-here")?;
    let [today, _] = &week.here;
    let mut row = top;
    if !source.names.pack.is_school_day(source.now.date()) {
        let text = source.names.say.text("desk-book-no-school");
        sheet.write_string_with_format(row + 1, 0, text, &inks.quiet)?;
        return Ok(());
    }
    for (student, _, card) in by_first_name(source.names.records) {
        if !today.contains(student.as_str()) {
            row += 1;
            sheet.write_string_with_format(row, 0, full_name(card), &inks.open)?;
        }
    }
    if row == top {
        nobody(source, sheet, row + 1, 0)?;
    }
    Ok(())
}

/// Who is ready to show what they know; the row behind.
fn waiting(source: &Source<'_, '_>, sheet: &mut Worksheet, top: u32) -> Result<u32, BookError> {
    let (names, inks) = (source.names, &source.inks);
    section(source, sheet, (top, RIGHT), "desk-book-requests-wait")?;
    let mut row = top;
    for of_skill in board::requests(names.pack, names.records, source.now) {
        for child in &of_skill.children {
            row += 1;
            let name = full_name(child.card);
            sheet.write_string_with_format(row, RIGHT, name, &inks.open)?;
            let since = names.say.date("desk-day", child.since);
            let since = names.say.with("desk-book-since", &[("day", &since)]);
            sheet.write_string_with_format(row, RIGHT + 2, since, &inks.quiet)?;
            let skill = names.text(&of_skill.skill.name);
            sheet.write_string_with_format(row, RIGHT + 3, skill, &inks.beside)?;
        }
    }
    if row == top {
        row += 1;
        nobody(source, sheet, row, RIGHT)?;
    }
    Ok(row + 1)
}

/// The chart of the levels over the months, and its numbers below; the row behind.
fn months(source: &Source<'_, '_>, sheet: &mut Worksheet) -> Result<u32, BookError> {
    let (names, inks) = (source.names, &source.inks);
    let (pack, say) = (names.pack, names.say);
    let months = over_time(source)?;
    let title = say.text("desk-book-over-time");
    let (from, until) = CHART;
    let top = until + 1;
    let about = say.text("desk-book-over-time-about");
    sheet.write_string_with_format(top, RIGHT, about, &inks.quiet)?;
    let head = top + 1;
    // Room for a level's name on two lines.
    sheet.set_row_height(head, 31)?;
    sheet.write_string_with_format(head, RIGHT, say.text("desk-book-month"), &inks.header)?;
    for (column, level) in (RIGHT + 1..).zip(&pack.levels) {
        sheet.write_string_with_format(head, column, names.text(&level.name), &inks.over)?;
    }
    let mut row = head;
    for month in &months {
        row += 1;
        let name = format!(
            "{} {}",
            say.date("desk-month", month.first),
            month.first.year()
        );
        sheet.write_string_with_format(row, RIGHT, name, &inks.bold)?;
        for ((column, count), ink) in (RIGHT + 1..).zip(&month.at).zip(&inks.count) {
            sheet.write_number_with_format(row, column, number(*count), ink)?;
        }
    }
    let sheet_name = sheet.name();
    let name = sheet_name.as_str();
    let mut chart = Chart::new(ChartType::ColumnStacked);
    chart.title().set_name(&title);
    chart.set_alt_text(&title);
    chart.set_width(7 * 124).set_height((until - from) * 20);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_major_gridlines_line(&ink::gridline());
    for (column, level) in (RIGHT + 1..).zip(&pack.levels) {
        let fill = ChartSolidFill::new().set_color(ink::full(level)).clone();
        chart
            .add_series()
            .set_name((name, head, column))
            .set_categories((name, head + 1, RIGHT, row, RIGHT))
            .set_values((name, head + 1, column, row, column))
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(&fill)
                    .set_line(&ink::outline()),
            )
            .set_gap(60);
    }
    sheet.insert_chart(from, RIGHT, &chart)?;
    Ok(row + 1)
}

/// How a month ended.
struct Month {
    first: civil::Date,
    /// How many squares of the grid of children and skills are at each level.
    at: Vec<usize>,
}

/// Plays the levels of the class as it is now through the months: the teacher's word before the
/// child's own, as everywhere. The last month is the grid of today.
fn over_time(source: &Source<'_, '_>) -> Result<Vec<Month>, BookError> {
    let names = source.names;
    let (pack, records) = (names.pack, names.records);
    let this_month = source.now.date().first_of_month();
    let mut squares: BTreeMap<(StudentId, SkillId), [Option<usize>; 2]> = BTreeMap::new();
    let mut at = vec![0_usize; pack.levels.len()];
    let mut months: Vec<Month> = Vec::new();
    let mut month: Option<civil::Date> = None;
    let mut end = |month: &mut Option<civil::Date>, until: civil::Date, at: &[usize]| {
        while let Some(first) = month.filter(|first| *first < until) {
            months.push(Month {
                first,
                at: at.to_vec(),
            });
            *month = Some(first.saturating_add(1.month()));
        }
    };
    source.reading.each_level_named(|named| {
        let LevelNamed {
            day,
            student,
            skill,
            level,
            by,
        } = named;
        if records.student(&student).is_none() || pack.skill(&skill).is_none() {
            return;
        }
        let height = level.and_then(|level| pack.level(&level).map(|(height, _)| height));
        // A clock that was wrong moves nothing into the future.
        let first = day.first_of_month().min(this_month);
        end(&mut month, first, &at);
        month = Some(month.map_or(first, |month| month.max(first)));
        let square = squares.entry((student, skill)).or_default();
        let before = square[0].or(square[1]);
        match by {
            SaidBy::Teacher => square[0] = height,
            SaidBy::Myself => square[1] = height,
        }
        let after = square[0].or(square[1]);
        if let Some(count) = before.and_then(|height| at.get_mut(height)) {
            *count = count.saturating_sub(1);
        }
        if let Some(count) = after.and_then(|height| at.get_mut(height)) {
            *count += 1;
        }
    })?;
    end(&mut month, this_month, &at);
    let first = this_month;
    months.push(Month { first, at });
    let old = months.len().saturating_sub(MONTHS);
    Ok(months.split_off(old))
}

/// A heading with "today" and "this week" beside it.
fn heads(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    row: u32,
    key: &str,
) -> Result<(), BookError> {
    let say = source.names.say;
    let keys = [key, "desk-book-today", "desk-book-this-week"];
    for (column, key) in (0..).zip(keys) {
        let inks = &source.inks;
        let ink = if column == 0 {
            &inks.header
        } else {
            &inks.over
        };
        sheet.write_string_with_format(row, column, say.text(key), ink)?;
    }
    Ok(())
}

fn line(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    tally: Tally,
) -> Result<(), BookError> {
    let inks = &source.inks;
    sheet.write_string_with_format(row, 0, name, &inks.bold)?;
    sheet.write_number_with_format(row, 1, number(tally.today), &inks.number)?;
    sheet.write_number_with_format(row, 2, number(tally.week), &inks.number)?;
    Ok(())
}

fn section(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    key: &str,
) -> Result<(), BookError> {
    let ink: &Format = &source.inks.section;
    let text = source.names.say.text(key);
    sheet.write_string_with_format(row, column, text, ink)?;
    Ok(())
}

fn nobody(
    source: &Source<'_, '_>,
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
) -> Result<(), BookError> {
    let text = source.names.say.text("desk-book-nobody");
    sheet.write_string_with_format(row, column, text, &source.inks.quiet)?;
    Ok(())
}
