//! The first screen: what to do, where this tablet stands, and how much of the round is left.
//! Nothing about any child.

use eframe::egui::{Align2, Rect, Ui, vec2};

use crate::{
    domain::kiosk::{JoinTouch, Touch},
    look::{
        art::Art,
        layout::{Canvas, Cut},
        mirror::Mirror,
        text::{self, Style},
        theme::{self, GRID, NEAR, size},
        widgets::{self, Face},
    },
};

use super::View;

pub(super) fn show(ui: &Ui, canvas: Canvas, view: &View<'_>) -> Option<Touch> {
    let mut area = canvas.area;
    let (art, what_to_do) = invitation(view);
    let words = view.say.text(what_to_do);
    let style = Style::bold(size::TITLE).centered().rows(2);
    // Clear of the button in the corner.
    let clear = vec2(2.0 * (theme::TOUCH + NEAR), 0.0);
    let most = Rect::from_min_size(area.min, vec2(area.width(), area.height() * 0.3) - clear);
    let height = text::height(ui, most, &words, &style);
    let title = area.cut_top_by(height, GRID).shrink2(clear / 2.0);
    text::heading(ui, title, &words, &style);
    let touch = practice_row(ui, &mut area, view);
    let touch = touch.or(join_chip(ui, &mut area, view));
    quiet_line(ui, &mut area, view, canvas.portrait);
    let height = canvas.either(120.0, 90.0);
    let cards = if canvas.portrait {
        area.cut_bottom_by(2.0 * height + NEAR, NEAR)
            .grid_by(1, 2, NEAR)
    } else {
        area.cut_bottom_by(height, NEAR).grid_by(2, 1, NEAR)
    };
    if let Some(mirror) = view.mirror {
        hang(ui, &mut area, view, mirror, canvas.portrait);
    }
    let side = area.size().min_elem().min(440.0);
    art.paint(ui, area.middle(vec2(side, side)));
    if let [station, clock] = cards.as_slice() {
        station_card(ui, *station, view);
        round_card(ui, *clock, view);
    }
    super::listen(ui, canvas);
    touch
}

/// Hangs the mirror into the lower right corner of a place, and leaves the rest of it: as much to the
/// left as to the right, or what is above it on a display that stands.
fn hang(ui: &Ui, area: &mut Rect, view: &View<'_>, mirror: Mirror, portrait: bool) {
    let words = view.say.text("show-your-badge");
    let (widest, highest) = if portrait {
        (area.width() * 0.5, area.height() * 0.45)
    } else {
        (area.width() * 0.27, area.height())
    };
    let mut width = widest.min(320.0);
    while width > 120.0 && Mirror::height(ui, width, &words) > highest {
        width -= 4.0;
    }
    let size = vec2(width, Mirror::height(ui, width, &words));
    let corner = Align2::RIGHT_BOTTOM.align_size_within_rect(size, *area);
    mirror.paint(ui, corner, &words);
    if portrait {
        area.max.y = corner.min.y - NEAR;
    } else {
        *area = area.shrink2(vec2(width + NEAR, 0.0));
    }
}

/// What to do here: tap where there is a reader, else show the badge to the scanner or the camera.
fn invitation(view: &View<'_>) -> (Art, &'static str) {
    let tablet = &view.ctx.pack.tablet;
    let no_reader = view.quiet_lines.contains(&"no-reader");
    let scans = tablet.keyboard_scanner || view.mirror.is_some();
    match (tablet.card_reader && !no_reader, scans) {
        (true, _) => (Art::Tap, "tap-your-badge"),
        (false, true) => (Art::Scan, "show-your-badge"),
        (false, false) => (Art::NoReader, "ask-an-adult"),
    }
}

fn station_card(ui: &Ui, place: Rect, view: &View<'_>) {
    let pack = view.ctx.pack;
    if let Some(station) = pack.tablet.station.as_ref().and_then(|id| pack.station(id)) {
        let above = view.say.text("this-station");
        widgets::plate(
            ui,
            place,
            Face::of_station(station),
            view.pack_text(&station.name),
            Some(&above),
        );
    } else {
        let above = view.say.text("your-class");
        widgets::plate(
            ui,
            place,
            Face::Art(Art::Class),
            view.pack_text(&pack.tablet.class),
            Some(&above),
        );
    }
}

