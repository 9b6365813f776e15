//! Deleting children for good: what goes, what cannot be reached, asked and asked again; and that it is
//! done.

use eframe::egui::{Rect, Ui};

use crate::{
    domain::kiosk::{Desk, DeskPage, DeskTouch, Erased},
    look::{
        dense,
        layout::{Canvas, Cut},
        text::{self, Style},
        theme::{GAP, GRID, NEAR, size},
        widgets,
    },
};

use super::{
    super::{View, chip_height},
    export_child,
};

/// The height of a sentence of up to four lines.
const SENTENCE: f32 = 140.0;

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    desk: &Desk,
    (who, again): (&Erased, bool),
) -> Option<DeskTouch> {
    let high = canvas.either(110.0, 150.0);
    let style = Style::bold(size::NAME).centered().rows(2);
    let asks = question(view, who, again);
    text::heading(ui, area.cut_top_by(high, GRID), &asks, &style);
    let is_child = matches!(who, Erased::Child(_));
    // Three beside each other are too narrow for their words on a tablet that stands.
    let (across, down) = match (is_child, canvas.portrait) {
        (true, true) => (1, 3),
        (true, false) => (3, 1),
        (false, _) => (2, 1),
    };
    let high = canvas.either(100.0, 120.0);
    let high = if down == 3 {
        3.0 * high + 2.0 * GAP
    } else {
        high
    };
    let keys = area.cut_bottom_by(high, NEAR);
    let (told, may) = exported(view, desk, who);
    let facts = [
        Some(view.say.text("desk-delete-goes")),
        Some(view.say.text("desk-delete-beyond")),
        told,
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let inner = paper(ui, area, facts.len());
    let style = Style::regular(size::SMALL).centered().rows(4);
    for (words, place) in facts.iter().zip(inner.grid_by(1, facts.len(), 4.0)) {
        text::label_unsaid(ui, place, words, &style);
    }
    let no = (
        view.say.text("desk-delete-no"),
        DeskTouch::Open(before(who)),
    );
    let yes = match (may, again) {
        (false, _) => {
            let words = view.say.text("desk-delete-export");
            (words, DeskTouch::Open(DeskPage::Export))
        }
        (true, false) => {
            let page = DeskPage::Erase(who.clone(), true);
            (view.say.text("desk-delete-yes"), DeskTouch::Open(page))
        }
        (true, true) => {
            let words = view.say.text("desk-delete-last");
            (words, DeskTouch::DeleteForGood(who.clone()))
        }
    };
    // The second yes is not where the first one was: a finger that taps twice deletes nobody.
    let export = match who {
        Erased::Child(student) => Some((
            view.say.text("desk-child-export"),
            DeskTouch::Open(DeskPage::ExportChild(student.clone())),
        )),
        Erased::WhoLeft | Erased::Everybody => None,
    };
    let offers: Vec<_> = [Some(no), export, Some(yes)]
        .into_iter()
        .flatten()
        .collect();
    let mut places = keys.grid_by(across, down, GAP);
    if again {
        places.reverse();
    }
    let offers = offers.into_iter().zip(places);
    let mut touch = None;
    for ((words, asked), place) in offers {
        if dense::key(ui, place, &words) {
            touch = Some(asked);
        }
    }
    touch
}

/// Whether what goes was exported, in a sentence; and whether it may go now.
fn exported(view: &View<'_>, desk: &Desk, who: &Erased) -> (Option<String>, bool) {
    let now = view.ctx.moment.wall.datetime();
    match (who, desk.exported_today(now)) {
        (Erased::Child(student), _) => (Some(export_child::exported(view, desk, student)), true),
        (_, None) => (Some(view.say.text("desk-delete-export-first")), false),
        (_, Some(at)) => {
            let time = at.strftime("%-H:%M").to_string();
            let words = view.say.with("desk-delete-exported", &[("time", &time)]);
            (Some(words), true)
        }
    }
}

/// A card with room for so many sentences and no more; the place for them.
fn paper(ui: &Ui, mut area: Rect, sentences: usize) -> Rect {
    #[expect(clippy::cast_precision_loss, reason = "two or three")]
    let most = sentences as f32 * SENTENCE;
    let card = area.cut_top_by(most.min(area.height()), 0.0);
    widgets::card(ui, card);
    card.shrink(GRID)
}

fn question(view: &View<'_>, who: &Erased, again: bool) -> String {
    let records = view.ctx.records;
    match who {
        Erased::Child(student) => {
            let card = records.card(student);
            let name = card.map(|card| format!("{} {}", card.first_name, card.last_name));
            let name = name.unwrap_or_default();
            let key = if again {
                "desk-delete-sure"
            } else {
                "desk-delete-ask"
            };
            view.say.with(key, &[("name", name.trim())])
        }
        Erased::WhoLeft | Erased::Everybody => {
            let key = match (who, again) {
                (_, true) => "desk-delete-sure-all",
                (Erased::WhoLeft, _) => "desk-delete-ask-left",
                _ => "desk-delete-ask-all",
            };
            view.say.count(key, who.students(records).len(), &[])
        }
    }
}

/// The page that this one was opened from.
fn before(who: &Erased) -> DeskPage {
    match who {
        Erased::Child(student) => DeskPage::Leaves(student.clone()),
        Erased::WhoLeft | Erased::Everybody => DeskPage::ClassBadges,
    }
}

/// That it is done.
pub(super) fn done(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    count: usize,
) -> Option<DeskTouch> {
    let mut foot = area.cut_bottom_by(chip_height(canvas), NEAR);
    let (upper, lower) = area.split_top_bottom_at_fraction(0.4);
    let words = view.say.count("desk-deleted", count, &[]);
    let style = Style::bold(size::NAME).centered().rows(2);
    text::heading(ui, upper, &words, &style);
    let meets = view.kiosk.sharing().place.is_some();
    let others = meets.then_some("desk-deleted-others");
    let facts: Vec<_> = others.into_iter().chain(["desk-delete-beyond"]).collect();
    let inner = paper(ui, lower, facts.len());
    let places = inner.grid_by(1, facts.len(), 4.0);
    let style = Style::regular(size::SMALL).centered().rows(4);
    for (key, place) in facts.into_iter().zip(places) {
        text::label_unsaid(ui, place, &view.say.text(key), &style);
    }
    let words = view.say.text("desk-roster");
    let width = widgets::chip_width(ui, &words);
    widgets::chip(ui, foot.cut_left(width), &words)
        .then_some(DeskTouch::Open(DeskPage::Children(0)))
}
