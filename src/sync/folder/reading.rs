//! Reading entries out of the segments of a shared folder, a batch at a time. Where somebody takes in large
//! batches, a thread of its own understands the next entries while these are saved, also those of the
//! segment after this one.

use std::{fmt, io, sync::mpsc::sync_channel, thread};

use super::{FolderPeer, files::Files, shelf::Piece};
use crate::{
    domain::ids::TabletId,
    journal::{
        Entry,
        segment::{self, Segment, SegmentError},
    },
    sync::PeerError,
};

/// Batches of this many entries and more are read ahead.
const LARGE: usize = 2_048;

/// How many entries the reading thread hands over at a time, and how many such heaps may wait.
const HEAP: usize = 100;
const HEAPS: usize = 200;

/// Entries of a segment, one after the other, until one cannot be read.
type Entries = Box<dyn Iterator<Item = Result<Entry, SegmentError>> + Send>;

/// A segment that is being read, at the place where the next batch begins.
pub(super) struct Reading {
    piece: Piece,
    /// The number of the entry that was read last.
    at: u64,
    rest: Entries,
}

/// What was asked for last of a series, in which survey's time, and which of several segments with the
/// same entries answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    after: u64,
    survey: u64,
    turn: usize,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.piece.name, self.at)
    }
}

impl<F: Files> FolderPeer<F> {
    /// The entries of a series right after number `after`, out of whatever segment has them.
    pub(super) fn read_on(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError> {
        if let Some(reading) = self.reading.take() {
            let goes_on = reading.piece.name.series == *series && reading.at == after;
            if goes_on && reading.piece.end.seq > after {
                let batch = self.batch(reading, most);
                if !batch.is_empty() {
                    self.open_next(series, &batch, most);
                    return Ok(batch);
                }
            }
        }
        let mut looked_again = false;
        let mut turn = self.turn(series, after);
        loop {
            let pieces = self.pieces_with(series, after + 1);
            let Some(piece) = pieces.get(turn % pieces.len().max(1)).cloned() else {
                return Ok(Vec::new());
            };
            match self.open_piece(&piece, after, most) {
                Ok(Some(reading)) => {
                    let batch = self.batch(reading, most);
                    if !batch.is_empty() {
                        self.open_next(series, &batch, most);
                        return Ok(batch);
                    }
                }
                Ok(None) => {}
                // Its writer has just made one of it and others.
                Err(error) if error.kind() == io::ErrorKind::NotFound && !looked_again => {
                    looked_again = true;
                    self.admit()?;
                    self.look_around()?;
                    turn = 0;
                    continue;
                }
                Err(error) => {
                    self.shelf.unreachable(&piece, &error);
                }
            }
            // Damaged as it is it may still have the entry, but it has had its turn.
            if self.pieces_with(series, after + 1).len() == pieces.len() {
                self.shelf.forget(&piece.writer, &piece.name);
            }
        }
    }

    /// Begins to read the segment after a batch that was the last of its own. What is wrong with it is found
    /// when it is asked for.
    fn open_next(&mut self, series: &TabletId, batch: &[Entry], most: usize) {
        let after = batch.last().map(|entry| entry.id.seq);
        let (Some(after), None, LARGE..) = (after, &self.reading, most) else {
            return;
        };
        let turn = self.turn(series, after);
        let pieces = self.pieces_with(series, after + 1);
        if let Some(piece) = pieces.get(turn % pieces.len().max(1)) {
            self.reading = self.open_piece(piece, after, most).ok().flatten();
        }
    }

    /// Which of several segments with the same entries to try first: what is asked for again after
    /// another survey was had and not taken, so the next one may be better.
    fn turn(&mut self, series: &TabletId, after: u64) -> usize {
        let survey = self.surveys;
        let before = self.asked.get(series).filter(|asked| asked.after == after);
        let turn = before.map_or(0, |asked| asked.turn + usize::from(asked.survey != survey));
        let asked = Asked {
            after,
            survey,
            turn,
        };
        self.asked.insert(series.clone(), asked);
        turn
    }

    /// The segments that have an entry, the ones that go on longest first.
    fn pieces_with(&self, series: &TabletId, seq: u64) -> Vec<Piece> {
        let pieces = self.shelf.pieces.iter();
        let mut pieces: Vec<Piece> = pieces
            .filter(|piece| piece.has(series, seq))
            .cloned()
            .collect();
        pieces.sort_by(|one, other| {
            let longest = other.end.seq.cmp(&one.end.seq);
            let same = (&one.name, &one.writer).cmp(&(&other.name, &other.writer));
            longest.then(same)
        });
        pieces
    }

    /// Reads a segment and goes to the entry after that number, for batches of `most`; `None` if that is
    /// damaged.
    fn open_piece(
        &mut self,
        piece: &Piece,
        after: u64,
        most: usize,
    ) -> io::Result<Option<Reading>> {
        let bytes = self.files.read(&piece.path(), 0, segment::LIMIT)?;
        let last = piece.end.seq;
        let rest: Entries = match segment::check(&bytes, &self.class, &piece.name) {
            Ok(header) => {
                let mut segment = Segment::checked(bytes, header);
                segment.skip_to(after);
                let entries = if most < LARGE {
                    Box::new(segment)
                } else {
                    read_ahead(segment)?
                };
                // What comes after is another way of the series.
                Box::new(entries.take_while(move |entry| {
                    entry.as_ref().map_or(true, |entry| entry.id.seq <= last)
                }))
            }
            Err(error) => {
                let mut entries = segment::salvage(&bytes, &self.class, &piece.name);
                entries.retain(|entry| entry.id.seq <= last);
                let end = entries.last().map(Entry::head);
                self.shelf.damaged(piece, &error, end);
                if end.is_none_or(|end| end.seq <= after) {
                    return Ok(None);
                }
                let rest = entries.into_iter();
                Box::new(rest.filter(move |entry| entry.id.seq > after).map(Ok))
            }
        };
        Ok(Some(Reading {
            piece: piece.clone(),
            at: after,
            rest,
        }))
    }

    /// The next entries of a segment. One that cannot be read ends the segment.
    fn batch(&mut self, mut reading: Reading, most: usize) -> Vec<Entry> {
        let mut batch = Vec::with_capacity(most.min(segment::MOST_BATCH));
        while batch.len() < most {
            match reading.rest.next() {
                Some(Ok(entry)) => {
                    reading.at = entry.id.seq;
                    batch.push(entry);
                }
                Some(Err(error)) => {
                    let end = batch.last().map(Entry::head);
                    self.shelf.damaged(&reading.piece, &error, end);
                    return batch;
                }
                None => return batch,
            }
        }
        if reading.at < reading.piece.end.seq {
            self.reading = Some(reading);
        }
        batch
    }
}

/// The same entries, read by a thread of its own, which ends when nobody wants them any more.
fn read_ahead(mut segment: Segment) -> io::Result<Entries> {
    let (heaps, read) = sync_channel::<Vec<_>>(HEAPS);
    let ahead = move || {
        loop {
            let mut heap = Vec::with_capacity(HEAP);
            heap.extend(segment.by_ref().take(HEAP));
            if heap.is_empty() || heaps.send(heap).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("segment".to_owned())
        .spawn(ahead)?;
    Ok(Box::new(read.into_iter().flatten()))
}
