//! Something between a tablet and a server, which hands bytes on as fast and as far as it is told to.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use super::postgres::listener;

/// Hands bytes on, as fast and as far as it is told to.
pub struct Between {
    /// Where it listens.
    pub port: u16,
    /// Milliseconds before every piece.
    pub delay: Arc<AtomicU64>,
    /// How many bytes from the server still go on before everything ends.
    pub left: Arc<AtomicU64>,
    /// Whether nobody gets through any more.
    pub stopped: Arc<AtomicBool>,
}

/// Something in between, on a port of its own.
pub fn between(to: u16) -> Between {
    let delay = Arc::new(AtomicU64::new(0));
    let left = Arc::new(AtomicU64::new(u64::MAX));
    let stopped = Arc::new(AtomicBool::new(false));
    let (slow, far, stop) = (Arc::clone(&delay), Arc::clone(&left), Arc::clone(&stopped));
    let port = listener(move |stream| {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
        let (slow, far) = (Arc::clone(&slow), Arc::clone(&far));
        let (from, back) = (server.try_clone().unwrap(), stream.try_clone().unwrap());
        let answers = thread::spawn(move || hand_on(from, back, &slow, Some(&far)));
        hand_on(stream, server, &AtomicU64::new(0), None);
        answers.join().unwrap();
    });
    Between {
        port,
        delay,
        left,
        stopped,
    }
}

impl Between {
    /// So many bytes from the server still go on before everything ends.
    pub fn let_through(&self, bytes: u64) {
        self.left.store(bytes, Ordering::SeqCst);
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, delay: &AtomicU64, left: Option<&AtomicU64>) {
    let mut bytes = [0; 1 << 14];
    while let Ok(many @ 1..) = from.read(&mut bytes) {
        thread::park_timeout(Duration::from_millis(delay.load(Ordering::SeqCst)));
        let may = left.map_or(u64::MAX, |left| {
            let before = left.load(Ordering::SeqCst);
            left.store(before.saturating_sub(many as u64), Ordering::SeqCst);
            before
        });
        let go = usize::try_from(may).unwrap_or(usize::MAX).min(many);
        if to.write_all(&bytes[..go]).is_err() || go < many {
            break;
        }
    }
    drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
}
