//! What is told of mishaps between tablets, in the reader's language: what happened, and what to do.

use crate::{
    domain::{
        mishap::{OddKind, ParkedKind, RefusedKind},
        sharing::{Odd, Parked},
    },
    look::words::Say,
};

/// What is wrong with something where the tablets meet.
pub(super) fn odd(say: Say<'_>, odd: &Odd) -> String {
    let key = match OddKind::of(&odd.what) {
        OddKind::CutShort => "desk-odd-cut-short",
        OddKind::Damaged => "desk-odd-damaged",
        OddKind::OtherClass => "desk-odd-other-class",
        OddKind::Newer => "desk-odd-newer",
        OddKind::Foreign => "desk-odd-foreign",
        OddKind::TooLarge => "desk-odd-too-large",
        OddKind::Copied => "desk-odd-copied",
        OddKind::Closed => "desk-odd-closed",
        OddKind::Gap => "desk-odd-gap",
        OddKind::More => "desk-odd-more",
        OddKind::Other => "desk-odd-other",
    };
    say.with(key, &[("what", &odd.what)])
}

/// Why an entry could not be taken, and what to do.
pub(super) fn parked(say: Say<'_>, parked: &Parked) -> String {
    let key = match ParkedKind::of(&parked.why) {
        ParkedKind::Damaged => "desk-parked-damaged",
        ParkedKind::Copied => "desk-parked-copied",
        ParkedKind::Unreadable => "desk-parked-unreadable",
        ParkedKind::Blank => "desk-parked-blank",
        ParkedKind::Waits => "desk-parked-waits",
        ParkedKind::OutOfPlace => "desk-parked-out-of-place",
        ParkedKind::Server => "desk-parked-server",
        ParkedKind::Other => "desk-parked-other",
    };
    let names = [("tablet", parked.from.as_str()), ("why", &parked.why)];
    say.with(key, &names)
}

/// Why a place does not let this tablet in, as a part of a sentence.
pub(super) fn refused(say: Say<'_>, why: &str) -> String {
    let key = match RefusedKind::of(why) {
        RefusedKind::Rights => "desk-refused-rights",
        RefusedKind::ReadOnly => "desk-refused-read-only",
        RefusedKind::Key => "desk-refused-key",
        RefusedKind::SetUp => "desk-refused-set-up",
        RefusedKind::Certificate => "desk-refused-certificate",
        RefusedKind::Other => return why.to_owned(),
    };
    say.with(key, &[("why", why)])
}
