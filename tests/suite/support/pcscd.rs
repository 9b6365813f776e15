//! A PC/SC service of a test's own, with two virtual readers and cards to lay on them.
//!
//! It is the real `pcscd` with the driver of `vsmartcard-vpcd`, in a mount namespace of its own
//! where `/run/pcscd` is a temporary folder: it disturbs neither the machine's service nor another
//! test's. A program finds it when `PCSCLITE_CSOCK_NAME` is [`Pcscd::socket`]; as the client
//! library reads that once per process, the program must be another process.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    os::unix::{fs::MetadataExt, net::UnixStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long anything here may take on a slow machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The option of `unshare` for mounts of one's own: root needs no more, anybody else a user
/// namespace, which must be allowed (on Ubuntu 24.04 run the tests as root).
pub(crate) fn own_mounts() -> &'static str {
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_root { "-m" } else { "-Urm" }
}

/// A service that runs until this is dropped.
pub(crate) struct Pcscd {
    folder: TempDir,
    port: u16,
    name: &'static str,
    process: Option<Child>,
}

impl Pcscd {
    /// A running service with two empty readers, [`reader_name`] 0 and 1.
    pub(crate) fn start() -> Self {
        Self::start_with(VIRTUAL)
    }

    /// The same with readers of that name.
    pub(crate) fn start_with(name: &'static str) -> Self {
        let mut service = Self::absent();
        service.name = name;
        service.plug_in();
        service.run();
        service
    }

    /// A service that does not run yet.
    pub(crate) fn absent() -> Self {
        let folder = TempDir::with_prefix("pcscd").unwrap();
        fs::create_dir(folder.path().join("run")).unwrap();
        fs::create_dir(folder.path().join("readers")).unwrap();
        Self {
            folder,
            port: two_free_ports(),
            name: VIRTUAL,
            process: None,
        }
    }

    /// Where the service listens: the value for `PCSCLITE_CSOCK_NAME`.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join("run/pcscd.comm")
    }

    /// Starts the service, and waits until it answers and its readers are there.
    pub(crate) fn run(&mut self) {
        assert!(self.process.is_none(), "pcscd runs already");
        let log = File::create(self.log()).unwrap();
        // Debian 13 and Ubuntu ask polkit who may use a reader, and no polkit runs here.
        let script = "mount -t tmpfs tmpfs /run && mkdir /run/pcscd \
            && mount --bind \"$0/run\" /run/pcscd || exit 1; \
            pcscd --help | grep -q disable-polkit && quiet=--disable-polkit; \
            exec pcscd --foreground --debug --config \"$0/readers\" $quiet";
        let process = Command::new("unshare")
            .arg(own_mounts())
            .args(["sh", "-c", script])
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.process = Some(process);
        self.wait_until("pcscd answers", || {
            UnixStream::connect(self.socket()).is_ok()
        });
        self.wait_until("the virtual readers listen", || {
            self.is_plugged_in() == listens(self.port + 1)
        });
    }

    /// Kills the service, as a crash does.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Plugs the two readers in. As this driver goes, the service sees it when it is next run.
    pub(crate) fn plug_in(&self) {
        let reader = format!(
            "FRIENDLYNAME \"{name}\"\nDEVICENAME /dev/null:{port}\nCHANNELID {port}\n\
             LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\n",
            name = self.name,
            port = self.port
        );
        fs::write(self.config(), reader).unwrap();
    }

    /// Pulls both readers out; the same holds.
    pub(crate) fn pull_out(&self) {
        fs::remove_file(self.config()).unwrap();
    }

    /// Lays a card on the first reader.
    pub(crate) fn lay(&self, card: Card) -> Laid {
        self.lay_on(0, card)
    }

    /// Lays a card on the first (0) or second (1) reader.
    pub(crate) fn lay_on(&self, reader: u16, card: Card) -> Laid {
        let address = (Ipv4Addr::LOCALHOST, self.port + reader);
        let name = format!("{} 00 {reader:02}", self.name);
        let lifted_before = times_lifted(&self.log(), &name);
        let mut stream = None;
        self.wait_until("a virtual reader takes a card", || {
            stream = TcpStream::connect(address).ok();
            stream.is_some()
        });
        let stream = stream.unwrap();
        let chip = stream.try_clone().unwrap();
        let (asking, asked) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("virtual-card".to_owned())
            .spawn(move || card.serve(chip, &asking))
            .unwrap();
        Laid {
            log: self.log(),
            reader: name,
            lifted_before,
            stream,
            asked,
            thread: Some(thread),
        }
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("readers/vpcd")
    }

    fn is_plugged_in(&self) -> bool {
        self.config().exists()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn wait_until(&self, what: &str, is_so: impl FnMut() -> bool) {
        wait_until(&self.log(), what, is_so);
    }
}

