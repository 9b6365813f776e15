//! The codes in a picture. Pure: a picture goes in, what was seen comes out. A code that is none of
//! ours is never handed on, not even its text.
//!
//! A picture is looked at in steps until one finds something: at half size (quick, and it takes away
//! grains), as it is (for a badge far away), smoothed and with its shades spread from black to white
//! (for a dark room); then in another way (for a lamp that shines on it), and squeezed flat or narrow
//! (a badge that is tilted away is square again). The last three take turns from picture to picture,
//! so that one of 1280 x 720 pixels without any code takes less than 10 ms.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, RXingResult, Reader,
    common::HybridBinarizer,
    multi::MultipleBarcodeReader,
    qrcode::{QRCodeReader, cpp_port::QrReader},
};

use super::luma::Luma;
use crate::{badges::code::BadgeCode, domain::joining::JoinCode};

/// What a code in a picture is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A badge.
    Badge(BadgeCode),
    /// The code of a class to join.
    Join(Box<JoinCode>),
    /// Eighteen letters that are no badge code: worth another try.
    Damaged,
}

/// Pictures less wide or high than this hold no code that could be read.
const LEAST: usize = 42;

/// How long to look at a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// It is one of many a second, counted from 0: what is rarely needed is tried in turns.
    Frame(usize),
    /// It is the only one: everything is tried.
    Still,
}

/// Every badge in a picture, then what is nearly one; nothing twice. Codes of other people (links,
/// contacts, anything) are no badges, and left out.
#[must_use]
pub fn look(picture: &Luma, effort: Effort) -> Vec<Seen> {
    let half = picture.flattened().narrowed();
    let usual: [&dyn Fn() -> Vec<String>; 3] = [&|| codes(&half), &|| codes(picture), &|| {
        codes(&spread(&smoothed(&half)))
    }];
    let rare: [&dyn Fn() -> Vec<String>; 3] =
        [&|| older(&half), &|| codes(&picture.flattened()), &|| {
            codes(&picture.narrowed())
        }];
    let (skipped, taken) = match effort {
        Effort::Frame(count) => (count % rare.len(), 1),
        Effort::Still => (0, rare.len()),
    };
    let steps = usual.iter().chain(rare.iter().skip(skipped).take(taken));
    let found = steps.map(|step| step()).find(|found| !found.is_empty());
    let mut seen = Vec::new();
    for text in found.unwrap_or_default() {
        match meaning(&text) {
            Some(what) if !seen.contains(&what) => seen.push(what),
            _ => {}
        }
    }
    seen.sort_by_key(|what| *what == Seen::Damaged);
    seen
}

/// What a text stands for, if for anything.
#[must_use]
pub fn meaning(text: &str) -> Option<Seen> {
    if let Ok(code) = JoinCode::read(text) {
        return Some(Seen::Join(code.into()));
    }
    match text.parse() {
        Ok(code) => Some(Seen::Badge(code)),
        Err(_) => BadgeCode::is_nearly(text).then_some(Seen::Damaged),
    }
}

/// The texts of all codes in a picture.
fn codes(picture: &Luma) -> Vec<String> {
    decode(picture, |bitmap, hints| {
        QrReader.decode_multiple_with_hints(bitmap, hints).ok()
    })
}

/// The same for one code, found in the way that was usual before: it takes other codes where a lamp
/// shines on them.
fn older(picture: &Luma) -> Vec<String> {
    decode(picture, |bitmap, hints| {
        let found = QRCodeReader.decode_with_hints(bitmap, hints).ok()?;
        Some(vec![found])
    })
}

type Bitmap<'a> = BinaryBitmap<HybridBinarizer<Luma8Source<'a>>>;

fn decode(
    picture: &Luma,
    read: impl FnOnce(&mut Bitmap<'_>, &DecodeHints) -> Option<Vec<RXingResult>>,
) -> Vec<String> {
    let (width, height) = (picture.width(), picture.height());
    if width < LEAST || height < LEAST {
        return Vec::new();
    }
    let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) else {
        return Vec::new();
    };
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    // A picture on which the decoder fails is only one of many.
    let found = catch_unwind(AssertUnwindSafe(|| {
        let source = Luma8Source::new_with_slice(picture.pixels(), width, height).ok()?;
        read(&mut BinaryBitmap::new(HybridBinarizer::new(source)), &hints)
    }));
    let found = found.ok().flatten().unwrap_or_default();
    found.iter().map(|code| code.getText().to_owned()).collect()
}

/// Each pixel the average of nine.
fn smoothed(picture: &Luma) -> Luma {
    let width = picture.width();
    let mut pixels = picture.pixels().to_vec();
    let rows: Vec<&[u8]> = picture.pixels().chunks_exact(width.max(1)).collect();
    let inner = pixels.chunks_exact_mut(width.max(1)).skip(1);
    for (row, three) in inner.zip(rows.windows(3)) {
        let [above, here, below] = three else {
            continue;
        };
        let sums: Vec<u16> = above
            .iter()
            .zip(*here)
            .zip(*below)
            .map(|((above, here), below)| u16::from(*above) + u16::from(*here) + u16::from(*below))
            .collect();
        for (pixel, three) in row.iter_mut().skip(1).zip(sums.windows(3)) {
            *pixel = u8::try_from(three.iter().sum::<u16>() / 9).unwrap_or(u8::MAX);
        }
    }
    Luma::of(pixels, width, picture.height()).unwrap_or_default()
}

/// The same with its shades spread from black to white, but for the darkest and lightest hundredth.
fn spread(picture: &Luma) -> Luma {
    let mut counts = [0_usize; 256];
    for pixel in picture.pixels() {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let few = picture.pixels().len() / 100;
    let (Some(low), Some(high)) = (past(few, (0..=255).zip(counts)), {
        past(few, (0..=255).rev().zip(counts.into_iter().rev()))
    }) else {
        return picture.clone();
    };
    let range = u32::from(high.saturating_sub(low)).max(1);
    let spread = |pixel: &u8| {
        let above = u32::from(pixel.saturating_sub(low));
        u8::try_from(above * 255 / range).unwrap_or(u8::MAX)
    };
    let pixels = picture.pixels().iter().map(spread).collect();
    Luma::of(pixels, picture.width(), picture.height()).unwrap_or_default()
}

/// The first shade with more than `few` pixels up to it.
fn past(few: usize, counts: impl Iterator<Item = (u8, usize)>) -> Option<u8> {
    let mut so_far = 0;
    for (shade, count) in counts {
        so_far += count;
        if so_far > few {
            return Some(shade);
        }
    }
    None
}
