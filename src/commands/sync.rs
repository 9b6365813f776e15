//! `waymark sync`: a round with the place where the tablets of the class meet, once or again and again,
//! beside a running kiosk or without one; and how this tablet stands to the others. Copies entries and
//! nothing else: no child is added, changed or removed by it.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::{Args, Subcommand};
use rand::RngExt as _;
use serde_json::json;

use super::{
    error::CommandError,
    journal::counted,
    out::Out,
    places::{Places, now_at, time_zone},
    progress::Progress,
    stop::Stop,
    sync_gone::{GoneArgs, gone},
    sync_setup::{SetupArgs, setup_postgres},
};
use crate::{
    app,
    domain::{
        pack::Pack,
        sharing::{Hindrance, MeetingPlace, Sharing, Trouble},
    },
    storage::{Journal, Setting, StorageError},
    sync::{self, Known, Meeting, Outcome, Pace, PeerError, Rhythm},
};

#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct SyncArgs {
    /// One round, then end
    #[arg(long)]
    once: bool,
    /// Meet at this folder, like a stick that was just plugged in, instead of where kiosk.toml says
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<SyncVerb>,
}

#[derive(Clone, Debug, Subcommand)]
enum SyncVerb {
    /// Show who has what, without a round
    Status,
    /// Tell the others that a tablet is lost or broken and will not come back
    Gone(GoneArgs),
    /// Make room for a class on a PostgreSQL server, and print a way in for each tablet
    SetupPostgres(SetupArgs),
}

/// How often it is looked whether something happened.
const LOOK: Duration = Duration::from_secs(1);

pub(super) fn sync(places: &Places, args: SyncArgs, out: &mut Out) -> Result<(), CommandError> {
    match args.verb {
        Some(SyncVerb::Status) => return status(places, out),
        Some(SyncVerb::Gone(args)) => return gone(places, &args, out),
        Some(SyncVerb::SetupPostgres(args)) => return setup_postgres(args, out),
        None => {}
    }
    let pack = places.pack()?;
    let journal = places.journal(&now_at(&pack))?;
    let place = match args.folder {
        // A stick is named as it is seen from here, and met again by its whole name.
        Some(folder) => MeetingPlace::Folder(
            folder
                .canonicalize()
                .map_err(CommandError::file(folder, "read"))?,
        ),
        None => meeting_place(&pack, &journal)?.ok_or_else(nowhere)?,
    };
    let mut side = Side {
        meeting: Meeting::new(place.clone(), journal.tablet().clone()),
        journal,
        place,
        pack,
        stop: Stop::default(),
    };
    if !args.once {
        side.stop = Stop::wait()?;
        let ended = side.keep_going(out);
        side.journal.close()?;
        return ended;
    }
    let made = side.round();
    let told = match &made {
        Ok(outcome) => side.tell(outcome, out),
        Err(_) => Ok(()),
    };
    side.journal.close()?;
    made?;
    told
}

fn nowhere() -> CommandError {
    CommandError::Refused(
        "No place is named where the tablets of the class meet; nothing was copied. Name one under [sync] in kiosk.toml, or a folder with --folder."
            .to_owned(),
    )
}

