//! What lies in a shared folder, seen from its listings: which stretches of which series, what the
//! tablets said of themselves, and what is odd. A file is looked into once and then only when it is
//! another one, so that a look around with nothing new costs the listings and no more.

use std::{collections::BTreeMap, io};

use super::{
    branches::Branch,
    files::{Files, Found, Kind},
    look::{Look, Wrong},
    marker,
    names::{self, STATUS, TABLETS, path_of, printable},
    word::{self, Word},
};
use crate::{
    domain::ids::{ClassId, TabletId},
    journal::{
        Checksum, Head, Status,
        segment::{self, SegmentError, SegmentName},
    },
    sync::{Heard, Oddity, PeerError},
};

/// How many strange files of one folder are named; the rest are counted.
const NAMED: usize = 20;

/// What lies there.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// Every segment of which something can be used.
    pub(super) pieces: Vec<Piece>,
    /// The own segments that are damaged, to be mended.
    pub(super) to_mend: Vec<SegmentName>,
    /// What the tablets said.
    pub(super) heard: Vec<Heard>,
    /// What cannot be used.
    pub(super) oddities: Vec<Oddity>,
    /// Whether a folder could not be listed: it may be that all of it is gone.
    pub(super) in_part: bool,
    /// The ways of series that do not keep the name.
    pub(super) branches: Vec<Branch>,
    pub(super) looks: BTreeMap<String, Look>,
    words: BTreeMap<TabletId, (u64, Result<Word, String>)>,
}

/// A segment, as far as it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Whose folder it lies in.
    pub(super) writer: TabletId,
    /// What it is called.
    pub(super) name: SegmentName,
    /// How long it is.
    pub(super) bytes: u64,
    /// The checksum of the entry before the first.
    pub(super) before: Checksum,
    /// The last entry that can be used; the last one of all if it is whole.
    pub(super) end: Head,
}

impl Piece {
    /// Where it lies.
    pub(super) fn path(&self) -> String {
        path_of(&self.writer, &self.name.to_string())
    }

    /// The end of the series before it.
    pub(super) fn before(&self) -> Head {
        Head {
            seq: self.name.first - 1,
            checksum: self.before,
        }
    }

    /// Whether the entry with that number can be had from it.
    pub(super) fn has(&self, series: &TabletId, seq: u64) -> bool {
        self.name.series == *series && self.name.first <= seq && seq <= self.end.seq
    }
}

/// Who looks.
#[derive(Clone, Copy)]
pub(super) struct Looker<'a> {
    pub(super) class: &'a ClassId,
    pub(super) tablet: &'a TabletId,
    pub(super) place: &'a str,
}

impl Shelf {
    /// Looks around again.
    pub(super) fn look_around(
        &mut self,
        files: &mut impl Files,
        who: Looker<'_>,
    ) -> Result<(), PeerError> {
        let mut fresh = Self::default();
        let mut segments = Vec::new();
        let writers = marker::writers(files, who.place)?;
        fresh.in_part = writers.is_none();
        let mut writers = writers.unwrap_or_default();
        writers.sort();
        for folder in writers {
            let Some(writer) = writer_of(&folder) else {
                fresh.stray(TABLETS, &folder, &stray_folder(&folder));
                continue;
            };
            match files.list(&names::folder_of(&writer)) {
                Ok(mut found) => {
                    found.sort();
                    let before = fresh.oddities.len();
                    for file in found {
                        fresh.sort_in(self, files, who, &writer, file, &mut segments);
                    }
                    fresh.count_from(before + NAMED, &format!("{TABLETS}/{writer}"));
                }
                Err(error) => {
                    fresh.in_part = true;
                    fresh.odd(&format!("{TABLETS}/{writer}"), &cannot("opened", &error));
                }
            }
        }
        let doubted = fresh.doubted();
        for (writer, name, file) in segments {
            let path = path_of(&writer, &name.to_string());
            let doubted = doubted.contains(&path);
            let known = self.looks.remove(&path);
            let known =
                known.filter(|look| look.version == file.version && (look.read || !doubted));
            let look =
                known.or_else(|| fresh.look_into(files, who, &writer, &name, &file, doubted));
            if let Some(look) = look {
                fresh.place(who, writer, name, look);
            }
        }
        fresh.find_forks();
        fresh.choose(files, who);
        fresh.oddities.sort();
        fresh.oddities.dedup();
        *self = fresh;
        Ok(())
    }

