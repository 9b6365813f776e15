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
    /// Closed to end the thread.
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl PackWatch {
    /// Starts to watch. What `watch` saw when it was made counts as known.
    pub(super) fn start(class: PathBuf, mut watch: Watch, outbox: Outbox) -> io::Result<Self> {
        let (stop, stopped) = sync_channel(0);
        let thread = thread::Builder::new()
            .name("pack-watch".to_owned())
            .spawn(move || {
                while matches!(stopped.recv_timeout(EVERY), Err(RecvTimeoutError::Timeout)) {
                    if watch.changed() {
                        outbox.send(Message::Pack(LoadedPack::read(&class).map(Box::new)));
                    }
                }
            })?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for PackWatch {
    fn drop(&mut self) {
        self.stop = None;
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the pack watcher ended badly");
        }
    }
}
