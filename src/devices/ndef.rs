//! What is written on an NFC tag, as far as it is a badge code: an NDEF text record in the memory
//! of a Type 2 tag (NTAG213, 215, 216, Ultralight). Reads bytes that anybody may have written, so
//! it believes no length, and never panics.
//!
//! Sources: NFC Forum, *Type 2 Tag* (the blocks: type, length, value), *NDEF* (records) and *Text
//! Record Type Definition*; NXP, *NTAG213/215/216* (user memory from page 4 on).

use crate::badges::code::BadgeCode;

/// Why a tag's memory gave no badge code. The tag is unharmed and its serial number still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCode {
    /// The memory goes on after what was read, or claims to.
    #[error("the tag says more than was read: hold it still and tap again")]
    Truncated,
    /// There is no message.
    #[error("nothing is written on the tag: its serial number is used instead")]
    Blank,
    /// It breaks the format.
    #[error("what is written on the tag makes no sense: its serial number is used instead")]
    Malformed,
    /// There is a whole message, but no text record in it is a badge code.
    #[error("what is written on the tag is no badge code: its serial number is used instead")]
    SomethingElse,
}

/// Zero bytes in a row after which a memory counts as never written. (One or two before a block
/// are allowed; a new tag has nothing else.)
pub(super) const BLANK: usize = 16;

/// The badge code written in a tag's user memory, which begins at page 4. `memory` may be only the
/// beginning: if it is too short to tell, the answer is [`NoCode::Truncated`].
pub fn badge_code(memory: &[u8]) -> Result<BadgeCode, NoCode> {
    let mut bytes = Bytes(memory);
    let mut zeros = 0;
    loop {
        match bytes.byte()? {
            0x00 if zeros + 1 >= BLANK => return Err(NoCode::Blank),
            0x00 => zeros += 1,
            0xFE => return Err(NoCode::Blank),
            // No kind of block: memory in its erased state.
            0xFF => return Err(NoCode::Malformed),
            0x03 => {
                let length = bytes.block_length()?;
                return match length {
                    0 => Err(NoCode::Blank),
                    _ => message(bytes.take(length)?),
                };
            }
            // Lock control, memory control, somebody's own: passed over.
            _ => {
                zeros = 0;
                let length = bytes.block_length()?;
                bytes.take(length)?;
            }
        }
    }
}

/// The first badge code in a whole message.
fn message(bytes: &[u8]) -> Result<BadgeCode, NoCode> {
    let mut bytes = Bytes(bytes);
    while !bytes.0.is_empty() {
        // The message is whole, so a record that goes on after its end is a lie.
        let record = bytes.record().ok_or(NoCode::Malformed)?;
        if let Some(code) = record.text().and_then(|text| text.parse().ok()) {
            return Ok(code);
        }
        if record.is_last() {
            break;
        }
    }
    Err(NoCode::SomethingElse)
}

/// One record of a message.
struct Record<'a> {
    header: u8,
    kind: &'a [u8],
    payload: &'a [u8],
}

impl Record<'_> {
    /// Header bits: message end, chunked, short lengths, an id is there; and the kind of name.
    const END: u8 = 0x40;
    const CHUNKED: u8 = 0x20;
    const SHORT: u8 = 0x10;
    const ID: u8 = 0x08;
    const NAME_FORMAT: u8 = 0x07;
    /// A name the NFC Forum defined.
    const WELL_KNOWN: u8 = 0x01;

    fn is_last(&self) -> bool {
        self.header & Self::END != 0
    }

    /// The text of a whole UTF-8 text record. Its first byte holds the length of the language's
    /// name (6 bits), and says whether UTF-16 follows (the top bit).
    fn text(&self) -> Option<&str> {
        let whole = self.header & (Self::CHUNKED | Self::NAME_FORMAT) == Self::WELL_KNOWN;
        if !whole || self.kind != b"T" {
            return None;
        }
        let (status, rest) = self.payload.split_first()?;
        let text = rest.get(usize::from(status & 0x3F)..)?;
        (status & 0x80 == 0).then_some(())?;
        str::from_utf8(text).ok()
    }
}

/// Bytes still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], NoCode> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(NoCode::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, NoCode> {
        let (byte, rest) = self.0.split_first().ok_or(NoCode::Truncated)?;
        self.0 = rest;
        Ok(*byte)
    }

    /// The length of a block: one byte, or FF and two bytes, the higher first.
    fn block_length(&mut self) -> Result<usize, NoCode> {
        match self.byte()? {
            0xFF => Ok(usize::from(self.byte()?) << 8 | usize::from(self.byte()?)),
            short => Ok(usize::from(short)),
        }
    }

    /// The next record, short or long; `None` if it goes on after the last byte.
    fn record(&mut self) -> Option<Record<'a>> {
        let header = self.byte().ok()?;
        let kind = usize::from(self.byte().ok()?);
        let payload = if header & Record::SHORT == 0 {
            let long = self.take(4).ok()?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(long)).ok()?
        } else {
            usize::from(self.byte().ok()?)
        };
        let id = if header & Record::ID == 0 {
            0
        } else {
            usize::from(self.byte().ok()?)
        };
        let kind = self.take(kind).ok()?;
        self.take(id).ok()?;
        Some(Record {
            header,
            kind,
            payload: self.take(payload).ok()?,
        })
    }
}
