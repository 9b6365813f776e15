//! `waymark export`: what a teacher opens in a spreadsheet.

use std::path::PathBuf;

use clap::Args;
use jiff::civil;
use serde_json::json;

use super::{
    error::CommandError,
    journal::counted,
    out::Out,
    places::{Places, now_at},
    progress::Progress,
};
use crate::{
    domain::ids::{Lang, StudentId},
    export::{self, Class, Written},
    look::words::Words,
};

#[derive(Args, Clone, Debug)]
pub(super) struct ExportArgs {
    /// The folder to write to; made if it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Only what happened on that day or later, as YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<civil::Date>,
    /// One child's data alone, also of a child who left: nothing about any other is in it
    #[arg(long, value_name = "ID", conflicts_with = "since")]
    student: Option<String>,
    /// The language of the workbook: en or es [default: the tablet's]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

impl ExportArgs {
    /// Everything, in the tablet's language.
    pub(super) fn all(to: PathBuf) -> Self {
        Self {
            to,
            since: None,
            student: None,
            lang: None,
        }
    }
}

pub(super) fn export(
    places: &Places,
    args: &ExportArgs,
    out: &mut Out,
) -> Result<(), CommandError> {
    let words = Words::load();
    let lang = args.lang.as_deref().map(Lang::from);
    if let Some(lang) = lang.as_ref().filter(|lang| !words.speaks(lang)) {
        let known: Vec<_> = words.languages().map(Lang::as_str).collect();
        let known = known.join(" or ");
        return Err(CommandError::Misused(format!(
            "Waymark does not speak \"{lang}\"; nothing was written. Choose {known} with --lang."
        )));
    }
    let journal = places.journal_to_read()?;
    let pack = places.pack();
    let lang = match (&lang, &pack) {
        (None, Ok(pack)) => pack.tablet.language.clone(),
        _ => lang.unwrap_or_else(|| Lang::from("en")),
    };
    let class = pack.as_ref().ok().map(|pack| Class {
        pack,
        say: words.speak(&lang),
        now: now_at(pack).datetime(),
        rows_a_sheet: export::ROWS,
    });
    let student = args.student.as_deref().map(StudentId::from);
    if let Some(id) = &student
        && journal.records().card(id).is_none()
    {
        return Err(CommandError::Refused(format!(
            "Nobody in the class has the id `{id}`; nothing was written. waymark roster list shows the ids."
        )));
    }
    let mut progress = Progress::new("Lines written", None);
    let watch = |lines| {
        progress.at(lines);
        true
    };
    let written = match &student {
        Some(id) => export::write_child(&journal, &args.to, id, class, watch),
        None => export::write(&journal, &args.to, args.since, class, watch),
    }?;
    drop(progress);
    tell(args, &written, out)?;
    match pack {
        Ok(_) => Ok(()),
        Err(error) => {
            let told = error.to_tell().unwrap_or_default();
            Err(CommandError::Refused(format!(
                "{told}\nThe tables and entries are written and whole, but without a class pack there is no workbook."
            )))
        }
    }
}

fn tell(args: &ExportArgs, written: &[Written], out: &mut Out) -> Result<(), CommandError> {
    if out.is_json() {
        let files: Vec<_> = written
            .iter()
            .map(|file| json!({"file": file.name, "rows": file.rows}))
            .collect();
        return out.json(&json!({"to": args.to.to_string_lossy(), "files": files}));
    }
    for file in written {
        let rows = counted(file.rows, "row", "rows");
        out.line(format_args!("{:<32} {rows}", file.name))?;
    }
    out.line(format_args!("Written to {}.", args.to.display()))
}
