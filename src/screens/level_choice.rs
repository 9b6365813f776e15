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
        picture_card::{self, PictureCard},
        theme::{BIG_TOUCH, GAP, NEAR},
        widgets::{self, Face},
    },
};

use super::{Here, View, back, back_place, back_row, head, trail, walk::Walk};

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
    let mut page = head(ui, canvas, view, here, &says, None);
    let button = canvas.either(120.0, BIG_TOUCH);
    let height = if canvas.portrait {
        button + GAP + button.min(BIG_TOUCH)
    } else {
        button
    };
    let mut foot = page.area.cut_bottom_by(height, NEAR);
    let (back_place, other_place) = if canvas.portrait {
        let mut row = foot.cut_bottom(BIG_TOUCH);
        (back_place(ui, canvas, &mut row, view), row)
    } else {
        let width = (foot.width() * 0.26).min(320.0);
        (
            back_place(ui, canvas, &mut foot, view),
            foot.cut_right(width),
        )
    };
    let height = canvas.either(if canvas.portrait { 156.0 } else { 132.0 }, 96.0);
    picked(ui, page.area.cut_top_by(height, NEAR), here, draft);
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
    trail::waymarks(ui, canvas, page.area, view, here, &walk);
    let mut touch = None;
    let feels_right = view.say.text("feels-right");
    if widgets::big_button(ui, foot, Some(Face::Level(level)), &feels_right) {
        touch = Some(Touch::FeelsRight);
    }
    let not_quite = view.say.text("not-quite");
    if widgets::tile(ui, other_place, Face::Art(Art::NotQuite), &not_quite, None) {
        touch = Some(Touch::NotQuite);
    }
    page.close(ui, view, touch.or(back(ui, back_place, view)))
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
    let width = cells.len() as f32 * (place.height().min(132.0) + NEAR) - NEAR;
    let row = place.middle(vec2(width.min(place.width()), place.height().min(132.0)));
    let spots = row.grid_by(cells.len(), 1, NEAR);
    for (spot, (level, cell)) in spots.into_iter().zip(cells) {
        let Some(level) = here.at.pack.levels.get(level) else {
            continue;
        };
        widgets::card(ui, spot);
        ui.painter()
            .rect_filled(spot.shrink(10.0), 20.0, levels::wash(level));
        Face::Picture(&cell.picture).paint(ui, spot.middle(spot.size() * 0.6));
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
    let mut page = head(
        ui,
        canvas,
        view,
        here,
        &view.say.text("which-feels-right"),
        None,
    );
    let (back_place, _) = back_row(ui, canvas, &mut page.area, view);
    let levels = &here.at.pack.levels;
    let led_to = placement::place(&draft.levels()).map(|placement| placement.level);
    let places = picture_card::places(ui, canvas, page.area, levels.len());
    let cards = levels.iter().enumerate().map(|(index, level)| PictureCard {
        face: Face::Level(level),
        wash: levels::wash(level),
        words: view.pack_text(&level.name).into(),
        more: Some(view.pack_text(&level.means)),
        level: None,
        mark: None,
        chosen: (led_to == Some(index)).then(|| levels::color(level)),
        named: "".into(),
    });
    let cards: Vec<_> = places.into_iter().zip(cards).collect();
    let touch = picture_card::choose(ui, &cards).map(Touch::Pick);
    let touch = touch.or(back(ui, back_place, view));
    page.close(ui, view, touch)
}
