//! Writing a badge's code on a tag: which pages, with what, in which order. The order is such that a tag
//! lifted after any of the writes says the code, or nothing at all: the length of the message is set
//! to 0 first and to its true value last, as the NFC Forum has it. Bytes go through a function that is
//! handed in. Only pages of the user memory are ever written: never the serial number, the lock
//! bytes, the capability container or the configuration.
//!
//! # What the journal says meanwhile
//!
//! A card is linked by its serial number before anything is written, and the code is linked after it
//! was read back. Power that fails in between leaves a tag that still works by its number, with a code
//! that nobody has; the next time it is laid down on the page, that code is linked. So no badge is lost
//! and no code is linked that is nowhere.
//!
//! Sources: PC/SC part 3 (`FF B0`, `FF D6`); NFC Forum, *Type 2 Tag* (capability container, blocks, the
//! order of writing); NXP, *NTAG213/215/216* (memory, static lock bytes).

use super::{
    card::{self, CardTrouble},
    ndef::{self, NoCode},
};
use crate::{
    badges::code::BadgeCode,
    domain::{badge::BadgeKey, tag::TagTrouble},
};

/// The memory of a tag in pages of 4 bytes, read four at a time; the user's begins with page 4.
const PAGE: usize = 4;
const FIRST_PAGE: u8 = 4;
const PAGES_AT_ONCE: u8 = 4;
/// Nothing is written behind this many bytes of user memory, which every NTAG has: whatever a tag says of
/// its size, its lock and configuration pages are behind them.
const MOST_BYTES: usize = 144;

/// Blocks of a tag's memory, by their first byte.
const EMPTY: u8 = 0x00;
const LOCK_CONTROL: u8 = 0x01;
const MEMORY_CONTROL: u8 = 0x02;
const MESSAGE: u8 = 0x03;
const PROPRIETARY: u8 = 0xFD;
const END: u8 = 0xFE;

/// A text record in English that is a whole message: its header, and the length of what follows.
const RECORD: [u8; 7] = [0xD1, 0x01, 21, b'T', 0x02, b'e', b'n'];
const MESSAGE_BYTES: usize = RECORD.len() + BadgeCode::LETTERS;

/// Writes a code on the card with that serial number, reads it back and compares. `over`: also where
/// something is written that is no badge. Done again after it was lifted, it goes on where it was:
/// what is right already is not written again.
///
/// # Errors
///
/// Why it is not on the tag.
pub fn write(
    atr: &[u8],
    (expected, code): (&BadgeKey, &BadgeCode),
    over: bool,
    exchange: impl FnMut(&[u8]) -> Result<Vec<u8>, CardTrouble>,
) -> Result<(), TagTrouble> {
    let mut tag = Tag { exchange };
    let uid = tag.uid()?;
    if BadgeKey::from_uid(&uid) != *expected {
        return Err(TagTrouble::NotThere);
    }
    if !card::may_hold_a_code(atr, &uid) {
        return Err(TagTrouble::OtherKind);
    }
    let room = Room::of(&tag.read(0)?)?;
    let (memory, plan) = tag.plan(code, over, &room)?;
    for (page, bytes) in &plan.writes {
        tag.write(*page, *bytes)?;
    }
    if plan.writes.is_empty() {
        return Ok(());
    }
    let mut kept = Vec::with_capacity(memory.len());
    while kept.len() < memory.len() {
        kept.extend(tag.read(page_at(kept.len()))?);
    }
    match ndef::badge_code(&kept) {
        Ok(found) if found == *code => Ok(()),
        _ => Err(TagTrouble::NotKept),
    }
}

/// What is to be written, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Pages by their number on the tag, and their bytes.
    pub writes: Vec<(u8, [u8; PAGE])>,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlan {
    /// More of the memory has to be read to tell.
    ReadOn,
    /// There is none.
    Trouble(TagTrouble),
}

/// How much may be written, and what not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes of user memory that count.
    bytes: usize,
    /// The static lock bytes: one bit for each of the pages 0 to 15.
    locked: u16,
}

impl Room {
    /// What the first four pages of a tag say: lock bytes and capability container.
    ///
    /// # Errors
    ///
    /// When the tag takes no messages, or nobody may write.
    pub fn of(head: &[u8]) -> Result<Self, TagTrouble> {
        let [.., lock_low, lock_high, magic, version, size, access] = head else {
            return Err(TagTrouble::OtherKind);
        };
        if *magic != 0xE1 || version >> 4 != 1 || access >> 4 != 0 {
            return Err(TagTrouble::NotReady);
        }
        if access & 0x0F != 0 {
            return Err(TagTrouble::ReadOnly);
        }
        Ok(Self {
            bytes: (usize::from(*size) * 8).min(MOST_BYTES),
            locked: u16::from_le_bytes([*lock_low, *lock_high]),
        })
    }

