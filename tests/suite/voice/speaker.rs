//! The built program speaking: into a file through a real ALSA device, and where there is none.

use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};

use proptest::prelude::*;
use tempfile::TempDir;
use waymark::devices::speaker::sound::{self, SoundError};

/// A tablet whose sound device writes to a file.
struct Tablet(TempDir);

impl Tablet {
    fn new() -> Self {
        let tablet = Self(TempDir::new().unwrap());
        let config = format!(
            r#"
            </usr/share/alsa/alsa.conf>
            pcm.!default {{ type plug slave {{ pcm "tofile" format S16_LE rate 48000 channels 2 }} }}
            pcm.tofile {{ type file slave.pcm "null" file "{}" format "raw" }}
            ctl.!default {{ type null }}
            "#,
            tablet.path("out.raw").display()
        );
        fs::write(tablet.path("asound.conf"), config).unwrap();
        tablet
    }

    /// One without a sound device.
    fn silent() -> Self {
        let tablet = Self(TempDir::new().unwrap());
        fs::write(tablet.path("asound.conf"), "# no device\n").unwrap();
        tablet
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn waymark(&self, args: &[&str]) -> Command {
        let class = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command
            .arg("--class")
            .arg(class)
            .arg("--data")
            .arg(self.path("data"))
            .args(args)
            .env("ALSA_CONFIG_PATH", self.path("asound.conf"));
        command
    }

    fn say(&self, args: &[&str]) -> Output {
        self.waymark(&[&["say"], args].concat()).output().unwrap()
    }

    /// How loud what was played is, at its loudest tenth of a second: 0 to 1.
    fn loudness(&self) -> f64 {
        let bytes = fs::read(self.path("out.raw")).unwrap();
        let samples: Vec<f64> = bytes
            .chunks_exact(2)
            .map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0)
            .collect();
        let energy = |block: &[f64]| {
            let sum: f64 = block.iter().map(|sample| sample * sample).sum();
            (sum / 9600.0).sqrt()
        };
        samples.chunks(9600).map(energy).fold(0.0, f64::max)
    }
}

