//! Where two sides of one series part. Because every checksum covers all before it, two sides that agree
//! on an entry agree on all before.

use super::peer::{Ledger, Peer, PeerError};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::Entry,
};

/// The first entry by which two sides of a series differ.
pub(super) struct Joint {
    /// Which.
    pub(super) entry: EntryId,
    /// As the other side has it, if it has it at all.
    pub(super) theirs: Option<Box<Entry>>,
}

/// The first entry by which the two sides differ, when both have the first `both` entries of the
/// series, or the one after those. Asks for about as many entries as `both` has binary digits.
pub(super) fn first_difference(
    ledger: &mut dyn Ledger,
    peer: &mut dyn Peer,
    series: &TabletId,
    both: u64,
) -> Result<Joint, PeerError> {
    // Up to `same` they agree; at `differs` they do not.
    let (mut same, mut differs) = (0, both + 1);
    while differs - same > 1 {
        let middle = same + (differs - same) / 2;
        let ours = ledger.entries(series, middle - 1, 1)?.pop();
        let theirs = peer.fetch(series, middle - 1, 1)?.pop();
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours.checksum == theirs.checksum => same = middle,
            (Some(_), Some(_)) => differs = middle,
            _ => {
                let what = format!("entry {series}-{middle} is there and cannot be read");
                let place = peer.place();
                return Err(PeerError::Nonsense { place, what });
            }
        }
    }
    let theirs = peer.fetch(series, same, 1)?.pop();
    Ok(Joint {
        entry: EntryId {
            tablet: series.clone(),
            seq: differs,
        },
        theirs: theirs.map(Box::new),
    })
}
