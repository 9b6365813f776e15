//! What the desktop around the kiosk asks of every program: whether things may move. Read once,
//! from the files in which GNOME, GTK and KDE keep it; asks no other program, and never changes
//! anything.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Files below a configuration folder, the line that matters, and what says that nothing moves.
/// GTK: `Settings:gtk-enable-animations`. KDE: `AnimationDurationFactor`, by which every animation
/// takes longer or shorter.
const SETTINGS: [(&str, &str, &[&str]); 3] = [
    (
        "gtk-4.0/settings.ini",
        "gtk-enable-animations",
        &["0", "false"],
    ),
    (
        "gtk-3.0/settings.ini",
        "gtk-enable-animations",
        &["0", "false"],
    ),
    ("kdeglobals", "AnimationDurationFactor", &["0", "0.0"]),
];

/// GNOME's settings below a configuration folder: a database in the form of `GLib`'s `gvdb`.
const GNOME: [&str; 2] = ["dconf/user", "dconf/db/local"];
/// Its switch for animations in all programs.
const GNOME_KEY: &str = "/org/gnome/desktop/interface/enable-animations";

/// Whether the person at this computer turned animations off; the user's own files go before the
/// system's.
#[must_use]
pub fn asks_for_less_motion() -> bool {
    let own = directories::BaseDirs::new().map(|folders| folders.config_dir().to_owned());
    let system = env::var_os("XDG_CONFIG_DIRS").unwrap_or_else(|| "/etc/xdg".into());
    let folders: Vec<PathBuf> = own
        .into_iter()
        .chain(env::split_paths(&system))
        .chain([PathBuf::from("/etc")])
        .collect();
    asked_in(&folders)
}

/// What these folders say; the first that says anything decides.
#[must_use]
pub fn asked_in(folders: &[PathBuf]) -> bool {
    folders
        .iter()
        .find_map(|folder| said_in(folder))
        .unwrap_or(false)
}

fn said_in(folder: &Path) -> Option<bool> {
    let gnome = GNOME.iter().find_map(|file| gnome_said(&folder.join(file)));
    gnome.or_else(|| files_said(folder))
}

/// What GNOME's database says, if there is one and it says anything.
fn gnome_said(file: &Path) -> Option<bool> {
    let database = gvdb::read::File::from_file(file).ok()?;
    let moves: bool = database.hash_table().ok()?.get(GNOME_KEY).ok()?;
    Some(!moves)
}

fn files_said(folder: &Path) -> Option<bool> {
    SETTINGS.iter().find_map(|(file, key, off)| {
        let text = fs::read_to_string(folder.join(file)).ok()?;
        let value = text.lines().find_map(|line| {
            let (name, value) = line.split_once('=')?;
            (name.trim() == *key).then(|| value.trim().to_ascii_lowercase())
        })?;
        Some(off.contains(&value.as_str()))
    })
}
