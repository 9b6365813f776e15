//! The loudspeaker: one thread that speaks what it is told, piece by piece, and plays the three
//! short sounds. What is said next cuts short what was being said. Without a sound device it stays
//! silent, says so once, and looks again when there is something to play. Neither a missing
//! device, nor a file that is no sound, nor a voice program that hangs holds up the window; what
//! was spoken is kept in memory for a while and written nowhere.

mod library;
mod output;
pub mod sound;
mod synthesis;

use std::{
    collections::VecDeque,
    io,
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

pub use self::{
    library::{Clips, Library, Part},
    synthesis::program as voice_program,
};
use self::{output::Output, sound::Samples, synthesis::Synthesis};
use crate::domain::utterance::Utterance;

/// What the speaker has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerReport {
    /// There is a sound device.
    Ready,
    /// There is none, for this reason; everything goes on in silence.
    Silent(String),
    /// It begins to speak. [`SpeakerReport::Ended`] follows, whatever happens.
    Began,
    /// It has spoken to the end, or was cut short.
    Ended,
    /// This file of the class pack is no sound, and was passed over.
    NoSound {
        /// Its path.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// What it can be told.
#[derive(Debug)]
enum Command {
    Use(Library),
    Volume(u8),
    Say(Utterance),
    Play(&'static [u8]),
    Stop,
}

/// The thread that speaks. Dropping it is the same as [`Speaker::stop`].
#[derive(Debug)]
pub struct Speaker {
    /// Closed to end the thread.
    commands: Option<SyncSender<Command>>,
    thread: Option<JoinHandle<()>>,
}

/// How many commands may wait; the thread takes them within some milliseconds.
const WAITING: usize = 32;
/// How often a thread that plays looks whether it is done.
const GLANCE: Duration = Duration::from_millis(40);
/// How long the device is kept open in silence.
const LINGER: Duration = Duration::from_secs(8);
/// How long a device that was not there is not looked for again.
const BACK_OFF: Duration = Duration::from_secs(10);
/// Between two sentences.
const BREATH: Duration = Duration::from_millis(320);
/// Between two pieces of one sentence.
const JOINT: Duration = Duration::from_millis(30);

impl Speaker {
    /// Starts it. `report` is called on its thread, with [`SpeakerReport::Ready`] or
    /// [`SpeakerReport::Silent`] first, and must not block for long. Fails if the system gives no
    /// thread.
    pub fn start(
        library: Library,
        volume: u8,
        report: impl Fn(SpeakerReport) + Send + 'static,
    ) -> io::Result<Self> {
        let (commands, inbox) = sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("speaker".to_owned())
            .spawn(move || {
                let mut voice = Voice {
                    library,
                    volume,
                    report,
                    inbox: Inbox::new(inbox),
                    output: None,
                    tried: None,
                    synthesis: Synthesis::default(),
                    told: None,
                };
                voice.run();
            })?;
        Ok(Self {
            commands: Some(commands),
            thread: Some(thread),
        })
    }

    /// Speaks, from now on instead of what it was speaking.
    pub fn say(&self, utterance: Utterance) {
        self.tell(Command::Say(utterance));
    }

    /// Plays one of the short sounds, over what it speaks.
    pub fn play(&self, sound: &'static [u8]) {
        self.tell(Command::Play(sound));
    }

    /// Is silent at once.
    pub fn hush(&self) {
        self.tell(Command::Stop);
    }

    /// Uses these recordings from now on.
    pub fn use_library(&self, library: Library) {
        self.tell(Command::Use(library));
    }

    /// Is as loud as that from now on, in percent.
    pub fn set_volume(&self, percent: u8) {
        self.tell(Command::Volume(percent));
    }

    /// Ends it and waits for the thread: some milliseconds.
    pub fn stop(self) {
        drop(self);
    }

    fn tell(&self, command: Command) {
        let Some(commands) = &self.commands else {
            return;
        };
        match commands.try_send(command) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                tracing::warn!("the speaker is behind: something is not heard");
            }
            Err(TrySendError::Disconnected(_)) => tracing::warn!("the speaker has ended"),
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.commands = None;
        if self
            .thread
            .take()
            .is_some_and(|thread| thread.join().is_err())
        {
            tracing::error!("the speaker ended in a panic");
        }
    }
}

/// The commands, with those that were seen while something else was under way.
struct Inbox {
    commands: Receiver<Command>,
    seen: VecDeque<Command>,
    closed: bool,
}

impl Inbox {
    fn new(commands: Receiver<Command>) -> Self {
        Self {
            commands,
            seen: VecDeque::new(),
            closed: false,
        }
    }

    /// The next command; `None` when the time is up or nobody will ever send one.
    fn next(&mut self, wait: Option<Duration>) -> Option<Command> {
        if let Some(command) = self.seen.pop_front() {
            return Some(command);
        }
        let received = match wait {
            Some(wait) => self.commands.recv_timeout(wait),
            None => self.commands.recv().map_err(RecvTimeoutError::from),
        };
        self.closed |= matches!(received, Err(RecvTimeoutError::Disconnected));
        received.ok()
    }

    /// Waits, and tells whether what is under way should be given up: something else is to be
    /// said, or nothing.
    fn interrupted(&mut self, wait: Duration) -> bool {
        if let Ok(command) = self.commands.recv_timeout(wait).map_err(|error| {
            self.closed |= error == RecvTimeoutError::Disconnected;
        }) {
            self.seen.push_back(command);
        }
        let ends = |command: &Command| matches!(command, Command::Say(_) | Command::Stop);
        self.closed || self.seen.iter().any(ends)
    }
}

/// The thread's own.
struct Voice<R> {
    library: Library,
    volume: u8,
    report: R,
    inbox: Inbox,
    output: Option<Output>,
    /// When a device was last looked for in vain.
    tried: Option<Instant>,
    synthesis: Synthesis,
    /// What was last reported about the device: whether there is one.
    told: Option<bool>,
}

impl<R: Fn(SpeakerReport)> Voice<R> {
    fn run(&mut self) {
        self.open();
        while !self.inbox.closed {
            let wait = match &self.output {
                Some(output) if output.is_busy() => Some(GLANCE),
                Some(_) => Some(LINGER),
                None => None,
            };
            match self.inbox.next(wait) {
                Some(Command::Use(library)) => self.library = library,
                Some(Command::Volume(percent)) => {
                    self.volume = percent;
                    if let Some(output) = &mut self.output {
                        output.set_volume(percent);
                    }
                }
                Some(Command::Say(utterance)) => self.say(&utterance),
                Some(Command::Play(sound)) => self.play(sound),
                Some(Command::Stop) => self.hush(),
                None => self.look_after_the_device(),
            }
        }
        self.hush();
    }

    /// Ends what has been spoken, and closes a device that was silent for a while.
    fn look_after_the_device(&mut self) {
        let Some(output) = &mut self.output else {
            return;
        };
        if output.is_lost() {
            self.hush();
            self.output = None;
        } else if output.spoke_to_the_end() {
            (self.report)(SpeakerReport::Ended);
        } else if !output.is_busy() {
            self.output = None;
        }
    }

    /// Whether there is a device to play on; looks for one if that is not too soon.
    fn open(&mut self) -> bool {
        if self.output.as_ref().is_some_and(Output::is_lost) {
            self.hush();
            self.output = None;
        }
        let too_soon = |tried: Instant| tried.elapsed() < BACK_OFF;
        if self.output.is_some() || self.tried.is_some_and(too_soon) {
            return self.output.is_some();
        }
        let found = Output::open(self.volume);
        self.tried = found.is_err().then(Instant::now);
        if self.told != Some(found.is_ok()) {
            self.told = Some(found.is_ok());
            (self.report)(match &found {
                Ok(_) => SpeakerReport::Ready,
                Err(why) => SpeakerReport::Silent(why.to_string()),
            });
        }
        self.output = found.ok();
        self.output.is_some()
    }

    fn hush(&mut self) {
        if self.output.as_mut().is_some_and(Output::hush) {
            (self.report)(SpeakerReport::Ended);
        }
    }

    fn play(&mut self, sound: &'static [u8]) {
        if !self.open() {
            return;
        }
        match (sound::decode(io::Cursor::new(sound)), &mut self.output) {
            (Ok(samples), Some(output)) => output.play(samples),
            (Err(error), _) => tracing::error!(%error, "a sound of Waymark's own"),
            (Ok(_), None) => {}
        }
    }

    /// Hands the utterance to the device piece by piece, so that the first is heard while the
    /// others are still looked for.
    fn say(&mut self, utterance: &Utterance) {
        self.hush();
        if !self.open() {
            return;
        }
        (self.report)(SpeakerReport::Began);
        if let Some(output) = &mut self.output {
            output.begin();
        }
        for sentence in &utterance.sentences {
            for piece in sentence {
                for part in self.library.find(&utterance.lang, piece) {
                    let Some(samples) = self.sound_of(utterance, part) else {
                        continue;
                    };
                    if self.inbox.interrupted(Duration::ZERO) {
                        return;
                    }
                    if let Some(output) = &mut self.output {
                        output.speak(samples, JOINT);
                    }
                }
            }
            if let Some(output) = &mut self.output {
                output.pause(BREATH);
            }
        }
    }

    /// The sound of one part; `None` when there is none, or when it is no longer wanted.
    fn sound_of(&mut self, utterance: &Utterance, part: library::Part) -> Option<Samples> {
        use library::Part;
        let words = match part {
            Part::Clip(clip) => match sound::decode(io::Cursor::new(clip)) {
                Ok(samples) => return Some(samples),
                Err(error) => {
                    tracing::error!(%error, "a clip of Waymark's own");
                    return None;
                }
            },
            Part::Recording(file, words) => match sound::read(&file) {
                Ok(samples) => return Some(samples),
                Err(error) => {
                    let why = error.to_string();
                    (self.report)(SpeakerReport::NoSound { file, why });
                    words
                }
            },
            Part::Words(words) => words,
        };
        let inbox = &mut self.inbox;
        self.synthesis
            .speak(&utterance.lang, &words, |wait| inbox.interrupted(wait))
    }
}
