//! A child shows a badge to the camera of the built program on a real window. The camera is a video
//! device of our own, which can be unplugged, taken by another program or forbidden.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{
    badge_shots::{Kind, shot},
    pcscd::PATIENCE,
    tablet::Tablet,
};

/// The video device: a folder whose files say how it is; see `support/fakev4l.c`.
struct Video(PathBuf);

impl Video {
    /// Builds it for a tablet, and switches the tablet's camera on. It is not plugged in.
    fn of(tablet: &Tablet) -> Self {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/support/fakev4l.c");
        let folder = tablet.folder.path().join("video");
        fs::create_dir(&folder).unwrap();
        let built = Command::new("gcc")
            .args(["-O2", "-shared", "-fPIC", "-o"])
            .arg(folder.join("fakev4l.so"))
            .args([source, "-ldl"])
            .status()
            .expect("gcc is installed");
        assert!(built.success());
        let file = tablet.folder.path().join("class/kiosk.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("camera = false", "camera = true")).unwrap();
        Self(folder)
    }

    fn plug(&self, says: &str) {
        self.put("plugged", says.as_bytes());
    }

    fn unplug(&self) {
        fs::remove_file(self.0.join("plugged")).unwrap();
    }

    /// Nobody is before the camera.
    fn see_nobody(&self) {
        self.see(Kind::Nothing, "");
    }

    /// Somebody holds a badge with that code.
    fn see(&self, kind: Kind, code: &str) {
        let shot = shot(kind, 4, code, 640, 480);
        let yuyv: Vec<u8> = shot.luma.iter().flat_map(|luma| [*luma, 0x80]).collect();
        self.put("frame", &yuyv);
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let half = self.0.join("half");
        fs::write(&half, bytes).unwrap();
        fs::rename(half, self.0.join(name)).unwrap();
    }

    /// Waits until its light is on or off.
    fn wait_for_light(&self, on: bool) {
        let light = self.0.join("light");
        let until = Instant::now() + PATIENCE;
        while light.exists() != on {
            assert!(Instant::now() < until, "the light is not {on}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }
}

fn doctor(tablet: &Tablet) -> String {
    let mut command = tablet.command(Command::new(env!("CARGO_BIN_EXE_waymark")));
    let output = command.args(["doctor", "--json"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let findings = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let camera = findings
        .into_iter()
        .find(|finding| finding["part"] == "camera");
    camera.unwrap()["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_badge_shown_to_the_camera_signs_in_also_after_it_was_unplugged() {
    let mut tablet = Tablet::of_rivera();
    let (maya, ben) = (tablet.new_code_for("s01"), tablet.new_code_for("s03"));
    let video = Video::of(&tablet);
    video.see_nobody();
    video.plug("");
    tablet.open_kiosk(&["--windowed", "1280x800"]);
    tablet.desktop.wait_for("Show your badge");
    video.wait_for_light(true);

    // A link on a shirt moves nothing; a badge greets by name, and the camera rests.
    video.see(Kind::Plain, "https://example.org");
    video.see(Kind::Typical, &maya);
    tablet.desktop.wait_for("Hi, Maya!");
    let names = tablet.desktop.names();
    assert!(
        !names.contains("Show your badge"),
        "no mirror here: {names}"
    );
    video.wait_for_light(false);
    video.see_nobody();
    tablet.desktop.press("That's not me");
    video.wait_for_light(true);

    // It is unplugged: the kiosk goes on, and says so.
    video.unplug();
    tablet
        .desktop
        .wait_for("Teacher: the camera gives no picture");
    let names = tablet.desktop.names();
    assert!(!names.contains("Show your badge"), "no mirror: {names}");
    tablet.rivera_signs_in();
    tablet.desktop.press("This tablet");
    tablet
        .desktop
        .wait_for("Camera · look at this. There is no camera. Plug it in");

    // It is back, which the desk finds out though the camera rests, and it reads again.
    video.plug("");
    tablet.desktop.wait_for("Camera · works. /dev/video0");
    video.wait_for_light(false);
    tablet.desktop.press("Lock");
    tablet.desktop.wait_for("Show your badge");
    video.see(Kind::Turned, &ben);
    tablet.desktop.wait_for("Hi, ");
    let own = tablet.desktop.names();
    assert!(!own.contains("Maya"), "another child: {own}");
}

#[test]
fn doctor_tells_what_is_wrong_with_the_camera() {
    let tablet = Tablet::new();
    assert!(doctor(&tablet).starts_with("Switched off"));
    let video = Video::of(&tablet);
    assert!(doctor(&tablet).starts_with("There is none"));
    video.plug("busy");
    assert!(doctor(&tablet).starts_with("Another program uses it"));
    video.plug("forbidden");
    assert!(doctor(&tablet).contains("group `video`"));
    video.see_nobody();
    video.plug("");
    assert!(doctor(&tablet).starts_with("/dev/video0. "));
    video.wait_for_light(false);
}
