//! The drawings: all of them listed, whole, and of one hand; the level badges told apart by each of
//! shape and sign alone, small and without colour.

use std::{collections::BTreeSet, fs, path::Path};

use eframe::egui::{self, Rect, pos2, vec2};
use resvg::{
    tiny_skia::Pixmap,
    usvg::{self, Tree},
};
use waymark::{
    domain::pack::{Level, Shape, Sign},
    look::{
        art::Art,
        levels::{self, Ink},
        pictures, theme,
    },
};

use crate::support::classroom::sample_pack;

const SHAPES: [Shape; 6] = [
    Shape::Circle,
    Shape::Diamond,
    Shape::Hexagon,
    Shape::Star,
    Shape::Square,
    Shape::Triangle,
];
const SIGNS: [Sign; 6] = [
    Sign::Magnifier,
    Sign::Compass,
    Sign::Flag,
    Sign::Mountain,
    Sign::Leaf,
    Sign::Key,
];

/// Every colour that a drawing may have: ink and light, the levels' four, wood, leaves, and a few
/// lighter ones of each.
const PALETTE: [&str; 22] = [
    "#1D2733", "#FFFBF2", "#FBF6EC", "#FFF3C9", "#F0DFA8", "#FFD76A", "#56B4E9", "#CDE8F8",
    "#0B5C8A", "#009E73", "#8CCBA8", "#B5D69A", "#E69F00", "#F8CF7C", "#CC79A7", "#F3CBDF",
    "#C58B52", "#E6BE8A", "#8A5A33", "#D9553B", "#CFC8BA", "#8C94A0",
];

fn drawings(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn render(svg: &str, pixels: u16) -> Pixmap {
    let tree = Tree::from_str(svg, &usvg::Options::default()).unwrap();
    let square = usvg::Size::from_wh(f32::from(pixels), f32::from(pixels)).unwrap();
    let fitted = tree.size().scale_to(square);
    let scale = fitted.width() / tree.size().width();
    let size = fitted.to_int_size();
    let mut drawn = Pixmap::new(size.width(), size.height()).unwrap();
    let scale = usvg::Transform::from_scale(scale, scale);
    resvg::render(&tree, scale, &mut drawn.as_mut());
    drawn
}

/// As a printer without colours has it: the light of every pixel on white paper, from 0 to 255.
fn grey(svg: &str, pixels: u16) -> Vec<f32> {
    let light = |pixel: &[u8]| {
        let [r, g, b, a] = [0, 1, 2, 3].map(|at| f32::from(pixel[at]));
        let paper = 255.0 - a;
        0.2126 * (r + paper) + 0.7152 * (g + paper) + 0.0722 * (b + paper)
    };
    render(svg, pixels).data().chunks(4).map(light).collect()
}

/// How much of the picture differs clearly, in percent.
fn difference(one: &[f32], other: &[f32]) -> usize {
    assert_eq!(one.len(), other.len());
    let clearly = |(a, b): &(&f32, &f32)| (**a - **b).abs() > 48.0;
    100 * one.iter().zip(other).filter(clearly).count() / one.len()
}

fn level(shape: Shape, sign: Sign) -> Level {
    Level {
        shape,
        sign,
        ..sample_pack().levels.remove(0)
    }
}

#[test]
fn every_drawing_is_listed_once_and_every_listed_one_can_be_drawn() {
    let files: Vec<String> = drawings("assets/art")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let mut listed: Vec<String> = Art::ALL.iter().map(|art| art.name().to_owned()).collect();
    listed.sort();
    assert_eq!(listed, files);
    for art in Art::ALL {
        let drawn = render(art.svg(), 96);
        let painted = drawn
            .pixels()
            .iter()
            .filter(|pixel| pixel.alpha() > 200)
            .count();
        assert!(painted > 300, "{} is all but empty", art.name());
    }
}

#[test]
fn every_drawing_is_of_one_hand() {
    let all = drawings("assets/art")
        .into_iter()
        .chain(drawings("kiosk-config/pictures"));
    let palette = BTreeSet::from(PALETTE);
    for (name, svg) in all {
        for wild in ["<text", "<filter", "Gradient", "<image", "<style", "href"] {
            assert!(!svg.contains(wild), "{name} has {wild}");
        }
        assert!(svg.contains("<title>"), "{name} does not say what it shows");
        assert!(
            svg.contains("stroke-linejoin=\"round\""),
            "{name} is angular"
        );
        for (at, _) in svg.match_indices('#') {
            let color = &svg[at..at + 7];
            assert!(palette.contains(color), "{name} has {color}");
        }
        assert!(svg.len() < 4_000, "{name} has {} bytes", svg.len());
    }
}

#[test]
fn six_shapes_and_six_signs_differ_in_grey_at_24_pixels() {
    let shapes = SHAPES.map(|shape| (format!("{shape:?}"), level(shape, Sign::Flag)));
    let signs = SIGNS.map(|sign| (format!("{sign:?}"), level(Shape::Circle, sign)));
    for (kinds, least) in [(shapes, 10), (signs, 6)] {
        let drawn = kinds.map(|(name, level)| (name, grey(&levels::svg(&level, Ink::Full), 24)));
        for (at, (name, one)) in drawn.iter().enumerate() {
            for (other_name, other) in &drawn[at + 1..] {
                let differs = difference(one, other);
                assert!(
                    differs >= least,
                    "{name} and {other_name} differ in {differs} % of the picture"
                );
            }
        }
    }
}

#[test]
fn a_level_still_to_come_is_not_taken_for_one_that_was_reached() {
    for level in sample_pack().levels {
        let [reached, to_come] =
            [Ink::Full, Ink::Faded].map(|ink| grey(&levels::svg(&level, ink), 24));
        let differs = difference(&reached, &to_come);
        assert!(differs >= 20, "{:?} differs in {differs} %", level.id);
    }
}

#[test]
fn an_emoji_is_drawn_once_for_its_place() {
    let window = egui::Context::default();
    theme::install(&window);
    let textures_of = |emoji: &str, place: Rect| {
        let count = || window.tex_manager().read().num_allocated();
        let before = count();
        for _ in 0..2 {
            let input = egui::RawInput::default();
            let output = window.run_ui(input, |ui| pictures::emoji(ui, place, emoji));
            output.drop_without_applying_deltas();
        }
        count() - before
    };
    let square = vec2(44.0, 44.0);
    textures_of("🐢", Rect::from_min_size(pos2(20.0, 20.0), square));
    for (emoji, corner, size) in [
        ("🦊", pos2(20.0, 20.0), square),
        ("🐼", pos2(20.4, 99.7), square),
        ("🦉", pos2(20.0, 20.0), vec2(120.0, 36.5)),
    ] {
        assert_eq!(
            textures_of(emoji, Rect::from_min_size(corner, size)),
            1,
            "{emoji}"
        );
    }
}
