//! The list of secret pictures, for the teacher's drawer: a class of up to thirty-four on one page,
//! down the left column and then down the right one.

use super::pen::{Ink, Look, Pen};
use crate::badges::{
    print::{SecretList, SecretRow},
    sheet::Area,
};

const MARGIN: f32 = 18.0;
/// From the top of the page to the first row, in millimetres.
const HEAD: f32 = 46.0;
const ROW: f32 = 13.0;
const GUTTER: f32 = 10.0;
const PICTURE: f32 = 10.0;

/// How many children go on a page of that size, and how many pages that makes.
pub(super) fn pages(list: &SecretList, size: (f32, f32)) -> (usize, usize) {
    let each = 2 * rows(size);
    (each, list.rows.len().div_ceil(each))
}

/// How many rows a column has.
fn rows((_, height): (f32, f32)) -> usize {
    let mut rows = 1;
    let mut bottom = HEAD + 2.0 * ROW;
    while bottom <= height - MARGIN {
        rows += 1;
        bottom += ROW;
    }
    rows
}

pub(super) fn draw(
    pen: &mut Pen<'_, '_>,
    size: (f32, f32),
    list: &SecretList,
    children: &[SecretRow],
    (page, of): (usize, usize),
) {
    let (width, height) = size;
    let head = Area {
        left: MARGIN,
        top: 15.0,
        width: width - 2.0 * MARGIN,
        height: 11.0,
    };
    pen.words(&list.title, head, Look::bold(1, (7.0, 4.0)));
    let about = Area {
        top: 27.0,
        height: 13.0,
        ..head
    };
    pen.words_from_top(
        &list.about,
        about,
        Look::regular(2, (4.2, 3.0)).ink(Ink::Quiet),
    );
    let wide = (head.width - GUTTER) / 2.0;
    let lefts = [MARGIN, MARGIN + wide + GUTTER];
    for (left, column) in lefts.into_iter().zip(children.chunks(rows(size))) {
        let mut top = HEAD;
        pen.line((left, top), (left + wide, top), 0.25, Ink::Line);
        for child in column {
            row(
                pen,
                Area {
                    left,
                    top,
                    width: wide,
                    height: ROW,
                },
                child,
            );
            top += ROW;
        }
    }
    if of > 1 {
        let foot = Area {
            top: height - 14.0,
            height: 6.0,
            ..head
        };
        let look = Look::regular(1, (3.6, 3.6)).centered().ink(Ink::Quiet);
        pen.words(&format!("{page} / {of}"), foot, look);
    }
}

fn row(pen: &mut Pen<'_, '_>, area: Area, child: &SecretRow) {
    let inset = (ROW - PICTURE) / 2.0;
    let square = |left: f32| Area {
        left,
        top: area.top + inset,
        width: PICTURE,
        height: PICTURE,
    };
    pen.picture(&child.animal, square(area.left).within(1.0));
    let mut left = area.right();
    for picture in child.pictures.iter().rev() {
        left -= PICTURE + 1.5;
        pen.picture(picture, square(left + 1.5).within(0.4));
    }
    let name = Area {
        left: area.left + PICTURE + 2.0,
        width: left - area.left - PICTURE - 4.0,
        ..area
    };
    pen.name(&child.name, name, Look::bold(2, (5.0, 2.8)));
    let foot = area.bottom();
    pen.line((area.left, foot), (area.right(), foot), 0.25, Ink::Line);
}
