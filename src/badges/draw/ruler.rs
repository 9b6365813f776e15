//! The ruler page: how far a printer is off, and what to enter.

use super::pen::{Look, Pen};
use crate::badges::{
    print::RulerWords,
    sheet::{Area, Offset},
};

pub(super) fn draw(
    pen: &mut Pen<'_, '_>,
    (width, _): (f32, f32),
    _offset: Offset,
    words: &RulerWords,
) {
    let title = Area {
        left: 20.0,
        top: 15.0,
        width: width - 40.0,
        height: 10.0,
    };
    pen.words(&words.title, title, Look::bold(1, (7.0, 4.0)));
}
