//! What is written on the paper, whatever the names are.

use std::{borrow::Cow, time::Instant};

use waymark::{
    app::sheets,
    badges::{
        print::{Badge, Drawing, Pages, SecretList, SecretRow, Typeface, pdf},
        sheet::Sheet,
    },
    look::{pictures, theme},
};

use super::{LABELS, Printed, code, dark, named, pixels, printed, trophy};

/// Names as they come: long, hyphenated, in other scripts, empty, and from somebody who plays.
const NAMES: [&str; 24] = [
    "Bo",
    "Maximiliano-José",
    "Wolfeschlegelsteinhausenbergerdorff",
    "Mary Jane Elizabeth Wilhelmina",
    "Nguyễn Thị Ánh Nguyệt",
    "Łucja Żółć",
    "Олександра",
    "Ελευθερία",
    "محمد عبد الله",
    "רחל־לאה",
    "अनन्या",
    "李小龍",
    "🦊🦊🦊",
    "",
    "   ",
    "Z̷̢̛͎͇̠̈́̽̀a̸̡̛͕̺̾̚l̶͚̈́g̴̹̾o̵͈̓",
    "\u{202e}ayaM\u{202c}",
    "Maya\nBrookfield\tJr",
    "<b>&amp;\"'%s\\0",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "O'Brien-Featherstonehaugh",
    "Anne-Marie Zoë",
    "-",
];

