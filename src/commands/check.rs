//! `waymark check`: is the class pack whole, and what is in it.

use std::path::Path;

use serde_json::json;

use super::{error::CommandError, out::Out, places::Places};
use crate::{config, devices::speaker::sound, domain::pack::Pack};

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
            let unheard = unheard(&pack, &dir);
            let mut text = format!("{} is whole.\n{}", dir.display(), list.join("\n"));
            for (file, why) in &unheard {
                text.extend(["\n", file, " is passed over: ", why]);
            }
            let unheard: Vec<_> = unheard
                .iter()
                .map(|(file, why)| json!({"file": file, "message": why}))
                .collect();
            out.answer(
                &json!({"problems": [], "class": class, "passed_over": unheard}),
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

/// Recordings that cannot be heard, by their file in the pack, and why. The pack is whole without.
fn unheard(pack: &Pack, dir: &Path) -> Vec<(String, String)> {
    let checked = pack.recordings.values().filter_map(|file| {
        let why = sound::probe(file).err()?;
        let name = file.strip_prefix(dir).unwrap_or(file);
        Some((name.display().to_string(), why.to_string()))
    });
    checked.collect()
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
