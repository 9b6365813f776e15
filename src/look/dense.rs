//! What a teacher's pages are made of: many things on one page, each as large as a fingertip.

use eframe::egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{
    layout::Cut,
    pictures,
    text::{self, Style},
    theme::{self, size},
    widgets::{Face, focus_ring, press, pressed_place, target},
};

/// A key of a pad.
#[must_use]
pub fn key(ui: &Ui, place: Rect, words: &str) -> bool {
    let response = target(ui, place, words, None);
    let line = Some(theme::HAIRLINE);
    let face = press(ui, place, &response, theme::CARD, theme::SHADOW, line);
    text::paint(
        ui,
        face.shrink(8.0),
        words,
        &Style::bold(size::NAME).centered(),
    );
    response.clicked()
}

/// One of many pictures to touch; `named` says what it is.
#[must_use]
pub fn picture_button(ui: &Ui, place: Rect, picture: &str, named: &str, look: RowLook) -> bool {
    let chosen = look == RowLook::Chosen;
    let response = target(ui, place, named, Some(chosen));
    let face = pressed_place(place, &response);
    let round = CornerRadius::from(18_u8);
    let (fill, line) = if chosen {
        (theme::SUN, Stroke::new(5.0, theme::BLUE))
    } else {
        (theme::CARD, Stroke::new(2.0, theme::HAIRLINE))
    };
    ui.painter()
        .rect(face, round, fill, line, StrokeKind::Inside);
    focus_ring(ui, face, &response, round);
    let side = face.size().min_elem() * 0.76;
    pictures::emoji(ui, face.middle(vec2(side, side)), picture);
    response.clicked()
}

/// How a row of a list looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowLook {
    /// White.
    Plain,
    /// Sun yellow: look at this one.
    Sunny,
    /// The one that is chosen.
    Chosen,
    /// What a column is about.
    Head,
    /// What counts until somebody decides.
    Counts,
}

/// One of many things to touch, on a line: a picture, words, and to the right whatever `marks` shows.
#[must_use]
pub fn row_button(
    ui: &Ui,
    place: Rect,
    face: Option<Face<'_>>,
    words: &str,
    look: RowLook,
    marks: &[Face<'_>],
) -> bool {
    named_row(ui, place, (words, words), face, look, marks)
}

/// The same where its words are not enough to tell it from others: `named` says which one it is to
/// whoever goes by names. It begins with the words.
#[must_use]
pub fn named_row(
    ui: &Ui,
    place: Rect,
    (words, named): (&str, &str),
    face: Option<Face<'_>>,
    look: RowLook,
    marks: &[Face<'_>],
) -> bool {
    let response = target(ui, place, named, Some(look == RowLook::Chosen));
    let face_place = pressed_place(place, &response);
    let (fill, line, style) = match look {
        RowLook::Plain => (theme::CARD, theme::HAIRLINE, Style::regular(size::SMALL)),
        RowLook::Sunny => (theme::SUN, theme::SUN_LINE, Style::regular(size::SMALL)),
        // So small that the heads of all columns are of one size.
        RowLook::Head => (theme::FADED, theme::TRAIL, Style::bold(size::SMALL * 0.8)),
        RowLook::Counts => (theme::FADED, theme::TRAIL, Style::bold(size::SMALL)),
        RowLook::Chosen => (
            theme::BLUE,
            theme::DEEP_BLUE,
            Style::bold(size::SMALL).on_blue(),
        ),
    };
    let round = CornerRadius::from(18_u8);
    ui.painter().rect(
        face_place,
        round,
        fill,
        Stroke::new(2.0, line),
        StrokeKind::Inside,
    );
    focus_ring(ui, face_place, &response, round);
    // Where a name stands between two signs on a narrow row, it gets what room there is.
    let tight = face.is_some() && !marks.is_empty() && face_place.width() < 240.0;
    let beside = if face.is_none() || tight { 6.0 } else { 12.0 };
    let mut inner = face_place.shrink2(vec2(beside, 4.0));
    let side = (inner.height() * 0.76).min(44.0).min(inner.width() * 0.22);
    if let Some(face) = face {
        let place = inner.cut_left_by(side, if tight { 5.0 } else { 10.0 });
        face.paint(ui, place.middle(vec2(side, side)));
    }
    for mark in marks.iter().rev() {
        let place = inner.cut_right_by(side, if tight { 4.0 } else { 8.0 });
        mark.paint(ui, place.middle(vec2(side, side)));
    }
    let style = if face.is_none() && marks.is_empty() {
        style.centered()
    } else {
        style
    };
    // A single word is cut rather than broken.
    let rows = if words.contains([' ', '-']) { 2 } else { 1 };
    text::paint(ui, inner, words, &style.rows(rows));
    response.clicked()
}

/// One thing that happened, in a list that is only to be read.
pub struct Told<'a> {
    /// The day.
    pub day: &'a str,
    /// Whether the line before was of another day.
    pub first_of_day: bool,
    /// The time of day.
    pub time: &'a str,
    /// What stands for it.
    pub face: Option<Face<'a>>,
    /// What happened.
    pub what: &'a str,
    /// Who wrote it down, and where.
    pub by: &'a str,
    /// Whether it counts no more.
    pub quiet: bool,
}

/// Draws it: day, time, what happened, and by whom; `narrow` has that on a second line.
pub fn told(ui: &Ui, place: Rect, line: &Told<'_>, narrow: bool) {
    let mut row = place;
    if line.first_of_day {
        let stroke = Stroke::new(1.5, theme::HAIRLINE);
        ui.painter()
            .hline(place.x_range(), place.min.y - 2.0, stroke);
    }
    let (small, quiet) = (
        Style::regular(size::SMALL),
        Style::regular(size::SMALL).quiet(),
    );
    let day = row.cut_left_by(88.0, 8.0);
    let time = row.cut_left_by(76.0, 12.0);
    let (day, time, face, what, by) = if narrow {
        let halves = |of: Rect| of.split_top_bottom_at_fraction(0.52);
        let face = row.cut_left_by(40.0, 12.0);
        let (upper, lower) = halves(row);
        (halves(day).0, halves(time).0, halves(face).0, upper, lower)
    } else {
        let by = row.cut_right_by(place.width() * 0.27, 12.0);
        let face = row.cut_left_by(40.0, 12.0);
        (day, time, face, row, by)
    };
    if line.first_of_day {
        text::paint(ui, day, line.day, &Style::bold(size::SMALL));
    }
    text::paint(ui, time, line.time, &quiet);
    if let Some(picture) = line.face {
        picture.paint(
            ui,
            face.middle(vec2(1.0, 1.0) * face.size().min_elem().min(36.0)),
        );
    }
    let style = if line.quiet { &quiet } else { &small };
    text::paint(ui, what, line.what, style);
    text::paint(ui, by, line.by, &quiet);
    let Told {
        day,
        time,
        what,
        by,
        ..
    } = line;
    let named = format!("{day} {time} · {what} · {by}");
    let id = ui.scope_id().with(("told", place.min.y.to_bits()));
    ui.interact(place, id, Sense::hover())
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, named.as_str()));
}
