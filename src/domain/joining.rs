//! The code that lets a tablet join a class: which class, where its tablets meet, and the key. It is
//! shown as a QR code, and written in the 19 letters of badge codes alone, so that a scanner that types
//! reads it on any keyboard layout as a camera does. Nothing in it names a child.
//!
//! Form: `JKLN`, then the bytes in blocks of nine as seventeen letters, the last block of fewer bytes as
//! twice as many letters. The bytes: the form, 1; what kind of place, 0 a folder or 1 a server; class,
//! class name, place and key, each after its length; a CRC-32 (ISO-HDLC) of all that.

use std::path::PathBuf;

use super::{
    ids::{ClassId, LETTERS},
    sharing::{Line, MeetingPlace, Server},
};

/// How every code begins.
pub const BEGINS: &str = "JKLN";

/// The longest code, in letters.
pub const LONGEST: usize = 1_200;

const FORM: u8 = 1;
const BLOCK: usize = 9;
const BLOCK_LETTERS: usize = 17;

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JoinCode {
    /// Which class.
    pub class: ClassId,
    /// What it is called.
    pub name: String,
    /// Where its tablets meet; a server's line holds the key to it.
    pub place: MeetingPlace,
    /// The key to a folder; empty for a server.
    pub key: String,
}

/// Whether more letters could make a code of these.
#[must_use]
pub fn may_become_code(typed: &str) -> bool {
    let begins = BEGINS.starts_with(typed) || typed.starts_with(BEGINS);
    begins && typed.bytes().all(|letter| LETTERS.contains(&letter))
}

/// A text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "That is no code of a class; nothing was done. Scan the code that the other tablet shows, or copy all of it."
)]
pub struct NotACode;

impl JoinCode {
    /// The letters.
    #[must_use]
    pub fn letters(&self) -> String {
        let (kind, place) = match &self.place {
            MeetingPlace::Folder(folder) => (0, folder.display().to_string()),
            MeetingPlace::Postgres(server) => (1, server.connection.reveal().to_owned()),
        };
        let mut bytes = vec![FORM, kind];
        let parts = [
            (self.class.as_str(), 32),
            (&self.name, 60),
            (&place, 480),
            (&self.key, 60),
        ];
        for (part, most) in parts {
            let part = cut(part, most);
            bytes.extend(u16::try_from(part.len()).unwrap_or_default().to_be_bytes());
            bytes.extend(part.bytes());
        }
        bytes.extend(crc32(&bytes).to_be_bytes());
        let mut letters = BEGINS.to_owned();
        for block in bytes.chunks(BLOCK) {
            letters.extend(to_letters(block));
        }
        letters
    }

    /// Reads them, in any case, with or without white space.
    ///
    /// # Errors
    ///
    /// When it is no code, or not all of one.
    pub fn read(text: &str) -> Result<Self, NotACode> {
        let text: String = text.split_whitespace().collect();
        let text = text.to_ascii_uppercase();
        let letters = text.strip_prefix(BEGINS).ok_or(NotACode)?;
        if letters.len() > LONGEST {
            return Err(NotACode);
        }
        let mut bytes = Vec::new();
        for block in letters.as_bytes().chunks(BLOCK_LETTERS) {
            bytes.extend(of_letters(block).ok_or(NotACode)?);
        }
        Self::of_bytes(&bytes).ok_or(NotACode)
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (bytes, check) = bytes.split_last_chunk::<4>()?;
        if crc32(bytes) != u32::from_be_bytes(*check) {
            return None;
        }
        let ([FORM, kind], mut rest) = bytes.split_first_chunk::<2>()? else {
            return None;
        };
        let mut part = || {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (part, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
            rest = after;
            String::from_utf8(part.to_vec()).ok()
        };
        let (class, name, place, key) = (part()?, part()?, part()?, part()?);
        let place = match kind {
            0 => MeetingPlace::Folder(PathBuf::from(place)),
            1 => MeetingPlace::Postgres(Server {
                connection: Line::new(place),
                password_file: None,
            }),
            _ => return None,
        };
        rest.is_empty().then(|| Self {
            class: class.into(),
            name,
            place,
            key,
        })
    }
}

/// Letters in groups that an eye can follow.
#[must_use]
pub fn in_fours(letters: &str) -> String {
    let mut spelled = String::new();
    for (place, letter) in letters.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            spelled.push(' ');
        }
        spelled.push(letter);
    }
    spelled
}

