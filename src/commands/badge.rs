//! `waymark badge`: which badge is whose. A badge is linked and voided here, and no link is taken from
//! one person to give it to another.

use clap::{Args, Subcommand, ValueEnum};
use jiff::{Zoned, civil};
use serde_json::json;

use super::{
    badge_print::{self, PrintArgs},
    error::CommandError,
    out::Out,
    places::Places,
    roster::full_name,
};
use crate::{
    badges::{code::BadgeCode, pin},
    domain::{
        badge::BadgeKey,
        event::{Actor, Event, Holder, VoidReason},
        ids::{StudentId, TeacherId},
        kiosk::{Adult, CardNumber, Pin},
        records::{BadgeRecord, Recognised, Records},
    },
    storage::Journal,
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum BadgeVerb {
    /// Show every badge, whose it is, and whether it counts
    List,
    /// Link a badge to a student, a teacher, or a substitute for today
    Link(LinkArgs),
    /// Make a badge count no longer
    Void(VoidArgs),
    /// Put badges on sheets, as a PDF
    Print(PrintArgs),
}

#[derive(Args, Clone, Debug)]
pub(super) struct LinkArgs {
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    badge: Which,
}

#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
struct Who {
    /// The student, by id
    #[arg(long, value_name = "ID")]
    student: Option<String>,
    /// The teacher, by name
    #[arg(long, value_name = "NAME")]
    teacher: Option<String>,
    /// Whoever stands in for a teacher today: until midnight, with a number that is told once
    #[arg(long)]
    substitute: bool,
}

#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
struct Which {
    /// The serial number of an NFC badge, in hexadecimal
    #[arg(long, value_name = "HEX")]
    uid: Option<String>,
    /// Draw a new code, for a QR badge or an NFC tag
    #[arg(long)]
    new_code: bool,
}

#[derive(Args, Clone, Debug)]
pub(super) struct VoidArgs {
    /// A code of 18 letters, a serial number, or a badge as `badge list` writes it
    #[arg(value_name = "CODE")]
    badge: String,
    /// Why
    #[arg(long, value_enum, default_value = "lost")]
    reason: Reason,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reason {
    Lost,
    Replaced,
    YearEnd,
}

pub(super) fn badge(places: &Places, verb: BadgeVerb, out: &mut Out) -> Result<(), CommandError> {
    match verb {
        BadgeVerb::List => list(places, out),
        BadgeVerb::Link(args) => link(places, args, out),
        BadgeVerb::Void(args) => void(places, &args, out),
        BadgeVerb::Print(args) => badge_print::print(places, &args, out),
    }
}

fn list(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let journal = places.journal_to_read()?;
    let records = journal.records();
    let today = Zoned::now().date();
    for (key, badge) in records.badges() {
        let state = state(badge, today);
        let holder = badge.holder.get();
        if out.is_json() {
            let (student, teacher, substitute) = match holder {
                Some(Holder::Student(id)) => (Some(id), None, None),
                Some(Holder::Teacher(id)) => (None, Some(id), None),
                Some(Holder::Substitute(day)) => (None, None, Some(day)),
                None => (None, None, None),
            };
            let reason = badge.ended().map(|voided| voided.reason);
            out.json(&json!({
                "badge": key, "state": state, "student": student, "teacher": teacher,
                "substitute": substitute, "reason": reason,
            }))?;
        } else {
            let whose = holder.map_or_else(|| "nobody's".to_owned(), |h| name(&records, h));
            let key = key.to_string();
            out.line(format_args!("{key:<25} {state:<8} {whose}"))?;
        }
    }
    if records.badges().next().is_none() && !out.is_json() {
        out.line("No badge is linked yet. Link one with `waymark badge link`.")?;
    }
    Ok(())
}

/// What a badge is now, in a word.
fn state(badge: &BadgeRecord, today: civil::Date) -> &'static str {
    if let Some(holder) = badge.counts_for() {
        match holder {
            Holder::Substitute(day) if *day < today => "over",
            _ => "linked",
        }
    } else if badge.voided.get().is_some() {
        "voided"
    } else {
        "unknown"
    }
}

fn link(places: &Places, args: LinkArgs, out: &mut Out) -> Result<(), CommandError> {
    let uid = args.badge.uid.as_deref().map(uid).transpose()?;
    let teacher = args.who.teacher.as_deref().map(teacher_id).transpose()?;
    let (_, mut journal, now) = places.class_and_journal()?;
    let records = journal.records();
    let holder = match teacher {
        Some(teacher) => Holder::Teacher(teacher),
        None if args.who.substitute => Holder::Substitute(now.date()),
        None => student(&records, args.who.student.unwrap_or_default())?,
    };
    let code = BadgeCode::draw(&mut rand::rng());
    let badge = uid.clone().unwrap_or_else(|| code.key());
    let whose = name(&records, &holder);
    match records.recognise(std::slice::from_ref(&badge)) {
        // Of another day it is nobody's; of today it gets another number.
        Recognised::Holder(Holder::Substitute(day))
            if *day != now.date() || args.who.substitute => {}
        Recognised::Holder(owner) if *owner == holder => {
            let text = format!("{badge} is linked to {whose} already; there was nothing to do.");
            return out.answer(&json!({"badge": badge, "linked": false}), text);
        }
        Recognised::Holder(owner) => {
            let owner = name(&records, owner);
            return Err(CommandError::Refused(format!(
                "{badge} belongs to {owner}; nothing was changed. If it changes hands, void it first: waymark badge void {badge}"
            )));
        }
        Recognised::Voided(_) | Recognised::Unknown => {}
    }
    let number = match &holder {
        Holder::Substitute(day) => Some(number_for(&mut journal, &badge, *day)?),
        Holder::Student(_) | Holder::Teacher(_) => None,
    };
    let event = Event::BadgeLinked {
        badge: badge.clone(),
        holder: holder.clone(),
    };
    journal.append(&now, &Actor::CommandLine, &[event])?;
    let no_pin = match holder {
        Holder::Teacher(teacher) => journal.pin_hash(&Adult::Teacher(teacher))?.is_none(),
        Holder::Student(_) | Holder::Substitute(_) => false,
    };
    journal.close()?;
    let mut text = match &uid {
        Some(badge) => format!("{badge} is linked to {whose}."),
        None => format!("{code}\nThis new code is linked to {whose}."),
    };
    if no_pin {
        text.push_str(" A teacher badge needs the PIN as well: set it with `waymark teacher pin`.");
    }
    let number = number.as_ref().map(Pin::digits);
    if let Some(number) = number {
        text = format!(
            "{text}\nThe number for today: {number}\nIt counts on this tablet until midnight and is not told again."
        );
    }
    let code = uid.is_none().then(|| code.to_string());
    let answer = json!({"badge": badge, "code": code, "linked": true, "number": number});
    out.answer(&answer, text)
}

/// Draws the number of a substitute's card and keeps what is kept of it.
fn number_for(
    journal: &mut Journal,
    badge: &BadgeKey,
    day: civil::Date,
) -> Result<Pin, CommandError> {
    let number = pin::draw(&mut rand::rng());
    let hash = pin::hash(&number).map_err(CommandError::PinHash)?;
    journal.keep_number(&CardNumber {
        card: vec![badge.clone()],
        day,
        hash,
    })?;
    Ok(number)
}

/// How many badges count for a teacher.
pub(super) fn teacher_badges(records: &Records, teacher: &TeacherId) -> usize {
    let own = |badge: &BadgeRecord| matches!(badge.counts_for(), Some(Holder::Teacher(name)) if name == teacher);
    records.badges().filter(|(_, badge)| own(badge)).count()
}

/// Reads a teacher's name.
pub(super) fn teacher_id(name: &str) -> Result<TeacherId, CommandError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.contains(char::is_control) {
        return Err(CommandError::Misused(
            "A teacher's name has 1 to 60 letters; nothing was changed. Name the teacher with --teacher."
                .to_owned(),
        ));
    }
    Ok(name.into())
}

