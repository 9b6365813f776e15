//! `waymark doctor`: looks at every part the kiosk needs and says what to do. Changes nothing but a
//! probe file, which it removes.

mod camera;
mod paper;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
    sync::mpsc,
    time::Duration,
};

use jiff::{Unit, Zoned};
use serde::Serialize;

use super::{error::CommandError, journal::counted, out::Out, places::Places, sync};
use crate::{
    config,
    devices::{
        disk, display, printer,
        reader::{CardReaders, ReaderReport},
        speaker::{Library, Speaker, SpeakerReport, voice_program},
    },
    domain::{
        event::Holder,
        health::{self, Fact, Readers, State},
        ids::Lang,
        pack::{Inches, Pack},
        utterance::Recordings,
    },
    look::voice,
    storage::{self, Journal, OpenError, Setting, StorageError},
};

/// One part, and how it is.
#[derive(Debug, Serialize)]
struct Finding {
    part: &'static str,
    state: State,
    text: String,
}

/// A word for how it is.
fn words(state: State) -> &'static str {
    match state {
        State::Works => "works",
        State::LookAt => "look at",
        State::DoesNotWork => "does not work",
        State::NotYet => "not yet",
    }
}

/// How long the card readers may take to say that they are there.
const PATIENCE: Duration = Duration::from_secs(2);

/// A copy of the journal older than this many days is worth a look.
const OLD_COPY: i32 = 7;

pub(super) fn doctor(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let (class, data) = (places.class()?, places.data()?);
    let pack = config::load(&class);
    let mut findings = vec![match &pack {
        Ok(pack) => class_pack(&class, pack),
        Err(problems) => Finding {
            part: "class pack",
            state: State::DoesNotWork,
            text: format!(
                "{} in {}. `waymark check` lists what to mend.",
                counted(problems.as_slice().len() as u64, "problem", "problems"),
                class.display()
            ),
        },
    }];
    let pack = pack.ok();
    findings.push(data_folder(&data));
    findings.push(disk(disk::free_bytes(&data)));
    findings.extend(journal(&data));
    findings.extend(pack.as_ref().and_then(|pack| tablets(pack, &data)));
    findings.push(display(pack.as_ref(), display::inches()));
    findings.push(card_readers(pack.as_ref()));
    findings.extend(kernel_modules());
    findings.push(scanner(pack.as_ref()));
    findings.push(sound(pack.as_ref()));
    findings.push(paper::printer(&printer::look()));
    findings.push(camera::finding(pack.as_ref()));
    for finding in &findings {
        if out.is_json() {
            out.json(finding)?;
        } else {
            let (state, part) = (words(finding.state), finding.part);
            out.line(format_args!("{state:<14} {part:<17} {}", finding.text))?;
        }
    }
    out.flush()?;
    if findings
        .iter()
        .any(|finding| finding.state == State::DoesNotWork)
    {
        return Err(CommandError::Answered);
    }
    Ok(())
}

fn class_pack(dir: &Path, pack: &Pack) -> Finding {
    let students = counted(pack.students.len() as u64, "student", "students");
    let skills = counted(pack.skills.len() as u64, "skill", "skills");
    Finding {
        part: "class pack",
        state: State::Works,
        text: format!("{students} and {skills} in {}.", dir.display()),
    }
}

/// Whether something can be written there and kept.
fn data_folder(folder: &Path) -> Finding {
    let part = "data folder";
    let name = folder.display();
    if !folder.exists() {
        return Finding {
            part,
            state: State::LookAt,
            text: format!("There is no {name} yet. The kiosk makes it at its first start."),
        };
    }
    let probe = folder.join("waymark-probe.tmp");
    let probed = File::create(&probe)
        .and_then(|mut file| {
            file.write_all(&[0; 4096])?;
            file.sync_all()
        })
        .and(fs::remove_file(&probe));
    match probed {
        Ok(()) => Finding {
            part,
            state: State::Works,
            text: format!("{name} can be written to."),
        },
        Err(error) => Finding {
            part,
            state: State::DoesNotWork,
            text: format!(
                "{name} cannot be written to ({error}). Make room, or make the folder writable for this user."
            ),
        },
    }
}

/// How much room is left.
fn disk(free: Option<u64>) -> Finding {
    let state = Fact::Disk(free).state();
    let text = match free.map(|bytes| bytes / 1_000_000) {
        None => "Nobody tells how much room is left.".to_owned(),
        Some(free) if state == State::Works => format!("{free} MB are free."),
        Some(free) => format!("Only {free} MB are free. Remove what is not needed."),
    };
    Finding {
        part: "disk",
        state,
        text,
    }
}

/// The database, its copies, the clock against its last entry, and the PIN.
fn journal(folder: &Path) -> Vec<Finding> {
    let part = "database";
    match Journal::open_to_read(folder) {
        Ok(journal) => {
            let entries = journal.len().unwrap_or(0);
            let works = Finding {
                part,
                state: State::Works,
                text: format!(
                    "{} in it. `waymark journal verify` checks each one.",
                    counted(entries, "entry", "entries")
                ),
            };
            vec![works, copies(folder), clock(&journal), pin(&journal)]
        }
        Err(OpenError::Missing(_)) => vec![Finding {
            part,
            state: State::LookAt,
            text: "There is none yet. The kiosk makes it at its first start.".to_owned(),
        }],
        Err(error) => vec![Finding {
            part,
            state: State::DoesNotWork,
            text: error.to_string(),
        }],
    }
}