fn told(output: &Output) -> String {
    let both = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[test]
fn a_sentence_of_waymarks_own_is_heard_in_both_languages() {
    for (lang, text) in [("en", "Tap your badge"), ("es", "Acerca tu tarjeta")] {
        let tablet = Tablet::new();
        // Without any program: a clip needs none.
        let mut say = tablet.waymark(&["say", "--lang", lang, text]);
        let output = say.env("PATH", "").output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        assert!(tablet.loudness() > 0.02, "{lang}: {}", tablet.loudness());
    }
}

#[test]
fn a_name_without_a_recording_is_spoken_by_a_program() {
    let tablet = Tablet::new();
    let output = tablet.say(&["--lang", "en", "Nandakumar"]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(tablet.loudness() > 0.02, "{}", tablet.loudness());
}

/// A stand-in for `espeak-ng` that notes what it is given, and then does `then`.
fn program(tablet: &Tablet, then: &str) -> PathBuf {
    let folder = tablet.path("bin");
    fs::create_dir(&folder).unwrap();
    let notes = tablet.path("notes");
    let script = format!(
        "#!/bin/sh\necho $$ > {0}.pid\necho \"$@\" > {0}.args\n/bin/cat > {0}.text\n{then}\n",
        notes.display()
    );
    fs::write(folder.join("espeak-ng"), script).unwrap();
    fs::set_permissions(folder.join("espeak-ng"), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn a_program_that_hangs_is_ended_after_two_seconds_and_was_given_the_words_in_a_pipe() {
    let tablet = Tablet::new();
    let bin = program(&tablet, "exec /bin/sleep 600");
    let begun = Instant::now();
    let name = "$(touch x); -w Zelda";
    let mut say = tablet.waymark(&["say", "--lang", "en", "--", name]);
    let output = say.env("PATH", bin).output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30));
    assert!(output.status.success(), "{}", told(&output));
    let note = |end: &str| fs::read_to_string(tablet.path(&format!("notes.{end}"))).unwrap();
    assert_eq!(note("text"), name);
    assert!(!note("args").contains("Zelda"), "{}", note("args"));
    let process = Path::new("/proc").join(note("pid").trim());
    assert!(!process.exists(), "the program still runs");
}

#[test]
fn a_program_that_writes_no_sound_or_fails_is_no_trouble() {
    for then in [
        "echo this is no sound",
        "exit 1",
        "/bin/head -c 9000000 /dev/urandom",
    ] {
        let tablet = Tablet::new();
        let bin = program(&tablet, then);
        let mut say = tablet.waymark(&["say", "--lang", "en", "Zelda"]);
        let output = say.env("PATH", bin).output().unwrap();
        assert!(output.status.success(), "{then}: {}", told(&output));
    }
}

#[test]
fn without_a_sound_device_it_says_so_and_doctor_says_what_to_do() {
    let tablet = Tablet::silent();
    let output = tablet.say(&["Tap your badge"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("There is no sound device"),
        "{}",
        told(&output)
    );
    let output = tablet.waymark(&["doctor"]).output().unwrap();
    let line = told(&output);
    let line = line
        .lines()
        .find(|line| line.contains(" sound "))
        .unwrap()
        .to_owned();
    assert!(
        line.starts_with("look at") && line.contains("runs in silence"),
        "{line}"
    );
}

#[test]
fn a_recording_that_is_no_sound_is_named_and_passed_over() {
    let tablet = Tablet::new();
    let class = tablet.path("class");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk-config");
    copy(&sample, &class);
    fs::create_dir_all(class.join("voice/en")).unwrap();
    fs::write(class.join("voice/en/Zelda.wav"), "my recording").unwrap();
    let waymark = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.args(args).arg("--class").arg(&class);
        command.env("ALSA_CONFIG_PATH", tablet.path("asound.conf"));
        told(&command.output().unwrap())
    };
    let said = waymark(&["say", "--lang", "en", "Zelda"]);
    assert!(
        said.contains("Zelda.wav: it is no WAV or OGG Vorbis sound."),
        "{said}"
    );
    assert!(tablet.loudness() > 0.02, "a program speaks instead");
    let checked = waymark(&["check"]);
    assert!(checked.contains("is whole"), "{checked}");
    assert!(
        checked.contains("voice/en/Zelda.wav is passed over: it is no"),
        "{checked}"
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if !entry.path().is_dir() {
            fs::copy(entry.path(), target).unwrap();
        } else if entry.file_name() != "voice" {
            copy(&entry.path(), &target);
        }
    }
}

/// The head of a WAV file with one channel of 16 bits.
fn wav_head(rate: u32, bytes: u32) -> Vec<u8> {
    let mut head = b"RIFF".to_vec();
    head.extend((36 + bytes).to_le_bytes());
    head.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    head.extend(rate.to_le_bytes());
    head.extend((rate * 2).to_le_bytes());
    head.extend(b"\x02\0\x10\0data");
    head.extend(bytes.to_le_bytes());
    head
}

#[test]
fn of_a_recording_of_two_gigabytes_one_minute_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("long.wav");
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(&wav_head(8000, 2_000_000_000)).unwrap();
    file.set_len(2_000_000_044).unwrap();
    let begun = Instant::now();
    assert_eq!(sound::read(&path).unwrap().length(), sound::LONGEST);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(sound::probe(&path).is_ok());
}

#[test]
fn a_folder_and_an_empty_sound_are_no_recordings() {
    let folder = TempDir::new().unwrap();
    assert!(matches!(
        sound::read(folder.path()),
        Err(SoundError::Unreadable(_))
    ));
    let path = folder.path().join("empty.wav");
    fs::write(&path, wav_head(8000, 0)).unwrap();
    assert!(sound::read(&path).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn whatever_the_bytes_they_are_a_sound_or_they_are_not(
        cut in 0usize..4000,
        change in prop::collection::vec((0usize..4000, any::<u8>()), 0..20),
    ) {
        let clip = waymark::look::voice::SAVED;
        let mut bytes = clip[..cut.min(clip.len())].to_vec();
        for (at, byte) in change {
            if let Some(found) = bytes.get_mut(at) {
                *found = byte;
            }
        }
        if let Ok(samples) = sound::decode(std::io::Cursor::new(bytes)) {
            prop_assert!(samples.length() <= sound::LONGEST);
        }
    }
}