    fn is_locked(&self, page: u8) -> bool {
        page < 16 && self.locked & (1 << page) != 0
    }
}

/// What has to be written on a tag whose user memory begins with `memory`, so that it says `code`.
///
/// # Errors
///
/// When it cannot or may not be done, or more has to be read to tell.
pub fn plan(memory: &[u8], room: &Room, code: &BadgeCode, over: bool) -> Result<Plan, NoPlan> {
    let memory = memory.get(..room.bytes).unwrap_or(memory);
    let whole = memory.len() == room.bytes;
    let (at, reserved) = match place(memory) {
        Ok(found) => found,
        Err(NoPlan::ReadOn) if whole => return Err(NoPlan::Trouble(TagTrouble::NotReady)),
        Err(other) => return Err(other),
    };
    match ndef::badge_code(memory) {
        Ok(found) if found == *code => return Ok(Plan { writes: Vec::new() }),
        Ok(_) | Err(NoCode::Blank) => {}
        Err(NoCode::Truncated) if !whole => return Err(NoPlan::ReadOn),
        Err(_) if over => {}
        Err(_) => return Err(NoPlan::Trouble(TagTrouble::SomethingElse)),
    }
    let end = at + 2 + MESSAGE_BYTES;
    if end > room.bytes {
        return Err(NoPlan::Trouble(TagTrouble::TooSmall));
    }
    let end = (end + 1).min(room.bytes);
    // The last page is written whole, with what is behind the end.
    if memory.len() < end.next_multiple_of(PAGE) {
        return Err(NoPlan::ReadOn);
    }
    if reserved.iter().any(|(from, to)| *from < end && at < *to) {
        return Err(NoPlan::Trouble(TagTrouble::NotReady));
    }
    let plan = writes(memory, at, code);
    if plan.iter().any(|(page, _)| room.is_locked(*page)) {
        return Err(NoPlan::Trouble(TagTrouble::ReadOnly));
    }
    Ok(Plan { writes: plan })
}

/// Where the message block begins or is to begin, and which bytes blocks before it keep for the tag
/// itself, from and to.
fn place(memory: &[u8]) -> Result<(usize, Vec<(usize, usize)>), NoPlan> {
    let mut reserved = Vec::new();
    let mut at = 0;
    let byte = |at: usize| memory.get(at).copied().ok_or(NoPlan::ReadOn);
    let mut nothing_since = 0;
    loop {
        match byte(at)? {
            EMPTY if at + 1 - nothing_since >= ndef::BLANK => return Ok((nothing_since, reserved)),
            EMPTY => {
                at += 1;
                continue;
            }
            kind @ (LOCK_CONTROL | MEMORY_CONTROL) if byte(at + 1)? == 3 => {
                let value = [byte(at + 2)?, byte(at + 3)?, byte(at + 4)?];
                reserved.extend(kept_for_the_tag(kind, value));
                at += 5;
            }
            PROPRIETARY => {
                at += match byte(at + 1)? {
                    0xFF => 4 + (usize::from(byte(at + 2)?) << 8 | usize::from(byte(at + 3)?)),
                    short => 2 + usize::from(short),
                };
            }
            // The message itself, the end, or no block that a tag may have.
            _ => return Ok((at, reserved)),
        }
        nothing_since = at;
    }
}

/// The bytes of user memory that a control block speaks of. Its value: where they are (page in the
/// upper half, byte in the lower), how many (bits for lock bytes, else bytes; 0 is 256), and how large
/// a page is, as a power of two.
fn kept_for_the_tag(kind: u8, [position, size, page_size]: [u8; 3]) -> Option<(usize, usize)> {
    let size = if size == 0 { 256 } else { usize::from(size) };
    let bytes = if kind == LOCK_CONTROL {
        size.div_ceil(8)
    } else {
        size
    };
    let page = 1_usize << (page_size & 0x0F);
    let from = usize::from(position >> 4) * page + usize::from(position & 0x0F);
    // Counted from the first page of the tag, not of the user.
    let head = usize::from(FIRST_PAGE) * PAGE;
    let to = (from + bytes).checked_sub(head)?;
    Some((from.saturating_sub(head), to))
}

