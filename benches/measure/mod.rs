//! What all measurements share: how much is measured, how many measurements become a few numbers, and
//! the table they end in.

pub(crate) mod append;
pub(crate) mod camera;
pub(crate) mod desk;
pub(crate) mod export;
pub(crate) mod folder;
pub(crate) mod machine;
pub(crate) mod postgres;
pub(crate) mod sheets;
pub(crate) mod taps;
pub(crate) mod window;
pub(crate) mod year;

/// The server of the tests.
#[path = "../../tests/suite/support/postgres.rs"]
#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    dead_code,
    unreachable_pub,
    reason = "it belongs to the tests, and its failure is the end of a measurement"
)]
mod server;

/// What the server of the tests takes from there.
mod pcscd {
    use std::{net::TcpListener, time::Duration};

    pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

    #[expect(clippy::unwrap_used, reason = "there is a free port")]
    pub(crate) fn two_free_ports() -> u16 {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    }
}

use std::{fmt, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

/// Why a measurement could not be taken.
pub(crate) type Failed = Box<dyn std::error::Error>;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Entries in the journal.
    pub(crate) entries: u32,
    /// Greetings of badges known for a while.
    pub(crate) taps: usize,
    /// First greetings of a program that has just started.
    pub(crate) first: usize,
    /// Greetings by the express lane.
    pub(crate) express: usize,
    /// Blocks of ten appended entries.
    pub(crate) blocks: usize,
    /// Pictures of each kind of badge before the camera.
    pub(crate) shots: usize,
    /// Starts of the program.
    pub(crate) starts: usize,
    /// How long the program is left alone.
    pub(crate) rest: Duration,
}

impl Scale {
    /// All of it, or enough to try something.
    pub(crate) fn of(quick: bool) -> Self {
        if quick {
            Self {
                entries: 100_000,
                taps: 400,
                first: 8,
                express: 60,
                blocks: 40,
                shots: 8,
                starts: 3,
                rest: Duration::from_secs(10),
            }
        } else {
            Self {
                entries: 1_000_000,
                taps: 4_000,
                first: 48,
                express: 400,
                blocks: 300,
                shots: 40,
                starts: 15,
                rest: Duration::from_secs(30),
            }
        }
    }
}

/// Many measurements of the same thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spread(Vec<Duration>);

impl Spread {
    /// One more.
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// All of another.
    pub(crate) fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The value that `percent` of them do not exceed, by nearest rank; zero of none.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }

    /// The middle one.
    pub(crate) fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The numbers, one a row.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<[String; 5]>);

impl Table {
    /// A time that is to stay below `target`.
    pub(crate) fn time(&mut self, what: &str, took: Duration, target: Duration) {
        let ratio = took.as_secs_f64() / target.as_secs_f64();
        self.row(
            what,
            shown(took),
            ratio,
            &format!("under {}", shown(target)),
            ratio < 1.0,
        );
    }

    /// A time beside another of the same run, that is to be at most `most` times as long.
    pub(crate) fn beside(&mut self, what: &str, took: Duration, other: Duration, most: f64) {
        let ratio = took.as_secs_f64() / other.as_secs_f64();
        let ours = format!("{} to {}", shown(took), shown(other));
        self.row(what, ours, ratio, &format!("within {most}x"), ratio <= most);
    }

    /// A share of one core in percent that is to stay below `target`.
    pub(crate) fn percent(&mut self, what: &str, measured: f64, target: f64) {
        let ratio = measured / target;
        let ours = format!("{measured:.2} %");
        self.row(what, ours, ratio, &format!("under {target} %"), ratio < 1.0);
    }

    /// Something that has no target.
    pub(crate) fn fact(&mut self, what: &str, measured: impl Into<String>) {
        let none = String::new;
        self.0
            .push([what.to_owned(), measured.into(), none(), none(), none()]);
    }

    /// A time that has no target.
    pub(crate) fn fact_time(&mut self, what: &str, took: Duration) {
        self.fact(what, shown(took));
    }

    fn row(&mut self, what: &str, ours: String, ratio: f64, target: &str, met: bool) {
        let met = if met { "met" } else { "MISSED" };
        let ratio = format!("{ratio:.2}x");
        self.0.push([
            what.to_owned(),
            ours,
            ratio,
            target.to_owned(),
            met.to_owned(),
        ]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["what", "measured", "ratio", "target", ""].map(str::to_owned);
        let rows = || std::iter::once(&head).chain(&self.0);
        let wide = |column: usize| {
            let cells = rows().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(wide).collect();
        for row in rows() {
            let cells = row.iter().zip(&widths);
            let cells: Vec<String> = cells
                .map(|(cell, width)| format!("{cell:<width$}"))
                .collect();
            writeln!(f, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// A time in the unit that fits it.
pub(crate) fn shown(took: Duration) -> String {
    let millis = took.as_secs_f64() * 1000.0;
    match millis {
        millis if millis >= 10_000.0 => format!("{:.1} s", millis / 1000.0),
        millis if millis >= 100.0 => format!("{millis:.0} ms"),
        millis if millis >= 10.0 => format!("{millis:.1} ms"),
        millis => format!("{millis:.3} ms"),
    }
}

/// Says what is going on, with a bar on a terminal and a line elsewhere.
pub(crate) fn progress(what: &'static str, steps: usize) -> Result<ProgressBar, Failed> {
    let bar = ProgressBar::new(u64::try_from(steps)?).with_message(what);
    bar.set_style(ProgressStyle::with_template(
        "{msg:32} {wide_bar} {pos} of {len}",
    )?);
    if bar.is_hidden() {
        eprintln!("{what} ...");
    }
    Ok(bar)
}
