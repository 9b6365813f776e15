//! A round with one peer: compare, plan, and copy one batch at a time. Each batch is durable where it
//! went before the next is taken, so a round may be stopped or may fail anywhere, and the next one goes
//! on from there. What one series cannot do holds up no other.

use std::collections::{BTreeMap, VecDeque};

use super::{
    joint::first_difference,
    peer::{Ledger, Oddity, Peer, PeerError, Survey},
};
use crate::{
    domain::ids::{EntryId, TabletId},
    journal::{Damage, Entry, Head, Status, Stretch, Wrong, compare},
    storage::{Met, Parked, Standing, Way},
};

/// How much a round takes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Entries taken in by one transaction, and entries read by one question to the journal.
    pub step: usize,
    /// Entries sent at once.
    pub send: usize,
}

/// What a round has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries sent and durable there.
    pub sent: u64,
    /// Entries that were to be sent when the round began.
    pub to_send: u64,
    /// Entries fetched and durable here.
    pub fetched: u64,
    /// Entries that were to be fetched when the round began.
    pub to_fetch: u64,
}

/// What came of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Entries sent and durable there.
    pub sent: u64,
    /// Entries fetched and durable here.
    pub fetched: u64,
    /// What this round met that some side did not take; [`Standing`] and the journal know the rest.
    pub parked: Vec<Parked>,
    /// The first entry of every series that went two ways, by which the two sides differed. Both ways are
    /// kept: one under another name.
    pub forks: Vec<EntryId>,
    /// What lies there and cannot be used.
    pub oddities: Vec<Oddity>,
    /// Whether everything that could be copied was; if not, it was asked to stop.
    pub finished: bool,
    /// Who has what now.
    pub standing: Standing,
}

impl Pace {
    /// For a kiosk that is in use: a tap waits for a step, which is a few milliseconds.
    pub const GENTLE: Self = Self {
        step: 256,
        send: 4_096,
    };
    /// For a program that does nothing else.
    pub const QUICK: Self = Self {
        step: 20_000,
        send: 16_384,
    };
}

/// Copies what each side lacks of the other's, leaves word at the peer of how this tablet is, and keeps
/// what it found out. `status_of` is given the ends of the series here when all is copied. `go_on` is
/// asked between two batches; once it says no, the round ends and the rest waits for the next.
///
/// # Errors
///
/// [`PeerError::TwoOfUs`] before anything is copied. Any other error of the peer ends the round; what
/// was copied before stays copied.
pub fn round(
    ledger: &mut dyn Ledger,
    peer: &mut dyn Peer,
    pace: Pace,
    status_of: &mut dyn FnMut(&BTreeMap<TabletId, Head>) -> Status,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, PeerError> {
    let survey = peer.survey()?;
    let parked = ledger.parked()?;
    let mut round = Round {
        place: peer.place(),
        there: survey.heads.clone(),
        ledger,
        peer,
        pace,
        parked,
        jobs: VecDeque::new(),
        refused: Vec::new(),
        forks: Vec::new(),
        progress: Progress::default(),
    };
    let copied = round.copy(go_on);
    let copied = copied.and_then(|all| round.scrub().map(|()| all));
    let status = status_of(&round.ledger.heads()?);
    let told = match copied {
        Ok(_) => round.peer.tell(&status),
        Err(_) => Ok(()),
    };
    let parked = round.keep(&survey, &status)?;
    let finished = copied?;
    told?;
    Ok(Outcome {
        sent: round.progress.sent,
        fetched: round.progress.fetched,
        parked,
        forks: round.forks,
        oddities: survey.oddities,
        finished,
        standing: round.ledger.standing()?,
    })
}

/// A round under way.
struct Round<'a> {
    place: String,
    /// How far every series is there for good.
    there: BTreeMap<TabletId, Head>,
    ledger: &'a mut dyn Ledger,
    peer: &'a mut dyn Peer,
    pace: Pace,
    /// What was not taken in earlier rounds.
    parked: Vec<Parked>,
    /// What is still to be copied.
    jobs: VecDeque<Job>,
    /// What was not taken in this one.
    refused: Vec<(Box<Entry>, Way, String)>,
    forks: Vec<EntryId>,
    progress: Progress,
}

