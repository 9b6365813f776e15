//! What `waymark doctor` says of the camera. It is opened for a moment and closed; no picture is kept.

use std::sync::mpsc;

use super::{Finding, PATIENCE};
use crate::{
    app::camera_source,
    devices::camera::{Camera, CameraReport},
    domain::{
        health::{self, Fact},
        pack::Pack,
    },
};

pub(super) fn finding(pack: Option<&Pack>) -> Finding {
    let how = pack.map_or(health::Camera::Off, look);
    let text = match &how {
        health::Camera::Off => {
            "Switched off in kiosk.toml: badges are tapped or scanned.".to_owned()
        }
        health::Camera::Unknown => {
            "It does not answer. Unplug it and plug it in again.".to_owned()
        }
        health::Camera::Missing => "There is none. Plug one in, or set camera = false in kiosk.toml.".to_owned(),
        health::Camera::Busy => {
            "Another program uses it: the kiosk, if it runs, else a video call or the like. Close that program."
                .to_owned()
        }
        health::Camera::NotAllowed => {
            "This user may not use it. Add the user to the group `video` (`sudo usermod -aG video NAME`) and sign in again."
                .to_owned()
        }
        health::Camera::NoPicture => {
            "It gives no picture that can be read. Unplug it and plug it in again, or use another."
                .to_owned()
        }
        health::Camera::NotHere => {
            "Cameras are used on Linux only. Set camera = false in kiosk.toml.".to_owned()
        }
        health::Camera::Works(place) => {
            format!("{place}. Hold a badge before it while the kiosk shows its first screen.")
        }
    };
    Finding {
        part: "camera",
        state: Fact::Camera(how).state(),
        text,
    }
}

/// Opens it for a moment.
fn look(pack: &Pack) -> health::Camera {
    let Some(source) = camera_source(&pack.tablet.camera) else {
        return health::Camera::Off;
    };
    let (sender, reports) = mpsc::channel();
    let camera = Camera::start(source, move |report| {
        // Nobody listens any more once the first report is in.
        drop(sender.send(report));
    });
    let camera = match camera {
        Ok(camera) => camera,
        Err(error) => {
            tracing::warn!(%error, "the camera was not looked at");
            return health::Camera::Unknown;
        }
    };
    camera.look();
    let report = reports.recv_timeout(PATIENCE);
    camera.stop();
    match report {
        Ok(CameraReport::Is(how)) => how,
        _ => health::Camera::Unknown,
    }
}
