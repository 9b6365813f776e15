//! Reading entries out of the segments of a shared folder, a batch at a time. Where somebody takes in large
//! batches, a thread of its own understands the next entries while these are saved, also those of the
//! segment after this one.

use std::{fmt, io, iter, sync::mpsc::sync_channel, thread};

use super::{FolderPeer, files::Files, shelf::Piece};
use crate::{
    domain::ids::{ClassId, TabletId},
    journal::{
        Entry, Head,
        segment::{self, Segment, SegmentError},
    },
    sync::PeerError,
};

/// Batches of this many entries and more are read ahead.
const LARGE: usize = 2_048;

/// How many entries the reading thread hands over at a time, and how many such heaps may wait.
const HEAP: usize = 100;
const HEAPS: usize = 200;

/// Entries of a segment, one after the other, until something is wrong.
type Entries = Box<dyn Iterator<Item = Result<Entry, Broken>> + Send>;

/// What is wrong with a segment, and its last entry that can be used.
struct Broken {
    error: SegmentError,
    end: Option<Head>,
}

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
                Ok(reading) => {
                    let batch = self.batch(reading, most);
                    if !batch.is_empty() {
                        self.open_next(series, &batch, most);
                        return Ok(batch);
                    }
                }
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
            self.reading = self.open_piece(piece, after, most).ok();
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

    /// Reads a segment and goes to the entry after that number, for batches of `most`.
    fn open_piece(&mut self, piece: &Piece, after: u64, most: usize) -> io::Result<Reading> {
        let bytes = self.files.read(&piece.path(), 0, segment::LIMIT)?;
        let (class, here) = (self.class.clone(), piece.clone());
        let rest = move || understood(bytes, &class, &here, after);
        Ok(Reading {
            piece: piece.clone(),
            at: after,
            rest: if most < LARGE { rest() } else { ahead(rest)? },
        })
    }

    /// The next entries of a segment. What is wrong with it ends it.
    fn batch(&mut self, mut reading: Reading, most: usize) -> Vec<Entry> {
        let mut batch = Vec::with_capacity(most.min(segment::MOST_BATCH));
        let last = reading.piece.end.seq;
        // Even after its last entry it may be found to be damaged.
        while batch.len() < most || reading.at == last {
            match reading.rest.next() {
                Some(Ok(entry)) => {
                    reading.at = entry.id.seq;
                    batch.push(entry);
                }
                Some(Err(Broken { error, end })) => {
                    self.shelf.damaged(&reading.piece, &error, end);
                    return batch;
                }
                None => return batch,
            }
        }
        self.reading = Some(reading);
        batch
    }
}

/// The entries of a segment after that number, as far as they are wanted of it; of a damaged one what is
/// left, and then what is wrong.
fn understood(bytes: Vec<u8>, class: &ClassId, piece: &Piece, after: u64) -> Entries {
    let last = piece.end.seq;
    match segment::check(&bytes, class, &piece.name) {
        Ok(header) => {
            let mut segment = Segment::checked(bytes, header);
            segment.skip_to(after);
            let mut end = None;
            let entries = segment.map(move |entry| match entry {
                Ok(entry) => {
                    end = Some(entry.head());
                    Ok(entry)
                }
                Err(error) => Err(Broken { error, end }),
            });
            // What comes after is another way of the series.
            Box::new(
                entries.take_while(move |entry| {
                    entry.as_ref().map_or(true, |entry| entry.id.seq <= last)
                }),
            )
        }
        Err(error) => {
            let mut entries = segment::salvage(&bytes, class, &piece.name);
            entries.retain(|entry| entry.id.seq <= last);
            let end = entries.last().map(Entry::head);
            entries.retain(|entry| entry.id.seq > after);
            let broken = iter::once(Err(Broken { error, end }));
            Box::new(entries.into_iter().map(Ok).chain(broken))
        }
    }
}

/// The same entries, read by a thread of its own, which ends when nobody wants them any more.
fn ahead(entries: impl FnOnce() -> Entries + Send + 'static) -> io::Result<Entries> {
    let (heaps, read) = sync_channel::<Vec<_>>(HEAPS);
    let ahead = move || {
        let mut entries = entries();
        loop {
            let mut heap = Vec::with_capacity(HEAP);
            heap.extend(entries.by_ref().take(HEAP));
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
