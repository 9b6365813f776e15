//! Pictures of a badge as a camera sees it, drawn by a small renderer of our own and the same every
//! time: turned, tilted, far away, blurred, noisy, dim, mirrored, glaring. The suite looks at some of
//! them, the bench at all of them beside another decoder.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "pixels are small numbers, and the suite and the bench each use a part of this test code"
)]

use std::f32::consts::PI;

use qrcode::{Color, EcLevel, QrCode, Version};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

/// A picture in shades of grey.
#[derive(Clone)]
pub struct Shot {
    pub width: usize,
    pub height: usize,
    pub luma: Vec<u8>,
}

/// What makes a badge hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Held still, straight and near.
    Plain,
    /// A little of everything, as children hold it.
    Typical,
    /// Turned by any angle.
    Turned,
    /// Tilted away by up to 60 degrees.
    Tilted,
    /// A tenth to a fifth of the picture's height.
    Far,
    /// Out of focus.
    Blurred,
    /// Moved while the picture was taken.
    Moving,
    /// Grains, as in a dark room.
    Noisy,
    /// Nearly dark.
    Dim,
    /// Seen in a mirror.
    Mirrored,
    /// A lamp shines on a part of it.
    Glare,
    /// Half of it in the shadow.
    Shadow,
    /// No badge at all: a classroom.
    Nothing,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Plain,
        Self::Typical,
        Self::Turned,
        Self::Tilted,
        Self::Far,
        Self::Blurred,
        Self::Moving,
        Self::Noisy,
        Self::Dim,
        Self::Mirrored,
        Self::Glare,
        Self::Shadow,
        Self::Nothing,
    ];
}

/// How a picture is taken.
struct Pose {
    /// The side of the code with its quiet zone, as a part of the picture's height.
    share: f32,
    /// Turned about the line of sight, then tilted about the two others; radians.
    turn: f32,
    tilt: [f32; 2],
    /// Where its middle is, from the middle of the picture, as a part of the height.
    middle: [f32; 2],
    /// In pixels of a picture 720 high.
    blur: f32,
    sweep: f32,
    /// Of 255.
    noise: f32,
    light: f32,
    shadow: f32,
    glare: f32,
    mirrored: bool,
}

/// The picture of that number of a kind, with `text` on the badge.
pub fn shot(kind: Kind, number: u64, text: &str, width: usize, height: usize) -> Shot {
    let mut rng = StdRng::seed_from_u64(1000 * kind as u64 + number);
    let pose = pose(kind, &mut rng);
    let badge = (kind != Kind::Nothing).then(|| modules(text));
    let mut picture = room(&mut rng, width, height);
    if let Some(badge) = &badge {
        lay(&mut picture, width, height, badge, &pose);
    }
    shine(&mut picture, width, &pose, &mut rng);
    let scale = height as f32 / 720.0;
    blur(&mut picture, width, pose.blur * scale);
    sweep(&mut picture, width, (pose.sweep * scale) as usize);
    if pose.mirrored {
        picture.chunks_mut(width).for_each(<[f32]>::reverse);
    }
    let luma = picture
        .into_iter()
        .map(|value| (value * pose.light + grain(&mut rng) * pose.noise).clamp(0.0, 255.0) as u8);
    Shot {
        width,
        height,
        luma: luma.collect(),
    }
}

