//! The code of a badge: 18 letters that say nothing about the child. A QR badge and a written NFC
//! tag carry the bare letters. This module never knows whose code it is.
//!
//! # The letters
//!
//! `BCDEFGHJKLNOPRSTUVX`: letters that are the same key on QWERTY, AZERTY and QWERTZ keyboards, so
//! that a scanner set to another country types the same code; no digits, no I. There are 19 of
//! them, a prime, so that their places in that row (B = 0 to X = 18) are the field GF(19): one can
//! add, multiply and divide modulo 19.
//!
//! # The check letters
//!
//! Sixteen letters are drawn at random (19^16, about 68 bits: nobody guesses a badge). The last two
//! are such that for the letters `v1` to `v18`, modulo 19,
//!
//! ```text
//! v1 +   v2 +   v3 + ... +    v18 = 0      (the sum)
//! v1 + 2 v2 + 3 v3 + ... + 18 v18 = 0      (the weighted sum)
//! ```
//!
//! - *One wrong letter*, off by `d`, changes the sum by `d`, which is not 0: always caught.
//! - *Two letters swapped* at places `i` and `j` change the weighted sum by `(i - j)(vj - vi)`.
//!   Both factors lie between -18 and 18 and are not 0 when the letters differ, and a prime divides
//!   no product of two such numbers: always caught, for neighbours and for any other two.
//! - In fact *any two wrong letters* are caught: both sums stay 0 only if `d + e = 0` and
//!   `i d + j e = 0`, so `(i - j) d = 0`. (This is a Reed-Solomon code of minimum distance 3.)
//! - Anything worse passes once in 19^2 = 361 times, and is then still a code that nobody holds.
//!
//! To find the check letters `x` (17th) and `y` (18th), let `a` be the sum and `b` the weighted sum
//! of the first sixteen. As 17 = -2 and 18 = -1: `x + y = -a` and `-2x - y = -b`, thus `x = a + b`
//! and `y = -2a - b`.

use std::{fmt, str::FromStr};

use rand::{Rng, RngExt};

use crate::domain::{badge::BadgeKey, ids::LETTERS};

/// The code of one badge: 18 upper-case letters whose check letters are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BadgeCode([u8; BadgeCode::LETTERS]);

/// How many letters are drawn at random.
const RANDOM: usize = BadgeCode::LETTERS - 2;

impl BadgeCode {
    /// How many letters a code has.
    pub const LETTERS: usize = 18;
    /// The code for trying scanners and cameras: right in every letter, and nobody's for ever. It
    /// is never drawn by chance, and never linked.
    pub const TEST: Self = Self(*b"TESTTESTTESTTESTEX");

    /// A new code. With a generator fit for secrets, no two badges ever share one.
    pub fn draw(rng: &mut impl Rng) -> Self {
        let values: [u32; RANDOM] = std::array::from_fn(|_| rng.random_range(0..19));
        let (sum, weighted) = sums(values.into_iter());
        let check = [sum + weighted, 2 * (19 - sum) + (19 - weighted)];
        let mut all = values.into_iter().chain(check).map(letter);
        Self(std::array::from_fn(|_| all.next().unwrap_or(b'B')))
    }

    /// Whether a text that is no code looks so much like one that it is worth another try: as many
    /// letters, and nothing else.
    #[must_use]
    pub fn is_nearly(text: &str) -> bool {
        let text = text.trim();
        text.len() == Self::LETTERS && text.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    /// What a tap with this code answers with.
    #[must_use]
    pub fn key(&self) -> BadgeKey {
        BadgeKey::Code(self.to_string().into())
    }
}

/// The letter of a value, taken modulo 19.
fn letter(value: u32) -> u8 {
    let place = usize::try_from(value % 19).unwrap_or(0);
    LETTERS.get(place).copied().unwrap_or(b'B')
}

/// The value of an upper-case letter; `None` for what is never in a code.
fn value(letter: u8) -> Option<u32> {
    let place = LETTERS.iter().position(|known| *known == letter)?;
    u32::try_from(place).ok()
}

/// The sum and the weighted sum modulo 19, weights counted from 1.
fn sums(values: impl Iterator<Item = u32>) -> (u32, u32) {
    values
        .zip(1..)
        .fold((0, 0), |(sum, weighted), (value, weight)| {
            ((sum + value) % 19, (weighted + weight * value) % 19)
        })
}

impl fmt::Display for BadgeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

/// A text that is no badge code, and why. Nothing was changed by reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABadgeCode {
    /// Too short or too long.
    #[error("a badge code has 18 letters and this has {found}: read it from the badge again")]
    Length {
        /// How many characters there are, without white space at the ends.
        found: usize,
    },
    /// A character that is in no code.
    #[error(
        "{found:?}, number {at} of this badge code, is in no badge code: read it from the badge again"
    )]
    Letter {
        /// The character.
        found: char,
        /// Its place, from 1.
        at: usize,
    },
    /// Every letter could be right, but together they are not.
    #[error(
        "a letter of this badge code is wrong, or two changed places: read it from the badge again"
    )]
    Check,
}

impl FromStr for BadgeCode {
    type Err = NotABadgeCode;

    /// Reads a code in any case; white space at either end does not count.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let found = text.chars().count();
        if found != Self::LETTERS {
            return Err(NotABadgeCode::Length { found });
        }
        let mut letters = [0; Self::LETTERS];
        let mut values = [0; Self::LETTERS];
        let places = letters.iter_mut().zip(&mut values);
        for (at, (found, (letter, its_value))) in (1..).zip(text.chars().zip(places)) {
            let upper = u8::try_from(found.to_ascii_uppercase()).ok();
            let known = upper.and_then(|upper| Some((upper, value(upper)?)));
            (*letter, *its_value) = known.ok_or(NotABadgeCode::Letter { found, at })?;
        }
        if sums(values.into_iter()) == (0, 0) {
            Ok(Self(letters))
        } else {
            Err(NotABadgeCode::Check)
        }
    }
}
