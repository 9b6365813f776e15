//! A tablet lets another one into its class, for ten minutes. In a folder that is a file of the form
//! `invitations/HASH.json`, which holds until when it is good, but not the key; on a server it is a role.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};

use super::{
    folder,
    meeting::on_server,
    peer::PeerError,
    postgres::{AcceptError, PostgresPeer},
};
use crate::domain::{
    ids::{ClassId, LETTERS, TabletId},
    joining::JoinCode,
    sha256::sha256,
    sharing::{Line, MeetingPlace, Server},
};

/// How long an invitation is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The folder of invitations in a shared folder.
const FOLDER: &str = "invitations";

/// An invitation, and until when it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What the new tablet reads.
    pub code: JoinCode,
    /// Until when.
    pub until: Timestamp,
}

/// Why a tablet was not let in.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The folder is somewhere else on this tablet.
    #[error(
        "There is no shared folder at {} on this tablet; nothing was changed. Plug the stick in, or say where the folder is here.", path.display()
    )]
    NoFolder {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Its ten minutes are over.
    #[error("This code is too old; nothing was changed. Show a new one on the other tablet.")]
    Expired,
    /// A server did not let it in.
    #[error(transparent)]
    Server(#[from] AcceptError),
    /// Nobody made it.
    #[error(
        "The shared folder knows nothing of this code; nothing was changed. Let the other tablet sync, or show a new code there."
    )]
    Unknown,
    /// The place is of no use.
    #[error(transparent)]
    Peer(#[from] PeerError),
}

#[derive(Serialize, Deserialize)]
struct Letter {
    waymark: String,
    form: u32,
    class: ClassId,
    until: Timestamp,
}

/// Invites one more tablet into a folder's class. Invitations that are over are removed.
pub(super) fn invite_to_folder(
    path: &Path,
    class: &ClassId,
    name: &str,
    now: Timestamp,
    random: &mut impl rand::Rng,
) -> Result<Invitation, PeerError> {
    let place = path.display().to_string();
    let away = |source: io::Error| PeerError::Away {
        place: place.clone(),
        source: source.into(),
    };
    let folder = path.join(FOLDER);
    fs::create_dir_all(&folder).map_err(away)?;
    forget_old(&folder, now);
    let letter = |_| LETTERS.get(random.random_range(0..LETTERS.len()));
    let key: String = (0..16)
        .filter_map(letter)
        .map(|byte| char::from(*byte))
        .collect();
    let until = now.checked_add(GOOD_FOR).unwrap_or(now);
    let text = serde_json::to_vec(&Letter {
        waymark: "invitation".to_owned(),
        form: 1,
        class: class.clone(),
        until,
    });
    let text = text.map_err(io::Error::from).map_err(away)?;
    let file = folder.join(file_of(&key));
    let half = file.with_extension("tmp");
    let written = fs::File::create(&half).and_then(|mut to| {
        io::Write::write_all(&mut to, &text)?;
        to.sync_all()
    });
    written
        .and_then(|()| fs::rename(&half, &file))
        .map_err(away)?;
    Ok(Invitation {
        code: JoinCode {
            class: class.clone(),
            name: name.to_owned(),
            place: MeetingPlace::Folder(path.to_owned()),
            key,
        },
        until,
    })
}

/// The same on a server.
pub(super) fn invite_to_server(
    peer: &mut PostgresPeer,
    class: &ClassId,
    name: &str,
    random: &mut impl rand::Rng,
) -> Result<Invitation, PeerError> {
    let made = peer.invite(random)?;
    Ok(Invitation {
        code: JoinCode {
            class: class.clone(),
            name: name.to_owned(),
            place: MeetingPlace::Postgres(Server {
                connection: Line::new(made.server.line()),
                password_file: None,
            }),
            key: String::new(),
        },
        until: made.until,
    })
}

/// Takes an invitation: where the tablets meet, for keeping. `folder` is where the shared folder is on
/// this tablet, if that is not where it is on the other.
pub fn accept(
    code: &JoinCode,
    folder: Option<&Path>,
    tablet: &TabletId,
    now: Timestamp,
    random: &mut impl rand::Rng,
) -> Result<MeetingPlace, JoinError> {
    match &code.place {
        MeetingPlace::Folder(path) => {
            let path = folder.unwrap_or(path);
            admitted(path, code, now)?;
            Ok(MeetingPlace::Folder(path.to_owned()))
        }
        MeetingPlace::Postgres(server) => {
            let mut peer = on_server(server, tablet, Some(code.class.clone()))?;
            let joined = peer.accept(random)?;
            Ok(MeetingPlace::Postgres(Server {
                connection: Line::new(joined.server.line()),
                password_file: None,
            }))
        }
    }
}

fn admitted(path: &Path, code: &JoinCode, now: Timestamp) -> Result<(), JoinError> {
    let no_folder = || JoinError::NoFolder {
        path: path.to_owned(),
    };
    match folder::class_of(path) {
        Ok(Some(class)) if class == code.class => {}
        Ok(Some(theirs)) => {
            return Err(JoinError::Peer(PeerError::OtherClass {
                place: path.display().to_string(),
                theirs,
                ours: code.class.clone(),
            }));
        }
        Ok(None) | Err(PeerError::Away { .. }) => return Err(no_folder()),
        Err(error) => return Err(error.into()),
    }
    let text = fs::read(path.join(FOLDER).join(file_of(&code.key)));
    let letter: Letter = text
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or(JoinError::Unknown)?;
    if letter.class == code.class && now <= letter.until {
        Ok(())
    } else {
        Err(JoinError::Expired)
    }
}

/// What keeps a key is its hash.
fn file_of(key: &str) -> String {
    let hash = sha256(key);
    let begins = hash.iter().take(12);
    let number = begins.fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    format!("{number:024x}.json")
}

fn forget_old(folder: &Path, now: Timestamp) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files.filter_map(Result::ok).map(|file| file.path()) {
        let letter = fs::read(&file).ok();
        let letter = letter.and_then(|text| serde_json::from_slice::<Letter>(&text).ok());
        if letter.is_some_and(|letter| letter.until < now)
            && let Err(error) = fs::remove_file(&file)
        {
            tracing::debug!(%error, "an old invitation stays");
        }
    }
}
