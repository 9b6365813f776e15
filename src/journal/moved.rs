//! An entry in another place: what a tablet wrote under a name that another tablet goes by too is
//! written again under a new one.

use std::collections::BTreeMap;

use super::entry::{Checksum, Entry, EntryError, Head, Stored};
use crate::domain::ids::EntryId;

impl Entry {
    /// The same entry at the place `to`, after `before`: clock, wall time, actor and event to the
    /// letter, but that where the event names an entry of `moved`, it names the place where that is
    /// now.
    pub fn moved(
        &self,
        to: EntryId,
        before: &Head,
        moved: &BTreeMap<EntryId, EntryId>,
    ) -> Result<Self, EntryError> {
        let mut entry = Self::read(Stored {
            id: to,
            clock: self.clock,
            at: self.at_text().to_owned(),
            time_unsure: self.time_unsure,
            actor: self.actor_text().to_owned(),
            body: followed(&self.body, moved),
            checksum: Checksum::START,
        })?;
        entry.checksum = entry.checksum_after(&before.checksum);
        Ok(entry)
    }
}

/// The JSON with every string that is the name of a moved entry replaced by its new name; all else stays
/// to the letter. A name holds no letter that JSON escapes, so between two quotes that are not escaped
/// it is a whole string.
fn followed(body: &str, moved: &BTreeMap<EntryId, EntryId>) -> String {
    let mut escaped = false;
    let follow = |part: &str| {
        let old: Option<EntryId> = part.parse().ok().filter(|_| !escaped);
        escaped = part.ends_with('\\');
        let new = old.and_then(|old| moved.get(&old).filter(|_| old.to_string() == part));
        new.map_or_else(|| part.to_owned(), ToString::to_string)
    };
    let parts: Vec<String> = body.split('"').map(follow).collect();
    parts.join("\"")
}
