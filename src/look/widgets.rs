//! The few things that screens are made of: the one big button, cards, chips, animals.
//!
//! Each draws itself into the place it is given, names itself for a screen reader, shows where the
//! keyboard is, and answers a press within the frame.

use eframe::egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::domain::{
    pack::{Level, Station},
    text::Picture,
};

use super::{
    art::Art,
    focus,
    layout::Cut,
    levels::{self, Ink},
    pictures, spoken,
    text::{self, Style},
    theme::{self, size},
};

/// What stands for a thing.
#[derive(Clone, Copy, Debug)]
pub enum Face<'a> {
    /// A picture of the class pack.
    Picture(&'a Picture),
    /// One of the bundled set.
    Emoji(&'a str),
    /// One of Waymark's own drawings.
    Art(Art),
    /// The sign of a level.
    Level(&'a Level),
}

impl<'a> Face<'a> {
    /// A station's own picture, or what stands for one.
    #[must_use]
    pub fn of_station(station: &'a Station) -> Self {
        let picture = station.picture.as_ref();
        picture.map_or(Self::Art(Art::Station), Self::Picture)
    }

    /// Draws it on something dark: in a light of its own, so that its ink is seen.
    fn paint_on_dark(self, ui: &Ui, place: Rect) {
        let radius = place.size().min_elem() / 2.0;
        ui.painter()
            .circle_filled(place.center(), radius, theme::SUN);
        self.paint(ui, place.middle(place.size() * 0.72));
    }

    /// Draws it.
    pub fn paint(self, ui: &Ui, place: Rect) {
        match self {
            Self::Picture(picture) => pictures::paint(ui, place, picture),
            Self::Emoji(emoji) => pictures::emoji(ui, place, emoji),
            Self::Art(art) => art.paint(ui, place),
            Self::Level(level) => levels::paint(ui, place, level, Ink::Full),
        }
    }
}

/// The one big button of a screen.
#[must_use]
pub fn big_button(ui: &Ui, place: Rect, face: Option<Face<'_>>, words: &str) -> bool {
    let response = touchable(ui, place, words, None);
    let face_of_button = press(ui, place, &response, theme::BLUE, theme::DEEP_BLUE, None);
    let mut inner = face_of_button.shrink2(vec2(24.0, 8.0));
    let picture = inner.height().min(96.0).min(inner.width() * 0.25);
    let style = Style::bold(size::HEADING).on_blue().rows(2);
    let Some(face) = face else {
        text::paint(ui, inner, words, &style.centered());
        return response.clicked();
    };
    let wanted = picture + 24.0 + text::width(ui, words, &style) + 1.0;
    inner = inner.middle(vec2(wanted.min(inner.width()), inner.height()));
    let place = inner.cut_left_by(picture, 24.0);
    face.paint_on_dark(ui, place.middle(vec2(picture, picture)));
    text::paint(ui, inner, words, &style);
    response.clicked()
}

/// A white card that can be touched, with a picture to the left of its words.
#[must_use]
pub fn tile(ui: &Ui, place: Rect, face: Face<'_>, words: &str, above: Option<&str>) -> bool {
    let named = above.map_or_else(|| words.to_owned(), |above| format!("{above}: {words}"));
    let response = touchable(ui, place, &named, None);
    let card = press(
        ui,
        place,
        &response,
        theme::CARD,
        theme::SHADOW,
        Some(theme::HAIRLINE),
    );
    tile_inside(ui, card, face, words, above);
    response.clicked()
}

/// The same on sun yellow: something personal.
#[must_use]
pub fn sunny_tile(ui: &Ui, place: Rect, face: Face<'_>, words: &str) -> bool {
    let response = touchable(ui, place, words, None);
    let card = press(
        ui,
        place,
        &response,
        theme::SUN,
        theme::SUN_LINE,
        Some(theme::SUN_LINE),
    );
    tile_inside(ui, card, face, words, None);
    response.clicked()
}

/// A tile that only tells.
pub fn plate(ui: &Ui, place: Rect, face: Face<'_>, words: &str, above: Option<&str>) {
    card(ui, place);
    tile_inside(ui, place, face, words, above);
    let named = above.map_or_else(|| words.to_owned(), |above| format!("{above}: {words}"));
    name(ui, place, Role::Label, &named);
}

/// The same in sun yellow, with a small line above the words.
pub fn sunny_plate(ui: &Ui, place: Rect, face: Face<'_>, words: &str, above: &str) {
    sunny_card(ui, place);
    tile_inside(ui, place, face, words, Some(above));
    name(ui, place, Role::Label, &format!("{above}: {words}"));
}

fn tile_inside(ui: &Ui, card: Rect, face: Face<'_>, words: &str, above: Option<&str>) {
    if card.width() < (card.height() * 1.5).max(210.0) && card.height() >= theme::TOUCH {
        return tile_standing(ui, card, face, words, above);
    }
    let mut inner = card.shrink2(vec2(18.0, 6.0));
    let picture = (card.height() * 0.58 / theme::growth(ui))
        .clamp(36.0, 84.0)
        .min(inner.width() * 0.3);
    let place = inner.cut_left_by(picture, 14.0);
    face.paint(ui, place.middle(vec2(picture, picture)));
    let size = if card.height() > 100.0 {
        size::NAME
    } else {
        size::TEXT
    };
    if let Some(above) = above {
        let quiet = Style::regular(size::SMALL).quiet().bottom();
        // The same share at every text size: neither line grows at the other's cost.
        let height = (size::SMALL * 1.35).clamp(inner.height() * 0.38, inner.height() * 0.42);
        let (upper, lower) = inner.split_top_bottom_at_y(inner.min.y + height);
        text::paint(ui, upper, above, &quiet);
        text::paint(ui, lower, words, &Style::bold(size).rows(2).top());
    } else {
        text::paint(ui, inner, words, &Style::regular(size).rows(2));
    }
}

/// A tile that is not wide enough for words beside its picture has them below.
fn tile_standing(ui: &Ui, card: Rect, face: Face<'_>, words: &str, above: Option<&str>) {
    let mut inner = card.shrink2(vec2(9.0, 8.0));
    let style = Style::regular(size::TEXT).centered().rows(3);
    let most = if above.is_some() { 0.5 } else { 0.76 };
    let share = (0.62 * theme::growth(ui)).min(most);
    let room = (inner.height() - 48.0).max(inner.height() * 0.62);
    let most = (inner.height() * share).min(room);
    let most = Rect::from_min_size(inner.min, vec2(inner.width(), most));
    let height = text::height(ui, most, words, &style);
    let lower = inner.cut_bottom_by(height, 4.0);
    text::paint(ui, lower, words, &style);
    if let Some(above) = above {
        let quiet = Style::regular(size::SMALL).quiet().centered();
        let most = Rect::from_min_size(inner.min, vec2(inner.width(), inner.height() * 0.5));
        let height = text::height(ui, most, above, &quiet);
        text::paint(ui, inner.cut_bottom_by(height, 2.0), above, &quiet);
    }
    let side = inner.size().min_elem().min(84.0);
    face.paint(ui, inner.middle(vec2(side, side)));
}

/// A small tile of a row, with its words below its picture. `size` is the [`common_size`] of the row.
#[must_use]
pub fn small_tile(ui: &Ui, place: Rect, face: Face<'_>, words: &str, size: f32) -> bool {
    let response = touchable(ui, place, words, None);
    let line = Some(theme::HAIRLINE);
    let card = press(ui, place, &response, theme::CARD, theme::SHADOW, line);
    small_inside(ui, card, face, words, size);
    response.clicked()
}

/// The same on sun yellow: something personal.
#[must_use]
pub fn small_sunny_tile(ui: &Ui, place: Rect, face: Face<'_>, words: &str, size: f32) -> bool {
    let response = touchable(ui, place, words, None);
    let line = Some(theme::SUN_LINE);
    let card = press(ui, place, &response, theme::SUN, theme::SUN_LINE, line);
    small_inside(ui, card, face, words, size);
    response.clicked()
}

/// The type size in which the words of a whole row of small tiles fit, so that all are alike.
#[must_use]
pub fn common_size(ui: &Ui, places: &[Rect], words: &[String]) -> f32 {
    let style = Style::regular(size::TEXT).centered().rows(2);
    let sizes = places.iter().zip(words).map(|(place, words)| {
        let (_, lower) = small_halves(ui, *place);
        text::fitted_size(ui, lower, words, &style)
    });
    sizes.fold(f32::MAX, f32::min)
}

fn small_inside(ui: &Ui, card: Rect, face: Face<'_>, words: &str, size: f32) {
    let (picture, lower) = small_halves(ui, card);
    let square = vec2(1.0, 1.0) * picture.size().min_elem();
    face.paint(ui, picture.middle(square));
    let mut style = Style::regular(size::TEXT).centered().rows(2);
    text::at_most(ui, &mut style, size);
    text::paint(ui, lower, words, &style);
}

fn small_halves(ui: &Ui, card: Rect) -> (Rect, Rect) {
    let mut inner = card.shrink2(vec2(7.0, 7.0));
    let words = inner.height() * (0.56 * theme::growth(ui)).min(0.64);
    let lower = inner.cut_bottom_by(words, 2.0);
    (inner, lower)
}

/// A small round-ended button: back, "That's not me".
#[must_use]
pub fn chip(ui: &Ui, place: Rect, words: &str) -> bool {
    named_chip(ui, place, (words, words))
}

/// The same where its words are not enough to tell it from others: `named` says which one it is to
/// whoever goes by names. It begins with the words.
#[must_use]
pub fn named_chip(ui: &Ui, place: Rect, (words, named): (&str, &str)) -> bool {
    spoken::note_aside(ui, place, words);
    let response = target(ui, place, named, None);
    let card = pressed_place(place, &response);
    let round = CornerRadius::from(round_u8(place.height() / 2.0));
    ui.painter()
        .rect_filled(place.translate(vec2(0.0, 4.0)), round, theme::SHADOW);
    ui.painter().rect(
        card,
        round,
        theme::CARD,
        Stroke::new(2.0, theme::HAIRLINE),
        StrokeKind::Inside,
    );
    focus_ring(ui, card, &response, round);
    let size = chip_text(ui).min(place.height() / 2.0);
    let style = Style::regular(size).centered().fixed();
    text::paint(ui, card.shrink2(vec2(20.0, 2.0)), words, &style);
    response.clicked()
}

/// What is not the page's own question does not grow louder than it.
fn chip_text(ui: &Ui) -> f32 {
    theme::grown(ui, size::TEXT).min(size::NAME)
}

/// How wide a chip with these words is.
#[must_use]
pub fn chip_width(ui: &Ui, words: &str) -> f32 {
    chip_around(ui, words, chip_text(ui))
}

/// How wide it would be if its words did not grow.
#[must_use]
pub fn least_chip_width(ui: &Ui, words: &str) -> f32 {
    chip_around(ui, words, size::TEXT)
}

fn chip_around(ui: &Ui, words: &str, size: f32) -> f32 {
    let wide = text::width(ui, words, &Style::regular(size).fixed());
    (wide + 48.0).max(2.0 * theme::TOUCH)
}

/// A child's own animal on its sun.
pub fn avatar(ui: &Ui, place: Rect, emoji: &str) {
    let side = place.size().min_elem();
    let middle = place.center();
    ui.painter()
        .circle_filled(middle + vec2(0.0, 4.0), side / 2.0, theme::SHADOW);
    ui.painter().circle(
        middle,
        side / 2.0,
        theme::SUN,
        Stroke::new(4.0, theme::SUN_LINE),
    );
    pictures::emoji(
        ui,
        Rect::from_center_size(middle, vec2(side, side) * 0.72),
        emoji,
    );
}

/// A round button with an animal on it.
#[must_use]
pub fn animal_button(ui: &Ui, place: Rect, emoji: &str, named: &str) -> bool {
    let response = target(ui, place, named, None);
    let face = pressed_place(place, &response);
    avatar(
        ui,
        face.middle(vec2(1.0, 1.0) * face.size().min_elem()),
        emoji,
    );
    focus_ring(ui, face, &response, CornerRadius::from(theme::RADIUS));
    response.clicked()
}

/// A white card that only holds things. It lies flat on the paper: what can be touched stands up.
pub fn card(ui: &Ui, place: Rect) {
    flat(ui, place, theme::CARD, Stroke::new(2.0, theme::HAIRLINE));
}

/// The same in sun yellow.
pub fn sunny_card(ui: &Ui, place: Rect) {
    flat(ui, place, theme::SUN, Stroke::new(3.0, theme::SUN_LINE));
}

fn flat(ui: &Ui, place: Rect, fill: Color32, line: Stroke) {
    ui.painter()
        .rect(place, theme::RADIUS, fill, line, StrokeKind::Inside);
}

/// Dots for steps: done, here, to come. Steps are counted from 0.
pub fn steps(ui: &Ui, middle: eframe::egui::Pos2, count: usize, here: usize, named: &str) {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rubric has at most six criteria"
    )]
    let width = (count.saturating_sub(1)) as f32 * 40.0;
    let mut x = middle.x - width / 2.0;
    for step in 0..count {
        let (radius, color) = match step.cmp(&here) {
            std::cmp::Ordering::Less => (9.0, theme::INK),
            std::cmp::Ordering::Equal => (13.0, theme::INK),
            std::cmp::Ordering::Greater => (9.0, theme::FADED_LINE),
        };
        ui.painter().circle_filled(pos2(x, middle.y), radius, color);
        x += 40.0;
    }
    name(
        ui,
        Rect::from_center_size(middle, vec2(width + 40.0, 32.0)),
        Role::Label,
        named,
    );
}