/// A student of the class.
pub(super) fn student(records: &Records, id: String) -> Result<Holder, CommandError> {
    let id = StudentId::from(id);
    if records.student(&id).is_some() {
        return Ok(Holder::Student(id));
    }
    let hint = nearest(records, id.as_str()).map_or_else(
        || "See who is: waymark roster list".to_owned(),
        |near| format!("Did you mean {near}?"),
    );
    Err(CommandError::Refused(format!(
        "No student of the class has the id `{id}`; nothing was changed. {hint}"
    )))
}

/// The student whose id or name is close to what was typed, as `s01 (Maya Brookfield)`.
fn nearest(records: &Records, typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let most = (typed.chars().count() / 3).max(1);
    let distance = |word: &str| strsim::osa_distance(&typed, &word.to_lowercase());
    let close = records.students().filter_map(|(id, record)| {
        let card = record.card.get()?;
        let full = full_name(card);
        let words = [id.as_str(), &card.first_name, &card.last_name, &full];
        let best = words.into_iter().map(distance).min()?;
        (best <= most).then(|| (best, format!("{id} ({full})")))
    });
    close.min().map(|(_, text)| text)
}

/// A holder in a teacher's words.
fn name(records: &Records, holder: &Holder) -> String {
    match holder {
        Holder::Teacher(name) => format!("teacher {name}"),
        Holder::Substitute(day) => format!("a substitute for {day}"),
        Holder::Student(id) => {
            let card = records.student(id).and_then(|record| record.card.get());
            card.map_or_else(
                || format!("{id}, who left the class"),
                |card| format!("{} ({id})", full_name(card)),
            )
        }
    }
}

