//! The badges of the whole class: how many count, who has no secret pictures, and the end of the year,
//! asked twice.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::{
        badge_life,
        event::VoidReason,
        kiosk::{DeskPage, DeskTouch, Erased, PrintPage},
        story,
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GAP, GRID, NEAR, TOUCH, size},
    },
};

use super::{super::View, class_lists};

pub(super) fn show(ui: &Ui, canvas: Canvas, mut area: Rect, view: &View<'_>) -> Option<DeskTouch> {
    let records = view.ctx.records;
    let badges = badge_life::of_students(records).len();
    let without = records
        .students()
        .filter(|(student, _)| story::badges_of(records, student).next().is_none());
    let without = without.count();
    let secretless = records
        .students()
        .filter(|(_, record)| record.secret.pictures().is_none());
    let secretless = secretless.count();
    let flagged = badge_life::flagged(records).len();
    let left = records.who_left().count();
    let here = DeskPage::ClassBadges;
    let mut touch = class_lists::switch(ui, area.cut_top_by(TOUCH, GRID), view, &here);
    let title = view.say.text("desk-class-badges");
    let style = Style::bold(size::NAME);
    text::heading(ui, area.cut_top_by(48.0, GRID), &title, &style);
    let told = format!(
        "{} · {}",
        view.say.count("desk-class-badges-count", badges, &[]),
        view.say.count("desk-class-badges-none", without, &[])
    );
    let pictures = match secretless {
        0 => view.say.text("desk-secret-all-have"),
        some => view.say.count("desk-secret-count", some, &[]),
    };
    let plain = Style::regular(size::SMALL).rows(2);
    for words in [told, pictures] {
        text::label_unsaid(ui, area.cut_top_by(TOUCH, 0.0), &words, &plain);
    }
    area.cut_top_by(0.0, NEAR);
    let give = view.say.count("desk-secret-give-all", secretless, &[]);
    let offers = [
        (
            view.say.count("desk-flagged", flagged, &[]),
            flagged > 0,
            DeskTouch::Open(DeskPage::Flagged(0)),
        ),
        (
            view.say.text("desk-press"),
            true,
            DeskTouch::Open(DeskPage::Print(PrintPage::What)),
        ),
        (give, secretless > 0, DeskTouch::DrawSecrets(None)),
        (
            view.say.text("desk-void-all"),
            !badge_life::void_all(records, VoidReason::YearEnd).is_empty(),
            DeskTouch::Open(DeskPage::VoidAll(false)),
        ),
        (
            view.say.count("desk-delete-left", left, &[]),
            left > 0,
            DeskTouch::Open(DeskPage::Erase(Erased::WhoLeft, false)),
        ),
        (
            view.say.text("desk-delete-all"),
            left > 0 || records.students().next().is_some(),
            DeskTouch::Open(DeskPage::Erase(Erased::Everybody, false)),
        ),
    ];
    let offers: Vec<_> = offers.into_iter().filter(|(_, is, _)| *is).collect();
    let columns = if canvas.portrait { 1 } else { 2 };
    let wide = area.width();
    for few in offers.chunks(columns) {
        let mut row = area.cut_top_by(TOUCH, GRID);
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let width = (wide - GRID * (columns as f32 - 1.0)) / columns as f32;
        for (words, _, asked) in few {
            let place = row.cut_left_by(width, GRID);
            if dense::row_button(ui, place, None, words, RowLook::Plain, &[]) {
                touch = Some(asked.clone());
            }
        }
    }
    touch
}

/// Whether all are voided: asked, and asked again.
pub(super) fn void_all(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    again: bool,
) -> Option<DeskTouch> {
    let count = badge_life::of_students(view.ctx.records).len();
    let asks = if again {
        "desk-void-all-sure"
    } else {
        "desk-void-all-ask"
    };
    let style = Style::bold(size::NAME).centered().rows(2);
    let words = view.say.count(asks, count, &[]);
    text::label_unsaid(ui, area.cut_top_by(100.0, GRID), &words, &style);
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(4);
    let about = view.say.text("desk-void-all-about");
    let high = if canvas.portrait { 140.0 } else { 84.0 };
    text::label_unsaid(ui, area.cut_top_by(high, NEAR), &about, &quiet);
    let no = view.say.text("desk-void-all-no");
    let (yes, next) = if again {
        let last = view.say.text("desk-void-all-last");
        (last, DeskTouch::VoidAll)
    } else {
        let yes = view.say.count("desk-void-all-yes", count, &[]);
        (yes, DeskTouch::Open(DeskPage::VoidAll(true)))
    };
    // The second yes is not where the first one was: a finger that taps twice keeps all badges.
    let row = area.cut_top_by(area.height().min(120.0), 0.0);
    let mut places = row.grid_by(2, 1, GAP);
    if again {
        places.reverse();
    }
    let [left, right] = places.try_into().ok()?;
    let keeps = dense::key(ui, left, &no);
    let voids = dense::key(ui, right, &yes);
    let keeps = keeps.then_some(DeskTouch::Open(DeskPage::ClassBadges));
    keeps.or(voids.then_some(next))
}
