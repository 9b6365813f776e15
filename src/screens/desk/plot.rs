//! One child in one skill over time: what they said beside what was found, week after week.

use eframe::egui::{Rect, Ui};
use jiff::{ToSpan, civil};

use crate::{
    domain::{
        ids::{SkillId, StudentId},
        kiosk::{Desk, DeskPage, DeskTouch},
        standing::SaidBy,
        story::{self, LevelPoint},
    },
    look::{
        layout::{Canvas, Cut},
        plot::{self, Mark, Plot},
        text::{self, Style},
        theme::{NEAR, size},
        widgets,
    },
};

use super::super::{View, chip_height};

/// The shortest stretch that a plot shows, in days.
const SHORTEST: i64 = 28;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (student, skill): (&StudentId, &SkillId),
) -> Option<DeskTouch> {
    let pack = view.ctx.pack;
    let card = view.ctx.records.student(student)?.card.get()?;
    let skill = pack.skill(skill)?;
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let name = format!("{}: {}", card.first_name, view.pack_text(&skill.name));
    let (upper, lower) = area
        .cut_top_by(84.0, NEAR)
        .split_top_bottom_at_fraction(0.6);
    text::heading(
        ui,
        upper,
        &name,
        &Style::bold(size::NAME).centered().bottom(),
    );
    let quiet = Style::regular(size::SMALL).quiet().centered().top();
    text::label_unsaid(ui, lower, &view.say.text("desk-plot-legend"), &quiet);
    // Until the answer has come, nothing is claimed.
    if let Some(lines) = desk.story_of(student) {
        let points = story::points(pack, lines, &skill.id);
        if points.is_empty() {
            let style = Style::regular(size::TEXT).quiet().centered();
            text::label_unsaid(ui, area, &view.say.text("desk-nothing-yet"), &style);
        } else {
            plot::show(ui, area, &plot_of(view, &points));
        }
    }
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let page = DeskPage::Skill(student.clone(), skill.id.clone(), None);
    widgets::chip(ui, foot.cut_left(width), &back).then_some(DeskTouch::Open(page))
}

fn plot_of<'a>(view: &View<'a>, points: &[LevelPoint]) -> Plot<'a> {
    let today = view.ctx.moment.wall.date();
    let days = |day: civil::Date| {
        points
            .first()
            .map_or(0, |first| days_between(first.at, day))
    };
    // Up to today, or the last point where a clock was ahead.
    let last = points.iter().map(|point| days(point.at.date())).max();
    let long = days(today).max(last.unwrap_or(0)).max(SHORTEST);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred days")]
    let across = |days: i64, hours: i8| (days as f32 + f32::from(hours) / 24.0) / (long + 1) as f32;
    let ladder: Vec<_> = view
        .ctx
        .pack
        .levels
        .iter()
        .map(|level| (level, view.pack_text(&level.name)))
        .collect();
    let marks = points.iter().map(|point| Mark {
        across: across(days(point.at.date()), point.at.hour()),
        level: point.level,
        found: point.by == SaidBy::Teacher,
    });
    let months = points.first().map(|first| months(first.at.date(), long));
    let below = months.unwrap_or_default().into_iter().map(|(day, key)| {
        let words = view.say.date(key, day);
        (across(days(day), 0), words)
    });
    Plot {
        marks: marks.collect(),
        below: below.collect(),
        named: in_words(view, points),
        ladder,
    }
}

/// What is written below: the months that begin in the stretch, and its first day where no month
/// begins soon after.
fn months(first: civil::Date, long: i64) -> Vec<(civil::Date, &'static str)> {
    let begin = std::iter::successors(first.checked_add(1.month()).ok(), |day| {
        day.checked_add(1.month()).ok()
    });
    let within = |day: &civil::Date| days_between(first.to_datetime(civil::Time::midnight()), *day);
    let months: Vec<_> = begin
        .map(civil::Date::first_of_month)
        .take_while(|day| within(day) <= long)
        .collect();
    // Names need room: a year has every second one.
    let step = months.len().div_ceil(7).max(1);
    let soon = months.first().is_some_and(|day| within(day) * 8 < long);
    let start = (!soon).then_some((first, "desk-day"));
    let months = months.into_iter().step_by(step);
    start
        .into_iter()
        .chain(months.map(|day| (day, "desk-month")))
        .collect()
}

fn days_between(from: civil::DateTime, to: civil::Date) -> i64 {
    let span = to.duration_since(from.date());
    span.as_hours() / 24
}

/// The same for a screen reader.
fn in_words(view: &View<'_>, points: &[LevelPoint]) -> String {
    let words = points.iter().map(|point| {
        let day = view.say.date("desk-day", point.at.date());
        let level = point
            .level
            .and_then(|level| view.ctx.pack.levels.get(level));
        let level = level.map(|level| view.pack_text(&level.name));
        let key = match (level, point.by) {
            (None, _) => "desk-plot-back",
            (Some(_), SaidBy::Teacher) => "desk-plot-found",
            (Some(_), SaidBy::Myself) => "desk-plot-said",
        };
        let names = [("day", day.as_str()), ("level", level.unwrap_or_default())];
        view.say.with(key, &names)
    });
    words.collect::<Vec<_>>().join("; ")
}
