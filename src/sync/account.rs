//! What is told of the other tablets, made of what a round and the journal know. Nothing in it is about
//! a child.

use jiff::civil;

use super::peer::{Oddity, PeerError};
use crate::{
    domain::{
        ids::TabletId,
        sharing::{Hindrance, Odd, OtherTablet, Parked, Sharing},
    },
    storage::{self, Standing},
};

impl From<&PeerError> for Hindrance {
    fn from(error: &PeerError) -> Self {
        match error {
            PeerError::Away { .. } => Self::Away,
            PeerError::Full { .. } => Self::Full,
            PeerError::NotAllowed { why, .. } => Self::NotAllowed(why.clone()),
            PeerError::OtherClass { .. } => Self::OtherClass,
            PeerError::Newer { .. } => Self::Newer,
            PeerError::TwoOfUs { first, .. } => Self::TwoOfUs(first.clone()),
            PeerError::Nonsense { what, .. } => Self::Nonsense(what.clone()),
            PeerError::Here(_) => Self::Here,
        }
    }
}

/// What is known of the others at `place`, without what only a round can tell.
#[must_use]
pub fn account(place: Option<String>, standing: &Standing, parked: &[storage::Parked]) -> Sharing {
    let name_of = |tablet: &TabletId| {
        let known = standing
            .tablets
            .iter()
            .find(|known| known.tablet == *tablet);
        known.map_or_else(|| tablet.to_string(), |known| known.status.name.clone())
    };
    let mut tablets: Vec<_> = standing
        .tablets
        .iter()
        .map(|known| OtherTablet {
            tablet: known.tablet.clone(),
            name: known.status.name.clone(),
            heard: known.status.at.datetime(),
            owes: known.owes,
            retired: known.status.retired,
        })
        .collect();
    tablets.sort_by(|one, other| (one.retired, &one.name).cmp(&(other.retired, &other.name)));
    let parked = parked.iter().map(|parked| Parked {
        entry: parked.entry.clone(),
        from: name_of(&parked.entry.tablet),
        why: parked.why.clone(),
    });
    let in_step: Option<civil::DateTime> = place.as_ref().and_then(|place| {
        let mut places = standing.places.iter();
        // Where a round broke off, something is still lacking that was here by then.
        let later = |at| {
            standing
                .alone_since
                .as_ref()
                .is_some_and(|since| since > at)
        };
        let here =
            places.find(|known| known.place == *place && (known.lacks == 0 || later(&known.at)));
        here.map(|known| known.at.datetime())
    });
    Sharing {
        place,
        alone: standing.alone,
        alone_since: standing.alone_since.as_ref().map(jiff::Zoned::datetime),
        in_step,
        trouble: None,
        tablets,
        odd: Vec::new(),
        parked: parked.collect(),
        busy: false,
        fetched: None,
    }
}

/// What cannot be used, for whoever reads it.
#[must_use]
pub fn odd(oddities: &[Oddity]) -> Vec<Odd> {
    let odd = oddities.iter().map(|oddity| Odd {
        name: oddity.name.clone(),
        what: oddity.what.clone(),
    });
    odd.collect()
}
