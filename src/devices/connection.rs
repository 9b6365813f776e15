//! One card on one reader, through PC/SC: connected, spoken with, let go. Held for no longer than the
//! talk takes. Only [`reader`](super::reader)'s thread uses it.

use std::ffi::{CStr, CString};

use pcsc::{Card, Context, Disposition, Error, Protocols, ShareMode};

use super::{
    card::{self, CardTrouble},
    reader::ReaderReport,
    signal, tag,
};
use crate::{
    badges::code::BadgeCode,
    domain::{
        badge::{BadgeKey, Tap, TapSource},
        tag::TagTrouble,
    },
};

/// The longest answer of a card that does not send extended ones, status included.
const ANSWER: usize = 258;

/// A card on a reader.
pub(super) struct OnReader {
    pub(super) reader: CString,
    pub(super) atr: Vec<u8>,
    /// It is there, and silent.
    pub(super) mute: bool,
}

impl OnReader {
    /// What it says to a tap.
    pub(super) fn read(&self, context: &Context) -> ReaderReport {
        if self.mute {
            return ReaderReport::Trouble(CardTrouble::Unreadable);
        }
        let keys = talk(context, &self.reader, |_, exchange| {
            card::read(&self.atr, exchange)
        });
        match keys.and_then(|keys| keys) {
            Ok(keys) => ReaderReport::Tap(Tap {
                keys,
                source: TapSource::CardReader,
            }),
            Err(trouble) => ReaderReport::Trouble(trouble),
        }
    }
}

/// Writes a code on the card that lies on a reader, if it is the one with that serial number.
pub(super) fn write(
    context: &Context,
    reader: &CStr,
    what: (&BadgeKey, &BadgeCode),
    over: bool,
) -> Result<(), TagTrouble> {
    let outcome = talk(context, reader, |card, exchange| {
        let atr = card.status2_owned().map_err(|error| {
            tracing::debug!("a card does not say what it is: {error}");
            TagTrouble::NotThere
        })?;
        tag::write(atr.atr(), what, over, exchange)
    });
    // Gone before a word was said: whichever card it was.
    outcome.unwrap_or(Err(TagTrouble::NotThere))
}

/// Connects to the card on a reader, and hands out a function that sends a command and returns the answer.
fn talk<T>(
    context: &Context,
    reader: &CStr,
    about: impl FnOnce(&Card, &mut dyn FnMut(&[u8]) -> Result<Vec<u8>, CardTrouble>) -> T,
) -> Result<T, CardTrouble> {
    let protocols = Protocols::T0 | Protocols::T1;
    let card = context
        .connect(reader, ShareMode::Shared, protocols)
        .map_err(trouble)?;
    let mut buffer = [0; ANSWER];
    let said = about(&card, &mut |command| {
        let answer = card.transmit(command, &mut buffer).map_err(trouble)?;
        Ok(answer.to_vec())
    });
    let_go(card);
    Ok(said)
}

/// Sends a reader a command of its own: by the card that lies on it, or else directly, which not every
/// driver lets one do. Whether the reader took it.
pub(super) fn tell_reader(context: &Context, reader: &CStr, command: &[u8]) -> bool {
    let by_card = talk(context, reader, |_, exchange| {
        exchange(command).is_ok_and(|answer| took(&answer))
    });
    match by_card {
        Ok(taken) => taken,
        Err(_) => directly(context, reader, command).unwrap_or(false),
    }
}

/// How many bytes of an answer say that a light was set: `90` and which lights are on.
fn took(answer: &[u8]) -> bool {
    matches!(answer, [.., 0x90, _])
}

fn directly(context: &Context, reader: &CStr, command: &[u8]) -> Result<bool, Error> {
    // The number under which a CCID driver passes a command on to its reader.
    let escape = pcsc::ctl_code(if cfg!(windows) { 3500 } else { 1 });
    let card = context.connect(reader, ShareMode::Direct, Protocols::UNDEFINED)?;
    let mut buffer = [0; ANSWER];
    let taken = card.control(escape, command, &mut buffer).map(took);
    let_go(card);
    taken
}

/// Keeps a reader from beeping by itself; whether it took that.
pub(super) fn hush(context: &Context, reader: &CStr) -> bool {
    tell_reader(context, reader, &signal::OWN_BEEP_OFF)
}

/// Left as it is: a reset takes time, and the card is lifted anyway.
fn let_go(card: Card) {
    if let Err((_, error)) = card.disconnect(Disposition::LeaveCard) {
        tracing::debug!("could not let go of a card: {error}");
    }
}

/// What to tell a child when the service answered with an error. A card torn from the field in the
/// middle of an answer shows as a failed transmission.
fn trouble(error: Error) -> CardTrouble {
    tracing::debug!("a card was not read: {error}");
    match error {
        Error::RemovedCard
        | Error::NoSmartcard
        | Error::UnpoweredCard
        | Error::ResetCard
        | Error::NotTransacted
        | Error::CommError
        | Error::CommDataLost => CardTrouble::LiftedTooEarly,
        _ => CardTrouble::Unreadable,
    }
}
