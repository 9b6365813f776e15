//! The trail of waymarks: one skill on Hello, all skills on *My trail*.

use std::time::Duration;

use eframe::egui::{Pos2, Rect, Role, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::{
    domain::{
        kiosk::{Page, Touch},
        pack::{Level, Skill},
        standing::{SaidBy, Standing},
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        levels::{self, Ink},
        motion,
        path::Path,
        pictures,
        text::{self, Style},
        theme::{self, GRID, size},
        widgets,
    },
};

use super::{Here, View, back, back_row, head};

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
    // On a small tablet what the child thinks stands here: the waymarks need the room.
    let thinks = |at: &Standing| at.by == SaidBy::Myself && canvas.small;
    let words = match &standing {
        None => format!("{named} · {}", view.say.text("not-yet")),
        Some(at) if thinks(at) => format!("{named} · {}", view.say.text("my-thinking")),
        Some(_) => named.to_owned(),
    };
    let quiet = Style::regular(size::TEXT).quiet();
    let mut area = area;
    let most = Rect::from_min_size(area.min, vec2(area.width() - 56.0, area.height() * 0.25));
    let height = text::height(ui, most, &words, &quiet).max(40.0);
    area.min.y -= canvas.either(0.0, GRID);
    let mut name = area.cut_top_by(height, canvas.either(GRID, 4.0));
    let picture = name.cut_left_by(40.0, GRID);
    pictures::paint(ui, picture.middle(vec2(40.0, 40.0)), &skill.picture);
    if here.visit.earned {
        let width = text::width(ui, &words, &quiet.font) + 2.0;
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
    walk.show(ui, canvas, area, view, here);
}

/// What the teacher's award means, on sun yellow.
fn earned(ui: &Ui, mut place: Rect, words: &str) {
    let style = Style::bold(size::SMALL).centered();
    let width = text::width(ui, words, &style.font) + 36.0;
    let pill = place
        .cut_left_by(width.min(place.width()), 0.0)
        .shrink2(vec2(0.0, 1.0));
    let line = Stroke::new(2.0, theme::SUN_LINE);
    ui.painter()
        .rect(pill, 22.0, theme::SUN, line, StrokeKind::Inside);
    text::label(ui, pill.shrink2(vec2(12.0, 1.0)), words, &style);
}

/// A child's way along the waymarks of one skill.
pub(super) struct Walk<'a> {
    /// The waymark they come from, by its height; `None` from where the trail begins. When it is
    /// higher than where they stand, they are shown there at once: nobody is walked back.
    pub(super) came_from: Option<usize>,
    /// Where they stand.
    pub(super) standing: Option<&'a Standing>,
    /// Whether the teacher's award is new to them.
    pub(super) earned: bool,
}

/// The largest badge on its post, where the child stands.
const LARGEST: f32 = 112.0;
/// Of that, a badge elsewhere.
const ELSEWHERE: f32 = 0.77;
/// From the foot of a post to the middle of who stands beside it, beside the largest badge.
const BESIDE: Vec2 = vec2(52.0, -24.0);
/// How far the foot of a post lies below the upper edge of its badge, in sides of the badge.
const FOOT: f32 = 1.33;

