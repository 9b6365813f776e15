//! The teacher's pages, one file each. They are denser than a child's: many things on one page, each
//! at least 10 mm, answering at a glance and acting in one touch. What was done can be undone from
//! the strip at the foot of every page.

mod badges;
mod card;
mod child;
mod class;
mod class_lists;
mod conferences;
mod dissents;
mod facts;
mod goals;
mod link;
mod log;
mod now;
mod pack;
mod pin;
mod plot;
mod requests;
mod roster;
mod sentences;
mod skill;
mod story;
mod tablet;
mod whereabouts;
mod words;

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        board,
        kiosk::{Desk, DeskDid, DeskDone, DeskPage, DeskTouch},
        log::LogFilter,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::View;

/// Draws the page that a teacher looks at, and returns what was asked for.
pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    if let DeskPage::Pin(pad) = &desk.page {
        return pin::show(ui, canvas, view, desk, pad);
    }
    let mut area = canvas.area;
    let mut touch = tabs(ui, area.cut_top_by(TOUCH, GRID), view, desk);
    if let Some(done) = desk.done.last() {
        touch = touch.or(undo_strip(ui, area.cut_bottom_by(TOUCH, GRID), view, done));
    }
    let asked = match &desk.page {
        DeskPage::Pin(_) => None,
        DeskPage::Now => now::show(ui, canvas, area, view),
        DeskPage::Place(station) => now::one_place(ui, canvas, area, view, station.as_ref()),
        DeskPage::Log(filter, part) => log::show(ui, canvas, area, view, desk, filter, *part),
        DeskPage::Requests(part) => requests::show(ui, area, view, *part),
        DeskPage::Class(part) => class::show(ui, canvas, area, view, *part),
        DeskPage::Child(student) => child::show(ui, canvas, area, view, desk, student),
        DeskPage::Story(student, part) => {
            story::show(ui, canvas, area, view, desk, (student, *part))
        }
        DeskPage::Goals(student) => goals::show(ui, canvas, area, view, desk, student),
        DeskPage::Goal(student, skill, level) => {
            goals::choose(ui, canvas, area, view, (student, skill, level.as_ref()))
        }
        DeskPage::Badges(student, asked) => {
            badges::show(ui, canvas, area, view, desk, (student, asked.as_ref()))
        }
        DeskPage::Plot(student, skill) => {
            plot::show(ui, canvas, area, view, desk, (student, skill))
        }
        DeskPage::Conferences(part) => conferences::show(ui, canvas, area, view, *part),
        DeskPage::Skill(student, id, score) => {
            skill::show(ui, canvas, area, view, (student, id, *score))
        }
        DeskPage::Words(student) => words::show(ui, canvas, area, view, student),
        DeskPage::Link(student) => link::show(ui, canvas, area, view, student),
        DeskPage::ClassList(list, part) => class_lists::show(ui, canvas, area, view, *list, *part),
        DeskPage::Dissents(part) => dissents::show(ui, canvas, area, view, *part),
        DeskPage::Tablet => tablet::show(ui, canvas, area, view, desk),
        DeskPage::PackProblems => pack::show(ui, canvas, area, view, desk),
        DeskPage::Rosters(part) => roster::show_found(ui, canvas, area, view, desk, *part),
        DeskPage::Roster(part) => roster::show(ui, canvas, area, view, desk, *part),
        DeskPage::Where(student) => whereabouts::show(ui, canvas, area, view, student),
        DeskPage::NewCard(card) => card::show(ui, canvas, area, view, card),
    };
    touch.or(asked)
}

/// The way to every page, and out.
fn tabs(ui: &Ui, row: Rect, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let now = ctx.moment.wall.datetime();
    let requests = match board::waiting(ctx.records) {
        0 => view.say.text("desk-requests"),
        100.. => format!("{} · 99+", view.say.text("desk-requests")),
        waiting => format!("{} · {waiting}", view.say.text("desk-requests")),
    };
    let today = LogFilter {
        day: Some(now.date()),
        ..LogFilter::default()
    };
    let tabs = [
        (view.say.text("desk-now"), DeskPage::Now),
        (requests, DeskPage::Requests(0)),
        (view.say.text("desk-log"), DeskPage::Log(today, 0)),
        (view.say.text("desk-class"), DeskPage::Class(0)),
        (view.say.text("desk-tablet"), DeskPage::Tablet),
    ];
    let mut places = row.grid_by(tabs.len() + 1, 1, GRID / 2.0).into_iter();
    let last = places.next_back();
    let mut touch = None;
    let tabs = tabs.into_iter().filter(|(_, page)| desk.may(page));
    for ((words, page), place) in tabs.zip(places.by_ref()) {
        let here = std::mem::discriminant(&page) == std::mem::discriminant(tab_of(&desk.page));
        let look = if here {
            RowLook::Chosen
        } else {
            RowLook::Plain
        };
        if dense::row_button(ui, place, None, &words, look, &[]) {
            touch = Some(DeskTouch::Open(page));
        }
    }
    if let Some(rest) = places.reduce(Rect::union) {
        // Where fewer pages are to be seen, why.
        let words = view.say.text("desk-you-substitute");
        let style = Style::regular(size::SMALL).quiet().centered().rows(2);
        text::label_unsaid(ui, rest, &words, &style);
    }
    let lock = view.say.text("desk-lock");
    let locks =
        last.is_some_and(|place| dense::row_button(ui, place, None, &lock, RowLook::Sunny, &[]));
    touch.or(locks.then_some(DeskTouch::Lock))
}

