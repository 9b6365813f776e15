//! The teacher's pages, one file each. They are denser than a child's: many things on one page, each
//! at least 10 mm, answering at a glance and acting in one touch. What was done can be undone from
//! the strip at the foot of every page.

mod badges;
mod card;
mod child;
mod children;
mod class;
mod class_badges;
mod class_lists;
mod conferences;
mod dissents;
mod erase;
mod export;
mod export_child;
mod facts;
mod flagged;
mod give;
mod goals;
mod line;
mod link;
mod log;
mod mishaps;
mod now;
mod pack;
mod pin;
mod plot;
mod print;
mod print_job;
mod requests;
mod retire;
mod roster;
mod scanner;
mod secret;
mod sentences;
mod skill;
mod story;
mod student;
mod tablet;
mod tablets;
mod typing;
mod undo;
mod whereabouts;
mod words;
mod work;

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        board,
        kiosk::{Desk, DeskPage, DeskTouch, PrintPage, TabletsPage},
        log::LogFilter,
        printing::PrintJob,
    },
    look::{
        art::Art,
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets,
        words::grouped,
    },
};

use super::View;

pub(super) use export::{failed as export_failed, place as export_place};

/// Draws the page that a teacher looks at, and returns what was asked for.
pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    if let DeskPage::Pin(pad) = &desk.page {
        return pin::show(ui, canvas, view, desk, pad);
    }
    if let DeskPage::Typing(to, typed) = &desk.page {
        // The keys need the room.
        return typing::show(ui, canvas, view, to, typed);
    }
    let mut area = canvas.area;
    let mut touch = tabs(ui, area.cut_top_by(TOUCH, GRID), view, desk);
    if let Some(done) = desk.done.last() {
        touch = touch.or(undo::strip(ui, area.cut_bottom_by(TOUCH, GRID), view, done));
    } else if let Some(job) = printing_to_tell(view, desk) {
        touch = touch.or(print_job::strip(
            ui,
            area.cut_bottom_by(TOUCH, GRID),
            view,
            job,
        ));
    }
    touch.or(page(ui, canvas, area, view, desk))
}

/// The page itself, between the tabs and what was done last.
fn page(ui: &Ui, canvas: Canvas, area: Rect, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    match &desk.page {
        DeskPage::Pin(_) | DeskPage::Typing(..) => None,
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
        DeskPage::Secret(student) => secret::show(ui, canvas, area, view, student),
        DeskPage::ClassBadges => class_badges::show(ui, canvas, area, view),
        DeskPage::VoidAll(again) => class_badges::void_all(ui, canvas, area, view, *again),
        DeskPage::Flagged(part) => flagged::show(ui, canvas, area, view, *part),
        DeskPage::Plot(student, skill) => {
            plot::show(ui, canvas, area, view, desk, (student, skill))
        }
        DeskPage::Conferences(part) => conferences::show(ui, canvas, area, view, *part),
        DeskPage::Skill(student, id, score) => {
            skill::show(ui, canvas, area, view, (student, id, *score))
        }
        DeskPage::Words(student) => words::show(ui, canvas, area, view, student),
        DeskPage::Link(student) => link::show(ui, canvas, area, view, desk, student),
        DeskPage::Give(badge, part) => give::show(ui, canvas, area, view, (badge, *part)),
        DeskPage::Unknown(part) => give::unknown(ui, canvas, area, view, *part),
        DeskPage::ClassList(list, part) => class_lists::show(ui, canvas, area, view, *list, *part),
        DeskPage::Dissents(part) => dissents::show(ui, canvas, area, view, *part),
        DeskPage::Tablet => tablet::show(ui, canvas, area, view, desk),
        DeskPage::Tablets(TabletsPage::Retire) => retire::show(ui, canvas, area, view, desk),
        DeskPage::Tablets(page) => tablets::show(ui, canvas, area, view, page),
        DeskPage::Print(page) => print::show(ui, canvas, area, view, desk, page),
        DeskPage::Export => export::show(ui, canvas, area, view, desk),
        DeskPage::ExportChild(student) => export_child::show(ui, canvas, area, view, desk, student),
        DeskPage::Scanner => scanner::show(ui, canvas, area, view, desk),
        DeskPage::PackProblems => pack::show(ui, canvas, area, view, desk),
        DeskPage::Rosters(part) => roster::show_found(ui, canvas, area, view, desk, *part),
        DeskPage::Roster(part) => roster::show(ui, canvas, area, view, desk, *part),
        DeskPage::Hours(filter) => line::hours(ui, area, view, filter),
        DeskPage::WhichSkill(day) => work::choose(ui, canvas, area, view, *day),
        DeskPage::Work(skill, day, part) => {
            work::show(ui, canvas, area, view, desk, (skill, *day, *part))
        }
        DeskPage::Line(line, filter, part) => {
            line::show(ui, canvas, area, view, (line, filter, *part))
        }
        DeskPage::Children(part) => children::show(ui, canvas, area, view, *part),
        DeskPage::Card(draft) => student::show(ui, canvas, area, view, draft),
        DeskPage::Animals(draft) => student::animals(ui, area, view, draft),
        DeskPage::Leaves(student) => children::leaves(ui, canvas, area, view, student),
        DeskPage::Erase(who, again) => erase::show(ui, canvas, area, view, desk, (who, *again)),
        DeskPage::Erased(count) => erase::done(ui, canvas, area, view, *count),
        DeskPage::Where(student) => whereabouts::show(ui, canvas, area, view, student),
        DeskPage::NewCard(card) => card::show(ui, canvas, area, view, card),
    }
}

