//! This tablet's own segments that are damaged. What can still be read of one is written again whole, for
//! it may be that nobody else has it, and not even this tablet: a copy of this tablet may have put it
//! there. What cannot be read is not there, so whoever has it sends it again. Once all that it held is
//! there again, the damaged one goes.

use super::{
    FolderPeer,
    files::Files,
    names::path_of,
    shelf::{Piece, Shelf},
};
use crate::{
    domain::ids::TabletId,
    journal::{
        Entry, Head,
        segment::{self, Header, LIMIT, Segment, SegmentError, SegmentName},
    },
    sync::PeerError,
};

impl<F: Files> FolderPeer<F> {
    /// Writes whole what can still be read of this tablet's own damaged segments. What is in the way of
    /// that is in the way of nothing else: then they are used as they are.
    pub(super) fn mend(&mut self) -> Result<(), PeerError> {
        let mut written = false;
        for name in self.shelf.to_mend.clone() {
            match self.write_readable(&name) {
                Ok(new) => written |= new,
                Err(error) => tracing::debug!(%error, "a damaged segment stays as it is"),
            }
        }
        if written {
            self.look_around()?;
        }
        self.drop_mended();
        Ok(())
    }

    /// Whether there is anything to write that is not there whole already.
    fn write_readable(&mut self, name: &SegmentName) -> Result<bool, PeerError> {
        let path = path_of(&self.tablet, &name.to_string());
        let Some(end) = self.shelf.looks.get(&path).and_then(|look| look.end) else {
            return Ok(false);
        };
        let whole = name.up_to(&end);
        let is_whole = |piece: &Piece| piece.writer == self.tablet && piece.name == whole;
        if whole != *name && self.shelf.pieces.iter().any(is_whole) {
            return Ok(false);
        }
        let Some((before, entries)) = self.readable(name)? else {
            return Ok(false);
        };
        self.write_segment(before, &entries)?;
        Ok(true)
    }

    /// What can be read of one of this tablet's own segments, and the end of the series before it.
    pub(super) fn readable(
        &mut self,
        name: &SegmentName,
    ) -> Result<Option<(Head, Vec<Entry>)>, PeerError> {
        let bytes = self.read_own(name)?;
        let Ok(header) = Header::read(&bytes) else {
            return Ok(None);
        };
        let before = Head {
            seq: name.first - 1,
            checksum: header.before,
        };
        let entries = match segment::check(&bytes, &self.class, name) {
            Ok(header) => Segment::checked(bytes, header).collect(),
            Err(error) => Ok(self.lost(name, &bytes, &error)),
        };
        Ok(entries.ok().map(|entries| (before, entries)))
    }

    /// One of this tablet's own segments; `None` if it is damaged.
    pub(super) fn open_own(&mut self, name: &SegmentName) -> Result<Option<Segment>, PeerError> {
        let bytes = self.read_own(name)?;
        match segment::check(&bytes, &self.class, name) {
            Ok(header) => Ok(Some(Segment::checked(bytes, header))),
            Err(error) => {
                self.lost(name, &bytes, &error);
                Ok(None)
            }
        }
    }

    fn read_own(&mut self, name: &SegmentName) -> Result<Vec<u8>, PeerError> {
        let path = path_of(&self.tablet, &name.to_string());
        let bytes = self.files.read(&path, 0, LIMIT);
        bytes.map_err(|error| self.failed(error))
    }

    /// Takes down that one of this tablet's own segments is damaged. What it still has.
    fn lost(&mut self, name: &SegmentName, bytes: &[u8], error: &SegmentError) -> Vec<Entry> {
        let entries = segment::salvage(bytes, &self.class, name);
        let same = |piece: &&Piece| piece.writer == self.tablet && piece.name == *name;
        let piece = self.shelf.pieces.iter().find(same).cloned();
        if let Some(piece) = piece.filter(|_| !self.shelf.to_mend.contains(name)) {
            let end = entries.last().map(Entry::head);
            self.shelf.damaged(&piece, error, end);
            self.shelf.to_mend.push(name.clone());
        }
        entries
    }

    /// Removes this tablet's own damaged segments of which all that they held is there again.
    pub(super) fn drop_mended(&mut self) {
        for name in self.shelf.to_mend.clone() {
            if !self.shelf.is_there_whole(&self.tablet, &name) {
                continue;
            }
            match self.remove_own(&name) {
                Ok(()) => self.shelf.to_mend.retain(|other| *other != name),
                Err(error) => tracing::debug!(%error, "a damaged segment stays where it is"),
            }
        }
    }
}

impl Shelf {
    /// Whether every entry of a damaged segment of that writer's lies in whole segments, whoever wrote them.
    fn is_there_whole(&self, writer: &TabletId, damaged: &SegmentName) -> bool {
        let same = |piece: &Piece| piece.writer == *writer && piece.name == *damaged;
        let whole = self.pieces.iter().filter(|piece| {
            let whole = piece.end.seq == piece.name.last && !same(piece);
            whole && piece.name.series == damaged.series
        });
        let mut whole: Vec<&SegmentName> = whole.map(|piece| &piece.name).collect();
        whole.sort();
        let reached = whole.iter().fold(damaged.first - 1, |reached, name| {
            if name.first <= reached + 1 {
                reached.max(name.last)
            } else {
                reached
            }
        });
        reached >= damaged.last
    }
}
