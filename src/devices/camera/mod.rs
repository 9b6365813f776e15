//! The camera that looks for badges: one thread that takes pictures while they are wanted, reads the
//! codes in them, and reports taps. A camera may be unplugged and come back, be another program's, or
//! not be allowed: each is reported, tried again every second while it is wanted, and none of it ends
//! the thread. While nothing is wanted the camera is closed.
//!
//! No picture is stored, written or logged: one is in memory until the next one is there, and a small
//! one goes to the window while it is shown. A code that is no badge is never reported.
//!
//! Pure parts: [`luma`] (bytes to a picture), [`decode`] (a picture to badges), [`scans`] (what is newly
//! there). [`frames`] is where pictures come from.

pub mod decode;
pub mod frames;
pub mod luma;
pub mod scans;
#[cfg(target_os = "linux")]
mod video;

use std::{
    io,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::domain::{
    badge::{Tap, TapSource},
    health,
    joining::JoinCode,
    kiosk::Lookout,
};

use decode::{Effort, Seen};
use frames::{Frames, Source, Trouble};
use luma::Luma;
use scans::Scans;

/// What the camera has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameraReport {
    /// How it is now.
    Is(health::Camera),
    /// What it sees, small and as in a mirror; only while that is to be shown.
    Picture(Luma),
    /// A badge was shown.
    Tap(Tap),
    /// The code of a class to join was shown.
    Join(Box<JoinCode>),
    /// Something nearly like a badge was shown.
    Damaged,
}

/// The thread that looks through the camera. Dropping it is the same as [`Camera::stop`].
#[derive(Debug)]
pub struct Camera {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    /// Nothing is ever sent: it closes when the thread has ended.
    ended: mpsc::Receiver<()>,
}

/// From one picture that is read to the next.
const PACE: Duration = Duration::from_millis(80);
/// The same in a room where nothing moves.
const CALM: Duration = Duration::from_millis(400);
/// For how long nothing must have moved.
const STILL: Duration = Duration::from_secs(5);
/// From one look for a new picture to the next.
const MOMENT: Duration = Duration::from_millis(15);
/// How long a camera that works may give no picture.
const SILENCE: Duration = Duration::from_secs(3);
/// How long to wait before a camera in trouble is tried again.
const BACK_OFF: Duration = Duration::from_secs(1);
/// How long a thread that should stop is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// How wide and high the picture for the window is at the most.
const SMALL: usize = 240;
/// How much a small picture must differ from the last one to be another, in shades of 255.
const MOVED: usize = 2;

impl Camera {
    /// Starts the thread; the camera stays closed until it is wanted. `report` is called on it, and
    /// must not block for long. Fails if the system gives no thread.
    pub fn start(
        source: Source,
        report: impl Fn(CameraReport) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (ending, ended) = mpsc::channel();
        let told = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("camera".to_owned())
            .spawn(move || {
                Watcher::new(&told, source, &report).work();
                drop(ending);
            })?;
        Ok(Self {
            shared,
            thread: Some(thread),
            ended,
        })
    }

    /// Says what it is wanted for from now on. Never waits.
    pub fn want(&self, lookout: Lookout) {
        let mut control = self.shared.control();
        if control.lookout != lookout {
            control.lookout = lookout;
            self.shared.bell.notify_all();
        }
    }

    /// Asks it to see whether the camera is there, even while it rests; it reports how it is.
    pub fn look(&self) {
        self.shared.control().look = true;
        self.shared.bell.notify_all();
    }

    /// Closes the camera and waits until the thread has ended. A driver that does not answer for 3
    /// seconds is left behind with the thread, so that it cannot keep the program from closing.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        self.shared.control().stopping = true;
        self.shared.bell.notify_all();
        if self.ended.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::warn!("the camera hangs: closing without it");
        } else if thread.join().is_err() {
            tracing::error!("the camera's thread ended in a panic");
        }
    }
}

/// What the thread and its owner both see.
#[derive(Debug, Default)]
struct Shared {
    control: Mutex<Control>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Control {
    stopping: bool,
    lookout: Lookout,
    look: bool,
}

impl Shared {
    fn control(&self) -> MutexGuard<'_, Control> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for so long, unless something else is wanted meanwhile.
    fn pause(&self, time: Duration) {
        let as_it_was =
            |control: &mut Control| !control.stopping && control.lookout != Lookout::Rest;
        drop(
            self.bell
                .wait_timeout_while(self.control(), time, as_it_was),
        );
    }

    /// What the camera is wanted for, if for anything.
    fn lookout(&self) -> Option<Lookout> {
        let control = self.control();
        let wanted = !control.stopping && control.lookout != Lookout::Rest;
        wanted.then_some(control.lookout)
    }

