//! Which printer there is, by asking CUPS through its own program `lpstat`. It prints nothing, and
//! waits no longer than two seconds for an answer; whoever calls it is not the window's thread.

use std::{
    io::{self, Read as _},
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::domain::health::Printer;

/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks. Waits for an answer for two seconds at the most.
#[must_use]
pub fn look() -> Printer {
    look_with("lpstat", PATIENCE)
}

/// Asks another program than `lpstat`, which takes the same arguments, with that patience.
#[must_use]
pub fn look_with(program: &str, patience: Duration) -> Printer {
    let asked = Command::new(program)
        .args(["-r", "-d", "-e"])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    match asked.and_then(|mut child| answer(&mut child, patience)) {
        Ok(Some(answer)) => of_answer(&answer),
        Ok(None) => Printer::Unknown,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Printer::NoService,
        Err(error) => {
            tracing::debug!(%error, "the printing service cannot be asked");
            Printer::Unknown
        }
    }
}

/// What a program says, if it comes to its end in time; else it is ended.
fn answer(child: &mut Child, patience: Duration) -> io::Result<Option<String>> {
    let Some(mut said) = child.stdout.take() else {
        return Ok(None);
    };
    let (sender, heard) = mpsc::channel();
    let listen = move || {
        let read = read(&mut said);
        // Nobody waits any more once the patience is over.
        drop(sender.send(read));
    };
    let listener = thread::Builder::new()
        .name("printer".to_owned())
        .spawn(listen)?;
    let heard = heard.recv_timeout(patience);
    if heard.is_err() {
        child.kill()?;
    }
    child.wait()?;
    if listener.join().is_err() {
        tracing::error!("the printing service's answer was not read");
    }
    heard.ok().transpose()
}

fn read(from: &mut ChildStdout) -> io::Result<String> {
    let mut text = String::new();
    from.take(64 * 1024).read_to_string(&mut text)?;
    Ok(text)
}

/// What `lpstat -r -d -e` says: whether the scheduler runs, the default, and every name.
#[must_use]
pub fn of_answer(text: &str) -> Printer {
    let mut default = None;
    let mut names = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once("default destination") {
            Some((_, name)) => {
                let name = name.trim_start_matches(':').trim();
                default = (!name.is_empty()).then(|| name.to_owned());
            }
            None if line.starts_with("scheduler is not") => return Printer::NoService,
            None if line.starts_with("scheduler is") => {}
            None => names += 1,
        }
    }
    match (default, names) {
        (Some(name), _) => Printer::Default(name),
        (None, 0) => Printer::None,
        (None, count) => Printer::NoDefault(count),
    }
}