/// Reads a serial number, in any case and with the separators people write.
fn uid(text: &str) -> Result<BadgeKey, CommandError> {
    let key = uid_key(text).ok_or_else(|| {
        CommandError::Misused(format!(
            "`{text}` is no serial number; nothing was changed. It has 4, 7 or 10 bytes in hexadecimal, such as 04A2245A123480."
        ))
    })?;
    if key.is_random() {
        return Err(CommandError::Refused(
            "This serial number is random: a phone or a bank card shows another one each time. Nothing was changed. Use a real badge, or a printed code with --new-code."
                .to_owned(),
        ));
    }
    Ok(key)
}

fn uid_key(text: &str) -> Option<BadgeKey> {
    let hex: String = text
        .chars()
        .filter(|letter| !matches!(letter, ':' | '-' | ' ' | '.'))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    format!("uid:{hex}").parse().ok()
}

fn void(places: &Places, args: &VoidArgs, out: &mut Out) -> Result<(), CommandError> {
    let code = args.badge.parse::<BadgeCode>();
    let badge = args
        .badge
        .parse()
        .ok()
        .or_else(|| uid_key(&args.badge))
        .or_else(|| Some(code.ok()?.key()));
    let Some(badge) = badge else {
        // Eighteen letters were meant to be a code: that error says which letter is wrong.
        let why = match code {
            Err(error) if args.badge.trim().len() == BadgeCode::LETTERS => error.to_string(),
            _ => format!(
                "`{}` is neither a badge code nor a serial number",
                args.badge
            ),
        };
        return Err(CommandError::Misused(format!(
            "{why}; nothing was changed. `waymark badge list` shows every badge."
        )));
    };
    let records = places.journal_to_read()?.records();
    let whose = match records.recognise(std::slice::from_ref(&badge)) {
        Recognised::Holder(holder) => name(&records, holder),
        Recognised::Voided(_) => {
            let text = format!("{badge} is void already; there was nothing to do.");
            return out.answer(&json!({"badge": badge, "voided": false}), text);
        }
        Recognised::Unknown => {
            return Err(CommandError::Refused(format!(
                "{badge} is linked to nobody; nothing was changed. `waymark badge list` shows every badge."
            )));
        }
    };
    let event = Event::BadgeVoided {
        badge: badge.clone(),
        reason: match args.reason {
            Reason::Lost => VoidReason::Lost,
            Reason::Replaced => VoidReason::Replaced,
            Reason::YearEnd => VoidReason::YearEnd,
        },
    };
    let now = Zoned::now();
    let mut journal = places.journal(&now)?;
    journal.append(&now, &Actor::CommandLine, &[event])?;
    journal.close()?;
    let text = format!("{badge} of {whose} counts no longer.");
    out.answer(&json!({"badge": badge, "voided": true}), text)
}