impl Walk<'_> {
    /// Draws the waymarks, the path to them, and the child on it.
    pub(super) fn show(
        &self,
        ui: &Ui,
        canvas: Canvas,
        area: Rect,
        view: &View<'_>,
        here: Here<'_>,
    ) {
        let levels = &here.at.pack.levels;
        let stands = self.standing.map(|at| at.level);
        let names: Vec<&str> = levels
            .iter()
            .map(|level| view.pack_text(&level.name))
            .collect();
        let thinks = self.standing.is_some_and(|at| at.by == SaidBy::Myself)
            && !self.earned
            && !canvas.small;
        let marks = marks(ui, area, &names, stands, thinks);
        let signs: Vec<Rect> = marks.iter().map(|mark| mark.sign).collect();
        let largest = signs.iter().map(Rect::width).fold(0.0, f32::max);
        let scale = largest / LARGEST;
        let feet = signs.iter().map(|sign| foot(*sign));
        let begin = signs.first().map(|first| {
            let begin = foot(*first) + vec2(-96.0, 6.0) * scale;
            pos2(begin.x.max(area.min.x + GRID), begin.y)
        });
        let path = Path::through(begin.into_iter().chain(feet).collect());
        let arrived = view.motion.part(ui, Duration::ZERO, motion::WALK);
        let (from, to) = (place(self.came_from), place(stands));
        let walker = if from < to {
            from + (to - from) * arrived
        } else {
            to
        };
        scenery(ui, &signs);
        let beside = BESIDE * scale;
        path.paint(ui.painter(), trodden(walker, &signs, beside.x));
        for (index, (level, mark)) in levels.iter().zip(&marks).enumerate() {
            let reached = walker + 0.02 >= place(Some(index));
            let style = name_style(stands == Some(index), area.height());
            self.waymark(ui, view, level, mark.sign, (stands == Some(index), reached));
            self.names(
                ui,
                view,
                level,
                mark,
                (stands == Some(index), reached),
                style,
            );
        }
        let hop = ((walker - from) * std::f32::consts::TAU).sin().abs() * 12.0;
        let aside = if walker > 0.0 {
            beside
        } else {
            beside * vec2(0.2, 1.0)
        };
        let at = path.at(walker) + aside - vec2(0.0, hop);
        walker_at(ui, at, (28.0 * scale).max(15.0), &here.card.picture);
    }

    fn waymark(
        &self,
        ui: &Ui,
        view: &View<'_>,
        level: &Level,
        sign: Rect,
        (at_it, reached): (bool, bool),
    ) {
        let post = Rect::from_min_size(sign.min, sign.size() * vec2(1.0, 1.38));
        if reached {
            Art::Post.paint(ui, post);
        } else {
            Art::Post.paint_pale(ui, post);
        }
        if at_it && self.earned {
            let wreath = sign.expand(sign.width() * 0.23);
            let wreath = wreath.translate(vec2(0.0, -2.0));
            let seen = view.motion.part(ui, motion::ARRIVED, motion::APPEAR);
            Art::LevelReached.paint_moving(ui, wreath, wreath, seen);
            let now = Rect::from_center_size(sign.center(), sign.size() * (0.7 + 0.3 * seen));
            let ink = if reached { Ink::Full } else { Ink::Faded };
            levels::paint_moving(ui, sign, now, level, ink);
        } else {
            let ink = if reached { Ink::Full } else { Ink::Faded };
            levels::paint(ui, sign, level, ink);
        }
    }

    fn names(
        &self,
        ui: &Ui,
        view: &View<'_>,
        level: &Level,
        mark: &Mark,
        (at_it, reached): (bool, bool),
        style: Style,
    ) {
        let style = if reached { style } else { style.quiet() };
        let words = view.pack_text(&level.name);
        // The path does not run through a name.
        let wide = text::width(ui, words, &style.font).min(mark.name.width());
        let ground = mark.name.middle(vec2(wide, mark.name.height()));
        ui.painter()
            .rect_filled(ground.expand2(vec2(6.0, 0.0)), 12.0, theme::PAPER);
        text::paint(ui, mark.name, words, &style);
        let named = if at_it {
            view.say.with("you-are-here", &[("level", words)])
        } else {
            words.to_owned()
        };
        widgets::name(ui, mark.sign, Role::Label, &named);
        if at_it && mark.thought.height() > 0.0 {
            let words = view.say.text("my-thinking");
            let small = Style::regular(size::SMALL).quiet().centered().top();
            text::label(ui, mark.thought, &words, &small);
        }
    }
}

/// Where on the path a level's waymark is; without one, where the trail begins.
#[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
fn place(level: Option<usize>) -> f32 {
    level.map_or(0.0, |level| level as f32 + 1.0)
}

