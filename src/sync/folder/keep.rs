//! This tablet's own folder there: writing segments, making few of many, and writing some again.

use super::{FolderPeer, files::Files, names::path_of, shelf::Piece};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{
        Checksum, Damage, Entry, Head,
        segment::{self, LIMIT, MOST_BYTES, SegmentName, Tidy},
    },
    sync::{PeerError, Refusal},
};

/// What a line of a segment has beside the texts of its entry, at the most. Bytes.
const AROUND: u64 = 512;

/// A line's share of a segment that is nearly at its limit.
const HEADER: u64 = 1024;

impl<F: Files> FolderPeer<F> {
    /// Adds entries of one series after the last that is there.
    pub(super) fn keep(
        &mut self,
        series: &TabletId,
        entries: &[Entry],
    ) -> Result<Vec<Refusal>, PeerError> {
        let head = self.known_heads()?.get(series).copied().unwrap_or_default();
        let known = entries.partition_point(|entry| entry.id.seq <= head.seq);
        let (known, rest) = entries.split_at(known);
        let Some(other) = self.first_other(series, known, head)? else {
            let refused = self.write_on(head, rest)?;
            self.tidy(series);
            return Ok(refused);
        };
        let Some(before) = self.makes_way(other)? else {
            return Ok(vec![forked(other)]);
        };
        let from = entries.partition_point(|entry| entry.id.seq < other.id.seq);
        let refused = self.write_on(before, entries.get(from..).unwrap_or_default())?;
        self.look_around()?;
        Ok(refused)
    }

    /// Whether an entry of the way that lies there has to make way for this one. The end of what is
    /// before both if so.
    fn makes_way(&mut self, ours: &Entry) -> Result<Option<Head>, PeerError> {
        let EntryId { tablet, seq } = &ours.id;
        let before = match seq.checked_sub(2) {
            Some(before) => self.read_on(tablet, before, 1)?.pop().map(|it| it.head()),
            None => Some(Head::default()),
        };
        let theirs = self.read_on(tablet, seq - 1, 1)?.pop();
        let keeps = theirs.is_some_and(|theirs| ours.claim() < theirs.claim());
        Ok(before.filter(|before| keeps && ours.verify(&before.checksum)))
    }