    /// Waits until there is something to do, and says what.
    fn next(&self) -> Next {
        let nothing = |control: &mut Control| {
            !control.stopping && !control.look && control.lookout == Lookout::Rest
        };
        let mut control = self
            .bell
            .wait_while(self.control(), nothing)
            .unwrap_or_else(PoisonError::into_inner);
        let only_look = std::mem::take(&mut control.look) && control.lookout == Lookout::Rest;
        if control.stopping {
            Next::Stop
        } else if only_look {
            Next::Look
        } else {
            Next::Watch
        }
    }
}

/// What the thread has to do.
enum Next {
    Stop,
    Look,
    Watch,
}

/// The thread.
struct Watcher<'a, R> {
    shared: &'a Shared,
    source: Source,
    report: &'a R,
    began: Instant,
    scans: Scans,
    /// How the camera was when it was told last.
    told: Option<health::Camera>,
    /// The last small picture in which anything had moved.
    small: Luma,
    /// Whether it was to be shown.
    shows: bool,
    /// When anything last moved, since the thread began.
    moved: Duration,
    /// How many pictures were looked at.
    count: usize,
}

impl<'a, R: Fn(CameraReport)> Watcher<'a, R> {
    fn new(shared: &'a Shared, source: Source, report: &'a R) -> Self {
        Self {
            shared,
            source,
            report,
            began: Instant::now(),
            scans: Scans::default(),
            told: None,
            small: Luma::default(),
            shows: false,
            moved: Duration::ZERO,
            count: 0,
        }
    }

    fn work(&mut self) {
        loop {
            match self.shared.next() {
                Next::Stop => return,
                Next::Look => {
                    let how = self.look().unwrap_or_else(|trouble| trouble.fact());
                    self.tell(how);
                }
                Next::Watch => {
                    if let Err(trouble) = self.watch() {
                        tracing::debug!("no picture: {trouble}");
                        self.tell(trouble.fact());
                        self.shared.pause(BACK_OFF);
                    }
                }
            }
        }
    }

    /// How a camera is that rests: one that worked is only asked whether it is still there, so that its
    /// light stays off.
    fn look(&self) -> Result<health::Camera, Trouble> {
        let place = match &self.told {
            Some(health::Camera::Works(place)) => {
                Frames::is_there(&self.source, place)?;
                place.clone()
            }
            _ => Frames::open(&self.source)?.1,
        };
        Ok(health::Camera::Works(place))
    }

    /// Looks through the camera as long as it is wanted and gives pictures.
    fn watch(&mut self) -> Result<(), Trouble> {
        let (mut frames, place) = Frames::open(&self.source)?;
        let now = self.now();
        self.scans.wake(now);
        (self.small, self.shows) = (Luma::default(), false);
        let mut last = now;
        while let Some(lookout) = self.shared.lookout() {
            let Some(picture) = frames.next()? else {
                if self.now().saturating_sub(last) > SILENCE {
                    return Err(Trouble::NoPicture);
                }
                self.shared.pause(MOMENT);
                continue;
            };
            last = self.now();
            self.tell(health::Camera::Works(place.clone()));
            self.see(&picture, lookout);
            let now = self.now();
            let is_calm = now.saturating_sub(self.moved) > STILL;
            let every = if is_calm { CALM } else { PACE };
            self.shared
                .pause(every.saturating_sub(now.saturating_sub(last)));
        }
        self.scans.rest(self.now());
        Ok(())
    }

    /// Reports what is new in a picture.
    fn see(&mut self, picture: &Luma, lookout: Lookout) {
        let small = picture.mirrored(SMALL);
        let has_moved = small.difference(&self.small) >= MOVED;
        if has_moved {
            self.moved = self.now();
            self.small = small;
        }
        let shows = lookout == Lookout::Show;
        if shows && (has_moved || !self.shows) {
            (self.report)(CameraReport::Picture(self.small.clone()));
        }
        self.shows = shows;
        self.count = self.count.wrapping_add(1);
        for seen in decode::look(picture, Effort::Frame(self.count)) {
            let now = self.now();
            if !self.scans.is_new(&seen, now) {
                continue;
            }
            (self.report)(match seen {
                Seen::Badge(code) => CameraReport::Tap(Tap {
                    keys: vec![code.key()],
                    source: TapSource::Camera,
                }),
                Seen::Join(code) => CameraReport::Join(code),
                Seen::Damaged => CameraReport::Damaged,
            });
        }
    }

    fn tell(&mut self, how: health::Camera) {
        if self.told.as_ref() != Some(&how) {
            self.told = Some(how.clone());
            (self.report)(CameraReport::Is(how));
        }
    }

    fn now(&self) -> Duration {
        self.began.elapsed()
    }
}
