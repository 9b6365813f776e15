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
        theme::size,
        widgets::{self, Face},
    },
};

use super::{Here, View};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let mut area = canvas.area;
    let top = area.cut_top(240.0);
    celebrate(ui, top, view);
    let animal = Rect::from_center_size(top.center_top() + vec2(0.0, 76.0), vec2(144.0, 144.0));
    widgets::avatar(ui, animal, &here.card.picture);
    let mut words = top;
    words.min.y += 156.0;
    let title = view
        .say
        .with("youre-set", &[("name", &here.card.first_name)]);
    text::label(ui, words, &title, &Style::bold(size::GREETING).centered());

    let mut foot = area.cut_bottom(96.0);
    let mut touch = None;
    let not_me = view.say.text("not-me");
    let more = view.say.text("more");
    if widgets::chip(
        ui,
        foot.cut_left(widgets::chip_width(ui, &not_me))
            .shrink2(vec2(0.0, 10.0)),
        &not_me,
    ) {
        touch = Some(Touch::NotMe);
    }
    if widgets::chip(
        ui,
        foot.cut_right(widgets::chip_width(ui, &more).max(160.0))
            .shrink2(vec2(0.0, 10.0)),
        &more,
    ) {
        touch = Some(Touch::Back);
    }
    if widgets::big_button(ui, foot, None, &view.say.text("done")) {
        touch = Some(Touch::Done);
    }

    if let Some((note, _)) = here.at.record.unread_note() {
        let row = area.cut_top(96.0);
        let place = row.middle(vec2(row.width().min(820.0), 96.0));
        if widgets::sunny_tile(ui, place, Face::Art(Art::ANote), &view.say.text("a-note")) {
            touch = Some(Touch::Open(Page::Note(note.clone())));
        }
    }
    let lines = lines(view, here);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen has room for a few"
    )]
    let room = (area.height() / 84.0).max(1.0) as usize;
    let shown = lines.len().min(5).min(room);
    #[expect(clippy::cast_precision_loss, reason = "at most five lines")]
    let height = (shown as f32 * 144.0).min(area.height());
    let column = area.middle(vec2(area.width().min(820.0), height));
    for (place, (face, words, above)) in column.grid(1, shown.max(1)).into_iter().zip(&lines) {
        let place = place.middle(vec2(place.width(), place.height().min(120.0)));
        widgets::plate(ui, place, *face, words, above.as_deref());
    }
    touch
}

/// Bunting and pines around the child's animal: a quiet celebration, which rises and is still.
fn celebrate(ui: &Ui, top: Rect, view: &View<'_>) {
    let wide = vec2(top.width().min(640.0), 156.0);
    let place = Rect::from_center_size(top.center_top() + vec2(0.0, 78.0), wide);
    let seen = view.motion.part(ui, Duration::ZERO, motion::APPEAR);
    let now = place.translate(vec2(0.0, 24.0 * (1.0 - seen)));
    Art::Celebration.paint_moving(ui, place, now, seen);
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
    let shows_level = here.at.pack.show_level == ShowLevel::Always
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
    Some(match done {
        Done::Reflected(level) => {
            let (_, level) = pack.level(level)?;
            let words = view
                .say
                .with("did-reflect", &[("level", view.pack_text(&level.name))]);
            (Face::Level(level), words, None)
        }
        Done::Chose(id) => {
            let task = task(id)?;
            let words = view
                .say
                .with("did-choose", &[("task", view.pack_text(&task.name))]);
            (Face::Picture(&task.picture), words, None)
        }
        Done::Finished(id) => {
            let words = view
                .say
                .with("did-finish", &[("task", view.pack_text(&task(id)?.name))]);
            (Face::Art(Art::FinishedIt), words, None)
        }
        Done::CheckedIn(station) => {
            let station = pack.station(station)?;
            let words = view.say.with(
                "did-check-in",
                &[("station", view.pack_text(&station.name))],
            );
            (Face::of_station(station), words, None)
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
    })
}