/// A print that a teacher who looks at another page should know of.
fn printing_to_tell<'a>(view: &View<'a>, desk: &Desk) -> Option<&'a PrintJob> {
    let about_it = matches!(desk.page, DeskPage::Print(_));
    let may_see = desk.may(&DeskPage::Print(PrintPage::Progress));
    let news = view.kiosk.printing().news();
    news.filter(|_| !about_it && may_see)
}

/// The way to every page, and out.
fn tabs(ui: &Ui, row: Rect, view: &View<'_>, desk: &Desk) -> Option<DeskTouch> {
    let ctx = view.ctx;
    let now = ctx.moment.wall.datetime();
    let words = view.say.text("desk-requests");
    let requests = match board::waiting_up_to(ctx.records, 100) {
        0 => words,
        100.. => format!("{words} · 99+"),
        waiting => format!("{words} · {waiting}"),
    };
    let tabs = [
        (view.say.text("desk-now"), DeskPage::Now),
        (requests, DeskPage::Requests(0)),
        (view.say.text("desk-log"), log::of_day(now.date())),
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

/// Whatever it shows, it is this tab's.
static LOG: DeskPage = DeskPage::Log(
    LogFilter {
        day: None,
        block: None,
        station: None,
        student: None,
    },
    0,
);

/// The page whose tab leads to this one.
fn tab_of(page: &DeskPage) -> &DeskPage {
    match page {
        DeskPage::ClassList(..)
        | DeskPage::Child(_)
        | DeskPage::Story(..)
        | DeskPage::Goals(_)
        | DeskPage::Goal(..)
        | DeskPage::Badges(..)
        | DeskPage::Secret(_)
        | DeskPage::Link(_)
        | DeskPage::Plot(..)
        | DeskPage::Skill(..)
        | DeskPage::Words(_)
        | DeskPage::Children(_)
        | DeskPage::Card(_)
        | DeskPage::Animals(_)
        | DeskPage::Leaves(_)
        | DeskPage::ExportChild(_)
        | DeskPage::Erase(..)
        | DeskPage::Erased(_)
        | DeskPage::ClassBadges
        | DeskPage::VoidAll(_) => &DeskPage::Class(0),
        DeskPage::Dissents(_)
        | DeskPage::Flagged(_)
        | DeskPage::Conferences(_)
        | DeskPage::Place(_)
        | DeskPage::Where(_)
        | DeskPage::Give(..)
        | DeskPage::Unknown(_) => &DeskPage::Now,
        // A day's parts and lines belong to the check-ins.
        DeskPage::Hours(_) | DeskPage::Line(..) | DeskPage::WhichSkill(_) | DeskPage::Work(..) => {
            &LOG
        }
        DeskPage::Print(_)
        | DeskPage::Scanner
        | DeskPage::Export
        | DeskPage::PackProblems
        | DeskPage::Tablets(_)
        | DeskPage::Rosters(_)
        | DeskPage::Roster(_)
        | DeskPage::NewCard(_) => &DeskPage::Tablet,
        page => page,
    }
}

/// A list with nothing on it, which is good.
fn nothing_to_do(ui: &Ui, area: Rect, words: &str) {
    let (upper, lower) = area.split_top_bottom_at_fraction(0.55);
    let side = upper.size().min_elem().min(280.0);
    Art::AllSet.paint(ui, upper.middle(vec2(side, side)));
    let style = Style::regular(size::TEXT).centered().rows(3).top();
    text::heading(ui, lower, words, &style);
}

/// How a list lies on a page: so many columns of rows of that height, with that much between two rows and
/// between two columns.
struct Rows {
    columns: usize,
    height: f32,
    between: f32,
    beside: f32,
}

impl Rows {
    /// Shows the part of `all` that is asked for, each by `one`; where there are more, the row at the foot
    /// leads there.
    fn show<T>(
        self,
        ui: &Ui,
        mut area: Rect,
        view: &View<'_>,
        all: &[T],
        (part, page): (usize, impl Fn(usize) -> DeskPage),
        mut one: impl FnMut(Rect, &T) -> Option<DeskTouch>,
    ) -> Option<DeskTouch> {
        let mut foot = None;
        let mut down = room_for(area, self.height, self.between);
        if all.len() > down * self.columns {
            foot = Some(area.cut_bottom_by(TOUCH, GRID));
            down = room_for(area, self.height, self.between);
        }
        let count = all.len().div_ceil(down * self.columns).max(1);
        let part = part.min(count - 1);
        let mut few = all.iter().skip(part * down * self.columns);
        let mut touch = None;
        for mut column in area.grid_by(self.columns, 1, self.beside) {
            for row in few.by_ref().take(down) {
                touch = touch.or(one(column.cut_top_by(self.height, self.between), row));
            }
        }
        touch.or(foot.and_then(|foot| parts(ui, foot, view, part, count, page)))
    }
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
    let left = row.cut_left(widgets::chip_width(ui, &back));
    let right = row.cut_right(widgets::chip_width(ui, &on));
    let of = grouped(part as u64 + 1);
    let all = grouped(parts as u64);
    let words = view
        .say
        .with("desk-part", &[("part", &of), ("parts", &all)]);
    let style = Style::regular(size::SMALL).quiet().centered();
    if text::width(ui, &words, &style) <= row.width() {
        text::label_unsaid(ui, row, &words, &style);
    }
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
