//! How a class is joined: where the code is, how this tablet reads it, and a field for a keyboard. Nothing
//! in it is about a child.

use eframe::egui::{Event, Key, Memory, Rect, Role, Ui, vec2};

use crate::{
    domain::{
        joining::{in_fours, may_become_code},
        kiosk::{JoinTouch, Touch},
    },
    look::{
        focus,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
        widgets,
    },
};

use super::{chip_height, joining::About};

/// The room of a sentence on its card.
const SENTENCE: f32 = 84.0;

/// How many of the last letters that were typed are shown.
const SHOWN: usize = 40;

pub(super) fn show(ui: &Ui, canvas: Canvas, about: &About<'_>, typed: &str) -> Option<Touch> {
    let say = about.say;
    let mut area = canvas.area;
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let style = Style::bold(size::HEADING).centered().rows(1);
    text::heading(
        ui,
        area.cut_top_by(64.0, GRID),
        &say.text("desk-join"),
        &style,
    );
    let field = area.cut_bottom_by(TOUCH, NEAR);
    if let Some(mirror) = about.mirror {
        let width = (area.width() * 0.3).min(300.0);
        let side = if canvas.portrait {
            area.cut_bottom_by(area.height() * 0.4, NEAR)
        } else {
            area.cut_right_by(width, NEAR)
        };
        let words = say.text("desk-join-mirror");
        let high = crate::look::mirror::Mirror::height(ui, width, &words);
        mirror.paint(
            ui,
            side.middle(vec2(width, high.min(side.height()))),
            &words,
        );
    }
    sentences(ui, canvas, area, about);
    let cleared = field_of(ui, field, about, typed);
    let back = say.text("back");
    let place = foot.cut_left_by(widgets::chip_width(ui, &back), NEAR);
    let leaves = widgets::chip(ui, place, &back) || focus::escaped(ui);
    if !may_become_code(typed) {
        let style = Style::regular(size::SMALL).rows(2);
        text::notice(ui, foot, &say.text("desk-join-no-code"), &style);
    }
    let leaves = leaves.then_some(JoinTouch::Leave);
    let cleared = cleared.then_some(JoinTouch::Clear);
    leaves.or(cleared).or(written(ui)).map(Touch::Join)
}

fn sentences(ui: &Ui, canvas: Canvas, mut area: Rect, about: &About<'_>) {
    let keys = ["desk-join-there", "desk-join-here", "desk-join-then"];
    #[expect(clippy::cast_precision_loss, reason = "three")]
    let most = keys.len() as f32 * canvas.either(SENTENCE, SENTENCE * 1.5);
    let card = area.cut_top_by(most.min(area.height()), 0.0);
    widgets::card(ui, card);
    let places = card.shrink(GRID).grid_by(1, keys.len(), 2.0);
    let lines: Vec<_> = keys
        .into_iter()
        .zip(places)
        .map(|(key, mut place)| {
            let sign = place.cut_left_by(TOUCH, GRID);
            (about.say.text(key), sign, place)
        })
        .collect();
    let mut style = Style::regular(size::TEXT).rows(3);
    // All of one size.
    let fitted =
        |(words, _, place): &(String, Rect, Rect)| text::fitted_size(ui, *place, words, &style);
    let smallest = lines.iter().map(fitted).fold(f32::INFINITY, f32::min);
    text::at_most(ui, &mut style, smallest);
    for (number, (words, sign, place)) in lines.into_iter().enumerate() {
        let bold = Style::bold(size::NAME).centered().quiet();
        text::paint(ui, sign, &(number + 1).to_string(), &bold);
        text::label_unsaid(ui, place, &words, &style);
    }
}

/// What was typed, in groups that an eye can follow. Whether it is thrown away.
fn field_of(ui: &Ui, mut place: Rect, about: &About<'_>, typed: &str) -> bool {
    let say = about.say;
    let clear = say.text("desk-join-clear");
    let chip =
        (!typed.is_empty()).then(|| place.cut_right_by(widgets::chip_width(ui, &clear), NEAR));
    widgets::card(ui, place);
    let inner = place.shrink2(vec2(NEAR, 4.0));
    if typed.is_empty() {
        let quiet = Style::regular(size::SMALL).quiet().rows(2);
        text::label_unsaid(ui, inner, &say.text("desk-join-type"), &quiet);
        return false;
    }
    let letters = typed.chars().count();
    let from = letters.saturating_sub(SHOWN) / 4 * 4;
    let tail: String = typed.chars().skip(from).collect();
    let tail = in_fours(&tail);
    let shown = if from > 0 {
        format!("… {tail}")
    } else {
        tail
    };
    let named = say.count("desk-join-typed", letters, &[]);
    widgets::name(ui, place, Role::Label, &named);
    text::paint(ui, inner, &shown, &Style::regular(size::SMALL).rows(2));
    chip.is_some_and(|chip| widgets::chip(ui, chip, &clear))
}

/// What a keyboard wrote, or was pasted.
fn written(ui: &Ui) -> Option<JoinTouch> {
    let text = ui.input(|input| {
        let pieces = input.events.iter().map(|event| match event {
            Event::Text(text) | Event::Paste(text) => text.as_str(),
            Event::Key {
                key: Key::Backspace,
                pressed: true,
                ..
            } => "\u{8}",
            _ => "",
        });
        pieces.collect::<String>()
    });
    let entered = ui.input(|input| input.key_pressed(Key::Enter));
    if !text.is_empty() || (entered && ui.memory(Memory::focused).is_none()) {
        // A space between the letters, or Enter after them, is no choice.
        focus::let_go(ui);
    }
    (!text.is_empty()).then_some(JoinTouch::Type(text))
}