/// Part of a round, as a ring: 1 is all of it left, 0 none.
pub fn clock(ui: &Ui, place: Rect, left: f32) {
    let radius = place.size().min_elem() / 2.0 - 6.0;
    ui.painter()
        .circle_stroke(place.center(), radius, Stroke::new(3.0, theme::FADED_LINE));
    let points = (0_u8..=72)
        .map(f32::from)
        .map(|step| step / 72.0)
        .take_while(|part| *part <= left.clamp(0.0, 1.0));
    let around = |part: f32| {
        let angle = part * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
        place.center() + vec2(angle.cos(), angle.sin()) * radius
    };
    ui.painter()
        .line(points.map(around).collect(), Stroke::new(11.0, theme::BLUE));
}

/// Something that can be touched, named for a screen reader and noted for reading aloud; `selected`
/// for one of several choices.
pub(super) fn touchable(ui: &Ui, place: Rect, named: &str, selected: Option<bool>) -> Response {
    spoken::note(ui, place, named);
    target(ui, place, named, selected)
}

/// The same, but never read aloud.
pub(super) fn target(ui: &Ui, place: Rect, named: &str, selected: Option<bool>) -> Response {
    let id = ui
        .scope_id()
        .with(("touch", named, place.min.x.to_bits(), place.min.y.to_bits()));
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, ui.is_enabled(), named);
        info.selected = selected;
        info
    });
    focus::offer(ui, &response);
    response
}