    /// How far every series goes without a gap, over the segments of all writers.
    pub(super) fn heads(&self) -> BTreeMap<TabletId, Head> {
        let mut pieces: Vec<&Piece> = self.pieces.iter().collect();
        pieces.sort_by(|one, other| one.name.cmp(&other.name));
        let mut heads: BTreeMap<TabletId, Head> = BTreeMap::new();
        for piece in pieces {
            let seq = heads.get(&piece.name.series).map_or(0, |head| head.seq);
            if piece.name.first <= seq.saturating_add(1) && seq < piece.end.seq {
                heads.insert(piece.name.series.clone(), piece.end);
            }
        }
        heads
    }

    /// The segments that cannot be read, for the others to look at: they, or their writer, may have
    /// the entries.
    pub(super) fn unreadable(&self) -> Vec<String> {
        let damaged = self.looks.iter().filter(|(_, look)| {
            let wrong = look.wrong.as_ref();
            wrong.is_some_and(|wrong| wrong.damaged)
        });
        damaged.map(|(path, _)| path.clone()).collect()
    }

    /// Takes down what reading a segment brought to light.
    pub(super) fn damaged(&mut self, piece: &Piece, error: &SegmentError, end: Option<Head>) {
        let path = piece.path();
        if let Some(look) = self.looks.get_mut(&path) {
            look.read = true;
            look.end = end;
            look.wrong = Some(Wrong::of(error));
            look.trail = None;
        }
        self.odd(&path, &error.to_string());
        self.oddities.sort();
        let same = |other: &&mut Piece| other.writer == piece.writer && other.name == piece.name;
        match (self.pieces.iter_mut().find(same), end) {
            (Some(piece), Some(end)) if end.seq < piece.end.seq => piece.end = end,
            (Some(_), Some(_)) => {}
            _ => self.forget(&piece.writer, &piece.name),
        }
    }

    /// Takes a segment off the list that cannot be read now.
    pub(super) fn unreachable(&mut self, piece: &Piece, error: &io::Error) {
        self.odd(&piece.path(), &cannot("read", error));
        self.forget(&piece.writer, &piece.name);
    }

    /// Whether a tablet said just that already, less than a minute before. A stick wears out, and a
    /// round comes every few seconds.
    pub(super) fn has_heard(&self, tablet: &TabletId, word: &Word) -> bool {
        let before = self
            .words
            .get(tablet)
            .and_then(|(_, word)| word.as_ref().ok());
        before.is_some_and(|before| {
            let since = word.status.at.duration_since(&before.status.at);
            let at_once = Word {
                status: Status {
                    at: word.status.at.clone(),
                    ..before.status.clone()
                },
                ..before.clone()
            };
            (0..60).contains(&since.as_secs()) && at_once == *word
        })
    }

    /// Another class that has a segment there.
    pub(super) fn other_class(&self) -> Option<ClassId> {
        self.looks.values().find_map(|look| look.theirs.clone())
    }

    /// Takes a segment off the list that is not there any more.
    pub(super) fn forget(&mut self, writer: &TabletId, name: &SegmentName) {
        self.pieces
            .retain(|piece| piece.writer != *writer || piece.name != *name);
    }

    /// Puts a segment on the list that was written just now.
    pub(super) fn add(&mut self, piece: Piece) {
        self.forget(&piece.writer, &piece.name);
        self.to_mend.retain(|name| *name != piece.name);
        self.pieces.push(piece);
    }

    /// The files that some tablet could not read.
    fn doubted(&self) -> Vec<String> {
        let words = self
            .words
            .values()
            .filter_map(|(_, word)| word.as_ref().ok());
        words.flat_map(|word| word.cannot_read.clone()).collect()
    }

    /// One file in a writer's folder.
    fn sort_in(
        &mut self,
        before: &mut Self,
        files: &mut impl Files,
        who: Looker<'_>,
        writer: &TabletId,
        file: Found,
        segments: &mut Vec<(TabletId, SegmentName, Found)>,
    ) {
        let folder = format!("{TABLETS}/{writer}");
        let text = file.name.to_str();
        let name = text.and_then(|text| text.parse::<SegmentName>().ok());
        match (file.kind, name) {
            (Kind::File, Some(name)) => segments.push((writer.clone(), name, file)),
            (Kind::File, None) if text == Some(STATUS) => {
                let known = before.words.remove(writer);
                let known = known.filter(|(version, _)| *version == file.version);
                self.hear(known, files, who, writer, &file);
            }
            (Kind::File, None) if names::is_conflict(&file.name) => {
                let what = "is a second copy of a file that only one tablet writes: one tablet is a copy of another";
                self.stray(&folder, &file, what);
            }
            (Kind::File, None) if names::is_passing(&file.name) => {}
            (kind, _) => self.stray(&folder, &file, stray(kind)),
        }
    }

