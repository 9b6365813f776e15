//! The class by skill, and the lists of children who wait for attention: who has not moved, and whom
//! no teacher has met.

use eframe::egui::{Rect, Role, Ui, vec2};

use crate::{
    domain::{
        board,
        coverage::{self, QUIET_DAYS, Quiet, SkillCoverage, UnitCoverage, UnitTime},
        health::State,
        kiosk::{ClassList, DeskPage, DeskTouch},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        levels::{self, Ink},
        pictures, signs,
        text::{self, Style},
        theme::{self, GRID, NEAR, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, Rows, nothing_to_do, parts, room_for};

/// Between two rows.
const BETWEEN: f32 = 8.0;

/// The ways to look at the class; `here` is the one that is shown, its first part.
pub(super) fn switch(ui: &Ui, row: Rect, view: &View<'_>, here: &DeskPage) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let today = ctx.moment.wall.date();
    let still = coverage::not_moved(ctx.pack, ctx.records, today, QUIET_DAYS).len();
    let unmet = coverage::not_met(ctx.pack, ctx.records, today, QUIET_DAYS).len();
    let with = |key: &str, count: usize| match count {
        0 => view.say.text(key),
        count => format!("{} · {count}", view.say.text(key)),
    };
    let children = board::by_first_name(ctx.records).len();
    let list = |list| DeskPage::ClassList(list, 0);
    let ways = [
        (DeskPage::Class(0), view.say.text("desk-grid")),
        (list(ClassList::Skills), view.say.text("desk-skills")),
        (list(ClassList::NotMoved), with("desk-not-moved", still)),
        (list(ClassList::NotMet), with("desk-not-met", unmet)),
        (DeskPage::Children(0), with("desk-roster", children)),
        (DeskPage::ClassBadges, view.say.text("desk-badges")),
    ];
    let mut touch = None;
    for (place, (way, words)) in row.grid_by(ways.len(), 1, BETWEEN).into_iter().zip(ways) {
        let look = if way == *here {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::row_button(ui, place, None, &words, look, &[]) {
            touch = Some(DeskTouch::Open(way));
        }
    }
    touch
}

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    list: ClassList,
    part: usize,
) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let here = DeskPage::ClassList(list, 0);
    let touch = switch(ui, area.cut_top_by(TOUCH, GRID), view, &here);
    let today = ctx.moment.wall.date();
    let asked = match list {
        ClassList::Skills => show_skills(ui, area, view, part),
        ClassList::NotMoved => {
            let children = coverage::not_moved(ctx.pack, ctx.records, today, QUIET_DAYS);
            let keys = ["desk-all-moved", "desk-still", "desk-never-moved"];
            show_children(ui, canvas, area, view, list, &children, keys, part)
        }
        ClassList::NotMet => {
            let children = coverage::not_met(ctx.pack, ctx.records, today, QUIET_DAYS);
            let keys = ["desk-all-met", "desk-unmet", "desk-never-met"];
            show_children(ui, canvas, area, view, list, &children, keys, part)
        }
    };
    touch.or(asked)
}

/// A row of the skills.
enum Row<'a> {
    Unit(&'a UnitCoverage<'a>),
    Skill(&'a SkillCoverage<'a>),
}

/// How high a skill is.
const SKILL: f32 = 62.0;

fn show_skills(ui: &Ui, mut area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let now = ctx.moment.wall.datetime();
    let units = coverage::units(ctx.pack, ctx.records, now.date());
    let skills = coverage::skills(ctx.pack, ctx.records, now);
    let mut rows = Vec::new();
    for unit in &units {
        let own = skills
            .iter()
            .filter(|skill| skill.skill.unit == unit.unit.id);
        let own: Vec<_> = own.map(Row::Skill).collect();
        if !own.is_empty() {
            rows.push(Row::Unit(unit));
            rows.extend(own);
        }
    }
    let mut foot = None;
    let mut room = room_for(area, SKILL, BETWEEN);
    if rows.len() > room {
        foot = Some(area.cut_bottom_by(TOUCH, NEAR));
        room = room_for(area, SKILL, BETWEEN);
    }
    let pages = pages(&rows, room);
    let all = pages.len().max(1);
    let part = part.min(all - 1);
    for row in pages.into_iter().nth(part).unwrap_or_default() {
        let place = area.cut_top_by(SKILL, BETWEEN);
        match row {
            Row::Unit(unit) => show_unit(ui, place, view, unit),
            Row::Skill(skill) => show_skill(ui, place, view, skill),
        }
    }
    let page = |part| DeskPage::ClassList(ClassList::Skills, part);
    foot.and_then(|row| parts(ui, row, view, part, all, page))
}

/// The rows of each part; a unit never stands alone at the end of one.
fn pages<'r, 'a>(rows: &'r [Row<'a>], room: usize) -> Vec<&'r [Row<'a>]> {
    let mut pages = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut count = room.min(rest.len());
        let is_unit = |at: usize| matches!(rest.get(at), Some(Row::Unit(_)));
        if count > 1 && count < rest.len() && is_unit(count - 1) {
            count -= 1;
        }
        let (page, after) = rest.split_at(count);
        pages.push(page);
        rest = after;
    }
    pages
}

