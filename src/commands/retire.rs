//! `waymark retire`: this tablet leaves its class. Everything is brought to the others, exported and read
//! back first; only when nothing is on this tablet alone is it wiped, unless somebody says that it may be lost.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    error::CommandError,
    export::{self, ExportArgs},
    journal::counted,
    out::Out,
    places::{Places, now_at},
    sync::meeting_place,
};
use crate::{
    app::{Leaving, Tells},
    domain::event::Actor,
    export::read_back,
    storage::Journal,
    sync::Pace,
};

#[derive(Args, Clone, Debug)]
pub(super) struct RetireArgs {
    /// Where everything is exported to first, outside of the data folder
    #[arg(long, value_name = "DIR")]
    export: PathBuf,
    /// Yes, wipe this tablet
    #[arg(long)]
    yes: bool,
    /// Wipe it even if entries are nowhere else but in the export
    #[arg(long, requires = "yes")]
    anyway: bool,
}

pub(super) fn retire(
    places: &Places,
    args: &RetireArgs,
    out: &mut Out,
) -> Result<(), CommandError> {
    let (pack, data) = (places.pack()?, places.data()?);
    let journal = Journal::open_to_read(&data)?;
    if !args.yes {
        let entries = counted(journal.len()?, "entry", "entries");
        return Err(CommandError::Refused(format!(
            "Retiring wipes {} with {entries}; nothing was changed. To export to {}, bring the rest to the other tablets and then wipe it, say the same again with --yes.",
            data.display(),
            args.export.display()
        )));
    }
    drop(journal);
    let now = now_at(&pack);
    let mut journal = places.journal(&now)?;
    let place = meeting_place(&pack, &journal)?;
    let leaving = Leaving {
        pack: &pack,
        place: place.as_ref(),
        now,
        pace: Pace::QUICK,
    };
    let shared = leaving.share(&mut journal, &mut || true);
    export::export(places, &ExportArgs::all(args.export.clone()), out)?;
    let read = read_back(&journal, &args.export, || true)?.ok_or_else(|| {
        CommandError::Refused(format!(
            "The export in {} is not what the journal says; nothing was wiped. Look at the journal with `waymark journal verify`, or export to another disk.",
            args.export.display()
        ))
    })?;
    let alone = journal.standing()?.alone;
    let shared = match shared {
        Err(error) if !args.anyway => return Err(error.into()),
        shared => shared,
    };
    if alone > 0 && !args.anyway {
        journal.close()?;
        return Err(CommandError::Refused(format!(
            "{} nobody else has; nothing was wiped. The export is in {}. To wipe all the same, add --anyway.",
            counted(alone, "entry", "entries"),
            args.export.display()
        )));
    }
    let tells = match (args.anyway, &shared) {
        (false, _) => Tells::OrStays,
        (true, Ok(())) => Tells::IfItCan,
        (true, Err(error)) => {
            tracing::warn!(%error, "the others were not told");
            Tells::Nobody
        }
    };
    leaving.wipe(journal, &data, read.own, &Actor::CommandLine, tells)?;
    if out.is_json() {
        return out.json(&json!({ "retired": true, "lost_to_others": alone }));
    }
    out.line(format_args!(
        "This tablet has left the class and is wiped. Its export is in {}.",
        args.export.display()
    ))
}