#[test]
fn badges_of_any_names_are_read_and_stay_on_their_labels() {
    for labels in LABELS {
        let badges = named(&NAMES);
        let codes: Vec<String> = badges
            .iter()
            .map(|badge| match badge {
                Badge::Student { code, .. } => code.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        let sheet = printed(&labels.order(), badges);
        let mut cut = sheet.labels(&labels);
        cut.truncate(NAMES.len());
        assert_eq!(sheet.codes(&cut), codes, "{:?}", labels.sheet);
        for (name, label) in NAMES.iter().zip(&cut) {
            let (left, top, right, bottom) = dark(label, 250).unwrap();
            let bare = pixels(1.0 / super::INCH);
            let inside = left >= bare
                && top >= bare
                && right < label.width() - bare
                && bottom < label.height() - bare;
            assert!(inside, "{name:?} on {:?}", labels.sheet);
        }
    }
}

#[test]
fn a_name_is_written_as_its_child_writes_it() {
    let text = printed(&LABELS[1].order(), named(&NAMES)).text();
    for name in [
        "Bo",
        "Maximiliano-",
        "José",
        "Nguyệt",
        "Олександра",
        "Łucja",
        "Żółć",
    ] {
        assert!(text.contains(name), "{name}: {text}");
    }
    // Control characters are gone, and a name cannot turn its own letters round.
    assert!(text.contains("ayaM"), "{text}");
    assert!(!text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_name_that_no_typeface_has_every_letter_of_is_written_by_hand() {
    let typefaces = sheets::typefaces();
    for name in [
        "Maya",
        "Nguyễn",
        "محمد",
        "רחל",
        "अनन्या",
        "Олександра",
        "O'Brien",
    ] {
        assert!(typefaces.can_write(name), "{name}");
    }
    for name in ["李小龍", "지우", "🦊", "", "-", "さくら"] {
        assert!(!typefaces.can_write(name), "{name}");
    }
    let sheet = printed(&LABELS[0].order(), named(&["李小龍"]));
    assert_eq!(sheet.text().trim(), "", "neither boxes nor half a name");
    let labels = &LABELS[0];
    let label = sheet.labels(labels).remove(0);
    let above = image::imageops::crop_imm(&label, 0, 0, label.width(), pixels(0.66)).to_image();
    let (left, top, right, bottom) = dark(&above, 200).expect("a line to write on");
    assert!(right - left > pixels(1.2) && bottom - top < 4);
}

#[test]
fn a_typeface_that_is_added_writes_what_the_others_cannot() {
    let andika: Vec<_> = theme::typefaces().take(1).collect();
    let face = |(regular, bold)| Typeface {
        regular: Cow::Borrowed(regular),
        bold: Cow::Borrowed(bold),
    };
    let alone = waymark::badges::print::Typefaces::new(andika.into_iter().map(face).collect());
    assert!(!alone.can_write("רחל"));
    let hebrew = theme::typefaces().nth(2).unwrap();
    assert!(alone.and(face(hebrew)).can_write("רחל"));
}

#[test]
fn every_typeface_is_in_the_file_and_no_more_of_it_than_is_used() {
    let sheet = printed(&LABELS[0].order(), named(&NAMES));
    let told = sheet.ask("pdffonts", &["sheet.pdf"]);
    let rows: Vec<_> = told.lines().skip(2).collect();
    assert!(rows.len() >= 4, "{told}");
    for row in rows {
        let mut columns = row.split_whitespace().rev().skip(2);
        let (unicode, subset, embedded) = (columns.next(), columns.next(), columns.next());
        assert_eq!([embedded, subset, unicode], [Some("yes"); 3], "{row}");
    }
}

#[test]
fn a_picture_that_cannot_be_read_leaves_its_place_empty_and_the_code_where_it_is() {
    let broken = [
        Drawing::svg("<svg"),
        Drawing::svg("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>"),
        Drawing::Png(b"no picture".as_slice().into()),
        Drawing::Jpeg([].as_slice().into()),
    ];
    let badge = |animal| Badge::Student {
        name: "Maya".to_owned(),
        animal,
        code: code(7),
    };
    let labels = &LABELS[1];
    let sheet = printed(&labels.order(), broken.map(badge).into());
    let mut cut = sheet.labels(labels);
    cut.truncate(4);
    assert_eq!(sheet.codes(&cut), vec![code(7).to_string(); 4]);
}

#[test]
fn a_trophy_says_its_level_its_skill_and_what_the_child_can_do_and_has_no_code() {
    for labels in LABELS {
        let badge = trophy("Add and subtract", "I split hundreds, tens, and ones");
        let sheet = printed(&labels.order(), vec![badge]);
        let text: Vec<_> = sheet.text().split_whitespace().map(str::to_owned).collect();
        for word in ["Trailblazer", "subtract", "hundreds,", "ones"] {
            assert!(text.iter().any(|there| there == word), "{word}: {text:?}");
        }
        assert!(sheet.codes(&sheet.labels(&labels)).is_empty());
    }
}

#[test]
fn a_trophy_with_more_words_than_it_has_room_for_stays_on_its_label() {
    let long = "I can explain, compare, and defend my thinking about everything. ".repeat(8);
    for labels in LABELS {
        let sheet = printed(&labels.order(), vec![trophy(&long, &long)]);
        let label = sheet.labels(&labels).remove(0);
        let (left, top, right, bottom) = dark(&label, 250).unwrap();
        let bare = pixels(1.0 / super::INCH);
        assert!(left >= bare && top >= bare, "{:?}", labels.sheet);
        assert!(right < label.width() - bare && bottom < label.height() - bare);
        assert!(sheet.text().contains('…'));
    }
}

#[test]
fn a_picture_is_in_the_file_once_however_many_badges_show_it() {
    let order = LABELS[0].order();
    let size = |count: usize| {
        let names = vec!["Maya"; count];
        let pages = Pages::Badges(named(&names));
        pdf(&order, &sheets::typefaces(), &pages).unwrap().len()
    };
    // A fox takes about two thousand bytes; a page of twelve codes takes more than that.
    let (few, many) = (size(12), size(24));
    assert!(many - few < 30_000, "{few} and {many}");
}

#[test]
fn a_list_of_secret_pictures_goes_on_over_pages() {
    let emoji = |text| Drawing::svg(pictures::emoji_drawing(text).unwrap());
    let row = |number: usize| SecretRow {
        name: format!("Child{number}"),
        animal: emoji("🐢"),
        pictures: ["🍎", "🔑", "🚀"].map(emoji).into(),
    };
    let list = SecretList {
        title: "Secret pictures".to_owned(),
        about: "Keep this page in a drawer.".to_owned(),
        rows: (0..70).map(row).collect(),
    };
    let bytes = pdf(
        &LABELS[0].order(),
        &sheets::typefaces(),
        &Pages::Secrets(list),
    )
    .unwrap();
    let pages = Printed::new(&bytes);
    let text = pages.text();
    for number in 0..70 {
        assert!(text.contains(&format!("Child{number}")), "{number}");
    }
    assert_eq!(pages.pages().len(), 3);
    assert!(text.replace(' ', "").contains("3/3"), "{text}");
}

#[test]
fn a_school_of_2000_is_one_file() {
    let names: Vec<String> = (0..2000).map(|number| format!("Child {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let began = Instant::now();
    let sheet = printed(&LABELS[0].order(), named(&names));
    assert_eq!(Sheet::Squares, LABELS[0].sheet);
    let told = sheet.ask("pdfinfo", &["sheet.pdf"]);
    assert!(told.contains("Pages:           167"), "{told}");
    println!("2,000 badges took {:?}", began.elapsed());
}
