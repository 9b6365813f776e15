//! The ruler page: how far a printer is off, and what to enter. It takes no ruler: a sheet folded
//! edge on edge has its crease in the middle of the paper, and where that crosses a scale stands the
//! number to enter.

use super::{
    pen::{Ink, Look, Pen},
    typeset::Weight,
};
use crate::badges::{
    print::RulerWords,
    sheet::{Area, ID_1, Offset},
};

/// How far a scale goes to either side of its middle, in millimetres.
const REACH: i16 = 15;
const MARGIN: f32 = 20.0;

/// Draws it on a page of that size, on which everything is moved by `offset` already: the scales
/// count from there, so that the number at a crease is always the whole number to enter.
pub(super) fn draw(
    pen: &mut Pen<'_, '_>,
    (width, height): (f32, f32),
    offset: Offset,
    words: &RulerWords,
) {
    let (right, down) = offset.millimetres();
    let (x, y) = (width / 2.0, height / 2.0);
    let column = Area {
        left: MARGIN,
        top: 16.0,
        width: width - 2.0 * MARGIN,
        height: 12.0,
    };
    pen.words(&words.title, column, Look::bold(1, (8.0, 4.0)));
    step(
        pen,
        1,
        &words.size,
        Area {
            top: 34.0,
            ..column
        },
    );
    let card = Area {
        left: MARGIN + 9.0,
        top: 48.0,
        width: ID_1.0,
        height: ID_1.1,
    };
    pen.outline(card, ID_1.2, 0.3, Ink::Dark);
    let beside = Area {
        top: y - 31.0,
        width: x - MARGIN,
        height: 34.0,
        ..column
    };
    step(pen, 2, &words.fold, beside);

    upright(pen, (width - 42.0, y), down, &words.down);
    across(pen, (x, y + 42.0), right, &words.right);

    let last = Area {
        top: y + 70.0,
        ..column
    };
    step(pen, 3, &words.enter, last);
    entry(pen, MARGIN + 9.0, y + 94.0, words);
}

/// A step with its number in a disc.
fn step(pen: &mut Pen<'_, '_>, number: u8, words: &str, area: Area) {
    let disc = Area {
        width: 6.4,
        height: 6.4,
        ..area
    };
    pen.fill(disc, 3.2, Ink::Dark);
    let look = Look::bold(1, (4.4, 4.4)).centered().ink(Ink::Paper);
    pen.words(&number.to_string(), disc, look);
    let words_area = Area {
        left: area.left + 9.0,
        top: area.top + 0.4,
        width: area.width - 9.0,
        height: area.height.max(24.0),
    };
    pen.words_from_top(words, words_area, Look::regular(6, (4.6, 3.0)));
}

/// The numbers of a scale that counts from `from` in its middle, and how far each is from there.
fn ticks(from: f32) -> impl Iterator<Item = (i16, f32)> {
    let reach = f32::from(REACH);
    (-2 * REACH..=2 * REACH)
        .map(move |number| (number, f32::from(number) - from))
        .filter(move |(_, away)| away.abs() <= reach + 0.01)
}

/// How long the mark of a number is, in millimetres, and whether it is written out at its end. Tens
/// stand further out, so that no number runs into the next.
fn mark(number: i16) -> (f32, bool) {
    match number {
        number if number % 10 == 0 => (10.5, true),
        number if number % 5 == 0 => (5.5, true),
        _ => (3.0, false),
    }
}

/// With a true minus.
fn written_out(number: i16) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", number.unsigned_abs())
}

const NUMBER: Look = Look {
    weight: Weight::Bold,
    ink: Ink::Dark,
    align: super::pen::Align::Middle,
    rows: 1,
    sizes: (3.2, 3.2),
};

/// The scale that a crease from top to bottom crosses.
fn across(pen: &mut Pen<'_, '_>, (x, y): (f32, f32), from: f32, title: &str) {
    for (number, away) in ticks(from) {
        let (long, written) = mark(number);
        let at = x + away;
        pen.line((at, y), (at, y + long), 0.2, Ink::Dark);
        if written {
            let place = Area {
                left: at - 5.0,
                top: y + long + 0.3,
                width: 10.0,
                height: 4.6,
            };
            pen.words(&written_out(number), place, NUMBER);
        }
    }
    let reach = f32::from(REACH);
    pen.line((x - reach, y), (x + reach, y), 0.2, Ink::Dark);
    let place = Area {
        left: x - 45.0,
        top: y - 9.0,
        width: 90.0,
        height: 7.0,
    };
    pen.words(title, place, Look::bold(1, (4.6, 3.0)).centered());
}

/// The scale that a crease from side to side crosses.
fn upright(pen: &mut Pen<'_, '_>, (x, y): (f32, f32), from: f32, title: &str) {
    for (number, away) in ticks(from) {
        let (long, written) = mark(number);
        let at = y + away;
        pen.line((x, at), (x + long, at), 0.2, Ink::Dark);
        if written {
            let place = Area {
                left: x + long + 0.3,
                top: at - 2.3,
                width: 9.0,
                height: 4.6,
            };
            pen.words(&written_out(number), place, NUMBER);
        }
    }
    let reach = f32::from(REACH);
    pen.line((x, y - reach), (x, y + reach), 0.2, Ink::Dark);
    let place = Area {
        left: x - 24.0,
        top: y - reach - 10.0,
        width: 54.0,
        height: 7.0,
    };
    pen.words(title, place, Look::bold(1, (4.6, 3.0)).centered());
}

/// Two boxes to write the numbers in.
fn entry(pen: &mut Pen<'_, '_>, left: f32, top: f32, words: &RulerWords) {
    for (place, title) in [(left, &words.right), (left + 62.0, &words.down)] {
        let title_place = Area {
            left: place,
            top: top - 6.5,
            width: 56.0,
            height: 6.0,
        };
        pen.words(title, title_place, Look::bold(1, (3.8, 2.4)));
        let field = Area {
            left: place,
            top,
            width: 40.0,
            height: 14.0,
        };
        pen.outline(field, 2.0, 0.3, Ink::Quiet);
    }
}
