//! `waymark join`: this tablet joins the class of another one, by the code that it shows. A tablet that
//! has records of children of its own is left as it is.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::{
    error::CommandError,
    journal::counted,
    out::Out,
    places::{Places, now_at, students_checksum, time_zone},
    progress::Progress,
};
use crate::{
    app,
    domain::{
        event::{Actor, Event},
        ids::{ClassId, TabletId},
        joining::JoinCode,
        pack::Pack,
        sharing::MeetingPlace,
    },
    storage::{self, Journal, OpenError, Setting},
    sync::{self, Known, Meeting, Outcome, Pace, PeerError},
};

#[derive(Args, Clone, Debug)]
pub(super) struct JoinArgs {
    /// The code that the other tablet shows; spaces do not matter
    #[arg(required = true)]
    code: Vec<String>,
    /// Where the shared folder is on this tablet, if not where it is on the other
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn join(places: &Places, args: &JoinArgs, out: &mut Out) -> Result<(), CommandError> {
    let code = JoinCode::read(&args.code.concat())
        .map_err(|error| CommandError::Refused(error.to_string()))?;
    let pack = places.pack()?;
    let data = places.data()?;
    let here = match Journal::open_to_read(&data) {
        Ok(journal) if journal.is_fresh()? => journal.tablet().clone(),
        Ok(_) => {
            return Err(CommandError::Refused(
                "This tablet has records of children of its own; nothing was changed. Export them, retire this tablet, and join then."
                    .to_owned(),
            ));
        }
        Err(OpenError::Missing(_)) => TabletId::from(""),
        Err(error) => return Err(error.into()),
    };
    let folder = args.folder.as_ref().map(|folder| {
        let whole = folder.canonicalize();
        whole.unwrap_or_else(|_| folder.clone())
    });
    if let Some(other) = &pack.tablet.sync
        && !is_same(other, &code, folder.as_ref())
    {
        return Err(CommandError::Refused(format!(
            "kiosk.toml says that this tablet meets others at {}; nothing was changed. Put a # in front of [sync] there and of what follows, then join.",
            other.in_words()
        )));
    }
    let now = now_at(&pack);
    storage::nobody_has(&data)?;
    let checksum = students_checksum(&places.class()?)?;
    let place = sync::accept(
        &code,
        folder.as_deref(),
        &here,
        Timestamp::now(),
        &mut rand::rng(),
    )?;
    let mut journal = storage::begin_anew(&data, &now, &mut rand::rng())?;
    settle(&mut journal, &code.class, &place)?;
    // Its own list of children is a sample, and not the class's.
    let own = Event::PackPublished { checksum };
    journal.append(&now, &Actor::CommandLine, &[own])?;
    let fetched = first_round(&mut journal, &place, &code.class, &pack);
    journal.close()?;
    let outcome = fetched.map_err(|error| {
        CommandError::Refused(format!(
            "This tablet is one of {} now, but not everything is here yet: {error} Run `waymark sync --once`, or start the kiosk: either goes on from here.",
            code.name
        ))
    })?;
    if out.is_json() {
        return out.json(&json!({
            "class": code.class,
            "name": code.name,
            "place": place.in_words(),
            "fetched": outcome.fetched,
        }));
    }
    out.line(format_args!(
        "This tablet is one of {} now: {} fetched from {}.",
        code.name,
        counted(outcome.fetched, "entry", "entries"),
        place.in_words()
    ))
}

fn is_same(place: &MeetingPlace, code: &JoinCode, folder: Option<&PathBuf>) -> bool {
    match (place, &code.place) {
        (MeetingPlace::Folder(own), MeetingPlace::Folder(path)) => own == folder.unwrap_or(path),
        _ => false,
    }
}

/// Keeps whose tablet this is and where it meets the others.
pub(super) fn settle(
    journal: &mut Journal,
    class: &ClassId,
    place: &MeetingPlace,
) -> Result<(), CommandError> {
    let kept = serde_json::to_string(place)
        .map_err(|error| CommandError::Refused(format!("The place cannot be kept ({error}).")))?;
    journal.set(Setting::ClassId, class.as_str())?;
    Ok(journal.set(Setting::MeetingPlace, &kept)?)
}

/// Everything that is there comes here.
pub(super) fn first_round(
    journal: &mut Journal,
    place: &MeetingPlace,
    class: &ClassId,
    pack: &Pack,
) -> Result<Outcome, PeerError> {
    let mut meeting = Meeting::new(place.clone(), journal.tablet().clone());
    let known = Known {
        class: class.clone(),
        was_there: true,
    };
    let mut progress = Progress::new("Copying", None);
    let zone = time_zone(pack);
    sync::round(
        journal,
        meeting.peer(&known)?,
        Pace::QUICK,
        &mut |heads| app::status(&pack.tablet.name, &zone, heads),
        &mut |done| {
            progress.at(done.sent + done.fetched);
            true
        },
    )
}
