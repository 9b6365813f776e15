//! The machine it was measured on, and how much the program weighs.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use super::{Failed, Table};

/// The built program.
pub(crate) const WAYMARK: &str = env!("CARGO_BIN_EXE_waymark");

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");

/// Builds the program anew, as it is shipped: beside the tests' packages, cargo gives it features that
/// it does not have by itself.
pub(crate) fn build() -> Result<(), Failed> {
    let target = Path::new(WAYMARK).ancestors().nth(2);
    let built = cargo()
        .args(["build", "--quiet", "--release", "--bin", "waymark"])
        .args(["--manifest-path", MANIFEST, "--target-dir"])
        .arg(target.ok_or("no target folder")?)
        .status()?;
    if built.success() {
        Ok(())
    } else {
        Err(format!("the program could not be built: {built}").into())
    }
}

/// Cores, processor, memory, system, in one line.
pub(crate) fn facts() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpu =
        after("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = after("/proc/meminfo", "MemTotal").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "{cores} cores, {cpu}, {memory} of memory, {} {}; load {load} before",
        std::env::consts::OS,
        std::env::consts::ARCH,
    )
}

/// The program's size, and how many packages go into it.
pub(crate) fn tell_size(table: &mut Table) -> Result<(), Failed> {
    let bytes = fs::metadata(WAYMARK)?.len();
    table.fact(
        "the program, release build",
        format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    );
    let tree = cargo()
        .args(["tree", "--offline", "-e", "normal", "--prefix", "none"])
        .args(["--manifest-path", MANIFEST])
        .output()?;
    let tree = String::from_utf8(tree.stdout)?;
    let packages: BTreeSet<&str> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    let direct = include_str!("../../Cargo.toml")
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.contains(" = "))
        .count();
    table.fact(
        "packages in it, without its own",
        format!(
            "{}, {direct} of them direct",
            packages.len().saturating_sub(1)
        ),
    );
    Ok(())
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What a file says behind a word and a colon.
fn after(path: &str, word: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(word))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
