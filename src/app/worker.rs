//! A thread that works for the window and may have to wait for something that hangs: a printing service, a
//! disk, a place where tablets meet. It is handed work without waiting, told to stop, and joined; what
//! hangs holds up closing for seconds at the most. Knows nothing of the work.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long closing waits for it.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long another that takes its place waits for it.
const MOMENT: Duration = Duration::from_millis(100);

/// The thread; it ends when this is dropped, and is left behind where it hangs for longer than 3 s.
pub(super) struct Worker<W> {
    name: &'static str,
    /// Closed to end the thread.
    work: Option<SyncSender<W>>,
    stopping: Stopping,
    thread: Option<JoinHandle<()>>,
    /// Nothing is ever sent: it closes when the thread has ended.
    ended: Receiver<()>,
}

/// Whether the thread is to end as soon as it can.
#[derive(Clone, Debug, Default)]
pub(super) struct Stopping(Arc<AtomicBool>);

impl Stopping {
    pub(super) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl<W: Send + 'static> Worker<W> {
    /// Starts it; `waiting` pieces of work may wait. `run` returns once its inbox is closed, or between
    /// two steps once it is told to stop.
    pub(super) fn start(
        name: &'static str,
        waiting: usize,
        run: impl FnOnce(&Receiver<W>, Stopping) + Send + 'static,
    ) -> io::Result<Self> {
        let (work, inbox) = sync_channel(waiting);
        let (ending, ended) = channel();
        let stopping = Stopping::default();
        let stop = stopping.clone();
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                run(&inbox, stop);
                drop(ending);
            })?;
        Ok(Self {
            name,
            work: Some(work),
            stopping,
            thread: Some(thread),
            ended,
        })
    }

    /// Hands it something to do; never waits. Whether it was taken.
    pub(super) fn send(&self, work: W) -> bool {
        let sent = self.work.as_ref().map(|inbox| inbox.try_send(work));
        sent.is_some_and(|sent| sent.is_ok())
    }
}

impl<W> Worker<W> {
    /// Ends it where another takes its place: without waiting for what hangs.
    pub(super) fn let_go(mut self) {
        self.end(MOMENT);
    }

    fn end(&mut self, patience: Duration) {
        self.stopping.0.store(true, Ordering::Relaxed);
        self.work = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        let name = self.name;
        if self.ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!(name, "what the thread waits for hangs: going on without it");
        } else if thread.join().is_err() {
            tracing::error!(name, "the thread ended badly");
        }
    }
}

impl<W> Drop for Worker<W> {
    fn drop(&mut self) {
        self.end(PATIENCE);
    }
}
