//! Series that lie there in two ways, because their tablet was copied or set back and both went on. Every
//! tablet shall see the same one of them: the one that keeps the name ([`Entry::claim`]). The others are
//! given to whoever looks, to be taken in under their new names.
//!
//! Whether there are two ways shows where segments meet; only where they lie over each other one has to
//! be read for it, once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    FolderPeer,
    files::Files,
    shelf::{Looker, Piece, Shelf},
};
use crate::{
    domain::ids::TabletId,
    journal::{
        Checksum, Claim, Entry, Head,
        segment::{self, SegmentError, SegmentName},
    },
    sync::PeerError,
};

/// What a segment holds, entry by entry.
pub(super) type Trail = Arc<[(Checksum, Claim)]>;

/// An entry's place in a series and its checksum.
type Step = (u64, Checksum);

/// A way of a series, by its last entry.
pub(super) type WayEnd = (TabletId, Option<Step>);

/// The entries that can follow one, the one that keeps the name first.
type Followers = BTreeMap<Step, BTreeMap<Claim, Checksum>>;

/// A way of a series that does not keep the name.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    series: TabletId,
    /// From the first entry that differs to the last.
    steps: Vec<Step>,
    /// Where they lie.
    pieces: Vec<Piece>,
}

impl Branch {
    fn key(&self) -> WayEnd {
        (self.series.clone(), self.steps.last().copied())
    }
}

impl Shelf {
    /// Leaves of every series the one way that keeps the name, and takes down the others.
    pub(super) fn choose(&mut self, files: &mut impl Files, who: Looker<'_>) {
        let mut by_series: BTreeMap<TabletId, Vec<Piece>> = BTreeMap::new();
        for piece in &self.pieces {
            let same = by_series.entry(piece.name.series.clone()).or_default();
            same.push(piece.clone());
        }
        for (series, pieces) in by_series {
            if self.goes_two_ways(files, who, &pieces) {
                self.choose_one(files, who, &series, &pieces);
            }
        }
    }

    /// Whether two segments of a series have another entry in the same place.
    fn goes_two_ways(&mut self, files: &mut impl Files, who: Looker<'_>, pieces: &[Piece]) -> bool {
        let mut points: BTreeMap<u64, Checksum> = [(0, Checksum::START)].into();
        for piece in pieces {
            for Head { seq, checksum } in [piece.before(), piece.end] {
                if *points.entry(seq).or_insert(checksum) != checksum {
                    return true;
                }
            }
        }
        pieces.iter().any(|piece| {
            let inside = points.range(piece.name.first..piece.end.seq);
            let mut inside = inside.peekable();
            if inside.peek().is_none() {
                return false;
            }
            let trail = self.trail(files, who, piece);
            inside.any(|(seq, checksum)| {
                let step = usize::try_from(seq - piece.name.first).ok();
                let step = step.and_then(|step| trail.get(step));
                step.is_none_or(|(there, _)| there != checksum)
            })
        })
    }

