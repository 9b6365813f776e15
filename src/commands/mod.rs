//! The command line: one file per verb, and what they share. A verb reads its arguments, asks the
//! other modules to do the work, and says what was done on standard output; whatever went wrong
//! comes back as a [`CommandError`], which only `main` tells. No verb ends the process, reads a badge
//! code or a PIN out loud that it was not asked for, or removes a file of a teacher.

mod badge;
mod badge_print;
mod check;
mod demo;
mod doctor;
mod error;
mod export;
mod join;
mod journal;
mod out;
mod places;
mod progress;
mod restore;
mod retire;
mod roster;
mod roster_erase;
mod run;
mod say;
mod stop;
mod sync;
mod sync_gone;
mod sync_setup;
mod teacher;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use self::places::Places;
pub use self::{error::CommandError, out::Out};

/// Waymark: a classroom kiosk. Without a verb it runs the kiosk.
#[derive(Clone, Debug, Parser)]
#[command(name = "waymark", version)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    run: run::RunArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What every verb understands.
#[derive(Args, Clone, Debug)]
struct Global {
    /// The class pack [default: ./kiosk-config, else the one in your configuration folder]
    #[arg(long, value_name = "DIR", global = true, overrides_with = "class")]
    class: Option<PathBuf>,
    /// The data folder with the journal [default: your data folder]
    #[arg(long, value_name = "DIR", global = true, overrides_with = "data")]
    data: Option<PathBuf>,
    /// Answer in JSON, where there is something to answer
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Clone, Debug, Subcommand)]
enum Verb {
    /// Run the kiosk, full screen unless --windowed
    Run(run::RunArgs),
    /// Look through the class pack and tell everything that is wrong with it
    Check,
    /// Fill an empty data folder with a made-up class-year to explore
    Demo(demo::DemoArgs),
    /// The children of the class
    #[command(subcommand)]
    Roster(roster::RosterVerb),
    /// Whose badge is whose
    #[command(subcommand)]
    Badge(badge::BadgeVerb),
    /// What teachers need
    #[command(subcommand)]
    Teacher(teacher::TeacherVerb),
    /// The record of what happened
    #[command(subcommand)]
    Journal(journal::JournalVerb),
    /// Write a workbook, tables and entries for a spreadsheet
    Export(export::ExportArgs),
    /// Share what happened with the other tablets of the class
    Sync(sync::SyncArgs),
    /// Join the class of another tablet, by the code that it shows
    Join(join::JoinArgs),
    /// Bring a lost tablet back, from where its class meets or from an export
    Restore(restore::RestoreArgs),
    /// Let this tablet leave its class: export, a last round, and then wipe it
    Retire(retire::RetireArgs),
    /// Speak a text as the kiosk would
    Say(say::SayArgs),
    /// Look at readers, sound, clock, class pack and journal, and say what to do
    Doctor,
}

/// Does what the command line asks for.
///
/// # Errors
///
/// What went wrong, for `main` to tell.
pub fn carry_out(cli: Cli, out: &mut Out) -> Result<(), CommandError> {
    if cli.verb.is_some() && !cli.run.is_empty() {
        return Err(CommandError::Misused(
            "--windowed, --lang and --practice belong to `waymark run`; nothing was done. Put them after the verb."
                .to_owned(),
        ));
    }
    out.speak_json(cli.global.json);
    let places = Places::new(cli.global.class, cli.global.data);
    match cli.verb.unwrap_or(Verb::Run(cli.run)) {
        Verb::Run(args) => run::run(&places, args),
        Verb::Check => check::check(&places, out),
        Verb::Demo(args) => demo::demo(&places, &args, out),
        Verb::Roster(verb) => roster::roster(&places, verb, out),
        Verb::Badge(verb) => badge::badge(&places, verb, out),
        Verb::Teacher(verb) => teacher::teacher(&places, verb, out),
        Verb::Journal(verb) => journal::journal(&places, &verb, out),
        Verb::Export(args) => export::export(&places, &args, out),
        Verb::Sync(args) => sync::sync(&places, args, out),
        Verb::Join(args) => join::join(&places, &args, out),
        Verb::Restore(args) => restore::restore(&places, &args, out),
        Verb::Retire(args) => retire::retire(&places, &args, out),
        Verb::Say(args) => say::say(&places, args, out),
        Verb::Doctor => doctor::doctor(&places, out),
    }
}
