//! A peer in memory: the plainest thing that keeps what a peer promises.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use waymark::{
    domain::ids::{ClassId, TabletId},
    journal::{Checksum, Entry, Head},
    sync::{Heard, Peer, PeerError, Refusal, Status, Survey},
};

use super::conformance;

/// What lies at a place in memory.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    class: Option<ClassId>,
    series: BTreeMap<TabletId, Vec<Entry>>,
    heard: BTreeMap<TabletId, Status>,
}

/// One tablet's way to a place in memory.
#[derive(Clone, Debug)]
pub(crate) struct MemoryPeer {
    memory: Arc<Mutex<Memory>>,
    class: ClassId,
    tablet: TabletId,
}

impl MemoryPeer {
    pub(crate) fn new(memory: &Arc<Mutex<Memory>>, class: &ClassId, tablet: &TabletId) -> Self {
        Self {
            memory: Arc::clone(memory),
            class: class.clone(),
            tablet: tablet.clone(),
        }
    }

    fn open(&self) -> Result<MutexGuard<'_, Memory>, PeerError> {
        let mut memory = self.memory.lock().unwrap();
        let theirs = memory
            .class
            .get_or_insert_with(|| self.class.clone())
            .clone();
        if theirs == self.class {
            return Ok(memory);
        }
        Err(PeerError::OtherClass {
            place: self.place(),
            theirs,
            ours: self.class.clone(),
        })
    }
}

impl Peer for MemoryPeer {
    fn place(&self) -> String {
        "memory".to_owned()
    }

    fn survey(&mut self) -> Result<Survey, PeerError> {
        let memory = self.open()?;
        let head = |entries: &Vec<Entry>| entries.last().map(Entry::head).unwrap_or_default();
        let heads = memory.series.iter();
        let told = memory.heard.iter();
        Ok(Survey {
            heads: heads
                .map(|(tablet, series)| (tablet.clone(), head(series)))
                .collect(),
            heard: told
                .map(|(tablet, status)| Heard {
                    tablet: tablet.clone(),
                    status: status.clone(),
                })
                .collect(),
            oddities: Vec::new(),
        })
    }

    fn fetch(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError> {
        let memory = self.open()?;
        let entries = memory
            .series
            .get(series)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let after = usize::try_from(after).unwrap();
        Ok(entries.iter().skip(after).take(most).cloned().collect())
    }

    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError> {
        let mut memory = self.open()?;
        let mut refusals = Vec::new();
        for entry in entries {
            let series = memory.series.entry(entry.id.tablet.clone()).or_default();
            let head = series.last().map_or(
                Head {
                    seq: 0,
                    checksum: Checksum::START,
                },
                Entry::head,
            );
            let there = series.iter().find(|there| there.id == entry.id);
            let fits = entry.id.seq == head.seq + 1 && entry.verify(&head.checksum);
            if there.is_some_and(|there| there.checksum == entry.checksum) {
            } else if fits {
                series.push(entry.clone());
            } else {
                refusals.push(Refusal {
                    entry: entry.id.clone(),
                    why: "does not follow".to_owned(),
                });
            }
        }
        memory.series.retain(|_, series| !series.is_empty());
        Ok(refusals)
    }

    fn tell(&mut self, status: &Status) -> Result<(), PeerError> {
        let tablet = self.tablet.clone();
        self.open()?.heard.insert(tablet, status.clone());
        Ok(())
    }
}

/// Places in memory, for one class each.
fn places() -> impl FnMut() -> conformance::Place {
    || {
        let memory = Arc::default();
        let class = ClassId::from("BCDEFGHJKLNO");
        Box::new(move |tablet: &TabletId| Box::new(MemoryPeer::new(&memory, &class, tablet)) as _)
    }
}

#[test]
fn a_peer_in_memory_keeps_every_promise_of_a_peer() {
    conformance::every_claim_holds(&mut places());
}

#[test]
fn a_peer_in_memory_refuses_another_class() {
    let memory = Arc::default();
    let maker = |class: &str| {
        let (memory, class) = (Arc::clone(&memory), ClassId::from(class));
        move |tablet: &TabletId| Box::new(MemoryPeer::new(&memory, &class, tablet)) as _
    };
    conformance::another_class_is_refused(&mut maker("BCDEFGHJKLNO"), &mut maker("CCCCCCCCCCCC"));
}
