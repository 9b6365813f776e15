//! The talk with a card: what is asked, and what the answers mean. Bytes go through a function
//! that is handed in, so this knows no reader and no thread. It only reads (writing is in [`tag`](super::tag)),
//! and it asks as little as it can, because a child is waiting.
//!
//! Sources: PC/SC part 3 (commands, and the ATR of storage cards), ACS *ACR122U API*, NXP AN10927
//! (serial numbers).

use super::ndef::{self, NoCode};
use crate::domain::badge::BadgeKey;

/// Why a card gave no tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardTrouble {
    /// It was gone before it had answered.
    #[error("the badge left the reader too early: hold it there a little longer")]
    LiftedTooEarly,
    /// It makes up another number each time, as phones and bank cards do.
    #[error("this is a phone or a bank card, not a badge: tap the badge on its own")]
    RandomUid,
    /// It does not answer, or not as a badge does.
    #[error("this badge cannot be read: try again, or ask the teacher for another badge")]
    Unreadable,
}

/// Asks for the serial number.
pub(super) const GET_UID: [u8; 5] = [0xFF, 0xCA, 0x00, 0x00, 0x00];

/// The first page of a tag's user memory, and how much of it is ever read: all of an NTAG213, in
/// pages of 4 bytes, four at a time.
const FIRST_PAGE: u8 = 4;
const MOST_BYTES: usize = 144;
const PAGES_AT_ONCE: u8 = 4;
const BYTES_AT_ONCE: u8 = 16;

/// What a card answers with: the code written on it if there is one, then its serial number.
/// `exchange` sends a command and returns the answer. Trouble while looking for a code is no
/// trouble: the serial number is enough.
pub fn read(
    atr: &[u8],
    mut exchange: impl FnMut(&[u8]) -> Result<Vec<u8>, CardTrouble>,
) -> Result<Vec<BadgeKey>, CardTrouble> {
    let answer = exchange(&GET_UID)?;
    let uid = uid(&answer)?;
    let mut keys = Vec::new();
    if may_hold_a_code(atr, uid) {
        keys.extend(written_code(exchange));
    }
    keys.push(BadgeKey::from_uid(uid));
    Ok(keys)
}

/// The serial number in an answer: 4, 7 or 10 bytes and the status `90 00`. Some drivers answer
/// with nothing at all, and no error, when the card is torn away.
pub(super) fn uid(answer: &[u8]) -> Result<&[u8], CardTrouble> {
    if answer.is_empty() {
        return Err(CardTrouble::LiftedTooEarly);
    }
    let uid = accepted(answer).ok_or(CardTrouble::Unreadable)?;
    match uid {
        [0x08, _, _, _] => Err(CardTrouble::RandomUid),
        _ if matches!(uid.len(), 4 | 7 | 10) => Ok(uid),
        _ => Err(CardTrouble::Unreadable),
    }
}

/// What an answer says before its status, if that is `90 00`.
pub(super) fn accepted(answer: &[u8]) -> Option<&[u8]> {
    answer.strip_suffix(&[0x90, 0x00])
}

/// Whether a card is of the NTAG and Ultralight kind: the reader says so in the ATR (card name
/// `00 03` behind the PC/SC workgroup's identifier and a byte for the standard), or NXP made it.
pub(super) fn may_hold_a_code(atr: &[u8], uid: &[u8]) -> bool {
    const WORKGROUP: [u8; 5] = [0xA0, 0x00, 0x00, 0x03, 0x06];
    let ultralight = atr
        .windows(8)
        .any(|part| part.starts_with(&WORKGROUP) && part.ends_with(&[0x00, 0x03]));
    ultralight || (uid.len() == 7 && uid.starts_with(&[0x04]))
}

/// The code written on a tag, reading on for only as long as that can change the answer.
fn written_code(
    mut exchange: impl FnMut(&[u8]) -> Result<Vec<u8>, CardTrouble>,
) -> Option<BadgeKey> {
    let mut memory = Vec::with_capacity(MOST_BYTES);
    for page in (FIRST_PAGE..).step_by(PAGES_AT_ONCE.into()) {
        match ndef::badge_code(&memory) {
            Ok(code) => return Some(code.key()),
            Err(NoCode::Truncated) if memory.len() < MOST_BYTES => {}
            Err(reason) => {
                tracing::debug!("no code on the tag: {reason}");
                return None;
            }
        }
        let answer = exchange(&[0xFF, 0xB0, 0x00, page, BYTES_AT_ONCE]).ok()?;
        let pages = accepted(&answer)?;
        if pages.len() != usize::from(BYTES_AT_ONCE) {
            return None;
        }
        memory.extend_from_slice(pages);
    }
    None
}
