//! `waymark teacher`: a teacher's own PIN, or the tablet's for those who have none. It is read without
//! being shown, kept as an Argon2id hash alone, and there is none to begin with.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use clap::{Args, Subcommand};
use jiff::Zoned;

use super::{
    badge::{teacher_badges, teacher_id},
    error::CommandError,
    out::Out,
    places::Places,
};
use crate::{badges::pin, domain::kiosk::Pin, storage::Setting};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum TeacherVerb {
    /// Set a PIN: asked for twice, or the first line of standard input
    Pin(PinArgs),
}

#[derive(Args, Clone, Debug)]
pub(super) struct PinArgs {
    /// The teacher whose own PIN it is; without, the tablet's, for teachers who have none
    #[arg(long, value_name = "NAME")]
    teacher: Option<String>,
}

pub(super) fn teacher(
    places: &Places,
    verb: TeacherVerb,
    out: &mut Out,
) -> Result<(), CommandError> {
    match verb {
        TeacherVerb::Pin(args) => set_pin(places, &args, out),
    }
}

fn set_pin(places: &Places, args: &PinArgs, out: &mut Out) -> Result<(), CommandError> {
    let teacher = args.teacher.as_deref().map(teacher_id).transpose()?;
    let pin = Pin::from(ask()?.as_str());
    if let Err(weakness) = pin::check(&pin) {
        return Err(CommandError::Refused(format!(
            "{weakness} The PIN is as it was. Choose 4 to 8 digits that children do not guess."
        )));
    }
    let hash = pin::hash(&pin).map_err(CommandError::PinHash)?;
    let mut journal = places.journal(&Zoned::now())?;
    let had_one = match &teacher {
        Some(teacher) => journal.has_own_pin(teacher)?,
        None => journal.setting(Setting::PinHash)?.is_some(),
    };
    let badges = teacher
        .as_ref()
        .map(|teacher| teacher_badges(&journal.records(), teacher));
    journal.set_pin(teacher.as_ref(), &hash)?;
    journal.close()?;
    let what = match &teacher {
        Some(teacher) => format!("The PIN of teacher {teacher} on this tablet"),
        None => "The teacher PIN of this tablet".to_owned(),
    };
    let done = if had_one { "changed" } else { "set" };
    let mut text = format!("{what} is {done}.");
    if badges == Some(0) {
        text.push_str(
            " No badge is linked to that name yet: link one with `waymark badge link --teacher`.",
        );
    }
    out.line(text)
}

/// The PIN as it was typed or piped in.
fn ask() -> Result<String, CommandError> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        let mut input = io::stdin().lock().take(256);
        input
            .read_line(&mut line)
            .map_err(CommandError::PinUnread)?;
        return Ok(line.trim().to_owned());
    }
    let first = rpassword::prompt_password("New teacher PIN: ").map_err(CommandError::PinUnread)?;
    let second = rpassword::prompt_password("The same again: ").map_err(CommandError::PinUnread)?;
    if first.trim() == second.trim() {
        Ok(first.trim().to_owned())
    } else {
        Err(CommandError::Refused(
            "The two PINs differ, so the PIN is as it was. Try again.".to_owned(),
        ))
    }
}
