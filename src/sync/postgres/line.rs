//! A connection that is there when it is needed: opened at the first question, opened again after it
//! was lost, given up when an answer takes too long. It has a small runtime of its own and runs only
//! while somebody asks or waits; to the outside every call blocks and ends in time.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    time::Duration,
};

use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc::{Receiver, Sender, channel, error::TryRecvError},
    time::{Instant, sleep, timeout, timeout_at},
};
use tokio_postgres::{
    AsyncMessage, Client, Connection, Error as WireError, NoTls, Socket, tls::TlsStream,
};

use super::{fault::Fault, server::Server};

/// How long anything may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until a host has let us in; several hosts share it.
    pub connect: Duration,
    /// Until a question is answered, connecting included.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(30),
        }
    }
}

/// A connection, or the lack of one.
pub(super) struct Line {
    server: Server,
    limits: Limits,
    runtime: Runtime,
    open: Option<Open>,
    /// Whether the engine can tell of news; so until it says no.
    tells: bool,
}

struct Open {
    client: Client,
    /// One message at the most, however much news there is; ends with the connection.
    news: Receiver<()>,
    /// The server's number for this connection, 0 before it is known: its own news is none.
    own: Arc<AtomicI32>,
    listening: bool,
}

/// How long it takes to look whether something has come.
const GLANCE: Duration = Duration::from_millis(1);

/// How often a question that collided is asked.
const TRIES: u32 = 4;

impl Line {
    pub(super) fn new(server: Server, limits: Limits) -> io::Result<Self> {
        Ok(Self {
            server,
            limits,
            runtime: Builder::new_current_thread().enable_all().build()?,
            open: None,
            tells: true,
        })
    }

    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    /// From now on another way to the server.
    pub(super) fn change_to(&mut self, server: Server) {
        self.server = server;
        self.open = None;
    }

    /// Asks, and waits for the answer. What is asked must do no harm when it is asked twice: where a
    /// connection turns out to be lost, another is tried.
    pub(super) fn ask<T>(
        &mut self,
        question: &impl AsyncFn(&Client) -> Result<T, WireError>,
    ) -> Result<T, Fault> {
        let until = Instant::now() + self.limits.answer;
        let mut tries = 0;
        loop {
            tries += 1;
            let used = self.open.is_some();
            self.connect(until)?;
            let open = self.open.as_ref().ok_or(Fault::Ended)?;
            let answer = async { timeout_at(until, question(&open.client)).await };
            let fault = match self.runtime.block_on(answer) {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(error)) => Fault::Wire(error),
                Err(_) => Fault::Slow(self.limits.answer),
            };
            if fault.is_lost() || matches!(fault, Fault::Slow(_)) {
                self.open = None;
            }
            let again = (fault.is_lost() && used) || fault.is_a_collision();
            if !again || tries == TRIES {
                return Err(fault);
            }
        }
    }

    /// Whether whoever adds something is heard from now on; so too where the engine cannot tell of news.
    pub(super) fn is_listening(&self) -> bool {
        let listens = |open: &Open| open.listening && !open.client.is_closed();
        !self.tells || self.open.as_ref().is_some_and(listens)
    }

    /// Waits for news on a channel, at the most that long: whether there may be some.
    pub(super) fn wait(&mut self, channel: &str, limit: Duration) -> Result<bool, Fault> {
        if !self.is_listening() {
            self.listen(channel)?;
            return Ok(true);
        }
        if !self.tells {
            self.runtime.block_on(async { sleep(limit).await });
            return Ok(true);
        }
        self.heard(limit)
    }

    /// Whether news was heard, or is within that time; none where nobody listens.
    pub(super) fn heard(&mut self, limit: Duration) -> Result<bool, Fault> {
        let Some(open) = self.open.as_mut().filter(|open| open.listening) else {
            return Ok(false);
        };
        let news = timeout_at_most(limit.max(GLANCE), &mut open.news);
        match self.runtime.block_on(news) {
            Some(Some(())) => Ok(true),
            Some(None) => {
                self.open = None;
                Err(Fault::Ended)
            }
            None => Ok(false),
        }
    }

    /// Listens from now on, where the engine can tell of news. What came before nobody heard.
    pub(super) fn listen(&mut self, channel: &str) -> Result<(), Fault> {
        let listen = format!("LISTEN \"{}\"", channel.replace('"', "\"\""));
        let own = self.ask(&async |client| {
            client.batch_execute(&listen).await?;
            let row = client
                .query_typed_one("SELECT pg_backend_pid()", &[])
                .await?;
            row.try_get::<_, i32>(0)
        });
        match own {
            Ok(number) => {
                if let Some(open) = &mut self.open {
                    open.own.store(number, Ordering::Relaxed);
                    open.listening = true;
                }
            }
            // It let this tablet in and does not let it listen: then it is asked from time to time.
            Err(fault) if fault.is_said() && self.open.is_some() => self.tells = false,
            Err(fault) => return Err(fault),
        }
        Ok(())
    }

    fn connect(&mut self, until: Instant) -> Result<(), Fault> {
        if self
            .open
            .as_ref()
            .is_none_or(|open| open.client.is_closed())
        {
            self.open = None;
            let until = until.min(Instant::now() + self.limits.connect);
            let opening = open(&self.server, until, self.limits.connect);
            self.open = Some(self.runtime.block_on(opening)?);
        }
        Ok(())
    }
}

