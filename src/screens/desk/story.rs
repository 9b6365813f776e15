//! A child's story: everything that was recorded about them, the newest first, in plain sentences,
//! with when and where and by whom.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        event::Actor,
        ids::StudentId,
        kiosk::{Desk, DeskPage, DeskTouch},
        log::LogFilter,
        story::{STORY_LINES, StoryLine},
    },
    look::{
        dense::{self, Told},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, TOUCH, size},
        widgets,
    },
};

use super::{super::View, child, parts, room_for, sentences};

/// The height of a line, and of one that stands on two.
const LINE: [f32; 2] = [36.0, 66.0];
/// Between two lines.
const BETWEEN: f32 = 3.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (student, part): (&StudentId, usize),
) -> Option<DeskTouch> {
    let mut touch = child::head(ui, canvas, &mut area, view, &desk.page);
    let mut foot = area.cut_bottom_by(TOUCH, GRID);
    let check_ins = view.say.text("desk-log");
    let width = widgets::chip_width(ui, &check_ins);
    if widgets::chip(ui, foot.cut_left(width), &check_ins) {
        let filter = LogFilter {
            student: Some(student.clone()),
            ..LogFilter::default()
        };
        touch = Some(DeskTouch::Open(DeskPage::Log(filter, 0)));
    }
    // Until the answer has come, nothing is claimed.
    let Some(lines) = desk.story_of(student) else {
        return touch;
    };
    if lines.is_empty() {
        let style = Style::regular(size::TEXT).quiet().centered();
        text::label_unsaid(ui, area, &view.say.text("desk-nothing-yet"), &style);
        return touch;
    }
    let narrow = canvas.portrait || canvas.small;
    let high = if narrow { LINE[1] } else { LINE[0] };
    let rows = room_for(area, high, BETWEEN);
    let all = lines.len().div_ceil(rows);
    let part = part.min(all - 1);
    if part + 1 == all && lines.len() >= STORY_LINES {
        let more = area.cut_bottom_by(36.0, BETWEEN);
        let quiet = Style::regular(size::SMALL).quiet().centered();
        text::label_unsaid(ui, more, &view.say.text("desk-story-older"), &quiet);
    }
    let mut day = None;
    for line in lines.iter().skip(part * rows).take(rows) {
        let place = area.cut_top_by(high, BETWEEN);
        let is_new = day.replace(line.at.date()) != Some(line.at.date());
        show_line(ui, place, view, (line, lines), is_new, narrow);
    }
    let open = |part| DeskPage::Story(student.clone(), part);
    touch.or(parts(ui, foot, view, part, all, open))
}

fn show_line(
    ui: &Ui,
    place: Rect,
    view: &View<'_>,
    (line, story): (&StoryLine, &[StoryLine]),
    first_of_day: bool,
    narrow: bool,
) {
    let day = view.say.date("desk-day", line.at.date());
    let unsure = if line.time_unsure { "?" } else { "" };
    let time = format!("{}{unsure}", line.at.strftime("%H:%M"));
    let mut what = sentences::of(view, &line.event, story);
    if line.withdrawn {
        what = view.say.with("desk-told-withdrawn", &[("what", &what)]);
    }
    let told = Told {
        day: &day,
        first_of_day,
        time: &time,
        face: sentences::face(view, &line.event),
        what: &what,
        by: &by(view, line),
        quiet: line.withdrawn,
    };
    dense::told(ui, place, &told, narrow);
}

/// Who wrote it down, and on which tablet.
fn by(view: &View<'_>, line: &StoryLine) -> String {
    let who = who(view, &line.actor);
    let tablet = if line.here {
        view.ctx.pack.tablet.name.clone()
    } else {
        // Another tablet is known by its letters alone; four of them tell it apart in a class.
        let letters: String = line.stamp.tablet().as_str().chars().take(4).collect();
        view.say.with("desk-other-tablet", &[("tablet", &letters)])
    };
    format!("{who} · {tablet}")
}

/// Who did something, as a teacher calls them.
pub(super) fn who(view: &View<'_>, actor: &Actor) -> String {
    match actor {
        Actor::Student(student) => {
            let card = view.ctx.records.student(student);
            let card = card.and_then(|record| record.card.get());
            card.map_or_else(|| student.to_string(), |card| card.first_name.clone())
        }
        Actor::Teacher(teacher) => teacher.to_string(),
        Actor::Substitute => view.say.text("desk-by-substitute"),
        Actor::Tablet => view.say.text("desk-by-itself"),
        Actor::CommandLine => view.say.text("desk-by-command"),
    }
}
