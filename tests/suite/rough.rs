//! Rough input on the screen: names in any script, what cannot be seen or drawn, and picture files
//! that went bad after the pack was read.

use std::{fs, path::PathBuf};

use eframe::egui::vec2;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use waymark::{
    domain::{
        kiosk::{Page, Touch},
        text::{Picture, tidy},
    },
    look::script::{seen, turns, visual},
};

use crate::{
    screens::{Scene, Window, hello_settled, hello_with_note, rename},
    support::classroom::{Classroom, monday_math},
};

/// Every screen with rough input on it.
pub fn scenes() -> Vec<Scene> {
    vec![
        ("hello-endless-name", |room| {
            named(room, &"Wolfeschlegel".repeat(16));
        }),
        ("hello-endless-words", |room| {
            named(room, &"Ana María ".repeat(20));
        }),
        ("hello-hebrew", |room| {
            named(room, "נועה בן-דוד");
        }),
        ("hello-arabic", |room| {
            named(room, "ليلى عبد الرحمن");
        }),
        ("hello-hindi", |room| {
            named(room, "अदिति क्षत्रिय");
        }),
        ("hello-marks", |room| {
            let pile = "Z\u{334}\u{335}\u{336}\u{337}\u{30a}\u{301}\u{302}\u{303}oe";
            named(room, &format!("N\u{303}e\u{301}stor Đặng Юлія {pile}"));
        }),
        ("hello-emoji", |room| {
            named(room, "Ada 👩🏽\u{200D}🚀👨\u{200D}👩\u{200D}👧🦊");
        }),
        ("hello-unknown-script", |room| {
            named(room, "美月 ᏣᎳᎩ");
        }),
        ("hello-invisible", |room| {
            named(room, "Ma\u{7}\u{200B}\n\u{202E}ya");
        }),
        ("note-arabic", |room| {
            let text = "أحسنت يا مايا! أعجبني كيف رسمت المصفوفة 6 × 7. تعالي إلى طاولة المعلمة اليوم لنتحدث عنها.";
            hello_with_note(room, text);
            let record = room.records.student(&"s01".into()).unwrap();
            let note = record.unread_note().unwrap().0.clone();
            room.touch(Touch::Open(Page::Note(note)));
        }),
        ("check-in-pictures", |room| {
            pictures(room);
            hello_settled(room);
            room.touch(Touch::Open(Page::CheckIn));
        }),
    ]
}

/// The greeting of a child with that name.
pub fn named(room: &mut Classroom, name: &str) {
    room.settle("s10");
    rename(room, "s10", name);
    room.pack.tablet.station = None;
    room.tap("s10");
}

/// Stations whose pictures went bad after the pack was read, or are just large or odd.
fn pictures(room: &mut Classroom) {
    let folder = std::env::temp_dir().join(format!("waymark-rough-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let photo = photo(1600, 400);
    let endless = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\
        <g id='a'><use href='#a'/><image href='/dev/zero' width='9' height='9'/></g>\
        <script>for(;;);</script><circle cx='4.5' cy='4.5' r='4' fill='teal'/></svg>";
    let faces = [
        Picture::File(file("wide.png", &photo)),
        Picture::File(file("torn.png", &photo[..photo.len() / 2])),
        Picture::File(file("none.jpg", b"not a picture")),
        Picture::File(file("endless.svg", endless.as_bytes())),
        Picture::emoji("🧑🏾\u{200D}🤝\u{200D}🧑🏻"),
    ];
    for (station, face) in room.pack.stations.iter_mut().zip(faces) {
        station.picture = Some(face);
    }
}

fn photo(width: u32, height: u32) -> Vec<u8> {
    let sand = |x: u32, y: u32| Rgb([200, u8::try_from((x ^ y) % 200).unwrap(), 90]);
    let photo = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, sand));
    let mut bytes = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn a_picture_that_went_bad_is_an_empty_frame_and_the_others_are_shown() {
    let mut window = Window::open(Classroom::at(monday_math()), vec2(1280.0, 800.0));
    let (_, scene) = scenes().pop().unwrap();
    window.show(scene, "en");
    let stations = window.stage_mut().room.pack.stations.clone();
    let states = stations
        .iter()
        .filter_map(|station| station.picture.as_ref())
        .map(|picture| window.image(picture));
    let states: Vec<_> = states.collect();
    let [wide, torn, none, endless, _] = states.as_slice() else {
        panic!("five stations");
    };
    assert_eq!(
        wide.as_ref().unwrap(),
        &[512, 128],
        "kept no larger than needed"
    );
    assert!(torn.is_err() && none.is_err(), "{torn:?} {none:?}");
    assert!(
        endless.is_ok(),
        "drawn without what it links to: {endless:?}"
    );
}

#[test]
fn words_from_right_to_left_change_places_and_keep_their_letters() {
    assert!(turns("Hi, נועה!") && !turns("Hi, Zoë!"));
    assert_eq!(visual("Hi, נועה!"), "Hi, נועה!");
    assert_eq!(visual("נועה כהן"), "כהן נועה");
    assert_eq!(visual("Hi, נועה בן-דוד!"), "Hi, דוד-בן נועה!");
    assert_eq!(visual("ליאם (2) כאן"), "כאן (2) ליאם");
}

#[test]
fn what_cannot_be_seen_is_left_out_and_emoji_stay_whole() {
    assert_eq!(seen("Ma\u{200B}ya\u{202E}\u{7}"), "Maya");
    let emoji = "👩🏽\u{200D}🚀 1\u{FE0F}\u{20E3}";
    assert_eq!(seen(emoji), emoji);
    let pile = format!("Z{}oe", "\u{0301}".repeat(200));
    assert_eq!(seen(&pile).chars().count(), 6);
}

#[test]
fn a_name_is_tidied_as_it_comes_in() {
    assert_eq!(tidy("  Ma\u{200B}ya \r\n\t Lu\u{202E}z\u{7} "), "Maya Luz");
    assert_eq!(
        tidy("Noe\u{301}mie 👩🏽\u{200D}🚀"),
        "Noe\u{301}mie 👩🏽\u{200D}🚀"
    );
    assert_eq!(tidy("\u{FEFF}\u{200B}\n"), "");
}