async fn timeout_at_most(limit: Duration, news: &mut Receiver<()>) -> Option<Option<()>> {
    // What was heard during the last round counts, and the end of a connection too.
    match news.try_recv() {
        Ok(()) => return Some(Some(())),
        Err(TryRecvError::Disconnected) => return Some(None),
        Err(TryRecvError::Empty) => {}
    }
    timeout(limit, news.recv()).await.ok()
}

/// Tries the hosts in order, each for its share of the time.
async fn open(server: &Server, until: Instant, limit: Duration) -> Result<Open, Fault> {
    let mut left = u32::try_from(server.hosts().len()).unwrap_or(u32::MAX);
    let mut worst = None;
    for config in server.hosts() {
        let share = until.saturating_duration_since(Instant::now()) / left.max(1);
        left = left.saturating_sub(1);
        let opening = async {
            match server.tls() {
                Some(tls) => config
                    .connect(tls.clone())
                    .await
                    .map(|(client, connection)| serve(client, connection)),
                None => config
                    .connect(NoTls)
                    .await
                    .map(|(client, connection)| serve(client, connection)),
            }
        };
        let fault = match timeout(share, opening).await {
            Ok(Ok(open)) => return Ok(open),
            Ok(Err(error)) => Fault::Wire(error),
            Err(_) => Fault::Slow(limit),
        };
        // Who says why says more than who says nothing.
        if !matches!((&worst, &fault), (Some(Fault::Wire(error)), _) if error.as_db_error().is_some())
        {
            worst = Some(fault);
        }
    }
    Err(worst.unwrap_or(Fault::Ended))
}

/// Lets a connection run whenever the runtime does.
fn serve<T>(client: Client, mut connection: Connection<Socket, T>) -> Open
where
    T: TlsStream + Unpin + Send + 'static,
{
    let (tell, news) = channel(1);
    let own = Arc::new(AtomicI32::new(0));
    let mine = Arc::clone(&own);
    tokio::spawn(async move {
        loop {
            let message = std::future::poll_fn(|context| connection.poll_message(context)).await;
            match message {
                Some(Ok(AsyncMessage::Notification(heard))) => {
                    if heard.process_id() != mine.load(Ordering::Relaxed) {
                        note(&tell);
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            }
        }
    });
    Open {
        client,
        news,
        own,
        listening: false,
    }
}

/// A second piece of news before the first was heard adds nothing.
fn note(tell: &Sender<()>) {
    tell.try_send(()).unwrap_or_default();
}