    /// Reads what a segment holds, as far as it is vouched for.
    fn trail(&mut self, files: &mut impl Files, who: Looker<'_>, piece: &Piece) -> Trail {
        let path = piece.path();
        let known = self.looks.get(&path).and_then(|look| look.trail.clone());
        if let Some(trail) = known {
            return trail;
        }
        let bytes = match files.read(&path, 0, segment::LIMIT) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.unreachable(piece, &error);
                return Trail::default();
            }
        };
        let entries = segment::salvage(&bytes, who.class, &piece.name);
        let end = entries.last().map(Entry::head);
        if end.is_none_or(|end| end.seq < piece.end.seq) {
            let whole = segment::check(&bytes, who.class, &piece.name);
            let error = whole.err().unwrap_or(SegmentError::NotWhatItsNameSays);
            self.damaged(piece, &error, end);
        }
        let steps = entries.iter();
        let trail: Trail = steps.map(|entry| (entry.checksum, entry.claim())).collect();
        if let Some(look) = self.looks.get_mut(&path) {
            look.trail = Some(Arc::clone(&trail));
        }
        trail
    }

    fn choose_one(
        &mut self,
        files: &mut impl Files,
        who: Looker<'_>,
        series: &TabletId,
        pieces: &[Piece],
    ) {
        let mut followers = Followers::new();
        let mut trails = Vec::new();
        for piece in pieces {
            let trail = self.trail(files, who, piece);
            let mut before = piece.before();
            for (checksum, claim) in trail.iter() {
                let step = (before.seq, before.checksum);
                followers.entry(step).or_default().insert(*claim, *checksum);
                before = Head {
                    seq: before.seq + 1,
                    checksum: *checksum,
                };
            }
            trails.push((piece, trail));
        }
        let (chosen, others) = ways(&followers);
        for (piece, trail) in &trails {
            let first = piece.name.first;
            let kept = (first..).zip(trail.iter());
            let kept = kept.take_while(|(seq, (checksum, _))| chosen.contains(&(*seq, *checksum)));
            let end = kept.last().map(|(seq, (checksum, _))| Head {
                seq,
                checksum: *checksum,
            });
            self.cut(piece, end);
        }
        for steps in others {
            let all: BTreeSet<&Step> = steps.iter().collect();
            let holds = |(piece, trail): &&(&Piece, Trail)| {
                let mut held = (piece.name.first..).zip(trail.iter());
                held.any(|(seq, (checksum, _))| all.contains(&(seq, *checksum)))
            };
            let pieces = trails.iter().filter(holds);
            self.branches.push(Branch {
                series: series.clone(),
                pieces: pieces.map(|(piece, _)| Piece::clone(piece)).collect(),
                steps,
            });
        }
    }

    /// Uses a segment up to that entry alone.
    fn cut(&mut self, piece: &Piece, end: Option<Head>) {
        let same = |other: &&mut Piece| other.writer == piece.writer && other.name == piece.name;
        match (end, self.pieces.iter_mut().find(same)) {
            (Some(end), Some(piece)) => piece.end = end,
            _ => self.forget(&piece.writer, &piece.name),
        }
    }
}

/// The way that keeps the name, and each of the others from the entry on by which it differs. What
/// follows on nothing that is there is in none.
fn ways(followers: &Followers) -> (BTreeSet<Step>, Vec<Vec<Step>>) {
    let mut chosen = BTreeSet::new();
    let mut begun: Vec<Vec<Step>> = Vec::new();
    let mut at = (0, Checksum::START);
    while let Some(next) = followers.get(&at) {
        let mut next = next.values().map(|checksum| (at.0 + 1, *checksum));
        let Some(first) = next.next() else { break };
        begun.extend(next.map(|other| vec![other]));
        chosen.insert(first);
        at = first;
    }
    let mut others = Vec::new();
    while let Some(mut way) = begun.pop() {
        let mut ended = true;
        while let Some(at) = way.last().copied()
            && let Some(next) = followers.get(&at)
        {
            let next: Vec<Step> = next.values().map(|sum| (at.0 + 1, *sum)).collect();
            match next.as_slice() {
                [] => break,
                [only] => way.push(*only),
                several => {
                    let go_on = |step: &Step| way.iter().chain([step]).copied().collect();
                    begun.extend(several.iter().map(go_on));
                    ended = false;
                    break;
                }
            }
        }
        if ended {
            others.push(way);
        }
    }
    (chosen, others)
}

impl<F: Files> FolderPeer<F> {
    /// Finds what lies there under a name that it cannot keep and was not given before.
    pub(super) fn find_branches(&mut self) -> Result<(), PeerError> {
        let mut found = Vec::new();
        let mut written = false;
        for branch in self.shelf.branches.clone() {
            if self.given.contains(&branch.key()) {
                continue;
            }
            let mut entries = self.read_branch(&branch);
            if entries.len() != branch.steps.len() {
                continue;
            }
            let (kept, goes_on) = self.forms_of(&entries)?;
            let mut rest = entries.split_off(kept.len());
            if let Some(last) = kept.last()
                && !goes_on
                && !rest.is_empty()
            {
                if let Err(error) = self.write_after(last, &rest) {
                    tracing::debug!(%error, "what follows on another form stays as it is");
                    continue;
                }
                written = true;
                rest.clear();
            }
            found.push((branch.key(), rest));
        }
        if written {
            self.look_around()?;
        }
        self.found = found;
        Ok(())
    }

