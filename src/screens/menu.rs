//! My task: the choice menu of one level, must-do first, with a step easier and a step harder
//! always at hand.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        kiosk::Touch,
        pack::{Level, Task},
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        levels,
        picture_card::{self, PictureCard},
        theme::{self, BIG_TOUCH, GAP},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_row, head};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    at: usize,
    part: usize,
) -> Option<Touch> {
    let focus = here.at.focus()?;
    let level = here.at.pack.levels.get(at)?;
    let help = format!(
        "{} · {}",
        view.pack_text(&focus.name),
        view.pack_text(&level.name)
    );
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("pick-a-task"),
        Some(&help),
    );
    let (back_place, mut row) = back_row(ui, canvas, &mut page.area, view);

    let all: Vec<_> = focus.tasks_for(&level.id).collect();
    let is_large = theme::growth(ui) > 1.2;
    let parts: Vec<_> = all
        .chunks(if is_large { AT_ONCE } else { all.len().max(1) })
        .collect();
    let tasks = parts
        .get(part % parts.len().max(1))
        .copied()
        .unwrap_or_default();
    let finished = here.at.record.skills.get(&focus.id);
    let finished = finished.map(|record| &record.finished);
    let cards = tasks.iter().map(|task| {
        let done = finished.is_some_and(|finished| finished.contains_key(&task.id));
        card(view, level, task, done)
    });
    let mut next = None;
    let places = if parts.len() > 1 {
        let place = if canvas.portrait {
            row = page.area.cut_bottom(BIG_TOUCH);
            row.cut_left((row.width() - 2.0 * GAP) / 3.0)
        } else {
            page.area.cut_right(1.4 * BIG_TOUCH)
        };
        let words = view.say.text("more");
        let on = Touch::MenuAt(at, (part + 1) % parts.len());
        next = widgets::tile(ui, place, Face::Art(Art::GoOn), &words, None).then_some(on);
        page.area.grid(1, AT_ONCE)
    } else {
        picture_card::places(ui, canvas, page.area, tasks.len())
    };
    let cards: Vec<_> = places.into_iter().zip(cards).collect();
    let chosen = picture_card::choose(ui, &cards).and_then(|index| tasks.get(index));
    let touch = chosen.map(|task| Touch::Choose(task.id.clone()));
    let touch = touch
        .or(next)
        .or(neighbours(ui, row, view, here, at))
        .or(back(ui, back_place, view));
    page.close(ui, view, touch)
}

/// The card of a task; whether it was done before.
fn card<'a>(view: &View<'a>, level: &Level, task: &'a Task, done: bool) -> PictureCard<'a> {
    let name = view.pack_text(&task.name);
    let mut named = name.to_owned();
    for (is, key) in [(task.must, "must-do"), (done, "done-before")] {
        if is {
            named = format!("{named}, {}", view.say.text(key));
        }
    }
    PictureCard {
        wash: levels::wash(level),
        more: Some(view.pack_text(&task.about)),
        mark: match (done, task.must) {
            (true, _) => Some(("✅", view.say.text("done-before"))),
            (false, true) => Some(("📌", view.say.text("must-do"))),
            (false, false) => None,
        },
        named: named.into(),
        ..PictureCard::plain(Face::Picture(&task.picture), name)
    }
}

/// How many tasks stand on one page where their sentences are to be large.
const AT_ONCE: usize = 2;

/// The neighbouring menus: practice one level down, a challenge one level up.
fn neighbours(ui: &Ui, mut row: Rect, view: &View<'_>, here: Here<'_>, at: usize) -> Option<Touch> {
    let own = here.at.menu_level();
    let levels = &here.at.pack.levels;
    let neighbours = [
        own.checked_sub(1).map(|lower| (lower, "one-down")),
        Some((own, "my-level-tasks")),
        Some((own + 1, "one-up")),
    ];
    let offers: Vec<(usize, &Level, &str)> = neighbours
        .into_iter()
        .flatten()
        .filter_map(|(index, key)| Some((index, levels.get(index)?, key)))
        // From a neighbour there is one way: home.
        .filter(|(index, ..)| (*index == own) != (at == own))
        .collect();
    let width = ((row.width() - GAP) / 2.0).min(380.0);
    #[expect(clippy::cast_precision_loss, reason = "two offers at the most")]
    let all = offers.len() as f32 * (width + GAP) - GAP;
    row.min.x = row.max.x - all;
    let mut touch = None;
    for (index, level, key) in offers {
        let place = row.cut_left(width);
        if widgets::tile(ui, place, Face::Level(level), &view.say.text(key), None) {
            touch = Some(Touch::MenuAt(index, 0));
        }
    }
    touch
}
