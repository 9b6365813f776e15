//! What a teacher is told of each part of the tablet: how it is, and where it is not well, what to do.

use jiff::civil;

use crate::domain::{
    health::{Camera, Database, Fact, LITTLE_SPACE, NO_SPACE, Printer, Readers, Sound, State},
    mishap,
    sharing::{Hindrance, Sharing},
};

use super::{super::View, mishaps, print};

/// The key of the name of a part.
pub(super) fn part(fact: &Fact) -> &'static str {
    match fact {
        Fact::Pack(_) => "desk-part-pack",
        Fact::Database(_) => "desk-part-database",
        Fact::Disk(_) => "desk-part-disk",
        Fact::Clock { .. } => "desk-part-clock",
        Fact::Readers(_) => "desk-part-readers",
        Fact::Scanner(_) => "desk-part-scanner",
        Fact::Sound(_) => "desk-part-sound",
        Fact::Printer(_) => "desk-part-printer",
        Fact::Camera(_) => "desk-part-camera",
        Fact::Sync(_) => "desk-part-sync",
    }
}

/// The key of the word for how it is.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Works => "desk-state-works",
        State::LookAt => "desk-state-look-at",
        State::DoesNotWork => "desk-state-broken",
        State::NotYet => "desk-state-not-used",
    }
}

/// How it is, and what to do.
pub(super) fn sentence(view: &View<'_>, fact: &Fact) -> String {
    let say = view.say;
    match fact {
        Fact::Pack(0) => say.text("desk-fact-pack"),
        Fact::Pack(count) => say.count("desk-fact-pack-problems", *count, &[]),
        Fact::Database(database) => of_database(view, database),
        Fact::Disk(free) => of_disk(view, *free),
        Fact::Clock { fits, says } => {
            let when = format!("{} {}", say.date("desk-day", says.date()), time(*says));
            let key = if *fits {
                "desk-fact-clock"
            } else {
                "desk-fact-clock-wrong"
            };
            say.with(key, &[("when", &when)])
        }
        Fact::Readers(readers) => match readers {
            Readers::Unknown => say.text("desk-fact-not-looked"),
            Readers::Off => say.text("desk-fact-off"),
            Readers::NoService => say.text("desk-fact-readers-no-service"),
            Readers::Found(names) if names.is_empty() => say.text("desk-fact-readers-none"),
            Readers::Found(names) => {
                let names = names.join(", ");
                say.with("desk-fact-readers", &[("names", &names)])
            }
        },
        Fact::Scanner(true) => say.text("desk-fact-scanner"),
        Fact::Scanner(false) => say.text("desk-fact-off"),
        Fact::Sound(sound) => say.text(match sound {
            Sound::Unknown => "desk-fact-not-looked",
            Sound::Off => "desk-fact-off",
            Sound::NoDevice => "desk-fact-sound-none",
            Sound::NoNames => "desk-fact-sound-no-names",
            Sound::Works => "desk-fact-sound",
        }),
        Fact::Printer(printer) => match printer {
            Printer::Unknown => say.text("desk-fact-printer-silent"),
            Printer::NoService => say.text("desk-fact-printer-no-service"),
            Printer::None => say.text("desk-fact-printer-none"),
            Printer::NoDefault(count) => say.count("desk-fact-printer-no-default", *count, &[]),
            Printer::Default(name) => say.with("desk-fact-printer", &[("name", name)]),
            Printer::Needs(name, need) => {
                let need = say.text(print::need_key(*need));
                let names = [("name", name.as_str()), ("need", &need)];
                say.with("desk-fact-printer-needs", &names)
            }
        },
        Fact::Camera(camera) => match camera {
            Camera::Off => say.text("desk-fact-camera-off"),
            Camera::Unknown => say.text("desk-fact-not-looked"),
            Camera::Missing => say.text("desk-fact-camera-missing"),
            Camera::Busy => say.text("desk-fact-camera-busy"),
            Camera::NotAllowed => say.text("desk-fact-camera-not-allowed"),
            Camera::NoPicture => say.text("desk-fact-camera-no-picture"),
            Camera::NotHere => say.text("desk-fact-camera-not-here"),
            Camera::Works(place) => say.with("desk-fact-camera", &[("place", place)]),
        },
        Fact::Sync(sharing) => of_sharing(view, sharing),
    }
}