fn round_card(ui: &Ui, place: Rect, view: &View<'_>) {
    let now = view.ctx.moment.wall.datetime();
    let Some(at) = view.ctx.pack.place(now) else {
        return widgets::plate(
            ui,
            place,
            Face::Art(Art::BetweenBlocks),
            &view.say.text("between-blocks"),
            None,
        );
    };
    widgets::card(ui, place);
    let mut inner = place.shrink2(vec2(20.0, 12.0));
    let side = inner.height().min(92.0);
    let ring = inner.cut_left_by(side, 14.0);
    let whole = at.until.duration_since(at.since).as_secs_f32();
    let left = at.until.duration_since(now).as_secs_f32();
    widgets::clock(ui, ring.middle(vec2(side, side)), left / whole.max(1.0));
    let block = view.pack_text(&at.block.name);
    let above = match at.block.rounds.len() {
        0 | 1 => block.to_owned(),
        rounds => {
            let round = (at.round + 1).to_string();
            let of = view.say.with(
                "round-of",
                &[("round", &round), ("rounds", &rounds.to_string())],
            );
            format!("{block} · {of}")
        }
    };
    let minutes = view.say.count("minutes-left", minutes_left(left), &[]);
    let (upper, lower) = inner.split_top_bottom_at_fraction(0.42);
    text::label(
        ui,
        upper,
        &above,
        &Style::regular(size::SMALL).quiet().bottom(),
    );
    text::label(ui, lower, &minutes, &Style::bold(size::NAME).top());
}

pub(super) fn minutes_left(seconds: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a day"
    )]
    let minutes = (seconds / 60.0).ceil().clamp(0.0, 1440.0) as usize;
    minutes
}

/// What a teacher should know, said quietly: two things at the most.
fn quiet_line(ui: &Ui, area: &mut Rect, view: &View<'_>, portrait: bool) {
    let lines = view.quiet_lines.get(..2).unwrap_or(view.quiet_lines);
    if lines.is_empty() {
        return;
    }
    let quiet = Style::regular(size::SMALL).quiet().centered().rows(2);
    let height = 66.0 * theme::growth(ui);
    let places = if portrait {
        #[expect(clippy::cast_precision_loss, reason = "two lines at the most")]
        let all = height * lines.len() as f32;
        area.cut_bottom_by(all, GRID).grid_by(1, lines.len(), 0.0)
    } else {
        area.cut_bottom_by(height, GRID)
            .grid_by(lines.len(), 1, NEAR)
    };
    for (place, key) in places.into_iter().zip(lines) {
        text::label_unsaid(ui, place, &view.say.text(key), &quiet);
    }
}

/// On a tablet on which nobody has worked yet: the way into a class.
fn join_chip(ui: &Ui, area: &mut Rect, view: &View<'_>) -> Option<Touch> {
    if !view.kiosk.may_join() {
        return None;
    }
    let words = view.say.text("desk-join");
    let row = area.cut_bottom_by(theme::TOUCH, GRID);
    let place = row.middle(vec2(widgets::chip_width(ui, &words), row.height()));
    widgets::chip(ui, place, &words).then_some(Touch::Join(JoinTouch::How))
}

fn practice_row(ui: &Ui, area: &mut Rect, view: &View<'_>) -> Option<Touch> {
    if view.practice.is_empty() {
        return None;
    }
    let row = area.cut_bottom_by(84.0, NEAR);
    let places = row.columns(view.practice.len());
    let mut touch = None;
    for (place, badge) in places.into_iter().zip(view.practice) {
        let named = view
            .say
            .with("practice-badge", &[("picture", &badge.picture)]);
        if widgets::animal_button(ui, place, &badge.picture, &named) {
            touch = Some(Touch::Practice(badge.tap.clone()));
        }
    }
    touch
}
