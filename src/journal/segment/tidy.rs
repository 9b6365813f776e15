//! Which segments of one writer become one, so that however long a journal gets, its files stay few: as
//! a binary counter carries, each file ends up at least twice as long as the one after it, until it
//! is full. A value, so that a test can print it.

use super::{LIMIT, MOST_BYTES, MOST_ENTRIES, SegmentName};

/// The next thing to do about the segments of one writer and one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tidy {
    /// These follow each other and become one; then they are not needed any more.
    Merge(Vec<SegmentName>),
    /// All that `inner` holds is in `outer` as well, if its last entry is the same there.
    Drop {
        /// What is not needed.
        inner: SegmentName,
        /// What holds it.
        outer: SegmentName,
    },
}

/// What is to do about the segments of one writer and one series, given with their lengths in bytes;
/// nothing once they are as few as they can be. What overlaps without one holding the other is left
/// alone.
#[must_use]
pub fn tidy(segments: &[(SegmentName, u64)]) -> Option<Tidy> {
    let mut sorted: Vec<&(SegmentName, u64)> = segments.iter().collect();
    sorted.sort();
    repeated(&sorted).or_else(|| merge(&sorted))
}

fn repeated(sorted: &[&(SegmentName, u64)]) -> Option<Tidy> {
    let inside = |inner: &SegmentName, outer: &SegmentName| {
        outer.first <= inner.first && inner.last <= outer.last && inner.len() < outer.len()
    };
    sorted.iter().find_map(|(inner, _)| {
        let (outer, _) = sorted.iter().find(|(outer, _)| inside(inner, outer))?;
        Some(Tidy::Drop {
            inner: inner.clone(),
            outer: outer.clone(),
        })
    })
}

/// The longest run at the end of the series that belongs together.
fn merge(sorted: &[&(SegmentName, u64)]) -> Option<Tidy> {
    let ((last, bytes), earlier) = sorted.split_last()?;
    let mut run = vec![last.clone()];
    let (mut first, mut entries, mut bytes) = (last.first, last.len(), *bytes);
    for (before, length) in earlier.iter().rev() {
        let follows = before.last + 1 == first;
        let short = before.len() < entries.saturating_mul(2);
        let fits = entries + before.len() <= MOST_ENTRIES && bytes + length <= MOST_BYTES;
        if !(follows && short && fits) {
            break;
        }
        first = before.first;
        entries += before.len();
        bytes = (bytes + length).min(LIMIT);
        run.push(before.clone());
    }
    run.reverse();
    (run.len() > 1).then_some(Tidy::Merge(run))
}