fn pose(kind: Kind, rng: &mut StdRng) -> Pose {
    let mut between = |from: f32, to: f32| rng.random_range(from..to);
    let mut pose = Pose {
        share: between(0.4, 0.6),
        turn: between(-0.08, 0.08),
        tilt: [between(-0.05, 0.05), between(-0.05, 0.05)],
        middle: [between(-0.2, 0.2), between(-0.12, 0.12)],
        blur: 0.6,
        sweep: 0.0,
        noise: 2.0,
        light: 1.0,
        shadow: 0.0,
        glare: 0.0,
        mirrored: false,
    };
    match kind {
        Kind::Plain | Kind::Nothing => {}
        Kind::Typical => {
            pose.turn = between(-0.4, 0.4);
            pose.tilt = [between(-0.35, 0.35), between(-0.35, 0.35)];
            pose.share = between(0.25, 0.55);
            (pose.blur, pose.noise) = (between(0.6, 1.6), between(3.0, 10.0));
            pose.light = between(0.5, 1.0);
        }
        Kind::Turned => pose.turn = between(-PI, PI),
        Kind::Tilted => {
            pose.tilt = [between(-1.1, 1.1), between(-0.7, 0.7)];
            pose.turn = between(-0.4, 0.4);
        }
        Kind::Far => {
            pose.share = between(0.09, 0.2);
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Blurred => {
            pose.blur = between(2.0, 7.0);
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Moving => {
            pose.sweep = between(6.0, 20.0);
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Noisy => {
            pose.noise = between(15.0, 45.0);
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Dim => {
            (pose.light, pose.noise) = (between(0.03, 0.2), between(1.0, 3.0));
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Mirrored => {
            pose.mirrored = true;
            pose.turn = between(-0.8, 0.8);
        }
        Kind::Glare => {
            pose.glare = between(0.5, 1.0);
            pose.turn = between(-0.3, 0.3);
        }
        Kind::Shadow => {
            pose.shadow = between(0.6, 0.85);
            pose.turn = between(-0.3, 0.3);
        }
    }
    pose
}

/// The modules of a code as badges have it, dark where true, with the quiet zone around it.
struct Modules {
    side: usize,
    dark: Vec<bool>,
}

fn modules(text: &str) -> Modules {
    let code = QrCode::with_version(text, Version::Normal(2), EcLevel::H)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::M))
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L))
        .expect("it fits a code");
    let side = code.width() + 8;
    let mut dark = vec![false; side * side];
    for (row, line) in code.to_colors().chunks(code.width()).enumerate() {
        for (column, color) in line.iter().enumerate() {
            dark[(row + 4) * side + column + 4] = *color == Color::Dark;
        }
    }
    Modules { side, dark }
}

/// What is behind the badge: a wall, shelves, books, a striped shirt.
fn room(rng: &mut StdRng, width: usize, height: usize) -> Vec<f32> {
    let (from, to) = (
        rng.random_range(60.0..140.0),
        rng.random_range(120.0..200.0),
    );
    let mut picture: Vec<f32> = (0..width * height)
        .map(|at| from + (to - from) * (at % width) as f32 / width as f32)
        .collect();
    for _ in 0..60 {
        let (left, top) = (rng.random_range(0..width), rng.random_range(0..height));
        let wide = rng.random_range(1..=width / 5);
        let high = rng.random_range(1..=height / 4);
        let (light, stripe) = (rng.random_range(20.0..235.0), rng.random_range(0..9_usize));
        let striped: f32 = rng.random_range(20.0..235.0);
        for row in top..(top + high).min(height) {
            for column in left..(left + wide).min(width) {
                let odd = stripe > 1 && (column / stripe) % 2 == 1;
                picture[row * width + column] = if odd { striped } else { light };
            }
        }
    }
    picture
}

/// Draws the badge: a white card with the code on it and a few lines of words below.
fn lay(picture: &mut [f32], width: usize, height: usize, badge: &Modules, pose: &Pose) {
    let eye = 1.2 * height as f32;
    let far = eye / (pose.share * height as f32);
    let axes = axes(pose);
    let [across, down, toward] = axes;
    let middle = [
        pose.middle[0] * height as f32 / eye * far,
        pose.middle[1] * height as f32 / eye * far,
        far,
    ];
    let dot = |a: [f32; 3], b: [f32; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    for (at, pixel) in picture.iter_mut().enumerate() {
        let (column, row) = ((at % width) as f32, (at / width) as f32);
        let (mut sum, mut count) = (0.0, 0.0);
        for part in 0..4_u8 {
            let x = (column + 0.25 + 0.5 * f32::from(part % 2) - width as f32 / 2.0) / eye;
            let y = (row + 0.25 + 0.5 * f32::from(part / 2) - height as f32 / 2.0) / eye;
            let ray = [x, y, 1.0];
            let along = dot(toward, middle) / dot(toward, ray);
            let from_middle = [
                along * x - middle[0],
                along * y - middle[1],
                along - middle[2],
            ];
            let (u, v) = (dot(from_middle, across), dot(from_middle, down));
            if let Some(light) = card(badge, u, v) {
                sum += light;
                count += 1.0;
            }
        }
        *pixel = (sum + *pixel * (4.0 - count)) / 4.0;
    }
}

/// Where right, down and away of the card point to.
fn axes(pose: &Pose) -> [[f32; 3]; 3] {
    let (sin, cos) = pose.turn.sin_cos();
    let turned = [[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]];
    turned.map(|[x, y, z]| {
        let (sin, cos) = pose.tilt[0].sin_cos();
        let (x, z) = (cos * x + sin * z, cos * z - sin * x);
        let (sin, cos) = pose.tilt[1].sin_cos();
        [x, cos * y + sin * z, cos * z - sin * y]
    })
}

/// How light the card is at a place, the code's side being 1; `None` beside the card.
fn card(badge: &Modules, u: f32, v: f32) -> Option<f32> {
    if !(-0.62..0.62).contains(&u) || !(-0.62..0.95).contains(&v) {
        return None;
    }
    let side = badge.side as f32;
    let (column, row) = (((u + 0.5) * side).floor(), ((v + 0.5) * side).floor());
    if (0.0..side).contains(&column) && (0.0..side).contains(&row) {
        let dark = badge.dark[row as usize * badge.side + column as usize];
        return Some(if dark { 25.0 } else { 235.0 });
    }
    let words = (0.6..0.85).contains(&v) && (v * 12.0).fract() < 0.5 && u.abs() < 0.45;
    Some(if words && (u * 23.0).sin() > -0.2 {
        60.0
    } else {
        235.0
    })
}

/// Light and shadow on everything.
fn shine(picture: &mut [f32], width: usize, pose: &Pose, rng: &mut StdRng) {
    let height = (picture.len() / width) as f32;
    let middle = [
        width as f32 / 2.0 + (pose.middle[0] + rng.random_range(-0.15..0.15)) * height,
        height / 2.0 + (pose.middle[1] + rng.random_range(-0.15..0.15)) * height,
    ];
    let slant: f32 = rng.random_range(-0.6..0.6);
    for (at, pixel) in picture.iter_mut().enumerate() {
        let x = (at % width) as f32 - middle[0];
        let y = (at / width) as f32 - middle[1];
        if x + slant * y < 0.0 {
            *pixel *= 1.0 - pose.shadow;
        }
        let near = (-(x * x + y * y) / (0.09 * height).powi(2)).exp();
        *pixel = (*pixel + 400.0 * pose.glare * near).min(255.0);
    }
}

/// A Gaussian blur.
fn blur(picture: &mut [f32], width: usize, sigma: f32) {
    let reach = (3.0 * sigma).ceil() as isize;
    let weights: Vec<f32> = (-reach..=reach)
        .map(|at| (-(at as f32).powi(2) / (2.0 * sigma * sigma).max(0.01)).exp())
        .collect();
    let whole: f32 = weights.iter().sum();
    let height = picture.len() / width;
    for (step, count) in [(1, width), (width, height)] {
        let before = picture.to_vec();
        for (at, pixel) in picture.iter_mut().enumerate() {
            let place = (at / step % count) as isize;
            let sum: f32 = (-reach..=reach)
                .zip(&weights)
                .map(|(by, weight)| {
                    let there = (place + by).clamp(0, count as isize - 1) - place;
                    before[(at as isize + there * step as isize) as usize] * weight
                })
                .sum();
            *pixel = sum / whole;
        }
    }
}

/// Smears it sideways over so many pixels.
fn sweep(picture: &mut [f32], width: usize, pixels: usize) {
    if pixels < 2 {
        return;
    }
    for row in picture.chunks_mut(width) {
        let before = row.to_vec();
        for (at, pixel) in row.iter_mut().enumerate() {
            let until = (at + pixels).min(width);
            *pixel = before[at..until].iter().sum::<f32>() / (until - at) as f32;
        }
    }
}

/// About a normal distribution of width 1.
fn grain(rng: &mut StdRng) -> f32 {
    let bits: u64 = rng.random();
    let sum: u64 = (0..4).map(|part| (bits >> (16 * part)) & 0xFFFF).sum();
    (sum as f32 / 65536.0 - 2.0) * 1.73
}

/// A child who holds a badge before the camera of a tablet, as the mirror has it: for pictures of the
/// first screen.
pub fn child(width: usize, height: usize) -> Shot {
    let pose = Pose {
        share: 0.5,
        turn: -0.08,
        tilt: [0.1, 0.0],
        middle: [0.02, 0.06],
        blur: 0.0,
        sweep: 0.0,
        noise: 0.0,
        light: 1.0,
        shadow: 0.0,
        glare: 0.0,
        mirrored: false,
    };
    let high = height as f32;
    let inside = |x: f32, y: f32, [cx, cy]: [f32; 2], [rx, ry]: [f32; 2]| {
        ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0
    };
    let mut picture: Vec<f32> = (0..width * height)
        .map(|at| {
            let x = ((at % width) as f32 - width as f32 / 2.0) / high;
            let y = (at / width) as f32 / high;
            if inside(x, y, [0.0, 0.22], [0.17, 0.22]) {
                165.0
            } else if inside(x, y, [0.0, 1.05], [0.48, 0.6]) {
                105.0
            } else {
                215.0 - 30.0 * y
            }
        })
        .collect();
    lay(
        &mut picture,
        width,
        height,
        &modules("BCDEFGHJKLNOPRSTUV"),
        &pose,
    );
    blur(&mut picture, width, 0.8);
    Shot {
        width,
        height,
        luma: picture.into_iter().map(|value| value as u8).collect(),
    }
}
