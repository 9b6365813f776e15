//! Voided badges that were tapped: whose, when and where, and what is to be made of each.

use eframe::egui::{Rect, Ui, vec2};

use crate::{
    domain::{
        badge_life::{self, Flagged},
        event::VoidReason,
        kiosk::{DeskDid, DeskPage, DeskTouch},
    },
    look::{
        dense::{self, RowLook},
        layout::{Canvas, Cut},
        pictures,
        text::{self, Style},
        theme::{GRID, NEAR, TOUCH, size},
    },
};

use super::{super::View, Rows, nothing_to_do};

pub(super) fn show(
    ui: &Ui,
    canvas: Canvas,
    mut area: Rect,
    view: &View<'_>,
    part: usize,
) -> Option<DeskTouch> {
    let all = badge_life::flagged(view.ctx.records);
    let title = area.cut_top_by(48.0, NEAR);
    if all.is_empty() {
        nothing_to_do(ui, area, &view.say.text("desk-flagged-none"));
        return None;
    }
    let words = view.say.count("desk-flagged", all.len(), &[]);
    text::heading(ui, title, &words, &Style::bold(size::NAME).centered());
    let rows = Rows {
        columns: 1,
        height: if canvas.portrait {
            2.0 * TOUCH + GRID
        } else {
            TOUCH
        },
        between: GRID,
        beside: GRID,
    };
    let page = (part, DeskPage::Flagged);
    rows.show(ui, area, view, &all, page, |place, flagged| {
        show_one(ui, canvas, place, view, flagged)
    })
}

fn show_one(
    ui: &Ui,
    canvas: Canvas,
    mut place: Rect,
    view: &View<'_>,
    flagged: &Flagged<'_>,
) -> Option<DeskTouch> {
    let card = view.ctx.records.card(flagged.student)?;
    let choices = if canvas.portrait {
        place.cut_bottom_by(TOUCH, GRID / 2.0)
    } else {
        place.cut_right_by(place.width() * 0.44, NEAR)
    };
    let animal = place.cut_left_by(TOUCH, GRID);
    pictures::emoji(ui, animal.middle(vec2(48.0, 48.0)), &card.picture);
    let words = in_words(view, flagged, &card.first_name);
    text::label_unsaid(ui, place, &words, &Style::regular(size::SMALL).rows(2));
    let badge = || flagged.badge.clone();
    let found = DeskDid::FoundAgain(badge(), flagged.voided.reason);
    let answers = [
        ("desk-found-yes", found),
        ("desk-found-no", DeskDid::KeptVoid(badge())),
    ];
    let mut touch = None;
    let places = choices.grid_by(2, 1, GRID);
    for (place, (key, did)) in places.into_iter().zip(answers) {
        let words = view.say.text(key);
        let named = format!("{words} · {}", card.first_name);
        if dense::named_row(ui, place, (&words, &named), None, RowLook::Plain, &[]) {
            touch = Some(DeskTouch::Do(flagged.student.clone(), did));
        }
    }
    touch
}

/// "Maya's lost badge was tapped at 9:40 at Table 3".
fn in_words(view: &View<'_>, flagged: &Flagged<'_>, name: &str) -> String {
    let at = flagged.tap.at;
    let time = at.strftime("%H:%M").to_string();
    let mut when = if at.date() == view.ctx.moment.wall.date() {
        view.say.with("desk-flagged-at", &[("time", &time)])
    } else {
        let day = view.say.date("desk-day", at.date());
        let names = [("day", day.as_str()), ("time", time.as_str())];
        view.say.with("desk-flagged-at-day", &names)
    };
    if let Some(id) = &flagged.tap.station {
        let station = view.ctx.pack.station(id);
        let station = station.map_or(id.as_str(), |station| view.pack_text(&station.name));
        let names = [("when", when.as_str()), ("station", station)];
        when = view.say.with("desk-flagged-place", &names);
    }
    let key = match flagged.voided.reason {
        VoidReason::Lost => "desk-flagged-lost",
        VoidReason::Replaced => "desk-flagged-replaced",
        VoidReason::YearEnd => "desk-flagged-year-end",
    };
    view.say.with(key, &[("name", name), ("when", &when)])
}