/// The page whose tab leads to this one.
fn tab_of(page: &DeskPage) -> &DeskPage {
    match page {
        DeskPage::ClassList(..) => &DeskPage::Class(0),
        DeskPage::Dissents(_) => &DeskPage::Now,
        DeskPage::PackProblems
        | DeskPage::Rosters(_)
        | DeskPage::Roster(_)
        | DeskPage::NewCard(_) => &DeskPage::Tablet,
        page => page,
    }
}

/// What was done last, and the way back.
fn undo_strip(ui: &Ui, mut row: Rect, view: &View<'_>, done: &DeskDone) -> Option<DeskTouch> {
    let pack = view.ctx.pack;
    let undo = view.say.text("desk-undo");
    let width = widgets::chip_width(ui, &undo);
    let place = row.cut_right_by(width, NEAR);
    let whose = done.entries.first();
    let card = whose.and_then(|(student, _)| view.ctx.records.student(student)?.card.get());
    let what = match &done.what {
        DeskDid::Found(skill, level, _) | DeskDid::Decided(skill, level) => {
            let (_, level) = pack.level(level)?;
            let skill = pack.skill(skill)?;
            let level = view.pack_text(&level.name);
            let skill = view.pack_text(&skill.name);
            view.say
                .with("desk-did-award", &[("level", level), ("skill", skill)])
        }
        DeskDid::TookBack(skill) => {
            let skill = view.pack_text(&pack.skill(skill)?.name);
            view.say.with("desk-did-take-back", &[("skill", skill)])
        }
        DeskDid::Moved(station) => {
            let station = view.pack_text(&pack.station(station)?.name);
            view.say.with("desk-did-move", &[("station", station)])
        }
        DeskDid::CheckedOut => view.say.text("desk-did-check-out"),
        DeskDid::LeftWords => view.say.text("desk-did-leave-words"),
        DeskDid::Approved(_) => view.say.text("desk-did-approve"),
        DeskDid::Linked(_) => view.say.text("desk-did-link"),
        DeskDid::OwnBadge(_) => view.say.text("desk-did-own-badge"),
        DeskDid::Substitute(_) => view.say.text("desk-did-substitute"),
        DeskDid::GoalSet(skill, _, by) => {
            let by = view.say.date("desk-day", *by);
            let skill = sentences::skill_name(view, skill);
            let names = [("skill", skill), ("by", &by)];
            view.say.with("desk-did-goal", &names)
        }
        DeskDid::GoalMet(skill) => {
            let skill = sentences::skill_name(view, skill);
            view.say.with("desk-told-goal-met", &[("skill", skill)])
        }
        DeskDid::Talked => view.say.text("desk-told-talked"),
        // There is no way back from it.
        DeskDid::Lost(_) => return None,
        DeskDid::TookOver => view
            .say
            .count("desk-did-take-over", done.entries.len(), &[]),
        DeskDid::AllSeen => view.say.count("desk-did-see-all", done.entries.len(), &[]),
        DeskDid::AllHere(station) => {
            let station = view.pack_text(&pack.station(station)?.name);
            let count = done.entries.len();
            view.say
                .count("desk-did-all-here", count, &[("station", station)])
        }
    };
    let words = match (&done.what, card) {
        (DeskDid::AllHere(_) | DeskDid::AllSeen | DeskDid::TookOver, _) | (_, None) => what,
        (_, Some(card)) => format!("{}: {what}", card.first_name),
    };
    widgets::sunny_card(ui, row);
    let place_of_words = row.shrink(GRID / 2.0);
    let style = Style::regular(size::SMALL).centered();
    text::notice(ui, place_of_words, &words, &style);
    widgets::chip(ui, place, &undo).then_some(DeskTouch::Undo)
}

/// The row at the foot of a list that has more parts than one.
fn parts(
    ui: &Ui,
    mut row: Rect,
    view: &View<'_>,
    part: usize,
    parts: usize,
    open: impl Fn(usize) -> DeskPage,
) -> Option<DeskTouch> {
    if parts < 2 {
        return None;
    }
    let (back, on) = (view.say.text("desk-before"), view.say.text("desk-more"));
    let width = widgets::chip_width(ui, &back).max(widgets::chip_width(ui, &on));
    let (left, right) = (row.cut_left(width), row.cut_right(width));
    let of = (part + 1).to_string();
    let all = parts.to_string();
    let words = view
        .say
        .with("desk-part", &[("part", &of), ("parts", &all)]);
    text::label_unsaid(
        ui,
        row,
        &words,
        &Style::regular(size::SMALL).quiet().centered(),
    );
    let before = widgets::chip(ui, left, &back).then(|| (part + parts - 1) % parts);
    let after = widgets::chip(ui, right, &on).then(|| (part + 1) % parts);
    before.or(after).map(|part| DeskTouch::Open(open(part)))
}

/// How many rows of the least height fit.
fn room_for(area: Rect, height: f32, gap: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen has room for a few"
    )]
    let rows = ((area.height() + gap) / (height + gap)).max(1.0) as usize;
    rows
}
