//! Why a verb could not do what it was asked, and how that is told: what happened, what is safe,
//! what to do. Telling is for `main`.

use std::{error::Error, io, path::PathBuf};

use crate::{
    app,
    config::{Problems, roster::RosterProblems},
    export::ExportError,
    storage::{OpenError, StorageError},
    sync::{JoinError, PeerError, postgres::ServerError},
};

/// Why a verb ended early.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The command line asks for something that makes no sense.
    #[error("{0}")]
    Misused(String),
    /// What was asked for cannot be done as things are.
    #[error("{0}")]
    Refused(String),
    /// What is wrong was the answer itself, and stands on standard output.
    #[error("what is wrong was told already")]
    Answered,
    /// Whoever read the output has enough.
    #[error("nobody reads on")]
    NobodyReads,
    /// The output cannot be written.
    #[error("The answer could not be written; the journal is safe. Try again with another output.")]
    Output(#[source] io::Error),
    /// The class pack has problems.
    #[error("{problems}\nThe class pack in {} has {}; nothing was changed. Mend the files, then try again.", dir.display(), count(problems.as_slice().len()))]
    Pack {
        /// Where it is.
        dir: PathBuf,
        /// What is wrong with it.
        problems: Problems,
    },
    /// The roster file has problems.
    #[error("{problems}\n{} cannot be taken over; the class is as it was. Mend the file, then try again.", path.display())]
    Roster {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        problems: RosterProblems,
    },
    /// A file or folder cannot be read or written.
    #[error("{} cannot be {what}; nothing was changed. Check the name and the rights, then try again.", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// `read` or `written`.
        what: &'static str,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// A sheet of badges cannot be written; its codes are linked already.
    #[error("{} cannot be written, and no part of it was left behind. New codes are kept: print again, and every badge gets the code it has. Make room or name another place with --out.", path.display())]
    Sheet {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// No PIN could be had from the terminal or standard input.
    #[error("The PIN could not be read; it is as it was. Try again.")]
    PinUnread(#[source] io::Error),
    /// No hash could be made of the PIN.
    #[error("The PIN could not be kept safely; it is as it was. Try again.")]
    PinHash(#[source] argon2::password_hash::Error),
    /// The journal cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The journal cannot be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A round did not come to its end.
    #[error(transparent)]
    Peer(#[from] PeerError),
    /// A tablet was not let into a class.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// A connection line is of no use.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The export cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A tablet was not wiped.
    #[error(transparent)]
    Wipe(#[from] app::WipeError),
    /// The kiosk cannot run.
    #[error(transparent)]
    App(#[from] app::Error),
}

impl CommandError {
    /// 0 done, 1 could not, 2 misused.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NobodyReads => 0,
            Self::Misused(_) => 2,
            _ => 1,
        }
    }

    /// What to tell on standard error: the sentence, and the causes behind it. `None` where
    /// everything was said.
    #[must_use]
    pub fn to_tell(&self) -> Option<String> {
        if matches!(self, Self::Answered | Self::NobodyReads) {
            return None;
        }
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(because) = cause {
            text.push_str("\n  because: ");
            text.push_str(&because.to_string());
            cause = because.source();
        }
        Some(text)
    }

    /// For `map_err` on what is done with one file or folder.
    pub(super) fn file(
        path: impl Into<PathBuf>,
        what: &'static str,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, what, source }
    }
}

/// `1 problem`, `3 problems`.
fn count(problems: usize) -> String {
    match problems {
        1 => "1 problem".to_owned(),
        many => format!("{many} problems"),
    }
}
