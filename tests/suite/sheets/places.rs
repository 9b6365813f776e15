//! Where things are on the paper.

use waymark::{
    app::sheets,
    badges::{
        code::BadgeCode,
        print::{Badge, Order, Pages, PrintError, RulerWords, pdf},
        sheet::{NoSuchSheet, Offset, Paper, Sheet},
    },
};

use super::{INCH, LABELS, Printed, dark, named, pixels, printed, teacher, test_badge, trophy};

/// What a code is printed in, and nothing else: the ink of words is lighter.
const BLACK: u8 = 12;
/// Bare paper.
const WHITE: u8 = 250;

fn full(sheet: Sheet) -> Vec<Badge> {
    let names: Vec<String> = (0..sheet.on(sheet.usual_paper()).unwrap().cells.len())
        .map(|number| format!("Gwendolyn{number}"))
        .collect();
    named(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn every_cell_is_where_its_label_is() {
    for labels in LABELS {
        let layout = labels.sheet.on(labels.paper).unwrap();
        let corners = labels.corners();
        assert_eq!(layout.cells.len(), corners.len());
        for (cell, (left, top)) in layout.cells.iter().zip(corners) {
            let there = [cell.left, cell.top, cell.width, cell.height];
            let wanted = [left, top, labels.cell.0, labels.cell.1].map(|inches| inches * INCH);
            for (there, wanted) in there.into_iter().zip(wanted) {
                assert!((there - wanted).abs() < 0.01, "{:?}", labels.sheet);
            }
        }
    }
}

#[test]
fn every_page_has_the_size_of_its_paper() {
    for (sheet, paper, size) in [
        (Sheet::Squares, Paper::Letter, "612 x 792 pts (letter)"),
        (Sheet::Squares, Paper::A4, "595.276 x 841.89 pts (A4)"),
        (Sheet::Cr80, Paper::Letter, "612 x 792 pts (letter)"),
        (Sheet::Cr80, Paper::Card, "242.646 x 153.014 pts"),
    ] {
        let order = Order {
            sheet,
            paper: Some(paper),
            offset: Offset::default(),
        };
        let told = printed(&order, named(&["Maya"])).ask("pdfinfo", &["sheet.pdf"]);
        assert!(told.contains(size), "{told}");
    }
}

#[test]
fn a_label_has_everything_inside_of_it() {
    for labels in LABELS {
        let order = labels.order();
        for page in printed(&order, full(labels.sheet)).pages() {
            for (left, top) in labels.corners() {
                // A millimetre along each edge of a label is bare paper, whatever is beside it.
                let (left, top) = (pixels(left), pixels(top));
                let (wide, high) = (pixels(labels.cell.0), pixels(labels.cell.1));
                let bare = pixels(1.0 / INCH);
                for x in left..(left + wide).min(page.width()) {
                    for y in top..(top + high).min(page.height()) {
                        let inside = (bare..wide - bare).contains(&(x - left))
                            && (bare..high - bare).contains(&(y - top));
                        let paper = page.get_pixel(x, y).0[0] > WHITE;
                        assert!(inside || paper, "{:?} at {x}, {y}", labels.sheet);
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_drawn_beside_the_labels_of_a_maker() {
    for labels in LABELS
        .iter()
        .filter(|labels| labels.sheet != Sheet::Squares)
    {
        let mut page = printed(&labels.order(), full(labels.sheet))
            .pages()
            .remove(0);
        for (left, top) in labels.corners() {
            let (left, top) = (pixels(left), pixels(top));
            for x in left..(left + pixels(labels.cell.0)).min(page.width()) {
                for y in top..(top + pixels(labels.cell.1)).min(page.height()) {
                    page.get_pixel_mut(x, y).0[0] = 255;
                }
            }
        }
        assert_eq!(dark(&page, WHITE), None, "{:?}", labels.sheet);
    }
}

#[test]
fn a_code_is_25_millimetres_or_more_with_four_modules_of_bare_paper_around_it() {
    for labels in LABELS {
        for badge in [
            named(&["Wilhelmina-Josephine"]).remove(0),
            teacher("Ms. Rivera-Castellanos"),
            test_badge(),
        ] {
            let told = format!("{:?}: {badge:?}", labels.sheet);
            let label = printed(&labels.order(), vec![badge])
                .labels(&labels)
                .remove(0);
            let (left, top, right, bottom) = dark(&label, BLACK).expect(&told);
            let side = right - left + 1;
            assert!(
                side.abs_diff(bottom - top + 1) <= 1,
                "{told}: it is no square"
            );
            assert!(side >= pixels(24.9 / INCH), "{told}: {side} pixels");
            let quiet = side * 4 / 25 - 1;
            let (from, to) = ((left - quiet, top - quiet), (right + quiet, bottom + quiet));
            for x in from.0..=to.0 {
                for y in from.1..=to.1 {
                    let code =
                        (left - 1..=right + 1).contains(&x) && (top - 1..=bottom + 1).contains(&y);
                    let paper = x < label.width()
                        && y < label.height()
                        && label.get_pixel(x, y).0[0] > WHITE;
                    assert!(code || paper, "{told}: {x}, {y} is not bare");
                }
            }
        }
    }
}

#[test]
fn the_slot_of_a_lanyard_is_free_on_a_card() {
    let [.., labels] = LABELS;
    for badge in [
        named(&["Maya"]).remove(0),
        teacher("Ms. Rivera"),
        test_badge(),
        trophy("Add and subtract", "I regroup"),
    ] {
        let label = printed(&labels.order(), vec![badge])
            .labels(&labels)
            .remove(0);
        let (_, top, ..) = dark(&label, WHITE).unwrap();
        assert!(top >= pixels(8.0 / INCH), "{top}");
    }
}

#[test]
fn an_offset_moves_everything_and_changes_nothing_else() {
    let [labels, ..] = LABELS;
    let moved = Order {
        offset: "3.0, -2.0".parse().unwrap(),
        ..labels.order()
    };
    let one = dark(
        &printed(&labels.order(), named(&["Maya"])).pages()[0],
        BLACK,
    )
    .unwrap();
    let other = dark(&printed(&moved, named(&["Maya"])).pages()[0], BLACK).unwrap();
    assert!((other.0 - one.0).abs_diff(pixels(3.0 / INCH)) <= 1);
    assert!((one.1 - other.1).abs_diff(pixels(2.0 / INCH)) <= 1);
    assert!((other.2 - other.0).abs_diff(one.2 - one.0) <= 1);
}

#[test]
fn an_offset_is_two_numbers_of_at_most_15_millimetres() {
    let read = |text: &str| text.parse::<Offset>().map(|offset| offset.to_string());
    assert_eq!(read("1.5,-0.5").unwrap(), "1.5,-0.5");
    assert_eq!(read(" 0 , 15 ").unwrap(), "0,15");
    for wrong in [
        "", "1", "1,2,3", "16,0", "0,-15.1", "a,b", "NaN,0", "inf,0", "1;2",
    ] {
        let error = read(wrong).unwrap_err().to_string();
        assert!(error.contains("two numbers of millimetres"), "{error}");
    }
}

#[test]
fn labels_of_a_maker_are_letter_and_only_a_card_is_a_page() {
    for sheet in Sheet::ALL {
        let avery = matches!(sheet, Sheet::Avery5395 | Sheet::Avery5371);
        assert!(sheet.on(Paper::Letter).is_ok());
        assert_eq!(sheet.on(Paper::A4).is_err(), avery);
        assert_eq!(sheet.on(Paper::Card).is_ok(), sheet == Sheet::Cr80);
    }
    let error = Sheet::Avery5371.on(Paper::A4).unwrap_err();
    assert_eq!(error, NoSuchSheet::LetterOnly("5371"));
    assert!(error.to_string().contains("US Letter"), "{error}");
}

#[test]
fn no_badges_make_no_page() {
    let none = pdf(
        &LABELS[0].order(),
        &sheets::typefaces(),
        &Pages::Badges(Vec::new()),
    );
    assert!(matches!(none, Err(PrintError::Nothing)));
}

#[test]
fn the_same_badges_make_the_same_file() {
    let order = LABELS[1].order();
    let once = || {
        let pages = Pages::Badges(named(&["Maya", "Bo"]));
        pdf(&order, &sheets::typefaces(), &pages).unwrap()
    };
    assert_eq!(once(), once());
}

#[test]
fn the_code_for_trying_scanners_is_right_in_every_letter() {
    let letters = BadgeCode::TEST.to_string();
    assert_eq!(letters.parse::<BadgeCode>(), Ok(BadgeCode::TEST));
    let [labels, ..] = LABELS;
    let sheet = printed(&labels.order(), vec![test_badge()]);
    let label = sheet.labels(&labels).remove(0);
    assert_eq!(sheet.codes(&[label]), [letters]);
}

/// A number of a scale and the middle of where it stands, in points.
fn numbers(page: &Printed) -> Vec<(f32, f32, f32)> {
    let told = page.ask("pdftotext", &["-bbox", "sheet.pdf", "-"]);
    let number = |line: &str| {
        let value = line
            .split('>')
            .nth(1)?
            .split('<')
            .next()?
            .replace('\u{2212}', "-");
        let value: f32 = value.parse().ok()?;
        let corner = |name: &str| -> Option<f32> {
            let after = line.split(&format!("{name}=\"")).nth(1)?;
            after.split('"').next()?.parse().ok()
        };
        let x = (corner("xMin")? + corner("xMax")?) / 2.0;
        let y = (corner("yMin")? + corner("yMax")?) / 2.0;
        Some((value, x, y))
    };
    told.lines().filter_map(number).collect()
}

#[test]
fn the_number_at_a_crease_of_the_ruler_page_is_the_one_to_enter() {
    let word = || "Word".to_owned();
    let words = RulerWords {
        title: word(),
        size: word(),
        fold: word(),
        enter: word(),
        right: word(),
        down: word(),
    };
    for offset in ["0,0", "1.5,-2", "-6,4.5"] {
        let offset: Offset = offset.parse().unwrap();
        for (paper, width, height) in [(Paper::Letter, 612.0, 792.0), (Paper::A4, 595.28, 841.89)] {
            let order = Order {
                sheet: Sheet::Squares,
                paper: Some(paper),
                offset,
            };
            let bytes = pdf(&order, &sheets::typefaces(), &Pages::Ruler(words.clone())).unwrap();
            let numbers = numbers(&Printed::new(&bytes));
            // On a printer that is not off the creases are at nought, whatever it was given.
            let near = |at: f32, middle: f32| (at - middle).abs() < 60.0;
            let (x, y) = (width / 2.0, height / 2.0);
            let across = numbers.iter().filter(|n| near(n.1, x) && !near(n.2, y));
            let upright = numbers.iter().filter(|n| near(n.2, y) && n.1 > x + 60.0);
            let (across, upright): (Vec<_>, Vec<_>) = (across.collect(), upright.collect());
            assert!(across.len() >= 5 && upright.len() >= 5, "{numbers:?}");
            for (value, x, _) in across {
                let away = (x - width / 2.0) / 72.0 * INCH;
                assert!((value - away).abs() < 0.5, "{offset}: {value} at {away}");
            }
            for (value, _, y) in upright {
                let away = (y - height / 2.0) / 72.0 * INCH;
                assert!((value - away).abs() < 0.7, "{offset}: {value} at {away}");
            }
        }
    }
}
