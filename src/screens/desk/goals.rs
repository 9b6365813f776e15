//! What a child aims at, when they were talked with last, and the choice of a goal: a level and a
//! day, by touch alone.

use eframe::egui::{Rect, Ui};
use jiff::civil;

use crate::{
    domain::{
        ids::{LevelId, SkillId, StudentId},
        kiosk::{Desk, DeskDid, DeskPage, DeskTouch},
        pack::Skill,
        plan::{self, Due},
        standing::Standpoint,
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, child, room_for, sentences};

/// Between two rows.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    student: &StudentId,
) -> Option<DeskTouch> {
    let at = view.ctx.standpoint(student)?;
    let mut touch = child::head(ui, canvas, &mut area, view, &desk.page);
    let row = area.cut_top_by(TOUCH, GRID);
    touch = touch.or(conference(ui, row, view, student, at));
    let skills = &view.ctx.pack.skills;
    let room = room_for(area, TOUCH, BETWEEN);
    let columns = skills.len().div_ceil(room).max(1);
    let across = area.grid_by(columns, 1, NEAR);
    let rows = skills.len().div_ceil(columns).max(1);
    for (few, mut column) in skills.chunks(rows).zip(across) {
        for skill in few {
            let row = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_skill(ui, row, view, student, (at, skill)));
        }
    }
    touch
}

/// The last talk, and the way to note one today.
fn conference(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    student: &StudentId,
    at: Standpoint<'_>,
) -> Option<DeskTouch> {
    let last = at.record.conference.get().copied();
    let today = view.ctx.moment.wall.date();
    let mut touch = None;
    if last != Some(today) {
        let words = view.say.text("desk-talked");
        let width = widgets::chip_width(ui, &words);
        if widgets::chip(ui, row.cut_right_by(width, GRID), &words) {
            touch = Some(DeskTouch::Do(student.clone(), DeskDid::Talked));
        }
    }
    let words = view
        .say
        .with("desk-last-talk", &[("when", &talked(view, last))]);
    text::label_unsaid(ui, row, &words, &Style::regular(size::SMALL).rows(2));
    touch
}

/// When the last talk was.
pub(super) fn talked(view: &View<'_>, last: Option<civil::Date>) -> String {
    let today = view.ctx.moment.wall.date();
    match last {
        Some(last) => {
            let days = view.ctx.pack.school_days_between(last, today);
            view.say.count("desk-days-ago", days, &[])
        }
        None => view.say.text("desk-no-talk-yet"),
    }
}

