//! The trail itself: posts with level badges, the path between them, and the child on it, who walks
//! to a waymark that was just reached. Says nothing and names nothing; where the posts stand is for
//! the screen to say.

use std::time::Duration;

use eframe::egui::{Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};

use crate::{
    domain::{pack::Level, standing::Standing},
    look::{
        art::Art,
        levels::{self, Ink},
        motion,
        path::Path,
        theme, widgets,
    },
};

use super::{Here, View};

/// How much taller a badge with its post is than it is wide.
pub(super) const TALL: f32 = 1.36;
/// How far the foot of a post lies below the upper edge of its badge, in sides of the badge.
const FOOT: f32 = 1.33;
/// From the foot of a post to the middle of who stands beside it, in sides of the largest badge.
const BESIDE: Vec2 = vec2(0.46, -0.21);

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

impl Walk<'_> {
    /// Draws the badges on their posts, one in each of these places from the lowest level up, the
    /// path to them, and the child on it.
    pub(super) fn paint(&self, ui: &Ui, view: &View<'_>, here: Here<'_>, posts: &[Rect]) {
        let badges: Vec<Rect> = posts.iter().map(|post| badge(*post)).collect();
        let side = badges.iter().map(Rect::width).fold(0.0, f32::max);
        let feet = badges.iter().map(|badge| foot(*badge));
        let begin = badges.first().map(|first| {
            let begin = foot(*first) + vec2(-0.86, 0.05) * side;
            pos2(begin.x.max(ui.max_rect().min.x + theme::GAP), begin.y)
        });
        let path = Path::through(begin.into_iter().chain(feet).collect());
        let stands = self.standing.map(|at| at.level);
        let arrived = view.motion.part(ui, Duration::ZERO, motion::WALK);
        let (from, to) = (place(self.came_from), place(stands));
        let walker = if from < to {
            from + (to - from) * arrived
        } else {
            to
        };
        scenery(ui, &badges);
        path.paint(ui.painter(), trodden(walker, &badges, side));
        for (index, (level, badge)) in here.at.pack.levels.iter().zip(&badges).enumerate() {
            let reached = walker + 0.02 >= place(Some(index));
            let ink = if reached { Ink::Full } else { Ink::Faded };
            let earned = self.earned && stands == Some(index);
            waymark(ui, view, level, *badge, (ink, earned));
        }
        let hop = ((walker - from) * std::f32::consts::TAU).sin().abs() * 0.1;
        let aside = if walker > 0.0 {
            BESIDE
        } else {
            BESIDE * vec2(0.2, 1.0)
        };
        let at = path.at(walker) + (aside - vec2(0.0, hop)) * side;
        walker_at(ui, at, (side / 2.0).max(30.0), &here.card.picture);
    }
}

/// A badge on its post; one that was just earned appears in a wreath.
fn waymark(ui: &Ui, view: &View<'_>, level: &Level, badge: Rect, (ink, earned): (Ink, bool)) {
    let post = Rect::from_min_size(badge.min, badge.size() * vec2(1.0, 1.38));
    match ink {
        Ink::Full => Art::Post.paint(ui, post),
        Ink::Faded => Art::Post.paint_pale(ui, post),
    }
    if !earned {
        return levels::paint(ui, badge, level, ink);
    }
    let seen = view.motion.part(ui, motion::ARRIVED, motion::APPEAR);
    let wreath = badge.expand(badge.width() * 0.23);
    Art::LevelReached.paint_moving(ui, wreath, wreath, seen);
    let now = Rect::from_center_size(badge.center(), badge.size() * (0.7 + 0.3 * seen));
    levels::paint_moving(ui, badge, now, level, ink);
}

/// Where on the path a level's waymark is; without one, where the trail begins.
#[expect(clippy::cast_precision_loss, reason = "a ladder has at most six rungs")]
fn place(level: Option<usize>) -> f32 {
    level.map_or(0.0, |level| level as f32 + 1.0)
}

/// How far the path is trodden: up to where the child stands beside the post.
fn trodden(walker: f32, badges: &[Rect], side: f32) -> f32 {
    let (Some(first), Some(second)) = (badges.first(), badges.get(1)) else {
        return walker;
    };
    let beside = BESIDE.x * side;
    walker + beside / (second.center().x - first.center().x).abs().max(beside)
}

/// The badge at the upper end of its post.
fn badge(post: Rect) -> Rect {
    let side = post.width().min(post.height() / TALL);
    let top = post.center().y - side * TALL / 2.0;
    Rect::from_min_size(pos2(post.center().x - side / 2.0, top), vec2(side, side))
}

fn foot(badge: Rect) -> Pos2 {
    pos2(badge.center().x, badge.min.y + badge.height() * FOOT)
}

/// What stands along the trail, printed on the map, where there is room for it.
fn scenery(ui: &Ui, badges: &[Rect]) {
    let along = [Art::Pine, Art::Hills, Art::Bush];
    for (pair, art) in badges.windows(2).zip(along.into_iter().cycle()) {
        let [left, right] = pair else { continue };
        let room = right.min.x - left.max.x;
        if room > 130.0 {
            let side = (room * 0.4)
                .min(84.0)
                .min(left.height().max(right.height()));
            let ground = f32::midpoint(foot(*left).y, foot(*right).y) - 22.0;
            let middle = f32::midpoint(left.max.x, right.min.x) + 12.0;
            let place = Rect::from_center_size(pos2(middle, ground - side / 2.0), vec2(side, side));
            art.paint_pale(ui, place);
        }
    }
}

/// The child's own animal on its way.
fn walker_at(ui: &Ui, middle: Pos2, side: f32, animal: &str) {
    let place = Rect::from_center_size(middle, vec2(side, side));
    widgets::avatar(ui, place, animal);
    ui.painter()
        .circle_stroke(middle, side / 2.0, Stroke::new(3.0, theme::INK));
}