/// Waits for something the service does, and shows its log if it does not.
fn wait_until(log: &Path, what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        let log = || fs::read_to_string(log).unwrap_or_default();
        assert!(
            begun.elapsed() < PATIENCE,
            "it never came that {what}\n{}",
            log()
        );
        thread::park_timeout(Duration::from_millis(10));
    }
}

impl Drop for Pcscd {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What the driver calls its readers.
const VIRTUAL: &str = "Virtual PCD";

/// What the service calls its readers.
pub(crate) fn reader_name(reader: u16) -> String {
    format!("{VIRTUAL} 00 {reader:02}")
}

/// A card to lay on a reader.
#[derive(Clone)]
pub(crate) struct Card {
    answer: Answer,
    memory: Vec<u8>,
    /// The pages of a tag, from the first, which stay what they are when it is laid down again.
    pages: Option<Arc<Mutex<Vec<u8>>>>,
    /// It is torn away at the command after so many.
    answers: usize,
    /// Everything it, or the reader under it, was told.
    told: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// What a card does when it is asked for its serial number.
#[derive(Clone)]
enum Answer {
    Bytes(Vec<u8>),
    Nothing,
    Vanish,
}

/// What a reader says of a contactless tag of the Ultralight and NTAG kind.
const ATR: [u8; 20] = [
    0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x03, 0x00,
    0x00, 0x00, 0x00, 0x68,
];

impl Card {
    /// A card with that serial number, and nothing written on it.
    pub(crate) fn new(uid: &[u8]) -> Self {
        Self::answering(&[uid, &[0x90, 0x00]].concat())
    }

    /// A card that answers just so when it is asked for its serial number.
    pub(crate) fn answering(answer: &[u8]) -> Self {
        Self::that(Answer::Bytes(answer.to_vec()))
    }

    /// A card that is torn away as it is asked for its serial number.
    pub(crate) fn vanishing() -> Self {
        Self::that(Answer::Vanish)
    }

    /// A card that never answers when it is asked for its serial number.
    pub(crate) fn silent() -> Self {
        Self::that(Answer::Nothing)
    }

    fn that(answer: Answer) -> Self {
        Self {
            answer,
            memory: Vec::new(),
            pages: None,
            answers: usize::MAX,
            told: Arc::default(),
        }
    }

    /// An NTAG213 as it leaves the factory, with this serial number of 7 bytes.
    pub(crate) fn ntag(uid: [u8; 7]) -> Self {
        let mut pages = [&uid[..3], &[0x00], &uid[3..], &[0x00, 0x48, 0x00, 0x00]].concat();
        pages.extend([0xE1, 0x10, 0x12, 0x00, 0x01, 0x03, 0xA0, 0x0C]);
        pages.extend([0x34, 0x03, 0x00, 0xFE]);
        // User memory to page 27, then its lock, configuration, password.
        pages.resize(45 * 4, 0);
        Self {
            pages: Some(Arc::new(Mutex::new(pages))),
            ..Self::new(&uid)
        }
    }

    /// The same tag, torn away at the command after so many; with `usize::MAX` never.
    pub(crate) fn torn_away_after(&self, answers: usize) -> Self {
        Self {
            answers,
            ..self.clone()
        }
    }

    /// The user memory of a tag.
    pub(crate) fn user_memory(&self) -> Vec<u8> {
        self.pages.as_ref().unwrap().lock().unwrap()[16..].to_vec()
    }

    /// Waits until it, or the reader under it, was told that.
    pub(crate) fn wait_until_told(&self, command: &[u8]) {
        let until = Instant::now() + PATIENCE;
        while !self.told().iter().any(|told| told == command) {
            assert!(Instant::now() < until, "{:02X?}", self.told());
            thread::park_timeout(Duration::from_millis(10));
        }
    }

    /// Everything it, or the reader under it, was told so far.
    pub(crate) fn told(&self) -> Vec<Vec<u8>> {
        self.told.lock().unwrap().clone()
    }

    /// The same card with `text` (at most 100 bytes) written on it, as a phone writes it on an
    /// NTAG213: lock control, one short text record in English, the end.
    pub(crate) fn written(mut self, text: &str) -> Self {
        let length = u8::try_from(text.len()).unwrap();
        self.memory = vec![0x01, 0x03, 0xA0, 0x0C, 0x34, 0x03, length + 7];
        self.memory
            .extend([0xD1, 0x01, length + 3, b'T', 0x02, b'e', b'n']);
        self.memory.extend(text.as_bytes());
        self.memory.push(0xFE);
        self.memory.resize(144, 0);
        self
    }

