//! The kiosk: owned state, inbox, logic, drawing, worker threads.

use std::path::PathBuf;

use crate::domain::ids::Lang;

/// What the kiosk is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The class pack.
    pub class: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// The size of its window in points; full screen without.
    pub windowed: Option<(f32, f32)>,
    /// Its language, where it is not the pack's.
    pub lang: Option<Lang>,
    /// Whether nothing is kept.
    pub practice: bool,
}

/// Why the kiosk cannot run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no window yet.
    #[error("The window is not part of this build; nothing was changed. Install a newer one.")]
    NoWindow,
}

/// Runs the kiosk until it is closed.
pub fn run(options: Options) -> Result<(), Error> {
    drop(options);
    Err(Error::NoWindow)
}
