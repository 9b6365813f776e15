//! What goes on badge sheets, out of the class and its journal: names, animals, codes, trophies and
//! sentences, as values for [`crate::badges::print`]. The kiosk and the command line print the same.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use crate::{
    badges::{
        code::BadgeCode,
        print::{
            Badge, Drawing, LevelBadge, RulerWords, SecretList, SecretRow, Typeface, Typefaces,
        },
    },
    domain::{
        called::called,
        event::{Event, Holder},
        ids::{StudentId, TeacherId},
        pack::Pack,
        print_list::{ToPrint, to_print},
        records::Records,
        text::Picture,
    },
    look::{
        levels::{self, Ink},
        pictures, theme,
        words::Say,
    },
};

/// The program's own typefaces: Latin and Cyrillic letters, Arabic, Hebrew and Devanagari.
#[must_use]
pub fn typefaces() -> Typefaces {
    let faces = theme::typefaces().map(|(regular, bold)| Typeface {
        regular: Cow::Borrowed(regular),
        bold: Cow::Borrowed(bold),
    });
    Typefaces::new(faces.collect())
}

/// The class, for what is printed of it.
#[derive(Clone, Copy)]
pub struct Sheets<'a> {
    /// The class pack.
    pub pack: &'a Pack,
    /// What is true now.
    pub records: &'a Records,
    /// In the language of the class.
    pub say: Say<'a>,
}

/// Level badges that wait to be printed, and what records that they were.
#[derive(Clone, Debug, Default)]
pub struct Trophies {
    /// The badges, by first name.
    pub badges: Vec<Badge>,
    /// One entry for each, for when they are in a child's hand.
    pub printed: Vec<Event>,
}

impl Sheets<'_> {
    /// What children are called whose names have letters that no typeface has: their badges have a
    /// line to write on.
    #[must_use]
    pub fn by_hand(&self, who: &[StudentId], typefaces: &Typefaces) -> Vec<StudentId> {
        let names = called(self.records);
        let name = |id| names.get(id).map_or("", String::as_str);
        let places = typefaces.by_hand(who.iter().map(name));
        let ids = places.into_iter().filter_map(|place| who.get(place));
        ids.cloned().collect()
    }

    /// ID badges, of those who have a code.
    #[must_use]
    pub fn students(&self, who: &[StudentId], codes: &BTreeMap<Holder, BadgeCode>) -> Vec<Badge> {
        let names = called(self.records);
        let badge = |id: &StudentId| {
            Some(Badge::Student {
                name: names.get(id)?.clone(),
                animal: self.animal(id)?,
                code: *codes.get(&Holder::Student(id.clone()))?,
            })
        };
        who.iter().filter_map(badge).collect()
    }

    /// A teacher's badge.
    #[must_use]
    pub fn teacher(&self, teacher: &TeacherId, code: BadgeCode) -> Badge {
        Badge::Teacher {
            name: teacher.to_string(),
            title: self.say.text("desk-sheet-teacher"),
            reminder: self.say.text("desk-sheet-pin"),
            code,
        }
    }

    /// The badge for trying scanners and cameras.
    #[must_use]
    pub fn test(&self) -> Badge {
        Badge::Test {
            title: self.say.text("desk-sheet-test"),
            about: self.say.text("desk-sheet-test-about"),
        }
    }

    /// The level badges of `who` that wait to be printed, each in its child's language.
    #[must_use]
    pub fn trophies(&self, who: &[StudentId], with_names: bool) -> Trophies {
        let names = called(self.records);
        let mut trophies = Trophies::default();
        let waiting = to_print(self.pack, self.records);
        for one in waiting.iter().filter(|one| who.contains(one.student)) {
            let name = names.get(one.student).filter(|_| with_names).cloned();
            trophies.badges.push(Badge::Level(self.trophy(one, name)));
            trophies.printed.push(Event::LevelBadgePrinted {
                student: one.student.clone(),
                skill: one.skill.id.clone(),
                level: one.level.id.clone(),
            });
        }
        trophies
    }

    fn trophy(&self, one: &ToPrint<'_>, name: Option<String>) -> LevelBadge {
        let ToPrint { skill, level, .. } = one;
        let lang = one.card.language.as_ref().unwrap_or(self.say.lang());
        let height = self.pack.level(&level.id).map(|(height, _)| height);
        let line = skill.rubric.first().and_then(|criterion| {
            let cell = criterion.cells.get(height?)?;
            Some(cell.text.get(lang).to_owned())
        });
        LevelBadge {
            name,
            level: level.name.get(lang).to_owned(),
            patch: Drawing::svg(&levels::svg(level, Ink::Full)),
            skill: skill.name.get(lang).to_owned(),
            picture: picture(&skill.picture),
            i_can: line.unwrap_or_else(|| level.means.get(lang).to_owned()),
        }
    }

    /// The secret pictures of `who`; a child without any is left out.
    #[must_use]
    pub fn secrets(&self, who: &[StudentId]) -> SecretList {
        let names = called(self.records);
        let row = |id: &StudentId| {
            let secret = self.records.student(id)?.secret.pictures()?;
            let pictures = secret.pictures().into_iter();
            Some(SecretRow {
                name: names.get(id)?.clone(),
                animal: self.animal(id)?,
                pictures: pictures.filter_map(|one| emoji(one.emoji())).collect(),
            })
        };
        SecretList {
            title: self.say.text("desk-sheet-secrets"),
            about: self.say.text("desk-sheet-secrets-about"),
            rows: who.iter().filter_map(row).collect(),
        }
    }

    /// The sentences of the ruler page.
    #[must_use]
    pub fn ruler(&self) -> RulerWords {
        RulerWords {
            title: self.say.text("desk-sheet-ruler"),
            size: self.say.text("desk-sheet-ruler-size"),
            fold: self.say.text("desk-sheet-ruler-fold"),
            enter: self.say.text("desk-sheet-ruler-enter"),
            right: self.say.text("desk-sheet-ruler-right"),
            down: self.say.text("desk-sheet-ruler-down"),
        }
    }

    fn animal(&self, id: &StudentId) -> Option<Drawing> {
        emoji(&self.records.card(id)?.picture)
    }
}

fn emoji(emoji: &str) -> Option<Drawing> {
    pictures::emoji_drawing(emoji)
        .or_else(|| pictures::emoji_drawing(pictures::INSTEAD))
        .map(Drawing::svg)
}

/// A picture of the class pack. One that cannot be read is left out: the pack's own check named it.
fn picture(picture: &Picture) -> Option<Drawing> {
    let path = match picture {
        Picture::Emoji(text) => return emoji(text),
        Picture::File(path) => path,
    };
    let bytes = fs::read(path).ok()?.into();
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match end.as_str() {
        "svg" => Drawing::Svg(bytes),
        "png" => Drawing::Png(bytes),
        _ => Drawing::Jpeg(bytes),
    })
}

/// Writes a file whole or not at all: under another name, made durable, then put in its place. A file
/// of that name is replaced.
pub fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Neither a folder nor a device is put out of its place.
    if path.exists() && !path.is_file() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut part = std::ffi::OsString::from(".");
    part.push(name);
    part.push(".part");
    let part = path.with_file_name(part);
    let write = || {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)
    };
    let written = write();
    if written.is_err()
        && let Err(error) = fs::remove_file(&part)
    {
        tracing::debug!(%error, "there is no part of a file to remove");
    }
    written?;
    if cfg!(unix) {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