/// A unit, where its time stands, and how much of it has evidence.
fn show_unit(ui: &Ui, place: Rect, view: &View<'_>, unit: &UnitCoverage<'_>) {
    let say = view.say;
    let of = unit.skills.to_string();
    let covered = say.count("desk-unit-evidence", unit.with_evidence, &[("of", &of)]);
    let time = unit.time.map(|time| match time {
        UnitTime::From(day) => say.with("desk-unit-from", &[("day", &say.date("desk-day", day))]),
        UnitTime::Until(day) => say.with("desk-unit-until", &[("day", &say.date("desk-day", day))]),
        UnitTime::Week(week, weeks) => say.with(
            "desk-unit-week",
            &[("week", &week.to_string()), ("weeks", &weeks.to_string())],
        ),
    });
    let name = view.pack_text(&unit.unit.name).to_owned();
    let words: Vec<_> = [Some(name), time, Some(covered)]
        .into_iter()
        .flatten()
        .collect();
    let style = Style::bold(size::SMALL).bottom();
    text::label_unsaid(ui, place, &words.join(" · "), &style);
    let line = (1.0, theme::HAIRLINE);
    ui.painter()
        .hline(place.x_range(), place.max.y + BETWEEN / 2.0, line);
}

/// A skill: who has evidence, and how many stand at each level.
fn show_skill(ui: &Ui, place: Rect, view: &View<'_>, coverage: &SkillCoverage<'_>) {
    let skill = coverage.skill;
    let (pack, say) = (view.ctx.pack, view.say);
    let name = view.pack_text(&skill.name);
    let of = coverage.children.to_string();
    let begins = skill.starts > view.ctx.moment.wall.date();
    let evidence = match coverage.evidence {
        0 if begins => say.with(
            "desk-begins",
            &[("day", &say.date("desk-day", skill.starts))],
        ),
        0 => say.text("desk-no-evidence"),
        count => say.count("desk-evidence", count, &[("of", &of)]),
    };
    let at = pack.levels.iter().zip(&coverage.at);
    let at = at.filter(|(_, count)| **count > 0);
    let at = at.map(|(level, count)| format!("{} {count}", view.pack_text(&level.name)));
    let at: Vec<_> = at.collect();
    let heard = [&[format!("{name}: {evidence}")], at.as_slice()].concat();
    widgets::name(ui, place, Role::Label, &heard.join(", "));

    let mut row = place;
    let picture = row.cut_left_by(48.0, GRID);
    pictures::paint(ui, picture.middle(vec2(46.0, 46.0)), &skill.picture);
    let bars = row.cut_right_by(row.width() * 0.44, NEAR);
    let (upper, mut lower) = row.split_top_bottom_at_fraction(0.5);
    let words = format!("{name} · {}", skill.standard);
    text::paint(ui, upper, &words, &Style::regular(size::SMALL));
    if coverage.evidence == 0 && !begins {
        let sign = lower.cut_left_by(30.0, 8.0);
        signs::paint(ui, sign.middle(vec2(28.0, 28.0)), State::LookAt);
    }
    text::paint(ui, lower, &evidence, &Style::regular(size::SMALL).quiet());
    for ((place, level), count) in bars
        .grid_by(pack.levels.len(), 1, BETWEEN)
        .into_iter()
        .zip(&pack.levels)
        .zip(&coverage.at)
    {
        show_level(ui, place, level, *count, coverage.children);
    }
}

/// The badge of a level, how many stand there, and a bar that is as long as their part of the class.
fn show_level(
    ui: &Ui,
    mut place: Rect,
    level: &crate::domain::pack::Level,
    count: usize,
    of: usize,
) {
    let bar = place.cut_bottom_by(12.0, 4.0);
    let side = (place.width() * 0.5).min(42.0);
    let badge = place.cut_left_by(side, side * 0.15);
    let ink = if count > 0 { Ink::Full } else { Ink::Faded };
    levels::paint(ui, badge.middle(vec2(side, side)), level, ink);
    let style = Style::bold(size::SMALL);
    let style = if count > 0 { style } else { style.quiet() };
    text::paint(ui, place, &count.to_string(), &style);
    #[expect(clippy::cast_precision_loss, reason = "children of a class")]
    let share = count as f32 / of.max(1) as f32;
    let mut full = bar;
    full.set_width(bar.width() * share);
    ui.painter().rect_filled(bar, 6.0, theme::FADED);
    ui.painter().rect_filled(full, 6.0, levels::color(level));
}

/// Children, the longest first. `keys`: nobody is on the list, since so many days, and never.
#[expect(clippy::too_many_arguments, reason = "the parts of one page")]
fn show_children(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    list: ClassList,
    children: &[Quiet<'_>],
    [none, since, never]: [&str; 3],
    part: usize,
) -> Option<DeskTouch> {
    if children.is_empty() {
        nothing_to_do(ui, area, &view.say.count(none, QUIET_DAYS, &[]));
        return None;
    }
    // The strip of what was done takes a row; for that the list does not change its columns.
    let strip = view.kiosk.desk().is_some_and(|desk| !desk.done.is_empty());
    let down = room_for(area, TOUCH, BETWEEN) + usize::from(strip);
    let few = canvas.portrait || children.len() <= down;
    let rows = Rows {
        columns: if few { 1 } else { 2 },
        height: TOUCH,
        between: BETWEEN,
        beside: NEAR,
    };
    let page = (part, |part| DeskPage::ClassList(list, part));
    rows.show(ui, area, view, children, page, |place, child| {
        let name = [("name", child.card.first_name.as_str())];
        let (key, look) = if child.never {
            (never, RowLook::Sunny)
        } else {
            (since, RowLook::Plain)
        };
        let words = view.say.count(key, child.days, &name);
        let face = Some(Face::Emoji(&child.card.picture));
        let open = DeskTouch::Open(DeskPage::Child(child.student.clone()));
        dense::row_button(ui, place, face, &words, look, &[]).then_some(open)
    })
}
