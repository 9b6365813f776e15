//! Hello: the greeting, where the child is on the trail, their task, and one big button for the
//! next thing they need.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{Page, Touch},
        pack::ShowLevel,
        standing::Next,
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        text::Style,
        theme::{self, BIG_TOUCH, GAP, NEAR, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, head_with, trail};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let greeting = view.by_name(ui, here, ["hi", "hi-unnamed"]);
    let style = Style::bold(size::GREETING).rows(2);
    let mut page = head_with(ui, canvas, view, here, &greeting, None, &style);
    let small = page.area.cut_bottom(small_row_height(ui, canvas));
    let big = canvas.either(132.0, BIG_TOUCH);
    let two = canvas.portrait && here.at.task().is_some();
    let height = if two { 2.0 * big + GAP } else { big };
    let main = page.area.cut_bottom_by(height, NEAR);

    let touch = trail_or_press(ui, canvas, page.area, view, here)
        .or(main_row(ui, canvas, main, view, here))
        .or(small_row(ui, canvas, small, view, here));
    page.close(ui, view, touch)
}

fn small_row_height(ui: &Ui, canvas: Canvas) -> f32 {
    let row = match (canvas.portrait, canvas.small) {
        (true, true) => 84.0,
        // Where it is low, the room is the trail's.
        (false, false) if canvas.area.height() > 700.0 => 142.0 + 42.0 * (theme::growth(ui) - 1.0),
        (_, false) => 130.0,
        (false, true) => 102.0,
    };
    if canvas.portrait {
        2.0 * row + GAP
    } else {
        row
    }
}

fn trail_or_press(
    ui: &Ui,
    canvas: Canvas,
    area: Rect,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let hidden = here.at.show_level() == ShowLevel::Press && !here.visit.level_shown;
    if hidden {
        let mut area = area;
        area.max.y -= GAP - NEAR;
        let place = area.middle(vec2(area.width().min(560.0), BIG_TOUCH));
        let pressed = widgets::tile(
            ui,
            place,
            Face::Art(Art::ShowMyLevel),
            &view.say.text("show-my-level"),
            None,
        );
        return pressed.then_some(Touch::ShowLevel);
    }
    if let Some(focus) = here.at.focus() {
        trail::of_skill(ui, canvas, area, view, here, focus);
    }
    None
}

/// The task, and the one big button.
fn main_row(
    ui: &Ui,
    canvas: Canvas,
    mut row: Rect,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let mut touch = None;
    if let Some(task) = here.at.task() {
        let place = if canvas.portrait {
            row.cut_top(canvas.either(132.0, BIG_TOUCH))
        } else {
            row.cut_left((row.width() * 0.36).min(420.0))
        };
        let above = view.say.text("my-task");
        if widgets::tile(
            ui,
            place,
            Face::Picture(&task.picture),
            view.pack_text(&task.name),
            Some(&above),
        ) {
            touch = Some(Touch::Open(Page::Task));
        }
    } else if canvas.portrait {
        row = row.cut_bottom(132.0);
    }
    let station = here
        .at
        .expected_station()
        .and_then(|id| here.at.pack.station(id));
    let (face, words, wanted) = match here.at.next() {
        Next::Reflect => (
            Face::Art(Art::LookAtMyWork),
            view.say.text("look-at-my-work"),
            Touch::Next,
        ),
        Next::ChooseTask => (
            Face::Art(Art::ChooseMyTask),
            view.say.text("choose-my-task"),
            Touch::Next,
        ),
        Next::CheckIn => match station {
            Some(station) => {
                let words = view
                    .say
                    .with("im-here-at", &[("station", view.pack_text(&station.name))]);
                (Face::of_station(station), words, Touch::Next)
            }
            None => (
                Face::Art(Art::WhereAreYou),
                view.say.text("where-are-you"),
                Touch::Next,
            ),
        },
        Next::AllSet => (
            Face::Art(Art::AllSet),
            view.say.text("all-done"),
            Touch::Done,
        ),
    };
    if widgets::big_button(ui, row, Some(face), &words) {
        touch = Some(wanted);
    }
    touch
}

/// Everything else, smaller; before it the teacher's note, if there is one.
fn small_row(ui: &Ui, canvas: Canvas, row: Rect, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let note = here.at.record.unread_note();
    let note = note.map(|(id, _)| (Art::ANote, "a-note", Page::Note(id.clone())));
    let trail = Page::Trail(trail::part_of_focus(ui, canvas, here));
    let offers = [
        (Art::AnotherSpot, "another-spot", Page::CheckIn),
        (Art::MyTrail, "my-trail", trail),
        (Art::MyPlan, "my-plan", Page::Plan),
        (Art::ShowWhatIKnow, "show-what-i-know", Page::Ready),
        (Art::MyOops, "my-oops", Page::Oops),
    ];
    let offers: Vec<_> = note.into_iter().chain(offers).collect();
    let words: Vec<String> = offers
        .iter()
        .map(|(_, key, _)| view.say.text(key))
        .collect();
    let places = if canvas.portrait {
        row.grid(words.len().div_ceil(2), 2)
    } else {
        row.columns(words.len())
    };
    let size = widgets::common_size(ui, &places, &words);
    let mut touch = None;
    for ((place, words), (art, _, page)) in places.into_iter().zip(&words).zip(offers) {
        let tile = match page {
            Page::Note(_) => widgets::small_sunny_tile,
            _ => widgets::small_tile,
        };
        if tile(ui, place, Face::Art(art), words, size) {
            touch = Some(Touch::Open(page));
        }
    }
    touch
}
