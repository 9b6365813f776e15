//! Requests: who is ready to show what they know, skill by skill, and finished tasks to look at.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        board::{self, Finished, Request, Requests},
        ids::StudentId,
        kiosk::{DeskDid, DeskPage, DeskTouch, PrintPage, PrintWhat},
        pack::{Skill, StudentCard},
        print_list::{self, ToPrint},
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::Cut,
        pictures,
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets::{self, Face},
    },
};

use super::{super::View, parts, room_for};

/// From so many children with the same skill on, a seminar is the shorter way.
const SEMINAR: usize = 3;

/// A line of the list.
enum Line<'a> {
    Skill(&'a Requests<'a>),
    Request(&'a Skill, &'a Request<'a>),
    TasksToSee(usize),
    Finished(&'a Finished<'a>),
    ToPrint(usize),
    Print(&'a ToPrint<'a>),
}

pub(super) fn show(ui: &Ui, mut area: Rect, view: &View<'_>, part: usize) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let requests = board::requests(ctx.pack, ctx.records, ctx.moment.wall.datetime());
    let finished = board::finished(ctx.pack, ctx.records);
    let to_print = print_list::to_print(ctx.pack, ctx.records);
    let mut lines = Vec::new();
    for one in &requests {
        lines.push(Line::Skill(one));
        lines.extend(
            one.children
                .iter()
                .map(|child| Line::Request(one.skill, child)),
        );
    }
    if !finished.is_empty() {
        lines.push(Line::TasksToSee(finished.len()));
        lines.extend(finished.iter().map(Line::Finished));
    }
    if !to_print.is_empty() {
        lines.push(Line::ToPrint(to_print.len()));
        lines.extend(to_print.iter().map(Line::Print));
    }
    if lines.is_empty() {
        return nothing(ui, area, view);
    }
    let mut foot = None;
    let mut room = room_for(area, TOUCH, GRID / 2.0);
    if lines.len() > room {
        foot = Some(area.cut_bottom_by(TOUCH, GRID));
        room = room_for(area, TOUCH, GRID / 2.0);
    }
    let pages = pages(&lines, room);
    let all = pages.len();
    let part = part.min(all - 1);
    let mut touch = None;
    for line in pages.into_iter().nth(part).unwrap_or_default() {
        let place = area.cut_top_by(TOUCH, GRID / 2.0);
        touch = touch.or(show_line(ui, place, view, line));
    }
    touch.or(foot.and_then(|row| parts(ui, row, view, part, all, DeskPage::Requests)))
}

/// The lines of each part; what they are about never stands alone at the end of one.
fn pages<'l, 'a>(lines: &'l [Line<'a>], room: usize) -> Vec<&'l [Line<'a>]> {
    let mut pages = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let mut count = room.min(rest.len());
        let heads = |line: &Line<'_>| {
            matches!(
                line,
                Line::Skill(_) | Line::TasksToSee(_) | Line::ToPrint(_)
            )
        };
        while count > 1 && count < rest.len() && rest.get(count - 1).is_some_and(heads) {
            count -= 1;
        }
        let (page, after) = rest.split_at(count);
        pages.push(page);
        rest = after;
    }
    pages
}

/// Nobody waits.
fn nothing(ui: &Ui, area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let (upper, lower) = area.split_top_bottom_at_fraction(0.55);
    let side = upper.size().min_elem().min(280.0);
    Art::AllSet.paint(ui, upper.middle(eframe::egui::vec2(side, side)));
    let style = Style::regular(size::NAME).centered().rows(2).top();
    text::label_unsaid(ui, lower, &view.say.text("desk-nobody-waits"), &style);
    None
}