    fn hear(
        &mut self,
        known: Option<(u64, Result<Word, String>)>,
        files: &mut impl Files,
        who: Looker<'_>,
        writer: &TabletId,
        file: &Found,
    ) {
        let path = path_of(writer, STATUS);
        let word = match known {
            Some((_, word)) => word,
            None => match word::read(files, who.class, &path, file.bytes) {
                Ok(word) => word,
                // Replaced or gone since the listing.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return,
                Err(error) => return self.odd(&path, &cannot("read", &error)),
            },
        };
        match &word {
            Ok(word) => self.heard.push(Heard {
                tablet: writer.clone(),
                status: word.status.clone(),
            }),
            Err(what) => self.odd(&path, what),
        }
        self.words.insert(writer.clone(), (file.version, word));
    }

    /// Looks into a segment for the first time; nothing comes of one that is gone or cannot be read
    /// now.
    fn look_into(
        &mut self,
        files: &mut impl Files,
        who: Looker<'_>,
        writer: &TabletId,
        name: &SegmentName,
        file: &Found,
        doubted: bool,
    ) -> Option<Look> {
        let path = path_of(writer, &name.to_string());
        match Look::of(files, &path, file, who.class, name, doubted) {
            Ok(look) => Some(look),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    self.odd(&path, &cannot("read", &error));
                }
                None
            }
        }
    }

    fn place(&mut self, who: Looker<'_>, writer: TabletId, name: SegmentName, look: Look) {
        let path = path_of(&writer, &name.to_string());
        if let Some(wrong) = &look.wrong {
            self.odd(&path, &wrong.what);
            if wrong.damaged && writer == *who.tablet {
                self.to_mend.push(name.clone());
            }
        }
        if let Some(end) = look.end {
            self.pieces.push(Piece {
                writer,
                name,
                bytes: look.bytes,
                before: look.before,
                end,
            });
        }
        self.looks.insert(path, look);
    }

    /// Two segments that end with the same number and not with the same entry: a tablet was copied or
    /// set back and both went on.
    fn find_forks(&mut self) {
        let mut ends: BTreeMap<_, &Piece> = BTreeMap::new();
        let mut forked = Vec::new();
        for piece in &self.pieces {
            let last = piece.name.last_entry();
            let other = ends.entry(last).or_insert(piece);
            if other.name.check != piece.name.check {
                forked.push((piece.path(), other.name.to_string()));
            }
        }
        for (path, other) in forked {
            let what = format!(
                "ends with another entry than {other}: its tablet was copied or set back, and both went on"
            );
            self.odd(&path, &what);
        }
    }

    /// Puts one line in the place of all from there on.
    fn count_from(&mut self, first: usize, folder: &str) {
        let more = self.oddities.len().saturating_sub(first);
        if more > 0 {
            self.oddities.truncate(first);
            self.odd(
                folder,
                &format!("holds {more} more things that are strange there"),
            );
        }
    }

    fn stray(&mut self, folder: &str, file: &Found, what: &str) {
        if !names::is_passing(&file.name) {
            let name = format!("{folder}/{}", printable(&file.name));
            self.odd(&name, what);
        }
    }

    fn odd(&mut self, name: &str, what: &str) {
        self.oddities.push(Oddity {
            name: name.to_owned(),
            what: what.to_owned(),
        });
    }
}

/// The tablet whose folder it is.
fn writer_of(folder: &Found) -> Option<TabletId> {
    let name = folder.name.to_str()?;
    let tablet = TabletId::from(name);
    (folder.kind == Kind::Folder && segment::is_series(&tablet)).then_some(tablet)
}

fn stray_folder(folder: &Found) -> String {
    match folder.kind {
        Kind::Folder => "is not named like a tablet".to_owned(),
        kind => stray(kind).to_owned(),
    }
}

fn stray(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "is not a file of Waymark's",
        Kind::Folder => "is a folder where only files belong",
        Kind::Link => "is a link, and links are not followed",
        Kind::Other => "is a device or a pipe, and is never opened",
    }
}

fn cannot(what: &str, error: &io::Error) -> String {
    format!("cannot be {what}: {error}")
}
