//! *I forgot my badge*: first names, then twelve pictures. Of nobody more than the first name is shown,
//! and of what was picked only how much; neither is ever spoken.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{Forgotten, ForgottenPage, ForgottenTouch, Touch, names},
        secret::SecretPicture,
    },
    look::{
        focus,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{self, BIG_TOUCH, GAP, NEAR, size},
        tiles,
        widgets::{self, Face},
    },
};

use super::{View, back_place, chip_height, listen};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    forgotten: &Forgotten,
) -> Option<Touch> {
    let touch = match &forgotten.page {
        ForgottenPage::Names(part) => show_names(ui, canvas, view, *part),
        ForgottenPage::Pictures { picked, again, .. } => {
            pictures(ui, canvas, view, picked.len(), *again)
        }
    };
    listen(ui, canvas);
    touch.map(Touch::Forgotten)
}

/// What is asked, clear of the button in the corner.
fn head(
    ui: &Ui,
    canvas: Canvas,
    area: &mut Rect,
    view: &View<'_>,
    (asks, help): (&str, Option<&str>),
) {
    let clear = vec2(theme::TOUCH + NEAR, 0.0);
    let style = Style::bold(size::HEADING).centered().rows(2);
    let quiet = Style::regular(size::TEXT).quiet().centered().rows(2).top();
    let wide = area.shrink2(clear);
    let most = Rect::from_min_size(wide.min, vec2(wide.width(), area.height() * 0.14));
    let words = view.say.text(asks);
    let height = text::height(ui, most, &words, &style).max(theme::TOUCH);
    let place = area.cut_top_by(height, 0.0).shrink2(clear);
    text::heading(ui, place, &words, &style);
    if let Some(help) = help {
        let words = view.say.text(help);
        let wide = Rect::from_min_size(area.min, vec2(area.width(), area.height() * 0.12));
        let height = text::height(ui, wide, &words, &quiet);
        text::label(ui, area.cut_top_by(height, 0.0), &words, &quiet);
    }
    // Clear of the button in the corner, too.
    let least = canvas.area.min.y + theme::TOUCH + GAP;
    area.min.y = (area.min.y + NEAR).max(least);
}

/// Everybody by first name, as many at once as fingers need room for.
fn show_names(ui: &Ui, canvas: Canvas, view: &View<'_>, part: usize) -> Option<ForgottenTouch> {
    let mut area = canvas.area;
    head(ui, canvas, &mut area, view, ("forgot-who", None));
    let mut foot = area.cut_bottom(chip_height(canvas));
    let all = names(view.ctx.records);
    let across = match (canvas.portrait, canvas.small) {
        (true, true) => 2,
        (true, false) => 3,
        (false, _) => 5,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a screen has a few rows"
    )]
    let rows = ((area.height() + GAP) / (BIG_TOUCH + GAP)).max(1.0) as usize;
    let parts = all.len().div_ceil(across * rows).max(1);
    let part = part % parts;
    let few = all.into_iter().skip(part * across * rows);
    let mut touch = None;
    for ((student, name), place) in few.zip(area.grid(across, rows)) {
        if tiles::name(ui, place, &name) {
            touch = Some(ForgottenTouch::Me(student));
        }
    }
    let back = view.say.text("back");
    let place = back_place(ui, canvas, &mut foot, view);
    if parts > 1 {
        let more = view.say.text("more");
        let width = widgets::chip_width(ui, &more).max(canvas.either(160.0, 120.0));
        let on = foot.cut_right(width);
        let on = on.middle(vec2(width, chip_height(canvas)));
        if widgets::chip(ui, on, &more) {
            touch = Some(ForgottenTouch::Names((part + 1) % parts));
        }
        let (of, count) = ((part + 1).to_string(), parts.to_string());
        let words = [("part", of.as_str()), ("parts", count.as_str())];
        let words = view.say.with("desk-part", &words);
        tiles::parts(ui, foot, parts, part, &words);
    }
    let closes = widgets::chip(ui, place, &back) || focus::escaped(ui);
    touch.or(closes.then_some(ForgottenTouch::Close))
}

/// The twelve pictures, always in the same places.
fn pictures(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    picked: usize,
    again: bool,
) -> Option<ForgottenTouch> {
    let mut area = canvas.area;
    let asks = if again {
        ("not-quite", Some("forgot-again"))
    } else {
        ("forgot-pictures", Some("forgot-in-order"))
    };
    head(ui, canvas, &mut area, view, asks);
    let mut foot = area.cut_bottom(chip_height(canvas));
    let back = view.say.text("back");
    let place = back_place(ui, canvas, &mut foot, view);
    let across = canvas.area.center().x - foot.center().x;
    let words = view.say.count("desk-secret-picked", picked, &[]);
    let middle = foot.translate(vec2(across, 0.0));
    tiles::slots(ui, middle, 3, picked, &words);
    let columns = match (canvas.portrait, area.height() < 3.0 * BIG_TOUCH + 2.0 * GAP) {
        (true, _) => 3,
        (false, false) => 4,
        (false, true) => 6,
    };
    let mut touch = None;
    let rows = SecretPicture::ALL.len() / columns;
    for (place, picture) in area.grid(columns, rows).into_iter().zip(SecretPicture::ALL) {
        let face = Face::Emoji(picture.emoji());
        if tiles::picture(ui, place, face, &view.say.text(name(picture))) {
            touch = Some(ForgottenTouch::Picture(picture));
        }
    }
    let goes = widgets::chip(ui, place, &back) || focus::escaped(ui);
    touch.or(goes.then_some(ForgottenTouch::Back))
}

/// The key of what a picture is called, for whoever goes by names.
pub(super) fn name(picture: SecretPicture) -> &'static str {
    use SecretPicture as P;
    match picture {
        P::Apple => "desk-secret-apple",
        P::Ball => "desk-secret-ball",
        P::Bike => "desk-secret-bike",
        P::Boat => "desk-secret-boat",
        P::Cactus => "desk-secret-cactus",
        P::Guitar => "desk-secret-guitar",
        P::Hat => "desk-secret-hat",
        P::House => "desk-secret-house",
        P::Key => "desk-secret-key",
        P::Pizza => "desk-secret-pizza",
        P::Rocket => "desk-secret-rocket",
        P::Shoe => "desk-secret-shoe",
    }
}
