//! `waymark export`: what a teacher opens in a spreadsheet.

use std::path::PathBuf;

use clap::Args;
use jiff::civil;
use serde_json::json;

use super::{error::CommandError, journal::counted, out::Out, places::Places, progress::Progress};
use crate::export;

#[derive(Args, Clone, Debug)]
pub(super) struct ExportArgs {
    /// The folder to write to; made if it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Only what happened on that day or later, as YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<civil::Date>,
}

pub(super) fn export(
    places: &Places,
    args: &ExportArgs,
    out: &mut Out,
) -> Result<(), CommandError> {
    let journal = places.journal_to_read()?;
    let mut progress = Progress::new("Lines written", None);
    let written = export::write(&journal, &args.to, args.since, |lines| progress.at(lines))?;
    drop(progress);
    if out.is_json() {
        let files: Vec<_> = written
            .iter()
            .map(|file| json!({"file": file.name, "rows": file.rows}))
            .collect();
        return out.json(&json!({"to": args.to.to_string_lossy(), "files": files}));
    }
    for file in &written {
        let rows = counted(file.rows, "row", "rows");
        out.line(format_args!("{:<20} {rows}", file.name))?;
    }
    out.line(format_args!("Written to {}.", args.to.display()))
}
