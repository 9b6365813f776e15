//! Writing a badge's code on an NFC tag, as far as the rules of the kiosk need to know of it: which
//! chip, which code, and what came of it. How it is done is for `devices`.

use super::badge::BadgeKey;

/// A chip that a code is to be written on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagJob {
    /// Its serial number: no other card is written on.
    pub uid: BadgeKey,
    /// The code; one is drawn where there is none yet.
    pub code: Option<BadgeKey>,
    /// Whether it may replace something that is no badge.
    pub over: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagWritten {
    /// The chip.
    pub uid: BadgeKey,
    /// The code that was written, or was to be.
    pub code: BadgeKey,
    /// Whether it is on the tag: it was read back and compared.
    pub outcome: Result<(), TagTrouble>,
}

/// Why a code is not on a tag. The tag is then what it was, or says nothing at all: never another code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagTrouble {
    /// It left the reader before all was written.
    #[error("the tag left the reader too early: lay it down again, and it goes on where it was")]
    Lifted,
    /// No card with that serial number lies on a reader.
    #[error("the tag is not on the reader: nothing was written, lay it down again")]
    NotThere,
    /// It has a message that is no badge, such as a web address.
    #[error("something else is written on the tag: it was left as it is")]
    SomethingElse,
    /// No NFC Forum Type 2 tag: a Mifare Classic, a bank card, a bus pass.
    #[error("nothing can be written on a card of this kind: its serial number is badge enough")]
    OtherKind,
    /// A Type 2 tag that was never made ready for messages, or in a way that is not understood.
    #[error("this tag is not made ready for messages: its serial number is badge enough")]
    NotReady,
    /// Locked for good.
    #[error("this tag is locked, nothing can be written on it: its serial number is badge enough")]
    ReadOnly,
    /// A message with a code does not fit.
    #[error("this tag has too little room for a code: its serial number is badge enough")]
    TooSmall,
    /// It was written, and something else was read.
    #[error("the tag does not keep what is written on it: try again, or use another one")]
    NotKept,
    /// No reader takes anything to be written.
    #[error("no card reader answers: nothing was written")]
    NoReader,
}

/// What a reader's light and beep can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// The badge is known.
    Good,
    /// It is not, or does not count.
    Bad,
}