    /// What was found, to be taken in.
    pub(super) fn offer(&mut self) -> Vec<Vec<Entry>> {
        self.offered = self.found.iter().map(|(key, _)| key.clone()).collect();
        let found = self.found.iter().map(|(_, entries)| entries.clone());
        found.filter(|entries| !entries.is_empty()).collect()
    }

    /// The first ones of a way that are only another form of what keeps the name at the same places, as they
    /// are there; and whether that goes on after them, with something else.
    fn forms_of(&mut self, way: &[Entry]) -> Result<(Vec<Entry>, bool), PeerError> {
        let mut kept: Vec<Entry> = Vec::new();
        while let Some(next) = way.get(kept.len()) {
            let left = way.len() - kept.len();
            let there = self.read_on(&next.id.tablet, next.id.seq - 1, left)?;
            if there.is_empty() {
                return Ok((kept, false));
            }
            for (there, other) in there.into_iter().zip(way.iter().skip(kept.len())) {
                if !there.is_form_of(other) {
                    return Ok((kept, true));
                }
                kept.push(there);
            }
        }
        Ok((kept, false))
    }

    /// Writes what follows on another form of an entry again, after the one that keeps the name.
    fn write_after(&mut self, last: &Entry, rest: &[Entry]) -> Result<(), PeerError> {
        let mut head = last.head();
        let mut entries = Vec::with_capacity(rest.len());
        for entry in rest {
            let entry = entry.moved(entry.id.clone(), &head, &BTreeMap::new());
            let entry = entry.map_err(|error| self.nonsense(&error))?;
            head = entry.head();
            entries.push(entry);
        }
        self.write_segment(last.head(), &entries)
    }

    fn read_branch(&mut self, branch: &Branch) -> Vec<Entry> {
        let mut found: BTreeMap<Step, Entry> = BTreeMap::new();
        for piece in &branch.pieces {
            if let Ok(bytes) = self.files.read(&piece.path(), 0, segment::LIMIT) {
                let entries = segment::salvage(&bytes, &self.class, &piece.name);
                let steps = entries.into_iter();
                found.extend(steps.map(|entry| ((entry.id.seq, entry.checksum), entry)));
            }
        }
        let steps = branch.steps.iter();
        steps.map_while(|step| found.remove(step)).collect()
    }

    /// What was offered is in its new place. What this tablet left here of it is not needed any more.
    pub(super) fn drop_given(&mut self) -> Result<(), PeerError> {
        self.given.extend(std::mem::take(&mut self.offered));
        let (given, not): (Vec<Branch>, Vec<Branch>) = self
            .shelf
            .branches
            .iter()
            .cloned()
            .partition(|branch| self.given.contains(&branch.key()));
        let needed = |piece: &Piece| not.iter().any(|branch| branch.pieces.contains(piece));
        let own = given.iter().flat_map(|branch| &branch.pieces);
        let own = own.filter(|piece| piece.writer == self.tablet && !needed(piece));
        let names: BTreeSet<_> = own.map(|piece| piece.name.clone()).collect();
        for name in names {
            self.keep_beginning(&name)?;
            self.remove_own(&name)?;
        }
        Ok(())
    }

    /// Writes what a segment of this tablet's own holds of the way that keeps the name as one of its own.
    fn keep_beginning(&mut self, name: &SegmentName) -> Result<(), PeerError> {
        let own = |piece: &&Piece| piece.writer == self.tablet && piece.name == *name;
        let Some(piece) = self.shelf.pieces.iter().find(own).cloned() else {
            return Ok(());
        };
        let bytes = self.files.read(&piece.path(), 0, segment::LIMIT);
        let bytes = bytes.map_err(|error| self.failed(error))?;
        let mut entries = segment::salvage(&bytes, &self.class, name);
        entries.retain(|entry| entry.id.seq <= piece.end.seq);
        self.write_segment(piece.before(), &entries)
    }
}
