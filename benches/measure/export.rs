//! The export of the long journal: the workbook beside the tables and entries alone, how long each takes
//! and how much memory the program has used at its peak.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    Failed, Table,
    machine::WAYMARK,
    shown,
    year::{CLASS, Year},
};

/// How often the memory of the program is asked for: the system keeps the peak.
const LOOK: Duration = Duration::from_millis(20);

/// How much memory the workbook may need, in MB, however long the journal is.
const MOST_MB: f64 = 256.0;

/// Exports twice: with the workbook, and without a class pack, which leaves the tables and entries.
pub(crate) fn measure(year: &Year, table: &mut Table) -> Result<(), Failed> {
    let length = year.length();
    let out = year.folder().with_file_name("out");
    let nowhere = year.folder().with_file_name("no-class");
    let (tables, tables_mb) = export(year.folder(), &nowhere, &out)?;
    let (all, all_mb) = export(year.folder(), Path::new(CLASS), &out)?;
    let book = out.join("Waymark.xlsx");
    let bytes = fs::metadata(&book)?.len();
    fs::remove_dir_all(&out)?;
    let workbook = all.saturating_sub(tables);
    let told = |took: Duration, mb: f64| format!("{}, peak {mb:.0} MB", shown(took));
    let tables_of = format!("export of {length}: tables and entries alone");
    table.fact(&tables_of, told(tables, tables_mb));
    table.fact(
        &format!("export of {length}: with the workbook"),
        told(all, all_mb),
    );
    let ratio = workbook.as_secs_f64() / tables.as_secs_f64();
    table.fact(
        &format!("workbook of {length} beside the tables"),
        format!("{}: {ratio:.2}x, {} MB", shown(workbook), bytes / 1_000_000),
    );
    let memory = all_mb / MOST_MB * 100.0;
    table.percent("peak memory of it, of 256 MB", memory, 100.0);
    Ok(())
}

/// How long an export took, and the peak of its memory in MB.
fn export(data: &Path, class: &Path, out: &Path) -> Result<(Duration, f64), Failed> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let begun = Instant::now();
    let mut child = Command::new(WAYMARK)
        .arg("export")
        .args(["--class".as_ref(), class.as_os_str()])
        .args(["--data".as_ref(), data.as_os_str()])
        .args(["--to".as_ref(), out.as_os_str()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while child.try_wait()?.is_none() {
        peak = peak.max(peak_of(&status).unwrap_or_default());
        thread::sleep(LOOK);
    }
    let took = begun.elapsed();
    if out.join("entries.jsonl").is_file() {
        Ok((took, peak))
    } else {
        Err("the export was not written".into())
    }
}

/// `VmHWM`, in MB.
fn peak_of(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
