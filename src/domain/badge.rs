//! What a badge says when it is tapped: never who it belongs to, only which badge it is.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// One way to recognise a badge. Written `uid:04A2245A123480` or `code:` and 18 letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum BadgeKey {
    /// The chip's serial number: 4, 7 or 10 bytes in upper-case hexadecimal.
    Uid(Arc<str>),
    /// The 18 letters of a QR badge, or the same letters written to an NFC tag. Whether the check
    /// letters are right is for `badges` to say, before a key is made.
    Code(Arc<str>),
}

/// The code of the badge that scanners are tried with: nobody's for ever.
pub const TEST_BADGE: &str = "TESTTESTTESTTESTEX";

impl BadgeKey {
    /// Whether it is the badge that scanners are tried with.
    #[must_use]
    pub fn is_test(&self) -> bool {
        matches!(self, Self::Code(code) if **code == *TEST_BADGE)
    }

    /// The key of a chip with this serial number.
    #[must_use]
    pub fn from_uid(uid: &[u8]) -> Self {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let digits = uid.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let letters = digits.filter_map(|digit| {
            HEX.get(usize::from(digit))
                .map(|letter| char::from(*letter))
        });
        Self::Uid(letters.collect::<String>().into())
    }

    /// Whether it is a serial number that is new at every tap, as those of phones and bank cards are:
    /// four bytes, the first 08 (ISO/IEC 14443-3).
    #[must_use]
    pub fn is_random(&self) -> bool {
        matches!(self, Self::Uid(hex) if hex.len() == 8 && hex.starts_with("08"))
    }
}

impl fmt::Display for BadgeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uid(hex) => write!(f, "uid:{hex}"),
            Self::Code(letters) => write!(f, "code:{letters}"),
        }
    }
}

/// A text that is no badge key.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a badge: it should read like uid:04A2245A123480 or code: and 18 letters")]
pub struct NotABadgeKey(String);

impl FromStr for BadgeKey {
    type Err = NotABadgeKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
        match text.split_once(':') {
            Some(("uid", uid)) if matches!(uid.len(), 8 | 14 | 20) && uid.bytes().all(hex) => {
                Ok(Self::Uid(uid.into()))
            }
            Some(("code", code))
                if code.len() == 18 && code.bytes().all(|b| b.is_ascii_uppercase()) =>
            {
                Ok(Self::Code(code.into()))
            }
            _ => Err(NotABadgeKey(text.to_owned())),
        }
    }
}

impl TryFrom<String> for BadgeKey {
    type Error = NotABadgeKey;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BadgeKey> for String {
    fn from(key: BadgeKey) -> Self {
        key.to_string()
    }
}

/// One tap, as a device saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    /// Every key the badge answered with: the written code before the chip's number. Never empty.
    pub keys: Vec<BadgeKey>,
    /// Which kind of device it was.
    pub source: TapSource,
}

/// The kinds of device a tap comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TapSource {
    /// A PC/SC reader.
    CardReader,
    /// A scanner that types.
    KeyboardScanner,
    /// A camera that looks at the badge.
    Camera,
    /// The row of practice badges on a kiosk that keeps nothing.
    Practice,
    /// No tap: a teacher put it in by hand.
    Teacher,
    /// No tap: the child forgot their badge and picked their secret pictures.
    SecretPictures,
    /// Something that a newer program knows: what else the entry says is understood all the same.
    #[serde(other)]
    Other,
}
