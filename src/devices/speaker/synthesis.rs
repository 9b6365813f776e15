//! Words that nobody has recorded, spoken by a program of the system: `espeak-ng`, or `flite` for
//! English. The words go in through a pipe and the sound comes out through another, so neither is
//! ever in a command line or on the disk. A program that takes longer than two seconds is ended.

use std::{
    collections::VecDeque,
    io::{self, Cursor, Read, Write},
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc::sync_channel,
    thread,
    time::{Duration, Instant},
};

use super::sound::{self, Samples};
use crate::domain::ids::Lang;

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often is looked whether somebody wants something else.
const GLANCE: Duration = Duration::from_millis(10);
/// The longest text, in bytes: far less than a pipe holds, so that writing it never waits.
const MOST_TEXT: usize = 2000;
/// The most sound of one text, in bytes: a minute and a half.
const MOST_SOUND: u64 = 4 << 20;
/// How much spoken text is kept, in samples: about four minutes, 20 MB.
const KEPT: usize = 5_000_000;

/// Speaks, and keeps what it spoke last.
#[derive(Default)]
pub(super) struct Synthesis {
    kept: VecDeque<((Lang, String), Samples)>,
}

impl Synthesis {
    /// The sound of `text`; `None` when no program can speak it in time. `given_up` waits as long as
    /// it is told, and says whether the sound is no longer wanted.
    pub(super) fn speak(
        &mut self,
        lang: &Lang,
        text: &str,
        given_up: impl FnMut(Duration) -> bool,
    ) -> Option<Samples> {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let end = text.floor_char_boundary(MOST_TEXT);
        let text = text
            .get(..end)
            .filter(|text| text.contains(char::is_alphanumeric))?;
        let key = (lang.clone(), text.to_owned());
        if let Some((_, samples)) = self.kept.iter().find(|(known, _)| *known == key) {
            return Some(samples.clone());
        }
        let samples = match ask(program(lang)?, text, given_up) {
            Ok(samples) => samples?,
            Err(error) => {
                tracing::warn!(%error, "no voice for words without a recording");
                return None;
            }
        };
        self.keep(key, samples.clone());
        Some(samples)
    }

    fn keep(&mut self, key: (Lang, String), samples: Samples) {
        self.kept.push_back((key, samples));
        let size = |kept: &VecDeque<(_, Samples)>| -> usize {
            kept.iter().map(|(_, samples)| samples.samples.len()).sum()
        };
        while size(&self.kept) > KEPT {
            self.kept.pop_front();
        }
    }
}

/// The program that speaks a language on this tablet, if there is one.
#[must_use]
pub fn program(lang: &Lang) -> Option<Command> {
    let on_path = |name: &str| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    };
    if let Some(espeak) = on_path("espeak-ng") {
        let voice = match lang.as_str() {
            "en" => "en-us",
            "es" => "es-419",
            other => other,
        };
        let mut command = Command::new(espeak);
        command.args(["-v", voice, "-s", "140", "-b", "1", "--stdin", "--stdout"]);
        return Some(command);
    }
    let flite = on_path("flite").filter(|_| lang.as_str() == "en")?;
    let mut command = Command::new(flite);
    command.args(["-voice", "slt", "/dev/stdin", "/dev/stdout"]);
    Some(command)
}

/// Lets the program speak. Nothing, if that was given up.
fn ask(
    mut program: Command,
    text: &str,
    given_up: impl FnMut(Duration) -> bool,
) -> io::Result<Option<Samples>> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let heard = hear(&mut child, text, given_up);
    // Whether it has ended by itself or not: it is ended, by its own handle, and waited for.
    if let Err(error) = child.kill() {
        tracing::debug!(%error, "a voice program had ended already");
    }
    child.wait()?;
    let Some(wav) = heard? else {
        return Ok(None);
    };
    let samples = sound::decode(Cursor::new(wav)).map_err(io::Error::other)?;
    Ok(Some(samples))
}

/// Everything the program writes, read by a thread of its own so that it can be waited for.
fn hear(
    child: &mut Child,
    text: &str,
    mut given_up: impl FnMut(Duration) -> bool,
) -> io::Result<Option<Vec<u8>>> {
    if let Some(mut words) = child.stdin.take() {
        words.write_all(text.as_bytes())?;
    }
    let Some(sound) = child.stdout.take() else {
        return Ok(None);
    };
    let (hand_over, handed_over) = sync_channel(1);
    let reading = thread::Builder::new()
        .name("voice-program".to_owned())
        .spawn(move || {
            if hand_over.send(read_all(sound)).is_err() {
                tracing::debug!("a voice program was given up");
            }
        })?;
    let begun = Instant::now();
    let heard = loop {
        match handed_over.try_recv() {
            Ok(read) => break read.map(Some),
            Err(_) if begun.elapsed() > PATIENCE => {
                break Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "the voice program took longer than 2 seconds",
                ));
            }
            Err(_) => {}
        }
        if given_up(GLANCE) {
            break Ok(None);
        }
    };
    drop(handed_over);
    if !matches!(heard, Ok(Some(_))) {
        // Its pipe closes with it, and so the reading ends.
        child.kill()?;
    }
    if reading.join().is_err() {
        tracing::error!("reading from a voice program ended in a panic");
    }
    heard
}

fn read_all(sound: ChildStdout) -> io::Result<Vec<u8>> {
    let mut wav = Vec::new();
    sound.take(MOST_SOUND).read_to_end(&mut wav)?;
    Ok(wav)
}
