//! The two sides of a round: what a peer has to be able to do, and what this tablet has to.

use std::{collections::BTreeMap, error::Error};

use crate::{
    domain::ids::{ClassId, EntryId, TabletId},
    journal::{Damage, Entry, Head, Status},
    storage::{Met, Parked, Received, Standing, StorageError},
};

/// Somewhere that other tablets of the class can reach: a shared folder, a database server. It holds
/// entries of one class and changes none of them.
pub trait Peer {
    /// Where it is, in words for a teacher: a folder's path, a server's name. Never a password.
    fn place(&self) -> String;

    /// How far it has every series, what the other tablets said of themselves, and what is odd there.
    /// With nothing new it costs the same however much is there.
    fn survey(&mut self) -> Result<Survey, PeerError>;

    /// At the most `most` entries of a series, in order, right after number `after`; none where it has
    /// no more that can be read. What cannot be read is told by the next [`Peer::survey`].
    fn fetch(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, PeerError>;

    /// Adds entries of one series, in order, right after the last that it has. They are durable there
    /// when this returns, all but those refused by name, which the peer will not take the next time
    /// either.
    fn send(&mut self, entries: &[Entry]) -> Result<Vec<Refusal>, PeerError>;

    /// Whether it can have both ways of a series that went two ways, and shows every tablet the same one of
    /// those that it has: the one that keeps the name ([`Entry::claim`]). Otherwise it keeps the one that
    /// came first, and the other has to go.
    fn has_room_for_both(&self) -> bool {
        false
    }

    /// The ways of series that do not keep the name and lie there under it all the same, each from the
    /// entry on by which it differs; those that were not given before. Whoever left them there may never
    /// come back, so whoever sees them takes them in.
    fn branches(&mut self) -> Result<Vec<Vec<Entry>>, PeerError> {
        Ok(Vec::new())
    }

    /// All that [`Peer::branches`] gave is there under its new name by now: what this tablet left there
    /// under the old one may go.
    fn drop_branches(&mut self) -> Result<(), PeerError> {
        Ok(())
    }

    /// Takes the words out of entries that are scrubbed here since a child was deleted for good, wherever
    /// this tablet may: these are what stands in their place. Returns how much was written again. What
    /// other tablets put there they scrub themselves when they hear of it. A peer that keeps entries
    /// where this tablet may write has to do it.
    fn scrub(&mut self, _entries: &[Entry]) -> Result<u64, PeerError> {
        Ok(0)
    }

    /// Leaves word of how this tablet is, in the place of what it said before.
    fn tell(&mut self, status: &Status) -> Result<(), PeerError>;
}

/// This tablet's side of a round: its journal, wherever that is open.
pub trait Ledger {
    /// This tablet.
    fn tablet(&self) -> TabletId;

    /// How far every series is here.
    fn heads(&mut self) -> Result<BTreeMap<TabletId, Head>, StorageError>;

    /// At the most `most` entries of a series, in order, right after number `after`.
    fn entries(
        &mut self,
        series: &TabletId,
        after: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StorageError>;

    /// Takes in entries of other tablets and saves all that fit, as
    /// [`crate::storage::Journal::receive`] does.
    fn receive(&mut self, entries: Vec<Entry>) -> Result<Received, StorageError>;

    /// Moves what another tablet wrote from `first` on to another name, as
    /// [`crate::storage::Journal::part`] does.
    fn part(&mut self, first: &EntryId) -> Result<u64, StorageError>;

    /// Takes over the form in which entries are somewhere else, as [`crate::storage::Journal::take_form`]
    /// does. How many.
    fn take_form(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError>;

    /// Takes in entries under the name that they moved to, as [`crate::storage::Journal::take_in_branch`]
    /// does. How many were new.
    fn take_in_branch(&mut self, entries: Vec<Entry>) -> Result<u64, StorageError>;

    /// Keeps what a round found out, for the time in which the peer is away.
    fn keep(&mut self, met: Met) -> Result<(), StorageError>;

    /// What some side did not take.
    fn parked(&mut self) -> Result<Vec<Parked>, StorageError>;

    /// Who has what, as far as this tablet knows.
    fn standing(&mut self) -> Result<Standing, StorageError>;

    /// Which entries were scrubbed here since that place was told last, as they are now, and how far that
    /// is.
    fn to_scrub(&mut self, place: &str) -> Result<(u64, Vec<Entry>), StorageError>;

    /// That place has scrubbed its copies so far.
    fn scrubbed(&mut self, place: &str, far: u64) -> Result<(), StorageError>;
}

/// What a peer has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// The end of every series there.
    pub heads: BTreeMap<TabletId, Head>,
    /// What the tablets of the class said of themselves last.
    pub heard: Vec<Heard>,
    /// What lies there and cannot be used, in the order of its names.
    pub oddities: Vec<Oddity>,
}

/// What a tablet said of itself, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Who.
    pub tablet: TabletId,
    /// What it said.
    pub status: Status,
}

/// Something at a peer that cannot be used. It is left where it is and holds up nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Oddity {
    /// Its name there, made printable.
    pub name: String,
    /// What is wrong with it, as the end of a sentence: "is cut short".
    pub what: String,
}