fn show_line(ui: &Ui, mut place: Rect, view: &View<'_>, line: &Line<'_>) -> Option<DeskTouch> {
    match line {
        Line::Skill(requests) => {
            let skill = requests.skill;
            let picture = place.cut_left_by(44.0, GRID);
            pictures::paint(
                ui,
                picture.middle(eframe::egui::vec2(44.0, 44.0)),
                &skill.picture,
            );
            let count = requests.children.len();
            let name = view.pack_text(&skill.name);
            let key = if count >= SEMINAR {
                "desk-make-seminar"
            } else {
                "desk-waiting-for"
            };
            let words = view.say.count(key, count, &[("skill", name)]);
            text::label_unsaid(ui, place, &words, &Style::bold(size::SMALL));
            None
        }
        Line::Request(skill, child) => {
            let today = view.ctx.moment.wall.date();
            let days = view.ctx.pack.school_days_between(child.since, today);
            let waits = view.say.count("desk-waits", days, &[]);
            let done = view.say.count("desk-tasks-done", child.finished, &[]);
            let words = format!("{} · {waits} · {done}", child.card.first_name);
            let level = child.own.and_then(|level| view.ctx.pack.levels.get(level));
            let mark = level.map(Face::Level);
            let named = level.map(|level| {
                let level = view.pack_text(&level.name);
                let names = [("waits", words.as_str()), ("said", level)];
                view.say.with("desk-waits-said", &names)
            });
            let named = named.as_ref().unwrap_or(&words);
            let face = Some(Face::Emoji(&child.card.picture));
            let look = RowLook::Plain;
            let page = DeskPage::Skill(child.student.clone(), skill.id.clone(), None);
            dense::named_row(ui, place, (&words, named), face, look, mark.as_slice())
                .then_some(DeskTouch::Open(page))
        }
        Line::TasksToSee(count) => {
            let words = view.say.count("desk-tasks-to-see", *count, &[]);
            title(ui, place, view, (&words, "desk-see-all")).then_some(DeskTouch::AllSeen)
        }
        Line::ToPrint(count) => to_print(ui, place, view, *count),
        Line::Finished(finished) => {
            let task = view.pack_text(&finished.task.name);
            let words = format!("{} · {task}", finished.card.first_name);
            let did = DeskDid::Approved(finished.task.id.clone());
            let of = (finished.student, finished.card);
            settle(ui, place, view, of, (&words, None), ("desk-seen", did))
        }
        Line::Print(badge) => {
            let (level, skill) = (&badge.level, badge.skill);
            let names = [
                ("name", badge.card.first_name.as_str()),
                ("level", view.pack_text(&level.name)),
                ("skill", view.pack_text(&skill.name)),
            ];
            let words = view.say.with("desk-print-line", &names);
            let did = DeskDid::Printed(skill.id.clone(), level.id.clone());
            let of = (badge.student, badge.card);
            let mark = Some(Face::Level(level));
            settle(ui, place, view, of, (&words, mark), ("desk-printed", did))
        }
    }
}

/// How many level badges there are to print, and the ways to say that they are.
fn to_print(ui: &Ui, mut place: Rect, view: &View<'_>, count: usize) -> Option<DeskTouch> {
    let words = view.say.count("desk-to-print", count, &[]);
    let print = view.say.text("desk-press-short");
    let button = place.cut_left_by(widgets::chip_width(ui, &print), GRID);
    let named = format!("{print}: {words}");
    let prints = widgets::named_chip(ui, button, (&print, &named));
    let all = title(ui, place, view, (&words, "desk-print-all"));
    let page = DeskPage::Print(PrintPage::How(PrintWhat::Levels));
    let print = prints.then_some(DeskTouch::Open(page));
    print.or(all.then_some(DeskTouch::AllPrinted))
}

/// What the lines below are about, and a button for all of them.
fn title(ui: &Ui, mut place: Rect, view: &View<'_>, (words, all): (&str, &str)) -> bool {
    let all = view.say.text(all);
    let button = place.cut_right_by(widgets::chip_width(ui, &all), GRID);
    text::label_unsaid(ui, place, words, &Style::bold(size::SMALL).rows(2));
    widgets::chip(ui, button, &all)
}

/// Something of a child that one touch settles; the child's page is behind the rest of the line.
fn settle(
    ui: &Ui,
    mut place: Rect,
    view: &View<'_>,
    (student, card): (&StudentId, &StudentCard),
    (words, mark): (&str, Option<Face<'_>>),
    (key, did): (&str, DeskDid),
) -> Option<DeskTouch> {
    let settled = view.say.text(key);
    let button = place.cut_right_by(widgets::chip_width(ui, &settled), GRID);
    let face = Some(Face::Emoji(&card.picture));
    let look = RowLook::Plain;
    let opens = dense::row_button(ui, place, face, words, look, mark.as_slice());
    let named = format!("{settled}: {words}");
    let settles = widgets::named_chip(ui, button, (&settled, &named));
    let open = opens.then(|| DeskTouch::Open(DeskPage::Child(student.clone())));
    open.or(settles.then(|| DeskTouch::Do(student.clone(), did)))
}