/// The pages that have to change, in order: the one with the length, as 0; the others; the one with the
/// length again. Where the block's first byte is the last of a page of its own and its length is 0
/// already, that page is the very first, so that what is half written is never taken for something else.
fn writes(memory: &[u8], at: usize, code: &BadgeCode) -> Vec<(u8, [u8; PAGE])> {
    let length = u8::try_from(MESSAGE_BYTES).unwrap_or(0);
    let letters = code.to_string();
    let block = [&[MESSAGE, length], &RECORD[..], letters.as_bytes(), &[END]].concat();
    let mut wanted = memory.to_vec();
    for (old, new) in wanted.iter_mut().skip(at).zip(block) {
        *old = new;
    }
    let now: Vec<_> = memory.as_chunks::<PAGE>().0.to_vec();
    let wanted: Vec<_> = wanted.as_chunks::<PAGE>().0.to_vec();
    let with_length = (at + 1) / PAGE;
    let mut silent = wanted.get(with_length).copied().unwrap_or_default();
    if let Some(length) = silent.get_mut((at + 1) % PAGE) {
        *length = 0;
    }
    let is_silent = memory.get(at + 1) == Some(&0);
    let changed = now.iter().zip(&wanted).enumerate();
    let (before, after): (Vec<_>, Vec<_>) = changed
        .filter(|(page, (now, wanted))| now != wanted && *page != with_length)
        .map(|(page, (_, wanted))| (page, *wanted))
        .partition(|(page, _)| is_silent && *page < with_length);
    let first = (now.get(with_length) != Some(&silent)).then_some((with_length, silent));
    let last = wanted.get(with_length).map(|page| (with_length, *page));
    let all = before.into_iter().chain(first).chain(after).chain(last);
    all.map(|(page, bytes)| (page_at(page * PAGE), bytes))
        .collect()
}

/// The page in which a byte of user memory is.
fn page_at(byte: usize) -> u8 {
    u8::try_from(byte / PAGE).map_or(u8::MAX, |page| page.saturating_add(FIRST_PAGE))
}

/// The talk with a tag.
struct Tag<E> {
    exchange: E,
}

impl<E: FnMut(&[u8]) -> Result<Vec<u8>, CardTrouble>> Tag<E> {
    fn uid(&mut self) -> Result<Vec<u8>, TagTrouble> {
        let answer = (self.exchange)(&card::GET_UID).map_err(lifted)?;
        match card::uid(&answer) {
            Ok(uid) => Ok(uid.to_vec()),
            Err(CardTrouble::LiftedTooEarly) => Err(TagTrouble::Lifted),
            Err(_) => Err(TagTrouble::OtherKind),
        }
    }

    /// Four pages.
    fn read(&mut self, page: u8) -> Result<Vec<u8>, TagTrouble> {
        let length = PAGES_AT_ONCE * 4;
        let answer = (self.exchange)(&[0xFF, 0xB0, 0x00, page, length]).map_err(lifted)?;
        match card::accepted(&answer) {
            Some(pages) if pages.len() == usize::from(length) => Ok(pages.to_vec()),
            _ => Err(self.lifted_or(TagTrouble::OtherKind)),
        }
    }

    fn write(&mut self, page: u8, bytes: [u8; PAGE]) -> Result<(), TagTrouble> {
        let command = [&[0xFF, 0xD6, 0x00, page, 0x04][..], &bytes].concat();
        let answer = (self.exchange)(&command).map_err(lifted)?;
        match card::accepted(&answer) {
            Some([]) => Ok(()),
            _ => Err(self.lifted_or(TagTrouble::ReadOnly)),
        }
    }

    /// A reader refuses alike what is gone and what does not obey: asked for its number, only one answers.
    fn lifted_or(&mut self, otherwise: TagTrouble) -> TagTrouble {
        match self.uid() {
            Ok(_) => otherwise,
            Err(_) => TagTrouble::Lifted,
        }
    }

    /// Reads on until it is known what has to be written.
    fn plan(
        &mut self,
        code: &BadgeCode,
        over: bool,
        room: &Room,
    ) -> Result<(Vec<u8>, Plan), TagTrouble> {
        let mut memory = Vec::with_capacity(MOST_BYTES);
        loop {
            match plan(&memory, room, code, over) {
                Ok(plan) => return Ok((memory, plan)),
                Err(NoPlan::Trouble(trouble)) => return Err(trouble),
                Err(NoPlan::ReadOn) => memory.extend(self.read(page_at(memory.len()))?),
            }
        }
    }
}

/// A card that stops answering in the middle was taken away.
fn lifted(trouble: CardTrouble) -> TagTrouble {
    match trouble {
        CardTrouble::LiftedTooEarly => TagTrouble::Lifted,
        CardTrouble::RandomUid | CardTrouble::Unreadable => TagTrouble::OtherKind,
    }
}
