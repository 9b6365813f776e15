//! The trail of waymarks: one skill on Hello, all skills on *My trail*.

use eframe::egui::{Rect, Role, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::{
    domain::{
        kiosk::{Page, Touch},
        pack::Skill,
        standing::{SaidBy, Standing},
    },
    look::{
        layout::{Canvas, Cut},
        levels::{self, Ink},
        pictures,
        text::{self, Style},
        theme::{self, GRID, size},
        widgets,
    },
};

use super::{
    Here, View, back, back_row, head,
    walk::{self, Walk},
};

/// Where on its trail a skill stands, with the name of the skill.
pub(super) fn of_skill(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    here: Here<'_>,
    skill: &Skill,
) {
    let standing = here.at.standing(skill);
    let named = view.pack_text(&skill.name);
    let thinks = |at: &Standing| at.by == SaidBy::Myself && !has_thought(ui, canvas);
    let words = match &standing {
        None => format!("{named} · {}", view.say.text("not-yet")),
        Some(at) if thinks(at) => format!("{named} · {}", view.say.text("my-thinking")),
        Some(_) => named.to_owned(),
    };
    let mut quiet = Style::regular(size::TEXT).quiet();
    let mut area = area;
    let least = if here.visit.earned && canvas.portrait {
        64.0
    } else if here.visit.earned {
        48.0
    } else {
        40.0
    };
    // Where there is little room, it is the waymarks'.
    let most = if area.height() < 330.0 || here.visit.earned {
        quiet = quiet.fixed();
        least
    } else {
        (area.height() * 0.25).max(least)
    };
    let most = Rect::from_min_size(area.min, vec2(area.width() - 56.0, most));
    let height = text::height(ui, most, &words, &quiet).max(least);
    area.min.y -= canvas.either(0.0, GRID);
    // The rays of the wreath keep off the words.
    let gap = if here.visit.earned { 3.0 } else { 1.0 } * GRID;
    let mut name = area.cut_top_by(height, canvas.either(gap, 4.0));
    let picture = name.cut_left_by(40.0, GRID);
    pictures::paint(ui, picture.middle(vec2(40.0, 40.0)), &skill.picture);
    if here.visit.earned {
        let width = text::width(ui, &words, &quiet) + 2.0;
        let mut rest = name;
        name = rest.cut_left_by(width.min(name.width() * 0.5), theme::NEAR);
        earned(ui, rest, &view.say.text("earned-it"));
    }
    text::label(ui, name, &words, &quiet);
    let came_from = if here.visit.earned {
        here.at.own_level(skill)
    } else {
        standing.as_ref().map(|at| at.level)
    };
    let walk = Walk {
        came_from,
        standing: standing.as_ref(),
        earned: here.visit.earned,
    };
    waymarks(ui, canvas, area, view, here, &walk);
}

/// Whether there is room for what the child thinks below the waymark; else it stands above the trail,
/// and the waymarks have the room.
fn has_thought(ui: &Ui, canvas: Canvas) -> bool {
    !canvas.small && theme::growth(ui) <= 1.0
}

/// What the teacher's award means, on sun yellow.
fn earned(ui: &Ui, mut place: Rect, words: &str) {
    let style = Style::bold(size::TEXT).centered().rows(2);
    let width = text::width(ui, words, &style) + 36.0;
    let pill = place
        .cut_left_by(width.min(place.width()), 0.0)
        .shrink2(vec2(0.0, 1.0));
    let line = Stroke::new(2.0, theme::SUN_LINE);
    ui.painter()
        .rect(pill, 22.0, theme::SUN, line, StrokeKind::Inside);
    text::label(ui, pill.shrink2(vec2(12.0, 1.0)), words, &style);
}

/// The waymarks of one trail with their names, and the child on the way along them.
pub(super) fn waymarks(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    here: Here<'_>,
    walk: &Walk<'_>,
) {
    let levels = &here.at.pack.levels;
    let stands = walk.standing.map(|at| at.level);
    let names: Vec<&str> = levels
        .iter()
        .map(|level| view.pack_text(&level.name))
        .collect();
    let thinks = walk.standing.is_some_and(|at| at.by == SaidBy::Myself)
        && !walk.earned
        && has_thought(ui, canvas);
    let marks = marks(ui, area, &names, stands, thinks);
    let step = step(area, names.len());
    let posts: Vec<Rect> = marks.iter().map(|mark| mark.post).collect();
    walk.paint(ui, view, here, &posts);
    let style = |index| name_style(stands == Some(index), area.height().min(step));
    // One name is not louder than another, but for the one where the child stands.
    let sizes = names.iter().zip(&marks).enumerate();
    let size = sizes
        .map(|(index, (name, mark))| text::fitted_size(ui, mark.name, name, &style(index)))
        .fold(f32::MAX, f32::min);
    for (index, (name, mark)) in names.iter().zip(&marks).enumerate() {
        let at_it = stands == Some(index);
        let mut style = style(index);
        if !at_it {
            text::at_most(ui, &mut style, size);
        }
        let reached = stands.is_some_and(|stands| index <= stands);
        let style = if reached { style } else { style.quiet() };
        named(ui, view, name, mark, at_it, &style);
    }
}

/// The name of a waymark, and what the child thinks below it.
fn named(ui: &Ui, view: &View<'_>, words: &str, mark: &Mark, at_it: bool, style: &Style) {
    // The path does not run through a name.
    let wide = text::width(ui, words, style).min(mark.name.width());
    let ground = mark.name.middle(vec2(wide, mark.name.height()));
    ui.painter()
        .rect_filled(ground.expand2(vec2(6.0, 0.0)), 12.0, theme::PAPER);
    text::paint(ui, mark.name, words, style);
    let named = if at_it {
        view.say.with("you-are-here", &[("level", words)])
    } else {
        words.to_owned()
    };
    widgets::name(ui, mark.post, Role::Label, &named);
    if at_it && mark.thought.height() > 0.0 {
        let words = view.say.text("my-thinking");
        let small = Style::regular(size::SMALL).quiet().centered().top();
        text::label(ui, mark.thought, &words, &small);
    }
}

/// The largest badge, where the child stands, in points.
const LARGEST: f32 = 112.0;
/// Of that, a badge elsewhere.
const ELSEWHERE: f32 = 0.77;

/// Where one waymark stands, its name below it, and below that what the child thinks.
struct Mark {
    post: Rect,
    name: Rect,
    thought: Rect,
}

/// How the name of a waymark is set where there is that much room, the lesser of width and height.
fn name_style(here: bool, room: f32) -> Style {
    let style = match (here, room > 190.0) {
        (true, true) => Style::bold(size::NAME),
        (true, false) => Style::bold(size::TEXT),
        (false, _) => Style::regular(size::TEXT),
    };
    style.centered().rows(2).top()
}

/// From one waymark to the next.
#[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
fn step(area: Rect, count: usize) -> f32 {
    area.width() / count.max(1) as f32
}

/// Places for waymarks from left to right, each higher than the one before as far as there is room.
fn marks(ui: &Ui, area: Rect, names: &[&str], here: Option<usize>, thinks: bool) -> Vec<Mark> {
    let step = step(area, names.len());
    let half = (step - GRID) / 2.0;
    let thought = if thinks {
        theme::grown(ui, size::SMALL).min(area.height() * 0.16) * 1.35
    } else {
        0.0
    };
    // The signs tell more than their names: they keep the larger part.
    let room = (area.height() * 0.5 - thought)
        .min(area.height() - 80.0)
        .max(52.0)
        .min(area.height() * 0.62);
    let room = Rect::from_min_size(area.min, vec2(2.0 * half, room));
    let heights = names.iter().enumerate().map(|(index, name)| {
        let style = name_style(here == Some(index), area.height().min(step));
        text::height(ui, room, name, &style)
    });
    let below = heights.fold(0.0, f32::max).min(room.height()) + thought;
    let space = 8.0;
    let side = (area.height() - below - space) / walk::TALL;
    let side = side.min(step * 0.6).clamp(16.0, LARGEST);
    let left_over = (area.height() - side * walk::TALL - space - below).max(0.0);
    let swing = (left_over / 2.0).min(80.0);
    let level = area.min.y + left_over / 2.0 + side * walk::TALL;
    let mut x = area.min.x + step / 2.0;
    #[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
    let rise = 2.0 * swing / (names.len().max(2) - 1) as f32;
    let mut foot = level + swing;
    let mut marks = Vec::with_capacity(names.len());
    for index in 0..names.len() {
        let side = if here == Some(index) {
            side
        } else {
            side * ELSEWHERE
        };
        let post = pos2(x - side / 2.0, foot - side * walk::TALL);
        let name = pos2(x - half, foot + space);
        let name = Rect::from_min_size(name, vec2(2.0 * half, below - thought));
        marks.push(Mark {
            post: Rect::from_min_size(post, vec2(side, side * walk::TALL)),
            name,
            thought: Rect::from_min_size(name.left_bottom(), vec2(2.0 * half, thought)),
        });
        x += step;
        foot -= rise;
    }
    marks
}

/// How many rows of skills stand on one part of *My trail*.
fn rows(ui: &Ui, canvas: Canvas) -> usize {
    match (canvas.portrait, canvas.small, theme::growth(ui) > 1.0) {
        (true, false, false) => 8,
        (true, _, _) => 5,
        (false, false, false) => 4,
        (false, true, true) => 2,
        (false, _, _) => 3,
    }
}

/// How many skills that is.
fn shown(ui: &Ui, canvas: Canvas) -> usize {
    rows(ui, canvas) * columns(canvas)
}

fn columns(canvas: Canvas) -> usize {
    if canvas.portrait { 1 } else { 2 }
}

/// All skills, each with the sign of its level, a few at a time.
pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    part: usize,
) -> Option<Touch> {
    let mut page = head(ui, canvas, view, here, &view.say.text("my-trail"), None);
    let (back_place, mut foot) = back_row(ui, canvas, &mut page.area, view);
    let skills = &here.at.pack.skills;
    let shown = shown(ui, canvas);
    let parts = skills.len().div_ceil(shown).max(1);
    let few = skills.iter().skip(part % parts * shown).take(shown);
    let places = page.area.grid_by(columns(canvas), rows(ui, canvas), GRID);
    for (place, skill) in places.into_iter().zip(few) {
        let height = place.height().min(130.0);
        let place = place.middle(vec2(place.width(), height));
        skill_row(ui, canvas, place, view, here, skill);
    }
    let mut touch = None;
    if parts > 1 {
        let words = view.say.text("more");
        let width = widgets::chip_width(ui, &words).max(canvas.either(160.0, 120.0));
        if widgets::chip(ui, foot.cut_right(width), &words) {
            touch = Some(Touch::Open(Page::Trail((part + 1) % parts)));
        }
    }
    page.close(ui, view, touch.or(back(ui, back_place, view)))
}