/// Where the tablets meet: what the class pack says, else what joining left.
pub(super) fn meeting_place(
    pack: &Pack,
    journal: &Journal,
) -> Result<Option<MeetingPlace>, StorageError> {
    if let Some(place) = &pack.tablet.sync {
        return Ok(Some(place.clone()));
    }
    let kept = journal.setting(Setting::MeetingPlace)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// This tablet's side, and the place.
struct Side {
    journal: Journal,
    place: MeetingPlace,
    meeting: Meeting,
    pack: Pack,
    stop: Stop,
}

impl Side {
    fn round(&mut self) -> Result<Outcome, PeerError> {
        let known = match sync::known_class(&self.journal, &self.place)? {
            Some(known) => known,
            None => self.settle()?,
        };
        let (name, zone) = (self.pack.tablet.name.clone(), time_zone(&self.pack));
        let mut progress = Progress::new("Copying", None);
        let stop = &self.stop;
        let made = sync::round(
            &mut self.journal,
            self.meeting.peer(&known)?,
            Pace::QUICK,
            &mut |heads| app::status(&name, &zone, heads),
            &mut |done| {
                progress.at(done.sent + done.fetched);
                !stop.is_asked()
            },
        );
        if made.is_err() {
            self.meeting.leave();
        }
        made
    }

    fn settle(&mut self) -> Result<Known, PeerError> {
        let there = sync::class_there(&self.place, self.journal.tablet())?;
        Ok(sync::keep_class(
            &mut self.journal,
            there,
            &mut rand::rng(),
        )?)
    }

    /// Round after round until the program is asked to end, which it does between two batches: what was
    /// copied is durable. A place that is away is waited for.
    fn keep_going(&mut self, out: &mut Out) -> Result<(), CommandError> {
        let started = Instant::now();
        let mut rhythm = Rhythm::default();
        let mut last = None;
        while !self.stop.is_asked() {
            if rhythm.due() <= started.elapsed() {
                match self.round() {
                    Ok(outcome) => {
                        rhythm.went_well(started.elapsed());
                        if last.is_some() || outcome.sent + outcome.fetched > 0 {
                            self.tell(&outcome, out)?;
                        }
                        last = None;
                    }
                    Err(PeerError::Here(error)) => return Err(error.into()),
                    Err(error) => {
                        rhythm.failed(started.elapsed(), rand::rng().random());
                        let said = error.to_string();
                        if last.as_ref() != Some(&said) {
                            tracing::warn!("{said}");
                        }
                        last = Some(said);
                    }
                }
                out.flush()?;
            }
            self.stop.wait_for(LOOK);
            if self.journal.catch_up()? {
                rhythm.recorded(started.elapsed());
            }
            if self.meeting.has_news() {
                rhythm.now(started.elapsed());
            }
        }
        Ok(())
    }

    fn tell(&mut self, outcome: &Outcome, out: &mut Out) -> Result<(), CommandError> {
        let parked = self.journal.parked()?;
        let mut sharing = sync::account(Some(self.meeting.in_words()), &outcome.standing, &parked);
        sharing.odd = sync::odd(&outcome.oddities);
        if out.is_json() {
            let mut said = as_json(&sharing);
            if let Some(fields) = said.as_object_mut() {
                fields.insert("sent".to_owned(), json!(outcome.sent));
                fields.insert("fetched".to_owned(), json!(outcome.fetched));
            }
            return out.json(&said);
        }
        let sent = counted(outcome.sent, "entry", "entries");
        let fetched = counted(outcome.fetched, "entry", "entries");
        let place = self.meeting.in_words();
        out.line(format_args!("{place}: {sent} sent, {fetched} fetched."))?;
        for odd in &sharing.odd {
            out.line(format_args!("odd: {} {}", odd.name, odd.what))?;
        }
        for parked in &sharing.parked {
            let (entry, from) = (&parked.entry, &parked.from);
            out.line(format_args!("not taken: {entry} of {from}: {}", parked.why))?;
        }
        out.line(alone(&sharing))
    }
}

fn status(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let pack = places.pack()?;
    let journal = places.journal_to_read()?;
    let sharing = known(&pack, &journal)?;
    let class = journal.setting(Setting::ClassId)?;
    if out.is_json() {
        let mut said = as_json(&sharing);
        if let Some(fields) = said.as_object_mut() {
            fields.insert("class".to_owned(), json!(class));
        }
        return out.json(&said);
    }
    out.line(in_words(&sharing))?;
    if let Some(class) = class {
        out.line(format_args!("Class {class}."))?;
    }
    for tablet in &sharing.tablets {
        let (name, id) = (&tablet.name, &tablet.tablet);
        let at = tablet.heard.strftime("%F %H:%M");
        let owes = counted(tablet.owes, "entry", "entries");
        let left = if tablet.retired {
            ", left the class"
        } else {
            ""
        };
        out.line(format_args!(
            "{name} ({id}): last heard {at}{left}; {owes} of it not here yet"
        ))?;
    }
    for parked in &sharing.parked {
        let (entry, from) = (&parked.entry, &parked.from);
        out.line(format_args!("not taken: {entry} of {from}: {}", parked.why))?;
    }
    Ok(())
}

/// What the journal knows of the other tablets, without asking anybody.
fn known(pack: &Pack, journal: &Journal) -> Result<Sharing, StorageError> {
    let place = meeting_place(pack, journal)?.map(|place| place.in_words());
    Ok(sync::account(
        place,
        &journal.standing()?,
        &journal.parked()?,
    ))
}

/// The same, and whether the place can be reached now. Nothing is copied.
pub(super) fn asked(pack: &Pack, journal: &Journal) -> Result<Sharing, StorageError> {
    let mut sharing = known(pack, journal)?;
    let Some(place) = meeting_place(pack, journal)? else {
        return Ok(sharing);
    };
    let found = match sync::known_class(journal, &place)? {
        Some(known) => {
            let mut meeting = Meeting::new(place, journal.tablet().clone());
            let survey = meeting.peer(&known).and_then(sync::Peer::survey);
            survey.map(|survey| sharing.odd = sync::odd(&survey.oddities))
        }
        None => sync::class_there(&place, journal.tablet()).map(|_| ()),
    };
    sharing.trouble = found.err().map(|error| Trouble {
        what: Hindrance::from(&error),
        since: now_at(pack).datetime(),
    });
    Ok(sharing)
}

fn as_json(sharing: &Sharing) -> serde_json::Value {
    let tablets = sharing.tablets.iter().map(|tablet| {
        json!({
            "tablet": tablet.tablet,
            "name": tablet.name,
            "heard": tablet.heard.to_string(),
            "owes": tablet.owes,
            "retired": tablet.retired,
        })
    });
    let odd = sharing.odd.iter();
    let parked = sharing.parked.iter().map(|parked| {
        json!({ "entry": parked.entry.to_string(), "from": parked.from, "why": parked.why })
    });
    json!({
        "place": sharing.place,
        "alone": sharing.alone,
        "alone_since": sharing.alone_since.map(|since| since.to_string()),
        "tablets": tablets.collect::<Vec<_>>(),
        "odd": odd.map(|odd| json!({ "name": odd.name, "what": odd.what })).collect::<Vec<_>>(),
        "parked": parked.collect::<Vec<_>>(),
    })
}

/// How this tablet stands to the others, in a sentence or two.
pub(super) fn in_words(sharing: &Sharing) -> String {
    let Some(place) = &sharing.place else {
        return format!("Not set up. {}", alone(sharing));
    };
    let how = match (&sharing.trouble, sharing.in_step) {
        (Some(trouble), _) => match &trouble.what {
            Hindrance::Away => format!("{place} cannot be reached now."),
            Hindrance::Full => format!("{place} is full. Make room there."),
            Hindrance::NotAllowed(why) => {
                format!("{place} does not let this tablet in: {why}. Ask whoever looks after it.")
            }
            Hindrance::OtherClass => {
                format!("{place} belongs to another class. Choose another place in kiosk.toml.")
            }
            Hindrance::Newer => {
                format!("{place} was set up by a newer Waymark. Bring Waymark up to date.")
            }
            Hindrance::TwoOfUs(_) => {
                "Another tablet goes by this one's name, so nothing is copied. Make it a new one on its page of tablets.".to_owned()
            }
            Hindrance::Nonsense(why) => format!("{place} answers what cannot be right: {why}."),
            Hindrance::Here => "The journal could not be read.".to_owned(),
        },
        (None, Some(at)) => format!("{place}: last there {}.", at.strftime("%F %H:%M")),
        (None, None) => format!("{place}: no round has finished yet."),
    };
    format!("{how} {}", alone(sharing))
}

/// What is on this tablet alone.
fn alone(sharing: &Sharing) -> String {
    match (sharing.alone, sharing.alone_since) {
        (0, _) => "Nothing is on this tablet alone.".to_owned(),
        (some, Some(since)) => format!(
            "{} nobody else has since {}.",
            counted(some, "entry", "entries"),
            since.strftime("%F %H:%M")
        ),
        (some, None) => format!("{} nobody else has.", counted(some, "entry", "entries")),
    }
}
