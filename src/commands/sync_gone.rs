//! `waymark sync gone`: a tablet is lost or broken, and some other tablet says so in its stead. The others
//! no longer wait for it; everything that it brought to the others stays. It does not keep the lost tablet
//! out: that is for whoever looks after the place.

use clap::Args;
use serde_json::json;

use super::{
    error::CommandError,
    journal::counted,
    out::Out,
    places::{Places, now_at},
    sync::meeting_place,
};
use crate::{
    domain::{
        event::{Actor, Event},
        sharing::MeetingPlace,
    },
    journal::Status,
    storage::TabletStanding,
    sync::{self, Meeting, PeerError},
};

#[derive(Args, Clone, Debug)]
pub(super) struct GoneArgs {
    /// Which tablet, by its id as `waymark sync status` shows it
    #[arg(value_name = "ID")]
    tablet: String,
}

pub(super) fn gone(places: &Places, args: &GoneArgs, out: &mut Out) -> Result<(), CommandError> {
    let pack = places.pack()?;
    let now = now_at(&pack);
    let mut journal = places.journal(&now)?;
    let id = args.tablet.to_ascii_uppercase();
    if journal.tablet().as_str() == id {
        return Err(CommandError::Refused(
            "That is this tablet itself; nothing was changed. `waymark retire` takes it out of the class."
                .to_owned(),
        ));
    }
    let standing = journal.standing()?;
    let known = standing
        .tablets
        .iter()
        .find(|known| known.tablet.as_str() == id);
    let Some(other) = known.cloned() else {
        return Err(CommandError::Refused(format!(
            "No tablet with the id `{}` was heard of; nothing was changed. `waymark sync status` shows the ids.",
            id.escape_debug()
        )));
    };
    let Some(place) = meeting_place(&pack, &journal)? else {
        return Err(CommandError::Refused(
            "No place is named where the tablets of the class meet; nothing was changed. Name one under [sync] in kiosk.toml."
                .to_owned(),
        ));
    };
    let Some(known) = sync::known_class(&journal, &place)? else {
        return Err(CommandError::Refused(
            "This tablet has not met the others yet; nothing was changed. Run `waymark sync --once` first."
                .to_owned(),
        ));
    };
    let status = Status {
        retired: true,
        ..other.status.clone()
    };
    tell_for(&place, &known, &other, &status)?;
    let retired = Event::TabletRetired {
        name: other.status.name.clone(),
    };
    journal.append(&now, &Actor::CommandLine, &[retired])?;
    journal.close()?;
    if out.is_json() {
        return out.json(&json!({
            "tablet": other.tablet,
            "name": other.status.name,
            "here": other.here,
            "owes": other.owes,
        }));
    }
    out.line(in_words(&other))?;
    out.line("The others no longer wait for it. What it recorded after that is lost with it, unless it comes back. It still has its way in: whoever looks after the server or the folder can take that away.")
}

/// Leaves word in the place of a tablet that cannot.
fn tell_for(
    place: &MeetingPlace,
    known: &sync::Known,
    other: &TabletStanding,
    status: &Status,
) -> Result<(), PeerError> {
    let mut meeting = Meeting::new(place.clone(), other.tablet.clone());
    meeting.peer(known)?.tell(status)
}

/// What was heard of a tablet last, and how much of it is here.
pub(super) fn in_words(other: &TabletStanding) -> String {
    let at = other.status.at.strftime("%F %H:%M");
    let here = counted(other.here, "entry", "entries");
    let owes = match other.owes {
        0 => String::new(),
        owes => format!(", {owes} that it had by then are not"),
    };
    format!(
        "{} ({}): last heard {at}, {here} of it here{owes}.",
        other.status.name, other.tablet
    )
}