/// The part of *My trail* that shows the focus.
pub(super) fn part_of_focus(ui: &Ui, canvas: Canvas, here: Here<'_>) -> usize {
    let focus = here.at.focus().map(|focus| &focus.id);
    let place = here
        .at
        .pack
        .skills
        .iter()
        .position(|skill| Some(&skill.id) == focus);
    place.unwrap_or_default() / shown(ui, canvas)
}

fn skill_row(ui: &Ui, canvas: Canvas, place: Rect, view: &View<'_>, here: Here<'_>, skill: &Skill) {
    let is_focus = here.at.focus().is_some_and(|focus| focus.id == skill.id);
    if is_focus {
        widgets::sunny_card(ui, place);
    } else {
        widgets::card(ui, place);
    }
    let mut inner = place.shrink2(vec2(canvas.either(20.0, 14.0), 6.0));
    let standing = here.at.standing(skill);
    let side = inner.height().min(canvas.either(64.0, 44.0));
    let picture = inner.cut_left_by(side, canvas.either(18.0, GRID));
    pictures::paint(ui, picture.middle(vec2(side, side)), &skill.picture);
    let levels = &here.at.pack.levels;
    let wide = canvas.either(48.0, 38.0);
    #[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
    let signs = inner.cut_right_by(levels.len() as f32 * wide, GRID);
    let mut x = signs.min.x + wide / 2.0;
    for (index, level) in levels.iter().enumerate() {
        let at_it = standing.as_ref().is_some_and(|at| at.level == index);
        let reached = standing.as_ref().is_some_and(|at| index <= at.level);
        let side = if at_it { wide } else { wide * 0.7 };
        let sign = Rect::from_center_size(pos2(x, signs.center().y), vec2(side, side));
        let ink = if reached { Ink::Full } else { Ink::Faded };
        levels::paint(ui, sign, level, ink);
        x += wide;
    }
    let name = view.pack_text(&skill.name);
    let level = standing
        .and_then(|at| levels.get(at.level))
        .map(|level| view.pack_text(&level.name));
    match level {
        Some(level) => {
            let (upper, lower) = inner.split_top_bottom_at_fraction(0.58);
            let bold = Style::bold(size::TEXT).rows(2);
            text::label(ui, upper, name, &bold.bottom());
            let quiet = Style::regular(size::SMALL).quiet().top();
            text::label(ui, lower, level, &quiet);
        }
        None => text::label(ui, inner, name, &Style::bold(size::TEXT).rows(2)),
    }
}
