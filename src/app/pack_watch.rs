//! The thread that notices an edited class pack and loads it, and that brings it together with those of
//! the other tablets.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    config::{Problems, Watch},
    storage::StoreLedger,
};

use super::{
    class_files,
    inbox::{Message, Outbox},
    open::LoadedPack,
};

/// How often it looks. A folder on a network share tells nobody of changes, so looking it is.
const EVERY: Duration = Duration::from_secs(1);

/// After how many looks it asks again whether this tablet shares with others by now.
const TRY_AGAIN: u32 = 10;

/// What it is asked.
enum Asked {
    /// Look now.
    Look,
    /// There is a journal now, in which the pack is shared.
    Share(StoreLedger, TimeZone),
}

/// The thread; it ends when this is dropped.
pub(super) struct PackWatch {
    /// Closed to end the thread.
    now: Option<SyncSender<Asked>>,
    thread: Option<JoinHandle<()>>,
}

impl PackWatch {
    /// Starts to watch. What `watch` saw when it was made counts as known.
    pub(super) fn start(class: PathBuf, mut watch: Watch, outbox: Outbox) -> io::Result<Self> {
        let (now, asked) = sync_channel(4);
        let mut sharing = None;
        let thread = thread::Builder::new()
            .name("pack-watch".to_owned())
            .spawn(move || {
                let mut waited = 0;
                loop {
                    let mut refused = None;
                    let is_asked = match asked.recv_timeout(EVERY) {
                        Ok(Asked::Look) => true,
                        Ok(Asked::Share(journal, timezone)) => {
                            let sharing = sharing.insert(Sharing::new(journal, timezone));
                            refused = sharing.share(&class);
                            refused.is_some()
                        }
                        Err(RecvTimeoutError::Timeout) => false,
                        Err(RecvTimeoutError::Disconnected) => break,
                    };
                    waited += 1;
                    if watch.changed() || is_asked {
                        let again = sharing.as_mut().filter(|_| refused.is_none());
                        let refused = again.and_then(|with| with.share(&class)).or(refused);
                        let read = LoadedPack::read(&class);
                        let read = read.map(|pack| Box::new(pack.but(refused)));
                        outbox.send(Message::Pack(read));
                    } else if waited >= TRY_AGAIN
                        && let Some(sharing) = sharing.as_mut().filter(|with| !with.shares)
                    {
                        // What is taken is noticed as an edit.
                        sharing.share(&class);
                        waited = 0;
                    }
                }
            })?;
        Ok(Self {
            now: Some(now),
            thread: Some(thread),
        })
    }

    /// Reads the class pack once more, whether or not it changed. Never waits.
    pub(super) fn look_now(&self) {
        self.ask(Asked::Look);
    }

    /// From now on the pack is shared through this journal. Never waits.
    pub(super) fn share_with(&self, journal: StoreLedger, timezone: TimeZone) {
        self.ask(Asked::Share(journal, timezone));
    }

    fn ask(&self, what: Asked) {
        if let Some(Err(error)) = self.now.as_ref().map(|now| now.try_send(what)) {
            tracing::debug!(%error, "the class pack is about to be read anyway");
        }
    }
}

/// The pack on its way to and from the other tablets.
struct Sharing {
    journal: StoreLedger,
    timezone: TimeZone,
    /// Whether this tablet shares with others, as far as was seen.
    shares: bool,
}

impl Sharing {
    fn new(journal: StoreLedger, timezone: TimeZone) -> Self {
        Self {
            journal,
            timezone,
            shares: false,
        }
    }

    /// Shares the pack once. What is wrong with what the others published, if it cannot be used.
    fn share(&mut self, class: &Path) -> Option<Problems> {
        let now = Timestamp::now().to_zoned(self.timezone.clone());
        match class_files::share(&mut self.journal, class, &now) {
            Ok(shared) => {
                let (published, taken) = (shared.published.len(), shared.taken.len());
                if published + taken > 0 {
                    tracing::info!(published, taken, "the class pack is shared");
                }
                self.shares = shared.shares;
                shared.refused
            }
            Err(error) => {
                tracing::warn!(%error, "the class pack is not shared");
                None
            }
        }
    }
}

impl Drop for PackWatch {
    fn drop(&mut self) {
        self.now = None;
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the pack watcher ended badly");
        }
    }
}