/// A skill and its goal: yellow when its day has passed. A touch sets or changes it.
fn show_skill(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    student: &StudentId,
    (at, skill): (Standpoint<'_>, &Skill),
) -> Option<DeskTouch> {
    let record = at.record.skills.get(&skill.id);
    let goal = record.and_then(|record| record.goal_now());
    let name = view.pack_text(&skill.name);
    let face = Some(Face::Picture(&skill.picture));
    let page = DeskPage::Goal(student.clone(), skill.id.clone(), None);
    let Some(goal) = goal else {
        let words = view.say.with("desk-no-goal", &[("skill", name)]);
        return dense::row_button(ui, row, face, &words, RowLook::Plain, &[])
            .then_some(DeskTouch::Open(page));
    };
    let met = view.say.text("desk-goal-met");
    let width = text::width(ui, &met, &Style::regular(size::SMALL)) + 3.0 * GRID;
    let button = row.cut_right_by(width.max(2.0 * TOUCH), BETWEEN);
    let by = view.say.date("desk-day", goal.by);
    let filled_in = [("skill", name), ("by", by.as_str())];
    let words = view.say.with("desk-goal-row", &filled_in);
    let is_late = goal.by < view.ctx.moment.wall.date();
    let look = if is_late {
        RowLook::Sunny
    } else {
        RowLook::Plain
    };
    let level = view.ctx.pack.level(&goal.level);
    let mark = level.map(|(_, level)| Face::Level(level));
    let named = format!("{words} · {}", sentences::level_name(view, &goal.level));
    let opens = dense::named_row(ui, row, (&words, &named), face, look, mark.as_slice());
    let named = format!("{met}: {name}");
    let is_met = dense::named_row(ui, button, (&met, &named), None, RowLook::Plain, &[]);
    let did = DeskDid::GoalMet(skill.id.clone());
    is_met
        .then(|| DeskTouch::Do(student.clone(), did))
        .or(opens.then_some(DeskTouch::Open(page)))
}

/// Choosing a goal: the level, one above where they stand if nothing else is picked, and the day,
/// which sets it.
pub(super) fn choose(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    (student, skill, level): (&StudentId, &SkillId, Option<&LevelId>),
) -> Option<DeskTouch> {
    let pack = view.ctx.pack;
    let at = view.ctx.standpoint(student)?;
    let card = at.record.card.get()?;
    let skill = pack.skill(skill)?;
    let mut foot = area.cut_bottom_by(super::super::chip_height(canvas), NEAR);
    let name = format!("{}: {}", card.first_name, view.pack_text(&skill.name));
    let (upper, lower) = area
        .cut_top_by(96.0, NEAR)
        .split_top_bottom_at_fraction(0.58);
    text::heading(
        ui,
        upper,
        &name,
        &Style::bold(size::NAME).centered().bottom(),
    );
    let quiet = Style::regular(size::SMALL).quiet().centered().top();
    text::label_unsaid(ui, lower, &now(view, at, skill), &quiet);

    let picked = level.cloned().or_else(|| next(at, skill))?;
    let line = area.cut_top_by(36.0, BETWEEN);
    let bold = Style::bold(size::SMALL);
    text::label_unsaid(ui, line, &view.say.text("desk-goal-level"), &bold);
    let columns = if canvas.portrait {
        2
    } else {
        pack.levels.len()
    };
    let rows = pack.levels.len().div_ceil(columns);
    let places = grid(&mut area, columns, rows);
    let mut touch = None;
    for (place, level) in places.into_iter().zip(&pack.levels) {
        let look = if level.id == picked {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        let words = view.pack_text(&level.name);
        if dense::row_button(ui, place, Some(Face::Level(level)), words, look, &[]) {
            let level = Some(level.id.clone());
            let page = DeskPage::Goal(student.clone(), skill.id.clone(), level);
            touch = Some(DeskTouch::Open(page));
        }
    }
    area.cut_top_by(0.0, GRID);
    let line = area.cut_top_by(36.0, BETWEEN);
    text::label_unsaid(ui, line, &view.say.text("desk-goal-by"), &bold);
    let days = plan::due_days(pack, skill, view.ctx.moment.wall.date());
    let columns = if canvas.portrait { 1 } else { days.len() };
    let places = grid(&mut area, columns, days.len().div_ceil(columns.max(1)));
    for (place, (due, day)) in places.into_iter().zip(days) {
        let day_name = view.say.date("desk-day", day);
        let words = format!("{} · {day_name}", view.say.text(due_key(due)));
        let face = Some(Face::Art(Art::MyPlan));
        if dense::row_button(ui, place, face, &words, RowLook::Plain, &[]) {
            let did = DeskDid::GoalSet(skill.id.clone(), picked.clone(), day);
            touch = Some(DeskTouch::Do(student.clone(), did));
        }
    }
    let back = view.say.text("back");
    let width = widgets::chip_width(ui, &back);
    let goes_back = widgets::chip(ui, foot.cut_left(width), &back);
    touch.or(goes_back.then(|| DeskTouch::Open(DeskPage::Goals(student.clone()))))
}

/// Rows of a comfortable height, cut from the top.
fn grid(area: &mut Rect, columns: usize, rows: usize) -> Vec<Rect> {
    const HIGH: f32 = 72.0;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a ladder has six rungs at the most"
    )]
    let high = rows as f32 * (HIGH + BETWEEN) - BETWEEN;
    area.cut_top_by(high, GRID)
        .grid_by(columns.max(1), rows.max(1), BETWEEN)
}

/// Where they stand, and what they aim at already.
fn now(view: &View<'_>, at: Standpoint<'_>, skill: &Skill) -> String {
    let record = at.record.skills.get(&skill.id);
    let goal = record.and_then(|record| record.goal_now());
    if let Some(goal) = goal {
        let by = view.say.date("desk-day", goal.by);
        let level = sentences::level_name(view, &goal.level);
        return view
            .say
            .with("desk-goal-now", &[("level", level), ("by", &by)]);
    }
    let standing = at.standing(skill);
    let level = standing.and_then(|standing| view.ctx.pack.levels.get(standing.level));
    match level {
        Some(level) => {
            let level = view.pack_text(&level.name);
            view.say.with("desk-stands-at", &[("level", level)])
        }
        None => view.say.text("desk-nothing-yet"),
    }
}

/// One level above where they stand.
fn next(at: Standpoint<'_>, skill: &Skill) -> Option<LevelId> {
    let levels = &at.pack.levels;
    let next = at.standing(skill).map_or(1, |standing| standing.level + 1);
    let next = levels.get(next).or(levels.last())?;
    Some(next.id.clone())
}

fn due_key(due: Due) -> &'static str {
    match due {
        Due::ThisFriday => "desk-this-friday",
        Due::NextFriday => "desk-next-friday",
        Due::InTwoWeeks => "desk-two-weeks",
        Due::EndOfUnit => "desk-unit-end",
    }
}