    /// Writes what follows on `head`; what does not is refused by name.
    fn write_on(&mut self, head: Head, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        let (mut rest, refusal) = following(entries, head);
        let mut refused: Vec<Refusal> = refusal.into_iter().collect();
        let mut before = head;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(fitting(rest));
            let Some(last) = now.last() else {
                refused = rest.first().map(too_large).into_iter().collect();
                break;
            };
            self.write_segment(before, now)?;
            before = last.head();
            rest = later;
        }
        Ok(refused)
    }

    /// The first of some entries that is another one there, where all of them are there already.
    fn first_other<'a>(
        &mut self,
        series: &TabletId,
        known: &'a [Entry],
        head: Head,
    ) -> Result<Option<&'a Entry>, PeerError> {
        if known.last().is_none_or(|last| last.head() == head) {
            return Ok(None);
        }
        let mut rest = known;
        while let Some(first) = rest.first() {
            let there = self.read_on(series, first.id.seq.saturating_sub(1), rest.len())?;
            let mut pairs = rest.iter().zip(&there);
            let other = pairs.find(|(ours, theirs)| ours.checksum != theirs.checksum);
            if let Some((ours, _)) = other {
                return Ok(Some(ours));
            }
            if there.is_empty() {
                break;
            }
            rest = rest.get(there.len()..).unwrap_or_default();
        }
        Ok(None)
    }

    pub(super) fn write_segment(
        &mut self,
        before: Head,
        entries: &[Entry],
    ) -> Result<(), PeerError> {
        let written = segment::write(&self.class, before.checksum, entries);
        let Some((name, text)) = written.map_err(|error| self.nonsense(&error))? else {
            return Ok(());
        };
        let end = entries.last().map(Entry::head);
        self.put(name, &text, before.checksum, end)
    }

    fn put(
        &mut self,
        name: SegmentName,
        text: &[u8],
        before: Checksum,
        end: Option<Head>,
    ) -> Result<(), PeerError> {
        let path = path_of(&self.tablet, &name.to_string());
        let written = self.files.write(&path, text);
        written.map_err(|error| self.failed(error))?;
        let Some(end) = end else {
            return Ok(());
        };
        if let Some(heads) = &mut self.heads {
            let head = heads.entry(name.series.clone()).or_default();
            if head.seq < end.seq {
                *head = end;
            }
        }
        self.shelf.add(Piece {
            writer: self.tablet.clone(),
            name,
            bytes: text.len() as u64,
            before,
            end,
        });
        Ok(())
    }

    /// Makes few segments of many. What is in the way of that is in the way of nothing else: all that
    /// was sent is there.
    fn tidy(&mut self, series: &TabletId) {
        let mut own = self.own(series);
        let mut apart: Vec<SegmentName> = Vec::new();
        while let Some(step) = segment::tidy(&own) {
            let done = match &step {
                Tidy::Merge(parts) => self.merge(parts),
                Tidy::Drop { inner, outer } => self.drop_inner(inner, outer),
            };
            match (done, step) {
                (Ok(true), _) => {
                    own = self.own(series);
                    own.retain(|(name, _)| !apart.contains(name));
                }
                // It holds something else under the same numbers.
                (Ok(false), Tidy::Drop { inner, .. }) => {
                    own.retain(|(name, _)| *name != inner);
                    apart.push(inner);
                }
                (Ok(false), Tidy::Merge(_)) => break,
                (Err(error), _) => {
                    tracing::debug!(%error, "segments stay as many as they are");
                    break;
                }
            }
        }
        self.drop_mended();
    }

    /// This tablet's own whole segments of a series, and how long they are.
    fn own(&self, series: &TabletId) -> Vec<(SegmentName, u64)> {
        let own = self.shelf.pieces.iter().filter(|piece| {
            let whole = piece.end.seq == piece.name.last;
            whole && piece.writer == self.tablet && piece.name.series == *series
        });
        own.map(|piece| (piece.name.clone(), piece.bytes)).collect()
    }

    fn merge(&mut self, parts: &[SegmentName]) -> Result<bool, PeerError> {
        let mut opened = Vec::with_capacity(parts.len());
        for name in parts {
            let Some(segment) = self.open_own(name)? else {
                return Ok(false);
            };
            opened.push(segment);
        }
        let joined = segment::join(&opened).map_err(|error| self.nonsense(&error))?;
        let Some((name, text)) = joined else {
            return Ok(false);
        };
        let before = opened.first().map(|first| first.header().before);
        let end = opened.last().map(|last| last.header().head());
        self.put(name, &text, before.unwrap_or_default(), end)?;
        for name in parts {
            self.remove_own(name)?;
        }
        Ok(true)
    }

    /// Removes a segment that another one holds as well, if that is so.
    fn drop_inner(&mut self, inner: &SegmentName, outer: &SegmentName) -> Result<bool, PeerError> {
        let Some(mut segment) = self.open_own(outer)? else {
            return Ok(false);
        };
        segment.skip_to(inner.last - 1);
        let last = segment.next().and_then(Result::ok);
        if !last.is_some_and(|last| inner.ends_with(&last.checksum)) {
            return Ok(false);
        }
        self.remove_own(inner)?;
        Ok(true)
    }

    pub(super) fn remove_own(&mut self, name: &SegmentName) -> Result<(), PeerError> {
        let path = path_of(&self.tablet, &name.to_string());
        let removed = self.files.remove(&path);
        removed.map_err(|error| self.failed(error))?;
        self.shelf.forget(&self.tablet, name);
        Ok(())
    }

    /// Writes this tablet's own segments again in which `change` has another entry for one that is
    /// there, the same by its identity and its checksum. Returns how many there were. For what must
    /// be erased everywhere.
    pub fn rewrite(
        &mut self,
        mut change: impl FnMut(&Entry) -> Option<Entry>,
    ) -> Result<u64, PeerError> {
        self.admit()?;
        self.look_around()?;
        let pieces = self.shelf.pieces.iter();
        let own = pieces.filter(|piece| piece.writer == self.tablet);
        let names: Vec<SegmentName> = own.map(|piece| piece.name.clone()).collect();
        let mut rewritten = 0;
        for name in names {
            let Some((before, mut entries)) = self.readable(&name)? else {
                continue;
            };
            let mut changed = false;
            for entry in &mut entries {
                let other = change(entry);
                let same = |other: &Entry| other.id == entry.id && other.checksum == entry.checksum;
                if let Some(other) = other.filter(same) {
                    *entry = other;
                    changed = true;
                }
            }
            if changed {
                self.write_segment(before, &entries)?;
                rewritten += 1;
            }
        }
        self.reading = None;
        Ok(rewritten)
    }

    pub(super) fn nonsense(&self, error: &crate::journal::EntryError) -> PeerError {
        PeerError::Nonsense {
            place: self.place.clone(),
            what: error.to_string(),
        }
    }
}

/// How many entries fit into one segment; 0 if the first one alone is too large.
fn fitting(entries: &[Entry]) -> usize {
    let mut bytes = HEADER;
    let mut fit = 0;
    for entry in entries.iter().take(segment::MOST_BATCH) {
        let texts = entry.body.len() + entry.actor_text().len() + entry.at_text().len();
        bytes += texts as u64 + AROUND;
        if bytes > if fit == 0 { LIMIT } else { MOST_BYTES } {
            break;
        }
        fit += 1;
    }
    fit
}

fn forked(entry: &Entry) -> Refusal {
    let entry = entry.id.clone();
    Damage::Forked { entry }.into()
}

/// The entries that go on after `head`, and why the next one does not.
fn following(entries: &[Entry], head: Head) -> (&[Entry], Option<Refusal>) {
    let mut before = head;
    for (place, entry) in entries.iter().enumerate() {
        let refusal = if !segment::is_series(&entry.id.tablet) {
            Some(Refusal {
                entry: entry.id.clone(),
                why: "its tablet's name cannot be the name of a file".to_owned(),
            })
        } else if entry.id.seq != before.seq + 1 {
            let missing = Damage::Missing {
                tablet: entry.id.tablet.clone(),
                first: before.seq + 1,
                last: entry.id.seq.saturating_sub(1),
            };
            Some(Refusal {
                entry: entry.id.clone(),
                why: missing.to_string(),
            })
        } else if entry.verify(&before.checksum) {
            None
        } else if place == 0 {
            Some(forked(entry))
        } else {
            let entry = entry.id.clone();
            Some(Damage::ChecksumMismatch { entry }.into())
        };
        if refusal.is_some() {
            return (entries.get(..place).unwrap_or_default(), refusal);
        }
        before = entry.head();
    }
    (entries, None)
}

fn too_large(entry: &Entry) -> Refusal {
    Refusal {
        entry: entry.id.clone(),
        why: "it is too large for a shared folder".to_owned(),
    }
}