/// An entry that a side does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub entry: EntryId,
    /// Why, in the words of whoever refuses.
    pub why: String,
}

/// Why a round could not be finished. What was copied before stays copied, and the next round goes on
/// from there.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// It cannot be reached now: a folder that is not there, a server that does not answer.
    #[error(
        "{place} cannot be reached. Everything is safe on this tablet; it tries again by itself."
    )]
    Away {
        /// Where.
        place: String,
        /// What the system says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// There is no room.
    #[error(
        "{place} is full. Everything is safe on this tablet. Make room there; it tries again by itself."
    )]
    Full {
        /// Where.
        place: String,
        /// What the system says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// It does not let this tablet in, or is not who it says it is.
    #[error(
        "{place} does not let this tablet in: {why}. Everything is safe on this tablet. Ask whoever looks after {place}."
    )]
    NotAllowed {
        /// Where.
        place: String,
        /// Why, in a few words.
        why: String,
    },
    /// Another class lives there.
    #[error(
        "{place} belongs to another class ({theirs}, this is {ours}). Nothing was copied. Choose another folder or server for this class."
    )]
    OtherClass {
        /// Where.
        place: String,
        /// Whose it is.
        theirs: ClassId,
        /// This class.
        ours: ClassId,
    },
    /// A newer program wrote it in a form that this one does not know.
    #[error(
        "{place} was set up by a newer Waymark. Nothing was copied. Bring Waymark up to date on this tablet."
    )]
    Newer {
        /// Where.
        place: String,
    },
    /// It has entries of this very tablet that this tablet never wrote: a copy of it writes too, or
    /// its file was set back.
    #[error(
        "{place} knows a tablet with this one's name that went on elsewhere, from entry {first}. Nothing was copied. Make this tablet a new one: its own entries move to the new name, none is lost."
    )]
    TwoOfUs {
        /// Where.
        place: String,
        /// The first entry that is not ours.
        first: EntryId,
    },
    /// It answers what makes no sense.
    #[error(
        "{place} answers what cannot be right: {what}. Everything is safe on this tablet; it tries again by itself."
    )]
    Nonsense {
        /// Where.
        place: String,
        /// What.
        what: String,
    },
    /// This tablet's own journal could not be read or written.
    #[error(transparent)]
    Here(#[from] StorageError),
}

impl From<Damage> for Refusal {
    fn from(damage: Damage) -> Self {
        let entry = match &damage {
            Damage::Missing { tablet, first, .. } => EntryId {
                tablet: tablet.clone(),
                seq: *first,
            },
            Damage::OutOfOrder { entry }
            | Damage::ChecksumMismatch { entry }
            | Damage::Forked { entry }
            | Damage::Unreadable { entry, .. }
            | Damage::Blank { entry }
            | Damage::Misfiled { entry, .. } => entry.clone(),
            Damage::File(_) => EntryId {
                tablet: TabletId::from(""),
                seq: 0,
            },
        };
        Self {
            entry,
            why: damage.to_string(),
        }
    }
}
