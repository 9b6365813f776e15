//! The export of short and long journals: how long it takes, and how much memory the program has used at
//! its peak. Beside it in the same run the same rows without anything that makes them ours: a bare loop
//! with the spreadsheet's crate, and one with the CSV crate and the entries' own lines.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rust_xlsxwriter::Workbook;
use waymark::storage::{Journal, View};

use super::{
    Failed, Table,
    machine::WAYMARK,
    shown,
    year::{CLASS, Year},
};

/// How often the memory of the program is asked for: the system keeps the peak.
const LOOK: Duration = Duration::from_millis(5);

/// How much memory the workbook may need, in MB, however long the journal is.
const MOST_MB: f64 = 256.0;

/// The tables that are sheets of the workbook.
const SHEETS: [View; 4] = [
    View::CheckIns,
    View::Reflections,
    View::Levels,
    View::Assessments,
];

/// Exports journals of three lengths, and the long one without a class pack too, which leaves the tables
/// and entries.
pub(crate) fn measure(year: &Year, table: &mut Table) -> Result<(), Failed> {
    let length = year.length();
    let out = year.folder().with_file_name("out");
    let nowhere = year.folder().with_file_name("no-class");
    for entries in [10_000, 100_000] {
        let shorter = year.of_length(entries)?;
        let (took, peak) = export(&shorter, Path::new(CLASS), &out)?;
        let what = format!("export of {entries} entries, all of it");
        table.fact(&what, told(took, peak));
    }
    let (tables, tables_mb) = export(year.folder(), &nowhere, &out)?;
    let (all, all_mb) = export(year.folder(), Path::new(CLASS), &out)?;
    let bytes = fs::metadata(out.join("Waymark.xlsx"))?.len();
    let what = format!("export of {length}, all of it");
    table.fact(&what, told(all, all_mb));
    let what = format!("export of {length}: tables and entries alone");
    table.fact(&what, told(tables, tables_mb));
    let workbook = all.saturating_sub(tables);
    let bare_book = bare_book(year.folder(), &out)?;
    let what = format!("its workbook, {} MB, beside a bare loop", bytes / 1_000_000);
    table.beside(&what, workbook, bare_book, 2.0);
    let bare_tables = bare_tables(year.folder(), &out)?;
    let what = "its tables and entries beside a bare loop";
    table.beside(what, tables, bare_tables, 2.0);
    fs::remove_dir_all(&out)?;
    let memory = all_mb / MOST_MB * 100.0;
    table.percent("peak memory of it, of 256 MB", memory, 100.0);
    Ok(())
}

fn told(took: Duration, mb: f64) -> String {
    format!("{}, peak {mb:.0} MB", shown(took))
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

/// The rows of the sheets as texts, as fast as the crate takes them; durable at the end.
fn bare_book(data: &Path, out: &Path) -> Result<Duration, Failed> {
    let begun = Instant::now();
    let journal = Journal::open_to_read(data)?;
    let reading = journal.reading()?;
    let mut book = Workbook::new();
    book.set_tempdir(data)?;
    for view in SHEETS {
        let sheet = book.add_worksheet_with_constant_memory()?;
        let mut row = 0;
        reading.each_row::<Failed>(view, None, |cells| {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell)?;
            }
            row += 1;
            Ok(())
        })?;
    }
    let file = File::create(out.join("bare.xlsx"))?;
    let mut writer = BufWriter::new(file);
    book.save_to_writer(&mut writer)?;
    writer.flush()?;
    writer.get_ref().sync_all()?;
    Ok(begun.elapsed())
}

/// Every table, and every entry as it lies there; durable at the end.
fn bare_tables(data: &Path, out: &Path) -> Result<Duration, Failed> {
    let begun = Instant::now();
    let journal = Journal::open_to_read(data)?;
    let reading = journal.reading()?;
    for view in View::ALL {
        let path: PathBuf = out.join(format!("bare-{}.csv", view.name()));
        let mut writer = csv::Writer::from_path(path)?;
        reading.each_row::<Failed>(view, None, |cells| Ok(writer.write_record(cells)?))?;
        writer.into_inner()?.sync_all()?;
    }
    let mut lines = BufWriter::new(File::create(out.join("bare.jsonl"))?);
    reading.each_entry::<Failed>(|entry| {
        if let Ok(entry) = entry {
            lines.write_all(entry.to_json_line()?.as_bytes())?;
            lines.write_all(b"\n")?;
        }
        Ok(())
    })?;
    lines.flush()?;
    lines.get_ref().sync_all()?;
    Ok(begun.elapsed())
}
