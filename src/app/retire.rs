//! Retiring a tablet, the same for the teacher's page and for the verb: a last round, an export that is
//! read back, and then everything that was kept here is removed. Each step is asked for by its own, so
//! that somebody can say yes or no between them; nothing is removed before the last.

use std::path::Path;

use jiff::Zoned;

use super::{class_files::Asks, sync::status};
use crate::{
    domain::{
        event::{Actor, Event},
        pack::Pack,
        sharing::MeetingPlace,
    },
    storage::{self, Journal, OpenError, StorageError},
    sync::{self, Ledger, Meeting, Pace, PeerError},
};

/// Why a tablet was not wiped, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum WipeError {
    /// Something was recorded after the export.
    #[error(
        "Something was recorded on this tablet after the export; nothing was wiped. Retire it again."
    )]
    WentOn,
    /// The others were not told.
    #[error(transparent)]
    NotTold(#[from] PeerError),
    /// The journal cannot be opened, or somebody uses it, or something cannot be removed.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<StorageError> for WipeError {
    fn from(error: StorageError) -> Self {
        Self::Open(error.into())
    }
}

/// How a tablet goes.
#[derive(Clone, Debug)]
pub(crate) struct Leaving<'a> {
    /// The class pack.
    pub(crate) pack: &'a Pack,
    /// Where it meets the others, if it does.
    pub(crate) place: Option<&'a MeetingPlace>,
    /// What the clock on the classroom's wall says.
    pub(crate) now: Zoned,
    /// How much a round takes at a time.
    pub(crate) pace: Pace,
}

impl Leaving<'_> {
    /// A round: what the others lack goes to them. Nothing where the tablet meets nobody. `go_on` is asked
    /// between two batches.
    pub(crate) fn share<L: Asks + Ledger>(
        &self,
        journal: &mut L,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), PeerError> {
        self.round(journal, false, go_on)
    }

    fn round<L: Asks + Ledger>(
        &self,
        journal: &mut L,
        retired: bool,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), PeerError> {
        let Some(place) = self.place else {
            return Ok(());
        };
        let asked = place.clone();
        let known = journal.ask(move |journal| sync::known_class(journal, &asked))?;
        let known = if let Some(known) = known {
            known
        } else {
            let there = sync::class_there(place, &Ledger::tablet(journal))?;
            journal.ask(move |journal| sync::keep_class(journal, there, &mut rand::rng()))?
        };
        let mut meeting = Meeting::new(place.clone(), Ledger::tablet(journal));
        let (name, zone) = (&self.pack.tablet.name, self.now.time_zone());
        let mut tell = |heads: &_| {
            let mut status = status(name, zone, heads);
            status.retired = retired;
            status
        };
        let peer = meeting.peer(&known)?;
        sync::round(journal, peer, self.pace, &mut tell, &mut |_| go_on()).map(|_| ())
    }

    /// Removes everything that was kept in `data`, if this tablet has written no more than `own` entries.
    /// The others are told that it left, where `tells` says so.
    pub(crate) fn wipe(
        &self,
        mut journal: Journal,
        data: &Path,
        own: u64,
        actor: &Actor,
        tells: Tells,
    ) -> Result<(), WipeError> {
        let heads = journal.heads()?;
        if heads.get(journal.tablet()).map_or(0, |head| head.seq) != own {
            journal.close()?;
            return Err(WipeError::WentOn);
        }
        if self.place.is_some() && tells != Tells::Nobody {
            let name = self.pack.tablet.name.clone();
            journal.append(&self.now, actor, &[Event::TabletRetired { name }])?;
            match self.round(&mut journal, true, &mut || true) {
                Err(error) if tells == Tells::OrStays => return Err(error.into()),
                Err(error) => tracing::warn!(%error, "the others were not told"),
                Ok(()) => {}
            }
        }
        journal.close()?;
        Ok(storage::wipe(data)?)
    }
}

/// Whether the others are told that a tablet left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tells {
    /// They have to be, or it is not wiped.
    OrStays,
    /// If that can be done.
    IfItCan,
    /// Where they meet is away: it would only be waited for.
    Nobody,
}
