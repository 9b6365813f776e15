//! The camera without a window: bytes to pictures, pictures to badges, what is a new scan, when the
//! camera is wanted, and the thread over a folder of pictures that comes and goes.

use std::{
    fs,
    path::Path,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use waymark::{
    badges::code::BadgeCode,
    devices::camera::{
        Camera, CameraReport,
        decode::{Effort, Seen, look, meaning},
        frames::{Source, Trouble},
        luma::{Layout, Luma, MOST},
        scans::{SAME, Scans},
    },
    domain::{
        badge::TapSource,
        health,
        kiosk::{DeskPage, DeskTouch, Lookout, Page, Touch},
    },
};

use crate::{
    desk::{at_desk, classroom, sign_in},
    screens::hello_settled,
    support::{
        badge_shots::{Kind, Shot, shot},
        classroom::{Classroom, monday_math},
        pcscd::PATIENCE,
    },
};

fn code(number: u64) -> BadgeCode {
    use rand::SeedableRng as _;
    BadgeCode::draw(&mut rand::rngs::StdRng::seed_from_u64(number))
}

fn luma(shot: Shot) -> Luma {
    Luma::of(shot.luma, shot.width, shot.height).unwrap()
}

/// Codes of any kind side by side, as a screen shows them.
fn codes(payloads: &[&[u8]]) -> Luma {
    let drawn: Vec<QrCode> = payloads
        .iter()
        .map(|payload| QrCode::with_error_correction_level(payload, EcLevel::L).unwrap())
        .collect();
    let module = 3;
    let side = drawn.iter().map(|code| code.width() + 8).max().unwrap() * module;
    let width = side * drawn.len();
    let mut pixels = vec![255; width * side];
    for (place, code) in drawn.iter().enumerate() {
        let colors = code.to_colors();
        for (at, _) in colors
            .iter()
            .enumerate()
            .filter(|(_, color)| **color == Color::Dark)
        {
            let (row, column) = (at / code.width() + 4, at % code.width() + 4);
            for y in row * module..(row + 1) * module {
                let from = y * width + place * side + column * module;
                pixels[from..from + module].fill(0);
            }
        }
    }
    Luma::of(pixels, width, side).unwrap()
}

#[test]
fn a_badge_is_read_however_it_is_held() {
    let badge = code(1);
    let (wide, high) = (480, 360);
    for kind in Kind::ALL {
        let read = (0..3)
            .map(|number| luma(shot(kind, number, &badge.to_string(), wide, high)))
            .map(|picture| look(&picture, Effort::Still))
            .inspect(|seen| {
                assert!(
                    seen.iter().all(|one| *one == Seen::Badge(badge)),
                    "{seen:?}"
                );
            })
            .filter(|seen| !seen.is_empty())
            .count();
        let wanted = match kind {
            Kind::Nothing => 0..=0,
            // Of some of these nobody reads any, at so few pixels.
            Kind::Far => 0..=3,
            Kind::Tilted | Kind::Blurred | Kind::Moving | Kind::Glare | Kind::Shadow => 1..=3,
            _ => 3..=3,
        };
        assert!(wanted.contains(&read), "{kind:?}: {read} of 3");
    }
}

#[test]
fn nobody_elses_code_is_a_badge() {
    let long = "x".repeat(2900);
    let every_byte: Vec<u8> = (0..=255).collect();
    let payloads: [&[u8]; 9] = [
        b"https://example.org/a?b=c#d",
        b"WIFI:T:WPA;S:School;P:secret;;",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:A Teacher\nEND:VCARD",
        b"0123456789",
        b"",
        b"tel:+15550100",
        "Gr\u{fc}\u{df}e, \u{4f60}\u{597d}".as_bytes(),
        &every_byte,
        long.as_bytes(),
    ];
    for payload in payloads {
        let seen = look(&codes(&[payload]), Effort::Still);
        assert_eq!(seen, [], "{:?}", String::from_utf8_lossy(payload));
    }
}

#[test]
fn a_badge_beside_a_link_is_read() {
    let badge = code(2);
    let text = badge.to_string();
    let link: &[u8] = b"https://example.org";
    for both in [[link, text.as_bytes()], [text.as_bytes(), link]] {
        assert_eq!(look(&codes(&both), Effort::Frame(0)), [Seen::Badge(badge)]);
    }
}

#[test]
fn a_badge_with_a_wrong_letter_is_worth_another_try_and_nothing_else_is() {
    let right = code(3).to_string();
    assert_eq!(meaning(&right.to_lowercase()), Some(Seen::Badge(code(3))));
    for at in 0..right.len() {
        let mut wrong = right.clone().into_bytes();
        wrong[at] = if wrong[at] == b'B' { b'C' } else { b'B' };
        let wrong = String::from_utf8(wrong).unwrap();
        assert_eq!(meaning(&wrong), Some(Seen::Damaged), "{wrong}");
    }
    for text in [
        "",
        "BADGE",
        &right[1..],
        "BCDEFGHJKLNOPRSTU1",
        "https://example.or",
    ] {
        assert_eq!(meaning(text), None, "{text}");
    }
    let mut swapped = right.into_bytes();
    let at = (1..18).find(|at| swapped[*at] != swapped[at - 1]).unwrap();
    swapped.swap(at, at - 1);
    assert_eq!(look(&codes(&[&swapped]), Effort::Frame(0)), [Seen::Damaged]);
}

#[test]
fn every_kind_of_picture_that_cameras_send_is_read() {
    let badge = code(4);
    let seen = shot(Kind::Plain, 1, &badge.to_string(), 320, 240);
    let gray = luma(seen.clone());
    let with_gap = |step: usize, first: usize| {
        let row = |row: &[u8]| {
            let mut bytes = vec![0x80; 320 * step + 16];
            for (at, value) in row.iter().enumerate() {
                bytes[at * step + first] = *value;
            }
            bytes
        };
        seen.luma.chunks(320).flat_map(row).collect::<Vec<u8>>()
    };
    let read = |code: &[u8; 4], bytes: &[u8], stride: usize| {
        Luma::read(Layout::of(*code).unwrap(), bytes, 320, 240, stride)
    };
    assert_eq!(read(b"GREY", &seen.luma, 0), Some(gray.clone()));
    assert_eq!(read(b"NV12", &with_gap(1, 0), 336), Some(gray.clone()));
    assert_eq!(read(b"YUYV", &with_gap(2, 0), 656), Some(gray.clone()));
    assert_eq!(read(b"UYVY", &with_gap(2, 1), 656), Some(gray.clone()));
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80);
    image::GrayImage::from_raw(320, 240, seen.luma.clone())
        .unwrap()
        .write_with_encoder(encoder)
        .unwrap();
    for jpeg in [jpeg.clone(), without_tables(&jpeg)] {
        let picture = read(b"MJPG", &[jpeg, vec![0; 999]].concat(), 0).unwrap();
        assert_eq!(look(&picture, Effort::Frame(0)), [Seen::Badge(badge)]);
    }
    assert_eq!(Layout::of(*b"BA81"), None, "a kind that nobody can read");
}

