//! The keys on the glass, for the few places where a teacher types, and the field that shows what
//! was typed. A keyboard on a cable types into the same field. Keeps nothing: what was typed is the
//! kiosk's, and every touch is handed back as strokes.

use eframe::egui::{
    CornerRadius, Event, Id, Key, Memory, Rect, Role, Sense, Stroke as Line, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use crate::domain::typed::{KeyFace, Stroke, Typed};

use super::{
    focus,
    layout::Cut,
    text::{self, Style},
    theme::{self, GRID, TOUCH, size},
    widgets::{focus_ring, pressed_place, target},
};

/// Between two keys.
const BETWEEN: f32 = 6.0;
/// The highest that a key gets.
const HIGHEST: f32 = 84.0;
/// From this width on there is room for ten keys side by side.
const WIDE: f32 = 10.0 * TOUCH + 9.0 * BETWEEN;

/// What the keys without a letter of their own are called.
#[derive(Clone, Debug)]
pub struct KeyNames {
    /// Between two words.
    pub space: String,
    /// Takes the last letter away.
    pub erase: String,
    /// Capitals.
    pub shift: String,
    /// Back to the letters.
    pub letters: String,
    /// To digits and marks.
    pub digits: String,
    /// To letters that English does not have.
    pub accents: String,
}

/// One key: what is written on it, what it is called, and how many others it is as wide as.
struct Cap {
    label: String,
    named: String,
    stroke: Stroke,
    wide: f32,
}

impl Cap {
    fn new(label: &str, named: &str, stroke: Stroke, wide: f32) -> Self {
        Self {
            label: label.to_owned(),
            named: named.to_owned(),
            stroke,
            wide,
        }
    }
}

/// How high the keys are in a place of that width, with as much height as that to spare.
#[must_use]
pub fn height(rows: usize, spare: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "five rows at the most")]
    let rows = rows as f32;
    let least = rows * (TOUCH + BETWEEN) - BETWEEN;
    let most = rows * (HIGHEST + BETWEEN) - BETWEEN;
    spare.clamp(least, most)
}

/// How many rows of keys there are: one more where Spanish letters have a row of their own.
#[must_use]
pub fn rows(spanish: bool) -> usize {
    if spanish { 5 } else { 4 }
}

/// Draws the keys, and returns what was touched.
#[must_use]
pub fn show(
    ui: &Ui,
    place: Rect,
    typed: &Typed,
    names: &KeyNames,
    spanish: bool,
) -> Option<Stroke> {
    let wide = place.width() >= WIDE;
    // The narrowest tablets lend the keys some of their margin.
    let place = if wide {
        place
    } else {
        place.expand2(vec2(GRID / 2.0, 0.0))
    };
    let rows = faces(typed, names, wide, spanish);
    let places = place.grid_by(1, rows.len(), BETWEEN);
    let mut touched = None;
    for (mut row, caps) in places.into_iter().zip(&rows) {
        let all: f32 = caps.iter().map(|cap| cap.wide).sum();
        #[expect(clippy::cast_precision_loss, reason = "ten keys")]
        let unit = (row.width() - BETWEEN * (caps.len() as f32 - 1.0)) / all;
        for cap in caps {
            let key = row.cut_left_by(unit * cap.wide, BETWEEN);
            let chosen = cap.stroke == Stroke::Shift && typed.shift();
            if show_key(ui, key, cap, chosen) {
                touched = Some(cap.stroke);
            }
        }
    }
    touched
}

fn show_key(ui: &Ui, place: Rect, cap: &Cap, chosen: bool) -> bool {
    let response = target(ui, place, &cap.named, chosen.then_some(true));
    let face = pressed_place(place, &response);
    let round = CornerRadius::from(14_u8);
    let is_letter = matches!(cap.stroke, Stroke::Char(letter) if letter != ' ');
    let (fill, line) = if chosen {
        (theme::BLUE, theme::DEEP_BLUE)
    } else if is_letter {
        (theme::CARD, theme::TRAIL)
    } else {
        (theme::FADED, theme::TRAIL)
    };
    ui.painter()
        .rect(face, round, fill, Line::new(2.0, line), StrokeKind::Inside);
    focus_ring(ui, face, &response, round);
    let style = if is_letter {
        Style::bold(size::NAME)
    } else {
        Style::regular(size::SMALL)
    };
    let style = if chosen { style.on_blue() } else { style };
    text::paint(
        ui,
        face.shrink2(vec2(3.0, 2.0)),
        &cap.label,
        &style.centered(),
    );
    response.clicked()
}