    /// Plays the card until it is lifted or the service is gone; tells of each command.
    fn serve(&self, mut reader: TcpStream, asked: &Sender<()>) {
        // An error is the end of the connection: there is nobody to tell.
        let mut answered = 0;
        while let Ok(frame) = receive(&mut reader) {
            if frame.len() > 1 {
                if answered >= self.answers {
                    break;
                }
                answered += 1;
                self.told.lock().unwrap().push(frame.clone());
            }
            let answer = match frame.as_slice() {
                [4] => Answer::Bytes(ATR.to_vec()),
                // Off, on and reset want no answer.
                [_] => Answer::Nothing,
                [0xFF, 0xCA, ..] => self.answer.clone(),
                [0xFF, 0xB0, 0x00, page, length] => Answer::Bytes(self.pages(*page, *length)),
                [0xFF, 0xD6, 0x00, page, 0x04, bytes @ ..] => {
                    Answer::Bytes(self.write(*page, bytes))
                }
                [0xFF, 0x00, 0x40 | 0x52, ..] => Answer::Bytes(vec![0x90, 0x00]),
                _ => Answer::Bytes(vec![0x6D, 0x00]),
            };
            if frame.len() > 1 && asked.send(()).is_err() {
                break;
            }
            let answer = match answer {
                Answer::Bytes(bytes) => bytes,
                Answer::Nothing => continue,
                Answer::Vanish => break,
            };
            let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
            if reader.write_all(&[&length, &answer[..]].concat()).is_err() {
                break;
            }
        }
        // The other end may have closed it first.
        drop(reader.shutdown(Shutdown::Both));
    }

    fn pages(&self, page: u8, length: u8) -> Vec<u8> {
        let memory = match &self.pages {
            Some(pages) => pages.lock().unwrap().clone(),
            None => [&[0; 16], &self.memory[..]].concat(),
        };
        let start = usize::from(page) * 4;
        match memory.get(start..start + usize::from(length)) {
            Some(bytes) => [bytes, &[0x90, 0x00]].concat(),
            None => vec![0x63, 0x00],
        }
    }

    fn write(&self, page: u8, bytes: &[u8]) -> Vec<u8> {
        let start = usize::from(page) * 4;
        let mut pages = self.pages.as_ref().map(|pages| pages.lock().unwrap());
        let place = pages
            .as_mut()
            .and_then(|pages| pages.get_mut(start..start + 4));
        match place {
            Some(place) => {
                place.copy_from_slice(bytes);
                vec![0x90, 0x00]
            }
            None => vec![0x63, 0x00],
        }
    }
}

fn receive(reader: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    reader.read_exact(&mut length)?;
    let mut frame = vec![0; u16::from_be_bytes(length).into()];
    reader.read_exact(&mut frame)?;
    Ok(frame)
}

/// A card on a reader. It is lifted when this is dropped.
pub(crate) struct Laid {
    log: PathBuf,
    reader: String,
    lifted_before: usize,
    stream: TcpStream,
    asked: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Laid {
    /// Waits until the card is asked something (again).
    pub(crate) fn wait_until_asked(&self) {
        self.asked
            .recv_timeout(PATIENCE)
            .expect("the card is asked something");
    }

    /// Lifts the card, and waits until the service has seen it: it looks a few times a second, and
    /// would take a card laid down in between for the same one.
    pub(crate) fn lift(self) {
        let log = self.log.clone();
        let reader = self.reader.clone();
        let before = self.lifted_before;
        drop(self);
        wait_until(&log, "the card is lifted", || {
            times_lifted(&log, &reader) > before
        });
    }
}

/// How often the service has seen a card being lifted from a reader.
fn times_lifted(log: &Path, reader: &str) -> usize {
    let log = fs::read_to_string(log).unwrap_or_default();
    log.matches(&format!("Card Removed From {reader}")).count()
}

impl Drop for Laid {
    fn drop(&mut self) {
        // The card may have vanished by itself.
        drop(self.stream.shutdown(Shutdown::Both));
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok() || thread::panicking());
        }
    }
}

/// The first of two ports that nobody listens on, and that no other test was given. They lie below
/// the ports that the system hands out by itself.
pub(crate) fn two_free_ports() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 500).unwrap() * 20;
    let is_free = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok();
    loop {
        let port = 20_000 + (own + NEXT.fetch_add(2, Ordering::Relaxed)) % 10_000;
        if is_free(port) && is_free(port + 1) {
            return port;
        }
    }
}

/// Whether somebody listens on that port of this machine. (Trying to connect would lay a card.)
fn listens(port: u16) -> bool {
    let sockets = fs::read_to_string("/proc/net/tcp").unwrap();
    let local = format!(":{port:04X}");
    sockets.lines().any(|line| {
        let mut fields = line.split_whitespace().skip(1);
        fields.next().is_some_and(|at| at.ends_with(&local)) && fields.nth(1) == Some("0A")
    })
}