fn of_disk(view: &View<'_>, free: Option<u64>) -> String {
    let key = match free {
        None => return view.say.text("desk-fact-disk-unknown"),
        Some(..NO_SPACE) => "desk-fact-disk-full",
        Some(..LITTLE_SPACE) => "desk-fact-disk-little",
        Some(_) => "desk-fact-disk",
    };
    view.say
        .with(key, &[("free", &size(free.unwrap_or_default()))])
}

fn of_database(view: &View<'_>, database: &Database) -> String {
    let say = view.say;
    if database.in_trouble {
        return say.text("desk-fact-database-trouble");
    }
    if database.restored {
        return say.text("desk-fact-database-restored");
    }
    let last = match database.last {
        Some(last) => when(view, last),
        None => say.text("desk-fact-never"),
    };
    let copied = database.copied.map_or_else(
        || say.text("desk-fact-never"),
        |day| say.date("desk-day", day),
    );
    let count = usize::try_from(database.entries).unwrap_or(usize::MAX);
    let size = size(database.bytes);
    say.count(
        "desk-fact-database",
        count,
        &[("size", &size), ("last", &last), ("copied", &copied)],
    )
}

/// What keeps rounds from their end, if anything does, and what is on this tablet alone.
fn of_sharing(view: &View<'_>, sharing: &Sharing) -> String {
    let say = view.say;
    let alone = usize::try_from(sharing.alone).unwrap_or(usize::MAX);
    let Some(place) = &sharing.place else {
        return say.count("desk-fact-sync", alone, &[]);
    };
    let only = match (alone, sharing.alone_since) {
        (0, _) => say.text("desk-sync-none"),
        (_, Some(since)) => say.count("desk-sync-alone", alone, &[("when", &when(view, since))]),
        (_, None) => say.count("desk-sync-only", alone, &[]),
    };
    let how = match (&sharing.trouble, sharing.in_step) {
        (Some(trouble), _) => {
            let since = when(view, trouble.since);
            let names = |why| {
                [
                    ("place", place.as_str()),
                    ("when", since.as_str()),
                    ("why", why),
                ]
            };
            match &trouble.what {
                Hindrance::Away => say.with("desk-sync-away", &names("")),
                Hindrance::Full => say.with("desk-sync-full", &names("")),
                Hindrance::NotAllowed(why) => {
                    let why = mishaps::refused(say, why);
                    say.with("desk-sync-refused", &names(&why))
                }
                Hindrance::OtherClass => say.with("desk-sync-other-class", &names("")),
                Hindrance::Newer => say.with("desk-sync-newer", &names("")),
                Hindrance::TwoOfUs(_) => return say.text("desk-sync-two-of-us"),
                Hindrance::Nonsense(why) if mishap::is_of_the_marker(why) => {
                    say.with("desk-sync-marker", &names(""))
                }
                Hindrance::Nonsense(why) => say.with("desk-sync-nonsense", &names(why)),
                Hindrance::Here => say.with("desk-sync-here", &names("")),
            }
        }
        (None, Some(at)) => say.with("desk-sync-in-step", &[("when", &when(view, at))]),
        (None, None) => say.text("desk-sync-not-yet"),
    };
    format!("{how} {only}")
}

/// A time of day, with its day where that is not today.
pub(super) fn when(view: &View<'_>, at: civil::DateTime) -> String {
    if at.date() == view.ctx.moment.wall.date() {
        return time(at);
    }
    format!("{} {}", view.say.date("desk-day", at.date()), time(at))
}

pub(super) fn time(at: civil::DateTime) -> String {
    at.strftime("%H:%M").to_string()
}

/// A number of bytes as people say it.
fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    if bytes < 1e9 {
        format!("{:.1} MB", bytes / 1e6)
    } else {
        format!("{:.1} GB", bytes / 1e9)
    }
}
