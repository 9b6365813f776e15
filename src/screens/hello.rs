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
        text::{self, Style},
        theme::{GAP, size},
        widgets::{self, Face},
    },
};

use super::{Here, View, trail};

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let mut area = canvas.area;
    let mut chip_row = canvas.portrait.then(|| area.cut_top(72.0));
    let mut top = area.cut_top(124.0);
    let animal = top.cut_left(120.0);
    widgets::avatar(ui, animal.middle(vec2(120.0, 120.0)), &here.card.picture);
    let not_me = super::not_me(ui, chip_row.as_mut().unwrap_or(&mut top), view);
    let greeting = view.say.with("hi", &[("name", &here.card.first_name)]);
    text::label(ui, top, &greeting, &Style::bold(size::GREETING).rows(2));

    let small = small_row(ui, canvas, &mut area, view, here);
    let big = main_row(ui, canvas, &mut area, view, here);
    let shown = trail_or_press(ui, area, view, here);
    not_me.or(big).or(small).or(shown)
}

fn trail_or_press(ui: &Ui, area: Rect, view: &View<'_>, here: Here<'_>) -> Option<Touch> {
    let hidden = here.at.pack.show_level == ShowLevel::Press && !here.visit.level_shown;
    if hidden {
        let place = area.middle(vec2(area.width().min(520.0), 120.0));
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
        trail::of_skill(ui, area, view, here, focus);
    }
    None
}

/// The task, and the one big button.
fn main_row(
    ui: &Ui,
    canvas: Canvas,
    area: &mut Rect,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let mut row = area.cut_bottom(if canvas.portrait { 288.0 } else { 132.0 });
    let mut touch = None;
    if let Some(task) = here.at.task() {
        let place = if canvas.portrait {
            row.cut_top(132.0)
        } else {
            row.cut_left(400.0)
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

/// Everything else, smaller.
fn small_row(
    ui: &Ui,
    canvas: Canvas,
    area: &mut Rect,
    view: &View<'_>,
    here: Here<'_>,
) -> Option<Touch> {
    let note = here.at.record.unread_note().map(|(id, _)| id.clone());
    let offers = [
        (Art::AnotherSpot, "another-spot", Page::CheckIn),
        (
            Art::MyTrail,
            "my-trail",
            Page::Trail(trail::part_of_focus(here)),
        ),
        (Art::MyPlan, "my-plan", Page::Plan),
        (Art::ShowWhatIKnow, "show-what-i-know", Page::Ready),
        (Art::MyOops, "my-oops", Page::Oops),
    ];
    let mut words: Vec<String> = offers
        .iter()
        .map(|(_, key, _)| view.say.text(key))
        .collect();
    if note.is_some() {
        words.push(view.say.text("a-note"));
    }
    let row = area.cut_bottom(if canvas.portrait { 216.0 } else { 96.0 });
    let places = if canvas.portrait {
        row.grid(words.len().div_ceil(2), 2)
    } else {
        spread(ui, row, &words)
    };
    let mut places = places.into_iter().zip(&words);
    let mut touch = None;
    for (art, _, page) in offers {
        let Some((place, words)) = places.next() else {
            continue;
        };
        if widgets::tile(ui, place, Face::Art(art), words, None) {
            touch = Some(Touch::Open(page));
        }
    }
    if let (Some(note), Some((place, words))) = (note, places.next())
        && widgets::sunny_tile(ui, place, Face::Art(Art::ANote), words)
    {
        touch = Some(Touch::Open(Page::Note(note)));
    }
    touch
}

/// Places in a row, each as wide as its words ask for.
fn spread(ui: &Ui, row: Rect, words: &[String]) -> Vec<Rect> {
    let wanted: Vec<f32> = words
        .iter()
        .map(|words| widgets::tile_width(ui, words, row.height()))
        .collect();
    let gaps: f32 = wanted.iter().skip(1).map(|_| GAP).sum();
    let scale = (row.width() - gaps) / wanted.iter().sum::<f32>().max(1.0);
    let mut rest = row;
    wanted
        .into_iter()
        .map(|width| rest.cut_left(width * scale))
        .collect()
}
