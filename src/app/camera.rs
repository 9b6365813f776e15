//! The window's end of the camera: opens and closes it as the class pack and the screen want it, takes
//! its taps in, and holds what it sees while that is shown. Keeps no picture any longer.

use eframe::egui;

use crate::{
    devices::camera::{Camera, CameraReport, frames::Source},
    domain::{
        health,
        kiosk::{Input, JoinNews, Lookout, Trouble},
        pack::{CameraChoice, Pack},
    },
    look::mirror::{Glass, Mirror},
};

use super::{App, inbox::Message};

/// What the app keeps of the camera.
#[derive(Default)]
pub(super) struct Eye {
    camera: Option<Camera>,
    /// What it was opened for.
    choice: CameraChoice,
    /// What it sees, while that is on the screen.
    glass: Option<Glass>,
}

/// Where a choice of the class pack looks; nowhere if it wants no camera.
pub(crate) fn source(choice: &CameraChoice) -> Option<Source> {
    Some(match choice {
        CameraChoice::Off => return None,
        CameraChoice::First => Source::First,
        CameraChoice::Device(path) => Source::Device(path.clone()),
        CameraChoice::Folder(path) => Source::Folder(path.clone()),
    })
}

impl App {
    /// Starts or ends the camera's thread as the class pack wants it. A practice kiosk has none.
    pub(super) fn set_camera_up(&mut self, pack: &Pack) {
        let choice = &pack.tablet.camera;
        let source = source(choice).filter(|_| !self.options.practice);
        let Some(source) = source else {
            self.eye = Eye::default();
            self.health.camera = health::Camera::Off;
            return;
        };
        if self.eye.camera.is_some() && self.eye.choice == *choice {
            return;
        }
        // The one of before lets go of its device first.
        self.eye = Eye::default();
        self.health.camera = health::Camera::Unknown;
        let outbox = self.outbox.clone();
        match Camera::start(source, move |report| outbox.send(Message::Camera(report))) {
            Ok(camera) => {
                self.eye.camera = Some(camera);
                self.eye.choice = choice.clone();
            }
            Err(error) => {
                tracing::error!(%error, "the camera cannot be looked through");
                self.health.camera = health::Camera::NoPicture;
            }
        }
    }

    pub(super) fn take_camera_report(&mut self, ctx: &egui::Context, report: CameraReport) {
        match report {
            CameraReport::Tap(tap) => self.tell(Input::Tap(tap)),
            CameraReport::Join(code) => self.tell(Input::Joining(JoinNews::Scanned(*code))),
            CameraReport::Damaged => self.tell(Input::Trouble(Trouble::Damaged)),
            CameraReport::Is(how) => {
                if !matches!(how, health::Camera::Works(_)) {
                    self.eye.glass = None;
                }
                self.note_camera(how);
            }
            CameraReport::Picture(picture) => {
                if self.kiosk.lookout() == Lookout::Show {
                    let (size, pixels) = ([picture.width(), picture.height()], picture.pixels());
                    Glass::show(&mut self.eye.glass, ctx, size, pixels);
                }
            }
        }
    }

    /// Tells the camera what it is wanted for, and forgets what it saw once nobody looks at it.
    pub(super) fn point_the_camera(&mut self) {
        let ready = self.pack.is_some() && self.store.is_some();
        let lookout = if ready {
            self.kiosk.lookout()
        } else {
            Lookout::Rest
        };
        if lookout != Lookout::Show {
            self.eye.glass = None;
        }
        if let Some(camera) = &self.eye.camera {
            camera.want(lookout);
        }
    }

    /// Asks whether the camera is there: it rests while a teacher is at the desk.
    pub(super) fn look_at_the_camera(&self) {
        if let Some(camera) = &self.eye.camera {
            camera.look();
        }
    }

    /// What the first screen shows of it: nothing where there is no camera that works.
    pub(super) fn mirror(&self) -> Option<Mirror> {
        self.eye.camera.as_ref()?;
        match self.health.camera {
            health::Camera::Works(_) => Some(Mirror::of(self.eye.glass.as_ref())),
            _ => None,
        }
    }
}
