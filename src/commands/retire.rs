//! `waymark retire`: this tablet leaves its class. Everything is exported and brought to the others first;
//! only when nothing is on this tablet alone is it wiped, unless somebody says that it may be lost.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    error::CommandError,
    export::{self, ExportArgs},
    journal::counted,
    out::Out,
    places::{Places, now_at, time_zone},
    sync::meeting_place,
};
use crate::{
    app,
    domain::{
        event::{Actor, Event},
        pack::Pack,
        sharing::MeetingPlace,
    },
    storage::{self, Journal},
    sync::{self, Known, Meeting, Pace, PeerError},
};

#[derive(Args, Clone, Debug)]
pub(super) struct RetireArgs {
    /// Where everything is exported to first, outside of the data folder
    #[arg(long, value_name = "DIR")]
    export: PathBuf,
    /// Yes, wipe this tablet
    #[arg(long)]
    yes: bool,
    /// Wipe it even if entries are nowhere else but in the export
    #[arg(long, requires = "yes")]
    anyway: bool,
}

pub(super) fn retire(
    places: &Places,
    args: &RetireArgs,
    out: &mut Out,
) -> Result<(), CommandError> {
    let (pack, data) = (places.pack()?, places.data()?);
    let journal = Journal::open_to_read(&data)?;
    if !args.yes {
        let entries = counted(journal.len()?, "entry", "entries");
        return Err(CommandError::Refused(format!(
            "Retiring wipes {} with {entries}; nothing was changed. To export to {}, bring the rest to the other tablets and then wipe it, say the same again with --yes.",
            data.display(),
            args.export.display()
        )));
    }
    drop(journal);
    export::export(places, &ExportArgs::all(args.export.clone()), out)?;
    let now = now_at(&pack);
    let mut journal = places.journal(&now)?;
    let place = meeting_place(&pack, &journal)?;
    let alone = match &place {
        Some(place) => {
            leave(&mut journal, place, &pack, false)?;
            journal.standing()?.alone
        }
        None => journal.standing()?.alone,
    };
    if alone > 0 && !args.anyway {
        journal.close()?;
        return Err(CommandError::Refused(format!(
            "{} nobody else has; nothing was wiped. The export is in {}. To wipe all the same, add --anyway.",
            counted(alone, "entry", "entries"),
            args.export.display()
        )));
    }
    if let Some(place) = &place {
        let retired = Event::TabletRetired {
            name: pack.tablet.name.clone(),
        };
        journal.append(&now, &Actor::CommandLine, &[retired])?;
        match leave(&mut journal, place, &pack, true) {
            Err(error) if !args.anyway => return Err(error.into()),
            Err(error) => tracing::warn!(%error, "the others were not told"),
            Ok(()) => {}
        }
    }
    journal.close()?;
    storage::wipe(&data)?;
    if out.is_json() {
        return out.json(&json!({ "retired": true, "lost_to_others": alone }));
    }
    out.line(format_args!(
        "This tablet has left the class and is wiped. Its export is in {}.",
        args.export.display()
    ))
}

/// A last round; `retired` tells the others that it was the last.
fn leave(
    journal: &mut Journal,
    place: &MeetingPlace,
    pack: &Pack,
    retired: bool,
) -> Result<(), PeerError> {
    let known = match sync::known_class(journal, place)? {
        Some(known) => known,
        None => settle(journal, place)?,
    };
    let mut meeting = Meeting::new(place.clone(), journal.tablet().clone());
    let zone = time_zone(pack);
    sync::round(
        journal,
        meeting.peer(&known)?,
        Pace::QUICK,
        &mut |heads| {
            let mut status = app::status(&pack.tablet.name, &zone, heads);
            status.retired = retired;
            status
        },
        &mut |_| true,
    )
    .map(|_| ())
}

fn settle(journal: &mut Journal, place: &MeetingPlace) -> Result<Known, PeerError> {
    let there = sync::class_there(place, journal.tablet())?;
    Ok(sync::keep_class(journal, there, &mut rand::rng())?)
}