/// The other tablets of the class, asked now; nothing is copied.
fn tablets(pack: &Pack, folder: &Path) -> Option<Finding> {
    let journal = Journal::open_to_read(folder).ok()?;
    let part = "other tablets";
    Some(match sync::asked(pack, &journal) {
        Ok(sharing) => Finding {
            part,
            state: sharing.state(),
            text: sync::in_words(&sharing),
        },
        Err(error) => Finding {
            part,
            state: State::DoesNotWork,
            text: error.to_string(),
        },
    })
}

fn copies(folder: &Path) -> Finding {
    let part = "daily copies";
    let look_at = |text: String| Finding {
        part,
        state: State::LookAt,
        text,
    };
    match storage::newest_snapshot(folder) {
        Ok(Some(day)) => {
            let age = day.until((Unit::Day, Zoned::now().date()));
            let days = age.map_or(0, |age| age.get_days());
            if days > OLD_COPY {
                return look_at(format!(
                    "The last is {days} days old. Leave the kiosk running for some minutes: it makes one a day."
                ));
            }
            Finding {
                part,
                state: State::Works,
                text: format!("The last is of {day}."),
            }
        }
        Ok(None) => {
            look_at("There is none yet. The kiosk makes one a day while it runs.".to_owned())
        }
        Err(error) => look_at(error.to_string()),
    }
}

fn clock(journal: &Journal) -> Finding {
    let now = Zoned::now();
    let last = match journal.tail(1) {
        Ok(entries) => entries.last().map(|(_, entry)| entry.clock),
        Err(_) => None,
    };
    let fact = Fact::Clock {
        fits: health::clock_fits(last.unwrap_or_default(), now.timestamp().as_millisecond()),
        says: now.datetime(),
    };
    let shown = now.strftime("%F %H:%M %Z");
    let text = match fact.state() {
        State::Works => format!("It says {shown}."),
        _ => format!(
            "It says {shown}, which does not fit the last entry. Set the date and time of this tablet."
        ),
    };
    Finding {
        part: "clock",
        state: fact.state(),
        text,
    }
}

fn pin(journal: &Journal) -> Finding {
    let (state, text) = match pins(journal) {
        Ok(found) => found,
        Err(error) => (State::DoesNotWork, error.to_string()),
    };
    Finding {
        part: "teacher PIN",
        state,
        text,
    }
}

/// The tablet's, and who of those with a badge has their own or none.
fn pins(journal: &Journal) -> Result<(State, String), StorageError> {
    let of_tablet = journal.setting(Setting::PinHash)?.is_some();
    let records = journal.records();
    let mut teachers = BTreeSet::new();
    for (_, badge) in records.badges() {
        if let Some(Holder::Teacher(teacher)) = badge.counts_for() {
            teachers.insert(teacher.clone());
        }
    }
    let (mut own, mut none) = (Vec::new(), Vec::new());
    for teacher in teachers {
        if journal.has_own_pin(&teacher)? {
            own.push(teacher.to_string());
        } else if !of_tablet {
            none.push(teacher.to_string());
        }
    }
    let mut text = match (of_tablet, own.is_empty()) {
        (true, _) => "The tablet's is set.".to_owned(),
        (false, true) => {
            let text = "There is none yet. Set one with `waymark teacher pin`.";
            return Ok((State::LookAt, text.to_owned()));
        }
        (false, false) => "The tablet has none.".to_owned(),
    };
    if !own.is_empty() {
        text = format!("{text} With one of their own: {}.", own.join(", "));
    }
    if none.is_empty() {
        return Ok((State::Works, text));
    }
    let text = format!(
        "{text} Without one, so that their badge opens nothing: {}. Set one with `waymark teacher pin --teacher NAME`.",
        none.join(", ")
    );
    Ok((State::LookAt, text))
}

/// Whether buttons can be as large as fingers need them, and who says so.
fn display(pack: Option<&Pack>, told: Option<Inches>) -> Finding {
    let said = pack.and_then(|pack| pack.tablet.screen);
    let (state, text) = match (said.or(told), said) {
        (Some(size), _) if size < Inches::SMALLEST => {
            let text = format!(
                "{:.1} inches are too small: buttons are smaller than a child's finger. Use a display of {} inches or more.",
                size.0,
                Inches::SMALLEST.0
            );
            (State::LookAt, text)
        }
        (Some(size), Some(_)) => {
            let text = format!("{:.1} inches, as kiosk.toml says.", size.0);
            (State::Works, text)
        }
        (Some(size), None) => {
            let text = format!("{:.1} inches, as it says itself.", size.0);
            (State::Works, text)
        }
        (None, _) => {
            let text = format!(
                "It does not say how large it is. {} inches are assumed; if that is wrong, set screen_inches in kiosk.toml.",
                Inches::ASSUMED.0
            );
            (State::LookAt, text)
        }
    };
    Finding {
        part: "display",
        state,
        text,
    }
}

