//! The end of a reflection: the level that the pictures lead to, and choosing another.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        kiosk::{Draft, Touch},
        placement,
        standing::{SaidBy, Standing},
    },
    look::{
        art::Art,
        layout::{Canvas, Cut},
        levels,
        picture_card::PictureCard,
        widgets::{self, Face},
    },
};

use super::{Here, View, back, head, trail, walk::Walk};

/// "2 of 3 pictures say Explorer": does that feel right?
pub(super) fn placed(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    draft: &Draft,
) -> Option<Touch> {
    let placement = placement::place(&draft.levels())?;
    let level = here.at.pack.levels.get(placement.level)?;
    let name = view.pack_text(&level.name);
    let says = if placement.is_majority() {
        let of = placement.of.to_string();
        view.say.count(
            "pictures-say",
            placement.says_so,
            &[("of", &of), ("level", name)],
        )
    } else {
        view.say.with("pictures-spread", &[("level", name)])
    };
    let (mut area, not_me) = head(ui, canvas, view, here, &says, None);
    let mut foot = area.cut_bottom(if canvas.portrait { 240.0 } else { 120.0 });
    let words = view.say.text("back");
    let chip = widgets::chip_width(ui, &words).max(160.0);
    let not_quite = view.say.text("not-quite");
    let (back_place, other_place) = if canvas.portrait {
        let mut row = foot.cut_bottom(84.0);
        (row.cut_left(chip), row)
    } else {
        let back = foot.cut_left(chip);
        (back.middle(vec2(chip, 76.0)), foot.cut_right(300.0))
    };
    let mut touch = not_me;
    if widgets::chip(ui, back_place, &words) {
        touch = Some(Touch::Back);
    }
    if widgets::tile(ui, other_place, Face::Art(Art::NotQuite), &not_quite, None) {
        touch = Some(Touch::NotQuite);
    }
    if widgets::big_button(
        ui,
        foot,
        Some(Face::Level(level)),
        &view.say.text("feels-right"),
    ) {
        touch = Some(Touch::FeelsRight);
    }
    picked(
        ui,
        area.cut_top(if canvas.portrait { 180.0 } else { 150.0 }),
        here,
        draft,
    );
    let standing = Standing {
        level: placement.level,
        by: SaidBy::Teacher,
    };
    let before = here.at.pack.skill(&draft.skill);
    let walk = Walk {
        came_from: before
            .and_then(|skill| here.at.standing(skill))
            .map(|before| before.level),
        standing: Some(&standing),
        earned: false,
    };
    trail::waymarks(ui, area, view, here, &walk);
    touch
}

/// The pictures that were picked, in a row from low to high, so that the rule can be checked with a finger.
fn picked(ui: &Ui, place: Rect, here: Here<'_>, draft: &Draft) {
    let Some(skill) = here.at.pack.skill(&draft.skill) else {
        return;
    };
    let mut cells: Vec<_> = skill
        .rubric
        .iter()
        .zip(&draft.picks)
        .filter_map(|(criterion, pick)| Some(((*pick)?, criterion.cells.get((*pick)?)?)))
        .collect();
    cells.sort_by_key(|(level, _)| *level);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rubric has at most six criteria"
    )]
    let width = cells.len() as f32 * 150.0 - 24.0;
    let row = place.middle(vec2(width.min(place.width()), place.height().min(132.0)));
    for (spot, (level, cell)) in row.columns(cells.len()).into_iter().zip(cells) {
        let Some(level) = here.at.pack.levels.get(level) else {
            continue;
        };
        widgets::card(ui, spot);
        ui.painter()
            .rect_filled(spot.shrink(10.0), 20.0, levels::wash(level));
        Face::Picture(&cell.picture).paint(ui, spot.middle(vec2(80.0, 80.0)));
        let corner =
            Rect::from_center_size(spot.right_bottom() - vec2(16.0, 14.0), vec2(44.0, 44.0));
        Face::Level(level).paint(ui, corner);
    }
}

/// Choosing another level than the pictures say, by what it means.
pub(super) fn other(
    ui: &Ui,
    canvas: Canvas,
    view: &View<'_>,
    here: Here<'_>,
    draft: &Draft,
) -> Option<Touch> {
    let (mut area, not_me) = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("which-feels-right"),
        None,
    );
    let mut touch = not_me.or(back(ui, &mut area, view).then_some(Touch::Back));
    let levels = &here.at.pack.levels;
    let led_to = placement::place(&draft.levels()).map(|placement| placement.level);
    let places = if canvas.portrait {
        area.grid(2, levels.len().div_ceil(2))
    } else {
        area.columns(levels.len())
    };
    for (index, (place, level)) in places.into_iter().zip(levels).enumerate() {
        let card = PictureCard {
            face: Face::Level(level),
            wash: levels::wash(level),
            words: view.pack_text(&level.name),
            more: Some(view.pack_text(&level.means)),
            level: None,
            mark: None,
            chosen: (led_to == Some(index)).then(|| levels::color(level)),
            named: "",
        };
        if card.show(ui, place) {
            touch = Some(Touch::Pick(index));
        }
    }
    touch
}