/// Gives a name to something that was painted.
pub fn name(ui: &Ui, place: Rect, role: Role, named: &str) {
    spoken::note(ui, place, named);
    let id = ui
        .scope_id()
        .with(("name", named, place.min.x.to_bits(), place.min.y.to_bits()));
    ui.interact(place, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(role, true, named));
}

/// Draws a card that gives way under a finger, and returns where its face is now.
pub(super) fn press(
    ui: &Ui,
    place: Rect,
    response: &Response,
    fill: Color32,
    edge: Color32,
    line: Option<Color32>,
) -> Rect {
    let face = pressed_place(place, response);
    ui.painter()
        .rect_filled(place.translate(vec2(0.0, 6.0)), theme::RADIUS, edge);
    let line = line.map_or(Stroke::NONE, |color| Stroke::new(2.0, color));
    ui.painter()
        .rect(face, theme::RADIUS, fill, line, StrokeKind::Inside);
    focus_ring(ui, face, response, CornerRadius::from(theme::RADIUS));
    face
}

pub(super) fn pressed_place(place: Rect, response: &Response) -> Rect {
    let depth = if response.is_pointer_button_down_on() {
        4.0
    } else {
        0.0
    };
    place.translate(vec2(0.0, depth))
}

pub(super) fn focus_ring(ui: &Ui, face: Rect, response: &Response, round: CornerRadius) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            face.expand(7.0),
            round,
            Stroke::new(5.0, theme::INK),
            StrokeKind::Middle,
        );
    }
}

fn round_u8(length: f32) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what fits"
    )]
    let round = length.clamp(0.0, 255.0) as u8;
    round
}
