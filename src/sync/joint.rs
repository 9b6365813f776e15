//! Where two sides of one series part. Because every checksum covers all before it, two sides that agree
//! on an entry agree on all before.

use super::peer::{Ledger, Peer, PeerError};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Claim, Entry, Head},
};

/// The first entry by which two sides of a series differ.
pub(super) struct Joint {
    /// Which.
    pub(super) entry: EntryId,
    /// The last one by which they do not.
    pub(super) before: Head,
    /// This side's claim to the place, if it has an entry there at all.
    pub(super) ours: Option<Claim>,
    /// The other side's.
    pub(super) theirs: Claim,
}

/// The first entry by which the two sides differ, when both have the first `both` entries of the
/// series, or the one after those; `None` where what lies there cannot be read now. Asks for about as
/// many entries as `both` has binary digits.
pub(super) fn first_difference(
    ledger: &mut dyn Ledger,
    peer: &mut dyn Peer,
    series: &TabletId,
    both: u64,
) -> Result<Option<Joint>, PeerError> {
    // Up to `same` they agree; at `differs` they do not.
    let (mut same, mut differs) = (0, both + 1);
    while differs - same > 1 {
        let middle = same + (differs - same) / 2;
        let ours = ledger.entries(series, middle - 1, 1)?.pop();
        let theirs = peer.fetch(series, middle - 1, 1)?.pop();
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours.checksum == theirs.checksum => same = middle,
            (Some(_), Some(_)) => differs = middle,
            _ => return Ok(None),
        }
    }
    let theirs = peer.fetch(series, same, 1)?.pop();
    let ours = ledger.entries(series, same, 1)?.pop();
    let before = match same.checked_sub(1) {
        Some(before) => ledger.entries(series, before, 1)?.pop(),
        None => None,
    };
    let entry = EntryId {
        tablet: series.clone(),
        seq: differs,
    };
    Ok(theirs.map(|theirs| Joint {
        entry,
        before: before.as_ref().map(Entry::head).unwrap_or_default(),
        ours: ours.as_ref().map(Entry::claim),
        theirs: theirs.claim(),
    }))
}