/// The keys that are to be seen, row by row.
fn faces(typed: &Typed, names: &KeyNames, wide: bool, spanish: bool) -> Vec<Vec<Cap>> {
    let letters = |row: &str| chars(row, typed.shift());
    let mut rows = match (typed.face(), wide) {
        (KeyFace::Letters, true) => vec![
            letters("qwertyuiop"),
            letters("asdfghjkl'"),
            join([names.shift(), letters("zxcvbnm-"), names.erase()]),
            join([
                names.others(),
                chars(",", false),
                names.space(4.0),
                chars(".?!", false),
            ]),
        ],
        // The p stands where there is room for it.
        (KeyFace::Letters, false) => vec![
            letters("qwertyuio"),
            letters("asdfghjkl"),
            join([names.shift(), letters("zxcvbnmp")]),
            join([
                names.others(),
                chars(",", false),
                names.space(2.0),
                chars(".?'", false),
                names.erase(),
            ]),
        ],
        (KeyFace::Digits, true) => vec![
            chars("1234567890", false),
            chars("-'\"()/:;&%", false),
            join([chars("!?,.+=#@*", false), names.erase()]),
            join([names.back(), names.space(8.0)]),
        ],
        (KeyFace::Digits, false) => vec![
            chars("123456789", false),
            chars("0-'\"()/:;", false),
            join([chars("!?,.&%+=", false), names.erase()]),
            join([names.back(), names.space(7.0)]),
        ],
        (KeyFace::Accents, true) => vec![
            letters("áéíóúüñ¿¡ç"),
            letters("àâãäåæèêëï"),
            join([names.shift(), letters("îôõöøùûß"), names.erase()]),
            join([names.back(), names.space(8.0)]),
        ],
        (KeyFace::Accents, false) => vec![
            letters("áéíóúüñ¿¡"),
            letters("àâãäåèêëç"),
            join([names.shift(), letters("ïîôõöùû"), names.erase()]),
            join([names.back(), names.space(7.0)]),
        ],
    };
    if spanish && typed.face() == KeyFace::Letters {
        rows.insert(0, letters("áéíóúüñ¿¡"));
    }
    rows
}

impl KeyNames {
    fn shift(&self) -> Vec<Cap> {
        vec![Cap::new("Aa", &self.shift, Stroke::Shift, 1.0)]
    }

    fn erase(&self) -> Vec<Cap> {
        vec![Cap::new(&self.erase, &self.erase, Stroke::Erase, 1.0)]
    }

    fn space(&self, wide: f32) -> Vec<Cap> {
        vec![Cap::new(&self.space, &self.space, Stroke::Char(' '), wide)]
    }

    /// To what is not among the letters.
    fn others(&self) -> Vec<Cap> {
        let (digits, accents) = (KeyFace::Digits, KeyFace::Accents);
        vec![
            Cap::new("123", &self.digits, Stroke::Turn(digits), 1.0),
            Cap::new("áñ", &self.accents, Stroke::Turn(accents), 1.0),
        ]
    }

    /// And back to them.
    fn back(&self) -> Vec<Cap> {
        let letters = Stroke::Turn(KeyFace::Letters);
        vec![Cap::new("ABC", &self.letters, letters, 2.0)]
    }
}

fn chars(row: &str, shift: bool) -> Vec<Cap> {
    let turned = row
        .chars()
        .map(|letter| match letter.to_uppercase().next() {
            Some(capital) if shift && letter != 'ß' => capital,
            _ => letter,
        });
    turned
        .map(|letter| {
            let label = letter.to_string();
            Cap::new(&label, &label, Stroke::Char(letter), 1.0)
        })
        .collect()
}

fn join<const N: usize>(parts: [Vec<Cap>; N]) -> Vec<Cap> {
    parts.into_iter().flatten().collect()
}

/// The field: what was typed, and where the next letter will stand. `named` is what it is for.
/// Returns what a keyboard on a cable typed. Space and Enter press a button that has the focus.
#[must_use]
pub fn field(ui: &Ui, place: Rect, named: &str, typed: &Typed) -> Vec<Stroke> {
    let id = ui.scope_id().with("typed");
    let is_new = ui.ctx().read_response(id).is_none();
    let response = ui.interact(place, id, Sense::click());
    focus::offer(ui, &response);
    // Whatever had the focus on the page before: who types wants to type here.
    if is_new || ui.memory(Memory::focused).is_none() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    response.widget_info(|| {
        let said = format!("{named}: {}", typed.text());
        WidgetInfo::labeled(Role::TextInput, true, said)
    });
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_value(typed.text()));
    let (width, line) = if response.has_focus() {
        (4.0, theme::BLUE)
    } else {
        (2.0, theme::TRAIL)
    };
    let round = CornerRadius::from(18_u8);
    let line = Line::new(width, line);
    ui.painter()
        .rect(place, round, theme::CARD, line, StrokeKind::Inside);
    let style = Style::regular(size::TEXT).rows(8);
    let style = if place.height() > 1.5 * TOUCH {
        style.top()
    } else {
        style
    };
    let inner = place.shrink2(vec2(GRID * 1.5, GRID / 2.0));
    text::paint(ui, inner, &format!("{}|", typed.text()), &style);
    keyed(ui, id)
}

fn keyed(ui: &Ui, field: Id) -> Vec<Stroke> {
    let here = ui.memory(Memory::focused).is_none_or(|id| id == field);
    let mut strokes = Vec::new();
    ui.input(|input| {
        for event in &input.events {
            match event {
                Event::Text(text) => {
                    let typed = text.chars().filter(|letter| here || *letter != ' ');
                    strokes.extend(typed.map(Stroke::Char));
                }
                Event::Key {
                    key: Key::Backspace,
                    pressed: true,
                    ..
                } => strokes.push(Stroke::Erase),
                Event::Key {
                    key: Key::Enter,
                    pressed: true,
                    ..
                } if here => strokes.push(Stroke::Enter),
                _ => {}
            }
        }
    });
    strokes
}
