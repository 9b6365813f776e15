//! `waymark teacher`: the PIN. It is read without being shown, kept as an Argon2id hash alone, and
//! there is none to begin with.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use argon2::{Argon2, PasswordHasher as _};
use clap::Subcommand;
use jiff::Zoned;

use super::{error::CommandError, out::Out, places::Places};
use crate::storage::Setting;

#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum TeacherVerb {
    /// Set the teachers' PIN: asked for twice, or the first line of standard input
    Pin,
}

pub(super) fn teacher(
    places: &Places,
    verb: TeacherVerb,
    out: &mut Out,
) -> Result<(), CommandError> {
    match verb {
        TeacherVerb::Pin => set_pin(places, out),
    }
}

fn set_pin(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let pin = ask()?;
    if let Err(weakness) = strong_enough(&pin) {
        return Err(CommandError::Refused(format!(
            "{weakness} The PIN is as it was. Choose 4 to 8 digits that children do not guess."
        )));
    }
    // Argon2id, 19 MiB and two passes: the defaults of the crate and of OWASP's cheat sheet.
    let hash = Argon2::default()
        .hash_password(pin.as_bytes())
        .map_err(CommandError::PinHash)?;
    let mut journal = places.journal(&Zoned::now())?;
    let had_one = journal.setting(Setting::PinHash)?.is_some();
    journal.set(Setting::PinHash, &hash.to_string())?;
    journal.close()?;
    out.line(if had_one {
        "The teacher PIN of this tablet is changed."
    } else {
        "The teacher PIN of this tablet is set."
    })
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

/// Refuses what is no PIN, and what a child tries first: one digit over and over, and digits that
/// count up or down.
fn strong_enough(pin: &str) -> Result<(), &'static str> {
    let digits: Vec<i16> = pin
        .chars()
        .filter_map(|digit| {
            digit
                .to_digit(10)
                .and_then(|digit| i16::try_from(digit).ok())
        })
        .collect();
    if digits.len() != pin.chars().count() {
        return Err("A PIN has digits only.");
    }
    if !(4..=8).contains(&digits.len()) {
        return Err("A PIN has 4 to 8 digits.");
    }
    let steps = |step: i16| {
        let mut pairs = digits.iter().zip(digits.iter().skip(1));
        pairs.all(|(one, next)| (next - one).rem_euclid(10) == step)
    };
    if steps(0) || steps(1) || steps(9) {
        return Err("That PIN is too easy to guess.");
    }
    Ok(())
}
