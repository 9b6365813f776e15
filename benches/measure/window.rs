//! The built program on an X server without a screen: how long until the first screen is on the
//! glass, and what it costs to leave it there.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use jiff::Zoned;
use waymark::{domain::event::Actor, storage::Journal};

use super::{
    Failed, Scale, Spread, Table, append, progress,
    year::{Year, waymark},
};

/// How long nothing may happen before the bench gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// When the first screen is to be there.
const TARGET: Duration = Duration::from_millis(500);

/// One short of the number at which the running program writes a checkpoint.
const MOST_UNCHECKED: usize = 1_999;

/// Starts it over and over, and then leaves it alone.
pub(crate) fn measure(year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    year.copy_again()?;
    let server = Server::start()?;
    // The first start makes the journal in the empty folder, and warms the disk's cache.
    server
        .start_program(year.empty())?
        .wait_until_seen(&server)?;
    server
        .start_program(year.folder())?
        .wait_until_seen(&server)?;
    let bar = progress("starting the program", scale.starts * 3)?;
    let (mut full, mut empty) = (Starts::default(), Starts::default());
    for _ in 0..scale.starts {
        empty.add(&server, year.empty())?;
        full.add(&server, year.folder())?;
        bar.inc(2);
    }
    leave_unchecked(year.folder())?;
    let mut unchecked = Starts::default();
    for _ in 0..scale.starts {
        unchecked.add(&server, year.folder())?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    full.tell(table, &year.length(), Some(TARGET));
    unchecked.tell(table, "power cut just before a checkpoint", Some(TARGET));
    empty.tell(table, "no entries", None);
    rest(&server, year, scale, table)
}

/// Appends without a checkpoint, as many entries as a power cut can leave behind one.
fn leave_unchecked(folder: &Path) -> Result<(), Failed> {
    let now = Zoned::now();
    let mut journal = Journal::open(folder, &now, &mut rand::rng())?.journal;
    let records = journal.records();
    let students: Vec<_> = records.students().map(|(student, _)| student).collect();
    let check_ins = students.into_iter().cycle().map(|student| {
        let actor = Actor::Student(student.clone());
        (now.clone(), actor, append::check_in(student))
    });
    journal.append_bulk(check_ins.take(MOST_UNCHECKED), |_| {})?;
    // Not closed, only dropped: closing would write the checkpoint.
    drop(journal);
    Ok(())
}

/// Leaves the first screen alone.
fn rest(server: &Server, year: &Year, scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let mut program = server.start_program(year.folder())?;
    program.wait_until_seen(server)?;
    program.count_frames(Duration::from_secs(3))?;
    let bar = progress("leaving the program alone", 1)?;
    let since = Instant::now();
    let before = program.processor_time()?;
    let frames = program.count_frames(scale.rest)?;
    let used = program.processor_time()?.saturating_sub(before);
    let share = used.as_secs_f64() / since.elapsed().as_secs_f64() * 100.0;
    bar.finish_and_clear();
    let seconds = scale.rest.as_secs();
    table.percent(&format!("at rest for {seconds} s, of one core"), share, 1.0);
    table.fact(
        &format!("frames drawn in these {seconds} s"),
        frames.to_string(),
    );
    table.fact("memory at rest, with software OpenGL", program.memory()?);
    Ok(())
}

/// How long starts took.
#[derive(Default)]
struct Starts {
    /// By the program's own clock, to the first frame drawn.
    own: Spread,
    /// From starting the process to the title on the glass.
    seen: Spread,
}

impl Starts {
    fn add(&mut self, server: &Server, data: &Path) -> Result<(), Failed> {
        let (own, seen) = server.start_program(data)?.wait_until_seen(server)?;
        self.own.add(own);
        self.seen.add(seen);
        Ok(())
    }

    fn tell(&self, table: &mut Table, with: &str, target: Option<Duration>) {
        let rows = [
            ("its own clock, median", self.own.median()),
            ("on the glass, median", self.seen.median()),
            ("on the glass, worst", self.seen.percentile(100)),
        ];
        for (which, took) in rows {
            let what = format!("start, {with}: {which} of {}", self.seen.len());
            match target {
                Some(target) => table.time(&what, took, target),
                None => table.fact_time(&what, took),
            }
        }
    }
}

/// An X server whose glass is a file.
struct Server {
    process: Child,
    display: String,
    glass: File,
    folder: PathBuf,
}

impl Server {
    fn start() -> Result<Self, Failed> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed/x");
        fs::create_dir_all(&folder)?;
        let mut process = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x800x24",
                "-nolisten",
                "tcp",
                "-fbdir",
            ])
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb: {error}; it is in the package xvfb"))?;
        let mut display = String::new();
        let said = process.stdout.take().ok_or("Xvfb says nothing")?;
        BufReader::new(said).read_line(&mut display)?;
        let glass = File::open(folder.join("Xvfb_screen0"))?;
        Ok(Self {
            process,
            display: format!(":{}", display.trim()),
            glass,
            folder,
        })
    }

    /// Starts the kiosk once nothing is on the glass.
    fn start_program(&self, data: &Path) -> Result<Program, Failed> {
        let until = Instant::now() + PATIENCE;
        while self.shows_the_title()? && Instant::now() < until {
            thread::yield_now();
        }
        let mut command = waymark(data);
        command
            .args(["run", "--windowed", "1280x800"])
            .env("WAYMARK_LOG", "waymark=info,waymark::app::draw=trace")
            .env("DISPLAY", &self.display)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_RUNTIME_DIR", &self.folder)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let since = Instant::now();
        let mut process = command.spawn()?;
        let said = process.stderr.take().ok_or("the program says nothing")?;
        let (sender, lines) = channel();
        // Ends with the program.
        let _reader = thread::spawn(move || {
            let lines = BufReader::new(said).lines().map_while(Result::ok);
            lines.map(|line| sender.send(line)).all(|sent| sent.is_ok())
        });
        Ok(Program {
            process,
            since,
            lines,
        })
    }

    /// Whether there is dark ink on light paper where the first screen has its title. The file is in
    /// the form of `xwd`: a head of big-endian numbers, a colour map of 12 bytes each, the pixels.
    fn shows_the_title(&self) -> Result<bool, Failed> {
        let mut head = [0; 100];
        self.glass.read_exact_at(&mut head, 0)?;
        let number = |place: usize| {
            let bytes = head.get(place * 4..place * 4 + 4).unwrap_or_default();
            bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        };
        let (head_bytes, line_bytes, colours) = (number(0), number(12), number(19));
        let mut row = [0; 1280 * 4];
        let at = head_bytes + colours * 12 + line_bytes * 102;
        self.glass.read_exact_at(&mut row, at)?;
        let pixels = || row.chunks_exact(4).map(|pixel| pixel.split_at(3).0);
        let ink = pixels().any(|pixel| pixel.iter().all(|part| *part < 0x60));
        let paper = pixels().any(|pixel| pixel.iter().all(|part| *part > 0xE0));
        Ok(ink && paper)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// The kiosk, running.
struct Program {
    process: Child,
    since: Instant,
    lines: Receiver<String>,
}

impl Program {
    /// What the program's own clock says of its first frame, and how long it took from outside until
    /// it was seen.
    fn wait_until_seen(&mut self, server: &Server) -> Result<(Duration, Duration), Failed> {
        let (mut own, mut seen) = (None, None);
        while self.since.elapsed() < PATIENCE {
            if let (Some(own), Some(seen)) = (own, seen) {
                return Ok((own, seen));
            }
            match self.lines.recv_timeout(Duration::from_millis(1)) {
                Ok(line) => own = own.or(milliseconds(&line)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err("the program has ended".into()),
            }
            if seen.is_none() && server.shows_the_title()? {
                seen = Some(self.since.elapsed());
            }
        }
        Err("the program shows nothing".into())
    }

    /// How many frames it draws in that time.
    fn count_frames(&self, time: Duration) -> Result<usize, Failed> {
        let until = Instant::now() + time;
        let mut frames = 0;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => frames += usize::from(line.ends_with("a frame")),
                Err(RecvTimeoutError::Timeout) => return Ok(frames),
                Err(RecvTimeoutError::Disconnected) => return Err("the program has ended".into()),
            }
        }
    }

    /// What it used of the processor so far, by itself and for it: `utime` and `stime` of proc(5).
    fn processor_time(&self) -> Result<Duration, Failed> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let fields = stat.rsplit_once(") ").ok_or("no such process")?.1;
        let ticks: u32 = fields
            .split(' ')
            .skip(11)
            .take(2)
            .flat_map(str::parse::<u32>)
            .sum();
        let a_second = Command::new("getconf").arg("CLK_TCK").output()?;
        let a_second: u32 = String::from_utf8(a_second.stdout)?.trim().parse()?;
        Ok(Duration::from_secs(1) * ticks / a_second)
    }

    /// The memory it holds now.
    fn memory(&self) -> Result<String, Failed> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: u64 = line
            .and_then(|line| line.split_whitespace().next())
            .ok_or("no memory")?
            .parse()?;
        Ok(format!("{} MB", kilobytes / 1024))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// `... first frame milliseconds=123`.
fn milliseconds(line: &str) -> Option<Duration> {
    let words = line.split_once("first frame")?.1;
    let number = words.trim().strip_prefix("milliseconds=")?;
    number.parse().ok().map(Duration::from_millis)
}

/// Ends a process and waits for that.
fn end(process: &mut Child) {
    if let Err(error) = process.kill().and_then(|()| process.wait().map(drop)) {
        eprintln!("a process could not be ended: {error}");
    }
}