/// No part is longer than a code can carry.
fn cut(part: &str, most: usize) -> String {
    part.chars().take(most).collect()
}

fn to_letters(block: &[u8]) -> Vec<char> {
    let mut value = block
        .iter()
        .fold(0_u128, |value, byte| (value << 8) | u128::from(*byte));
    let count = if block.len() == BLOCK {
        BLOCK_LETTERS
    } else {
        2 * block.len()
    };
    let mut letters = Vec::with_capacity(count);
    for _ in 0..count {
        let digit = usize::try_from(value % 19).unwrap_or_default();
        value /= 19;
        letters.extend(LETTERS.get(digit).map(|letter| char::from(*letter)));
    }
    letters.reverse();
    letters
}

fn of_letters(block: &[u8]) -> Option<Vec<u8>> {
    let count = match block.len() {
        BLOCK_LETTERS => BLOCK,
        odd if odd % 2 == 1 => return None,
        even => even / 2,
    };
    let mut value = 0_u128;
    for letter in block {
        let digit = LETTERS.iter().position(|known| known == letter)?;
        value = value * 19 + u128::try_from(digit).ok()?;
    }
    if value >> (8 * count) != 0 {
        return None;
    }
    Some(value.to_be_bytes().into_iter().skip(16 - count).collect())
}

/// CRC-32, ISO-HDLC.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let low = crc & 1 == 1;
            crc >>= 1;
            if low {
                crc ^= 0xEDB8_8320;
            }
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> JoinCode {
        JoinCode {
            class: "BCDFGHJKLNPR".into(),
            name: "Salón 12, tercer grado".to_owned(),
            place: MeetingPlace::Folder("/media/class/waymark".into()),
            key: "XVUTSRPONLKJHGFE".to_owned(),
        }
    }

    #[test]
    fn a_code_is_read_as_it_was_written_and_has_the_letters_of_badges_alone() {
        let letters = code().letters();
        assert!(letters.bytes().all(|letter| LETTERS.contains(&letter)));
        assert!(letters.len() < 200, "{}", letters.len());
        assert_eq!(JoinCode::read(&letters), Ok(code()));
        let spaced = letters.to_lowercase().replace('k', "k ");
        assert_eq!(JoinCode::read(&spaced), Ok(code()));
        for name in [
            "", "x", "xy", "xyz", "1234", "12345", "123456", "1234567", "12345678",
        ] {
            let one = JoinCode {
                name: name.to_owned(),
                ..code()
            };
            assert_eq!(JoinCode::read(&one.letters()), Ok(one));
        }
        let server = JoinCode {
            place: MeetingPlace::Postgres(Server {
                connection: Line::new("postgresql://r:k@db.school.org/w?sslmode=verify-full"),
                password_file: None,
            }),
            key: String::new(),
            ..code()
        };
        assert_eq!(JoinCode::read(&server.letters()), Ok(server.clone()));
        assert!(!format!("{server:?}").contains(":k@"), "{server:?}");
    }

    #[test]
    fn a_wrong_letter_a_swap_or_a_missing_end_is_noticed() {
        let letters = code().letters();
        for place in 0..letters.len() {
            let mut other = letters.clone().into_bytes();
            other[place] = if other[place] == b'B' { b'X' } else { b'B' };
            let other = String::from_utf8(other).unwrap();
            assert_eq!(JoinCode::read(&other), Err(NotACode), "{place}");
            assert_eq!(JoinCode::read(&letters[..place]), Err(NotACode), "{place}");
        }
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }
}