/// How far the path is trodden: up to where the child stands beside the post.
fn trodden(walker: f32, signs: &[Rect], beside: f32) -> f32 {
    let (Some(first), Some(second)) = (signs.first(), signs.get(1)) else {
        return walker;
    };
    walker + beside / (second.center().x - first.center().x).max(beside)
}

fn foot(sign: Rect) -> Pos2 {
    pos2(sign.center().x, sign.min.y + sign.height() * FOOT)
}

/// What stands along the trail, printed on the map, where there is room for it.
fn scenery(ui: &Ui, signs: &[Rect]) {
    let along = [Art::Pine, Art::Hills, Art::Bush];
    for (pair, art) in signs.windows(2).zip(along.into_iter().cycle()) {
        let [left, right] = pair else { continue };
        let room = right.min.x - left.max.x;
        if room > 130.0 {
            let side = (room * 0.4).min(84.0);
            let ground = f32::midpoint(foot(*left).y, foot(*right).y) - 22.0;
            let middle = pos2(
                f32::midpoint(left.max.x, right.min.x) + 12.0,
                ground - side / 2.0,
            );
            art.paint_pale(ui, Rect::from_center_size(middle, vec2(side, side)));
        }
    }
}

/// The child's own animal on its way.
fn walker_at(ui: &Ui, middle: Pos2, radius: f32, animal: &str) {
    let place = Rect::from_center_size(middle, vec2(2.0, 2.0) * radius);
    widgets::avatar(ui, place, animal);
    ui.painter()
        .circle_stroke(middle, radius, Stroke::new(3.0, theme::INK));
}

/// Where one waymark stands, its name below it, and below that what the child thinks.
struct Mark {
    sign: Rect,
    name: Rect,
    thought: Rect,
}

/// How the name of a waymark is set in a place of that height.
fn name_style(here: bool, height: f32) -> Style {
    let style = match (here, height > 190.0) {
        (true, true) => Style::bold(size::NAME),
        (true, false) => Style::bold(size::TEXT),
        (false, _) => Style::regular(size::TEXT),
    };
    style.centered().rows(2).top()
}

/// Places for waymarks from left to right, which swing about the middle as far as there is room.
fn marks(ui: &Ui, area: Rect, names: &[&str], here: Option<usize>, thinks: bool) -> Vec<Mark> {
    #[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
    let step = area.width() / names.len().max(1) as f32;
    let half = (step - GRID) / 2.0;
    let thought = if thinks {
        theme::grown(ui, size::SMALL).min(area.height() * 0.16) * 1.35
    } else {
        0.0
    };
    // The signs tell more than their names: they keep the larger part.
    let room = (area.height() * 0.5 - thought)
        .min(area.height() - 80.0)
        .max(24.0);
    let room = Rect::from_min_size(area.min, vec2(2.0 * half, room));
    let heights = names.iter().enumerate().map(|(index, name)| {
        let style = name_style(here == Some(index), area.height());
        text::height(ui, room, name, &style)
    });
    let below = heights.fold(0.0, f32::max).min(room.height()) + thought;
    let space = 8.0;
    let side = (area.height() - below - space) / FOOT;
    let side = side.min(step * 0.6).clamp(16.0, LARGEST);
    let spare = (area.height() - side * FOOT - space - below).max(0.0);
    let swing = (spare / 2.0).min(80.0);
    let level = area.min.y + spare / 2.0 + side * FOOT;
    let mut x = area.min.x + step / 2.0;
    let mut foot = level + swing;
    let mut marks = Vec::with_capacity(names.len());
    for index in 0..names.len() {
        let side = if here == Some(index) {
            side
        } else {
            side * ELSEWHERE
        };
        let sign = pos2(x - side / 2.0, foot - side * FOOT);
        let name = pos2(x - half, foot + space);
        let name = Rect::from_min_size(name, vec2(2.0 * half, below - thought));
        marks.push(Mark {
            sign: Rect::from_min_size(sign, vec2(side, side)),
            name,
            thought: Rect::from_min_size(name.left_bottom(), vec2(2.0 * half, thought)),
        });
        x += step;
        foot = 2.0 * level - foot;
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
