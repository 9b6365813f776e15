//! `menus/*.toml`: what a child may do at a level, must-do and may-do.

use super::{
    names::{Gather, Kind, Names},
    picture::Pictures,
    problem::{Complaint, Told, quote},
    reader::Table,
    sheets::Folder,
};
use crate::domain::{ids::LevelId, pack::Task};

pub(super) const FOLDER: Folder = Folder {
    name: "menus",
    word: "menu",
    keys: &["skill", "task"],
    missing: "missing-menu",
    duplicate: "duplicate-menu",
};
const TASK: Kind = Kind {
    word: "task",
    unknown: "unknown-task",
    file: "this file",
};

/// The level a task is for, and whether it is a must-do.
type Slot = Result<(LevelId, bool), Told>;

/// Reads the tasks of one menu; they come back in the order of the ladder, must-do first.
pub(super) fn read(
    root: &Table<'_>,
    levels: &Names,
    pictures: &Pictures,
) -> Result<Vec<Task>, Told> {
    let keys = ["id", "level", "must", "name", "about", "picture", "link"];
    let tables = root.list("task", &keys, 1..=100)?;
    let mut ids = Gather::new(&TASK);
    let tasks = tables.iter().map(|table| {
        let level = table
            .required("level")
            .and_then(|value| value.named(levels));
        let must = table
            .optional("must")
            .map_or(Ok(false), |value| value.yes());
        let slot: Slot = level.and_then(|level| Ok((level, must?)));
        (slot.clone(), task(table, slot, &mut ids, pictures))
    });
    let (slots, tasks): (Vec<Slot>, Vec<_>) = tasks.unzip();
    let slots: Result<Vec<_>, Told> = slots.into_iter().collect();
    let tasks: Result<Vec<Task>, Told> = tasks.into_iter().collect();
    let levels = levels.all()?;
    cover(root, levels, &slots?)?;
    let mut tasks = tasks?;
    let height = |task: &Task| levels.iter().position(|level| level == task.level.as_str());
    tasks.sort_by_key(|task| (height(task), !task.must));
    Ok(tasks)
}

fn task(
    table: &Table<'_>,
    slot: Slot,
    ids: &mut Gather,
    pictures: &Pictures,
) -> Result<Task, Told> {
    let id = ids.id(table);
    let name = table.required("name").and_then(|value| value.text());
    let about = table.required("about").and_then(|value| value.text());
    let picture = table.required("picture");
    let picture = picture.and_then(|value| value.picture(pictures));
    let link = table.optional("link").map(|value| value.link());
    let (level, must) = slot?;
    Ok(Task {
        id: id?,
        level,
        must,
        name: name?,
        about: about?,
        picture: picture?,
        link: link.transpose()?,
    })
}

/// Checks that no level leaves a child with nothing to do.
fn cover(root: &Table<'_>, levels: &[String], slots: &[(LevelId, bool)]) -> Result<(), Told> {
    let mut covered = Ok(());
    for level in levels {
        let mut here = slots
            .iter()
            .filter(|(id, _)| id.as_str() == level)
            .peekable();
        let quoted = quote(level);
        let complaint = if here.peek().is_none() {
            Complaint::new(
                "missing-task",
                format!("there is no task for level {quoted}"),
            )
            .hint("a child at this level would find an empty menu")
        } else if here.all(|(_, must)| !must) {
            Complaint::new(
                "missing-must-do",
                format!("no task for level {quoted} is a must-do"),
            )
            .hint("add must = true to the one that comes first")
        } else {
            continue;
        };
        covered = Err(match root.optional("skill") {
            Some(skill) => skill.tell(complaint),
            None => root.tell(complaint),
        });
    }
    covered
}
