//! The list of secret pictures, for the teacher's drawer.

use super::pen::{Look, Pen};
use crate::badges::{
    print::{SecretList, SecretRow},
    sheet::Area,
};

/// How many children go on a page, and how many pages that makes.
pub(super) fn pages(list: &SecretList, (_, height): (f32, f32)) -> (usize, usize) {
    let _ = height;
    (20, list.rows.len().div_ceil(20))
}

pub(super) fn draw(
    pen: &mut Pen<'_, '_>,
    (width, _): (f32, f32),
    list: &SecretList,
    _rows: &[SecretRow],
    _page: (usize, usize),
) {
    let title = Area {
        left: 20.0,
        top: 15.0,
        width: width - 40.0,
        height: 10.0,
    };
    pen.words(&list.title, title, Look::bold(1, (7.0, 4.0)));
}