/// As many webcams send it: without the tables that everybody knows (the DHT segments).
fn without_tables(jpeg: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    let mut rest = &jpeg[2..];
    while rest[1] != 0xDA {
        let length = 2 + usize::from(rest[2]) * 256 + usize::from(rest[3]);
        if rest[1] != 0xC4 {
            out.extend_from_slice(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    out
}

#[test]
fn a_mirror_shows_left_on_the_left() {
    let picture = Luma::of([[10, 20, 30, 40], [10, 20, 30, 40]].concat(), 4, 2).unwrap();
    let mirrored = picture.mirrored(4);
    assert_eq!(
        mirrored.pixels(),
        [[40, 30, 20, 10], [40, 30, 20, 10]].concat()
    );
    let small = picture.mirrored(2);
    assert_eq!((small.width(), small.height()), (2, 1));
    assert_eq!(small.pixels(), [35, 15]);
    assert_eq!(small.difference(&Luma::of(vec![30, 20], 2, 1).unwrap()), 5);
    assert_eq!(small.difference(&picture), 255);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_bytes_they_are_a_picture_or_they_are_not(
        bytes in proptest::collection::vec(any::<u8>(), 0..6000),
        kind in 0..Layout::KNOWN.len(),
        width in 0..90_usize,
        height in 0..90_usize,
        stride in prop_oneof![Just(0), 0..300_usize, Just(usize::MAX)],
    ) {
        let (_, layout) = Layout::KNOWN[kind];
        if let Some(picture) = Luma::read(layout, &bytes, width, height, stride) {
            prop_assert_eq!(picture.pixels().len(), picture.width() * picture.height());
            drop(look(&picture, Effort::Still));
            drop(picture.mirrored(height));
        }
        let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xDB];
        jpeg.extend(&bytes);
        drop(Luma::of_file(&jpeg));
        drop(Luma::of_file(&bytes));
    }

    #[test]
    fn whatever_the_text_it_is_a_badge_only_if_it_is_one(text in ".{0,40}") {
        prop_assume!(text.parse::<BadgeCode>().is_err());
        prop_assert!(!matches!(meaning(&text), Some(Seen::Badge(_))));
    }
}

#[test]
fn pictures_of_no_or_of_absurd_size_are_none() {
    let read = |width, height, stride| Luma::read(Layout::Plane, &[7; 64], width, height, stride);
    for (width, height) in [
        (0, 8),
        (8, 0),
        (8, 9),
        (MOST + 1, 1),
        (usize::MAX, usize::MAX),
    ] {
        assert_eq!(read(width, height, 0), None, "{width} x {height}");
    }
    assert!(read(8, 8, 1).is_some(), "a row that is told too short");
    let dot = Luma::of(vec![7], 1, 1).unwrap();
    assert_eq!(look(&dot, Effort::Still), []);
    assert_eq!(dot.narrowed().flattened().mirrored(0).pixels(), [0_u8; 0]);
}

#[test]
fn a_badge_that_stays_in_sight_is_one_scan_and_after_five_seconds_away_another() {
    let mut scans = Scans::default();
    let (maya, ben) = (Seen::Badge(code(5)), Seen::Badge(code(6)));
    let at = Duration::from_millis;
    assert!(scans.is_new(&maya, at(0)));
    for time in (100..60_000).step_by(900) {
        assert!(!scans.is_new(&maya, at(time)), "{time}");
        assert_eq!(scans.is_new(&ben, at(time)), time == 100, "{time}");
    }
    let last = at(60_000);
    assert!(!scans.is_new(&maya, last));
    assert!(scans.is_new(&maya, last + SAME), "gone for five seconds");
    scans.rest(last + SAME);
    scans.wake(last + 20 * SAME);
    assert!(
        !scans.is_new(&maya, last + 20 * SAME),
        "still around the neck"
    );
    assert!(
        scans.is_new(&ben, last + 20 * SAME),
        "that one was long gone"
    );
    for number in 10..40 {
        assert!(scans.is_new(&Seen::Badge(code(number)), last));
    }
}

#[test]
fn the_camera_is_wanted_where_a_badge_is_waited_for_and_nowhere_else() {
    let mut room = classroom();
    assert_eq!(room.kiosk.lookout(), Lookout::Show);
    room.tap("nobody");
    assert_eq!(room.kiosk.lookout(), Lookout::Read, "a notice");
    room.wait(6);
    room.tap("s01");
    assert_eq!(room.kiosk.lookout(), Lookout::Rest, "a child is greeted");
    room.wait(26);
    assert_eq!(room.kiosk.lookout(), Lookout::Read, "are they still there?");
    room.touch(Touch::StillHere);
    room.touch(Touch::Next);
    assert_eq!(room.kiosk.lookout(), Lookout::Read, "somebody reflects");
    room.tap("s02");
    assert_eq!(room.kiosk.visit().unwrap().page, Page::Handover);
    assert_eq!(room.kiosk.lookout(), Lookout::Read);
    let mut room = Classroom::at(monday_math());
    hello_settled(&mut room);
    assert_eq!(room.kiosk.lookout(), Lookout::Rest);
}

#[test]
fn at_the_desk_the_camera_rests_but_where_a_badge_is_linked() {
    let mut room = classroom();
    room.tap_badge(crate::desk::teacher_badge());
    assert_eq!(room.kiosk.lookout(), Lookout::Rest, "the PIN");
    room.wait(60);
    assert_eq!(room.kiosk.lookout(), Lookout::Show);
    sign_in(&mut room);
    assert_eq!(room.kiosk.lookout(), Lookout::Rest);
    at_desk(&mut room, DeskTouch::Open(DeskPage::Link("s01".into())));
    assert_eq!(room.kiosk.lookout(), Lookout::Read);
    at_desk(&mut room, DeskTouch::Lock);
    assert_eq!(room.kiosk.lookout(), Lookout::Show);
}

#[test]
fn what_the_system_says_is_told_as_what_to_do() {
    let trouble = |number| Trouble::of(&std::io::Error::from_raw_os_error(number)).fact();
    assert_eq!(trouble(2), health::Camera::Missing);
    assert_eq!(trouble(19), health::Camera::Missing);
    assert_eq!(trouble(16), health::Camera::Busy);
    assert_eq!(trouble(13), health::Camera::NotAllowed);
    assert_eq!(trouble(25), health::Camera::NoPicture);
}

/// Puts a picture into a folder, whole at once.
fn put(folder: &Path, name: &str, shot: &Shot) {
    let side = |pixels: usize| u32::try_from(pixels).unwrap();
    let (wide, high) = (side(shot.width), side(shot.height));
    let picture = image::GrayImage::from_raw(wide, high, shot.luma.clone()).unwrap();
    let half = folder.parent().unwrap().join(name);
    picture.save(&half).unwrap();
    fs::rename(half, folder.join(name)).unwrap();
}

/// The first report of that kind.
fn wait_for<T>(
    reports: &Receiver<CameraReport>,
    mut kind: impl FnMut(CameraReport) -> Option<T>,
) -> T {
    loop {
        let report = reports.recv_timeout(PATIENCE).expect("a report");
        if let Some(found) = kind(report) {
            return found;
        }
    }
}

fn tap(report: CameraReport) -> Option<String> {
    match report {
        CameraReport::Tap(tap) => {
            assert_eq!(tap.source, TapSource::Camera);
            Some(tap.keys[0].to_string())
        }
        _ => None,
    }
}

fn is(report: CameraReport) -> Option<health::Camera> {
    match report {
        CameraReport::Is(how) => Some(how),
        _ => None,
    }
}

#[test]
fn a_folder_of_pictures_is_a_camera_that_may_go_and_come_back() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("frames");
    fs::create_dir(&folder).unwrap();
    let (maya, ben) = (code(7), code(8));
    put(
        &folder,
        "1.png",
        &shot(Kind::Plain, 1, &maya.to_string(), 320, 240),
    );
    fs::write(folder.join("2.txt"), "no picture").unwrap();
    let (sender, reports) = channel();
    let camera = Camera::start(Source::Folder(folder.clone()), move |report| {
        drop(sender.send(report));
    })
    .unwrap();
    camera.look();
    let works = health::Camera::Works(folder.display().to_string());
    assert_eq!(
        wait_for(&reports, is),
        works,
        "it is there, though nobody wants it"
    );
    assert!(reports.try_recv().is_err(), "and looks at nothing");
    camera.want(Lookout::Show);
    assert_eq!(wait_for(&reports, tap), format!("code:{maya}"));
    // Maya's badge stays where it is: it is the same scan, however often it is seen.
    put(
        &folder,
        "3.png",
        &shot(Kind::Typical, 2, &ben.to_string(), 320, 240),
    );
    let mut pictures = 0;
    let next = wait_for(&reports, |report| {
        pictures += usize::from(matches!(report, CameraReport::Picture(_)));
        tap(report)
    });
    assert_eq!(next, format!("code:{ben}"));
    assert!(pictures > 0, "it is to be shown");
    let away = home.path().join("away");
    fs::rename(&folder, &away).unwrap();
    assert_eq!(wait_for(&reports, is), health::Camera::Missing);
    let new = code(9);
    put(
        &away,
        "0.png",
        &shot(Kind::Plain, 3, &new.to_string(), 320, 240),
    );
    fs::rename(&away, &folder).unwrap();
    assert_eq!(wait_for(&reports, is), works);
    assert_eq!(wait_for(&reports, tap), format!("code:{new}"));
    camera.stop();
    while let Ok(report) = reports.try_recv() {
        assert!(tap(report).is_none(), "nothing is scanned twice");
    }
}
