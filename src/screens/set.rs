//! You're set: what was recorded, where to be, and what to do there.

use std::time::Duration;

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{Done, Page, Touch},
        pack::ShowLevel,
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        motion,
        text::{self, Style},
        theme::{self, BIG_TOUCH, GRID, NEAR, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, chip_height};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let height = chip_height(canvas);
    let mut area = canvas.area;
    let mut top = area;
    let corner = super::corner(ui, canvas, &mut top, view);
    if canvas.portrait {
        area.cut_top_by(height, GRID);
    }
    title(ui, canvas, (&mut area, top.max.x), view, here);
    // Upright, the way to more has a row of its own.
    let low = canvas.portrait.then(|| area.cut_bottom(height));
    let done = area.cut_bottom_by(BIG_TOUCH, NEAR);
    let mut foot = low.unwrap_or(done);
    let more = view.say.text("more");
    let width = widgets::chip_width(ui, &more).max(canvas.either(160.0, 120.0));
    let more_place = foot.cut_left(width).middle(vec2(width, height));
    if !canvas.portrait {
        // The way on stands in the middle.
        foot.cut_right(width);
    }

    let mut touch = None;
    let note = here.at.record.unread_note().map(|(note, _)| note);
    let row = note
        .is_some()
        .then(|| area.cut_bottom(canvas.either(96.0, 72.0)));
    plates(ui, area, view, here);
    if let Some((note, row)) = note.zip(row) {
        let place = row.middle(vec2(row.width().min(820.0), row.height()));
        if widgets::sunny_tile(ui, place, Face::Art(Art::ANote), &view.say.text("a-note")) {
            touch = Some(Touch::Open(Page::Note(note.clone())));
        }
    }
    let done = if canvas.portrait { done } else { foot };
    if widgets::big_button(ui, done, None, &view.say.text("done")) {
        touch = Some(Touch::Done);
    }
    if widgets::chip(ui, more_place, &more) {
        touch = Some(Touch::Back);
    }
    touch.or(super::not_me(ui, corner, view))
}

/// The child's animal above the good news; beside it on a small tablet that lies. Up to `free` nothing
/// else is in the uppermost row.
fn title(ui: &Ui, canvas: Canvas, (area, free): (&mut Rect, f32), view: &View<'_>, here: Here<'_>) {
    let words = view.by_name(ui, here, ["youre-set", "youre-set-unnamed"]);
    let style = Style::bold(size::GREETING).centered().rows(2);
    if canvas.small && !canvas.portrait {
        let mut row = area.cut_top_by(96.0, NEAR);
        row.max.x = free;
        let wide = text::width(ui, &words, &style) + 96.0 + NEAR + 2.0;
        row = row.middle(vec2(wide.min(row.width()), 96.0));
        let animal = row.cut_left_by(96.0, NEAR);
        widgets::avatar(ui, animal, &here.card.picture);
        return text::heading(ui, row, &words, &style);
    }
    let side = canvas.either(144.0, 108.0);
    let animal = area.cut_top_by(side + 8.0, GRID);
    let room = if canvas.portrait { area.max.x } else { free };
    celebrate(ui, animal, 2.0 * (room - animal.center().x), view);
    widgets::avatar(ui, animal.middle(vec2(side, side)), &here.card.picture);
    let most = Rect::from_min_size(area.min, vec2(area.width(), area.height() * 0.24));
    let height = text::height(ui, most, &words, &style);
    text::heading(ui, area.cut_top_by(height, GRID), &words, &style);
}

/// Bunting and pines around the child's animal: a quiet celebration, which rises and is still.
fn celebrate(ui: &Ui, animal: Rect, width: f32, view: &View<'_>) {
    let high = animal.height() + 4.0;
    let place = animal.middle(vec2(width.min(high * 4.1), high));
    let seen = view.motion.part(ui, Duration::ZERO, motion::APPEAR);
    let now = place.translate(vec2(0.0, 24.0 * (1.0 - seen)));
    Art::Celebration.paint_moving(ui, place, now, seen);
}

