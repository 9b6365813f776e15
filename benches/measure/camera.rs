//! Pictures of a badge as a camera sees it, read by ours and by `zbarimg` beside each other: how many
//! of each kind, and how long it takes. The pictures are made here and are the same every time.
//! zbarimg is a program, so what it needs for a picture without anything on it is taken off its time.

use std::{
    hint::black_box,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use waymark::{
    badges::code::BadgeCode,
    devices::camera::{
        decode::{Effort, Seen, look},
        luma::Luma,
    },
};

use super::{Failed, Scale, Spread, Table, progress, shown};

#[path = "../../tests/suite/support/badge_shots.rs"]
mod badge_shots;

use badge_shots::{Kind, Shot, shot};

/// A picture is looked at within this.
const TARGET: Duration = Duration::from_millis(10);
const SIZE: (usize, usize) = (1280, 720);
/// A code whose check letters are right.
const CODE: &str = "BBBBBBBBBBBBBBBBBB";

/// Makes the pictures, reads them twice, and counts.
pub(crate) fn measure(scale: Scale, table: &mut Table) -> Result<(), Failed> {
    let code: BadgeCode = CODE.parse()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("shot.png");
    let start = start_of_zbar(&file)?;
    let bar = progress("looking at badges", Kind::ALL.len() * scale.shots)?;
    let (mut all, mut usual) = (Sides::default(), Spread::default());
    for kind in Kind::ALL {
        let mut sides = Sides::default();
        for number in 0..scale.shots {
            let shot = shot(kind, u64::try_from(number)?, CODE, SIZE.0, SIZE.1);
            write(&file, &shot)?;
            let picture = Luma::of(shot.luma, SIZE.0, SIZE.1).ok_or("no picture")?;
            let since = Instant::now();
            let seen = look(&picture, Effort::Still);
            sides.ours.add(since.elapsed());
            sides.read += usize::from(seen == [Seen::Badge(code)]);
            let since = Instant::now();
            black_box(look(&picture, Effort::Frame(number)));
            sides.frame.add(since.elapsed());
            if kind == Kind::Nothing {
                usual.add(since.elapsed());
            }
            let (took, read) = zbar(&file)?;
            sides.zbar.add(took.saturating_sub(start));
            sides.read_by_zbar += usize::from(read);
            bar.inc(1);
        }
        sides.tell(&format!("{kind:?}").to_lowercase(), table);
        if kind != Kind::Nothing {
            all.join(&sides);
        }
    }
    bar.finish_and_clear();
    all.tell("all of them", table);
    table.fact_time("zbarimg on an empty picture, taken off its times", start);
    table.time(
        "a frame with a badge, 1280x720, p50",
        all.frame.median(),
        TARGET,
    );
    table.time("a frame without one, 1280x720, p50", usual.median(), TARGET);
    table.fact_time("a frame without one, 1280x720, p99", usual.percentile(99));
    Ok(())
}

/// What both sides did.
#[derive(Default)]
struct Sides {
    read: usize,
    read_by_zbar: usize,
    /// With every step.
    ours: Spread,
    /// As the kiosk looks at one of many.
    frame: Spread,
    zbar: Spread,
}

impl Sides {
    fn join(&mut self, other: &Self) {
        self.read += other.read;
        self.read_by_zbar += other.read_by_zbar;
        self.ours.join(&other.ours);
        self.frame.join(&other.frame);
        self.zbar.join(&other.zbar);
    }

    fn tell(&self, what: &str, table: &mut Table) {
        let times = |spread: &Spread| {
            let (half, most) = (spread.median(), spread.percentile(99));
            format!("{} / {}", shown(half), shown(most))
        };
        let said = format!(
            "{} and {} of {}; {} (a frame {}) and {}",
            self.read,
            self.read_by_zbar,
            self.ours.len(),
            times(&self.ours),
            times(&self.frame),
            times(&self.zbar)
        );
        table.fact(
            &format!("badges, {what}: ours and zbarimg; p50 / p99"),
            said,
        );
    }
}

/// What zbarimg needs where there is nothing to read: the middle of some.
fn start_of_zbar(file: &Path) -> Result<Duration, Failed> {
    let empty = Shot {
        width: SIZE.0,
        height: SIZE.1,
        luma: vec![200; SIZE.0 * SIZE.1],
    };
    write(file, &empty)?;
    let mut spread = Spread::default();
    for _ in 0..9 {
        spread.add(zbar(file)?.0);
    }
    Ok(spread.median())
}

fn write(file: &Path, shot: &Shot) -> Result<(), Failed> {
    let (width, height) = (u32::try_from(shot.width)?, u32::try_from(shot.height)?);
    let picture = image::GrayImage::from_raw(width, height, shot.luma.clone());
    Ok(picture.ok_or("no picture")?.save(file)?)
}

/// How long zbarimg took, and whether it read the badge.
fn zbar(file: &Path) -> Result<(Duration, bool), Failed> {
    let since = Instant::now();
    let output = Command::new("zbarimg")
        .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(file)
        .output()
        .map_err(|error| format!("zbarimg (Debian: zbar-tools) does not run: {error}"))?;
    let read = String::from_utf8_lossy(&output.stdout).trim() == CODE;
    Ok((since.elapsed(), read))
}
