//! The journal that everything is measured with: a made-up year, made once by the built program and
//! kept, of which every run works on a copy.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use waymark::storage::Journal;

use super::{Failed, Table, machine::WAYMARK, shown};

/// The class pack of it.
pub(crate) const CLASS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/kiosk-config");

/// The year, ready.
pub(crate) struct Year {
    entries: u32,
    /// How long it took to make, if it was made or that was noted.
    making: Option<Duration>,
    /// As it was made; never written to.
    made: PathBuf,
    /// The copy that a run may write to.
    copy: PathBuf,
    /// A journal of the same class where nothing has happened.
    empty: PathBuf,
}

impl Year {
    /// Makes the journal unless there is one of that length, and copies it.
    pub(crate) fn prepare(entries: u32) -> Result<Self, Failed> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed");
        fs::create_dir_all(&folder)?;
        let made = folder.join(format!("year-{entries}"));
        let noted = folder.join(format!("year-{entries}.milliseconds"));
        let is_there = Journal::open_to_read(&made)
            .ok()
            .and_then(|journal| journal.len().ok())
            == Some(u64::from(entries));
        let making = if is_there {
            let noted = fs::read_to_string(&noted).ok();
            noted
                .and_then(|text| text.parse().ok())
                .map(Duration::from_millis)
        } else {
            let took = make(&made, entries)?;
            fs::write(&noted, took.as_millis().to_string())?;
            Some(took)
        };
        let year = Self {
            entries,
            making,
            made,
            copy: folder.join("copy"),
            empty: folder.join("empty"),
        };
        year.copy_again()?;
        remove(&year.empty)?;
        Ok(year)
    }

    /// A folder with the journal of that many entries.
    pub(crate) fn folder(&self) -> &Path {
        &self.copy
    }

    /// A folder without any.
    pub(crate) fn empty(&self) -> &Path {
        &self.empty
    }

    /// A folder with the year of a class of that many, made once and kept.
    pub(crate) fn class_of(&self, students: u16) -> Result<PathBuf, Failed> {
        let folder = self.empty.with_file_name(format!("class-{students}"));
        if Journal::open_to_read(&folder).is_err() {
            remove(&folder)?;
            run(waymark(&folder).args(["demo", "--students", &students.to_string()]))?;
        }
        Ok(folder)
    }

    /// A folder with a journal of that many entries, made once and kept.
    pub(crate) fn of_length(&self, entries: u32) -> Result<PathBuf, Failed> {
        let folder = self.empty.with_file_name(format!("length-{entries}"));
        if Journal::open_to_read(&folder).is_err() {
            make(&folder, entries)?;
        }
        Ok(folder)
    }

    /// How many entries, in words.
    pub(crate) fn length(&self) -> String {
        match self.entries {
            1_000_000 => "1,000,000 entries".to_owned(),
            entries => format!("{},{:03} entries", entries / 1000, entries % 1000),
        }
    }

    /// Throws the copy away and makes another; it is on the disk afterwards.
    pub(crate) fn copy_again(&self) -> Result<(), Failed> {
        remove(&self.copy)?;
        fs::create_dir_all(&self.copy)?;
        for file in fs::read_dir(&self.made)? {
            let file = file?;
            if file.file_type()?.is_file() {
                let to = self.copy.join(file.file_name());
                fs::copy(file.path(), &to)?;
                File::open(to)?.sync_all()?;
            }
        }
        Ok(())
    }

    /// What it took to make, weighs, and takes to check.
    pub(crate) fn tell(&self, table: &mut Table) -> Result<(), Failed> {
        if let Some(making) = self.making {
            let a_second = f64::from(self.entries) / making.as_secs_f64();
            table.fact(
                &format!("demo of {}", self.length()),
                format!("{}: {a_second:.0} entries/s", shown(making)),
            );
        }
        let bytes = fs::metadata(self.made.join("waymark.sqlite"))?.len();
        table.fact(
            "journal on the disk",
            format!(
                "{} MB: {} bytes an entry",
                bytes / 1_000_000,
                bytes / u64::from(self.entries)
            ),
        );
        self.copy_again()?;
        let took = run(waymark(&self.copy).args(["journal", "verify"]))?;
        let a_second = f64::from(self.entries) / took.as_secs_f64();
        table.fact(
            "journal verify",
            format!("{}: {a_second:.0} entries/s", shown(took)),
        );
        Ok(())
    }
}

/// The built program with the sample class and that data folder.
pub(crate) fn waymark(data: &Path) -> Command {
    let mut command = Command::new(WAYMARK);
    command.args(["--class", CLASS, "--data"]).arg(data);
    command
}

fn make(folder: &Path, entries: u32) -> Result<Duration, Failed> {
    remove(folder)?;
    eprintln!("making a journal of {entries} entries ...");
    run(waymark(folder).args(["demo", "--entries", &entries.to_string()]))
}

/// Runs it to its end.
fn run(command: &mut Command) -> Result<Duration, Failed> {
    let since = Instant::now();
    let status = command.stdout(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("{command:?} ended with {status}").into());
    }
    Ok(since.elapsed())
}

/// Removes a folder that may not be there.
fn remove(folder: &Path) -> Result<(), Failed> {
    if folder.try_exists()? {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
