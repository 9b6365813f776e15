//! `waymark badge`: which badge is whose. A badge is linked and voided here, and no link is taken from
//! one person to give it to another.

use clap::{Args, Subcommand, ValueEnum};
use jiff::{Zoned, civil};
use serde_json::json;

use super::{
    badge_print::{self, PrintArgs},
    error::CommandError,
    journal::counted,
    out::Out,
    places::Places,
    roster::full_name,
};
use crate::{
    badges::{code::BadgeCode, pin},
    domain::{
        badge::BadgeKey,
        badge_life::{self, Voided},
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
    #[arg(value_name = "CODE", required_unless_present = "all")]
    badge: Option<String>,
    /// Every student's badge and all secret pictures; teachers keep theirs
    #[arg(long, conflicts_with = "badge", requires = "reason")]
    all: bool,
    /// Why; for a single badge it is lost where nothing is said
    #[arg(long, value_enum)]
    reason: Option<Reason>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reason {
    Lost,
    Replaced,
    YearEnd,
}

impl From<Reason> for VoidReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Lost => Self::Lost,
            Reason::Replaced => Self::Replaced,
            Reason::YearEnd => Self::YearEnd,
        }
    }
}

pub(super) fn badge(places: &Places, verb: BadgeVerb, out: &mut Out) -> Result<(), CommandError> {
    match verb {
        BadgeVerb::List => list(places, out),
        BadgeVerb::Link(args) => link(places, args, out),
        BadgeVerb::Void(VoidArgs {
            badge: Some(badge),
            reason,
            ..
        }) => void(places, &badge, reason.unwrap_or(Reason::Lost).into(), out),
        BadgeVerb::Void(VoidArgs { reason, .. }) => {
            void_all(places, reason.unwrap_or(Reason::YearEnd).into(), out)
        }
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
            let ended = badge.ended();
            let (reason, by) = (
                ended.map(|ended| ended.reason),
                ended.map(|ended| &ended.by),
            );
            let at = ended.map(|ended| ended.at);
            out.json(&json!({
                "badge": key, "state": state, "student": student, "teacher": teacher,
                "substitute": substitute, "reason": reason,
                "voided_at": at, "voided_by": by,
            }))?;
        } else {
            let whose = holder.map_or_else(|| "nobody's".to_owned(), |h| name(&records, h));
            let key = key.to_string();
            let ended = badge.ended().map(|ended| how(&records, ended));
            let ended = ended.unwrap_or_default();
            out.line(format_args!("{key:<25} {state:<8} {whose}{ended}"))?;
        }
    }
    if records.badges().next().is_none() && !out.is_json() {
        out.line("No badge is linked yet. Link one with `waymark badge link`.")?;
    }
    Ok(())
}

/// `, lost on 2026-11-20 by teacher ms-rivera`.
fn how(records: &Records, ended: &Voided) -> String {
    let reason = match ended.reason {
        VoidReason::Lost => "lost",
        VoidReason::Replaced => "replaced",
        VoidReason::YearEnd => "year end",
    };
    let by = match &ended.by {
        Actor::Student(id) => name(records, &Holder::Student(id.clone())),
        Actor::Teacher(id) => name(records, &Holder::Teacher(id.clone())),
        Actor::Substitute => "a substitute".to_owned(),
        Actor::Tablet => "the tablet".to_owned(),
        Actor::CommandLine => "the command line".to_owned(),
    };
    format!(", {reason} on {} by {by}", ended.at.date())
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

fn void(
    places: &Places,
    typed: &str,
    reason: VoidReason,
    out: &mut Out,
) -> Result<(), CommandError> {
    let code = typed.parse::<BadgeCode>();
    let badge = typed
        .parse()
        .ok()
        .or_else(|| uid_key(typed))
        .or_else(|| Some(code.ok()?.key()));
    let Some(badge) = badge else {
        // Eighteen letters were meant to be a code: that error says which letter is wrong.
        let why = match code {
            Err(error) if typed.trim().len() == BadgeCode::LETTERS => error.to_string(),
            _ => format!("`{typed}` is neither a badge code nor a serial number"),
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
    let void = |badge| Event::BadgeVoided { badge, reason };
    // What else is on the card goes with it.
    let card = badge_life::card_of(&records, &badge).into_iter();
    let counts = |key: &BadgeKey| {
        let found = records.recognise(std::slice::from_ref(key));
        matches!(found, Recognised::Holder(_))
    };
    let events: Vec<_> = card.filter(counts).map(void).collect();
    let now = Zoned::now();
    let mut journal = places.journal(&now)?;
    journal.append(&now, &Actor::CommandLine, &events)?;
    journal.close()?;
    let text = format!("{badge} of {whose} counts no longer.");
    out.answer(&json!({"badge": badge, "voided": true}), text)
}

/// Voids every student's badge and all secret pictures at once.
fn void_all(places: &Places, reason: VoidReason, out: &mut Out) -> Result<(), CommandError> {
    let now = Zoned::now();
    let mut journal = places.journal(&now)?;
    let records = journal.records();
    let events = badge_life::void_all(&records, reason);
    let badges = badge_life::of_students(&records).len();
    if events.is_empty() {
        journal.close()?;
        let text = "No student has a badge or secret pictures that count; there was nothing to do.";
        return out.answer(&json!({"voided": 0, "secrets": 0}), text.to_owned());
    }
    journal.append(&now, &Actor::CommandLine, &events)?;
    journal.close()?;
    let secrets = events.len() - badges;
    let mut what = counted(badges as u64, "student badge", "student badges");
    if secrets > 0 {
        let children = counted(secrets as u64, "child", "children");
        what = format!("{what} and the secret pictures of {children}");
    }
    let text = format!(
        "{what} count no longer; teachers keep theirs. To take one back, open the child's badges at the desk and touch it, or link it again: waymark badge link."
    );
    out.answer(&json!({"voided": badges, "secrets": secrets}), text)
}