fn plates(ui: &Ui, area: Rect, view: &View<'_>, here: Here<'_>) {
    let lines = lines(view, here);
    let least = 72.0 * theme::growth(ui);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen has room for a few"
    )]
    let room = ((area.height() + GRID) / (least + GRID)).max(1.0) as usize;
    // Side by side, where they are too many for one below the other.
    let columns = if lines.len() > room && area.width() > 900.0 {
        2
    } else {
        1
    };
    let shown = lines.len().min(5).min(room * columns);
    let rows = shown.div_ceil(columns).max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most five lines")]
    let size = vec2(820.0 * columns as f32, rows as f32 * (120.0 + NEAR) - NEAR);
    let places = area
        .middle(size.min(area.size()))
        .grid_by(columns, rows, GRID);
    for (place, (face, words, above)) in places.into_iter().zip(&lines) {
        widgets::plate(ui, place, *face, words, above.as_deref());
    }
}

/// What to tell: everything that was recorded, the latest first, then the task and the level.
fn lines<'a>(view: &View<'a>, here: Here<'a>) -> Vec<(Face<'a>, String, Option<String>)> {
    let mut lines: Vec<_> = here
        .visit
        .done
        .iter()
        .rev()
        .filter_map(|done| line(view, here, done))
        .collect();
    let told = |wanted: fn(&Done) -> bool| here.visit.done.iter().any(wanted);
    if let Some(task) = here
        .at
        .task()
        .filter(|_| !told(|done| matches!(done, Done::Chose(_))))
    {
        let name = view.pack_text(&task.name).to_owned();
        lines.push((
            Face::Picture(&task.picture),
            name,
            Some(view.say.text("my-task")),
        ));
    }
    let shows_level = here.at.show_level() == ShowLevel::Always
        && !told(|done| matches!(done, Done::Reflected(_)));
    let level = here
        .at
        .focus()
        .and_then(|focus| Some((focus, here.at.standing(focus)?.level)));
    if let Some((focus, level)) = level.filter(|_| shows_level)
        && let Some(level) = here.at.pack.levels.get(level)
    {
        let name = view.pack_text(&level.name).to_owned();
        let above = if here.visit.earned {
            view.say.text("earned-it")
        } else {
            view.pack_text(&focus.name).to_owned()
        };
        lines.push((Face::Level(level), name, Some(above)));
    }
    lines
}

fn line<'a>(
    view: &View<'a>,
    here: Here<'a>,
    done: &Done,
) -> Option<(Face<'a>, String, Option<String>)> {
    let pack = here.at.pack;
    let task = |id| pack.skills.iter().find_map(|skill| skill.task(id));
    let (face, words, above) = match done {
        Done::Reflected(level) => {
            let (_, level) = pack.level(level)?;
            let name = view.pack_text(&level.name);
            (Face::Level(level), name.to_owned(), Some("did-reflect"))
        }
        Done::Chose(id) => {
            let task = task(id)?;
            let name = view.pack_text(&task.name);
            let picture = Face::Picture(&task.picture);
            (picture, name.to_owned(), Some("my-task"))
        }
        Done::Finished(id) => {
            let name = view.pack_text(&task(id)?.name);
            let picture = Face::Art(Art::FinishedIt);
            (picture, name.to_owned(), Some("did-finish"))
        }
        Done::CheckedIn(station) => {
            let station = pack.station(station)?;
            let name = view.pack_text(&station.name);
            let picture = Face::of_station(station);
            (picture, name.to_owned(), Some("did-check-in"))
        }
        Done::AskedToShow(_) => (
            Face::Art(Art::ShowWhatIKnow),
            view.say.text("did-ask"),
            None,
        ),
        Done::SharedOops => (
            Face::Art(Art::ThankYouOops),
            view.say.text("did-oops"),
            None,
        ),
    };
    Some((face, words, above.map(|key| view.say.text(key))))
}
