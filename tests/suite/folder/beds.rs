//! What the tests of the shared folder have in common: series of entries, a ledger in memory, tablets
//! with journals of their own, and a plain round.

use std::{collections::BTreeMap, fs, path::Path};

use waymark::{
    domain::{
        event::{Actor, Event},
        ids::{ClassId, TabletId},
        time::Hlc,
    },
    journal::{Draft, Entry, Head},
    storage::Journal,
    sync::{
        Ledger, Peer, PeerError, Status, Survey,
        folder::{Files, FolderPeer},
    },
};

use crate::support::happenings::{checked_in, morning};

pub(crate) const A: &str = "BBBBBBBBBBBB";
pub(crate) const B: &str = "CCCCCCCCCCCC";
pub(crate) const C: &str = "DDDDDDDDDDDD";

pub(crate) fn class() -> ClassId {
    "KLNPRSTVXBCD".into()
}

/// Entries of one tablet, from number 1 on.
pub(crate) fn series(tablet: &str, many: u64) -> Vec<Entry> {
    series_with(tablet, many, |n| checked_in(&n.to_string(), "library"))
}

pub(crate) fn series_with(tablet: &str, many: u64, event: impl Fn(u64) -> Event) -> Vec<Entry> {
    let tablet = TabletId::from(tablet);
    let mut head = Head::default();
    let entry = |n: u64| {
        let at = morning(i64::try_from(n).unwrap());
        let draft = Draft {
            clock: Hlc {
                millis: at.timestamp().as_millisecond(),
                count: 0,
            },
            at,
            time_unsure: n.is_multiple_of(7),
            actor: Actor::Student(n.to_string().as_str().into()),
            event: event(n),
        };
        let entry = Entry::next(&tablet, &head, draft).unwrap();
        head = entry.head();
        entry
    };
    (1..=many).map(entry).collect()
}

pub(crate) fn peer(folder: &Path, tablet: &str) -> FolderPeer {
    FolderPeer::open(folder, &class(), &tablet.into()).unwrap()
}

/// Sends a series in batches.
pub(crate) fn send<F: Files>(peer: &mut FolderPeer<F>, entries: &[Entry], batch: usize) {
    peer.survey().unwrap();
    for entries in entries.chunks(batch) {
        assert_eq!(peer.send(entries).unwrap(), []);
    }
}

/// All that a peer has of a series.
pub(crate) fn all_of<F: Files>(peer: &mut FolderPeer<F>, tablet: &str) -> Vec<Entry> {
    peer.survey().unwrap();
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |last| last.id.seq);
        let more = peer.fetch(&tablet.into(), after, 7).unwrap();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// The names below a tablet's folder, in order.
pub(crate) fn names(folder: &Path, tablet: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.join("tablets").join(tablet))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(crate) fn status(name: &str, heads: BTreeMap<TabletId, u64>) -> Status {
    Status {
        name: name.to_owned(),
        program: "waymark 0.1.0".to_owned(),
        at: morning(0),
        heads,
        retired: false,
    }
}

/// A plain round: compare, give what is lacking there, take what is lacking here.
pub(crate) fn round<F: Files>(
    journal: &mut Journal,
    peer: &mut FolderPeer<F>,
) -> Result<Survey, PeerError> {
    let survey = peer.survey()?;
    let here = Ledger::heads(journal)?;
    for (series, head) in &here {
        let there = survey.heads.get(series).copied().unwrap_or_default();
        let mut after = there.seq;
        while after < head.seq {
            let batch = journal.entries(series, after, 1_000)?;
            after = batch.last().unwrap().id.seq;
            assert_eq!(peer.send(&batch)?, []);
        }
    }
    for (series, head) in &survey.heads {
        let mut after = here.get(series).copied().unwrap_or_default().seq;
        while after < head.seq {
            let batch = peer.fetch(series, after, 1_000)?;
            let Some(last) = batch.last() else {
                break;
            };
            after = last.id.seq;
            Ledger::receive(journal, batch)?;
        }
    }
    Ok(survey)
}
