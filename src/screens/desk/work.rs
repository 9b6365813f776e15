//! What was done on one skill on one day, by whomever: looked at, chosen, finished, asked for, found.
//! A check-in says where a child was; this says on what.

use eframe::egui::{Rect, Ui};
use jiff::civil;

use crate::{
    domain::{
        ids::SkillId,
        kiosk::{Desk, DeskPage, DeskTouch},
        story::{StoryLine, StoryOf},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, log, parts, room_for, sentences};

/// Between two lines.
const BETWEEN: f32 = 8.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (skill, day, part): (&SkillId, civil::Date, usize),
) -> Option<DeskTouch> {
    let mut row = area.cut_top_by(TOUCH, GRID);
    let title = if canvas.portrait {
        area.cut_top_by(TOUCH, GRID)
    } else {
        row.cut_right_by(row.width() * 0.5, GRID)
    };
    let open = |part| DeskPage::Work(skill.clone(), day, part);
    let mut touch = log::days(ui, row, view, Some(day), |day| {
        DeskPage::Work(skill.clone(), day, 0)
    });
    touch = touch.or(which(ui, title, view, skill, day));
    let foot = area.cut_bottom_by(TOUCH, GRID);
    // Until the answer has come, nothing is claimed.
    let Some(lines) = desk.told(&StoryOf::Skill(skill.clone(), day)) else {
        return touch;
    };
    if lines.is_empty() {
        let style = Style::regular(size::TEXT).quiet().centered();
        text::label_unsaid(ui, area, &view.say.text("desk-work-none"), &style);
        return touch;
    }
    let rows = room_for(area, TOUCH, BETWEEN);
    let columns = if canvas.portrait || lines.len() <= rows {
        1
    } else {
        2
    };
    let all = lines.len().div_ceil(rows * columns);
    let part = part.min(all - 1);
    let mut few = lines.iter().skip(part * rows * columns);
    for mut column in area.grid_by(columns, 1, GRID) {
        for line in few.by_ref().take(rows) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            touch = touch.or(show_line(ui, place, view, (line, lines)));
        }
    }
    touch.or(parts(ui, foot, view, part, all, open))
}

/// The skill, which is also the way to choose another.
fn which(
    ui: &Ui,
    row: Rect,
    view: &View<'_>,
    skill: &SkillId,
    day: civil::Date,
) -> Option<DeskTouch> {
    let known = view.ctx.pack.skill(skill);
    let face = known.map(|skill| Face::Picture(&skill.picture));
    let name = sentences::skill_name(view, skill);
    let mut row = row;
    let words = view.say.text("desk-log");
    let width = widgets::chip_width(ui, &words);
    let back = widgets::chip(ui, row.cut_right_by(width, GRID), &words);
    let other = dense::row_button(ui, row, face, name, RowLook::Chosen, &[]);
    if back {
        return Some(DeskTouch::Open(log::of_day(day)));
    }
    other.then_some(DeskTouch::Open(DeskPage::WhichSkill(day)))
}

/// When, who and what; a touch opens the child.
fn show_line(
    ui: &Ui,
    place: Rect,
    view: &View<'_>,
    (line, story): (&StoryLine, &[StoryLine]),
) -> Option<DeskTouch> {
    let student = line.event.student()?;
    let card = view.ctx.records.card(&student);
    let name = card.map_or(student.as_str(), |card| card.first_name.as_str());
    let mut what = sentences::of(view, &line.event, story);
    if line.withdrawn {
        what = view.say.with("desk-told-withdrawn", &[("what", &what)]);
    }
    let words = format!("{} · {name} · {what}", line.at.strftime("%H:%M"));
    let face = card.map(|card| Face::Emoji(&card.picture));
    dense::row_button(ui, place, face, &words, RowLook::Plain, &[])
        .then_some(DeskTouch::Open(DeskPage::Child(student)))
}

/// Choosing the skill.
pub(super) fn choose(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    day: civil::Date,
) -> Option<DeskTouch> {
    let style = Style::bold(size::NAME);
    let words = view.say.text("desk-which-skill");
    text::heading(ui, area.cut_top_by(TOUCH, GRID), &words, &style);
    let skills = &view.ctx.pack.skills;
    let least = if canvas.portrait { 2 } else { 3 };
    let columns = skills.len().div_ceil(room_for(area, TOUCH, BETWEEN));
    let columns = columns.max(least);
    let rows = skills.len().div_ceil(columns);
    let mut touch = None;
    let mut skills = skills.iter();
    for mut column in area.grid_by(columns, 1, BETWEEN) {
        for skill in skills.by_ref().take(rows) {
            let place = column.cut_top_by(TOUCH, BETWEEN);
            let face = Some(Face::Picture(&skill.picture));
            let name = view.pack_text(&skill.name);
            if dense::row_button(ui, place, face, name, RowLook::Plain, &[]) {
                touch = Some(DeskTouch::Open(DeskPage::Work(skill.id.clone(), day, 0)));
            }
        }
    }
    touch
}
