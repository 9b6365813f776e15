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
        theme::{self, size},
        widgets,
    },
};

use super::{Here, View, back, head};

/// Where on its trail a skill stands, with the name of the skill.
pub(super) fn of_skill(ui: &Ui, area: Rect, view: &View<'_>, here: Here<'_>, skill: &Skill) {
    let standing = here.at.standing(skill);
    let mut area = area;
    let title = area.cut_top(44.0);
    area.min.y -= 12.0;
    let mut name = title;
    let picture = name.cut_left(44.0);
    name.min.x -= 12.0;
    pictures::paint(ui, picture, &skill.picture);
    let words = match &standing {
        Some(_) => view.pack_text(&skill.name).to_owned(),
        None => format!(
            "{} · {}",
            view.pack_text(&skill.name),
            view.say.text("not-yet")
        ),
    };
    let quiet = Style::regular(size::TEXT).color(theme::QUIET);
    if here.visit.earned {
        let width = text::width(ui, &words, quiet.font.clone());
        let mut rest = name;
        name = rest.cut_left(width.min(name.width() * 0.6));
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
    walk.show(ui, area, view, here);
}

/// What the teacher's award means, on sun yellow.
fn earned(ui: &Ui, mut place: Rect, words: &str) {
    let width = text::width(ui, words, theme::bold(size::SMALL)) + 36.0;
    let pill = place
        .cut_left(width.min(place.width()))
        .shrink2(vec2(0.0, 2.0));
    let line = Stroke::new(2.0, theme::SUN_LINE);
    ui.painter()
        .rect(pill, 22.0, theme::SUN, line, StrokeKind::Inside);
    let style = Style::bold(size::SMALL).centered();
    text::label(ui, pill.shrink2(vec2(12.0, 2.0)), words, &style);
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

/// Sides of a badge on its post: where the child stands, and elsewhere.
const SIDES: (f32, f32) = (112.0, 86.0);
/// From the foot of a post to the middle of who stands beside it.
const BESIDE: Vec2 = vec2(52.0, -24.0);
/// How far the foot of a post lies below the upper edge of its badge, in sides of the badge.
const FOOT: f32 = 1.33;

impl Walk<'_> {
    /// Draws the waymarks, the path to them, and the child on it.
    pub(super) fn show(&self, ui: &Ui, area: Rect, view: &View<'_>, here: Here<'_>) {
        let levels = &here.at.pack.levels;
        let stands = self.standing.map(|at| at.level);
        let signs: Vec<Rect> = middles(area, levels.len())
            .into_iter()
            .enumerate()
            .map(|(index, middle)| sign(middle, stands == Some(index)))
            .collect();
        let feet = signs.iter().map(|sign| foot(*sign));
        let begin = signs.first().map(|first| foot(*first) + vec2(-96.0, 6.0));
        let path = Path::through(begin.into_iter().chain(feet).collect());
        let arrived = view.motion.part(ui, Duration::ZERO, motion::WALK);
        let (from, to) = (place(self.came_from), place(stands));
        let walker = if from < to {
            from + (to - from) * arrived
        } else {
            to
        };
        scenery(ui, &signs);
        path.paint(ui.painter(), trodden(walker, &signs));
        for (index, (level, sign)) in levels.iter().zip(&signs).enumerate() {
            let reached = walker + 0.02 >= place(Some(index));
            self.waymark(ui, view, level, *sign, (stands == Some(index), reached));
        }
        let hop = ((walker - from) * std::f32::consts::TAU).sin().abs() * 12.0;
        let aside = if walker > 0.0 {
            BESIDE
        } else {
            BESIDE * vec2(0.2, 1.0)
        };
        let at = path.at(walker) + aside - vec2(0.0, hop);
        walker_at(ui, at, &here.card.picture);
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
        self.names(ui, view, level, sign, (at_it, reached));
    }

    fn names(
        &self,
        ui: &Ui,
        view: &View<'_>,
        level: &Level,
        sign: Rect,
        (at_it, reached): (bool, bool),
    ) {
        let below = foot(sign).y + 12.0;
        let name = Rect::from_min_size(pos2(sign.center().x - 140.0, below), vec2(280.0, 44.0));
        let style = if at_it {
            Style::bold(size::NAME)
        } else {
            Style::regular(size::TEXT)
        };
        let color = if reached { theme::INK } else { theme::QUIET };
        let style = style.color(color).centered();
        let level_name = view.pack_text(&level.name);
        // The path does not run through a name.
        let words = name.middle(vec2(text::width(ui, level_name, style.font.clone()), 30.0));
        ui.painter()
            .rect_filled(words.expand(6.0), 12.0, theme::PAPER);
        text::paint(ui, name, level_name, &style);
        if at_it {
            let here = view.say.with("you-are-here", &[("level", level_name)]);
            widgets::name(ui, sign, Role::Label, &here);
        } else {
            widgets::name(ui, sign, Role::Label, level_name);
        }
        let row = Rect::from_min_size(
            pos2(sign.center().x - 200.0, name.max.y - 4.0),
            vec2(400.0, 32.0),
        );
        let small = Style::regular(size::SMALL).centered();
        if at_it && !self.earned && self.standing.is_some_and(|at| at.by == SaidBy::Myself) {
            let words = view.say.text("my-thinking");
            text::label(ui, row, &words, &small.color(theme::QUIET));
        }
    }
}

/// Where on the path a level's waymark is; without one, where the trail begins.
#[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
fn place(level: Option<usize>) -> f32 {
    level.map_or(0.0, |level| level as f32 + 1.0)
}

/// How far the path is trodden: up to where the child stands beside the post.
fn trodden(walker: f32, signs: &[Rect]) -> f32 {
    let (Some(first), Some(second)) = (signs.first(), signs.get(1)) else {
        return walker;
    };
    walker + BESIDE.x / (second.center().x - first.center().x).max(BESIDE.x)
}

/// The badge of a waymark whose badge and post together stand around `middle`.
fn sign(middle: Pos2, at_it: bool) -> Rect {
    let side = if at_it { SIDES.0 } else { SIDES.1 };
    Rect::from_center_size(
        middle - vec2(0.0, side * (FOOT - 1.0) / 2.0),
        vec2(side, side),
    )
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
fn walker_at(ui: &Ui, middle: Pos2, animal: &str) {
    let place = Rect::from_center_size(middle, vec2(56.0, 56.0));
    widgets::avatar(ui, place, animal);
    ui.painter()
        .circle_stroke(middle, 28.0, Stroke::new(3.0, theme::INK));
}

#[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
fn middles(area: Rect, count: usize) -> Vec<Pos2> {
    let last = count.saturating_sub(1).max(1) as f32;
    let swing = ((area.height() - 300.0) / 2.0).clamp(14.0, 100.0);
    let side = if area.width() > 900.0 { 110.0 } else { 80.0 };
    (0..count)
        .map(|index| {
            let along = index as f32 / last;
            let lift = if index % 2 == 0 { swing } else { -swing };
            pos2(
                area.left() + side + along * (area.width() - 2.0 * side),
                area.center().y - 38.0 + lift,
            )
        })
        .collect()
}

/// How many skills stand on one part of *My trail*.
const SHOWN: usize = 8;

/// All skills, each with the sign of its level, eight at a time.
pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    part: usize,
) -> Option<Touch> {
    let (mut area, not_me) = head(ui, canvas, view, here, &view.say.text("my-trail"), None);
    let mut touch = not_me;
    let mut foot = area;
    if back(ui, &mut area, view) {
        touch = Some(Touch::Back);
    }
    let skills = &here.at.pack.skills;
    let parts = skills.len().div_ceil(SHOWN).max(1);
    if parts > 1 {
        let words = view.say.text("more");
        let width = widgets::chip_width(ui, &words).max(180.0);
        if widgets::chip(ui, foot.cut_bottom(76.0).cut_right(width), &words) {
            touch = Some(Touch::Open(Page::Trail((part + 1) % parts)));
        }
    }
    let columns = if canvas.portrait { 1 } else { 2 };
    let shown = skills.iter().skip(part % parts * SHOWN).take(SHOWN);
    for (place, skill) in area.grid(columns, SHOWN / columns).into_iter().zip(shown) {
        let height = place.height().min(120.0);
        skill_row(
            ui,
            place.middle(vec2(place.width(), height)),
            view,
            here,
            skill,
        );
    }
    touch
}

/// The part of *My trail* that shows the focus.
pub(super) fn part_of_focus(here: Here<'_>) -> usize {
    let focus = here.at.focus().map(|focus| &focus.id);
    let place = here
        .at
        .pack
        .skills
        .iter()
        .position(|skill| Some(&skill.id) == focus);
    place.unwrap_or_default() / SHOWN
}

fn skill_row(ui: &Ui, place: Rect, view: &View<'_>, here: Here<'_>, skill: &Skill) {
    let is_focus = here.at.focus().is_some_and(|focus| focus.id == skill.id);
    if is_focus {
        widgets::sunny_card(ui, place);
    } else {
        widgets::card(ui, place);
    }
    let mut inner = place.shrink2(vec2(20.0, 10.0));
    let standing = here.at.standing(skill);
    let side = inner.height().min(64.0);
    let picture = inner.cut_left(side);
    pictures::paint(ui, picture.middle(vec2(side, side)), &skill.picture);
    let levels = &here.at.pack.levels;
    #[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
    let signs = inner.cut_right(levels.len() as f32 * 48.0);
    for (index, level) in levels.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
        let x = signs.min.x + 24.0 + index as f32 * 48.0;
        let at_it = standing.as_ref().is_some_and(|at| at.level == index);
        let reached = standing.as_ref().is_some_and(|at| index <= at.level);
        let side = if at_it { 48.0 } else { 34.0 };
        let sign = Rect::from_center_size(pos2(x, signs.center().y), vec2(side, side));
        levels::paint(
            ui,
            sign,
            level,
            if reached { Ink::Full } else { Ink::Faded },
        );
    }
    let level = standing
        .and_then(|at| levels.get(at.level))
        .map(|level| view.pack_text(&level.name));
    match level {
        Some(level) => {
            let (upper, lower) = inner.split_top_bottom_at_fraction(0.55);
            text::label(
                ui,
                upper,
                view.pack_text(&skill.name),
                &Style::bold(size::TEXT).bottom(),
            );
            text::label(
                ui,
                lower,
                level,
                &Style::regular(size::SMALL).color(theme::QUIET),
            );
        }
        None => {
            text::label(
                ui,
                inner,
                view.pack_text(&skill.name),
                &Style::bold(size::TEXT).rows(2),
            );
        }
    }
}
