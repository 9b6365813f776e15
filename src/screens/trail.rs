//! The trail of waymarks: one skill on Hello, all skills on *My trail*.

use eframe::egui::{Pos2, Rect, Role, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::{
    domain::{
        kiosk::{Page, Touch},
        pack::Skill,
        standing::SaidBy,
    },
    look::{
        layout::{Canvas, Cut},
        levels::{self, Ink},
        pictures,
        text::{self, Style},
        theme::{self, size},
        widgets,
    },
};

use super::{
    Here, View, back, head,
    walk::{self, Walk},
};

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
    waymarks(ui, area, view, here, &walk);
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

/// The waymarks of one trail with their names, and the child on the way along them.
pub(super) fn waymarks(ui: &Ui, area: Rect, view: &View<'_>, here: Here<'_>, walk: &Walk<'_>) {
    let levels = &here.at.pack.levels;
    let stands = walk.standing.map(|at| at.level);
    let posts: Vec<Rect> = middles(area, levels.len())
        .into_iter()
        .enumerate()
        .map(|(index, middle)| {
            let side = if stands == Some(index) { 112.0 } else { 86.0 };
            Rect::from_center_size(middle, vec2(side, side * walk::TALL))
        })
        .collect();
    walk.paint(ui, view, here, &posts);
    let apart = posts.iter().zip(posts.iter().skip(1));
    let wide = apart
        .map(|(post, next)| next.center().x - post.center().x - 12.0)
        .fold(280.0, f32::min);
    for (index, (level, post)) in levels.iter().zip(&posts).enumerate() {
        let at_it = stands == Some(index);
        let name = Rect::from_min_size(
            pos2(post.center().x - wide / 2.0, post.max.y + 8.0),
            vec2(wide, if wide < 280.0 { 68.0 } else { 44.0 }),
        );
        let style = if at_it {
            Style::bold(size::NAME)
        } else {
            Style::regular(size::TEXT)
        };
        let reached = stands.is_some_and(|stands| index <= stands);
        let color = if reached { theme::INK } else { theme::QUIET };
        let style = style.color(color).centered().rows(2);
        let level_name = view.pack_text(&level.name);
        // The path does not run through a name.
        let width = text::width(ui, level_name, style.font.clone()).min(wide - 12.0);
        let words = name.middle(vec2(width, name.height() - 14.0));
        ui.painter()
            .rect_filled(words.expand(6.0), 12.0, theme::PAPER);
        text::paint(ui, name, level_name, &style);
        if at_it {
            let here = view.say.with("you-are-here", &[("level", level_name)]);
            widgets::name(ui, *post, Role::Label, &here);
        } else {
            widgets::name(ui, *post, Role::Label, level_name);
        }
        if at_it && walk.standing.is_some_and(|at| at.by == SaidBy::Myself) {
            let thought = Rect::from_min_size(pos2(name.min.x, name.max.y - 4.0), vec2(wide, 32.0));
            let quiet = Style::regular(size::SMALL).color(theme::QUIET).centered();
            text::label(ui, thought, &view.say.text("my-thinking"), &quiet);
        }
    }
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
