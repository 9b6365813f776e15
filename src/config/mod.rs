//! Class packs: files to checked values, or every problem of every file at once.
//!
//! A pack is a folder that a teacher edits by hand, so nothing in it is trusted. [`load`] goes
//! through it once, in the order in which files refer to one another (stations before the
//! timetable, levels and skills before rubrics and menus). Each file is read by a small walker that
//! reports a problem and goes on; what a broken file would have defined counts as unknown, and
//! references to it are left alone. Only a pack without any problem becomes a
//! [`Pack`].
//!
//! Nothing in here writes, remembers or starts anything, and nothing panics, whatever the bytes.

mod drawing;
mod export;
mod files;
mod levels;
mod menu;
mod names;
mod picture;
mod problem;
mod reader;
mod recordings;
pub mod roster;
mod rubric;
mod sheets;
mod skills;
mod students;
mod sync;
mod tablet;
mod timetable;
mod value;
mod watch;

use std::path::Path;

pub use self::{
    files::{PackFile, files},
    problem::{Problem, Problems},
    students::{checksum as students_checksum, checksum_of},
    watch::Watch,
};
use self::{
    names::Names,
    picture::Pictures,
    problem::{Report, Told},
    reader::document,
    sheets::Sheets,
    skills::Skills,
    timetable::Timetable,
};
use crate::domain::pack::Pack;

/// Reads the class pack in `dir`.
///
/// # Errors
///
/// Everything that is wrong with it, in all files.
pub fn load(dir: &Path) -> Result<Pack, Problems> {
    let report = Report::default();
    let pack = pack(&report, dir);
    report.finish(pack)
}

fn pack(report: &Report, dir: &Path) -> Result<Pack, Told> {
    files::list(report, dir, "")?;
    let pictures = Pictures::list(report, dir);
    let pack = (report, dir);

    let stations = document(
        pack,
        Path::new("stations.toml"),
        &tablet::STATION_KEYS,
        |root| tablet::stations(root, &pictures),
    );
    let (station_names, stations) =
        stations.unwrap_or_else(|told| (Names::unknown(&tablet::STATION, told), Err(told)));

    let tablet = document(pack, Path::new("kiosk.toml"), &tablet::KIOSK_KEYS, |root| {
        tablet::kiosk(root, &station_names)
    });

    let levels = document(pack, Path::new("levels.toml"), &levels::KEYS, levels::read);
    let (level_names, levels) =
        levels.unwrap_or_else(|told| (Names::unknown(&levels::LEVEL, told), Err(told)));

    let timetable = document(
        pack,
        Path::new("timetable.toml"),
        &timetable::KEYS,
        |root| Timetable::read(root, &station_names, &pictures),
    );
    let timetable = timetable.unwrap_or_else(Timetable::unknown);

    let skills = document(pack, Path::new("skills.toml"), &skills::KEYS, |root| {
        Skills::read(root, &pictures)
    });
    let skills = skills.unwrap_or_else(Skills::unknown);

    let mut rubrics = Sheets::read(pack, &rubric::FOLDER, &skills.names, |root| {
        rubric::read(root, &level_names, &pictures)
    });
    let mut menus = Sheets::read(pack, &menu::FOLDER, &skills.names, |root| {
        menu::read(root, &level_names, &pictures)
    });
    let whole_skills = skills.list.and_then(|skills| {
        let skills = skills.into_iter().map(|entry| {
            let (id, place) = entry.id?;
            let rubric = rubrics.take(&id, &place);
            let menu = menus.take(&id, &place);
            let mut skill = entry.skill?;
            (skill.rubric, skill.menu) = (rubric?, menu?);
            Ok(skill)
        });
        let skills: Vec<_> = skills.collect();
        skills.into_iter().collect::<Result<Vec<_>, Told>>()
    });

    let students = students::read(pack, &timetable.names, &pictures);
    let recordings = recordings::list(report, dir);

    let (show_level, levels) = levels?;
    Ok(Pack {
        tablet: tablet.and_then(|tablet| tablet)?,
        show_level,
        reflect_every: skills.reflect_every?,
        conference_every: skills.conference_every?,
        levels,
        units: skills.units?,
        skills: whole_skills?,
        stations: stations?,
        groups: timetable.groups?,
        blocks: timetable.blocks?,
        students: students?,
        recordings: recordings?,
    })
}