fn card_readers(pack: Option<&Pack>) -> Finding {
    let finding = |state, text: &str| Finding {
        part: "card readers",
        state,
        text: text.to_owned(),
    };
    if pack.is_some_and(|pack| !pack.tablet.card_reader) {
        return finding(State::Works, "Switched off in kiosk.toml.");
    }
    let (sender, reports) = mpsc::channel();
    let watching = CardReaders::start(move |report| {
        // Nobody listens any more once the first report is in.
        drop(sender.send(report));
    });
    let watching = match watching {
        Ok(watching) => watching,
        Err(error) => {
            let text = format!("They cannot be looked for ({error}). Close other programs.");
            return finding(State::DoesNotWork, &text);
        }
    };
    let report = reports.recv_timeout(PATIENCE);
    watching.stop();
    let readers = match report {
        Ok(ReaderReport::Readers(names)) => Readers::Found(names),
        Ok(ReaderReport::NoService) => Readers::NoService,
        Ok(ReaderReport::Tap(_) | ReaderReport::Trouble(_) | ReaderReport::Written(_)) => {
            return finding(State::Works, "A badge was just tapped.");
        }
        Err(_) => {
            return finding(
                State::DoesNotWork,
                "The PC/SC service does not answer. Unplug the reader, restart the service (`pcscd`), and plug it in again.",
            );
        }
    };
    let text = match &readers {
        Readers::Found(names) if names.is_empty() => {
            "The service runs, and no reader is plugged in. Plug one in.".to_owned()
        }
        Readers::Found(names) => format!("{}.", names.join(", ")),
        _ => "The PC/SC service does not run. On Linux install and start `pcscd`; on a tablet without a reader set card_reader = false in kiosk.toml.".to_owned(),
    };
    finding(Fact::Readers(readers).state(), &text)
}

/// Whether something can be heard, and names too.
fn sound(pack: Option<&Pack>) -> Finding {
    let finding = |state, text: &str| Finding {
        part: "sound",
        state,
        text: text.to_owned(),
    };
    if pack.is_some_and(|pack| pack.tablet.mute) {
        return finding(State::Works, "Switched off in kiosk.toml.");
    }
    let (sender, reports) = mpsc::channel();
    let library = Library::new(Recordings::new(), voice::clip);
    let speaker = Speaker::start(library, 0, move |report| {
        // Nobody listens any more once the first report is in.
        drop(sender.send(report));
    });
    let speaker = match speaker {
        Ok(speaker) => speaker,
        Err(error) => {
            let text = format!("It cannot be looked for ({error}). Close other programs.");
            return finding(State::DoesNotWork, &text);
        }
    };
    let report = reports.recv_timeout(PATIENCE);
    speaker.stop();
    match report {
        Ok(SpeakerReport::Silent(why)) => {
            let text = format!(
                "There is no sound device ({why}). The kiosk runs in silence. Plug in or switch on a loudspeaker, or set mute = true in kiosk.toml."
            );
            finding(State::LookAt, &text)
        }
        Ok(_)
            if voice_program(
                &pack.map_or(Lang::from("en"), |pack| pack.tablet.language.clone()),
            )
            .is_none() =>
        {
            finding(
                State::LookAt,
                "There is a sound device. Names without a recording are not spoken: install `espeak-ng`.",
            )
        }
        Ok(_) => finding(
            State::Works,
            "There is a sound device. `waymark say NAME` lets you hear it.",
        ),
        Err(_) => finding(
            State::DoesNotWork,
            "The sound device does not answer. Start the tablet again.",
        ),
    }
}

/// The modules of the Linux kernel that take an ACR122U away from the service.
fn kernel_modules() -> Option<Finding> {
    let modules = match fs::read_to_string("/proc/modules") {
        Ok(modules) => modules,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => {
            tracing::debug!(%error, "the kernel's modules cannot be read");
            return None;
        }
    };
    let loaded: Vec<&str> = modules
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| matches!(*name, "pn533_usb" | "pn533" | "nfc"))
        .collect();
    let (state, text) = if loaded.is_empty() {
        (State::Works, "None that takes a reader away.".to_owned())
    } else {
        let text = format!(
            "{} may take a reader away from the service. Write `blacklist pn533_usb` to /etc/modprobe.d/waymark.conf and start the tablet again.",
            loaded.join(", ")
        );
        (State::LookAt, text)
    };
    Some(Finding {
        part: "kernel modules",
        state,
        text,
    })
}

fn scanner(pack: Option<&Pack>) -> Finding {
    let (state, text) = if pack.is_some_and(|pack| !pack.tablet.keyboard_scanner) {
        (State::Works, "Switched off in kiosk.toml.")
    } else {
        (
            State::LookAt,
            "It types like a keyboard, so only you can tell: scan a badge while the kiosk shows its first screen.",
        )
    };
    Finding {
        part: "keyboard scanner",
        state,
        text: text.to_owned(),
    }
}
