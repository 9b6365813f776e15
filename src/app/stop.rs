//! What asks the program to end from outside: a service manager's SIGTERM, Ctrl+C on the terminal it
//! was started from. The window ends as from the desk, so that the journal is closed. Where there are
//! no such signals the system ends the program itself; what was recorded is safe either way.

use super::inbox::Outbox;

/// The thread that waits for a signal; it ends when this is dropped.
#[derive(Debug, Default)]
pub(super) struct StopSignal {
    #[cfg(unix)]
    waiting: Option<(signal_hook::iterator::Handle, std::thread::JoinHandle<()>)>,
}

impl StopSignal {
    /// Starts to wait.
    #[cfg(unix)]
    pub(super) fn wait(outbox: Outbox) -> std::io::Result<Self> {
        use signal_hook::{
            consts::{SIGINT, SIGTERM},
            iterator::Signals,
        };

        let mut signals = Signals::new([SIGTERM, SIGINT])?;
        let handle = signals.handle();
        let thread = std::thread::Builder::new()
            .name("waymark-stop".to_owned())
            .spawn(move || {
                for _ in signals.forever() {
                    outbox.send(super::inbox::Message::Stop);
                }
            })?;
        Ok(Self {
            waiting: Some((handle, thread)),
        })
    }

    /// Nothing to wait for.
    #[cfg(not(unix))]
    pub(super) fn wait(_outbox: Outbox) -> std::io::Result<Self> {
        Ok(Self::default())
    }
}

#[cfg(unix)]
impl Drop for StopSignal {
    fn drop(&mut self) {
        if let Some((handle, thread)) = self.waiting.take() {
            handle.close();
            if thread.join().is_err() {
                tracing::error!("the thread that waits for signals ended badly");
            }
        }
    }
}
