//! The thread that notices an edited class pack and loads it.

use std::{
    io,
    path::PathBuf,
    sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::config::Watch;

use super::{
    inbox::{Message, Outbox},
    open::LoadedPack,
};

/// How often it looks. A folder on a network share tells nobody of changes, so looking it is.
const EVERY: Duration = Duration::from_secs(1);

/// The thread; it ends when this is dropped.
pub(super) struct PackWatch {
    /// Something in it: look now. Closed to end the thread.
    now: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl PackWatch {
    /// Starts to watch. What `watch` saw when it was made counts as known.
    pub(super) fn start(class: PathBuf, mut watch: Watch, outbox: Outbox) -> io::Result<Self> {
        let (now, asked) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("pack-watch".to_owned())
            .spawn(move || {
                loop {
                    let is_asked = match asked.recv_timeout(EVERY) {
                        Ok(()) => true,
                        Err(RecvTimeoutError::Timeout) => false,
                        Err(RecvTimeoutError::Disconnected) => break,
                    };
                    if watch.changed() || is_asked {
                        outbox.send(Message::Pack(LoadedPack::read(&class).map(Box::new)));
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
        if let Some(Err(error)) = self.now.as_ref().map(|now| now.try_send(())) {
            tracing::debug!(%error, "the class pack is about to be read anyway");
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