/// A stretch that is being copied.
struct Job {
    way: Way,
    stretch: Stretch,
}

impl Round<'_> {
    /// Whether everything was copied that can be.
    fn copy(&mut self, go_on: &mut dyn FnMut(Progress) -> bool) -> Result<bool, PeerError> {
        self.jobs = self.plan()?;
        if self.take_in_branches()? {
            self.jobs = self.plan()?;
        }
        for job in &self.jobs {
            match job.way {
                Way::To => self.progress.to_send += job.stretch.entries(),
                Way::From => self.progress.to_fetch += job.stretch.entries(),
            }
        }
        while let Some(mut job) = self.jobs.pop_front() {
            if !go_on(self.progress) {
                return Ok(false);
            }
            let more = match job.way {
                Way::To => self.send(&mut job.stretch)?,
                Way::From => self.fetch(&mut job.stretch)?,
            };
            if more {
                self.jobs.push_back(job);
            }
        }
        go_on(self.progress);
        if self.refused.is_empty() {
            self.peer.drop_branches()?;
        }
        Ok(true)
    }

    /// Takes the words out of what was scrubbed here and lies there since before.
    fn scrub(&mut self) -> Result<(), PeerError> {
        let (far, entries) = self.ledger.to_scrub(&self.place)?;
        if !entries.is_empty() {
            self.peer.scrub(&entries)?;
            self.ledger.scrubbed(&self.place, far)?;
        }
        Ok(())
    }

    /// What there is to copy; the series take turns, this tablet's own first.
    fn plan(&mut self) -> Result<VecDeque<Job>, PeerError> {
        let me = self.ledger.tablet();
        let ours = self.ledger.heads()?;
        let plan = compare(&ours, &self.there, &me);
        let mut jobs = VecDeque::new();
        for wrong in &plan.wrong {
            let (Wrong::TwoOfUs(entry) | Wrong::Forked(entry)) = wrong;
            let here = ours.get(&entry.tablet).map_or(0, |head| head.seq);
            jobs.extend(self.part(&entry.tablet, entry.seq.min(here))?);
        }
        for stretch in plan.send {
            if self.goes_on_from(&stretch)? {
                let way = Way::To;
                jobs.push_back(Job { way, stretch });
            } else {
                jobs.extend(self.part(&stretch.series, stretch.after.seq)?);
            }
        }
        for (place, stretch) in plan.fetch.into_iter().enumerate() {
            let way = Way::From;
            jobs.insert((2 * place + 1).min(jobs.len()), Job { way, stretch });
        }
        Ok(jobs)
    }

    /// Takes in what lies there under a name that it cannot keep. Whether any of it was new.
    fn take_in_branches(&mut self) -> Result<bool, PeerError> {
        let before = self.progress.fetched;
        for branch in self.peer.branches()? {
            if let Some(first) = branch.first() {
                self.name_fork(first.id.clone());
            }
            self.progress.fetched += self.ledger.take_in_branch(branch)?;
        }
        Ok(self.progress.fetched > before)
    }

    /// Decides about a series by which the two sides differ, among the first `both` entries of it or right
    /// after them: one way keeps the name, and the other moves wherever it is. What there is to copy
    /// then; nothing where it cannot be read now.
    ///
    /// # Errors
    ///
    /// [`PeerError::TwoOfUs`] where it is this tablet that has to move.
    fn part(&mut self, series: &TabletId, both: u64) -> Result<Option<Job>, PeerError> {
        let Some(joint) = first_difference(self.ledger, self.peer, series, both)? else {
            return Ok(None);
        };
        let stretch = |last: u64| Stretch {
            series: series.clone(),
            after: joint.before,
            last,
        };
        let keeps_the_name = |ours| self.peer.has_room_for_both() && ours < joint.theirs;
        if joint.ours.is_some_and(keeps_the_name) {
            self.name_fork(joint.entry);
            let here = self.ledger.heads()?;
            let last = here.get(series).map_or(0, |head| head.seq);
            let way = Way::To;
            let stretch = stretch(last);
            return Ok(Some(Job { way, stretch }));
        }
        if *series == self.ledger.tablet() {
            let place = self.place.clone();
            let first = joint.entry;
            return Err(PeerError::TwoOfUs { place, first });
        }
        if self.take_form(series, joint.before.seq)? {
            // What comes after is for the next round.
            self.name_fork(joint.entry);
            return Ok(None);
        }
        let there = self.there.get(series).map_or(0, |head| head.seq);
        self.ledger.part(&joint.entry)?;
        self.name_fork(joint.entry);
        let way = Way::From;
        let stretch = stretch(there);
        Ok(Some(Job { way, stretch }))
    }

    /// Takes over the form in which the other side has entries after that number that are here too. Whether
    /// there are any.
    fn take_form(&mut self, series: &TabletId, after: u64) -> Result<bool, PeerError> {
        let mut at = after;
        loop {
            let theirs = self.peer.fetch(series, at, self.pace.step)?;
            let all = theirs.len() as u64;
            let taken = self.ledger.take_form(theirs)?;
            at += taken;
            if taken < all || all == 0 {
                return Ok(at > after);
            }
        }
    }

    fn name_fork(&mut self, first: EntryId) {
        if !self.forks.contains(&first) {
            self.forks.push(first);
        }
    }

    /// Whether the series here goes through the last entry there. If not, it went two ways.
    fn goes_on_from(&mut self, stretch: &Stretch) -> Result<bool, PeerError> {
        let Some(before) = stretch.after.seq.checked_sub(1) else {
            return Ok(true);
        };
        let here = self.ledger.entries(&stretch.series, before, 1)?;
        let agrees = |entry: &Entry| entry.checksum == stretch.after.checksum;
        Ok(here.first().is_none_or(agrees))
    }

    /// Sends one batch. Whether there is more.
    fn send(&mut self, stretch: &mut Stretch) -> Result<bool, PeerError> {
        let entries = self.next_batch(stretch)?;
        let Some(last) = entries.last().map(Entry::head) else {
            return Ok(false);
        };
        let refusals = self.peer.send(&entries)?;
        let Some(refusal) = refusals.into_iter().min_by_key(|refusal| refusal.entry.seq) else {
            self.progress.sent += entries.len() as u64;
            self.there.insert(stretch.series.clone(), last);
            stretch.after = last;
            return Ok(last.seq < stretch.last);
        };
        for entry in entries {
            if entry.id.seq < refusal.entry.seq {
                self.progress.sent += 1;
                self.there.insert(stretch.series.clone(), entry.head());
            } else if entry.id == refusal.entry {
                self.refused.push((Box::new(entry), Way::To, refusal.why));
                break;
            }
        }
        Ok(false)
    }

    /// The next batch to send; one entry alone where that was refused before.
    fn next_batch(&mut self, stretch: &Stretch) -> Result<Vec<Entry>, PeerError> {
        let left = usize::try_from(stretch.entries()).unwrap_or(usize::MAX);
        let most = if self.was_parked(stretch, Way::To) {
            1
        } else {
            self.pace.send.min(left)
        };
        let mut entries: Vec<Entry> = Vec::new();
        while entries.len() < most {
            let after = stretch.after.seq + entries.len() as u64;
            let step = self.pace.step.min(most - entries.len());
            let more = self.ledger.entries(&stretch.series, after, step)?;
            if more.is_empty() {
                break;
            }
            entries.extend(more);
        }
        Ok(entries)
    }

    /// Fetches one batch. Whether there is more.
    fn fetch(&mut self, stretch: &mut Stretch) -> Result<bool, PeerError> {
        let most = if self.was_parked(stretch, Way::From) {
            1
        } else {
            self.pace.step
        };
        let series = &stretch.series;
        let entries = self.peer.fetch(series, stretch.after.seq, most)?;
        let Some(last) = entries.last().map(Entry::head) else {
            return Ok(false);
        };
        if let Some(other) = entries.iter().find(|entry| entry.id.tablet != *series) {
            let what = format!("it was asked for {series} and gave {}", other.id);
            let place = self.place.clone();
            return Err(PeerError::Nonsense { place, what });
        }
        // One whose words are gone would follow on anything.
        let scrubbed = entries.first().is_some_and(Entry::is_scrubbed);
        if scrubbed && self.is_forked_there(stretch)? {
            let job = self.part(&stretch.series, stretch.after.seq)?;
            self.jobs.extend(job);
            return Ok(false);
        }
        let received = self.ledger.receive(entries)?;
        self.progress.fetched += received.new;
        let Some(refused) = received.refused.into_iter().next() else {
            stretch.after = last;
            return Ok(last.seq < stretch.last);
        };
        let both = refused.entry.id.seq.saturating_sub(1);
        let is_forked = both == stretch.after.seq && self.is_forked_there(stretch)?;
        if is_forked || self.is_another_here(&refused.entry)? {
            let job = self.part(&stretch.series, both)?;
            self.jobs.extend(job);
        } else if matches!(refused.why, Damage::Forked { .. }) {
            // It fills a gap, and what is here after the gap is of the other way.
            self.ledger.part(&refused.entry.id)?;
            self.name_fork(refused.entry.id);
        } else {
            let why = refused.why.to_string();
            self.refused.push((refused.entry, Way::From, why));
        }
        Ok(false)
    }

    /// Whether the series there does not go through the last entry here.
    fn is_forked_there(&mut self, stretch: &Stretch) -> Result<bool, PeerError> {
        let Some(before) = stretch.after.seq.checked_sub(1) else {
            return Ok(false);
        };
        let there = self.peer.fetch(&stretch.series, before, 1)?;
        let differs = |entry: &Entry| entry.checksum != stretch.after.checksum;
        Ok(there.first().is_some_and(differs))
    }

    /// Whether there is another entry here in the same place: one that moved there in this round.
    fn is_another_here(&mut self, entry: &Entry) -> Result<bool, PeerError> {
        let EntryId { tablet, seq } = &entry.id;
        let here = self.ledger.entries(tablet, seq.saturating_sub(1), 1)?;
        let differs = |here: &Entry| here.checksum != entry.checksum;
        Ok(here.first().is_some_and(differs))
    }

    /// Whether the first entry of the stretch was not taken in an earlier round.
    fn was_parked(&self, stretch: &Stretch, way: Way) -> bool {
        self.parked.iter().any(|parked| {
            parked.way == way
                && parked.place == self.place
                && parked.entry.tablet == stretch.series
                && parked.entry.seq == stretch.after.seq + 1
        })
    }

    /// Keeps what was found out. What this round parked.
    fn keep(&mut self, survey: &Survey, status: &Status) -> Result<Vec<Parked>, PeerError> {
        let place = &self.place;
        let refused = self.refused.drain(..);
        let parked: Vec<Parked> = refused
            .map(|(entry, way, why)| Parked::new(&entry, way, place, why, &status.at))
            .collect();
        let heard = survey.heard.iter();
        self.ledger.keep(Met {
            place: place.clone(),
            at: status.at.clone(),
            heads: self.there.clone(),
            heard: heard
                .map(|heard| (heard.tablet.clone(), heard.status.clone()))
                .collect(),
            parked: parked.clone(),
        })?;
        Ok(parked)
    }
}
