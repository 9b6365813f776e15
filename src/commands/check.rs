//! `waymark check`: is the class pack whole, and what is in it.

use std::path::Path;

use serde_json::json;

use super::{error::CommandError, out::Out, places::Places};
use crate::{
    config,
    devices::speaker::sound,
    domain::pack::Pack,
    look::vision::{Alike, Eyes, alike},
};

pub(super) fn check(places: &Places, out: &mut Out) -> Result<(), CommandError> {
    let dir = places.class()?;
    match config::load(&dir) {
        Ok(pack) => {
            let counts = counts(&pack);
            let class: serde_json::Map<_, _> = counts
                .iter()
                .map(|(name, count)| ((*name).to_owned(), json!(count)))
                .collect();
            let list: Vec<_> = counts
                .iter()
                .map(|(name, count)| format!("  {count:>4} {name}"))
                .collect();
            let mut warnings = level_colors(&pack);
            warnings.extend(unheard(&pack, &dir));
            let mut text = format!("{} is whole.\n{}", dir.display(), list.join("\n"));
            for warning in &warnings {
                text = format!("{text}\nlook at: {warning}");
            }
            out.answer(
                &json!({"problems": [], "warnings": warnings, "class": class}),
                text,
            )
        }
        Err(problems) if out.is_json() => {
            let list: Vec<_> = problems
                .iter()
                .map(|problem| {
                    json!({
                        "code": problem.code,
                        "file": problem.file.to_string_lossy(),
                        "line": problem.line,
                        "column": problem.column,
                        "message": problem.message,
                        "hint": problem.hint,
                    })
                })
                .collect();
            out.json(&json!({"problems": list}))?;
            out.flush()?;
            Err(CommandError::Answered)
        }
        Err(problems) => Err(CommandError::Pack { dir, problems }),
    }
}

/// Recordings that cannot be heard, and why. The pack is whole without.
fn unheard(pack: &Pack, dir: &Path) -> Vec<String> {
    let checked = pack.recordings.values().filter_map(|file| {
        let why = sound::probe(file).err()?;
        let name = file.strip_prefix(dir).unwrap_or(file);
        Some(format!("{} is passed over: {why}", name.display()))
    });
    checked.collect()
}

/// Levels whose colors are hard to tell apart for somebody. No mistake: each has its own shape too.
fn level_colors(pack: &Pack) -> Vec<String> {
    let text = |alike: Alike<'_>| {
        let eyes = match alike.eyes {
            Eyes::Usual => "everyone",
            Eyes::Protanopia | Eyes::Deuteranopia => "a student who does not tell red from green",
            Eyes::Tritanopia => "a student who does not tell blue from yellow",
        };
        match alike.other {
            Some(other) => format!(
                "levels.toml: {} and {} have colors that look much alike to {eyes}. Make one darker or lighter.",
                alike.one.id, other.id
            ),
            None => format!(
                "levels.toml: the color of {} hardly stands out from white to {eyes}. Make it darker.",
                alike.one.id
            ),
        }
    };
    alike(&pack.levels).into_iter().map(text).collect()
}

/// What is in the pack, in the order of its files.
fn counts(pack: &Pack) -> [(&'static str, usize); 10] {
    let all = |count: fn(&crate::domain::pack::Skill) -> usize| pack.skills.iter().map(count).sum();
    [
        ("levels", pack.levels.len()),
        ("units", pack.units.len()),
        ("skills", pack.skills.len()),
        ("criteria", all(|skill| skill.rubric.len())),
        ("tasks", all(|skill| skill.menu.len())),
        ("stations", pack.stations.len()),
        ("groups", pack.groups.len()),
        ("blocks", pack.blocks.len()),
        ("students", pack.students.len()),
        ("recordings", pack.recordings.len()),
    ]
}
