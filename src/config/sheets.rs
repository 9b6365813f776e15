//! The folders with one file per skill: `rubrics/` and `menus/`. Which file belongs to which skill
//! is said inside the file; its name is the teacher's.

use std::{collections::BTreeMap, path::Path};

use super::{
    files,
    names::Names,
    problem::{Complaint, Place, Report, Told, quote},
    reader::{Table, document},
};
use crate::domain::ids::SkillId;

/// One of the folders.
pub(super) struct Folder {
    /// Its name.
    pub(super) name: &'static str,
    /// What one file in it is.
    pub(super) word: &'static str,
    /// The keys of a file.
    pub(super) keys: &'static [&'static str],
    /// The code for a skill without a file.
    pub(super) missing: &'static str,
    /// The code for a skill with two files.
    pub(super) duplicate: &'static str,
}

/// What a folder holds, by skill.
pub(super) struct Sheets<'a, T> {
    folder: &'static Folder,
    report: &'a Report,
    by_skill: BTreeMap<SkillId, Result<T, Told>>,
    /// Whether every file told which skill it is for.
    complete: Result<(), Told>,
}

impl<'a, T> Sheets<'a, T> {
    /// Reads every file of the folder with `read`.
    pub(super) fn read(
        (report, dir): (&'a Report, &Path),
        folder: &'static Folder,
        skills: &Names,
        read: impl Fn(&Table<'_>) -> Result<T, Told>,
    ) -> Self {
        let mut sheets = Self {
            folder,
            report,
            by_skill: BTreeMap::new(),
            complete: Ok(()),
        };
        let files = match files::list(report, dir, folder.name) {
            Ok(files) => files,
            Err(told) => {
                sheets.complete = Err(told);
                return sheets;
            }
        };
        let mut first = BTreeMap::new();
        let files = files.iter().map(|file| file.name.as_path());
        for name in files.filter(|name| files::ends_in(name, &["toml"])) {
            let sheet = document((report, dir), name, folder.keys, |root| {
                let skill = skill(folder, root, skills, &mut first, name);
                (skill, read(root))
            });
            match sheet {
                Ok((Ok(skill), sheet)) => {
                    sheets.by_skill.insert(skill, sheet);
                }
                Ok((Err(told), _)) | Err(told) => sheets.complete = Err(told),
            }
        }
        sheets
    }

    /// The sheet of a skill, whose id is at `place`. Reports that there is none, unless a file that
    /// could be it has problems of its own.
    pub(super) fn take(&mut self, skill: &SkillId, place: &Place) -> Result<T, Told> {
        if let Some(sheet) = self.by_skill.remove(skill) {
            return sheet;
        }
        self.complete?;
        let Folder { name, word, .. } = self.folder;
        let message = format!("the skill {} has no {word}", quote(skill.as_str()));
        let complaint = Complaint::new(self.folder.missing, message).hint(format!(
            "make a file {name}/{skill}.toml that begins with skill = \"{skill}\""
        ));
        Err(self.report.tell(place.clone(), complaint))
    }
}

/// The skill that a file says it is for: one that is there, and that no file before is for.
fn skill<'f>(
    folder: &Folder,
    root: &Table<'_>,
    skills: &Names,
    first: &mut BTreeMap<SkillId, &'f Path>,
    name: &'f Path,
) -> Result<SkillId, Told> {
    let value = root.required("skill")?;
    let skill: SkillId = value.named(skills)?;
    if let Some(other) = first.get(&skill) {
        let word = folder.word;
        let message = format!("{} has a {word} already", quote(skill.as_str()));
        let hint = format!("it is in {}; keep one of the two files", other.display());
        return Err(value.tell(Complaint::new(folder.duplicate, message).hint(hint)));
    }
    first.insert(skill.clone(), name);
    Ok(skill)
}
